"""All figures in a grid, narrowed by a form whose state is the address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard import forms, frame, grid, icons, words
from dashboard.i18n import Context, at
from dashboard.render import to_html
from dashboard.store import Row, Snapshot
from etl import EXPORT_FORMATS, FILTERS, FilterError, parse_filters

NAME, PATH = "figures", "/figures"
INTERACTIVE = True
SCRIPTS = ("grid.js",)

MOST = 5000  # so many rows at most go into the grid; a page of all facts of a large collection would take minutes
PLAIN = 60  # so many rows at most stand there until the grid does
CARDS = 200  # so many rows at most are also sent as cards for narrow screens


def title(ctx: Context, snapshot: Snapshot) -> str:
    """The page's title."""
    return ctx.t("figures.title")


def filters_of(ctx: Context) -> dict[str, str]:
    """The filters in the address; ``lang`` is the page's language there, ``doc_lang`` the document's."""
    found = {k: v for k, v in ctx.params.items() if k in FILTERS and k != "lang" and v.strip()}
    if ctx.params.get("doc_lang"):
        found["lang"] = ctx.params["doc_lang"]
    return found


def matching(ctx: Context, snapshot: Snapshot, most: int) -> tuple[list[Row], int]:
    """The first of the facts that the address asks for, and how many there are. Raises ``FilterError``."""
    wanted = parse_filters(filters_of(ctx), snapshot.index)
    rows = snapshot.index.facts(limit=most, **wanted).to_pylist() if most else []
    return rows, snapshot.index.count(**wanted)


def before(ctx: Context, snapshot: Snapshot) -> Markup:
    """Heading, filter form and downloads: plain HTML that needs no script."""
    filters = filters_of(ctx)
    try:
        count, fault = matching(ctx, snapshot, 0)[1], ""
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
    more = (
        html.P(ctx.t("figures.first", n=words.number(MOST, ctx.lang, 0)), className="note")
        if count > MOST
        else None
    )
    form = forms.filter_form(ctx, snapshot, filters, grid.state(ctx.params))
    return to_html(head) + form + to_html([bar, more, grid.tools(ctx) if count else None])


def layout(ctx: Context, snapshot: Snapshot) -> Component:
    """The grid, or what to do when nothing matches."""
    try:
        rows, _ = matching(ctx, snapshot, MOST)
    except FilterError:
        rows = []
    if not snapshot.size:
        return html.Div(frame.empty(ctx.t("empty.title"), ctx.t("empty.help")), className="view")
    if not rows:
        clear = html.A(ctx.t("figures.clear"), href=ctx.url("/figures"), className="button")
        return html.Div(
            frame.empty(ctx.t("figures.none"), ctx.t("figures.none_help"), clear), className="view"
        )
    shown = grid.grid(rows, ctx, snapshot)
    if len(rows) > CARDS:
        return html.Div([shown], className="view")
    # On a phone a grid shows two columns of seven; there the same rows are cards.
    cards = html.Div(frame.table("cards", rows, ctx, folded=False), className="only-narrow")
    return html.Div([html.Div(shown, className="only-wide"), cards], className="view")


def prerendered(ctx: Context, snapshot: Snapshot) -> Component:
    """The same figures as a plain table until the grid is there, and for readers without scripts."""
    try:
        rows, _ = matching(ctx, snapshot, PLAIN)
    except FilterError:
        rows = []
    return frame.table("plain", rows, ctx, folded=False) if rows else layout(ctx, snapshot)
