"""The order of preference among facts that state one observation: the first is shown; see docs/checks.md."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc


def in_order(facts: pa.Table) -> pa.Array:
    """Indices of the facts by observation, and within one in the order of preference.

    A stated compiler comes first, then more printed digits, then the later publication (2024-05 before 2024), then
    the surer reading, then the identifier.
    """
    digits = pc.utf8_length(pc.utf8_ltrim(pc.replace_substring_regex(facts["value_printed"], r"\D", ""), "0"))
    order = pa.table(
        {
            "observation_id": facts["observation_id"],
            "unattributed": pc.is_null(facts["compiler"]),
            "digits": digits,
            "published": pc.fill_null(facts["published"], ""),
            "confidence": facts["confidence"],
            "fact_id": facts["fact_id"],
        }
    )
    up, down = "ascending", "descending"
    keys = zip(order.column_names, (up, up, down, down, down, up), strict=True)
    return pc.sort_indices(order, sort_keys=list(keys))
