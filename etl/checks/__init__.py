"""Checks: where the figures of the table bear each other out, and where they don't.

:func:`findings` is pure: facts and reference points in, one row a finding out. Nothing is changed, averaged or
dropped because of a finding. What each check does is described in ``docs/checks.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl.checks import agreement, arithmetic, reference, time
from etl.checks.claims import by_document, checkable, claims_of, reference_claims
from etl.schema_checks import CHECK_SCHEMA

SEPARATOR = "\x1f"  # between the documents of a finding, where findings are put into their order
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
    settled, conflicts = agreement.checks(facts)
    found = chain(within_documents(fresh, references), time.across(facts), conflicts)
    rows = {row["finding_id"]: row for row in found}
    made = pa.concat_tables([kept, settled, pa.Table.from_pylist(list(rows.values()), CHECK_SCHEMA)])
    order = {
        "check": made["check"],
        "documents": pc.binary_join(made["doc_ids"].combine_chunks(), SEPARATOR),
        "period": pc.fill_null(made["period"], ""),
        "finding_id": made["finding_id"],
    }
    return made.take(pc.sort_indices(pa.table(order), [(n, "ascending") for n in order]))


def within_documents(
    facts: pa.Table, references: Iterable[Mapping[str, Any]] = ()
) -> Iterator[dict[str, Any]]:
    """The findings that follow from one document each, and from the reference points; ``facts`` are :func:`checkable`."""
    for claims in by_document(claims_of(facts)):
        yield from arithmetic.checks(claims)
        yield from time.within(claims)
    yield from reference.checks(facts, reference_claims(references))


def _alone(findings: pa.Table, same: pa.Array) -> pa.Array:
    """Which findings follow from one of some documents alone."""
    documents = findings["doc_ids"].combine_chunks()
    one = pc.equal(pc.list_value_length(documents), 1)
    first = pc.list_element(pc.if_else(one, documents, pa.scalar([""], documents.type)), 0)
    within = pc.not_equal(findings["check"], _BETWEEN)
    return pc.and_(pc.and_(one, within), pc.is_in(first, same))
