"""Limits on what one request may ask for, told with 413, or with 429 and when to ask again; and the site's base path.

They are far above what the dashboard's own pages ask. What is refused costs next to nothing.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from flask import Flask, Response, g, request

from dashboard.severed import sever

BODY = 2_000_000  # bytes of a body: the longest text for /read, or what a page tells Dash
ADDRESS = 16_000  # bytes of a query string
PARAMETERS = 60
VALUES = 500  # values of all filters together
COLUMNS = 300
SEARCH = 300  # characters of words to search for
STREAMS = 4  # extracts written at a time by one worker; the other threads stay free for pages
WAITING = 4  # that may wait for a place
PATIENCE = 5.0  # seconds that they wait
AGAIN = 5  # seconds after which to ask again

# Addresses without the base path: what runs the server asks there.
_MACHINE = ("/healthz", "/readyz", "/metrics")


class Places:
    """So many may work at a time, some more wait a little, and the others are turned away."""

    def __init__(self, most: int = STREAMS, waiting: int = WAITING, patience: float = PATIENCE) -> None:
        self._free, self._queue, self._patience = (
            threading.Semaphore(most),
            threading.Semaphore(waiting),
            patience,
        )
        self.most = most

    def take(self) -> Callable[[], None] | None:
        """A function that gives the place back, once; None when there is none."""
        if not self._free.acquire(blocking=False):
            if not self._queue.acquire(blocking=False):
                return None
            try:
                if not self._free.acquire(timeout=self._patience):
                    return None
            finally:
                self._queue.release()
        held = threading.Lock()

        def give_back() -> None:
            if held.acquire(blocking=False):
                self._free.release()

        return give_back


def register(server: Flask, refused: Callable[[str], None], opened: Callable[[int], None]) -> None:
    """Apply the limits to every request; ``refused(why)`` and ``opened(+1 or -1)`` count for the metrics."""
    places = Places()
    server.extensions["tradetrace-places"] = places
    server.config["MAX_CONTENT_LENGTH"] = BODY  # where the length is not said beforehand

    def check() -> Response | None:
        fault = _too_much()
        if fault:
            refused("size")
            return _line(413, fault)
        if not _extract():
            return None
        back = places.take()
        if back is None:
            refused("extracts")
            answer = _line(
                429, f"{places.most} extracts are being written at the moment; ask again in {AGAIN} seconds"
            )
            answer.headers["Retry-After"] = str(AGAIN)
            return answer
        opened(1)

        def done() -> None:
            back()
            opened(-1)

        g.place = done
        return None

    def release(response: Response) -> Response:
        done = g.pop("place", None)
        if done is not None:
            # a finished file is only sent; it is the writing that takes a processor
            if response.is_streamed and not response.direct_passthrough:
                response.response = _Held(response.response, done, request.environ)  # type: ignore[arg-type]
            else:
                done()
        return response

    def release_after_fault(_: BaseException | None) -> None:
        done = g.pop("place", None)
        if done is not None:
            done()

    server.before_request(check)
    server.after_request(release)
    server.teardown_request(release_after_fault)


class _Held:
    """A body that gives its place back at its end, when it is closed, or when nobody holds it.

    Where it fails on the way, the connection is cut.
    """

    def __init__(self, parts: Iterable[bytes], done: Callable[[], None], environ: Mapping[str, Any]) -> None:
        self._parts, self._inner, self._environ = iter(parts), parts, environ
        self._done = weakref.finalize(self, done)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._parts)
        except StopIteration:
            self._done()
            raise
        except BaseException:
            self._done()
            sever(self._environ)
            raise

    def close(self) -> None:
        close = getattr(self._inner, "close", None)
        if close:
            close()
        self._done()


def _extract() -> bool:
    path = request.path
    return path.startswith("/extracts/") or (path.startswith("/figure/") and path.endswith(".csv"))


def _too_much() -> str | None:
    """What is too large about the request, in words."""
    if (request.content_length or 0) > BODY:
        return f"the body has {request.content_length:,} bytes; at most {BODY:,} are read"
    if len(request.query_string) > ADDRESS:
        return f"the query has {len(request.query_string):,} bytes; at most {ADDRESS:,} are read"
    given = list(request.args.items(multi=True))
    if len(given) > PARAMETERS:
        return f"the query has {len(given)} parameters; at most {PARAMETERS} are read"
    for name, most in (("columns", COLUMNS), ("order", COLUMNS)):
        count = _values(v for n, v in given if n == name)
        if count > most:
            return f"{name} names {count} columns; at most {most} are read"
    longest = max((len(v) for n, v in given if n == "q"), default=0)
    if longest > SEARCH:
        return f"q has {longest:,} characters; at most {SEARCH} are searched for"
    count = _values(v for n, v in given if n not in ("columns", "order", "q"))
    if count > VALUES:
        return f"the filters have {count} values; at most {VALUES} are read"
    return None


def _values(texts: Iterable[str]) -> int:
    return sum(text.count(",") + 1 for text in texts)


def _line(status: int, message: str) -> Response:
    return Response(message + "\n", status=status, content_type="text/plain; charset=utf-8")


class BasePath:
    """Serves a site below a path: ``/trade/figures`` is ``/figures`` of the site."""

    def __init__(self, app: Callable[..., Any], base: str) -> None:
        self._app, self._base = app, base

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == self._base:
            query = environ.get("QUERY_STRING", "")
            answer = Response(
                status=308, headers={"Location": f"{self._base}/" + (f"?{query}" if query else "")}
            )
            return answer(environ, start_response)
        if path.startswith(f"{self._base}/"):
            environ = {
                **environ,
                "SCRIPT_NAME": environ.get("SCRIPT_NAME", "") + self._base,
                "PATH_INFO": path[len(self._base) :],
            }
        elif path not in _MACHINE:
            return _line(404, f"there is nothing here; the site is at {self._base}/")(environ, start_response)
        return self._app(environ, start_response)


def base_path(text: str) -> str:
    """A base path as it is used: "" or "/trade"; raises ValueError for what cannot be one."""
    path = "/" + text.strip().strip("/")
    if path == "/":
        return ""
    if not all(
        part and part.replace("-", "").replace("_", "").replace(".", "").isalnum()
        for part in path[1:].split("/")
    ):
        raise ValueError(f"{text!r} is no path; write letters, digits, - and _ between slashes, as /trade")
    if not path.isascii() or "/." in path:
        raise ValueError(f"{text!r} is no path; write letters, digits, - and _ between slashes, as /trade")
    return path
