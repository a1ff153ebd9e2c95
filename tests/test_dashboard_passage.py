"""The marked text is the stored text: nothing added, nothing lost, nothing run."""

from __future__ import annotations

import html as escaping
import re

from hypothesis import given
from hypothesis import strategies as st

from dashboard.fragment import text_fragment
from dashboard.passage import Line, Mark, annotate, context, lead_ins, sentence, surroundings
from dashboard.render import to_html
from tests.conftest import fact

TEXT = st.text(alphabet=st.sampled_from("ab <>&\"'\n\u0065\u0301\u1ec7中\U0001f600"), max_size=40)


def plain(nodes: list) -> str:
    """What a reader sees of some components."""
    return escaping.unescape(re.sub(r"<[^>]*>", "", str(to_html(nodes))))


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark], list[Line]]:
    text = draw(TEXT)
    place = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    marks = [
        Mark(a, b, f"f{i}", anchor=f"a{i}") for i, (a, b) in enumerate(draw(st.lists(place, max_size=4)))
    ]
    lines = [Line(a, b, "area") for a, b in draw(st.lists(place, max_size=3))]
    return text, marks, lines


@given(marked())
def test_the_text_is_kept_and_every_mark_is_there(case: tuple):
    text, marks, lines = case
    nodes = annotate(text, 0, len(text), marks, lines)
    assert plain(nodes) == text
    shown = str(to_html(nodes))
    for mark in marks:
        if mark.start < mark.end:
            assert f'data-fact-id="{mark.fact_id}"' in shown
            assert shown.count(f'id="{mark.anchor}"') == 1


def test_markup_in_a_source_stays_text():
    text = '<script>alert(1)</script> 5bn <img src=x onerror="y">'
    shown = str(to_html(annotate(text, 0, len(text), [Mark(26, 29, "f")])))
    assert "<script" not in shown
    assert "<img" not in shown
    assert '<mark data-fact-id="f">5bn</mark>' in shown


def test_nested_and_crossing_marks():
    shown = str(
        to_html(annotate("abcdef", 0, 6, [Mark(0, 4, "one"), Mark(1, 2, "two"), Mark(3, 6, "three")]))
    )
    assert re.sub(r' data-fact-id="(\w+)"', r":\1", shown) == (
        "<mark:one>a<mark:two>b</mark>c<mark:three>d</mark></mark><mark:three>ef</mark>"
    )


def evidence(dimension: str, start: int, end: int, text: str, how: str = "read") -> dict:
    return {
        "dimension": dimension,
        "how": how,
        "text": text[start:end],
        "char_start": start,
        "char_end": end,
        "note": None,
    }


def test_evidence_is_underlined_and_what_lies_outside_is_quoted():
    text = "In 2023 much happened. Trade was 171.9bn USD."
    row = fact(
        char_start=33, char_end=44, passage_start=23, passage_end=45,
        mentions=[{"char_start": 33, "char_end": 44, "quote": "171.9bn USD", "passage_start": 23, "passage_end": 45}],
        evidence=[evidence("period", 3, 7, text, "inherited"), evidence("indicator", 23, 28, text)],
    )  # fmt: skip
    assert str(to_html(sentence(row, text))) == (
        '<span class="ev ev-measure">Trade</span> was <mark data-fact-id="f1">171.9bn USD</mark>.'
    )
    before, after = context(row, text)
    assert str(to_html(before)) == 'In <span class="ev ev-period">2023</span> much happened. '
    assert (after, lead_ins(row, text)) == ([], [])  # what is shown as context is not shown twice
    assert plain(sentence(row, None)) == row["passage"]


def test_text_fragment():
    row = fact(
        url="https://example.org/a-b?x=1#top",
        quote="1-2, bn & co",
        quote_prefix="a\nTrade was ",
        quote_suffix=".",
    )
    assert text_fragment(row) == ("https://example.org/a-b?x=1#:~:text=Trade%20was-,1%2D2%2C%20bn%20%26%20co")
    assert text_fragment(fact(url=None)) is None
    assert text_fragment(fact(url="javascript:alert(1)")) is None


def test_what_lies_farther_off_is_quoted_by_itself():
    text = "In 2023 much happened.\n" + "Nothing to see here. " * 20 + "Trade was 171.9bn USD."
    at = text.index("171.9bn")
    start, end = at - 10, len(text)
    row = fact(
        char_start=at, char_end=at + 11, passage_start=start, passage_end=end,
        mentions=[{"char_start": at, "char_end": at + 11, "quote": "171.9bn USD", "passage_start": start, "passage_end": end}],
        evidence=[evidence("period", 3, 7, text, "inherited")],
    )  # fmt: skip
    (lead,) = lead_ins(row, text)
    assert str(to_html(lead)) == 'In <span class="ev ev-period">2023</span> much happened.'
    before, after = context(row, text)
    assert plain(before).startswith("\u2026 ")
    assert plain(before)[2:] in text
    assert after == []


@given(st.text(alphabet="ab \n\u3002\u4e2d", max_size=600), st.data())
def test_surroundings_hold_the_passage_and_stay_in_its_paragraph(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, text.find("\n", start) if "\n" in text[start:] else len(text)))
    place = {
        "char_start": start,
        "char_end": end,
        "quote": text[start:end],
        "passage_start": start,
        "passage_end": end,
    }
    low, high = surroundings(fact(mentions=[place]), text)
    assert low <= start <= end <= high <= len(text)
    assert "\n" not in text[low:start] + text[end:high]


def test_a_text_fragment_leaves_out_words_that_were_cut():
    row = fact(url="https://example.org/", quote="171.9bn USD")
    cut = row | {
        "quote_prefix": "ffairs said that trade had reached"[:32],
        "quote_suffix": " in 2023, up from a year earlier and"[:32],
    }
    assert text_fragment(cut) == (
        "https://example.org/#:~:text=said%20that%20trade%20had%20reach-,171.9bn%20USD,-in%202023%2C%20up%20from%20a%20year"
    )
    chinese = "越中贸易总额" * 5 + "，达"
    part = row | {"quote": "1719亿美元", "quote_prefix": chinese, "quote_suffix": "同比增长" * 8}
    assert text_fragment(part) == "https://example.org/#:~:text=%E8%BE%BE-,1719%E4%BA%BF%E7%BE%8E%E5%85%83"
