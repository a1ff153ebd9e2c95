"""``/api/v1``: facts, observations, documents and checks as JSON, page by page.

A cursor belongs to one question to one state of the tables: pages never overlap and never leave a row out; after a
refresh an old cursor is answered with 410.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlencode

from flask import Flask, Response, request

from dashboard import answers, openapi
from dashboard.extracts import root
from dashboard.i18n import at
from dashboard.store import Reader
from etl import DataError, FilterError, Index, extracts

HOME = "/api/v1"
PAGE, MOST = 100, 1000  # rows of a page: by default, and at most
_CURSOR = re.compile(r"([0-9a-f]{16})-([0-9a-f]{12})-([0-9]{1,12})")


class Gone(Exception):
    """A cursor from before a refresh."""


def register(server: Flask, read: Reader) -> None:
    """Serve the resources, their description, and faults as ``application/problem+json``."""

    def page(name: str) -> Response:
        try:
            return _page(read().index, name)
        except FilterError as error:
            return problem(400, str(error))
        except Gone as error:
            return problem(410, str(error))
        except DataError as error:
            return problem(503, str(error))

    def described() -> Response:
        body = (extracts.to_json(openapi.description(root())) + "\n").encode()
        answer = Response(body, content_type="application/json")
        answer.cache_control.no_cache = True
        answer.add_etag()
        return answer.make_conditional(request)

    def other(rest: str = "") -> Response:
        there = ", ".join(f"{HOME}/{n}" for n in (*extracts.RESOURCES, "openapi.json"))
        return problem(404, f"no {HOME}/{rest}; there are {there}")

    for name in extracts.RESOURCES:
        server.add_url_rule(f"{HOME}/{name}", f"api-{name}", page, defaults={"name": name})
    server.add_url_rule(f"{HOME}/openapi.json", "api-description", described)
    server.add_url_rule(f"{HOME}/", "api-home", other)
    server.add_url_rule(f"{HOME}/<path:rest>", "api-other", other)
    server.after_request(_as_problem)


def problem(status: int, detail: str) -> Response:
    """What is wrong, as RFC 9457 has it."""
    title = {
        400: "Bad request",
        404: "Not found",
        405: "Method not allowed",
        410: "Gone",
        413: "Too much",
        429: "Too many at a time",
        500: "Fault of the server",
        503: "No tables",
    }
    told = {"type": "about:blank", "title": title[status], "status": status, "detail": detail}
    return Response(
        extracts.to_json(told) + "\n", status=status, content_type="application/problem+json; charset=utf-8"
    )


def _as_problem(response: Response) -> Response:
    if response.status_code == 413 and request.path.startswith(f"{HOME}/"):
        return problem(413, response.get_data(as_text=True).strip())
    if response.status_code == 405 and request.path.startswith(f"{HOME}/"):
        allowed = response.headers.get("Allow", "GET, HEAD, OPTIONS")
        response = problem(405, f"{request.method} is not allowed; there are {allowed}")
        response.headers["Allow"] = allowed
    return response


def _page(index: Index, name: str) -> Response:
    query = request.args.to_dict(flat=False)
    limits, cursors = query.pop("limit", [""]), query.pop("cursor", [""])
    limit = extracts.parse_limit(limits[-1] or None, MOST) or PAGE
    asked = hashlib.sha256(repr((name, sorted(query.items()))).encode()).hexdigest()[:12]
    state = extracts.state(index)
    start = _start(cursors[-1], state, asked)
    total = extracts.resource_rows(index, name, query, root()).num_rows
    if start > total:
        raise FilterError(f"cursor {cursors[-1]!r} is beyond the last row; there are {total}")
    found = extracts.resource_rows(index, name, query, root(), limit=limit, offset=start)
    tag = extracts.tag(index, name, asked, limit, start, root())
    end = start + limit
    after = f"{state}-{asked}-{end}" if end < total else None
    given = [(n, v) for n, values in query.items() for v in values]
    address = f"{root()}{HOME}/{name}"
    further = f"{address}?{urlencode([*given, ('limit', limit), ('cursor', after)])}" if after else None
    told = extracts.about(index, address, urlencode(given), total)
    body = {
        "data": [row for some in extracts.batches(found) for row in some],
        "total": total,
        "limit": limit,
        "cursor": after,
        "next": further,
        "about": told,
    }
    answer = answers.whole(
        tag, extracts.made_at(index), "application/json", (extracts.to_json(body) + "\n").encode()
    )
    links = [f'<{at(HOME)}/openapi.json>; rel="service-desc"']
    if further:
        links.insert(0, f'<{further}>; rel="next"')
    answer.headers["Link"] = ", ".join(links)
    return answer


def _start(cursor: str, state: str, asked: str) -> int:
    """The row at which a page begins. Raises FilterError for a cursor that is none, Gone for an old one."""
    if not cursor:
        return 0
    parts = _CURSOR.fullmatch(cursor)
    if parts is None or parts[2] != asked:
        raise FilterError(
            f"cursor {cursor!r} is none of this question; take it from `cursor` or `next` of a page"
        )
    if parts[1] != state:
        raise Gone("the tables have been refreshed since this cursor was given; begin again without it")
    return int(parts[3])
