"""Checksums of all that a refresh writes: ``SHA256SUMS`` beside the tables, as ``sha256sum -c`` reads it.

A history file keeps the checksum that it was written with; the corrections and reference series are listed as they
were when the tables were made from them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from etl import swap

FILE = "SHA256SUMS"
KEPT = ("history",)  # folders whose files are written once and never again
INPUTS = ("corrections.toml", "reference/*.csv", "reference/*.toml")
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


def read(folder: Path) -> dict[str, str]:
    """Name below the folder -> SHA-256; nothing where there is no such file or it is damaged."""
    try:
        lines = swap.read_bytes(folder, FILE).decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    found = [_LINE.fullmatch(line) for line in lines]
    return {m[2]: m[1] for m in found if m}


def write(folder: Path, out: Path) -> None:
    """Write the checksums of the files beside ``out``, of the inputs of ``folder``, and of its history; raises OSError."""
    made = out.parent
    before = read(folder)
    sums = {p.relative_to(made).as_posix(): _of(p) for p in made.rglob("*") if p.is_file() and p != out}
    for name in KEPT:
        for path in (folder / name).glob("*.parquet"):
            key = f"{name}/{path.name}"
            if key not in sums:
                sums[key] = before.get(key) or _of(path)
    for pattern in INPUTS:
        for path in folder.glob(pattern):
            if path.is_file() and not path.name.startswith("."):
                sums[path.relative_to(folder).as_posix()] = _of(path)
    out.write_text("".join(f"{sums[name]}  {name}\n" for name in sorted(sums)), encoding="utf-8")


def broken(folder: Path, needed: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The files whose bytes are not those that were written, each with what is wrong; nothing when all hold.

    The files ``needed`` must be listed where they are there.
    """
    known = read(folder)
    unlisted = [name for name in needed if name not in known and (folder / name).exists()]
    if unlisted or not _readable(folder):
        yield FILE, f"does not list {unlisted[0]}" if unlisted else "is damaged"
    for name, digest in known.items():
        try:
            found = hashlib.sha256(swap.read_bytes(folder, name)).hexdigest()
        except OSError as error:
            yield name, f"cannot be read ({error.strerror})"
            continue
        if found != digest:
            yield name, "its bytes are not those that the last refresh knew"


def _readable(folder: Path) -> bool:
    try:
        lines = swap.read_bytes(folder, FILE).split(b"\n")
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return not lines[-1] and all(_LINE.fullmatch(line.decode("utf-8", "replace")) for line in lines[:-1])


def hold(folder: Path, names: Iterable[str]) -> bool:
    """Whether each of the files is listed and has its bytes."""
    known = read(folder)
    try:
        return all(
            name in known and hashlib.sha256(swap.read_bytes(folder, name)).hexdigest() == known[name]
            for name in names
        )
    except OSError:
        return False


def _of(path: Path) -> str:
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
