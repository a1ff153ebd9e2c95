"""axe-core finds nothing to complain about on any view, in any language, light and dark.

axe comes with the package and is put into the page by the driver, so nothing is fetched.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dashboard.i18n import LANGUAGES
from dashboard.store import Snapshot
from etl import open_index
from tests.browser.pages import Watched, ready
from tests.browser.screenshots import SCHEMES, views

AXE = Axe()


# The dark scheme differs in colours alone.
IN_THE_DARK = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def faults(page: Page, options: dict | None = None) -> list[str]:
    """What axe finds, with the first places of each."""
    found = AXE.run(page, options=options).response["violations"]
    return [f"{v['id']}: {v['help']} {[n['html'][:160] for n in v['nodes'][:3]]}" for v in found]


def addresses(data_dir: Path) -> dict[str, str]:
    found = views(Snapshot(open_index(data_dir)))
    return {**found, "embed": "/embed/overview?frame=trade"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing(site: str, watched: Watched, data_dir: Path, lang: str):
    told = {}
    for name, path in addresses(data_dir).items():
        head, _, anchor = path.partition("#")
        address = f"{site}{head}{'&' if '?' in head else '?'}lang={lang}" + (f"#{anchor}" if anchor else "")
        page = watched.open(address)
        if name == "figures":
            page.wait_for_selector(".grid-tools.there")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            told[name, scheme] = faults(page, IN_THE_DARK if scheme == "dark" else None)
        page.context.close()
    assert {where: what for where, what in told.items() if what} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_in_what_is_opened(site: str, watched: Watched, facts: pa.Table, lang: str):
    passage = facts["passage"][0].as_py()
    page = watched.open(f"{site}/read?lang={lang}", width=390, height=844)
    page.fill("textarea", passage)
    page.click(".read-form .primary")
    expect(page.locator(".card").first).to_be_visible()
    told = faults(page)
    page.fill("textarea", " ")
    page.fill("input[name=published]", "soon")
    page.locator("textarea").evaluate("e => e.removeAttribute('required')")
    page.click(".read-form .primary")
    expect(page.locator(".fault")).to_be_visible()
    told += faults(page)
    page.goto(f"{site}/?lang={lang}")
    ready(page)
    page.click("#stage #trade .menu summary")
    told += faults(page)
    page.keyboard.press("Escape")
    page.locator("#stage #trade-table a[data-figure]").first.click()
    expect(page.locator("#panel .quote mark")).to_be_visible()
    told += faults(page)
    assert told == []
