"""Static files and compression: each file is compressed once and then kept, never per request."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import threading
from pathlib import Path

from flask import Flask, Response, abort, request

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

mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")


class Statics:
    """The files of ``assets/``, addressed by their content so that they may be cached for ever."""

    def __init__(self, folder: Path = ASSETS) -> None:
        self._versions = {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        self._folder = folder

    def url(self, name: str) -> str:
        """The address of a file; a KeyError for a file that is not there."""
        return f"/static/{self._versions[name]}/{name}"

    def response(self, version: str, name: str) -> Response:
        """A file, or 404 when it is unknown or of another version."""
        if self._versions.get(name) != version:
            abort(404)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        made = Response((self._folder / name).read_bytes(), mimetype=kind)
        made.cache_control.public, made.cache_control.max_age, made.cache_control.immutable = (
            True,
            31536000,
            True,
        )
        made.set_etag(version)
        return made


class Compressor:
    """Compresses answers; those of unchanging addresses are kept compressed."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._size = 0
        self._lock = threading.Lock()

    def __call__(self, response: Response) -> Response:
        """Use as ``after_request``."""
        response.vary.add("Accept-Encoding")
        if (
            response.direct_passthrough
            or response.is_streamed
            or response.status_code not in (200, 404, 503)
            or response.mimetype not in COMPRESSIBLE
            or "Content-Encoding" in response.headers
            or not request.accept_encodings["gzip"]
        ):
            return response
        body = response.get_data()
        if len(body) < _LEAST:
            return response
        fixed = request.path.startswith(("/static/", "/_dash-component-suites/"))
        packed = self._fixed(body) if fixed else gzip.compress(body, 5, mtime=0)
        response.set_data(packed)
        response.headers["Content-Encoding"] = "gzip"
        return response

    def _fixed(self, body: bytes) -> bytes:
        key = hashlib.sha256(body).hexdigest()
        with self._lock:
            if key not in self._kept:
                packed = gzip.compress(body, 9, mtime=0)
                if self._size + len(packed) > _KEPT:
                    return packed
                self._kept[key] = packed
                self._size += len(packed)
            return self._kept[key]


def register(server: Flask, statics: Statics) -> None:
    """Serve the files and compress every answer."""
    server.add_url_rule("/static/<version>/<path:name>", "static-files", statics.response)
    server.add_url_rule(
        "/favicon.ico", "favicon", lambda: statics.response(*statics.url("favicon.svg").split("/")[2:])
    )
    server.after_request(Compressor())
