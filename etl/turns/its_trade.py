"""Trade and investors that a country is said to call its own."""

from __future__ import annotations

from etl.language import Area
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens

_BETWEEN = 24  # most letters from the word "its" to that for trade: "its annual foreign trade"


def its_trade(tokens: Tokens, text: str, owners: tuple[str, ...], home: str) -> Tokens:
    """ "Laos saw its annual trade reach 15.5 bn": Laos's, where it is the only one named before; "Laos saw its trade with
    Vietnam grow" names the other."""
    k = next((k for k, t in enumerate(tokens) if t.get("measure") == "trade_total"), 0)
    if not k or tokens[k].get("anaphor"):
        return tokens
    first = next((n for n, t in enumerate(tokens[:k]) if t.get("area") or t.get("pair")), k)
    area = tokens[first].get("area") if first < k else None
    if area is None or area.type != "country" or area.code == home or tokens[first].get("adjective"):
        return tokens
    if (
        first
        and tokens[first - 1].get("role")
        or any(t.get("area") or t.get("pair") for t in tokens[first + 1 : k])
    ):
        return tokens
    led = text[max(tokens[k - 1].end, tokens[k].start - _BETWEEN) : tokens[k].start].split()
    if not any(word in owners and word.isalpha() for word in led):
        return tokens
    behind = tokens[k + 1 : k + 3]
    if len(behind) == 2 and behind[0].get("role") in ("with", "between") and not behind[1].get("punct"):
        return tokens
    at = tokens[k].start
    owner = make_token(at, at, {"area": area, "owner": True})
    between = tokens[first + 1 : k]
    if between and between[-1].get("role") == "at":
        between = between[:-1]  # "a surge in its trade"
    return [*tokens[:first], *between, owner, *tokens[k:]]


def its_investors(tokens: Tokens, text: str, owners: tuple[str, ...], partner: str, home: str) -> Tokens:
    """ "Trade with China came to 140 bn. By November its investors ran 4,203 projects in the country": China's, where they
    invest at home. ``partner``: with whom trade was told of."""
    k = next((k for k, t in enumerate(tokens) if t.get("noun") == "firm"), None)
    if k is None or any(t.get("area") or isinstance(t, Quantity) for t in tokens[:k]):
        return tokens
    led = text[max(0, tokens[k].start - _BETWEEN) : tokens[k].start].split()
    if not led or led[-1] not in owners or not led[-1].isalpha():
        return tokens
    here = (
        t
        for t, u in zip(tokens[k:], tokens[k + 1 :], strict=False)
        if t.get("role") == "at" and _home(u, home)
    )
    if next(here, None) is None:
        return tokens
    at = tokens[k].start
    return [
        *tokens[:k],
        make_token(at, at, {"area": Area(partner, "country"), "adjective": True}),
        *tokens[k:],
    ]


def _home(t: Token | Quantity, home: str) -> bool:
    return (
        t.get("anaphor") in ("other", "country") or (area := t.get("area")) is not None and area.code == home
    )
