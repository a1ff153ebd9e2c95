"""The API: pages that hold every row once, faults as RFC 9457 has them, and a description that schemathesis holds it to."""

import json
import shutil

import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    negative_data_rejection,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from dashboard.api import MOST, PAGE
from dashboard.app import create_app
from etl import extracts, load_tables, observations, refresh
from tests.conftest import add_document, dollars

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
)
NAMES = (*extracts.RESOURCES,)


@pytest.fixture(scope="module")
def app(data_dir):
    return create_app(data_dir).server


@pytest.fixture(scope="module")
def client(app):
    return app.test_client()


@pytest.fixture(scope="module")
def tables(data_dir):
    return load_tables(data_dir)


def everything(client, path):
    """All rows of all pages."""
    rows = []
    while path:
        page = client.get(path).get_json()
        rows += page["data"]
        assert (page["next"] is None) == (page["cursor"] is None)
        path = page["next"]
    return rows


@pytest.fixture(scope="module")
def described(app):
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("name", NAMES)
def test_schemathesis(described, name, mode):
    operation = described[f"/api/v1/{name}"]["GET"]
    found = []

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=10, suppress_health_check=[*HealthCheck], derandomize=True)
    def answers_as_described(case):
        # An empty value is no filter, as browsers send the fields of a form that nobody filled in.
        assume(all("" not in str(v).split(",") and v for v in (case.query or {}).values()))
        plain = {"Accept-Encoding": "identity"}
        found.append(case.call_and_validate(checks=CHECKS, headers=plain).status_code)

    answers_as_described()
    assert found


def test_the_description_is_openapi_3_1_and_lists_what_there_is(client):
    told = client.get("/api/v1/openapi.json").get_json()
    assert told["openapi"] == "3.1.0"
    assert set(told["paths"]) == {f"/api/v1/{n}" for n in NAMES}
    for name, resource in extracts.RESOURCES.items():
        names = [p["name"] for p in told["paths"][f"/api/v1/{name}"]["get"]["parameters"]]
        assert names == [*resource.filters, *extracts.PAGE, "limit", "cursor"]
    assert told["servers"] == [{"url": "http://localhost"}]


@pytest.mark.parametrize("name", NAMES)
def test_pages_hold_every_row_once(client, tables, name):
    rows = everything(client, f"/api/v1/{name}?limit=3")
    key = extracts.RESOURCES[name].key
    whole = {
        "facts": tables.facts,
        "observations": observations(tables.facts),
        "documents": tables.documents,
        "checks": tables.checks,
    }[name]
    assert [r[key] for r in rows] == whole[key].to_pylist()
    assert len(rows) > 3
    assert [list(r) for r in rows] == [[c.name for c in extracts.RESOURCES[name].columns]] * len(rows)


def test_a_row_is_the_row_of_the_extract(client):
    page = client.get("/api/v1/facts?indicator=trade_total&order=-value&limit=2").get_json()
    extract = client.get("/extracts/facts.json?indicator=trade_total&order=-value&limit=2").get_json()
    assert page["data"] == extract
    assert page["about"]["filter"] == "indicator=trade_total&order=-value"
    assert page["total"] > 2


def test_columns_and_limits(client):
    rows = client.get("/api/v1/facts?columns=value,period&limit=1").get_json()["data"]
    assert list(rows[0]) == ["value", "period", "fact_id", "link"]
    assert client.get("/api/v1/facts").get_json()["limit"] == PAGE
    for limit in ("0", str(MOST + 1), "-1", "x", "1.5"):
        assert client.get(f"/api/v1/facts?limit={limit}").status_code == 400


def test_documents_leave_their_text_with_their_publishers(client):
    assert all("text" not in d for d in client.get("/api/v1/documents").get_json()["data"])
    assert client.get("/api/v1/documents?columns=text").status_code == 400
    found = client.get("/api/v1/documents?q=tien phong").get_json()["data"]
    assert {d["publisher"] for d in found} == {"Tiền Phong"}


def test_checks_of_a_fact_and_a_document(client, tables):
    finding = tables.checks.to_pylist()[0]
    for name, value in (("fact_id", finding["fact_ids"][0]), ("doc_id", finding["doc_ids"][0])):
        found = client.get(f"/api/v1/checks?{name}={value}").get_json()["data"]
        assert finding["finding_id"] in [f["finding_id"] for f in found]
        assert all(value in f[f"{name}s"] for f in found)
    silent = set(tables.facts["fact_id"].to_pylist()) - {
        i for f in tables.checks.to_pylist() for i in f["fact_ids"]
    }
    assert client.get(f"/api/v1/checks?fact_id={min(silent)}").get_json()["data"] == []
    assert client.get("/api/v1/checks?verdict=holds").get_json()["total"] > 0


@pytest.mark.parametrize(
    ("path", "status", "named"),
    [
        ("facts?colour=red", 400, "colour"),
        ("facts?indicator=nothing", 400, "there are"),
        ("facts?columns=colour", 400, "there are fact_id"),
        ("documents?indicator=exports", 400, "there are doc_id, lang"),
        ("documents?lang=xx", 400, "xx"),
        ("checks?verdict=maybe", 400, "holds, fails, cannot_say"),
        ("checks?fact_id=nothing", 400, "nothing"),
        ("checks?reporter=XX", 400, "XX"),
        ("facts?cursor=nonsense", 400, "none of this question"),
        ("nothing", 404, "/api/v1/facts"),
        ("", 404, "/api/v1/facts"),
    ],
)
def test_faults_are_problems_in_json(client, path, status, named):
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    told = json.loads(answer.text)
    assert set(told) == {"type", "title", "status", "detail"}
    assert told["status"] == status
    assert named.lower() in told["detail"].lower()
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_another_method_is_a_problem_too(client):
    answer = client.post("/api/v1/facts")
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert "GET" in answer.headers["Allow"]


def test_a_page_can_be_held_and_asked_again(client):
    first = client.get("/api/v1/facts?limit=2")
    assert 'rel="next"' in first.headers["Link"]
    again = client.get("/api/v1/facts?limit=2", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.head("/api/v1/facts").status_code == 200
    packed = client.get("/api/v1/facts", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"


def test_a_cursor_belongs_to_one_question_and_one_state(collection):
    refresh(collection, extract=dollars)
    client = create_app(collection).server.test_client()
    cursor = client.get("/api/v1/facts?limit=1").get_json()["cursor"]
    assert client.get(f"/api/v1/facts?limit=1&cursor={cursor}").status_code == 200
    assert client.get(f"/api/v1/facts?limit=1&order=value&cursor={cursor}").status_code == 400
    assert client.get(f"/api/v1/observations?limit=1&cursor={cursor}").status_code == 400
    add_document(collection, "third", "And 1.5bn USD.\n")
    refresh(collection, extract=dollars)
    old = client.get(f"/api/v1/facts?limit=1&cursor={cursor}")
    assert old.status_code == 410
    assert "begin again" in old.get_json()["detail"]
    beyond = cursor.rsplit("-", 1)[0] + "-999"
    assert client.get(f"/api/v1/facts?cursor={beyond}").status_code in (400, 410)


def test_without_tables(data_dir, tmp_path):
    for path in data_dir.glob("*.parquet"):
        shutil.copy(path, tmp_path / path.name)
    (tmp_path / "facts.parquet").write_bytes(b"nonsense")
    client = create_app(tmp_path).server.test_client()
    answer = client.get("/api/v1/facts")
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert "facts.parquet" in answer.get_json()["detail"]
    assert client.get("/api/v1/openapi.json").status_code == 200
