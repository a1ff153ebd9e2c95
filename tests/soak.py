"""``make soak``: many visitors for minutes while refreshes run, against ``tradetrace serve`` as it is run.

First ten minutes (``--minutes``): a steady load, and the memory of the server after one minute and at the end. In the
last two minutes 64 clients ask at once while twenty refreshes change the tables. Nothing may fail; an answer that says
"ask again" (429) is asked again, and counted.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import click

from tests.conftest import DOCUMENTS, ROOT, add_document

CLIENTS, STEADY = 64, 4
PAUSE = 0.25  # seconds that a client reads before it asks again: a visitor, not a benchmark


@dataclass
class Told:
    """What the clients met."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    again: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def memory(pid: int) -> int:
    """Bytes of a process and its children that are its own (proportional, where the system tells)."""
    whole = 0
    for one in family(pid):
        try:
            text = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        whole += sum(int(n) for n in re.findall(r"^Pss:\s+(\d+) kB", text, re.M)) * 1024
    return whole


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    found = [pid]
    for one in found:
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return list(dict.fromkeys(found))


def addresses(port: int) -> list[str]:
    """What visitors ask for, taken from the server itself."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", "/api/v1/facts?limit=50")
    facts = json.loads(connection.getresponse().read())["data"]
    connection.close()
    pages = [
        "/",
        "/figures",
        "/regions",
        "/investment",
        "/compare",
        "/sources",
        "/checks",
        "/codebook",
        "/api",
    ]
    asked = [f"{p}?lang={lang}" for p in pages for lang in ("vi", "en", "zh")]
    asked += [f"/figure/{f['fact_id']}?lang=en" for f in facts[::5]]
    asked += [f"/sources/{d}?lang=vi" for d in sorted({f["doc_id"] for f in facts})[:5]]
    asked += ["/api/v1/facts?limit=20", "/api/v1/observations?limit=20", "/feed.atom", "/readyz", "/healthz"]
    asked += [
        "/extracts/facts.csv?indicator=trade_total",
        "/extracts/facts.json?limit=20",
        "/extracts/facts.parquet",
    ]
    return asked


def visit(port: int, asked: list[str], until: float, seed: int, told: Told) -> None:
    """One client: asks, reads the answer to its end, pauses, asks again."""
    choose = random.Random(seed)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    while time.monotonic() < until:
        path = choose.choice(asked)
        start = time.monotonic()
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
            status = answer.status
            wait = float(answer.headers.get("Retry-After") or 0)
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            with told.lock:
                told.failed.append(f"{path}: {type(error).__name__} {error}")
            continue
        with told.lock:
            told.seconds.append(time.monotonic() - start)
            told.statuses[status] += 1
            if status == 429:
                told.again += 1
            elif status >= 400:
                told.failed.append(f"{path}: {status}")
        time.sleep(wait or PAUSE)
    connection.close()


def load(
    port: int, asked: list[str], clients: int, seconds: float, beside: Callable[[], None] | None = None
) -> Told:
    told, until = Told(), time.monotonic() + seconds
    threads = [threading.Thread(target=visit, args=(port, asked, until, i, told)) for i in range(clients)]
    for thread in threads:
        thread.start()
    if beside:
        beside()
    for thread in threads:
        thread.join()
    return told


def report(name: str, told: Told, seconds: float) -> None:
    times = sorted(told.seconds) or [0.0]

    def share(of: float) -> float:
        return times[min(len(times) - 1, int(of * len(times)))]

    click.echo(
        f"{name}: {len(told.seconds):,} requests ({len(told.seconds) / seconds:.0f}/s), {len(told.failed)} failed, "
        f"{told.again} asked again, p50 {share(0.5) * 1000:.0f} ms, p99 {share(0.99) * 1000:.0f} ms, longest {times[-1] * 1000:.0f} ms"
    )
    for line in told.failed[:5]:
        click.echo(f"  {line}", err=True)


@click.command()
@click.option("--minutes", type=float, default=10.0, show_default=True, help="Length of the whole.")
@click.option("--clients", type=int, default=CLIENTS, show_default=True)
@click.option("--refreshes", type=int, default=20, show_default=True)
@click.option("--option", "options", multiple=True, help="Further options of tradetrace serve.")
def main(minutes: float, clients: int, refreshes: int, options: tuple[str, ...]) -> None:
    """Load a server of its own and print what was measured; exit code 1 when a promise is broken."""
    folder = Path(tempfile.mkdtemp(prefix="tradetrace-soak-"))
    shutil.copytree(DOCUMENTS, folder / "documents")
    shutil.copytree(ROOT / "data" / "reference", folder / "reference")
    run = [sys.executable, "-m", "etl.cli"]
    subprocess.run([*run, "refresh", "-q", "--data", str(folder)], cwd=ROOT, check=True)
    server = subprocess.Popen(
        [*run, "serve", "--data", str(folder), "--port", "0", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        port = int(re.search(r":(\d+)", line)[1])  # type: ignore[index]
        asked = addresses(port)
        whole = minutes * 60
        stormy = whole / 5  # two of ten minutes
        first = load(port, asked, STEADY, whole / 10)
        after_one = memory(server.pid)
        report("after the first tenth", first, whole / 10)
        steady = load(port, asked, STEADY, whole - stormy - whole / 10)
        report(f"{STEADY} clients", steady, whole - stormy - whole / 10)
        at_end = memory(server.pid)

        done: list[int] = []

        def refreshing() -> None:
            for i in range(refreshes):
                started = time.monotonic()
                add_document(
                    folder,
                    "changing",
                    f"Trade between Vietnam and China reached {i + 1}.5 billion USD in 2023.\n",
                )
                done.append(
                    subprocess.run(
                        [*run, "refresh", "-q", "--data", str(folder)], cwd=ROOT, check=False
                    ).returncode
                )
                time.sleep(max(0.0, stormy / refreshes - (time.monotonic() - started)))

        storm = load(port, asked, clients, stormy, refreshing)
        report(f"{clients} clients during {len(done)} refreshes", storm, stormy)
        after_storm = memory(server.pid)
        grown = at_end / after_one - 1
        click.echo(
            f"memory: {after_one / 1e6:.0f} MB after the first tenth, {at_end / 1e6:.0f} MB before the storm ({grown:+.1%}), "
            f"{after_storm / 1e6:.0f} MB after it; processors {os.cpu_count()}, load {os.getloadavg()[0]:.1f}"
        )
        server.send_signal(signal.SIGTERM)
        code = server.wait(timeout=90)
        click.echo(f"stopped with exit code {code}")
    finally:
        if server.poll() is None:
            server.kill()
        shutil.rmtree(folder, ignore_errors=True)
    failed = len(first.failed) + len(steady.failed) + len(storm.failed)
    broken = [
        *([f"{failed} requests failed"] if failed else []),
        *([f"{done.count(0)} of {refreshes} refreshes succeeded"] if done != [0] * refreshes else []),
        *([f"memory grew by {grown:.1%}"] if grown > 0.10 else []),
        *([f"exit code {code}"] if code else []),
    ]
    for line in broken:
        click.echo(line, err=True)
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
