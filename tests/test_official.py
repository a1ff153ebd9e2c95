"""Official files as reference series: what is taken, what is left out and why, and what a refresh makes of them."""

from __future__ import annotations

import datetime as dt
import json
from urllib.parse import parse_qsl, urlsplit

import pytest
import sdmx
from sdmx.model import v21

from etl import DataError, load_tables, refresh
from etl.ingest import comtrade
from etl.official import FORMATS, add_series, read_official
from etl.references import CSV_COLUMNS, parse_period, read_references
from tests.conftest import ROOT, dollars

COMTRADE = """typeCode,freqCode,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,partnerCode,partnerISO,partner2Code,cmdCode,customsCode,mosCode,motCode,primaryValue,isReported
C,A,2023,52,2023,704,VNM,Viet Nam,X,156,CHN,0,TOTAL,C00,0,0,61209123456.7,True
C,A,2023,52,2023,704,VNM,Viet Nam,M,156,CHN,0,TOTAL,C00,0,0,110642000000,False
C,M,2024,9,202409,704,VNM,Viet Nam,X,0,W00,0,TOTAL,C00,0,0,34000000000,True
C,A,2023,52,2023,704,VNM,Viet Nam,RX,156,CHN,0,TOTAL,C00,0,0,5,True
C,A,2023,52,2023,704,VNM,Viet Nam,X,156,CHN,0,TOTAL,C00,0,2100,7,True
C,A,2023,52,2023,704,VNM,Viet Nam,X,156,CHN,0,9999,C00,0,0,9,True
C,A,2023,52,2023,899,_X,Areas,X,156,CHN,0,TOTAL,C00,0,0,11,True
"""
SDMX_CSV = """STRUCTURE,STRUCTURE_ID,ACTION,FREQ: Frequency,REF_AREA: Reference area,COUNTERPART_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MULT,OBS_STATUS
dataflow,IMF:IMTS(1.0),I,A: Annual,VNM,CHN,XG_FOB_USD,2023,61.2,9,A
dataflow,IMF:IMTS(1.0),I,M,VN,CN,MG_CIF_USD,2024-M09,12.5,9,E
dataflow,IMF:IMTS(1.0),I,Q,VN,CN,TBG_USD,2024-Q3,-21.5,9,A
dataflow,IMF:IMTS(1.0),I,A,VN,CN,XG_FOB_USD,2022,,9,M
dataflow,IMF:IMTS(1.0),I,A,VN,CN,GDP,2023,1,9,A
dataflow,IMF:IMTS(1.0),I,A,QQQ,CN,XG_FOB_USD,2023,1,9,A
"""


def kept(series):
    names = ("indicator", "reporter", "partner", "period", "value", "unit", "status", "compiler")
    return [tuple(row[n] for n in names) for row in series.rows]


def test_un_comtrade():
    series = read_official(COMTRADE.encode(), "c.csv")
    assert series.format == "comtrade"
    assert kept(series) == [
        ("exports", "VN", "CN", "2023", "61209123456.7", "USD", "actual", "UN_COMTRADE"),
        ("imports", "VN", "CN", "2023", "110642000000", "USD", "actual", "UN_COMTRADE"),
        ("exports", "VN", "W00", "2024-09", "34000000000", "USD", "actual", "UN_COMTRADE"),
    ]
    assert dict(series.left_out) == {
        "goods '9999' have no code of their own here": 1,
        "area '_X' is not known": 1,
    }
    assert series.rows[0]["source"] == "UN Comtrade CSV, c.csv, line 2"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_sdmx_csv(mark, delimiter):
    series = read_official((mark + SDMX_CSV.replace(",", delimiter)).encode(), "s.csv", compiler="VN_NSO")
    assert series.format == "sdmx-csv"
    assert kept(series) == [
        ("exports", "VN", "CN", "2023", "61200000000", "USD", "actual", "VN_NSO"),
        ("imports", "VN", "CN", "2024-09", "12500000000", "USD", "estimate", "VN_NSO"),
        ("trade_balance", "VN", "CN", "2024-Q3", "-21500000000", "USD", "actual", "VN_NSO"),
    ]
    assert dict(series.left_out) == {"indicator 'GDP' is not known": 1, "area 'QQQ' is not known": 1}


def test_sdmx_csv_1_0():
    text = "DATAFLOW,REF_AREA,COUNTERPART_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\nX:Y(1.0),VN,CN,exports,2023,61.2e9,USD\n"
    assert kept(read_official(text.encode(), "s.csv", compiler="VN_NSO")) == [
        ("exports", "VN", "CN", "2023", "61200000000", "USD", "actual", "VN_NSO")
    ]


def sdmx_ml() -> bytes:
    """A message of two observations, written with the library that reads it."""
    structure = v21.DataStructureDefinition(id="D")
    for name in ("REF_AREA", "COUNTERPART_AREA", "INDICATOR", "UNIT_MEASURE"):
        structure.dimensions.append(v21.Dimension(id=name))
    structure.dimensions.append(v21.TimeDimension(id="TIME_PERIOD"))
    structure.measures.append(v21.PrimaryMeasure(id="OBS_VALUE"))

    def observation(indicator: str, value: float) -> v21.Observation:
        values = {"REF_AREA": "VN", "COUNTERPART_AREA": "CN", "INDICATOR": indicator, "UNIT_MEASURE": "USD"}
        key = structure.make_key(v21.Key, values | {"TIME_PERIOD": "2023"})
        return v21.Observation(dimension=key, value=value, value_for=structure.measures[0])

    data = v21.GenericDataSet(structured_by=structure)
    data.add_obs([observation("X", 61.2e9), observation("M", 110.6e9)])
    message = sdmx.message.DataMessage(
        header=sdmx.message.Header(id="t", prepared=dt.datetime(2024, 5, 6)),
        data=[data],
        observation_dimension=v21.AllDimensions,
    )
    return sdmx.to_xml(message)


def test_sdmx_ml():
    series = read_official(sdmx_ml(), "s.xml", compiler="VN_CUSTOMS")
    assert (series.format, series.prepared) == ("sdmx-ml", "2024-05-06")
    assert sorted(kept(series)) == [
        ("exports", "VN", "CN", "2023", "61200000000", "USD", "actual", "VN_CUSTOMS"),
        ("imports", "VN", "CN", "2023", "110600000000", "USD", "actual", "VN_CUSTOMS"),
    ]
    assert series.rows[0]["source"] == "SDMX-ML, s.xml, series VN.CN.X.USD.2023"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\n1,2\n", "is no file that is known here"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"<a>", "cannot be read as SDMX-ML"),
        (SDMX_CSV.encode(), "does not say who compiled it"),
        (SDMX_CSV.split("\n")[0].encode() + b"\n", "holds no point"),
        (b"", "is no file that is known here"),
    ],
)
def test_files_of_no_use_are_named(content, words):
    with pytest.raises(DataError, match=words) as caught:
        read_official(content, "f.csv")
    assert caught.value.remedy


def test_an_added_series_is_in_the_tables_after_a_refresh(collection):
    series = read_official(COMTRADE.encode(), "c.csv")
    given = {
        "vintage": "2026-11-05",
        "from_file": "c.csv",
        "content": COMTRADE.encode(),
        "added": "2026-11-25",
    }
    target = add_series(collection, series, "comtrade", **given)
    assert target.read_text().splitlines()[0] == ",".join(CSV_COLUMNS)
    with pytest.raises(DataError, match="is there already"):
        add_series(collection, series, "comtrade", **given)
    add_series(collection, series, "comtrade", **given, replace=True)
    with pytest.raises(DataError, match="is no name"):
        add_series(collection, series, "../comtrade", **given)
    assert sorted(p.name for p in target.parent.iterdir()) == ["comtrade.csv", "comtrade.toml"]
    refresh(collection, extract=dollars)
    rows = load_tables(collection).references.to_pylist()
    assert [(r["value"], r["vintage"], r["series"], r["line"]) for r in rows] == [
        (61209123456.7, "2026-11-05", "comtrade", 2),
        (110642000000.0, "2026-11-05", "comtrade", 3),
        (34000000000.0, "2026-11-05", "comtrade", 4),
    ]
    assert (rows[0]["value_low"], rows[0]["value_high"]) == (61209123456.65, 61209123456.75)
    assert (rows[2]["value_low"], rows[2]["value_high"]) == (33.95e9, 34.05e9)


def write(folder, body, sidecar=None):
    import hashlib

    (folder / "reference").mkdir(exist_ok=True)
    path = folder / "reference" / "s.csv"
    path.write_text(body)
    digest = hashlib.sha256(body.encode()).hexdigest()
    path.with_suffix(".toml").write_text(sidecar or f'vintage = "2026"\nsha256 = "{digest}"\n')


HEAD = "compiler,indicator,reporter,partner,period,value,unit,status,source\n"
LINE = "VN_CUSTOMS,exports,VN,CN,2023,61200000000,USD,actual,press\n"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("VN_CUSTOMS", "NOBODY", "'NOBODY' is not in the codelist compilers"),
        ("2023", "soon", "period 'soon' is none"),
        ("61200000000", "much", "value 'much' is no number"),
        ("61200000000", "nan", "is no number"),
        ("actual", "sure", "status 'sure'"),
        ("press", "", "source is empty"),
        (",VN,", ",,", "reporter is empty"),
    ],
)
def test_a_faulty_line_is_named_and_the_tables_stay(collection, old, new, words):
    write(collection, HEAD + LINE)
    refresh(collection, extract=dollars)
    before = (collection / "references.parquet").read_bytes()
    write(collection, HEAD + LINE.replace(old, new, 1))
    with pytest.raises(DataError, match=words) as caught:
        refresh(collection, extract=dollars)
    assert "s.csv:2" in str(caught.value)
    assert (collection / "references.parquet").read_bytes() == before


def test_a_changed_series_and_a_point_that_stands_twice_are_noticed(collection):
    write(collection, HEAD + LINE, 'sha256 = "0"\n')
    with pytest.raises(DataError, match="its sha256 is not the one in s.toml"):
        read_references(collection)
    write(collection, HEAD + LINE + LINE)
    with pytest.raises(DataError, match="s.csv:3: the point stands twice"):
        read_references(collection)


def test_the_shipped_series_is_whole():
    rows = read_references(ROOT / "data")
    assert len(rows) == 36
    by = {
        (r["compiler"], r["indicator"], r["period"]): r["value"] for r in rows if r["partner"] in ("CN", "VN")
    }
    assert by["VN_CUSTOMS", "trade_total", "2024"] == 205.2e9
    assert by["CN_MOFCOM", "trade_total", "2024"] == 260.65e9
    assert by["VN_FIA", "fdi_projects", "..2023-11"] == 4203


@pytest.mark.parametrize(
    "code", ["2023", "2024-S1", "2024-Q3", "2024-08", "2024-01/2024-09", "..2024-10", "..2024", "2019..", "2024-10-15", "2024-01-01/2024-09-15", "..2024-10-20"]
)  # fmt: skip
def test_periods_are_read_as_they_are_written(code):
    assert parse_period(code).code == code


@pytest.mark.parametrize("code", ["", "23", "2024-13", "2024-Q5", "2024-09/2024-01", "2024-02-30", "x2023"])
def test_what_is_no_period(code):
    assert parse_period(code) is None


class Answer:
    def __init__(self, status: int, body: bytes) -> None:
        self.status, self.data = status, body


def answering(monkeypatch, status: int, body: bytes, ask=lambda: None) -> list[dict]:
    """Every request gets this answer; what ``ask`` asks for."""
    asked: list[dict] = []

    def request(self, method, url, fields=None, **_):
        asked.append({"url": url, **fields})
        return Answer(status, body)

    monkeypatch.setattr("urllib3.PoolManager.request", request)
    ask()
    return asked


def recorded(name: str) -> bytes:
    """An answer that the service gave; tests/recorded/README.md says where it comes from."""
    return (ROOT / "tests" / "recorded" / name).read_bytes()


def test_un_comtrade_is_asked_as_the_recorded_answers_were(monkeypatch):
    body = recorded("comtrade-IN-US-2022-X.json")
    (asked,) = answering(monkeypatch, 200, body, lambda: comtrade.ask("IN", "US", 2022, 2022))
    given = dict(parse_qsl(urlsplit(json.loads(body)["url"]).query))
    assert asked["url"] == json.loads(body)["url"].partition("?")[0]
    for name in ("reportercode", "partnerCode", "period", "cmdCode", "includeDesc"):
        assert str(asked[name]) == given[name]
    # one record a year and flow: with every breakdown the free answer of 500 would not hold them all
    assert (asked["partner2Code"], asked["customsCode"], asked["motCode"]) == ("0", "C00", "0")
    (asked,) = answering(monkeypatch, 200, body, lambda: comtrade.ask("VN", "CN", 2022, 2023, key="k"))
    assert "/data/v1/get/C/A/HS" in asked["url"]
    assert (asked["reportercode"], asked["partnerCode"], asked["period"]) == ("704", "156", "2022,2023")


@pytest.mark.parametrize(
    ("name", "points"),
    [
        ("comtrade-IN-US-2022-X.json", [("exports", "US", "80230193279.727")]),
        (
            "comtrade-IN-2022-M.json",
            [("imports", "W00", "732565993392.928"), ("imports", "US", "51772470811.623")],
        ),
    ],
)
def test_a_recorded_answer_of_un_comtrade_is_read(monkeypatch, name, points):
    answering(monkeypatch, 200, recorded(name))
    series = read_official(comtrade.ask("IN", "US", 2022, 2022), "answer.csv", source="UN Comtrade")
    assert series.format == "comtrade"
    # what the UN sums up from the reporter's records (isReported is false) is counted, not estimated
    assert kept(series) == [
        (indicator, "IN", partner, "2022", value, "USD", "actual", "UN_COMTRADE")
        for indicator, partner, value in points
    ]
    assert not series.left_out


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (429, b"Rate limit is exceeded", "Rate limit is exceeded"),
        (200, b'{"data": []}', "no data"),
        (200, b"{", "no answer"),
    ],
)
def test_no_data_is_told_with_the_reason(monkeypatch, status, body, words, capsys):
    answering(monkeypatch, status, body)
    with pytest.raises(DataError, match=words):
        comtrade.ask("VN", "CN", 2023, 2023)
    assert capsys.readouterr().out == ""


def test_areas_without_a_code_there():
    with pytest.raises(DataError, match="'ASEAN' has no code"):
        comtrade.ask("ASEAN", "CN", 2023, 2023)
    with pytest.raises(DataError, match="lies before"):
        comtrade.ask("VN", "CN", 2024, 2023)


def test_every_format_has_a_name():
    assert set(FORMATS) == {"comtrade", "sdmx-csv", "sdmx-ml", "tradetrace"}
