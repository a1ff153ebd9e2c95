"""Sanity of what goes into the tables: values that can be, and facts that don't vanish in bulk."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl.codes import CODELISTS, codelist

# Fewer facts lost than this, or a smaller part, pass: articles are mended and rules improve.
LOST = 10
LOST_PART = 0.2


@cache
def _bounds() -> dict[str, Any]:
    with (CODELISTS / "plausible.toml").open("rb") as file:
        return tomllib.load(file)


def implausible(fact: Mapping[str, Any]) -> str | None:
    """Why a value cannot be what it was read as, in words; None when it can."""
    bounds = _bounds()[fact["transform"]]
    unit, value = fact["unit"], fact["value"]
    if fact["transform"] == "level":
        dimension = codelist("units").get(unit, {}).get("dimension", "")
        low, high = bounds["unit"].get(unit) or bounds.get(unit) or bounds.get(dimension) or bounds["*"]
        if fact["indicator"] in bounds["signed"]["indicators"]:
            low = -high
    else:
        low, high = bounds["*"]
        if fact["transform"] == "share" and unit != "percent":
            high = float("inf")  # told in another unit than a hundredth
    if not low <= value <= high:
        measure = f"{fact['indicator']} ({fact['transform']})"
        return f"{fact['quote']!r} as {measure} of {value:.15g} {unit} lies outside {low:.4g} to {high:.4g}"
    return None


def lost(before: pa.Table, after: pa.Table) -> tuple[int, int]:
    """How many facts documents state fewer than before, all together, and how many there were."""
    was, now = _counts(before), _counts(after)
    return sum(max(0, n - now.get(doc_id, 0)) for doc_id, n in was.items()), before.num_rows


def too_many(gone: int, of: int) -> bool:
    """Whether so great a loss must be meant before it is written."""
    return gone >= LOST and gone > LOST_PART * of


def _counts(facts: pa.Table) -> dict[str, int]:
    counted = pc.value_counts(facts["doc_id"])
    return {row["values"]: row["counts"] for row in counted.to_pylist()}
