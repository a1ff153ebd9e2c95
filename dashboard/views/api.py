"""How to take the figures into a tool: addresses and code for curl, pandas, R, Excel and others, with this host's name."""

from __future__ import annotations

from flask import has_request_context, request

from dashboard import html
from dashboard.html import Node
from dashboard.i18n import Context, at
from dashboard.store import Snapshot
from etl import FILTERS, extracts

NAME, PATH = "api", "/api"
WITHOUT_TABLES = True

# Programs are not translated; {root} is the address of this site.
EXAMPLES = {
    "curl": """curl -sOJ "{root}/extracts/facts.csv?indicator=trade_total&from=2023"
curl -s "{root}/api/v1/facts?indicator=exports&limit=2\"""",
    "pandas": """import pandas as pd

facts = pd.read_csv("{root}/extracts/facts.csv?transform=level", keep_default_na=False)
wide = pd.read_csv("{root}/extracts/facts.csv?wide=1", index_col="period")""",
    "R": """facts <- readr::read_csv("{root}/extracts/facts.csv?indicator=trade_total", na = "")
trade <- arrow::read_parquet("{root}/extracts/facts.parquet?indicator=trade_total")""",
    "DuckDB": """SELECT period, value, link FROM read_parquet('{root}/extracts/facts.parquet')
WHERE indicator = 'trade_total' ORDER BY value DESC;""",
    "Python": """import json
from urllib.request import urlopen

page, rows = "{root}/api/v1/facts?indicator=trade_total&limit=100", []
while page:
    answer = json.load(urlopen(page))
    rows += answer["data"]
    page = answer["next"]""",
}


def title(ctx: Context, snapshot: Snapshot | None = None) -> str:
    """The page's title."""
    return ctx.t("api.title")


def layout(ctx: Context, snapshot: Snapshot | None = None) -> Node:
    """Files, examples, parameters, the API."""
    root = request.url_root.rstrip("/") if has_request_context() else ""
    head = html.Div(
        [html.H1(ctx.t("api.title")), html.P(ctx.t("api.lead"), className="lead")], className="page-head"
    )
    return html.Div(
        [
            head,
            _files(ctx),
            _examples(ctx, root),
            _spreadsheets(ctx, root),
            _parameters(ctx),
            _resources(ctx),
            _more(ctx),
        ],
        className="view reference",
    )


def _files(ctx: Context) -> Node:
    names = [*(f"facts.{f}" for f in extracts.FORMATS), "sdmx.csv", "sdmx.xml", "tradetrace.zip"]
    items = [
        html.Li(
            [
                html.A(html.Code(f"/extracts/{n}"), href=at(f"/extracts/{n}")),
                " ",
                ctx.t(f"api.file_{n.split('.')[-1] if n.startswith('facts') else n.replace('.', '_')}"),
            ]
        )
        for n in names
    ]
    return html.Section([html.H2(ctx.t("api.files")), html.P(ctx.t("api.files_help")), html.Ul(items)])


def _examples(ctx: Context, root: str) -> Node:
    found = []
    for name, code in EXAMPLES.items():
        found += [html.H3(name), html.Pre(html.Code(code.replace("{root}", root)), tabIndex="0")]
    return html.Section([html.H2(ctx.t("api.examples")), *found])


def _spreadsheets(ctx: Context, root: str) -> Node:
    steps = [
        html.Dt("Excel"),
        html.Dd([ctx.t("api.excel"), " ", html.Code(f"{root}/extracts/facts.csv")]),
        html.Dt("Google Sheets"),
        html.Dd(
            [
                ctx.t("api.sheets"),
                " ",
                html.Code(f'=IMPORTDATA("{root}/extracts/facts.csv?columns=period,value,quote")'),
            ]
        ),
        html.Dt("LibreOffice"),
        html.Dd([ctx.t("api.libreoffice"), " ", html.Code(f"{root}/extracts/facts.xlsx")]),
    ]
    return html.Section([html.H2(ctx.t("api.spreadsheets")), html.Dl(steps)])


def _parameters(ctx: Context) -> Node:
    def table(names: dict[str, str], label: str) -> Node:
        rows = [
            html.Tr([html.Th(html.Code(n), scope="row"), html.Td(m, lang="en")]) for n, m in names.items()
        ]
        head = html.Tr(
            [html.Th(ctx.t("api.parameter"), scope="col"), html.Th(ctx.t("codebook.meaning"), scope="col")]
        )
        return html.Div(
            html.Table([html.Thead(head), html.Tbody(rows)]),
            className="table-wrap",
            tabIndex="0",
            role="region",
            **{"aria-label": label},
        )

    return html.Section(
        [
            html.H2(ctx.t("api.parameters"), id="parameters"),
            html.P(ctx.t("api.parameters_help")),
            table(FILTERS, ctx.t("api.parameters")),
            html.H3(ctx.t("api.options")),
            table(extracts.OPTIONS, ctx.t("api.options")),
        ]
    )


def _resources(ctx: Context) -> Node:
    items = [
        html.Li(
            [
                html.A(html.Code(f"/api/v1/{n}"), href=at(f"/api/v1/{n}?limit=5")),
                " ",
                html.Span(r.meaning, lang="en"),
            ]
        )
        for n, r in extracts.RESOURCES.items()
    ]
    described = html.A(html.Code("/api/v1/openapi.json"), href=at("/api/v1/openapi.json"))
    return html.Section(
        [
            html.H2(ctx.t("api.json")),
            html.P(ctx.t("api.json_help")),
            html.Ul(items),
            html.P([ctx.t("api.described"), " ", described]),
        ]
    )


def _more(ctx: Context) -> Node:
    links = [
        html.Li(html.A(ctx.t("codebook.title"), href=ctx.url("/codebook"))),
        html.Li(html.A(ctx.t("feed.title"), href=ctx.url("/feed.atom"))),
    ]
    return html.Section([html.H2(ctx.t("api.more")), html.Ul(links), html.P(ctx.t("api.licence"))])
