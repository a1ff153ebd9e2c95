"""Keeping a document: the source as it came, its text and its sidecar side by side, each written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from functools import partial
from pathlib import Path

from etl import swap
from etl.documents import EDITABLE, FOLDER
from etl.errors import DataError, DocumentProblem
from etl.ingest.gather import Item
from etl.ingest.kinds import ENDINGS
from etl.ingest.read import FIELDS, Read
from etl.ingest.sidecar import renewed, sidecar
from etl.locks import MAKING

REMOVED = "removed"
_SHA = re.compile(rb'^sha256 *= *"([0-9a-f]{64})"', re.MULTILINE)


class Store:
    """The folder of documents of a collection, and what is in it by the hash of its source."""

    def __init__(self, data_dir: str | Path) -> None:
        self.data = Path(data_dir)
        self.folder = self.data / FOLDER
        self._by_hash: dict[str, str] | None = None

    def clear(self) -> None:
        """Take away what an addition that was stopped left half written. Call it under the collection's lock."""
        if not self.folder.is_dir():
            return
        swap.settle(self.folder)
        for left in self.folder.glob(f"{MAKING}*"):
            left.unlink(missing_ok=True)

    def flush(self) -> None:
        """Wait until all that was stored is on the disk: once for a whole corpus, since for each file it takes longer
        than reading it."""
        if hasattr(os, "sync"):
            os.sync()

    def held(self, sha256: str) -> str | None:
        """The identifier of the document that was read from a source with this hash."""
        if self._by_hash is None:
            self._by_hash = {}
            for path in sorted(self.folder.glob("*.toml")):
                try:
                    for found in _SHA.findall(path.read_bytes()):
                        self._by_hash.setdefault(found.decode(), path.stem)
                except OSError:
                    continue
        return self._by_hash.get(sha256)

    def keep(self, item: Item, read: Read, given: dict[str, str], *, replace: bool) -> str:
        """Store one document; "added", "replaced", or "same" when this source is stored already.

        ``given`` are values that win over what was read. Raises :class:`DocumentProblem` when the identifier is
        taken by another source and ``replace`` is not set, :class:`DataError` when nothing can be written.
        """
        source_hash = hashlib.sha256(item.data).hexdigest()
        path = self.folder / f"{item.doc_id}.toml"
        exists = path.exists()
        if exists and not replace:
            if self.held(source_hash) == item.doc_id and not given:
                return "same"
            raise DocumentProblem(
                item.name,
                f"a document {item.doc_id} is stored already, with other {'values' if self.held(source_hash) == item.doc_id else 'content'}",
                "Use --replace to put this one in its place, or --id to give it another name",
            )
        if not exists and not replace and self.held(source_hash):
            return "same"
        text = read.text.encode("utf-8")
        text_hash = hashlib.sha256(text).hexdigest()
        own = read.kind == "text" and text == item.data
        ending = "" if own else ENDINGS[item.kind]
        source = {
            "origin": item.origin,
            "media_type": read.media_type,
            **({"file": f"{item.doc_id}{ending}", "sha256": source_hash} if ending else {}),
            **({"charset": read.charset} if read.charset and read.charset != "utf-8" else {}),
        }
        detected: dict[str, str] = {}
        for name in FIELDS:
            detected[name] = getattr(read, name) or ""
            detected[f"{name}_how"] = read.how.get(name, "")
        known = {k: detected.get(k) for k in EDITABLE}
        if "published" in given:
            given = {**given, "published_how": "given when the document was added"}
        if exists:
            told = renewed(path, known, detected, source, text_hash)
        else:
            told = sidecar({**known, **given}, detected, source, text_hash)
        if exists and given:
            import tomlkit

            document = tomlkit.parse(told)
            document.update(given)
            told = tomlkit.dumps(document)
        files = [(f"{item.doc_id}{ending}", item.data)] if ending else []
        # the sidecar last: a text without one is an unfinished addition and is taken up by the next refresh
        self._write([*files, (f"{item.doc_id}.txt", text), (path.name, told.encode())])
        if exists:
            for old in ENDINGS.values():
                if old != ending:
                    (self.folder / f"{item.doc_id}{old}").unlink(missing_ok=True)
        if self._by_hash is not None:
            self._by_hash[source_hash] = self._by_hash[text_hash] = item.doc_id
        return "replaced" if exists else "added"

    def take_in(self, item: Item, *, replace: bool) -> str:
        """Store a document that comes with its sidecar, as they are."""
        assert item.path is not None
        target = self.folder / f"{item.doc_id}.toml"
        files = []
        for beside in sorted(item.path.parent.glob(f"{_literal(item.path.stem)}.*")):
            if beside.suffix in (".txt", ".toml", *ENDINGS.values()):
                files.append((f"{item.doc_id}{beside.suffix}", beside.read_bytes()))
        if item.path.parent.resolve() == self.folder.resolve():
            return "same"
        if target.exists() and not replace:
            if all((self.folder / n).exists() and (self.folder / n).read_bytes() == d for n, d in files):
                return "same"
            raise DocumentProblem(
                item.name,
                f"a document {item.doc_id} is stored already, with other content",
                "Use --replace to put this one in its place",
            )
        exists = target.exists()
        self._write(sorted(files, key=lambda f: f[0].endswith(".toml")))
        return "replaced" if exists else "added"

    def take_out(self, doc_id: str) -> list[Path]:
        """Move a document's files to ``removed/``; the new paths. Raises :class:`DataError` when there is none."""
        endings = {".txt", ".toml", *ENDINGS.values()}
        files = [
            p for p in self.folder.glob(f"{_literal(doc_id)}.*") if p.stem == doc_id and p.suffix in endings
        ]
        if not files:
            raise DataError(f"{doc_id}: no such document", "`tradetrace sources` lists them")
        bin_ = self.data / REMOVED
        moved = []
        try:
            bin_.mkdir(parents=True, exist_ok=True)
            # the sidecar first: what is left after a break is an unfinished removal, not a document
            for path in sorted(files, key=lambda p: p.suffix != ".toml"):
                moved.append(Path(shutil.move(path, bin_ / path.name)))
        except OSError as error:
            raise DataError(
                f"{bin_}: cannot be written ({error.strerror})", "Check the folder's permissions"
            ) from error
        self._by_hash = None
        return moved

    def _write(self, files: list[tuple[str, bytes]]) -> None:
        made: list[tuple[Path, Path]] = []
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if any((self.folder / name).exists() for name, _ in files):
                # what stands there already is replaced as one: a text never meets another text's sidecar
                swap.replace(self.folder, {n: partial(_put, data) for n, data in files})
                return
            for name, data in files:
                if (self.folder / name).is_file() and (self.folder / name).read_bytes() == data:
                    continue
                handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=MAKING)
                made.append((Path(temporary), self.folder / name))
                with os.fdopen(handle, "wb") as out:
                    out.write(data)
                Path(temporary).chmod(0o644)
            for temporary, target in made:
                os.replace(temporary, target)
        except OSError as error:
            raise DataError(
                f"{self.folder}: cannot be written ({error.strerror})",
                "Check the folder's permissions and space",
            ) from error
        finally:
            for temporary, _ in made:
                temporary.unlink(missing_ok=True)


def _put(data: bytes, path: Path) -> None:
    path.write_bytes(data)


def _literal(name: str) -> str:
    return re.sub(r"([\[\]*?])", r"[\1]", name)
