"""Figures set beside another partner's, or beside those of an earlier time: "three times that with the EU"."""

from __future__ import annotations

from etl.tokens import PeriodMatch, Quantity, Token, make_token
from etl.turns.amounts_in_order import row
from etl.turns.shapes import BALANCES, FLOWS, PAID, Tokens

_LED = frozenset({"to", "from", "with", "of"})
_WAYS = {"exports": "to", "imports": "from"}
_LONGEST = 7  # most tokens that tell whose the other figure is
_BETWEEN = 5  # most tokens between a list and the amounts of the other flow
_THOSE = 5  # where a way stands at the earliest behind an amount and "those"
_FLOW_WORDS = frozenset({"exports", "imports", "trade_total", "sell", "buy", "value"})


def times_anothers(tokens: Tokens) -> Tokens:
    """ "Trade with China was $205 bn, three times that with the EU", "twice as much as to Japan": how many times another's
    it is says nothing of whose it is."""
    for k in range(2, len(tokens) - 1):
        t = tokens[k]
        if not isinstance(t, Quantity) or t.unit != "times":
            continue
        before = k - 1
        while before and (tokens[before].get("hedge") or tokens[before].get("compare")):
            before -= 1
        opened = tokens[before].get("punct") in (",", "(") or tokens[before].get("change") == "reach"
        if not opened or tokens[before].get("compare"):
            continue
        end = next((n for n in range(k + 1, len(tokens)) if not _names(tokens[n])), len(tokens))
        seg = tokens[k + 1 : end]
        if len(seg) > _LONGEST or not _another(seg, t) or not any(t.get("area") for t in tokens[:before]):
            continue
        if end == len(tokens) or tokens[end].get("punct") not in (None, "("):
            return [*tokens[: k + 1], *tokens[end:]]
    return tokens


def _names(t: Token | Quantity) -> bool:
    """Whether a word only says whose another figure is: "that with the EU", "as much as to Japan", "its exports to"."""
    if isinstance(t, Quantity) or t.get("punct") or t.get("period") or t.get("ago"):
        return False
    if t.get("link") == "which" or t.get("role") in _LED or t.get("area") or t.get("noun") == "goods":
        return True
    return t.get("measure") in _FLOW_WORDS or t.get("hedge") == "up_to" or t.get("anaphor") == "other"


def _another(seg: Tokens, times: Quantity) -> bool:
    """Whether a figure of another partner, or of the other flow, is told in these words: "those to China"."""
    if not any(t.get("area") for t in seg):
        return False
    those = seg[0].get("role") in _LED and seg[0].start - times.end >= _THOSE
    return bool(
        those
        or seg[0].get("link") == "which"
        or seg[0].get("hedge")
        or seg[0].get("anaphor")
        or seg[0].get("measure") in _FLOW_WORDS
        or seg[0].get("area")
        and (len(seg) == 1 or seg[1].get("measure") in _FLOW_WORDS)
    )


def more_at(tokens: Tokens) -> Tokens:
    """ "Exports were $2 bn more than in 2023 at $61 bn": $61 bn, which is $2 bn more than in 2023."""
    for k in range(1, len(tokens) - 3):
        by, more, then = tokens[k : k + 3]
        n = k + 3 + (tokens[k + 3].get("role") == "at")
        if not isinstance(by, Quantity) or not (by.unit in PAID or by.unit == "percent"):
            continue
        if more.get("compare") not in ("higher", "lower") or not then.get("period"):
            continue
        if tokens[k - 1].get("change") != "reach" or n >= len(tokens) or not _paid(tokens[n]):
            continue
        comma = make_token(tokens[n].end, tokens[n].end, {"punct": ","})
        return [*tokens[:k], tokens[n], comma, by, more, then, *tokens[n + 1 :]]
    return tokens


def _paid(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit in PAID


def grew_against(tokens: Tokens) -> Tokens:
    """ "Exports to China rose 5%, compared with 23% to the US", "faster than the 1% to Japan": those to the US rose 23%."""
    for k in range(2, len(tokens) - 3):
        against, much, way, whom = tokens[k : k + 4]
        faster = against.get("compare") in ("higher", "lower") and tokens[k - 1].get("punct") == ","
        if not (faster or against.get("compare") == "base"):
            continue
        if not isinstance(much, Quantity) or much.unit != "percent":
            continue
        if way.get("role") not in ("to", "from", "with") or not whom.get("area"):
            continue
        grew = next((n for n in range(k - 1, 0, -1) if isinstance(tokens[n], Quantity)), 0)
        if not grew:
            continue
        moved = tokens[grew - 1]
        if tokens[grew].unit != "percent" or moved.get("change") not in ("up", "down"):
            continue
        at = against.start
        also = [
            make_token(at, at, {"link": "and"}),
            make_token(at, at, {"change": moved.get("change")}),
        ]
        lead = tokens[:k]
        lead = lead[:-1] if lead[-1].get("punct") == "," else lead
        whose = [make_token(at, at, {"link": "which"}), way, whom]
        return [*lead, also[0], *whose, also[1], much, *tokens[k + 4 :]]
    return tokens


def same_partners(tokens: Tokens) -> Tokens:
    """ "Exports to China and Japan were $61 bn and $24 bn, compared with imports of $144 bn and $22 bn": from the same two."""
    for k in range(1, len(tokens) - 8):
        flow, way, first = tokens[k - 1 : k + 2]
        if flow.get("measure") not in FLOWS or way.get("role") not in ("to", "from", "with"):
            continue
        if not first.get("area"):
            continue
        sides, told = row(tokens, k + 1, lambda t: bool(t.get("area")) and not t.get("adjective"))
        start = next((n for n in range(told, min(told + _BETWEEN, len(tokens))) if _paid(tokens[n])), None)
        if start is None or len(sides) < 2:
            continue
        amounts, end = row(tokens, start, _paid)
        other = next(
            (n for n in range(end, min(end + _BETWEEN, len(tokens))) if _other_flow(tokens, n, flow)), None
        )
        if other is None:
            continue
        begin = next((n for n in range(other, min(other + 4, len(tokens))) if _paid(tokens[n])), None)
        if begin is None or any(t.get("area") for t in tokens[end:begin]):
            continue
        others, behind = row(tokens, begin, _paid)
        if not len(sides) == len(amounts) == len(others) or tokens[behind : behind + 1] == []:
            continue
        if tokens[behind].get("role") in ("to", "from", "with") or tokens[behind].get("area"):
            continue
        out = tokens[:begin]
        way_back = _WAYS[str(tokens[other].get("measure"))]
        for n, (amount, side) in enumerate(zip(others, sides, strict=True)):
            at = tokens[amount].end
            between = tokens[others[n - 1] + 1 : amount] if n else []
            whom = make_token(at, at, {"area": tokens[side].get("area")})
            out = [*out, *between, tokens[amount], make_token(at, at, {"role": way_back}), whom]
        return [*out, *tokens[behind:]]
    return tokens


def _other_flow(tokens: Tokens, n: int, flow: Token | Quantity) -> bool:
    told = tokens[n].get("measure")
    return told in FLOWS and told != flow.get("measure")


def exceeded_by(tokens: Tokens) -> Tokens:
    """ "Trade with China, at $205 bn, exceeded that with the US by $71 bn": by how much it is more than another's is the
    figure of neither."""
    for k in range(2, len(tokens) - 4):
        over, that, way, whom, by = tokens[k : k + 5]
        if over.get("change") != "reach" or that.get("link") != "which" or not whom.get("area"):
            continue
        if way.get("role") not in _LED or not by.get("extent") or not tokens[k + 5 : k + 6]:
            continue
        if _paid(tokens[k + 5]):
            return [*tokens[:k], *tokens[k + 6 :]]
    return tokens


def years_ago(tokens: Tokens) -> Tokens:
    """ "against $4 bn five years earlier", "Five years ago it was $4 bn": when the amount was; but "the gate, opened five
    years ago," tells none."""
    out = tokens
    for k, t in enumerate(tokens):
        told = t.get("period")
        if told is None or told.kind != "year_prior" or not {"nn", "nn1"} & told.slots.keys():
            continue
        if k and isinstance(tokens[k - 1], Quantity) and tokens[k - 1].unit != "percent":
            continue
        nxt = tokens[k + 1 : k + 2]
        if (not k or tokens[k - 1].get("punct") in (",", ";")) and nxt and _goes_on(nxt[0], k):
            continue
        if out is tokens:
            out = list(tokens)
        out[k] = make_token(t.start, t.end, {"period": PeriodMatch("skip", {"text": told.slots["text"]})})
    return out


def _goes_on(t: Token | Quantity, k: int) -> bool:
    """Whether what was then is told next: "Five years ago it was"."""
    return bool(t.get("change") or t.get("area") or t.get("measure") or not k and t.get("punct") == ",")


def swung_from(tokens: Tokens) -> Tokens:
    """ "swung to a deficit of $1.2 bn in May from a surplus of $0.6 bn a month earlier", "against a $0.6 bn surplus": that
    surplus is of the earlier time."""
    for k in range(3, len(tokens) - 3):
        start, one, two, three = tokens[k : k + 4]
        if start.get("change") != "start" and start.get("compare") != "base":
            continue
        told = next((t for t in reversed(tokens[:k]) if t.get("measure") in BALANCES), None)
        if told is None or not any(map(_paid, tokens[:k])):
            continue
        against = make_token(start.start, start.end, {"compare": "base"})
        if one.get("measure") in BALANCES and two.get("role") == "of" and _paid(three):
            return [*tokens[:k], against, *tokens[k + 1 :]]
        if _paid(one) and two.get("measure") in BALANCES and two.get("measure") != told.get("measure"):
            balance = make_token(one.start, one.start, {"measure": two.get("measure")})
            of = make_token(one.start, one.start, {"role": "of"})
            ago = (
                [make_token(one.end + 1, three.end, {**three})] if three.get("compare") == "mom" else [three]
            )
            return [*tokens[:k], against, balance, of, one, *ago, *tokens[k + 4 :]]
    return tokens


def more_than_sold(tokens: Tokens) -> Tokens:
    """ "bought $43 bn more from China than it sold there in five months": the time is that of the whole."""
    for k in range(4, len(tokens) - 2):
        if tokens[k].get("compare") != "base" or not any(map(_paid, tokens[:k])):
            continue
        n = k + 1
        while n < len(tokens) and (tokens[n].get("anaphor") or tokens[n].get("measure") in ("sell", "buy")):
            n += 1
        sold = any(t.get("measure") in ("sell", "buy") for t in tokens[k + 1 : n])
        if sold and n < len(tokens) and tokens[n].get("period"):
            return [*tokens[:k], tokens[n], *tokens[k:n], *tokens[n + 1 :]]
    return tokens
