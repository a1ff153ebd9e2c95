"""Icons, drawn by the style sheet from files of our own; they carry no meaning that words do not."""

from __future__ import annotations

from dashboard import html
from dashboard.html import Node

NAMES = ("close", "arrow", "download", "theme", "figure")


def icon(name: str) -> Node:
    """A decorative icon, hidden from screen readers."""
    return html.Span(className=f"icon icon-{name}", **{"aria-hidden": "true"})
