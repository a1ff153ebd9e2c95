"""A real Dask cluster on this machine: two workers, the rows of a local run, and what a lost worker costs."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl import DataError, refresh
from etl.cli import main
from etl.parts import cluster, gather
from etl.parts.run import read_corpus
from etl.program import program
from tests.conftest import ROOT, dollars
from tests.test_corpus import as_lines, rows, same_rows, stored  # noqa: F401
from tests.test_parts import DOCUMENTS, contents, many, once, parts  # noqa: F401

DASK = Path(sys.executable).with_name("dask")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The scheduler's address, with two workers of one thread."""
    folder = tmp_path_factory.mktemp("cluster")
    told = folder / "scheduler.json"
    options = ["--scheduler-file", str(told), "--host", "127.0.0.1", "--no-dashboard"]
    with Workers(folder, options) as workers:
        workers.start("scheduler", "--port", "0")
        workers.start("worker", "--nthreads", "1", "--no-nanny")
        workers.start("worker", "--nthreads", "1", "--no-nanny")
        for _ in range(600):
            if told.exists() and told.stat().st_size:
                break
            time.sleep(0.05)
        yield json.loads(told.read_text())["address"], workers


class Workers:
    """The processes of a cluster; none is left when the tests are done."""

    def __init__(self, folder, options):
        self.folder, self.options, self.processes = folder, options, []
        (folder / "killed").mkdir()

    def __enter__(self):
        return self

    def start(self, what, *more):
        env = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "KILLED": str(self.folder / "killed"),
            "KILLING": "d04 d17",
        }
        self.processes.append(
            subprocess.Popen(
                [DASK, what, *self.options, *more],
                env=env,
                cwd=self.folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )

    def mend(self):
        """Start as many workers as were lost."""
        lost = [p for p in self.processes[1:] if p.poll() is not None]
        for process in lost:
            process.wait()
            self.processes.remove(process)
            self.start("worker", "--nthreads", "1", "--no-nanny")

    def __exit__(self, *_):
        for process in self.processes:
            process.kill()
            process.wait()


def test_a_cluster_gives_the_bytes_of_one_process(address, many, tmp_path):  # noqa: F811
    other = tmp_path / "other"
    shutil.copytree(many / "documents", other / "documents")
    seen = []
    summary = refresh(many, extract=dollars, cluster=address[0], progress=lambda *step: seen.append(step))
    assert [step[:2] for step in seen] == [(i, DOCUMENTS) for i in range(1, DOCUMENTS + 1)]
    assert summary == refresh(other, extract=dollars)
    assert contents(many) == contents(other)
    assert not (many / gather.MADE).exists()


def test_the_articles_on_a_cluster(address, data_dir, tmp_path, monkeypatch):
    monkeypatch.setattr(gather, "EACH", 1)
    for name in ("documents", "reference"):
        shutil.copytree(data_dir / name, tmp_path / name)
    done = CliRunner().invoke(main, ["refresh", "--data", str(tmp_path), "--cluster", address[0]])
    assert done.exit_code == 0, done.output
    assert contents(tmp_path) == contents(data_dir)


def test_a_corpus_on_a_cluster(address, rows, stored, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr("etl.parts.run._MB", 1_000)
    as_lines(rows, tmp_path / "in" / "a.jsonl")
    for source, out in (
        (str(tmp_path / "in"), tmp_path / "out"),
        ((tmp_path / "in").as_uri(), tmp_path / "byurl"),
    ):
        target = str(out) if "://" not in source else out.as_uri()
        found = read_corpus(source, target, part_mb=9, address=address[0])
        assert (found.parts > 5, found.kept, found.problems) == (True, 0, [])
        same_rows(out, stored)
        assert read_corpus(source, target, part_mb=9, address=address[0]).kept == found.parts
    local = tmp_path / "local"
    read_corpus(str(tmp_path / "in"), str(local), part_mb=9, jobs=1)
    for path in local.rglob("*.parquet"):
        assert path.read_bytes() == (tmp_path / "out" / path.relative_to(local)).read_bytes()


def test_a_killed_worker_costs_its_part_only(address, many, tmp_path):  # noqa: F811
    """Both workers are killed by a document, one after the other, and others take their place."""
    where, workers = address
    done = []
    stop = threading.Event()

    def mending():
        while not stop.wait(0.2):
            workers.mend()

    helper = threading.Thread(target=mending)
    helper.start()
    try:
        cluster.run(
            parts(many, tmp_path / "out", once),
            address=where,
            program=program(),
            done=lambda *a: done.append(a),
        )
    finally:
        stop.set()
        helper.join()
    assert sorted(n for part, _ in done for n in part.names) == [f"d{i:02d}" for i in range(DOCUMENTS)]
    read = (workers.folder / "killed" / "read").read_text().split()
    again = sorted(n for n in set(read) if read.count(n) > 1)
    assert again == ["d03", "d15", "d16"], "what a part had read before it was lost, and nothing else"
    assert sum(made.read().facts.num_rows for _, made in done) == 2 * DOCUMENTS


def test_a_worker_with_another_program_is_refused(address, many, tmp_path):  # noqa: F811
    with pytest.raises(DataError, match="another version of tradetrace"):
        cluster.run(parts(many, tmp_path / "out", dollars), address=address[0], program="other", done=print)


def test_what_workers_cannot_write_is_told(address, rows, tmp_path):  # noqa: F811
    as_lines(rows[:5], tmp_path / "in" / "a.jsonl")
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match="Use a folder that all workers see"):
        read_corpus(str(tmp_path / "in"), str(tmp_path / "file" / "out"), address=address[0])


def test_nobody_answers(many, monkeypatch):  # noqa: F811
    monkeypatch.setattr(cluster, "_SECONDS", 1)
    before = sorted(p.name for p in many.iterdir())
    done = CliRunner().invoke(main, ["refresh", "--data", str(many), "--cluster", "tcp://127.0.0.1:9"])
    assert done.exit_code == 2
    assert done.stderr == (
        "tcp://127.0.0.1:9: no Dask scheduler answers. Start one with `dask scheduler`, or mend the address.\n"
    )
    assert {p.name for p in many.iterdir()} - set(before) <= {".lock", gather.MADE}


def test_without_the_extra(many, monkeypatch):  # noqa: F811
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = CliRunner().invoke(main, ["refresh", "--data", str(many), "--cluster", "tcp://127.0.0.1:9"])
    assert (done.exit_code, done.stderr) == (
        2,
        'refresh --cluster: needs dask and distributed. Install them: pip install "tradetrace[cluster]".\n',
    )
