"""Writing a document's sidecar: what is known of it, where the source is, and what the program read by itself.

What stands at the top is what is shown and may be edited; ``[detected]`` keeps what was read, so that an edit is
told from a reading and survives when the source is read again.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomlkit

from etl.documents import DETECTED, EDITABLE
from etl.errors import DocumentProblem

_HEAD = "What stands here is shown; correct it freely. [source] and [detected] are the program's own notes."


def sidecar(
    known: dict[str, str | None], detected: dict[str, str], source: dict[str, str], sha256: str
) -> str:
    """The TOML of a new sidecar: ``known`` has :data:`etl.documents.EDITABLE`, ``detected`` and ``source`` their keys."""
    document = tomlkit.document()
    document.add(tomlkit.comment(_HEAD))
    for key in EDITABLE:
        document.add(key, known.get(key) or "")
    document.add("sha256", sha256)
    _tables(document, detected, source)
    return tomlkit.dumps(document)


def renewed(
    path: Path, known: dict[str, str | None], detected: dict[str, str], source: dict[str, str], sha256: str
) -> str:
    """The TOML of a sidecar whose source was read again: a person's edits, comments and order stay.

    Raises :class:`DocumentProblem` when the sidecar is no TOML.
    """
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DocumentProblem(path.name, f"is no TOML ({error})", "Correct it there") from error
    before: dict[str, Any] = document.get("detected", {})
    for key in EDITABLE:
        if str(document.get(key, "")) == str(before.get(key, "")):
            document[key] = known.get(key) or ""
    document["sha256"] = sha256
    for table in ("source", "detected"):
        if table in document:
            del document[table]
    _tables(document, detected, source)
    return tomlkit.dumps(document)


def _tables(document: tomlkit.TOMLDocument, detected: dict[str, str], source: dict[str, str]) -> None:
    for name, values, keys in (("source", source, None), ("detected", detected, DETECTED)):
        table = tomlkit.table()
        for key in keys or values:
            if values.get(key):
                table.add(key, values[key])
        document.add(name, table)
