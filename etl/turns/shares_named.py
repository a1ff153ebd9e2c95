"""Shares, and amounts that are shares, told before what they are of."""

from __future__ import annotations

from etl.clauses import joins
from etl.reading import MONEY
from etl.tokens import Quantity, make_token
from etl.turns.shapes import FLOWS, PAID, SIDES, TOLD, Tokens, good

_OWNED = len("'s ")  # between a name and a verb behind it
_SOLD = frozenset({"exports", "sell", "earn"})
_WHOLES = PAID | {"tonnes"}
_AFTER = 8  # most tokens from a whole to where its part goes
_HEAD = 4  # most tokens up to who leads
_FEWEST = 7  # tokens of "Laos's $349 million made up 18.3% of Vietnam's imports"


def share_of_whom(tokens: Tokens) -> Tokens:
    """ "The shares of China and Japan were 36% and 5%": as "China and Japan accounted for"."""
    for k in range(len(tokens) - 4):
        if isinstance(tokens[k], Quantity):
            break  # figures before it say whose share it is
        share = tokens[k]
        if share.get("share") != "share" or k and tokens[k - 1].get("area"):
            continue
        first = n = k + 1 + (tokens[k + 1].get("role") == "of")
        while n < len(tokens) and (
            tokens[n].get("area") and not tokens[n].get("adjective") or _joint(tokens, n)
        ):
            n += 1
        if (
            n == first
            or n + 1 >= len(tokens)
            or not tokens[n].get("change")
            or tokens[n].get("role") == "from"
        ):
            continue
        if any(isinstance(t, Quantity) and t.unit == "percent" for t in tokens[n + 1 : n + 3]):
            return [*tokens[:k], *tokens[first:n], share, *tokens[n:]]
    return tokens


def _joint(tokens: Tokens, n: int) -> bool:
    """Whether a token joins two areas."""
    behind = tokens[n + 1 : n + 3]
    return joins(tokens[n]) and any(t.get("area") for t in behind[: 1 + any(joins(t) for t in behind[:1])])


def amount_made_up(tokens: Tokens) -> Tokens:
    """ "Laos's $349 million made up 18.3% of Vietnam's coal imports": imports from Laos of as much."""
    for k in range(len(tokens) - _FEWEST + 1):
        who, q, verb, part, of, whose = tokens[k : k + 6]
        if not who.get("area") or not isinstance(q, Quantity) or q.unit not in PAID or not whose.get("area"):
            continue
        if verb.get("share") != "share" or of.get("role") != "of" or not isinstance(part, Quantity):
            continue
        flow = k + 6 + good(tokens[k + 6])
        if part.unit != "percent" or flow >= len(tokens) or tokens[flow].get("measure") not in FLOWS:
            continue
        way = make_token(who.start, who.start, {"role": SIDES[str(tokens[flow].get("measure"))][0]})
        equal = make_token(verb.start, verb.end, {"share": "equal"})
        who = make_token(who.start, max(who.end, q.start - 1), {"area": who.get("area")})
        told = [*tokens[k + 5 : flow + 1], way, who, q, equal, part]
        return [*tokens[:k], *told, *tokens[flow + 1 :]]
    return tokens


def part_of_it_in(tokens: Tokens) -> Tokens:
    """ "earned 1.9 bn from coffee, 40% of it from the EU", "exports of 1.9 bn, a third of it in Germany": to there."""
    sold = next((k for k, t in enumerate(tokens) if t.get("measure") in _SOLD), len(tokens))
    out, parted = tokens, False
    for k in range(sold + 1, len(tokens) - 2):
        if not isinstance(tokens[k], Quantity) or tokens[k].unit != "percent":
            continue
        of = tokens[k + 1].get("link") == "of_which"
        way = tokens[k + 1 + of : k + 3 + of]
        if not (of or parted and joins(tokens[k - 1])) or len(way) < 2 or not way[1].get("area"):
            continue
        parted = True
        if (
            way[0].get("role") == "at"
            or way[0].get("role") == "from"
            and tokens[sold].get("measure") == "earn"
        ):
            to = make_token(way[0].start, way[0].end, {"role": "to"})
            out = [to if t is way[0] else t for t in out]
    return out


def led_with(tokens: Tokens) -> Tokens:
    """ "China led with 65%, followed by the US with 5%": the shares of both."""
    for k in range(min(_HEAD, len(tokens) - 2)):
        who = tokens[k]
        if not who.get("area") or who.get("adjective"):
            continue
        n = k + 1 + bool(tokens[k + 1].get("change") == "reach")
        if n + 1 >= len(tokens) or tokens[n].get("role") != "with":
            return tokens
        q = tokens[n + 1 + bool(tokens[n + 1].get("hedge")) :][:2]
        if not q or not isinstance(q[0], Quantity) or q[0].unit != "percent":
            return tokens
        if len(q) > 1 and not (q[1].get("punct") or q[1].get("link")):
            return tokens
        share = make_token(tokens[n].start, tokens[n].end, {"share": "share"})
        return [*tokens[: k + 1], share, *tokens[n + 1 :]]
    return tokens


def led_by_shares(tokens: Tokens) -> Tokens:
    """ "Exports hit 6.7 bn, led by China with 65% and the US with 5%": the shares of both."""
    for k in range(2, len(tokens) - 3):
        by, who, way, q = tokens[k : k + 4]
        if not by.get("extent") or tokens[k - 1].get("punct") != "," or not who.get("area"):
            continue
        if way.get("role") != "with" or not isinstance(q, Quantity) or q.unit != "percent":
            continue
        out = [*tokens[:k], *tokens[k + 1 :]]
        for n in range(k, len(out) - 2):
            part = out[n + 1 : n + 3]
            if out[n].get("area") and part[0].get("role") == "with" and isinstance(part[1], Quantity):
                if part[1].unit == "percent":
                    out[n + 1] = make_token(part[0].start, part[0].end, {"share": "share"})
        return out
    return tokens


def part_of_so_much(tokens: Tokens) -> Tokens:
    """ "Half of Cambodia's 6 bn USD of exports went to Vietnam": as "Vietnam had half of them"."""
    for k in range(min(_HEAD, len(tokens) - 5)):
        part, of = tokens[k : k + 2]
        if not isinstance(part, Quantity) or part.unit != "percent" or of.get("role") != "of":
            continue
        n = k + 2
        while n < min(k + _HEAD, len(tokens)) and not isinstance(tokens[n], Quantity):
            n += 1
        if n >= len(tokens) or not isinstance(tokens[n], Quantity) or tokens[n].unit not in _WHOLES:
            return tokens
        end, flow = n + 1, False
        while end < min(n + _AFTER, len(tokens)) and tokens[end].get("role") not in ("to", "from"):
            if isinstance(tokens[end], Quantity) or tokens[end].get("punct") or tokens[end].get("area"):
                return tokens
            flow = flow or tokens[end].get("measure") in FLOWS
            end += 1
        if not flow or end + 1 >= len(tokens) or tokens[end].get("role") not in ("to", "from"):
            return tokens
        if not tokens[end + 1].get("area"):
            return tokens
        last = end - (tokens[end - 1].get("change") == "reach")
        if any(t.get("area") for t in tokens[:k]):  # "Vietnam sent 40% of its 6 bn of exports to China"
            whole = make_token(of.start, of.end, {"share": "whole"})
            to = [*tokens[last : end + 2], whole]
            return [*tokens[: k + 1], *to, *tokens[k + 2 : last], *tokens[end + 2 :]]
        first = k - bool(k and tokens[k - 1].get("hedge"))
        who = make_token(tokens[end + 1].start, tokens[end + 1].end, {"area": tokens[end + 1].get("area")})
        share = make_token(part.start, part.start, {"share": "share"})
        return [*tokens[:first], who, share, *tokens[first:last], *tokens[end + 2 :]]
    return tokens


def part_beside_whole(tokens: Tokens) -> Tokens:
    """ "accounted for 8.7% of total trade at 16 bn", "19.7% of the total trade or 26 bn": the amount is that part."""
    for k in range(1, len(tokens) - 5):
        if tokens[k - 1].get("share") != "share" or not isinstance(tokens[k], Quantity):
            continue
        of = tokens[k + 1]
        if tokens[k].unit != "percent" or of.get("role") != "of" and of.get("share") != "whole":
            continue
        held = tokens[k + 2].get("share") == "share" and tokens[k + 3].get("role") == "with"
        if held and isinstance(tokens[k + 4 + bool(tokens[k + 4].get("hedge"))], Quantity):
            # "73% of market share with 1.3 bn USD"
            return [*tokens[: k + 1], *tokens[k + 3 :]]
        n = k + 2 + bool(tokens[k + 2].get("area"))
        if n + 2 >= len(tokens) or tokens[n].get("measure") not in TOLD or tokens[n].get("rank_noun"):
            continue
        at = tokens[n + 1]
        q = tokens[n + 2 + bool(n + 3 < len(tokens) and tokens[n + 2].get("hedge"))]
        if at.get("share") != "equal" and (at.get("role") != "at" or at.get("change") != "reach"):
            continue
        if isinstance(q, Quantity) and q.unit in MONEY:
            comma = make_token(at.start, at.start, {"punct": ","})
            return [
                *tokens[: n + 1],
                comma,
                make_token(at.start, at.end, {"share": "equal"}),
                *tokens[n + 2 :],
            ]
    return tokens


def partner_for(tokens: Tokens) -> Tokens:
    """ "ASEAN is an important trading partner for Malaysia": of Malaysia."""
    for k in range(1, len(tokens) - 1):
        partner, to, whose = tokens[k - 1 : k + 2]
        if partner.get("rank_noun") != "trade_total" or to.get("role") != "to" or not whose.get("area"):
            continue
        if not whose.get("adjective") and to.start - partner.end == 1:
            of = make_token(to.start, to.end, {"role": "of"})
            return [*tokens[:k], of, *tokens[k + 1 :]]
    return tokens


def markets_behind(tokens: Tokens) -> Tokens:
    """ "Exports fell 7%, led by Japan (-4.4%)", "… including Vietnam (-4.7%) and China (-7.2%)": those to there."""
    flow = next((str(m) for t in tokens if (m := t.get("measure")) in FLOWS), None)
    start = next((k for k, t in enumerate(tokens) if t.get("measure") == flow), len(tokens))
    for k in range(start + 1, len(tokens) - 4):
        led = tokens[k].get("extent") and tokens[k - 1].get("punct") == ","
        if not (led or tokens[k].get("link") == "of_which") or not _bracketed(tokens, k + 1):
            continue
        out, n = [*tokens[: k + (not led)]], k + 1
        while n < len(tokens):
            if size := _bracketed(tokens, n):
                at = tokens[n].start
                out += [make_token(at, at, {"role": SIDES[str(flow)][0]}), *tokens[n : n + size]]
                n += size
            elif joins(tokens[n]) and (_bracketed(tokens, n + 1) or _bracketed(tokens, n + 2)):
                out.append(tokens[n])
                n += 1
            else:
                break
        return [*out, *tokens[n:]]
    return tokens


def _bracketed(tokens: Tokens, k: int) -> int:
    """How many tokens an area with a percentage in brackets has at ``k``, if there is one."""
    who = tokens[k : k + 5]
    if len(who) < 4 or not who[0].get("area") or who[0].get("adjective") or who[1].get("punct") != "(":
        return 0
    n = 2 + (who[2].get("punct") in ("-", "+"))
    closed = n + 1 < len(who) and who[n + 1].get("punct") == ")"
    return n + 2 if closed and isinstance(who[n], Quantity) and who[n].unit == "percent" else 0


def to_partners(tokens: Tokens) -> Tokens:
    """ "exports to five major trade partners rose 95%" is no trade in both directions."""
    for k in range(len(tokens) - 3):
        if tokens[k].get("measure") not in FLOWS or tokens[k + 1].get("role") not in ("to", "from"):
            continue
        for n in range(k + 2, min(k + 4, len(tokens))):
            if tokens[n].get("rank_noun") == "trade_total":
                return [*tokens[:n], *tokens[n + 1 :]]
            if isinstance(tokens[n], Quantity) or tokens[n].get("area") or tokens[n].get("punct"):
                break
    return tokens


def bracket_before_whole(tokens: Tokens) -> Tokens:
    """ "China had a 21.3% share (valued at 21.7 bn) of Kazakhstan's trade": the bracket as behind what it is a share of."""
    for k in range(1, len(tokens) - 5):
        if tokens[k].get("punct") != "(":
            continue
        end = k + 2 + (not isinstance(tokens[k + 1], Quantity))
        part = tokens[k - 1]
        percent = isinstance(part, Quantity) and part.unit == "percent"
        if not percent and part.get("share") != "share" or not isinstance(tokens[end - 1], Quantity):
            continue
        if end + 2 >= len(tokens) or tokens[end].get("punct") != ")" or tokens[end + 1].get("role") != "of":
            continue
        n = end + 2
        while n < min(end + _AFTER, len(tokens)) and (tokens[n].get("area") or good(tokens[n])):
            n += 1
        if n < len(tokens) and tokens[n].get("measure") in TOLD and tokens[end - 1].unit in MONEY:
            bracket = [tokens[k], *tokens[end - 1 : end + 1]]
            return [*tokens[:k], *tokens[end + 1 : n + 1], *bracket, *tokens[n + 1 :]]
    return tokens


def rise_behind(tokens: Tokens) -> Tokens:
    """ "19.6 bn, a 2.3 bn or 13.4% rise": as "a rise of 2.3 bn or 13.4%"."""
    for k in range(2, len(tokens) - 3):
        q, equal, part = tokens[k : k + 3]
        if not (isinstance(q, Quantity) and isinstance(part, Quantity)) or part.unit != "percent":
            continue
        if equal.get("share") != "equal" or q.unit not in MONEY or tokens[k - 1].get("punct") != ",":
            continue
        n = k + 3 + bool(tokens[k + 3].get("compare"))
        if n < len(tokens) and tokens[n].get("change") in ("up", "down") and not tokens[n].get("measure"):
            grew = make_token(q.start, q.start, {"change": tokens[n].get("change")})
            return [*tokens[:k], grew, *tokens[k:n], *tokens[n + 1 :]]
    return tokens


def others_share(tokens: Tokens) -> Tokens:
    """ "The US share of its exports rose to 29.5%, while China's slipped to 15.1%": China's share."""
    share = next((k for k, t in enumerate(tokens) if t.get("share") == "share"), len(tokens))
    first = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity)), len(tokens))
    if share > first:
        return tokens
    for k in range(first + 1, len(tokens) - 3):
        led, whose, moved = tokens[k : k + 3]
        if not (led.get("link") in ("but", "and") or led.get("punct") in (";", ",")):
            continue
        if not whose.get("area") or whose.get("adjective") or not moved.get("change"):
            continue
        if moved.start - whose.end != _OWNED or tokens[k + 3].get("measure"):
            continue
        much = next((t for t in tokens[k + 3 : k + 6] if isinstance(t, Quantity)), whose)
        if isinstance(much, Quantity) and much.unit in ("percent", "percentage_points"):
            own = [make_token(whose.end, whose.end, {"share": "share"})]
            flow = next((n for n in range(first) if tokens[n].get("measure") in TOLD), 0)
            if flow and tokens[flow - 1].get("area"):
                own += [make_token(whose.end, whose.end, {**t}) for t in tokens[flow - 1 : flow + 1]]
            return [*tokens[: k + 2], *own, *tokens[k + 2 :]]
    return tokens


def part_is_of_nation(tokens: Tokens) -> Tokens:
    """ "65% of the money is Chinese; Vietnam contributed 6%": from China."""
    for k in range(len(tokens) - 3):
        q = tokens[k]
        if not isinstance(q, Quantity) or q.unit != "percent":
            continue
        n = next((n for n in range(k + 1, min(k + 4, len(tokens))) if tokens[n].get("change") == "reach"), 0)
        whose = tokens[n + 1] if n and n + 1 < len(tokens) else q
        if not n or not whose.get("adjective") or not whose.get("area") or tokens[n].get("role"):
            continue
        if not any(t.get("noun") == "firm" for t in tokens[k + 1 : n]):
            continue
        behind = tokens[n + 2] if n + 2 < len(tokens) else None
        if behind is None or behind.get("punct") or behind.get("link") in ("and", "but"):
            way = make_token(tokens[n].start, tokens[n].end, {"role": "from"})
            nation = make_token(whose.start, whose.end, {"area": whose.get("area")})
            return [*tokens[: k + 1], way, nation, *tokens[n + 2 :]]
    return tokens
