"""The tools that people have, reading the addresses over real HTTP: pandas, DuckDB, LibreOffice."""

import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import duckdb
import openpyxl
import pandas as pd
import pytest

from etl import load_tables
from etl.export import restored

VIETNAMESE = "kim ngạch"


@pytest.fixture(scope="module")
def site(data_dir):
    """`tradetrace serve` as people run it; gives its address."""
    program = Path(sys.executable).with_name("tradetrace")
    with subprocess.Popen(
        [program, "serve", "--data", data_dir, "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as server:
        try:
            yield server.stdout.readline().split()[-1]
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def facts(data_dir):
    return load_tables(data_dir).facts.to_pandas()


def same(found, facts, links=True):
    assert found["fact_id"].tolist() == facts["fact_id"].tolist()
    assert found["value"].tolist() == facts["value"].tolist()
    assert [restored(t) for t in found["passage"]] == facts["passage"].tolist()
    assert any(VIETNAMESE in t.lower() for t in found["passage"])
    assert found["link"][0].endswith(f"/figure/{facts['fact_id'][0]}")


def test_pandas(site, facts):
    base = f"{site}/extracts/facts"
    same(pd.read_csv(f"{base}.csv", keep_default_na=False), facts)
    same(pd.read_csv(f"{base}.csv?bom=0", keep_default_na=False), facts)
    same(pd.read_csv(f"{base}.tsv", sep="\t", keep_default_na=False), facts)
    same(pd.read_excel(f"{base}.xlsx"), facts)
    same(pd.read_json(f"{base}.json"), facts)
    same(pd.read_json(f"{base}.ndjson", lines=True), facts)
    same(pd.read_parquet(f"{base}.parquet"), facts)
    same(pd.read_feather(f"{base}.arrow"), facts)
    wide = pd.read_csv(f"{base}.csv?wide=1&indicator=trade_total")
    assert wide["period"].is_unique
    assert wide["trade_total.level.CN.VN...USD..actual"].max() == 171.9e9


@pytest.fixture(scope="module")
def duck():
    extension = pytest.importorskip("duckdb_extension_httpfs", reason="no httpfs for DuckDB on this platform")
    file = next(Path(extension.__file__).parent.rglob("*.duckdb_extension"))
    with duckdb.connect() as connection:
        connection.execute(f"LOAD '{file}'")
        yield connection


@pytest.mark.parametrize(
    "source", ["read_parquet('{}.parquet')", "read_csv('{}.csv')", "read_json('{}.ndjson')"]
)
def test_duckdb(site, facts, duck, source):
    table = source.format(f"{site}/extracts/facts")
    query = f"SELECT fact_id, value, period_start, passage, link FROM {table}"
    found = duck.execute(query).fetchall()
    assert [r[0] for r in found] == facts["fact_id"].tolist()
    assert [r[1] for r in found] == facts["value"].tolist()
    assert [str(r[2]) if r[2] else None for r in found] == [
        str(d) if d else None for d in facts["period_start"]
    ]
    assert [restored(r[3]) for r in found] == facts["passage"].tolist()
    assert duck.execute(f"SELECT sum(value) FROM {table} WHERE unit = 'USD'").fetchone()[0] == pytest.approx(
        facts.loc[facts["unit"] == "USD", "value"].sum()
    )


def fetched(address):
    with urlopen(address) as answer:
        return answer.read()


def office(folder, *arguments):
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        pytest.skip("LibreOffice is not installed: on Debian apt-get install libreoffice-calc-nogui")
    done = subprocess.run(
        [
            program,
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            *arguments,
            "--outdir",
            "out",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_libreoffice_opens_csv(site, facts, tmp_path):
    (tmp_path / "facts.csv").write_bytes(fetched(f"{site}/extracts/facts.csv"))
    # 76 is UTF-8: what the dialogue proposes when it sees the byte order mark
    office(tmp_path, "--infilter=CSV:44,34,76,1", "--convert-to", "xlsx", "facts.csv")
    sheet = openpyxl.load_workbook(tmp_path / "out" / "facts.xlsx").active
    head, *rows = sheet.iter_rows(values_only=True)
    assert head[0].lstrip("\ufeff") == "fact_id"
    found = [dict(zip(head, row, strict=True)) for row in rows]
    assert [r["value"] for r in found] == facts["value"].tolist()
    assert [restored(r["quote"]) for r in found] == facts["quote"].tolist()
    assert [restored(r["passage"]) for r in found] == facts["passage"].tolist()
    assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n", "d"}


def test_libreoffice_opens_xlsx(site, facts, tmp_path):
    (tmp_path / "facts.xlsx").write_bytes(fetched(f"{site}/extracts/facts.xlsx"))
    office(
        tmp_path,
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
        "facts.xlsx",
    )
    names = {p.name.removeprefix("facts-").removesuffix(".csv"): p for p in (tmp_path / "out").iterdir()}
    assert set(names) == {"facts", "sources", "columns", "about"}
    found = list(csv.DictReader(io.StringIO(names["facts"].read_text(encoding="utf-8-sig"), newline="")))
    assert [r["quote"] for r in found] == facts["quote"].tolist()
    assert [r["passage"] for r in found] == facts["passage"].tolist()
    assert [float(r["value"]) for r in found] == facts["value"].tolist()
    assert [r["period_start"] for r in found] == [str(d) if d else "" for d in facts["period_start"]]
