"""The direction of a flow where a clause names none: the other one, or the one of two that the text was telling of."""

from __future__ import annotations

from etl.frame import WORLD, Frame, Val
from etl.reading import Reading
from etl.tokens import Token

DIRECTED = {"exports": "imports", "imports": "exports"}


def opposite(tokens: list[Token], cur: Frame, told: Val | None, several: bool) -> None:
    """ "Exports came to 5 bn; in the opposite direction it was 3 bn": the other flow between the same two sides, or
    the other one's investments. ``told`` is the direction last told of, where the frame is of trade both ways;
    ``several``: flows with several partners have been told of."""
    back = next((t for t in tokens if t.get("link") == "reverse"), None)
    if back is None or any(t.get("area") or t.get("pair") or t.get("directed") for t in tokens):
        return
    named = next((f for t in tokens if (f := t.get("measure")) in DIRECTED), None)
    if named is not None and several and named != cur.flow.value and cur.varied == "partner":
        if not cur.bilateral:
            cur.partner = Val(WORLD, None, "default", "no_partner")  # a list of partners is over
    if named == cur.flow.value and cur.reporter.stated and cur.partner.stated and back.end - back.start > 9:
        if WORLD not in (cur.reporter.value, cur.partner.value):
            cur.reporter, cur.partner = cur.partner, cur.reporter  # "shipments in the other direction"
            cur.bilateral = True
    if any(t.get("measure") not in (None, "value", "volume", "total_value") for t in tokens):
        return
    span = (back.start, back.end)
    flow = cur.flow.value if cur.flow.value in DIRECTED else told.value if told is not None else None
    if cur.family == "fdi" and cur.reporter.stated and cur.partner.stated:
        cur.reporter, cur.partner = cur.partner, cur.reporter
        cur.varied = None
    elif flow in DIRECTED and cur.flow.value in (*DIRECTED, "trade_total"):
        cur.flow = Val(DIRECTED[str(flow)], span, "read")


def directions(readings: list[Reading]) -> dict[object, Val]:
    """The directions of trade that a sentence told of, each with where it was told last."""
    return {r.frame.flow.value: r.frame.flow for r in readings if r.frame.flow.value in DIRECTED}


def directed(readings: list[Reading]) -> Val | None:
    """The one direction that a sentence told of, None where it told of both or of none."""
    flows = directions(readings)
    return next(iter(flows.values())) if len(flows) == 1 else None


def part_of(cur: Frame, goods: Val | None, told: Val | None) -> None:
    """ "Trade came to 134 bn, of which exports 119 bn. Textiles made 16 bn": goods are of the flow told last."""
    if goods is not None and told is not None and cur.new_goods and cur.flow.how == "inherited":
        if cur.flow.value in ("trade_total", "trade_balance"):
            cur.flow, cur.deficit = told.inherited(), False
    elif (
        goods is not None
        and cur.new_goods
        and cur.flow.value == "trade_balance"
        and cur.flow.how == "inherited"
    ):
        # "It had a surplus of 7.4 bn, with exports of 25 bn and imports of 18 bn. Wood came first, with 4.6 bn"
        cur.flow, cur.deficit = (
            Val("imports" if cur.deficit else "exports", cur.flow.span, "inherited"),
            False,
        )


def both_parts(readings: list[Reading], told: Frame) -> bool:
    """Whether a sentence tells of the exports and the imports that the trade told of before is made of."""
    if told.flow.value != "trade_total" or len(readings) < len(DIRECTED):
        return False
    levels = {x.indicator for x in readings if x.transform == "level" and x.q.unit != "rank"}
    sides = {frozenset((x.frame.reporter.value, x.frame.partner.value)) for x in readings}
    same = sides == {frozenset((told.reporter.value, told.partner.value))}
    return same and levels >= set(DIRECTED)


def whole_again(tokens: list[Token], cur: Frame, whole: Val) -> None:
    """ "Exports came to 811 m and imports to 620 m. In August it was 198 m": of the trade that both make up."""
    behind = [*tokens[1:], None]
    named = any(
        t.get("anaphor") in ("market", "country")
        or (area := t.get("area"))
        and not (area.code == cur.reporter.value and area.counterpart)  # a gate of the province told of
        and not (nxt is not None and nxt.get("noun") == "count")  # "Hanoi's own statistics show 176 bn"
        for t, nxt in zip(tokens, behind, strict=False)
    )
    if not named and cur.flow.how == "inherited" and cur.flow.value in DIRECTED:
        cur.flow = whole.inherited()
