"""Plain statements in many wordings, and what one statement does to the next: tests/probes.toml."""

import itertools
import tomllib
from pathlib import Path

import pytest

from etl.extract import extract

PROBES = tomllib.loads(Path(__file__).with_name("probes.toml").read_text(encoding="utf-8"))


def unread(lang: str, text: str, facts: list[str], published: str, period: str) -> bool:
    """Whether any of the ``facts`` (what the quote begins with, indicator, transform, sides, perhaps the period) is
    not read from the text."""
    found = extract(text, doc_id="t", lang=lang, published=published)

    def read(fact: str) -> bool:
        quote, indicator, transform, *sides = fact.split(" | ")
        when = sides.pop() if len(sides) > len(("reporter", "partner")) else period
        for f in found:
            same = f["quote"].startswith(quote) and (f["transform"], f["period"]) == (transform, when)
            told = [f["reporter"], f["partner"]]
            turned = indicator == "trade_total" and told[::-1] == sides  # all trade is of both sides
            if same and (not indicator or f["indicator"] == indicator) and (told == sides or turned):
                return True
        return False

    return not all(map(read, facts))


def begun(probes: dict, text: str) -> str:
    """With the year in front unless the text names it."""
    return text if probes["period"] in text else probes["lead"] + text


@pytest.mark.parametrize("lang", PROBES)
def test_wordings(lang: str) -> None:
    p, others = PROBES[lang], []
    end = p.get("end", ".")
    each = ((g, *named) for g in p["frames"] for named in g.get("partners", p["partners"]).items())
    for g, name, code in each:
        sides = " | ".join(code if g[side] == "X" else g[side] for side in ("reporter", "partner"))
        level = f"{p['figure']} | {g['indicator']} | level | {sides}"
        growth = f"{p['growth']} | {g['indicator']} | growth | {sides}"
        for text in g["texts"]:
            text = begun(p, text.format(X=name, N=p["figure"]))
            for whole, facts in ((text, [level]), (text + p["grown"], [level, growth])):
                if unread(lang, whole + end, facts, p["published"], p["period"]):
                    others.append(whole)
    assert others == []


@pytest.mark.parametrize("lang", PROBES)
def test_statements_alone(lang: str) -> None:
    p = PROBES[lang]
    told = [
        begun(p, text)
        for text, *facts in p["told"]["texts"]
        for fact in facts
        if unread(lang, begun(p, text) + p.get("end", "."), [fact], p["published"], p["period"])
    ]
    assert len(told) == p["told"]["lost"], told


@pytest.mark.parametrize("lang", PROBES)
def test_a_statement_behind_another(lang: str) -> None:
    p, others = PROBES[lang], []
    for (a, *first), (b, *second) in itertools.permutations(p["statements"]["texts"], 2):
        for joint in p["statements"]["joints"]:
            text = f"{p['lead']}{a}{joint}{b[0].upper() + b[1:] if '.' in joint else b}{p.get('end', '.')}"
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
