"""Turns of phrase of languages that write no blanks between words: a sentence's tokens are put so that the reader
finds what it looks for. No word is added, and every token keeps its place in the text."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, Token, make_token

Tokens = list[Token | Quantity]

_TEN_THOUSAND = 4  # the scale from which a number of travellers is told as a whole
_NEAR = 1  # most code points between a pair and what it is named before


def turned_unspaced(tokens: Tokens, kinds: set[str], measures: set[object], units: set[str | None]) -> Tokens:
    """The tokens of a sentence with these turns as the reader knows them; what is given is as in :func:`etl.turns.turned`."""
    if "pair" in kinds:
        tokens = _on_their_border(_behind_both(tokens))
    if "percent" in units and "buy" in measures and "exports" in measures:
        tokens = _bought_share(tokens)
    if "percent" in units and len(units) > 1 and "share" in kinds:
        tokens = _part_of_number(tokens)
    if "percent" in units and "attract" in measures and "exports" in measures:
        tokens = _took_part(tokens)
    if "percent" in units and "share" in kinds and "role" in kinds:
        tokens = _part_within(tokens)
    return tokens


def _took_part(tokens: Tokens) -> Tokens:
    """越南果蔬出口13亿美元，中国吸收了77%: what a market takes of exports is its share of them."""
    if any(str(t.get("measure")).startswith("fdi") for t in tokens if not isinstance(t, Quantity)):
        return tokens
    out = list(tokens)
    for k in range(1, len(tokens) - 1):
        who, verb, q = tokens[k - 1 : k + 2]
        if verb.get("measure") == "attract" and who.get("area") and isinstance(q, Quantity):
            if q.unit == "percent":
                out[k] = make_token(verb.start, verb.end, {"share": "share"})
    return out


def _part_within(tokens: Tokens) -> Tokens:
    """与越南的进出口额为398亿元，在其对东盟贸易中占33.8%: the whole is told before the word for its part."""
    for k in range(1, len(tokens) - 4):
        if tokens[k].get("role") != "at" or not tokens[k - 1].get("punct"):
            continue
        words = tokens[k + 1 : k + 8]
        n = next((n for n, t in enumerate(words) if t.get("share") == "share"), 0)
        at = k + 2 + n + bool(n and words[n + 1 : n + 2] and words[n + 1].get("change") == "reach")
        q = tokens[at] if n and at < len(tokens) else None
        if not isinstance(q, Quantity) or q.unit != "percent":
            continue
        if not (words[n - 1].get("measure") or words[n - 1].get("link") == "total"):
            continue
        among = [t for t in words[:n] if (area := t.get("area")) and area.type == "bloc" or t.get("directed")]
        if among and not any(isinstance(t, Quantity) or t.get("punct") for t in words[:n]):
            of = make_token(words[n].end, words[n].end, {"role": "of"})
            return [*tokens[:k], words[n], *words[:n], of, *tokens[at:]]
    return tokens


def _behind_both(tokens: Tokens) -> Tokens:
    """第四大贸易伙伴，居美日韩之后: those whom somebody comes behind trade nothing with each other here."""
    for k in range(len(tokens) - 1):
        pair, behind = tokens[k], tokens[k + 1]
        if pair.get("pair") and behind.get("role") == "behind" and behind.start - pair.end <= _NEAR:
            return [*tokens[:k], *tokens[k + 2 :]]
    return tokens


def _on_their_border(tokens: Tokens) -> Tokens:
    """南宁海关在中越边境监管货物: where the goods pass, and not whose they are, where an office or a place has been named."""
    for k in range(1, len(tokens) - 2):
        at, pair, border = tokens[k : k + 3]
        if at.get("role") != "at" or not pair.get("pair") or border.get("noun") != "gate":
            continue
        office = next((t for t in tokens[:k] if t.get("area") and t.get("compiler")), None)
        if office is None:
            continue
        sides = str(pair.get("pair")).split("+")
        beyond = next((code for code in sides if code != office["area"].country), None)
        if beyond is not None and office["area"].country in sides:
            way = make_token(at.start, at.end, {"role": "with"})
            side = make_token(pair.start, pair.end, {"area": Area(beyond, "country")})
            return [*tokens[:k], way, side, *tokens[k + 2 :]]
    return tokens


def _bought_share(tokens: Tokens) -> Tokens:
    """中国购买了越南27%的农产品出口: a share of exports that a market has."""
    for k in range(1, len(tokens) - 4):
        buyer, verb, seller, share, of = tokens[k - 1 : k + 4]
        if verb.get("measure") != "buy" or not buyer.get("area") or not seller.get("area"):
            continue
        if not isinstance(share, Quantity) or share.unit != "percent" or of.get("role") != "of":
            continue
        end = k + 5 if tokens[k + 4].get("commodity") else k + 4
        if end >= len(tokens) or tokens[end].get("measure") != "exports":
            continue
        took = make_token(verb.start, verb.end, {"share": "share"})
        return [*tokens[:k], took, seller, *tokens[k + 4 : end + 1], share, *tokens[end + 1 :]]
    return tokens


def _part_of_number(tokens: Tokens) -> Tokens:
    """占1280万外国游客的近三分之一: the part before the number that it is of."""
    for k in range(len(tokens) - 4):
        at = k + 2 if tokens[k + 1].get("area") else k + 1
        if tokens[k].get("share") != "share" or at + 3 >= len(tokens):
            continue
        whole, noun, of = tokens[at : at + 3]
        if not isinstance(whole, Quantity) or whole.scale < _TEN_THOUSAND:
            continue
        if isinstance(noun, Quantity) or not noun.get("measure") or of.get("role") != "of":
            continue
        n = at + 4 if tokens[at + 3].get("hedge") else at + 3
        part = tokens[n] if n < len(tokens) else None
        if not isinstance(part, Quantity) or part.unit != "percent":
            continue
        return [*tokens[: k + 1], *tokens[at + 3 : n + 1], of, *tokens[k + 1 : at + 2], *tokens[n + 1 :]]
    return tokens
