"""What is written as text, or later, is what components and plain lists would be."""

import io
import json
import re
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from dash import html
from markupsafe import Markup
from plotly.io.json import to_json_plotly

from dashboard import charts, frame, share, words, written
from dashboard.app import create_app
from dashboard.i18n import Context
from dashboard.later import Later
from dashboard.render import to_html
from etl import load_tables, refresh
from etl.views import views
from tests.conftest import add_document, fact

HOSTILE = ["<b>&\"'", "name", "-name-", "\\1 \x00 \\g<0>", "đồng 美元", ""]
COLUMNS = ("value", "measure", "between", "period", "compiler", "quote")


def test_each_is_what_its_component_would_be():
    made = written.many(
        lambda told: html.Li(html.A(told["name"], href=f"/x?of={told['id']}", title="a & b")),
        {"name": lambda one: one, "id": lambda one: str(HOSTILE.index(one))},
        HOSTILE,
    )
    each = [html.Li(html.A(t, href=f"/x?of={i}", title="a & b")) for i, t in enumerate(HOSTILE)]
    assert made == to_html(each)
    assert isinstance(made, Markup)


def test_none_of_them_is_nothing():
    assert written.many(html.Li, {"name": str}, []) == ""


@pytest.mark.parametrize("address", ["/?lang=vi", "/compare?lang=zh&a=quote&b=%3Cb%3E"])
def test_a_table_holds_each_figure_as_a_component_would(data_dir: Path, address: str):
    ctx = Context.from_url(address)
    facts = views(load_tables(data_dir).facts)
    table = to_html(frame.table("t", facts, ctx))
    for f in facts:
        told = {
            "fact_id": f["fact_id"],
            "value": words.hedged(f, ctx.lang),
            "measure": words.measure(f, ctx.lang),
            "between": words.between(f, ctx.lang),
            "period": words.period(f, ctx.lang),
            "compiler": words.compiler(f, ctx.lang),
            "quote": f["quote"],
            "lang": f["lang"],
        }
        row = str(to_html(frame.table_row(told, ctx, COLUMNS)))
        assert row in table
    assert table.count("<tr>") == len(facts) + 1


def test_what_the_pointer_shows_reaches_plotly():
    told = fact()
    sent = json.loads(to_json_plotly({"data": [{"hovertext": Later(charts.hover, [(told, "en")] * 2)}]}))
    assert sent["data"][0]["hovertext"] == [charts.hover(told, "en")] * 2


def test_words_are_kept_by_all_that_they_say():
    given = fact(rank_of=None, rank_scope=None)
    for cell, other in (
        ("value_printed", "5"),
        ("unit", "projects"),
        ("unit_mult", 6),
        ("transform", "growth"),
    ):
        assert words.amount(given, "en") != words.amount({**given, cell: other}, "en"), cell
    assert words.amount(given, "en") != words.amount(given, "vi")
    assert words.amount({**given, "value": -given["value"]}, "en").startswith("\u2212")
    assert words.period(given, "en", short=True) != words.period(given, "en")


def test_a_chart_of_any_size_has_an_address_for_its_data(data_dir: Path, monkeypatch: pytest.MonkeyPatch):
    """Named one by one where they are few; else what they have in common, by which each of them is found."""
    facts = load_tables(data_dir).facts.to_pylist()
    client = create_app(data_dir).server.test_client()
    for rows in (facts, [f for f in facts if f["commodity"] is None and f["period"]]):
        exact = client.get(share.data_links(rows, None)["csv"])
        assert set(pd.read_csv(io.BytesIO(exact.data))["fact_id"]) == {f["fact_id"] for f in rows}
        monkeypatch.setattr(share, "LISTED", 3)
        around = share.data_links(rows, None)
        answer = client.get(around["csv"])
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert all(f["fact_id"] in answer.get_data(as_text=True) for f in rows)
        assert "fact_id=" not in around["csv"]
        monkeypatch.undo()
    many = [{**facts[0], "fact_id": f"{n:016x}", "partner": f"X{n}"} for n in range(2000)]
    assert all(len(link) < 2000 for link in share.data_links(many, None).values())


def test_a_long_table_of_ranks_stands_on_its_page_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "documents").mkdir()
    for year in (2021, 2022, 2023):
        text = f"China ranked sixth among foreign investors in Vietnam with 20.5 billion USD by the end of {year}.\n"
        add_document(tmp_path, f"d{year}", text.encode(), lang="en", published=f"{year + 1}-01-10")
    assert refresh(tmp_path).problems == ()
    monkeypatch.setattr(frame, "MOST_ROWS", 2)
    client = create_app(tmp_path).server.test_client()
    page = client.get("/investment?lang=en").get_data(as_text=True)
    table = page.split('id="ranks-table"')[1].split("</table>")[0]
    assert table.count("<tr>") == 1 + 2
    assert "2021" not in table.split("<tbody>")[1]  # the latest stay
    whole = unescape(re.search(r'href="([^"]*facts\.csv[^"]*)"', table)[1])
    assert len(pd.read_csv(io.BytesIO(client.get(whole).data))) == 3
