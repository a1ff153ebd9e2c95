"""Documents read in parts by several processes: the same tables, whatever happens to a process."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing import active_children
from pathlib import Path

import pytest

from etl import refresh
from etl.parts import gather, local
from etl.parts.local import run
from etl.parts.part import Names, finished, work
from etl.tables import TABLES
from tests.conftest import ROOT, add_document, dollars

DOCUMENTS = 24


def contents(folder):
    return {name: (folder / f"{name}.parquet").read_bytes() for name in TABLES}


@pytest.fixture
def many(tmp_path, monkeypatch):
    """A collection that is read in parts of some documents each."""
    monkeypatch.setattr(gather, "WORTH", 1)
    monkeypatch.setattr(gather, "EACH", 3 * gather.OPENING)
    folder = tmp_path / "many"
    (folder / "documents").mkdir(parents=True)
    for i in range(DOCUMENTS):
        add_document(
            folder, f"d{i:02d}", f"Trade number {i} of them all was {i}.5bn USD, and {i}.7bn USD too.\n"
        )
    return folder


def once(text, *, doc_id, **given):
    """The simple reader, whose process is killed the first time that it meets a certain document."""
    mark = Path(os.environ["KILLED"]) / doc_id
    if doc_id in os.environ["KILLING"].split() and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    with (Path(os.environ["KILLED"]) / "read").open("a") as seen:
        seen.write(f"{doc_id}\n")
    return dollars(text, doc_id=doc_id, **given)


def always(text, *, doc_id, **given):
    """The simple reader, whose process is killed by one document."""
    if doc_id == "d05":
        os.kill(os.getpid(), signal.SIGKILL)
    return dollars(text, doc_id=doc_id, **given)


def test_several_processes_give_the_bytes_of_one(many, tmp_path):
    import shutil

    other = tmp_path / "other"
    shutil.copytree(many / "documents", other / "documents")
    seen = []
    summary = refresh(many, extract=dollars, jobs=2, progress=lambda *step: seen.append(step))
    assert [step[:2] for step in seen] == [(i, DOCUMENTS) for i in range(1, DOCUMENTS + 1)]
    assert sorted(name for _, _, name in seen) == [f"d{i:02d}.txt" for i in range(DOCUMENTS)]
    assert summary == refresh(other, extract=dollars)
    assert contents(many) == contents(other)
    assert not (many / gather.MADE).exists()
    add_document(many, "d03", "It is 1bn USD.\n")
    add_document(other, "d03", "It is 1bn USD.\n")
    assert refresh(many, extract=dollars, jobs=2) == refresh(other, extract=dollars)
    assert contents(many) == contents(other)


def test_the_articles_in_several_processes(data_dir, tmp_path, monkeypatch):
    import shutil

    monkeypatch.setattr(gather, "WORTH", 1)
    monkeypatch.setattr(gather, "EACH", 1)
    for name in ("documents", "reference"):
        shutil.copytree(data_dir / name, tmp_path / name)
    refresh(tmp_path, jobs=2)
    assert contents(tmp_path) == contents(data_dir)


def test_few_documents_start_no_process(collection, monkeypatch):
    monkeypatch.setattr(local, "run", None)
    assert refresh(collection, extract=dollars, jobs=2).facts == 2


def test_a_function_without_a_name_is_run_here(many, monkeypatch):
    monkeypatch.setattr(local, "run", None)
    assert refresh(many, extract=lambda *a, **k: dollars(*a, **k), jobs=2).documents == DOCUMENTS


def parts(folder, out, extract, each=3):
    out.mkdir(exist_ok=True)
    names = [f"d{i:02d}" for i in range(DOCUMENTS)]
    for i in range(0, DOCUMENTS, each):
        yield Names(str(folder / "documents"), tuple(names[i : i + each]), extract, str(out / str(i)))


def test_a_killed_process_costs_its_part_only(many, tmp_path, monkeypatch):
    killed = tmp_path / "killed"
    killed.mkdir()
    monkeypatch.setenv("KILLED", str(killed))
    monkeypatch.setenv("KILLING", "d04 d17")
    done = []
    run(parts(many, tmp_path / "out", once), jobs=2, done=lambda part, made: done.append((part, made)))
    assert sorted(n for part, _ in done for n in part.names) == [f"d{i:02d}" for i in range(DOCUMENTS)]
    read = (killed / "read").read_text().split()
    again = sorted(n for n in set(read) if read.count(n) > 1)
    assert again == ["d03", "d15", "d16"], "what a part had read before it was lost, and nothing else"
    assert sum(made.read().facts.num_rows for _, made in done) == 2 * DOCUMENTS


def test_a_document_that_costs_its_process_each_time_is_a_problem(many):
    summary = refresh(many, extract=always, jobs=2)
    (problem,) = summary.problems
    assert str(problem).startswith("d05.txt: the process that read it was lost ")
    assert (summary.documents, summary.facts) == (DOCUMENTS - 1, 2 * (DOCUMENTS - 1))


def test_a_part_that_is_done_is_not_done_again(many, tmp_path, monkeypatch):
    killed = tmp_path / "killed"
    killed.mkdir()
    monkeypatch.setenv("KILLED", str(killed))
    monkeypatch.setenv("KILLING", "")
    first, second, *_ = parts(many, tmp_path / "out", once)
    done = work(first)
    assert finished(first) == done
    assert finished(second) is None
    assert work(first) == done
    assert (killed / "read").read_text().split() == ["d00", "d01", "d02"]
    facts = Path(done.files[1])
    facts.write_bytes(facts.read_bytes()[:-9])  # as a loss of power leaves it
    assert work(first) == done
    assert work(first).read().facts.num_rows == 6
    assert not [p for p in facts.parent.iterdir() if p.name.startswith(".")]


def test_a_part_with_a_problem_is_looked_at_again(many, tmp_path):
    add_document(many, "d01", b"")
    first, *_ = parts(many, tmp_path / "out", dollars)
    assert [name for name, *_ in work(first).problems] == ["d01.txt"]
    assert finished(first) is None
    add_document(many, "d01", "It is 1bn USD.\n")
    assert work(first).problems == ()


SLOW = """
import sys, time
from etl import refresh
from etl.parts import gather
from tests.conftest import dollars
from tests.test_parts import slow
if __name__ == "__main__":
    gather.WORTH, gather.EACH = 1, 3 * gather.OPENING
    refresh(sys.argv[1], extract=slow, jobs=2)
"""


def slow(text, **given):
    """The simple reader, slow enough to be met at work."""
    time.sleep(0.2)
    return dollars(text, **given)


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_refresh_that_is_killed_leaves_no_process_and_no_part_to_do_twice(many, tmp_path):
    script = tmp_path / "program.py"
    script.write_text(SLOW)
    program = subprocess.Popen(
        [sys.executable, script, many], env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=ROOT
    )
    for _ in range(600):
        if len(list((many / gather.MADE).glob("*.facts.parquet"))) > 1:
            break
        time.sleep(0.05)
    children = [
        int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit() and _parent(p) == program.pid
    ]
    program.kill()
    program.wait()
    assert children
    for _ in range(200):
        if not any(map(alive, children)):
            break
        time.sleep(0.05)
    assert not any(map(alive, children))
    left = len(list((many / gather.MADE).glob("*.facts.parquet")))
    assert 0 < left < DOCUMENTS / 3
    assert refresh(many, extract=slow, jobs=2).documents == DOCUMENTS
    assert not (many / gather.MADE).exists()


def _parent(process):
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_ctrl_c_ends_all_processes_and_says_one_line(many, tmp_path):
    script = tmp_path / "program.py"
    command = 'main(["refresh", "--data", sys.argv[1], "--jobs", "2"])'
    script.write_text(
        SLOW.replace(
            "refresh(sys.argv[1], extract=slow, jobs=2)",
            f"sys.modules['etl.extract'].extract = slow; {command}",
        ).replace("from etl import refresh", "import etl.extract\nfrom etl.cli import main")
    )
    program = subprocess.Popen(
        [sys.executable, script, many],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    for _ in range(600):
        if len(list((many / gather.MADE).glob("*.facts.parquet"))) > 2:  # both processes are at work
            break
        time.sleep(0.05)
    os.killpg(program.pid, signal.SIGINT)  # as a terminal sends it: to all of them
    _, told = program.communicate(timeout=60)
    assert (program.returncode, told) == (130, "Stopped: the tables of the last complete refresh stand.\n")
    for _ in range(100):
        left = [p.name for p in Path("/proc").iterdir() if p.name.isdigit() and _group(p) == program.pid]
        if not any(alive(int(pid)) for pid in left):
            break
        time.sleep(0.05)
    assert not any(alive(int(pid)) for pid in left)


def test_a_stop_while_a_process_is_being_started_leaves_none(many, monkeypatch):
    """Then the pool is in neither of the lists that the run keeps, and would be waited for."""
    submit = local.ProcessPoolExecutor.submit

    def interrupted(pool, *given):
        submit(pool, *given)
        raise KeyboardInterrupt

    monkeypatch.setattr(local.ProcessPoolExecutor, "submit", interrupted)
    part = Names(
        str(many / "documents"), tuple(f"d{i:02d}" for i in range(DOCUMENTS)), slow, str(many / "out")
    )
    others = {*active_children()}
    with pytest.raises(KeyboardInterrupt):
        run([part], jobs=1, done=lambda part, found: None)
    for _ in range(200):  # a process that the pool's own thread is just reaping still counts as a child
        if {*active_children()} <= others:
            break
        time.sleep(0.05)
    assert {*active_children()} <= others


def _group(process):
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[2])
    except OSError:
        return None
