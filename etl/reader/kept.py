"""What is remembered of a sentence's reading for those that differ from it in the digits of their numbers only: how
their tokens are put, and where they part. What words mean may depend on what the text said before: a sentence is
remembered for each of these cases, and not at all where numbers of the sentences before count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.language import Language
from etl.semis import statements
from etl.tokens import STARTS, Quantity, Token, Tokens
from etl.turns.counted import numbered

if TYPE_CHECKING:
    from etl.reader.document import Reader

Told = list[Token | Quantity]
# Where each token stood before, or one that was made of words; an empty one leaves them as they are.
Order = tuple[int | Token, ...]

_PARTS, _NUMBERED = "parts", "numbered"
_MOST = 16  # contexts that a sentence is remembered in


def kept_for(reader: Reader, tokens: Told) -> dict | None:
    """What is remembered of a sentence behind others that told of the same; None where nothing may be, since numbers
    of those before count. A text's first one begins otherwise than others."""
    if type(tokens) is not Tokens or reader.weighed is not None or reader.currency is not None:
        return None
    main = reader.main
    reporter, partner = main.reporter, main.partner
    before = (
        reader.lang.home,  # a text's own: see etl.home
        reader.started,
        reader.counted,
        reader.came,
        reader.crossed,
        reader.cars,
        main.flow.value,
        main.family,
        reporter.value,
        reporter.stated,
        partner.value,
        partner.stated,
    )
    kept = tokens.kept.get(before)
    if kept is None:
        # the last ones that it stood in
        if len(tokens.kept) > _MOST:
            del tokens.kept[next(iter(tokens.kept))]
        kept = tokens.kept[before] = {}
    return kept


def is_numbered(tokens: Told) -> bool:
    """Whether there is a number in a sentence, see :func:`etl.turns.numbered`."""
    if type(tokens) is not Tokens:
        return numbered(tokens)
    known: bool | None = tokens.kept.get(_NUMBERED)
    if known is None:
        known = tokens.kept[_NUMBERED] = numbered(tokens)
    return known


def order_of(tokens: Told, given: Told) -> Order | None:
    """How tokens were put that a sentence has now; None where this depends on the digits of a number."""
    if tokens is given:
        return ()
    places = {id(t): k for k, t in enumerate(given)}
    order = [places.get(id(t), t) for t in tokens]
    made = [t for t in order if type(t) is not int]
    return None if any(type(t) is Quantity or t.says & STARTS for t in made) else tuple(order)


def put_so(tokens: Told, order: Order) -> Told:
    """The tokens of another such sentence, put in the same way."""
    return [tokens[k] if type(k) is int else k for k in order] if order else tokens


def parts_of(tokens: Told, lang: Language, said: str) -> list[Told]:
    """The statements of a sentence, see :func:`etl.semis.statements`."""
    if type(tokens) is not Tokens:
        return statements(tokens, lang, said)
    known: list[tuple[slice, dict]] | None = tokens.kept.get(_PARTS)
    if known is None:
        parts = statements(tokens, lang, said)
        known = [(_span(part, tokens), {}) for part in parts] if len(parts) > 1 else []
        tokens.kept[_PARTS] = known
    out: list[Told] = []
    for span, kept in known:
        out.append(part := Tokens(tokens[span]))
        part.kept = kept
    return out or [tokens]


def _span(part: Told, tokens: Told) -> slice:
    start = next((k for k, t in enumerate(tokens) if part and t is part[0]), 0)
    return slice(start, start + len(part))
