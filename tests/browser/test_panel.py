"""The panel: what it says of a figure, what can be copied, and that it works by keyboard alone."""

from __future__ import annotations

import io
import json

import pandas as pd
import pyarrow as pa
import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import Watched, ready, the_fact

QUOTE = "171,9 tỷ USD"


@pytest.fixture
def opened(site: str, watched: Watched, facts: pa.Table) -> tuple[Page, dict]:
    fact = the_fact(facts, QUOTE)
    page = watched.open(f"{site}/?lang=en&figure={fact['fact_id']}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return page, fact


def copied(page: Page, label: str) -> str:
    page.locator("#panel .copies").get_by_text(label, exact=True).click()
    expect(page.locator("#live")).to_have_text(f"Copied: {label}")
    return page.evaluate("navigator.clipboard.readText()")


def test_what_is_copied(site: str, opened: tuple[Page, dict]):
    page, fact = opened
    link = f"{site}/figure/{fact['fact_id']}"
    assert copied(page, "Link") == link
    assert QUOTE in copied(page, "Citation")
    assert link in copied(page, "BibTeX")
    (item,) = json.loads(copied(page, "CSL-JSON"))
    assert item["title"] == fact["title"]
    row = pd.read_csv(io.StringIO(copied(page, "CSV row")), keep_default_na=False)
    assert row["fact_id"].tolist() == [fact["fact_id"]]
    assert row["quote"].tolist() == [QUOTE]
    assert row["link"].tolist() == [link]


def test_the_panel_tells_how_sure_the_reading_is(opened: tuple[Page, dict]):
    page, _ = opened
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Confidence of the reading: 100%.")
    expect(panel).to_contain_text("171.85 to 171.95 bn USD")
    expect(panel).to_contain_text("Read by rule; not yet checked by a person.")
    expect(panel).to_contain_text("The address of the original is not known")
    expect(panel.locator(".context").first).to_contain_text("thực chất.")


def test_every_label_has_a_line_and_a_colour_of_its_own(opened: tuple[Page, dict]):
    page, _ = opened
    lines = page.eval_on_selector_all(
        "#panel .legend .ev",
        "all => all.map(e => { const s = getComputedStyle(e); return [s.textDecorationStyle, s.textDecorationColor] })",
    )
    assert len(lines) == 3
    assert len({style for style, _ in lines}) == len({colour for _, colour in lines}) == 3


def test_by_keyboard_alone_through_the_panel_and_back(site: str, watched: Watched, facts: pa.Table):
    fact = the_fact(facts, QUOTE)
    page = watched.open(f"{site}/?lang=en")
    page.focus(f'#stage #trade-table a[data-figure="{fact["fact_id"]}"]')
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_be_focused()
    reached = set()
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent.trim()"))
    assert {"Close", "Read it in the document", "All about this figure", "BibTeX", "CSV row"} <= reached
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Escape")
    expect(page.locator(f'#stage #trade-table a[data-figure="{fact["fact_id"]}"]')).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#panel .quote mark")).to_be_visible()
    expect(page.locator("#panel-title")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Close")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .quote")).to_have_count(0)
    expect(page.locator(f'#stage #trade-table a[data-figure="{fact["fact_id"]}"]')).to_be_focused()


def test_focus_stays_in_a_panel_that_a_late_answer_replaces(site: str, watched: Watched, facts: pa.Table):
    """Closed and opened again at once: the answer to the closing comes after the reader has moved on in the panel."""
    fact = the_fact(facts, QUOTE)
    page = watched.open(f"{site}/?lang=en&figure={fact['fact_id']}")
    link = page.locator(f'#stage #trade-table a[data-figure="{fact["fact_id"]}"]')
    page.locator("#panel-title").focus()
    held = []
    page.route("**/_dash-update-component*", lambda route: held.append(route))
    page.keyboard.press("Escape")
    link.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for _ in range(100):
        if len(held) < 2:
            page.wait_for_timeout(50)
    assert len(held) == 2
    expect(page.locator("#panel-title")).to_be_visible()  # what was there is still there
    expect(page.locator(":focus")).to_have_text("Close")
    for route in held:
        route.continue_()
        page.wait_for_timeout(300)
    expect(page.locator("#panel .quote mark")).to_be_visible()
    expect(page.locator(":focus")).to_have_text("Close")


def test_the_browser_finds_the_words_of_a_text_fragment(site: str, watched: Watched, facts: pa.Table):
    """The fragment is made for the original; our own page of the document holds the same words."""
    from dashboard.fragment import text_fragment

    last = {f["doc_id"]: f for f in facts.to_pylist()}  # of each document the figure farthest down
    for fact in last.values():
        page_of = f"{site}/sources/{fact['doc_id']}?lang=en"
        target = text_fragment(fact | {"url": page_of})
        page = watched.open("about:blank", width=600, height=300)
        page.goto(target)
        ready(page)
        at = page.locator(f"#f-{fact['fact_id']}")
        expect(at).to_be_in_viewport()
        box = at.bounding_box()
        assert -20 <= box["y"] <= 300, fact["quote"]
        page.close()
