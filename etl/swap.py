"""Several files replaced as one: readers see all of them as they were or all as they are, whatever happens between.

The new files are written into a folder of their own, which is then renamed to ``.next``: that one step is the change.
From then on a file counts as it stands in ``.next``, and one after the other is moved to its place. Whoever is stopped
in between, even by a loss of power, leaves a state that is whole for readers and that the next writer completes.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from etl.locks import MAKING

NEXT = ".next"


def replace(
    folder: Path, files: Mapping[str, Callable[[Path], None]], then: Callable[[Path], None] | None = None
) -> None:
    """Put files in the place of those with their names below ``folder``; each value writes one to the path it is given.

    ``then`` is given the folder that holds all of them and may put further files there, which come along.
    Call it under the folder's lock. Raises OSError when one cannot be written, and then none is replaced.
    """
    settle(folder)
    made = Path(tempfile.mkdtemp(dir=folder, prefix=MAKING))
    try:
        for name, write in files.items():
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path)
        if then is not None:
            then(made)
        for path in made.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
            _to_disk(path)
        made.chmod(0o755)
        _to_disk(made)
        os.rename(made, folder / NEXT)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    _to_disk(folder)
    settle(folder)


def settle(folder: Path) -> None:
    """Complete a change that was stopped, and clear away what was never finished. Call it under the folder's lock."""
    for left in folder.glob(f"{MAKING}*"):
        shutil.rmtree(left, ignore_errors=True)
    pending = folder / NEXT
    if not pending.is_dir():
        return
    for path in sorted(p for p in pending.rglob("*") if p.is_file()):
        target = folder / path.relative_to(pending)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, target)
    _to_disk(folder)
    shutil.rmtree(pending)


def place(folder: Path, name: str) -> Path:
    """Where a file counts now. It may be moved the moment after: open it, and look again where it is gone."""
    pending = folder / NEXT / name
    return pending if pending.is_file() else folder / name


def read_bytes(folder: Path, name: str) -> bytes:
    """A file's content as it counts now; raises OSError."""
    try:
        return (folder / NEXT / name).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return (folder / name).read_bytes()


def stat(folder: Path, name: str) -> os.stat_result:
    """A file's marks as it counts now; raises OSError."""
    try:
        return (folder / NEXT / name).stat()
    except (FileNotFoundError, NotADirectoryError):
        return (folder / name).stat()


def _to_disk(path: Path) -> None:
    """Wait until a file or a folder's list of files is on the disk, where the system can say so."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass  # some file systems have no such thing for folders
    finally:
        os.close(handle)
