"""Building the tables: documents -> facts -> corrections -> copies told -> checks -> Parquet files, replaced as one.

The same documents, codelists, languages and program give the same bytes on every machine, whether everything was read
anew or only what has changed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl import sums, swap
from etl.assemble import Extract, assembled, kept
from etl.conclude import conclude
from etl.corrections import FILE as CORRECTIONS
from etl.corrections import read_corrections
from etl.differences import differences, unchanged_documents
from etl.documents import FOLDER, SOURCE_ENDINGS, Document, document_named, names
from etl.errors import DataError, DocumentProblem
from etl.history import changes, known, next_file
from etl.index.open import forget_others, make_index
from etl.locks import MAKING, locked
from etl.parts.gather import gathered
from etl.program import hash_files
from etl.program import program as _program
from etl.references import FOLDER as REFERENCES
from etl.sanity import lost, too_many
from etl.schema import DOCUMENT_COLUMNS, EXTRACTOR_VERSION, FACT_COLUMNS
from etl.seen import FILE as SEEN
from etl.seen import Seen
from etl.tables import FINGERPRINT, TABLES, fingerprint, read_table

_PARTIAL = "-partial"
_FILES = tuple(f"{name}.parquet" for name in TABLES)
# Under this key the tables carry what facts depend on beside their own document; see etl.program.
_PROGRAM = b"tradetrace_program"

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
    waiting: Callable[[str], None] | None = None,
    extract: Extract | None = None,
    jobs: int | None = 1,
    cluster: str | None = None,
) -> Summary:
    """Read ``data_dir/documents`` and build the tables, ``facts.parquet`` and those made from it.

    Only new and changed documents are read, and all of them when the program, a language or a codelist has changed or
    ``full`` is set. An empty folder is an error, since it may be one that was not found, unless ``allow_empty`` is set.
    So is a great loss of facts against the last refresh (:mod:`etl.sanity`), unless ``allow_loss`` is set.
    ``progress(done, total, name)`` is called after every document. ``extract`` is
    :func:`etl.extract` unless another function with its signature is given. With more ``jobs`` than one (None: as many
    as there are processors) documents that are worth it are read by so many processes, with the same result; the
    program that calls must then be one that may be imported anew (``if __name__ == "__main__"``). With the address of
    a Dask ``cluster`` its workers read them instead. A document with a problem is reported in
    the summary and the others are processed; previous tables then stay as they are, so that no document is lost to a
    slip, and only where there are none yet are tables built from the rest. Raises :class:`etl.DataError` when there
    are no documents, corrections or reference series cannot be used, or the folder cannot be written.

    One refresh at a time: while another program writes, ``waiting`` is told who does, and this one waits.
    """
    if extract is None:
        from etl.extract import extract
    folder = Path(data_dir)
    try:
        names(folder / FOLDER)
    except DocumentProblem as problem:
        raise DataError(f"{problem.name}: {problem.what}", problem.remedy) from problem
    with locked(folder, what="tradetrace refresh", waiting=waiting):
        try:
            _clear(folder)
        except OSError as error:
            raise DataError(
                f"{folder}: cannot be written ({error.strerror})", "Check the folder's permissions and space"
            ) from error
        return _refresh(folder, full, allow_empty, allow_loss, progress, extract, jobs, cluster)


def _clear(folder: Path) -> None:
    """Complete or take away what a program that was stopped left half done, here and beside the documents."""
    swap.settle(folder)
    if any((folder / FOLDER).glob(f"{MAKING}*")) or (folder / FOLDER / swap.NEXT).exists():
        from etl.ingest.store import Store

        Store(folder).clear()
    for left in (folder / REFERENCES).glob(f"{MAKING}*"):
        shutil.rmtree(left, ignore_errors=True)
    if any(folder.glob(f".{CORRECTIONS}.*")):
        from etl.review import tidy

        tidy(folder)


def _refresh(
    folder: Path,
    full: bool,
    allow_empty: bool,
    allow_loss: bool,
    progress: Progress | None,
    extract: Extract,
    jobs: int | None,
    cluster: str | None,
) -> Summary:
    program = f"{_program()} {extract.__module__}.{extract.__qualname__}"
    old = _previous(folder)
    adopted, strays = _adopt(folder, old)
    # that it has no sidecar is only the other side of why a source could not be taken up
    stems = sorted(set.union(*names(folder / FOLDER)) - set(strays))
    problems = list(strays.values())
    if not stems and not problems and not allow_empty:
        raise DataError(
            f"{folder / FOLDER}: holds no documents", "Add some with `tradetrace add FILE, FOLDER or ADDRESS`"
        )
    # rows are carried over only from tables that have the very bytes that were written
    whole = old is not None and sums.hold(folder, _FILES)
    carry = old is not None and whole and not full and _by(program, old)
    seen = Seen(folder / FOLDER, folder, _program(), trusted=whole and not full)
    same = _same(folder, stems, old[1], seen) if old is not None and carry else []
    anew = sorted(set(stems) - set(same))
    for done, stem in enumerate(same, 1):
        if progress:
            progress(done, len(stems), f"{stem}.txt")

    def told(done: int, name: str) -> None:
        if progress:
            progress(len(same) + done, len(stems), name)

    found = gathered(folder, anew, extract, program, jobs, told, seen, cluster)
    problems += found.problems
    mark = source_fingerprint(folder, seen) + (_PARTIAL if problems else "")
    marks = {b"tradetrace_extractor": EXTRACTOR_VERSION, _PROGRAM: program, FINGERPRINT: mark}
    before = kept(found.documents, found.facts, old, same) if old is not None and same else None
    if old is not None:
        old = old[0], old[1].drop_columns(["text"])  # most of a table in memory, and not compared
    new, corrections = assembled(found.documents, found.facts, before, read_corrections(folder), seen)
    changed = differences(old[0] if old else None, new["facts"])
    if old and carry:
        new |= conclude(
            folder,
            new["facts"],
            _concluded(folder, old[0]),
            unchanged_documents(old[0], new["facts"], changed),
        )
    else:
        new |= conclude(folder, new["facts"])
    new = {name: t.replace_schema_metadata({**t.schema.metadata, **marks}) for name, t in new.items()}
    facts, documents = new["facts"], new["documents"]
    summary = Summary(
        documents=documents.num_rows,
        with_figures=pc.sum(pc.greater(documents["facts"], 0)).as_py() or 0,
        facts=facts.num_rows,
        mentions=pc.sum(pc.list_value_length(facts["mentions"])).as_py() or 0,
        problems=tuple(problems),
        **changed,
        written=(old is None or not problems) and bool(documents.num_rows or allow_empty),
        read=len(anew) - len(found.problems),
        adopted=tuple(adopted),
        corrected=corrections.applied,
        stale_corrections=corrections.stale,
        held_back=tuple(found.held),
    )
    if not summary.written:
        found.forget()
        return summary
    if old is not None and not allow_loss:
        _guard(folder, old[0], facts)
    at = _moment(folder)
    rows = changes(old, (facts, documents), changed, at)
    if old is None:  # of facts that an older program stored, only what is new to the history
        rows = rows.filter(pc.invert(pc.is_in(rows["fact_id"], known(folder))))
    del old, facts, documents
    written = _publish(folder, new, rows, at, seen)
    found.forget()
    return replace(summary, written=written)


def _guard(folder: Path, before: pa.Table, after: pa.Table) -> None:
    gone, of = lost(before, after)
    if too_many(gone, of):
        raise DataError(
            f"{folder}: {gone} of {of} facts would be gone; the previous tables were kept",
            "Put the documents back; if it is meant, run `tradetrace refresh --allow-loss`",
        )


def is_stale(data_dir: str | Path) -> bool:
    """Whether the tables are missing, damaged, partial, or made from other sources or by another version."""
    folder = Path(data_dir)
    try:
        tables = [read_table(folder, name, columns) for name, columns in TABLES.items()]
    except DataError:
        return True
    if {fingerprint(table) for table in tables} != {source_fingerprint(folder)}:
        return True
    return not sums.hold(folder, _FILES)


def source_fingerprint(data_dir: str | Path, seen: Seen | None = None) -> str:
    """SHA-256 over all that the tables are made from: sources, corrections, reference series, this package's files.

    Documents are read only where they have changed since they were ``seen``.
    """
    seen = seen or Seen(Path(data_dir) / FOLDER, Path(data_dir), _program())
    endings = (".txt", ".toml", *SOURCE_ENDINGS)
    digest = hashlib.sha256(_program().encode())
    for name in sorted(n for n in seen.marks if n.endswith(endings)):
        try:
            found = seen.sha256(name)
        except OSError:
            found = "unreadable"
        digest.update(f"{name}\0{found}\n".encode("utf-8", "surrogateescape"))
    hash_files(digest, Path(data_dir) / REFERENCES, ["*.csv", "*.toml"])
    hash_files(digest, Path(data_dir), [CORRECTIONS])
    return digest.hexdigest()


def _adopt(
    folder: Path, old: tuple[pa.Table, pa.Table] | None
) -> tuple[list[str], dict[str, DocumentProblem]]:
    """Take up sources that were put into the folder without a sidecar, and say which cannot be."""
    try:
        texts, sidecars = names(folder / FOLDER)
        files = [n for n in os.listdir(folder / FOLDER) if n[0] != "." and n.endswith(SOURCE_ENDINGS)]
        sources = {n.rpartition(".")[0] for n in files}
    except (DocumentProblem, OSError):
        return [], {}
    # a document that was there before has lost its sidecar: what a person wrote in it is not made up anew
    known = set(old[1]["doc_id"].to_pylist()) if old else set()
    strays = (texts | sources) - sidecars - known
    if not strays:
        return [], {}
    from etl.ingest.adopt import adopt

    return adopt(folder, sorted(strays))


def _by(program: str, old: tuple[pa.Table, pa.Table]) -> bool:
    """Whether this very program read the previous tables."""
    return all((t.schema.metadata or {}).get(_PROGRAM, b"").decode() == program for t in old)


def _same(folder: Path, stems: list[str], before: pa.Table, seen: Seen) -> list[str]:
    """The documents that are as they were when their previous rows were written, in the order of their names.

    One whose files nobody has touched since is; of the others what they say now is compared.
    """
    sources = dict(zip(before["doc_id"].to_pylist(), before["source_file"].to_pylist(), strict=True))
    held = [stem for stem in stems if stem in sources]
    same = set()
    if seen.fingerprint is not None and seen.fingerprint == fingerprint(before):
        for stem in held:
            files, source = seen.names(stem), sources[stem]
            if f"{stem}.txt" in files and f"{stem}.toml" in files and (source is None or source in files):
                if seen.unchanged(files):
                    same.add(stem)
    others = pa.array([stem for stem in held if stem not in same], pa.string())
    for batch in before.filter(pc.is_in(before["doc_id"], others)).to_batches(1_000):
        for row in batch.to_pylist():
            one = document_named(folder / FOLDER, row["doc_id"])
            if isinstance(one, Document) and all(row[k] == v for k, v in vars(one).items()):
                same.add(row["doc_id"])
    return [stem for stem in held if stem in same]


def _previous(folder: Path) -> tuple[pa.Table, pa.Table] | None:
    """The facts and documents of the last refresh, None where they are not both whole and of one refresh."""
    try:
        documents = read_table(folder, "documents", DOCUMENT_COLUMNS)
        facts = read_table(folder, "facts", FACT_COLUMNS)
    except DataError:
        return None
    return (facts, documents) if fingerprint(facts) == fingerprint(documents) else None


def _concluded(folder: Path, facts: pa.Table) -> dict[str, pa.Table] | None:
    """What the last refresh made of its facts, None where it is not whole or of another refresh."""
    try:
        made = {name: read_table(folder, name, TABLES[name]) for name in ("checks", "derived", "references")}
    except DataError:
        return None
    return made if {fingerprint(t) for t in made.values()} == {fingerprint(facts)} else None


def _publish(
    folder: Path, tables: dict[str, pa.Table], changed: pa.Table, at: dt.datetime, seen: Seen
) -> bool:
    """Replace the tables and write down what changed, all of it or nothing; False when they hold these bytes already.

    ``tables`` is emptied: they need not be in memory while the index is made.
    """
    noted = partial(seen.note, fingerprint(tables["documents"]))
    if all(_holds(folder, name, table) for name, table in tables.items()):
        if sums.hold(folder, _FILES):
            if seen.worth_noting:
                swap.replace(folder, {SEEN: noted})
            return False
    files: dict[str, Callable[[Path], None]] = {
        f"{name}.parquet": partial(_write_last, tables, name) for name in tables
    }
    if changed.num_rows:
        files[next_file(folder).relative_to(folder).as_posix()] = partial(_write, changed)
    files = {name: partial(_dated, write, at) for name, write in files.items()}
    files[sums.FILE] = partial(sums.write, folder)
    try:

        def beside(made: Path) -> None:
            pa.default_memory_pool().release_unused()
            make_index(folder, made)
            noted(made / SEEN)

        swap.replace(folder, files, beside)
        forget_others(folder)
    except OSError as error:
        raise DataError(
            f"{folder}: cannot be written ({error.strerror})", "Check the folder's permissions and space"
        ) from error
    return True


def _moment(folder: Path) -> dt.datetime:
    """Now, but never before the last refresh: a clock that was put back must not make new tables look old."""
    now = dt.datetime.now(dt.UTC)
    try:
        last = dt.datetime.fromtimestamp(swap.stat(folder, _FILES[0]).st_mtime, dt.UTC)
    except (OSError, ValueError, OverflowError):
        return now
    return now if now > last else last + dt.timedelta(seconds=1)


def _dated(write: Callable[[Path], None], at: dt.datetime, path: Path) -> None:
    write(path)
    os.utime(path, (at.timestamp(), at.timestamp()))


def _holds(folder: Path, name: str, table: pa.Table) -> bool:
    """Whether a table's file has these very bytes."""
    try:
        held = swap.read_bytes(folder, f"{name}.parquet")
    except OSError:
        return False
    made = pa.BufferOutputStream()
    _write(table, made)
    return made.getvalue().equals(pa.py_buffer(held))


def _write_last(tables: dict[str, pa.Table], name: str, path: Path) -> None:
    _write(tables.pop(name), path)


def _write(table: pa.Table, out: Path | pa.NativeFile) -> None:
    pq.write_table(
        table,
        out,
        compression="zstd",
        row_group_size=100_000,
        write_statistics=True,
        write_page_checksum=True,
    )
