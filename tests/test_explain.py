"""What a contributor sees of a fact: its words by type and the origin of each label."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl import extract, load_tables
from etl.cli import main
from etl.codes import codelist
from etl.explain import explain

TEXT = "Hai nước hợp tác chặt chẽ. Năm 2023, Việt Nam xuất khẩu sang Trung Quốc đạt 61,2 tỷ USD, tăng 5%."


def fact(index: int = 0) -> dict:
    return extract(TEXT, doc_id="t", lang="vi")[index]


def test_every_word_is_cut_from_the_text() -> None:
    e = explain(fact(), "vi")
    assert {w.text: w.readings for w in e.words}["xuất khẩu"] == "measure exports"
    for w in e.words:
        assert TEXT[w.start : w.end] == w.text


def test_every_label_says_where_it_comes_from() -> None:
    labels = {name: (value, how, text) for name, value, how, text, _ in explain(fact(), "vi").labels}
    assert labels["indicator"] == ("exports, level", "read", "xuất khẩu")
    assert labels["reporter"] == ("VN", "read", "Việt Nam")
    assert labels["partner"] == ("CN", "read", "Trung Quốc")
    assert labels["period"] == ("2023", "read", "Năm 2023")


def test_every_reason_has_words() -> None:
    doubtful = extract("Xuất khẩu năm ngoái đạt 5 tỷ USD.", doc_id="t", lang="vi")[0]
    assert doubtful["confidence"] < 1
    assert set(doubtful["confidence_reasons"]) <= set(codelist("reasons"))
    assert all(" " in reason for reason in explain(doubtful, "vi").reasons)


def test_a_language_without_a_file_is_refused() -> None:
    with pytest.raises(KeyError, match="no language"):
        explain(fact(), "xx")


def test_commands(data_dir: Path, tmp_path: Path) -> None:
    run = CliRunner()
    fact_id = load_tables(data_dir).facts["fact_id"][0].as_py()
    shown = run.invoke(main, ["explain", fact_id, "--data", str(data_dir)])
    assert shown.exit_code == 0
    assert fact_id in shown.output
    assert "Labels" in shown.output
    missing = run.invoke(main, ["explain", "none", "--data", str(data_dir)])
    assert missing.exit_code == 2
    assert "no such fact" in missing.output
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    both = run.invoke(main, ["extract", str(article), "--explain", "--data", str(data_dir)])
    assert both.exit_code == 0
    assert both.output.count("Labels") == 2
    plain = run.invoke(main, ["extract", str(article), "--json", "--data", str(data_dir)])
    assert len([json.loads(line) for line in plain.output.splitlines()]) == 2
