"""Answers that programs read: one way to send files, text as it is written, and faults, for extracts and the API.

Every answer has an ETag and Last-Modified, may be read by the scripts of any site, and says in one line what is wrong.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import shutil
import tempfile
import threading
import weakref
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from flask import Flask, Response, request

KEPT = 512_000_000  # bytes of finished files kept, so that the parts of one file are parts of the same bytes
OPEN = ("/extracts/", "/api/v1/", "/codebook.csv", "/feed.atom")
_NAME = 80


class Files:
    """Finished files by their tag, the latest ones kept on disk until the app goes."""

    def __init__(self, most: int = KEPT) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="tradetrace-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._kept: OrderedDict[str, int] = OrderedDict()
        self._most, self._lock = most, threading.Lock()

    def open(self, tag: str, write: Callable[[BinaryIO], object]) -> tuple[BinaryIO, int]:
        """The file of a tag, written when it is not kept, and its size. What ``write`` raises leaves nothing behind."""
        path = self._folder / tag
        with self._lock:
            if tag in self._kept:
                self._kept.move_to_end(tag)
                return path.open("rb"), self._kept[tag]
        handle, name = tempfile.mkstemp(dir=self._folder)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                write(out)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        with self._lock:
            part.replace(path)
            size = self._kept[tag] = path.stat().st_size
            self._kept.move_to_end(tag)
            found = path.open(
                "rb"
            )  # opened first: a file that is dropped stays readable to those who hold it
            while sum(self._kept.values()) > self._most and len(self._kept) > 1:
                old, _ = self._kept.popitem(last=False)
                (self._folder / old).unlink(missing_ok=True)
        return found, size


class _Body:
    """A file as the body of an answer; closed at its end, when the answer is closed, or when nobody holds it."""

    def __init__(self, handle: BinaryIO) -> None:
        self._handle = handle
        self.seek, self.tell, self.seekable = handle.seek, handle.tell, handle.seekable
        self.close = handle.close
        weakref.finalize(self, handle.close)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = b"" if self._handle.closed else self._handle.read(1 << 16)
        if not piece:
            self.close()
            raise StopIteration
        return piece


def file(
    files: Files, tag: str, made: dt.datetime, content_type: str, write: Callable[[BinaryIO], object]
) -> Response:
    """A finished file, whole or the part asked for."""
    if _fresh(tag, made):
        return _not_modified(tag, made)
    handle, size = files.open(tag, write)
    answer = Response(_Body(handle), content_type=content_type, direct_passthrough=True)
    answer.content_length = size
    _dated(answer, tag, made)
    return answer.make_conditional(request, accept_ranges=True, complete_length=size)


def stream(tag: str, made: dt.datetime, content_type: str, parts: Iterable[bytes]) -> Response:
    """Text that is sent while it is written, compressed for those who take gzip."""
    # make_conditional() would read all the parts to count them
    if _fresh(tag, made):
        return _not_modified(tag, made)
    packed = bool(request.accept_encodings["gzip"])
    answer = Response(_packed(parts) if packed else parts, content_type=content_type)
    _dated(answer, tag, made)
    if packed:
        answer.headers["Content-Encoding"] = "gzip"
        answer.set_etag(tag, weak=True)
    return answer


def whole(tag: str, made: dt.datetime, content_type: str, body: bytes) -> Response:
    """A short answer that is there already; the app compresses it."""
    answer = Response(body, content_type=content_type)
    _dated(answer, tag, made)
    return answer.make_conditional(request)


def line(status: int, message: str) -> Response:
    """What is wrong, in one line of plain text."""
    return Response(
        message.replace("\n", " ") + "\n", status=status, content_type="text/plain; charset=utf-8"
    )


def named(answer: Response, stem: str, ending: str) -> Response:
    """Give the file a name that tells what it holds: letters, digits and - only, so that no header is broken."""
    told = re.sub(r"[^A-Za-z0-9]+", "-", stem).strip("-")[:_NAME].strip("-")
    answer.headers["Content-Disposition"] = f'attachment; filename="{told}.{ending}"'
    return answer


def open_to_all(server: Flask) -> None:
    """Scripts of other sites may read what programs read: GET and HEAD, without cookies."""

    def headers(response: Response) -> Response:
        path = request.path
        if path.startswith(OPEN) or (path.startswith("/figure/") and path.endswith(".csv")):
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = (
                "Content-Disposition, Content-Length, Content-Range, ETag, Last-Modified, Link"
            )
            if request.method == "OPTIONS":
                response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
                response.headers["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since, Range"
                response.headers["Access-Control-Max-Age"] = "86400"
        return response

    server.after_request(headers)


def _dated(answer: Response, tag: str, made: dt.datetime) -> None:
    answer.set_etag(tag)
    answer.last_modified = made
    answer.cache_control.no_cache = True
    answer.vary.add("Accept-Encoding")


def _fresh(tag: str, made: dt.datetime) -> bool:
    """Whether the asker holds these bytes already; nothing is then made."""
    if "If-None-Match" in request.headers:
        return request.if_none_match.contains_weak(tag)
    since = request.if_modified_since
    return since is not None and made <= since and "Range" not in request.headers


def _not_modified(tag: str, made: dt.datetime) -> Response:
    answer = Response(status=304)
    _dated(answer, tag, made)
    return answer


def _packed(parts: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(5, zlib.DEFLATED, 31)
    held = io.BytesIO()
    for part in parts:
        held.write(packer.compress(part))
        if held.tell() >= 1 << 15:
            yield held.getvalue()
            held = io.BytesIO()
    yield held.getvalue() + packer.flush()
