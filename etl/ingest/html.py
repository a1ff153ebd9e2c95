"""A page as a browser saves it: the article without navigation, teasers and comments, by trafilatura."""

from __future__ import annotations

import logging
import re
from contextlib import suppress

from etl.errors import DocumentProblem
from etl.ingest.plain import decoded, readable
from etl.ingest.read import Read

DEEPEST = 2_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dd",
        "dt",
        "option",
    ]
)
_SCRIPT = re.compile(r"<(script|style)\b|<!--", re.IGNORECASE)
_ENDS = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style")}
_COMMENT_END = re.compile("-->")
_RULE = re.compile(r"^\|(?:-+\|)+[ ]*$\n?", re.MULTILINE)


def read_html(data: bytes, name: str, charset: str | None, url: str | None) -> Read:
    """The main text and what the markup tells: title, author, date, site, language, address.

    The date is taken from the markup or the address, never from words in the text; those are judged in
    :mod:`etl.ingest.page`. Raises :class:`DocumentProblem`.
    """
    page, encoding = decoded(data, name, charset)
    if _depth(page) > DEEPEST:
        raise DocumentProblem(name, f"nests tags deeper than {DEEPEST:,}", "Save the article as text")
    from htmldate import find_date
    from lxml.html import HtmlElement
    from trafilatura import bare_extraction, load_html

    # a page that cannot be read is told once, by this program
    for logger in ("trafilatura", "htmldate"):
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    tree = load_html(page)
    found = None
    if isinstance(tree, HtmlElement):
        with suppress(RecursionError):
            found = bare_extraction(
                page,
                url=url,
                with_metadata=True,
                include_comments=False,
                include_tables=True,
                date_extraction_params={"extensive_search": False, "original_date": True},
            )
    if found is None or not (found.text or "").strip():
        raise DocumentProblem(name, "holds no article", "Save the article's text as a text file")
    read = Read("html", readable(_text(found.text, found.title), name), encoding)
    read.set("title", found.title, "markup of the page")
    read.set("author", found.author, "markup of the page")
    read.set("publisher", found.sitename, "markup of the page: name of the site")
    read.set(
        "url", url or found.url, "where it was fetched" if url else "markup of the page: its own address"
    )
    declared = tree.get("lang") or tree.get("xml:lang")
    read.set("lang", (declared or "").split("-")[0].lower() or None, "markup of the page")
    with suppress(Exception):  # a library that guesses at foreign markup; without a date the page is as good
        date = find_date(tree, extensive_search=False, original_date=True, url=url or found.url)
        read.set("published", date, "markup of the page or its address")
    return read


def _text(text: str, title: str | None) -> str:
    """Cells of a table a line, without the rule below its head; the title first, as a reader has it."""
    text = _RULE.sub("", text)
    if title and title.strip() not in text[: len(title) + 200]:
        text = f"{title.strip()}\n{text}"
    return text.strip() + "\n"


def _without_scripts(page: str) -> str:
    """The page without scripts, styles and comments that end, each end looked for once at most in vain."""
    kept: list[str] = []
    at = begin = 0
    without_end: set[re.Pattern[str]] = set()
    while m := _SCRIPT.search(page, at):
        pattern = _ENDS[m[1].lower()] if m[1] else _COMMENT_END
        end = None if pattern in without_end else pattern.search(page, m.end())
        if end is None:
            without_end.add(pattern)
            at = m.end()
            continue
        kept.append(page[begin : m.start()])
        at = begin = end.end()
    kept.append(page[begin:])
    return "".join(kept)


def _depth(page: str) -> int:
    """How deep elements nest that must be closed."""
    deepest = depth = 0
    for m in _TAG.finditer(_without_scripts(page)):
        if m[2].lower() in _VOID or m[3]:
            continue
        depth = max(0, depth - 1) if m[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest
