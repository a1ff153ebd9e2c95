"""What a figure is set apart from by commas: "52 percent, or 9.2 bn, from China", "150,000 tonnes, to China"."""

from __future__ import annotations

from etl.clauses import places_of
from etl.tokens import Quantity, Token, make_token

Tokens = list[Token | Quantity]

_WAYS = ("to", "from")
_MONEY = 6  # a million and more: "28% of its exports, 4.1 bn yuan, went to Vietnam"
_BEFORE = ("month_relative", "year_relative", "year", "year_bare")
_NAMED = ("month", "quarter")  # right before the number: "above May's 5 percent" is how much May grew
_ENDS = (".", ";")
_SUPPLIERS = ("exporter", "imports")


def closed_up(tokens: Tokens) -> Tokens:
    """The tokens with whither or whence a figure goes right behind it, before the same figure in another unit, in a
    language that says so behind a comma."""
    for k in places_of(tokens):
        t = tokens[k]
        if t.unit == "rank" or not _comma(tokens, k + 1):
            continue
        if t.unit == "percent" and (end := _same_again(tokens, k + 2)) is not None and _comma(tokens, end):
            stop = _way(tokens, end + 1)
            if stop is not None:
                return [*tokens[: k + 1], *tokens[end + 1 : stop], *tokens[k + 1 : end], *tokens[stop:]]
        elif t.unit != "percent" and not _sided(tokens, k) and (stop := _way(tokens, k + 2)) is not None:
            return [*tokens[: k + 1], *tokens[k + 2 :]]
    return tokens


def worth_behind(tokens: Tokens) -> Tokens:
    """ "Two-thirds of its exports, worth 3.6 bn USD, went to China": the tokens with where they went before the worth."""
    for k in places_of(tokens):
        if k < 3 or not _comma(tokens, k + 1) or tokens[k].unit in (None, "percent", "rank", "times"):
            continue
        j = k - 1
        while j and (
            tokens[j].get("measure") == "value" or tokens[j].get("share") == "equal" or tokens[j].get("hedge")
        ):
            j -= 1
        way = tokens[k + 2 : k + 4]
        worth = any(t.get("measure") == "value" or t.get("share") == "equal" for t in tokens[j:k])
        led = tokens[j].get("punct") == "," and (worth or j == k - 1 and tokens[k].scale >= _MONEY)
        if not led or len(way) < 2 or way[0].get("role") not in _WAYS or way[1].get("area") is None:
            continue
        first = next((t for t in reversed(tokens[:j]) if isinstance(t, Quantity) or t.get("punct")), None)
        if isinstance(first, Quantity) and first.unit == "percent":
            return [*tokens[:j], *way, *tokens[j : k + 1], *tokens[k + 4 :]]
    return tokens


def sent_first(tokens: Tokens) -> Tokens:
    """ "Fruit worth 3.6 bn, or 65% of the total, went to China in 2023": the tokens with where it went before what is said
    of it in between."""
    places = places_of(tokens)
    if len(places) != 2 or tokens[places[1]].unit != "percent" or tokens[places[0]].unit in _NO_AMOUNT:
        return tokens
    k, n = places
    comma = next((j for j in range(n + 1, len(tokens)) if tokens[j].get("punct")), len(tokens))
    if not _comma(tokens, k + 1) or not _comma(tokens, comma):
        return tokens
    said, sent = tokens[k + 1 : comma], tokens[comma + 1 :]
    if any(t.get("area") or t.get("measure") for t in said):
        return tokens
    if any(t.get("measure") not in (None, "value", "volume") for t in tokens[:k]):
        return tokens
    end = next((j for j, t in enumerate(sent) if t.get("punct")), len(sent))
    verb = next((t for t in sent[:end] if t.get("change") != "reach" or t.get("measure")), None)
    if verb is None or verb.get("measure") not in _SENT or not any(t.get("area") for t in sent[:end]):
        return tokens
    return [*tokens[: k + 1], *sent[:end], *said, *sent[end:]]


_NO_AMOUNT = (None, "percent", "rank", "times")
_SENT = ("exports", "imports", "sell", "buy")


def _behind_period(tokens: Tokens) -> int:
    """Where a sentence goes on behind the period that it opens with."""
    start = 0
    while start < min(3, len(tokens)) and (tokens[start].get("period") or tokens[start].get("punct") == ","):
        start += 1
    return start


def passed_first(tokens: Tokens) -> Tokens:
    """ "After the US, China was the second largest market", "Besides Viet Nam, Thailand bought 3,000 tonnes": the tokens
    without those that a sentence opens with and that the one it tells of only comes after, or is told beside."""
    start = _behind_period(tokens)
    if start + 4 > len(tokens) or tokens[start].get("role") != "aside" or not tokens[start + 1].get("area"):
        return tokens
    k, comma = start + 2, None
    while k + 1 < len(tokens):
        mark, nxt = tokens[k], k + 1
        if mark.get("punct") != "," and mark.get("link") != "and":
            break
        if tokens[nxt].get("noun") == "market" and nxt + 1 < len(tokens):
            nxt += 1
        if not tokens[nxt].get("area"):
            break
        comma, k = k if mark.get("punct") == "," else None, nxt + 1
    return tokens if comma is None else [*tokens[:start], *tokens[comma + 1 :]]


def placed_first(tokens: Tokens) -> Tokens:
    """ "In the US, the share of China fell to 23.6%", "In China, Thailand is the largest supplier": the tokens with the
    place that a sentence opens with behind whose share it is, or behind the rank."""
    start = _behind_period(tokens)
    place = tokens[start : start + 3]
    if len(tokens) < start + 6 or place[0].get("role") != "at" or not _comma(tokens, start + 2):
        return tokens
    area = place[1].get("area")
    if area is None or area.type != "country":
        return tokens
    first = start + 3
    if tokens[first].get("share") == "share" and tokens[first + 1].get("role") == "of":
        end = first + 3
        return (
            [*tokens[:start], *tokens[first:end], *place[:2], *tokens[end:]]
            if tokens[end - 1].get("area")
            else tokens
        )
    owner = tokens[first].get("area")
    if owner is None or owner.code == area.code:
        return tokens
    for k in range(first + 1, min(first + 6, len(tokens))):
        if isinstance(tokens[k], Quantity):
            noun = next((t for t in tokens[first + 1 : k] if t.get("rank_noun") in _SUPPLIERS), None)
            if tokens[k].unit == "rank" and noun is not None:
                return [*tokens[:start], *tokens[first : k + 1], *place[:2], *tokens[k + 1 :]]
            return tokens
    return tokens


def outdone(tokens: Tokens) -> Tokens:
    """ "667 m USD, more than last month by 43.7 percent", "119 bn, above 2023 by 22 bn": the period right behind the word
    is what a growth is over."""
    for k in range(2, len(tokens) - 1):
        m, before = tokens[k].get("period"), tokens[k - 1]
        less = before.get("compare") == "lower"
        if m is None or m.kind not in _BEFORE and m.kind not in _NAMED:
            continue
        if m.kind in _NAMED and tokens[k + 1].start - tokens[k].end != 1:
            continue
        if before.get("hedge") != "more_than" and not (less or before.get("compare") == "higher"):
            continue
        n = k + 1
        while n < len(tokens) - 1 and tokens[n].get("hedge"):
            n += 1
        led = tokens[k - 2].get("punct") == "," or tokens[k - 2].get("link") in ("and", "but")
        led = led and tokens[k].start - before.end == 1 and isinstance(tokens[n], Quantity)
        if led and (tokens[n].unit == "percent" or _smaller(tokens, n, k - 1)):
            moved = make_token(
                before.start, tokens[k].end, {"change": "down" if less else "up", "compare": "yoy"}
            )
            return outdone([*tokens[: k - 1], moved, *tokens[k + 1 :]])
    return tokens


def who_buys(tokens: Tokens, home: str) -> Tokens:
    """ "Khách Trung Quốc mua 92%", "bạn hàng Trung Quốc mua": the word for a buyer says no more than the verb does."""
    for k in range(len(tokens) - 2):
        t, area = tokens[k], tokens[k + 1].get("area")
        if area is None or area.country == home or tokens[k + 2].get("measure") != "buy":
            continue
        named = (
            t.get("noun") == "people" or t.get("measure") == "imports" or t.get("rank_noun") == "trade_total"
        )
        if named and not isinstance(t, Quantity) and not (k and isinstance(tokens[k - 1], Quantity)):
            return who_buys([*tokens[:k], *tokens[k + 1 :]], home)
    return tokens


def buys_most(tokens: Tokens) -> Tokens:
    """ "Khách mua sầu riêng số một thế giới": who imports most of all, not whose goods are told of."""
    for k in range(len(tokens) - 2):
        if tokens[k].get("rank_noun") != "exports":
            continue
        n = k + 1 + bool(tokens[k + 1].get("commodity"))
        if n + 1 >= len(tokens) or not isinstance(tokens[n], Quantity) or tokens[n].unit != "rank":
            continue
        area = tokens[n + 1].get("area")
        if area is not None and area.type == "world" and tokens[n + 1].start - tokens[n].end <= 1:
            buyer = make_token(tokens[k].start, tokens[k].end, {"rank_noun": "importer"})
            return [*tokens[:k], buyer, *tokens[k + 1 :]]
    return tokens


def imports_of(tokens: Tokens, home: str) -> Tokens:
    """ "Mỹ nhập của Việt Nam 1,15 tỷ USD": what another imports from the home country. "Nhập khẩu của Việt Nam" is its own."""
    for k in range(len(tokens) - 3):
        who, verb, of, whose = tokens[k : k + 4]
        if verb.get("measure") != "imports" or verb.get("rank_noun") or of.get("role") != "of":
            continue
        if who.get("area") is None or who.get("area").country == home or whose.get("area") is None:
            continue
        led = tokens[k - 1] if k else None
        if whose.get("area").code != home or led is not None and (led.get("role") or led.get("noun")):
            continue
        way = make_token(of.start, of.end, {"role": "from"})
        return [*tokens[: k + 2], way, *tokens[k + 3 :]]
    return tokens


def spends_on_imports(tokens: Tokens, home: str) -> Tokens:
    """ "Mỹ chi 1,15 tỷ USD để nhập khẩu 192.200 tấn hạt điều của Việt Nam": what another imports, and what that was worth."""
    for k in range(len(tokens) - 4):
        area, spent = tokens[k].get("area"), tokens[k + 1]
        if area is None or area.country == home or spent.get("measure") != "buy":
            continue
        q = next(
            (n for n in range(k + 2, min(k + 5, len(tokens))) if not tokens[n].get("hedge")), len(tokens)
        )
        if q + 2 >= len(tokens) or not isinstance(tokens[q], Quantity):
            continue
        if tokens[q + 1].get("measure") == "buy" and isinstance(_past_hedges(tokens, q + 2), Quantity):
            return [*tokens[: q + 1], *tokens[q + 2 :]]  # "chi 1,15 tỷ USD mua 192.200 tấn"
        if tokens[q + 1].get("measure") != "imports":
            continue
        end = next((n for n in range(q + 2, len(tokens)) if tokens[n].get("punct")), len(tokens))
        bought = tokens[q + 2 : end]
        imports = tokens[q + 1]
        if not any(isinstance(t, Quantity) for t in bought):
            return [*tokens[: k + 1], imports, *tokens[k + 2 : q + 1], *bought, *tokens[end:]]
        worth = make_token(spent.start, spent.end, {"measure": "value"})
        return [*tokens[: k + 1], imports, *bought, worth, *tokens[k + 2 : q + 1], *tokens[end:]]
    return tokens


def one_alone(tokens: Tokens, home: str) -> Tokens:
    """ "Riêng Trung Quốc: nhập 27,6 tỷ USD, xuất 9,8 tỷ USD": the one partner of whom both ways are told."""
    if len(tokens) < 3 or tokens[0].get("link") != "only":
        return tokens
    area = tokens[1].get("area")
    if area is None or area.country == home or tokens[2].get("punct") not in (":", ","):
        return tokens
    if not {"exports", "imports"} <= {t.get("measure") for t in tokens if not isinstance(t, Quantity)}:
        return tokens
    return [make_token(tokens[0].start, tokens[0].end, {"link": "only", "role": "with"}), *tokens[1:]]


_LED = {"exports": "to", "imports": "from"}


def markets_behind(tokens: Tokens, home: str) -> Tokens:
    """ "Xuất khẩu cá tra 2 tháng: Trung Quốc 87 triệu USD; Mỹ 47 triệu USD": the home country's, to those behind the colon.
    "Xuất khẩu gạo: Ấn Độ 3 triệu tấn, Việt Nam 1 triệu tấn" tells of all that sell."""
    if len(tokens) < len(("exports", ":", "area", "amount")) or tokens[0].get("measure") not in _LED:
        return tokens
    k = next((k for k, t in enumerate(tokens[:6]) if t.get("punct") == ":"), 0)
    if not k or any(not (t.get("commodity") or t.get("period") or t.get("noun")) for t in tokens[1:k]):
        return tokens
    areas = [t.get("area") for t in tokens if not isinstance(t, Quantity) and t.get("area")]
    if len(areas) < 2 or any(a.type != "country" and a.type != "bloc" or a.code == home for a in areas):
        return tokens
    if not tokens[k + 1].get("area") or not isinstance(_past_hedges(tokens, k + 2), Quantity):
        return tokens
    led = make_token(tokens[k].start, tokens[k].end, {"role": _LED[tokens[0].get("measure")]})
    return [*tokens[:k], led, *tokens[k + 1 :]]


def _past_hedges(tokens: Tokens, k: int) -> Token | Quantity | None:
    return next((t for t in tokens[k : k + 3] if isinstance(t, Quantity) or not t.get("hedge")), None)


def _smaller(tokens: Tokens, n: int, end: int) -> bool:
    """Whether an amount is less than the one told before it: by so much it may have grown ("119 bn, 22 bn above …")."""
    q = tokens[n]
    if q.unit in (None, "rank", "times"):
        return False
    return any(isinstance(t, Quantity) and t.unit == q.unit and q.value < t.value for t in tokens[:end])


def _comma(tokens: Tokens, k: int) -> bool:
    return k < len(tokens) and tokens[k].get("punct") == ","


def _same_again(tokens: Tokens, k: int) -> int | None:
    """Where the same figure in another unit ends ("or some 9.2 bn"), if it begins at ``k``."""
    if k >= len(tokens) or tokens[k].get("share") != "equal":
        return None
    k += 1
    while k < len(tokens) and tokens[k].get("hedge"):
        k += 1
    return k + 1 if k < len(tokens) and isinstance(tokens[k], Quantity) else None


def _way(tokens: Tokens, k: int) -> int | None:
    """Where "to China" ends, if it begins at ``k`` and the clause ends there or tells only of a growth."""
    words = tokens[k : k + 2]
    if len(words) < 2 or words[0].get("role") not in _WAYS or words[1].get("area") is None:
        return None
    behind = tokens[k + 2 : k + 4]
    if not behind or behind[0].get("punct") in _ENDS:
        return k + 2
    grew = len(behind) > 1 and behind[0].get("punct") == "," and behind[1].get("change") in ("up", "down")
    return k + 2 if grew else None


def _sided(tokens: Tokens, k: int) -> bool:
    """Whether the words before a figure name an area in its own clause."""
    while k and not (tokens[k - 1].get("punct") or isinstance(tokens[k - 1], Quantity)):
        k -= 1
        if tokens[k].get("area") is not None:
            return True
    return False
