"""Checks: where the figures of the table bear each other out, and where they don't.

:func:`findings` is pure: facts and reference points in, one row a finding out. Nothing is changed, averaged or
dropped because of a finding. What each check does is described in ``docs/checks.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl.checks import agreement, arithmetic, reference, time
from etl.checks.claims import by_document, checkable, claims_of, reference_claims
from etl.schema_checks import CHECK_SCHEMA

# Between documents; a finding of another check about one document follows from it alone, and from the reference points.
_BETWEEN = "agreement"


def findings(
    facts: pa.Table,
    references: Iterable[Mapping[str, Any]] = (),
    before: pa.Table | None = None,
    same: pa.Array | None = None,
) -> pa.Table:
    """Every finding over a fact table and reference points (rows of ``references.parquet``).

    The table has the columns of :data:`etl.schema_checks.CHECK_COLUMNS`, ordered by check and then by documents and
    period; a finding over the same figures comes once. Of documents that are the ``same`` as when the table ``before``
    was made by this function from the same reference points, what follows from each of them alone is taken from there.
    """
    facts = checkable(facts)
    if before is None or same is None:
        kept, fresh = CHECK_SCHEMA.empty_table(), facts
    else:
        before = before.combine_chunks()
        kept = before.filter(_alone(before, same)).cast(CHECK_SCHEMA)
        fresh = facts.filter(pc.invert(pc.is_in(facts["doc_id"], same)))
    found = chain(
        chain.from_iterable(
            chain(arithmetic.checks(c), time.within(c)) for c in by_document(claims_of(fresh))
        ),
        time.across(facts),
        reference.checks(fresh, reference_claims(references)),
    )
    settled, conflicts = agreement.checks(facts)
    rows = {row["finding_id"]: row for row in chain(found, conflicts)}
    made = pa.concat_tables([kept, settled, pa.Table.from_pylist(list(rows.values()), CHECK_SCHEMA)])
    order = {
        "check": made["check"],
        "documents": pc.binary_join(made["doc_ids"].combine_chunks(), "\x1f"),
        "period": pc.fill_null(made["period"], ""),
        "finding_id": made["finding_id"],
    }
    return made.take(pc.sort_indices(pa.table(order), [(n, "ascending") for n in order]))


def _alone(findings: pa.Table, same: pa.Array) -> pa.Array:
    """Which findings follow from one of some documents alone."""
    documents = findings["doc_ids"].combine_chunks()
    one = pc.equal(pc.list_value_length(documents), 1)
    first = pc.list_element(pc.if_else(one, documents, pa.scalar([""], documents.type)), 0)
    within = pc.not_equal(findings["check"], _BETWEEN)
    return pc.and_(pc.and_(one, within), pc.is_in(first, same))
