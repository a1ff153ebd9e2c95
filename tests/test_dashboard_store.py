"""Which facts the views ask for: never a part for a whole, never two units on one scale, nothing rejected."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from dash import dcc, html

from dashboard import reading
from dashboard.i18n import Context
from dashboard.render import to_html
from dashboard.store import Reader, Snapshot, country, main_unit
from dashboard.views import overview
from tests import snapshots
from tests.conftest import fact


def snapshot(*rows: dict[str, Any]) -> Snapshot:
    return snapshots.snapshot(
        *rows, documents=[snapshots.document("d1", title="T", facts=len(rows), lang="en")]
    )


def year(number: int, **given: Any) -> dict[str, Any]:
    return fact(
        **{
            "fact_id": f"y{number}",
            "observation_id": f"oy{number}",
            "period": str(number),
            "period_start": dt.date(number, 1, 1),
            "period_end": dt.date(number, 12, 31),
            **given,
        }
    )


def months(number: int, last: int, **given: Any) -> dict[str, Any]:
    end = dt.date(number, last + 1, 1) - dt.timedelta(days=1)
    given = {"fact_id": f"m{number}{last}", "observation_id": f"om{number}{last}", **given}
    period = {"period": f"{number}-01/{number}-{last:02}", "period_type": "ytd", "period_end": end}
    return year(number, **given, **period)


def test_the_latest_year_is_never_a_part_of_one():
    held = snapshot(year(2022), year(2023), months(2024, 9))
    trade = held.national_trade()
    assert held.latest(trade, "year")["fact_id"] == "y2023"
    assert held.latest(trade, "ytd")["fact_id"] == "m20249"
    assert held.latest(trade, "quarter") is None


@pytest.mark.parametrize(
    "other",
    [
        {"status": "forecast"},
        {"commodity": "durian"},
        {"partner": "CN-GX"},
        {"partner": "US"},
        {"indicator": "exports"},
        {"transform": "growth", "unit": "percent"},
        {"review": "rejected"},
    ],
)
def test_only_the_pair_s_stated_trade_is_a_headline(other: dict):
    held = snapshot(year(2022), year(2023, **other))
    assert [f["fact_id"] for f in held.national_trade()] == ["y2022"]


def test_either_side_may_tell_the_pair_s_trade():
    assert len(snapshot(year(2022, reporter="CN", partner="VN")).national_trade()) == 1


def test_a_chart_has_one_unit_and_says_what_it_leaves_out():
    yuan = year(2022, unit="CNY", value=1.2e12, value_printed="1200")
    held = snapshot(year(2021), yuan, year(2023))
    assert main_unit(held.national_trade()) == "USD"
    ctx = Context("en")
    page = overview.layout(ctx, held)
    drawn = str(page).count("'customdata'")
    assert drawn == 1
    shown = str(to_html(page))
    assert "nothing is converted" in shown
    assert 'data-figure="y2022"' not in shown
    assert "unit=CNY" in shown
    assert 'data-figure="y2022"' in str(to_html(overview.layout(Context("en", "/", {"unit": "CNY"}), held)))


def test_another_compiler_s_figure_stands_beside_the_headline():
    ours = year(2024, compiler="VN_CUSTOMS", value=205.2e9, value_printed="205.2")
    theirs = year(
        2024,
        compiler="CN_MOFCOM",
        value=260.65e9,
        value_printed="260.65",
        fact_id="theirs",
        observation_id="other",
    )
    shown = str(to_html(overview.headline(Context("en"), snapshot(ours, theirs))))
    assert "205.2 bn USD" in shown
    assert "260.65 bn USD" in shown
    assert "also stated" in shown


def test_a_province_s_parts_and_growth_are_of_the_same_months():
    side = {"partner": "CN-CQ"}
    rows = [
        months(2024, 7, **side),
        months(2024, 7, **side, indicator="exports", fact_id="x", observation_id="x"),
        months(2024, 6, **side, indicator="imports", fact_id="i", observation_id="i"),
        months(
            2024, 7, **side, transform="growth", unit="percent", unit_mult=0, fact_id="g", observation_id="g"
        ),
    ]
    (entry,) = snapshot(*rows).provinces()
    assert {side: f["fact_id"] for side, f in entry.items()} == {
        "trade_total": "m20247",
        "exports": "x",
        "growth": "g",
    }


def test_a_stock_takes_projects_and_rank_of_its_own_date():
    def stock(indicator: str, month: int, **given: Any) -> dict[str, Any]:
        name = f"{indicator}{month}{given.get('transform', '')}"
        period = {"period": f"..2024-{month:02}", "period_type": "stock", "period_start": None}
        end = dt.date(2024, month, 28)
        names = {"fact_id": name, "observation_id": name, "reporter": "CN", "partner": "VN"}
        return fact(indicator=indicator, period_end=end, **names, **period, **given)

    held = snapshot(
        stock("fdi_registered", 9),
        stock("fdi_registered", 10),
        stock("fdi_projects", 9, unit="projects", unit_mult=0),
        stock("fdi_registered", 10, transform="rank", unit="rank", unit_mult=0),
    )
    found = held.investment_stock("CN", "VN")
    assert {k: f["fact_id"] for k, f in found.items()} == {
        "level": "fdi_registered10",
        "rank": "fdi_registered10rank",
    }
    assert held.investment_stock("VN", "CN") == {}


def test_countries():
    assert [country(c) for c in ("VN", "CN-YN", "US", None, "VN-SG")] == ["VN", "CN", None, None, "VN"]


def test_a_snapshot_is_kept_until_the_tables_change():
    held = [snapshot(fact()).index]
    read = Reader("anywhere", load=lambda _: held[-1])
    first = read()
    assert read() is first
    held.append(snapshot().index)
    assert read() is not first
    assert read().size == 0


def test_components_as_html():
    node = html.Div(
        [html.Br(), "a < b", 5, None, html.A("x", href='?q="&', className="c", **{"data-x": "<"})],
        id="i",
        style={"maxWidth": "2px"},
        hidden=False,
    )
    assert str(to_html(node)) == (
        '<div style="max-width:2px" id="i"><br>a &lt; b5'
        '<a class="c" data-x="&lt;" href="?q=&#34;&amp;">x</a></div>'
    )
    assert str(to_html(dcc.Graph(id="g", className="chart", figure={}))) == '<div class="chart" id="g"></div>'
    assert str(to_html(html.Details("x", open=True))) == "<details open>x</details>"


def test_answers_are_kept_within_bounds_and_what_is_left_out_is_still_told(monkeypatch: pytest.MonkeyPatch):
    rows = [year(2000 + n, compiler=f"C{n % 3}") for n in range(9)]
    shot = snapshot(*rows)
    monkeypatch.setattr("dashboard.store.MOST_HELD", 4)
    monkeypatch.setattr("dashboard.store.MOST", 2)
    for _ in range(2):
        for n in range(3):
            assert len(shot.stated(indicator="trade_total", compiler=f"C{n}")) == 2
            assert sum(len(kept) for kept, _ in shot._answers.values()) <= 4
    assert shot.left_out(indicator="trade_total", compiler="C0") == 1
    assert shot.left_out(indicator="trade_total", compiler="C2") == 1


def test_others_that_state_a_figure_are_counted_where_they_are_too_many_to_list():
    rows = [year(2023, fact_id=f"f{n}", observation_id="o", doc_id=f"d{n}") for n in range(9)]
    shot = snapshot(*rows)
    others, count = shot.other_statements(rows[3], 4)
    assert (len(others), count) == (4, 8)
    assert "f3" not in {f["fact_id"] for f in others}
    others, count = shot.other_statements(rows[3], 20)
    assert (len(others), count) == (8, 8)


def test_the_panel_lists_a_few_others_and_leads_to_all_of_them():
    rows = [year(2023, fact_id=f"f{n:02}", observation_id="o", doc_id=f"d{n}") for n in range(30)]
    shot = snapshot(*rows)
    beside = str(to_html(reading.statements(rows[0], shot, Context("en"), in_panel=True)))
    assert beside.count("<li>") == reading.MOST_BESIDE + 1
    left = 29 - reading.MOST_BESIDE
    assert f'href="/figure/f00?lang=en">{left} more statements</a>' in beside
    assert str(to_html(reading.statements(rows[0], shot, Context("en")))).count("<li>") == 29
