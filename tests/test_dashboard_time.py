"""Charts over time are honest: kinds of period told apart, sides apart, nothing joined, every mark a figure."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from plotly.io.json import to_json_plotly

from dashboard import charts_time, theme
from dashboard.i18n import LANGUAGES
from dashboard.series import points, side
from etl import independent_sources
from tests.conftest import fact


def year(number: int, **given: Any) -> dict[str, Any]:
    return fact(
        **{
            "fact_id": f"y{number}",
            "period": str(number),
            "period_start": dt.date(number, 1, 1),
            "period_end": dt.date(number, 12, 31),
            **given,
        }
    )


def months(number: int, last: int, **given: Any) -> dict[str, Any]:
    end = dt.date(number, last + 1, 1) - dt.timedelta(days=1)
    period = {"period": f"{number}-01/{number}-{last:02}", "period_type": "ytd", "period_end": end}
    return year(
        number,
        **{"fact_id": f"m{number}{last}", "value": 148.6e9, "value_printed": "148.6", **given},
        **period,
    )


def other(kind: str, code: str, end: dt.date, **given: Any) -> dict[str, Any]:
    return year(
        end.year, period=code, period_type=kind, period_end=end, **{"fact_id": f"{kind}{code}", **given}
    )


AUGUST = other("month", "2024-08", dt.date(2024, 8, 31))
STOCK = other("stock", "..2024-10", dt.date(2024, 10, 31), indicator="fdi_registered")


def total(*rows: dict[str, Any]) -> list:
    return points(rows, lambda f: "total")


def bars(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [t for t in figure["data"] if t["type"] == "bar"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_part_of_a_year_is_told_apart_by_shape_and_words(lang: str):
    figure = charts_time.over_time(total(year(2023), months(2024, 9)), lang)
    full, part = bars(figure)
    assert "pattern" not in full["marker"]
    assert part["marker"]["pattern"]["shape"] == "/"
    axis = figure["layout"]["xaxis"]
    labels = dict(zip(axis["tickvals"], axis["ticktext"], strict=True))
    assert labels[full["x"][0]] != labels[part["x"][0]]
    assert labels[part["x"][0]].count("<br>") == 2
    assert figure["layout"]["separators"] == (",." if lang == "vi" else ".,")
    to_json_plotly(figure)


def test_months_and_stocks_have_heads_of_their_own():
    for row, symbol in ((AUGUST, "diamond"), (STOCK, "square")):
        figure = charts_time.over_time(points([row], lambda f: "fdi"), "en")
        (head,) = [t for t in figure["data"] if t["type"] == "scatter"]
        assert head["marker"]["symbol"] == symbol
        assert head["customdata"] == [row["fact_id"]]


def test_nothing_is_joined_and_bars_start_at_zero():
    figure = charts_time.over_time(total(year(2023), months(2024, 9), year(2026), AUGUST), "en")
    assert all(t["type"] == "bar" or t["mode"].startswith("markers") for t in figure["data"])
    assert not any("line" in t for t in figure["data"])
    assert figure["layout"]["yaxis"]["range"][0] == 0
    assert all("base" not in trace for trace in figure["data"])


def test_a_deficit_hangs_below_zero():
    deficit = year(2020, indicator="trade_balance", value=-35e9, value_printed="35")
    figure = charts_time.over_time(points([deficit], lambda f: "balance"), "en")
    low, high = figure["layout"]["yaxis"]["range"]
    assert low < -35e9 < 0 <= high
    assert figure["layout"]["yaxis"]["ticktext"][0].startswith("\u2212")


def test_a_year_that_no_source_states_stays_open():
    figure = charts_time.over_time(total(year(2023), year(2026)), "en")
    assert figure["layout"]["xaxis"]["range"] == [-0.5, 3.5]
    assert sum("no figure" in label for label in figure["layout"]["xaxis"]["ticktext"]) == 2


def test_many_years_are_labelled_only_by_year_and_the_last_always_is():
    figure = charts_time.over_time(total(*(year(y) for y in range(2000, 2025))), "en")
    assert figure["layout"]["xaxis"]["ticktext"] == [str(y) for y in range(2000, 2025, 3)]
    assert "text" not in bars(figure)[0]


def test_crowded_cumulative_months_are_counted_over_their_bars():
    rows = [months(y, m) for y in range(2015, 2025) for m in (6, 9)]
    assert bars(charts_time.over_time(total(*rows), "en"))[0]["text"] == ["6", "9"] * 10


@pytest.mark.parametrize("count", [1, 3, 12])
def test_bars_never_overlap(count: int):
    rows = []
    for y in range(2012, 2012 + count):
        rows += [
            year(y),
            months(y, 9),
            months(y, 9, fact_id=f"g{y}", compiler="CN_GACC"),
            year(y, compiler="VN_NSO", fact_id=f"n{y}"),
        ]
    spans = sorted(
        (x - w / 2, x + w / 2)
        for t in bars(charts_time.over_time(total(*rows), "en"))
        for x, w in zip(t["x"], t["width"], strict=True)
    )
    assert len(spans) == 4 * count
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    assert all(abs(round(a) - a) < 0.5 and round(a) == round(b) for a, b in spans)  # each within its year


def test_every_mark_carries_its_fact_and_its_hover():
    rows = [year(2023), months(2024, 9), year(2023, fact_id="again", value=170e9, value_printed="170")]
    figure = charts_time.over_time(total(*rows), "vi")
    drawn = [i for t in figure["data"] for i in t["customdata"]]
    assert sorted(drawn) == ["again", "m20249", "y2023"]
    sent = json.loads(to_json_plotly(figure))  # what the pointer shows is written as late as this
    assert "171,9 tỷ USD" in bars(sent)[0]["hovertext"][0]


def test_the_two_sides_stand_side_by_side_with_caps():
    ours = year(2024, compiler="VN_CUSTOMS", value=205.2e9, value_printed="205.2")
    theirs = year(2024, compiler="CN_MOFCOM", value=260.65e9, value_printed="260.65", fact_id="theirs")
    found = total(ours, theirs)
    assert [side(p.fact) for p in found] == ["VN", "CN"]
    figure = charts_time.over_time(found, "en")
    caps = {t["marker"]["symbol"]: t["customdata"] for t in figure["data"] if t["type"] == "scatter"}
    assert caps == {"triangle-up": ["y2024"], "square": ["theirs"]}
    assert "MOFCOM" not in figure["layout"]["xaxis"]["ticktext"][0]
    assert any("Commerce" in label for label in figure["layout"]["xaxis"]["ticktext"])


def test_one_side_s_other_value_is_kept_beside_the_one_shown():
    shown = year(2020, value=133.09e9, value_printed="133.09")
    rounded = year(2020, fact_id="rounded", value=133e9, value_printed="133")
    copy = year(2020, fact_id="copy", value=133e9, value_printed="133", doc_id="d2")
    (point,) = total(rounded, copy, shown)
    assert point.fact is shown
    assert [f["value"] for f in point.others] == [133e9]


def test_each_direction_has_its_colour():
    out = year(2020, indicator="exports")
    back = year(2020, indicator="imports", fact_id="i")
    figure = charts_time.over_time(points([out, back], lambda f: f["indicator"]), "en")
    assert [t["marker"]["color"] for t in bars(figure)] == [theme.SERIES["exports"], theme.SERIES["imports"]]


def test_independent_sources_are_publishers():
    one, two = fact(publisher="VOV", doc_id="a"), fact(publisher="VOV", doc_id="b")
    assert independent_sources([one, two]) == 1
    assert independent_sources([one, two, fact(doc_id="c"), fact(doc_id="d")]) == 3


def test_a_copy_counts_as_what_it_copies():
    wire = fact(publisher="TTXVN", doc_id="a")
    copy = fact(publisher="VOV", doc_id="b", syndicated_from="a")
    assert independent_sources([wire, copy]) == 1
    assert independent_sources([copy]) == 1
    assert independent_sources([wire, fact(publisher="VOV", doc_id="c")]) == 2


def test_events_have_a_strip_of_their_own():
    event = {"date": dt.date(2023, 12, 1), "number": 1, "hover": "visit", "anchor": "#event-1"}
    figure = charts_time.over_time(total(year(2023), year(2024)), "en", events=[event])
    (strip,) = [t for t in figure["data"] if t.get("yaxis") == "y2"]
    assert 0.4 < strip["x"][0] < 0.5  # at the end of 2023, whose slot is from -0.5 to 0.5
    assert figure["layout"]["yaxis"]["domain"][1] < figure["layout"]["yaxis2"]["domain"][0]
