"""The command `tradetrace add` and what it leaves in the folder."""

import json
import os
import tomllib

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from etl import load_tables, verify
from etl.cli import main
from etl.ingest.gather import identifier, safe
from tests.conftest import add_document
from tests.ingest.pages import BODY, FIGURES, PUBLISHED, TITLE, blank_pdf, docx, page, windows_1258, zipped


@pytest.fixture
def folder(tmp_path):
    """Where the sources to add lie; not the collection."""
    path = tmp_path / "given"
    path.mkdir()
    return path


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def add(data):
    """Run `tradetrace add`; checks the exit code and returns the parsed JSON with the errors' lines."""

    def run(*args, code=0, stdin=None):
        result = CliRunner().invoke(
            main, ["add", *map(str, args), "--data", str(data), "--json"], input=stdin
        )
        assert result.exit_code == code, result.output
        lines = result.stderr.splitlines()
        told = json.loads(result.stdout) if result.stdout else {"documents": [], "problems": []}
        assert lines == told["problems"]
        return told

    return run


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def sidecar(data, doc_id):
    return tomllib.loads((data / "documents" / f"{doc_id}.toml").read_text(encoding="utf-8"))


def contents(data):
    return (
        {p.name: p.read_bytes() for p in (data / "documents").iterdir()}
        if (data / "documents").exists()
        else {}
    )


def values(data, doc_id):
    return {f["value"] for f in load_tables(data).facts.to_pylist() if f["doc_id"] == doc_id}


def test_a_page_is_stored_as_it_came(add, data, folder):
    source = write(folder / "Bài viết.html", page(head=PUBLISHED))
    told = add(source)["documents"]
    assert [(d["doc_id"], d["state"], d["figures"]) for d in told] == [("Bai-viet", "added", 3)]
    assert (data / "documents" / "Bai-viet.html").read_bytes() == source.read_bytes()
    assert values(data, "Bai-viet") == FIGURES
    known = sidecar(data, "Bai-viet")
    assert (known["title"], known["publisher"], known["published"]) == (TITLE, "Báo Thử", "2024-10-12")
    assert known["source"]["origin"] == "Bài viết.html"
    assert known["detected"]["title_how"]
    assert verify(data).faults == ()
    row = load_tables(data).documents.to_pylist()[0]
    assert (row["source_file"], row["media_type"], row["author"]) == (
        "Bai-viet.html",
        "text/html",
        "Minh Anh",
    )
    assert row["publisher_how"] == "markup of the page: name of the site"


def test_every_kind_in_a_folder(add, data, folder, pdf):
    (folder / "below").mkdir()
    write(folder / "page.html", page())
    write(folder / "below" / "page.html", page(body=[*BODY, "Năm 2022, kim ngạch đạt 175,6 tỷ USD."]))
    write(folder / "print.pdf", pdf.read_bytes())
    docx(folder / "word.docx", title=TITLE)
    write(folder / "note.md", f"# {TITLE}\n\n{BODY[0]}\n")
    write(folder / "plain.txt", f"{TITLE}\n{BODY[1]}\n")
    write(folder / "old.txt", windows_1258("\n".join([TITLE, *BODY])))
    write(folder / "picture.png", b"\x89PNG")
    write(folder / ".hidden.txt", "x")
    told = add(folder)["documents"]
    assert {d["doc_id"] for d in told} == {"page", "below-page", "print", "word", "note", "plain", "old"}
    assert all(d["figures"] for d in told)
    for name in ("page.html", "print.pdf", "word.docx", "note.md"):
        assert (data / "documents" / name).read_bytes() == (folder / name).read_bytes()
    assert (data / "documents" / "old.source").read_bytes() == (folder / "old.txt").read_bytes()
    assert sidecar(data, "old")["source"]["charset"] == "cp1258"
    assert (data / "documents" / "plain.txt").read_bytes() == (folder / "plain.txt").read_bytes()
    assert "file" not in sidecar(data, "plain")["source"], "a text in UTF-8 is its own source"


def test_options_win(add, data, folder):
    source = write(folder / "a.html", page(head=PUBLISHED))
    given = (
        "--title",
        "T",
        "--publisher",
        "P",
        "--published",
        "2024-09",
        "--url",
        "https://example.org/",
        "--lang",
        "vi",
    )
    told = add(source, *given, "--id", "mine")["documents"][0]
    assert (told["doc_id"], told["title"], told["title_how"]) == ("mine", "T", "given")
    known = sidecar(data, "mine")
    assert [known[k] for k in ("title", "publisher", "published", "url", "lang")] == [
        "T",
        "P",
        "2024-09",
        "https://example.org/",
        "vi",
    ]
    assert known["published_how"] == "given when the document was added"
    assert known["detected"]["published"] == "2024-10-12"
    assert load_tables(data).documents["published_how"].to_pylist() == ["given when the document was added"]


def test_a_dry_run_stores_nothing(add, data, folder):
    told = add(write(folder / "a.html", page()), "--dry-run")["documents"][0]
    assert (told["state"], told["figures"], told["title"]) == ("read", 3, TITLE)
    assert not data.exists()


def test_without_a_refresh(add, data, folder):
    add(write(folder / "a.html", page()), "--no-refresh")
    assert not (data / "facts.parquet").exists()
    assert (data / "documents" / "a.toml").exists()


def test_the_same_again_changes_nothing(add, data, folder):
    source = write(folder / "a.html", page())
    add(source)
    before = contents(data)
    assert add(source)["documents"][0]["state"] == "same"
    renamed = write(folder / "b.html", page())
    told = add(renamed)["documents"][0]
    assert (told["doc_id"], told["state"], told["figures"]) == ("a", "same", 3)
    assert contents(data) == before


def test_another_source_of_that_name(add, data, folder):
    source = write(folder / "a.html", page())
    add(source)
    before = contents(data)
    write(source, page(body=[*BODY, "Năm 2022, kim ngạch thương mại hai nước đạt 175,6 tỷ USD."]))
    (problem,) = add(source, code=2)["problems"]
    assert "a document a is stored already, with other content. Use --replace" in problem
    assert contents(data) == before
    assert add(source, "--id", "beside")["documents"][0]["doc_id"] == "beside"
    assert add(source, "--replace")["documents"][0]["state"] == "replaced"
    assert 175.6e9 in values(data, "a")


def test_edits_survive(add, data, folder):
    source = write(folder / "a.html", page())
    add(source)
    path = data / "documents" / "a.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('published = ""', 'published = "2024-10" # from the printed paper', 1).replace(
            "# What", "# Checked by hand.\n# What"
        ),
        encoding="utf-8",
    )
    result = CliRunner().invoke(main, ["refresh", "--data", str(data)])
    assert result.exit_code == 0, result.output
    row = load_tables(data).documents.to_pylist()[0]
    assert (row["published"], row["published_how"]) == ("2024-10", "set in the sidecar")
    write(source, page(head=PUBLISHED))
    add(source, "--replace")
    known = sidecar(data, "a")
    assert known["published"] == "2024-10", "a person's edit"
    assert known["detected"]["published"] == "2024-10-12", "beside what is read now"
    assert "# from the printed paper" in path.read_text(encoding="utf-8")
    assert "# Checked by hand." in path.read_text(encoding="utf-8")


LINES = [
    {
        "doc_id": "one",
        "text": BODY[0],
        "lang": "vi",
        "published": "2024-10-12T08:00",
        "publisher": "P",
        "more": 7,
    },
    {"doc_id": "../two", "text": BODY[1]},
    {"doc_id": "three", "text": "Nothing is counted here, in this text of some words.", "lang": None},
]


def test_a_jsonl_corpus(add, data, folder):
    lines = [json.dumps(line, ensure_ascii=False) for line in LINES]
    lines[1:1] = ["{no json", '["no object"]', '{"doc_id": "x"}', '{"doc_id": "one", "text": "again"}', ""]
    told = add(write(folder / "c.jsonl", "\n".join(lines)), code=1)
    assert [d["doc_id"] for d in told["documents"]] == ["one", safe("../two"), "three"]
    assert [d["figures"] for d in told["documents"]] == [1, 2, 0]
    assert [p.partition(": ")[0] for p in told["problems"]] == [f"c.jsonl:{n}" for n in (2, 3, 4, 5)]
    assert "no JSON" in told["problems"][0]
    assert "not an object" in told["problems"][1]
    assert "text is missing" in told["problems"][2]
    assert "has the doc_id of c.jsonl:1" in told["problems"][3]
    assert json.loads((data / "documents" / "one.json").read_bytes())["more"] == 7, (
        "nothing of the line is lost"
    )
    known = sidecar(data, "one")
    assert (known["published"], known["published_how"]) == ("2024-10-12", "given in c.jsonl:1")
    assert known["source"]["origin"] == "c.jsonl:1"


def test_a_parquet_corpus(add, data, folder):
    rows = [{k: v for k, v in line.items() if k != "more"} for line in LINES]
    rows.append({"doc_id": "four", "text": None})
    pq.write_table(pa.Table.from_pylist(rows), folder / "c.parquet")
    told = add(folder / "c.parquet", code=1)
    assert [d["figures"] for d in told["documents"]] == [1, 2, 0]
    assert told["problems"] == ["c.parquet:4: is no document (text is missing). Give it doc_id and text."]


def test_standard_input(add, data):
    told = add("-", stdin=page().encode())["documents"][0]
    assert (told["figures"], told["origin"]) == (3, "standard input")
    assert add("-", stdin="\n".join(json.dumps(x) for x in LINES))["documents"][0]["doc_id"] == "one"


def test_an_address(add, data, web):
    url = web.page("/2024/10/12/thuong-mai-123.html", page().encode())
    told = add(url, "--allow-private")["documents"][0]
    assert told["figures"] == 3
    known = sidecar(data, told["doc_id"])
    assert (known["url"], known["published"]) == (url, "2024-10-12")
    assert known["retrieved"]
    assert add(url, "--allow-private")["documents"][0]["state"] == "same"
    (problem,) = add(url, code=2)["problems"]
    assert "a private address" in problem


def test_a_stored_document_comes_with_its_sidecar(add, data, folder, tmp_path):
    add(write(folder / "a.html", page()), "--title", "By hand")
    before = contents(data)
    runner = CliRunner()
    result = runner.invoke(main, ["remove", "a", "--data", str(data)])
    assert result.exit_code == 0, result.output
    assert contents(data) == {}
    assert load_tables(data).facts.num_rows == 0
    add(data / "removed" / "a.txt")
    assert contents(data) == before
    assert values(data, "a") == FIGURES
    # a whole folder of documents, into another collection
    other = str(tmp_path / "other")
    result = runner.invoke(main, ["add", str(data / "documents"), "--data", other, "--json"])
    assert result.exit_code == 0, result.output
    assert contents(tmp_path / "other") == before


def bad(folder, name):
    path = folder / name
    if name == "huge.txt":
        with path.open("wb") as out:
            out.truncate(2_000_000_000)
        return path
    content = {
        "secret.pdf": blank_pdf("secret"),
        "scan.pdf": blank_pdf(),
        "zip.docx": zipped(a="b"),
        "nested.html": "<div>" * 100_000 + "x" + "</div>" * 100_000,
        "empty.txt": "",
        "picture.txt": b"\x89PNG\r\n\x1a\n",
        "corpus.parquet": b"PAR1 no",
        "noid.jsonl": '{"text": "x"}',
    }[name]
    return write(path, content)


BAD = {
    "secret.pdf": "is encrypted",
    "scan.pdf": "pictures of pages and no text",
    "huge.txt": "has 2,000 MB, more than 64 MB",
    "zip.docx": "is a ZIP file, not a DOCX",
    "nested.html": "nests tags deeper than 2,000",
    "empty.txt": "is empty",
    "picture.txt": "is a picture",
    "corpus.parquet": "is a damaged Parquet file",
    "noid.jsonl": "doc_id is missing",
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_line_and_harms_nothing(add, data, folder, name):
    good = write(folder / "good.html", page())
    add(good)
    before = contents(data)
    tables = {n: (data / n).read_bytes() for n in ("facts.parquet", "documents.parquet")}
    source = bad(folder, name)
    (problem,) = add(source, code=2)["problems"]
    assert BAD[name] in problem
    assert name in problem
    assert contents(data) == before
    assert {n: (data / n).read_bytes() for n in tables} == tables
    # beside a good one it is a partial success
    other = write(folder / "other.txt", BODY[1])
    assert len(add(source, other, code=1)["documents"]) == 1


def test_a_folder_without_readable_files(add, data, folder):
    write(folder / "a.png", "x")
    assert "holds no file that can be read" in add(folder, code=2)["problems"][0]
    assert "is not there" in add(folder / "none.txt", code=2)["problems"][0]


def test_what_can_be_no_value(data, folder):
    source = str(write(folder / "a.txt", BODY[0]))
    for args, words in ((["--published", "soon"], "is no date"), (["--id", "a/b"], "can be no file's name")):
        result = CliRunner().invoke(main, ["add", source, *args, "--data", str(data)])
        assert result.exit_code == 2
        assert words in result.stderr
    assert not data.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(add, data, folder):
    (data / "documents").mkdir(parents=True)
    (data / "documents").chmod(0o500)
    result = CliRunner().invoke(main, ["add", str(write(folder / "a.txt", BODY[0])), "--data", str(data)])
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_printed_for_people(data, folder):
    write(folder / "a.html", page(head=PUBLISHED))
    write(folder / "b.txt", "Nothing is counted here, in this text of some words.")
    result = CliRunner().invoke(main, ["add", str(folder), "--data", str(data)])
    assert result.exit_code == 0
    assert "a: added, 3 figures" in result.stdout
    assert f"title      {TITLE}  (markup of the page)" in result.stdout
    assert "published  unknown  (the text states no day of publication)" in result.stdout


def test_the_list_of_sources(collection):
    def listed():
        result = CliRunner().invoke(main, ["sources", "--data", str(collection), "--json"])
        assert result.exit_code == 0, result.output
        return {row["doc_id"]: row for row in json.loads(result.stdout)}

    assert {r["state"] for r in listed().values()} == {"new"}
    CliRunner().invoke(main, ["refresh", "--data", str(collection)])
    assert {r["state"] for r in listed().values()} == {"current"}
    add_document(collection, "first", "Other words.")
    add_document(collection, "third", b"")
    for ending in (".txt", ".toml"):
        (collection / "documents" / f"second{ending}").unlink()
    rows = listed()
    assert {k: r["state"] for k, r in rows.items()} == {
        "first": "changed",
        "second": "gone",
        "third": "problem",
    }
    assert "is empty" in rows["third"]["problem"]
    result = CliRunner().invoke(main, ["sources", "--data", str(collection)])
    assert "problem: is empty" in result.stdout


def test_removing_what_is_not_there(collection):
    result = CliRunner().invoke(main, ["remove", "none", "--data", str(collection)])
    assert result.exit_code == 2
    assert result.stderr == "none: no such document. `tradetrace sources` lists them.\n"
    result = CliRunner().invoke(main, ["remove", "none", "first", "--data", str(collection), "-q"])
    assert result.exit_code == 1
    assert load_tables(collection).documents["doc_id"].to_pylist() == ["second"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Báo cáo Đầu tư (1)", "Bao-cao-Dau-tu-1"),
        ("中越贸易", "中越贸易"),
        ("../..", "document"),
        ("x" * 300, "x" * 100),
    ],
)
def test_identifiers(name, expected):
    assert identifier(name) == expected


@pytest.mark.parametrize("name", ["a/b", "..", ".hidden", "a b", "", "x" * 300, "\u202eabc"])
def test_a_corpus_s_identifier_that_can_be_no_file(name):
    made = safe(name)
    assert safe(made) == made != name
    assert made == safe(name)
    assert safe("2024_a.b-c") == "2024_a.b-c"


def test_what_a_server_declares_is_checked(add, data, web, pdf):
    told = add(web.page("/report", pdf.read_bytes(), "text/html"), "--allow-private")["documents"][0]
    assert told["media_type"] == "application/pdf"
    assert (data / "documents" / f"{told['doc_id']}.pdf").read_bytes() == pdf.read_bytes()


def test_a_page_in_gb_18030(add, data, web):
    text = "据海关统计，2024年前三季度，广西对越南进出口总值2186.3亿元人民币，同比增长15.8%。"
    html = f"<html><head><title>广西外贸</title></head><body><article><p>{text}</p></article></body></html>"
    told = add(web.page("/gx", html.encode("gb18030"), "text/html"), "--allow-private")["documents"][0]
    assert values(data, told["doc_id"]) == {2186.3e8, 15.8}


def test_bad_addresses(add, data, folder, web):
    import time

    def endless(request):
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        while True:
            request.wfile.write(b"x")
            time.sleep(0.05)

    web.answers["/endless"] = endless
    cases = {
        f"{web.base}/none": "status 404",
        f"{web.base}/endless": "did not end within 1 seconds",
        web.redirect("/file", "file:///etc/passwd"): "leads to file:",
        "gopher://example.org/": "only http and https",
    }
    for url, words in cases.items():
        (problem,) = add(url, "--allow-private", "--timeout", 1, code=2)["problems"]
        assert words in problem
    assert not (data / "documents").exists()
    good = write(folder / "a.html", page())
    assert len(add(f"{web.base}/none", good, "--allow-private", code=1)["documents"]) == 1


def test_a_terminal_is_not_given_commands(data, folder):
    """A title or a name with escape sequences is shown, not obeyed."""
    write(
        folder / "a.txt", f"Trade \x1b]0;owned\x07 of the two \u202ecountries grows\n{BODY[0]}\n{BODY[1]}\n"
    )
    for command in (["add", str(folder)], ["sources"], ["refresh", "--full"]):
        result = CliRunner().invoke(main, [*command, "--data", str(data)])
        assert result.exit_code == 0, result.output
        assert not {"\x1b", "\x07", "\u202e"} & set(result.output)
    result = CliRunner().invoke(main, ["add", str(folder / "\x1b[31mnone.txt"), "--data", str(data)])
    assert "\x1b" not in result.output
