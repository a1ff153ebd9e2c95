"""Files that want to take all memory or all time: each is reported in one line, and the next source is read."""

import gzip
import io
import re
import time
import zipfile
import zlib

import pytest

from etl.errors import DocumentProblem
from etl.ingest import apart
from etl.ingest.add import add
from etl.ingest.apart import READER, Bounds
from etl.ingest.gather import Limits
from etl.ingest.html import _depth
from etl.ingest.read import read_here, read_source

SMALL = Bounds(seconds=3, wall=60.0, memory=700_000_000)
PAGE = b"<html><head><title>Trade</title></head><body><article><p>Trade of Vietnam and China reached 205.2 billion USD in 2024, a long report of the customs said.</p></article></body></html>"
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
RELS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(document: str, more: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", TYPES)
        parts.writestr("_rels/.rels", RELS)
        parts.writestr("word/document.xml", document)
        for name, data in (more or {}).items():
            parts.writestr(name, data)
    return out.getvalue()


def words(inner: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'


def laughs() -> str:
    entities = '<!ENTITY a0 "haha">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    return words("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", f"<!DOCTYPE w [{entities}]>")


def pdf(stream: bytes) -> bytes:
    """One page whose content is a packed stream."""
    packed = zlib.compress(stream, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for i, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%b endobj\n" % (i, body)
    table = b"".join(b"%010d 00000 n \n" % p for p in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    )


BOMBS = {
    "a zip bomb": ("docx", lambda: docx(words("<w:p/>"), {"word/media/x.bin": b"\0" * 100_000_000})),
    "many elements": ("docx", lambda: docx(words("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 200_000))),
    "billion laughs": ("docx", lambda: docx(laughs())),
    "an entity that names a file": (
        "docx",
        lambda: docx(
            words(
                "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>",
                '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            )
        ),
    ),
    "a packed stream": ("pdf", lambda: pdf(b"BT /F 1 Tf (x) Tj ET " * 5_000_000)),
    "deep tags": ("html", lambda: b"<div>" * 500_000),
    "deep tables": ("html", lambda: PAGE + b"<table><tr><td>" * 1_500),
    "scripts without an end": ("html", lambda: PAGE + b"<script>" * 200_000),
    "comments without an end": ("html", lambda: PAGE + b"<!--" * 300_000),
    "tags without an end": ("html", lambda: PAGE + b"<a " * 500_000),
    "attributes": ("html", lambda: PAGE + b"<p " + b"a=b " * 300_000 + b">x</p>"),
    "brackets": ("markdown", lambda: b"[" * 50_000 + b"\n\nTrade"),
    "quotes": ("markdown", lambda: b"> " * 50_000 + b"Trade"),
    "emphasis": ("markdown", lambda: b"*a_" * 60_000),
}
# those that no limit lets through
OVER = ("a zip bomb", "deep tags", "billion laughs")


def outcome(data, name, kind):
    """What was read, or the problem that was told."""
    try:
        return read_source(data, name, kind, bounds=SMALL)
    except DocumentProblem as problem:
        return problem


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_or_reported_within_its_bounds(name):
    kind, make = BOMBS[name]
    start = time.monotonic()
    found = outcome(make(), name, kind)
    if isinstance(found, DocumentProblem):
        assert found.name == name
        assert "\n" not in str(found)
    else:
        assert name not in OVER
        assert len(found.text) < 100_000_000
        assert "root:x:" not in found.text
    assert time.monotonic() - start < SMALL.wall + 60
    assert "205.2 billion" in read_source(PAGE, "next.html", "html").text


def test_time_and_memory_are_limited(monkeypatch, tmp_path):
    """The process that reads is bound: one that works for ever or takes all memory ends, and is told so."""
    stand_in = tmp_path / "stand_in.py"
    stand_in.write_text(
        "import sys\nfrom etl.ingest import apart, read\n"
        "def busy(data, **_):\n"
        "    while data.startswith(b'time'): pass\n"
        "    if data.startswith(b'sleep'):\n        import time; time.sleep(60)\n"
        "    if data.startswith(b'crash'):\n        import os; os.abort()\n"
        "    if data.startswith(b'write'):\n        with open(sys.argv[1] + '/written', 'w') as out: out.write('x' * 10)\n"
        "    return b'x' * 5_000_000_000\n"
        "read.read_here = busy\napart.main(sys.stdin.buffer, sys.stdout.buffer)\n"
    )
    real = apart.subprocess.Popen

    def popen(words, **given):
        return real([words[0], str(stand_in), str(tmp_path)], **given)

    monkeypatch.setattr(apart.subprocess, "Popen", popen)
    reader = apart.Reader()
    told = {"name": "x", "kind": "html"}
    bounds = Bounds(seconds=1, wall=40.0, memory=500_000_000)
    try:
        with pytest.raises(DocumentProblem, match="seconds of a processor"):
            reader.read(b"time", told, bounds)
        with pytest.raises(DocumentProblem, match="500 MB of memory"):
            reader.read(b"memory", told, bounds)
        with pytest.raises(DocumentProblem, match="longer than 1 seconds"):
            reader.read(b"sleep", told, Bounds(seconds=5, wall=1.0))
        for what in (b"crash", b"write"):
            with pytest.raises(DocumentProblem, match="makes the program that reads it fail"):
                reader.read(what, told, bounds)
    finally:
        reader.close()
    assert not (tmp_path / "written").exists() or (tmp_path / "written").read_text() == ""


def test_the_process_is_kept_and_replaced_when_it_is_gone():
    read_source(PAGE, "a.html", "html")
    first = READER._process.pid
    read_source(PAGE, "b.html", "html")
    assert READER._process.pid == first
    READER._process.kill()
    READER._process.wait()
    assert "205.2" in read_source(PAGE, "c.html", "html").text
    assert READER._process.pid != first


def test_apart_and_here_read_the_same():
    assert vars(read_source(PAGE, "a.html", "html")) == vars(read_here(PAGE, "a.html", "html"))


def test_depth_is_counted_in_a_straight_line(monkeypatch):
    """Scripts and comments without an end are looked for once, not from every place where one begins."""
    for piece in ("<script>", "<!--", "<a ", "<style>x"):
        page = piece * 300_000
        start = time.process_time()
        _depth(page)
        assert time.process_time() - start < 5
    assert _depth("<div><script><div><div></script><!-- <b><b><b> --><p><span></span></div>") == 2


def test_a_folder_with_a_bomb_is_added_but_for_the_bomb(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.html").write_bytes(PAGE)
    (folder / "b.docx").write_bytes(BOMBS["a zip bomb"][1]())
    (folder / "c.html").write_bytes(b"<div>" * 500_000)
    (folder / "d.html").write_bytes(PAGE.replace(b"205.2", b"206.2"))
    problems = []
    states = [o.state for o in add(tmp_path / "data", [str(folder)], report=problems.append)]
    assert states == ["added", "added"]
    assert len(problems) == 2
    assert all(re.search(r"b\.docx|c\.html", p.name) for p in problems)


def test_a_page_that_unpacks_without_end_is_not_unpacked(web, tmp_path):
    bomb = gzip.compress(b"\0" * 100_000_000)

    def answer(request):
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.send_header("Content-Encoding", "gzip")
        request.end_headers()
        request.wfile.write(bomb)

    web.answers["/bomb"] = answer
    problems = []
    limits = Limits(allow_private=True)
    assert list(add(tmp_path, [f"{web.base}/bomb"], report=problems.append, limits=limits)) == []
    assert "compressed" in str(problems[0])
    path = tmp_path / "page.html"
    path.write_bytes(bomb)
    problems = []
    assert list(add(tmp_path / "data", [str(path)], report=problems.append)) == []
    assert "compressed file" in str(problems[0])
