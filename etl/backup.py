"""A collection as one file and back: everything that is in it, as one refresh left it, each file with its checksum."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from etl import swap
from etl.errors import DataError
from etl.locks import locked

MANIFEST = "MANIFEST.sha256"
_LEFT_OUT = (".lock", ".corrections.lock")
_NO_BACKUP = "Give a file that `tradetrace backup` wrote"


def backup(
    data_dir: str | Path, out: str | Path, *, waiting: Callable[[str], None] | None = None
) -> tuple[int, int]:
    """Write the collection to ``out``, a .tar.gz; the number of files and of bytes in it.

    It is taken between refreshes: while another program writes, ``waiting`` is told who does, and this one waits, and
    so does the next writer. Readers are not held up. Raises :class:`etl.DataError` when ``out`` is there already or
    cannot be written, or the collection cannot be read.
    """
    folder, out = Path(data_dir), Path(out)
    if not folder.is_dir():
        raise DataError(f"{folder}: is no folder", "Name the collection with --data")
    if out.exists():
        raise DataError(f"{out}: is there already", "Give another name; a backup overwrites nothing")
    if out.resolve().is_relative_to(folder.resolve()):
        raise DataError(f"{out}: lies in the collection itself", "Write the backup somewhere else")
    try:
        handle, part = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
        try:
            with os.fdopen(handle, "wb") as file, locked(folder, what="tradetrace backup", waiting=waiting):
                swap.settle(folder)
                counted = _pack(folder, file)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(part, 0o644)
            os.link(part, out)  # unlike a rename it fails where another has written that name meanwhile
        finally:
            Path(part).unlink(missing_ok=True)
    except FileExistsError as error:
        raise DataError(
            f"{out}: is there already", "Give another name; a backup overwrites nothing"
        ) from error
    except OSError as error:
        raise DataError(
            f"{out}: cannot be written ({error.strerror})", "Check the folder's permissions and space"
        ) from error
    return counted


def _pack(folder: Path, file: io.BufferedWriter) -> tuple[int, int]:
    sums: list[str] = []
    size = 0
    with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6, format=tarfile.PAX_FORMAT) as archive:
        for path in _files(folder):
            name = path.relative_to(folder).as_posix()
            try:
                data = path.read_bytes()
                mtime = int(path.stat().st_mtime)
            except OSError as error:
                raise DataError(
                    f"{path}: cannot be read ({error.strerror})", "Check that it is a file you may read"
                ) from error
            _put(archive, name, data, mtime)
            sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
            size += len(data)
        _put(archive, MANIFEST, "".join(sums).encode(), int(dt.datetime.now().timestamp()))
    return len(sums), size


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not path.is_symlink() and not hidden and path.name not in _LEFT_OUT:
            yield path


def _put(archive: tarfile.TarFile, name: str, data: bytes, mtime: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = len(data), mtime, 0o644
    archive.addfile(entry, io.BytesIO(data))


def restore(archive: str | Path, data_dir: str | Path, *, aside: bool = False) -> tuple[int, Path | None]:
    """Write a backup out as the collection ``data_dir``; the number of files, and where what was there was moved.

    Every file is held against its checksum before anything is put in place. Where ``data_dir`` holds something it is
    refused, unless ``aside`` moves that to a folder beside it; nothing is ever overwritten. Raises
    :class:`etl.DataError` for that and for what is no whole backup.
    """
    archive, folder = Path(archive), Path(data_dir)
    taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    if taken and not aside:
        raise DataError(
            f"{folder}: is not empty",
            "Name another folder with --data, or let --aside move what is there to a folder beside it",
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.restored."))
        try:
            count = _unpack(archive, made)
            moved = None
            if taken:
                moved = _free(folder)
                with locked(folder, what="tradetrace restore"):
                    os.rename(folder, moved)
            elif folder.exists():
                folder.rmdir()
            made.chmod(0o755)
            os.rename(made, folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise DataError(
            f"{folder}: cannot be written ({error.strerror})", "Check the folder's permissions and space"
        ) from error
    return count, moved


def _unpack(archive: Path, made: Path) -> int:
    found: dict[str, str] = {}
    told: dict[str, str] = {}
    try:
        with tarfile.open(archive, mode="r:gz") as packed:
            for entry in packed:
                name = PurePosixPath(entry.name)
                if not entry.isfile() or name.is_absolute() or ".." in name.parts:
                    raise DataError(f"{archive}: holds {entry.name!r}, which no collection has", _NO_BACKUP)
                source = packed.extractfile(entry)
                assert source is not None
                if entry.name == MANIFEST:
                    lines = source.read().decode("utf-8").splitlines()
                    told = {line[66:]: line[:64] for line in lines}
                    continue
                path = made / name
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as out:
                    shutil.copyfileobj(source, out)
                os.utime(path, (entry.mtime, entry.mtime))
                with path.open("rb") as data:
                    found[entry.name] = hashlib.file_digest(data, "sha256").hexdigest()
    except FileNotFoundError as error:
        if error.filename and Path(error.filename) == archive:
            raise DataError(f"{archive}: is not there", "Check its name") from error
        raise
    except (tarfile.TarError, EOFError, UnicodeDecodeError, FileExistsError, zlib.error) as error:
        raise DataError(f"{archive}: is no whole backup ({error})", _NO_BACKUP) from error
    if not told:
        raise DataError(f"{archive}: is no whole backup (it has no {MANIFEST})", _NO_BACKUP)
    for name in sorted(told.keys() | found.keys()):
        if told.get(name) != found.get(name):
            raise DataError(f"{archive}: {name} is not what was backed up", "Use another backup")
    return len(found)


def _free(folder: Path) -> Path:
    """A name beside the folder that nothing has."""
    stamp = dt.datetime.now().strftime("%Y%m%d-%H%M%S")
    for number in range(1000):
        path = folder.with_name(f"{folder.name}.before-{stamp}" + (f"-{number}" if number else ""))
        if not path.exists():
            return path
    raise DataError(f"{folder}: has too many copies beside it", "Take some away")
