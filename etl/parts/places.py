"""Files on this machine or, where a place is a URL, in an object store that fsspec knows; written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from etl.errors import DataError


class Listed(NamedTuple):
    """A file: where it is, its size in bytes, and what changes with its content."""

    path: str
    size: int
    mark: str


def is_url(place: str) -> bool:
    """Whether a place is a URL and no path."""
    return "://" in place


def opened(path: str) -> BinaryIO:
    """A file for reading; raises OSError."""
    if not is_url(path):
        return open(path, "rb")
    store, name = _store(path)
    return store.open(name, "rb")


def join(place: str, *names: str) -> str:
    """A place below another."""
    return "/".join((place.rstrip("/"), *names)) if is_url(place) else str(Path(place, *names))


def files(place: str) -> list[Listed]:
    """All files below a place in the order of their names, or the one that it is; hidden ones are left out."""
    if is_url(place):
        store, name = _store(place)
        found = [
            Listed(store.unstrip_protocol(path), told["size"], _mark(told))
            for path, told in store.find(name, detail=True).items()
            if not any(step.startswith(".") for step in path.removeprefix(name).split("/"))
        ]
    else:
        root = Path(place)
        paths = [root] if root.is_file() else [p for p in root.rglob("*") if p.is_file()]
        found = [
            Listed(str(p), (s := p.stat()).st_size, str(s.st_mtime_ns))
            for p in paths
            if p == root or not any(step.startswith(".") for step in p.relative_to(root).parts)
        ]
    return sorted(found)


def write(path: str, content: Callable[[str], None]) -> None:
    """Put a file in its place once ``content`` has written it to a path; raises OSError."""
    store, name = _store(path) if is_url(path) else (None, path)
    here = store is None or "file" in store.protocol
    if here:
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(name) or "." if here else None, prefix=".")
    os.close(handle)
    try:
        content(temporary)
        if here:
            os.chmod(temporary, 0o644)
            os.replace(temporary, name)
        else:
            store.makedirs(store._parent(name), exist_ok=True)
            store.put_file(temporary, name)  # an object store shows a file when all of it is there
    finally:
        Path(temporary).unlink(missing_ok=True)


def remove(path: str) -> None:
    """Take a file away, where it is there."""
    if is_url(path):
        store, name = _store(path)
        if store.exists(name):
            store.rm_file(name)
    else:
        Path(path).unlink(missing_ok=True)


def _mark(told: dict[str, Any]) -> str:
    return next(
        (str(told[n]) for n in ("ETag", "etag", "mtime", "LastModified", "created") if told.get(n)), ""
    )


def _store(url: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError:
        raise DataError(f"{url}: needs fsspec", 'Install it: pip install "tradetrace[cluster]"') from None
    try:
        return fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise DataError(f"{url}: cannot be opened ({error})", "Check the address and its package") from error
