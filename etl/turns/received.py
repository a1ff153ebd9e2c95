"""Hosts and sectors that are said to receive so much of what is invested."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, TOLD, Tokens, good

_TOOK = frozenset({"attract", "buy"})
_WHOSE = 7  # most tokens from "of China's investment" to the first host


def received_of_theirs(tokens: Tokens) -> Tokens:
    """ "Laos received 70.8 m USD of Vietnam's overseas investment, Singapore 67.5 m and Germany 32 m": Vietnam's investment
    in each of them."""
    for k in range(len(tokens) - 5):
        host, took, much, of, whose = tokens[k : k + 5]
        if not _nation(host) or took.get("measure") not in _TOOK or not _much(much):
            continue
        if of.get("role") != "of" or not _nation(whose) or whose.get("area") == host.get("area"):
            continue
        if k and not tokens[k - 1].get("punct"):
            continue
        end = k + 5
        end += bool(tokens[end].get("directed") and not tokens[end].get("measure"))
        if not _capital(tokens, end):
            continue
        members, end = _members(tokens, end + 1, [(host, much)], much.unit)
        if len(members) < 2:
            continue
        return [*tokens[:k], *_in_each(whose, tokens[end - 1], members), *tokens[end:]]
    return tokens


def of_theirs_received(tokens: Tokens) -> Tokens:
    """ "Of China's investment in ASEAN in 2021, Singapore received 42.6 percent, Indonesia 22.2": its investment in each."""
    if len(tokens) < 6 or not (tokens[0].get("role") == "of" or tokens[0].get("share") == "whole"):
        return tokens
    whose = tokens[1]
    n = next((n for n in range(2, 5) if _capital(tokens, n)), 0)
    if not _nation(whose) or not n:
        return tokens
    for k in range(n + 1, min(n + _WHOSE, len(tokens) - 2)):
        host, took, much = tokens[k : k + 3]
        if isinstance(host, Quantity) or tokens[k - 1].get("punct") != ",":
            continue
        if not _host(host) or took.get("measure") not in _TOOK or not _much(much):
            return tokens
        members, end = _members(tokens, k + 3, [(host, much)], much.unit)
        when = [t for t in tokens[n + 1 : k - 1] if t.get("period")]
        return [*when, *_in_each(whose, tokens[n], members), *tokens[end:]]
    return tokens


def goods_received(tokens: Tokens) -> Tokens:
    """ "Vietnam received fruit worth 200 m USD in return": it imported fruit."""
    for k in range(1, len(tokens) - 3):
        t = tokens[k]
        if t.get("noun") != "receives" or t.get("measure") != "attract" or not good(tokens[k + 1]):
            continue
        n = k + 2
        while n < len(tokens) - 1 and good(tokens[n]):
            n += 1
        money = tokens[n + 1 : n + 2]
        if tokens[n].get("measure") != "value" or not money or not isinstance(money[0], Quantity):
            continue
        if money[0].unit in PAID and _nation(tokens[k - 1]):
            return [*tokens[:k], make_token(t.start, t.end, {"measure": "imports"}), *tokens[k + 1 :]]
    return tokens


def went_to_hosts(tokens: Tokens) -> Tokens:
    """ "Vietnam's investment abroad reached 534 m USD, of which 13 percent went to Laos and 12 percent to Singapore": they
    account for so much of it."""
    if any(t.get("measure") in TOLD and not t.get("role") for t in tokens):
        return tokens
    k = next((k for k, t in enumerate(tokens) if t.get("link") == "of_which"), None)
    if k is None or not any(_capital(tokens, n) for n in range(k)):
        return tokens
    out: Tokens = []
    n = k + 1
    while n + 2 < len(tokens):
        much, went, host = tokens[n : n + 3]
        part = isinstance(much, Quantity) and much.unit == "percent"
        if not part or went.get("role") != "to" or not _host(host):
            break
        out += [host, make_token(went.start, went.start, {"share": "share"}), much]
        n += 3
        if tokens[n : n + 1] and _joins(tokens[n]):
            out.append(tokens[n])
            n += 1
    return [*tokens[: k + 1], *out, *tokens[n:]] if len(out) > 3 else tokens


def mostly_in_sectors(tokens: Tokens) -> Tokens:
    """ "They registered 27.7 bn USD, mostly in manufacturing (60.6 percent) and real estate (16.1 percent)": these account for
    so much of it."""
    k = next((k for k in range(1, len(tokens) - 4) if _sector_share(tokens, k) and _led(tokens, k)), None)
    if k is None or not any(_capital(tokens, n) for n in range(k)):
        return tokens
    out: Tokens = []
    n = k
    while n + 3 < len(tokens) and _sector_share(tokens, n):
        sector, opened, part, closed = tokens[n : n + 4]
        out += [sector, make_token(opened.start, opened.end, {"share": "share"}), part]
        n += 4
        while tokens[n : n + 1] and (_joins(tokens[n]) or tokens[n].get("role") in ("at", "to")):
            if not tokens[n].get("role"):
                out.append(tokens[n])
            n += 1
    comma = make_token(tokens[k - 1].start, tokens[k - 1].start, {"punct": ","})
    return [*tokens[: k - 1], comma, *out, *tokens[n:]]


def _led(tokens: Tokens, k: int) -> bool:
    return tokens[k - 1].get("role") in ("at", "to")


def _sector_share(tokens: Tokens, k: int) -> bool:
    """Whether a sector stands with its share in brackets."""
    sector, opened, part, closed = (*tokens[k : k + 4], None, None, None, None)[:4]
    if closed is None or isinstance(sector, Quantity) or not sector.get("sector"):
        return False
    share = isinstance(part, Quantity) and part.unit == "percent"
    return share and opened.get("punct") == "(" and closed.get("punct") == ")"


def _members(tokens: Tokens, n: int, members: list, unit: str | None) -> tuple[list, int]:
    """The hosts that follow in a list, each with its amount, and where it ends."""
    while n + 2 < len(tokens):
        m = n
        while m < len(tokens) and m < n + 2 and _joins(tokens[m]):
            m += 1
        if m == n or m + 1 >= len(tokens) or not _host(tokens[m]):
            break
        q = tokens[m + 1 + bool(tokens[m + 1].get("hedge"))] if m + 2 < len(tokens) else tokens[m + 1]
        if not _much(q) or q.unit != unit:
            break
        members.append((tokens[m], q))
        n = m + 2 + bool(tokens[m + 1].get("hedge"))
    return members, n


def _in_each(whose: Token, capital: Token, members: list) -> Tokens:
    who = make_token(whose.start, whose.end, {"area": whose.get("area"), "adjective": True})
    out: Tokens = [who, make_token(whose.end, whose.end, {"measure": "fdi", "noun": "firm"})]
    for host, much in members:
        out += [make_token(host.start, host.start, {"role": "at"}), host]
        if much.unit == "percent":
            out.append(make_token(host.end, host.end, {"share": "share"}))
        out += [much, make_token(much.end, much.end, {"punct": ","})]
    return out[:-1]


def _joins(t: Token | Quantity) -> bool:
    return t.get("punct") == "," or t.get("link") == "and"


def _capital(tokens: Tokens, k: int) -> bool:
    t = tokens[k] if k < len(tokens) else None
    return t is not None and not isinstance(t, Quantity) and str(t.get("measure")).startswith("fdi")


def _much(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and (t.unit in PAID or t.unit == "percent")


def _nation(t: Token | Quantity) -> bool:
    return (area := t.get("area")) is not None and area.type == "country"


def _host(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is not None and not t.get("adjective") and area.type != "world"
