"""Files replaced as one: wherever the change is stopped, readers see all old or all new."""

import json
import os
import random
import signal
import time

import pytest

from dashboard.app import create_app
from etl import load_tables, sums, swap
from etl.errors import DataError
from etl.index.make import FOLDER as INDEX
from etl.locks import locked
from etl.refresh import refresh
from etl.tables import TABLES
from tests.conftest import add_document, dollars

KILLS = 200
RUNS = 4  # so many at a time, so that several processors share them
NAMES = ("a.bin", "b.bin", "below/c.bin")


def put(folder, content):
    swap.replace(folder, {n: lambda path, n=n: path.write_bytes(content + n.encode()) for n in NAMES})


def seen(folder):
    return {swap.read_bytes(folder, n).removesuffix(n.encode()) for n in NAMES}


def left(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_all_are_replaced(tmp_path):
    put(tmp_path, b"old ")
    put(tmp_path, b"new ")
    assert seen(tmp_path) == {b"new "}
    assert left(tmp_path) == sorted(NAMES)
    assert all((tmp_path / n).read_bytes().startswith(b"new ") for n in NAMES)


def test_one_that_cannot_be_written_costs_none(tmp_path):
    put(tmp_path, b"old ")

    def fail(path):
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        swap.replace(tmp_path, {"a.bin": lambda path: path.write_bytes(b"new"), "b.bin": fail})
    assert seen(tmp_path) == {b"old "}
    assert left(tmp_path) == sorted(NAMES)


class Stopped(BaseException):
    """What a kill is to the code: no handler of errors catches it, and nothing is cleared away."""


def counted(call, left_to_do):
    """The call, as often as something is left to do."""

    def counting(*args, **given):
        if next(left_to_do, None) is None:
            raise Stopped
        return call(*args, **given)

    return counting


def test_stopped_at_every_step(tmp_path, monkeypatch):
    """Every call by which files are changed is once the last; the state is whole before and after it is mended."""
    calls = ("replace", "rename", "fsync")
    real = {name: getattr(os, name) for name in calls}
    outcomes = set()
    for step in range(100):
        folder = tmp_path / str(step)
        folder.mkdir()
        put(folder, b"old ")
        left_to_do = iter(range(step + 1))
        with monkeypatch.context() as patch:
            for name in calls:
                patch.setattr(os, name, counted(real[name], left_to_do))
            patch.setattr(
                swap.shutil, "rmtree", lambda *_, **__: None
            )  # one that is dead clears nothing away
            try:
                put(folder, b"new ")
                done = True
            except Stopped:
                done = False
        states = seen(folder)
        assert len(states) == 1
        outcomes |= states
        swap.settle(folder)
        assert seen(folder) == states, "mending changes nothing for readers"
        assert left(folder) == sorted(NAMES)
        if done:
            break
    assert done
    assert step >= len(NAMES) * 2
    assert outcomes == {b"old ", b"new "}


def state(folder):
    tables = load_tables(folder)
    return tables.facts["value_printed"].to_pylist(), tables.documents["text"].to_pylist()


def served(client):
    """What a reader of the dashboard is given."""
    answer = client.get("/extracts/facts.json?columns=value_printed")
    assert answer.status_code == 200
    return [row["value_printed"] for row in json.loads(answer.data)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("run", range(RUNS))
def test_a_refresh_that_is_killed_at_any_moment(tmp_path, run):
    """SIGKILL at random moments: what is served is the previous or the next complete state, and nothing is left."""
    (tmp_path / "documents").mkdir()
    choose = random.Random(run)

    def version(i):
        for name in ("first", "second"):
            add_document(tmp_path, name, f"It is {i}bn USD, they said.\n")

    version(0)
    refresh(tmp_path, extract=dollars)
    client = create_app(tmp_path).server.test_client()
    version(1)

    def child():
        made = os.fork()
        if made == 0:
            try:
                refresh(tmp_path, extract=dollars)
            finally:
                os._exit(0)
        return made

    start = time.monotonic()
    os.waitpid(child(), 0)
    longest = 1.5 * (time.monotonic() - start)
    refresh(tmp_path, extract=dollars)
    before, outcomes = state(tmp_path), {"before": 0, "after": 0}
    for i in range(2, KILLS // RUNS + 2):
        version(i)
        killed = child()
        time.sleep(choose.random() * longest)
        os.kill(killed, signal.SIGKILL)
        os.waitpid(killed, 0)
        now = state(tmp_path)
        assert served(client) == now[0]
        if now == before:
            outcomes["before"] += 1
            longest *= 1.0 if outcomes["after"] else 1.1  # other work slows a refresh down
        else:
            assert now[0] == [str(i), str(i)]
            outcomes["after"] += 1
        refresh(tmp_path, extract=dollars)
        before = state(tmp_path)
        assert before[0] == [str(i), str(i)]
        stray = [p.name for p in tmp_path.iterdir() if p.name not in (".lock", "documents", "history")]
        assert sorted(stray) == sorted([sums.FILE, INDEX, *(f"{name}.parquet" for name in TABLES)])
        assert all(p.suffix == ".parquet" for p in (tmp_path / "history").iterdir())
        assert sorted(p.suffix for p in (tmp_path / "documents").iterdir()) == [".toml"] * 2 + [".txt"] * 2
    assert list(sums.broken(tmp_path, [f"{name}.parquet" for name in TABLES])) == []
    assert min(outcomes.values()) > 0, outcomes


def test_a_second_writer_waits_and_is_told_for_whom(tmp_path):
    import threading

    told, order = [], []
    held = threading.Event()

    def first():
        with locked(tmp_path, what="tradetrace add"):
            held.set()
            while not told:
                time.sleep(0.01)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    held.wait()
    with locked(tmp_path, what="tradetrace refresh", waiting=told.append):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]
    assert "waiting for tradetrace add, process " in told[0]


def test_a_writer_that_died_holds_nothing(tmp_path):
    child = os.fork()
    if child == 0:
        with locked(tmp_path):
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    told = []
    with locked(tmp_path, waiting=told.append):
        assert told == []


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(DataError, match="cannot be written"), locked(tmp_path / "none"):
        pass
