"""``/feed.atom``: the figures that were last found, newest first, narrowed by the same filters as an extract."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Flask, Response, request
from lxml import etree

from dashboard import answers, words
from dashboard.extracts import root, told_in_one_line
from dashboard.i18n import Context
from dashboard.store import Reader, Row
from etl import extracts, parse_filters

PATH = "/feed.atom"
MOST = 100
ATOM = "http://www.w3.org/2005/Atom"
_KIND = "application/atom+xml; charset=utf-8"


def register(server: Flask, read: Reader) -> None:
    """Serve the feed in the language that the address or the reader's program asks for."""

    @told_in_one_line
    def feed() -> Response:
        snapshot = read()
        ctx = Context.of_request()
        given = request.args.to_dict(flat=False)
        # `lang` is the page's language, as everywhere in the dashboard; the document's is `doc_lang`.
        given.pop("lang", None)
        query = {"lang" if n == "doc_lang" else n: v for n, v in given.items()}
        index = snapshot.index
        wanted = parse_filters(query, index)
        tag = extracts.tag(index, PATH, ctx.lang, sorted(query.items()), root())
        made = extracts.made_at(index)
        body = _feed(ctx, index.latest(MOST, **wanted), made)
        answer = answers.whole(tag, made, _KIND, body)
        answer.content_language = [ctx.lang]
        answer.vary.add("Accept-Language")
        return answer

    server.add_url_rule(PATH, "feed", feed)


def _feed(ctx: Context, rows: list[tuple[Row, str | None]], made: dt.datetime) -> bytes:
    stamp = made.strftime("%Y-%m-%dT%H:%M:%SZ")
    query = request.query_string.decode()
    here = f"{root()}{PATH}" + (f"?{query}" if query else "")
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", ctx.lang)
    _text(feed, "title", ctx.t("feed.title"))
    _text(feed, "subtitle", ctx.t("site.about"))
    _text(feed, "id", here)
    _text(feed, "updated", max((at or stamp for _, at in rows), default=stamp))
    _text(feed, "generator", "tradetrace", version=extracts.program_version())
    etree.SubElement(feed, f"{{{ATOM}}}link", rel="self", type="application/atom+xml", href=here)
    etree.SubElement(feed, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=f"{root()}/figures")
    for fact, at in rows:
        _entry(feed, ctx, fact, at or stamp)
    return etree.tostring(feed, xml_declaration=True, encoding="utf-8")


def _entry(feed: Any, ctx: Context, fact: Row, at: str) -> None:
    entry = etree.SubElement(feed, f"{{{ATOM}}}entry")
    address = f"{root()}/figure/{fact['fact_id']}"
    _text(entry, "title", words.joined(ctx.lang, words.hedged(fact, ctx.lang), words.what(fact, ctx.lang)))
    _text(entry, "id", address)
    _text(entry, "updated", at)
    etree.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=address)
    if _is_address(fact["url"]):
        etree.SubElement(entry, f"{{{ATOM}}}link", rel="via", href=fact["url"])
    author = etree.SubElement(entry, f"{{{ATOM}}}author")
    _text(author, "name", words.publisher(fact, ctx.lang))
    content = _text(entry, "content", fact["passage"], type="text")
    if fact["lang"]:
        content.set("{http://www.w3.org/XML/1998/namespace}lang", fact["lang"])
    for name in ("indicator", "reporter", "partner"):
        if fact[name]:
            etree.SubElement(
                entry, f"{{{ATOM}}}category", term=fact[name], scheme=f"{root()}/codebook#{name}"
            )


def _is_address(url: str | None) -> bool:
    """Whether a reader's program may follow it; a sidecar may hold anything."""
    return bool(url) and url.startswith(("http://", "https://")) and url.isprintable()


def _text(parent: Any, name: str, text: str, **attributes: str) -> Any:
    made = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    # XML has no way to write other control characters
    made.text = "".join(c for c in text if (c >= " " or c in "\t\n\r") and c not in "\ufffe\uffff")
    return made
