"""Whatever happens to the disk, the files or the clock: one clear line, exit code 2, and the previous tables stay."""

import datetime as dt
import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from dashboard.app import create_app
from etl import DataError, decide, load_tables, refresh, sums, swap, verify
from etl.cli import main
from etl.history import history
from etl.index.make import FOLDER as INDEX
from etl.ingest.store import Store
from etl.locks import locked
from etl.tables import TABLES
from tests.conftest import ROOT, add_document
from tests.limits import command, obey_permissions, small_disk, small_files
from tests.test_official import COMTRADE

FILES = [f"{name}.parquet" for name in TABLES]


def lines(text):
    return [line for line in text.splitlines() if line.strip()]


def contents(folder):
    return {name: swap.read_bytes(folder, name) for name in (*FILES, sums.FILE)}


def told(result, *words):
    """One line that says what is wrong and what to do, exit code 2."""
    assert result.returncode == 2, result
    last = lines(result.stderr)[-1]
    assert "Traceback" not in result.stderr
    assert last.endswith("."), last
    for word in words:
        assert word in last, last
    return last


@pytest.fixture
def whole(tmp_path):
    """A collection of two documents, refreshed by the real program."""
    folder = tmp_path / "whole"
    (folder / "documents").mkdir(parents=True)
    for name, amount in (("first", "171.9"), ("second", "148.6")):
        add_document(folder, name, f"Trade between Vietnam and China was {amount} billion USD in 2023.\n")
    refresh(folder)
    return folder


def much(folder):
    """A document whose tables take more than a small disk has: words that cannot be packed."""
    words = random.Random(3)
    text = "\n".join(
        f"Exports from Vietnam to China of {''.join(words.choices('abcdefghij', k=60))} were {i}.5 million USD in 2023."
        for i in range(1, 3000)
    )
    add_document(folder, "third", text)


def test_a_full_disk(whole, tmp_path):
    disk = tmp_path / "disk"
    with small_disk(disk, 1_000_000) as mounted:
        shutil.copytree(whole, disk, dirs_exist_ok=True, ignore=shutil.ignore_patterns(INDEX))
        before, listed = contents(disk), sorted(os.listdir(disk))
        much(disk)
        limit = None if mounted else small_files(100_000)
        last = told(command("refresh", "--data", disk, before=limit), "cannot be written", "space")
        assert ("No space left" if mounted else "too large") in last
        assert contents(disk) == before
        assert sorted(os.listdir(disk)) == listed
        (disk / "documents" / "third.txt").unlink()
        (disk / "documents" / "third.toml").unlink()
        assert command("verify", "--data", disk).returncode == 0


def test_an_addition_on_a_full_disk(whole, tmp_path):
    disk, page = tmp_path / "disk", tmp_path / "page.txt"
    page.write_bytes(random.Random(5).randbytes(600_000).hex().encode())
    with small_disk(disk, 500_000) as mounted:
        shutil.copytree(whole, disk, dirs_exist_ok=True, ignore=shutil.ignore_patterns(INDEX))
        before = contents(disk), sorted(os.listdir(disk / "documents"))
        limit = None if mounted else small_files(100_000)
        told(command("add", page, "--data", disk, "--no-refresh", before=limit), "cannot be written")
        assert (contents(disk), sorted(os.listdir(disk / "documents"))) == before


@pytest.mark.parametrize(
    "words", [("refresh", "--full"), ("add", "PAGE"), ("remove", "first")], ids=lambda w: w[0]
)
def test_a_folder_that_may_not_be_written(whole, tmp_path, words):
    page = tmp_path / "page.txt"
    page.write_text("Trade between Vietnam and China was 3 billion USD in 2021.\n")
    before = contents(whole)
    for folder in (whole, whole / "documents"):
        folder.chmod(0o555)
    if (whole / ".lock").exists():
        (whole / ".lock").unlink()
    result = command(*(page if w == "PAGE" else w for w in words), "--data", whole, before=obey_permissions)
    for folder in (whole, whole / "documents"):
        folder.chmod(0o755)
    told(result, "cannot be written", "Permission denied")
    assert contents(whole) == before
    assert refresh(whole).problems == ()


def test_a_folder_that_has_vanished(whole):
    client = create_app(whole).server.test_client()
    assert client.get("/extracts/facts.csv").status_code == 200
    shutil.rmtree(whole)
    answer = client.get("/extracts/facts.csv")
    assert answer.status_code == 503
    assert "missing" in answer.text
    assert client.get("/").status_code == 503
    for words in (("refresh",), ("verify",), ("check",), ("sources",)):
        told(command(*words, "--data", whole), str(whole.name))


def test_documents_that_have_vanished(whole):
    before = contents(whole)
    shutil.rmtree(whole / "documents")
    told(command("refresh", "--data", whole), "documents", "cannot be read")
    assert contents(whole) == before


def test_a_sidecar_with_a_slip(whole):
    before = contents(whole)
    (whole / "documents" / "first.toml").write_text('title = "never closed\n')
    told(command("refresh", "--data", whole), "first.toml", "is no TOML", "Correct it there")
    assert contents(whole) == before
    answer = create_app(whole).server.test_client().get("/extracts/facts.csv")
    assert answer.status_code == 200
    assert answer.text.count("171.9") >= 1


@pytest.mark.parametrize("name", FILES)
def test_a_truncated_table(whole, name):
    """It is told, verify names it, and a refresh builds it anew, the same bytes."""
    before = contents(whole)
    path = whole / name
    size = path.stat().st_size
    for length in (0, 3, size // 2, size - 5):
        path.write_bytes(before[name][:length])
        with pytest.raises(DataError, match=f"{name}: damaged"):
            load_tables(whole)
        faults = verify(whole).faults
        assert [f.file for f in faults] == [name]
    result = CliRunner().invoke(main, ["verify", "--data", str(whole)])
    assert result.exit_code == 2
    assert f"{name}: its bytes" in result.stderr
    assert "built anew" in result.stderr
    assert create_app(whole).server.test_client().get("/").status_code == 503
    refresh(whole)
    assert contents(whole) == before
    assert verify(whole).faults == ()


@pytest.mark.parametrize("name", [*FILES, sums.FILE])
def test_a_flipped_bit_in_a_table(whole, name):
    """Wherever the bit is: no other figure is ever shown, verify names the file, and a refresh mends it."""
    before = contents(whole)
    facts = load_tables(whole).facts
    path = whole / name
    choose = random.Random(name)
    for at in sorted(choose.sample(range(len(before[name])), min(40, len(before[name])))):
        broken = bytearray(before[name])
        broken[at] ^= 1 << choose.randrange(8)
        path.write_bytes(broken)
        try:
            assert load_tables(whole).facts.equals(facts)
        except DataError as error:
            assert name in str(error)  # noqa: PT017
        faults = verify(whole).faults
        assert faults, f"byte {at}"
        assert any(name in (f.file, sums.FILE) or name == sums.FILE for f in faults)
        path.write_bytes(before[name])
    broken[-1] ^= 1
    path.write_bytes(broken)
    refresh(whole)
    assert contents(whole) == before


def test_a_flipped_bit_in_a_source(data_dir, tmp_path):
    """In a text, in the page a text was read out of, in a sidecar's values, in the history, in a reference series."""
    folder = tmp_path / "copy"
    shutil.copytree(data_dir, folder)
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>Trade</title></head><body><article><h1>Trade</h1><p>Trade between Vietnam and China "
        "reached 205.2 billion USD in 2024, the customs said in a long report on the year.</p></article></body></html>"
    )
    assert CliRunner().invoke(main, ["add", str(page), "--data", str(folder), "-q"]).exit_code == 0
    assert verify(folder).faults == ()
    choose = random.Random(11)
    stored = [p for d in ("documents", "history", "reference") for p in sorted((folder / d).glob("[!.R]*"))]
    assert {".txt", ".html", ".toml", ".parquet", ".csv"} <= {p.suffix for p in stored}
    for path in stored:
        data = path.read_bytes()
        # what a sidecar says of its document, not what is a remark in it
        spot = data.index(b"sha256") + 12 if path.suffix == ".toml" else choose.randrange(len(data))
        broken = bytearray(data)
        broken[spot] ^= 1 << choose.randrange(4)
        path.write_bytes(broken)
        faults = verify(folder).faults
        assert any(path.name in f.file or path.stem == f.row for f in faults), path
        assert all(f.remedy for f in faults)
        path.write_bytes(data)
    assert verify(folder).faults == ()
    title = next(folder.glob("documents/*.toml"))
    title.write_text(title.read_text().replace('title = "', 'title = "X', 1))
    assert any(f.file == title.name and "title is" in f.what for f in verify(folder).faults)


def test_sha256sum_reads_the_checksums(whole):
    if not shutil.which("sha256sum"):
        pytest.skip("no sha256sum on this machine")
    asked = ["sha256sum", "--check", "--quiet", sums.FILE]
    assert subprocess.run(asked, cwd=whole, check=False).returncode == 0
    (whole / FILES[0]).write_bytes(b"x")
    assert subprocess.run(asked, cwd=whole, check=False, capture_output=True).returncode == 1


def test_everything_derived_is_built_anew_from_documents_and_corrections(data_dir, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(data_dir, folder)
    fact = load_tables(folder).facts.slice(0, 1).to_pylist()[0]
    decide(folder, fact, "confirm", by="A", why="read again", on=dt.date(2026, 1, 1))
    refresh(folder)
    before = contents(folder)
    for path in folder.iterdir():
        if path.name not in ("documents", "reference", "corrections.toml"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert command("refresh", "--full", "--data", folder).returncode == 0
    after = contents(folder)
    assert {n: after[n] for n in FILES} == {n: before[n] for n in FILES}
    assert "confirmed" in load_tables(folder).facts["review"].to_pylist()


def test_a_clock_that_was_put_back(whole):
    """Tables of the next refresh are newer than those before, whatever the clock says; no reader keeps the old ones."""
    ahead = time.time() + 86_400
    for name in FILES:
        os.utime(whole / name, (ahead, ahead))
    client = create_app(whole).server.test_client()
    first = client.get("/extracts/facts.csv")
    add_document(whole, "third", "Trade between Vietnam and China was 260.6 billion USD in 2024.\n")
    assert refresh(whole).written
    assert all((whole / name).stat().st_mtime > ahead for name in FILES)
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    second = client.get("/extracts/facts.csv", headers=since)
    assert second.status_code == 200
    assert "260.6" in second.text
    at = [row["at"] for row in history(whole)]
    assert at == sorted(at, reverse=True)
    assert verify(whole).faults == ()


def test_what_stopped_writers_left_is_cleared_by_the_next_refresh(whole):
    left = [
        whole / ".making.abc" / "facts.parquet",
        whole / "documents" / ".making.def",
        whole / ".corrections.toml.ghi",
        whole / "reference" / ".making.jkl" / "series.csv",
    ]
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("half")
    refresh(whole)
    hidden = [p for p in whole.rglob(".*") if p.name not in (".lock", ".corrections.lock")]
    assert hidden == []


def test_a_document_is_replaced_whole(whole, monkeypatch):
    """A replacement that is stopped between text and sidecar is completed by the next refresh."""
    store = Store(whole)
    text, sidecar = (whole / "documents" / f"first{e}" for e in (".txt", ".toml"))
    new = b"Trade between Vietnam and China was 99.5 billion USD in 2020.\n"
    told_ = sidecar.read_text().replace(
        re.search(r'sha256 = "(\w+)"', sidecar.read_text())[1], hashlib.sha256(new).hexdigest()
    )
    replaced, real = [], os.replace

    def stop(a, b):
        if replaced:
            raise KeyboardInterrupt
        replaced.append(b)
        real(a, b)

    with monkeypatch.context() as patch:
        patch.setattr(swap.os, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            store._write([(text.name, new), (sidecar.name, told_.encode())])
    assert refresh(whole).problems == ()
    assert text.read_bytes() == new
    assert "99.5" in load_tables(whole).facts["value_printed"].to_pylist()


@pytest.mark.parametrize(
    "words",
    [
        ("refresh",),
        ("add", "PAGE"),
        ("remove", "first"),
        ("official", "add", "SERIES", "--vintage", "2026-11-05"),
    ],
    ids=lambda w: w[0],
)
def test_one_writer(whole, tmp_path, words):
    """Every command that writes waits for the one that does, and says for whom."""
    page, series = tmp_path / "page.txt", tmp_path / "series.csv"
    page.write_text("Trade between Vietnam and China was 3 billion USD in 2021.\n")
    series.write_text(COMTRADE)
    given = [{"PAGE": str(page), "SERIES": str(series)}.get(w, w) for w in words]
    with locked(whole, what="tradetrace refresh"):
        child = subprocess.Popen(
            [sys.executable, "-m", "etl.cli", *given, "--data", str(whole)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        line = child.stderr.readline()
        assert child.poll() is None
    assert re.search(
        rf"waiting for tradetrace refresh, process {os.getpid()}, since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d",
        line,
    ), line
    child.communicate(timeout=60)
    assert child.returncode == 0


def test_a_writer_that_was_killed_holds_nobody_up(whole):
    child = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from pathlib import Path; from etl.locks import locked\n"
            "with locked(Path(sys.argv[1]), what='tradetrace add'):\n  print('held', flush=True); time.sleep(60)",
            str(whole),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout.readline() == "held\n"
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    result = command("refresh", "--data", whole)
    assert result.returncode == 0
    assert "waiting" not in result.stderr
