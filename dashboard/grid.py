"""The grid of figures: its columns, its rows, and its state, which is the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_ag_grid as dag

from dashboard import html, reading, words
from dashboard.html import Node
from dashboard.i18n import LANGUAGES, Context
from dashboard.store import Row, Snapshot

COLUMNS: dict[str, dict[str, Any]] = {
    "value": {"width": 170, "cellRenderer": "FigureLink"},
    "measure": {"width": 170},
    "between": {"width": 170},
    "period": {"width": 190},
    "compiler": {"width": 150},
    "publisher": {"width": 150},
    "passage": {"minWidth": 320, "flex": 1, "cellClass": "cell-passage"},
    "quote": {"width": 150},
    "number": {"width": 170, "cellClass": "cell-number"},
    "unit": {"width": 120},
    "status": {"width": 120},
    "confidence": {"width": 120},
    "published": {"width": 150},
    "doc_lang": {"width": 130},
    "title": {"width": 280},
    "fact_id": {"width": 170},
}
SHOWN = ("value", "measure", "between", "period", "compiler", "publisher", "passage")
_SORTED_BY = {"value": "byValue", "period": "byEnd", "published": "byPublished"}

# By these columns all matching rows can be put into an order, where they stand on several pages.
_ORDERED_BY = {
    "value": "value",
    "number": "value",
    "period": "period_end",
    "published": "published",
    "confidence": "confidence",
    "fact_id": "fact_id",
}

# Names in the address: the columns shown in their order, the order of the rows, and words in a column.
COLS, SORT, IN = "cols", "sort", "in."

TEXTS = ("noRowsToShow", "noMatchingRows", "loadingOoo", "ariaFilterInput", "ariaSortableColumn", "filterOoo")

THEME = (
    "themeQuartz.withParams({backgroundColor:'var(--surface)',foregroundColor:'var(--ink)',"
    "headerBackgroundColor:'var(--raised)',headerTextColor:'var(--ink-2)',borderColor:'var(--rule)',"
    "rowHoverColor:'var(--raised)',accentColor:'var(--accent)',browserColorScheme:'inherit',"
    "inputBorder:'1px solid var(--rule-strong)',inputBackgroundColor:'var(--surface)',inputTextColor:'var(--ink)',"
    "inputPlaceholderTextColor:'var(--ink-3)',"
    "fontFamily:'inherit',fontSize:14,headerFontWeight:600,wrapperBorderRadius:'4px',spacing:7})"
)

# Nothing is cut off: a cell is as high as its words need.
WRAP = {"wrapText": True, "autoHeight": True}
# In a column words are found as in a search: in any case, with or without marks.
FOLDED = {
    "filterOptions": ["contains"],
    "maxNumConditions": 1,
    "textFormatter": {"function": "fold(params)"},
}
LOW = 60  # so many rows make the grid as high as they are


def state(params: dict[str, str]) -> dict[str, str]:
    """The part of an address that is the grid's own."""
    return {k: v for k, v in params.items() if k in (COLS, SORT) or k.startswith(IN)}


def shown_columns(params: dict[str, str]) -> list[str]:
    """The columns that an address asks for, in their order; unknown names are passed over."""
    asked = [c for c in dict.fromkeys(params.get(COLS, "").split(",")) if c in COLUMNS]
    return asked or list(SHOWN)


def sorting(params: dict[str, str]) -> dict[str, tuple[str, int]]:
    """Column -> direction and rank, from ``sort=period,-value``."""
    asked = [
        (s.removeprefix("-"), "desc" if s.startswith("-") else "asc") for s in params.get(SORT, "").split(",")
    ]
    return {name: (way, i) for i, (name, way) in enumerate(asked) if name in COLUMNS}


def ordering(params: dict[str, str]) -> tuple[tuple[str, bool], ...]:
    """The order that an address asks for, as (column of the fact table, ascending)."""
    return tuple(
        (_ORDERED_BY[name], way == "asc") for name, (way, _) in sorting(params).items() if name in _ORDERED_BY
    )


def grid(rows: Sequence[Row], ctx: Context, snapshot: Snapshot, paged: bool = False) -> Node:
    """The grid over some facts, as the address wants it.

    ``paged``: they are some of more, which the server orders and the form above narrows.
    """
    low = len(rows) <= LOW
    snapshot.foresee_openings(f["doc_id"] for f in rows if not f["title"])
    return dag.AgGrid(
        id="grid",
        rowData=[row(f, ctx, snapshot) for f in rows],
        columnDefs=columns(ctx, paged),
        filterModel={}
        if paged
        else {
            name: {"filterType": "text", "type": "contains", "filter": ctx.params[IN + name]}
            for name in COLUMNS
            if ctx.params.get(IN + name)
        },
        defaultColDef={
            "sortable": True,
            "resizable": True,
            "suppressHeaderMenuButton": True,
            "suppressHeaderFilterButton": True,
            "minWidth": 110,
            "filter": False if paged else "agTextColumnFilter",
            "floatingFilter": not paged,
            "suppressFloatingFilterButton": True,
            **WRAP,
        },
        dashGridOptions={
            "theme": {"function": THEME},
            "domLayout": "autoHeight" if low else "normal",
            "ensureDomOrder": True,
            "enableCellTextSelection": True,
            "localeText": {name: ctx.t(f"grid.{name}") for name in TEXTS},
        },
        style={"height": None if low else "70vh", "width": "100%"},
        className="grid",
    )


def columns(ctx: Context, paged: bool = False) -> list[dict[str, Any]]:
    """The column definitions: those shown first and in their order, the others hidden behind them."""
    shown, sort = shown_columns(ctx.params), sorting(ctx.params)
    made = []
    for name in (*shown, *(c for c in COLUMNS if c not in shown)):
        column = {
            "field": name,
            "headerName": ctx.t(f"table.{name}"),
            "hide": name not in shown,
            "filterParams": FOLDED,
            **COLUMNS[name],
        }
        if name in _SORTED_BY:
            column["comparator"] = {"function": _SORTED_BY[name]}
        if paged and name not in _ORDERED_BY:
            column["sortable"] = False
        elif name in sort:
            column["sort"], column["sortIndex"] = sort[name]
        made.append(column)
    return made


def row(fact: Row, ctx: Context, snapshot: Snapshot) -> dict[str, Any]:
    """One fact as the grid shows it, with what its columns are sorted by."""
    lang = ctx.lang
    return {
        "href": ctx.here(figure=fact["fact_id"]),
        "sort_value": fact["value"],
        "sort_end": str(fact["period_end"] or fact["period_start"] or ""),
        "sort_published": fact["published"] or "",
        "value": words.hedged(fact, lang),
        "measure": words.measure(fact, lang),
        "between": words.between(fact, lang),
        "period": words.period(fact, lang),
        "compiler": words.compiler(fact, lang),
        "publisher": words.publisher(fact, lang),
        "passage": fact["passage"],
        "quote": fact["quote"],
        "number": fact["value"],
        "unit": words.name("units", fact["unit"], lang),
        "status": ctx.t(f"status.{fact['status']}"),
        "confidence": round(fact["confidence"], 2),
        "published": words.published(fact["published"], lang),
        "doc_lang": _language(ctx, fact["lang"]),
        "title": reading.title_of(fact, ctx, snapshot),
        "fact_id": fact["fact_id"],
    }


def _language(ctx: Context, code: str | None) -> str:
    return ctx.t(f"language.{code}") if code in LANGUAGES else code or ""


def tools(ctx: Context, paged: bool = False) -> Node:
    """Which columns are shown, and the download of exactly what is shown; there once the grid is."""
    shown = shown_columns(ctx.params)
    choices = [
        html.Li(
            html.Button(
                ctx.t(f"table.{name}"),
                type="button",
                className="chip",
                **{"aria-pressed": "true" if name in shown else "false", "data-column": name},
            )
        )
        for name in COLUMNS
    ]
    chooser = html.Details(
        [
            html.Summary(ctx.t("grid.columns")),
            html.Div(html.Ul(choices, className="column-choice"), className="menu-body"),
        ],
        className="menu",
    )
    count = html.Span(id="grid-count", **{"data-shown": ctx.t("grid.shown", n="{n}")})
    download = html.Button(
        ctx.t("grid.download_page" if paged else "grid.download"),
        type="button",
        className="menu-button",
        **{"data-grid-csv": "figures.csv"},
    )
    told = {"data-default": ",".join(SHOWN), **({"data-paged": "1"} if paged else {})}
    return html.Div([chooser, download, count], className="grid-tools", **told)
