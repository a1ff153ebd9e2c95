"""The grid of all figures: searched, sorted, its columns chosen, and downloaded as it is shown."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Page, expect

from etl import refresh
from tests.browser.pages import Watched, ready
from tests.browser.screenshots import serving
from tests.conftest import add_document

READY = ".grid-tools.there"


def shown(page: Page) -> list[list[str]]:
    """Headers and cells of the grid as they stand on the page, row by row."""
    return page.evaluate(
        """() => {
          const by = (name, e) => +e.getAttribute(name);
          const heads = [...document.querySelectorAll('#grid .ag-header-row-column .ag-header-cell')];
          heads.sort((a, b) => by('aria-colindex', a) - by('aria-colindex', b));
          const rows = [...document.querySelectorAll('#grid .ag-center-cols-container .ag-row')];
          rows.sort((a, b) => by('row-index', a) - by('row-index', b));
          const text = e => (e.querySelector('.ag-header-cell-text') || e).textContent;
          return [heads.map(text), ...rows.map(r => {
            const cells = [...r.querySelectorAll('.ag-cell')];
            cells.sort((a, b) => by('aria-colindex', a) - by('aria-colindex', b));
            return cells.map(c => c.textContent);
          })];
        }"""
    )


def download(page: Page, path: Path) -> list[list[str]]:
    with page.expect_download() as waiting:
        page.click("[data-grid-csv]")
    waiting.value.save_as(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("lang", ["vi", "zh"])
def test_the_download_is_what_is_shown(
    site: str, watched: Watched, facts: pa.Table, tmp_path: Path, lang: str
):
    page = watched.open(f"{site}/figures?lang={lang}", height=1400)
    page.wait_for_selector(READY)
    assert len(shown(page)) == facts.num_rows + 1
    assert download(page, tmp_path / "all.csv") == shown(page)
    page.click(".grid-tools summary")
    page.click("[data-column=number]")
    page.click("[data-column=publisher]")
    expect(page.locator("[data-column=number]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    page.locator("#grid .ag-header-cell[col-id=number] .ag-header-cell-label").click()
    page.locator("#grid .ag-header-cell[col-id=number] .ag-header-cell-label").click()
    page.locator("#grid .ag-floating-filter input").nth(5).fill("kim ngach")
    expect(page.locator("#grid-count")).not_to_be_empty()
    before = shown(page)
    assert 1 < len(before) < facts.num_rows + 1
    assert download(page, tmp_path / "some.csv") == before
    numbers = [float(row[before[0].index(page.text_content("[data-column=number]"))]) for row in before[1:]]
    assert numbers == sorted(numbers, reverse=True)
    assert query(page)["sort"] == ["-number"]
    assert query(page)["in.passage"] == ["kim ngach"]
    assert "number" in query(page)["cols"][0]
    assert "publisher" not in query(page)["cols"][0]
    again = watched.open(page.url, height=1400)
    again.wait_for_selector(READY)
    assert shown(again) == before
    again.click("a[data-switch][hreflang=en]")
    again.wait_for_url(re.compile("lang=en"))
    ready(again)
    again.wait_for_selector(READY)
    assert query(again)["in.passage"] == ["kim ngach"]
    assert len(shown(again)) == len(before)


def test_amounts_and_periods_sort_by_what_they_mean(site: str, watched: Watched, facts: pa.Table):
    page = watched.open(f"{site}/figures?lang=en&sort=-value&cols=number,value", height=1400)
    page.wait_for_selector(READY)
    numbers = [float(row[0]) for row in shown(page)[1:]]
    assert numbers == sorted(facts["value"].to_pylist(), reverse=True)


@pytest.mark.parametrize("typed", ["KIM NGẠCH thương mại", "kim ngach thuong mai"])
def test_words_are_found_with_and_without_marks(site: str, watched: Watched, facts: pa.Table, typed: str):
    page = watched.open(f"{site}/figures?lang=en", height=1400)
    page.wait_for_selector(READY)
    page.locator("#grid .ag-header-cell.ag-floating-filter input").last.fill(typed)
    expect(page.locator("#grid-count")).not_to_be_empty()
    in_grid = len(shown(page)) - 1
    assert in_grid > 1
    page.goto(f"{site}/figures?lang=en&q={typed}")
    page.wait_for_selector(READY)
    assert len(shown(page)) - 1 >= in_grid  # there titles are searched too


def test_one_figure_by_its_identifier(site: str, watched: Watched, facts: pa.Table):
    some = facts["fact_id"].to_pylist()[:2]
    page = watched.open(f"{site}/figures?lang=en&fact_id={','.join(some)}")
    page.wait_for_selector(READY)
    assert len(shown(page)) == 3
    expect(page.locator(".other-filters")).to_contain_text("fact_id = ")
    page.click(".other-filters a")
    expect(page).not_to_have_url(re.compile("fact_id"))
    ready(page)
    page.wait_for_selector(READY)
    expect(page.locator(".figures-bar")).to_contain_text(f"{facts.num_rows} figures")


def test_nothing_in_the_download_is_run_as_a_formula(
    own_data: Path, watched: Watched, facts: pa.Table, tmp_path: Path
):
    harmful = pa.array(["=HYPERLINK(1)"] * facts.num_rows, pa.string())
    at = facts.schema.get_field_index("publisher")
    pq.write_table(facts.set_column(at, facts.schema.field(at), harmful), own_data / "facts.parquet")
    with serving(own_data) as base:
        page = watched.open(f"{base}/figures?lang=en&cols=publisher,value")
        page.wait_for_selector(READY)
        rows = download(page, tmp_path / "shown.csv")
    assert {row[0] for row in rows[1:]} == {"'=HYPERLINK(1)"}
    assert any(row[1].startswith("+") for row in rows[1:])  # growth is a number and stays one


def test_many_rows_are_turned_over_and_ordered_by_the_server(tmp_path: Path, watched: Watched):
    folder = tmp_path / "data"
    (folder / "documents").mkdir(parents=True)
    for n in range(130):
        add_document(
            folder, f"d{n}", f"Trade between Vietnam and China reached {n + 100} billion USD in 2023.\n"
        )
    refresh(folder)
    with serving(folder) as base:
        page = watched.open(f"{base}/figures?lang=en&cols=number,title", height=1400)
        page.wait_for_selector(READY)
        expect(page.locator(".pages")).to_contain_text("Rows 1 to 50 of 130")
        expect(page.locator(".ag-floating-filter")).to_have_count(0)
        seen = numbers_of(page)
        for shown in ("Rows 51 to 100 of 130", "Rows 101 to 130 of 130"):
            page.click(".pages [rel=next]")
            expect(page.locator(".pages")).to_contain_text(shown)
            ready(page)
            seen += numbers_of(page)
        assert sorted(seen) == [(n + 100) * 1e9 for n in range(130)]
        expect(page.locator(".pages [rel=next]")).to_have_count(0)
        page.locator("#grid .ag-header-cell[col-id=number] .ag-header-cell-label").click()
        expect(page.locator(".pages")).to_contain_text("Rows 1 to 50 of 130")
        ready(page)
        assert "page" not in query(page)
        assert query(page)["sort"] == ["number"]
        assert numbers_of(page) == [(n + 100) * 1e9 for n in range(50)]
        # by what the server puts into no order, the grid does not either
        page.locator("#grid .ag-header-cell[col-id=title] .ag-header-cell-label").click()
        assert query(page)["sort"] == ["number"]
        page = watched.open(f"{base}/figures?lang=en&cols=number&sort=-number&page=3", height=1400)
        page.wait_for_selector(READY)
        assert numbers_of(page) == [(n + 100) * 1e9 for n in range(29, -1, -1)]
        page = watched.open(f"{base}/figures?lang=en&cols=number&page=77", height=1400)
        expect(page.locator(".pages")).to_contain_text("Rows 101 to 130 of 130")
        page = watched.open(f"{base}/figures?lang=vi&from=2023&q=%22101 billion%22", height=1400)
        page.wait_for_selector(READY)
        expect(page.locator(".pages")).to_have_count(0)


def numbers_of(page: Page) -> list[float]:
    """The first column of every row that the grid holds, seen or not."""
    return page.evaluate(
        """async () => {
          const api = await dash_ag_grid.getApiAsync("grid"), found = [];
          api.forEachNodeAfterFilterAndSort(node => found.push(node.data.number));
          return found;
        }"""
    )
