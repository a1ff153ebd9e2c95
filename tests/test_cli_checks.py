"""The commands about trust as a user meets them: check, ledgers, derived, official, review, log."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from etl import load_tables
from etl.cli import main
from tests.conftest import DOCUMENTS, ROOT, add_document
from tests.test_official import COMTRADE, sdmx_ml

WRONG = (
    "In the first seven months of 2024, trade between Chongqing and Vietnam reached 3.13 billion USD, of which "
    "Vietnam's exports to Chongqing were 1.88 billion USD and imports 1.15 billion USD.\n"
)


@pytest.fixture
def run(monkeypatch):
    monkeypatch.delenv("TRADETRACE_DATA", raising=False)
    monkeypatch.delenv("COMTRADE_API_KEY", raising=False)

    def run(*words, input=None, code=0):
        result = CliRunner().invoke(main, [str(w) for w in words], input=input)
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def articles(tmp_path):
    """The five articles and the reference series in a folder of their own, not yet refreshed."""
    shutil.copytree(DOCUMENTS, tmp_path / "documents")
    shutil.copytree(ROOT / "data" / "reference", tmp_path / "reference")
    return tmp_path


def test_check(run, data_dir):
    out = run("check", "--data", data_dir, "--strict").stdout
    assert out == "4 findings: 3 hold, 0 fail, 1 cannot say\n"
    shown = run("check", "--data", data_dir, "--verdict", "cannot_say").stdout
    assert shown.startswith("reference cannot_say trade_total VN-CN 2024-01/2024-09\n")
    assert "cannot say: it is not told that one compiler counted them all" in shown
    rows = json.loads(run("check", "--data", data_dir, "--json").stdout)
    assert len(rows) == 4
    (row,) = [r for r in rows if r["check"] == "sum"]
    assert (row["stated"], row["expected"], len(row["fact_ids"])) == (3.03e9, 3.03e9, 3)


def test_a_check_that_fails_is_told_and_strict_exits_with_one(run, articles):
    add_document(articles, "wrong", WRONG)
    run("refresh", "--data", articles)
    out = run("check", "--data", articles).stdout
    assert "sum fails trade_total" in out
    assert "Exports + imports = two-way trade." in out
    assert "3.02 bn USD \u2013 3.04 bn USD" in out
    run("check", "--data", articles, "--strict", code=1)
    assert json.loads(run("check", "--data", articles, "--strict", "--json", code=1).stdout)


def test_ledgers(run, data_dir):
    out = run("ledgers", "--data", data_dir).stdout
    assert "1450 bn CNY | cannot say: the two sides count in different currencies" in out
    assert "2024: VN_CUSTOMS 205.2 bn USD | CN_MOFCOM 260.65 bn USD | ratio 1.270" in out
    assert "C.i.f. and f.o.b. valuation" in out
    assert json.loads(run("ledgers", "--data", data_dir, "--json").stdout)[-1]["ratio"] == pytest.approx(
        1.2702, abs=1e-4
    )


def test_derived(run, data_dir):
    out = run("derived", "--data", data_dir).stdout
    assert "balance trade_balance VN-CN-CQ 2024-01/2024-07: 730 m USD (720 m USD \u2013 740 m USD)" in out
    assert "= 1.88 bn USD \u2212 1.15 bn USD" in out
    assert len(json.loads(run("derived", "--data", data_dir, "--json").stdout)) == 7


def test_official_add_and_list(run, articles):
    file = articles / "c.csv"
    file.write_text(COMTRADE)
    assert "--vintage" in run("official", "add", file, "--data", articles, code=2).stderr
    added = run("official", "add", file, "--vintage", "2026-11-05", "--data", articles)
    assert "c.csv: 3 points from UN Comtrade CSV" in added.stdout
    assert "1 rows left out: goods '9999' have no code of their own here" in added.stderr
    assert load_tables(articles).references.num_rows == 39
    out = run("official", "list", "--data", articles).stdout
    assert "c: 3 points, 2023-12 to 2024-09, by UN_COMTRADE, as of 2026-11-05" in out
    assert "vn-cn: 36 points" in out
    assert [r["name"] for r in json.loads(run("official", "list", "--json", "--data", articles).stdout)] == [
        "c",
        "vn-cn",
    ]
    again = run("official", "add", file, "--vintage", "2026-11-05", "--data", articles, code=2)
    assert "is there already" in again.stderr
    run("official", "add", file, "--vintage", "2026-11-06", "--replace", "-q", "--data", articles)
    assert (
        "is no date"
        in run("official", "add", file, "--vintage", "soon", "--replace", "--data", articles, code=2).stderr
    )


def test_official_add_of_sdmx_ml_knows_its_vintage(run, articles):
    file = articles / "s.xml"
    file.write_bytes(sdmx_ml())
    run(
        "official",
        "add",
        file,
        "--compiler",
        "VN_CUSTOMS",
        "--no-refresh",
        "--name",
        "imts",
        "--title",
        "T",
        "--source",
        "NSO",
        "--data",
        articles,
    )
    sidecar = (articles / "reference" / "imts.toml").read_text()
    assert 'vintage = "2024-05-06"' in sidecar
    assert 'title = "T"' in sidecar
    assert "NSO, s.xml, series" in (articles / "reference" / "imts.csv").read_text()


@pytest.mark.parametrize(
    ("words", "told"), [(("nothing.csv",), "cannot be read"), (("README.md",), "is no file that is known")]
)
def test_official_add_of_what_is_no_series(run, articles, words, told):
    shutil.copy(ROOT / "README.md", articles)
    line = run("official", "add", articles / words[0], "--vintage", "2026", "--data", articles, code=2).stderr
    assert told in line
    assert line.count("\n") == 1


def test_official_fetch(run, articles, monkeypatch):
    from tests.test_official import answering, recorded

    answering(monkeypatch, 200, recorded("comtrade-IN-2022-M.json"))
    out = run(
        "official",
        "fetch",
        "--reporter",
        "IN",
        "--partner",
        "US",
        "--from",
        2022,
        "--to",
        2022,
        "--data",
        articles,
    ).stdout
    assert "2 points from UN Comtrade CSV" in out
    assert load_tables(articles).references.num_rows == 38


def test_review_confirms_sets_and_rejects(run, articles):
    run("refresh", "--data", articles)
    answers = "An\nc\nas the sentence says\ns\ncompiler=VN_MOIT\nthe minister said it\ns\nnonsense\nr\nno figure\nq\n"
    out = run("review", "--data", articles, "--below", "0.9", input=answers)
    assert "1 of 4" in out.output
    assert "confidence 0.85: the period is not known" in out.output
    assert "3 corrections applied" in out.output
    facts = load_tables(articles).facts.to_pylist()
    assert sorted(f["review"] for f in facts if f["review"] != "auto") == [
        "confirmed",
        "corrected",
        "rejected",
    ]
    assert {f["reviewed_by"] for f in facts if f["review"] != "auto"} == {"An"}
    assert "1 of 1" in run("review", "--data", articles, "--by", "An", input="q\n").output
    log = run("log", "--data", articles, "--limit", 3).stdout
    assert log.count("changed (correction)") == 3
    assert 'review: "auto" -> "rejected"' in log


def test_review_without_anything_to_do(run, data_dir):
    assert "No unchecked fact" in run("review", "--data", data_dir, "--below", "0.1").stderr


def test_review_tells_a_code_that_does_not_exist(run, articles):
    run("refresh", "--data", articles)
    out = run(
        "review", "--data", articles, "--by", "An", "--no-refresh", input="s\ncompiler=NOBODY\nwhy\nq\n"
    )
    assert "Not written: compiler 'NOBODY' is not in the codelist compilers" in out.stderr
    assert not (articles / "corrections.toml").exists()


def test_stale_corrections_are_told_by_refresh(run, articles):
    run("refresh", "--data", articles)
    run("review", "--data", articles, "--by", "An", input="c\nyes\nq\n")
    path = articles / "corrections.toml"
    path.write_text(path.read_text().replace('transform = "rank"', 'transform = "level"'))
    result = run("refresh", "--data", articles)
    assert "0 corrections applied, 1 not" in result.stdout
    assert "corrections.toml: correction 1:" in result.stderr
    assert "Look again and mend expect." in result.stderr
    told = json.loads(run("refresh", "--json", "--data", articles).stdout)
    assert len(told["stale_corrections"]) == 1


def test_log(run, articles):
    run("refresh", "--data", articles)
    fact = load_tables(articles).facts.to_pylist()[0]
    out = run("log", fact["fact_id"], "--data", articles).stdout
    assert f"{fact['fact_id']} appeared (document_added): {fact['quote']} in {fact['doc_id']}" in out
    assert "23 more; show them with --limit 24" in run("log", "--limit", 1, "--data", articles).stdout
    assert len(json.loads(run("log", "--json", "--data", articles).stdout)) == 24
    assert "Nothing is recorded of nothing." in run("log", "nothing", "--data", articles).stderr


def test_refresh_that_would_lose_much_says_what_to_do(run, articles):
    run("refresh", "--data", articles)
    for ending in (".txt", ".toml"):
        (articles / "documents" / f"003_d0fe586383726abc{ending}").unlink()
    assert "19 of 24 facts would be gone" in run("refresh", "--data", articles, code=2).stderr
    assert "--allow-loss" in run("refresh", "--data", articles, code=2).stderr
    run("refresh", "--allow-loss", "--data", articles)
    assert load_tables(articles).facts.num_rows == 5


@pytest.mark.parametrize("words", [("add",), ("fetch",), ("list",)])
def test_every_official_command_has_an_example(run, words):
    out = run("official", *words, "--help").stdout
    assert f"tradetrace official {words[0]}" in out.split("Example")[1]
