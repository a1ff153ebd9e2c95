"""The description of the API (OpenAPI 3.1), made from the one declaration of columns and filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from etl import codelist, extracts

_FEW = 20  # so many codes at most are listed one by one
_PERIOD = r"^\d{4}(-(S[12]|Q[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$"


def description(server: str) -> dict[str, Any]:
    """The whole description for a site at the address ``server``."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "tradetrace",
            "version": "1",
            "summary": "Trade and investment figures that documents state, each with its sentence.",
            "description": "Figures are facts as documents state them; quotes and passages remain their publishers'. "
            "Every column and code is explained at /codebook, extracts of any format are at /extracts.",
            "license": {"name": "MIT (program and codelists)", "identifier": "MIT"},
        },
        "servers": [{"url": server}],
        "paths": {f"/api/v1/{name}": {"get": _operation(r)} for name, r in extracts.RESOURCES.items()},
        "components": {
            "schemas": {
                **{_name(n): _row(r.columns, r.key) for n, r in extracts.RESOURCES.items()},
                "About": _object({n: {"type": _ABOUT.get(n, "string")} for n in _TOLD}, _TOLD),
                "Problem": _object(
                    {
                        "type": {"type": "string"},
                        "title": {"type": "string"},
                        "status": {"type": "integer"},
                        "detail": {"type": "string"},
                    },
                    ("type", "title", "status", "detail"),
                ),
            }
        },
    }


_TOLD = (
    *("title", "made", "version", "extractor", "schema", "state", "filter"),
    *("rows", "source", "citation", "licence", "caveats"),
)
_ABOUT = {"rows": "integer", "caveats": "array"}


def _operation(resource: extracts.Resource) -> dict[str, Any]:
    name = resource.name
    page = _object(
        {
            "data": {"type": "array", "items": {"$ref": f"#/components/schemas/{_name(name)}"}},
            "total": {"type": "integer", "minimum": 0},
            "limit": {"type": "integer"},
            "cursor": {
                "type": ["string", "null"],
                "description": "Where the next page begins; null on the last.",
            },
            "next": {"type": ["string", "null"], "description": "Address of the next page."},
            "about": {"$ref": "#/components/schemas/About"},
        },
        ("data", "total", "limit", "cursor", "next", "about"),
    )
    found = {
        "200": {
            "description": resource.meaning,
            "headers": {n: {"schema": {"type": "string"}} for n in ("ETag", "Last-Modified", "Link")},
            "content": {"application/json": {"schema": page}},
        },
        "304": {"description": "You hold this page already."},
    }
    for status, what in (
        ("400", "A parameter or value does not exist; the detail names it and what there is."),
        ("410", "The cursor is from before a refresh: begin again."),
        ("413", "The question is larger than is read; the detail says what is too large."),
        ("503", "There are no tables, or they cannot be read."),
    ):
        schema = {"$ref": "#/components/schemas/Problem"}
        found[status] = {"description": what, "content": {"application/problem+json": {"schema": schema}}}
    return {
        "operationId": f"list_{name}",
        "summary": resource.meaning,
        "parameters": [*(_filter(n, m, resource) for n, m in resource.filters.items()), *_paging(resource)],
        "responses": found,
    }


def _filter(name: str, meaning: str, resource: extracts.Resource) -> dict[str, Any]:
    if name == "min_confidence":
        return _parameter(name, meaning, {"type": "number", "minimum": 0, "maximum": 1})
    if name in ("from", "to"):
        return _parameter(
            name, meaning, {"type": "string", "pattern": _PERIOD, "examples": ["2023", "2024-Q3"]}
        )
    if name == "q":
        return _parameter(name, meaning, {"type": "string"})
    item: dict[str, Any] = {"type": "string", "minLength": 1}
    column = next((c for c in resource.columns if c.name == name), None) or next(
        (c for c in extracts.RESOURCES["facts"].columns if c.name == name), None
    )
    if column is not None:
        codes = column.values or tuple(codelist(column.codelist) if column.codelist else ())
        if 0 < len(codes) <= _FEW:
            item = {"type": "string", "enum": [*codes, *(["none"] if column.nullable else [])]}
        elif column.codelist:
            meaning = f"{meaning} Codes: /codebook.csv, codelists/{column.codelist}."
    return _parameter(name, meaning, {"type": "array", "items": item}, style="form", explode=False)


def _paging(resource: extracts.Resource) -> list[dict[str, Any]]:
    from dashboard.api import MOST, PAGE

    names = [c.name for c in resource.columns]
    flat = [c.name for c in resource.columns if c.type.num_fields == 0]
    listed: Mapping[str, Any] = {"style": "form", "explode": False}
    return [
        _parameter(
            "columns",
            f"Columns to give; {resource.key} comes along.",
            {"type": "array", "items": {"type": "string", "enum": names}},
            **listed,
        ),
        _parameter(
            "order",
            extracts.OPTIONS["order"],
            {"type": "array", "items": {"type": "string", "enum": [*flat, *(f"-{n}" for n in flat)]}},
            **listed,
        ),
        _parameter(
            "limit", "Rows of a page.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE}
        ),
        _parameter("cursor", "From `cursor` of the page before.", {"type": "string", "minLength": 1}),
    ]


def _parameter(name: str, meaning: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": meaning, "schema": schema, **more}


def _row(columns: tuple[extracts.Column, ...], key: str) -> dict[str, Any]:
    return _object({c.name: extracts.json_schema(c) for c in columns}, (key,))


def _object(properties: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _name(resource: str) -> str:
    return resource.removesuffix("s").capitalize()
