"""Sources are read as they are stored; whatever is wrong with one is said by name, with a remedy."""

import hashlib
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.documents import Document, decode, read_document, read_documents
from etl.errors import DocumentProblem
from tests.conftest import DOCUMENTS, add_document

ARTICLES = {
    "000_a19fd4baa5236721": ("Tiền Phong", "2025-04", "month"),
    "001_488e7bf6421214d0": (None, None, None),
    "002_a5a16136a07cd272": ("Doanh nghiệp và Hội nhập", "2024-08-20", "day"),
    "003_d0fe586383726abc": ("Báo Lào Cai", None, None),
    "004_aeef0bda1ba57c1c": ("TTXVN", "2025-11-01", "day"),
}


def problem_of(path):
    with pytest.raises(DocumentProblem) as caught:
        read_document(path)
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize("doc_id", ARTICLES)
def test_the_articles(doc_id):
    document = read_document(DOCUMENTS / f"{doc_id}.txt")
    assert (document.publisher, document.published, document.published_precision) == ARTICLES[doc_id]
    assert document.published_how
    assert document.lang == "vi"
    assert document.url is None
    assert document.text.encode() == (DOCUMENTS / f"{doc_id}.txt").read_bytes()
    assert document.title is None or document.title in document.text


def test_the_crawl_date_is_not_the_publication_date():
    document = read_document(DOCUMENTS / "002_a5a16136a07cd272.txt")
    assert "26/02/2026" in document.text.splitlines()[0]
    assert document.published == "2024-08-20"


@given(st.text(min_size=1).filter(lambda t: "\0" not in t and t.strip("\ufeff \t\r\n\f\v\u00a0")))
def test_text_is_decoded_code_point_for_code_point(text):
    assert decode(text.encode(), "x.txt") == text


def test_line_ends_and_byte_order_mark_are_kept(collection):
    path = add_document(collection, "third", "\ufeffone\r\ntwo\rthree\n")
    assert read_document(path).text == "\ufeffone\r\ntwo\rthree\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"ab\0cd", "is binary"),
        (b"%PDF-1.7 text", "is binary"),
        (b"PK\x03\x04docx", "is binary"),
        ("tỷ".encode("utf-16"), "is UTF-16"),
        (b"caf\xe9", "is not UTF-8 (byte 3)"),
    ],
)
def test_what_is_no_text(collection, content, words):
    problem = problem_of(add_document(collection, "bad", content))
    assert problem.name == "bad.txt"
    assert words in problem.what
    assert problem.remedy


def test_a_folder_named_like_a_text(collection):
    (collection / "documents" / "bad.txt").mkdir()
    assert "cannot be read" in problem_of(collection / "documents" / "bad.txt").what


def test_a_changed_text_is_noticed_and_the_remedy_fits(collection):
    path = add_document(collection, "third", "before")
    path.write_text("after")
    problem = problem_of(path)
    assert hashlib.sha256(b"after").hexdigest() in problem.remedy


@pytest.mark.parametrize(
    ("sidecar", "words"),
    [
        ("title = ", "is no TOML"),
        (b"title = '\xff'", "is no TOML"),
        ('titel = "x"', "unknown key titel"),
        ("title = 5", "title is no text"),
        ('lang = "en"', "sha256 is missing"),
        ('sha256 = "0"', "lang is missing"),
        ('lang = "en"\nsha256 = "0"\npublished = "yesterday"', "'yesterday' is no date"),
        ('lang = "en"\nsha256 = "0"\npublished = "2024-02-30"', "is no date"),
        ('lang = "en"\nsha256 = "0"\npublished = "2024-13"', "is no date"),
        (
            'lang = "en"\nsha256 = "0"\npublished = "2024-08"\npublished_precision = "day"',
            "published_precision is day",
        ),
        ('lang = "en"\nsha256 = "0"\npublished_precision = "day"', "published_precision is day"),
        ('lang = "en"\nsha256 = "0"\npublished = 2024-08-20T16:34:00', "published is no text"),
        ('lang = "en"\nsha256 = "0"', "its sha256 is not the one"),
    ],
)
def test_a_faulty_sidecar(collection, sidecar, words):
    path = add_document(collection, "third", "text")
    path.with_suffix(".toml").write_bytes(sidecar if isinstance(sidecar, bytes) else sidecar.encode())
    problem = problem_of(path)
    assert words in problem.what
    assert problem.name in ("third.toml", "third.txt")


def test_a_date_without_quotes(collection):
    path = add_document(collection, "third", "text")
    sidecar = path.with_suffix(".toml")
    sidecar.write_text(sidecar.read_text() + "published = 2024-08-20\n")
    assert (read_document(path).published, read_document(path).published_precision) == ("2024-08-20", "day")


def test_texts_and_sidecars_need_each_other(collection):
    folder = collection / "documents"
    (folder / "first.toml").unlink()
    (folder / "second.txt").unlink()
    add_document(collection, "third", "text")
    first, second, third = read_documents(collection)
    assert (first.name, first.what) == ("first.toml", "is missing")
    assert (second.name, second.what) == ("second.toml", "there is no second.txt")
    assert isinstance(third, Document)


def test_other_files_are_left_alone(collection):
    (collection / "documents" / "notes.md").write_text("x")
    (collection / "documents" / ".hidden.txt").write_text("x")
    assert [d.doc_id for d in read_documents(collection)] == ["first", "second"]


def test_no_folder(collection):
    shutil.rmtree(collection / "documents")
    with pytest.raises(DocumentProblem, match="cannot be read"):
        list(read_documents(collection))


def test_a_file_without_an_ending_is_no_document(collection):
    for name in ("txt", "toml", "html", ".txt"):
        (collection / "documents" / name).write_text("Not one of them.")
    assert [d.doc_id for d in read_documents(collection)] == ["first", "second"]
