"""Charts are honest: bars from zero, what is missing said, colours that can be told apart and read."""

from __future__ import annotations

import pytest

from dashboard import charts, theme
from tests.conftest import fact


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
