"""What facts depend on beside their own document: the program, its languages and its codelists."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from etl.schema import EXTRACTOR_VERSION, SCHEMA_VERSION

_PACKAGE = Path(__file__).parent


def program() -> str:
    """SHA-256 over all that facts depend on beside their own document. When it changes, every document is read anew."""
    digest = hashlib.sha256(f"{EXTRACTOR_VERSION} {SCHEMA_VERSION}".encode())
    hash_files(digest, _PACKAGE, ["**/*.py", "**/*.toml", "**/*.csv"])
    return digest.hexdigest()


def hash_files(digest: Any, root: Path, patterns: Iterable[str]) -> None:
    """Add the files below a folder whose names match, and their content, to a hash."""
    files = {p for pattern in patterns for p in root.glob(pattern) if not p.name.startswith(".")}
    for path in sorted(files, key=lambda p: p.relative_to(root).as_posix()):
        try:
            with path.open("rb") as content:
                found = hashlib.file_digest(content, "sha256").hexdigest()
        except OSError:
            found = "unreadable"
        digest.update(f"{path.relative_to(root).as_posix()}\0{found}\n".encode())
