"""The command line as a user meets it: output, error lines, exit codes."""

import io
import json
import subprocess
import sys

import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from etl import load_tables
from etl.cli import main
from tests.conftest import DOCUMENTS, add_document

COMMANDS = (
    *("add", "check", "codebook", "derived", "export", "extract", "ledgers", "log", "official", "refresh"),
    *("remove", "review", "serve", "sources", "verify"),
)
TRADE = "003_d0fe586383726abc"


@pytest.fixture
def run(monkeypatch):
    monkeypatch.delenv("TRADETRACE_DATA", raising=False)

    def run(*words, input=None, code=0):
        result = CliRunner().invoke(main, [str(w) for w in words], input=input)
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result

    return run


def test_every_command_is_listed(run):
    out = run("--help").stdout
    for name in COMMANDS:
        assert f"\n  {name} " in out


def test_version(run):
    assert run("--version").stdout.startswith("tradetrace 0.")


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example(run, name):
    out = run(name, "--help").stdout
    assert "Example" in out
    assert f"tradetrace {name}" in out.split("Example")[1]


@pytest.mark.parametrize("name", [c for c in COMMANDS if c not in ("codebook", "official")])
def test_data_is_an_option_and_a_variable(run, name):
    out = run(name, "--help").stdout
    assert "--data DIR" in out
    assert "TRADETRACE_DATA" in out


def test_unknown_command(run):
    assert "No such command" in run("refesh", code=2).stderr


# refresh


def test_refresh(run, collection):
    add_document(collection, "third", (DOCUMENTS / f"{TRADE}.txt").read_bytes(), lang="vi")
    result = run("refresh", "--data", collection)
    assert "3 documents, 3 read anew" in result.stdout
    assert "since the last refresh: " in result.stdout
    assert result.stderr == ""
    again = run("refresh", "--data", collection)
    assert "0 added, 0 gone, 0 changed" in again.stdout
    assert "up to date" in run("refresh", "--if-stale", "--data", collection).stderr


def test_refresh_as_json_and_quiet(run, collection):
    assert run("refresh", "--data", collection, "--quiet").output == ""
    told = json.loads(run("refresh", "--data", collection, "--json").stdout)
    assert (told["documents"], told["problems"], told["written"]) == (2, [], False)
    assert json.loads(run("refresh", "--data", collection, "--json", "--if-stale").stdout) == {"stale": False}


def test_refresh_takes_the_folder_from_the_environment(collection):
    result = CliRunner().invoke(main, ["refresh"], env={"TRADETRACE_DATA": str(collection)})
    assert result.exit_code == 0
    assert (collection / "facts.parquet").exists()


@pytest.mark.parametrize("content", [b"", b"a\0b", b"caf\xe9"])
def test_refresh_names_a_bad_document(run, collection, content):
    run("refresh", "--data", collection, "-q")
    before = (collection / "facts.parquet").read_bytes()
    add_document(collection, "bad", content)
    for option in ((), ("--quiet",), ("--json",), ("--if-stale",)):
        result = run("refresh", "--data", collection, *option, code=2)
        assert len(result.stderr.splitlines()) == 1
        assert result.stderr.startswith("bad.txt: is ")
        assert result.stderr.rstrip().endswith(".")
    assert "previous tables were kept" in run("refresh", "--data", collection, code=2).stdout
    assert (collection / "facts.parquet").read_bytes() == before


def test_refresh_without_documents(run, tmp_path):
    line = run("refresh", "--data", tmp_path / "nowhere", code=2).stderr
    assert line.count("\n") == 1
    assert "cannot be read" in line


# extract


def jsonl(*documents):
    return "".join(json.dumps(d) + "\n" for d in documents)


def article(**changes):
    text = (DOCUMENTS / f"{TRADE}.txt").read_bytes().decode()
    return {
        "doc_id": "x",
        "text": text,
        "lang": "vi",
        "published": None,
        "publisher": None,
        "url": None,
    } | changes


def test_extract_json_lines(run):
    result = run("extract", "--jsonl", "-", input=jsonl(article(), article(doc_id="y")))
    facts = [json.loads(line) for line in result.stdout.splitlines()]
    assert {f["doc_id"] for f in facts} == {"x", "y"}
    for f in facts:
        assert article()["text"][f["char_start"] : f["char_end"]] == f["quote"]
        assert {"value", "unit", "indicator", "transform", "reporter", "partner", "period"} <= set(f)
    assert any(
        f["value"] == 171.9e9 and f["unit"] == "USD" and f["period_end"] == "2023-12-31" for f in facts
    )


def test_extract_json_lines_from_a_file(run, tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text(jsonl(article()) + "\n")
    assert run("extract", "--jsonl", path).stdout.startswith('{"fact_id"')


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "is no document"),
        ("[]", "not an object"),
        ('{"doc_id": "x"}', "text is missing"),
        ('{"text": "x"}', "doc_id is missing"),
        ('{"doc_id": 5, "text": "x"}', "doc_id is no text"),
        ('{"doc_id": "x", "text": "x", "lang": 5}', "lang is no text"),
        (b'{"doc_id": "x", "text": "\xff"}', "is no document"),
    ],
)
def test_a_bad_line_costs_one_document(run, line, words):
    line = line if isinstance(line, bytes) else line.encode()
    result = run("extract", "--jsonl", "-", input=line + b"\n" + jsonl(article()).encode(), code=2)
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("standard input:1: ")
    assert words in result.stderr
    assert '"x"' in result.stdout


def test_extract_a_file(run, tmp_path):
    path = tmp_path / "article.txt"
    path.write_bytes((DOCUMENTS / f"{TRADE}.txt").read_bytes())
    out = run("extract", path, "--lang", "vi").stdout
    assert "article: " in out
    assert "trade_total" in out
    facts = [json.loads(line) for line in run("extract", path, "--json").stdout.splitlines()]
    assert facts[0]["doc_id"] == "article"


def test_extract_a_document_of_the_collection_and_standard_input(run):
    text = (DOCUMENTS / f"{TRADE}.txt").read_bytes()
    by_id = run("extract", TRADE, "--json", "--data", DOCUMENTS.parent).stdout
    piped = run("extract", "-", "--json", input=text).stdout
    assert [json.loads(x)["value"] for x in by_id.splitlines()] == [
        json.loads(x)["value"] for x in piped.splitlines()
    ]


def test_extract_bad_files_and_go_on(run, tmp_path, collection):
    (tmp_path / "binary.txt").write_bytes(b"a\0b")
    result = run(
        "extract", tmp_path / "missing.txt", tmp_path / "binary.txt", "first", "--data", collection, code=2
    )
    lines = result.stderr.splitlines()
    assert len(lines) == 2
    assert "missing.txt: cannot be read" in lines[0]
    assert "binary.txt: is binary" in lines[1]
    assert "first: " in result.stdout


def test_extract_needs_one_kind_of_input(run):
    assert "one of both" in run("extract", code=2).stderr
    assert "one of both" in run("extract", "x", "--jsonl", "-", code=2).stderr


def test_extract_writes_no_tables(tmp_path):
    command = [sys.executable, "-m", "etl.cli", "extract", "--jsonl", "-"]
    done = subprocess.run(command, input=b"", capture_output=True, cwd=tmp_path, check=True)
    assert done.stdout == b""
    assert list(tmp_path.iterdir()) == []


# verify


def test_verify(run, data_dir):
    assert "all as stored" in run("verify", "--data", data_dir).stdout
    assert run("verify", "--data", data_dir, "--quiet").output == ""
    assert json.loads(run("verify", "--data", data_dir, "--json").stdout)["faults"] == []


def test_verify_names_file_and_row(run, collection):
    run("refresh", "--data", collection, "-q")
    (collection / "documents" / "first.txt").write_text("other words")
    result = run("verify", "--data", collection, code=2)
    assert result.stderr.startswith("first.txt: first: ")
    assert "faults" in result.stdout
    assert (
        json.loads(run("verify", "--data", collection, "--json", code=2).stdout)["faults"][0]["file"]
        == "first.txt"
    )


@pytest.mark.parametrize("command", ["verify", "export"])
def test_missing_and_damaged_tables(run, collection, command):
    line = run(command, "--data", collection, code=2).stderr
    assert "facts.parquet: missing. Run `tradetrace refresh`." in line
    for name in ("facts", "documents"):
        (collection / f"{name}.parquet").write_bytes(b"damaged")
    line = run(command, "--data", collection, code=2).stderr
    assert line.count("\n") == 1
    assert "damaged" in line


# export


def test_export_to_standard_output(run, data_dir):
    filters = ("--indicator", "trade_total", "--period-type", "year", "--from", "2023", "--to", "2023")
    result = run("export", "--data", data_dir, *filters)
    frame = pd.read_csv(
        io.BytesIO(result.stdout_bytes), encoding="utf-8-sig", dtype=str, keep_default_na=False
    )
    assert set(frame["indicator"]) == {"trade_total"}
    assert set(frame["period"]) == {"2023"}
    assert f"{len(frame)} facts" in result.stderr


@pytest.mark.parametrize("ending", ["csv", "json", "parquet"])
def test_export_to_a_file_by_its_ending(run, data_dir, tmp_path, ending):
    path = tmp_path / f"facts.{ending}"
    assert str(path) in run("export", "--data", data_dir, "-o", path, "--base-url", "http://h").stderr
    if ending == "json":
        assert json.loads(path.read_text())[0]["link"].startswith("http://h/figure/")
    elif ending == "csv":
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    else:
        assert pq.read_table(path).num_rows == load_tables(data_dir).facts.num_rows
    beside = [] if ending == "parquet" else [path.with_name(path.name + "-metadata.json")]
    assert sorted(tmp_path.iterdir()) == [path, *beside]


def test_export_without_mark_and_words(run, data_dir):
    result = run("export", "--data", data_dir, "--no-bom", "--quiet")
    assert result.stdout_bytes.startswith(b"fact_id,")
    assert result.stderr == ""


def test_export_names_a_bad_filter(run, data_dir):
    line = run("export", "--data", data_dir, "--indicator", "trade_totl", code=2).stderr
    assert "unknown indicator 'trade_totl'; did you mean trade_total" in line
    assert line.count("\n") == 1
    assert "unknown doc_id 'x'" in run("export", "--data", data_dir, "--doc-id", "x", code=2).stderr


def test_export_to_a_folder_that_is_not_there(run, data_dir, tmp_path):
    line = run("export", "--data", data_dir, "-o", tmp_path / "no" / "x.csv", code=2).stderr
    assert "cannot be written" in line
    assert line.count("\n") == 1


# commands of other packages


def test_a_package_that_does_not_load_is_told_in_one_line(run, monkeypatch):
    class Entry:
        name = "serve"

        def load(self):
            raise ImportError("No module named 'dash'")

    monkeypatch.setattr("etl.cli._added", lambda: [Entry()])
    assert "serve" in run("--help").stdout
    line = run("serve", "--port", "1", code=2).stderr
    assert line == "serve: cannot be loaded (No module named 'dash'). Install tradetrace again.\n"
