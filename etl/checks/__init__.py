"""Checks: where the figures of the table bear each other out, and where they don't.

:func:`findings` is pure: facts and reference points in, one row a finding out. Nothing is changed, averaged or
dropped because of a finding. What each check does is described in ``docs/checks.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

import pyarrow as pa

from etl.checks import agreement, arithmetic, reference, time
from etl.checks.claims import by_document, claims_of, reference_claims


def findings(facts: pa.Table, references: Iterable[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:
    """Every finding over a fact table and reference points (rows of ``references.parquet``).

    Rows follow :data:`etl.schema_checks.CHECK_COLUMNS`, ordered by check and then by their first fact; a finding
    over the same figures comes once.
    """
    claims = claims_of(facts)
    points = reference_claims(references)
    found = chain(
        chain.from_iterable(arithmetic.checks(group) for group in by_document(claims)),
        time.checks(claims),
        agreement.checks(claims),
        reference.checks(claims, points),
    )
    rows = {row["finding_id"]: row for row in found}
    return sorted(rows.values(), key=lambda r: (r["check"], r["doc_ids"], r["period"] or "", r["finding_id"]))
