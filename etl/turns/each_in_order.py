"""Two that do the same, with an amount each; two flows that grew, with a growth each; what stands between dashes."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import FLOWS, MOVED, Tokens

_TAIL = 14  # most words behind two amounts that say what they are of
_THREE = 3  # trade, and exports and imports
_TAKEN = frozenset({"buy", "imports", "exports"})
_ASIDE = 6  # most words between two dashes


def each_in_order(tokens: Tokens) -> Tokens:
    """ "Thailand and Laos shipped 4.5 bn and 2.2 bn of fruit to China respectively": each its own amount."""
    for k in range(len(tokens) - 7):
        one, joint, two = tokens[k : k + 3]
        n = k + 3 + (tokens[k + 3].get("threshold") == "after")  # "each shipped"
        if not _country(one) or joint.get("link") != "and" or not _country(two) or len(tokens) < n + 5:
            continue
        verb, first, also, second = tokens[n : n + 4]
        if (
            verb.get("measure") not in MOVED
            or k
            and not (tokens[k - 1].get("punct") or tokens[k - 1].get("period"))
        ):
            continue
        if (
            not _amount(first)
            or also.get("link") != "and"
            or not _amount(second)
            or first.unit != second.unit
        ):
            continue
        end = _end(tokens, n + 4)
        if end == n + 4:
            continue
        when = [t for t in tokens[n + 4 : end] if t.get("period")]
        said = [t for t in tokens[n + 4 : end] if not t.get("period") and not _pairs(t)]
        if (tails := _tails(said)) is None:
            continue
        stop = make_token(also.start, also.end, {"punct": ";"})
        again = make_token(verb.start, verb.end, {**verb})
        both = [one, verb, first, *tails[0], stop, two, again, second, *tails[1]]
        return [*tokens[:k], *when, *both, *tokens[end:]]
    return tokens


def taking_in_order(tokens: Tokens) -> Tokens:
    """ "with the EU and the US taking $3.0 bn (up 9%) and $3.8 bn (up 14%)": the EU taking one and the US the other."""
    for k in range(1, len(tokens) - 10):
        if tokens[k - 1].get("role") != "with" or tokens[k + 1].get("link") != "and":
            continue
        one, two, verb, first = tokens[k], tokens[k + 2], tokens[k + 3], tokens[k + 4]
        if not one.get("area") or not two.get("area") or not _amount(first):
            continue
        if isinstance(verb, Quantity) or not (verb.get("change") == "lift" or verb.get("measure") in _TAKEN):
            continue
        n = _beside(tokens, k + 5)
        end = _beside(tokens, n + 2)
        if n == k + 5 or end == n + 2 or tokens[n].get("link") != "and" or not _amount(tokens[n + 1]):
            continue
        rest = tokens[end:]
        paired = [m for m, t in enumerate(rest[:2]) if t.get("link") == "respectively"]
        rest = rest[paired[0] + 1 :] if paired else rest
        took = make_token(one.end, one.end, {**verb})
        at = tokens[n + 1].start
        other = make_token(at, at, {**two})
        each = [one, took, *tokens[k + 4 : n]]
        return [*tokens[:k], *each, tokens[n], other, *tokens[n + 1 : end], *rest]
    return tokens


def _beside(tokens: Tokens, k: int) -> int:
    """Where ends what is told beside an amount, in brackets or between commas: "(up 9%)", ", down 3%,"; ``k`` where
    there is none."""
    if k + 3 > len(tokens):
        return k
    opened = tokens[k].get("punct")
    n = k + 1 + bool(tokens[k + 1].get("change"))
    if opened not in ("(", ",") or n >= len(tokens) or not _growth(tokens[n]):
        return k
    closed = tokens[n + 1].get("punct") if n + 1 < len(tokens) else None
    if opened == "(":
        return n + 2 if closed == ")" else k
    more = n + 2 < len(tokens) and tokens[n + 2].get("link") in ("and", "respectively")
    return n + 2 if closed == "," and more else n + 1


def shared_out(tokens: Tokens) -> Tokens:
    """德国、美国分占出口总额的14.35%和9.76%: as 分别占, where what they are shares of stands between."""
    for k in range(len(tokens) - 3):
        t = tokens[k]
        if isinstance(t, Quantity) or t.get("link") != "respectively" or not t.get("share"):
            continue
        if not isinstance(tokens[k + 1], Quantity) and not t.get("change"):
            each = make_token(t.start, t.start, {"link": "respectively"})
            return [
                *tokens[:k],
                each,
                make_token(t.start, t.end, {"share": t.get("share")}),
                *tokens[k + 1 :],
            ]
    return tokens


def flows_grew(tokens: Tokens) -> Tokens:
    """ "Increases of 24 per cent in exports and 13.6 per cent in imports": exports up 24 and imports 13.6."""
    for k in range(len(tokens) - 6):
        one, at, flow, joint, two, also, other = tokens[k : k + 7]
        if not _growth(one) or at.get("role") != "at" or flow.get("measure") not in FLOWS:
            continue
        if joint.get("link") != "and" or not _growth(two) or also.get("role") != "at":
            continue
        if other.get("measure") not in FLOWS or other.get("measure") == flow.get("measure") or not k:
            continue
        moved = tokens[k - 1]
        if moved.get("change") in ("up", "down"):
            return [*tokens[: k - 1], flow, moved, one, joint, other, moved, two, *tokens[k + 7 :]]
    return tokens


def whole_and_flows(tokens: Tokens) -> Tokens:
    """ "Trade, exports and imports rose by 1.9, 1.5 and 2.4 percent respectively": three, and not a whole told twice."""
    for k in range(2, len(tokens) - 5):
        t = tokens[k]
        if (
            not t.get("flows")
            or tokens[k - 1].get("punct") != ","
            or tokens[k - 2].get("measure") != "trade_total"
        ):
            continue
        listed = [u.unit for u in tokens[k + 1 : k + _TAIL] if isinstance(u, Quantity)]
        if len(listed) != _THREE or len(set(listed)) > 1:
            continue
        first, second = t.get("flows")
        one = make_token(t.start, t.start + 1, {"measure": first})
        joint = make_token(t.start + 1, t.end - 1, {"link": "and"})
        return [*tokens[:k], one, joint, make_token(t.end - 1, t.end, {"measure": second}), *tokens[k + 1 :]]
    return tokens


def bracketed_grew(tokens: Tokens) -> Tokens:
    """ "Exports to China (14.5%) and Singapore (16.7%) increased": by how much each."""
    for c in range(4, len(tokens)):
        moved = tokens[c]
        if moved.get("change") not in ("up", "down") or not _bracketed(tokens, c - 3):
            continue
        behind = tokens[c + 1 : c + 2]
        if behind and (
            isinstance(behind[0], Quantity) or not (behind[0].get("punct") or behind[0].get("link"))
        ):
            continue
        at, opened = c - 3, [c - 3]
        for _ in range(_TAIL):
            ahead = next((n for n in range(at - 4, max(0, at - 7), -1) if _bracketed(tokens, n)), None)
            if ahead is None or any(t.get("measure") or t.get("change") for t in tokens[ahead + 3 : at]):
                break
            at = ahead
            opened.append(at)
        dropped = {n for k in opened for n in (k, k + 2)} | {c}
        return [
            *tokens[:at],
            moved,
            *(t for n, t in enumerate(tokens[at : c + 1], at) if n not in dropped),
            *tokens[c + 1 :],
        ]
    return tokens


def markets_over(tokens: Tokens) -> Tokens:
    """ "The markets with imports of over 6 bn were Indonesia with 6.5 bn and …": the mark that they passed."""
    for k in range(len(tokens) - 7):
        noun, having, flow, of, over, mark, were = tokens[k : k + 7]
        if noun.get("noun") != "market" or having.get("role") != "with" or of.get("role") != "of":
            continue
        if flow.get("measure") not in (*FLOWS, "value", "turnover") or over.get("hedge") != "more_than":
            continue
        named = not isinstance(tokens[k + 7], Quantity) and tokens[k + 7].get("area")
        if isinstance(mark, Quantity) and were.get("change") == "reach" and named:
            passed = make_token(over.start, over.end, {"threshold": "before"})
            return [*tokens[: k + 4], passed, *tokens[k + 5 :]]
    return tokens


def between_dashes(tokens: Tokens) -> Tokens:
    """ "The third-largest - after Singapore and Hong Kong - with 10%": what is said in passing, as between commas."""
    for k in range(len(tokens) - 3):
        if tokens[k].get("punct") != "-" or tokens[k + 1].get("role") != "aside":
            continue
        end = next(
            (n for n in range(k + 2, min(k + _ASIDE + 2, len(tokens))) if tokens[n].get("punct") == "-"), None
        )
        if end is not None:
            one, two = (make_token(tokens[n].start, tokens[n].end, {"punct": ","}) for n in (k, end))
            return [*tokens[:k], one, *tokens[k + 1 : end], two, *tokens[end + 1 :]]
    return tokens


def _end(tokens: Tokens, k: int) -> int:
    """Where ends what is said behind two amounts: with the part of the sentence in which a word pairs the lists; ``k``
    where there is none."""
    paired = False
    for n in range(k, min(k + _TAIL, len(tokens))):
        t = tokens[n]
        paired = paired or t.get("link") == "respectively"
        if t.get("punct") in (";", ".") or t.get("link") == "but":
            return n if paired else k
        if t.get("punct") == "," and paired and tokens[n - 1].get("link") != "respectively":
            return n
    return k


def _pairs(t: Token | Quantity) -> bool:
    return t.get("punct") == "," or t.get("link") == "respectively"


def _tails(said: Tokens) -> tuple[Tokens, Tokens] | None:
    """What is said of each of two amounts: words of both, and of two growths its own; None where numbers are of other
    kinds, or nothing pairs them."""
    numbers = [n for n, t in enumerate(said) if isinstance(t, Quantity)]
    if not numbers:
        return said, said
    if len(numbers) != 2 or numbers[1] != numbers[0] + 2 or said[numbers[0] + 1].get("link") != "and":
        return None
    one, two = numbers
    if not _growth(said[one]) or not _growth(said[two]):
        return None
    return [*said[: two - 1], *said[two + 1 :]], [*said[:one], *said[two:]]


def _bracketed(tokens: Tokens, k: int) -> bool:
    """Whether a growth stands alone in brackets that open at ``k``, behind a name."""
    if k < 1 or k + 2 >= len(tokens) or tokens[k].get("punct") != "(" or tokens[k + 2].get("punct") != ")":
        return False
    number, name = tokens[k + 1], tokens[k - 1]
    named = not isinstance(name, Quantity) and bool(name.get("area") or name.get("commodity"))
    return named and isinstance(number, Quantity) and number.unit == "percent" and number.sign > 0


def _country(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is not None and area.type == "country" and not t.get("adjective")


def _amount(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit not in (None, "percent", "rank", "times")


def _growth(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "percent"
