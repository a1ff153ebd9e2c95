"""Growth told beside another time's, another flow's or the level it led to: "grew faster in June (5.8%) than in May (4.8%)"."""

from __future__ import annotations

from etl.tokens import PeriodMatch, Quantity, Token, make_token
from etl.turns.amounts_in_order import row
from etl.turns.shapes import FLOWS, PAID, Tokens

_MOVES = ("up", "down")
_OWNED = len("'s ")  # between a month and a growth that is said to be the month's
_NAMED = frozenset({"month", "quarter", "half1", "half2", "year"})


def _percent(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit == "percent"


def faster_than(tokens: Tokens) -> Tokens:
    """ "grew faster in June (5.8%) than in May (4.8%)": grew 5.8% in June, against 4.8% in May."""
    for k in range(len(tokens) - 9):
        up, now, opened, much, closed, than, then, again, other, end = tokens[k : k + 10]
        if up.get("change") not in _MOVES or not now.get("period") or not then.get("period"):
            continue
        if opened.get("punct") != "(" or closed.get("punct") != ")" or again.get("punct") != "(":
            continue
        if _percent(much) and _percent(other) and than.get("compare") == "base" and end.get("punct") == ")":
            comma = make_token(closed.start, closed.end, {"punct": ","})
            return [*tokens[: k + 1], much, now, comma, than, other, then, *tokens[k + 10 :]]
    return tokens


def quicker_than(tokens: Tokens) -> Tokens:
    """ "rose 16.8% in June, quicker than the 14.8% of May": against a growth of 14.8% in May."""
    for k in range(3, len(tokens) - 2):
        than, much, then = tokens[k : k + 3]
        owned = much.get("period") and _percent(then) and then.start - much.end >= _OWNED
        if owned and tokens[k].get("compare") in ("higher", "lower"):
            # "faster than February's 5 percent", but "cao hơn tháng 10 23,54%"
            of = make_token(then.end, then.end, {"role": "of"})
            return quicker_than([*tokens[: k + 1], then, of, much, *tokens[k + 3 :]])
        if k + 3 >= len(tokens):
            break
        than, much, of, then = tokens[k : k + 4]
        if than.get("compare") not in ("base", "higher", "lower") or not _percent(much):
            continue
        if of.get("role") != "of" or then.get("period") is None or then["period"].kind not in _NAMED:
            continue
        if tokens[k - 1].get("punct") != ",":
            continue
        grew = next((n for n in range(k - 1, 0, -1) if isinstance(tokens[n], Quantity)), 0)
        if grew and _percent(tokens[grew]) and tokens[grew - 1].get("change") in _MOVES:
            against = make_token(than.start, than.end, {"compare": "base"})
            return [*tokens[:k], against, much, *tokens[k + 3 :]]
    return tokens


def with_a_rise(tokens: Tokens) -> Tokens:
    """ "With a rise of 20.5%, exports totalled $90 bn": the level first."""
    if len(tokens) < 7 or tokens[0].get("role") != "with" or tokens[1].get("change") not in _MOVES:
        return tokens
    n = 2 + (tokens[2].get("role") == "of")
    if not _percent(tokens[n]) or tokens[n + 1].get("punct") != ",":
        return tokens
    level = next((k for k in range(n + 2, len(tokens)) if isinstance(tokens[k], Quantity)), None)
    if level is None or tokens[level].unit not in PAID:
        return tokens
    if not any(t.get("measure") for t in tokens[n + 2 : level]):
        return tokens
    at = tokens[level].end
    comma = make_token(at, at, {"punct": ","})
    behind = level + 1
    while behind < len(tokens) and tokens[behind].get("period"):
        behind += 1
    moved = make_token(at, at, {"change": tokens[1].get("change")})
    return [*tokens[n + 2 : behind], comma, moved, tokens[n], *tokens[behind:]]


def one_in_other(tokens: Tokens) -> Tokens:
    """ "A 16.3% jump in exports and a 20.2% one in imports": imports jumped, too."""
    for k in range(4, len(tokens) - 3):
        much, one, into, flow = tokens[k : k + 4]
        if not _percent(much) or one.get("number") != 1 or into.get("role") not in ("at", "to", "of"):
            continue
        joint, told, way, moved = tokens[k - 1], tokens[k - 2], tokens[k - 3], tokens[k - 4]
        if joint.get("link") not in ("and", "but") or told.get("measure") not in FLOWS:
            continue
        if flow.get("measure") in FLOWS and way.get("role") == into.get("role") and moved.get("change"):
            again = make_token(one.start, one.end, {"change": moved.get("change")})
            return [*tokens[: k + 1], again, *tokens[k + 2 :]]
    return tokens


def share_behind_growth(tokens: Tokens) -> Tokens:
    """ "up 449 percent and 10.1 percent of its 4.91 million arrivals", "7 percent more and 17 percent of its total of 354 bn":
    a growth, and a share of the whole, which is another clause's."""
    for k in range(1, len(tokens) - 3):
        joint, part, of = tokens[k : k + 3]
        if joint.get("link") != "and" or not _percent(part) or of.get("role") != "of":
            continue
        n = k + 3
        while (
            n < len(tokens) - 1 and n < k + 6 and not isinstance(tokens[n], Quantity) and _to_whole(tokens[n])
        ):
            n += 1
        whole = tokens[n]
        if not isinstance(whole, Quantity) or whole.unit in ("percent", "rank", "times"):
            continue
        grew = next((m for m in range(k - 1, max(-1, k - 4), -1) if _percent(tokens[m])), -1)
        if grew < 0:
            continue
        beside = [*tokens[max(0, grew - 1) : grew], *tokens[grew + 1 : k]]
        if any(t.get("change") in ("up", "down") or t.get("compare") in ("higher", "lower") for t in beside):
            at = part.start
            ended = [
                make_token(joint.start, joint.end, {"punct": ","}),
                make_token(at, at, {"share": "share"}),
            ]
            return [*tokens[:k], *ended, *tokens[k + 1 :]]
    return tokens


def _to_whole(t: Token | Quantity) -> bool:
    return bool(
        t.get("role") == "of" or t.get("link") == "total" or t.get("hedge") or t.get("share") == "whole"
    )


def growth_then(tokens: Tokens) -> Tokens:
    """ "rose 1.1% in June, after a 3.4% decline a month earlier", "against 5% a year earlier": by how much it moved then."""
    for k in range(3, len(tokens) - 2):
        led = tokens[k]
        if not (led.get("compare") == "base" or led.get("change") == "start" or led.get("role") == "aside"):
            continue
        n = k + 1
        while n < min(k + 4, len(tokens) - 1) and _leads(tokens[n]):
            n += 1
        if not _percent(tokens[n]) or not _grew_before(tokens, k):
            continue
        when = n + 1 + (n + 1 < len(tokens) and tokens[n + 1].get("change") in _MOVES)
        if when >= len(tokens) or not (kind := _ago(tokens[when])):
            continue
        if when + 1 < len(tokens) and not (tokens[when + 1].get("punct") or tokens[when + 1].get("link")):
            continue
        t = tokens[when]
        then = make_token(t.start, t.end, {"period": PeriodMatch(kind, {"text": ""})})
        return [*tokens[:when], then, *tokens[when + 1 :]]
    return tokens


def _leads(t: Token | Quantity) -> bool:
    if isinstance(t, Quantity):
        return False
    return t.get("change") in _MOVES or t.get("role") == "of" or bool(t.get("hedge"))


def _grew_before(tokens: Tokens, k: int) -> bool:
    """Whether a growth is told before, with when it was."""
    grew = next((n for n in range(k - 1, -1, -1) if isinstance(tokens[n], Quantity)), None)
    if grew is None or not _percent(tokens[grew]) or any(t.get("share") for t in tokens[:k]):
        return False
    return any(t.get("change") in _MOVES for t in tokens[:k]) and any(t.get("period") for t in tokens[:k])


def _ago(t: Token | Quantity) -> str:
    if t.get("compare") == "mom":
        return "month_prior"
    return "period_prior" if t.get("ago") else ""


def dated_flow(tokens: Tokens) -> Tokens:
    """ "growth in China's June exports": in its exports in June."""
    for k in range(2, len(tokens) - 2):
        whose, when, flow = tokens[k : k + 3]
        if not whose.get("area") or whose.get("adjective") or flow.get("measure") not in FLOWS:
            continue
        grew = tokens[k - 1].get("role") == "at" and tokens[k - 2].get("change") in _MOVES
        if grew and when.get("period"):
            return [*tokens[: k + 1], flow, when, *tokens[k + 3 :]]
    return tokens


def by_behind(tokens: Tokens) -> Tokens:
    """ "Exports and imports rose in 2024, by 14.3% and 16.7%": the mark parts nothing."""
    for k in range(2, len(tokens) - 2):
        moved, when, mark, by, much = tokens[k - 2 : k + 3]
        if moved.get("change") not in _MOVES or not when.get("period") or mark.get("punct") != ",":
            continue
        if by.get("extent") and _percent(much):
            end = row(tokens, k + 2, _percent)[1]
            return [*tokens[: k - 1], *tokens[k + 1 : end], when, *tokens[end:]]
    return tokens


def more_than_month(tokens: Tokens) -> Tokens:
    """ "đạt 14 tỷ USD, hơn tháng 7 là 12%": so much more than in that month."""
    for k in range(1, len(tokens) - 2):
        more, then = tokens[k : k + 2]
        if more.get("hedge") != "more_than" or (m := then.get("period")) is None or m.kind != "month":
            continue
        ahead = tokens[k - 1]
        n = k + 2 + (tokens[k + 2].get("change") == "reach")
        q = tokens[n] if n < len(tokens) else more
        if (
            not isinstance(q, Quantity)
            or q.unit != "percent"
            or not (ahead.get("punct") or ahead.get("link"))
        ):
            continue
        up = make_token(more.start, more.end, {"change": "up"})
        base = make_token(then.start, then.start, {"compare": "base"})
        return [*tokens[:k], up, q, base, then, *tokens[n + 1 :]]
    return tokens


def both_fewer(tokens: Tokens) -> Tokens:
    """ "Taiwan sent 17.9 percent and Singapore 43.9 percent fewer": both sent fewer. "China took 40 percent and Japan bought
    8 percent less" tells a share of the first."""
    for k in range(1, len(tokens) - 4):
        verb, much, joined, _, other = tokens[k - 1 : k + 4]
        if not _percent(much) or not _percent(other) or verb.get("measure") not in ("sell", "buy"):
            continue
        n = k + 2
        if not (joined.get("link") == "and" or joined.get("punct") == ",") or not tokens[n].get("area"):
            continue
        last = tokens[n + 2] if n + 2 < len(tokens) else other
        if last.get("compare") not in ("lower", "higher") or not _closes(tokens[n + 3 : n + 4]):
            continue
        again = make_token(much.end, much.end, {"compare": last.get("compare")})
        return [*tokens[: k + 1], again, *tokens[k + 1 :]]
    return tokens


def _closes(behind: Tokens) -> bool:
    return not behind or bool(behind[0].get("punct"))
