"""Sources that the tests make: pages, PDF, DOCX, all real, with figures of known value."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

TITLE = "Thương mại Việt - Trung đạt kỷ lục"
BODY = [
    "Theo Tổng cục Hải quan, năm 2023 kim ngạch thương mại Việt Nam - Trung Quốc đạt 171,9 tỷ USD.",
    "Trong 9 tháng năm 2024, kim ngạch thương mại hai nước đạt 148,6 tỷ USD, tăng 21% so với cùng kỳ năm trước.",
    "Hai bên nhất trí tiếp tục mở rộng thương mại song phương theo hướng cân bằng và bền vững trong thời gian tới, "
    "đẩy nhanh kết nối đường sắt và nâng cấp các cửa khẩu thông minh.",
]
FIGURES = {171.9e9, 148.6e9, 21.0}


def page(*, body: list[str] = BODY, head: str = "", charset: str = "utf-8", tail: str = "") -> str:
    """A page as a browser saves it: navigation, the article with a caption, teasers, footer."""
    paragraphs = "".join(f"<p>{p}</p>\n" for p in body)
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="{charset}">
<title>{TITLE} | Báo Thử</title><meta property="og:site_name" content="Báo Thử">
<meta name="author" content="Minh Anh">{head}</head><body>
<nav><a href="/">Trang chủ</a> <a href="/kinh-te">Kinh tế</a></nav>
<article><h1>{TITLE}</h1>
{paragraphs}<figure><img src="a.jpg" alt=""><figcaption>{body[0]}</figcaption></figure>
</article>
<aside><h3>Tin liên quan</h3><ul><li><a href="/x">Xuất khẩu sang Hoa Kỳ năm 2023 đạt 97 tỷ USD</a></li></ul></aside>
<footer>Hotline: 024.355.63.010. Bản quyền 2026 Báo Thử</footer>{tail}</body></html>"""


PUBLISHED = '<meta property="article:published_time" content="2024-10-12T08:30:00+07:00">'


def docx(path: Path, *, title: str = "", body: list[str] = BODY, rows: tuple = ()) -> Path:
    """A Word document with paragraphs and a table."""
    from docx import Document

    document = Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    for paragraph in body:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    document.save(path)
    return path


def zipped(**files: str) -> bytes:
    """A ZIP file with these names and contents."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name, content in files.items():
            parts.writestr(name, content)
    return out.getvalue()


def blank_pdf(password: str | None = None) -> bytes:
    """A PDF with one page and no words, as of a scanner; encrypted with a password."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def windows_1258(text: str) -> bytes:
    """Vietnamese as windows-1258 has it: tones are marks of their own behind their letters."""
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = b""
    for c in unicodedata.normalize("NFC", text):
        try:
            out += c.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", c)
            letter = unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones))
            out += (letter + "".join(p for p in parts if p in tones)).encode("cp1258")
    return out
