"""From a finding to the sentences and source lines behind it, and a decision taken in the panel."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from etl import load_tables, refresh
from tests.browser.pages import Watched, ready
from tests.browser.screenshots import serving
from tests.conftest import add_document

MARK = "#panel .quote mark[data-fact-id]"


def test_a_finding_leads_to_every_sentence_behind_it(site: str, watched: Watched):
    page = watched.open(f"{site}/checks?lang=en")
    card = page.locator(".finding", has_text="Exports + imports = two-way trade.")
    expect(card).to_contain_text("holds")
    expect(card).to_contain_text("The others give 3.02 bn USD to 3.04 bn USD")
    links = card.locator("a[data-figure]")
    expect(links).to_have_count(3)
    for i, words in enumerate(("3,03 tỷ USD", "1,15 tỷ USD", "1,88 tỷ USD")):
        links.nth(i).click()
        expect(page.locator(MARK)).to_have_text(words)
        expect(page).to_have_url(re.compile(f"figure={links.nth(i).get_attribute('data-figure')}"))
    page.keyboard.press("Escape")
    expect(page.locator(MARK)).to_have_count(0)


def test_a_reference_point_opens_its_source_line(site: str, watched: Watched):
    page = watched.open(f"{site}/checks?lang=en")
    page.locator("#ledgers a.reference-link", has_text="260.65").click()
    expect(page.locator("#panel")).to_contain_text("Tehran Times, 2025-04-13, quoting MOFCOM")
    expect(page.locator("#panel .quote")).to_have_count(0)


def test_the_form_narrows_the_findings(site: str, watched: Watched):
    page = watched.open(f"{site}/checks?lang=en")
    page.select_option("select[name=verdict]", "cannot_say")
    page.click(".filters button")
    page.wait_for_url(re.compile("verdict=cannot_say"))
    expect(page.locator("#stage .finding")).to_have_count(1)
    expect(page.locator("#stage .finding-reason")).to_contain_text(
        "it is not told that one compiler counted them all"
    )


def test_a_derived_value_shows_its_inputs(site: str, watched: Watched):
    page = watched.open(f"{site}/checks?lang=en")
    balance = page.locator(".derived", has_text="Balance")
    expect(balance).to_contain_text("derived")
    expect(balance).to_contain_text("730 m USD")
    balance.locator("a[data-figure]").first.click()
    expect(page.locator(MARK)).to_have_text("1,88 tỷ USD")


CUSTOMS = "According to Vietnam Customs, trade between Vietnam and China reached {} billion USD in 2024."


@pytest.fixture(scope="module")
def conflict(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard on the five articles and two that contradict each other about the latest year."""
    folder = tmp_path_factory.mktemp("conflict")
    for name in ("documents", "reference"):
        shutil.copytree(data_dir / name, folder / name)
    for name, value in (("one", "205.2"), ("two", "215.2")):
        add_document(folder, name, CUSTOMS.format(value) + "\n", publisher=name, published="2025-04-11")
    refresh(folder)
    with serving(folder) as base:
        yield base


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "fails a check: Documents agree"), ("vi", "Các văn bản khớp nhau"), ("zh", "文件之间一致")],
)
def test_a_tile_whose_figure_fails_a_check_says_so_and_leads_to_it(
    conflict: str, watched: Watched, lang: str, words: str
):
    page = watched.open(f"{conflict}/?lang={lang}")
    warning = page.locator(".tile .tile-fails").first
    expect(warning).to_contain_text(words)
    warning.locator("a").click()
    page.wait_for_url(re.compile(r"/checks\?.*#c-"))
    card = page.locator("#" + page.url.partition("#")[2])
    expect(card).to_be_in_viewport()
    expect(card.locator("a[data-figure]")).to_have_count(2)


def test_official_points_are_hidden_and_shown_by_a_link(conflict: str, watched: Watched):
    page = watched.open(f"{conflict}/?lang=en")
    trade = page.locator("#trade")
    expect(trade.locator(".behind")).to_contain_text("Vietnam Customs")
    expect(trade.locator(".behind")).to_contain_text("(as of 2026-11)")
    trade.locator(".behind summary").click()
    trade.locator(".behind a.reference-link", has_text="260.65").click()
    expect(page.locator("#panel")).to_contain_text("Tehran Times, 2025-04-13, quoting MOFCOM")
    page.keyboard.press("Escape")
    trade.locator(".choices a", has_text="hidden").click()
    page.wait_for_url(re.compile("official=hide"))
    ready(page)
    expect(page.locator("#trade")).to_be_visible()
    expect(page.locator("#trade .behind")).to_have_count(0)
    page.locator("#trade .choices a", has_text="shown").click()
    expect(page.locator("#trade .behind")).to_have_count(1)


@pytest.mark.parametrize("lang", ["vi", "en", "zh"])
def test_the_page_never_scrolls_sideways(site: str, watched: Watched, lang: str):
    page = watched.open(f"{site}/checks?lang={lang}", width=360, height=800)
    for width in (360, 390, 768, 1080, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


@pytest.fixture
def reviewed(data_dir: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A dashboard of its own that takes decisions."""
    for name in ("documents", "reference"):
        shutil.copytree(data_dir / name, tmp_path / name)
    refresh(tmp_path)
    with serving(tmp_path, reviewing=True) as base:
        yield base, tmp_path


def test_a_reviewer_corrects_a_figure_in_the_panel(reviewed: tuple[str, Path], watched: Watched):
    base, folder = reviewed
    fact = next(f for f in load_tables(folder).facts.to_pylist() if f["quote"] == "171,9 tỷ USD")
    page = watched.open(f"{base}/?lang=en&figure={fact['fact_id']}")
    form = page.locator("#stage #panel .review-form")
    form.locator("textarea[name=by]").fill("Nguyễn An")
    form.locator("textarea[name=why]").fill("The ministry says so")
    form.locator("select[name=label]").select_option("compiler")
    form.locator("textarea[name=value]").fill("VN_MOIT")
    form.locator("button[value=set]").click()
    expect(page.locator("#stage #panel")).to_contain_text("Corrected by a person.")
    expect(page.locator("#stage #panel")).to_contain_text("Nguyễn An")
    expect(page.locator("#stage #panel .strip")).to_contain_text("Ministry of Industry and Trade")
    held = {f["fact_id"]: f for f in load_tables(folder).facts.to_pylist()}
    assert held[fact["fact_id"]]["compiler"] == "VN_MOIT"
    expect(page.locator("#stage #panel .review-form textarea[name=by]")).to_have_value("Nguyễn An")
