"""From a figure to its sentence and back, as readers do it: by mouse, by keyboard, on a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import Watched, ready, the_fact

QUOTE = "171,9 tỷ USD"
MARK = "#panel .quote mark[data-fact-id]"


# Whether the drawing is as wide as its place: a chart is drawn anew some time after the panel has opened beside it,
# and Plotly forgets a press that begins on the old drawing and ends on the new one.
FITS = """e => {
    const chart = e.closest(".js-plotly-plot");
    return Math.abs(chart.querySelector(".main-svg").getBoundingClientRect().width - chart.clientWidth) < 1.5;
}"""
# Whether the chart has taken note of the mouse; it looks at most every 50 ms, and a press counts for what it saw last.
SEEN = "e => Boolean((e.closest('.js-plotly-plot')._hoverdata || []).length)"


def press(page: Page, point: Locator) -> None:
    """Click in the middle of a bar or point; Plotly itself listens on a layer above them."""
    point.evaluate("e => e.scrollIntoView({block: 'center'})")
    until(page, point, FITS)
    box, before = point.bounding_box(), None
    while box != before:  # the chart makes room when the panel opens
        page.wait_for_timeout(120)
        box, before = point.bounding_box(), box
    middle, address = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2), page.url
    page.mouse.move(*middle)
    page.wait_for_timeout(120)
    until(page, point, SEEN)
    page.mouse.click(*middle)
    for _ in range(50):
        if page.url != address:
            return
        page.wait_for_timeout(100)
    # Once in a thousand runs, on a machine that is very busy, a press is lost; a reader would press again, too.
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)
    page.mouse.move(*middle)
    page.wait_for_timeout(500)
    page.mouse.click(*middle)


def until(page: Page, point: Locator, holds: str) -> None:
    """Wait until a script says yes of an element; the page's own policy forbids Playwright's way to wait for one."""
    for _ in range(150):
        if point.evaluate(holds):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never so: {holds}")


def bar(page: Page, chart: str, number: int = 0) -> Locator:
    """A bar of a chart, in the order in which they are drawn."""
    return page.locator(f"#{chart} .graph .bars .point path").nth(number)


def in_view(page: Page, selector: str) -> bool:
    return page.eval_on_selector(
        selector, "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }"
    )


def test_a_bar_leads_to_its_sentence_and_on_to_the_document(site: str, watched: Watched, facts: pa.Table):
    fact = the_fact(facts, QUOTE)
    page = watched.open(f"{site}/?lang=en")
    press(page, bar(page, "trade"))
    mark = page.locator(MARK)
    expect(mark).to_have_text(QUOTE)
    assert mark.get_attribute("data-fact-id") == fact["fact_id"]
    expect(page.locator("#panel .quote")).to_contain_text(
        "Kim ngạch thương mại hai bên đạt 171,9 tỷ USD năm 2023"
    )
    expect(page.locator("#panel")).to_contain_text("Báo Lào Cai")
    expect(page.locator("#panel")).to_contain_text("date not stated")
    expect(page.locator("#panel .strip")).to_contain_text("171.9 × 109 USD")
    expect(page).to_have_url(re.compile(f"figure={fact['fact_id']}"))
    page.click("#panel .button.primary")
    page.wait_for_url(re.compile(r"/sources/.*#f-"))
    target = page.locator(f'.document mark[data-fact-id="{fact["fact_id"]}"]')
    expect(target).to_have_text(QUOTE)
    assert in_view(page, f'.document mark[data-fact-id="{fact["fact_id"]}"]')


def _figure(url: str) -> str | None:
    found = re.search(r"figure=([\w-]+)", url)
    return found and found[1]


def test_every_bar_and_point_opens_its_own_figure(site: str, watched: Watched):
    page = watched.open(f"{site}/?lang=en", height=3400)
    points = page.locator("#stage .graph .bars .point path, #stage .graph .subplot.xy .scatterlayer .point")
    assert points.count() >= 10
    opened = set()
    for i in range(points.count()):
        press(page, points.nth(i))
        page.wait_for_url(lambda url: _figure(url) not in {None, *opened})
        opened.add(_figure(page.url))
        if _figure(page.url).startswith("ref-"):  # a reference point has a source line, no passage
            expect(page.locator("#panel .reference-facts")).to_contain_text("vn-cn.csv, line")
        else:
            expect(page.locator(MARK)).to_have_attribute("data-fact-id", _figure(page.url))
    assert len(opened) == points.count()


def test_the_same_bar_opens_again_after_closing(site: str, watched: Watched):
    page = watched.open(f"{site}/?lang=en")
    for _ in range(2):
        press(page, bar(page, "trade"))
        expect(page.locator(MARK)).to_have_text(QUOTE)
        page.keyboard.press("Escape")
        expect(page.locator("#panel .quote")).to_have_count(0)
        expect(page).not_to_have_url(re.compile("figure="))


def test_keyboard_alone(site: str, watched: Watched, facts: pa.Table):
    fact = the_fact(facts, QUOTE)
    page = watched.open(f"{site}/?lang=en")
    link = f'#trade-table a[data-figure="{fact["fact_id"]}"]'
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", link):
            break
    else:
        pytest.fail("Tab does not reach the table")
    page.keyboard.press("Enter")
    expect(page.locator(MARK)).to_have_text(QUOTE)
    expect(page.locator("#panel-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel .quote")).to_have_count(0)
    expect(page.locator(link)).to_be_focused()


def test_back_and_a_copied_link(site: str, watched: Watched):
    page = watched.open(f"{site}/?lang=en")
    press(page, bar(page, "trade", 0))
    expect(page.locator(MARK)).to_have_text(QUOTE)
    press(page, bar(page, "trade", 1))
    expect(page.locator(MARK)).to_have_text("148,6 tỷ USD")
    copied = page.url
    page.go_back()
    expect(page.locator(MARK)).to_have_text(QUOTE)
    page.go_back()
    expect(page.locator("#panel .quote")).to_have_count(0)
    page.go_forward()
    expect(page.locator(MARK)).to_have_text(QUOTE)
    fresh = watched.open(copied)
    expect(fresh.locator(MARK)).to_have_text("148,6 tỷ USD")


def test_every_place_of_a_repeated_figure_is_listed_and_reached(site: str, watched: Watched, facts: pa.Table):
    fact = the_fact(facts, "3,03 tỷ USD")
    page = watched.open(f"{site}/?lang=en&figure={fact['fact_id']}")
    places = page.locator("#panel .mentions li")
    expect(places).to_have_count(len(fact["mentions"]) - 1)
    places.last.locator("a").click()
    page.wait_for_url(re.compile(r"#f-"))
    assert in_view(page, f"#f-{fact['fact_id']}-{len(fact['mentions'])}")


def test_document_and_figure_pages_lead_to_each_other(site: str, watched: Watched, facts: pa.Table):
    fact = the_fact(facts, QUOTE)
    page = watched.open(f"{site}/sources/{fact['doc_id']}?lang=en")
    marked = page.locator(".document mark[data-fact-id]")
    assert marked.count() == sum(
        len(f["mentions"]) for f in facts.to_pylist() if f["doc_id"] == fact["doc_id"]
    )
    page.click(f"#f-{fact['fact_id']} a")
    page.wait_for_url(re.compile(f"/figure/{fact['fact_id']}"))
    expect(page.locator(".block-passage .quote mark")).to_have_text(QUOTE)
    expect(page.locator(".evidence tbody tr").first).to_be_visible()
    page.click(".block-passage .button.primary")
    page.wait_for_url(re.compile(r"/sources/"))


def test_the_download_is_the_table(site: str, watched: Watched, facts: pa.Table, tmp_path: Path):
    page = watched.open(f"{site}/figures?lang=en")
    with page.expect_download() as waiting:
        page.click(".downloads a[href$='facts.csv']")
    path = tmp_path / "facts.csv"
    waiting.value.save_as(path)
    assert waiting.value.suggested_filename == "tradetrace-facts.csv"
    read = pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False, na_values=[""])
    table = facts.to_pandas()
    assert read["fact_id"].tolist() == table["fact_id"].tolist()
    assert read["value"].tolist() == table["value"].tolist()
    for column in ("indicator", "reporter", "partner", "period", "quote", "passage", "title", "doc_sha256"):
        assert (
            read[column].where(read[column].notna(), None).tolist()
            == table[column].where(table[column].notna(), None).tolist()
        )
    assert read["link"].tolist() == [f"{site}/figure/{i}" for i in table["fact_id"]]


def test_filters_are_the_address(site: str, watched: Watched, facts: pa.Table):
    page = watched.open(f"{site}/figures?lang=en")
    page.select_option("select[name=indicator]", "fdi_registered")
    page.select_option("select[name=transform]", "level")
    page.click(".filters button")
    ready(page)
    expect(page).to_have_url(re.compile("indicator=fdi_registered"))
    wanted = [
        f for f in facts.to_pylist() if f["indicator"] == "fdi_registered" and f["transform"] == "level"
    ]
    expect(page.locator(".figures-bar")).to_contain_text(f"{len(wanted)} figures")
    expect(page.locator(".ag-center-cols-container .ag-row")).to_have_count(len(wanted))
    page.locator(".ag-center-cols-container .ag-row a").first.click()
    shown = page.locator(MARK)
    expect(shown).to_have_count(1)
    expect(page).to_have_url(re.compile("indicator=fdi_registered"))
    assert shown.get_attribute("data-fact-id") in {f["fact_id"] for f in wanted}
    nothing = watched.open(f"{site}/figures?lang=en&from=1901&to=1902")
    expect(nothing.locator("#stage .empty")).to_contain_text("No figure matches")
    nothing.click("#stage .empty a")
    ready(nothing)
    expect(nothing.locator(".figures-bar")).to_contain_text(f"{facts.num_rows} figures")


def test_language_switch_keeps_the_open_figure(site: str, watched: Watched):
    page = watched.open(f"{site}/?lang=en")
    press(page, bar(page, "trade"))
    expect(page.locator(MARK)).to_have_text(QUOTE)
    for lang, number, heading in (("vi", "171,9 tỷ USD", "Thương mại"), ("zh", "1719亿美元", "贸易")):
        page.click(f"a[data-switch][hreflang^={lang}]")
        page.wait_for_url(re.compile(f"lang={lang}"))
        ready(page)
        assert page.get_attribute("html", "lang").startswith(lang)
        expect(page.locator("#stage h1")).to_contain_text(heading)
        expect(page.locator("#stage .panel-value")).to_have_text(number)
        expect(page.locator(MARK)).to_have_text(QUOTE)  # what the source says is never translated


def test_light_and_dark(site: str, watched: Watched):
    page = watched.open(f"{site}/?lang=en", color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(background)
    page.click("[data-theme-switch]")
    light = page.evaluate(background)
    assert dark != light
    page.reload()
    assert page.evaluate(background) == light


@pytest.mark.parametrize("lang", ["vi", "en", "zh"])
def test_no_page_scrolls_sideways(site: str, watched: Watched, facts: pa.Table, lang: str):
    fact = the_fact(facts, QUOTE)
    paths = [
        "/",
        "/regions",
        "/investment",
        "/compare",
        "/figures",
        "/sources",
        "/read",
        "/embed/overview",
        f"/sources/{fact['doc_id']}",
        f"/figure/{fact['fact_id']}",
        "/nowhere",
    ]
    for path in [*paths, f"/?figure={fact['fact_id']}"]:
        page = watched.open(f"{site}{path}{'&' if '?' in path else '?'}lang={lang}", width=360, height=800)
        for width in (360, 390, 600, 768, 901, 1080, 1440, 2560):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)


def test_the_panel_leaves_the_chart_in_view_on_a_phone(site: str, watched: Watched):
    page = watched.open(f"{site}/?lang=en", width=390, height=844)
    press(page, bar(page, "trade"))
    expect(page.locator(MARK)).to_have_text(QUOTE)
    assert in_view(page, "#panel .quote mark")
    assert page.locator("#panel").bounding_box()["y"] > 200


def test_reading_needs_no_script(site: str, watched: Watched, facts: pa.Table):
    fact = the_fact(facts, QUOTE)
    page = watched.open(f"{site}/sources", java_script_enabled=False)
    page.click(f'a[href^="/sources/{fact["doc_id"]}"]')
    page.click(f"#f-{fact['fact_id']} a")
    expect(page.locator(".block-passage .quote mark")).to_have_text(QUOTE)
