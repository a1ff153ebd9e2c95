"""Reading pages, PDFs and DOCX in a process apart: a file that is a bomb ends that process and is reported.

The process reads one source after the other, since it takes a second to start. It may use so much memory and so much
time of a processor for each, may write no file, and is started anew when a source has broken it.

A message either way is its length in eight bytes and then JSON; to the process the source's bytes follow.
"""

from __future__ import annotations

import json
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO

from etl.errors import DocumentProblem

KINDS = ("html", "pdf", "docx", "markdown")
_LENGTH = struct.Struct(">QQ")
_REMEDY = "Save what is needed of it as a text file and add that"
_SOURCES = 500  # that one process reads before it is replaced, so that what a library leaks is bounded


@dataclass(frozen=True)
class Bounds:
    """What reading one source may take: seconds of a processor, seconds by the clock, bytes of memory."""

    seconds: int = 60
    wall: float = 240.0
    memory: int = 2_000_000_000


class _Gone(Exception):
    """The process has ended without an answer."""


class Reader:
    """Hands sources to the process and gives back what it read."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._left = 0
        self._lock = threading.Lock()

    def read(self, data: bytes, told: dict[str, Any], bounds: Bounds) -> dict[str, Any]:
        """The answer of the process. Raises :class:`DocumentProblem` when the source was too much for it."""
        name = str(told["name"])
        with self._lock:
            process = self._running()
            try:
                body = json.dumps({**told, "bounds": vars(bounds)}).encode()
                assert process.stdin is not None
                process.stdin.write(_LENGTH.pack(len(body), len(data)) + body)
                process.stdin.write(data)
                process.stdin.flush()
                answer = self._answer(process, time.monotonic() + bounds.wall)
            except TimeoutError:
                self._end()
                raise DocumentProblem(
                    name, f"takes longer than {bounds.wall:.0f} seconds to read", _REMEDY
                ) from None
            except (_Gone, OSError):
                code = self._end()
                if code == -getattr(signal, "SIGXCPU", 0):
                    what = f"takes more than {bounds.seconds} seconds of a processor to read"
                else:
                    what = "makes the program that reads it fail"
                raise DocumentProblem(name, what, _REMEDY) from None
        if answer.get("memory"):
            self.close()
            raise DocumentProblem(
                name, f"takes more than {bounds.memory // 1_000_000:,} MB of memory to read", _REMEDY
            )
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        self._left -= 1
        if self._process is not None and (self._process.poll() is not None or self._left <= 0):
            self._end()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-B", "-m", "etl.ingest.apart"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # Ctrl-C is the parent's; the process ends with its input
                start_new_session=True,
            )
            self._left = _SOURCES
        return self._process

    def _answer(self, process: subprocess.Popen[bytes], until: float) -> dict[str, Any]:
        assert process.stdout is not None
        handle = process.stdout.fileno()

        def take(size: int) -> bytes:
            parts, left = [], size
            while left:
                ready, _, _ = select.select([handle], [], [], max(0.0, until - time.monotonic()))
                if not ready:
                    raise TimeoutError
                part = os.read(handle, min(left, 1 << 20))
                if not part:
                    raise _Gone
                parts.append(part)
                left -= len(part)
            return b"".join(parts)

        size, _ = _LENGTH.unpack(take(_LENGTH.size))
        return json.loads(take(size))

    def _end(self) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        with suppress(subprocess.TimeoutExpired):
            return process.wait(timeout=0.5)
        process.kill()
        return process.wait()

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()


READER = Reader()


def main(given: BinaryIO, out: BinaryIO) -> None:
    """The process: read sources until the input ends."""
    from etl.ingest.read import read_here

    sys.stdout = sys.stderr  # whatever a library prints must not mix with the answers
    while head := given.read(_LENGTH.size):
        size, length = _LENGTH.unpack(head)
        told = json.loads(given.read(size))
        data = given.read(length)
        _bind(**told.pop("bounds"))
        try:
            answer: dict[str, Any] = {"read": vars(read_here(data, **told))}
        except DocumentProblem as problem:
            answer = {"problem": [problem.name, problem.what, problem.remedy]}
        except MemoryError:
            answer = {"memory": True}
        except RecursionError:
            answer = {"problem": [told["name"], "nests deeper than can be read", _REMEDY]}
        del data
        try:
            body = json.dumps(answer).encode()
        except MemoryError:
            body = b'{"memory": true}'
        out.write(_LENGTH.pack(len(body), 0) + body)
        out.flush()


def _bind(seconds: int, wall: float, memory: int) -> None:
    try:
        import resource
    except ImportError:  # no such limits on Windows; the clock of the parent holds
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    for which, soft in (
        (resource.RLIMIT_CPU, spent + seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(which)[1]
        with suppress(ValueError, OSError):  # where the system's own limit is lower that one holds
            resource.setrlimit(which, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
