"""Which part of the people told of are whose: "a third of them Chinese"."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens

_OWNED = 15  # most letters between "half" and what it is half of: "half the country's exports"


def part_of_nation_said(tokens: Tokens) -> Tokens:
    """ "3.7 m visitors, a third of them Chinese and a tenth Korean", "of the visitors, a third were Chinese": so many came
    from there."""
    out: Tokens = []
    told = False  # whether a part has been told, which the next one goes on with
    for k, t in enumerate(tokens):
        if _nation(tokens, k) and _ends(tokens, k + 1) and (parted := _part(tokens, k, told)):
            at = tokens[k - 1].end
            if parted == "said":  # "a third were Chinese"
                out[-1] = make_token(tokens[k - 1].start, at, {"link": "of_which"})
            elif parted == "bare":
                out.append(make_token(at, at, {"link": "of_which"}))
            out += [make_token(at, at, {"role": "from"}), make_token(t.start, t.end, {"area": t.get("area")})]
            told = True
        else:
            out.append(t)
    return out if told else tokens


def _nation(tokens: Tokens, k: int) -> bool:
    """Whether a nation stands there: "of them Chinese", "of them Thais"."""
    if tokens[k].get("adjective"):
        return True
    area = tokens[k].get("area")
    named = area is not None and area.type == "country" and k > 1
    return named and tokens[k - 1].get("link") == "of_which" and _percent(tokens[k - 2])


def _part(tokens: Tokens, k: int, told: bool) -> str | None:
    """How a part stands before the nation at ``k``."""
    before = tokens[k - 1] if k else None
    if before is None:
        return None
    if _percent(before):
        return "bare" if told else None
    if k > 1 and _percent(tokens[k - 2]):
        if before.get("link") == "of_which":
            return "of them"
        if before.get("change") == "reach" and not before.get("role"):
            return "said"
    return None


def _percent(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "percent"


def _ends(tokens: Tokens, k: int) -> bool:
    """Whether a clause ends before token ``k``."""
    return k >= len(tokens) or bool(tokens[k].get("punct")) or tokens[k].get("link") == "and"


def half_the(tokens: Tokens) -> Tokens:
    """ "half the visitors", "nearly half its exports": half of them."""
    out: Tokens = []
    for t, u in zip(tokens, [*tokens[1:], None], strict=True):
        out.append(t)
        if u is None or not isinstance(t, Quantity) or t.origin != "fraction" or t.unit != "percent":
            continue
        what = u.get("measure") or u.get("commodity") or u.get("anaphor")
        what = what or u.get("area") and not u.get("adjective")
        if what and not isinstance(u, Quantity) and 1 <= u.start - t.end <= _OWNED and not u.get("change"):
            out.append(make_token(t.end, t.end, {"share": "whole"}))
    return out


_THOUSAND = 3  # the scale from which nationals are counted


def nationals_counted(tokens: Tokens) -> Tokens:
    """ "3 million South Koreans flew to Vietnam", "welcomed 1.7 million Chinese": so many people, where the nation stands right
    behind a number that has no unit, and no word that it describes behind that."""
    out = list(tokens)
    for k in range(len(tokens) - 1):
        t, nation = tokens[k : k + 2]
        if not isinstance(t, Quantity) or t.unit is not None or t.scale < _THOUSAND or not _beside(t, nation):
            continue
        if nation.get("adjective"):
            n = next((n for n in range(k - 1, -1, -1) if not tokens[n].get("hedge")), None)
            if n is None or tokens[n].get("noun") != "receives" or not _plain(tokens, k + 2):
                continue
        out[k] = Quantity(t.start, t.end, t.number, t.scale, "persons", t.factor, hedge=t.hedge)
    return out


def _beside(t: Quantity, nation: Token | Quantity) -> bool:
    area = nation.get("area")
    return area is not None and area.type == "country" and nation.start - t.end == 1


def _plain(tokens: Tokens, k: int) -> bool:
    return _ends(tokens, k) or bool(tokens[k].get("period"))
