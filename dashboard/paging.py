"""Long lists turned over page by page: which page an address asks for, and the way to the others."""

from __future__ import annotations

from dashboard import html, words
from dashboard.html import Node
from dashboard.i18n import Context


def page_of(ctx: Context, count: int, size: int) -> int:
    """Which page of some rows the address asks for; one that is none is the nearest that is."""
    asked = ctx.params.get("page", "")
    last = max(1, -(-count // size))
    return max(1, min(int(asked) if asked.isdecimal() and len(asked) < 10 else 1, last))


def pages(ctx: Context, count: int, size: int, name: str) -> Node | None:
    """Which rows of how many stand here, and the way to those before and after them; None where all stand here.

    ``name`` is what the list is called for those who hear the page.
    """
    if count <= size:
        return None
    page, last = page_of(ctx, count, size), -(-count // size)
    shown = {
        "first": words.number((page - 1) * size + 1, ctx.lang, 0),
        "last": words.number(min(page * size, count), ctx.lang, 0),
        "all": words.number(count, ctx.lang, 0),
    }

    def link(key: str, to: int, there: bool, **rel: str) -> Node:
        told = ctx.t(f"pages.{key}")
        if not there:
            return html.Span(told, className="button off", **{"aria-disabled": "true"})
        return html.A(told, href=ctx.here(page=None if to == 1 else str(to)), className="button", **rel)

    return html.Nav(
        [
            html.Span(ctx.t("pages.rows", **shown), className="small"),
            link("first", 1, page > 1),
            link("before", page - 1, page > 1, rel="prev"),
            link("after", page + 1, page < last, rel="next"),
            link("last", last, page < last),
        ],
        className="pages",
        **{"aria-label": name},
    )
