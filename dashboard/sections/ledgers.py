"""The two ledgers: one flow as the authorities of its two sides count it, with the ratio and the known reasons."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from dashboard import charts, findings, frame, html, theme, words
from dashboard.html import Node
from dashboard.i18n import Context
from dashboard.later import Later
from dashboard.series import Row
from dashboard.store import REFERENCE, Snapshot
from etl import codelist

ALSO = 6  # so many further statements of one side are named


def section(ctx: Context, snapshot: Snapshot) -> Node | None:
    """Every flow that both sides count, a chart of the ratio for each; None where there are none."""
    rows = snapshot.ledgers
    if not rows:
        return None
    shown: list[Any] = []
    for number, some in enumerate(_groups(rows)):
        compared = [r for r in some if r["ratio"] is not None]
        shown += [_graph(ctx, f"ledger-{number}", compared)] if compared else []
        shown.append(_table(ctx, snapshot, some))
    codes = list(dict.fromkeys(code for row in rows for code in row["reasons"]))
    return html.Section(
        [
            html.H2(ctx.t("checks.ledgers_title")),
            html.P(ctx.t("checks.ledgers_lead"), className="subtitle"),
            *shown,
            html.Section(
                [html.H3(ctx.t("checks.ledgers_reasons")), _reasons(ctx, codes)], className="block-reasons"
            ),
        ],
        id="ledgers",
        className="frame",
    )


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each flow by currency; those without one in common stand among the first."""
    flows: dict[tuple, dict[str | None, list[Row]]] = {}
    for row in rows:
        units = flows.setdefault((row["origin"], row["destination"], row["both"]), {})
        units.setdefault(row["unit"], []).append(row)
    found = []
    for units in flows.values():
        apart = units.pop(None, [])
        groups = [some for _, some in sorted(units.items(), key=lambda item: -len(item[1]))] or [[]]
        groups[0] = sorted([*groups[0], *apart], key=lambda r: (r["period_end"], r["period"]))
        found += groups
    return found


def _flow(ctx: Context, row: Row) -> str:
    a, b = words.area(row["origin"], ctx.lang), words.area(row["destination"], ctx.lang)
    if row["both"]:
        return words.joined(
            ctx.lang, words.name("indicators", "trade_total", ctx.lang), ctx.t("between.other", r=a, p=b)
        )
    return ctx.t("compare.goods", a=a, b=b)


def _id(side: Row) -> str:
    return side["fact_id"] or REFERENCE + side["reference_id"]


def _graph(ctx: Context, name: str, rows: Sequence[Row]) -> Node:
    """The ratio by period: a row each, a point for the ratio and a rule where both counts would be the same."""
    top = max(r["ratio_high"] or r["ratio"] for r in rows)
    notes = []
    for i, r in enumerate(rows):
        caption = (
            f"<b>{escape(words.period(r, ctx.lang))}</b>  {escape(words.number(r['ratio'], ctx.lang, 2))}"
        )
        notes.append(charts.note(caption, -i + 0.42))
    levels = [v for v in (0, 0.5, 1, 1.5, 2, 3, 4, 5, 10) if v <= max(1.2, top) * 1.1]
    figure = {
        "data": [
            {
                "type": "scatter",
                "mode": "markers",
                "x": [r["ratio"] for r in rows],
                "y": [-i for i in range(len(rows))],
                "marker": {"symbol": "circle", "size": 12, "color": theme.SERIES["total"]},
                "customdata": [_id(r["second"]) for r in rows],
                "hovertext": Later(_hover, ((ctx, r) for r in rows)),
                "hovertemplate": "%{hovertext}<extra></extra>",
                "cliponaxis": False,
            }
        ],
        "layout": charts.layout(
            ctx.lang,
            54 * len(rows) + 50,
            margin={"l": 8, "r": 24, "t": 6, "b": 34},
            annotations=notes,
            shapes=[
                {
                    "type": "line",
                    "yref": "paper",
                    "x0": 1,
                    "x1": 1,
                    "y0": 0,
                    "y1": 1,
                    "line": {"color": theme.SERIES["other"], "width": 1.5, "dash": "dot"},
                }
            ],
            xaxis={
                "range": [0, max(1.2, top) * 1.12],
                "tickmode": "array",
                "tickvals": levels,
                "ticktext": [words.number(v, ctx.lang) for v in levels],
                "tickangle": 0,
                "showgrid": True,
                "gridcolor": theme.LIGHT["grid"],
            },
            yaxis={"range": [-len(rows) + 0.5, 0.72], "showticklabels": False},
        ),
    }
    first, second = (words.area(rows[0][side]["area"], ctx.lang) for side in ("first", "second"))
    caption = ctx.t("checks.ratio_of", flow=_flow(ctx, rows[0]), first=first, second=second)
    made = [html.Figcaption(caption), frame.graph(name, figure, ctx.t("chart.label", title=caption))]
    return html.Div(html.Figure(made), className="charts charts-1")


def _hover(ctx: Context, row: Row) -> str:
    lines = [_flow(ctx, row), words.period(row, ctx.lang)]
    for side in (row["first"], row["second"]):
        amount = findings.computed(side["value"], side["unit"], ctx.lang, 15)
        lines.append(f"{words.name('compilers', side['compiler'], ctx.lang)}: {amount}")
    return "<br>".join(f"\u00a0{escape(line)}\u00a0" for line in lines)


def _table(ctx: Context, snapshot: Snapshot, rows: Sequence[Row]) -> Node:
    first, second = (words.area(rows[0][side]["area"], ctx.lang) for side in ("first", "second"))
    heads = [
        ctx.t("table.period"),
        ctx.t("checks.as_counted_by", area=first),
        ctx.t("checks.as_counted_by", area=second),
        ctx.t("checks.ratio"),
    ]
    sides = [row[side] for row in rows for side in ("first", "second")]
    snapshot.foresee(i for s in sides for i in (s["fact_id"], *s["also"][:ALSO]))
    body = []
    for row in rows:
        cells = [_said(ctx, snapshot, row["first"]), _said(ctx, snapshot, row["second"]), _ratio(ctx, row)]
        body.append(
            html.Tr(
                [
                    html.Th(words.period(row, ctx.lang), scope="row", **{"data-label": heads[0]}),
                    *(
                        html.Td(html.Div(c), **{"data-label": h})
                        for c, h in zip(cells, heads[1:], strict=True)
                    ),
                ]
            )
        )
    caption = html.Caption(_flow(ctx, rows[0]))
    head = html.Thead(html.Tr([html.Th(h, scope="col") for h in heads]))
    return html.Div(
        html.Table([caption, head, html.Tbody(body)], className="figures ledgers"), className="table-wrap"
    )


def _ratio(ctx: Context, row: Row) -> list[Any]:
    """The ratio with what the digits leave open; where there is none, why it cannot be said."""
    if row["ratio"] is None:
        why = words.name("check_reasons", row["no_ratio"], ctx.lang) if row["no_ratio"] else ""
        return [findings.verdict("cannot_say", ctx), html.Span(why, className="by")]
    shown: list[Any] = [html.Strong(words.number(row["ratio"], ctx.lang, 3))]
    if row["ratio_low"] is not None and row["ratio_high"] is not None:
        low, high = (words.number(row[n], ctx.lang, 3) for n in ("ratio_low", "ratio_high"))
        shown.append(html.Span(" " + ctx.t("checks.span", low=low, high=high), className="small"))
    return shown


def _said(ctx: Context, snapshot: Snapshot, side: Row) -> list[Any]:
    """What one side says, its compiler, and how many other statements there are."""
    shown: list[Any] = [findings.shown_input(side, ctx, snapshot)]
    by = words.name("compilers", side["compiler"], ctx.lang)
    if side["status"] != "actual":
        by += ctx.t("list.source", meta=ctx.t(f"status.{side['status']}"))
    shown.append(html.Span(by, className="by"))
    for ident in side["also"][:ALSO]:
        other = snapshot.linked(ident)
        point = None if other else snapshot.reference(ident)
        if other or point:
            link = (
                frame.figure_link(other, ctx, words.hedged(other, ctx.lang))
                if other
                else findings.reference_link(point, ctx)
            )
            shown.append(html.Span([ctx.t("tile.also"), " ", link], className="by"))
    more = len(side["also"]) - ALSO
    if more > 0:
        told = ctx.n("checks.inputs_more", more, n=words.number(more, ctx.lang, 0))
        shown.append(html.Span(told, className="by"))
    return shown


def _reasons(ctx: Context, codes: Sequence[str]) -> Node:
    items = []
    for code in codes:
        row = codelist("ledger_reasons")[code]
        source: Any = row["reference"]
        if row["url"]:
            source = html.A(row["reference"], href=row["url"], rel="noopener noreferrer")
        items.append(
            html.Li(
                [
                    html.Strong(row[f"name_{ctx.lang}"]),
                    ": ",
                    row[f"text_{ctx.lang}"],
                    " ",
                    html.Cite(source, lang="en", className="small"),
                ]
            )
        )
    return html.Ul(items, className="reasons")
