"""How a fact came about: its sentence, the tokens in it by type, and where each label was read from.

This is what a contributor needs to mend a rule: which word was read as what, and which label came from which
word, which was inherited, and which is a default with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass

from etl.codes import codelist, label
from etl.language import available, load
from etl.text import make_view
from etl.tokens import PeriodMatch, Quantity, tokenise


@dataclass(frozen=True)
class Word:
    """One token of the sentence: its span in the stored text, its words and its readings as text."""

    start: int
    end: int
    text: str
    readings: str


@dataclass(frozen=True)
class Explanation:
    """``labels`` are (dimension, value, how, words, note); ``reasons`` say in words what lowers the confidence."""

    fact: dict
    passage: str
    words: tuple[Word, ...]
    labels: tuple[tuple[str, str, str, str, str], ...]
    reasons: tuple[str, ...]


def explain(fact: dict, lang: str, names: str = "en") -> Explanation:
    """Explain one fact of :func:`etl.extract.extract` or a row of the fact table.

    ``lang`` is the document's language, ``names`` the language of the explanation. The passage is read again
    with the language files as they are now. Raises KeyError for a language without a file.
    """
    if lang not in available():
        raise KeyError(f"no language {lang!r}; there are {', '.join(available())}")
    language = load(lang)
    view = make_view(fact["passage"], language.fold)
    offset = fact["passage_start"]
    words = []
    for t in tokenise(view, language):
        start, end = view.span(t.start, t.end)
        words.append(Word(offset + start, offset + end, fact["passage"][start:end], _readings(t)))
    labels = tuple(
        (e["dimension"], _value(fact, e["dimension"]), e["how"], e["text"] or "", e["note"] or "")
        for e in fact["evidence"]
    )
    known = codelist("reasons")
    reasons = tuple(label("reasons", r, names) if r in known else r for r in fact["confidence_reasons"])
    return Explanation(fact, fact["passage"], tuple(words), labels, reasons)


def _value(fact: dict, dimension: str) -> str:
    if dimension == "indicator":
        return f"{fact['indicator']}, {fact['transform']}"
    value = fact.get(dimension)
    return "none" if value is None else str(value)


def _readings(t: object) -> str:
    """The readings of a token in one line: ``measure exports``, ``quantity 171900000000 USD``."""
    if isinstance(t, Quantity):
        hedge = f", {t.hedge}" if t.hedge else ""
        return f"{'rank' if t.unit == 'rank' else 'quantity'} {t.value.normalize():f} {t.unit or 'without a unit'}{hedge}"
    parts = []
    for kind, code in t.items():
        if isinstance(code, PeriodMatch):
            code = code.kind
        code = getattr(code, "code", code)
        parts.append(kind if kind == code else f"{kind} {code}")
    return "; ".join(parts)
