"""What travels is compressed, once, and only as the browser takes it."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import brotli
import pytest
from dash import dcc, html
from flask.testing import FlaskClient

from dashboard import app as application
from dashboard import static
from dashboard.render import to_html

FIRST_VIEW = 900_000  # bytes that the overview may transfer at a first visit, answers of Dash included


@pytest.fixture(scope="module")
def client(data_dir: Path) -> FlaskClient:
    return application.create_app(data_dir).server.test_client()


def sent(client: FlaskClient, path: str, takes: str = "br, gzip", **headers: str):
    answer = client.get(path, headers={"Accept-Encoding": takes, **headers})
    assert answer.status_code == 200, path
    return answer


def named(page: str) -> list[str]:
    return re.findall(r'(?:src|href)="(/(?:static|_dash-component-suites)/[^"]+)"', page)


@pytest.mark.parametrize(("takes", "name"), [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)])
def test_the_browser_gets_what_it_takes(client: FlaskClient, takes: str, name: str | None):
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[name]
    plain = sent(client, "/?lang=en", "identity").data.decode()
    for path in ("/sources?lang=en", *named(plain)):
        answer = sent(client, path, takes)
        if path.endswith(".woff2"):
            assert "Content-Encoding" not in answer.headers
        elif len(sent(client, path, "identity").data) >= 700:
            assert answer.headers.get("Content-Encoding") == name, path
            assert unpack(answer.data) == sent(client, path, "identity").data
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_ready_made_files_hold_what_they_are_made_of():
    ready = list(static.ASSETS.rglob("*.br"))
    assert ready
    for path in ready:
        assert brotli.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()


@pytest.mark.parametrize("lang", ["vi", "en", "zh"])
def test_the_first_view_is_light(client: FlaskClient, lang: str):
    page = sent(client, f"/?lang={lang}")
    urls = set(named(brotli.decompress(page.data).decode()))
    fonts = [p.relative_to(static.ASSETS) for p in static.ASSETS.rglob("*.woff2")]
    total = len(page.data) + sum(len(sent(client, u).data) for u in urls)
    total += sum(len((static.ASSETS / f).read_bytes()) for f in fonts)
    for path in ("/_dash-layout", "/_dash-dependencies"):
        total += len(sent(client, path, Referer=f"http://localhost/?lang={lang}").data)
    assert total < FIRST_VIEW


def test_the_first_chart_comes_with_the_page(client: FlaskClient):
    page = sent(client, "/?lang=en", "identity").data.decode()
    (first,) = re.findall(r'data-first="([^"]*)"', page)
    figure = json.loads(
        first.replace("&#34;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    )
    assert figure["data"]
    assert figure["layout"]["height"]
    assert page.index("plotly-basic") < page.index("/dash.") < page.index("dash_renderer")


def test_only_so_many_charts_are_drawn_first():
    graphs = html.Div([dcc.Graph(id=f"g{i}", figure={"data": [{"x": ['"<&']}]}) for i in range(3)])
    assert str(to_html(graphs, draw=2)).count("data-first") == 2
    assert "data-first" not in str(to_html(graphs))
    assert "&lt;" in str(to_html(graphs, draw=1))
