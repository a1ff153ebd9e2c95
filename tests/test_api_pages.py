"""The pages for programs: codebook, examples, feed and what dataset search engines read."""

import csv
import html
import io
import json
import re
import shlex
import shutil
import subprocess
from collections import Counter

import pytest
from lxml import etree

from dashboard.app import create_app
from dashboard.atom import ATOM
from dashboard.i18n import LANGUAGES
from dashboard.views.api import EXAMPLES
from etl import FILTERS, codelist, extracts, history, load_tables, refresh
from tests.conftest import add_document, dollars
from tests.test_extracts_readers import duck, site  # noqa: F401

NS = {"a": ATOM}


@pytest.fixture(scope="module")
def client(data_dir):
    return create_app(data_dir).server.test_client()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["/api", "/api/", "/codebook"])
def test_pages_are_finished_html_in_every_language(client, path, lang):
    answer = client.get(f"{path}?lang={lang}")
    assert answer.status_code == 200
    assert f'<html lang="{lang}' in answer.text
    assert "<script src" not in answer.text.split("</head>")[1]
    ids = re.findall(r' id="([^"]+)"', answer.text)
    assert [i for i, n in Counter(ids).items() if n > 1] == []
    for target in re.findall(r'href="#([^"]+)"', answer.text):
        assert target in ids


def test_the_codebook_holds_every_column_and_code(client):
    page = html.unescape(client.get("/codebook?lang=en").text)
    for table, columns in extracts.COLUMNS.items():
        assert f'id="{table}"' in page
        for column in columns:
            assert f"<code>{column.name}</code>" in page
            assert column.meaning in page
    for name, rows in extracts.codelists().items():
        assert f'id="codelist-{name}"' in page
        assert all(f"<code>{code}</code>" in page and row["name_vi"] in page for code, row in rows.items())


def test_the_codebook_as_a_file(client):
    answer = client.get("/codebook.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tradetrace-codebook.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    told = [(r["table"], r["column"]) for r in rows if r["table"]]
    assert told == [(t, c.name) for t, columns in extracts.COLUMNS.items() for c in columns]
    areas = {r["code"]: r["name_vi"] for r in rows if r["codelist"] == "areas" and r["code"]}
    assert areas == {code: row["name_vi"] for code, row in codelist("areas").items()}
    assert "NA" in areas
    assert client.get("/codebook.csv", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_the_page_lists_everything_that_can_be_asked_for(client):
    page = client.get("/api?lang=en").text
    for name in (*FILTERS, *extracts.OPTIONS):
        assert f"<code>{name}</code>" in page
    for name in [*(f"facts.{f}" for f in extracts.FORMATS), "sdmx.csv", "sdmx.xml", "tradetrace.zip"]:
        assert f'href="/extracts/{name}"' in page
        with client.get(f"/extracts/{name}") as answer:
            assert answer.status_code == 200
    for name in (*extracts.RESOURCES, "openapi.json"):
        assert f"/api/v1/{name}" in page
    for name, code in EXAMPLES.items():
        assert f"<h3>{name}</h3>" in page
        assert "http://localhost/" in code.replace("{root}", "http://localhost")


@pytest.mark.parametrize("name", ["pandas", "Python"])
def test_python_examples_run_as_they_are_shown(site, name):  # noqa: F811
    names = {}
    exec(EXAMPLES[name].replace("{root}", site), names)
    assert len(names["facts"] if name == "pandas" else names["rows"])


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.parametrize("line", EXAMPLES["curl"].split("\n"))
def test_curl_examples_run_as_they_are_shown(site, tmp_path, line):  # noqa: F811
    done = subprocess.run(
        shlex.split(line.replace("{root}", site)), cwd=tmp_path, capture_output=True, check=True
    )
    assert list(tmp_path.iterdir()) or json.loads(done.stdout)["data"]


def test_duckdb_example_runs_as_it_is_shown(site, duck):  # noqa: F811
    assert duck.execute(EXAMPLES["DuckDB"].replace("{root}", site)).fetchall()


def entries(client, path="/feed.atom"):
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    return etree.fromstring(answer.data).findall("a:entry", NS)


def test_the_feed_is_atom(client, data_dir):
    answer = client.get("/feed.atom?lang=vi")
    feed = etree.fromstring(answer.data)
    for required in ("id", "title", "updated"):
        assert feed.findtext(f"a:{required}", None, NS)
    facts = {f["fact_id"]: f for f in load_tables(data_dir).facts.to_pylist()}
    found = feed.findall("a:entry", NS)
    assert len(found) == len(facts)
    for entry in found:
        fact = facts[entry.findtext("a:id", None, NS).rsplit("/", 1)[1]]
        assert entry.findtext("a:content", None, NS) == fact["passage"]
        for required in ("title", "updated", "author/a:name"):
            assert entry.findtext(f"a:{required}", None, NS)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.findtext("a:updated", None, NS))
    assert (
        client.get("/feed.atom?lang=vi", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    )
    assert 'type="application/atom+xml"' in client.get("/sources").text.split("</head>")[0]


def test_the_feed_is_narrowed_and_names_what_does_not_exist(client):
    assert 0 < len(entries(client, "/feed.atom?indicator=trade_total")) < len(entries(client))
    assert entries(client, "/feed.atom?doc_lang=vi")
    for query in ("colour=red", "indicator=nothing"):
        answer = client.get(f"/feed.atom?{query}")
        assert answer.status_code == 400
        assert answer.text.count("\n") == 1


def test_new_figures_come_first(collection):
    refresh(collection, extract=dollars)
    client = create_app(collection).server.test_client()
    before = {e.findtext("a:id", None, NS) for e in entries(client)}
    add_document(collection, "third", "And 1.5bn USD.\n")
    refresh(collection, extract=dollars)
    found = entries(client)
    assert len(found) == len(before) + 1
    new = [e for e in found if e.findtext("a:id", None, NS) not in before]
    known = {c["fact_id"]: c["at"] for c in history(collection)}
    assert [e.findtext("a:updated", None, NS) for e in new] == [known["third-4"]]
    times = [e.findtext("a:updated", None, NS) for e in found]
    assert times == sorted(times, reverse=True)


def test_control_characters_do_not_break_the_feed(collection):
    add_document(collection, "odd", "A\x0b\x1bline says 7bn USD <&> ]]>.\n")
    refresh(collection, extract=dollars)
    found = entries(create_app(collection).server.test_client(), "/feed.atom?doc_id=odd")
    assert found[0].findtext("a:content", None, NS) == "Aline says 7bn USD <&> ]]>."


@pytest.mark.parametrize("path", ["/", "/api", "/codebook"])
def test_dataset_search_engines_find_the_dataset(client, data_dir, path):
    page = client.get(f"{path}?lang=en").text
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    told = json.loads(block)
    assert (told["@context"], told["@type"]) == ("https://schema.org/", "Dataset")
    # Google asks for a description of 50 to 5000 characters
    assert 50 <= len(told["description"]) <= 5000
    assert re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", told["temporalCoverage"])
    for file in told["distribution"]:
        with client.get(file["contentUrl"].removeprefix("http://localhost")) as answer:
            assert answer.status_code == 200
            assert answer.mimetype == file["encodingFormat"]
    assert told["citation"].endswith("http://localhost/extracts/facts.csv")
    assert "ld+json" not in client.get("/sources").text
