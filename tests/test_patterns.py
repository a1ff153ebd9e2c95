"""What is told of a pattern without running it holds for every match of it."""

from __future__ import annotations

import pytest

from etl.language import available, load
from etl.patterns import openings


@pytest.mark.parametrize(
    ("source", "begins", "never"),
    [
        ("(?:từ )?tháng {m}".replace("{m}", "(?P<m>[1-3])"), ["từ", "th"], ["tr", "1 "]),
        ("(?:a|bc)+d", ["ad", "aa", "bc"], ["ba", "d"]),
        (r"(?<!x)\d{1,3}(?:/\d)?", ["1", "12", "1/"], ["x1", "/1"]),
        (r"[^,]{0,5}y", ["y", "zz"], []),
        (r"(?=ab)\ba?b", ["ab", "b"], ["c"]),
        (r"x*?y", ["y", "xy", "xx"], ["z"]),
    ],
)
def test_openings(source: str, begins: list[str], never: list[str]) -> None:
    found = openings(source, 2)

    def may_begin(words: str) -> bool:
        return any(all(c is None or x in c for x, c in zip(words, o, strict=False)) for o in found)

    assert all(map(may_begin, begins))
    assert not any(map(may_begin, never))


@pytest.mark.parametrize("lang", available())
def test_every_pattern_is_tried_where_it_matches(lang: str) -> None:
    """Choosing patterns by their first characters finds what trying all of them finds."""
    language = load(lang)
    for templates in (language.periods, language.ranks):
        for template in templates:
            assert template in (templates[n] for some in templates.first.values() for n, _ in some)
    text = {
        "vi": "trong 9 tháng năm 2024, đến ngày 20/10/2024, quý iii/2024, năm ngoái, thứ 5 trong số 148, lớn nhất",
        "en": "in the first nine months of 2024, by october 20, 2024, q3 2024, last year, the fifth-largest of 148",
        "zh": "2024年前9个月，截至2024年10月20日，第三季度，去年，第5位，最大贸易伙伴",
    }[lang]
    for templates in (language.periods, language.ranks):
        for m in templates.places.finditer(text):
            at, end = m.start(), len(text)
            every = next((t for t in templates if t.pattern.match(text, at, end)), None)
            found = templates.match(text, at, end)
            assert (found and found[0]) is every, text[at:]
