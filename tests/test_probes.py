"""Plain statements in many wordings, and what one statement does to the next: tests/probes.toml."""

import itertools
import tomllib
from pathlib import Path

import pytest

from etl.extract import extract

PROBES = tomllib.loads(Path(__file__).with_name("probes.toml").read_text(encoding="utf-8"))


def unread(lang: str, text: str, facts: list[str], published: str, period: str) -> bool:
    """Whether any of the ``facts`` (what the quote begins with, indicator, transform, sides, perhaps the period) is
    not read from the text. A sign before the quote is asked of the value: a fall and a deficit are negative."""
    found = extract(text, doc_id="t", lang=lang, published=published)

    def read(fact: str) -> bool:
        quote, indicator, transform, *sides = fact.split(" | ")
        when = sides.pop() if len(sides) > len(("reporter", "partner")) else period
        sign, quote = (quote[0], quote[1:]) if quote[0] in "+-" else ("", quote)
        for f in found:
            same = f["quote"].startswith(quote) and (f["transform"], f["period"]) == (transform, when)
            same = same and (not sign or (f["value"] < 0) == (sign == "-"))
            told = [f["reporter"], f["partner"]]
            turned = indicator == "trade_total" and told[::-1] == sides  # all trade is of both sides
            if same and (not indicator or f["indicator"] == indicator) and (told == sides or turned):
                return True
        return False

    return not all(map(read, facts))


def whole(probes: dict, text: str) -> str:
    """With the year in front unless the text names it, and a sentence behind that says whose story it is."""
    begun = text if probes["period"] in text else probes["lead"] + text
    return begun + probes.get("end", ".")


@pytest.mark.parametrize("lang", PROBES)
def test_wordings(lang: str) -> None:
    """Every wording with every partner, the spellings of its number and the words behind it in turn."""
    p, others = PROBES[lang], []
    figures, growths = itertools.cycle(p["figures"]), itertools.cycle(p["growths"])
    each = ((g, *named) for g in p["frames"] for named in g.get("partners", p["partners"]).items())
    for g, name, code in each:
        sides = " | ".join(code if g[side] == "X" else g[side] for side in ("reporter", "partner"))
        for text, figure, (grown, growth) in zip(g["texts"], figures, growths, strict=False):
            level = f"{g.get('sign', '')}{figure} | {g['indicator']} | level | {sides}"
            facts = [level, f"{growth} | {g['indicator']} | growth | {sides}"]
            text = text.format(X=name, N=figure, **p.get("forms", {}).get(name, {}))
            for plain, asked in ((text, facts[:1]), (text + grown, facts)):
                if unread(lang, whole(p, plain), asked, p["published"], p["period"]):
                    others.append(plain)
    assert others == []


@pytest.mark.parametrize("lang", PROBES)
def test_statements_alone(lang: str) -> None:
    p = PROBES[lang]
    told = [
        text
        for text, *facts in p["told"]["texts"]
        for fact in facts
        if unread(lang, whole(p, text), [fact], p["published"], p["period"])
    ]
    assert len(told) == p["told"]["lost"], told


@pytest.mark.parametrize("lang", PROBES)
def test_a_statement_behind_another(lang: str) -> None:
    p, others = PROBES[lang], []
    for (a, *first), (b, *second) in itertools.permutations(p["statements"]["texts"], 2):
        for joint in p["statements"]["joints"]:
            text = whole(p, f"{a}{joint}{b[0].upper() + b[1:] if joint.endswith('. ') else b}")
            if unread(lang, text, first + second, p["published"], p["period"]):
                others.append(text)
    assert len(others) == p["statements"]["lost"], others


@pytest.mark.parametrize("lang", PROBES)
def test_a_remark_between_two(lang: str) -> None:
    """The period of the first statement is that of the second, whatever the remark between them is about."""
    p, others = PROBES[lang]["remarks"], []
    for (a, period), remark, (b, fact) in itertools.product(p["first"], p["between"], p["last"]):
        text = p.get("space", " ").join((a, remark, b))
        if unread(lang, text, [fact], p["published"], period):
            others.append(text)
    assert len(others) == p["lost"], others


@pytest.mark.parametrize("lang", [lang for lang in PROBES if "goes_on" in PROBES[lang]])
def test_whose_figure_behind_a_remark(lang: str) -> None:
    """Whose figure the last one is, and with whom, is that of the first, whatever the remark between them is about."""
    p, others = PROBES[lang]["goes_on"], []
    for (a, sides), remark, (b, *facts) in itertools.product(p["first"], p["between"], p["last"]):
        text = p.get("space", " ").join(filter(None, (a, remark, b)))
        if unread(lang, text, [f"{fact} | {sides}" for fact in facts], p["published"], p["period"]):
            others.append(text)
    assert len(others) == p["lost"], others
