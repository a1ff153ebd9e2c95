"""Routes, headers, extracts, identifiers, and that two apps share nothing."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import socket
from collections import Counter
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from dash.development.base_component import Component
from flask.testing import FlaskClient

from dashboard import app as application
from dashboard import pages, serve, static, views
from dashboard.i18n import LANGUAGES, Context
from dashboard.store import Snapshot
from etl import EXPORT_FORMATS, open_index


@pytest.fixture(scope="module")
def snapshot(data_dir: Path) -> Snapshot:
    return Snapshot(open_index(data_dir))


@pytest.fixture(scope="module")
def client(data_dir: Path) -> FlaskClient:
    return application.create_app(data_dir).server.test_client()


@pytest.fixture(scope="module")
def year(snapshot: Snapshot) -> dict:
    return snapshot.latest(snapshot.national_trade(), "year")


def body(client: FlaskClient, path: str, status: int = 200, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == status, path
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_and_their_status(client: FlaskClient, year: dict, lang: str):
    for path in (
        "/",
        "/regions",
        "/investment",
        "/compare",
        "/figures",
        "/figures/",
        "/sources",
        f"/sources/{year['doc_id']}",
        f"/figure/{year['fact_id']}",
    ):
        page = body(client, f"{path}?lang={lang}")
        assert f'<html lang="{lang}' in page
        assert all(
            f"lang={lang}" in link for link in re.findall(r'<a href="(/[^"]*)">', page.split("<main")[1])
        )
    for path in ("/figure/nothing", "/sources/nothing", "/nothing", "/figure/a/b"):
        assert f'href="/?lang={lang}"' in body(client, f"{path}?lang={lang}", 404)


def test_the_language_is_negotiated(client: FlaskClient):
    assert '<html lang="vi"' in body(client, "/sources", **{"Accept-Language": "vi-VN,en;q=0.5"})
    assert '<html lang="en"' in body(client, "/sources")


def test_finished_html_shows_the_headline_figures(client: FlaskClient, snapshot: Snapshot):
    page = body(client, "/?lang=en")
    for shown in ("171.9 bn USD", "148.6 bn USD", "29.9 bn USD", "4,965 projects", "no. 6 of 148", "+30.31%"):
        assert shown in page
    for fact in snapshot.national_trade():
        assert f'data-figure="{fact["fact_id"]}"' in page


def test_a_document_marks_every_mention(client: FlaskClient, snapshot: Snapshot, year: dict):
    page = body(client, f"/sources/{year['doc_id']}?lang=en")
    for fact in snapshot.of_document(year["doc_id"]):
        assert page.count(f'<mark data-fact-id="{fact["fact_id"]}"') == len(fact["mentions"])
        assert f'id="f-{fact["fact_id"]}"' in page
    assert f'<mark data-fact-id="{year["fact_id"]}"' in body(client, f"/?lang=en&figure={year['fact_id']}")


def test_headers(client: FlaskClient):
    for path in ("/", "/sources", "/readyz", "/nothing", "/extracts/facts.csv"):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        policy = headers["Content-Security-Policy"]
        assert "script-src 'self' 'sha256-" in policy
        assert "http" not in policy
        assert "unsafe-eval" not in policy
        assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]


def test_no_page_names_another_host(client: FlaskClient):
    for path in ("/", "/figures", "/sources"):
        assert re.findall(r"""["'](?:https?:)?//[^"']*""", body(client, path)) == []


def test_static_files_are_kept_by_the_browser_and_compressed(client: FlaskClient):
    page = body(client, "/")
    for url in set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page)):
        answer = client.get(url, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        if answer.mimetype != "font/woff2" and int(answer.headers["Content-Length"]) > 700:
            assert answer.headers["Content-Encoding"] == "gzip"
    assert client.get("/static/0/style.css").status_code == 404
    assert client.get("/static/0/../app.py").status_code == 404


def test_the_grid_is_loaded_only_where_it_is_used(client: FlaskClient):
    assert "dash_ag_grid" in body(client, "/figures")
    assert "dash_ag_grid" not in "".join(re.findall("<script src[^>]*>", body(client, "/")))
    assert "<script" not in body(client, "/sources").split("</head>")[1]


def test_extracts(client: FlaskClient, snapshot: Snapshot, year: dict):
    table = snapshot.index.facts().table().to_pandas()
    answer = client.get("/extracts/facts.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tradetrace-facts.csv"'
    read = pd.read_csv(io.BytesIO(answer.data), encoding="utf-8-sig")
    assert read["fact_id"].tolist() == table["fact_id"].tolist()
    assert read["quote"].tolist() == table["quote"].tolist()
    assert read["link"][0].startswith("http://localhost/figure/")
    assert pq.read_table(io.BytesIO(client.get("/extracts/facts.parquet").data)).num_rows == len(table)
    assert len(json.loads(client.get("/extracts/facts.json").data)) == len(table)
    some = client.get(
        "/extracts/facts.json?indicator=trade_total&transform=level&from=2023&to=2023"
    ).get_json()
    assert [row["fact_id"] for row in some] == [year["fact_id"]]
    one = pd.read_csv(io.BytesIO(client.get(f"/figure/{year['fact_id']}.csv").data), encoding="utf-8-sig")
    assert one["fact_id"].tolist() == [year["fact_id"]]
    assert set(EXPORT_FORMATS) == {"csv", "tsv", "xlsx", "json", "ndjson", "parquet", "arrow"}


@pytest.mark.parametrize(
    ("path", "status", "named"),
    [
        ("/extracts/facts.csv?colour=red", 400, "colour"),
        ("/extracts/facts.csv?indicator=trade_totl", 400, "trade_totl"),
        ("/extracts/facts.csv?from=soon", 400, "soon"),
        ("/extracts/facts.xls", 404, "facts.csv"),
        ("/figure/nothing.csv", 404, "nothing"),
    ],
)
def test_extracts_say_what_is_wrong_in_one_line(client: FlaskClient, path: str, status: int, named: str):
    shown = body(client, path, status)
    assert named in shown
    assert shown.count("\n") == 1
    assert "Traceback" not in shown


def test_a_filter_that_does_not_exist_is_named_on_the_page(client: FlaskClient):
    page = body(client, "/figures?lang=en&indicator=nonsense")
    assert "unknown indicator" in page
    assert "No figure matches" in page


def test_sources_cannot_inject_markup(client: FlaskClient):
    for path in ("/sources/<script>", "/figure/%3Cscript%3E", "/%3Cscript%3E"):
        assert "<script>" not in body(client, path, 404).split("<main")[1]
    assert "<script>" not in body(client, '/figures?q="><script>').split("<main")[1].split("_dash-config")[0]


def components(node: object) -> list[Component]:
    """Every component below one."""
    if isinstance(node, list | tuple):
        return [c for child in node for c in components(child)]
    if not isinstance(node, Component):
        return []
    return [node, *components(getattr(node, "children", None))]


@pytest.mark.parametrize("path", ["/", "/regions", "/investment", "/compare", "/figures"])
def test_identifiers_are_unique(data_dir: Path, year: dict, path: str):
    app = application.create_app(data_dir)
    for params in ("", f"&figure={year['fact_id']}"):
        ctx = Context.from_url(f"{path}?lang=en{params}")
        with app.server.test_request_context(path):
            layout = pages.live(ctx, app.read())
        ids = [json.dumps(i) for c in components(layout) if (i := getattr(c, "id", None)) is not None]
        assert [i for i, n in Counter(ids).items() if n > 1] == []
    for page in (path, f"/sources/{year['doc_id']}", f"/figure/{year['fact_id']}"):
        found = re.findall(r' id="([^"]+)"', body(app.server.test_client(), page))
        assert [i for i, n in Counter(found).items() if n > 1] == []


def test_outputs_are_unique_and_bound_to_the_app(data_dir: Path):
    from dash._callback import GLOBAL_CALLBACK_LIST, GLOBAL_CALLBACK_MAP

    app = application.create_app(data_dir)
    outputs = [c["output"] for c in app._callback_list]
    assert outputs
    assert len(outputs) == len(set(outputs))
    assert GLOBAL_CALLBACK_LIST == []
    assert not GLOBAL_CALLBACK_MAP


def test_two_apps_share_nothing(data_dir: Path, tmp_path: Path):
    for path in data_dir.glob("*.parquet"):
        shutil.copy(path, tmp_path / path.name)
    table = pq.read_table(tmp_path / "facts.parquet")
    pq.write_table(table.slice(0, 3), tmp_path / "facts.parquet")
    first, second = (application.create_app(folder).server.test_client() for folder in (data_dir, tmp_path))
    for _ in range(2):
        assert first.get("/readyz").get_json()["facts"] == table.num_rows
        assert second.get("/readyz").get_json()["facts"] == 3
    callbacks = [c.get("/_dash-dependencies").get_json() for c in (first, second)]
    assert callbacks[0] == callbacks[1] != []


def test_the_layout_follows_the_referring_page(client: FlaskClient):
    shown = json.loads(body(client, "/_dash-layout", Referer="http://localhost/?lang=vi"))
    stage = shown["props"]["children"]
    assert [part["props"].get("id") for part in stage] == ["url", "shown", "asked", "panel"]
    assert "Thương mại" in json.dumps(stage[1], ensure_ascii=False)
    other = body(client, "/_dash-layout", Referer="http://localhost/figures?lang=en")
    assert "Thương mại" not in other
    assert "AgGrid" in other
    assert "late-url" in body(client, "/_dash-layout")


@pytest.mark.parametrize("harm", [b"", b"PAR1 nonsense", None])
def test_tables_that_cannot_be_read(data_dir: Path, tmp_path: Path, harm: bytes | None):
    for path in data_dir.glob("*.parquet"):
        if path.name != "facts.parquet":
            shutil.copy(path, tmp_path / path.name)
    if harm is not None:
        (tmp_path / "facts.parquet").write_bytes(harm)
    client = application.create_app(tmp_path).server.test_client()
    for path in (
        "/",
        "/figures",
        "/sources",
        "/figure/x",
        "/readyz",
        "/extracts/facts.csv",
        "/figure/x.csv",
    ):
        shown = body(client, path, 503)
        assert "facts.parquet" in shown
        assert "Traceback" not in shown
    shutil.copy(data_dir / "facts.parquet", tmp_path / "facts.parquet")
    body(client, "/")


def test_a_fault_of_our_own_shows_no_trace(data_dir: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(application.pages, "resolve", lambda *_: 1 / 0)
    shown = body(application.create_app(data_dir).server.test_client(), "/?lang=en", 500)
    assert "Something went wrong" in shown
    assert "ZeroDivision" not in shown


def test_serve_says_when_the_port_is_taken(data_dir: Path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        result = CliRunner().invoke(serve.serve, ["--data", str(data_dir), "--port", port])
    assert result.exit_code == 2
    assert result.output.strip().count("\n") == 0
    assert port in result.output
    assert "Address already in use" in result.output


def test_the_plotly_bundle_is_the_one_that_dash_expects():
    from plotly.offline import get_plotlyjs_version

    head = (static.ASSETS / "plotly-basic.min.js").read_text(encoding="utf-8")[:200]
    assert f"v{get_plotlyjs_version()}" in head


@pytest.mark.parametrize(
    ("query", "least", "most"),
    [
        ("", 5, 5),
        ("&q=hop+tac", 2, 5),
        ("&q=H%E1%BB%A3p+t%C3%A1c", 2, 5),
        ("&stated=no", 2, 2),
        ("&doc_lang=zh", 0, 0),
    ],
)
def test_sources_are_searched_with_or_without_marks(client: FlaskClient, query: str, least: int, most: int):
    page = body(client, f"/sources?lang=en{query}")
    assert least <= page.count('class="document-title"') <= most
    assert ("No document matches" in page) == (most == 0)
    assert "<script" not in page.split("</head>")[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_long_list_of_sources_is_turned_over_page_by_page(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, lang: str
):
    monkeypatch.setattr(views.sources, "PAGE", 2)
    client = application.create_app(data_dir).server.test_client()
    address, seen, visited = f"/sources?lang={lang}", [], 0
    while address:
        page = body(client, address)
        seen += re.findall(r'class="document-title" href="([^"]+)"', page)
        visited += 1
        names = re.findall(r'<nav [^>]*aria-label="([^"]*)"', page)
        assert len(names) == len(set(names)) == page.count("<nav ")
        assert 'name="page"' not in page  # another search begins with its first page
        onward = re.search(r'href="([^"]+)" rel="next"', page)
        address = html.unescape(onward[1]) if onward else ""
    assert visited == 3
    assert len(seen) == len(set(seen)) == 5
    assert body(client, f"/sources?lang={lang}&page=99") == page.replace("page=3", "page=99")
    assert seen[:2] == re.findall(
        r'class="document-title" href="([^"]+)"', body(client, f"/sources?lang={lang}&page=x")
    )


def test_a_document_leads_to_the_chart_that_draws_its_figures(client: FlaskClient, snapshot: Snapshot):
    links = []
    for document in snapshot.document_list():
        page = body(client, f"/sources/{document['doc_id']}?lang=en").replace("&amp;", "&")
        links += re.findall(r'<a [^>]*class="small to-chart"[^>]*>', page)
    assert len(links) >= 14
    for link in links:
        address = re.search(r'href="([^"]+)"', link)[1]
        figure = re.search(r"figure=(\w+)", address)[1]
        assert f'data-figure="{figure}"' in body(client, address), address
