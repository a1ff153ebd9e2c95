"""The parts of a bloc's members in what is sold to the bloc."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import FLOWS, SIDES, Tokens

_INSIDE = {"ASEAN": "X-SEASIA", "EU": "X-EUROPE"}  # where a bloc's members lie


def members_of_market(tokens: Tokens) -> Tokens:
    """ "Quảng Tây xuất sang ASEAN 98,6 tỷ; trong đó Việt Nam chiếm 79%, Lào 5%": what is sold to each member."""
    for k in range(2, len(tokens) - 3):
        area = tokens[k].get("area")
        inside = _INSIDE.get(area.code) if area is not None else None
        flow, way = tokens[k - 2].get("measure"), tokens[k - 1].get("role")
        if inside is None or flow not in FLOWS or way != SIDES[str(flow)][0]:
            continue
        n = next((n for n in range(k + 1, len(tokens) - 2) if tokens[n].get("link") == "of_which"), 0)
        if not n or any(t.get("area") or t.get("measure") for t in tokens[k + 1 : n]):
            continue
        out = list(tokens[: n + 1])
        for m in range(n + 1, len(tokens)):
            before, t = tokens[m - 1], tokens[m]
            then = tokens[m + 1] if m + 1 < len(tokens) else t
            member = t.get("area")
            listed = m == n + 1 or before.get("punct") in (",", ";") or before.get("link") == "and"
            told = isinstance(then, Quantity) or then.get("share") == "share" or then.get("change") == "reach"
            if t.get("measure") or member is not None and not (listed and told and member.parent == inside):
                return tokens
            if member is not None:
                out.append(make_token(t.start, t.start, {"role": way}))
            out.append(t)
        return out
    return tokens
