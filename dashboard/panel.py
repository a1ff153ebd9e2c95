"""The panel beside a chart: the sentence behind the open figure."""

from __future__ import annotations

from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State

from dashboard import citing, findings, html, icons, reading, review, trust, words
from dashboard.html import Node, told
from dashboard.i18n import Context
from dashboard.store import REFERENCE, Reader, Row, Snapshot
from etl import DataError


def panel(ctx: Context, snapshot: Snapshot) -> list[Node]:
    """The content for the figure that the address names; nothing when it names none."""
    fact_id = ctx.params.get("figure")
    if not fact_id:
        return []
    close = html.A(
        [icons.icon("close"), html.Span(ctx.t("panel.close"), className="sr-only")],
        href=ctx.here(figure=None),
        className="icon-button",
        title=ctx.t("panel.close_hint"),
        **{"data-close": fact_id},
    )
    point = snapshot.reference(fact_id) if fact_id.startswith(REFERENCE) else None
    if point is not None:
        return findings.reference_panel(point, ctx, close)
    fact = snapshot.fact(fact_id)
    if fact is None:
        head = html.H2(ctx.t("panel.unknown"), id="panel-title", tabIndex="-1")
        return [
            html.Div([head, close], className="panel-head"),
            html.P(ctx.t("panel.unknown_help", id=fact_id)),
        ]
    text = snapshot.text(fact["doc_id"])
    head = html.Div(
        [
            html.H2(
                [
                    html.Span(words.hedged(fact, ctx.lang), className="panel-value"),
                    html.Span(
                        words.what(fact, ctx.lang),
                        className="panel-what",
                    ),
                ],
                id="panel-title",
                tabIndex="-1",
            ),
            close,
        ],
        className="panel-head",
    )
    others = reading.statements(fact, snapshot, ctx, in_panel=True)
    counted = reading.counted_otherwise(fact, snapshot, ctx, in_panel=True)
    checked = findings.of_fact(fact, ctx, snapshot)
    follows = findings.derived_of(fact, ctx, snapshot)
    return [
        head,
        reading.quotation(fact, text, ctx),
        html.P(
            [
                html.A(
                    [ctx.t("panel.to_document"), icons.icon("arrow")],
                    href=reading.in_document(fact, ctx),
                    className="button primary",
                ),
                html.A(ctx.t("panel.to_figure"), href=ctx.url(f"/figure/{fact_id}"), className="button"),
            ],
            className="panel-action",
        ),
        html.H3(ctx.t("panel.source")),
        reading.source_line(fact, ctx, snapshot),
        html.P(reading.original(fact, ctx), className="small"),
        html.H3(ctx.t("panel.read_as")),
        reading.strip(fact, ctx),
        trust.trust(fact, ctx),
        reading.mentions(fact, text, ctx),
        html.H3(ctx.t("panel.others")) if others else None,
        others or _alone(fact, ctx, snapshot),
        html.H3(ctx.t("figure.otherwise")) if counted else None,
        counted,
        html.H3(ctx.t("figure.checks")) if checked else None,
        checked,
        html.H3(ctx.t("figure.derived")) if follows else None,
        follows,
        html.H3(ctx.t("review.title")) if snapshot.reviewing else None,
        review.form(fact, ctx) if snapshot.reviewing else None,
        html.H3(ctx.t("cite.copy_as")),
        citing.copies(fact, ctx, snapshot),
    ]


def _alone(fact: Row, ctx: Context, snapshot: Snapshot) -> Node:
    count = snapshot.sources(fact)
    return html.P(ctx.n("panel.sources", count, n=count), className="small")


def region(ctx: Context, snapshot: Snapshot) -> Node:
    """The place of the panel in a page, filled when the address names a figure."""
    return html.Aside(
        panel(ctx, snapshot),
        id="panel",
        className="panel",
        **{"aria-label": ctx.t("panel.label"), "data-lang": ctx.lang},
    )


def register(app: Dash, read: Reader) -> None:
    """Fill the panel when the address changes; a click on a chart changes the address."""

    @app.callback(
        Output("panel", "children"),
        Input("url", "search"),
        State("url", "pathname"),
        State("panel", "data-lang"),
        prevent_initial_call=True,
    )
    def show(search: str | None, pathname: str | None, lang: str | None) -> list[Any]:
        ctx = Context.from_browser((pathname or "/") + (search or ""), [lang or ""])
        try:
            return told(panel(ctx, read()))
        except DataError as error:
            title = html.H2(ctx.t("damaged.title"), id="panel-title", tabIndex="-1")
            return told([title, html.P(str(error))])

    app.clientside_callback(
        ClientsideFunction("tradetrace", "open"),
        Output({"chart": ALL}, "clickData"),
        Input({"chart": ALL}, "clickData"),
        prevent_initial_call=True,
    )
