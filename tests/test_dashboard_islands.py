"""What Dash takes over and the finished HTML make the same page together as either would alone."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import dcc
from dash._utils import to_json
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard import app as application
from dashboard import html, islands, pages, panel, views
from dashboard.i18n import Context
from dashboard.render import to_html

ROWS = [html.Tr([html.Td(str(n)), html.Td("x")]) for n in range(9)]


def slots_of(text: str) -> dict[str, str]:
    """What the finished HTML holds for each slot: all that stands inside the element."""
    found = {}
    for opened in re.finditer(r'<(\w+)[^>]* data-slot="(\d+)"[^>]*>', text):
        tag, depth, at = opened[1], 1, opened.end()
        for edge in re.finditer(rf"<(/?){tag}\b[^>]*>", text[at:]):
            depth += -1 if edge[1] else 1
            if not depth:
                found[opened[2]] = text[at : at + edge.start()]
                break
    return found


def every(node: Component) -> Iterator[Component]:
    """A component and all that it holds."""
    yield node
    held = getattr(node, "children", None)
    for child in held if isinstance(held, list) else [held]:
        if isinstance(child, Component):
            yield from every(child)


@pytest.mark.parametrize("asked", ["/", "/regions", "/investment", "/compare", "/embed/overview?frame=trade"])
@pytest.mark.parametrize("lang", ["vi", "en", "zh"])
def test_slots_filled_from_the_page_make_the_whole_view(data_dir: Path, asked: str, lang: str):
    app = application.create_app(data_dir)
    ctx = Context.from_url(f"{asked}{'&' if '?' in asked else '?'}lang={lang}")
    with app.server.test_request_context(asked):
        snapshot = app.read()
        whole = str(to_html(pages.shown(ctx, snapshot)))
        held = slots_of(str(to_html(islands.marked(pages.shown(ctx, snapshot)))))
        dash = islands.emptied(pages.shown(ctx, snapshot))
        of_dash = str(to_html(dash))
    assert held
    assert not any(
        isinstance(part, Markup) for node in every(dash) for part in [getattr(node, "children", None)]
    )
    filled = re.sub(r'(<(\w+)[^>]*?) data-slot="(\d+)"([^>]*>)', lambda m: m[1] + m[4] + held[m[3]], of_dash)
    assert filled == whole
    assert len(of_dash) < len(whole) / 2


def test_the_page_of_figures_holds_what_its_cards_need(data_dir: Path):
    client = application.create_app(data_dir).server.test_client()
    page = client.get("/figures?lang=en").get_data(as_text=True)
    layout = client.get("/_dash-layout", headers={"Referer": "http://localhost/figures?lang=en"}).get_json()
    view = layout["props"]["children"][1]["props"]["children"]["props"]["children"]
    numbers = [part["props"]["data-slot"] for part in view if "data-slot" in part["props"]]
    assert numbers == ["0"]
    assert slots_of(page)["0"].count("<tr>") > 10


def test_only_parts_in_which_nothing_reacts_are_slots():
    table = html.Table(ROWS)
    chart = html.Div([html.H2("a"), dcc.Graph(id="g"), html.Div([html.P("b"), table])])
    view = islands.emptied(html.Div([chart, html.P("small"), html.Section(ROWS)]))
    first, small, second = view.children
    assert first.children[0].children == "a"
    assert (getattr(first.children[2], "data-slot"), first.children[2].children) == ("0", None)
    assert small.children == "small"
    assert (getattr(second, "data-slot"), second.children) == ("1", None)


def test_what_is_written_already_is_never_left_to_dash():
    view = islands.emptied(html.Div([dcc.Graph(id="g"), html.Ul(Markup("<li>1</li>"))]))
    assert view.children[1].children is None


def test_a_view_without_anything_that_reacts_keeps_its_outer_element():
    view = islands.emptied(html.Div(html.Table(ROWS)))
    assert not hasattr(view, "data-slot")
    assert getattr(view.children, "data-slot") == "0"


def test_the_state_of_a_page_follows_the_tables(data_dir: Path, tmp_path: Path):
    import shutil

    app = application.create_app(data_dir)
    copy = shutil.copytree(data_dir, tmp_path / "data", ignore=shutil.ignore_patterns("index"))
    other = application.create_app(copy)
    assert islands.state(app.read()) == islands.state(app.read())
    assert islands.state(app.read()) != islands.state(other.read())


@pytest.mark.parametrize("asked", [None, [], ["/figures?lang=en"], [5, 5], {"a": 1}, ["/figures", "1"]])
def test_what_no_page_asks_for_is_not_answered(data_dir: Path, asked: object):
    client = application.create_app(data_dir).server.test_client()
    outputs = [{"id": "shown", "property": name} for name in ("children", "data-state", "data-at")]
    told = {
        "output": "..shown.children...shown.data-state...shown.data-at..",
        "outputs": outputs,
        "inputs": [{"id": "asked", "property": "data", "value": asked}],
        "changedPropIds": ["asked.data"],
    }
    assert client.post("/_dash-update-component", json=told).status_code == 204
    told["inputs"][0]["value"] = ["/figures?lang=en&indicator=exports", 7]
    answer = client.post("/_dash-update-component", json=told).get_json()["response"]["shown"]
    assert answer["data-at"] == "7"
    assert answer["children"]["props"]["className"] == "view"


def test_every_element_of_every_page_is_one_that_dash_would_take(data_dir: Path):
    """Light elements take any attribute: here each is made Dash's own, which knows those that HTML has."""
    app = application.create_app(data_dir)
    seen = 0
    with app.server.test_request_context("/"):
        snapshot = app.read()
        for path, view in pages.VIEWS.items():
            ctx = Context.from_url(f"{path}?lang=en")
            made = view.layout(ctx) if getattr(view, "WITHOUT_TABLES", False) else view.layout(ctx, snapshot)
            seen += isinstance(html.of_dash(made), Component)
        fact = snapshot.index.facts(limit=1).to_pylist()[0]
        document = snapshot.document(fact["doc_id"])
        ctx = Context.from_url(f"/?lang=en&figure={fact['fact_id']}")
        beside = html.Section([*panel.panel(ctx, snapshot), dcc.Store(id="a")], **{"data-a": 1})
        assert json.loads(to_json(html.told(beside))) == json.loads(to_json(html.of_dash(beside)))
        html.of_dash(views.figure.layout(ctx, snapshot, fact))
        html.of_dash(views.document.layout(ctx, snapshot, document))
    assert seen == len(pages.VIEWS)
    with pytest.raises(TypeError, match="clasName"):
        html.of_dash(html.Div([html.P("a", clasName="b")]))
