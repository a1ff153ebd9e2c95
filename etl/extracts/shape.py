"""From the fact table to the table that an extract holds."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl.errors import FilterError
from etl.extracts.ask import Ask
from etl.index import Index
from etl.rows import Rows
from etl.schema import FACT_COLUMNS, LINK, Column

# Read off a wide table's column heading in this order, dots between; empty where the figure has none.
SERIES = (
    "indicator",
    "transform",
    "reporter",
    "partner",
    "commodity",
    "compiler",
    "unit",
    "rank_scope",
    "status",
)
_PERIOD = ("period", "period_type", "period_start", "period_end")
_SOURCED = ("fact_id", "link")
WIDEST = 2000  # series; more columns than any tool takes with pleasure


def with_links(rows: pa.RecordBatch | pa.Table, base_url: str) -> Any:
    """The rows with ``link`` added, ``<base_url>/figure/<fact_id>``."""
    root = pa.scalar(base_url.rstrip("/") + "/figure/")
    links = pc.binary_join_element_wise(root, rows["fact_id"], "")
    return rows.append_column(LINK.name, links.cast(pa.string()))


def shaped(index: Index, ask: Ask, base_url: str | None) -> Rows:
    """The rows that match, ordered, limited, with the columns asked for, or the wide table. Raises FilterError."""
    if ask.wide:
        made = wide(index, ask.filters, base_url)
        return Rows.of(made if ask.limit is None else made.slice(0, ask.limit))
    columns = kept(ask.columns, base_url is not None) if ask.columns else None
    return index.facts(columns=columns, order=ask.order, limit=ask.limit, link=base_url, **ask.filters)


def kept(columns: tuple[str, ...], linked: bool = True, always: tuple[str, ...] = _SOURCED) -> list[str]:
    """The names of the columns to keep: a number never leaves without the figure that it is."""
    return [n for n in dict.fromkeys((*columns, *always)) if linked or n != LINK.name]


def wide(index: Index, filters: dict[str, Any], base_url: str | None) -> pa.Table:
    """Periods down, series across: the value shown for each observation, then the link to each figure.

    Figures without a period, and rejected ones, are left out. Two-way trade is one series from either side. Without
    a ``base_url`` the right half holds fact_ids. Raises FilterError beyond :data:`WIDEST` series.
    """
    many = index.series(SERIES, **filters)
    if many > 2 * WIDEST:  # told from both sides, two may be one
        raise FilterError(f"wide=1 would have {many} series; narrow the filters to {WIDEST} at most")
    rows = [o for o in index.observations(named=False, **filters).to_pylist() if o["period"]]
    for o in rows:
        if o["indicator"] == "trade_total" and o["transform"] != "rank":
            # one series, whichever side told it last
            o["reporter"], o["partner"] = sorted((o["reporter"], o["partner"]), key=str)
    names = sorted({_series(o) for o in rows})
    if len(names) > WIDEST:
        raise FilterError(f"wide=1 would have {len(names)} series; narrow the filters to {WIDEST} at most")
    kinds = {(o["period_type"], o["period_end"] or o["period_start"], o["period"]): o for o in rows}
    order = sorted(kinds, key=lambda k: (str(k[1]), k[2], str(k[0])))
    at = {key: i for i, key in enumerate(order)}
    values = {name: [None] * len(order) for name in names}
    sources = {name: [None] * len(order) for name in names}
    root = "" if base_url is None else base_url.rstrip("/") + "/figure/"
    for o in rows:
        i = at[(o["period_type"], o["period_end"] or o["period_start"], o["period"])]
        values[_series(o)][i] = o["value"]
        sources[_series(o)][i] = root + o["fact_id"]
    types = {c.name: c.type for c in FACT_COLUMNS}
    columns = {n: pa.array([kinds[key][n] for key in order], types[n]) for n in _PERIOD}
    columns |= {name: pa.array(cells, pa.float64()) for name, cells in values.items()}
    end = "link" if base_url is not None else "fact_id"
    columns |= {f"{name} {end}": pa.array(cells, pa.string()) for name, cells in sources.items()}
    return pa.table(columns)


def described(rows: Rows | pa.Table) -> list[Column]:
    """The declaration of every column of an extract; those of a wide table are described by their series."""
    known = {c.name: c for c in (*FACT_COLUMNS, LINK)}
    found = []
    for field in rows.schema:
        if field.name in known:
            found.append(known[field.name])
        elif field.name.endswith((" link", " fact_id")):
            what = f"The figure that {field.name.rsplit(' ', 1)[0]} shows in this period."
            found.append(Column(field.name, field.type, what, "where from"))
        else:
            what = f"Value in the base unit of the series, {'.'.join(SERIES)}."
            found.append(Column(field.name, field.type, what, "how much", unit="unit"))
    return found


def _series(observation: dict) -> str:
    return ".".join(observation[n] or "" for n in SERIES)
