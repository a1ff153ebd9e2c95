"""What is not there, not readable, or has just changed."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Route, expect

from tests.browser.pages import Watched, ready
from tests.browser.screenshots import serving


@pytest.mark.parametrize("path", ["/figure/nothing", "/sources/nothing", "/nothing/at/all"])
def test_what_is_not_there_leads_back(site: str, watched: Watched, path: str):
    page = watched.open(f"{site}{path}?lang=en")
    assert page.request.get(f"{site}{path}").status == 404
    expect(page.locator("h1")).to_contain_text("There is no such")
    page.click("main a.primary")
    ready(page)
    expect(page.locator("#stage .tiles")).to_be_visible()


def test_an_unknown_open_figure_says_so(site: str, watched: Watched):
    page = watched.open(f"{site}/?lang=en&figure=nothing")
    expect(page.locator("#panel")).to_contain_text("No such figure")


def test_a_refresh_shows_without_a_restart(own_data: Path, watched: Watched, facts: pa.Table):
    with serving(own_data) as base:
        page = watched.open(f"{base}/?lang=en")
        expect(page.locator("#stage .tile-value").first).to_have_text("171.9 bn USD")
        row = pc.and_(pc.equal(facts["quote"], "171,9 tỷ USD"), True)
        changed = facts
        for column, value in (("value", 181.9e9), ("value_printed", "181.9")):
            new = pc.if_else(row, pa.scalar(value, facts[column].type), facts[column])
            at = changed.schema.get_field_index(column)
            changed = changed.set_column(at, changed.schema.field(at), new)
        pq.write_table(changed, own_data / "next.parquet")
        (own_data / "next.parquet").replace(own_data / "facts.parquet")
        page.reload()
        ready(page)
        expect(page.locator("#stage .tile-value").first).to_have_text("181.9 bn USD")
        expect(page.locator("#trade .bartext, #trade .bars text").first).to_contain_text("181.9 bn USD")


@pytest.mark.parametrize("harm", ["damaged", "missing"])
def test_tables_that_cannot_be_read(own_data: Path, watched: Watched, harm: str):
    whole = (own_data / "facts.parquet").read_bytes()
    if harm == "damaged":
        (own_data / "facts.parquet").write_bytes(b"PAR1 nonsense")
    else:
        (own_data / "facts.parquet").unlink()
    with serving(own_data) as base:
        page = watched.open(f"{base}/?lang=en")
        expect(page.locator("h1")).to_have_text("The tables cannot be read")
        expect(page.locator(".detail")).to_contain_text("facts.parquet")
        expect(page.locator(".detail")).to_contain_text("tradetrace refresh")
        assert "Traceback" not in page.content()
        assert page.request.get(f"{base}/readyz").status == 503
        (own_data / "facts.parquet").write_bytes(whole)
        page.click("main a.primary")
        ready(page)
        expect(page.locator("#stage .tiles")).to_be_visible()
        assert page.request.get(f"{base}/readyz").status == 200


def test_tables_that_break_while_a_page_is_open(own_data: Path, watched: Watched):
    with serving(own_data) as base:
        page = watched.open(f"{base}/?lang=en")
        (own_data / "facts.parquet").write_bytes(b"PAR1 nonsense")
        page.locator("#trade-table a[data-figure]").first.click()
        expect(page.locator("#panel")).to_contain_text("tradetrace refresh")


def test_a_collection_without_figures(own_data: Path, watched: Watched, facts: pa.Table):
    pq.write_table(facts.slice(0, 0), own_data / "facts.parquet")
    with serving(own_data) as base:
        for path in ("/", "/figures"):
            page = watched.open(f"{base}{path}?lang=en")
            expect(page.locator("#stage .empty")).to_contain_text("No figures yet")


def test_a_browser_that_hides_where_it_comes_from(site: str, watched: Watched, facts: pa.Table):
    """Dash's layout is then made with the first callback instead."""

    def hide(route: Route) -> None:
        route.continue_(headers={k: v for k, v in route.request.headers.items() if k != "referer"})

    page = watched.open(f"{site}/sources?lang=vi")
    page.route("**/_dash-layout", hide)
    fact_id = facts["fact_id"][0].as_py()
    page.goto(f"{site}/?lang=vi&figure={fact_id}")
    ready(page)
    expect(page.locator("#stage h1")).to_contain_text("Thương mại")
    expect(page.locator("#stage .panel .quote mark")).to_have_attribute("data-fact-id", fact_id)


def test_on_paper_stands_what_is_read(site: str, watched: Watched, facts: pa.Table):
    page = watched.open(f"{site}/?lang=en&figure={facts['fact_id'][0].as_py()}", color_scheme="dark")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for hidden in (".site-nav", ".languages", ".frame-actions", ".icon-button", ".copies", ".skip"):
        assert not page.locator(hidden).first.is_visible(), hidden
    for shown in (
        "#trade h2",
        "#trade .main-svg",
        "#trade .source-line",
        "#trade-table",
        "#panel .quote mark",
    ):
        assert page.locator(f"#stage {shown}").first.is_visible(), shown
    assert page.evaluate("[...document.querySelectorAll('details:not(.menu)')].every(d => d.open)")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(26, 33, 41)"
    assert len(page.pdf()) > 10_000
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".site-nav").is_visible()
