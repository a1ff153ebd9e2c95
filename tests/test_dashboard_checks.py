"""The page of checks, what panels and tiles say of them, reference points, and reviewing only with the flag."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard import app as application
from dashboard import findings, writing
from dashboard.i18n import Context
from dashboard.store import REFERENCE, Snapshot
from etl import load_tables, open_index, refresh
from tests.conftest import add_document
from tests.test_cli_checks import WRONG


@pytest.fixture(scope="module")
def snapshot(data_dir: Path) -> Snapshot:
    return Snapshot(open_index(data_dir))


@pytest.fixture
def client(data_dir: Path) -> FlaskClient:
    return application.create_app(data_dir).server.test_client()


@pytest.fixture
def wrong(data_dir: Path, tmp_path: Path) -> Path:
    """The five articles and one more whose sum does not hold."""
    for name in ("documents", "reference"):
        shutil.copytree(data_dir / name, tmp_path / name)
    add_document(tmp_path, "wrong", WRONG, publisher="P", published="2024-11-01")
    assert refresh(tmp_path).problems == ()
    return tmp_path


def body(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            [
                "Exports + imports = two-way trade.",
                "holds",
                "cannot say",
                "Two ledgers",
                "Border trade",
                "derived",
            ],
        ),
        (
            "vi",
            ["Xuất khẩu + nhập khẩu = tổng kim ngạch.", "khớp", "không kết luận được", "Hai sổ", "suy ra"],
        ),
        ("zh", ["出口 + 进口 = 进出口总额。", "相符", "无法判断", "两本账", "推算"]),
    ],
)
def test_the_page_in_three_languages(client, lang, words):
    shown = body(client, f"/checks?lang={lang}")
    for word in words:
        assert word in shown, word
    assert f'href="/checks?lang={lang}" aria-current="page"' in shown


def test_every_figure_of_the_page_leads_to_its_sentence_or_source_line(client, snapshot):
    shown = body(client, "/checks?lang=en")
    ids = set(re.findall(r'data-figure="([\w-]+)"', shown))
    facts = {i for i in ids if not i.startswith(REFERENCE)}
    assert facts
    assert facts <= set(snapshot.index.facts(columns=["fact_id"]).table()["fact_id"].to_pylist())
    points = {i.removeprefix(REFERENCE) for i in ids - facts}
    assert points == {r["reference_id"] for r in snapshot.references}
    for row in snapshot.findings:
        assert f'id="c-{row["finding_id"]}"' in shown


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("verdict=holds", 3),
        ("verdict=fails", 0),
        ("check=sum", 1),
        ("check=nothing", 0),
        ("doc_id=003_d0fe586383726abc", 4),
        ("doc_id=003_d0fe586383726abc&verdict=cannot_say", 1),
    ],
)
def test_filters_are_the_address(client, query, count):
    shown = body(client, f"/checks?lang=en&{query}")
    assert len(re.findall(r'<article class="finding ', shown)) == count
    assert f"{count} finding" in shown
    assert ("No finding matches" in shown) == (count == 0)


def test_a_failing_check_is_said_on_the_page_in_the_panel_and_on_the_figure(wrong):
    client = application.create_app(wrong).server.test_client()
    shown = body(client, "/checks?lang=en&verdict=fails")
    assert "3.13 bn USD" in shown
    assert (
        "The others give 3.02 bn USD to 3.04 bn USD; stated 3.125 bn USD to 3.135 bn USD. Difference 100 m USD."
        in shown
    )
    (row,) = [
        r for r in load_tables(wrong).checks.to_pylist() if r["check"] == "sum" and r["verdict"] == "fails"
    ]
    figure = body(client, f"/figure/{row['fact_ids'][0]}?lang=en")
    assert f"#c-{row['finding_id']}" in figure
    assert "fails" in figure


def test_a_tile_whose_figure_fails_says_so(wrong):
    snapshot = Snapshot(open_index(wrong))
    row = next(r for r in snapshot.findings if r["verdict"] == "fails")
    ctx = Context("en")
    failing = findings.warning(snapshot.fact(row["fact_ids"][0]), ctx, snapshot)
    assert "fails a check" in str(failing)
    sound = next(f for f in snapshot.index.facts().to_pylist() if not snapshot.findings_of(f["fact_id"]))
    assert findings.warning(sound, ctx, snapshot) is None


def test_the_panel_of_a_reference_point_has_its_source_line_and_no_passage(client, snapshot):
    point = next(r for r in snapshot.references if r["value"] == 260.65e9)
    shown = body(client, f"/checks?lang=en&figure={REFERENCE}{point['reference_id']}")
    panel = shown[shown.index('class="panel"') :]
    assert "260.65 bn USD" in panel
    assert "Tehran Times, 2025-04-13, quoting MOFCOM" in panel
    assert "vn-cn.csv, line" in panel
    assert "<blockquote" not in panel
    assert "No such figure" in body(client, f"/checks?lang=en&figure={REFERENCE}nothing")


def test_reference_points_stand_behind_the_chart_of_trade_as_a_trace_of_their_own(snapshot):
    from dashboard.sections.trade import trade

    figure = trade(Context("en"), snapshot)
    traces = [t for g in _graphs(figure) for t in g["data"]]
    (behind,) = [t for t in traces if str(t["customdata"][0]).startswith(REFERENCE)]
    assert behind["mode"] == "markers"
    symbols = dict(zip(behind["y"], behind["marker"]["symbol"], strict=True))
    assert symbols[205.2e9] == "triangle-up"
    assert symbols[260.65e9] == "square"
    assert symbols[190.38e9] == "square-open"  # nine months are not read against a year
    places = list(zip(behind["x"], behind["y"], strict=True))
    assert len({(round(x, 1), round(y / 2e10)) for x, y in places}) == len(places)  # none hides another
    values = set(behind["y"])
    assert {205.2e9, 260.65e9, 106.71e9} <= values
    others = {c for t in traces if t is not behind for c in t.get("customdata", ())}
    assert not any(str(c).startswith(REFERENCE) for c in others)


def _graphs(node):
    """The figures of all charts in a component."""
    if hasattr(node, "figure"):
        yield node.figure
    children = getattr(node, "children", None)
    for child in children if isinstance(children, list | tuple) else [children]:
        if child is not None and not isinstance(child, str):
            yield from _graphs(child)


def test_derived_values_are_marked_and_computed_ones_are_rounded():
    assert findings.computed(1603867700.09976, "USD", "en") == "1.604 bn USD"
    assert findings.computed(62.046204620462, "percent", "vi") == "62,05%"
    assert findings.computed(171.9e9, "USD", "zh", 15) == "1719亿美元"
    assert findings.computed(-82.8e9, "USD", "en") == "\u221282.8 bn USD"
    assert findings.computed(None, "USD", "en") == "\u2013"


def test_the_figure_page_tells_its_history(client, snapshot):
    fact = snapshot.index.facts().to_pylist()[0]
    shown = body(client, f"/figure/{fact['fact_id']}?lang=en")
    assert "its document was added" in shown


def test_without_the_flag_there_is_no_writing_route(data_dir, client, snapshot):
    fact = snapshot.index.facts().to_pylist()[0]
    app = application.create_app(data_dir)
    assert not [r for r in app.server.url_map.iter_rules() if "review" in r.rule]
    assert "review-form" not in body(client, f"/figure/{fact['fact_id']}")
    answer = client.post(
        f"/review/{fact['fact_id']}",
        data={"action": "confirm", "by": "An", "why": "x"},
        headers={"Origin": "http://localhost"},
    )
    assert answer.status_code in (404, 405)
    assert not (data_dir / "corrections.toml").exists()


# Dash asks its server for what callbacks return, and the page of a pasted text is an answer: neither keeps anything.
ANSWERING = {"/_dash-update-component", "/read", "/read.csv"}


def test_nothing_can_be_sent_anywhere_without_the_flag(data_dir):
    server = application.create_app(data_dir).server
    before = {p: p.stat().st_mtime_ns for p in data_dir.rglob("*")}
    client = server.test_client()
    sent = {"action": "confirm", "by": "An", "why": "x", "text": "Trade was 5 billion USD in 2024."}
    rules = {str(rule): rule.methods or set() for rule in server.url_map.iter_rules()}
    assert len(rules) > 20
    for rule, methods in rules.items():
        path = re.sub(r"<[^>]+>", "x", rule)
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            answer = client.open(path, method=method, data=sent, headers={"Origin": "http://localhost"})
            answer.close()
            if rule not in ANSWERING or method != "POST":
                assert answer.status_code in (404, 405), (method, rule)
        assert not methods - {"GET", "HEAD", "OPTIONS"} or rule in ANSWERING, rule
    assert {p: p.stat().st_mtime_ns for p in data_dir.rglob("*")} == before


@pytest.fixture
def reviewing(wrong):
    client = application.create_app(wrong, reviewing=True).server.test_client()
    fact = next(f for f in load_tables(wrong).facts.to_pylist() if f["quote"] == "171,9 tỷ USD")
    return wrong, client, fact


def send(client, fact, origin="http://localhost", back="/?lang=en", **given):
    data = {"action": "confirm", "by": "Nguyễn An", "why": "as printed", **given}
    headers = {"Origin": origin} if origin else {}
    client.set_cookie(writing.COOKIE, "t" * 43)
    data[writing.FIELD] = "t" * 43
    return client.post(f"/review/{fact['fact_id']}", query_string={"back": back}, data=data, headers=headers)


def test_a_decision_is_written_applied_and_shown(reviewing):
    folder, client, fact = reviewing
    assert "review-form" in body(client, f"/figure/{fact['fact_id']}?lang=en")
    answer = send(
        client,
        fact,
        action="set",
        label="compiler",
        value="VN_MOIT",
        back=f"/figure/{fact['fact_id']}?lang=en",
    )
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/figure/{fact['fact_id']}?lang=en"
    shown = body(client, answer.headers["Location"])
    assert "Corrected by a person." in shown
    assert "Nguyễn An" in shown
    assert "Ministry of Industry and Trade" in shown
    assert "a correction" in shown
    assert "Compiler: \u2013 \u2192 Ministry of Industry and Trade" in shown
    assert "VN_MOIT" not in shown[shown.index("block-history") : shown.index("block-neighbours")]
    assert 'compiler = "VN_MOIT"' in (folder / "corrections.toml").read_text()
    assert send(client, fact, action="reject", why="no").status_code == 303
    held = {f["fact_id"]: f["review"] for f in load_tables(folder).facts.to_pylist()}
    assert held[fact["fact_id"]] == "rejected"


@pytest.mark.parametrize("origin", [None, "http://elsewhere.example", "null"])
def test_a_decision_from_another_site_is_refused(reviewing, origin):
    folder, client, fact = reviewing
    assert send(client, fact, origin=origin).status_code == 403
    assert not (folder / "corrections.toml").exists()


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"by": ""}, 400),
        ({"why": " "}, 400),
        ({"action": "delete"}, 400),
        ({"action": "set", "label": "compiler", "value": "NOBODY"}, 400),
        ({"action": "set", "label": "value", "value": "3"}, 400),
    ],
)
def test_a_decision_that_is_not_whole_is_refused_with_one_line(reviewing, given, status):
    folder, client, fact = reviewing
    answer = send(client, fact, **given)
    assert answer.status_code == status
    assert answer.get_data(as_text=True).count("\n") == 1
    assert not (folder / "corrections.toml").exists()


@pytest.mark.parametrize(
    "back", ["http://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:x"]
)
def test_the_way_back_never_leaves_the_site(reviewing, back):
    _, client, fact = reviewing
    assert send(client, fact, back=back).headers["Location"] == "/"


def test_a_figure_that_is_gone_cannot_be_decided_on(reviewing):
    _, client, _ = reviewing
    assert send(client, {"fact_id": "nothing"}).status_code == 404


def test_a_file_with_a_slip_is_told_and_kept(reviewing):
    folder, client, fact = reviewing
    (folder / "corrections.toml").write_text("[[correction\n")
    assert send(client, fact).status_code == 503
    assert (folder / "corrections.toml").read_text() == "[[correction\n"


@pytest.mark.parametrize(
    ("path", "module", "most"), [("/figures", "dashboard.forms", 1), ("/checks", "dashboard.views.checks", 0)]
)
def test_a_form_says_that_there_are_more_documents(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, path: str, module: str, most: int
):
    def told() -> list[str]:
        page = (
            application.create_app(data_dir)
            .server.test_client()
            .get(f"{path}?lang=en")
            .get_data(as_text=True)
        )
        return re.findall("<option disabled>([^<]*)<", page)

    assert told() == []
    monkeypatch.setattr(f"{module}.LISTED", most)
    assert len(told()) == 1
    assert re.fullmatch(r"and \d more documents?, under Sources", told()[0])
