"""What is made from the facts of a refresh: reference points, findings of checks, derived values."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from etl.checks import findings
from etl.derived import derive
from etl.references import read_references
from etl.schema import arrow_schema
from etl.tables import TABLES


def conclude(
    folder: Path,
    facts: pa.Table,
    before: Mapping[str, pa.Table] | None = None,
    same: pa.Array | None = None,
) -> dict[str, pa.Table]:
    """The tables ``checks``, ``derived`` and ``references`` for a fact table.

    ``before`` are the tables of the last refresh by the same program, and ``same`` the documents whose facts have
    not changed since: what follows from these alone is kept. Raises :class:`etl.DataError` when a reference series
    cannot be used.
    """
    rows = read_references(folder)
    references = pa.Table.from_pylist(rows, arrow_schema(TABLES["references"]))
    if before is None or same is None:
        return {"checks": findings(facts, rows), "derived": derive(facts), "references": references}
    alike = same if references.equals(before["references"]) else same.slice(0, 0)
    return {
        "checks": findings(facts, rows, before["checks"], alike),
        "derived": derive(facts, before["derived"], same),
        "references": references,
    }
