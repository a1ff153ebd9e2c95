"""Whom a country's investments abroad went to, where a list names the hosts without a word for "in"."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.amounts_in_order import row
from etl.turns.shapes import PAID, Tokens

_TRADE = frozenset({"exports", "imports", "trade_total", "sell", "buy"})

_BETWEEN = 6  # most tokens between the hosts and whose investments they received


def hosts_listed(tokens: Tokens) -> Tokens:
    """ "The countries with the largest investment from Viet Nam were Laos (24.8%) and Cambodia (13.1%)", "Viet Nam's
    biggest investment destinations were Laos with 5 bn and Cambodia with 3 bn": investments in each of them."""
    for k, t in enumerate(tokens[:-3]):
        if not str(t.get("measure")).startswith("fdi") or not (found := _investor(tokens, k)):
            continue
        who, verb = found
        if tokens[verb].get("link") == "respectively" and tokens[verb + 1 : verb + 2]:
            verb += 1
        first = tokens[verb + 1 : verb + 2]
        if (
            verb >= len(tokens)
            or tokens[verb].get("change") != "reach"
            or tokens[verb].get("role")
            or not first
        ):
            continue
        if not _host(first[0], who) or any(_named(u) for u in tokens[:k] if u is not who):
            continue
        out: Tokens = [who, t, tokens[verb]]
        for before, u in zip(tokens[verb:], tokens[verb + 1 :], strict=False):
            listed = not before.get("role") and _host(u, who)
            out += [make_token(before.end, before.end, {"role": "at"}), u] if listed else [u]
        return out
    return tokens


def hosts_in_order(tokens: Tokens) -> Tokens:
    """ "Laos, Cambodia and Venezuela received the most Vietnamese investment, with 25%, 13% and 8%, respectively": what
    Viet Nam put into each of them."""
    end = 0
    while end < len(tokens) and (
        tokens[end].get("area") or tokens[end].get("punct") == "," or tokens[end].get("link") == "and"
    ):
        end += 1
    if end < 3 or not all(_host(t, None) for t in tokens[:end] if t.get("area")):
        return tokens
    for k in range(end, min(end + _BETWEEN, len(tokens) - 1)):
        who, put = tokens[k], tokens[k + 1]
        if isinstance(who, Quantity) and who.unit != "rank":
            break
        if not who.get("area"):
            continue
        if who.get("area").type != "country" or not str(put.get("measure")).startswith("fdi") or k == end:
            break
        own = make_token(who.start, who.end, {"area": who.get("area"), "adjective": True})
        abroad = make_token(put.start, put.end, {**put, "noun": "firm"})
        into = make_token(tokens[end].start, tokens[end].end, {"role": "at"})
        # the comma of "A, B, and C" would cut the list
        pairs = zip(tokens[:end], tokens[1 : end + 1], strict=False)
        hosts = [t for t, u in pairs if not (t.get("punct") and u.get("link") == "and")]
        return [own, abroad, into, *hosts, *tokens[k + 2 :]]
    return tokens


def hosts_with_amounts(tokens: Tokens) -> Tokens:
    """ "China's investment in ASEAN rose; Indonesia, Vietnam and Thailand were the main destinations, with 3.1 bn, 2.8 bn and
    1.5 bn": put into each of them."""
    starts = [k for k, t in enumerate(tokens) if _host(t, None) and (not k or _stops(tokens[k - 1]))]
    start, hosts, end = 0, [], 0
    for k in starts[:4]:
        start, (hosts, end) = k, row(tokens, k, lambda t: _host(t, None))
        if len(hosts) > 1:
            break
    if len(hosts) < 2 or end + 2 >= len(tokens) or tokens[end].get("change") != "reach":
        return tokens
    first = next((k for k in range(end + 1, len(tokens)) if isinstance(tokens[k], Quantity)), 0)
    while first and isinstance(tokens[first], Quantity) and tokens[first].unit == "rank":
        first = next((k for k in range(first + 1, len(tokens)) if isinstance(tokens[k], Quantity)), 0)
    said = tokens[end + 1 : first]
    if not any(t.get("rank_noun") == "exports" for t in said) or any(
        t.get("measure") in _TRADE for t in said
    ):
        return tokens
    whose = next((t for t in said if t.get("area")), None)
    fdi = next((t for t in said if str(t.get("measure")).startswith("fdi")), None)
    told = start > 1 and any(str(t.get("measure")).startswith("fdi") for t in tokens[:start])
    if not (told and whose is None or whose is not None and fdi is not None):
        return tokens
    amounts, behind = row(tokens, first, lambda t: isinstance(t, Quantity) and t.unit in PAID)
    if len(amounts) != len(hosts):
        return tokens
    lead = [] if whose is None else [whose, fdi]
    out = [*tokens[:start], *lead]
    for host, k in zip(hosts, amounts, strict=True):
        at = tokens[k].start
        into = [make_token(at, at, {"role": "at"}), make_token(at, at, {"area": tokens[host].get("area")})]
        out += [*into, tokens[k], make_token(tokens[k].end, tokens[k].end, {"punct": ","})]
    return [*out[:-1], *(t for t in tokens[behind:] if t.get("link") != "respectively")]


def _stops(t: Token | Quantity) -> bool:
    return t.get("punct") in (";", ".") or bool(t.get("period"))


def _investor(tokens: Tokens, k: int) -> tuple[Token, int] | None:
    """Whose investments token ``k`` tells of, and where what comes behind begins."""
    before = tokens[k - 1] if k else None
    if before is not None and before.get("area") and before.get("adjective"):
        return before, k + 1
    way, from_ = tokens[k + 1], tokens[k + 2]
    if before is not None and before.get("measure") == "attract":
        # "nước nhận đầu tư nhiều nhất của Việt Nam là Lào (24,7%)"
        n = k + 1 + (isinstance(way, Quantity) and way.unit == "rank")
        if tokens[n].get("role") == "of" and n + 2 < len(tokens) and tokens[n + 1].get("area"):
            n += 2
            return tokens[n - 1], n + (isinstance(tokens[n], Quantity) and tokens[n].unit == "rank")
    if way.get("role") == "from" and from_.get("area"):
        return from_, k + 3
    if way.get("rank_noun") and k > 1 and isinstance(before, Quantity) and before.unit == "rank":
        owner = tokens[k - 2]
        return (owner, k + 2) if owner.get("area") else None
    return None


def _host(t: Token | Quantity, who: Token | None) -> bool:
    area = t.get("area")
    if area is None or area.type != "country" or t.get("adjective"):
        return False
    return who is None or area.code != who.get("area").code


def _named(t: Token | Quantity) -> bool:
    return bool(t.get("area") or t.get("anaphor") not in (None, "both") or t.get("period"))


def province_hosts(tokens: Tokens) -> Tokens:
    """ "Guangxi attracted 12 Vietnamese projects", "Yunnan is home to 12": they stand in that province."""
    for k in range(len(tokens) - 4):
        host, verb = tokens[k : k + 2]
        n = k + 2 + bool(tokens[k + 2].get("hedge") and not isinstance(tokens[k + 2], Quantity))
        many, whose, noun = (*tokens[n : n + 3], host, host, host)[:3]
        place, nation = host.get("area"), whose.get("area")
        if place is None or place.type != "province" or nation is None or not whose.get("adjective"):
            continue
        if not isinstance(many, Quantity) or many.unit != "projects" or place.country == nation.country:
            continue
        if verb.get("measure") != "attract" and verb.get("share") != "share":
            continue
        if (
            noun.get("measure") != "fdi_projects"
            or k
            and not (tokens[k - 1].get("punct") or tokens[k - 1].get("period"))
        ):
            continue
        at = make_token(noun.end, noun.end, {"role": "at"})
        there = make_token(noun.end, noun.end, {"area": place})
        return [*tokens[:k], *tokens[k + 2 : n + 3], at, there, *tokens[n + 3 :]]
    return tokens
