"""One document as a reader wants it: its text, every figure marked, and a list of them in the margin."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from dashboard import html, icons, passage, where, words
from dashboard.html import Node
from dashboard.i18n import Context, at
from dashboard.passage import Mark, annotate
from dashboard.reading import document_lang, title_of
from dashboard.store import Row, Snapshot

INTERACTIVE = False


def title(ctx: Context, snapshot: Snapshot, document: Row) -> str:
    """The page's title."""
    return title_of(document, ctx, snapshot)


def layout(ctx: Context, snapshot: Snapshot, document: Row) -> Node:
    """The document's page."""
    facts = snapshot.of_document(document["doc_id"])
    back = html.P(html.A(ctx.t("document.back"), href=ctx.url("/sources")), className="crumb")
    head = html.Div(
        [
            back,
            html.H1(title(ctx, snapshot, document), lang=document_lang(document)),
            html.Dl(_meta(ctx, snapshot, document), className="facts-of"),
        ],
        className="page-head",
    )
    return html.Div(
        [head, html.Div([_margin(ctx, facts), _text(ctx, document, facts)], className="reader")],
        className="view",
    )


def _meta(ctx: Context, snapshot: Snapshot, document: Row) -> list[Node]:
    address = document["url"] if str(document["url"] or "").startswith(("http://", "https://")) else None
    original = (
        html.A(address, href=address, rel="noopener noreferrer")
        if address
        else html.Span(ctx.t("document.no_address"), className="unstated")
    )
    first = snapshot.document(document["syndicated_from"])
    copied = first and html.A(
        title(ctx, snapshot, first), href=ctx.url(f"/sources/{first['doc_id']}"), lang=document_lang(first)
    )
    pairs = [
        ("author", document["author"]),
        ("publisher", words.publisher(document, ctx.lang)),
        ("published", words.published(document["published"], ctx.lang)),
        ("retrieved", document["retrieved"] and words.published(document["retrieved"], ctx.lang)),
        ("copy_of", copied),
        ("address", original),
        ("source_file", document["source_file"] or ctx.t("document.own_source")),
        ("sha256", html.Code(document["doc_sha256"], className="hash")),
    ]
    return [html.Div([html.Dt(ctx.t(f"document.{name}")), html.Dd(value)]) for name, value in pairs if value]


def _margin(ctx: Context, facts: list[Row]) -> Node:
    if not facts:
        return html.Aside(html.P(ctx.t("document.no_figures"), className="unstated"), className="margin")
    items = [
        html.Li(
            [
                html.A(words.hedged(f, ctx.lang), href="#" + passage.anchor(f["fact_id"])),
                html.Span(
                    words.what(f, ctx.lang),
                    className="small",
                ),
                html.A(ctx.t("document.chart"), href=chart, className="small to-chart")
                if (chart := where.chart_of(f, ctx))
                else None,
            ]
        )
        for f in facts
    ]
    count = len(facts)
    heading = html.H2(ctx.n("document.figures", count, n=words.number(count, ctx.lang, 0)))
    download = html.A(
        [icons.icon("download"), ctx.t("document.csv")],
        href=at(f"/extracts/facts.csv?{urlencode({'doc_id': facts[0]['doc_id']})}"),
        download=f"{facts[0]['doc_id']}.csv",
    )
    return html.Aside(
        [heading, html.Ol(items), html.P(download, className="small")],
        className="margin",
        **{"aria-label": ctx.t("document.margin")},
    )


def marks(ctx: Context, facts: list[Row]) -> list[Mark]:
    """Every mention of every fact as a mark with its anchor and a link to the figure's page."""
    return [
        Mark(
            m["char_start"],
            m["char_end"],
            f["fact_id"],
            anchor=passage.anchor(f["fact_id"], i),
            href=ctx.url(f"/figure/{f['fact_id']}"),
            label=words.what(f, ctx.lang),
        )
        for f in facts
        for i, m in enumerate(f["mentions"])
    ]


def _text(ctx: Context, document: Row, facts: list[Row]) -> Node:
    text, placed = document["text"], marks(ctx, facts)
    paragraphs = [
        html.P(annotate(text, m.start(), m.end(), placed), id=f"p-{m.start()}")
        for m in re.finditer(r"[^\n]+", text)
        if m.group().strip()
    ]
    return html.Article(paragraphs, lang=document_lang(document), className="document")
