"""Checks and derived values of a corpus: what follows from one document part by part, the rest series by series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl.checks import SEPARATOR, agreement, time, within_documents
from etl.checks.claims import checkable
from etl.derived import derive
from etl.parts.once import Files
from etl.parts.sorting import Sorter, by_key, files
from etl.schema import FACT_SCHEMA
from etl.schema_checks import CHECK_SCHEMA, DERIVED_SCHEMA

_PIECE = 50_000  # facts that are held against each other at a time
_COLUMNS = checkable(FACT_SCHEMA.empty_table()).schema
_PAIR = "coalesce(reporter, ''), coalesce(partner, '')"
_SIDES = f"least({_PAIR}) || ' ' || greatest({_PAIR})"  # whichever way round they are told


def concluded(
    parts: Sequence[Files],
    facts: Path,
    references: Sequence[Mapping[str, Any]],
    sorter: Sorter,
    folder: Path,
    jobs: int,
) -> tuple[Iterator[pa.Table], Iterator[pa.Table]]:
    """The findings and the derived values of a corpus in their order, as :func:`etl.checks.findings` and
    :func:`etl.derived.derive` make them of all ``facts`` at once.
    """
    made = [(folder / f"checks-{n}.parquet", folder / f"derived-{n}.parquet") for n in range(len(parts))]
    work = partial(_of_part, references=[*references])
    todo = [(some[1], checks, derived) for some, (checks, derived) in zip(parts, made, strict=True)]
    if jobs > 1 and len(todo) > 1:
        try:
            with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
                for done in [pool.submit(work, *one) for one in todo]:
                    done.result()
            todo = []
        except BrokenProcessPool:
            pass  # what was lost is done here
    for one in todo:
        work(*one)
    between = folder / "checks-between.parquet"
    with pq.ParquetWriter(between, CHECK_SCHEMA, compression="zstd") as writer:
        for table in chain(_across(facts, sorter), _agreement(facts, sorter)):
            writer.write_table(table)
    findings = files([between, *(checks for checks, _ in made)])
    checks = sorter.rows(
        f"""SELECT * FROM {findings} ORDER BY "check", array_to_string(doc_ids, '{SEPARATOR}'),
        coalesce(period, ''), finding_id""",
        CHECK_SCHEMA,
    )
    if not made:
        return checks, iter(())
    derived = sorter.rows(
        f"""SELECT * FROM {files([derived for _, derived in made])}
        ORDER BY coalesce(doc_id, ''), derivation, coalesce(period, ''), derived_id""",
        DERIVED_SCHEMA,
    )
    return checks, derived


def _of_part(facts: str, checks: Path, derived: Path, references: Iterable[Mapping[str, Any]]) -> None:
    """What follows from each document of a part alone."""
    held = checkable(pq.read_table(facts, columns=_COLUMNS.names))
    _write(_rows(within_documents(held, references)), checks)
    _write(derive(held), derived)


def _rows(found: Iterable[dict[str, Any]]) -> pa.Table:
    """Findings as a table; over the same figures one."""
    return pa.Table.from_pylist(list({row["finding_id"]: row for row in found}.values()), CHECK_SCHEMA)


def _write(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd")


def _across(facts: Path, sorter: Sorter) -> Iterator[pa.Table]:
    """What documents say of one compiler's series between its periods."""
    rows = sorter.rows(
        f"""SELECT {_cells()}, {_SIDES} AS sides FROM (SELECT *, row_number() OVER () AS n FROM {files([facts])})
        WHERE compiler IS NOT NULL AND transform = 'level' AND review <> 'rejected'
        ORDER BY compiler, sides, commodity, n""",
        _COLUMNS.append(pa.field("sides", pa.string())),
    )
    for some in by_key(rows, ["compiler", "sides", "commodity"], _PIECE):
        yield _rows(time.across(some))


def _agreement(facts: Path, sorter: Sorter) -> Iterator[pa.Table]:
    """What several documents state of one observation."""
    held = f"(SELECT * FROM {files([facts])} WHERE review <> 'rejected')"
    rows = sorter.rows(
        f"""SELECT {_cells()} FROM {held} WHERE observation_id IN
        (SELECT observation_id FROM {held} GROUP BY observation_id HAVING min(doc_id) < max(doc_id))
        ORDER BY observation_id""",
        _COLUMNS,
    )
    for some in by_key(rows, ["observation_id"], _PIECE):
        settled, conflicts = agreement.checks(some)
        yield settled
        yield _rows(conflicts)


def _cells() -> str:
    return ", ".join(f'"{name}"' for name in _COLUMNS.names)
