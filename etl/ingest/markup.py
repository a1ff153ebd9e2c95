"""Markdown by markdown-it-py: the words without the marks, front matter as metadata."""

from __future__ import annotations

import re

from etl.ingest.plain import decoded, readable
from etl.ingest.read import FIELDS, Read

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_ENTRY = re.compile(r"^([A-Za-z_]+)\s*:\s*(.+?)\s*$", re.MULTILINE)
_NAMES = {"date": "published", "link": "url", "source": "publisher", "site": "publisher", "language": "lang"}


def read_markdown(data: bytes, name: str, charset: str | None, url: str | None) -> Read:
    """The words of a Markdown text, a block a line; raises :class:`DocumentProblem`."""
    from markdown_it import MarkdownIt

    text, encoding = decoded(data, name, charset)
    text = text.lstrip("\ufeff").replace("\r\n", "\n")
    front = _FRONT.match(text)
    body = text[front.end() :] if front else text
    lines: list[str] = []
    heading = None
    row: list[str] | None = None
    level = ""
    for token in MarkdownIt("commonmark").enable("table").parse(body):
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            lines.append("| " + " | ".join(row) + " |")
            row = None
        elif token.type == "heading_open":
            level = token.tag
        elif token.type == "inline":
            words = _words(token)
            if row is not None:
                row.append(words)
            else:
                lines.append(words)
            if level == "h1" and heading is None:
                heading = words
            level = ""
        elif token.type in ("fence", "code_block"):
            lines.append(token.content)
    read = Read("markdown", readable("\n".join(lines) + "\n", name), encoding)
    for key, value in _ENTRY.findall(front[1]) if front else ():
        key = _NAMES.get(key.lower(), key.lower())
        if key in FIELDS:
            read.set(key, value.strip("\"'"), "front matter")
    read.set("title", heading, "first heading")
    return read


def _words(inline) -> str:
    parts = []
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type in ("text", "code_inline"):
            parts.append(child.content)
    return " ".join("".join(parts).split())
