"""Read a text: what is pasted is marked, nothing is kept, and bad input gets one clear line."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard import app as application
from dashboard.views import read
from etl import extract

TEXT = "In 2023 two-way trade between China and Vietnam reached 171.9 billion USD.\r\nLast year exports fell <b>.\r\n"
STATED = "171.9 billion USD"


@pytest.fixture(scope="module")
def client(data_dir: Path) -> FlaskClient:
    return application.create_app(data_dir).server.test_client()


def post(client: FlaskClient, path: str = "/read", **form: str):
    answer = client.post(f"{path}?lang=en", data=form, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # the test client keeps long bodies in a file
    return answer


def test_every_figure_is_marked_with_its_evidence(client: FlaskClient):
    answer = post(client, text=TEXT, text_lang="en")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    (fact,) = extract(TEXT.replace("\r\n", "\n"), doc_id="text", lang="en")
    assert fact["quote"] == STATED
    article = page.split("<article")[1].split("</article>")[0]
    assert f'<a href="#r-{fact["fact_id"]}"' in article
    assert re.sub("<[^>]+>", "", article.split(">", 1)[1]).startswith("In 2023 two-way trade")
    assert "&lt;b&gt;" in article
    assert f'id="r-{fact["fact_id"]}"' in page
    assert 'class="ev ev-period"' in page
    assert "171.9 × 10<sup>9</sup> USD" in page


def test_the_download_has_the_same_figures(client: FlaskClient):
    answer = post(client, "/read.csv", text=TEXT, published="2024-03-01")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="text.csv"'
    rows = pd.read_csv(io.BytesIO(answer.data), encoding="utf-8-sig")
    assert rows["quote"].tolist() == [STATED]
    assert rows["published"].tolist() == ["2024-03-01"]
    assert "link" not in rows
    kept = TEXT.replace("\r\n", "\n")
    assert kept[rows["char_start"][0] : rows["char_end"][0]] == STATED


def test_the_publication_date_dates_relative_words(client: FlaskClient):
    text = "Xuất khẩu sang Trung Quốc năm ngoái đạt 5 tỷ USD."
    assert (
        "2023" in post(client, text=text, published="2024-03-01").get_data(as_text=True).split("<article")[1]
    )
    assert "period not stated" in post(client, text=text).get_data(as_text=True)


def test_silence_is_an_answer(client: FlaskClient):
    page = post(client, text="Nothing is counted here.").get_data(as_text=True)
    assert "states no trade or investment figure" in page
    assert "formaction" not in page


@pytest.mark.parametrize("path", ["/read", "/read.csv"])
@pytest.mark.parametrize(
    ("form", "status", "told"),
    [
        ({"text": "  \n"}, 400, "There is no text yet"),
        ({}, 400, "There is no text yet"),
        ({"text": TEXT, "published": "20 August"}, 400, "“20 August” is no date"),
        ({"text": TEXT, "published": "2024-02-30"}, 400, "“2024-02-30” is no date"),
        ({"text": "x" * (read.LIMIT + 1)}, 413, "The text has 100,001 characters; at most 100,000"),
        ({"text": "越" * 400_000}, 413, "That is too much to read at once"),
    ],
)
def test_bad_input_is_told_in_one_line(client: FlaskClient, path: str, form: dict, status: int, told: str):
    answer = post(client, path, **form)
    assert answer.status_code == status
    page = answer.get_data(as_text=True)
    (fault,) = re.findall(r'<p class="fault"[^>]*>([^<]*)</p>', page)
    assert told in fault
    if len(form.get("text", "")) < read.LIMIT and form.get("text", "").strip():
        assert "two-way trade" in page.split("<textarea")[1]  # what was pasted is not lost


def test_the_longest_text_of_wide_characters_fits(client: FlaskClient):
    assert post(client, text="越" * read.LIMIT).status_code == 200


def test_nothing_is_kept(data_dir: Path, client: FlaskClient, caplog: pytest.LogCaptureFixture):
    before = {p: p.stat().st_mtime_ns for p in data_dir.rglob("*")}
    with caplog.at_level(0):
        post(client, text=TEXT)
        post(client, "/read.csv", text=TEXT)
    assert {p: p.stat().st_mtime_ns for p in data_dir.rglob("*")} == before
    assert STATED not in caplog.text
    assert client.get("/readyz").get_json()["documents"] == 5


def test_a_text_is_read_without_tables(tmp_path: Path):
    client = application.create_app(tmp_path).server.test_client()
    assert client.get("/read").status_code == 200
    assert client.get("/sources").status_code == 503
    assert STATED in post(client, text=TEXT).get_data(as_text=True)
