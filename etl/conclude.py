"""What is made from the facts of a refresh: reference points, findings of checks, derived values."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from etl.checks import findings
from etl.derived import derive
from etl.references import read_references
from etl.schema import arrow_schema
from etl.tables import TABLES


def conclude(folder: Path, facts: pa.Table) -> dict[str, pa.Table]:
    """The tables ``checks``, ``derived`` and ``references`` for a fact table.

    Raises :class:`etl.DataError` when a reference series cannot be used.
    """
    references = read_references(folder)
    rows = {"checks": findings(facts, references), "derived": derive(facts), "references": references}
    return {name: pa.Table.from_pylist(made, arrow_schema(TABLES[name])) for name, made in rows.items()}
