"""Read a text: the figures of an article that is pasted in. Nothing of it is stored, logged or sent on."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass

from dash import Dash
from flask import Response, request
from markupsafe import Markup
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard import html, passage, reading, shell, trust, words
from dashboard.html import Node
from dashboard.i18n import HTML_LANG, LANGUAGES, Context
from dashboard.render import to_html
from dashboard.store import Reader, Row, Snapshot
from etl import EXPORT_FORMATS, DataError, export_facts, facts_table

NAME = "read"
PATH = "/read"
WITHOUT_TABLES = True
LIMIT = 100_000  # characters of a text; a long report has half of that
_BYTES = 1_000_000  # of a request: the most that so many characters take, and the form around them

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True)
class Asked:
    """What the form holds. ``lang`` and ``published`` are empty where the reader left them open."""

    text: str = ""
    lang: str = ""
    published: str = ""


def title(ctx: Context, snapshot: Snapshot | None = None) -> str:
    """The page's title."""
    return ctx.t("read.title")


def layout(ctx: Context, snapshot: Snapshot | None = None) -> Node:
    """The page with an empty form."""
    return page(ctx, Asked())


def page(ctx: Context, asked: Asked, fault: str = "", facts: list[Row] | None = None) -> Node:
    """The form as it was sent, what is wrong with it, and the figures of its text."""
    head = html.Div(
        [
            html.H1(ctx.t("read.title")),
            html.P(ctx.t("read.lead"), className="lead"),
            html.P(ctx.t("read.private"), className="small"),
        ],
        className="page-head",
    )
    message = html.P(fault, className="fault", id="read-fault", role="alert") if fault else None
    parts = [head, message, form(ctx, asked, bool(fault), bool(facts))]
    if facts is not None:
        parts.append(_result(ctx, asked, facts))
    return html.Div([p for p in parts if p is not None], className="view")


def form(ctx: Context, asked: Asked, faulty: bool = False, found: bool = False) -> Markup:
    """A plain form that needs no script; the download is the same form sent to another address."""
    options = Markup("").join(
        Markup('<option value="{}"{}>{}</option>').format(
            code, Markup(" selected") if code == asked.lang else "", label
        )
        for code, label in [("", ctx.t("read.detect")), *((c, ctx.t(f"language.{c}")) for c in LANGUAGES)]
    )
    download = Markup('<button class="button" formaction="{}">{}</button>').format(
        ctx.url("/read.csv"), ctx.t("read.csv")
    )
    return Markup(
        '<form class="read-form" method="post" enctype="multipart/form-data" action="{action}">'
        '<label class="field-text"><span>{text_label}</span>'
        '<textarea name="text" rows="{rows}" required{described}>{text}</textarea></label>'
        '<label><span>{lang_label}</span><select name="text_lang">{options}</select></label>'
        '<label><span>{date_label}</span><input name="published" value="{published}" placeholder="2024-08-20"'
        ' autocomplete="off"></label>'
        '<div class="filter-go"><button class="button primary">{go}</button>{download}</div></form>'
    ).format(
        action=ctx.url(PATH, anchor="result"),
        text_label=ctx.t("read.text", limit=words.number(LIMIT, ctx.lang, 0)),
        rows=6 if found else 14,
        described=Markup(' aria-describedby="read-fault" aria-invalid="true"') if faulty else "",
        text="\n" + asked.text,  # HTML drops one line break at the start
        lang_label=ctx.t("read.text_lang"),
        options=options,
        date_label=ctx.t("read.published"),
        published=asked.published,
        go=ctx.t("read.go"),
        download=download if found else "",
    )


def asked_of(ctx: Context) -> tuple[Asked, str, int]:
    """What the request asks to be read, what is wrong with it in one line (else empty), and the status of that."""
    request.max_content_length = _BYTES
    request.max_form_memory_size = _BYTES
    try:
        given = request.form
    except RequestEntityTooLarge:
        return Asked(), _too_long(ctx), 413
    # Browsers send line ends as two characters; a pasted text has no stored form that this could change.
    text = re.sub(r"\r\n?", "\n", given.get("text", ""))
    lang = given.get("text_lang", "")
    asked = Asked(text, lang if lang in LANGUAGES else "", given.get("published", "").strip())
    if len(text) > LIMIT:
        return asked, _too_long(ctx, len(text)), 413
    if not text.strip():
        return asked, ctx.t("read.empty"), 400
    if asked.published and not _is_date(asked.published):
        return asked, ctx.t("read.bad_date", date=asked.published), 400
    return asked, "", 200


def _too_long(ctx: Context, length: int | None = None) -> str:
    limit = words.number(LIMIT, ctx.lang, 0)
    if length is None:
        return ctx.t("read.too_large", limit=limit)
    return ctx.t("read.too_long", n=words.number(length, ctx.lang, 0), limit=limit)


def _is_date(written: str) -> bool:
    found = _DATE.fullmatch(written)
    try:
        return bool(found and dt.date(int(found[1]), int(found[2] or 1), int(found[3] or 1)))
    except ValueError:
        return False


def facts_of(asked: Asked) -> list[Row]:
    """The facts of a text as rows of the fact table, in the order in which it states them."""
    sha256 = hashlib.sha256(asked.text.encode("utf-8", "surrogatepass")).hexdigest()
    document = {"title": None, "publisher": None, "url": None, "doc_sha256": sha256}
    document |= {"published": asked.published or None, "lang": asked.lang or None}
    # 10 MB of rules, which a worker does without until it is given a text
    from etl import extract

    rows = extract(asked.text, doc_id="text", lang=asked.lang or None, published=asked.published or None)
    return sorted(({**row, **document} for row in rows), key=lambda f: f["char_start"])


def _result(ctx: Context, asked: Asked, facts: list[Row]) -> Node:
    count = len(facts)
    status = ctx.n("read.found", count, n=words.number(count, ctx.lang, 0)) if facts else ctx.t("read.none")
    heading = html.H2(status, id="result", tabIndex="-1")
    if not facts:
        return html.Section([heading, html.P(ctx.t("read.none_help"))], className="read-result")
    lang = {"lang": HTML_LANG[asked.lang]} if asked.lang else {}
    marks = [
        passage.Mark(
            m["char_start"],
            m["char_end"],
            f["fact_id"],
            anchor=passage.anchor(f["fact_id"], i),
            href=f"#r-{f['fact_id']}",
            label=words.what(f, ctx.lang),
        )
        for f in facts
        for i, m in enumerate(f["mentions"])
    ]
    paragraphs = [
        html.P(passage.annotate(asked.text, m.start(), m.end(), marks))
        for m in re.finditer(r"[^\n]+", asked.text)
        if m.group().strip()
    ]
    listed = html.Div([_card(ctx, asked, f) for f in facts], className="cards")
    return html.Section(
        [
            heading,
            html.Div(
                [html.Article(paragraphs, className="document", **lang), listed], className="read-columns"
            ),
        ],
        className="read-result",
    )


def _card(ctx: Context, asked: Asked, fact: Row) -> Node:
    place = html.A(words.hedged(fact, ctx.lang), href="#" + passage.anchor(fact["fact_id"]))
    what = html.Span(words.what(fact, ctx.lang), className="card-what")
    more = len(fact["mentions"]) - 1
    return html.Section(
        [
            html.H3([place, " ", what]),
            reading.quotation(fact, asked.text, ctx),
            reading.strip(fact, ctx),
            html.Details([html.Summary(ctx.t("read.trust")), trust.trust(fact, ctx)], className="card-trust"),
            html.P(ctx.n("reading.mentions", more, n=more), className="small") if more else None,
        ],
        id=f"r-{fact['fact_id']}",
        className="card",
    )


def register(app: Dash, read: Reader) -> None:
    """Answer the form: with the page, or with the figures as CSV."""
    server = app.server

    def context() -> Context:
        return Context.of_request()

    def answer(content: Node, ctx: Context, status: int) -> Response:
        try:
            snapshot: Snapshot | None = read()
        except DataError:  # a text can be read without the tables
            snapshot = None
        shown = shell.Page(title(ctx), to_html(content), status)
        made = Response(shell.render(shown, ctx, app.statics, snapshot), status, mimetype="text/html")
        made.content_language = [ctx.lang]
        return made

    def handle(finish: Callable[[Context, Asked], Response]) -> Response:
        ctx = Context(context().lang, PATH)
        asked, fault, status = asked_of(ctx)
        made = answer(page(ctx, asked, fault), ctx, status) if fault else finish(ctx, asked)
        made.cache_control.no_store = True
        return made

    def shown(ctx: Context, asked: Asked) -> Response:
        return answer(page(ctx, asked, facts=facts_of(asked)), ctx, 200)

    def as_csv(_ctx: Context, asked: Asked) -> Response:
        content_type, extension = EXPORT_FORMATS["csv"]
        out = io.BytesIO()
        export_facts(facts_table(facts_of(asked)), "csv", out, None)
        made = Response(out.getvalue(), content_type=content_type)
        made.headers["Content-Disposition"] = f'attachment; filename="text.{extension}"'
        return made

    server.add_url_rule(PATH, "read", lambda: handle(shown), methods=["POST"])
    server.add_url_rule(f"{PATH}.csv", "read-csv", lambda: handle(as_csv), methods=["POST"])
