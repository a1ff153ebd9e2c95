"""Investors whose parts of a host's foreign capital are told."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import PAID, Tokens

_NAMED = 6  # most tokens of what names all capital
_HEAD = 6  # most tokens from a host to what is invested there


def holds_part_there(tokens: Tokens) -> Tokens:
    """中国占老挝外商投资的60%: as in 中国对老挝投资占60%."""
    for k in range(1, len(tokens) - 3):
        who, host = tokens[k - 1].get("area"), tokens[k + 1].get("area")
        if tokens[k].get("share") != "share" or not _apart(who, host):
            continue
        ends = (n for n in range(k + 2, min(k + 2 + _NAMED, len(tokens))) if not _of_capital(tokens[n]))
        n = next(ends, k)
        whole = next((t for t in tokens[k + 2 : n] if _invested(t)), None)
        if whole is None or not isinstance(tokens[n], Quantity) or tokens[n].unit != "percent":
            continue
        if k > 1 and not (tokens[k - 2].get("punct") or tokens[k - 2].get("period")):
            continue
        at = tokens[k].start
        there = [
            make_token(at, at, {"role": "to"}),
            make_token(at, at, {"area": host}),
            make_token(at, at, {"measure": whole.get("measure")}),
        ]
        return [*tokens[:k], *there, make_token(at, tokens[k].end, {"share": "share"}), *tokens[n:]]
    return tokens


def parts_of_host(tokens: Tokens) -> Tokens:
    """柬埔寨上半年批准投资中，中国占49%，越南占4%: in the host that the sentence opens with."""
    k = next((k for k, t in enumerate(tokens) if t.get("area")), len(tokens))
    ahead = tokens[:k]
    if not all(t.get("period") or t.get("punct") == "," for t in ahead) or not _country(tokens[k : k + 1]):
        return tokens
    n = next((n for n in range(k + 1, min(k + _HEAD, len(tokens))) if _invested(tokens[n])), None)
    if (
        n is None
        or not all(map(_granted, tokens[k + 1 : n]))
        or not any(map(_taken_in, tokens[k + 1 : n + 1]))
    ):
        return tokens
    end = next((m for m in range(n + 1, len(tokens)) if not _invested(tokens[m])), n)
    comma, who, share = (*tokens[end : end + 3], *[None] * 3)[:3]
    if share is None or comma.get("punct") != "," or not _country([who]):
        return tokens
    if (
        share.get("share") != "share"
        and tokens[end + 3 : end + 4]
        and tokens[end + 3].get("share") != "share"
    ):
        return tokens
    at = tokens[k].start
    return [*ahead, make_token(at, at, {"role": "at"}), *tokens[k:]]


def _country(found: Tokens) -> bool:
    return bool(found) and (area := found[0].get("area")) is not None and area.type == "country"


def _apart(who: Area | None, host: Area | None) -> bool:
    return who is not None and host is not None and host.type == "country" and who.country != host.code


def _invested(t: Token | Quantity) -> bool:
    return not isinstance(t, Quantity) and str(t.get("measure")).startswith("fdi") and not t.get("role")


def _granted(t: Token | Quantity) -> bool:
    """Words between a host and what is invested there."""
    if isinstance(t, Quantity) or t.get("area") or t.get("role") not in (None, "of"):
        return False
    return bool(t.get("period") or t.get("tense") or t.get("measure") == "attract" or t.get("role"))


def _taken_in(t: Token | Quantity) -> bool:
    """批准, 吸引, 外资: what is said of capital that comes in."""
    return bool(t.get("tense") or t.get("measure") == "attract" or t.get("noun") == "inward")


def _of_capital(t: Token | Quantity) -> bool:
    """吸引外资总额的: the words between the host and the part."""
    if isinstance(t, Quantity) or t.get("area"):
        return False
    named = _invested(t) or t.get("measure") == "attract" or t.get("link") == "total"
    return named or bool(t.get("tense")) or t.get("share") == "whole" or t.get("role") == "of"


def others_there(tokens: Tokens) -> Tokens:
    """中国是老挝最大投资国，占60%；泰国和越南分别占20%和15%: the others invest in that host, too."""
    ranked = next((k for k, t in enumerate(tokens) if t.get("rank_noun") == "fdi_registered"), 0)
    if ranked < 4 or not isinstance(tokens[ranked - 1], Quantity) or tokens[ranked - 1].unit != "rank":
        return tokens
    who, verb, host = tokens[ranked - 4 : ranked - 1]
    if verb.get("change") != "reach" or not _apart(who.get("area"), host.get("area")):
        return tokens
    out = list(tokens)
    for k in range(len(tokens) - 2, ranked, -1):
        if not tokens[k - 1].get("punct"):
            continue
        end = k
        while end < len(tokens) and (_other(tokens, end, host["area"]) or end > k and _and(tokens[end])):
            end += 1
        if end == k or not _placed(tokens, end):
            continue
        at = tokens[end - 1].end
        there = [{"role": "to"}, {"area": host["area"]}, {"measure": "fdi"}]
        out[end:end] = [make_token(at, at, said) for said in there]
    return out if len(out) > len(tokens) else tokens


def _other(tokens: Tokens, k: int, host: Area) -> bool:
    return _country(tokens[k : k + 1]) and tokens[k]["area"].code != host.code


def _and(t: Token | Quantity) -> bool:
    return t.get("link") == "and"


def _placed(tokens: Tokens, k: int) -> bool:
    """居第三, 分别占20%, 4亿美元: a place, a part or an amount right behind those who invest."""
    for t in tokens[k : k + _NAMED // 2]:
        if isinstance(t, Quantity):
            return t.unit in PAID or t.unit in ("rank", "percent")
        if not (t.get("share") == "share" or t.get("link") == "respectively" or t.get("hedge")):
            return False
    return False
