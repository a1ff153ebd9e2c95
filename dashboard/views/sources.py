"""The list of documents."""

from __future__ import annotations

from markupsafe import Markup

from dashboard import choices, frame, html, words
from dashboard.html import Node
from dashboard.i18n import LANGUAGES, Context
from dashboard.paging import page_of, pages
from dashboard.reading import document_lang, title_of
from dashboard.render import to_html
from dashboard.store import Row, Snapshot
from etl import extracts

NAME, PATH = "sources", "/sources"
INTERACTIVE = False
PAGE = 200  # so many documents stand on a page


def title(ctx: Context, snapshot: Snapshot) -> str:
    """The page's title."""
    return ctx.t("sources.title")


def matching(ctx: Context, snapshot: Snapshot, limit: int | None = None, offset: int = 0) -> extracts.Rows:
    """The documents that the address asks for; all where it asks for nothing."""
    lang, stated = ctx.params.get("doc_lang"), ctx.params.get("stated")
    return snapshot.index.documents(
        text=ctx.params.get("q"),
        lang=lang if lang in LANGUAGES else None,
        stated=stated == "yes" if stated in ("yes", "no") else None,
        limit=limit,
        offset=offset,
    )


def before(ctx: Context, snapshot: Snapshot) -> Markup:
    """Heading and the search."""
    head = html.Div(
        [html.H1(ctx.t("sources.title")), html.P(ctx.t("sources.lead"), className="lead")],
        className="page-head",
    )
    if not snapshot.documents:
        return to_html(head)
    languages = [("", ctx.t("figures.any")), *((c, ctx.t(f"language.{c}")) for c in LANGUAGES)]
    stated = [(value, ctx.t(f"sources.stated_{value or 'any'}")) for value in ("", "yes", "no")]
    fields: list[choices.Field] = [
        ("q", None, ctx.params.get("q", "")),
        ("doc_lang", languages, ctx.params.get("doc_lang", "")),
        ("stated", stated, ctx.params.get("stated", "")),
    ]
    count = matching(ctx, snapshot).num_rows
    told = html.P(ctx.n("sources.count", count, n=words.number(count, ctx.lang, 0)), role="status")
    return to_html(head) + choices.form(ctx, PATH, fields) + to_html(html.Div(told, className="figures-bar"))


def layout(ctx: Context, snapshot: Snapshot) -> Node:
    """The documents that match with what is known of them and how many figures they state."""
    if not snapshot.documents:
        return html.Div(frame.empty(ctx.t("empty.title"), ctx.t("empty.help")), className="view")
    count = matching(ctx, snapshot).num_rows
    if not count:
        clear = html.A(ctx.t("figures.clear"), href=ctx.url(PATH), className="button")
        none = frame.empty(ctx.t("sources.no_match"), ctx.t("sources.no_match_help"), clear)
        return html.Div(none, className="view")
    start = (page_of(ctx, count, PAGE) - 1) * PAGE
    shown = matching(ctx, snapshot, PAGE, start).to_pylist()
    snapshot.foresee_documents(d["syndicated_from"] for d in shown)
    items = html.Ol(
        [_item(d, ctx, snapshot) for d in shown],
        className="documents",
        **({"start": start + 1} if start else {}),
    )
    above, below = (pages(ctx, count, PAGE, ctx.t(f"sources.{name}")) for name in ("pages", "pages_below"))
    return html.Div([above, items, below], className="view")


def _item(document: Row, ctx: Context, snapshot: Snapshot) -> Node:
    count = document["facts"]
    shown = (
        ctx.n("sources.figures", count, n=words.number(count, ctx.lang, 0))
        if count
        else ctx.t("sources.none")
    )
    meta = [
        words.publisher(document, ctx.lang),
        words.published(document["published"], ctx.lang),
        ctx.t(f"language.{document['lang']}") if document["lang"] in LANGUAGES else document["lang"] or "",
    ]
    first = snapshot.named(document["syndicated_from"])
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
