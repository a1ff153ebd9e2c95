"""Parts of one's trade with another, told behind what is a part of it."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import TOLD, Tokens

_WAYS = frozenset({"to", "from", "with"})
_WHOLE = 8  # most tokens between the word for a share and the share itself


def goods_of_trade(tokens: Tokens) -> Tokens:
    """机电产品占广西对越南出口的68%: as of 广西对越南出口中，机电产品占68%."""
    for k in range(1, len(tokens) - 3):
        share, goods = tokens[k], tokens[k - 1]
        if share.get("share") != "share" or share.get("link") or share.end - share.start > len("占比"):
            continue
        kind = goods.get("commodity") or goods.get("noun") == "owners"
        kind = kind and not goods.get("measure") or goods.get("measure") == "border_trade"
        if not kind or goods.end != share.start:
            continue
        first = k - 1
        if first and not (tokens[first - 1].get("punct") or tokens[first - 1].get("period")):
            continue
        whole, n = _whole(tokens, k + 1)
        if not whole or not any(t.get("area") or t.get("directed") for t in whole):
            continue
        said = [t for t in whole if not t.get("commodity")]
        comma = make_token(share.start, share.start, {"punct": ","})
        return [*tokens[:first], *said, comma, goods, share, *tokens[n:]]
    return tokens


def part_of_blocs(tokens: Tokens) -> Tokens:
    """中国自越南进口占自东盟进口的25%: the part is of what is told first."""
    for k in range(3, len(tokens) - 3):
        share, flow = tokens[k], tokens[k - 1]
        if share.get("share") != "share" or flow.get("measure") not in TOLD or flow.end != share.start:
            continue
        led = (
            tokens[k - 2].get("directed") or tokens[k - 2].get("area") and tokens[k - 3].get("role") in _WAYS
        )
        whole, n = _whole(tokens, k + 1)
        if not led or not whole or whole[-1].get("measure") != flow.get("measure"):
            continue
        roles = [m for m, t in enumerate(whole) if t.get("role") in _WAYS]
        if len(roles) == 1 and roles[0] + 2 == len(whole) - 1 and roles[0] <= 1:
            first = k - 2 if tokens[k - 2].get("directed") else k - 3
            begins = not first or tokens[first - 1].get("punct") or tokens[first - 1].get("period")
            # 对越贸易占云南与东盟贸易总值的15%: of Yunnan's
            return [*tokens[:first], *whole[: roles[0] if begins else 0], *tokens[first : k + 1], *tokens[n:]]
    return tokens


def _whole(tokens: Tokens, start: int) -> tuple[list[Token], int]:
    """What stands there of which a part is told behind, up to a flow and the word for "of", and where the part is."""
    whole: list[Token] = []
    for n in range(start, min(start + _WHOLE, len(tokens) - 1)):
        t = tokens[n]
        if isinstance(t, Quantity) or not (
            t.get("area")
            or t.get("role") in _WAYS
            or t.get("directed")
            or t.get("commodity")
            or t.get("measure")
        ):
            return [], 0
        whole.append(t)
        if t.get("measure"):
            end = n + 1
            end += bool(tokens[end].get("commodity"))
            end += tokens[end].get("role") == "of"
            at = end + (
                end + 1 < len(tokens)
                and not isinstance(tokens[end], Quantity)
                and bool(tokens[end].get("hedge"))
            )
            part = tokens[at] if at < len(tokens) else t
            told = t.get("measure") in TOLD and isinstance(part, Quantity) and part.unit == "percent"
            return (whole, end) if told else ([], 0)
    return [], 0


def part_of_theirs(tokens: Tokens) -> Tokens:
    """中国对越南出口1618亿美元，占越南进口总额的38%: as of 中国占越南进口总额的38%."""
    for k in range(5, len(tokens) - 3):
        share, area = tokens[k], tokens[k + 1].get("area")
        if share.get("share") != "share" or tokens[k - 1].get("punct") != "," or area is None:
            continue
        whole, n = _whole(tokens, k + 1)
        if not whole or whole[-1].get("measure") != "imports" or any(t.get("role") in _WAYS for t in whole):
            continue
        who = _seller(tokens[:k], area.code)
        if who is not None:
            at = share.start
            return [*tokens[:k], make_token(at, at, {"area": who.get("area")}), *tokens[k:]]
    return tokens


def _seller(before: Tokens, buyer: str) -> Token | Quantity | None:
    """Who exports to the buyer, where that is told and no other flow."""
    if any(t.get("measure") in ("imports", "trade_total") for t in before):
        return None
    for n in range(1, len(before) - 1):
        t, then = before[n], before[n + 1]
        to = t.get("directed") == f"to {buyer}"
        to = to or t.get("role") == "to" and (a := then.get("area")) is not None and a.code == buyer
        if to and before[n - 1].get("area") and any(u.get("measure") == "exports" for u in before[n:]):
            return before[n - 1]
    return None


def share_in_trade(tokens: Tokens) -> Tokens:
    """越南在中国榴莲进口中的份额升至42%, 越南在广西对东盟贸易中的占比为75.8%: as of 越南占中国榴莲进口的42%."""
    for k in range(1, len(tokens) - 4):
        who, at = tokens[k - 1 : k + 1]
        if (
            at.get("role") != "at"
            or not who.get("area")
            or at.start != who.end
            or not tokens[k + 1].get("area")
        ):
            continue
        if k > 1 and not (tokens[k - 2].get("punct") or tokens[k - 2].get("period")):
            continue
        n = k + 2
        while n < len(tokens) - 2 and not tokens[n].get("measure") and not isinstance(tokens[n], Quantity):
            t = tokens[n]
            if not (t.get("role") in _WAYS or t.get("area") or t.get("directed") or t.get("commodity")):
                break
            n += 1
        if n == k + 2 or n >= len(tokens) - 2 or tokens[n].get("measure") not in TOLD:
            continue
        m = n + 1 + (tokens[n + 1].get("role") == "of")
        share = tokens[m]
        behind = tokens[m + 1 : m + 4]
        part = next((i for i, t in enumerate(behind) if isinstance(t, Quantity)), len(behind))
        if share.get("share") != "share" or part == len(behind) or behind[part].unit != "percent":
            continue
        if any(t.get("change") != "reach" and not t.get("hedge") for t in behind[:part]):
            continue
        hedged = [t for t in behind[:part] if t.get("hedge")]
        takes = make_token(at.start, at.end, {"share": "share"})
        of = make_token(share.start, share.end, {"role": "of"})
        return [*tokens[:k], takes, *tokens[k + 1 : n + 1], of, *hedged, *tokens[m + 1 + part :]]
    return tokens


def amount_aside(tokens: Tokens) -> Tokens:
    """其中三分之二（41亿美元）来自中国: whence it is, before how much that comes to."""
    for k in range(len(tokens) - 5):
        part, opened, amount, closed, way, whom = tokens[k : k + 6]
        if not isinstance(part, Quantity) or part.unit != "percent" or opened.get("punct") != "(":
            continue
        if not isinstance(amount, Quantity) or amount.unit == "percent" or closed.get("punct") != ")":
            continue
        if way.get("role") in ("to", "from") and whom.get("area") and way.start == closed.end:
            return [*tokens[: k + 1], way, whom, opened, amount, closed, *tokens[k + 6 :]]
    return tokens


def of_goods_traded(tokens: Tokens) -> Tokens:
    """进口商品的三分之一来自中国: of the imports."""
    for k in range(1, len(tokens) - 3):
        flow, goods, of, part = tokens[k : k + 4]
        if flow.get("measure") not in ("exports", "imports") or goods.get("noun") != "goods":
            continue
        if goods.start != flow.end or of.get("role") != "of" or of.start != goods.end:
            continue
        if isinstance(part, Quantity) and part.unit == "percent" and not goods.get("measure"):
            return [*tokens[:k], make_token(flow.start, goods.end, {**flow}), *tokens[k + 2 :]]
    return tokens


def exports_earned(tokens: Tokens) -> Tokens:
    """出口额62亿美元，其中41亿美元来自中国: exported there."""
    flows = {t.get("measure") for t in tokens} - {None, "value"}
    k = next((k for k, t in enumerate(tokens) if t.get("link") == "of_which"), len(tokens))
    if flows != {"exports"} or not any(t.get("measure") == "exports" for t in tokens[:k]):
        return tokens
    for n in range(k + 2, len(tokens) - 1):
        t = tokens[n]
        if t.get("role") == "from" and t.get("measure") is None and tokens[n + 1].get("area"):
            if isinstance(tokens[n - 1], Quantity):
                way = make_token(t.start, t.end, {"role": "to"})
                return [*tokens[:n], way, *tokens[n + 1 :]]
    return tokens
