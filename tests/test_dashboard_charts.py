"""Charts are honest: bars from zero, parts of a year told apart, nothing joined, every mark a figure."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from dashboard import charts, theme
from dashboard.i18n import LANGUAGES
from tests.conftest import fact

YEAR = fact(fact_id="year")
PART = fact(
    fact_id="part",
    period="2024-01/2024-09",
    period_type="ytd",
    period_start=dt.date(2024, 1, 1),
    period_end=dt.date(2024, 9, 30),
    value=148.6e9,
    value_printed="148.6",
)


def later(year: int, **given: object) -> dict:
    return fact(
        fact_id=f"y{year}",
        period=str(year),
        period_start=dt.date(year, 1, 1),
        period_end=dt.date(year, 12, 31),
        **given,
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_part_of_a_year_is_told_apart_by_shape_and_words(lang: str):
    figure = charts.trade([YEAR, PART], lang)
    full, part = figure["data"]
    assert "pattern" not in full["marker"]
    assert part["marker"]["pattern"]["shape"] == "/"
    labels = dict(
        zip(figure["layout"]["xaxis"]["tickvals"], figure["layout"]["xaxis"]["ticktext"], strict=True)
    )
    assert labels[full["x"][0]] != labels[part["x"][0]]
    assert labels[part["x"][0]].count("<br>") == 2
    assert figure["layout"]["separators"] == (",." if lang == "vi" else ".,")
    json.dumps(figure)


def test_nothing_is_joined_and_bars_start_at_zero():
    figure = charts.trade([YEAR, PART, later(2026)], "en")
    assert {trace["type"] for trace in figure["data"]} == {"bar"}
    assert figure["layout"]["yaxis"]["range"][0] == 0
    assert all("base" not in trace for trace in figure["data"])


def test_a_year_that_no_source_states_stays_open():
    figure = charts.trade([YEAR, later(2026)], "en")
    assert figure["layout"]["xaxis"]["range"] == [-0.5, 3.5]
    assert sum("no figure" in label for label in figure["layout"]["xaxis"]["ticktext"]) == 2


def test_many_years_are_labelled_only_by_year():
    figure = charts.trade([later(year) for year in range(2000, 2025)], "en")
    assert figure["layout"]["xaxis"]["ticktext"] == [str(y) for y in range(2000, 2025, 3)]


def test_bars_never_overlap():
    rows = [YEAR, later(2024), PART, {**PART, "fact_id": "other", "compiler": "GACC"}]
    spans = sorted(
        (t["x"][0] - t["width"][0] / 2, t["x"][0] + t["width"][0] / 2)
        for t in charts.trade(rows, "en")["data"]
    )
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))


def test_every_mark_carries_its_fact_and_its_hover():
    figure = charts.trade([YEAR, PART], "vi")
    assert [t["customdata"] for t in figure["data"]] == [["year"], ["part"]]
    assert "171,9 tỷ USD" in figure["data"][0]["hovertext"][0]


def test_hover_escapes_what_a_source_says():
    shown = charts.hover(fact(quote="<b>5</b>", publisher="<a href='x'>P</a>"), "en")
    assert "<a " not in shown
    assert "&lt;b&gt;5" in shown


def test_stacked_parts_and_missing_rates():
    out = fact(fact_id="x", indicator="exports", value=1.88e9, value_printed="1.88")
    into = fact(fact_id="m", indicator="imports", value=1.15e9, value_printed="1.15")
    row = {"caption": "split", "bars": [(out, "exports", "1.88"), (into, "imports", "1.15")]}
    figure = charts.rows_chart([row], "en", top=1.88e9)
    assert [t["base"] for t in figure["data"]] == [[0.0], [1.88e9]]
    assert [t["marker"]["color"] for t in figure["data"]] == [
        theme.SERIES["exports"],
        theme.SERIES["imports"],
    ]
    rates = charts.dots([{"caption": "A", "bars": []}], "en", top=1, color="#000", missing="not stated")
    assert rates["data"] == []
    assert any("not stated" in note["text"] for note in rates["layout"]["annotations"])


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, two: str) -> float:
    low, high = sorted((_luminance(one), _luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_contrast(tokens: dict):
    for ground in ("bg", "surface", "raised"):
        for ink in ("ink", "ink-2", "ink-3", "accent", "warn", "ev-measure"):
            assert contrast(tokens[ink], tokens[ground]) >= 4.5, (ink, ground)
    for color in theme.SERIES.values():
        assert contrast(color, tokens["bg"]) >= 3
        assert contrast(color, "#ffffff") >= 4.5
    assert contrast(tokens["mark-ink"], tokens["mark"]) >= 4.5
    assert tokens.keys() == theme.LIGHT.keys()
