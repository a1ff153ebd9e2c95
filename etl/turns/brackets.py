"""Figures in brackets before or behind those whose they are."""

from __future__ import annotations

from etl.clauses import joins
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import MOVED, PAID, TOLD, Tokens, figure, those_who_came

_WHOLE = 2  # longest word, such as 整體, between "of" and a flow
_LISTING = frozenset({"exports", "imports", "arrivals"})
_RANKED = frozenset({"exports", "imports", "trade_total", "fdi_registered", "arrivals"})
_DID = frozenset({"attract", "buy", "sell", "supply", "put", "fdi", "fdi_registered", "exports", "imports"})


def flow_behind_brackets(tokens: Tokens) -> Tokens:
    """來自韓國（跌15%）和日本（跌6%）的進口貨值: the flow that areas, each with a figure in a bracket, stand before."""
    for k in range(4, len(tokens) - 2):
        end, of, flow = tokens[k : k + 3]
        if end.get("punct") != ")" or of.get("role") != "of" or of.start != end.end:
            continue
        if flow.get("measure") not in TOLD and flow.get("link") == "total" and k + 3 < len(tokens):
            flow = tokens[k + 3]
        if flow.get("measure") not in TOLD or flow.start - of.end > _WHOLE:
            continue
        at, listed = k, 0
        while at > 0 and tokens[at].get("punct") == ")":
            at = next((j for j in range(at, -1, -1) if tokens[j].get("punct") == "("), 0)
            if at == 0 or not tokens[at - 1].get("area"):
                break
            listed, at = listed + 1, at - 2
            if at > 0 and joins(tokens[at]):
                at -= 1
        if not listed or at < 0 or tokens[at].get("role") not in ("to", "from"):
            continue
        n = next(j for j, t in enumerate(tokens) if t is flow)
        moved = [flow]
        if (
            n + 2 < len(tokens)
            and tokens[n + 1].get("change") in ("up", "down")
            and tokens[n + 2].get("punct")
        ):
            moved.append(tokens[n + 1])
        rest = [t for t in tokens[at:] if not any(t is m for m in moved)]
        return [*tokens[:at], *moved, *rest]
    return tokens


def flow_behind_sums(tokens: Tokens) -> Tokens:
    """ "31 bn yuan (4.4 bn USD) of trade with Viet Nam": what an amount told in two currencies is of, before both."""
    for k in range(len(tokens) - 5):
        first = tokens[k]
        if not figure(first) or first.unit not in PAID or tokens[k + 1].get("punct") != "(":
            continue
        n = k + 2 + bool(tokens[k + 2].get("hedge"))
        if not figure(tokens[n]) or tokens[n].unit not in PAID - {first.unit}:
            continue
        if n + 3 >= len(tokens) or tokens[n + 1].get("punct") != ")":
            continue
        begin = n + 2
        while begin + 1 < len(tokens) and (
            tokens[begin].get("role") in ("of", "at") or tokens[begin].get("measure") == "value"
        ):
            begin += 1
        end = begin
        while end < len(tokens) and not _ends_what(tokens[end]):
            end += 1
        said = tokens[begin:end]
        at = k - 1 if k and tokens[k - 1].get("hedge") else k
        traded = any(t.get("measure") in TOLD for t in said)
        moved = at > 0 and tokens[at - 1].get("measure") in MOVED
        goods = moved and any(t.get("commodity") or t.get("noun") == "goods" for t in said)
        led = begin > n + 2 or tokens[begin].get("measure") in TOLD  # one word: "of business"
        if led and (traded or goods) and not any(t.get("change") for t in said):
            return [*tokens[:at], *said, *tokens[at : n + 2], *tokens[end:]]
    return tokens


def _ends_what(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) or bool(t.get("punct") or t.get("period") or t.get("link"))


def _listed_in_brackets(tokens: Tokens, k: int) -> bool:
    """Whether an area at ``k`` has its figure in a bracket, and a next one, too."""
    if k + 4 >= len(tokens) or not tokens[k].get("area") or tokens[k + 1].get("punct") != "(":
        return False
    close = next((n for n in range(k + 2, min(k + 7, len(tokens))) if tokens[n].get("punct") == ")"), None)
    if close is None or not figure(tokens[k + 2]):
        return False
    behind = tokens[close + 1 : close + 4]
    n = next((n for n, t in enumerate(behind) if not joins(t)), len(behind) - 1)
    return len(behind) > n >= 1 and bool(behind[n].get("area"))


def ranked_ahead(tokens: Tokens, came: bool = False) -> Tokens:
    """ "China (66%), Japan (8%) and Korea (5%) were the largest buyers of Vietnamese fruit": what they rank as is told ahead
    of them; "Bac Ninh (1.3 bn) and Hanoi (0.8 bn) drew the most capital": what they did, behind the first of them."""
    first = next((k for k, t in enumerate(tokens[:3]) if not (t.get("period") or t.get("punct") == ",")), 0)
    if not _listed_in_brackets(tokens, first):
        return tokens
    last = max(k for k, t in enumerate(tokens) if t.get("punct") == ")")
    behind = tokens[last + 1 :]
    end = len(behind) - 1 if behind and behind[-1].get("punct") == "." else len(behind)
    told = behind[:end]
    if len(told) < 2 - came or any(t.get("punct") or figure(t) for t in told):
        return tokens
    listed = tokens[first : last + 1]
    if isinstance(told[0], Quantity) and len(told) > 1 and told[1].get("measure") in _DID:
        told = told[1:]  # "Bắc Ninh (2,5 tỷ USD), Hà Nội (1,2 tỷ USD) dẫn đầu thu hút FDI"
    if told[0].get("measure") == "sell" and (came or any(t.get("measure") == "arrivals" for t in told)):
        way = make_token(told[0].start, told[0].end, {"role": "from"})  # "sent the most visitors to Viet Nam"
        return [*tokens[:first], *told[1:], way, *map(those_who_came, listed), *behind[end:]]
    if told[0].get("measure") in _DID and not any(t.get("measure") == "arrivals" for t in told):
        marks = [t.get("punct") for t in listed if t.get("punct") in ("(", ")")]
        if marks.count("(") != sum(1 for t in listed if isinstance(t, Quantity)):
            return tokens  # with how much each moved
        plain = [t for t in listed if t.get("punct") not in ("(", ")")]
        return [*tokens[:first], plain[0], told[0], *plain[1:], *told[1:], *behind[end:]]
    if told[0].get("change") != "reach" or not any(t.get("rank_noun") in _RANKED for t in told[1:5]):
        return tokens
    sold = any(t.get("rank_noun") == "exports" for t in told[1:5])
    said = [t for t in told[1:] if not (sold and isinstance(t, Quantity))]
    if any(t.get("rank_noun") == "arrivals" for t in said):
        listed = list(map(those_who_came, listed))
    return [*tokens[:first], *said, told[0], *listed, *behind[end:]]


def amounts_ahead(tokens: Tokens) -> Tokens:
    """ "Mỹ với 66 tỷ USD, Trung Quốc 33 tỷ USD và EU 29 tỷ USD là ba thị trường lớn nhất": what they rank as, ahead of
    them."""
    first = next((k for k, t in enumerate(tokens[:3]) if not (t.get("period") or t.get("punct") == ",")), 0)
    k = first
    listed = 0
    while k + 1 < len(tokens) and tokens[k].get("area"):
        k += 1
        while k < len(tokens) and (tokens[k].get("role") == "with" or tokens[k].get("hedge")):
            k += 1
        if k >= len(tokens) or not figure(tokens[k]):
            return tokens
        k, listed = k + 1, listed + 1
        n = k
        while k < len(tokens) and joins(tokens[k]):
            k += 1
        if k == n:
            break
    told = tokens[k:]
    end = len(told) - 1 if told and told[-1].get("punct") == "." else len(told)
    said = told[1:end]
    if listed < 2 or not said or told[0].get("change") != "reach" or any(t.get("punct") for t in said):
        return tokens
    ranks = [t.unit for t in said if isinstance(t, Quantity)]
    if ranks != ["rank"] or not any(t.get("rank_noun") in _RANKED for t in said[:4]):
        return tokens
    said = [t for t in said if not isinstance(t, Quantity)]
    return [*tokens[:first], *said, told[0], *tokens[first:k], *told[end:]]


def markets_named(tokens: Tokens) -> Tokens:
    """ "Xuất khẩu sang 5 thị trường lớn nhất gồm Mỹ (70,9 tỷ USD), Trung Quốc (29,1 tỷ USD)": to those that are named."""
    for k in range(len(tokens) - 4):
        if tokens[k].get("role") not in ("to", "from"):
            continue
        n = next((n for n in range(k + 1, min(k + 5, len(tokens))) if tokens[n].get("link") == "of_which"), 0)
        words = tokens[k + 1 : n]
        if (
            not n
            or not any(t.get("noun") == "market" for t in words)
            or not _listed_in_brackets(tokens, n + 1)
        ):
            continue
        if any(t.get("area") or isinstance(t, Quantity) and t.unit not in ("rank", "count") for t in words):
            continue
        led = make_token(tokens[n].start, tokens[n].end, {"role": tokens[k].get("role")})
        return [*tokens[:k], led, *tokens[n + 1 :]]
    return tokens


def in_brackets_of(tokens: Tokens) -> Tokens:
    """ "The largest buyers of Vietnamese fruit were China (66%), Japan (8%) and Korea (5%)": what the buyers took; "the top
    sources of visitors were Korea (1.2 m) and China (890,000)": who came from there."""
    nouns = (k for k, t in enumerate(tokens[:6]) if t.get("rank_noun") in _LISTING and not t.get("measure"))
    k = next(nouns, None)
    if k is None or k + 1 >= len(tokens):
        return tokens
    came = tokens[k].get("rank_noun") == "arrivals"
    whose = k - 1 - bool(k > 1 and tokens[k - 1].get("commodity"))  # "Viet Nam's main garment markets were …"
    owner = k > 0 and tokens[whose].get("area")
    of = k + 1 + bool(tokens[k + 1].get("commodity"))  # "thị trường nông sản của Việt Nam"
    of_whom = of < len(tokens) and tokens[of].get("role") == "of"
    # "the main markets for Vietnamese garments were …"
    led = tokens[of : of + 2]
    to_whom = len(led) > 1 and led[0].get("role") == "to" and bool(led[1].get("area"))
    of_whom = of_whom or to_whom
    if not (owner or came) and (any(t.get("area") for t in tokens[:k]) or not of_whom):
        return tokens
    n = next((n for n in range(k + 1, len(tokens)) if tokens[n].get("punct") == "("), 0)
    if not n or not _listed_in_brackets(tokens, n - 1) or any(isinstance(t, Quantity) for t in tokens[k:n]):
        return tokens
    verb = next((v for v in range(k + 1, n) if tokens[v].get("change") == "reach"), None)
    if owner and verb is None:
        return tokens
    noun = make_token(tokens[k].start, tokens[k].end, {**tokens[k], "measure": tokens[k].get("rank_noun")})
    if came and verb is not None:
        way = make_token(tokens[verb].start, tokens[verb].end, {"role": "from"})
        return [*tokens[:k], noun, *tokens[k + 1 : verb], way, *map(those_who_came, tokens[verb + 1 :])]
    if to_whom and not owner:
        way = make_token(tokens[of].start, tokens[of].end, {"role": "of"})
        return [*tokens[:k], noun, *tokens[k + 1 : of], way, *tokens[of + 1 :]]
    return [*tokens[:k], noun, *tokens[k + 1 :]]


def named_in_brackets(tokens: Tokens) -> Tokens:
    """ "The top three markets, China (61 bn USD) and the US (119 bn USD), took half of all exports": as of "were China
    (61 bn USD) and the US (119 bn USD)"."""
    k = next((k for k, t in enumerate(tokens[:8]) if t.get("rank_noun") in _LISTING), None)
    if k is None or any(figure(t) for t in tokens[:k]):
        return tokens
    n = next((n for n in range(k + 1, min(k + 5, len(tokens) - 1)) if tokens[n].get("punct")), None)
    if n is None or tokens[n].get("punct") != "," or not _listed_in_brackets(tokens, n + 1):
        return tokens
    verb = make_token(tokens[n].start, tokens[n].end, {"change": "reach"})
    if tokens[k].get("rank_noun") == "arrivals":
        return in_brackets_of([*tokens[:n], verb, *tokens[n + 1 :]])
    noun = make_token(tokens[k].start, tokens[k].end, {**tokens[k], "measure": tokens[k].get("rank_noun")})
    return [*tokens[:k], noun, *tokens[k + 1 : n], verb, *tokens[n + 1 :]]


def bracket_behind_rank(tokens: Tokens) -> Tokens:
    """ "China (9 bn USD) was the largest buyer of Vietnamese phones, followed by the US (8 bn)": the figures of who ranks,
    behind what it ranks as."""
    k = next((k for k, t in enumerate(tokens[:4]) if t.get("area")), len(tokens))
    if k + 6 >= len(tokens) or tokens[k + 1].get("punct") != "(" or not figure(tokens[k + 2]):
        return tokens
    if any(isinstance(t, Quantity) for t in tokens[:k]):
        return tokens
    close = next((n for n in range(k + 2, min(k + 9, len(tokens))) if tokens[n].get("punct") == ")"), None)
    if close is None or any(t.get("area") for t in tokens[k + 2 : close]):
        return tokens
    end = close + 1
    while end < len(tokens) and not (tokens[end].get("punct") or tokens[end].get("link") in ("and", "but")):
        end += 1
    said = tokens[close + 1 : end]
    ranks = [t for t in said if isinstance(t, Quantity)]
    verb = bool(said) and (said[0].get("change") == "reach" or isinstance(said[0], Quantity))
    if (
        not verb
        or [t.unit for t in ranks] != ["rank"]
        or not any(t.get("rank_noun") in _RANKED for t in said)
    ):
        return tokens
    return [*tokens[: k + 1], *said, *tokens[k + 1 : close + 1], *tokens[end:]]


def goods_ahead(tokens: Tokens) -> Tokens:
    """ "Phones (11 bn USD) and computers (9 bn USD) were the leading exports to China": what they are is said behind them."""
    if not tokens[0].get("commodity") or tokens[1].get("punct") != "(" or not isinstance(tokens[2], Quantity):
        return tokens
    last = max(k for k, t in enumerate(tokens) if t.get("punct") == ")" or k == 0)
    behind = tokens[last + 1 :]
    end = len(behind) - 1 if behind and behind[-1].get("punct") == "." else len(behind)
    told = behind[:end]
    many = [
        t for t in told if isinstance(t, Quantity) and t.unit == "count"
    ]  # "là ba mặt hàng xuất khẩu lớn nhất"
    if len(told) < 2 or told[0].get("change") != "reach" or len(many) > 1:
        return tokens
    if any(t.get("punct") or figure(t) and t not in many for t in told):
        return tokens
    if not any(t.get("measure") in MOVED for t in told[1:5]):
        return tokens
    said = [t for t in told[1:] if not (isinstance(t, Quantity) and (t.unit == "rank" or t in many))]
    return [*said, told[0], *tokens[: last + 1], *behind[end:]]


def bracket_behind(tokens: Tokens) -> Tokens:
    """ "Phones (11 bn USD) went to the US", "exported phones (11 bn USD) to the US": the bracket behind where they went."""
    moved = False
    for k in range(len(tokens) - 5):
        if not tokens[k].get("commodity") or tokens[k + 1].get("punct") != "(":
            continue
        before = tokens[k - 1] if k else None
        if before is not None and not (moved and joins(before)):
            if not (before.get("measure") in MOVED or before.get("adjective")):
                continue
        close = next(
            (n for n in range(k + 2, min(k + 8, len(tokens))) if tokens[n].get("punct") == ")"), None
        )
        if close is None or close + 2 >= len(tokens) or not any(figure(t) for t in tokens[k + 2 : close]):
            continue
        if any(t.get("area") for t in tokens[k + 2 : close]):
            continue
        way, area = tokens[close + 1], tokens[close + 2]
        if way.get("role") not in ("to", "from") or not area.get("area"):
            continue
        end = close + 4 if close + 3 < len(tokens) and tokens[close + 3].get("period") else close + 3
        tokens = [*tokens[: k + 1], *tokens[close + 1 : end], *tokens[k + 1 : close + 1], *tokens[end:]]
        moved = True
    return tokens
