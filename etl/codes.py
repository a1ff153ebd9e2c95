"""The codelists in ``etl/codelists``: codes with their names in Vietnamese, English and Chinese."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

CODELISTS = Path(__file__).with_name("codelists")


@cache
def codelist(name: str) -> dict[str, dict[str, str]]:
    """Code -> its row (column -> text) of ``etl/codelists/<name>.csv``, in the file's order.

    Raises KeyError when there is no such list. The result is shared: do not change it.
    """
    path = CODELISTS / f"{name}.csv"
    if not path.is_file():
        raise KeyError(f"no codelist {name!r}")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = {}
        for row in csv.DictReader(lines):
            rows.setdefault(row["code"], row)
    return rows


def label(name: str, code: str | None, lang: str) -> str:
    """The name of a code in a language (vi, en, zh), English or the code itself where there is none.

    Areas that share one figure (``MY+ID``) are named one after the other. None gives "".
    """
    if code is None:
        return ""
    rows = codelist(name)
    if code not in rows and "+" in code:
        return " + ".join(label(name, part, lang) for part in code.split("+"))
    row = rows.get(code, {})
    return row.get(f"name_{lang}") or row.get("name_en") or code
