"""All figures in a grid, narrowed by a form whose state is the address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from dashboard import forms, frame, grid, html, icons, words
from dashboard.html import Node
from dashboard.i18n import Context, at
from dashboard.paging import page_of, pages
from dashboard.render import to_html
from dashboard.store import Row, Snapshot
from etl import EXPORT_FORMATS, FILTERS, FilterError, parse_filters

NAME, PATH = "figures", "/figures"
INTERACTIVE = True
SCRIPTS = ("grid.js",)

MOST = 100  # up to so many rows stand in the grid together; more are turned over page by page, ordered by the server
PAGE = 50  # so many then stand on a page: twice as many take twice as long to be seen


def title(ctx: Context, snapshot: Snapshot) -> str:
    """The page's title."""
    return ctx.t("figures.title")


def filters_of(ctx: Context) -> dict[str, str]:
    """The filters in the address; ``lang`` is the page's language there, ``doc_lang`` the document's."""
    found = {k: v for k, v in ctx.params.items() if k in FILTERS and k != "lang" and v.strip()}
    if ctx.params.get("doc_lang"):
        found["lang"] = ctx.params["doc_lang"]
    return found


def matching(ctx: Context, snapshot: Snapshot) -> tuple[list[Row], int]:
    """The facts that stand on the address's page, and how many match.

    Raises ``FilterError``.
    """
    wanted = parse_filters(filters_of(ctx), snapshot.index)
    count = snapshot.index.count(**wanted)
    order = grid.ordering(ctx.params) if count > MOST else ()
    start = (page_of(ctx, count, PAGE) - 1) * PAGE if count > MOST else 0
    rows = snapshot.index.facts(
        columns=snapshot.index.light,
        order=order,
        limit=PAGE if count > MOST else MOST,
        offset=start,
        **wanted,
    )
    return rows.to_pylist(), count


def _pages(ctx: Context, count: int) -> Node | None:
    return pages(ctx, count, PAGE, ctx.t("figures.pages")) if count > MOST else None


def before(ctx: Context, snapshot: Snapshot) -> Markup:
    """Heading, filter form and downloads: plain HTML that needs no script."""
    filters = filters_of(ctx)
    try:
        count, fault = snapshot.index.count(**parse_filters(filters, snapshot.index)), ""
    except FilterError as error:
        count, fault = 0, str(error)
    query = f"?{urlencode(filters)}" if filters else ""
    downloads: list[Any] = [html.Span(ctx.t("figures.all_columns"), className="small")]
    downloads += [
        html.A(
            [icons.icon("download"), kind.upper()],
            href=at(f"/extracts/facts.{ext}{query}"),
            download=f"facts.{ext}",
        )
        for kind, (_, ext) in EXPORT_FORMATS.items()
    ]
    head = html.Div(
        [html.H1(ctx.t("figures.title")), html.P(ctx.t("figures.lead"), className="lead")],
        className="page-head",
    )
    status = ctx.n("figures.count", count, n=words.number(count, ctx.lang, 0))
    bar = html.Div(
        [
            html.P([status, " ", html.Span(fault, className="fault")] if fault else status, role="status"),
            html.Nav(downloads, className="downloads", **{"aria-label": ctx.t("figures.downloads")}),
        ],
        className="figures-bar",
    )
    form = forms.filter_form(ctx, snapshot, filters, grid.state(ctx.params))
    return (
        to_html(head)
        + form
        + to_html([bar, _pages(ctx, count), grid.tools(ctx, count > MOST) if count else None])
    )


def layout(ctx: Context, snapshot: Snapshot) -> Node:
    """The grid, or what to do when nothing matches."""
    try:
        rows, count = matching(ctx, snapshot)
    except FilterError:
        rows, count = [], 0
    if not snapshot.size:
        return html.Div(frame.empty(ctx.t("empty.title"), ctx.t("empty.help")), className="view")
    if not rows:
        clear = html.A(ctx.t("figures.clear"), href=ctx.url("/figures"), className="button")
        return html.Div(
            frame.empty(ctx.t("figures.none"), ctx.t("figures.none_help"), clear), className="view"
        )
    shown = grid.grid(rows, ctx, snapshot, paged=count > MOST)
    # On a phone a grid shows two columns of seven; there the same rows are cards.
    return html.Div(
        [html.Div(shown, className="only-wide"), _table(rows, ctx, "only-narrow")], className="view"
    )


def prerendered(ctx: Context, snapshot: Snapshot) -> Node:
    """The same figures as a plain table until the grid is there, and for readers without scripts."""
    try:
        rows, _ = matching(ctx, snapshot)
    except FilterError:
        rows = []
    return html.Div(_table(rows, ctx, "first"), className="view") if rows else layout(ctx, snapshot)


def _table(rows: list[Row], ctx: Context, kind: str) -> Node:
    return html.Div(frame.table("cards", rows, ctx, folded=False), className=kind)
