"""tradetrace's ETL: documents in, Parquet tables out. The names in ``__all__`` are the public ones.

Every name is imported when it is first used, so that ``tradetrace extract`` does not wait for Arrow.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from etl import extracts
    from etl.codes import codelist, label
    from etl.copies import independent_sources
    from etl.corrections import ACTIONS, SETTABLE
    from etl.documents import Document
    from etl.errors import DataError, FilterError
    from etl.events import events
    from etl.export import EXPORT_FORMATS, export_facts, facts_table
    from etl.extract import extract
    from etl.filters import FILTERS
    from etl.history import history
    from etl.index import Index, open_index, prepare_index
    from etl.ledgers import ledgers
    from etl.query import facts_frame, fold, load_facts, observations, parse_filters, select
    from etl.refresh import refresh
    from etl.review import ReviewError, decide
    from etl.tables import Tables, load_tables
    from etl.verify import verify

_HOME = {
    "codelist": "codes",
    "label": "codes",
    "Document": "documents",
    "events": "events",
    "EXPORT_FORMATS": "export",
    "export_facts": "export",
    "extract": "extract",
    "facts_frame": "query",
    "load_facts": "query",
    "facts_table": "export",
    "independent_sources": "copies",
    "FILTERS": "filters",
    "FilterError": "errors",
    "fold": "query",
    "observations": "query",
    "parse_filters": "query",
    "select": "query",
    "Index": "index",
    "open_index": "index",
    "prepare_index": "index",
    "ledgers": "ledgers",
    "history": "history",
    "decide": "review",
    "ReviewError": "review",
    "ACTIONS": "corrections",
    "SETTABLE": "corrections",
    "refresh": "refresh",
    "DataError": "errors",
    "Tables": "tables",
    "load_tables": "tables",
    "verify": "verify",
}

__all__ = [
    "ACTIONS",
    "EXPORT_FORMATS",
    "FILTERS",
    "SETTABLE",
    "DataError",
    "Document",
    "FilterError",
    "Index",
    "ReviewError",
    "Tables",
    "codelist",
    "decide",
    "events",
    "export_facts",
    "extract",
    "extracts",
    "facts_frame",
    "facts_table",
    "fold",
    "history",
    "independent_sources",
    "label",
    "ledgers",
    "load_facts",
    "load_tables",
    "observations",
    "open_index",
    "parse_filters",
    "prepare_index",
    "refresh",
    "select",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name == "extracts":  # a folder of its own, public as a whole
        return import_module("etl.extracts")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


class _Package(ModuleType):
    # extract, refresh and verify are functions and the modules that hold them. The import system binds a
    # submodule to its package once it is loaded; without this the name would mean one or the other,
    # depending on what was imported first. Here it is always the function.
    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
