"""What a sentence that opens with a figure tells of: "At 16 bn USD, trade with China …", "With 5 bn USD, ASEAN …"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from etl.clauses import Clause
from etl.frame import Frame, Val
from etl.language import english
from etl.parties import parties
from etl.reading import FLOWS, MONEY
from etl.roles import roles_of
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader import _Sentence

_OPENS = MONEY | {"percent", "tonnes"}
_RANKED = 7  # most tokens of a main clause up to the noun of a rank
_OPENING = 3  # most tokens before the figure
_TRADED = frozenset({"exports", "imports", "trade_total", "trade_balance"})


def opening(s: _Sentence, c: Clause, cur: Frame) -> None:
    """Read into the frame what the words behind the comma say the opening figure is of."""
    if s.readings or not 0 < c.index <= _OPENING:
        return
    if _measured(s, c):
        _leader(s, c, cur)
    if "rank" in s.units and english(s.lang) and (cur.flow.value is None or s.r.main.flow.value is None):
        _ranked(s, c, cur)
    if not _opens(s, c):
        return
    start = _main_clause(s, c.index + 1)
    if start is None:
        return
    rest = s.tokens[start:]
    k = next((k for k, t in enumerate(rest) if _flow(t) in _TRADED), None)
    if c.ratio or k is None and cur.flow.value is not None:
        _whose(s, c, cur, rest)
        return
    if k is None or any(t.get("punct") in (",", ";", "(") for t in rest[:k]):
        return
    end = next((n for n in range(k, len(rest)) if rest[n].get("punct")), len(rest))
    first = next((t for t in rest[:end] if isinstance(t, Quantity)), None)
    if first is not None and rest.index(first) > k:
        end, first = rest.index(first), None
    words = [t for t in rest[:end] if isinstance(t, Token)]
    for t in words:
        if t.get("period") is not None and not s.stated_period:
            s.take_period(t, cur, False, c)
    s.measure(words, cur, Clause([words], first or c.quantity), None)


def _ranked(s: _Sentence, c: Clause, cur: Frame) -> None:
    """ "With 44 bn, up 5 percent, China was Vietnam's second largest export market", "China, with 44 bn, …, was": what the
    rank behind is in."""
    before = [t for t in s.tokens[: c.index] if not t.get("hedge")]
    led = [t.get("role") or t.get("punct") or bool(t.get("area")) for t in before]
    start = _main_clause(s, c.index + 1)
    named = cur.flow.value is not None
    if named:  # "With trade of 171 bn, …"
        opens = led == ["with", False, "of"] and _flow(before[1]) == cur.flow.value
    else:
        opens = led in (["with"], ["at"], [True, ",", "with"])
    if not opens or c.quantity.unit not in MONEY or start is None:
        return
    rest = s.tokens[start : start + _RANKED]
    k = next((k for k, t in enumerate(rest) if isinstance(t, Quantity)), None)
    if k is None or rest[k].unit != "rank" or k + 1 >= len(rest):
        return
    who = before[0] if led[0] is True else rest[0]
    noun = rest[k + 1]
    invests = noun.get("rank_noun") == "fdi_registered" and not named
    if not who.get("area") or who.get("adjective") or not (invests or noun.get("rank_noun") in _TRADED):
        return
    near = [t for t in (*rest[1:k], *rest[k + 2 : k + 4]) if t.get("area") and t is not who]
    owner = near[0].get("area").code if near else s.lang.home
    if not named:
        cur.flow = Val(noun.get("rank_noun"), (noun.start, noun.end), "read")
    cur.partner, cur.varied = Val(who.get("area").code, (who.start, who.end), "read"), "partner"
    if owner == who.get("area").code:
        owner = s.lang.counterpart
    how = ((near[0].start, near[0].end), "read") if near else (None, "default", "language_home")
    cur.reporter = Val(owner, *how)
    if invests:
        cur.reporter, cur.partner, cur.varied = cur.partner, cur.reporter, "reporter"
    if (m := next((t for t in rest if t.get("period")), None)) is not None and not s.stated_period:
        s.take_period(m, cur, False, c)


def _measured(s: _Sentence, c: Clause) -> bool:
    """ "With 2.2 bn USD of imports": an opening figure that says itself what it is of, and not with whom."""
    before = s.tokens[: c.index]
    if before[0].get("role") != "with":
        return False
    said = [*before, *c.right]
    flows = {_flow(t) for t in said} & {"exports", "imports"}
    return len(flows) == 1 and c.quantity.unit in MONEY and not any(t.get("area") for t in said)


def _leader(s: _Sentence, c: Clause, cur: Frame) -> None:
    """ "With 2.2 bn USD of imports, China was the largest supplier": with whom the main clause says."""
    start = _main_clause(s, c.index + 1)
    first = s.tokens[start] if start is not None else None
    area = first.get("area") if isinstance(first, Token) else None
    ranked = area is not None and any(
        t.get("rank_noun") or isinstance(t, Quantity) and t.unit == "rank"
        for t in s.tokens[start : start + 4]
    )
    if ranked and area.type == "country" and area.code not in (s.lang.home, cur.reporter.value):
        cur.partner, cur.varied = Val(area.code, (first.start, first.end), "read"), "partner"
        if not cur.reporter.value:
            cur.reporter = Val(s.lang.home, None, "default", "language_home")


def _whose(s: _Sentence, c: Clause, cur: Frame, rest: list[Token | Quantity]) -> None:
    """ "With 20 percent, the Philippines was second": the area that the main clause begins with has the figure."""
    if cur.flow.value is None or not rest or not isinstance(rest[0], Token) or not rest[0].get("area"):
        return
    roles = [r for r in roles_of(rest[:2], s.text, s.lang, s.r.seen) if r.name == "subject"]
    if roles and roles[0].span == (rest[0].start, rest[0].end):
        bare = "share" if c.ratio else "level"
        if (noun := s.ranks_next(c, cur, roles[:1])) is not None:
            # "At 11 bn, Viet Nam was its fourth biggest market": what it ranks as for the one told of
            flow = str(noun.get("rank_noun"))
            roles = [replace(roles[0], name={"exports": "to", "imports": "from"}.get(flow, "with"))]
            cur.flow = Val(flow, (noun.start, noun.end), "read")
        parties(str(cur.flow.value), roles[:1], cur, s.lang, bare=bare, nation=False, total=False, same=True)


def _opens(s: _Sentence, c: Clause) -> bool:
    before = s.tokens[: c.index]
    if c.quantity.unit not in _OPENS:
        return False
    set_out = s.lang.attributive == "after" and before[0].get("change") == "start" and len(before) == 1
    if before[0].get("role") not in ("with", "at") and not set_out:
        return False
    said = [*before, *c.right]
    return not any(t.get("measure") not in (None, "value") or t.get("area") or t.get("pair") for t in said)


def _main_clause(s: _Sentence, k: int) -> int | None:
    """Where the main clause begins: behind the first comma that opens no further remark on the figure."""
    depth = 0
    for n in range(k, len(s.tokens) - 1):
        mark = s.tokens[n].get("punct")
        depth += (mark == "(") - (mark == ")")
        if mark == ";":
            return None
        if mark == "," and not depth and not _remark(s.tokens, n + 1):
            return n + 1
    return None


def _remark(tokens: list[Token | Quantity], n: int) -> bool:
    """Whether a figure comes next: "…, up 5.6 percent, ASEAN was the largest partner"."""
    for t in tokens[n : n + 4]:
        if isinstance(t, Quantity):
            return t.unit != "rank"
        if not (t.get("change") or t.get("hedge") or t.get("share") or t.get("compare") or t.get("link")):
            return False
    return False


def _flow(t: Token | Quantity) -> object:
    return None if t.get("rank_noun") else FLOWS.get(t.get("measure"), t.get("measure"))
