"""A share that several have together, of whom the text has told one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.clauses import Clause
from etl.frame import BLOCS, WORLD, Frame, Val
from etl.reading import TRADE
from etl.tokens import Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


def of_them_all(s: _Sentence, c: Clause, frame: Frame) -> None:
    """对中国出口600亿美元，对美国出口1190亿美元，两国合计占一半: the share of those told of last, as many as a number says."""
    at = max((k for k, t in enumerate(c.near) if t.get("punct")), default=-1) + 1
    words = c.near[at:]
    k = next((k for k, t in enumerate(words) if t.get("link") == "sum"), None)
    if k is None or any(t.get(kind) for t in words[:k] for kind in ("area", "pair", "commodity", "sector")):
        return
    whole = (t.get("area") for t in words[k:])
    if any(a is not None and a.code != frame.reporter.value and a.type not in BLOCS for a in whole):
        return
    flow = k + 1 < len(words) and words[k + 1].get("measure") in TRADE  # 三国合计进出口占对东盟贸易的一半
    shared = any(t.get("share") == "share" for t in words[k : k + 2 + flow])
    if not shared and words[k + 2 :]:
        return  # 合计出口…，占: what they sold together
    codes, count = _told(s, frame), _how_many(words[:k])
    if frame.family == "fdi" and len(codes) < 2:
        codes = _investors(s, frame)
        if 1 < (count or len(codes)) <= len(codes):
            frame.reporter = Val("+".join(codes[-(count or 0) :]), (words[k].start, words[k].end), "read")
        return
    if count and not s.readings:
        codes = [x.code for x in s.r.seen.last_of(count, {str(frame.reporter.value)})]
    if not 1 < (count or len(codes)) <= len(codes):
        return
    t = words[k]
    frame.partner = Val("+".join(codes[-(count or 0) :]), (t.start, t.end), "read")


def _how_many(words: list[Token]) -> int:
    """Of how many a sum is, as words before it say; nothing where they do not."""
    both = any(t.get("anaphor") == "both" for t in words)
    told = (str(t.get("number") or t.get("digits")) for t in reversed(words))
    return 2 if both else int(next((n for n in told if n.isdigit()), 0))


def _investors(s: _Sentence, frame: Frame) -> list[str]:
    """Those who invested the amounts before in one host, the last one last."""
    codes: list[str] = []
    for x in reversed(s.readings):
        f, code = x.frame, str(x.frame.reporter.value)
        if x.transform == "rank" or f.family != "fdi" or code in ("None", WORLD) or "+" in code:
            break
        if f.partner.value != frame.partner.value:
            break
        if code not in codes:
            codes.insert(0, code)
    return codes


def _told(s: _Sentence, frame: Frame) -> list[str]:
    """The partners of the figures before, the last one last, as long as they are of one flow of one place."""
    codes: list[str] = []
    for x in reversed(s.readings):
        f, code = x.frame, str(x.frame.partner.value)
        told = x.transform in ("level", "growth", "share") and "+" not in code and code not in ("None", WORLD)
        if not told or (f.reporter.value, f.flow.value) != (frame.reporter.value, frame.flow.value):
            break
        if code not in codes:
            codes.insert(0, code)
    return codes
