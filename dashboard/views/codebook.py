"""The codebook: every column of every table, and every code with its names, from the one declaration."""

from __future__ import annotations

from flask import Response, request

from dashboard import answers, html
from dashboard.html import Node
from dashboard.i18n import LANGUAGES, Context, at
from dashboard.store import Reader, Snapshot
from etl import extracts

NAME, PATH = "codebook", "/codebook"
WITHOUT_TABLES = True


def title(ctx: Context, snapshot: Snapshot | None = None) -> str:
    """The page's title."""
    return ctx.t("codebook.title")


def layout(ctx: Context, snapshot: Snapshot | None = None) -> Node:
    """The tables of columns, then the codelists."""
    codelists = extracts.codelists()
    contents = html.Nav(
        [
            *_links(ctx.t("codebook.tables"), {name: f"#{name}" for name in extracts.COLUMNS}),
            *_links(ctx.t("codebook.codes"), {name: f"#codelist-{name}" for name in codelists}),
        ],
        className="contents",
        **{"aria-label": ctx.t("codebook.contents")},
    )
    download = html.A(ctx.t("codebook.csv"), href=at("/codebook.csv"), className="button")
    head = html.Div(
        [
            html.H1(ctx.t("codebook.title")),
            html.P(ctx.t("codebook.lead"), className="lead"),
            html.P(download),
        ],
        className="page-head",
    )
    tables = [_columns(ctx, name, columns) for name, columns in extracts.COLUMNS.items()]
    lists = [_codes(ctx, name, rows) for name, rows in codelists.items()]
    return html.Div(
        [head, contents, *tables, html.H2(ctx.t("codebook.codes"), id="codelists"), *lists],
        className="view reference",
    )


def register(app, read: Reader) -> None:  # type: ignore[no-untyped-def]
    """Serve ``/codebook.csv``: the columns, then the codes."""

    def file() -> Response:
        body = b"".join(
            extracts.separated(
                extracts.Rows.of(extracts.codebook_table()), bom=request.args.get("bom") != "0"
            )
        )
        answer = Response(body, content_type="text/csv; charset=utf-8")
        answer.cache_control.no_cache = True
        answer.add_etag()
        return answers.named(answer.make_conditional(request), "tradetrace codebook", "csv")

    app.server.add_url_rule("/codebook.csv", "codebook-csv", file)


def _links(title: str, links: dict[str, str]) -> list[Node]:
    found = [html.Li(html.A(html.Code(name), href=to)) for name, to in links.items()]
    return [html.P(title, className="small"), html.Ul(found)]


def _columns(ctx: Context, name: str, columns: tuple[extracts.Column, ...]) -> Node:
    head = html.Tr([html.Th(ctx.t(f"codebook.{n}"), scope="col") for n in ("column", "type", "meaning")])
    body = [
        html.Tr(
            [
                html.Th(_name(c), scope="row", id=_id(name, c)),
                html.Td(str(c.type).split("<")[0].split("[")[0]),
                html.Td(_meaning(ctx, c), lang="en"),
            ]
        )
        for c in columns
    ]
    return html.Section(
        [
            html.H2(html.Code(name), id=name),
            html.Div(
                html.Table([html.Thead(head), html.Tbody(body)], className="columns"),
                className="table-wrap",
                tabIndex="0",
                role="region",
                **{"aria-label": name},
            ),
        ]
    )


def _id(table: str, column: extracts.Column) -> str:
    # the columns of facts are the ones that are linked to, by their bare names
    return (
        column.name if table == "facts" and column.name not in extracts.COLUMNS else f"{table}-{column.name}"
    )


def _name(column: extracts.Column) -> list:
    return [html.Code(column.name), " ?" if column.nullable else ""]


def _meaning(ctx: Context, column: extracts.Column) -> list:
    told: list = [column.meaning]
    if column.codelist:
        told += [" ", html.A(column.codelist, href=f"#codelist-{column.codelist}")]
    if column.values:
        told += [" ", html.Code(", ".join(column.values))]
    if column.unit:
        told += [" ", html.Em(column.unit)]
    if column.sdmx:
        told += [" SDMX ", html.Code(column.sdmx)]
    return told


def _codes(ctx: Context, name: str, rows: dict[str, dict[str, str]]) -> Node:
    head = html.Tr(
        [
            html.Th(ctx.t("codebook.code"), scope="col"),
            *(html.Th(ctx.t(f"language.own.{n}"), scope="col") for n in LANGUAGES),
        ]
    )
    body = [
        html.Tr(
            [
                html.Th(html.Code(code), scope="row"),
                *(html.Td(row.get(f"name_{n}", ""), lang=n) for n in LANGUAGES),
            ]
        )
        for code, row in rows.items()
    ]
    summary = html.Summary([html.Code(name), f" · {len(rows)}"])
    table = html.Div(
        html.Table([html.Thead(head), html.Tbody(body)]),
        className="table-wrap",
        tabIndex="0",
        role="region",
        **{"aria-label": name},
    )
    return html.Details([summary, table], id=f"codelist-{name}")
