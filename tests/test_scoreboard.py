"""The gate: extraction on the labelled passages never falls below its pinned floors."""

from __future__ import annotations

import pytest

from tests.eval import scoreboard


@pytest.mark.parametrize("name", scoreboard.SETS)
def test_floors_hold(name: str) -> None:
    result, floor = scoreboard.measure(name), scoreboard.floors()[name]
    assert result["found"]["f1"] >= floor["found"], "numbers found fell below the floor"
    assert result["record"]["f1"] >= floor["record"], "records fell below the floor"
    assert result["broken_spans"] == 0
    assert result["negatives"].startswith("0 figures"), "figures reported in a passage that states none"


def test_the_readme_shows_the_floors() -> None:
    assert scoreboard.shown() == scoreboard.table(), "run: python -m tests.eval.scoreboard --raise"
