"""Children of a test that meet a limit of the system: a full disk, a folder that may not be written."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.conftest import ROOT

_PR_CAPBSET_DROP = 24
_OVER_PERMISSIONS = (1, 2, 3)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER


def command(
    *words: object, before: Callable[[], None] | None = None, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """`tradetrace WORDS` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "etl.cli", *map(str, words)],
        cwd=ROOT,
        preexec_fn=before,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
    )


def obey_permissions() -> None:
    """Let root meet the permissions of files as everybody does; for ``before``."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in _OVER_PERMISSIONS:
            libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)


def small_files(largest: int) -> Callable[[], None]:
    """No file may grow beyond ``largest`` bytes; what a full disk is where none can be mounted."""

    def before() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    return before


@contextlib.contextmanager
def small_disk(folder: Path, size: int) -> Iterator[bool]:
    """Mount a disk of ``size`` bytes there; whether that was allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    asked = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(asked, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)
