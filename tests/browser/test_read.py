"""An article is pasted, read and downloaded."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
from playwright.sync_api import expect

from etl import load_tables
from tests.browser.pages import Watched


def test_a_pasted_article_states_what_the_stored_one_states(
    site: str, watched: Watched, data_dir: Path, facts: pa.Table, tmp_path: Path
):
    doc_id = facts["doc_id"][0].as_py()
    document = next(d for d in load_tables(data_dir).documents.to_pylist() if d["doc_id"] == doc_id)
    stored = [f for f in facts.to_pylist() if f["doc_id"] == doc_id]
    page = watched.open(f"{site}/?lang=en", width=390, height=844)
    page.click(".site-nav a[href^='/read']")
    page.fill("textarea[name=text]", document["text"])
    page.select_option("select[name=text_lang]", document["lang"])
    page.fill("input[name=published]", document["published"] or "")
    page.click(".read-form .primary")
    expect(page.locator("#result")).to_have_text(f"{len(stored)} figures")
    marked = page.locator(".document mark[data-fact-id]")
    assert marked.count() == sum(len(f["mentions"]) for f in stored)
    assert marked.first.inner_text() == stored[0]["quote"]
    page.locator(".document mark a").first.click()
    expect(page.locator(".card:target .strip")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    with page.expect_download() as waiting:
        page.get_by_text("Download as CSV").click()
    waiting.value.save_as(tmp_path / "text.csv")
    read = pd.read_csv(tmp_path / "text.csv", encoding="utf-8-sig", keep_default_na=False)
    assert read["value"].tolist() == [f["value"] for f in stored]
    for column in ("quote", "indicator", "period", "char_start"):
        assert read[column].astype(str).tolist() == [
            "" if f[column] is None else str(f[column]) for f in stored
        ]
