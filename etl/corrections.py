"""Corrections as data: what people decided about single facts, in ``corrections.toml`` of a collection.

Each entry names its fact by document and quote, says what was decided, by whom, when and why, and what the
reading must be for the decision to hold. It is applied anew at every refresh, to what the rules read then; where
they read something else by now it is reported and left out.
"""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from etl.build import observation_id
from etl.codes import codelist
from etl.errors import DataError
from etl.references import parse_period
from etl.schema import FACT_COLUMNS, STATUSES, TRANSFORMS

FILE = "corrections.toml"
ACTIONS = {"confirm": "confirmed", "reject": "rejected", "set": "corrected"}
KEYS = ("doc_id", "quote", "prefix", "action", "set", "expect", "by", "on", "why")
_REQUIRED = ("doc_id", "quote", "action", "expect", "by", "on", "why")

# Labels that a correction may set. A number is what the source prints: a wrong one is rejected.
SETTABLE = (
    "indicator",
    "transform",
    "reporter",
    "partner",
    "commodity",
    "compiler",
    "period",
    "unit",
    "status",
)
GUARDS = (*SETTABLE, "value", "approx")
_CODED = {c.name: c.codelist for c in FACT_COLUMNS if c.codelist}
_NEEDED = {c.name for c in FACT_COLUMNS if not c.nullable}
_PERIOD = ("period", "period_start", "period_end", "period_type")
COLUMNS = ("reviewed_by", "reviewed_on", "review_note", "read_as")


@dataclass(frozen=True)
class Correction:
    """One entry of the file; ``number`` counts from 1. Empty labels are None."""

    number: int
    doc_id: str
    quote: str
    prefix: str | None
    action: str
    labels: dict[str, str | None]
    expect: dict[str, Any]
    by: str
    on: dt.date
    why: str


@dataclass(frozen=True)
class Outcome:
    """What became of the corrections: how many were ``applied``, and why each of the others was not."""

    applied: int
    stale: tuple[str, ...]


def read_corrections(data_dir: str | Path) -> list[Correction]:
    """The entries in the file's order, none where there is no file.

    Raises :class:`etl.DataError` that names the entry and the key that cannot be used.
    """
    path = Path(data_dir) / FILE
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise DataError(
            f"{path}: cannot be read ({error.strerror})", "Check that it is a file you may read"
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path}: is no TOML ({error})", "Correct it there") from error
    entries = given.pop("correction", [])
    if given or not isinstance(entries, list):
        raise DataError(
            f"{path}: holds more than [[correction]] tables", "Write each correction as one of them"
        )
    return [_entry(path, number, entry) for number, entry in enumerate(entries, 1)]


def _entry(path: Path, number: int, given: dict[str, Any]) -> Correction:
    def fail(what: str, remedy: str) -> DataError:
        return DataError(f"{path}: correction {number}: {what}", remedy)

    unknown = [k for k in given if k not in KEYS]
    if unknown:
        raise fail(f"holds the unknown key {unknown[0]}", f"Known are {', '.join(KEYS)}")
    for key in _REQUIRED:
        if not given.get(key):
            raise fail(f"{key} is missing", f"Give {', '.join(_REQUIRED)}")
    for key in ("doc_id", "quote", "action", "by", "why"):
        if not isinstance(given[key], str):
            raise fail(f"{key} is no text", "Put the value in double quotes")
    if given["action"] not in ACTIONS:
        raise fail(f"action {given['action']!r} is none", f"Write {', '.join(ACTIONS)}")
    if not isinstance(given["on"], dt.date) or isinstance(given["on"], dt.datetime):
        raise fail("on is no date", "Write it without quotes, on = 2026-11-25")
    labels, expect = given.get("set", {}), given["expect"]
    if not isinstance(labels, dict) or not isinstance(expect, dict):
        raise fail("set or expect is no table", 'Write set = { compiler = "VN_CUSTOMS" }')
    if bool(labels) != (given["action"] == "set"):
        raise fail("set does not fit the action", 'Give labels in set with action = "set", and only there')
    for name in expect:
        if name not in GUARDS:
            raise fail(f"expect holds {name!r}", f"It may hold {', '.join(GUARDS)}")
    fault = fault_of(labels)
    if fault:
        raise fail(f"set: {fault}", "See docs/codebook.md for the codes")
    return Correction(
        number=number,
        doc_id=given["doc_id"],
        quote=given["quote"],
        prefix=given.get("prefix") or None,
        action=given["action"],
        labels={n: v or None for n, v in labels.items()},
        expect={n: None if v == "" else v for n, v in expect.items()},
        by=given["by"],
        on=given["on"],
        why=given["why"],
    )


def fault_of(labels: dict[str, Any]) -> str | None:
    """Why some labels cannot be set, None when they can; an empty text empties a label."""
    for name, value in labels.items():
        if name not in SETTABLE:
            return f"{name} is no label that can be set ({', '.join(SETTABLE)})"
        if not isinstance(value, str):
            return f"{name} is no text"
        if not value:
            if name in _NEEDED:
                return f"{name} cannot be empty"
            continue
        known = {"transform": TRANSFORMS, "status": STATUSES}.get(name)
        if name == "period":
            if parse_period(value) is None:
                return f"period {value!r} is none"
        elif known is not None:
            if value not in known:
                return f"{name} {value!r} is none of {', '.join(known)}"
        elif not all(part in codelist(_CODED[name] or "") for part in value.split("+")):
            return f"{name} {value!r} is not in the codelist {_CODED[name]}"
    return None


def correct(facts: pa.Table, corrections: Sequence[Correction]) -> tuple[pa.Table, Outcome]:
    """:func:`apply` for a fact table; the order of the rows is not kept. Only documents with corrections are touched."""
    about = pa.array(sorted({c.doc_id for c in corrections}), pa.string())
    touched = pc.or_(pc.is_in(facts["doc_id"], about), pc.not_equal(facts["review"], "auto"))
    if not pc.any(touched, min_count=0).as_py():
        return facts, apply([], corrections)[1]  # nothing is copied: a table may be most of the memory
    rows, outcome = apply(facts.filter(touched).to_pylist(), corrections)
    changed = pa.Table.from_pylist(rows, facts.schema)
    return pa.concat_tables([facts.filter(pc.invert(touched)), changed]), outcome


def apply(
    facts: Sequence[dict[str, Any]], corrections: Iterable[Correction]
) -> tuple[list[dict[str, Any]], Outcome]:
    """Facts as corrected, in their order, and what became of each correction.

    What an earlier refresh applied is taken back first, so the result depends on the reading and the corrections
    alone. Of two corrections of one fact the later one counts.
    """
    facts = [as_read(f) for f in facts]
    by_document: dict[str, list[int]] = {}
    for i, f in enumerate(facts):
        by_document.setdefault(f["doc_id"], []).append(i)
    decided: dict[int, Correction] = {}
    stale = []
    for c in corrections:
        rows = by_document.get(c.doc_id)
        found = [i for i in rows or () if _names(c, facts[i])]
        held = [i for i in found if all(_same(facts[i][n], v) for n, v in c.expect.items())]
        if len(held) == 1:
            decided.pop(held[0], None)
            decided[held[0]] = c
        else:
            stale.append(
                f"{FILE}: correction {c.number}: {_why_not(c, rows, [facts[i] for i in found], held)}"
            )
    for i, c in decided.items():
        facts[i] = _corrected(facts[i], c)
    return facts, Outcome(len(decided), tuple(stale))


def _names(c: Correction, fact: dict[str, Any]) -> bool:
    if c.quote not in (fact["quote"], *(m["quote"] for m in fact["mentions"])):
        return False
    return c.prefix is None or fact["quote_prefix"].endswith(c.prefix)


def _same(value: Any, expected: Any) -> bool:
    if isinstance(value, float) and isinstance(expected, int | float):
        return value == float(expected)
    return value == expected


def _why_not(c: Correction, rows: list[int] | None, found: list[dict[str, Any]], held: list[int]) -> str:
    where = f"{c.quote!r} of {c.doc_id}"
    if rows is None:
        return f"there are no facts of {c.doc_id}. Delete the correction, or put the document back."
    if not found:
        return f"no fact reads {where}. Delete the correction, or mend its quote."
    if len(held) > 1:
        return f"{len(held)} facts read {where} like this. Give more of them in expect, or the words before in prefix."
    other = next((n, f[n]) for f in found for n, v in c.expect.items() if not _same(f[n], v))
    return f"{where} is read with {other[0]} {other[1]!r} by now, not {c.expect[other[0]]!r}. Look again and mend expect."


def as_read(fact: dict[str, Any]) -> dict[str, Any]:
    """The fact as the rules read it."""
    fact = {**fact, **dict.fromkeys(n for n in COLUMNS if n not in fact)}
    if fact["review"] == "auto":
        return fact
    earlier = json.loads(fact["read_as"]) if fact["read_as"] else {}
    evidence = earlier.pop("evidence", None)
    for name in ("period_start", "period_end"):
        if earlier.get(name):
            earlier[name] = dt.date.fromisoformat(earlier[name])
    fact |= {**earlier, "review": "auto", **dict.fromkeys(COLUMNS)}
    if evidence is not None:
        fact["evidence"] = evidence
    if earlier:
        fact["observation_id"] = observation_id(fact)
    return fact


def _corrected(fact: dict[str, Any], c: Correction) -> dict[str, Any]:
    new = {
        **fact,
        "review": ACTIONS[c.action],
        "reviewed_by": c.by,
        "reviewed_on": c.on,
        "review_note": c.why,
    }
    changes: dict[str, Any] = dict(c.labels)
    if "period" in changes:
        period = parse_period(changes["period"]) if changes["period"] else None
        values = (period.code, period.start, period.end, period.type) if period else (None,) * 4
        changes |= dict(zip(_PERIOD, values, strict=True))
    if changes:
        before = {n: fact[n] for n in changes} | {"evidence": fact["evidence"]}
        new["read_as"] = json.dumps(before, ensure_ascii=False, default=str, sort_keys=True)
        kept = [e for e in fact["evidence"] if e["dimension"] not in c.labels]
        empty = {"text": None, "char_start": None, "char_end": None, "note": None}
        new |= changes
        new["evidence"] = kept + [{"dimension": n, "how": "corrected", **empty} for n in c.labels]
        new["observation_id"] = observation_id(new)
    return new
