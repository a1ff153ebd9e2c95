""" "The world's second largest coffee exporter": a place among those that sell or buy, with everybody."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from etl.frame import BLOCS, WORLD, Frame, Val
from etl.reading import Reading
from etl.roles import roles_of
from etl.tokens import Token

if TYPE_CHECKING:
    from etl.clauses import Clause
    from etl.reader import _Sentence

FLOW = {"exporter": "exports", "importer": "imports"}


def trader(
    s: _Sentence, c: Clause, noun: Token, words: list[Token], cur: Frame, period: Val
) -> Reading | None:
    """The rank of a country among all that export or import, or None where it is that of another's partner
    ("China is the top importer of Vietnamese rice")."""
    named = [
        r
        for r in roles_of(words, s.text, s.lang, s.r.seen)
        if r.area.type not in ("continent", "world", *BLOCS)
    ]
    codes = {r.area.code for r in named}
    if len(codes) > 1 or any(r.name not in ("subject", "owner") for r in named):
        return None
    if not named and cur.reporter.value in (None, WORLD):
        return None
    flow = FLOW[str(noun.get("rank_noun"))]
    frame = cur.copy()
    frame.flow = Val(flow, (noun.start, noun.end), "read")
    if named:
        frame.reporter = named[-1].val
    frame.partner, frame.bilateral, frame.basis = Val(WORLD, None, "default", "no_partner"), False, "value"
    q = c.quantity
    reading = Reading(q, flow, "rank", frame, Decimal(q.number), period, "rank", sub=True, scope=WORLD)
    kept = cur.copy()
    if cur.flow.value is None or not s.readings:
        kept.flow, kept.reporter, kept.partner = (
            Val(flow, frame.flow.span, "inherited"),
            frame.reporter,
            frame.partner,
        )
        kept.varied, kept.bilateral = None, False
    reading.kept = kept
    return reading
