"""Running the server: health, readiness, metrics, logs, limits, base path, stopping, and who may write."""

import base64
import contextlib
import io
import json
import logging
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from http.client import IncompleteRead
from pathlib import Path
from urllib.error import HTTPError, URLError

import duckdb
import pytest
from prometheus_client.parser import text_string_to_metric_families

from dashboard import guard, logs, writing
from dashboard.app import create_app
from dashboard.workers import PATIENCE
from etl import load_tables, prepare_index, refresh
from tests.bench_serving import grown
from tests.conftest import ROOT, add_document

LIMITED = {
    "a body": ("post", "/read", {"data": b"x" * (guard.BODY + 1)}),
    "a query": ("get", "/figures?x=" + "y" * guard.ADDRESS, {}),
    "parameters": ("get", "/figures?" + "a=1&" * (guard.PARAMETERS + 1), {}),
    "values of a filter": ("get", "/extracts/facts.csv?fact_id=" + "a," * guard.VALUES + "a", {}),
    "columns": ("get", "/extracts/facts.csv?columns=" + "value," * guard.COLUMNS + "value", {}),
    "words to search for": ("get", "/extracts/facts.csv?q=" + "x" * (guard.SEARCH + 1), {}),
    "the API": ("get", "/api/v1/facts?q=" + "x" * (guard.SEARCH + 1), {}),
}


@pytest.fixture(scope="module")
def app(data_dir):
    return create_app(data_dir).server


@pytest.fixture
def client(app):
    return app.test_client()


def metrics(client):
    found = {}
    for family in text_string_to_metric_families(client.get("/metrics").text):
        for sample in family.samples:
            found[(sample.name, *sorted(sample.labels.items()))] = sample.value
    return found


def test_alive_and_ready(client, data_dir, tmp_path):
    assert client.get("/healthz").get_json() == {"status": "alive"}
    told = client.get("/readyz").get_json()
    assert told["status"] == "ready"
    assert told["facts"] == load_tables(data_dir).facts.num_rows
    assert told["age_seconds"] >= 0
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", told["version"])
    none = create_app(tmp_path).server.test_client()
    assert none.get("/healthz").status_code == 200
    answer = none.get("/readyz")
    assert answer.status_code == 503
    assert "tradetrace refresh" in answer.get_json()["remedy"]
    assert metrics(none)[("tradetrace_ready",)] == 0


def test_metrics(data_dir):
    client = create_app(data_dir).server.test_client()
    for path in ("/figures", "/figure/x", "/figure/y", "/no/such/page", "/extracts/facts.csv"):
        client.get(path).close()
    client.open("/figures", method="BREW").close()
    found = metrics(client)
    assert found[("tradetrace_ready",)] == 1
    assert found[("tradetrace_facts",)] == load_tables(data_dir).facts.num_rows
    requests = {k: v for k, v in found.items() if k[0] == "tradetrace_requests_total"}
    assert sum(requests.values()) == 6
    of = {dict(k[1:])["route"] for k in requests}
    rules = {r.rule for r in create_app(data_dir).server.url_map.iter_rules()} | {"none"}
    assert of <= rules
    assert found[("tradetrace_extracts_open",)] == 0
    assert {dict(k[1:])["method"] for k in requests} <= {"GET", "other"}


def test_labels_are_bounded_whatever_is_asked_for(data_dir):
    client = create_app(data_dir).server.test_client()
    for i in range(200):
        client.get(f"/figure/{i}?q={i}", headers={"User-Agent": str(i)}).close()
        client.get(f"/{i}/{i}/{i}").close()
    assert len([k for k in metrics(client) if k[0] == "tradetrace_requests_total"]) <= 4


def test_metrics_of_several_workers_are_told_together(data_dir, tmp_path):
    """Two processes, as two workers are, and one answer for both."""
    code = (
        "import sys; from dashboard.app import create_app\n"
        "c = create_app(sys.argv[1]).server.test_client()\n"
        "c.get('/sources').close()\n"
        "print(c.get('/metrics').text)"
    )
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for _ in range(2):
        told = subprocess.run(
            [sys.executable, "-c", code, str(data_dir)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    line = next(
        x for x in told.splitlines() if x.startswith("tradetrace_requests_total") and 'status="200"' in x
    )
    assert line.endswith(" 2.0")
    assert len([x for x in told.splitlines() if x.startswith("tradetrace_facts ")]) == 1


@pytest.mark.parametrize("name", LIMITED)
def test_too_much_is_refused_in_one_line(client, name):
    method, path, given = LIMITED[name]
    answer = getattr(client, method)(path, **given)
    assert answer.status_code == 413
    text = answer.get_json()["detail"] if name == "the API" else answer.text.strip()
    assert "at most" in text
    assert "\n" not in text
    assert answer.headers["Content-Security-Policy"]


def test_too_many_extracts_at_a_time(data_dir, monkeypatch):
    """One more than may be written waits a little and is then told when to ask again; a place that is free is taken."""
    monkeypatch.setattr(guard, "PATIENCE", 0.05)
    monkeypatch.setattr(guard.Places.__init__, "__defaults__", (guard.STREAMS, guard.WAITING, 0.05))
    server = create_app(data_dir).server
    client = server.test_client()
    held = [client.get("/extracts/facts.csv") for _ in range(guard.STREAMS)]
    assert {a.status_code for a in held} == {200}
    answer = client.get("/extracts/facts.csv")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "ask again in" in answer.text
    assert client.get("/figures").status_code == 200
    assert metrics(client)[("tradetrace_refused_total", ("reason", "extracts"))] == 1
    for one in held:
        one.close()
    for _ in range(3 * guard.STREAMS):
        with client.get("/extracts/facts.csv") as again:
            assert again.status_code == 200
            assert again.data
    assert client.get("/extracts/facts.csv?nothing=1").status_code == 400
    assert metrics(client)[("tradetrace_extracts_open",)] == 0


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../etc/passwd",
        "/static/x/..%2f..%2fetc%2fpasswd",
        "/static/x//etc/passwd",
        "/sources/..%2f..%2fsecret",
        "/sources/%00",
        "/figure/../../secret.csv",
        "/figure/%2e%2e%2fsecret.csv",
        "/extracts/../../etc/passwd",
        "/extracts/facts.csv%00.xlsx",
        "/extracts/facts./etc/passwd",
        "/_dash-component-suites/dash/../../../etc/passwd",
        "/_dash-component-suites/os/path.py",
        "/_dash-component-suites/dash/%2e%2e/%2e%2e/setup.py",
        "/embed/..%2f..%2fetc",
        "/api/v1/../../etc/passwd",
        "/assets/../app.py",
        "/assets/style.css%00",
        "/.git/config",
        "/_favicon.ico/../../x",
    ],
)
def test_no_path_of_a_request_touches_a_file(client, path, monkeypatch, data_dir):
    opened = []
    hook_on = [True]

    def hook(event, args):
        if (
            hook_on[0]
            and event == "open"
            and isinstance(args[0], str)
            and ("passwd" in args[0] or "secret" in args[0])
        ):
            opened.append(args[0])

    sys.addaudithook(hook)
    answer = client.get(path)
    hook_on[0] = False
    assert answer.status_code in (400, 404)
    assert opened == []
    assert "Traceback" not in answer.text
    assert "root:x:" not in answer.text


@pytest.mark.parametrize("path", ["/?lang=en", "/extracts/facts.csv", "/api/v1/facts", "/feed.atom"])
def test_a_fault_shows_no_trace_and_is_found_in_the_log(data_dir, monkeypatch, caplog, path):
    server = create_app(data_dir).server

    def fail(*_, **__):
        raise ZeroDivisionError("secret of the server")

    for name in ("TESTING", "PROPAGATE_EXCEPTIONS"):
        assert not server.config[name]
    monkeypatch.setattr("dashboard.pages.resolve", fail)
    monkeypatch.setattr("etl.extracts.parse_ask", fail)
    monkeypatch.setattr("etl.extracts.resource_rows", fail)
    monkeypatch.setattr("dashboard.feed.parse_filters", fail)
    answer = server.test_client().get(path, headers={logs.HEADER: "abc-1"})
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert 'File "' not in answer.text
    assert answer.headers[logs.HEADER] == "abc-1"
    assert "ZeroDivisionError" in caplog.text


def test_request_ids(client):
    given = client.get("/figures", headers={logs.HEADER: "Ab.c-1_2"}).headers[logs.HEADER]
    assert given == "Ab.c-1_2"
    for bad in ("a b", "x" * 65, "é", ""):
        made = client.get("/figures", headers={logs.HEADER: bad}).headers[logs.HEADER]
        assert re.fullmatch(r"[0-9a-f]{32}", made)
    assert client.get("/figures").headers[logs.HEADER] != client.get("/figures").headers[logs.HEADER]


@pytest.mark.parametrize("kind", logs.FORMATS)
def test_no_visitor_writes_lines_of_the_log(kind):
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.Json() if kind == "json" else logs.Text())
    log = logging.Logger("tradetrace.requests")
    log.addHandler(handler)
    hostile = "GET /\r\n2026-01-01 INFO faked\x1b[31m \u202e \u2028 \x00 \x9b2J"
    log.info("%s", hostile, extra={"fields": {"path": hostile}})
    try:
        raise ValueError(hostile)
    except ValueError:
        log.exception("%s failed", hostile)
    lines = out.getvalue().split("\n")
    assert len(lines) == 3
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", out.getvalue())
    if kind == "json":
        assert json.loads(lines[0])["path"] == hostile
        assert "ValueError" in json.loads(lines[1])["trace"]


# The server as it is run.


class Server:
    """`tradetrace serve` in a process of its own, with what it prints."""

    def __init__(self, data, *options, env=None):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "etl.cli", "serve", "--data", str(data), "--port", "0", *options],
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        line = self.process.stdout.readline()
        self.base = re.search(r"http://\S+", line)[0]
        self.port = int(re.search(r":(\d+)", self.base)[1])

    def get(self, path="", **headers):
        request = urllib.request.Request(self.base + path, headers=headers)
        try:
            return urllib.request.urlopen(request, timeout=30)
        except HTTPError as error:
            return error

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        try:  # a worker that does not end by itself is ended after that time
            out, err = self.process.communicate(timeout=PATIENCE + 60)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.communicate()
        return self.process.returncode, out, err


def test_the_server_as_it_is_run(data_dir):
    """Logs as JSON, no name or version of a server, the base path, the health routes beside it, and a clean end."""
    server = Server(data_dir, "--log-format", "json", "--base-path", "trade/")
    try:
        assert server.base.endswith("/trade")
        with server.get("/sources", **{"X-Request-ID": "one"}) as answer:
            assert answer.status == 200
            named = {k.lower() for k in answer.headers}
            assert "x-powered-by" not in named
            assert not re.search(r"\d", answer.headers.get("Server", ""))
            page = answer.read().decode()
        links = re.findall(r'(?:href|src|action)="(/[^"]*)"', page)
        assert links
        assert [link for link in links if not link.startswith("/trade/")] == []
        root = server.base.removesuffix("/trade")
        with urllib.request.urlopen(f"{root}/healthz") as answer:
            assert answer.status == 200
        with urllib.request.urlopen(f"{root}/trade?lang=vi") as answer:
            assert answer.url == f"{root}/trade/?lang=vi"
        with pytest.raises(HTTPError, match="404"):
            urllib.request.urlopen(f"{root}/sources")
        server.get("/nothing%0d%0afaked%1b[31m").close()
    finally:
        code, out, err = server.stop()
    assert code == 0
    assert "stopped" in out
    told = [json.loads(line) for line in err.splitlines()]
    one = next(t for t in told if t.get("request_id") == "one")
    assert (one["path"], one["status"], one["method"]) == ("/trade/sources", 200, "GET")
    assert one["ms"] > 0
    assert any(t.get("status") == 404 for t in told)


def test_a_server_without_tables_starts_and_says_what_is_missing(tmp_path):
    server = Server(tmp_path)
    try:
        with server.get("/") as answer:
            assert answer.status == 503
            assert "facts.parquet" in answer.read().decode()
    finally:
        code, _, err = server.stop(signal.SIGINT)
    assert code == 0
    assert "facts.parquet" in err


def _workers(server):
    """The process ids of its workers; Python keeps another process beside them."""
    task = Path(f"/proc/{server.process.pid}/task/{server.process.pid}")
    every = [int(p) for p in (task / "children").read_text().split()]
    return [p for p in every if b"spawn_main" in Path(f"/proc/{p}/cmdline").read_bytes()]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads which processes answer from /proc")
def test_several_workers_share_an_address_and_a_dead_one_is_replaced(data_dir):
    """Every request is answered and counted by either; SIGKILL of one costs no more than what it was answering."""
    server = Server(data_dir, "--workers", "2")
    try:
        first = _workers(server)
        assert len(first) == 2
        asked = 40
        for _ in range(asked):  # each on a connection of its own: the system chooses the worker
            with server.get("/healthz") as answer:
                assert answer.status == 200
        counted = server.get("/metrics").read().decode()
        told = re.search(r'tradetrace_requests_total\{[^}]*route="/healthz"[^}]*\} ([0-9.]+)', counted)
        assert told is not None
        assert float(told[1]) == asked
        assert "tradetrace_facts" in counted

        os.kill(first[0], signal.SIGKILL)
        deadline = time.monotonic() + 30
        while len(set(_workers(server)) - set(first)) < 1:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        answered = 0
        while answered < 20 and time.monotonic() < deadline:
            try:
                with server.get("/sources") as answer:
                    assert answer.status == 200
                    answered += 1
            except (URLError, ConnectionError):  # it was on its way to the dead one
                time.sleep(0.1)
        assert answered == 20
    finally:
        code, out, err = server.stop()
    assert code == 0
    assert "stopped" in out
    assert "Unexpected exit" in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads which processes answer from /proc")
def test_workers_end_when_what_watches_over_them_is_killed(data_dir):
    server = Server(data_dir)
    (worker,) = _workers(server)
    server.process.kill()
    server.process.communicate()
    deadline = time.monotonic() + 30
    while Path(f"/proc/{worker}").exists():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    with socket.create_server(("127.0.0.1", server.port)):
        pass  # the port is free again


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads which processes answer from /proc")
def test_a_second_signal_ends_everything_at_once(data_dir, tmp_path):
    """A slow reader of a download keeps the first signal waiting; nothing is left after the second."""
    large = tmp_path / "large"  # thirty megabytes as CSV
    large.mkdir()
    grown(data_dir, large, 20_000)
    server = Server(large, "--workers", "2", env={"TMPDIR": str(tmp_path)})
    workers = _workers(server)
    with socket.create_connection(("127.0.0.1", server.port)) as reader:
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        reader.sendall(b"GET /extracts/facts.csv HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        begun = reader.recv(100)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(1)
        waited = server.process.poll() is None
        code, _, _ = server.stop() if waited else (server.process.wait(), *server.process.communicate())
    assert b" 200 " in begun
    assert waited
    assert code == 128 + signal.SIGTERM
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{w}").exists() for w in workers):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert list(tmp_path.glob("tradetrace-counts-*")) == []


def test_a_body_without_a_length_ends_at_the_limit(data_dir):
    """A chunked request does not say how long it is; it is read as far as one that does."""
    server = Server(data_dir)
    try:
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as sender:
            sender.sendall(
                b"POST /_dash-update-component HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n"
            )
            sender.sendall(b"Content-Type: application/json\r\n\r\n")
            part = b" " * 100_000
            with contextlib.suppress(ConnectionError):  # it may be told before everything was sent
                for _ in range(2 * guard.BODY // len(part)):
                    sender.sendall(f"{len(part):x}\r\n".encode() + part + b"\r\n")
                sender.sendall(b"0\r\n\r\n")
            # what was read of it is no whole document
            assert b" 400 " in sender.recv(1024).partition(b"\r\n")[0]
        with server.get("/healthz") as answer:
            assert answer.status == 200
    finally:
        server.stop()


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """A collection whose download is longer than what the system takes over for a slow reader."""
    folder = tmp_path_factory.mktemp("long")
    (folder / "documents").mkdir()
    words = "and no figure stands in this sentence at all, which is only here to be long. " * 300
    for i in range(40):
        add_document(
            folder, f"d{i}", f"Trade of Vietnam and China reached {i + 1}.5 billion USD in 2023. {words}\n"
        )
    refresh(folder)
    return folder


MANY = 60_000


@pytest.fixture(scope="module")
def many(data_dir, tmp_path_factory):
    """Tables with some ten thousand facts."""
    folder = tmp_path_factory.mktemp("many")
    grown(data_dir, folder, MANY)
    return folder


def test_a_running_download_is_finished_before_the_server_stops(long):
    """SIGTERM while a download is being sent to a slow reader: nothing new is taken, and the download is whole."""
    server = Server(long)
    try:
        with server.get("/api/v1/documents?limit=1"):
            pass
        whole = len(server.get("/extracts/tradetrace.zip").read())
        size = len(server.get("/extracts/facts.json").read())
        assert size > 10_000
        with socket.create_connection(("127.0.0.1", server.port)) as reader:
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            asked = f"GET /extracts/tradetrace.zip HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n\r\n"
            reader.sendall(asked.encode())
            first = reader.recv(1024)
            server.process.send_signal(signal.SIGTERM)
            for _ in range(600):
                try:
                    socket.create_connection(("127.0.0.1", server.port), timeout=2).close()
                except (ConnectionRefusedError, ConnectionResetError):
                    break
                time.sleep(0.1)
            else:
                pytest.fail("new connections are still taken")
            data = first
            while part := reader.recv(65536):
                data += part
        assert len(data.partition(b"\r\n\r\n")[2]) == whole
    finally:
        code, _, _ = server.stop() if server.process.poll() is None else (server.process.wait(), "", "")
        server.process.communicate()
    assert code in (0, 128 + signal.SIGTERM)


def damaged_index(folder: Path) -> None:
    """Make a collection's index, and overwrite some of each block that holds late facts and of no other table anything."""
    prepare_index(folder)
    (index,) = folder.glob("index/*.duckdb")
    with duckdb.connect(index, read_only=True) as db:
        stored = {
            (table, start > 40_000, block)
            for (table,) in db.execute("SELECT table_name FROM duckdb_tables()").fetchall()
            for start, block in db.execute(
                f"SELECT start, block_id FROM pragma_storage_info('{table}') WHERE block_id >= 0"
            ).fetchall()
        }
    later = {block for table, late, block in stored if table == "facts" and late}
    blocks = later - {block for table, _, block in stored if table != "facts"} or later
    with index.open("r+b") as file:
        for block in blocks:
            file.seek(3 * 4096 + block * 262_144 + 1_000)  # behind the file's three headers
            file.write(b"\1" * 64)


@pytest.mark.parametrize("asked", ["/extracts/facts.csv", "/extracts/facts.ndjson"])
def test_a_download_that_fails_on_the_way_does_not_look_whole(many, tmp_path, asked):
    """Part of the index cannot be read: the rows before it have been sent already."""
    for attempt in range(4):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        for path in many.glob("*.parquet"):
            shutil.copy(path, folder)
        damaged_index(folder)
        server = Server(folder)
        whole = False
        try:
            # Small columns share their blocks with later rows, so it may fail before a reader has seen any of it.
            with contextlib.suppress(IncompleteRead, ConnectionError):
                whole = server.get(asked).read().count(b"\n") >= MANY
                assert whole, "what was cut off looks whole"
            with server.get("/codebook") as after:
                assert after.status == 200
        finally:
            _, _, err = server.stop()
        # Which blocks are needed to open the index differs from one making of it to the next. Where one of these was hit
        # the index was made anew elsewhere, and all of it was served.
        if not whole:
            assert "raised an exception" in err
            return
    pytest.fail("the damage was never met on the way")


@pytest.mark.parametrize(
    ("options", "env", "words"),
    [
        (["--review", "--host", "0.0.0.0"], {}, "TRADETRACE_REVIEW_TOKEN"),
        (["--review", "--behind-proxy"], {}, "TRADETRACE_REVIEW_TOKEN"),
        (["--review", "--host", "0.0.0.0"], {"TRADETRACE_REVIEW_TOKEN": "short"}, "shorter"),
        (["--base-path", "/a b"], {}, "is no path"),
        (["--base-path", "/../x"], {}, "is no path"),
    ],
)
def test_serve_refuses_what_would_let_everyone_write(data_dir, options, env, words):
    run = subprocess.run(
        [sys.executable, "-m", "etl.cli", "serve", "--data", str(data_dir), "--port", "0", *options],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 2
    assert words in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


# Who may write.


@pytest.fixture
def own(data_dir, tmp_path):
    folder = tmp_path / "own"
    shutil.copytree(data_dir, folder)
    return folder


def sent(client, fact_id, host="localhost", headers=None, form="f" * 43, cookie="f" * 43):
    if cookie:
        client.set_cookie(writing.COOKIE, cookie, domain=host)
    data = {"action": "confirm", "by": "A", "why": "w", writing.FIELD: form}
    headers = {"Origin": f"http://{host}", **(headers or {})}
    return client.post(f"/review/{fact_id}?back=/", data=data, headers=headers, base_url=f"http://{host}")


def test_only_own_pages_and_own_forms_write(own):
    fact_id = load_tables(own).facts["fact_id"][0].as_py()
    client = create_app(own, reviewing=True).server.test_client()
    assert sent(client, fact_id, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert sent(client, fact_id, headers={"Sec-Fetch-Site": "same-site"}).status_code == 403
    assert sent(client, fact_id, headers={"Origin": "http://evil.example"}).status_code == 403
    assert sent(client, fact_id, form="").status_code == 403
    assert sent(client, fact_id, form="g" * 43).status_code == 403
    assert sent(client, fact_id, cookie="short", form="short").status_code == 403
    # a foreign name that was pointed at this machine
    assert sent(client, fact_id, host="evil.example").status_code == 403
    assert not (own / "corrections.toml").exists()
    assert sent(client, fact_id).status_code == 303
    assert (own / "corrections.toml").exists()


def test_the_form_of_a_page_carries_the_token_of_its_browser(own):
    fact_id = load_tables(own).facts["fact_id"][0].as_py()
    client = create_app(own, reviewing=True).server.test_client()
    answer = client.get(f"/figure/{fact_id}?lang=en")
    cookie = client.get_cookie(writing.COOKIE)
    assert cookie.http_only
    assert cookie.same_site == "Strict"
    assert f">{cookie.value}</textarea>" in answer.text
    assert sent(client, fact_id, form=cookie.value, cookie=None).status_code == 303
    assert cookie.value in client.get(f"/figure/{fact_id}?lang=vi").text


def test_from_elsewhere_only_with_the_review_token(own):
    fact_id = load_tables(own).facts["fact_id"][0].as_py()
    token = "a-token-of-some-length"
    client = create_app(own, reviewing=True, review_token=token).server.test_client()

    def basic(password):
        return {"Authorization": "Basic " + base64.b64encode(f"me:{password}".encode()).decode()}

    answer = sent(client, fact_id, host="trade.example")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic")
    assert sent(client, fact_id, host="trade.example", headers=basic("wrong")).status_code == 401
    assert sent(client, fact_id, headers=basic(token + "x")).status_code == 401
    assert not (own / "corrections.toml").exists()
    # knowing it does not help another site's page
    cross = {**basic(token), "Origin": "http://evil.example"}
    assert sent(client, fact_id, host="trade.example", headers=cross).status_code == 403
    assert sent(client, fact_id, host="trade.example", headers=basic(token)).status_code == 303


def test_without_review_nothing_writes(client, data_dir):
    rules = {r.rule: r.methods - {"HEAD", "OPTIONS", "GET"} for r in client.application.url_map.iter_rules()}
    writes = {rule: methods for rule, methods in rules.items() if methods}
    # a text is read and forgotten; Dash asks for what a page shows
    assert set(writes) <= {"/read", "/read.csv", "/_dash-update-component", "/<path:path>", "/"}
    before = {p: p.stat().st_mtime_ns for p in data_dir.rglob("*")}
    for rule in ("/review/x", "/read", "/_dash-update-component"):
        client.post(rule, data={"text": "Trade was 3 billion USD"})
    assert {p: p.stat().st_mtime_ns for p in data_dir.rglob("*")} == before


def test_what_the_page_on_deploying_says_exists():
    page = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    from dashboard.serve import serve

    known = {o for p in serve.params for o in p.opts}
    for line in re.findall(r"tradetrace serve ([^\n]*)", page):
        assert set(re.findall(r"--[a-z-]+", line)) <= known, line
    for name in (
        "/healthz",
        "/readyz",
        "/metrics",
        "X-Request-ID",
        "[Service]",
        "podman",
        "proxy_pass",
        "reverse_proxy",
    ):
        assert name in page
    assert "tradetrace" in (ROOT / "Containerfile").read_text(encoding="utf-8")
