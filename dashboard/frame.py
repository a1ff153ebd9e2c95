"""The frame around every chart: title, subtitle, legend, picture, table, sources, download."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from dash import dcc
from markupsafe import Markup

from dashboard import html, reading, share, words
from dashboard.html import Node
from dashboard.i18n import Context
from dashboard.store import Row, Snapshot
from dashboard.written import many

LONG = 12  # a table of more rows is folded up
MANY = 4  # so many documents are named in a source line of more
MOST_ROWS = 100  # so many rows of a chart's table stand on its page, and as many documents: the latest

GRAPH_CONFIG = {"displayModeBar": False, "responsive": True, "doubleClick": False, "scrollZoom": False}


def graph(name: str, figure: dict[str, Any], label: str) -> Node:
    """A chart. Its bars carry fact ids for the mouse; the table under it carries them for the keyboard."""
    height = figure["layout"]["height"]
    return html.Div(
        dcc.Graph(
            id={"chart": name},
            figure=figure,
            config=GRAPH_CONFIG,
            responsive=True,
            style={"height": f"{height}px"},
        ),
        className="graph",
        style={"height": f"{height}px"},
        role="img",
        **{"aria-label": label},
    )


def frame(
    name: str,
    ctx: Context,
    *,
    title: str,
    subtitle: str,
    rows: Sequence[Row],
    snapshot: Snapshot,
    charts: Sequence[Node],
    key: Node | None = None,
    note: str | None = None,
    filters: dict[str, str] | None = None,
    behind: Node | None = None,
) -> Node:
    """A chart with everything a reader needs to trust it; ``rows`` are the facts that it draws.

    ``behind`` tells of the official series that it draws behind them. ``name`` is unique in its page and is the chart's place in a link. The download holds exactly ``rows``;
    where they are too many for an address it holds what matches ``filters``, or what they have in common.
    """
    links = share.data_links(rows, filters)
    actions = html.Nav(
        [
            html.A(ctx.t("frame.chart"), href=f"#{name}"),
            html.A(ctx.t("frame.table"), href=f"#{name}-table"),
            html.A(ctx.t("frame.sources"), href=f"#{name}-sources"),
            share.menu(name, title, links, ctx),
        ],
        className="frame-actions",
        **{"aria-label": ctx.t("frame.actions", title=title)},
    )
    return html.Section(
        [
            html.Header([html.H2(title, id=f"{name}-title"), html.P(subtitle, className="subtitle"), key]),
            html.Div(list(charts), className=f"charts charts-{len(charts)}"),
            html.P(note, className="note") if note else None,
            sources(name, rows, ctx, snapshot),
            behind,
            actions,
            table(f"{name}-table", rows, ctx, most=MOST_ROWS, whole=links["csv"]),
        ],
        id=name,
        className="frame",
        **{"aria-labelledby": f"{name}-title", "data-link": share.permanent(ctx, name)},
    )


def sources(name: str, rows: Sequence[Row], ctx: Context, snapshot: Snapshot) -> Node:
    """The source line: the documents drawn from, many of them folded up, and that compilers are stated or not."""
    documents = list({f["doc_id"]: f for f in rows}.values())
    named = documents if len(documents) <= MANY + 1 else documents[:MANY]
    rest = documents[len(named) :]
    snapshot.foresee_openings(f["doc_id"] for f in [*named, *rest[:MOST_ROWS]] if not f["title"])
    links: list[Any] = []
    for f in named:
        told = {cell: say(f) for cell, say in _cells(ctx, snapshot).items()} | {"doc_id": f["doc_id"]}
        links += [ctx.t("list.sources") if links else "", *_document(told, ctx)]
    if rest:
        links.append(
            ctx.t("list.sources") + ctx.n("frame.more", len(rest), n=words.number(len(rest), ctx.lang, 0))
        )
    compilers = sorted({words.name("compilers", f["compiler"], ctx.lang) for f in rows if f["compiler"]})
    told = bool(compilers)
    if any(not f["compiler"] for f in rows):
        compilers.append(ctx.t("compiler.unknown"))
    tail = (
        ctx.t("frame.compilers", names=ctx.t("list.comma").join(compilers))
        if told
        else ctx.t("frame.no_compiler")
    )
    head = html.Strong(ctx.n("frame.source", len(documents)))
    line = html.P([head, " ", *links, ctx.t("list.end"), tail], className="source-line")
    if not rest:
        return html.Div(line, id=f"{name}-sources")
    listed = many(lambda places: html.Li(_document(places, ctx)), _cells(ctx, snapshot), rest[:MOST_ROWS])
    every: Node = html.Ul(listed, className="plain-list")
    left = len(rest) - MOST_ROWS
    if left > 0:
        told = ctx.n("frame.more", left, n=words.number(left, ctx.lang, 0)).strip()
        every = html.Div([every, html.P(html.A(told, href=ctx.url("/sources")), className="note")])
    folded = html.Details([html.Summary(ctx.t("frame.all_sources")), every], className="more-sources")
    return html.Div([line, folded], id=f"{name}-sources")


def _cells(ctx: Context, snapshot: Snapshot) -> dict[str, Callable[[Row], str]]:
    return {
        "title": lambda f: reading.title_of(f, ctx, snapshot),
        "doc_id": lambda f: quote(f["doc_id"]),  # as it stands in a link
        "lang": lambda f: f["lang"],
        "meta": lambda f: words.where(f, ctx.lang),
    }


def _document(told: Mapping[str, str], ctx: Context) -> list[Any]:
    link = html.A(told["title"], href=ctx.url(f"/sources/{told['doc_id']}"), lang=told["lang"])
    return [link, ctx.t("list.source", meta=told["meta"])]


def table(
    ident: str,
    rows: Sequence[Row],
    ctx: Context,
    folded: bool = True,
    most: int | None = None,
    whole: str | None = None,
) -> Node:
    """Figures as the sources state them; each amount opens its sentence. Long tables are ``folded`` up.

    Of more than ``most`` rows those with the latest periods are kept, and ``whole`` is where all of them are.
    """
    columns = ("value", "measure", "between", "period", "compiler", "quote")
    head = html.Tr([html.Th(ctx.t(f"table.{c}"), scope="col", className=f"col-{c}") for c in columns])
    kept = _latest(rows, most) if most else rows
    made: Node = html.Table(
        [html.Caption(ctx.t("table.caption")), html.Thead(head), html.Tbody(_rows(kept, ctx, columns))],
        className="figures",
    )
    if len(kept) < len(rows):
        numbers = {"n": words.number(len(kept), ctx.lang, 0), "all": words.number(len(rows), ctx.lang, 0)}
        link = html.A(ctx.t("table.whole", **numbers), href=whole)
        made = html.Div([html.P([ctx.t("table.latest", **numbers), " ", link], className="note"), made])
    if len(rows) <= LONG or not folded:
        return html.Div(made, id=ident, className="table-wrap")
    summary = html.Summary(ctx.t("table.long", n=words.number(len(rows), ctx.lang, 0)))
    return html.Details([summary, made], id=ident, className="table-wrap long")


def _latest(rows: Sequence[Row], most: int) -> Sequence[Row]:
    """The rows with the latest periods, in the order in which they came."""
    if len(rows) <= most:
        return rows
    order = sorted(range(len(rows)), key=lambda i: str(rows[i]["period_end"] or ""), reverse=True)
    kept = set(order[:most])
    return [row for i, row in enumerate(rows) if i in kept]


def _rows(facts: Sequence[Row], ctx: Context, columns: Sequence[str]) -> Markup:
    cells: dict[str, Callable[[Row], str]] = {
        "fact_id": lambda f: f["fact_id"],
        "value": lambda f: words.hedged(f, ctx.lang),
        "measure": lambda f: words.measure(f, ctx.lang),
        "between": lambda f: words.between(f, ctx.lang),
        "period": lambda f: words.period(f, ctx.lang),
        "compiler": lambda f: words.compiler(f, ctx.lang),
        "quote": lambda f: f["quote"],
        "lang": lambda f: f["lang"],
    }
    return many(lambda places: table_row(places, ctx, columns), cells, facts)


def table_row(told: Mapping[str, str], ctx: Context, columns: Sequence[str]) -> Node:
    """One figure as a row, from the texts of its cells; the labels are repeated in the cells for narrow screens."""
    cells: dict[str, Any] = {
        **told,
        "value": figure_link(told, ctx, told["value"]),
        "quote": html.Q(told["quote"], lang=told["lang"]),
    }
    made = []
    for column in columns:
        attributes = {"data-label": ctx.t(f"table.{column}")}
        if column == "value":
            made.append(html.Th(cells[column], scope="row", className="col-value", **attributes))
        else:
            made.append(html.Td(cells[column], className=f"col-{column}", **attributes))
    return html.Tr(made)


def figure_link(fact: Mapping[str, Any], ctx: Context, shown: Any, class_name: str = "figure-link") -> Node:
    """A link that opens the figure's sentence in the panel of the page it is on."""
    return html.A(
        shown,
        href=ctx.here(figure=fact["fact_id"]),
        className=class_name,
        title=ctx.t("frame.open_sentence"),
        **{"data-figure": fact["fact_id"]},
    )


def empty(title: str, help_text: str, link: Node | None = None) -> Node:
    """A state without content that says what to do next."""
    return html.Div([html.H2(title), html.P(help_text), link], className="empty")
