"""Icons, drawn by the style sheet from files of our own; they carry no meaning that words do not."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

NAMES = ("close", "arrow", "download", "theme", "figure")


def icon(name: str) -> Component:
    """A decorative icon, hidden from screen readers."""
    return html.Span(className=f"icon icon-{name}", **{"aria-hidden": "true"})
