"""One writer at a time per collection: refreshes, additions, and corrections written by a reviewer."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from etl.errors import DataError

_LONGEST = 200

# How names of files and folders begin that are not whole yet; a writer who holds the lock may take them away.
MAKING = ".making."


@contextlib.contextmanager
def locked(
    folder: Path, name: str = ".lock", what: str = "tradetrace", waiting: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Hold the lock file ``name`` of a collection; a second writer waits until the first is done or dead.

    ``what`` is told to others who wait; ``waiting`` is called with a line that names who holds it. The lock is the
    system's own, so one that crashed holds nothing. Raises :class:`etl.DataError` when the file cannot be made.
    """
    try:
        import fcntl
    except ImportError:  # no such locks on Windows
        yield
        return
    try:
        lock = (folder / name).open("a+", encoding="utf-8")
    except OSError as error:
        raise DataError(
            f"{folder}: cannot be written ({error.strerror})", "Check the folder's permissions"
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting:
                lock.seek(0)
                holder = lock.read(_LONGEST).strip() or "another program"
                waiting(f"{folder}: waiting for {holder}.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        # who holds it is told for people; a disk that is full must not keep a reader of the tables from being mended
        with contextlib.suppress(OSError):
            lock.seek(0)
            lock.truncate()
            lock.write(f"{what}, process {os.getpid()}, since {dt.datetime.now():%Y-%m-%d %H:%M:%S}\n")
            lock.flush()
        yield
