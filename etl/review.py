"""Reviewing: which facts a person should look at, and writing down what was decided."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl.corrections import ACTIONS, FILE, GUARDS, as_read, fault_of, read_corrections
from etl.errors import DataError, TradetraceError
from etl.locks import locked

_HEAD = """# Corrections: what people decided about single facts. docs/checks.md explains the keys.
# Applied at every refresh; one whose `expect` no longer fits is reported and left out.

"""


_LOCK = ".corrections.lock"


class ReviewError(TradetraceError, ValueError):
    """A decision that cannot be written down; the message says why."""


def to_review(facts: pa.Table, below: float = 0.9) -> list[dict[str, Any]]:
    """The facts that nobody has checked and whose confidence is below a bound, least sure first."""
    unsure = pc.and_(
        pc.equal(facts["review"], "auto"), pc.less(facts["confidence"], pa.scalar(below, pa.float32()))
    )
    order = [("confidence", "ascending"), ("doc_id", "ascending"), ("char_start", "ascending")]
    return facts.filter(unsure).sort_by(order).to_pylist()


def decide(
    data_dir: str | Path,
    fact: Mapping[str, Any],
    action: str,
    *,
    by: str,
    why: str,
    on: dt.date,
    labels: Mapping[str, str] | None = None,
    beside: Iterable[Mapping[str, Any]] = (),
) -> None:
    """Write a decision on a row of the fact table to ``corrections.toml``; the next refresh applies it.

    ``action`` is confirm, reject or set, with ``labels`` then; ``beside`` are the other facts of the document, which
    tell whether the quote alone names this one. Raises :class:`ReviewError` for a decision that is not whole or
    holds an unknown code, :class:`etl.DataError` when the file cannot be used or written.
    """
    labels = dict(labels or {})
    by, why = by.strip(), why.strip()
    if action not in ACTIONS:
        raise ReviewError(f"unknown action {action!r}; there are {', '.join(ACTIONS)}")
    if not by or not why:
        raise ReviewError("say who decides and why")
    if bool(labels) != (action == "set"):
        raise ReviewError("give labels to set, and only then")
    fault = fault_of(labels)
    if fault:
        raise ReviewError(fault)
    read = as_read(dict(fact))
    expect = {n: "" if read[n] is None else read[n] for n in GUARDS}
    entry: dict[str, Any] = {"doc_id": fact["doc_id"], "quote": fact["quote"]}
    if _ambiguous(read, beside):
        entry["prefix"] = fact["quote_prefix"]
    entry |= {"action": action, "by": by, "on": on, "why": why, "expect": expect}
    if labels:
        entry["set"] = labels
    append(data_dir, [entry])


def _ambiguous(read: Mapping[str, Any], beside: Iterable[Mapping[str, Any]]) -> bool:
    others = (as_read(dict(f)) for f in beside if f["fact_id"] != read["fact_id"])
    return any(
        o["doc_id"] == read["doc_id"]
        and read["quote"] in (o["quote"], *(m["quote"] for m in o["mentions"]))
        and all(o[n] == read[n] for n in GUARDS)
        for o in others
    )


def tidy(folder: Path) -> None:
    """Take away what a program that was stopped while it wrote a decision left half written."""
    with locked(folder, _LOCK, what="tradetrace refresh"):
        _sweep(folder)


def _sweep(folder: Path) -> None:
    for left in folder.glob(f".{FILE}.*"):
        left.unlink(missing_ok=True)


def append(data_dir: str | Path, entries: Sequence[Mapping[str, Any]]) -> None:
    """Add entries to the end of the file, what stands there kept letter by letter; under a lock, whole or not at all."""
    import tomlkit

    folder = Path(data_dir)
    path = folder / FILE
    with locked(folder, _LOCK, what="tradetrace review"):
        _sweep(folder)
        read_corrections(folder)  # a file with a slip is mended by a person, never added to
        try:
            text = path.read_text(encoding="utf-8") if path.exists() else _HEAD
            for entry in entries:
                tables = {k: v for k, v in entry.items() if isinstance(v, Mapping)}
                block = tomlkit.document()
                one = tomlkit.table()
                for key, value in entry.items():
                    if key not in tables:
                        one.add(key, value)
                for key, value in tables.items():
                    inline = tomlkit.inline_table()
                    inline.update(value)
                    one.add(key, inline)
                listed = tomlkit.aot()
                listed.append(one)
                block.add("correction", listed)
                text = text.rstrip("\n") + "\n\n" + tomlkit.dumps(block)
            handle, made = tempfile.mkstemp(dir=folder, prefix=f".{FILE}.")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as out:
                    out.write(text)
                os.chmod(made, 0o644)  # mkstemp makes files that only their owner reads
                os.replace(made, path)
            finally:
                Path(made).unlink(missing_ok=True)
        except OSError as error:
            raise DataError(
                f"{path}: cannot be written ({error.strerror})", "Check the folder's permissions and space"
            ) from error
