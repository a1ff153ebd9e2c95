"""A figure cited: in one line, as BibTeX and as CSL-JSON.

What is cited is the document, as its publisher's work; the note says which figure of it, and the address is the
figure's permanent link where the document has none of its own.
"""

from __future__ import annotations

import json
import re
from typing import Any

from flask import has_request_context, request

from dashboard import html, reading, words
from dashboard.html import Node
from dashboard.i18n import Context, at
from dashboard.store import Row, Snapshot

_LATEX = {c: f"\\{c}" for c in "&%$#_{}"}
_LATEX |= {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}"}


def address(fact_id: str) -> str:
    """The permanent link of a figure, with the host that this request asked."""
    root = request.url_root.rstrip("/") if has_request_context() else ""
    return f"{root}/figure/{fact_id}"


def line(fact: Row, ctx: Context, snapshot: Snapshot) -> str:
    """The citation in one line of plain text, in the language of the page; the quote stays as it is."""
    return ctx.t(
        "reading.cite",
        amount=words.hedged(fact, ctx.lang),
        measure=words.measure(fact, ctx.lang),
        between=words.between(fact, ctx.lang),
        period=words.period(fact, ctx.lang),
        quote=fact["quote"],
        title=reading.title_of(fact, ctx, snapshot),
        publisher=words.publisher(fact, ctx.lang),
        published=words.published(fact["published"], ctx.lang),
        address=address(fact["fact_id"]),
    )


def _note(fact: Row, ctx: Context) -> str:
    said = words.joined(ctx.lang, words.hedged(fact, ctx.lang), words.what(fact, ctx.lang))
    return ctx.t("cite.note", figure=said, quote=fact["quote"], address=address(fact["fact_id"]))


def csl(fact: Row, ctx: Context, snapshot: Snapshot) -> dict[str, Any]:
    """The document as a CSL-JSON item. What is not known is left out, never invented."""
    parts = [int(p) for p in (fact["published"] or "").split("-") if p]
    item: dict[str, Any] = {
        "id": f"tradetrace-{fact['fact_id']}",
        "type": "webpage" if fact["url"] else "document",
        "title": reading.title_of(fact, ctx, snapshot),
        "container-title": fact["publisher"],
        "issued": {"date-parts": [parts]} if parts else None,
        "language": fact["lang"],
        "URL": fact["url"] or address(fact["fact_id"]),
        "note": _note(fact, ctx),
    }
    return {name: value for name, value in item.items() if value}


def csl_json(fact: Row, ctx: Context, snapshot: Snapshot) -> str:
    """A CSL-JSON file with the one item, as Zotero and pandoc read it."""
    return json.dumps([csl(fact, ctx, snapshot)], ensure_ascii=False, indent=2)


def bibtex(fact: Row, ctx: Context, snapshot: Snapshot) -> str:
    """A BibTeX entry in UTF-8."""
    year, _, month = (fact["published"] or "").partition("-")
    fields = {
        "title": f"{{{_latex(reading.title_of(fact, ctx, snapshot))}}}",  # the second braces keep its capitals
        "publisher": _latex(fact["publisher"] or ""),
        "year": year,
        "month": str(int(month[:2])) if month else "",
        "language": {"vi": "vietnamese", "en": "english", "zh": "chinese"}.get(fact["lang"] or "", ""),
        "url": _url(fact["url"] or address(fact["fact_id"])),
        "note": _latex(_note(fact, ctx)),
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{tradetrace-{fact['fact_id']},\n{body}\n}}\n"


def _latex(text: str) -> str:
    return "".join(_LATEX.get(c, c) for c in " ".join(text.split()))


def _url(text: str) -> str:
    """An address as it is, but for what would end the field."""
    return re.sub(r"[{}\\\s]", lambda m: f"%{ord(m[0]):02X}", text)


def copies(fact: Row, ctx: Context, snapshot: Snapshot) -> Node:
    """The buttons that copy a figure: its link, its citation in three forms, its row."""
    texts = {
        "link": address(fact["fact_id"]),
        "citation": line(fact, ctx, snapshot),
        "bibtex": bibtex(fact, ctx, snapshot),
        "csl": csl_json(fact, ctx, snapshot),
    }
    buttons = [_button(ctx, name, {"data-copy-text": text}) for name, text in texts.items()]
    buttons.append(_button(ctx, "row", {"data-copy-from": at(f"/figure/{fact['fact_id']}.csv")}))
    return html.Ul([html.Li(b) for b in buttons], className="copies", **{"aria-label": ctx.t("cite.copy_as")})


def _button(ctx: Context, name: str, attributes: dict[str, str]) -> Node:
    label = ctx.t(f"cite.{name}")
    said = {"data-said": ctx.t("cite.copied", what=label)}
    return html.Button(label, type="button", className="chip", **attributes, **said)
