"""Parts of a market, or of what goes to several, told one by one."""

from __future__ import annotations

from decimal import Decimal

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens, anew

_SHORTEST = 2  # fewest parts
_WHOLE = Decimal(100)
_SHARES = {"share": "share"}


def parts_at_market(tokens: Tokens) -> Tokens:
    """ "Thị phần tại Trung Quốc của Thái Lan và Việt Nam lần lượt là 57% và 42%", "tại Trung Quốc, Thái Lan nắm 57% thị
    phần, Việt Nam 42%": each of them its part of that market."""
    end = len(tokens) - bool(tokens and tokens[-1].get("punct") == ".")
    words = tokens[:end]
    parts = [t for t in words if isinstance(t, Quantity)]
    at = [k for k, t in enumerate(words) if t.get("role") == "at"]
    if len(parts) < _SHORTEST or any(q.unit != "percent" for q in parts) or len(at) != 1:
        return tokens
    m = next((k for k in range(at[0] + 1, min(at[0] + 4, end)) if words[k].get("area")), 0)
    named = words[at[0] + 1 : m]
    if not m or any(not (t.get("noun") == "market" or t.get("commodity")) for t in named):
        return tokens
    owners = [k for k, t in enumerate(words) if t.get("area") and k != m]
    if len(owners) != len(parts) or not all(_said_beside(t) or k in (at[0], m) for k, t in enumerate(words)):
        return tokens
    if not any(t.get("share") == "share" for t in words):
        return tokens
    first = words[owners[0]]
    goods = [t for t in words if t.get("commodity")][:1]
    when = [t for t in words if t.get("period")][:1]
    share = make_token(first.start, first.start, _SHARES)
    was = make_token(parts[0].start, parts[0].start, {"change": "reach"})
    out = [*when, share, *goods, words[owners[0]], words[at[0]], words[m], was, parts[0]]
    for k, part in zip(owners[1:], parts[1:], strict=True):
        out += [make_token(words[k].start, words[k].start, {"punct": ","}), words[k], part]
    return [*out, *tokens[end:]]


def _said_beside(t: Token | Quantity) -> bool:
    if isinstance(t, Quantity) or t.get("area"):
        return True
    if t.get("measure") or t.get("compare") or t.get("change") not in (None, "reach"):
        return False
    if t.get("role") not in (None, "of", "with") or t.get("link") not in (None, "and", "respectively"):
        return False
    return t.get("punct") in (None, ",")


def markets_listed(tokens: Tokens) -> Tokens:
    """ "Thị trường xuất khẩu gạo: Philippines 46,1%, Indonesia 13,9%": the part of each."""
    at = next((k for k, t in enumerate(tokens) if t.get("punct") == ":"), 0)
    ahead = tokens[:at]
    market = [t for t in ahead if t.get("rank_noun") or t.get("noun") == "market"]
    if not market or any(t.get("area") or t.get("change") or isinstance(t, Quantity) for t in ahead):
        return tokens
    found: list[int] = []
    k = at + 1
    while k + 1 < len(tokens) and tokens[k].get("area"):
        part = tokens[k + 1]
        if not isinstance(part, Quantity) or part.unit != "percent":
            break
        found.append(k + 1)
        k += 2
        while k < len(tokens) and (tokens[k].get("punct") in (",", ";") or tokens[k].get("link") == "and"):
            k += 1
    if len(found) < _SHORTEST or sum(tokens[n].value for n in found) > _WHOLE:
        return tokens
    out = [t for t in ahead if not t.get("share")]
    for n in range(at, len(tokens)):
        if n == found[0]:
            out.append(make_token(tokens[n].start, tokens[n].start, _SHARES))
        out.append(anew(tokens[n]) if n in found else tokens[n])
    return out
