"""Building the tables: documents -> facts -> corrections -> copies told -> checks -> Parquet files, replaced as one.

The same documents, codelists, languages and program give the same bytes on every machine, whether everything was read
anew or only what has changed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.codes import codelist
from etl.conclude import conclude
from etl.copies import copied_documents, copied_passages
from etl.corrections import COLUMNS as REVIEWED
from etl.corrections import FILE as CORRECTIONS
from etl.corrections import Correction, Outcome, correct, read_corrections
from etl.documents import FOLDER, SOURCE_ENDINGS, Document, names, read_documents
from etl.errors import DataError, DocumentProblem
from etl.history import changes, known, next_file
from etl.history import write as write_history
from etl.locks import locked
from etl.references import FOLDER as REFERENCES
from etl.sanity import implausible, lost, too_many
from etl.schema import (
    DOCUMENT_COLUMNS,
    DOCUMENT_SCHEMA,
    EXTRACTOR_VERSION,
    FACT_COLUMNS,
    FACT_SCHEMA,
    SCHEMA_VERSION,
)
from etl.tables import DOCUMENTS_FILE, FACTS_FILE, FINGERPRINT, TABLES, fingerprint, read_table, validate
from etl.verify import breaches

_PACKAGE = Path(__file__).parent
_FROM_DOCUMENT = ("title", "publisher", "url", "published", "lang", "doc_sha256")
_COPIED = "syndicated_from"
_FROM_EXTRACTOR = {c.name for c in FACT_COLUMNS} - {*_FROM_DOCUMENT, *REVIEWED, _COPIED}
_COUNTED = ("facts", _COPIED)  # columns of documents that a document does not tell itself
_CODED = [(c.name, c.codelist) for c in FACT_COLUMNS if c.codelist]
_PARTIAL = "-partial"
# Under this key the tables carry what facts depend on beside their own document; see _program().
_PROGRAM = b"tradetrace_program"
_ORDER = ("doc_id", "char_start", "char_end", "fact_id")

Extract = Callable[..., list[dict[str, Any]]]
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Summary:
    """What a refresh read, found and changed.

    ``documents`` counts those in the tables, ``with_figures`` those that state any, ``read`` those that were read anew;
    ``adopted`` are documents that lay in the folder without a sidecar; ``added``, ``gone`` and ``changed`` are
    fact_ids against the previous tables. ``written`` is false when the previous tables were kept: because of
    ``problems``, or because nothing changed. ``corrected`` counts the corrections that were applied,
    ``stale_corrections`` says of each other one why it was not; ``held_back`` says of each reading that cannot be
    true why it is in no table.
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
    read: int = 0
    adopted: tuple[str, ...] = ()
    corrected: int = 0
    stale_corrections: tuple[str, ...] = ()
    held_back: tuple[str, ...] = ()

    @property
    def without_figures(self) -> int:
        return self.documents - self.with_figures


def refresh(
    data_dir: str | Path,
    *,
    full: bool = False,
    allow_empty: bool = False,
    allow_loss: bool = False,
    progress: Progress | None = None,
    extract: Extract | None = None,
) -> Summary:
    """Read ``data_dir/documents`` and build the tables, ``facts.parquet`` and those made from it.

    Only new and changed documents are read, and all of them when the program, a language or a codelist has changed or
    ``full`` is set. An empty folder is an error, since it may be one that was not found, unless ``allow_empty`` is set.
    So is a great loss of facts against the last refresh (:mod:`etl.sanity`), unless ``allow_loss`` is set.
    ``progress(done, total, name)`` is called after every document. ``extract`` is
    :func:`etl.extract` unless another function with its signature is given. A document with a problem is reported in
    the summary and the others are processed; previous tables then stay as they are, so that no document is lost to a
    slip, and only where there are none yet are tables built from the rest. Raises :class:`etl.DataError` when there
    are no documents, corrections or reference series cannot be used, or the folder cannot be written.
    """
    if extract is None:
        from etl.extract import extract
    program = f"{_program()} {extract.__module__}.{extract.__qualname__}"
    folder = Path(data_dir)
    old = _previous(folder)
    adopted, strays = _adopt(folder, old)
    try:
        read = list(read_documents(folder))
    except DocumentProblem as problem:
        raise DataError(f"{problem.name}: {problem.what}", problem.remedy) from problem
    # that it has no sidecar is only the other side of why a source could not be taken up
    read = [one for one in read if not (isinstance(one, DocumentProblem) and Path(one.name).stem in strays)]
    problems = list(strays.values())
    if not read and not problems and not allow_empty:
        raise DataError(
            f"{folder / FOLDER}: holds no documents", "Add some with `tradetrace add FILE, FOLDER or ADDRESS`"
        )
    kept = {} if full or old is None else _kept(old, program)
    documents: list[dict[str, Any]] = []
    facts: list[dict[str, Any]] = []
    same: list[str] = []
    held_back: list[str] = []
    anew = 0
    for done, one in enumerate(read, 1):
        if isinstance(one, Document):
            row = {**vars(one), _COPIED: None}
            before = kept.get(one.doc_id)
            try:
                if before is not None and all(row[k] == v for k, v in before.items() if k not in _COUNTED):
                    same.append(one.doc_id)
                    documents.append({**row, "facts": before["facts"]})
                else:
                    rows, held = _facts_of(one, extract)
                    held_back += held
                    documents.append({**row, "facts": len(rows)})
                    facts += rows
                    anew += 1
            except DocumentProblem as problem:
                one = problem
        if isinstance(one, DocumentProblem):
            problems.append(one)
        if progress:
            progress(done, len(read), one.file if isinstance(one, Document) else one.name)
    mark = source_fingerprint(folder) + (_PARTIAL if problems else "")
    marks = {b"tradetrace_extractor": EXTRACTOR_VERSION, _PROGRAM: program, FINGERPRINT: mark}
    new, corrections = _tables(
        documents, facts, old[0] if old and same else None, same, read_corrections(folder)
    )
    new |= conclude(folder, new["facts"])
    new = {name: t.replace_schema_metadata({**t.schema.metadata, **marks}) for name, t in new.items()}
    differences = _differences(old[0] if old else None, new["facts"])
    wanted = (old is None or not problems) and bool(documents or allow_empty)
    if wanted and old is not None and not allow_loss:
        _guard(folder, old[0], new["facts"])
    with locked(folder):
        written = wanted and _write(folder, new)
        if written:
            _record(folder, old, (new["facts"], new["documents"]), differences)
    return Summary(
        documents=len(documents),
        with_figures=sum(bool(d["facts"]) for d in documents),
        facts=new["facts"].num_rows,
        mentions=pc.sum(pc.list_value_length(new["facts"]["mentions"])).as_py() or 0,
        problems=tuple(problems),
        **differences,
        written=written,
        read=anew,
        adopted=tuple(adopted),
        corrected=corrections.applied,
        stale_corrections=corrections.stale,
        held_back=tuple(held_back),
    )


def _guard(folder: Path, before: pa.Table, after: pa.Table) -> None:
    gone, of = lost(before, after)
    if too_many(gone, of):
        raise DataError(
            f"{folder}: {gone} of {of} facts would be gone; the previous tables were kept",
            "Put the documents back; if it is meant, run `tradetrace refresh --allow-loss`",
        )


def _record(
    folder: Path,
    before: tuple[pa.Table, pa.Table] | None,
    after: tuple[pa.Table, pa.Table],
    ids: dict[str, tuple[str, ...]],
) -> None:
    """Write down what changed; of facts that an older program stored, only what is new to the history."""
    rows = changes(before, after, ids, dt.datetime.now(dt.UTC))
    if before is None:
        rows = rows.filter(pc.invert(pc.is_in(rows["fact_id"], known(folder))))
    if rows.num_rows:
        try:
            write_history(rows, next_file(folder))
        except OSError as error:
            raise DataError(
                f"{folder}: the tables are new, but their history cannot be written ({error.strerror})",
                "Check the folder's permissions and space",
            ) from error


def is_stale(data_dir: str | Path) -> bool:
    """Whether the tables are missing, damaged, partial, or made from other sources or by another version."""
    folder = Path(data_dir)
    try:
        tables = [read_table(folder / f"{name}.parquet", columns) for name, columns in TABLES.items()]
    except DataError:
        return True
    return {fingerprint(table) for table in tables} != {source_fingerprint(folder)}


def source_fingerprint(data_dir: str | Path) -> str:
    """SHA-256 over all that the tables are made from: sources, corrections, reference series, this package's files."""
    endings = (".txt", ".toml", *SOURCE_ENDINGS)
    digest = hashlib.sha256(_program().encode())
    _hash_files(digest, Path(data_dir) / FOLDER, [f"*{ending}" for ending in endings])
    _hash_files(digest, Path(data_dir) / REFERENCES, ["*.csv", "*.toml"])
    _hash_files(digest, Path(data_dir), [CORRECTIONS])
    return digest.hexdigest()


def _program() -> str:
    """SHA-256 over all that facts depend on beside their own document. When it changes, every document is read anew."""
    digest = hashlib.sha256(f"{EXTRACTOR_VERSION} {SCHEMA_VERSION}".encode())
    _hash_files(digest, _PACKAGE, ["**/*.py", "**/*.toml", "**/*.csv"])
    return digest.hexdigest()


def _hash_files(digest: Any, root: Path, patterns: Iterable[str]) -> None:
    files = {p for pattern in patterns for p in root.glob(pattern) if not p.name.startswith(".")}
    for path in sorted(files, key=lambda p: p.relative_to(root).as_posix()):
        try:
            with path.open("rb") as content:
                found = hashlib.file_digest(content, "sha256").hexdigest()
        except OSError:
            found = "unreadable"
        digest.update(f"{path.relative_to(root).as_posix()}\0{found}\n".encode())


def _adopt(
    folder: Path, old: tuple[pa.Table, pa.Table] | None
) -> tuple[list[str], dict[str, DocumentProblem]]:
    """Take up sources that were put into the folder without a sidecar, and say which cannot be."""
    try:
        texts, sidecars = names(folder / FOLDER)
        sources = {
            p.stem for p in (folder / FOLDER).iterdir() if p.suffix in SOURCE_ENDINGS and p.name[0] != "."
        }
    except (DocumentProblem, OSError):
        return [], {}
    # a document that was there before has lost its sidecar: what a person wrote in it is not made up anew
    known = set(old[1]["doc_id"].to_pylist()) if old else set()
    strays = (texts | sources) - sidecars - known
    if not strays:
        return [], {}
    from etl.ingest.adopt import adopt

    with locked(folder):
        return adopt(folder, sorted(strays))


def _kept(old: tuple[pa.Table, pa.Table], program: str) -> dict[str, dict[str, Any]]:
    """The previous documents by their identifiers, where the same program read them."""
    if any((t.schema.metadata or {}).get(_PROGRAM, b"").decode() != program for t in old):
        return {}
    return {row["doc_id"]: row for row in old[1].to_pylist()}


def _tables(
    documents: list[dict[str, Any]],
    facts: list[dict[str, Any]],
    old: pa.Table | None,
    same: list[str],
    corrections: list[Correction],
) -> tuple[dict[str, pa.Table], Outcome]:
    """Facts and documents: the new rows and, of the documents that are the same, the previous ones, as corrected."""
    table = pa.Table.from_pylist(facts, FACT_SCHEMA)
    if old is not None:
        before = old.filter(pc.is_in(old["doc_id"], pa.array(same, pa.string()))).cast(FACT_SCHEMA)
        table = pa.concat_tables([before, table])
    table, outcome = correct(table, corrections)
    table = table.take(pc.sort_indices(table, [(c, "ascending") for c in _ORDER])).combine_chunks()
    rows = table.select(["doc_id", "published", "quote", "passage"]).to_pylist()
    at = table.column_names.index(_COPIED)
    table = table.set_column(at, FACT_SCHEMA.field(_COPIED), pa.array(copied_passages(rows), pa.string()))
    copies = copied_documents(documents)
    documents = [{**d, _COPIED: copies.get(d["doc_id"])} for d in documents]
    found = {"facts": table.cast(FACT_SCHEMA), "documents": pa.Table.from_pylist(documents, DOCUMENT_SCHEMA)}
    return found, outcome


def _facts_of(document: Document, extract: Extract) -> tuple[list[dict[str, Any]], list[str]]:
    """The checked rows of one document, and why others were held back; raises DocumentProblem."""
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
    rows = [{**row, **shared, **dict.fromkeys((*REVIEWED, _COPIED))} for row in rows]
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
    unlikely = {row["fact_id"]: why for row in rows if (why := implausible(row))}
    held = [f"{document.file}: {why}. Held back; report it with the document." for why in unlikely.values()]
    return [row for row in rows if row["fact_id"] not in unlikely], held


def _stray_code(row: dict[str, Any]) -> str | None:
    for column, name in _CODED:
        code = row[column]
        if code is not None and not all(part in codelist(name) for part in code.split("+")):
            return f"{column} {code!r} is not in the codelist {name}"
    return None


def _previous(folder: Path) -> tuple[pa.Table, pa.Table] | None:
    """The facts and documents of the last refresh, None where they are not both whole and of one refresh."""
    try:
        documents = read_table(folder / DOCUMENTS_FILE, DOCUMENT_COLUMNS)
        facts = read_table(folder / FACTS_FILE, FACT_COLUMNS)
    except DataError:
        return None
    return (facts, documents) if fingerprint(facts) == fingerprint(documents) else None


def _differences(old: pa.Table | None, new: pa.Table) -> dict[str, tuple[str, ...]]:
    ids = new["fact_id"].to_pylist()
    if old is None:
        return {"added": tuple(ids), "gone": (), "changed": ()}
    if new.cast(FACT_SCHEMA).equals(old.cast(FACT_SCHEMA)):
        return {"added": (), "gone": (), "changed": ()}
    before = {i: n for n, i in enumerate(old["fact_id"].to_pylist())}
    after = set(ids)
    both = [(n, before[i]) for n, i in enumerate(ids) if i in before]
    # compared column by column: rows as dicts would cost a second for every ten thousand
    differ = pa.array([False] * len(both), pa.bool_())
    left = new.take(pa.array([n for n, _ in both], pa.int64()))
    right = old.take(pa.array([n for _, n in both], pa.int64()))
    for name in new.column_names:
        differ = pc.or_(differ, _unequal(left[name].combine_chunks(), right[name].combine_chunks()))
    return {
        "added": tuple(i for i in ids if i not in before),
        "gone": tuple(i for i in before if i not in after),
        "changed": tuple(pc.filter(left["fact_id"], differ).to_pylist()),
    }


def _unequal(left: pa.Array, right: pa.Array) -> pa.Array:
    if left.equals(right):
        return pa.array([False] * len(left), pa.bool_())
    if pa.types.is_nested(left.type):
        return pa.array(
            [a != b for a, b in zip(left.to_pylist(), right.to_pylist(), strict=True)], pa.bool_()
        )
    both_null = pc.and_(pc.is_null(left), pc.is_null(right))
    return pc.and_not(pc.invert(pc.fill_null(pc.equal(left, right), False)), both_null)


def _write(folder: Path, tables: dict[str, pa.Table]) -> bool:
    """Replace all files, or none if one cannot be written; False when they hold these bytes already."""
    targets = [folder / f"{name}.parquet" for name in tables]
    made: list[Path] = []
    try:
        for table, target in zip(tables.values(), targets, strict=True):
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
