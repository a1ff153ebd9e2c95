"""Sources that a person put into the folder of documents themselves: they get their text and sidecar there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from etl.documents import FOLDER, SOURCE_ENDINGS
from etl.errors import DocumentProblem
from etl.ingest.add import read_item
from etl.ingest.gather import Item, Limits, too_large
from etl.ingest.kinds import kind_of
from etl.ingest.store import Store


def adopt(
    data_dir: Path, stems: list[str], limits: Limits | None = None
) -> tuple[list[str], dict[str, DocumentProblem]]:
    """Read each source without a sidecar and write one; the identifiers taken up, and those that could not be with why."""
    store = Store(data_dir)
    limits = limits or Limits()
    done: list[str] = []
    problems: dict[str, DocumentProblem] = {}
    for stem in stems:
        try:
            path = next(
                path
                for ending in (*SOURCE_ENDINGS, ".txt")
                if (path := data_dir / FOLDER / f"{stem}{ending}").is_file()
            )
            size = path.stat().st_size
            if size > limits.largest:
                raise too_large(path.name, limits, size)
            data = path.read_bytes()
            if not data.strip():
                raise DocumentProblem(path.name, "is empty", "Store its text or delete it")
            kind = kind_of(data, path.name, ".txt" if path.suffix == ".source" else path.suffix)
            if kind in ("jsonl", "parquet") or path.suffix == ".json":
                raise DocumentProblem(path.name, "is a corpus", "Add it with `tradetrace add`")
            item = Item(path.name, kind, data, path.name, stem, path=path)
            read = read_item(item, date.today())
            text = path.with_suffix(".txt")
            if path != text and text.exists() and text.read_bytes() != read.text.encode():
                raise DocumentProblem(
                    f"{path.name}, {text.name}", "are two sources of one name", "Rename one of them"
                )
            store.keep(item, read, {}, replace=True)
            done.append(stem)
        except DocumentProblem as problem:
            problems[stem] = problem
        except OSError as error:
            problems[stem] = DocumentProblem(
                stem, f"cannot be read ({error.strerror})", "Check that it is a file you may read"
            )
    return done, problems
