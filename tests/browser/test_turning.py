"""Another choice on the same page is shown in place, and yet everything is as if the page had been loaded."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.pages import Watched, ready
from tests.browser.screenshots import serving

GRID = ".grid-tools.there"
SEEN = "document.querySelector('#main').innerText"


def mark(page: Page) -> None:
    page.evaluate("window.still = true")


def loaded_again(page: Page) -> bool:
    return not page.evaluate("!!window.still")


def choose(page: Page, **chosen: str) -> None:
    for name, value in chosen.items():
        page.select_option(f"select[name={name}]", value)
    page.click(".filters button")
    ready(page)


def test_filters_back_and_forward(site: str, watched: Watched):
    page = watched.open(f"{site}/figures?lang=en")
    page.wait_for_selector(GRID)
    every = page.text_content("[role=status]")
    mark(page)
    choose(page, indicator="exports")
    page.wait_for_selector(GRID)
    some = page.text_content("[role=status]")
    assert some != every
    expect(page).to_have_url(re.compile("indicator=exports$"))
    expect(page.locator(".filters button")).to_be_focused()
    page.go_back()
    expect(page.locator(".figures-bar [role=status]")).to_have_text(every)
    ready(page)
    page.wait_for_selector(GRID)
    assert page.input_value("select[name=indicator]") == ""
    page.go_forward()
    expect(page.locator(".figures-bar [role=status]")).to_have_text(some)
    ready(page)
    assert page.input_value("select[name=indicator]") == "exports"
    assert not loaded_again(page)
    page.reload()
    ready(page)
    assert page.text_content("[role=status]") == some


def test_a_form_that_offers_the_same_stays(site: str, watched: Watched):
    page = watched.open(f"{site}/figures?lang=en")
    page.wait_for_selector(GRID)
    page.evaluate("document.querySelector('.filters select[name=indicator]').same = true")
    choose(page, indicator="exports")
    assert page.evaluate("document.querySelector('.filters select[name=indicator]').same")
    clear = page.locator(".filters a.button")
    expect(clear).to_be_visible()
    page.select_option("select[name=partner]", "CN")  # chosen, and not asked for
    page.fill("input[name=q]", "not asked for")
    clear.click()
    expect(clear).to_have_count(0)
    ready(page)
    assert page.evaluate("document.querySelector('.filters select[name=indicator]').same")
    left = page.locator(".filters [name]").evaluate_all("all => all.map(e => [e.name, e.value])")
    assert [pair for pair in left if pair[1]] == [["lang", "en"]]


def test_what_waits_to_be_shown_is_out_of_reach(site: str, watched: Watched):
    page = watched.open(f"{site}/figures?lang=en")
    page.wait_for_selector(GRID)
    page.evaluate(
        """() => {
          const entry = document.getElementById("react-entry-point");
          window.styles = [];
          new MutationObserver(() => {
            const style = getComputedStyle(entry);
            window.styles.push([entry.className, style.height, style.visibility]);
          }).observe(entry, { attributes: true, attributeFilter: ["class"] });
        }"""
    )
    choose(page, indicator="exports")
    page.wait_for_selector(GRID)
    styles = page.evaluate("window.styles")
    assert styles[0][:2] == ["awaiting", "0px"]
    assert styles[1] == ["awaiting unseen", "0px", "hidden"]
    assert styles[-1][2] == "visible"


def test_what_stands_below_the_window_is_drawn_a_frame_later(much: str, watched: Watched):
    page = watched.open(f"{much}/?lang=en", height=600)
    page.evaluate(
        """() => {
          const main = document.getElementById("main");
          const tall = document.documentElement.scrollHeight;
          new MutationObserver((_, observer) => {
            if (main.hasAttribute("aria-busy")) return;
            observer.disconnect();
            const late = [...document.querySelectorAll("#prerender *")].filter(e => e.style.contentVisibility);
            window.late = late.map(e => e.getBoundingClientRect().top);
            window.shorter = tall - document.documentElement.scrollHeight;
          }).observe(main, { attributes: true });
        }"""
    )
    page.evaluate("window.tradetrace.turn(location.href + '&official=hide')")
    page.wait_for_selector("#prerender")
    ready(page)
    late = page.evaluate("window.late")
    assert late
    assert min(late) > 500  # what the old answer showed there decides
    assert abs(page.evaluate("window.shorter")) < 300  # what is still to be drawn has its place
    assert not page.locator("#main *").evaluate_all("all => all.some(e => e.style.contentVisibility)")


@pytest.mark.parametrize(
    ("path", "name", "nth"),
    [
        ("/figures", "indicator", 2),
        ("/regions", "country", 1),
        ("/compare", "subject", 1),
        ("/compare", "b", 3),
    ],
)
@pytest.mark.parametrize("width", [1440, 390])
def test_what_is_shown_in_place_is_what_a_fresh_visit_shows(
    much: str, watched: Watched, path: str, name: str, nth: int, width: int
):
    page = watched.open(f"{much}{path}?lang=en", width=width)
    mark(page)
    value = page.locator(f"select[name={name}] option").nth(nth).get_attribute("value")
    choose(page, **{name: value})
    assert not loaded_again(page)
    fresh = watched.open(page.url, width=width)
    for shown in (page, fresh):
        if path == "/figures":
            shown.wait_for_selector(GRID, state="attached")
    assert fresh.title() == page.title()
    assert fresh.evaluate(SEEN) == page.evaluate(SEEN)
    assert page.evaluate(
        "new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"
    ) == page.evaluate("document.querySelectorAll('[id]').length")


def test_a_figure_opens_after_another_choice(much: str, watched: Watched):
    page = watched.open(f"{much}/regions?lang=en")
    mark(page)
    choose(page, country="CN")
    link = page.locator("#stage #comparable-table a[data-figure]").first
    link.click()
    expect(page.locator("#panel .quote mark")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    choose(page, country="VN")
    expect(page.locator("#panel .quote")).to_have_count(0)
    assert not loaded_again(page)


def test_from_nothing_to_something_and_back(site: str, watched: Watched):
    page = watched.open(f"{site}/figures?lang=en&from=1901&to=1902")
    mark(page)
    page.click("#stage .empty a")
    ready(page)
    page.wait_for_selector(GRID)
    page.click(".grid-tools summary")
    page.click("[data-column=unit]")
    expect(page.locator("#grid .ag-header-row-column .ag-header-cell[col-id=unit]")).to_be_visible()
    page.fill("input[name=to]", "1902")
    page.click(".filters button")
    ready(page)
    expect(page.locator("#stage .empty")).to_be_visible()
    assert not loaded_again(page)


def test_the_last_of_two_choices_counts(site: str, watched: Watched):
    page = watched.open(f"{site}/figures?lang=en")
    mark(page)
    held: list[Route] = []
    page.route("**/figures?*indicator=exports", lambda route: held.append(route))
    page.select_option("select[name=indicator]", "exports")
    page.click(".filters button")
    choose(page, indicator="imports")
    assert held
    expect(page).to_have_url(re.compile("indicator=imports"))
    fresh = watched.open(page.url)
    assert page.text_content("[role=status]") == fresh.text_content("[role=status]")
    assert not loaded_again(page)


def test_what_a_choice_asks_for_is_asked_once_and_ahead(site: str, watched: Watched):
    page = watched.open(f"{site}/figures?lang=en")
    asked: list[str] = []
    page.on(
        "request",
        lambda r: asked.append(r.url) if r.resource_type == "fetch" and "/figures?" in r.url else None,
    )
    with page.expect_response(re.compile("indicator=exports")):
        page.select_option("select[name=indicator]", "exports")
    page.click(".filters button")
    ready(page)
    expect(page).to_have_url(asked[0])
    assert len(asked) == 1
    page.go_back()
    ready(page)
    assert len(asked) == 2


def test_where_the_answer_fails_the_page_is_loaded(site: str, watched: Watched):
    page = watched.open(f"{site}/figures?lang=en")
    mark(page)

    def fail(route: Route) -> None:
        if route.request.resource_type == "fetch":
            route.fulfill(status=503, body="not now")
        else:
            route.continue_()

    page.route("**/figures?*indicator=exports", fail)
    page.select_option("select[name=indicator]", "exports")
    with page.expect_navigation():
        page.click(".filters button")
    ready(page)
    assert loaded_again(page)
    expect(page).to_have_url(re.compile("indicator=exports"))


def test_tables_refreshed_while_a_page_turns_are_not_mixed(own_data: Path, watched: Watched, facts: pa.Table):
    """What Dash shows and the HTML that fills its slots are of one state, whenever a refresh falls between them."""
    at = facts.schema.get_field_index("quote")
    changed = pa.array([f"{q} (new)" for q in facts["quote"].to_pylist()], pa.string())

    def refreshed(route: Route) -> None:
        if "(new)" not in pq.read_table(own_data / "facts.parquet")["quote"][0].as_py():
            pq.write_table(facts.set_column(at, facts.schema.field(at), changed), own_data / "facts.parquet")
        route.continue_()

    with serving(own_data) as base:
        page = watched.open(f"{base}/?lang=en")
        page.route(re.compile("_dash-update-component"), refreshed)
        page.evaluate("window.tradetrace.turn(location.href + '&official=hide')")
        expect(page.locator("#stage #trade-table q").first).to_contain_text("(new)")
        ready(page)
        quotes = page.locator("#stage .table-wrap q").all_text_contents()
        assert quotes
        assert all("(new)" in quote for quote in quotes)
        page.unroute_all()
