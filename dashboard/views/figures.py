"""All figures in a grid, narrowed by a form whose state is the address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import dash_ag_grid as dag
from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard import forms, frame, icons, words
from dashboard.i18n import Context
from dashboard.render import to_html
from dashboard.store import Row, Snapshot
from etl import EXPORT_FORMATS, FILTERS, FilterError, parse_filters, select

NAME, PATH = "figures", "/figures"
INTERACTIVE = True
SCRIPTS = ("grid.js",)

THEME = (
    "themeQuartz.withParams({backgroundColor:'var(--surface)',foregroundColor:'var(--ink)',"
    "headerBackgroundColor:'var(--raised)',headerTextColor:'var(--ink-2)',borderColor:'var(--rule)',"
    "rowHoverColor:'var(--raised)',accentColor:'var(--accent)',browserColorScheme:'inherit',"
    "fontFamily:'inherit',fontSize:14,headerFontWeight:600,wrapperBorderRadius:'4px',spacing:7})"
)

CARDS = 200  # so many rows at most are also sent as cards for narrow screens

# Nothing is cut off: a cell is as high as its words need.
WRAP = {"wrapText": True, "autoHeight": True}


def title(ctx: Context, snapshot: Snapshot) -> str:
    """The page's title."""
    return ctx.t("figures.title")


def filters_of(ctx: Context) -> dict[str, str]:
    """The filters in the address; ``lang`` is the page's language there, ``doc_lang`` the document's."""
    found = {k: v for k, v in ctx.params.items() if k in FILTERS and k != "lang" and v.strip()}
    if ctx.params.get("doc_lang"):
        found["lang"] = ctx.params["doc_lang"]
    return found


def matching(ctx: Context, snapshot: Snapshot) -> list[Row]:
    """The facts that the address asks for. Raises ``FilterError``."""
    wanted = parse_filters(filters_of(ctx), snapshot.facts)
    return select(snapshot.facts, **wanted).to_pylist()


def before(ctx: Context, snapshot: Snapshot) -> Markup:
    """Heading, filter form and downloads: plain HTML that needs no script."""
    filters = filters_of(ctx)
    try:
        count, fault = len(matching(ctx, snapshot)), ""
    except FilterError as error:
        count, fault = 0, str(error)
    query = f"?{urlencode(filters)}" if filters else ""
    downloads: list[Any] = [
        html.A(
            [icons.icon("download"), kind.upper()],
            href=f"/extracts/facts.{ext}{query}",
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
    return to_html(head) + forms.filter_form(ctx, snapshot, filters) + to_html(bar)


def layout(ctx: Context, snapshot: Snapshot) -> Component:
    """The grid, or what to do when nothing matches."""
    try:
        rows = matching(ctx, snapshot)
    except FilterError:
        rows = []
    if not snapshot.facts.num_rows:
        return html.Div(frame.empty(ctx.t("empty.title"), ctx.t("empty.help")), className="view")
    if not rows:
        clear = html.A(ctx.t("figures.clear"), href=ctx.url("/figures"), className="button")
        return html.Div(
            frame.empty(ctx.t("figures.none"), ctx.t("figures.none_help"), clear), className="view"
        )
    grid = dag.AgGrid(
        id="grid",
        rowData=[_row(f, ctx) for f in rows],
        columnDefs=_columns(ctx),
        defaultColDef={
            "sortable": True,
            "resizable": True,
            "suppressHeaderMenuButton": True,
            "minWidth": 110,
            **WRAP,
        },
        dashGridOptions={
            "theme": {"function": THEME},
            "domLayout": "autoHeight" if len(rows) <= 60 else "normal",
            "ensureDomOrder": True,
            "enableCellTextSelection": True,
        },
        style={"height": None if len(rows) <= 60 else "70vh", "width": "100%"},
        className="grid",
    )
    if len(rows) > CARDS:
        return html.Div([grid], className="view")
    # On a phone a grid shows two columns of seven; there the same rows are cards.
    cards = html.Div(frame.table("cards", rows, ctx, folded=False), className="only-narrow")
    return html.Div([html.Div(grid, className="only-wide"), cards], className="view")


def prerendered(ctx: Context, snapshot: Snapshot) -> Component:
    """The same figures as a plain table until the grid is there, and for readers without scripts."""
    try:
        rows = matching(ctx, snapshot)
    except FilterError:
        rows = []
    return frame.table("plain", rows[:60], ctx, folded=False) if rows else layout(ctx, snapshot)


def _columns(ctx: Context) -> list[dict[str, Any]]:
    def column(field: str, **more: Any) -> dict[str, Any]:
        return {"field": field, "headerName": ctx.t(f"table.{field}"), **more}

    return [
        column(
            "value",
            cellRenderer="FigureLink",
            width=170,
            comparator={"function": "dagfuncs.byValue(valueA, valueB, nodeA, nodeB)"},
        ),
        column("measure", width=170),
        column("between", width=170),
        column("period", width=190, comparator={"function": "dagfuncs.byEnd(valueA, valueB, nodeA, nodeB)"}),
        column("compiler", width=150),
        column("publisher", width=150),
        column("passage", minWidth=320, flex=1, cellClass="cell-passage"),
    ]


def _row(fact: Row, ctx: Context) -> dict[str, Any]:
    return {
        "fact_id": fact["fact_id"],
        "href": ctx.here(figure=fact["fact_id"]),
        "sort_value": fact["value"],
        "sort_end": str(fact["period_end"] or fact["period_start"] or ""),
        "value": words.hedged(fact, ctx.lang),
        "measure": words.measure(fact, ctx.lang),
        "between": words.between(fact, ctx.lang),
        "period": words.period(fact, ctx.lang),
        "compiler": words.compiler(fact, ctx.lang),
        "publisher": words.publisher(fact, ctx.lang),
        "passage": fact["passage"],
    }
