"""Proof that nothing has shifted: every file has its checksum, and every row says what stands at its place."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl import sums
from etl.documents import FOLDER, decode, read_bytes, read_document
from etl.errors import DataError, DocumentProblem
from etl.tables import TABLES, load_tables

_TABLES = {f"{name}.parquet" for name in TABLES}
_RESTORE = "Restore it from a copy (`tradetrace restore`)"
CONTEXT = 32  # code points of quote_prefix and quote_suffix at most


@dataclass(frozen=True)
class Fault:
    """A file that has changed, or a row that its source does not bear out.

    ``row`` is a fact_id or doc_id, empty where the whole ``file`` is meant; ``remedy`` says how it is made whole.
    """

    file: str
    row: str
    what: str
    remedy: str = "Run `tradetrace refresh`, or restore the source"

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.row, self.what) if part) + f". {self.remedy}."


@dataclass(frozen=True)
class Verification:
    """What was read again (counts) and every fault found; no faults means proven."""

    documents: int
    facts: int
    mentions: int
    spans: int
    faults: tuple[Fault, ...]


def verify(data_dir: str | Path) -> Verification:
    """Hold every file against its checksum, and every row and mention against its source, which is read again.

    Raises :class:`etl.DataError` when there are no usable tables and no checksum that says which of them is at fault.
    """
    damaged = tuple(_damaged(Path(data_dir)))
    try:
        tables = load_tables(data_dir)
    except DataError:
        if any(f.file in _TABLES for f in damaged):
            return Verification(0, 0, 0, 0, damaged)
        raise
    documents = {d["doc_id"]: d for d in tables.documents.to_pylist()}
    facts = tables.facts.to_pylist()
    counted = Counter(f["doc_id"] for f in facts)
    faults: list[Fault] = [*damaged]
    texts: dict[str, str] = {}
    for doc_id, row in documents.items():
        try:
            data = read_bytes(Path(data_dir) / FOLDER / row["file"])
            texts[doc_id] = decode(data, row["file"])
        except DocumentProblem as problem:
            faults.append(Fault(row["file"], doc_id, problem.what, _RESTORE))
            continue
        if hashlib.sha256(data).hexdigest() != row["doc_sha256"]:
            faults.append(Fault(row["file"], doc_id, "the file's sha256 is not the stored one"))
        else:
            faults += _beside(Path(data_dir), row)
        if texts[doc_id] != row["text"]:
            faults.append(Fault(row["file"], doc_id, "the file's text is not the stored one"))
        if row["facts"] != counted[doc_id]:
            faults.append(Fault(row["file"], doc_id, "the stored count of facts is wrong"))
    seen: set[str] = set()
    spans = 0
    for fact in facts:
        doc = documents.get(fact["doc_id"])
        if doc is None:
            faults.append(
                Fault(fact["doc_id"], fact["fact_id"], "its document is not in the table of documents")
            )
            continue
        if fact["fact_id"] in seen:
            faults.append(Fault(doc["file"], fact["fact_id"], "the fact_id stands twice"))
        seen.add(fact["fact_id"])
        if fact["doc_sha256"] != doc["doc_sha256"]:
            faults.append(Fault(doc["file"], fact["fact_id"], "its doc_sha256 is not the document's"))
        if doc["doc_id"] in texts:
            spans += sum(1 for _ in places(fact))
            faults += [
                Fault(doc["file"], fact["fact_id"], what) for what in breaches(texts[doc["doc_id"]], fact)
            ]
    mentions = sum(len(f["mentions"]) for f in facts)
    return Verification(len(documents), len(facts), mentions, spans, tuple(faults))


def _damaged(folder: Path) -> Iterator[Fault]:
    for name, what in sums.broken(folder, sorted(_TABLES)):
        if name in _TABLES or name == sums.FILE:
            remedy = "Run `tradetrace refresh`: it is built anew from the documents and corrections"
        elif name.startswith("history/"):
            remedy = (
                f"{_RESTORE}, or delete it: figures do not depend on it, only what `tradetrace log` tells"
            )
        else:
            remedy = f"{_RESTORE}; if the change is meant, run `tradetrace refresh`"
        yield Fault(name, "", what, remedy)


def _beside(folder: Path, row: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the sidecar of a document, or with the page, PDF or DOCX that its text was read out of."""
    try:
        now = vars(read_document(folder / FOLDER / row["file"]))
    except DocumentProblem as problem:
        yield Fault(problem.name, row["doc_id"], problem.what, problem.remedy)
        return
    for name, value in now.items():
        if name not in ("text", "doc_sha256") and row[name] != value:
            sidecar = Path(row["file"]).with_suffix(".toml").name
            what = f"{name} is {value!r}, stored is {row[name]!r}"
            yield Fault(sidecar, row["doc_id"], what, f"{_RESTORE}; if it is meant, run `tradetrace refresh`")


def places(fact: Mapping[str, Any]) -> Iterator[tuple[str, int, int, str]]:
    """Every stored place of a fact that has words: (what it is, first code point, end, the words)."""
    yield "quote", fact["char_start"], fact["char_end"], fact["quote"]
    yield "passage", fact["passage_start"], fact["passage_end"], fact["passage"]
    for i, m in enumerate(fact["mentions"]):
        yield f"mention {i}", m["char_start"], m["char_end"], m["quote"]
    for e in fact["evidence"]:
        if e.get("char_start") is not None:
            yield f"evidence of {e['dimension']}", e["char_start"], e["char_end"], e["text"]


def breaches(text: str, fact: Mapping[str, Any]) -> Iterator[str]:
    """What the text does not bear out about a fact, in words; nothing when all of it is proven."""
    for name, start, end, words in places(fact):
        if not (0 <= start < end <= len(text)):
            yield f"{name} lies at {start} to {end}, the text has {len(text)} code points"
        elif text[start:end] != words:
            yield f"{name} is {words!r}, the text at {start} to {end} is {text[start:end]!r}"
    start, end = fact["char_start"], fact["char_end"]
    for name, words, there in (
        ("quote_prefix", fact["quote_prefix"], text[:start].endswith(fact["quote_prefix"])),
        ("quote_suffix", fact["quote_suffix"], text[end:].startswith(fact["quote_suffix"])),
    ):
        if not there or len(words) > CONTEXT:
            yield f"{name} is {words!r}, the text there is another"
    if not fact["passage_start"] <= start <= end <= fact["passage_end"]:
        yield "the quote lies outside its passage"
    if not any(m["char_start"] == start and m["char_end"] == end for m in fact["mentions"]):
        yield "the quote is not among the mentions"
    for i, m in enumerate(fact["mentions"]):
        if not 0 <= m["passage_start"] <= m["char_start"] <= m["char_end"] <= m["passage_end"] <= len(text):
            yield f"mention {i} lies outside its passage"
