"""An extract as a pandas data frame whose columns have the types of the declaration."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from etl.errors import FilterError
from etl.extracts.ask import BOUNDS, parse_ask
from etl.extracts.shape import described, shaped
from etl.index import open_index

if TYPE_CHECKING:
    import pandas as pd


def frame(
    data_dir: str | Path,
    filters: dict[str, Any],
    *,
    columns: Iterable[str] | None,
    order: Iterable[str] | str | None,
    limit: int | None,
    wide: bool,
    base_url: str | None,
) -> pd.DataFrame:
    """See :func:`etl.load_facts`."""
    index = open_index(data_dir)
    names = {python: name for name, python in BOUNDS.items()}
    query: dict[str, Any] = {names.get(n, n): _texts(v) for n, v in filters.items()}
    query |= {"columns": _texts(columns), "order": _texts(order), "wide": "1" if wide else None}
    query["limit"] = None if limit is None else str(limit)
    return typed(shaped(index, parse_ask(query, index), base_url).table())


def typed(table: pa.Table) -> pd.DataFrame:
    """A table as a data frame: categories, ``string``, nullable whole numbers, ``datetime64[s]``."""
    import pandas as pd

    made = {}
    for column in described(table):
        data = table[column.name]
        if column.codelist or column.values:
            made[column.name] = pd.Categorical(data.to_pylist())
        elif pa.types.is_string(column.type):
            made[column.name] = pd.array(data.to_pylist(), dtype="string")
        elif pa.types.is_date(column.type):
            made[column.name] = pd.array(data.cast(pa.timestamp("s")).to_numpy(zero_copy_only=False))
        elif pa.types.is_integer(column.type):
            made[column.name] = pd.array(data.to_pylist(), dtype=str(column.type).capitalize())
        else:
            made[column.name] = data.to_pandas()
    return pd.DataFrame(made, copy=False)


def _texts(given: Any) -> list[str] | None:
    """Values as an address writes them; one that holds a comma in double quotes."""
    if given is None:
        return None
    if isinstance(given, str):
        return [given]
    if not isinstance(given, Iterable):
        return [str(given)]
    values = [str(v) for v in given]
    if not values:
        raise FilterError("a filter without values keeps nothing; leave it out")
    return ['"' + v.replace('"', '""') + '"' if "," in v else v for v in values]
