"""What travels is compressed, once, and only as the browser takes it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from xml.etree import ElementTree

import brotli
import pytest
from dash import dcc, html
from flask.testing import FlaskClient

from dashboard import app as application
from dashboard import shell, sketch, static
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
    # a browser without a Chinese font of its own loads what names the language, and on Chinese pages what holds their words
    fonts = [p for p in static.ASSETS.rglob("*.woff2") if not p.stem.startswith("han-")]
    fonts += [static.ASSETS / f"fonts/{name}.woff2" for name in ("han-label", "han-ui")[: 1 + (lang == "zh")]]
    total = len(page.data) + sum(len(sent(client, u).data) for u in urls)
    total += sum(len(f.read_bytes()) for f in fonts)
    for path in ("/_dash-layout", "/_dash-dependencies"):
        total += len(sent(client, path, Referer=f"http://localhost/?lang={lang}").data)
    assert total < FIRST_VIEW, total


def test_the_first_charts_come_with_the_page(client: FlaskClient):
    page = sent(client, "/?lang=en", "identity").data.decode()
    first = page.split('<div class="sketch"')[1].split("</div>")[0]
    assert first.count("<rect") >= 2
    assert "171.9 bn USD" in first
    assert 'id="sketch-0-' in first  # the hatch of a part of a year
    assert ">2023<" in first
    assert page.index("<svg ") < page.index("plotly-basic")


BAR = {
    "type": "bar",
    "marker": {"color": "#000"},
    "x": [0],
    "y": [5],
    "width": [0.5],
    "text": ['<b>"5" &amp; &lt;x&gt;</b>'],
}
AXES = {"height": 120, "margin": {"l": 10, "r": 10, "t": 10, "b": 10}}
AXES |= {"xaxis": {"range": [-1, 1]}, "yaxis": {"range": [0, 10]}}


def test_a_sketch_has_the_shares_of_the_chart():
    drawn = str(sketch.sketch({"data": [BAR], "layout": AXES}, "a"))
    assert '<rect x="37.50%" y="50.0" width="25.00%" height="50.0"' in drawn
    assert '<tspan font-weight="700">&#34;5&#34; &amp; &lt;x&gt;</tspan>' in drawn
    ElementTree.fromstring(drawn)


@pytest.mark.parametrize(
    ("symbol", "corners"),
    [("circle", 0), ("square", 0), ("diamond", 4), ("triangle-up", 3), ("pentagon-open", 5)],
)
def test_points_have_their_marks_and_words(symbol: str, corners: int):
    points = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [0],
        "y": [5],
        "text": ["here"],
        "textposition": "middle right",
    }
    points["marker"] = {"symbol": symbol, "size": 10, "color": "#123456"}
    drawn = str(sketch.sketch({"data": [points], "layout": AXES}, "a"))
    found = re.findall(r'<polygon points="([^"]*)"', drawn)
    assert [len(p.split()) for p in found] == ([corners] if corners else [])
    assert ("<circle" in drawn) == (symbol == "circle")
    assert ('<rect x="50.00%" y="50.0" width="10" height="10" transform="translate(-5 -5)"/>' in drawn) == (
        symbol == "square"
    )
    paint = 'fill="none" stroke="#123456"' if symbol == "pentagon-open" else 'fill="#123456"'
    assert drawn.count(f"<g {paint}") == drawn.count("</g>") == 1
    assert drawn.index("</g>") < drawn.index(">here<")  # words have another paint
    assert 'x="50.00%" y="50.0" dx="10"' in drawn
    ElementTree.fromstring(drawn)


def test_what_cannot_be_sketched_is_left_to_plotly():
    assert sketch.sketch({"data": [BAR | {"y": [None]}], "layout": AXES}, "a") is None
    assert (
        sketch.sketch(
            {"data": [{"type": "scatter", "mode": "lines", "x": [0], "y": [1]}], "layout": AXES}, "a"
        )
        is None
    )
    assert sketch.sketch({"data": [{"type": "pie"}], "layout": AXES}, "a") is None
    assert sketch.sketch({"data": [BAR], "layout": {"height": 100, "yaxis": {}}}, "a") is None


def test_only_so_many_charts_are_sketched():
    graphs = html.Div([dcc.Graph(id=f"g{i}", figure={"data": [BAR], "layout": AXES}) for i in range(3)])
    assert str(to_html(graphs, draw=2)).count('class="sketch"') == 2
    assert "<svg" not in str(to_html(graphs))


def test_chinese_pages_have_a_font_for_every_character_of_ours():
    """For browsers without one. New words of ours may need another character: ``python -m tests.han_fonts``."""
    from fontTools.ttLib import TTFont

    held = {name: set(TTFont(static.ASSETS / f"fonts/{name}.woff2").getBestCmap()) for name in shell.HAN}
    words = "".join(
        path.read_text(encoding="utf-8")
        for path in (*Path("dashboard/locales").glob("zh.toml"), *Path("etl/codelists").glob("*.csv"))
    )
    ours = {ord(c) for c in words if "\u2e80" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef"}
    assert len(ours) > 1000
    seldom = ours - held["han-ui"] - held["han-names"]  # these have a page wait for one of the larger parts
    assert len(seldom) < 8
    assert seldom <= set().union(*held.values())
    locale = Path("dashboard/locales/zh.toml").read_text(encoding="utf-8")
    assert {ord(c) for c in locale} & ours <= held["han-ui"]
    assert held["han-label"] >= set(map(ord, "\u4e2d\u6587"))
    for name, (family, ranges) in shell.HAN.items():
        if family == "Han":
            first, last = (int(edge, 16) for edge in ranges.removeprefix("U+").split("-"))
            assert all(first <= c <= last for c in held[name] if c > 0x2E7F), name
