"""Making the index from the Parquet tables, some row groups at a time: the tables need not fit into memory."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.folding import fold_column
from etl.history import read_history
from etl.index.sql import BESIDE, MOST_BESIDE, NEAREST, PLACE, SIZED
from etl.query import folded
from etl.schema_checks import HISTORY_COLUMNS
from etl.tables import TABLES, validate

VERSION = "7"  # of the layout; another one makes another file
FOLDER = "index"
_PIECE = 10_000  # rows held at a time
_PIECE_BYTES = 8_000_000  # of a table in memory, and as it is stored before it is compressed
_GROUP_BYTES = 16_000_000
# One thread: with each more rows are held at a time, and not much is won where tables are written in their order.
_CONFIG = {"memory_limit": "600MB", "threads": 1}
_PIECE_OF_TEXT = 1_000  # letters
OPENING = 300  # letters kept of how a document begins

# Which fact is shown for its observation, and in which order the others follow: see etl.query.observations.
_SHOWN_FIRST = """
    (compiler IS NULL), length(ltrim(regexp_replace(value_printed, '\\D', '', 'g'), '0')) DESC,
    coalesce(published, '') DESC, confidence DESC, fact_id
"""
_OF_RANK = ("observation_id", "compiler", "value_printed", "published", "confidence", "fact_id", "review")


class Damaged(Exception):
    """A table that breaks its declaration; the name of the table and what is wrong."""


def name_of(files: Mapping[str, tuple[int, str | None]]) -> str:
    """The file name of the index of some tables, name -> (bytes, fingerprint): other tables, another name.

    DuckDB shares one open database between all who open a path in a process, so a path must never change its content.
    Another DuckDB may make other numbers of identifiers, so it has an index of its own.
    """
    told = [f"{name} {size} {mark}" for name, (size, mark) in sorted(files.items())]
    return (
        hashlib.sha256("\n".join([VERSION, duckdb.__version__, *told]).encode()).hexdigest()[:20] + ".duckdb"
    )


def make(sources: Mapping[str, Path], history: Iterable[Path], target: Path) -> None:
    """Write the index of the tables, name -> Parquet file, and of the history's files to ``target``, whole or not at all.

    Raises :class:`Damaged` for a table that breaks its declaration, :class:`etl.DataError` for a damaged file of the
    history, OSError or DuckDB's and Arrow's errors where a file cannot be read or written.
    """
    # Dates are read with the rules of the languages, which who only asks an index does without.
    from etl.index import dated

    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".index.") as folder:
        part = Path(folder) / target.name
        with duckdb.connect(part, config={**_CONFIG, "temp_directory": folder}) as db:
            db.execute("SET enable_progress_bar = false")
            _history(db, sorted(history))
            _facts(db, sources["facts"], Path(folder))
            _observations(db)
            _documents(db, sources["documents"], Path(folder))
            dated.write(db)
            _texts(db)
            for name in TABLES:
                if name not in ("facts", "documents"):
                    _plain(db, name, sources[name])
            _lookups(db)
            db.execute("CHECKPOINT")
        part.replace(target)


def _pieces(path: Path, name: str) -> Iterator[pa.Table]:
    """A table piece by piece, each held to the declaration, ``n`` its rows' numbers in the file."""
    columns, start = TABLES[name], 0
    with pq.ParquetFile(path) as file:
        each = sum(file.metadata.row_group(i).total_byte_size for i in range(file.num_row_groups))
        size = min(_PIECE, max(100, _PIECE_BYTES * file.metadata.num_rows // max(1, each)))
        for batch in file.iter_batches(size, columns=[c.name for c in columns]):
            # words that repeat are stored once: how large they are is known only now
            size = max(100, _PIECE_BYTES * batch.num_rows // max(1, batch.nbytes))
            for first in range(0, batch.num_rows, size):
                piece = pa.Table.from_batches([batch.slice(first, size)])
                fault = validate(piece, columns)
                if fault:
                    raise Damaged(name, fault)
                numbers = pa.array(np.arange(start, start + piece.num_rows))
                start += piece.num_rows
                yield piece.append_column(PLACE, numbers)


def _history(db: duckdb.DuckDBPyConnection, files: list[Path]) -> None:
    """What refreshes changed, the latest change of a fact first."""
    batches = (b for path in reversed(files) for b in read_history(path).to_batches(_PIECE))
    _create(db, "changes", pa.schema([(c.name, c.type) for c in HISTORY_COLUMNS]), batches)
    db.execute('CREATE TABLE history AS SELECT * FROM changes ORDER BY fact_id, "at" DESC')
    db.execute("DROP TABLE changes")


def _facts(db: duckdb.DuckDBPyConnection, path: Path, spill: Path) -> None:
    places, near = _places(path)
    own = pa.schema([("folded", pa.string()), ("place", pa.int32()), ("near", pa.uint8())])

    def batches() -> Iterator[pa.RecordBatch]:
        start = 0
        for piece in _pieces(path, "facts"):
            some = slice(start, start + piece.num_rows)
            start += piece.num_rows
            cells = [_folded(piece), *(pa.array(c[some], mask=c[some] == 0) for c in (places, near))]
            yield from pa.table(cells, own).to_batches()

    _copied(db, "facts", path, own, batches(), spill)
    db.execute(
        """CREATE TABLE appeared AS SELECT f.n, max(h."at") AS "at" FROM facts f
        JOIN history h ON h.fact_id = f.fact_id AND h.change = 'appeared' GROUP BY f.n ORDER BY "at" DESC, f.n"""
    )


def _folded(piece: pa.Table) -> pa.Array:
    """:func:`etl.query.folded`, once for all figures of a sentence."""
    cells = [piece[n].combine_chunks().dictionary_encode() for n in ("passage", "title")]
    passage, title = (pc.fill_null(c.indices, -1).to_numpy().astype(np.int64) for c in cells)
    _, first, again = np.unique(
        (passage + 1) * (len(cells[1].dictionary) + 1) + title + 1, return_index=True, return_inverse=True
    )
    return (
        folded(piece.select(["passage", "title"]).take(pa.array(first)))
        .combine_chunks()
        .take(pa.array(again))
    )


def _places(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """For every fact its place among those of its observation, 1 for the one shown, 0 for a rejected one, and how near.

    That needs all facts at once, but only a few short columns of them.
    """
    with (
        tempfile.TemporaryDirectory() as spill,
        duckdb.connect(config={**_CONFIG, "temp_directory": spill}) as db,
    ):
        db.execute("SET enable_progress_bar = false")
        found = db.execute(
            f"""SELECT CASE WHEN review = 'rejected' THEN 0 ELSE row_number() OVER (
                PARTITION BY observation_id ORDER BY (review = 'rejected'), {_SHOWN_FIRST}) END AS place
            FROM (SELECT {", ".join(_OF_RANK)}, file_row_number AS n FROM {_parquet(path)}) ORDER BY n"""
        )
        places = found.fetchnumpy()["place"].astype(np.int32)
        near = np.zeros(len(places), np.uint8)
        for first in NEAREST:
            near[(places > 0) & (places <= first)] = first
        extremes = db.execute(
            f"""SELECT unnest([arg_min(file_row_number, value), arg_max(file_row_number, value)]) AS n
            FROM {_parquet(path)} WHERE review IS DISTINCT FROM 'rejected' GROUP BY observation_id"""
        )
        near[extremes.fetchnumpy()["n"]] = NEAREST[-1]
        return places, near


def _documents(db: duckdb.DuckDBPyConnection, path: Path, spill: Path) -> None:
    own = pa.schema([("folded", pa.string()), ("folded_text", pa.string())])

    def batches() -> Iterator[pa.RecordBatch]:
        for piece in _pieces(path, "documents"):
            title, author, publisher = (pc.fill_null(piece[n], "") for n in ("title", "author", "publisher"))
            short = pc.binary_join_element_wise(title, author, publisher, "\n")
            whole = pc.binary_join_element_wise(title, publisher, piece["text"], "\n")
            yield from pa.table([fold_column(short), fold_column(whole)], own).to_batches()

    _copied(db, "documents", path, own, batches(), spill)


def _plain(db: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    batches = (batch for piece in _pieces(path, name) for batch in piece.to_batches())
    _create(db, name, _schema(name), batches)


def _copied(
    db: duckdb.DuckDBPyConnection,
    name: str,
    path: Path,
    own: pa.Schema,
    batches: Iterator[pa.RecordBatch],
    spill: Path,
) -> None:
    """A table with the columns of its file, its rows' numbers, and columns of the index's ``own``, row by row.

    DuckDB reads the file, and what is put beside it from another one: of rows that it is given one after the other it
    would hold all until the table is made.
    """
    beside = spill / f"{name}.parquet"
    with pq.ParquetWriter(beside, own, compression="lz4") as writer:
        for some in _gathered(batches, own):
            writer.write_table(some)
    cells = ", ".join(f'f."{c.name}"' for c in TABLES[name])
    db.execute(
        f"""CREATE TABLE "{name}" AS SELECT {cells}, f.file_row_number AS {PLACE}, x.*
        FROM {_parquet(path)} f POSITIONAL JOIN read_parquet('{_quoted(beside)}') x"""
    )
    beside.unlink()


def _gathered(batches: Iterator[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    """Row groups of some size out of small pieces."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        held.append(batch)
        if sum(b.nbytes for b in held) >= _GROUP_BYTES:
            yield pa.Table.from_batches(held, schema)
            held = []
    if held:
        yield pa.Table.from_batches(held, schema)


def _parquet(path: Path) -> str:
    return f"read_parquet('{_quoted(path)}', file_row_number = true)"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _schema(name: str) -> pa.Schema:
    return pa.schema([*((c.name, c.type) for c in TABLES[name]), (PLACE, pa.int64())])


def _create(
    db: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, batches: Iterator[pa.RecordBatch]
) -> None:
    failed: list[Exception] = []

    def read() -> Iterator[pa.RecordBatch]:
        try:
            for batch in batches:
                yield batch.cast(schema)
        except Exception as error:  # DuckDB would tell of it in words of its own
            failed.append(error)
            raise

    # straight into the file, without a log of what is inserted
    db.register("rows", pa.RecordBatchReader.from_batches(schema, read()))
    try:
        db.execute(f'CREATE TABLE "{name}" AS SELECT * FROM rows')
    except duckdb.Error as error:
        raise failed[0] if failed else error from None
    finally:
        db.unregister("rows")


def _observations(db: duckdb.DuckDBPyConnection) -> None:
    """How often each observation is stated, and which fact is shown for it."""
    db.execute(
        """CREATE TABLE shown AS
        SELECT observation_id, arg_min(n, place) AS n, count(*) AS facts, count(DISTINCT doc_id) AS documents
        FROM facts WHERE place IS NOT NULL GROUP BY observation_id ORDER BY n"""
    )


def _texts(db: duckdb.DuckDBPyConnection) -> None:
    """The texts of documents apart and in short pieces.

    Two thousand rows are read at a time, whole texts even where one is wanted: tens of megabytes for one sentence.
    """
    # How documents without a title are called; a hundred of them stand in one source line.
    db.execute(
        f"""CREATE TABLE openings AS SELECT doc_id, substr(text, 1, {OPENING}) AS opening
        FROM documents WHERE coalesce(title, '') = '' ORDER BY doc_id"""
    )
    # In two steps, since a letter is found by counting from the first one.
    large = f"SELECT n, {_cut('text', 100 * _PIECE_OF_TEXT)} AS part FROM documents"
    db.execute(f"CREATE TABLE texts AS SELECT n, {_cut('part', _PIECE_OF_TEXT)} AS piece FROM ({large})")
    db.execute("ALTER TABLE documents DROP COLUMN text")


def _cut(text: str, size: int) -> str:
    starts = f"range(0, (length({text}) + {size - 1}) // {size})"
    return f"unnest(list_transform({starts}, lambda i: substr({text}, i * {size} + 1, {size})))"


def _lookups(db: duckdb.DuckDBPyConnection) -> None:
    """Short tables sorted by what is looked up: a range of rows is found by its bounds, and nothing is read at the start."""
    # Numbers are compared sooner than words; two words may have one number, so the word is told as well.
    db.execute("CREATE TABLE fact_at AS SELECT hash(fact_id) AS key, fact_id, n FROM facts ORDER BY key")
    db.execute(
        "CREATE TABLE facts_of_document AS SELECT doc_id, n FROM facts ORDER BY doc_id, char_start, char_end, n"
    )
    db.execute(
        "CREATE TABLE facts_of_observation AS SELECT observation_id, place, n FROM facts ORDER BY observation_id, place"
    )
    # What stands beside a figure that several documents state: the nearest ones with what a list of them tells, since rows
    # that lie all over the table take long to gather.
    db.execute(
        f"""CREATE TABLE beside AS SELECT observation_id, place, o.facts, {", ".join(BESIDE)}
        FROM facts JOIN (
            SELECT observation_id, count(place) AS facts FROM facts GROUP BY observation_id HAVING count(*) > 1
        ) o USING (observation_id)
        WHERE place <= {MOST_BESIDE} OR place IS NULL ORDER BY observation_id, place"""
    )
    db.execute("CREATE TABLE document_at AS SELECT doc_id, n FROM documents ORDER BY doc_id")
    for name in ("checks", "derived"):
        db.execute(
            f"CREATE TABLE {name}_of_fact AS SELECT unnest(fact_ids) AS fact_id, n FROM {name} ORDER BY fact_id, n"
        )
    # A place tells only whether the fact is the one shown, another one, or rejected.
    db.execute(
        f"""CREATE TABLE sizes AS SELECT {", ".join(SIZED)}, CASE WHEN place > 1 THEN 2 ELSE place END AS place,
        count(*) AS facts FROM facts GROUP BY ALL ORDER BY ALL"""
    )
    db.execute("CREATE TABLE held (name VARCHAR, code VARCHAR, facts BIGINT)")
    for column in TABLES["facts"]:
        if column.codelist or column.values or column.name in ("lang", "publisher"):
            db.execute(
                f"INSERT INTO held SELECT '{column.name}', {column.name}, count(*) FROM facts GROUP BY 2"
            )
