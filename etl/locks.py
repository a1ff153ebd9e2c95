"""One writer at a time per collection: refreshes, and corrections written by a reviewer."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from etl.errors import DataError


@contextlib.contextmanager
def locked(folder: Path, name: str = ".lock") -> Iterator[None]:
    """Hold the lock file ``name`` of a collection; others wait. Raises :class:`etl.DataError` when it cannot be made."""
    try:
        import fcntl
    except ImportError:  # no such locks on Windows
        yield
        return
    try:
        lock = (folder / name).open("w")
    except OSError as error:
        raise DataError(
            f"{folder}: cannot be written ({error.strerror})", "Check the folder's permissions"
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
