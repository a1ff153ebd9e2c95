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


def member_next(tokens: Tokens) -> Tokens:
    """广西对东盟进出口3970亿元，越南居首位，进出口3010亿元: of what is traded with the bloc."""
    bloc = next((k for k, t in enumerate(tokens) if (a := t.get("area")) and a.code in _INSIDE), len(tokens))
    if not bloc or bloc + 4 >= len(tokens) or tokens[bloc - 1].get("role") not in ("to", "from", "with"):
        return tokens
    flow = tokens[bloc + 1].get("measure")
    if flow not in SIDES or tokens[bloc + 1].start != tokens[bloc].end:
        return tokens
    for k in range(bloc + 4, len(tokens) - 2):
        area = tokens[k].get("area")
        if (
            area is None
            or area.parent != _INSIDE[tokens[bloc]["area"].code]
            or tokens[k - 1].get("punct") != ","
        ):
            continue
        if not isinstance(tokens[k - 2], Quantity):
            continue
        n = k + 1
        while n < len(tokens) - 1 and (
            tokens[n].get("ignore")
            or tokens[n].get("punct") == ","
            or getattr(tokens[n], "superlative", False)
        ):
            n += 1
        ends = n + 1 >= len(tokens)
        if (
            n > k + 1
            and not ends
            and tokens[n].get("measure") == flow
            and isinstance(tokens[n + 1], Quantity)
        ):
            at = tokens[k].start
            return [*tokens[:k], make_token(at, at, {"link": "of_which"}), *tokens[k:]]
    return tokens


def first_of_bloc(tokens: Tokens) -> Tokens:
    """ "Vietnam is China's top ASEAN partner", "its largest partner among ASEAN members": Vietnam's trade, not the bloc's."""
    for k in range(2, len(tokens)):
        area = tokens[k].get("area")
        inside = _INSIDE.get(area.code) if area is not None else None
        if inside is None:
            continue
        before, after = tokens[k - 1], tokens[k + 1] if k + 1 < len(tokens) else tokens[k]
        ranked = isinstance(before, Quantity) and before.unit == "rank"
        attribute = bool(after.get("rank_noun")) and (ranked or bool(before.get("area")))
        within = bool(before.get("rank_noun")) and isinstance(tokens[k - 2], Quantity)
        if within and (tokens[k - 2].unit != "rank" or not before.end < tokens[k].start - 1):
            continue
        if not attribute and not within:
            continue
        if any((a := t.get("area")) is not None and a.parent == inside for t in tokens[:k]):
            return [*tokens[:k], *tokens[k + 1 :]]
    return tokens
