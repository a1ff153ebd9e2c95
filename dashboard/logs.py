"""What the server says of itself, on standard error: one line an event, as text or as JSON, each with its request's id.

Nothing that a visitor sends can begin a new line or steer a terminal. Addresses are logged without their query, since
that may hold what somebody searched for.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import sys
import time
import traceback
import uuid

from flask import Flask, Response, g, has_request_context, request

FORMATS = ("text", "json")
HEADER = "X-Request-ID"
REQUESTS = logging.getLogger("tradetrace.requests")
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
# What ends a line or what a terminal obeys; marks that turn the direction of writing among them.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def plain(text: str) -> str:
    """A text as one line of a log may hold it."""
    return _UNSEEN.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


class _WithId(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = g.get("request_id") if has_request_context() else None
        return True


class Text(logging.Formatter):
    """``2026-11-25T21:30:05Z INFO tradetrace.requests [id] GET /figures 200 12 ms``; a trace stays on its line."""

    def format(self, record: logging.LogRecord) -> str:
        told = getattr(record, "request_id", None)
        line = f"{_at(record)} {record.levelname} {record.name}{f' [{told}]' if told else ''}: {plain(record.getMessage())}"
        trace = _trace(record)
        return line + (f" | {plain(trace)}" if trace else "")


class Json(logging.Formatter):
    """One JSON object a line: time, level, logger, message, request_id, what an event adds, and the trace of a fault."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": _at(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", None),
            **getattr(record, "fields", {}),
            "trace": _trace(record),
        }
        return json.dumps({k: v for k, v in told.items() if v is not None}, ensure_ascii=True, default=str)


def _at(record: logging.LogRecord) -> str:
    return (
        dt.datetime.fromtimestamp(record.created, dt.UTC)
        .isoformat(timespec="milliseconds")
        .replace("+00:00", "Z")
    )


def _trace(record: logging.LogRecord) -> str | None:
    return "".join(traceback.format_exception(record.exc_info[1])) if record.exc_info else None


def configure(kind: str = "text") -> None:
    """Send the logs of this process to standard error. Requests are logged one by one as ``json``; as text, faults only."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Json() if kind == "json" else Text())
    handler.addFilter(_WithId())
    logging.basicConfig(handlers=[handler], level=logging.INFO)
    REQUESTS.setLevel(logging.INFO if kind == "json" else logging.WARNING)


def register(server: Flask) -> None:
    """Give every request an id, tell it in the answer, and log the request when its answer has been sent."""

    def begin() -> None:
        given = request.headers.get(HEADER, "")
        g.request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex
        g.began = time.perf_counter()

    def end(response: Response) -> Response:
        ident, began = g.get("request_id"), g.get("began", time.perf_counter())
        response.headers[HEADER] = ident or ""
        fields = {
            "method": request.method,
            "path": request.script_root + request.path,
            "status": response.status_code,
            "bytes": response.content_length,
            "from": request.remote_addr,
            "request_id": ident,
        }

        def sent() -> None:
            took = round((time.perf_counter() - began) * 1000, 1)
            message = f"{fields['method']} {fields['path']} {fields['status']} {took} ms"
            level = logging.ERROR if response.status_code == 500 else logging.INFO
            REQUESTS.log(level, "%s", message, extra={"fields": {**fields, "ms": took}})

        response.call_on_close(sent)
        return response

    server.before_request(begin)
    server.after_request(end)
