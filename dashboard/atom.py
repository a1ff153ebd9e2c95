"""The feed as XML."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import request
from lxml import etree

from dashboard import words
from dashboard.extracts import root
from dashboard.i18n import Context
from dashboard.store import Row
from etl import extracts

ATOM = "http://www.w3.org/2005/Atom"


def feed(ctx: Context, rows: list[tuple[Row, str | None]], made: dt.datetime, path: str) -> bytes:
    """An Atom feed of facts, each with when it was first found; ``made`` is when the tables were."""
    stamp = made.strftime("%Y-%m-%dT%H:%M:%SZ")
    query = request.query_string.decode()
    here = f"{root()}{path}" + (f"?{query}" if query else "")
    top = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    top.set("{http://www.w3.org/XML/1998/namespace}lang", ctx.lang)
    _text(top, "title", ctx.t("feed.title"))
    _text(top, "subtitle", ctx.t("site.about"))
    _text(top, "id", here)
    _text(top, "updated", max((at or stamp for _, at in rows), default=stamp))
    _text(top, "generator", "tradetrace", version=extracts.program_version())
    etree.SubElement(top, f"{{{ATOM}}}link", rel="self", type="application/atom+xml", href=here)
    etree.SubElement(top, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=f"{root()}/figures")
    for fact, at in rows:
        _entry(top, ctx, fact, at or stamp)
    return etree.tostring(top, xml_declaration=True, encoding="utf-8")


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
