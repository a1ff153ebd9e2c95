"""The addresses of extracts: what they answer, in every format and under every condition of HTTP."""

import gzip
import io
import json
import types

import pytest

from dashboard import answers
from dashboard.app import create_app
from etl import FilterError, extracts, load_tables

ADDRESSES = (
    *(f"/extracts/facts.{f}" for f in extracts.FORMATS),
    "/extracts/facts.csv?wide=1",
    "/extracts/facts.csv-metadata.json?indicator=trade_total",
    "/extracts/sdmx.csv",
    "/extracts/sdmx.xml",
    "/extracts/tradetrace.zip",
)
TEXT = ("/extracts/facts.csv", "/extracts/facts.tsv", "/extracts/facts.json", "/extracts/facts.ndjson")


@pytest.fixture(scope="module")
def client(data_dir):
    return create_app(data_dir).server.test_client()


def get(client, path, **headers):
    """The answer, read to its end; - for _ in the names of headers."""
    with client.get(path, headers={k.replace("_", "-"): v for k, v in headers.items()}) as answer:
        answer.get_data()
        return answer


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_address_can_be_held_and_asked_again(client, path):
    first = get(client, path)
    assert first.status_code == 200
    assert first.data
    kind = first.headers["Content-Disposition"] if "metadata" not in path else ""
    assert kind == "" or kind.startswith('attachment; filename="tradetrace')
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert "Accept-Encoding" in first.headers["Vary"]
    tag, made = first.headers["ETag"], first.headers["Last-Modified"]
    assert get(client, path).data == first.data
    for condition in ({"If_None_Match": tag}, {"If_None_Match": f"W/{tag}"}, {"If_Modified_Since": made}):
        again = get(client, path, **condition)
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
    assert get(client, path, If_None_Match='"other"', If_Modified_Since=made).status_code == 200
    head = client.head(path)
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", tag)
    assert head.headers["Content-Type"] == first.headers["Content-Type"]


@pytest.mark.parametrize("path", TEXT)
def test_text_is_sent_while_it_is_written_and_packed_for_those_who_take_it(client, path):
    with client.get(path, headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.is_streamed
        assert "Content-Length" not in answer.headers
        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.get_data()) == get(client, path).data
        tag = answer.headers["ETag"]
    assert get(client, path, If_None_Match=tag, Accept_Encoding="gzip").status_code == 304


@pytest.mark.parametrize("path", TEXT)
def test_the_first_rows_are_sent_before_the_last_are_written(client, path, monkeypatch):
    monkeypatch.setattr("etl.extracts.text.BATCH", 5)
    with client.get(path, buffered=False) as answer:
        assert isinstance(answer.response.__iter__(), types.GeneratorType) or answer.is_streamed
        assert len(list(answer.iter_encoded())) > 3


@pytest.mark.parametrize("ending", ["parquet", "arrow", "xlsx"])
def test_parts_of_a_file_are_parts_of_the_same_file(client, ending):
    path = f"/extracts/facts.{ending}"
    whole = get(client, path)
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert int(whole.headers["Content-Length"]) == len(whole.data)
    assert int(client.head(path).headers["Content-Length"]) == len(whole.data)
    part = get(client, path, Range="bytes=10-19")
    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole.data)}"
    assert get(client, path, Range="bytes=-8").data == whole.data[-8:]
    assert get(client, path, Range="bytes=99999999-").status_code == 416
    assert get(client, path, Range="bytes=0-3", If_Range='"old"').status_code == 200


def test_scripts_of_other_sites_may_ask_but_not_change(client):
    asked = client.options("/extracts/facts.csv")
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Access-Control-Allow-Credentials" not in asked.headers
    assert client.post("/extracts/facts.csv").status_code == 405
    assert "Access-Control-Allow-Origin" not in client.get("/sources").headers


def test_the_file_name_tells_the_filter(client):
    shown = get(client, "/extracts/facts.csv?indicator=trade_total&from=2023&bom=0").headers
    assert (
        shown["Content-Disposition"]
        == 'attachment; filename="tradetrace-facts-indicator-trade-total-from-2023.csv"'
    )
    strange = get(client, '/extracts/facts.csv?q=%22%0d%0aX:%20"ă;').headers["Content-Disposition"]
    assert strange.startswith('attachment; filename="tradetrace-facts-q-')
    assert strange.isascii()


def test_bom_and_metadata(client):
    assert get(client, "/extracts/facts.tsv").data.startswith(b"\xef\xbb\xbf")
    assert get(client, "/extracts/facts.csv?bom=0").data.startswith(b"fact_id,")
    answer = get(client, "/extracts/facts.csv?indicator=trade_total")
    link = answer.headers["Link"]
    assert 'rel="describedby"; type="application/csvm+json"' in link
    sidecar = json.loads(get(client, link[1 : link.index(">")]).data)
    assert sidecar["url"] == "facts.csv?indicator=trade_total"
    assert "http://localhost/extracts/facts.csv?indicator=trade_total" in sidecar["dc:bibliographicCitation"]


@pytest.mark.parametrize(
    "name", ["facts.csv", "facts.xlsx", "facts.csv-metadata.json", "sdmx.csv", "tradetrace.zip"]
)
@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("colour=red", "colour"),
        ("indicator=nothing", "nothing"),
        ("columns=colour", "colour"),
        ("limit=x", "x"),
    ],
)
def test_what_does_not_exist_is_named_in_one_line(client, name, query, named):
    answer = get(client, f"/extracts/{name}?{query}")
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert named in answer.text
    assert answer.text.count("\n") == 1
    assert "there are" in answer.text.lower() or "is no number" in answer.text


def test_options_without_meaning_are_refused(client):
    for name in ("tradetrace.zip", "sdmx.csv", "sdmx.xml"):
        for option in ("columns=value", "order=value", "limit=1", "wide=1"):
            answer = get(client, f"/extracts/{name}?{option}")
            assert answer.status_code == 400
            assert answer.text.startswith(option.split("=")[0])


def test_one_figure_is_the_extract_of_its_identifier(client, data_dir):
    fact_id = load_tables(data_dir).facts["fact_id"][0].as_py()
    one = get(client, f"/figure/{fact_id}.csv")
    assert one.data == get(client, f"/extracts/facts.csv?fact_id={fact_id}").data
    assert one.headers["Content-Disposition"].endswith(f'{fact_id}.csv"')


def test_files_are_kept_within_bounds_and_failures_leave_nothing():
    files = answers.Files(most=10)

    def fails(out):
        out.write(b"half")
        raise FilterError("no")

    with pytest.raises(FilterError):
        files.open("a", fails)
    assert list(files._folder.iterdir()) == []
    written = []
    for tag in ("a", "b", "a", "c"):
        handle, size = files.open(
            tag, lambda out, tag=tag: written.append(tag) or out.write(tag.encode() * 6)
        )
        with handle:
            assert handle.read() == tag.encode() * 6
        assert size == 6
    assert written == ["a", "b", "a", "c"]
    assert [p.name for p in files._folder.iterdir()] == ["c"]
    folder = files._folder
    del files
    assert not folder.exists()


def test_nothing_is_written_for_one_who_holds_it(client, monkeypatch):
    path = "/extracts/facts.parquet?indicator=trade_total"
    tag = get(client, path).headers["ETag"]
    monkeypatch.setattr(extracts, "write_file", lambda *_: pytest.fail("written again"))
    assert get(client, path, If_None_Match=tag).status_code == 304
    assert get(client, path).status_code == 200


def test_a_zip_holds_what_its_address_says(client):
    import zipfile

    answer = get(client, "/extracts/tradetrace.zip?indicator=trade_total")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as found:
        told = json.loads(found.read("datapackage.json"))
    assert told["filter"] == "indicator=trade_total"
    assert told["homepage"] == "http://localhost"
