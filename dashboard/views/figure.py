"""One figure: everything that is known of it."""

from __future__ import annotations

import json
from typing import Any

from dashboard import citing, findings, html, icons, passage, reading, review, trust, words
from dashboard.html import Node
from dashboard.i18n import Context, at, has
from dashboard.store import Row, Snapshot
from etl import SETTABLE

INTERACTIVE = False

# What a reader may ask how it was read: the labels that a reviewer may set, and the hedge; the unit stands with the value.
DIMENSIONS = (*(n for n in SETTABLE if n not in ("unit", "status")), "approx", "status")


def title(ctx: Context, fact: Row) -> str:
    """The page's title."""
    return words.joined(ctx.lang, words.hedged(fact, ctx.lang), words.what(fact, ctx.lang))


def layout(ctx: Context, snapshot: Snapshot, fact: Row) -> Node:
    """The figure's page."""
    text = snapshot.text(fact["doc_id"])
    head = html.Div(
        [
            html.P(html.A(ctx.t("figure.back"), href=ctx.url("/figures")), className="crumb"),
            html.H1(
                [
                    html.Span(words.hedged(fact, ctx.lang), className="figure-value"),
                    html.Span(
                        words.joined(ctx.lang, words.measure(fact, ctx.lang), words.between(fact, ctx.lang)),
                        className="figure-what",
                    ),
                ]
            ),
            html.P(words.period(fact, ctx.lang), className="lead"),
        ],
        className="page-head",
    )
    main = [
        _section(ctx, "passage", [reading.quotation(fact, text, ctx), _place(ctx, fact)]),
        _section(ctx, "reading", [reading.strip(fact, ctx), trust.trust(fact, ctx)]),
        _section(ctx, "evidence", [_evidence(ctx, fact)]),
    ]
    places = reading.mentions(fact, text, ctx)
    if places is not None:
        main.insert(1, _section(ctx, "mentions", [places]))
    others = reading.statements(fact, snapshot, ctx)
    counted = reading.counted_otherwise(fact, snapshot, ctx)
    checked = findings.of_fact(fact, ctx, snapshot)
    follows = findings.derived_of(fact, ctx, snapshot)
    side = [
        _section(
            ctx,
            "source",
            [
                reading.source_line(fact, ctx, snapshot),
                html.P(reading.original(fact, ctx), className="small"),
            ],
        ),
        _section(ctx, "same", [others or html.P(ctx.t("figure.alone"), className="small")]),
        _section(ctx, "otherwise", [counted]) if counted else None,
        _section(ctx, "checks", [checked]) if checked else None,
        _section(ctx, "derived", [follows]) if follows else None,
        _section(ctx, "history", [_history(ctx, snapshot, fact)]),
        _section(ctx, "neighbours", [_neighbours(ctx, snapshot, fact)]),
        _section(ctx, "review", [review.form(fact, ctx)]) if snapshot.reviewing else None,
        _section(ctx, "cite", _cite(ctx, snapshot, fact)),
    ]
    return html.Div(
        [head, html.Div([html.Div(main), html.Div(side, className="side")], className="two-columns")],
        className="view",
    )


def _history(ctx: Context, snapshot: Snapshot, fact: Row) -> Node:
    """What refreshes changed of the figure, the latest first, and because of what."""
    items = []
    for row in snapshot.history(fact["fact_id"]):
        told = [
            html.Time(row["at"][:10], dateTime=row["at"]),
            " ",
            words.name("changes", row["change"], ctx.lang),
            ctx.t("list.source", meta=words.name("causes", row["cause"], ctx.lang)),
        ]
        changed = [
            html.Li(
                f"{_dimension(ctx, c['column'])}: {_was(ctx, fact, c, 'before')} \u2192 {_was(ctx, fact, c, 'after')}"
            )
            for c in row["columns"]
            if c["column"] not in _FOLLOWS
        ]
        items.append(html.Li([*told, html.Ul(changed) if changed else None]))
    if not items:
        return html.P(ctx.t("figure.no_history"), className="small")
    return html.Ul(items, className="plain-list history")


# What changes with a label and says nothing of its own.
_FOLLOWS = ("observation_id", "period_start", "period_end", "period_type")
_IN_WORDS = {n for n in DIMENSIONS if n != "period"} | {"unit", "rank_scope"}


def _dimension(ctx: Context, name: str) -> str:
    return ctx.t(f"dimension.{name}") if has(ctx.lang, f"dimension.{name}") else name


def _was(ctx: Context, fact: Row, change: Row, when: str) -> str:
    """A value of the history in words, codes by their names."""
    value = json.loads(change[when])
    if value is None or value == "":
        return "\u2013"
    if change["column"] == "review":
        return ctx.t(f"review.{value}")
    if change["column"] in _IN_WORDS:
        return _dimension_value(ctx, {**fact, change["column"]: value}, change["column"])
    return ctx.t("list.comma").join(map(str, value)) if isinstance(value, list) else str(value)


def _section(ctx: Context, name: str, children: list[Any]) -> Node:
    return html.Section([html.H2(ctx.t(f"figure.{name}")), *children], className=f"block block-{name}")


def _place(ctx: Context, fact: Row) -> Node:
    link = html.A(
        [ctx.t("panel.to_document"), icons.icon("arrow")],
        href=reading.in_document(fact, ctx),
        className="button primary",
    )
    return html.P(link, className="panel-action")


def _evidence(ctx: Context, fact: Row) -> Node:
    entries = {e["dimension"]: e for e in fact["evidence"]}
    rows = []
    for dimension in DIMENSIONS:
        entry = entries.pop(dimension, None)
        if entry is not None or dimension in ("reporter", "partner", "period", "indicator", "compiler"):
            rows.append(_evidence_row(ctx, fact, dimension, entry))
    rows += [_evidence_row(ctx, fact, dimension, entry) for dimension, entry in entries.items()]
    head = html.Tr(
        [html.Th(ctx.t(f"evidence.{c}"), scope="col") for c in ("dimension", "value", "how", "words")]
    )
    return html.Div(
        html.Table(
            [
                html.Caption(ctx.t("evidence.caption"), className="sr-only"),
                html.Thead(head),
                html.Tbody(rows),
            ],
            className="figures evidence",
        ),
        className="table-wrap",
    )


def _evidence_row(ctx: Context, fact: Row, dimension: str, entry: dict[str, Any] | None) -> Node:
    how = ctx.t(f"how.{entry['how']}") if entry else "\u2013"
    words_read: Any = ""
    if entry and entry["text"]:
        group = passage.GROUPS.get(dimension, "measure")
        words_read = html.Span(entry["text"].strip(), className=f"ev ev-{group}", lang=fact["lang"])
    if entry and entry["note"] and not words_read:
        words_read = html.Span(words.note(entry["note"], ctx.lang), className="small")
    name = _dimension(ctx, dimension)
    return html.Tr(
        [
            html.Th(name, scope="row", **{"data-label": ctx.t("evidence.dimension")}),
            html.Td(_dimension_value(ctx, fact, dimension), **{"data-label": ctx.t("evidence.value")}),
            html.Td(how, **{"data-label": ctx.t("evidence.how")}),
            html.Td(words_read or "\u2013", **{"data-label": ctx.t("evidence.words")}),
        ]
    )


def _dimension_value(ctx: Context, fact: Row, dimension: str) -> str:
    lang, value = ctx.lang, fact.get(dimension)
    if dimension == "indicator":
        return words.name("indicators", value, lang)
    if dimension == "transform":
        return ctx.t(f"transform_name.{value}")
    if dimension in ("reporter", "partner", "rank_scope"):
        return words.area(value, lang) if value else ctx.t("dimension.unstated")
    if dimension == "compiler":
        return words.compiler(fact, lang)
    if dimension == "period":
        return words.period(fact, lang)
    if dimension == "approx":
        return ctx.t(f"approx_name.{value}") if value else ctx.t("dimension.none")
    if dimension == "status":
        return ctx.t(f"status.{value}")
    if dimension == "commodity":
        return words.name("commodities", value, lang) if value else ctx.t("dimension.all")
    return (
        words.name("units", value, lang) if dimension == "unit" else str(value if value is not None else "")
    )


def _neighbours(ctx: Context, snapshot: Snapshot, fact: Row) -> Node:
    items = []
    around = snapshot.index.neighbours(fact["fact_id"], fact["doc_id"])
    for key, other in zip(("previous", "next"), around, strict=True):
        if other:
            link = html.A(words.hedged(other, ctx.lang), href=ctx.url(f"/figure/{other['fact_id']}"))
            what = words.joined(ctx.lang, words.measure(other, ctx.lang), words.between(other, ctx.lang))
            items.append(html.Li([html.Span(ctx.t(f"figure.{key}"), className="tag"), link, " ", what]))
    return (
        html.Ul(items, className="plain-list") if items else html.P(ctx.t("figure.only"), className="small")
    )


def _cite(ctx: Context, snapshot: Snapshot, fact: Row) -> list[Node]:
    return [
        html.P(citing.line(fact, ctx, snapshot), className="citation"),
        html.P(ctx.t("cite.copy_as"), className="small"),
        citing.copies(fact, ctx, snapshot),
        html.P(
            html.A(
                [icons.icon("download"), ctx.t("panel.csv")],
                href=at(f"/figure/{fact['fact_id']}.csv"),
                download=f"{fact['fact_id']}.csv",
            ),
            className="panel-links",
        ),
    ]
