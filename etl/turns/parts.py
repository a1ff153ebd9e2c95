"""Parts of a whole that are told in a row, or beside their whole."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import FOREIGN, MILLION, PAID, Tokens, figure

_TRADE = frozenset({"exports", "imports", "trade_total"})
_AFAR = 10  # most tokens between a whole and the part of it
_NOTHING = tuple(make_token(0, 0, {}) for _ in range(3))
_BUYS = frozenset({"buy", "imports"})


def bought_parts(tokens: Tokens) -> Tokens:
    """ "Trung Quốc mua 92% sắn lát, 97% tinh bột sắn của Việt Nam": parts of what the other one exports of each."""
    for k in range(1, len(tokens) - 4):
        if tokens[k].get("measure") not in _BUYS or tokens[k].get("noun") or not tokens[k - 1].get("area"):
            continue
        ends, n = [], k + 1
        while (end := _part_of_goods(tokens, n)) is not None:
            ends.append(end)
            n = end + 1
            if n < len(tokens) and (tokens[n].get("punct") == "," or tokens[n].get("link") == "and"):
                n += 1
        n = ends[-1] + 1 if ends else len(tokens)
        if n + 1 >= len(tokens) or tokens[n].get("role") != "of" or not tokens[n + 1].get("area"):
            continue
        if tokens[n + 1]["area"].code == tokens[k - 1]["area"].code:
            continue
        sold = make_token(tokens[n].start, tokens[n].start, {"measure": "exports"})
        return [*tokens[:n], sold, *tokens[n:]]
    return tokens


def _part_of_goods(tokens: Tokens, k: int) -> int | None:
    """Where the goods stand of which a share is told from ``k`` on."""
    while k < len(tokens) and tokens[k].get("hedge"):
        k += 1
    told = k + 1 < len(tokens) and figure(tokens[k]) and tokens[k].unit == "percent"
    return k + 1 if told and tokens[k + 1].get("commodity") and not tokens[k + 1].get("measure") else None


def grew_in_order(tokens: Tokens) -> Tokens:
    """ "chiếm 71% lượng và 67% trị giá, tăng 7,4% và 6,9%": how much each of the two grew, in their order."""
    for k in range(1, len(tokens) - 7):
        first, second = tokens[k], tokens[k + 3]
        if not (_percent(tokens[k - 1]) and _percent(tokens[k + 2]) and _joins(tokens[k + 1])):
            continue
        kinds = [first.get("measure"), second.get("measure")]
        if sorted(map(str, kinds)) != ["value", "volume"]:
            continue
        n = k + 4
        while n < len(tokens) - 3 and (
            tokens[n].get("punct") == "," or tokens[n].get("link") in ("and", "respectively")
        ):
            n += 1
        moved = tokens[n].get("change") in ("up", "down") and _percent(tokens[n + 1])
        if not moved or not _joins(tokens[n + 2]) or not _percent(tokens[n + 3 : n + 4]):
            continue
        if n + 4 < len(tokens) and tokens[n + 4].get("measure"):
            continue
        one, two = (
            make_token(q.end, q.end, {"measure": m})
            for q, m in zip((tokens[n + 1], tokens[n + 3]), kinds, strict=True)
        )
        return [*tokens[: n + 2], one, *tokens[n + 2 : n + 4], two, *tokens[n + 4 :]]
    return tokens


def part_of_bought(tokens: Tokens) -> Tokens:
    """ "chiếm 57% lượng sầu riêng Trung Quốc mua": of what that country imports of it."""
    for k in range(3, len(tokens)):
        if tokens[k].get("measure") != "buy" or not tokens[k - 1].get("area"):
            continue
        n = k - 3 - (tokens[k - 3].get("measure") == "volume")
        ends = k + 1 == len(tokens) or tokens[k + 1].get("punct") or tokens[k + 1].get("period")
        if tokens[k - 2].get("commodity") and n > 0 and _percent(tokens[n]) and ends:
            verb = make_token(tokens[k].start, tokens[k].end, {"measure": "imports"})
            return [*tokens[:k], verb, *tokens[k + 1 :]]
    return tokens


def left_of_then(tokens: Tokens) -> Tokens:
    """ "620 triệu USD, còn 36% so với cùng kỳ": what is left is so much of what it was."""
    for k in range(2, len(tokens) - 1):
        if not (_percent(tokens[k]) and tokens[k - 1].get("change") == "reach"):
            continue
        if tokens[k - 1].get("link") == "but" and tokens[k + 1].get("compare") == "base":
            is_now = make_token(tokens[k - 1].start, tokens[k - 1].end, {"compare": "base", "share": "equal"})
            return [*tokens[: k - 1], is_now, *tokens[k:]]
    return tokens


def project_of(tokens: Tokens) -> Tokens:
    """ "Dự án 1,12 tỷ USD của Singapore tại Bắc Ninh": what a project of another country costs is invested."""
    for k in range(1, len(tokens) - 2):
        q, area = tokens[k], tokens[k + 2].get("area")
        if not figure(q) or q.unit not in FOREIGN or q.scale < MILLION or area is None:
            continue
        if tokens[k - 1].get("unit") != "projects" or tokens[k + 1].get("role") != "of":
            continue
        if area.type == "country" and not (k > 1 and isinstance(tokens[k - 2], Quantity)):
            capital = make_token(q.start, q.start, {"measure": "fdi_registered"})
            return [*tokens[:k], capital, *tokens[k:]]
    return tokens


def goods_there(tokens: Tokens) -> Tokens:
    """ "Hàng sang ASEAN nhích 4,5%, hàng từ Mỹ giảm 3%": goods that go there are exports, those from there imports."""
    out: Tokens = []
    for k, t in enumerate(tokens):
        out.append(t)
        if t.get("noun") != "goods" or k and not (tokens[k - 1].get("punct") or tokens[k - 1].get("link")):
            continue
        way, where, moved = [*tokens[k + 1 : k + 4], *_NOTHING][:3]
        flow = {"to": "exports", "from": "imports"}.get(str(way.get("role")))
        if flow and where.get("area") and (moved.get("change") or moved.get("hedge")):
            out[-1] = make_token(t.start, t.end, {"measure": flow})
    return out


def attracted_from(tokens: Tokens) -> Tokens:
    """ "Quảng Tây thu hút 27 dự án của Việt Nam": whose projects they are is from where they come."""
    for k in range(1, len(tokens) - 2):
        if tokens[k].get("measure") != "attract" or not tokens[k - 1].get("area"):
            continue
        n = k + 1 + bool(tokens[k + 1].get("hedge"))
        if n + 1 >= len(tokens) or not figure(tokens[n]) or tokens[n].unit != "projects":
            continue
        led = tokens[n + 1].get("role") == "of"
        owner = tokens[n + 1 + led : n + 2 + led]
        if not owner or not owner[0].get("area") or owner[0]["area"].code == tokens[k - 1]["area"].code:
            continue
        at = tokens[n + 1]
        come = make_token(at.start, at.end if led else at.start, {"role": "from"})
        return [*tokens[: n + 1], come, *tokens[n + 1 + led :]]
    return tokens


def _percent(t: Token | Quantity | Tokens) -> bool:
    t = t[0] if isinstance(t, list) and t else t
    return isinstance(t, Quantity) and t.unit == "percent"


def _joins(t: Token | Quantity) -> bool:
    return t.get("link") == "and"


def turnover_of(tokens: Tokens) -> Tokens:
    """ "Trong tổng kim ngạch 316,7 tỷ USD của 8 tháng, thương mại với Trung Quốc chiếm 24%": the turnover is of the trade
    of which a partner's, told behind, is a part."""
    for k in range(1, len(tokens) - 4):
        q = tokens[k + 1]
        if not (tokens[k].get("turnover") and tokens[k].get("measure") == "value" and figure(q)):
            continue
        if tokens[k - 1].get("share") != "whole" or q.unit not in PAID or q.scale < MILLION:
            continue
        behind = tokens[k + 2 : k + 2 + _AFAR]
        n = next((n for n, t in enumerate(behind) if isinstance(t, Quantity) or t.get("measure")), None)
        if n is None or n + 3 >= len(behind) or behind[n].get("measure") not in _TRADE:
            continue
        if any(t.get("area") for t in behind[:n]) or not behind[n + 1].get("role"):
            continue
        if behind[n + 2].get("area") and behind[n + 3].get("share") == "share":
            whole = make_token(tokens[k].start, tokens[k].end, {"measure": behind[n]["measure"]})
            return [*tokens[:k], whole, *tokens[k + 1 :]]
    return tokens
