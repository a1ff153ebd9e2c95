"""What bulletins of trade say in few words."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import BALANCES, FLOWS, MOVED, PAID, TOLD, Tokens

_INCLUDING = len("including")
_SENT = 12  # most tokens from what was sent to what came back
_MARKETS = {"exports": "to", "imports": "from"}
_RANKED = frozenset({"trade_total", "exports", "imports"})
_BESIDES = frozenset({"HK", "MO"})  # told of together with the mainland


def total_of_both(tokens: Tokens) -> Tokens:
    """ "With exports of 15.4 bn, the total topped 33.1 bn": of both ways, as one way has been told."""
    k = next((k for k, t in enumerate(tokens) if t.get("link") == "total"), 0)
    if k < 2 or k + 2 >= len(tokens) or tokens[k - 1].get("punct") != ",":
        return tokens
    verb, whole = tokens[k + 1 : k + 3]
    if verb.get("change") != "reach" or not _paid(whole):
        return tokens
    ahead = tokens[: k - 1]
    flows = {t["measure"] for t in ahead if t.get("measure")}
    if not flows or not flows <= set(FLOWS) or any(t.get("commodity") or t.get("share") for t in ahead):
        return tokens
    led = next((n for n in range(k - 2, -1, -1) if ahead[n : n + 1] and ahead[n].get("measure")), 0)
    opened = led and tokens[led - 1].get("role") == "with" and (led == 1 or tokens[led - 2].get("punct"))
    figures = [t for t in tokens[led : k - 1] if isinstance(t, Quantity)]
    if not opened or len(figures) != 1 or not _paid(figures[0]) or figures[0].unit != whole.unit:
        return tokens
    both = make_token(tokens[k].start, tokens[k].end, {"measure": "trade_total"})
    return [*tokens[:k], both, *tokens[k + 1 :]]


def months_of_pair(tokens: Tokens) -> Tokens:
    """ "8.9 bn and 39.1 bn in May and the first five months": each of two amounts with its own time."""
    for k in range(len(tokens) - 5):
        a, link, b, when, then, until = tokens[k : k + 6]
        if not (isinstance(a, Quantity) and isinstance(b, Quantity) and a.unit == b.unit):
            continue
        if (
            a.unit not in (*PAID, "percent", "tonnes")
            or link.get("link") != "and"
            or then.get("link") != "and"
        ):
            continue
        one, other = when.get("period"), until.get("period")
        if one is None or other is None or one.kind == other.kind:
            continue
        if k and (tokens[k - 1].get("punct") == "," and isinstance(tokens[k - 2], Quantity)):
            continue
        end = k + 6 + (k + 6 < len(tokens) and tokens[k + 6].get("link") == "respectively")
        if end < len(tokens) and not (tokens[end].get("punct") or tokens[end].get("role")):
            continue
        return months_of_pair([*tokens[:k], a, when, link, b, until, *tokens[end:]])
    return tokens


def included(tokens: Tokens) -> Tokens:
    """ "China, including Hong Kong, took 61 bn", "Including Hong Kong, China bought 61 bn": what a country includes is no
    other side."""
    for k, t in enumerate(tokens):
        if t.get("link") != "of_which" or t.end - t.start != _INCLUDING:
            continue
        n = k + 1
        while n < len(tokens) and (_besides(tokens[n]) or tokens[n].get("link") == "and" and n > k + 1):
            n += 1
        if n == k + 1 or n >= len(tokens) or not _besides(tokens[n - 1]):
            continue
        mark = tokens[k - 1].get("punct") if k else None
        last = tokens[n - 1]
        if not k and last["area"].code == "HK" and last.end - last.start > len("hong kong, "):
            # "Including Hong Kong, China bought": the mainland
            name = make_token(last.end - len("china"), last.end, {"area": Area("CN", "country")})
            return [name, *tokens[n:]]
        if not k and tokens[n].get("punct") == "," and n + 1 < len(tokens) and tokens[n + 1].get("area"):
            return tokens[n + 1 :]
        before = k - 1 - (mark in (",", "("))
        if before < 0 or not tokens[before].get("area") or tokens[before]["area"].code != "CN":
            continue
        n += mark in (",", "(") and tokens[n].get("punct") in (",", ")")
        if n < len(tokens) and not isinstance(tokens[n], Quantity):
            return included([*tokens[: before + 1], *tokens[n:]])
    return tokens


def from_others_too(tokens: Tokens) -> Tokens:
    """ "Exports to the US from China fell 10%, from Viet Nam they rose 28%": to the same market."""
    first = next((k for k, t in enumerate(tokens) if t.get("measure") == "exports"), len(tokens))
    if first + 4 >= len(tokens) or [t.get("role") for t in tokens[first + 1 : first + 5 : 2]] != [
        "to",
        "from",
    ]:
        return tokens
    market = tokens[first + 2]
    if not market.get("area") or not tokens[first + 4].get("area"):
        return tokens
    out = tokens[: first + 5]
    for k in range(first + 5, len(tokens)):
        t, led = tokens[k], tokens[k - 1]
        seller = k + 2 < len(tokens) and t.get("role") == "from" and tokens[k + 1].get("area")
        if (
            seller
            and (led.get("punct") in (",", ";") or led.get("link") in ("and", "but"))
            and _moves(tokens, k + 2)
        ):
            again = [{"measure": "exports"}, {"role": "to"}, {"area": market["area"]}]
            out = [*out, *(make_token(t.start, t.start, a) for a in again)]
        out.append(t)
    return out


def _moves(tokens: Tokens, k: int) -> bool:
    """Whether a percentage follows, with no more than a verb before it."""
    while k < len(tokens) and not isinstance(tokens[k], Quantity):
        if not (tokens[k].get("change") or tokens[k].get("hedge")):
            return False
        k += 1
    return k < len(tokens) and tokens[k].unit == "percent"


def against_flow(tokens: Tokens) -> Tokens:
    """ "imported 6.3 bn from Viet Nam against exports of 5.4 bn": the other way stands for itself."""
    for k in range(2, len(tokens) - 3):
        t, flow, of, q = tokens[k : k + 4]
        if t.get("role") != "with" or t.get("compare") != "base" or flow.get("measure") not in FLOWS:
            continue
        if of.get("role") not in ("of", "at") or not _paid(q) or tokens[k - 1].get("punct"):
            continue
        told = [u["measure"] for u in tokens[:k] if u.get("measure") in FLOWS]
        if told and told[-1] != flow["measure"]:
            comma = make_token(t.start, t.start, {"punct": ","})
            return [*tokens[:k], comma, *tokens[k:]]
        if not told and _paid(tokens[k - 1]) and not any(u.get("measure") for u in tokens[:k]):
            # "In two months they came to 7.5 bn against exports of 2.3 bn": what "they" are was told before
            return [*tokens[:k], make_token(t.start, t.end, {"punct": ";"}), *tokens[k + 1 :]]
    return tokens


def one_each(tokens: Tokens) -> Tokens:
    """ "Japan and China took 8% each": a share that two have, and no least of anything."""
    for k in range(3, len(tokens) - 1):
        q, each = tokens[k : k + 2]
        if (
            each.get("threshold") != "after"
            or not isinstance(q, Quantity)
            or q.unit not in (*PAID, "percent")
        ):
            continue
        n = k - 1
        while n > 2 and not tokens[n].get("area") and (tokens[n].get("hedge") or _verb(tokens[n])):
            n -= 1
        one, link, other = tokens[n - 2 : n + 1]
        if one.get("area") and link.get("link") == "and" and other.get("area"):
            return one_each([*tokens[: k + 1], *tokens[k + 2 :]])
    return tokens


def years_of_change(tokens: Tokens) -> Tokens:
    """ "climbed from 1.3 bn to 1.5 bn between 2021 and 2022": the years of both amounts stand behind them, as if ahead."""
    for k in range(2, len(tokens) - 4):
        q, to = tokens[k : k + 2]
        if not isinstance(q, Quantity) or tokens[k - 1].get("change") != "start" or to.get("link") != "range":
            continue
        n = k + 2
        while n < len(tokens) and tokens[n].get("hedge"):
            n += 1
        if n + 1 >= len(tokens) or not isinstance(tokens[n], Quantity) or tokens[n].unit != q.unit:
            continue
        when = tokens[n + 1].get("period")
        first = k
        while first and not tokens[first - 1].get("punct"):
            first -= 1
        dated = any(t.get("period") for t in tokens[first:k])
        if when is not None and when.kind == "years" and not dated:
            return [*tokens[:first], tokens[n + 1], *tokens[first : n + 1], *tokens[n + 2 :]]
    return tokens


def in_trade_with(tokens: Tokens) -> Tokens:
    """ "In trade with Korea and Japan, China had a deficit of 18.6 bn": China's deficit with them."""
    first = next((k for k, t in enumerate(tokens[:6]) if t.get("measure") == "trade_total"), 0)
    if not first or tokens[first - 1].get("role") != "at" or first + 4 >= len(tokens):
        return tokens
    if tokens[first + 1].get("role") != "with":
        return tokens
    n = first + 2
    while n < len(tokens) and (tokens[n].get("area") or tokens[n].get("link") == "and" and n > first + 2):
        n += 1
    if n > first + 2 and n < len(tokens) and tokens[n].get("measure") in FLOWS:
        # "In trade with China imports were 34 bn": not China's
        comma = make_token(tokens[n].start, tokens[n].start, {"punct": ","})
        return [*tokens[:n], comma, *tokens[n:]]
    if n == first + 2 or n + 2 >= len(tokens) or tokens[n].get("punct") != ",":
        return tokens
    whose = tokens[n + 1]
    verb = n + 2 + (tokens[n + 2].get("change") == "reach")
    if not whose.get("area") or verb >= len(tokens) or tokens[verb].get("measure") not in BALANCES:
        return tokens
    return [*tokens[: first - 1], *tokens[n + 1 : verb + 1], *tokens[first + 1 : n], *tokens[verb + 1 :]]


def balances_ahead(tokens: Tokens) -> Tokens:
    """ "It was 77 bn and 26 bn in surplus with the US and the EU": two amounts of one kind ahead of with whom they are."""
    for k in range(len(tokens) - 8):
        a, link, b, at, balance, way, one, too, other = tokens[k : k + 9]
        if not (_paid(a) and _paid(b) and link.get("link") == "and" and balance.get("measure") in BALANCES):
            continue
        listed = (
            way.get("role") == "with" and one.get("area") and too.get("link") == "and" and other.get("area")
        )
        if at.get("role") == "at" and listed and not (k and isinstance(tokens[k - 1], Quantity)):
            return balances_ahead([*tokens[:k], balance, way, one, a, too, way, other, b, *tokens[k + 9 :]])
    return tokens


def plus_percent(tokens: Tokens) -> Tokens:
    """ "exports plus 1.5 percent": a rise, and nothing joined."""
    out = list(tokens)
    for k in range(1, len(tokens) - 1):
        t, q = tokens[k], tokens[k + 1]
        if t.get("change") != "up" or t.get("link") != "and" or not isinstance(q, Quantity):
            continue
        if q.unit == "percent" and (tokens[k - 1].get("measure") or tokens[k - 1].get("period")):
            out[k] = make_token(t.start, t.end, {"change": "up"})
    return out


def got_back(tokens: Tokens) -> Tokens:
    """ "shipped 4.6 bn worth of goods to Viet Nam and received 2.8 bn": goods, too."""
    for k in range(4, len(tokens) - 1):
        t, q = tokens[k], tokens[k + 1]
        if t.get("measure") != "attract" or not _paid(q) or tokens[k - 1].get("link") not in ("and", "but"):
            continue
        ahead = tokens[max(0, k - _SENT) : k]
        sent = next((n for n, u in enumerate(ahead) if u.get("measure") in ("exports", "sell")), None)
        if sent is None or not any(_paid(u) for u in ahead[sent:]):
            continue
        ways = zip(ahead[sent:], ahead[sent + 1 :], strict=False)
        if any(u.get("role") == "to" and v.get("area") for u, v in ways):
            return [*tokens[:k], make_token(t.start, t.end, {"measure": "buy"}), *tokens[k + 1 :]]
    return tokens


def began_with(tokens: Tokens) -> Tokens:
    """ "From 30 m in 1995 trade between the two grew to 3 bn": the amount of then stands before a comma."""
    if len(tokens) < 6 or tokens[0].get("change") != "start":
        return tokens
    n = 1 + (not isinstance(tokens[1], Quantity) and bool(tokens[1].get("hedge")))
    q, when, flow = tokens[n : n + 3]
    if _paid(q) and when.get("period") and flow.get("measure") in (*TOLD, *BALANCES):
        comma = make_token(flow.start, flow.start, {"punct": ","})
        return [*tokens[: n + 2], comma, *tokens[n + 2 :]]
    return tokens


def sent_to_several(tokens: Tokens) -> Tokens:
    """ "exported 5.2 bn worth of goods to Cambodia, Laos and Myanmar": one amount to all of them."""
    for k in range(1, len(tokens) - 4):
        q = tokens[k]
        sum_ = _paid(q) or isinstance(q, Quantity) and q.unit == "tonnes"
        if not sum_ or tokens[k - 1].get("link") in ("and", "range") or tokens[k - 1].get("punct"):
            continue
        way = k + 1
        while way < len(tokens) and not tokens[way].get("area") and _of_goods(tokens[way]):
            way += 1
        if way + 3 >= len(tokens) or tokens[way].get("role") not in ("to", "from"):
            continue
        names, n = [], way + 1
        while n < len(tokens) and (area := tokens[n].get("area")) is not None and area.type == "country":
            names.append(area.code)
            n += 1
            if n >= len(tokens) or not (tokens[n].get("punct") == "," or tokens[n].get("link") == "and"):
                break
            n += 1
        last = n - (tokens[n - 1].get("punct") == ",")
        if len(set(names)) < 2 or tokens[last - 2].get("link") != "and" or last - way != 2 * len(names):
            continue
        ends = (
            last == len(tokens) or tokens[last].get("period") or tokens[last].get("punct") in (".", ",", ";")
        )
        if ends and not any(t.get("link") == "respectively" for t in tokens[last:]):
            area = Area("+".join(names), "country")
            several = make_token(tokens[way + 1].start, tokens[last - 1].end, {"area": area})
            return [*tokens[: way + 1], several, *tokens[last:]]
    return tokens


def markets_listed(tokens: Tokens) -> Tokens:
    """ "its top buyers the US (87.9 bn) and China (55.9 bn)": exports to them; suppliers are those of its imports."""
    for k in range(len(tokens) - 8):
        noun = tokens[k]
        way = _MARKETS.get(str(noun.get("rank_noun"))) if not isinstance(noun, Quantity) else None
        if way is None or noun.get("measure"):
            continue
        n = k + 1 + (tokens[k + 1].get("change") == "reach" or tokens[k + 1].get("punct") == ":")
        if not (_bracketed(tokens, n) and _bracketed(tokens, n + 5)):
            continue
        first = k
        while first and not isinstance(tokens[first - 1], Quantity) and tokens[first - 1].get("anaphor"):
            first -= 1
        if first and isinstance(tokens[first - 1], Quantity) and tokens[first - 1].superlative:
            first -= 1
        if first and tokens[first - 1].get("punct") not in (";", ","):
            continue
        if not first and tokens[n - 1].get("punct") != ":":
            continue
        flow = {"measure": "exports" if way == "to" else "imports"}
        told = [make_token(noun.start, noun.end, flow), make_token(noun.end, noun.end, {"role": way})]
        return markets_listed([*tokens[:first], *told, *tokens[n:]])
    return tokens


def partners_listed(tokens: Tokens) -> Tokens:
    """ "Partners: ASEAN 1.35 trillion, EU 1.31 trillion": the trade with each."""
    for k in range(len(tokens) - 3):
        noun, colon, place = tokens[k : k + 3]
        if noun.get("rank_noun") != "trade_total" or colon.get("punct") != ":" or not place.get("area"):
            continue
        comma = tokens[k + 3].get("punct") == ","
        if k + 3 + comma >= len(tokens) or not isinstance(tokens[k + 3 + comma], Quantity):
            continue
        if any(isinstance(t, Quantity) or t.get("measure") for t in tokens[:k]):
            continue
        trade = make_token(noun.start, noun.end, {"measure": "trade_total"})
        way = make_token(noun.end, noun.end, {"role": "with"})
        rest = [t for n, t in enumerate(tokens[k + 2 :], k + 2) if not _behind_name(tokens, n)]
        return [trade, way, *rest]
    return tokens


def _behind_name(tokens: Tokens, n: int) -> bool:
    """Whether a comma stands between a country and its amount."""
    inside = tokens[n].get("punct") == "," and tokens[n - 1].get("area") and n + 1 < len(tokens)
    return bool(inside) and isinstance(tokens[n + 1], Quantity)


def partner_trades(tokens: Tokens) -> Tokens:
    """ "Japan is Viet Nam's fourth partner, buying 24.6 bn and selling 21.6 bn": what Japan buys there and sells there."""
    k = next((k for k, t in enumerate(tokens) if t.get("rank_noun") in _RANKED), 0)
    first = next((n for n, t in enumerate(tokens[:k]) if t.get("area")), k)
    if first + 3 > k or tokens[first + 1].get("change") != "reach" or not tokens[first + 2].get("area"):
        return tokens
    who, whose = tokens[first]["area"], tokens[first + 2]["area"]
    acts = [n for n in range(k + 1, len(tokens) - 1) if _acts(tokens, n)]
    led = next((n for n in range(k + 1, len(tokens)) if tokens[n].get("measure") in ("buy", "sell")), 0)
    if led not in acts or tokens[led - 1].get("punct") != ",":
        return tokens
    both = {tokens[n]["measure"] for n in acts} == {"buy", "sell"}
    if who.code == whose.code or not (both or acts and tokens[k].get("rank_noun") == "trade_total"):
        return tokens
    out: Tokens = []
    for n, t in enumerate(tokens):
        if n in acts:
            out.append(make_token(t.start, t.start, {"area": who}))
        out.append(t)
        if n in acts and t.get("measure") == "sell":
            out.append(make_token(t.end, t.end, {"role": "to"}))
            out.append(make_token(t.end, t.end, {"area": whose}))
    return out


def _acts(tokens: Tokens, n: int) -> bool:
    """Whether a verb of trade goes on from the subject of a sentence."""
    if tokens[n].get("measure") not in ("buy", "sell"):
        return False
    led = tokens[n - 1].get("punct") == "," or tokens[n - 1].get("link") == "and"
    behind = tokens[n + 1 + (tokens[n + 1].get("anaphor") == "other") :][:1]
    return bool(led and behind) and _paid(behind[0])


def part_then_amount(tokens: Tokens) -> Tokens:
    """ "29 percent (119 bn) went to the US and 15 percent (61 bn) to China": the amount as if behind the country."""
    out = list(tokens)
    for k in range(len(out) - 5):
        part, mark, amount, end = out[k : k + 4]
        share = isinstance(part, Quantity) and part.unit == "percent" and part.origin == "digits"
        if not (share and mark.get("punct") == "(" and _paid(amount) and end.get("punct") == ")"):
            continue
        n = k + 4
        while n < min(len(out), k + 8) and _goes(out[n]) and out[n].get("role") not in ("to", "from"):
            n += 1
        if n + 1 >= len(out) or out[n].get("role") not in ("to", "from") or not out[n + 1].get("area"):
            continue
        if n + 2 < len(out) and out[n + 2].get("punct") == "(":
            continue
        out[k + 1 : n + 2] = [*out[k + 4 : n + 2], mark, amount, end]
    return out


def _goes(t: Token | Quantity) -> bool:
    """Whether a word may stand between a part and whereto it goes."""
    if isinstance(t, Quantity) or t.get("punct") or t.get("area"):
        return False
    pointed = t.get("role") == "of" or t.get("link") == "of_which" or t.get("anaphor") or t.get("ignore")
    return t.get("measure") in MOVED or bool(pointed)


def went_in_parts(tokens: Tokens) -> Tokens:
    """ "Exports fell; they went to China (62 percent) and Korea (14 percent)": shares, as if they mainly went there."""
    for k in range(len(tokens) - 9):
        t = tokens[k]
        if t.get("role") != "to" or t.get("measure") not in MOVED:
            continue
        if not (_share_bracket(tokens, k + 1) and _share_bracket(tokens, k + 6)):
            continue
        moved = make_token(t.start, t.end, {"measure": t["measure"]})
        in_the_main = make_token(t.end, t.end, {"ignore": "ignore"})
        ahead = list(tokens[:k])
        if k and ahead[-1].get("link") == "and" and any(isinstance(u, Quantity) for u in ahead):
            ahead[-1] = make_token(ahead[-1].start, ahead[-1].end, {"punct": ";"})
        return [*ahead, moved, in_the_main, make_token(t.end, t.end, {"role": "to"}), *tokens[k + 1 :]]
    return tokens


def _share_bracket(tokens: Tokens, n: int) -> bool:
    """Whether a percentage without a sign stands alone in brackets behind a country."""
    if n + 3 >= len(tokens) or not tokens[n].get("area") or tokens[n + 1].get("punct") != "(":
        return False
    q = tokens[n + 2]
    plain = isinstance(q, Quantity) and q.unit == "percent" and q.get("signed") is None
    return plain and tokens[n + 3].get("punct") == ")"


def part_of_blocs_trade(tokens: Tokens) -> Tokens:
    """ "Trade with Viet Nam made up 23% of China's trade with ASEAN": Viet Nam did."""
    if len(tokens) < 8 or tokens[0].get("measure") != "trade_total" or tokens[1].get("role") != "with":
        return tokens
    q = next((n for n, t in enumerate(tokens[:6]) if isinstance(t, Quantity)), 0)
    if not tokens[2].get("area") or not q or tokens[q].unit != "percent":
        return tokens
    told = any(t.get("share") for t in tokens[3:q])
    behind = tokens[q + 1 : q + 6]
    whose = any(t.get("area") and t["area"].type != "bloc" for t in behind)
    bloc = any(t.get("measure") == "trade_total" for t in behind)
    return tokens[2:] if told and whose and bloc else tokens


def _bracketed(tokens: Tokens, n: int) -> bool:
    """Whether an amount in brackets stands behind a country."""
    if n + 3 >= len(tokens) or not tokens[n].get("area") or tokens[n + 1].get("punct") != "(":
        return False
    return _paid(tokens[n + 2]) and tokens[n + 3].get("punct") == ")"


def _of_goods(t: Token | Quantity) -> bool:
    """Whether a word only says that goods are worth an amount."""
    if isinstance(t, Quantity) or t.get("punct"):
        return False
    return (
        t.get("noun") == "goods" or t.get("role") == "of" or t.get("measure") == "value" or "commodity" in t
    )


def _verb(t: Token | Quantity) -> bool:
    return t.get("measure") in ("buy", "sell", "put") or t.get("share") == "share"


def _besides(t: Token | Quantity) -> bool:
    area = None if isinstance(t, Quantity) else t.get("area")
    return area is not None and area.code in _BESIDES


def _paid(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit in PAID
