"""A derived number with its formula: every input is a figure that opens its own sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import frame, html, words
from dashboard.html import Node
from dashboard.i18n import Context
from dashboard.store import Row


@dataclass(frozen=True)
class Derived:
    """A number that no document states but that follows from figures that documents state.

    ``terms`` are the inputs, facts, with the signs between them as strings: ``[exports, "\\u2212", imports]``.
    ``label`` says what it is and ``value`` is the number, both as the page's language writes them.
    """

    label: str
    value: str
    terms: Sequence[Row | str]


def line(derived: Derived, ctx: Context) -> Node:
    """``balance: 43.6 bn USD − 111.6 bn USD = −68 bn USD``, each input a link that opens the panel."""
    parts: list[Any] = [html.Span(derived.label, className="formula-label"), " "]
    for term in derived.terms:
        shown = term if isinstance(term, str) else frame.figure_link(term, ctx, words.hedged(term, ctx.lang))
        parts += [html.Span(shown, className="formula-sign") if isinstance(term, str) else shown, " "]
    result = html.Span(
        [html.Span("=", className="formula-sign"), " ", html.Strong(derived.value)],
        className="formula-result",
    )
    return html.P([*parts, result], className="formula")
