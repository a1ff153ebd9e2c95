"""Extracts: every format gives back the table it was written from, asked for in one language everywhere."""

import csv
import datetime as dt
import io
import json
import tracemalloc

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.ipc as ipc
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from etl import FILTERS, FilterError, extracts, load_facts, open_index, select
from etl.cli import main
from etl.export import facts_table, restored
from etl.extracts.shape import wide
from etl.extracts.text import separated
from etl.extracts.workbook import LETTERS, workbook
from etl.extracts.write import texts, write
from etl.rows import Rows
from etl.schema import FACT_COLUMNS, FACT_SCHEMA, LINK
from tests.conftest import fact, index_of, table

BASE = "http://127.0.0.1:8050"
NUMBERS = {c.name for c in FACT_COLUMNS if pa.types.is_floating(c.type) or pa.types.is_integer(c.type)}
NESTED = {c.name for c in FACT_COLUMNS if pa.types.is_nested(c.type)}
DATES = {c.name for c in FACT_COLUMNS if pa.types.is_date(c.type)}
ALL = (*extracts.FORMATS,)

# What breaks a careless writer: formulas, quotes, line ends, marks, wide characters, what looks like no text at all.
HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
    st.sampled_from(
        [
            "=1+1",
            "+84 24",
            "-",
            "@x",
            "\t=1",
            "\r",
            "'=1",
            '"',
            '""',
            ",",
            "\r\n",
            "a\nb",
            "_x0041_",
            "NA",
            "null",
        ]
        + ["1e5", "2024-01-01", "TRUE", "Đường sắt Hữu Nghị", "Đường", "边民互市", "\ufeffx", " x ", "|", "%"]
    ),
)


def read_back(data, format):
    """Rows of any format as Python values, empty cells None, text restored by the documented rule."""
    if format in ("csv", "tsv"):
        lines = data.decode("utf-8-sig")
        rows = csv.reader(io.StringIO(lines, newline=""), delimiter="\t" if format == "tsv" else ",")
        head = next(rows)
        return [_typed(dict(zip(head, row, strict=True))) for row in rows]
    if format in ("json", "ndjson"):
        rows = (
            json.loads(data) if format == "json" else [json.loads(x) for x in data.decode().split("\n")[:-1]]
        )
        return [{n: dt.date.fromisoformat(v) if n in DATES and v else v for n, v in r.items()} for r in rows]
    if format == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(data))["facts"]
        head, *rows = sheet.iter_rows(values_only=True)
        return [_from_sheet(dict(zip(head, row, strict=True))) for row in rows]
    if format == "arrow":
        return ipc.open_file(pa.BufferReader(data)).read_all().to_pylist()
    return pq.read_table(pa.BufferReader(data)).to_pylist()


def _typed(row):
    made = {}
    for name, cell in row.items():
        if cell == "":
            made[name] = None
        elif name in NUMBERS:
            made[name] = float(cell)
        elif name in DATES:
            made[name] = dt.date.fromisoformat(cell)
        else:
            made[name] = json.loads(cell) if name in NESTED else restored(cell)
    return made


def _from_sheet(row):
    made = {n: v.date() if isinstance(v, dt.datetime) else None if v == "" else v for n, v in row.items()}
    made = {n: unescape(v) if isinstance(v, str) else v for n, v in made.items()}
    return {n: json.loads(v) if n in NESTED else v for n, v in made.items()}


def expected(facts, empty_is_none):
    rows = []
    for row in facts.to_pylist():
        made = {n: None if empty_is_none and v == "" else v for n, v in row.items()}
        rows.append({n: pytest.approx(v, rel=1e-6) if n == "confidence" else v for n, v in made.items()})
    return rows


def written(facts, format, **options):
    out = io.BytesIO()
    write(Rows.of(facts), format, out, **options)
    return out.getvalue()


def ask(tables, **query):
    return extracts.make_extract(
        tables, extracts.parse_ask(query, tables), BASE, f"{BASE}/extracts/facts.csv"
    )


@pytest.fixture(scope="module")
def tables(data_dir):
    return open_index(data_dir)


@pytest.mark.parametrize("format", ALL)
def test_every_format_gives_the_articles_back(tables, format):
    made = ask(tables).rows.table()
    assert made.num_rows == tables.facts().num_rows > 0
    assert read_back(written(made, format), format) == expected(made, format in ("csv", "tsv", "xlsx"))


@pytest.mark.parametrize("format", ALL)
@given(
    texts=st.lists(HOSTILE, min_size=8, max_size=8),
    value=st.floats(-1e15, 1e15),
    reporter=st.sampled_from(["NA", "VN", None]),
)
@settings(max_examples=8)
def test_every_format_gives_hostile_text_back(format, texts, value, reporter):
    rows = [fact(title=t, passage=t + "x", quote=t, value=value, reporter=reporter) for t in texts]
    facts = table(*rows).select(
        ["title", "passage", "quote", "value", "reporter", "period_start", "evidence"]
    )
    back = read_back(written(facts, format), format)
    for row in back:
        assert row["value"] == pytest.approx(value, rel=1e-15)
        row["value"] = value
    assert back == expected(facts, format in ("csv", "tsv", "xlsx"))


@given(st.lists(HOSTILE, min_size=8, max_size=8))
@settings(max_examples=8)
def test_no_cell_of_a_sheet_is_a_formula(texts):
    facts = table(*(fact(title=t, passage=t, url=t) for t in texts)).select(["title", "passage", "url"])
    sheet = openpyxl.load_workbook(io.BytesIO(written(facts, "xlsx")))["facts"]
    assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n", "inlineStr"}
    for row, text in enumerate(texts, 2):
        assert not text.startswith(("=", "+", "@", "\t")) or sheet.cell(row, 1).quotePrefix


def test_a_sheet_has_types_a_frozen_heading_links_sources_and_says_what_it_is(tables):
    made = ask(tables, indicator="trade_total")
    out = io.BytesIO()
    made.write("xlsx", out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["facts", "sources", "columns", "about"]
    sheet = book["facts"]
    assert sheet.freeze_panes == "B2"
    names = [c.value for c in sheet[1]]
    row = {n: sheet.cell(2, i + 1) for i, n in enumerate(names)}
    assert row["value"].data_type == "n"
    assert row["link"].hyperlink.target == row["link"].value == f"{BASE}/figure/{row['fact_id'].value}"
    assert any(c.is_date for c in sheet[2])
    sources = [c.value for c in book["sources"]["A"]][1:]
    assert sources == list(dict.fromkeys(made.rows.table()["doc_id"].to_pylist()))
    about = {a.value: b.value for a, b in book["about"].iter_rows()}
    assert about["filter"] == "indicator=trade_total"
    assert about["citation"].endswith("/extracts/facts.csv?indicator=trade_total")
    assert book.properties.description == about["citation"]
    assert [c.value for c in book["columns"]["A"]][1:] == made.rows.column_names


def test_text_longer_than_a_cell_is_cut_and_says_so():
    long = "ă" * (LETTERS + 5)
    sheet = openpyxl.load_workbook(io.BytesIO(written(table(fact(passage=long)), "xlsx")))["facts"]
    cell = sheet.cell(2, FACT_SCHEMA.names.index("passage") + 1).value
    assert cell.startswith("ăăă")
    assert f"[cut, {LETTERS + 5} characters" in cell
    assert len(cell) <= LETTERS


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr("etl.extracts.workbook.ROWS", 2)
    with pytest.raises(FilterError, match="3 rows are more than a sheet holds"):
        workbook(Rows.of(table(fact(), fact(), fact())), io.BytesIO(), None, [])


@pytest.mark.parametrize("format", [*ALL, "zip", "sdmx", "sdmx-structure"])
def test_the_same_question_gives_the_same_bytes(tables, format):
    both = []
    for _ in range(2):
        out = io.BytesIO()
        extracts.write_file(tables, format, extracts.Ask(), BASE, f"{BASE}/x", out)
        both.append(out.getvalue())
    assert both[0] == both[1]
    assert len(both[0]) > 100


@pytest.mark.parametrize("format", extracts.TEXTS)
def test_a_long_table_needs_no_more_memory_than_a_short_one(format, monkeypatch):
    monkeypatch.setattr("etl.extracts.text.BATCH", 100)
    one = table(fact(passage="Kim ngạch đạt 171,9 tỷ USD. " * 20))
    peaks = []
    for rows in (300, 1_500):
        facts = one.take([0] * rows)
        tracemalloc.start()
        size = sum(len(part) for part in texts(Rows.of(facts), format))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert size > rows * 500
    assert peaks[1] < 1.5 * peaks[0]


def test_metadata_travel_with_the_file(tables):
    made = ask(tables, reporter="VN", order="-value", limit="2")
    told = made.told
    assert told["rows"] == made.rows.num_rows == 2
    assert told["filter"] == "reporter=VN&order=-value&limit=2"
    assert told["made"] == extracts.made_at(tables).strftime("%Y-%m-%dT%H:%M:%SZ")
    for format, read in (
        ("parquet", lambda out: pq.read_schema(out)),
        ("arrow", lambda out: ipc.open_file(out).schema),
    ):
        out = io.BytesIO()
        made.write(format, out)
        out.seek(0)
        assert json.loads(read(out).metadata[b"tradetrace_extract"]) == told
    sidecar = json.loads(made.metadata("csv", "facts.csv"))
    assert sidecar["@context"][0] == "http://www.w3.org/ns/csvw"
    assert sidecar["dc:bibliographicCitation"] == told["citation"]
    assert [c["name"] for c in sidecar["tableSchema"]["columns"]] == made.rows.column_names


def test_the_tag_follows_the_question_and_the_tables(tables, collection):
    from etl import refresh
    from tests.conftest import add_document, dollars

    assert extracts.tag(tables, "a") == extracts.tag(tables, "a") != extracts.tag(tables, "b")
    refresh(collection, extract=dollars)
    first = open_index(collection)
    refresh(collection, extract=dollars)
    assert extracts.tag(first, "a") == extracts.tag(open_index(collection), "a")
    add_document(collection, "third", "And 1.5bn USD.\n")
    refresh(collection, extract=dollars)
    assert extracts.tag(first, "a") != extracts.tag(open_index(collection), "a")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"colour": "red"}, r"unknown parameter 'colour'; there are indicator, .*columns, order"),
        ({"indicator": "trade_totl"}, r"unknown indicator 'trade_totl'; did you mean trade_total"),
        ({"columns": "value,colour"}, r"columns: unknown column 'colour'; there are fact_id"),
        ({"order": "-colour"}, r"order: unknown column 'colour'"),
        ({"order": "mentions"}, r"order: unknown column 'mentions'"),
        ({"publisher": "a\rb"}, r"no list of values"),
        ({"limit": "-1"}, r"limit '-1' is no number"),
        ({"limit": "٣"}, r"limit '٣' is no number"),
        ({"wide": "yes"}, r"wide 'yes' is neither 0 nor 1"),
        ({"bom": "no"}, r"bom 'no' is neither 0 nor 1"),
        ({"wide": "1", "columns": "value"}, r"columns does not go with wide=1"),
        ({"wide": "1", "order": "value"}, r"order does not go with wide=1"),
    ],
)
def test_what_does_not_exist_is_named(tables, query, told):
    with pytest.raises(FilterError, match=told):
        extracts.parse_ask(query, tables)


def test_columns_order_and_limit(tables):
    made = ask(tables, columns="period,value", order="-value,period", limit="5").rows.table()
    assert made.column_names == ["period", "value", "fact_id", "link"]
    values = made["value"].to_pylist()
    assert values == sorted(tables.facts().table()["value"].to_pylist(), reverse=True)[:5]
    assert ask(tables, limit="0").rows.num_rows == 0
    ends = ask(tables, order="period_end", columns="period_end").rows.table()["period_end"].to_pylist()
    known = [e for e in ends if e is not None]
    assert ends == sorted(known) + [None] * (len(ends) - len(known))


def test_wide_has_periods_down_series_across_and_every_cell_its_figure(tables):
    made = ask(tables, wide="1").rows.table()
    names = made.column_names
    assert names[:4] == ["period", "period_type", "period_start", "period_end"]
    series = [n for n in names[4:] if not n.endswith(" link")]
    assert names[4:] == series + [f"{n} link" for n in series]
    facts = {f["fact_id"]: f for f in tables.facts().table().to_pylist()}
    cells = 0
    for row in made.to_pylist():
        for name in series:
            assert (row[name] is None) == (row[f"{name} link"] is None)
            if row[name] is not None:
                shown = facts[row[f"{name} link"].rsplit("/", 1)[1]]
                assert (shown["value"], shown["period"]) == (row[name], row["period"])
                assert name.startswith(f"{shown['indicator']}.{shown['transform']}.")
                cells += 1
    observed = tables.facts().table().filter(tables.facts().table()["period"].is_valid())
    assert cells == len(observed["observation_id"].unique())


def test_wide_is_one_series_from_either_side(tmp_path):
    day = dt.date
    other = {"period": "2024", "period_start": day(2024, 1, 1), "period_end": day(2024, 12, 31)}
    facts = table(
        fact(), fact(fact_id="f2", observation_id="o2", reporter="CN", partner="VN", value=205e9, **other)
    )
    made = wide(index_of(tmp_path, facts), {}, None).to_pylist()
    assert [r["trade_total.level.CN.VN...USD..actual"] for r in made] == [171.9e9, 205e9]
    assert [r["trade_total.level.CN.VN...USD..actual fact_id"] for r in made] == ["f1", "f2"]


def test_load_facts_is_typed(data_dir, tables):
    frame = load_facts(data_dir, indicator="trade_total", period_from="2023", order="-value", limit=3)
    same = select(tables.facts().table(), indicator="trade_total", period_from="2023")["value"].to_pylist()
    assert frame["value"].tolist() == sorted(same, reverse=True)[:3]
    kinds = {n: str(t) for n, t in frame.dtypes.items()}
    assert kinds["indicator"] == "category"
    assert kinds["quote"] == "string"
    assert kinds["period_start"] == "datetime64[s]"
    assert kinds["char_start"] == "Int32"
    assert kinds["value"] == "float64"
    assert "link" not in kinds
    assert load_facts(data_dir, base_url=BASE, columns=["value"]).columns.tolist() == [
        "value",
        "fact_id",
        "link",
    ]
    assert load_facts(data_dir, wide=True)["period"].is_unique
    for wrong in ({"indicator": "nonsense"}, {"colour": "red"}, {"indicator": []}):
        with pytest.raises(FilterError):
            load_facts(data_dir, **wrong)


def test_a_namibian_figure_is_no_missing_value(tmp_path):
    index_of(tmp_path, table(fact(reporter="NA")))
    assert load_facts(tmp_path, reporter="NA")["reporter"].tolist() == ["NA"]


@pytest.mark.parametrize("format", [*ALL, "zip", "sdmx", "sdmx-structure"])
def test_the_command_line_writes_what_the_address_answers(data_dir, tmp_path, tables, format):
    path = tmp_path / f"out.{format}"
    options = [
        "export",
        "--data",
        str(data_dir),
        "--format",
        format,
        "--indicator",
        "trade_total",
        "--base-url",
        BASE,
    ]
    result = CliRunner().invoke(main, [*options, "-o", str(path)])
    assert result.exit_code == 0, result.output
    name = {"zip": "tradetrace.zip", "sdmx": "sdmx.csv", "sdmx-structure": "sdmx.xml"}.get(
        format, f"facts.{format}"
    )
    out = io.BytesIO()
    asked = extracts.parse_ask({"indicator": "trade_total"}, tables)
    extracts.write_file(tables, format, asked, BASE, f"{BASE}/extracts/{name}", out)
    assert path.read_bytes() == out.getvalue()
    sidecar = path.with_name(path.name + extracts.SIDECAR)
    assert sidecar.exists() == (format in extracts.TEXTS)
    if sidecar.exists():
        assert json.loads(sidecar.read_text())["url"] == path.name
    printed = CliRunner().invoke(main, [*options, "-q"])
    assert printed.stdout_bytes == out.getvalue()
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        {path.name, *([sidecar.name] if sidecar.exists() else [])}
    )


def test_the_ending_names_the_format(data_dir, tmp_path):
    path = tmp_path / "wide.xlsx"
    result = CliRunner().invoke(main, ["export", "--data", str(data_dir), "--wide", "-o", str(path)])
    assert "periods written to" in result.output
    assert pd.read_excel(path)["period"].is_unique


def test_one_wrong_option_is_one_line(data_dir):
    result = CliRunner().invoke(main, ["export", "--data", str(data_dir), "--columns", "colour"])
    assert result.exit_code == 2
    assert "unknown column 'colour'" in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_every_filter_and_option_has_a_meaning():
    assert not set(FILTERS) & set(extracts.OPTIONS)
    assert all(m.endswith(".") for m in (*FILTERS.values(), *extracts.OPTIONS.values()))
    assert LINK.name not in FACT_SCHEMA.names


def test_a_heading_with_a_comma_is_quoted():
    named = pa.table({"a,b": [1], "c": [2]})
    assert b"".join(separated(Rows.of(named), bom=False)) == b'"a,b",c\r\n1,2\r\n'


def test_a_table_of_rows_without_columns_is_empty():
    assert facts_table([]).num_rows == 0
