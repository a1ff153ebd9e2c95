"""Official series stand behind the quoted points wherever there is one: marks, legend, source lines, and a way to hide them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard import app as application
from dashboard import charts_reference, compare, regions
from dashboard.i18n import LANGUAGES, Context
from dashboard.sections import compare as compared
from dashboard.sections import investment, provinces, trade
from dashboard.store import REFERENCE, Snapshot
from dashboard.views import compare as view
from etl import open_index, refresh
from tests.conftest import add_document

TEXTS = {
    "customs": "According to Vietnam Customs, Vietnam's exports to China reached 61.2 billion USD in 2024 and imports from "
    "China reached 144.0 billion USD in 2024, a trade deficit of 82.8 billion USD with China. According to Vietnam Customs, "
    "trade between Vietnam and China reached 205.2 billion USD in 2024.",
    "ministry": "According to China's Ministry of Commerce, trade between Vietnam and China reached 260.6 billion USD in 2024.",
    "yunnan": "Trade between Yunnan and Vietnam reached 3.2 billion USD in 2022. Trade between Yunnan and Vietnam reached "
    "3.5 billion USD in 2021.",
}


@pytest.fixture(scope="module")
def folder(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five articles and three that state what the shipped series has too."""
    made = tmp_path_factory.mktemp("official")
    for name in ("documents", "reference"):
        shutil.copytree(data_dir / name, made / name)
    for name, text in TEXTS.items():
        add_document(made, name, text + "\n", publisher=name, published="2025-04-11")
    assert refresh(made).problems == ()
    return made


@pytest.fixture(scope="module")
def snapshot(folder: Path) -> Snapshot:
    return Snapshot(open_index(folder))


def figures(node: Any) -> Iterator[dict[str, Any]]:
    if hasattr(node, "figure"):
        yield node.figure
    children = getattr(node, "children", None)
    for child in children if isinstance(children, list | tuple) else [children]:
        if child is not None and not isinstance(child, str):
            yield from figures(child)


def marks(section: Any) -> list[tuple[float, str, str]]:
    """Value, shape and colour of every official point in a section's charts; they are in traces of their own."""
    found = []
    for figure in figures(section):
        for t in figure["data"]:
            own = [str(c).startswith(REFERENCE) for c in t.get("customdata", ())]
            assert not any(own) or all(own)
            if own and all(own):
                upright = t["y"] if any(v >= 1e6 or v > 100 for v in t["y"]) else t["x"]
                colours = t["marker"]["color"]
                colours = [colours] * len(own) if isinstance(colours, str) else colours
                found += list(zip(upright, t["marker"]["symbol"], colours, strict=True))
    return found


def test_exports_and_imports_have_their_official_points_in_their_own_colours(snapshot):
    found = marks(trade.directions(Context("en"), snapshot))
    by_value = {value: (shape, colour) for value, shape, colour in found}
    assert by_value[61.2e9][0] == by_value[144e9][0] == "triangle-up"
    assert by_value[61.2e9][1] != by_value[144e9][1]


def test_investment_has_the_official_totals_of_other_dates(snapshot):
    found = marks(investment.stocks(Context("en"), snapshot))
    assert {value for value, _, _ in found} == {27.2e9, 4203}


def test_statements_and_a_pair_of_series_have_their_official_points(snapshot):
    ctx = Context("en")
    subjects = compare.subjects(snapshot)
    two_way = next(s for s in subjects if s.startswith("trade_total~level~VN~CN"))
    found = marks(compared.statements(ctx, snapshot, subjects[two_way]))
    assert {(v, s) for v, s, _ in found} >= {(205.2e9, "triangle-up"), (260.65e9, "square")}
    series = compare.all_series(snapshot)
    one, two = view.pair_of(ctx, series)
    found = marks(compared.pair(ctx, snapshot, series[one], series[two]))
    assert {205.2e9, 260.65e9} <= {v for v, _, _ in found}
    assert len({c for _, _, c in found}) == 2


def test_provinces_have_the_official_point_of_the_same_period_only(snapshot):
    ctx, pairs = Context("en"), regions.stated(snapshot, "trade_total", "CN")
    found = marks(provinces.comparable(ctx, snapshot, pairs, "trade_total", "2022"))
    assert [(v, s) for v, s, _ in found] == [(3.2e9, "triangle-up")]
    assert marks(provinces.comparable(ctx, snapshot, pairs, "trade_total", "2024-01/2024-08")) == []
    assert [v for v, _, _ in marks(provinces.multiples(ctx, snapshot, pairs, "trade_total"))] == [3.2e9]


@pytest.mark.parametrize("path", ["/", "/compare", "/investment", "/regions?period=2022"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_marks_have_a_legend_a_source_line_and_a_way_to_hide_them(folder, path, lang):
    client = application.create_app(folder).server.test_client()
    sign = "&" if "?" in path else "?"
    ctx = Context(lang)
    shown = client.get(f"{path}{sign}lang={lang}").get_data(as_text=True)
    hidden = client.get(f"{path}{sign}lang={lang}&official=hide").get_data(as_text=True)
    for words in (ctx.t("key.reference_VN"), ctx.t("checks.behind"), f'data-figure="{REFERENCE}'):
        assert words in shown
        assert words not in hidden
    for page in (shown, hidden):
        assert ctx.t("choice.official") in page
    assert "official=hide" in shown


def test_where_no_official_point_fits_there_is_nothing_to_choose(snapshot):
    section = trade.directions(Context("en", params={"unit": "CNY"}), snapshot)
    assert "official" not in str(section) or marks(section)
    ctx = Context("en")
    assert charts_reference.listed(ctx, []) is None
    assert charts_reference.legend(ctx, []) == []


def test_every_quoted_point_with_an_official_one_has_a_finding(snapshot):
    checked = {r["fact_ids"][0] for r in snapshot.findings if r["check"] == "reference"}
    keys = {(r["indicator"], r["period"], r["unit"], r["compiler"]) for r in snapshot.references}
    own = [
        f
        for f in snapshot.index.facts().to_pylist()
        if f["transform"] == "level" and (f["indicator"], f["period"], f["unit"], f["compiler"]) in keys
    ]
    assert len(own) >= 4
    assert {f["fact_id"] for f in own} <= checked
