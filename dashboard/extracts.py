"""Extracts: ordinary addresses that answer with the facts in every format, and the metadata beside them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, Response, request

from dashboard import answers
from dashboard.i18n import at
from dashboard.store import Reader
from etl import DataError, FilterError, Index, extracts

# The addresses of formats that hold another table than facts, or several.
WHOLE = {"tradetrace.zip": "zip", "sdmx.csv": "sdmx", "sdmx.xml": "sdmx-structure"}


def register(server: Flask, read: Reader) -> None:
    """Serve ``/extracts/facts.<format>`` with their metadata, :data:`WHOLE`, and ``/figure/<fact_id>.csv``."""
    files = answers.Files()

    @told_in_one_line
    def facts(extension: str) -> Response:
        kind = extension.removesuffix(extracts.SIDECAR)
        if kind not in extracts.FORMATS or (kind != extension and kind not in extracts.TEXTS):
            names = ", ".join([*(f"facts.{f}" for f in extracts.FORMATS), *WHOLE])
            return answers.line(404, f"no extract facts.{extension}; there are {names}")
        index = read().index
        ask = extracts.parse_ask(request.args.to_dict(flat=False), index)
        if kind != extension:
            return _sidecar(index, ask, kind)
        return _extract(index, ask, kind, files)

    @told_in_one_line
    def one(fact_id: str) -> Response:
        index = read().index
        if not index.holds("fact_id", fact_id):
            return answers.line(404, f"no figure {fact_id}")
        ask = extracts.Ask(filters={"fact_id": fact_id}, query=f"fact_id={fact_id}")
        return _extract(index, ask, "csv", files)

    @told_in_one_line
    def whole(name: str) -> Response:
        index, kind = read().index, WHOLE[name]
        ask = extracts.parse_ask(request.args.to_dict(flat=False), index)
        extracts.only_filters(ask, name)
        content_type, ending = extracts.WHOLE[kind]
        tag = extracts.tag(index, name, ask.query, root())
        answer = answers.file(
            files,
            tag,
            extracts.made_at(index),
            content_type,
            lambda out: extracts.write_file(index, kind, ask, root(), address(name), out),
        )
        if kind == "sdmx":
            _link(
                answer,
                f"/extracts/sdmx.xml{_query(ask.query)}",
                "describedby",
                extracts.WHOLE["sdmx-structure"][0],
            )
        return answers.named(
            answer, stem(ask, {"zip": "", "sdmx": "sdmx"}.get(kind, "sdmx-structure")), ending
        )

    server.add_url_rule("/extracts/facts.<extension>", "extract", facts)
    for name in WHOLE:
        server.add_url_rule(f"/extracts/{name}", f"extract-{name}", whole, defaults={"name": name})
    server.add_url_rule("/figure/<fact_id>.csv", "extract-one", one)
    answers.open_to_all(server)


def told_in_one_line(view: Callable[..., Response]) -> Callable[..., Response]:
    """What is wrong with a question is 400, tables that cannot be read are 503, each told in one line."""

    @wraps(view)
    def wrapped(**given: Any) -> Response:
        try:
            return view(**given)
        except FilterError as error:
            return answers.line(400, str(error))
        except DataError as error:
            return answers.line(503, str(error))

    return wrapped


def root() -> str:
    """The address of this site as the request has it."""
    return request.url_root.rstrip("/")


def address(name: str) -> str:
    """The full address of an extract, without its query."""
    return f"{root()}/extracts/{name}"


def stem(ask: extracts.Ask, what: str = "facts") -> str:
    """The name of the downloaded file: what it holds and from which filter."""
    query = ask.query.replace("&bom=0", "").removeprefix("bom=0")
    return f"tradetrace {what} {query}"


def _extract(index: Index, ask: extracts.Ask, kind: str, files: answers.Files) -> Response:
    name = f"facts.{kind}"
    content_type, ending = extracts.FORMATS[kind]
    tag, made = extracts.tag(index, name, ask.query, root()), extracts.made_at(index)
    if kind in extracts.TEXTS:
        # What is wrong must be known before the first byte goes; the rows are written while they are sent.
        found = extracts.make_extract(index, ask, root(), address(name))
        answer = answers.stream(tag, made, content_type, found.parts(kind))
        _link(
            answer,
            f"/extracts/{name}{extracts.SIDECAR}{_query(ask.query)}",
            "describedby",
            "application/csvm+json",
        )
    else:
        answer = answers.file(
            files,
            tag,
            made,
            content_type,
            lambda out: extracts.write_file(index, kind, ask, root(), address(name), out),
        )
    return answers.named(answer, stem(ask), ending)


def _sidecar(index: Index, ask: extracts.Ask, kind: str) -> Response:
    name = f"facts.{kind}"
    found = extracts.make_extract(index, ask, root(), address(name))
    body = found.metadata(kind, name + _query(ask.query))
    tag = extracts.tag(index, name + extracts.SIDECAR, ask.query, root())
    return answers.whole(tag, extracts.made_at(index), "application/csvm+json", body)


def _query(query: str) -> str:
    return f"?{query}" if query else ""


def _link(answer: Response, target: str, relation: str, kind: str) -> None:
    answer.headers["Link"] = f'<{at(target)}>; rel="{relation}"; type="{kind}"'
