"""Hostile sources in what is not a page: files, feed, API, logs, terminal."""

import csv
import io
import json
import logging
import re

import openpyxl
import pytest
from lxml import etree

from dashboard import logs
from dashboard.app import create_app
from etl import extracts, load_tables, refresh
from tests.hostile import collection
from tests.limits import command

OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
NUMBER = re.compile(r"[+-]?[\d.,]+(?:e[+-]?\d+)?%?", re.IGNORECASE)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    texts = collection(folder)
    assert refresh(folder).problems == ()
    return folder, create_app(folder).server.test_client(), texts


@pytest.mark.parametrize("kind", ["csv", "tsv"])
def test_no_cell_is_a_formula(hostile, kind):
    _, client, texts = hostile
    answer = client.get(f"/extracts/facts.{kind}?bom=0")
    rows = list(csv.reader(io.StringIO(answer.text, newline=""), delimiter="\t" if kind == "tsv" else ","))
    assert len(rows) > len(texts) - 20
    assert {len(r) for r in rows} == {len(rows[0])}
    for row in rows[1:]:
        for cell in row:
            if not NUMBER.fullmatch(cell):
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")), cell[
                    :80
                ]


def test_a_workbook_holds_neither_formulas_nor_links(hostile):
    _, client, texts = hostile
    book = openpyxl.load_workbook(io.BytesIO(client.get("/extracts/facts.xlsx").data))
    count = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                count += 1
                assert cell.data_type != "f", cell.value
                link = cell.hyperlink and cell.hyperlink.target
                assert not link or link.startswith(("http://", "https://")), link
    assert count > len(texts)


def test_what_programs_read_holds_the_very_texts(hostile):
    folder, client, _ = hostile
    titles = set(load_tables(folder).facts["title"].to_pylist())
    rows = json.loads(client.get("/extracts/facts.json").text)
    assert {r["title"] for r in rows} == titles
    answer = client.get("/api/v1/facts?limit=1000")
    assert answer.content_type.startswith("application/json")
    assert {r["title"] for r in answer.get_json()["data"]} == titles
    feed = client.get("/feed.atom")
    tree = etree.fromstring(feed.data, etree.XMLParser(resolve_entities=False))
    links = [e.get("href") for e in tree.iter("{http://www.w3.org/2005/Atom}link")]
    assert links
    assert not [x for x in links if not x.startswith(("http://", "https://"))]
    assert not tree.xpath("//*[local-name()='script']")
    for path in ("sdmx.csv", "tradetrace.zip", *(f"facts.{f}" for f in extracts.FORMATS)):
        with client.get(f"/extracts/{path}") as answer:
            assert answer.status_code == 200
            assert answer.data
            assert not re.search(r"[\r\n]", answer.headers["Content-Disposition"])


def test_logs_of_hostile_addresses(hostile):
    _, client, texts = hostile
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.Text())
    logs.REQUESTS.addHandler(handler)
    before = logs.REQUESTS.level
    logs.REQUESTS.setLevel(logging.INFO)
    try:
        for text in texts[::4]:
            client.get(f"/sources/{text}".replace("?", ""), headers={"X-Request-ID": "x"}).close()
    finally:
        logs.REQUESTS.removeHandler(handler)
        logs.REQUESTS.setLevel(before)
    lines = out.getvalue().splitlines()
    assert len(lines) >= len(texts) // 5
    assert all(re.match(r"\d{4}-\d\d-\d\dT[\d:.]+Z INFO tradetrace.requests: GET /", line) for line in lines)
    assert not OBEYED.search(out.getvalue())


@pytest.mark.parametrize(
    "words",
    [("sources",), ("check",), ("derived",), ("log",), ("verify",), ("refresh", "--full")],
    ids=lambda w: w[0],
)
def test_no_terminal_is_steered(hostile, words):
    folder, _, _ = hostile
    run = command(*words, "--data", folder)
    assert run.returncode == 0, run.stderr[-400:]
    assert not OBEYED.search(run.stdout.replace("\n", ""))
    assert not OBEYED.search(run.stderr.replace("\n", ""))


def test_no_terminal_is_steered_by_a_problem(hostile, tmp_path):
    documents = tmp_path / "documents"
    documents.mkdir()
    for name in ("\x1b[2Jbad", "\u202egpj", "a\nb", "\x9b31m"):
        (documents / f"{name}.txt").write_bytes(b"\xff\xfe\x00")
    run = command("refresh", "--data", tmp_path)
    assert run.returncode == 2
    assert not OBEYED.search(run.stderr.replace("\n", ""))
    assert len(run.stderr.strip().splitlines()) == 4, "a name begins no line of its own"


def test_long_runs_of_letters_may_break_and_stay_the_same_text():
    from dashboard.passage import annotate

    for text in ("A" * 1001 + " and " + "中" * 900, "short", "", "x" * 200):
        nodes = annotate(text, 0, len(text), [])
        assert "".join(n for n in nodes if isinstance(n, str)) == text
        assert sum(type(n).__name__ == "Wbr" for n in nodes) == sum(
            len(w) // 200 for w in text.split() if w.isascii()
        )
