"""Adding sources to a collection: gathered, read, understood, stored; one outcome a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from etl.documents import EDITABLE, decode, precision
from etl.errors import DocumentProblem
from etl.ingest.gather import Item, Limits, gather
from etl.ingest.page import understand
from etl.ingest.read import Read, read_source
from etl.ingest.store import Store
from etl.locks import locked

GIVEN = "given in"  # before the place that tells a value, in how it is known
OPTIONS = ("title", "publisher", "published", "url", "lang")


@dataclass(frozen=True)
class Outcome:
    """What became of one document.

    ``state`` is "added", "replaced", "same" (this source is stored already) or "read" (a dry run); ``read`` what was
    understood of it, None for a document that came with its sidecar; ``facts`` the figures found, None before a refresh.
    """

    doc_id: str
    origin: str
    state: str
    read: Read | None
    facts: int | None = None
    at: int = 0
    total: int = 0


def add(
    data_dir: str | Path,
    sources: Iterable[str],
    *,
    given: dict[str, str] | None = None,
    doc_id: str | None = None,
    limits: Limits | None = None,
    dry_run: bool = False,
    replace_stored: bool = False,
    report: Callable[[DocumentProblem], None],
    waiting: Callable[[str], None] | None = None,
    today: date | None = None,
) -> Iterator[Outcome]:
    """Add every document of ``sources`` (files, folders, addresses, "-") to the collection in ``data_dir``.

    ``given`` are values of :data:`OPTIONS` that win over what is detected; ``doc_id`` names a single document. What
    cannot be read goes to ``report`` and the rest goes on. With ``dry_run`` nothing is stored. Tables are not
    rebuilt: call :func:`etl.refresh` after it. Raises :class:`etl.DataError` when the folder cannot be written.
    While another program writes there, ``waiting`` is told who does, and this one waits.
    """
    store = Store(data_dir)
    given = {k: v for k, v in (given or {}).items() if v}
    today = today or date.today()
    seen: dict[str, str] = {}
    with ExitStack() as at_end:
        if not dry_run:
            store.data.mkdir(parents=True, exist_ok=True)
            at_end.enter_context(locked(store.data, what="tradetrace add", waiting=waiting))
            store.clear()
            at_end.callback(store.flush)
        for item in gather(sources, limits or Limits(), report):
            try:
                item = replace(item, doc_id=doc_id) if doc_id else item
                if item.doc_id in seen and item.given:
                    raise DocumentProblem(
                        item.name, f"has the doc_id of {seen[item.doc_id]}", "Give every document its own"
                    )
                if item.doc_id in seen and doc_id:
                    raise DocumentProblem(item.name, "is a second document for --id", "Add it by itself")
                seen[item.doc_id] = item.origin
                yield _one(store, item, given, dry_run, replace_stored, today)
            except DocumentProblem as problem:
                report(problem)


def _one(
    store: Store, item: Item, given: dict[str, str], dry_run: bool, replace_stored: bool, today: date
) -> Outcome:
    if item.kind == "stored":
        decode(item.data, item.name)
        state = "read" if dry_run else store.take_in(item, replace=replace_stored)
        return Outcome(item.doc_id, item.origin, state, None, at=item.at, total=item.total)
    read = read_item(item, today)
    state = "read" if dry_run else store.keep(item, read, given, replace=replace_stored)
    for name, value in given.items():
        setattr(read, name, value)
        read.how[name] = "given"
    held = item.doc_id if state != "same" else store.held(_hash(item.data)) or item.doc_id
    facts = None
    if dry_run:
        from etl.extract import extract

        facts = len(
            extract(read.text, doc_id=item.doc_id, lang=read.lang, published=read.published, title=read.title)
        )
    return Outcome(held, item.origin, state, read, facts, item.at, item.total)


def read_item(item: Item, today: date) -> Read:
    """The text of a document and all that is known of it; raises :class:`DocumentProblem`."""
    if item.kind == "json":
        text = item.given["text"]
        decode(text.encode(), item.name)
        read = Read("json", text)
        for name, value in item.given.items():
            if name == "published" and value and precision(value[:10]) is None:
                raise DocumentProblem(
                    item.name, f"published {value!r} is no date", "Write 2024-08-20, 2024-08 or 2024"
                )
            if name in EDITABLE:
                read.set(name, value[:10] if name == "published" else value, f"{GIVEN} {item.origin}")
    else:
        read = read_source(item.data, item.name, item.kind, item.charset, item.url)
        read.set("url", item.url, "where it was fetched")
        if item.url:
            read.set("retrieved", today.isoformat(), "fetched on this day")
    return understand(read, today)


def _hash(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()
