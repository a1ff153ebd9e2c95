"""The list of documents."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard import frame, words
from dashboard.i18n import Context
from dashboard.reading import document_lang, title_of
from dashboard.store import Row, Snapshot

NAME, PATH = "sources", "/sources"
INTERACTIVE = False


def title(ctx: Context, snapshot: Snapshot) -> str:
    """The page's title."""
    return ctx.t("sources.title")


def layout(ctx: Context, snapshot: Snapshot) -> Component:
    """Every document with what is known of it and how many figures it states."""
    documents = snapshot.document_list()
    head = html.Div(
        [html.H1(ctx.t("sources.title")), html.P(ctx.t("sources.lead"), className="lead")],
        className="page-head",
    )
    if not documents:
        return html.Div([head, frame.empty(ctx.t("empty.title"), ctx.t("empty.help"))], className="view")
    return html.Div(
        [head, html.Ol([_item(d, ctx, snapshot) for d in documents], className="documents")], className="view"
    )


def _item(document: Row, ctx: Context, snapshot: Snapshot) -> Component:
    count = document["facts"]
    shown = (
        ctx.n("sources.figures", count, n=words.number(count, ctx.lang, 0))
        if count
        else ctx.t("sources.none")
    )
    meta = [
        words.publisher(document, ctx.lang),
        words.published(document["published"], ctx.lang),
        ctx.t(f"language.{document['lang']}")
        if document["lang"] in ("vi", "en", "zh")
        else document["lang"] or "",
    ]
    first = snapshot.document(document["syndicated_from"])
    if first:
        meta.append(ctx.t("sources.copy_of", title=title_of(first, ctx, snapshot)))
    return html.Li(
        [
            html.A(
                title_of(document, ctx, snapshot),
                href=ctx.url(f"/sources/{document['doc_id']}"),
                lang=document_lang(document),
                className="document-title",
            ),
            html.P(" \u00b7 ".join(m for m in meta if m), className="document-meta"),
            html.P(shown, className="document-count" + ("" if count else " unstated")),
        ]
    )
