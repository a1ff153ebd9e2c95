"""How fast questions are answered, beside what else could answer them. Compare within one run on one machine only.

    make bench                                  with a million facts
    make bench-large                            with ten million
    python -m tests.bench_serving --facts 100000

The facts are those of the shipped articles over and over, each copy with its own documents, values and years. Peers
are printed when ``make peers`` installed them.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import duckdb
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from etl import open_index, refresh
from etl.schema import FACT_ORDER
from etl.tables import TABLES
from tests.peers import reach
from tests.soak import family

SETS = 4000  # copies of the articles; with more facts than they state, each states them again and again

ASKED = [
    {"indicator": indicator, "partner": partner}
    for indicator in ("trade_total", "exports", "imports", "fdi_registered")
    for partner in ("CN", "VN", "CN-YN", "CN-CQ")
]


def grown(data: Path, out: Path, facts: int) -> None:
    """Tables like those of ``data``, with at least so many facts, in ``out``."""
    held = pq.read_metadata(data / "facts.parquet").num_rows
    copies = -(-facts // held)
    with duckdb.connect(config={"memory_limit": "4GB", "temp_directory": str(out / "spill")}) as db:
        db.execute("SET enable_progress_bar = false")
        last = "hash(i) % 26"
        sql = f"""SELECT * EXCLUDE (i) REPLACE (
            substr(md5(fact_id || i), 1, 16) AS fact_id, doc_id || '-' || (i % {SETS}) AS doc_id,
            CASE WHEN value = round(value) THEN round(value * (0.5 + hash(fact_id || i) % 1000 / 1000)) ELSE value END AS value,
            CASE WHEN period_type = 'year' THEN CAST(2000 + {last} AS VARCHAR) ELSE period END AS period,
            CASE WHEN period_type = 'year' THEN make_date(CAST(2000 + {last} AS INT), 1, 1) ELSE period_start END
                AS period_start,
            CASE WHEN period_type = 'year' THEN make_date(CAST(2000 + {last} AS INT), 12, 31) ELSE period_end END
                AS period_end,
            CASE WHEN period_type = 'year' THEN substr(md5(observation_id || ({last})), 1, 16) ELSE observation_id END
                AS observation_id)
            FROM read_parquet('{data}/facts.parquet'), range({copies}) r(i)
            ORDER BY {", ".join(FACT_ORDER)}"""
        _written(db, sql, data / "facts.parquet", out / "facts.parquet")
        sql = (
            f"SELECT * EXCLUDE (i) REPLACE (doc_id || '-' || i AS doc_id)"
            f" FROM read_parquet('{data}/documents.parquet'), range({min(copies, SETS)}) r(i)"
        )
        _written(db, sql, data / "documents.parquet", out / "documents.parquet")
    for name in TABLES:
        if name not in ("facts", "documents"):
            shutil.copy(data / f"{name}.parquet", out)


def _written(db: duckdb.DuckDBPyConnection, sql: str, like: Path, path: Path) -> None:
    schema = pq.read_schema(like)
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for batch in db.sql(sql).to_arrow_reader(100_000):
            file.write_batch(batch.select(schema.names).cast(schema))


def rate(times: list[float]) -> str:
    """The middle and the slow end of some times, in milliseconds."""
    times = sorted(times)
    return (
        f"p50 {statistics.median(times) * 1000:9.2f} ms   p95 {times[int(len(times) * 0.95)] * 1000:9.2f} ms"
    )


def line(what: str, told: str) -> None:
    """One line of the table."""
    print(f"{what:<58} {told}", flush=True)


def timed(run: Callable[[dict[str, str]], object], times: int = 3) -> list[float]:
    """How long each of the questions takes, asked some times over."""
    found = []
    for _ in range(times):
        for asked in ASKED:
            start = time.perf_counter()
            run(asked)
            found.append(time.perf_counter() - start)
    return found


def engines(folder: Path) -> None:
    """Filter and group by period: ours and the engines that could stand in its place."""
    index = open_index(folder)
    path = folder / "facts.parquet"

    def grouped(asked: dict[str, str]) -> object:
        return index.observations(limit=1, **asked).num_rows

    def counted(asked: dict[str, str]) -> object:
        where = "indicator = ? AND partner = ?"
        return index._all(
            f"SELECT period, count(*), max(value) FROM facts WHERE {where} GROUP BY period", [*asked.values()]
        )

    line("filter and group: the index", rate(timed(counted)))
    line("observations of a filter, counted: the index", rate(timed(grouped)))
    with duckdb.connect(config={"threads": 2}) as db:
        sql = f"SELECT period, count(*), max(value) FROM read_parquet('{path}') WHERE indicator = ? AND partner = ? GROUP BY period"
        line(
            "filter and group: DuckDB over the Parquet file",
            rate(timed(lambda a: db.execute(sql, [*a.values()]).fetchall())),
        )
    data = ds.dataset(path)

    def arrow(asked: dict[str, str]) -> object:
        kept = (pc.field("indicator") == asked["indicator"]) & (pc.field("partner") == asked["partner"])
        found = data.to_table(columns=["period", "value"], filter=kept)
        return found.group_by("period").aggregate([("value", "max"), ("value", "count")])

    line("filter and group: pyarrow.dataset", rate(timed(arrow, 1)))
    try:
        import polars as pl
    except ImportError:
        line("filter and group: Polars", "not installed")
    else:
        scan = pl.scan_parquet(path)
        line(
            "filter and group: Polars",
            rate(
                timed(
                    lambda a: (
                        scan.filter(
                            (pl.col("indicator") == a["indicator"]) & (pl.col("partner") == a["partner"])
                        )
                        .group_by("period")
                        .agg(pl.col("value").max(), pl.len())
                        .collect()
                    )
                )
            ),
        )
    if pq.read_metadata(path).num_rows <= 2_000_000:
        frame = pq.read_table(path, columns=["indicator", "partner", "period", "value"]).to_pandas()
        line(
            "filter and group: pandas, in memory",
            rate(
                timed(
                    lambda a: (
                        frame[(frame["indicator"] == a["indicator"]) & (frame["partner"] == a["partner"])]
                        .groupby("period")["value"]
                        .agg(["max", "count"])
                    ),
                    1,
                )
            ),
        )


def served(folder: Path) -> None:
    """The whole server, as visitors have it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = time.perf_counter()
    command = [sys.executable, "-m", "etl.cli", "serve", "--data", str(folder), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    root = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                urllib.request.urlopen(f"{root}/healthz").read()
                break
            except OSError:
                time.sleep(0.01)
        line("start to the first 200", f"{time.perf_counter() - start:8.2f} s")

        def get(path: str) -> int:
            with urllib.request.urlopen(root + path) as answer:
                size = 0
                while piece := answer.read(1 << 20):
                    size += len(piece)
                return size

        index = open_index(folder)
        total = index.size("facts")
        rng = random.Random(1)
        ids = [
            index.facts(columns=["fact_id"], limit=1, offset=rng.randrange(total))
            .table()["fact_id"][0]
            .as_py()
            for _ in range(100)
        ]
        for path in ("/", "/regions", "/investment", "/compare", "/checks"):
            first, again = [], []
            for times in (first, again):
                begin = time.perf_counter()
                get(f"{path}?lang=en")
                times.append(time.perf_counter() - begin)
            line(f"page {path}", f"first {first[0] * 1000:9.2f} ms   again {again[0] * 1000:9.2f} ms")
        line("page /figures for a filter", rate(timed(lambda a: get(f"/figures?{urlencode(a)}"), 2)))
        line("API, 100 facts of a filter", rate(timed(lambda a: get(f"/api/v1/facts?{urlencode(a)}"), 2)))
        found = []
        for ident in ids:
            begin = time.perf_counter()
            get(f"/figure/{ident}.csv")
            found.append(time.perf_counter() - begin)
        line("one figure by its identifier", rate(found))
        for what, ask in (("the panel of a figure", passage), ("the page of a figure", page)):
            line(what, rate([ask(root, ident) for ident in ids]))
        begin = time.perf_counter()
        get("/extracts/facts.csv?wide=1")
        line("CSV of all series, periods down", f"{time.perf_counter() - begin:8.2f} s")
        before = resident(worker(server.pid))
        begin = time.perf_counter()
        limit = min(total, 1_000_000)
        with urllib.request.urlopen(f"{root}/extracts/facts.csv?limit={limit}") as answer:
            size = len(answer.read(1))
            first_byte = time.perf_counter() - begin
            most = before
            while piece := answer.read(1 << 20):
                size += len(piece)
                most = max(most, resident(worker(server.pid)))
        took = time.perf_counter() - begin
        told = (
            f"{size / took / 1e6:8.1f} MB/s, first byte {first_byte * 1000:.0f} ms, {most - before:+.0f} MB"
        )
        line(f"CSV of {limit:,} facts, {size / 1e6:.0f} MB", told)
        if total > limit:
            begin = time.perf_counter()
            size = get("/extracts/facts.csv")
            told = f"{size / (time.perf_counter() - begin) / 1e6:8.1f} MB/s"
            line(f"CSV of all {total:,}, {size / 1e6:.0f} MB", told)
        line(
            "requests of the same page, 8 clients",
            f"{throughput(f'{root}/figures?indicator=exports&lang=en'):8.0f} a second",
        )
        line("resident memory after all this", f"{resident(worker(server.pid)):8.0f} MB of the worker")
    finally:
        server.terminate()
        server.wait()


def passage(root: str, ident: str) -> float:
    """Seconds until Dash has the sentence of a figure and what the panel shows beside it."""
    asked = {
        "output": "panel.children",
        "outputs": {"id": "panel", "property": "children"},
        "inputs": [{"id": "url", "property": "search", "value": f"?lang=en&figure={ident}"}],
        "state": [
            {"id": "url", "property": "pathname", "value": "/"},
            {"id": "panel", "property": "data-lang", "value": "en"},
        ],
        "changedPropIds": ["url.search"],
    }
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{root}/_dash-update-component", json.dumps(asked).encode(), headers)
    begin = time.perf_counter()
    with urllib.request.urlopen(request) as answer:
        assert b"quote" in answer.read()
    return time.perf_counter() - begin


def page(root: str, ident: str) -> float:
    """Seconds until the page of a figure is there."""
    begin = time.perf_counter()
    with urllib.request.urlopen(f"{root}/figure/{ident}?lang=en") as answer:
        answer.read()
    return time.perf_counter() - begin


def throughput(address: str, seconds: float = 5, clients: int = 8) -> float:
    """Answers a second of one address, asked by some clients at a time."""
    done, until = [], time.perf_counter() + seconds

    def ask() -> None:
        while time.perf_counter() < until:
            urllib.request.urlopen(address).read()
            done.append(1)

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return len(done) / seconds


def resident(pid: int) -> float:
    """Megabytes that a process holds in memory."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def worker(pid: int) -> int:
    """The process that answers: the largest of a server's family."""
    return max(family(pid), key=resident)


def served_data(data: Path, folder: Path, facts: int) -> Path:
    """A folder of tables grown from the articles of ``data``."""
    small, large = folder / "small", folder / "large"
    for old in (small, large):
        shutil.rmtree(old, ignore_errors=True)
    shutil.copytree(data, small, ignore=shutil.ignore_patterns("*.parquet", "index", "history", ".*"))
    refresh(small)
    large.mkdir()
    grown(small, large, facts)
    return large


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", default="data")
    options.add_argument("--facts", type=int, default=1_000_000)
    options.add_argument("--keep", metavar="FOLDER", help="make the tables there, and leave them")
    given = options.parse_args()
    reach()
    with tempfile.TemporaryDirectory() as passing:
        folder = Path(given.keep or passing)
        folder.mkdir(parents=True, exist_ok=True)
        large = served_data(Path(given.data), folder, given.facts)
        start = time.perf_counter()
        index = open_index(large)
        size = index.path.stat().st_size / 1e6
        told = f"{time.perf_counter() - start:8.1f} s for {index.size('facts'):,} facts, {size:.0f} MB"
        line("making the index", told)
        engines(large)
        served(large)


if __name__ == "__main__":
    main()
