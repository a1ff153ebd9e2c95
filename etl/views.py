"""Rows of a table as read-only mappings that share the table's columns, for questions with thousands of answers.

A dict for each row takes kilobytes, most of them for columns that nobody asks for. Here a column becomes Python
values when it is first asked for, equal texts are one object, and a row is two references.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa


class _Columns:
    """A table whose columns turn into lists one by one; what has turned is not kept as Arrow too."""

    __slots__ = ("_arrow", "lists", "names")

    def __init__(self, table: pa.Table) -> None:
        self.names = tuple(table.column_names)
        self._arrow: dict[str, pa.ChunkedArray] = dict(zip(self.names, table.columns, strict=True))
        self.lists: dict[str, list[Any]] = {}

    def __getitem__(self, name: str) -> list[Any]:
        found = self.lists.get(name)
        if found is None:
            column = self._arrow.get(name)
            if column is None:  # another thread may just have turned it
                return self.lists[name]
            found = self.lists[name] = _values(column)
            self._arrow.pop(name, None)
        return found


class View(Mapping[str, Any]):
    """One row; equal to a dict of the same cells."""

    __slots__ = ("_columns", "_n")

    def __init__(self, columns: _Columns, n: int) -> None:
        self._columns, self._n = columns, n

    def __getitem__(self, name: str) -> Any:
        lists = self._columns.lists
        # Asked for by the hundred thousand for one page: one step where a column has turned.
        return (lists[name] if name in lists else self._columns[name])[self._n]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns.names)

    def __len__(self) -> int:
        return len(self._columns.names)

    def __repr__(self) -> str:
        return repr(dict(self))


def views(table: pa.Table) -> list[View]:
    """The rows of a table in their order."""
    columns = _Columns(table)
    return [View(columns, n) for n in range(table.num_rows)]


def _values(column: pa.ChunkedArray) -> list[Any]:
    if pa.types.is_string(column.type) or pa.types.is_date(column.type):
        told = column.combine_chunks().dictionary_encode()
        if isinstance(told, pa.ChunkedArray):
            told = told.unify_dictionaries().combine_chunks()
        words = told.dictionary.to_pylist()
        return [None if i is None else words[i] for i in told.indices.to_pylist()]
    return column.to_pylist()
