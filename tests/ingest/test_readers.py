"""The text of every kind of source, and what its markup says of it."""

import pytest

from etl import extract
from etl.errors import DocumentProblem
from etl.ingest.kinds import kind_of
from etl.ingest.plain import decoded
from etl.ingest.read import read_here, read_source
from tests.ingest.pages import BODY, FIGURES, PUBLISHED, TITLE, blank_pdf, docx, page, windows_1258, zipped


def values(read):
    return {f["value"] for f in extract(read.text, doc_id="d", lang="vi", published="2024-10-12")}


def test_a_page_is_its_article():
    read = read_source(page(head=PUBLISHED).encode(), "page.html", "html")
    assert values(read) == FIGURES, "no teaser's figure, and none twice"
    assert "Trang chủ" not in read.text
    assert "Hotline" not in read.text
    assert (read.title, read.author, read.publisher) == (TITLE, "Minh Anh", "Báo Thử")
    assert (read.published, read.lang) == ("2024-10-12", "vi")
    assert read.how["published"] == "markup of the page or its address"


def test_a_page_without_a_date_has_none():
    """A library would take any date from the text; the text's dates are judged elsewhere."""
    body = [*BODY, "Ngày 5/8/2024 hai bên đã họp tại Hà Nội về nông sản và các cửa khẩu biên giới."]
    assert read_source(page(body=body).encode(), "page.html", "html").published is None


def test_a_caption_that_repeats_a_sentence_is_a_mention():
    """The first caption stands in the body too: one fact, however often it is printed."""
    read = read_source(page().encode(), "page.html", "html")
    twice = f"{read.text}\n{BODY[0]}\n"
    facts = extract(twice, doc_id="d", lang="vi")
    total = [f for f in facts if f["value"] == 171.9e9]
    assert len(total) == 1
    assert len(total[0]["mentions"]) == 2


def test_a_table_is_a_row_a_line():
    rows = "<table><tr><th>Năm</th><th>Kim ngạch</th></tr><tr><td>2023</td><td>171,9 tỷ USD</td></tr></table>"
    read = read_source(page(body=[*BODY, rows]).encode(), "page.html", "html")
    assert "| 2023 | 171,9 tỷ USD |" in read.text
    assert "---" not in read.text


def test_a_pdf_is_paragraphs(pdf):
    read = read_source(pdf.read_bytes(), "article.pdf", "pdf")
    assert values(read) == FIGURES
    for sentence in BODY:
        assert sentence in read.text, "lines are joined"
    assert read.text.count("file:") == 1, "running heads stand there once"
    assert read.title == TITLE


def test_words_broken_at_the_end_of_a_line_are_mended():
    from etl.ingest.pdf import _lines

    assert _lines("invest\x02ment") == ["investment"]
    assert _lines("châu Á\x02Thái Bình Dương") == ["châu Á-Thái Bình Dương"]


def test_a_word_document(tmp_path):
    path = docx(tmp_path / "a.docx", title=TITLE, rows=(("Năm", "Kim ngạch"), ("2022", "175,6 tỷ USD")))
    read = read_source(path.read_bytes(), "a.docx", "docx")
    assert values(read) >= FIGURES
    assert read.text.endswith("| Năm | Kim ngạch |\n| 2022 | 175,6 tỷ USD |\n")
    assert (read.title, read.author) == (TITLE, None)


def test_markdown():
    text = (
        f"---\ntitle: Ghi chú\ndate: 2024-10-12\nsource: Báo Thử\n---\n# {TITLE}\n\n"
        "Năm **2023**, thương mại [Việt Nam - Trung Quốc](https://example.org)\nđạt `171,9` tỷ USD.\n\n- Một\n- Hai\n"
    )
    read = read_source(text.encode(), "a.md", "markdown")
    assert "Năm 2023, thương mại Việt Nam - Trung Quốc đạt 171,9 tỷ USD.\nMột\nHai\n" in read.text
    assert (read.title, read.published, read.publisher) == ("Ghi chú", "2024-10-12", "Báo Thử")
    assert read_source(f"# {TITLE}\n\nx".encode(), "a.md", "markdown").title == TITLE


CHINESE = "据海关统计，2024年前三季度，广西对越南进出口总值2186.3亿元人民币，同比增长15.8%。" * 3


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (BODY[0].encode(), BODY[0], "utf-8"),
        (b"\xef\xbb\xbf" + BODY[0].encode(), BODY[0], "utf-8"),
        (BODY[0].encode("utf-16"), BODY[0], "utf-16"),
        (windows_1258(" ".join(BODY)), " ".join(BODY), "cp1258"),
        (CHINESE.encode("gb18030"), CHINESE, "gb18030"),
    ],
    ids=["utf-8", "bom", "utf-16", "windows-1258", "gb18030"],
)
def test_encodings(data, text, encoding):
    assert decoded(data, "a.txt") == (text, encoding)


def test_a_declared_encoding_is_checked():
    data = page(charset="gb2312", body=[CHINESE]).replace("ờ", "").encode("gb18030")
    assert CHINESE in read_source(data, "a.html", "html").text
    # declared as something that it is not
    assert decoded(CHINESE.encode("gb18030"), "a.txt", "utf-8")[0] == CHINESE
    assert decoded("tỷ USD".encode(), "a.txt", "gb18030")[0] == "tỷ USD"


@pytest.mark.parametrize(
    ("data", "suffix", "declared", "kind"),
    [
        (b"%PDF-1.7\n", "", "", "pdf"),
        (b"%PDF-1.7\n", ".html", "text/html", "pdf"),
        (b"<!DOCTYPE html><p>x", "", "", "html"),
        (b"<html><body>x", ".txt", "", "html"),
        (b"plain", "", "text/html", "html"),
        (b"# a\n\nb", ".md", "", "markdown"),
        (b"a < b and <p> in words", ".txt", "", "text"),
        (b"{}", ".jsonl", "", "jsonl"),
        (b"PAR1....", "", "", "parquet"),
        (zipped(a="b"), ".docx", "", "docx"),
    ],
)
def test_the_kind_is_told_from_the_bytes(data, suffix, declared, kind):
    assert kind_of(data, "x", suffix, declared) == kind


@pytest.mark.parametrize(
    ("data", "suffix", "words"),
    [
        (b"\x89PNG\r\n", ".txt", "is a picture"),
        (b"\xd0\xcf\x11\xe0", ".doc", "old Office"),
        (b"no pdf", ".pdf", "is no PDF file"),
        (b"\x7fELF", "", "is a program"),
    ],
)
def test_what_is_no_document(data, suffix, words):
    with pytest.raises(DocumentProblem, match=words):
        kind_of(data, "x", suffix)


def nested(count):
    return ("<div>" * count + BODY[0] + "</div>" * count).encode()


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("html", nested(100_000), "nests tags deeper than 2,000"),
        ("html", b"<html><body><script>x</script></body></html>", "holds no article"),
        ("pdf", b"%PDF-1.7 cut off", "is a damaged PDF"),
        ("pdf", blank_pdf(), "pictures of pages and no text"),
        ("pdf", blank_pdf("secret"), "is encrypted"),
        ("docx", zipped(a="b"), "is a ZIP file, not a DOCX"),
        ("docx", b"PK\x03\x04 cut off", "is a damaged ZIP"),
        ("docx", zipped(**{"word/document.xml": "<w"}), "is a damaged DOCX"),
        ("text", b"a\0b\x80\0" * 50, "is no text"),
        ("text", "\u00a0 \n".encode("utf-16"), "holds no text"),
        ("markdown", b"---\ntitle: a\n---\n", "holds no text"),
    ],
)
def test_what_cannot_be_read(kind, data, words):
    with pytest.raises(DocumentProblem, match=words) as caught:
        read_source(data, "given.x", kind)
    assert str(caught.value).startswith("given.x: ")
    assert "\n" not in str(caught.value)


def test_a_docx_that_unpacks_to_more_than_memory(monkeypatch):
    from etl.ingest import docx as module

    monkeypatch.setattr(module, "LARGEST", 1000)
    data = zipped(**{"word/document.xml": "x" * 2000})
    with pytest.raises(DocumentProblem, match="unpacks to 2,000 bytes"):
        read_here(data, "a.docx", "docx")


def test_without_an_extra_its_name_is_told(monkeypatch):
    import builtins

    real = builtins.__import__

    def without(name, *rest):
        if name.partition(".")[0] in ("pypdfium2", "docx") and rest[-1] == 0:
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(DocumentProblem, match=r"pip install \"tradetrace\[pdf\]\""):
        read_here(blank_pdf(), "a.pdf", "pdf")


def test_a_text_in_utf_8_is_its_own_source():
    data = ("\ufeff" + BODY[0] + "\r\n").encode()
    read = read_source(data, "a.txt", "text")
    assert read.text.encode() == data


def test_running_heads_and_page_numbers_are_left_out():
    from etl.ingest.pdf import _without_heads

    words = ["first of all", "then again", "and so on", "in the end"]
    bodies = [[f"{w} {w} {one}" for w in words] for one in "abc"]
    pages = [["Bulletin", *body, f"Page {i}", f"- {i} -"] for i, body in enumerate(bodies, 1)]
    assert _without_heads(pages) == bodies
    assert _without_heads([["Bulletin", "Text"]]) == [["Bulletin", "Text"]], "one page shares nothing"


def test_a_figure_at_the_end_of_every_page_is_no_running_head():
    from etl.ingest.pdf import _without_heads

    words = ["first of all", "then again", "and so on", "in the end"]
    pages = [[*words, "Total: 171.9 billion USD"], [*(f"{w} too" for w in words), "Total: 148.6 billion USD"]]
    assert _without_heads(pages) == pages
    same = [
        [*words, "Unit: 1 billion USD in 2023"],
        [*(f"{w} too" for w in words), "Unit: 1 billion USD in 2023"],
    ]
    assert _without_heads(same)[0] == same[0], "once is enough, but not never"


@pytest.mark.parametrize(
    ("line", "page", "is_number"),
    [
        ("7", 0, True),
        ("- 7 -", 0, True),
        ("3/9", 2, True),
        ("Page 3 of 9", 2, True),
        ("Trang 3", 2, True),
        ("Quarter 3", 0, False),
        ("171,9", 0, False),
        ("2023", 0, True),
    ],
)
def test_page_numbers(line, page, is_number):
    from etl.ingest.pdf import _is_page_number

    assert _is_page_number(line, page) is is_number
