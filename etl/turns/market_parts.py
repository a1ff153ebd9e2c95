"""Parts of a market, or of what goes to several, told one by one."""

from __future__ import annotations

from decimal import Decimal

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import MOVED, PAID, SIDES, Tokens

_SHORTEST = 2  # fewest parts
_WHOLE = Decimal(100)
_NAMED = 10  # most tokens from "to" to the first market that is named
_SHARES = {"share": "share"}


def parts_at_market(tokens: Tokens) -> Tokens:
    """ "Thị phần tại Trung Quốc của Thái Lan và Việt Nam lần lượt là 57% và 42%", "tại Trung Quốc, Thái Lan nắm 57% thị
    phần, Việt Nam 42%": each of them its part of that market."""
    end = len(tokens) - bool(tokens and tokens[-1].get("punct") == ".")
    words = tokens[:end]
    parts = [t for t in words if isinstance(t, Quantity)]
    at = [k for k, t in enumerate(words) if t.get("role") == "at"]
    if len(parts) < _SHORTEST or any(q.unit != "percent" for q in parts) or len(at) != 1:
        return tokens
    m = next((k for k in range(at[0] + 1, min(at[0] + 4, end)) if words[k].get("area")), 0)
    named = words[at[0] + 1 : m]
    if not m or any(not (t.get("noun") == "market" or t.get("commodity")) for t in named):
        return tokens
    owners = [k for k, t in enumerate(words) if t.get("area") and k != m]
    if len(owners) != len(parts) or not all(_said_beside(t) or k in (at[0], m) for k, t in enumerate(words)):
        return tokens
    if not any(t.get("share") == "share" for t in words):
        return tokens
    first = words[owners[0]]
    goods = [t for t in words if t.get("commodity")][:1]
    when = [t for t in words if t.get("period")][:1]
    share = make_token(first.start, first.start, _SHARES)
    was = make_token(parts[0].start, parts[0].start, {"change": "reach"})
    out = [*when, share, *goods, words[owners[0]], words[at[0]], words[m], was, parts[0]]
    for k, part in zip(owners[1:], parts[1:], strict=True):
        out += [make_token(words[k].start, words[k].start, {"punct": ","}), words[k], part]
    return [*out, *tokens[end:]]


def _said_beside(t: Token | Quantity) -> bool:
    if isinstance(t, Quantity) or t.get("area"):
        return True
    if t.get("measure") or t.get("compare") or t.get("change") not in (None, "reach"):
        return False
    if t.get("role") not in (None, "of", "with") or t.get("link") not in (None, "and", "respectively"):
        return False
    return t.get("punct") in (None, ",")


def consumed(tokens: Tokens) -> Tokens:
    """ "Mỹ tiêu thụ 16,6 tỷ USD hàng dệt may Việt Nam", "… 90% sắn của Việt Nam": what it buys there."""
    for k in range(1, len(tokens) - 2):
        who, verb = tokens[k - 1], tokens[k]
        if verb.get("measure") != "sell" or not verb.get("rank_noun") or not who.get("area"):
            continue
        n = k + 1 + bool(tokens[k + 1].get("hedge"))
        if not isinstance(tokens[n], Quantity) or n + 1 >= len(tokens):
            continue
        end = n + 1
        while end < len(tokens) and _of_goods(tokens[end]):
            end += 1
        if end == n + 1 or end == len(tokens) or (area := tokens[end].get("area")) is None:
            continue
        if area.type == "country" and area.code != who["area"].code:
            return [*tokens[:k], make_token(verb.start, verb.end, {"measure": "buy"}), *tokens[k + 1 :]]
    return tokens


def market_buys(tokens: Tokens) -> Tokens:
    """ "Thị trường này nhập khẩu 2,3 triệu tấn": that country does."""
    out = list(tokens)
    for k, t in enumerate(tokens[:-1]):
        if t.get("anaphor") != "market" or tokens[k + 1].get("measure") not in ("imports", "buy"):
            continue
        ahead = tokens[k - 1] if k else None
        if ahead is None or ahead.get("punct") or ahead.get("period") or ahead.get("link"):
            out[k] = make_token(t.start, t.end, {"anaphor": "country"})
    return out


def markets_named(tokens: Tokens) -> Tokens:
    """ "Cà phê được xuất sang hơn 80 nước, trong đó Đức mua 609 triệu USD, Ý 420 triệu": to each of them."""
    for k in range(len(tokens) - 4):
        at = k + 1 + bool(tokens[k + 1].get("commodity"))
        if tokens[k].get("measure") not in ("exports", "sell") or tokens[at].get("role") != "to":
            continue
        n = at + 1
        while n < min(k + _NAMED, len(tokens) - 2) and not tokens[n].get("area"):
            n += 1
        led = tokens[n - 1]
        if n == at + 1 or not tokens[n].get("area") or any(_tells(t) for t in tokens[at + 1 : n]):
            continue
        if led.get("link") != "of_which" and led.get("change") != "reach":
            continue
        bought = tokens[n + 1].get("measure") == "buy"
        if n + 1 + bought >= len(tokens) or not isinstance(tokens[n + 1 + bought], Quantity):
            continue
        way = make_token(tokens[n].start, tokens[n].start, {"role": "to"})
        return [*tokens[:at], *tokens[at + 1 : n], way, tokens[n], *tokens[n + 1 + bought :]]
    return tokens


def _tells(t: Token | Quantity) -> bool:
    if isinstance(t, Quantity):
        return t.unit not in (None, "count", "classifier", "rank")
    return bool(t.get("measure") or t.get("commodity") or t.get("change") not in (None, "reach"))


def _of_goods(t: Token | Quantity) -> bool:
    if isinstance(t, Quantity) or t.get("measure") not in (None, "volume", "value"):
        return False
    return (
        any(map(t.get, ("commodity", "noun", "measure"))) or t.get("role") == "of" or t.get("link") == "and"
    )


def part_whose(tokens: Tokens) -> Tokens:
    """ "Trung Quốc nhập 1,56 triệu tấn sầu riêng, 47% trong số đó là của Việt Nam": from there."""
    out = list(tokens)
    buyer, whole = None, False
    for k, t in enumerate(tokens):
        if t.get("measure") in ("imports", "buy") and k and tokens[k - 1].get("area"):
            buyer, whole = tokens[k - 1]["area"].code, False
        if isinstance(t, Quantity) and t.unit != "percent":
            whole = True
        if buyer is None or not whole or not isinstance(t, Quantity) or t.unit != "percent":
            continue
        n = k + 1
        while n < len(tokens) and (tokens[n].get("link") == "of_which" or tokens[n].get("change") == "reach"):
            n += 1
        if n + 1 >= len(tokens) or tokens[k - 1].get("share") or tokens[k - 2].get("share"):
            continue
        of, whose = tokens[n : n + 2]
        if not (of.get("role") == "of" or of.get("noun") == "goods") or not whose.get("area"):
            continue
        ends = n + 2 == len(tokens) or tokens[n + 2].get("punct") or tokens[n + 2].get("link")
        if ends and whose["area"].type == "country" and whose["area"].code != buyer:
            out[n] = make_token(of.start, of.end, {"role": "from"})
            for m in range(k + 1, n):
                if out[m].get("change"):
                    out[m] = make_token(out[m].start, out[m].end, {"link": "of_which"})
    return out


def of_visitors(tokens: Tokens) -> Tokens:
    """ "Trong số 17,6 triệu lượt khách, Hàn Quốc chiếm 26%": so many came."""
    for k in range(len(tokens) - 4):
        led, q = tokens[k : k + 2]
        if led.get("role") != "within" or not isinstance(q, Quantity):
            continue
        if q.unit != "persons" and (q.unit or tokens[k + 2].get("measure") != "arrivals"):
            continue
        if k and not tokens[k - 1].get("punct") or not any(t.get("share") for t in tokens[k + 2 :]):
            continue
        came = [
            make_token(led.start, led.end, {c: v}) for c, v in (("measure", "arrivals"), ("change", "reach"))
        ]
        return [*tokens[:k], *came, *tokens[k + 1 :]]
    return tokens


def part_of_purchases(tokens: Tokens) -> Tokens:
    """ "Gạo Việt chiếm 78% trong 4,35 triệu tấn gạo Philippines nhập": what that country bought, and the part from there."""
    k = next((k for k, t in enumerate(tokens) if t.get("role") == "within"), 0)
    if k < 2 or k + 3 >= len(tokens) or tokens[k - 2].get("share") != "share":
        return tokens
    part, whole, n = tokens[k - 1], tokens[k + 1], k + 2
    if not (isinstance(part, Quantity) and part.unit == "percent" and isinstance(whole, Quantity)):
        return tokens
    n += bool(tokens[n].get("commodity"))
    if n + 1 >= len(tokens) or whole.unit in (None, "percent", "rank"):
        return tokens
    buyer, flow = tokens[n : n + 2]
    sellers = [t for t in tokens[: k - 2] if t.get("area")]
    if not buyer.get("area") or flow.get("measure") not in ("imports", "buy") or len(sellers) != 1:
        return tokens
    if any(isinstance(t, Quantity) or t.get("measure") or t.get("role") for t in tokens[: k - 2]):
        return tokens
    when = [t for t in tokens[: k - 2] if t.get("period")]
    at = part.end
    led = [make_token(at, at, {c: v}) for c, v in (("punct", ","), ("link", "of_which"))]
    way = make_token(at, at, {"role": "from"})
    seller = make_token(at, at, {"area": sellers[0].get("area")})
    rest = tokens[n + 2 :]
    now = [t for t in rest[:1] if t.get("period")]
    bought = [*when, buyer, flow, whole, *tokens[k + 2 : n], *now]
    return [*bought, *led, part, way, seller, *rest[len(now) :]]


def with_ahead(tokens: Tokens) -> Tokens:
    """ "Với (kim ngạch) 4,6 tỷ USD, (tăng 27%,) Trung Quốc chiếm 65% xuất khẩu rau quả": as "Trung Quốc chiếm 65% … với 4,6
    tỷ USD, tăng 27%"."""
    if len(tokens) < 7 or tokens[0].get("role") != "with":
        return tokens
    end = next((k for k in range(2, min(_NAMED, len(tokens) - 3)) if _clause(tokens, k)), 0)
    head = tokens[:end]
    amounts = [t for t in head if isinstance(t, Quantity) and t.unit in (*PAID, "tonnes")]
    if not end or len(amounts) != 1 or any(t.get("measure") not in (None, "value", "volume") for t in head):
        return tokens
    if any(t.get("area") or t.get("commodity") or t.get("punct") == ";" for t in head):
        return tokens
    stop = next(
        (k for k in range(end + 3, len(tokens)) if tokens[k].get("punct") in (",", ".", ";")), len(tokens)
    )
    rest = tokens[end + 3 : stop]
    if not any(t.get("measure") in (*MOVED, "trade_total") for t in rest if not isinstance(t, Quantity)):
        return tokens
    if sum(isinstance(t, Quantity) for t in rest) != 1:
        return tokens
    when = [t for t in head if t.get("period")]
    whose = [t for t in rest if t.get("area")]
    flow = next(
        t for t in rest if not isinstance(t, Quantity) and t.get("measure") in (*MOVED, "trade_total")
    )
    if len(whose) == 1 and (way := SIDES.get(str(flow.get("measure")).replace("buy", "imports"))):
        # "Với 737 nghìn tấn, Việt Nam chiếm 47% lượng sầu riêng Trung Quốc nhập"
        led = make_token(head[0].start, head[0].end, {"role": way[0]})
        return [whose[0], flow, led, tokens[end + 1], *head[1:], *tokens[end:]]
    return [*when, *tokens[end + 1 : end + 3], *rest, *[t for t in head if t not in when], *tokens[stop:]]


def _clause(tokens: Tokens, k: int) -> bool:
    """Whether a comma stands there, and behind it who has a share."""
    comma, who, share = tokens[k : k + 3]
    return comma.get("punct") == "," and bool(who.get("area")) and share.get("share") == "share"


def whole_amount(tokens: Tokens) -> Tokens:
    """ "Trung Quốc chiếm 65% trong 7,15 tỷ USD xuất khẩu rau quả", "… 65% xuất khẩu rau quả 7,15 tỷ USD": the amount is that
    of the whole."""
    for k in range(2, len(tokens) - 2):
        part = tokens[k]
        if not isinstance(part, Quantity) or part.unit != "percent":
            continue
        first = k - 1 - bool(tokens[k - 1].get("hedge"))
        if first < 1 or tokens[first].get("share") != "share" or not tokens[first - 1].get("area"):
            continue
        n = k + 1
        while n < len(tokens) and _of_all(tokens[n]):
            n += 1
        end, amount, flow, goods = n, None, None, []
        while end < len(tokens) and end < n + 3:
            t = tokens[end]
            if isinstance(t, Quantity) and t.unit in PAID and amount is None:
                amount = t
            elif not isinstance(t, Quantity) and t.get("measure") in ("exports", "imports") and flow is None:
                flow = t
            elif not isinstance(t, Quantity) and t.get("commodity") and not goods:
                goods = [t]
            else:
                break
            end += 1
        if amount is None or flow is None:
            continue
        at = flow.end
        led = [make_token(at, at, {c: v}) for c, v in (("punct", ","), ("link", "of_which"))]
        was = make_token(at, at, {"change": "reach"})
        when = tokens[end : end + 1] if end < len(tokens) and tokens[end].get("period") else []
        whole = [flow, *goods, *when, was, amount]
        return [*tokens[: first - 1], *whole, *led, *tokens[first - 1 : k + 1], *tokens[end + len(when) :]]
    return tokens


def _of_all(t: Token | Quantity) -> bool:
    if isinstance(t, Quantity):
        return False
    return t.get("role") == "within" or t.get("share") == "whole" or t.get("link") == "total"


def markets_listed(tokens: Tokens) -> Tokens:
    """ "Thị trường xuất khẩu gạo: Philippines 46,1%, Indonesia 13,9%", "cơ cấu nhập khẩu: máy móc 20,2%, vải 6,8%": the part
    of each."""
    at = next((k for k, t in enumerate(tokens) if t.get("punct") == ":"), 0)
    ahead = tokens[:at]
    if any(t.get("change") or isinstance(t, Quantity) for t in ahead):
        return tokens
    if any(t.get("share") == "share" for t in ahead) and any(t.get("measure") in MOVED for t in ahead):
        kinds = ("area", "commodity", "sector")
    elif any(t.get("rank_noun") or t.get("noun") == "market" for t in ahead):
        kinds = ("area",)
    else:
        return tokens
    if any(t.get("area") for t in ahead) and (at + 1 == len(tokens) or tokens[at + 1].get("area")):
        return tokens
    found: list[int] = []
    k = at + 1
    while k + 1 < len(tokens) and any(map(tokens[k].get, kinds)):
        part = tokens[k + 1]
        if not isinstance(part, Quantity) or part.unit != "percent":
            break
        found.append(k + 1)
        k += 2
        while k < len(tokens) and (tokens[k].get("punct") in (",", ";") or tokens[k].get("link") == "and"):
            k += 1
    if len(found) < _SHORTEST or sum(tokens[n].value for n in found) > _WHOLE:
        return tokens
    out = [t for t in ahead if not t.get("share")]
    for n in range(at, len(tokens)):
        if n == found[0]:
            out.append(make_token(tokens[n].start, tokens[n].start, _SHARES))
        out.append(tokens[n])
    return out
