"""Each view with charts: from figure to sentence by mouse and by keyboard, choices in the address, narrow screens."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import Watched, ready
from tests.browser.test_journeys import MARK, in_view, press

VIEWS = {
    "/": "trade",
    "/regions": "comparable",
    "/investment": "stock",
    "/compare": "statements",
}
POINTS = ".graph .bars .point path, .graph .subplot.xy .scatterlayer .point"


def figure_of(page: Page) -> str | None:
    found = re.search(r"figure=(\w+)", page.url)
    return found and found[1]


@pytest.mark.parametrize("path", VIEWS)
def test_from_figure_to_sentence_by_mouse(site: str, watched: Watched, path: str):
    page = watched.open(f"{site}{path}?lang=en", height=2400)
    press(page, page.locator(f"#stage #{VIEWS[path]}").locator(POINTS).first)
    page.wait_for_url(re.compile("figure="))
    expect(page.locator(MARK)).to_have_attribute("data-fact-id", figure_of(page))
    page.click("#panel .button.primary")
    page.wait_for_url(re.compile(r"/sources/.*#f-"))


@pytest.mark.parametrize("path", VIEWS)
def test_from_figure_to_sentence_by_keyboard(site: str, watched: Watched, path: str):
    page = watched.open(f"{site}{path}?lang=vi")
    link = page.locator(f"#stage #{VIEWS[path]}-table a[data-figure]").first
    wanted = link.get_attribute("data-figure")
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.figure") == wanted:
            if link.evaluate("e => e === document.activeElement"):
                break
    else:
        pytest.fail("Tab does not reach the table")
    page.keyboard.press("Enter")
    expect(page.locator(MARK)).to_have_attribute("data-fact-id", wanted)
    expect(page.locator("#panel-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


@pytest.mark.parametrize("path", VIEWS)
def test_every_mark_of_much_data_opens_a_figure_of_its_own(much: str, watched: Watched, path: str):
    page = watched.open(f"{much}{path}?lang=en")
    drawn = page.evaluate(
        """() => [...document.querySelectorAll('#stage .js-plotly-plot')].flatMap(
            plot => plot.data.flatMap(t => (t.customdata || []).map(String)))"""
    )
    figures = [i for i in drawn if not i.startswith("#event-")]
    listed = page.eval_on_selector_all(
        "#stage .table-wrap a[data-figure]", "all => all.map(a => a.dataset.figure)"
    )
    assert len(figures) > 10
    assert set(figures) <= set(listed)  # what is drawn is in a table, for the keyboard
    for anchor in {i for i in drawn if i.startswith("#event-")}:
        assert page.locator(anchor).count() == 1


def test_choices_are_in_the_address_and_open_the_same_in_a_fresh_browser(much: str, watched: Watched):
    page = watched.open(f"{much}/regions?lang=en")
    page.select_option("select[name=country]", "CN")
    page.click(".filters button")
    ready(page)
    period = page.locator("select[name=period] option").nth(1).get_attribute("value")
    page.select_option("select[name=period]", period)
    page.click(".filters button")
    ready(page)
    page.locator("#stage #multiples .choices a", has_text="the same for all").click()
    ready(page)
    page.locator("#stage #comparable-table a[data-figure]").first.click()
    expect(page.locator(MARK)).to_have_count(1)
    shown = "document.querySelector('#stage .view').innerText"
    fresh = watched.open(page.url)
    assert fresh.evaluate(shown) == page.evaluate(shown)
    expect(fresh.locator(MARK)).to_have_attribute("data-fact-id", figure_of(page))
    assert fresh.locator("select[name=country]").input_value() == "CN"
    assert fresh.locator("select[name=period]").input_value() == period
    page.go_back()
    expect(page.locator("#panel .quote")).to_have_count(0)


def test_the_language_switch_keeps_the_choices(much: str, watched: Watched):
    page = watched.open(f"{much}/compare?lang=en")
    second = page.locator("select[name=b] option").nth(3).get_attribute("value")
    page.select_option("select[name=b]", second)
    page.click(".filters button")
    ready(page)
    page.click("a[data-switch][hreflang^=vi]")
    page.wait_for_url(re.compile("lang=vi"))
    ready(page)
    assert page.locator("select[name=b]").input_value() == second
    expect(page.locator("h1")).to_contain_text("So sánh")


def test_years_that_hold_nothing_can_be_cleared(much: str, watched: Watched):
    page = watched.open(f"{much}/?lang=en&from=1901&to=1902")
    expect(page.locator("#stage #trade")).to_contain_text("No figure is of the years asked for")
    page.locator("#stage #trade a.button").click()
    ready(page)
    expect(page.locator("#stage #trade .graph").first).to_be_visible()


def test_an_event_leads_to_its_sentence(site: str, watched: Watched):
    page = watched.open(f"{site}/?lang=en", height=1200)
    press(page, page.locator("#stage #trade .subplot.xy2 .scatterlayer .point").first)
    page.wait_for_url(re.compile("#event-1"))
    item = page.locator("#event-1")
    expect(item).to_contain_text("tháng 8/2024")
    assert in_view(page, "#event-1")
    item.locator("a").first.click()
    page.wait_for_url(re.compile(r"/sources/.*#p-"))
    expect(page.locator(".document p:target")).to_contain_text("Tô Lâm hồi tháng 8/2024")
    assert in_view(page, ".document p:target")


def test_from_the_document_to_the_chart_and_back(site: str, watched: Watched, facts):
    fact = next(f for f in facts.to_pylist() if f["quote"] == "2,09 tỷ USD")
    page = watched.open(f"{site}/sources/{fact['doc_id']}?lang=en")
    page.locator(".margin li", has_text="2.09 bn USD").locator("a.to-chart").click()
    page.wait_for_url(re.compile("/regions"))
    ready(page)
    expect(page.locator(MARK)).to_have_text("2,09 tỷ USD")
    expect(page.locator(f'#stage #comparable-table a[data-figure="{fact["fact_id"]}"]')).to_be_visible()
    page.click("#panel .button.primary")
    page.wait_for_url(re.compile(f"#f-{fact['fact_id']}"))


@pytest.mark.parametrize("path", VIEWS)
def test_much_data_fits_every_screen(much: str, watched: Watched, path: str):
    page = watched.open(f"{much}{path}?lang=vi", width=360, height=800)
    for width in (360, 390, 768, 1080, 1440, 2560):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


@pytest.mark.parametrize("path", VIEWS)
def test_the_panel_leaves_the_chart_in_view_on_a_phone(site: str, watched: Watched, path: str):
    page = watched.open(f"{site}{path}?lang=zh", width=390, height=844)
    press(page, page.locator(f"#stage #{VIEWS[path]}").locator(POINTS).first)
    expect(page.locator(MARK)).to_have_count(1)
    assert in_view(page, "#panel .quote mark")
    assert page.locator("#panel").bounding_box()["y"] > 200
