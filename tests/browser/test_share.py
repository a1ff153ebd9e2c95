"""What leaves with a chart: pictures, data, links, and the chart in a page of another site."""

from __future__ import annotations

import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from tests.browser.pages import Watched, ready


@contextmanager
def another_site(page: str) -> Iterator[str]:
    """A site of another origin with one page; gives its address."""
    server = make_server("127.0.0.1", 0, Response(page, mimetype="text/html"))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def choose(page: Page, chart: str, label: str) -> None:
    page.click(f"#{chart} .menu summary")
    page.locator(f"#{chart} .menu-body").get_by_text(label, exact=True).click()


@pytest.mark.parametrize("lang", ["vi", "en", "zh"])
def test_a_picture_holds_title_source_and_link(site: str, watched: Watched, tmp_path: Path, lang: str):
    page = watched.open(f"{site}/?lang={lang}", color_scheme="dark")
    shown = {
        "h2": page.inner_text("#stage #trade h2"),
        "subtitle": page.inner_text("#stage #trade .subtitle"),
        "source": page.inner_text("#stage #trade .source-line"),
        "link": f"{site}/?lang={lang}#trade",
    }
    with page.expect_download() as waiting:
        choose(page, "trade", "SVG")
    assert waiting.value.suggested_filename == "tradetrace-trade.svg"
    waiting.value.save_as(tmp_path / "trade.svg")
    svg = (tmp_path / "trade.svg").read_text(encoding="utf-8")
    drawn = watched.open(f"{site}/sources?lang=en")
    texts = drawn.evaluate(
        "svg => [...new DOMParser().parseFromString(svg, 'image/svg+xml').querySelectorAll('text')].map(t => t.textContent)",
        svg,
    )
    written = "".join("".join(texts).split())
    for words in shown.values():
        assert "".join(words.split()) in written
    assert "http" not in svg.replace("http://www.w3.org/", "").replace(shown["link"].split("?")[0], "")
    with page.expect_download() as waiting:
        page.locator("#trade .menu-body").get_by_text("PNG", exact=True).click()
    waiting.value.save_as(tmp_path / "trade.png")
    head = (tmp_path / "trade.png").read_bytes()[:24]
    width, height = struct.unpack(">II", head[16:24])
    assert (width, height > 900) == (2080, True)


def test_the_data_of_a_chart_are_its_figures(site: str, watched: Watched, tmp_path: Path):
    page = watched.open(f"{site}/?lang=en")
    shown = page.eval_on_selector_all(
        "#stage #trade-table a[data-figure]", "all => all.map(a => a.dataset.figure)"
    )
    with page.expect_download() as waiting:
        choose(page, "trade", "CSV")
    waiting.value.save_as(tmp_path / "trade.csv")
    read = pd.read_csv(tmp_path / "trade.csv", encoding="utf-8-sig")
    assert sorted(read["fact_id"]) == sorted(shown)


def test_escape_closes_the_menu_and_keeps_ones_place(site: str, watched: Watched):
    page = watched.open(f"{site}/?lang=en")
    summary = page.locator("#stage #trade .menu summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#stage #trade .menu-body")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#stage #trade .menu-body")).to_be_hidden()
    expect(summary).to_be_focused()


def test_a_chart_in_another_sites_page(site: str, watched: Watched):
    page = watched.open(f"{site}/?lang=vi")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    choose(page, "trade", "Chép mã nhúng")
    expect(page.locator("#live")).to_have_text("Đã chép")
    code = page.evaluate("navigator.clipboard.readText()")
    with another_site(f"<!doctype html>{code}") as address:
        host = watched.open(address, width=900)
        _look_at_the_embedded_chart(host)


def _look_at_the_embedded_chart(host: Page) -> None:
    frame = host.frame_locator("iframe")
    expect(frame.locator("#stage #trade .main-svg").first).to_be_visible()
    expect(frame.locator(".site-header")).to_have_count(0)
    expect(frame.locator("#stage .frame")).to_have_count(1)
    frame.locator("#stage #trade-table a[data-figure]").first.click()
    expect(frame.locator("#panel .quote mark")).to_have_text("171,9 tỷ USD")
    back = frame.locator(".embed-back a").get_attribute("href")
    assert urlsplit(back).path == "/"
    assert parse_qs(urlsplit(back).query) == {"lang": ["vi"]}


def test_only_embedded_charts_may_stand_elsewhere(site: str, watched: Watched):
    page = watched.open(f"{site}/embed/overview?frame=trade&lang=en&theme=dark")
    assert page.get_attribute("html", "data-theme") == "dark"
    policy = "content-security-policy"
    assert page.request.get(f"{site}/embed/overview").headers[policy].endswith("frame-ancestors *")
    for path in ("/", "/sources", "/extracts/facts.csv"):
        assert page.request.get(f"{site}{path}").headers[policy].endswith("frame-ancestors 'self'")
    for path in ("/embed/overview?frame=nothing", "/embed/nothing", "/embed/sources", "/embed/figures"):
        assert page.request.get(f"{site}{path}").status == 404
    ready(page)
