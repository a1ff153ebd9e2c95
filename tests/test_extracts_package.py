"""The data package and SDMX: held to their standards by the libraries that read them."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import sdmx
from sdmx.reader.csv import Reader

from etl import codelist, extracts, observations, open_index, select
from etl.extracts.sdmx import ATTRIBUTES, DIMENSIONS, identifier, time_period
from etl.schema import FACT_COLUMNS, OBSERVATION_COLUMNS
from tests.conftest import fact, index_of, table

BASE = "http://127.0.0.1:8050"


@pytest.fixture(scope="module")
def tables(data_dir):
    return open_index(data_dir)


def packed(tables, **query):
    out = io.BytesIO()
    extracts.package(tables, extracts.parse_ask(query), BASE, f"{BASE}/extracts/tradetrace.zip", out)
    return zipfile.ZipFile(out)


@pytest.mark.parametrize(
    "query", [{}, {"indicator": "trade_total"}, {"period_type": "range", "q": "nothing"}]
)
def test_frictionless_finds_nothing_wrong(tables, tmp_path, query):
    with packed(tables, **query) as found:
        found.extractall(tmp_path)
    tool = Path(sys.executable).with_name("frictionless")
    done = subprocess.run(
        [tool, "validate", "datapackage.json", "--json"], cwd=tmp_path, capture_output=True, text=True
    )
    report = json.loads(done.stdout)
    assert report["valid"], report
    assert {t["name"] for t in report["tasks"]} >= {
        "data",
        "documents",
        "observations",
        "checks",
        "codelist-areas",
    }


def test_frictionless_would_find_a_wrong_value(tables, tmp_path):
    with packed(tables) as found:
        found.extractall(tmp_path)
    data = tmp_path / "data.csv"
    data.write_text(
        data.read_text(encoding="utf-8").replace("trade_total", "trade_totl", 1), encoding="utf-8"
    )
    tool = Path(sys.executable).with_name("frictionless")
    done = subprocess.run(
        [tool, "validate", "datapackage.json", "--json"], cwd=tmp_path, capture_output=True, text=True
    )
    assert not json.loads(done.stdout)["valid"]


def test_a_package_is_complete(tables):
    with packed(tables, reporter="VN") as found:
        names = set(found.namelist())
        told = json.loads(found.read("datapackage.json"))
        readme = found.read("README.md").decode()
        rows = {
            n: list(csv.DictReader(io.StringIO(found.read(n).decode("utf-8-sig"), newline="")))
            for n in names
            if n.endswith(".csv")
        }
    assert {r["path"] for r in told["resources"]} | {
        *("README.md", "datapackage.json", "codebook.md", "sdmx/observations.csv", "sdmx/structure.xml")
    } == names
    facts = select(tables.facts().table(), reporter="VN")
    assert [r["fact_id"] for r in rows["data.csv"]] == facts["fact_id"].to_pylist() != []
    assert {r["doc_id"] for r in rows["documents.csv"]} == set(facts["doc_id"].to_pylist())
    assert "text" not in rows["documents.csv"][0]
    for c in FACT_COLUMNS:
        if c.codelist:
            assert {r["code"] for r in rows[f"codelists/{c.codelist}.csv"]} == set(codelist(c.codelist))
    ids = set(facts["fact_id"].to_pylist())
    assert all(ids & set(json.loads(r["fact_ids"])) for r in rows["checks.csv"])
    for word in (
        "How to cite",
        "Licence",
        "Caveats",
        told["bibliographicCitation"],
        "reporter=VN",
        told["created"],
    ):
        assert word in readme


def test_observations_have_the_columns_declared(tables):
    found = observations(tables.facts().table())
    assert found.column_names == [c.name for c in OBSERVATION_COLUMNS]
    assert [f.type for f in found.schema] == [c.type for c in OBSERVATION_COLUMNS]


def sdmx_of(index):
    structure = sdmx.read_sdmx(io.BytesIO(extracts.structure(index, "2026-11-25T00:00:00Z")))
    data = b"".join(extracts.sdmx_csv(index, BASE))
    flow = structure.dataflow["FIGURES"]
    return flow, Reader().convert(io.BytesIO(data), structure=flow)


def test_sdmx1_reads_the_structure_and_the_data_fit_it(tables):
    flow, message = sdmx_of(tables)
    dimensions = {d.id: d for d in flow.structure.dimensions.components}
    assert list(dimensions) == [*(d.id for d in DIMENSIONS), "TIME_PERIOD"]
    attributes = {a.id: a for a in flow.structure.attributes.components}
    assert list(attributes) == [a.id for a in ATTRIBUTES]
    (data,) = message.data
    shown = [o for o in observations(tables.facts().table()).to_pylist() if o["period"]]
    assert len(data.obs) == len(shown) > 0
    keys = set()
    for obs, row in zip(data.obs, shown, strict=True):
        key = {name: value.value for name, value in obs.dimension.values.items()}
        keys.add(tuple(key.values()))
        for name, value in key.items():
            held = dimensions[name].local_representation
            assert held.enumerated is None or value in held.enumerated, (name, value)
        assert float(obs.value) == row["value"]
        told = {name: a.value for name, a in obs.attached_attribute.items()}
        assert told["FACT_ID"] == row["fact_id"]
        assert told["LINK"] == f"{BASE}/figure/{row['fact_id']}"
        assert told["UNIT_MULT"] == "0"
        approx = attributes["APPROX"].local_representation.enumerated
        assert told["APPROX"] in ("", *approx.items)
    assert len(keys) == len(shown), "observations do not repeat a key"


def test_codes_are_identifiers_and_areas_that_share_a_figure_are_listed(tmp_path):
    facts = table(
        fact(reporter="MY+ID", commodity="fruit and vegetables"),
        fact(fact_id="f2", observation_id="o2", period=None),
    )
    flow, message = sdmx_of(index_of(tmp_path, facts))
    (obs,) = message.data[0].obs
    key = {name: value.value for name, value in obs.dimension.values.items()}
    assert (key["REF_AREA"], key["PRODUCT"], key["SOURCE_AGENCY"]) == ("MY_ID", "fruit_and_vegetables", "_X")
    areas = next(
        d for d in flow.structure.dimensions.components if d.id == "REF_AREA"
    ).local_representation.enumerated
    assert str(areas["MY_ID"].name.localized_default("en")) == "Malaysia + Indonesia"
    for name in ("commodities", "areas", "compilers", "units", "indicators"):
        codes = [identifier(c) for c in codelist(name)]
        assert len(codes) == len(set(codes)), name


@pytest.mark.parametrize(
    ("kind", "period", "start", "end", "written"),
    [
        ("year", "2023", "2023-01-01", "2023-12-31", "2023"),
        ("half", "2024-S1", "2024-01-01", "2024-06-30", "2024-S1"),
        ("month", "2024-08", "2024-08-01", "2024-08-31", "2024-08"),
        ("ytd", "2024-01/2024-09", "2024-01-01", "2024-09-30", "2024-01-01/P9M"),
        ("ytd", "2023-11/2024-02", "2023-11-01", "2024-02-29", "2023-11-01/P4M"),
        ("ytd", "2024-01-01/2024-09-15", "2024-01-01", "2024-09-15", "2024-01-01/P259D"),
        ("stock", "..2024-10", None, "2024-10-31", "2024-10"),
        ("since", "2019..", "2019-01-01", None, "2019"),
        ("day", "2024-10-15", "2024-10-15", "2024-10-15", "2024-10-15"),
    ],
)
def test_periods_are_sdmx_time_periods(kind, period, start, end, written):
    import datetime as dt

    row = {
        "period_type": kind,
        "period": period,
        "period_start": dt.date.fromisoformat(start) if start else None,
        "period_end": dt.date.fromisoformat(end) if end else None,
    }
    assert time_period(row) == written
