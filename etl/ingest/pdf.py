"""PDF by PDFium: the words of every page, lines joined to paragraphs, running heads and page numbers left out."""

from __future__ import annotations

import re
from collections import Counter

from etl.errors import DocumentProblem
from etl.ingest.plain import readable
from etl.ingest.read import Read, needs

PAGES = 2_000
FULL = 0.8  # of the page's long lines: a line shorter than this ends its paragraph
_END = re.compile(r"[.!?…。！？:：][\"'”’)\]»」』]*$")
_ITEM = re.compile(r"\s*(?:[-–—•·*+▪●]|\(?[0-9a-z]{1,3}[.)])\s")
_PAGE_NUMBER = re.compile(
    r"[-–— ]*(?P<word>[^\W\d_]{1,6} ?)?(?P<page>\d{1,4})(?: ?(?:/|[^\W\d_]{1,3}) ?\d{1,4})?[^\W\d_]?[-–— ]*"
)
# PDFium writes this for a hyphen at the end of a line, and joins the word
_BROKEN = re.compile(r"(\w*)[\x02\ufffe\u00ad]\s*(\w*)")
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
# a title that a program wrote there
_NO_TITLE = re.compile(
    r"(?i)^(?:about:|https?:|untitled|microsoft word|document\d*$)|\.(?:docx?|pdf|html?|indd|tmp)$"
)


def read_pdf(data: bytes, name: str, charset: str | None, url: str | None) -> Read:
    """The text of a PDF and the title and author that it names; raises :class:`DocumentProblem`."""
    try:
        import pypdfium2 as pdfium
    except ImportError as error:
        raise needs(name, "pypdfium2", "pdf") from error
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise DocumentProblem(name, "is encrypted and wants a password", "Save it without one") from error
        raise DocumentProblem(name, "is a damaged PDF", "Fetch or save it anew") from error
    try:
        if len(document) > PAGES:
            raise DocumentProblem(name, f"has {len(document):,} pages, more than {PAGES:,}", "Split it")
        pages = [_lines(page.get_textpage().get_text_bounded()) for page in document]
        told = document.get_metadata_dict()
    except pdfium.PdfiumError as error:
        raise DocumentProblem(name, "is a damaged PDF", "Fetch or save it anew") from error
    finally:
        document.close()
    if not any(pages):
        raise DocumentProblem(
            name, "holds pictures of pages and no text", "Have its text recognised (OCR) and add that"
        )
    read = Read("pdf", readable("\n".join(_paragraphs(_without_heads(pages))) + "\n", name))
    title = told.get("Title", "").strip()
    read.set("title", None if _NO_TITLE.search(title) else title, "properties of the PDF")
    read.set("author", told.get("Author"), "properties of the PDF")
    return read


def _lines(page: str) -> list[str]:
    page = _BROKEN.sub(_mended, page)
    return [line for line in (" ".join(raw.split()) for raw in page.splitlines()) if line]


def _without_heads(pages: list[list[str]]) -> list[list[str]]:
    """Leave out first and last lines that most pages share but for the page's number, and page numbers.

    One that states a number besides is kept where it stands first: it may be a figure and not a running head.
    """
    ends = [{*lines[:2], *lines[-2:]} for lines in pages]
    size = len(pages)
    count = Counter(
        key for i, lines in enumerate(ends) for key in {k for n in lines for k in _keys(n, i, size)}
    )
    shared = {key for key, n in count.items() if n >= 2 and n > size / 2}
    told: set[str] = set()
    out = []
    for i, lines in enumerate(pages):
        kept = list(lines)
        for line in dict.fromkeys((*lines[:2], *lines[-2:])):
            keys = _keys(line, i, size) & shared
            numbered = any(c.isdigit() for key in keys for c in key)
            if _is_page_number(line, i) or (keys and (not numbered or keys & told)):
                kept.remove(line)
            told |= keys
        out.append(kept)
    return out


def _is_page_number(line: str, page: int) -> bool:
    """A bare number, or a word with the number of this very page: "Page 3 of 9", and not "Quarter 3" on page 1."""
    m = _PAGE_NUMBER.fullmatch(line)
    return m is not None and (not any(c.isalpha() for c in line) or int(m["page"]) == page + 1)


def _keys(line: str, page: int, pages: int) -> set[str]:
    """The line as it stands, and without the number of its page at its beginning or end."""
    number = rf"{page + 1}(?: ?/ ?{pages})?"
    return {line, re.sub(rf"^{number}(?!\d)|(?<!\d){number}(?=\W*$)", "#", line)}


def _paragraphs(pages: list[list[str]]) -> list[str]:
    """Lines joined where the one above is full, so that sentences are whole; short lines stay as they are."""
    lengths = sorted(_width(line) for lines in pages for line in lines)
    full = FULL * lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    out: list[str] = []
    open_ = False  # whether the last line may go on
    for lines in pages:
        for line in lines:
            if open_ and not _ITEM.match(line) and any(c.isalpha() for c in line):
                out[-1] = _joined(out[-1], line)
            else:
                out.append(line)
            open_ = _width(line) >= full and len(lines) > 1
        # a paragraph goes over to the next page only where no sentence ends
        open_ = open_ and bool(out) and not _END.search(out[-1])
    return out


def _width(line: str) -> int:
    return len(line) + len(_WIDE.findall(line))


def _mended(m: re.Match) -> str:
    """A word that was broken at the end of its line, or a compound whose hyphen happened to stand there."""
    broken = m[1].isascii() and m[1].isalpha() and m[2].isascii() and m[2].islower()
    return f"{m[1]}{m[2]}" if broken else f"{m[1]}-{m[2]}"


def _joined(above: str, line: str) -> str:
    blank = "" if _WIDE.match(above[-1]) and _WIDE.match(line) else " "
    return above + blank + line
