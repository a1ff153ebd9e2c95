"""From readings to facts: mentions merged, intervals, evidence, confidence and stable identifiers."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from etl.frame import OTHERS, UNTOLD, Frame, Val
from etl.periods import Period
from etl.schema import EXTRACTOR_VERSION
from etl.text import View

if TYPE_CHECKING:  # those who only want identifiers do without the rules of reading
    from etl.reader import Reading

CONTEXT = 32
_UNTOLD: dict[object, Val] = {
    UNTOLD: Val(None, None, "unknown", "region_untold"),
    OTHERS: Val(None, None, "unknown", "other_side_untold"),
}
_HALF = Decimal("0.5")
_PRECISE = 28  # digits that decimal arithmetic keeps
_SAME = itemgetter("indicator", "transform", "commodity", "period", "unit", "value", "status")
_SERIES = itemgetter(
    "indicator", "transform", "commodity", "compiler", "unit", "period", "status", "rank_scope"
)


def facts_of(found: list[tuple[Reading, View, int]], text: str, doc_id: str) -> list[dict]:
    """One dict a fact; the same statement made twice in a document is one fact with two mentions."""
    facts: dict[tuple, dict] = {}
    for reading, view, offset in found:
        fact = _fact(reading, view, offset, text, doc_id)
        key = _SAME(fact)
        sides = (fact["reporter"], fact["partner"])
        key += (
            tuple(sorted(map(str, sides)))
            if fact["indicator"] == "trade_total" and fact["transform"] != "rank"
            else sides
        )
        known = facts.get(key)
        if known is None:
            facts[key] = fact
        else:
            known["mentions"] += fact["mentions"]
    return list(facts.values())


def short_hash(*parts: object) -> str:
    """Sixteen hexadecimal digits from a SHA-256 over the parts."""
    return _hashed("\x1f".join(map(str, parts)))


def _hashed(text: str) -> str:
    # text may hold half a pair of surrogates, which UTF-8 as such has no bytes for
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _same_side(one: object, other: object, crossed: bool) -> bool:
    """Whether two sides are one, or a country and a province of its own; people cross at a gate of their own country."""
    if one is None or other is None:
        return False
    a, b = str(one), str(other)
    return a == b or not crossed and (a.startswith(f"{b}-") or b.startswith(f"{a}-"))


def _without_untold(frame: Frame) -> Frame:
    """A province that its text does not name, and those that it tells of as the others, have no code."""
    frame = frame.copy()
    for name in ("reporter", "partner"):
        if (unknown := _UNTOLD.get(getattr(frame, name).value)) is not None:
            setattr(frame, name, unknown)
    return frame


def _fact(r: Reading, view: View, offset: int, text: str, doc_id: str) -> dict:
    crossed = r.q.unit == "persons" or r.indicator == "count" and r.transform in ("growth", "share")
    if _same_side(r.frame.reporter.value, r.frame.partner.value, crossed):
        r.frame = r.frame.copy()  # nobody trades with themselves: the other side was not understood
        r.frame.partner = Val(None, None, "unknown", "other_side_untold")
    if not _UNTOLD.keys().isdisjoint((r.frame.reporter.value, r.frame.partner.value)):
        r.frame = _without_untold(r.frame)
    q, f = r.q, r.frame
    start, end, p_start, p_end = q.start, q.end, *r.sentence
    if view.starts is not None:
        (start, end), (p_start, p_end) = view.span(start, end), view.span(p_start, p_end)
    start, end, p_start, p_end = start + offset, end + offset, p_start + offset, p_end + offset
    quote = text[start:end]
    period = r.period.value if isinstance(r.period.value, Period) else None
    low, high = interval(r)
    confidence, reasons = _confidence(r)
    fact = {
        "fact_id": _hashed(f"{doc_id}\x1f{start}\x1f{end}\x1f{quote}"),  # short_hash takes twice as long
        "observation_id": "",
        "indicator": r.indicator,
        "transform": r.transform,
        "reporter": f.reporter.value,
        "partner": f.partner.value,
        "commodity": f.commodity.value,
        "compiler": f.compiler.value,
        "period": period.code if period else None,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "period_type": period.type if period else None,
        "rank_scope": r.scope,
        "rank_of": q.of,
        "value": float(r.value),
        "value_printed": printed(q.number),
        "unit": q.unit,
        "unit_mult": q.scale,
        "value_low": low,
        "value_high": high,
        "approx": q.hedge,
        "status": f.status.value or "actual",
        "doc_id": doc_id,
        "quote": quote,
        "char_start": start,
        "char_end": end,
        "passage": text[p_start:p_end],
        "passage_start": p_start,
        "passage_end": p_end,
        "quote_prefix": text[max(0, start - CONTEXT) : start],
        "quote_suffix": text[end : end + CONTEXT],
        "mentions": [
            {
                "char_start": start,
                "char_end": end,
                "quote": quote,
                "passage_start": p_start,
                "passage_end": p_end,
            }
        ],
        "evidence": _evidence(r, view, offset, text),
        "review": "auto",
        "rule": r.rule,
        "extractor": EXTRACTOR_VERSION,
        "confidence": confidence,
        "confidence_reasons": reasons,
    }
    fact["observation_id"] = observation_id(fact)
    return fact


def printed(number: Decimal) -> str:
    """The number without an exponent; whole ones without a decimal point."""
    text = str(number)
    if "E" in text:
        text = f"{number:f}"
    whole, _, decimals = text.partition(".")
    if decimals.strip("0") or not decimals and len(whole) < _PRECISE:
        return text
    return f"{number.normalize():f}" if number == number.to_integral() else text


def observation_id(fact: dict) -> str:
    """Hash of the series' key and the period; two-way trade is the same from either side."""
    sides = [fact["reporter"], fact["partner"]]
    if fact["indicator"] == "trade_total" and fact["transform"] != "rank":
        sides.sort(key=str)
    return _observation_id(*sides, *_SERIES(fact))


# The same series are told of again and again; to look one up takes a fifth of what hashing it takes.
_observation_id = lru_cache(maxsize=8_192)(short_hash)


def interval(r: Reading) -> tuple[float | None, float | None]:
    """The least and greatest value that the printed digits and the hedge leave open.

    171,9 tỷ is 171.85 to 171.95; "more than" has no upper end, "nearly" and "up to" no lower one, "about"
    neither; whole counts and ranks are exact.
    """
    q = r.q
    if q.hedge == "about":
        return None, None
    size = abs(r.value)
    bottom: Decimal | None = size
    top: Decimal | None = size
    if q.hedge == "more_than":
        top = None
    elif q.hedge in ("nearly", "up_to"):
        bottom = None
    elif not (
        q.unit in ("rank", "projects", "persons", "vehicles", "count")
        and q.scale == 0
        or q.origin in ("word", "fraction", "multiple")
    ):
        half = _HALF.scaleb(q.scale - q.places) * q.factor
        bottom, top = size - half, size + half
    if r.value < 0:
        bottom, top = (-top if top is not None else None), (-bottom if bottom is not None else None)
    return (float(bottom) if bottom is not None else None), (float(top) if top is not None else None)


def _evidence(r: Reading, view: View, offset: int, text: str) -> list[dict]:
    f = r.frame
    rows = [("indicator", f.flow), ("period", r.period), ("reporter", f.reporter), ("partner", f.partner)]
    # dimensions that need no evidence where they have no value: most have none
    if f.status.value is not None:
        rows.insert(2, ("status", f.status))
    if f.commodity.value is not None:
        rows.append(("commodity", f.commodity))
    if f.compiler.value is not None:
        rows.append(("compiler", f.compiler))
    lo, hi = r.sentence
    same = view.starts is None
    out = []
    for name, val in rows:
        span, how, note = val.span, val.how, val.note
        start = end = words = None
        if span is not None and (how == "read" or how == "inherited"):
            if not lo <= span[0] < hi:
                how = "inherited"
            elif note is None:
                how = "read"
            start, end = span if same else view.span(*span)
            start += offset
            end += offset
            words = text[start:end]
        out.append(
            {
                "dimension": name,
                "how": how,
                "text": words,
                "char_start": start,
                "char_end": end,
                "note": note,
            }
        )
    return out


# What makes a label doubtful, and by how much it lowers the confidence in its fact.
_DOUBTS = {
    "indicator_inherited": 0.9,
    "area_default": 0.9,
    "area_unknown": 0.8,
    "period_default": 0.9,
    "period_unknown": 0.85,
    "period_inherited": 0.95,
    "number_format": 0.7,
    "base_value": 0.85,
}


def _confidence(r: Reading) -> tuple[float, list[str]]:
    f, reporter, partner = r.frame, r.frame.reporter, r.frame.partner
    reasons = []
    if f.flow.how == "inherited":
        reasons.append("indicator_inherited")
    if reporter.how == "default" or partner.how == "default":
        reasons.append("area_default")
    if reporter.value is None or partner.value is None:
        reasons.append("area_unknown")
    if not isinstance(r.period.value, Period):
        reasons.append("period_unknown")
    elif r.period.how == "inherited":
        reasons.append("period_inherited")
    elif r.period.how == "default":
        reasons.append("period_default")
    if r.q.doubtful:
        reasons.append("number_format")
    if r.low:
        reasons.append("base_value")
    score = 1.0
    for code in reasons:
        score *= _DOUBTS[code]
    return round(score, 3), reasons
