"""From a page on the web, a PDF and a Word document to their figures in the dashboard, with the real commands."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.pages import Watched, ready
from tests.browser.screenshots import serving
from tests.conftest import DOCUMENTS, ROOT
from tests.ingest.conftest import Web, pdf, web  # noqa: F401  (fixtures)
from tests.ingest.pages import PUBLISHED, TITLE, docx, page

REGION = (
    "Theo Hải quan Nam Ninh, năm 2023 xuất nhập khẩu của Quảng Tây với Việt Nam đạt 253,9 tỷ nhân dân tệ."
)
INVESTED = "Tính đến hết tháng 9/2024, Trung Quốc có 4.965 dự án đầu tư tại Việt Nam với tổng vốn đăng ký 29,9 tỷ USD."


def tradetrace(*words: object) -> str:
    """Run the command; its output. It must end well."""
    command = [sys.executable, "-m", "etl.cli", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """The shipped articles in a folder of their own."""
    shutil.copytree(DOCUMENTS, tmp_path / "data" / "documents")
    tradetrace("refresh", "--data", tmp_path / "data", "--quiet")
    return tmp_path / "data"


def test_a_page_a_pdf_and_a_word_document(
    collection: Path,
    tmp_path: Path,
    watched: Watched,
    web: Web,  # noqa: F811
    pdf: Path,  # noqa: F811
):
    shutil.copy(pdf, tmp_path / "printed.pdf")
    docx(tmp_path / "report.docx", title="Báo cáo đầu tư", body=[INVESTED])
    address = web.page("/quang-tay.html", page(head=PUBLISHED, body=[REGION]).encode())
    with serving(collection) as base:
        shown = watched.open(f"{base}/sources?lang=vi")
        before = shown.locator(".documents > li").count()
        out = tradetrace(
            "add",
            address,
            "--allow-private",
            tmp_path / "printed.pdf",
            tmp_path / "report.docx",
            "--data",
            collection,
        )
        assert out.count(": added, ") == 3
        # the server goes on, and the next page that is opened shows the new figures
        shown.reload()
        ready(shown)
        expect(shown.locator(".documents > li")).to_have_count(before + 3)
        for name, quote, source in (
            ("printed", "148,6 tỷ USD", "printed.pdf"),
            ("report", "29,9 tỷ USD", "report.docx"),
            ("127-0-0-1-quang-tay", "253,9 tỷ nhân dân tệ", "127-0-0-1-quang-tay.html"),
        ):
            shown.goto(f"{base}/sources/{name}?lang=vi")
            ready(shown)
            expect(shown.locator("article mark", has_text=quote).first).to_be_visible()
            expect(shown.locator(".facts-of")).to_contain_text(source)
        expect(shown.locator("h1")).to_have_text(TITLE)
        shown.locator("article mark a", has_text="253,9 tỷ nhân dân tệ").first.click()
        shown.wait_for_url(re.compile("/figure/"))
        ready(shown)
        expect(shown.locator("main")).to_contain_text("253,9 tỷ nhân dân tệ")


def test_a_copy_is_told(collection: Path, tmp_path: Path, watched: Watched):
    text = (DOCUMENTS / "000_a19fd4baa5236721.txt").read_text(encoding="utf-8")
    (tmp_path / "copy.txt").write_text("Báo khác đăng lại\n" + text, encoding="utf-8")
    tradetrace(
        "add",
        tmp_path / "copy.txt",
        "--published",
        "2025-05-02",
        "--publisher",
        "Báo khác",
        "--data",
        collection,
    )
    with serving(collection) as base:
        shown = watched.open(f"{base}/sources/copy?lang=en")
        expect(shown.locator(".facts-of")).to_contain_text("Repeats")
        shown.locator(".facts-of a").first.click()
        expect(shown).to_have_url(re.compile("/sources/000_a19fd4baa5236721"))
        ready(shown)
