"""A real Chromium on a real server; every test also fails on console errors and on foreign requests."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from etl import load_tables, refresh
from tests.browser import chromium
from tests.browser.pages import PATIENCE, Watched
from tests.browser.screenshots import serving
from tests.conftest import DOCUMENTS, ROOT, add_document

logging.getLogger("werkzeug").setLevel(logging.ERROR)
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session; without one the run stops with one line."""
    try:
        path = chromium.executable()
    except RuntimeError as error:
        pytest.exit(str(error), returncode=2)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(data_dir: Path) -> Iterator[str]:
    """The dashboard on the five articles; gives its address."""
    with serving(data_dir) as base:
        yield base


@pytest.fixture(scope="session")
def much(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard on some hundred short documents beside the five articles; gives its address."""
    folder = tmp_path_factory.mktemp("much")
    shutil.copytree(DOCUMENTS, folder / "documents")
    for lang in ("vi", "en", "zh"):
        for labels in sorted((ROOT / "tests" / "eval" / "own" / lang).glob("*.json"))[:90]:
            meta = json.loads(labels.read_text(encoding="utf-8"))
            given = {k: meta.get(k) or "" for k in ("publisher", "published")}
            text = labels.with_suffix(".txt").read_bytes()
            add_document(folder, f"{lang}-{labels.stem}", text, lang=lang, title="", **given)
    refresh(folder)
    with serving(folder) as base:
        yield base


@pytest.fixture(scope="session")
def facts(data_dir: Path) -> pa.Table:
    """The fact table that the dashboard shows."""
    return load_tables(data_dir).facts


@pytest.fixture
def own_data(data_dir: Path, tmp_path: Path) -> Path:
    """A copy of the tables that a test may change."""
    for path in data_dir.glob("*.parquet"):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """Pages whose console must stay silent and whose requests must stay on this machine."""
    pages = Watched(browser)
    yield pages
    pages.close()
    assert pages.faults == []
    foreign = [u for u in pages.requests if not u.startswith(("http://127.0.0.1:", "data:", "blob:"))]
    assert foreign == []
