"""A backup is whole whenever it is taken, and a restoration overwrites nothing."""

import io
import itertools
import random
import tarfile
import threading

import pytest
from click.testing import CliRunner

from etl import DataError, load_tables, refresh, verify
from etl.backup import MANIFEST, backup, restore
from etl.cli import main
from tests.conftest import add_document, dollars
from tests.limits import command, small_disk, small_files


@pytest.fixture
def refreshed(collection):
    refresh(collection, extract=dollars)
    return collection


def content(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and not p.name.startswith(".")
    }


def test_there_and_back(refreshed, tmp_path):
    (refreshed / "removed").mkdir()
    (refreshed / "removed" / "old.txt").write_text("gone")
    run = CliRunner().invoke(main, ["backup", str(tmp_path / "b.tar.gz"), "--data", str(refreshed)])
    assert run.exit_code == 0, run.output
    run = CliRunner().invoke(main, ["restore", str(tmp_path / "b.tar.gz"), "--data", str(tmp_path / "new")])
    assert run.exit_code == 0, run.output
    assert content(tmp_path / "new") == content(refreshed)
    assert verify(tmp_path / "new").faults == ()
    assert not refresh(tmp_path / "new", extract=dollars).written


def test_taken_while_refreshes_run(refreshed, tmp_path):
    """Each of many backups holds one state: both documents, and all tables, of one and the same refresh."""
    stop, failed = threading.Event(), []

    def refreshing():
        try:
            for i in itertools.count(1):
                if stop.is_set():
                    return
                for name in ("first", "second"):
                    add_document(refreshed, name, f"It is {i}bn USD, they said.\n")
                refresh(refreshed, extract=dollars)
        except Exception as error:
            failed.append(error)

    thread = threading.Thread(target=refreshing)
    thread.start()
    seen = set()
    try:
        for i in range(25):
            backup(refreshed, tmp_path / f"{i}.tar.gz")
            restore(tmp_path / f"{i}.tar.gz", tmp_path / str(i))
            tables = load_tables(tmp_path / str(i))
            amounts = tables.facts["value_printed"].to_pylist()
            assert len(set(amounts)) <= 2
            seen.add(tuple(amounts))
            # the documents may be newer than the tables, as in the collection itself, never torn
            assert not [f for f in verify(tmp_path / str(i)).faults if f.file.endswith((".parquet", "SUMS"))]
    finally:
        stop.set()
        thread.join()
    assert failed == []
    assert len(seen) > 3


def test_nothing_is_overwritten(refreshed, tmp_path):
    out, other = tmp_path / "b.tar.gz", tmp_path / "other"
    backup(refreshed, out)
    before = out.read_bytes()
    with pytest.raises(DataError, match="is there already"):
        backup(refreshed, out)
    assert out.read_bytes() == before
    other.mkdir()
    (other / "mine.txt").write_text("mine")
    with pytest.raises(DataError, match="is not empty"):
        restore(out, other)
    assert content(other) == {"mine.txt": b"mine"}
    count, moved = restore(out, other, aside=True)
    assert count == len(content(other))
    assert content(moved) == {"mine.txt": b"mine"}
    assert content(other) == content(refreshed)
    with pytest.raises(DataError, match="lies in the collection"):
        backup(refreshed, refreshed / "b.tar.gz")


def test_a_damaged_backup_restores_nothing(refreshed, tmp_path):
    out = tmp_path / "b.tar.gz"
    backup(refreshed, out)
    data = out.read_bytes()
    for name, broken in (
        ("short", data[: len(data) // 2]),
        ("flipped", data[:400] + bytes([data[400] ^ 4]) + data[401:]),
        ("other", b"no archive at all"),
    ):
        path = tmp_path / f"{name}.tar.gz"
        path.write_bytes(broken)
        with pytest.raises(DataError, match=path.name):
            restore(path, tmp_path / "new")
        assert not (tmp_path / "new").exists()
    with pytest.raises(DataError, match="is not there"):
        restore(tmp_path / "none.tar.gz", tmp_path / "new")
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == []


@pytest.mark.parametrize("name", ["../outside.txt", "/tmp/outside.txt", "documents/../../outside.txt"])
def test_a_hostile_archive_writes_nothing_outside(tmp_path, name):
    path = tmp_path / "b.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for entry in (name, MANIFEST):
            info = tarfile.TarInfo(entry)
            info.size = 1
            archive.addfile(info, io.BytesIO(b"x"))
    with pytest.raises(DataError, match="no collection has"):
        restore(path, tmp_path / "deep" / "new")
    assert not list(tmp_path.rglob("outside.txt"))
    link = tarfile.TarInfo("documents/link.txt")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with tarfile.open(path, "w:gz") as archive:
        archive.addfile(link)
    with pytest.raises(DataError, match="no collection has"):
        restore(path, tmp_path / "deep" / "new")


def test_a_backup_on_a_full_disk(refreshed, tmp_path):
    (refreshed / "removed").mkdir()
    (refreshed / "removed" / "large.txt").write_bytes(random.Random(1).randbytes(400_000))
    with small_disk(tmp_path / "disk", 200_000) as mounted:
        limit = None if mounted else small_files(100_000)
        run = command("backup", tmp_path / "disk" / "b.tar.gz", "--data", refreshed, before=limit)
        assert run.returncode == 2
        assert "cannot be written" in run.stderr
        assert list((tmp_path / "disk").iterdir()) == []
