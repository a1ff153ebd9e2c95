"""Static files and compression: each file is compressed once and then kept, never per request.

Brotli where the browser takes it, else gzip. Brotli's best level takes seconds for the charts' library, so that file
lies in ``assets/`` already compressed (``NAME.br``).
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import threading
from pathlib import Path

import brotli
from flask import Flask, Response, abort, request

from dashboard.i18n import at

ASSETS = Path(__file__).with_name("assets")
COMPRESSIBLE = {
    "text/html",
    "text/css",
    "text/javascript",
    "application/javascript",
    "application/json",
    "image/svg+xml",
}
_KEPT = 64_000_000  # bytes of compressed answers kept per app
_LEAST = 700  # below this compression saves nothing
READY = ".br"

mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")


class Statics:
    """The files of ``assets/``, addressed by their content so that they may be cached for ever."""

    def __init__(self, folder: Path = ASSETS) -> None:
        self._versions = {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix != READY
        }
        self._folder = folder

    def url(self, name: str) -> str:
        """The address of a file; a KeyError for a file that is not there."""
        return at(f"/static/{self._versions[name]}/{name}")

    def response(self, version: str, name: str) -> Response:
        """A file, or 404 when it is unknown or of another version."""
        if self._versions.get(name) != version:
            abort(404)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        ready = self._folder / (name + READY)
        if ready.is_file() and encoding() == "br":
            made = Response(ready.read_bytes(), mimetype=kind)
            made.headers["Content-Encoding"] = "br"
        else:
            made = Response((self._folder / name).read_bytes(), mimetype=kind)
        made.cache_control.public, made.cache_control.max_age, made.cache_control.immutable = (
            True,
            31536000,
            True,
        )
        made.set_etag(version)
        return made


def encoding() -> str | None:
    """The compression that the request takes: br, gzip or none."""
    return next((name for name in ("br", "gzip") if request.accept_encodings[name]), None)


def _packed(body: bytes, name: str, kept: bool) -> bytes:
    """Compressed harder when the answer is kept for others, faster when it is made for one."""
    if name == "br":
        return brotli.compress(body, quality=9 if kept else 4)
    return gzip.compress(body, 9 if kept else 5, mtime=0)


class Compressor:
    """Compresses answers; those of unchanging addresses are kept compressed."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}
        self._size = 0
        self._lock = threading.Lock()

    def __call__(self, response: Response) -> Response:
        """Use as ``after_request``."""
        response.vary.add("Accept-Encoding")
        name = encoding()
        if (
            response.direct_passthrough
            or response.is_streamed
            or response.status_code not in (200, 404, 503)
            or response.mimetype not in COMPRESSIBLE
            or "Content-Encoding" in response.headers
            or name is None
        ):
            return response
        body = response.get_data()
        if len(body) < _LEAST:
            return response
        fixed = request.path.startswith(("/static/", "/_dash-component-suites/"))
        response.set_data(self._fixed(body, name) if fixed else _packed(body, name, kept=False))
        response.headers["Content-Encoding"] = name
        return response

    def _fixed(self, body: bytes, name: str) -> bytes:
        key = (name, hashlib.sha256(body).hexdigest())
        with self._lock:
            if key not in self._kept:
                packed = _packed(body, name, kept=True)
                if self._size + len(packed) > _KEPT:
                    return packed
                self._kept[key] = packed
                self._size += len(packed)
            return self._kept[key]


def register(server: Flask, statics: Statics) -> None:
    """Serve the files and compress every answer."""
    server.add_url_rule("/static/<version>/<path:name>", "static-files", statics.response)
    server.add_url_rule(
        "/favicon.ico", "favicon", lambda: statics.response(*statics.url("favicon.svg").split("/")[-2:])
    )
    server.after_request(Compressor())
