"""Extracts: what is written is read back equal, and nothing in it is run."""

import io
import json

import pandas as pd
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import EXPORT_FORMATS, export_facts, load_tables
from etl.export import csv_cell, neutral, restored
from tests.conftest import fact, table

BASE = "http://127.0.0.1:8050"
NESTED = ("mentions", "evidence", "confidence_reasons")


def written(facts, format, **options):
    out = io.BytesIO()
    export_facts(facts, format, out, BASE + "/", **options)
    return out.getvalue()


def read_csv(data):
    """Rows as in the table, from what pandas makes of a CSV extract."""
    frame = pd.read_csv(io.BytesIO(data), keep_default_na=False, dtype=str, encoding="utf-8-sig")
    return frame.to_dict("records")


def test_pandas_reads_the_articles_back_equal(data_dir):
    facts = load_tables(data_dir).facts
    numeric = pd.read_csv(io.BytesIO(written(facts, "csv")), keep_default_na=False, encoding="utf-8-sig")
    assert numeric["value"].tolist() == facts["value"].to_pylist()
    rows = read_csv(written(facts, "csv"))
    assert len(rows) == facts.num_rows > 0
    for row, true in zip(rows, facts.to_pylist(), strict=True):
        assert row.pop("link") == f"{BASE}/figure/{true['fact_id']}"
        assert list(row) == list(true)
        for name, cell in row.items():
            expected = true[name]
            if name in NESTED:
                assert json.loads(cell) == expected
            elif expected is None:
                assert cell == ""
            elif name == "confidence":
                assert float(cell) == pytest.approx(expected, abs=1e-7)
            elif isinstance(expected, float):
                assert float(cell) == expected
            else:
                assert restored(cell) == str(expected)


def test_namibia_is_no_missing_value():
    data = written(table(fact(reporter="NA")), "csv")
    assert read_csv(data)[0]["reporter"] == "NA"


def test_bom_is_there_unless_declined():
    facts = table(fact())
    assert written(facts, "csv").startswith(b"\xef\xbb\xbffact_id,")
    assert written(facts, "csv", bom=False).startswith(b"fact_id,")


def test_numbers_and_dates_are_plain():
    line = (
        written(table(fact(value=-1.5e9, unit_mult=-3, value_printed="-1.5", char_start=10)), "csv")
        .decode()
        .splitlines()[1]
    )
    assert ",-1500000000," in line
    assert ',"-1.5",' in line
    assert ",-3," in line
    assert ",2023-01-01," in line
    assert ",0.9," in line


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "|calc", "%x", "＝1+1", "－1+1", "'=1"]
)
def test_formulas_are_neutralised(text):
    assert neutral(text) == "'" + text
    row = read_csv(written(table(fact(title=text)), "csv"))[0]
    assert row["title"] == "'" + text
    assert restored(row["title"]) == text


@pytest.mark.parametrize(
    "text", ["-1.5", "171.9", "-1,234.5", "tăng 5%", "", "'quoted'", "2024-01/2024-09", "..2024-10"]
)
def test_other_texts_stay(text):
    assert neutral(text) == text


@given(st.text(max_size=30))
def test_one_apostrophe_off_restores_every_text(text):
    assert restored(neutral(text)) == text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30))
def test_a_cell_is_read_back(text):
    import csv

    row = next(csv.reader(io.StringIO(csv_cell(text) + ",1\r\n", newline="")))
    assert row == [neutral(text), "1"]


def test_line_ends_and_quotes_inside_a_passage():
    text = 'one\r\ntwo\n"three", four\rfive'
    assert read_csv(written(table(fact(passage=text), fact(fact_id="f2")), "csv"))[0]["passage"] == text


def test_parquet_holds_the_table_and_the_links(data_dir):
    facts = load_tables(data_dir).facts
    back = pq.read_table(io.BytesIO(written(facts, "parquet")))
    assert back.drop_columns(["link"]).equals(facts)
    assert back["link"][0].as_py().startswith(BASE + "/figure/")


def test_json_holds_the_rows(data_dir):
    facts = load_tables(data_dir).facts
    rows = json.loads(written(facts, "json"))
    for row, true in zip(rows, facts.to_pylist(), strict=True):
        assert row["mentions"] == true["mentions"]
        assert row["value"] == true["value"]
        assert row["period_end"] == (str(true["period_end"]) if true["period_end"] else None)


@pytest.mark.parametrize("format", EXPORT_FORMATS)
def test_no_facts_is_an_empty_extract(format):
    data = written(table(fact()).slice(0, 0), format)
    if format == "json":
        assert json.loads(data) == []
    elif format == "ndjson":
        assert data == b""
    elif format in ("csv", "tsv"):
        assert data.count(b"\r\n") == 1
    elif format == "xlsx":
        assert len(pd.read_excel(io.BytesIO(data))) == 0
    elif format == "arrow":
        assert feather.read_table(io.BytesIO(data)).num_rows == 0
    else:
        assert pq.read_table(io.BytesIO(data)).num_rows == 0


def test_another_format_is_refused():
    with pytest.raises(ValueError, match=r"dbf.*csv, tsv, xlsx, json"):
        written(table(fact()), "dbf")
