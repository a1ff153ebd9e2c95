"""Building the tables: documents -> facts -> checks -> two Parquet files, replaced as one.

The same documents, codelists, languages and program give the same bytes on every machine.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from etl.codes import codelist
from etl.documents import FOLDER, Document, read_documents
from etl.errors import DataError, DocumentProblem
from etl.schema import DOCUMENT_COLUMNS, DOCUMENT_SCHEMA, EXTRACTOR_VERSION, FACT_COLUMNS, FACT_SCHEMA
from etl.tables import DOCUMENTS_FILE, FACTS_FILE, FINGERPRINT, fingerprint, read_table, validate
from etl.verify import breaches

_PACKAGE = Path(__file__).parent
_FROM_DOCUMENT = ("title", "publisher", "url", "published", "lang", "doc_sha256")
_FROM_EXTRACTOR = {c.name for c in FACT_COLUMNS} - set(_FROM_DOCUMENT)
_CODED = [(c.name, c.codelist) for c in FACT_COLUMNS if c.codelist]
_PARTIAL = "-partial"

Extract = Callable[..., list[dict[str, Any]]]
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Summary:
    """What a refresh read, found and changed.

    ``documents`` counts those read, ``with_figures`` those that state any; ``added``, ``gone`` and
    ``changed`` are fact_ids against the previous tables. ``written`` is false when the previous tables
    were kept: because of ``problems``, or because nothing changed.
    """

    documents: int
    with_figures: int
    facts: int
    mentions: int
    problems: tuple[DocumentProblem, ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]
    written: bool

    @property
    def without_figures(self) -> int:
        return self.documents - self.with_figures


def refresh(
    data_dir: str | Path, *, progress: Progress | None = None, extract: Extract | None = None
) -> Summary:
    """Read ``data_dir/documents`` and build ``facts.parquet`` and ``documents.parquet``.

    ``progress(done, total, name)`` is called after every document. ``extract`` is :func:`etl.extract`
    unless another function with its signature is given. A document with a problem is reported in the
    summary and the others are processed; previous tables then stay as they are, so that no document is
    lost to a slip, and only where there are none yet are tables built from the rest. Raises
    :class:`etl.DataError` when there are no documents or the folder cannot be written.
    """
    if extract is None:
        from etl.extract import extract
    folder = Path(data_dir)
    try:
        read = list(read_documents(folder))
    except DocumentProblem as problem:
        raise DataError(f"{problem.name}: {problem.what}", problem.remedy) from problem
    if not read:
        raise DataError(
            f"{folder / FOLDER}: holds no documents", "Put NAME.txt and its sidecar NAME.toml there"
        )
    documents: list[dict[str, Any]] = []
    facts: list[dict[str, Any]] = []
    problems: list[DocumentProblem] = []
    for done, one in enumerate(read, 1):
        if isinstance(one, Document):
            try:
                rows = _facts_of(one, extract)
                documents.append({**vars(one), "facts": len(rows)})
                facts += rows
            except DocumentProblem as problem:
                one = problem
        if isinstance(one, DocumentProblem):
            problems.append(one)
        if progress:
            progress(done, len(read), one.file if isinstance(one, Document) else one.name)
    facts.sort(key=lambda f: (f["doc_id"], f["char_start"], f["char_end"], f["fact_id"]))
    mark = source_fingerprint(folder) + (_PARTIAL if problems else "")
    new = _table(facts, FACT_SCHEMA, mark), _table(documents, DOCUMENT_SCHEMA, mark)
    with _locked(folder):
        old = _previous(folder)
        written = (old is None or not problems) and bool(documents) and _write(folder, new)
    return Summary(
        documents=len(documents),
        with_figures=sum(bool(d["facts"]) for d in documents),
        facts=len(facts),
        mentions=sum(len(f["mentions"]) for f in facts),
        problems=tuple(problems),
        **_differences(old, new[0]),
        written=written,
    )


def is_stale(data_dir: str | Path) -> bool:
    """Whether the tables are missing, damaged, partial, or made from other sources or by another version."""
    folder = Path(data_dir)
    try:
        facts = read_table(folder / FACTS_FILE, FACT_COLUMNS)
        documents = read_table(folder / DOCUMENTS_FILE, DOCUMENT_COLUMNS)
    except DataError:
        return True
    return {fingerprint(facts), fingerprint(documents)} != {source_fingerprint(folder)}


def source_fingerprint(data_dir: str | Path) -> str:
    """SHA-256 over all that the tables are made from: sources, sidecars, and this package's files."""
    digest = hashlib.sha256(EXTRACTOR_VERSION.encode())
    for root, patterns in (
        (Path(data_dir) / FOLDER, ("*.txt", "*.toml")),
        (_PACKAGE, ("**/*.py", "**/*.toml", "**/*.csv")),
    ):
        files = {p for pattern in patterns for p in root.glob(pattern)}
        for path in sorted(files, key=lambda p: p.relative_to(root).as_posix()):
            try:
                content = path.read_bytes()
            except OSError:
                content = b""
            digest.update(
                f"{path.relative_to(root).as_posix()}\0{hashlib.sha256(content).hexdigest()}\n".encode()
            )
    return digest.hexdigest()


def _facts_of(document: Document, extract: Extract) -> list[dict[str, Any]]:
    """The checked rows of one document; raises DocumentProblem."""
    try:
        rows = extract(
            document.text,
            doc_id=document.doc_id,
            lang=document.lang,
            published=document.published,
            publisher=document.publisher,
            url=document.url,
            title=document.title,
        )
    except Exception as error:  # one text that trips the extractor must not cost the others
        at = error.__traceback__
        while at and at.tb_next:
            at = at.tb_next
        where = f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at else "?"
        what = f"extraction failed, {type(error).__name__} at {where}: {error}"
        raise DocumentProblem(document.file, what, "Report it with the document") from error
    shared = {name: getattr(document, name) for name in _FROM_DOCUMENT}
    rows = [{**row, **shared} for row in rows]
    seen: set[str] = set()
    for row in rows:
        fault = next(iter(_FROM_EXTRACTOR - set(row)), None)
        fault = (
            f"column {fault} is missing"
            if fault
            else _stray_code(row) or next(breaches(document.text, row), None)
        )
        if not fault and row["fact_id"] in seen:
            fault = "the fact_id stands twice"
        if fault:
            raise DocumentProblem(
                document.file, f"{row.get('fact_id')}: {fault}", "Report it with the document"
            )
        seen.add(row["fact_id"])
    try:
        fault = validate(pa.Table.from_pylist(rows, FACT_SCHEMA), FACT_COLUMNS)
    except (pa.ArrowException, OverflowError) as error:
        fault = f"a value does not fit its column ({error})"
    if fault:
        raise DocumentProblem(document.file, fault, "Report it with the document")
    return rows


def _stray_code(row: dict[str, Any]) -> str | None:
    for column, name in _CODED:
        code = row[column]
        if code is not None and not all(part in codelist(name) for part in code.split("+")):
            return f"{column} {code!r} is not in the codelist {name}"
    return None


def _table(rows: list[dict[str, Any]], schema: pa.Schema, mark: str) -> pa.Table:
    schema = schema.with_metadata(
        {**schema.metadata, b"tradetrace_extractor": EXTRACTOR_VERSION, FINGERPRINT: mark}
    )
    return pa.Table.from_pylist(rows, schema)


def _previous(folder: Path) -> pa.Table | None:
    try:
        read_table(folder / DOCUMENTS_FILE, DOCUMENT_COLUMNS)
        return read_table(folder / FACTS_FILE, FACT_COLUMNS)
    except DataError:
        return None


def _differences(old: pa.Table | None, new: pa.Table) -> dict[str, tuple[str, ...]]:
    before = {f["fact_id"]: f for f in old.to_pylist()} if old is not None else {}
    after = {f["fact_id"]: f for f in new.to_pylist()}
    return {
        "added": tuple(i for i in after if i not in before),
        "gone": tuple(i for i in before if i not in after),
        "changed": tuple(i for i in after if i in before and after[i] != before[i]),
    }


def _write(folder: Path, tables: tuple[pa.Table, pa.Table]) -> bool:
    """Replace both files, or neither if one cannot be written; False when they hold these bytes already."""
    targets = (folder / FACTS_FILE, folder / DOCUMENTS_FILE)
    made: list[Path] = []
    try:
        for table, target in zip(tables, targets, strict=True):
            handle, name = tempfile.mkstemp(dir=folder, prefix=f".{target.name}.")
            made.append(Path(name))
            with os.fdopen(handle, "wb") as out:
                pq.write_table(table, out, compression="zstd", row_group_size=100_000, write_statistics=True)
                out.flush()
                os.fsync(out.fileno())
            made[-1].chmod(0o644)  # mkstemp makes files that only their owner reads
        if all(t.is_file() and t.read_bytes() == m.read_bytes() for t, m in zip(targets, made, strict=True)):
            return False
        for temporary, target in zip(made, targets, strict=True):
            os.replace(temporary, target)
        return True
    except OSError as error:
        raise DataError(
            f"{folder}: cannot be written ({error.strerror})", "Check the folder's permissions and space"
        ) from error
    finally:
        for temporary in made:
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One refresh at a time per folder; two would replace each other's files crosswise."""
    try:
        import fcntl
    except ImportError:  # no such locks on Windows
        yield
        return
    try:
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise DataError(
            f"{folder}: cannot be written ({error.strerror})", "Check the folder's permissions"
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
