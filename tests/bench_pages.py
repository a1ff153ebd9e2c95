"""Whole pages in a real browser, beside other tools that show tables: what a reader waits for.

    make bench
    python -m tests.bench_pages --facts 100000

The browser is Chromium on this machine; "10 Mbit/s" is its own simulation of such a line with 40 ms to the server.
Times are taken inside the page, from the start of the navigation. Peers are measured where ``make peers`` installed them.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pyarrow.parquet as pq
from playwright.sync_api import Browser, BrowserContext, Error, sync_playwright

from tests.bench_serving import ASKED, line, rate, resident, served_data, throughput
from tests.browser import chromium
from tests.peers import FOLDER
from tests.soak import family

PEERS = FOLDER / "bin"
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 1_250_000, "uploadThroughput": 1_250_000}
VISITS = 7
COLUMNS = ("fact_id", "indicator", "reporter", "partner", "period", "period_type", "value", "unit", "quote")

# When something is first seen: asked before every picture that the browser paints.
SEEN = """(what) => {
  window.seen = null;
  const look = () => {
    for (const e of document.querySelectorAll(what)) {
      const box = e.getBoundingClientRect();
      if (box.width > 40 && box.height > 40) { window.seen = performance.now(); return; }
    }
    requestAnimationFrame(look);
  };
  look();
}"""


@contextmanager
def program(command: list[str], told: str | None = None, at: str | None = None) -> Iterator[tuple[str, int]]:
    """A server: its address, from what it prints or as given, and its process id."""
    out = subprocess.PIPE if told else subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, text=True)
    try:
        if told and process.stdout:
            at = re.search(told, process.stdout.readline())[0]  # type: ignore[index]
        assert at is not None
        until = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(at).read()
                break
            except OSError:
                if time.monotonic() > until or process.poll() is not None:
                    raise
                time.sleep(0.05)
        yield at.rstrip("/"), process.pid
    finally:
        process.terminate()
        process.wait()


def seen(context: BrowserContext, address: str, what: str, slow: bool) -> float:
    """Seconds from the start of a navigation until something is seen."""
    page = context.new_page()
    try:
        if slow:
            page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
        page.add_init_script(f"({SEEN})({json.dumps(what)})")
        page.goto(address, wait_until="commit")
        page.wait_for_function("window.seen !== null", timeout=60_000)
        return page.evaluate("window.seen") / 1000
    finally:
        page.close()


def visits(browser: Browser, address: str, what: str) -> str:
    """The middle of some first visits, and of second ones, on a line of 10 Mbit/s."""
    cold, warm = [], []
    for _ in range(VISITS):
        context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        cold.append(seen(context, address, what, True))
        warm.append(seen(context, address, what, True))
        context.close()
    return f"cold {statistics.median(cold):6.2f} s   warm {statistics.median(warm):6.2f} s"


# From a press, of a form's button or a link to another choice, until the frame that holds the answer has been painted.
PAINTED = """async (pressed) => {
  const main = document.getElementById("main"), start = performance.now();
  pressed.click();
  await new Promise(done => {
    new MutationObserver((_, observer) => {
      if (!main.hasAttribute("aria-busy")) { observer.disconnect(); done(); }
    }).observe(main, { attributes: true, attributeFilter: ["aria-busy"] });
  });
  await new Promise(requestAnimationFrame);
  await new Promise(done => {
    const after = new MessageChannel();
    after.port1.onmessage = done;
    after.port2.postMessage(0);
  });
  return performance.now() - start;
}"""


def changes(browser: Browser, root: str) -> str:
    """From the change of a filter until the page painted its answer: another answer every time."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{root}/figures?lang=en")
    page.wait_for_selector(".grid-tools.there")
    times = []
    for asked in ASKED:
        for extra in (
            {"transform": "", "from": ""},
            {"transform": "level"},
            {"transform": "", "from": "2005"},
        ):
            for name, value in {**asked, **extra}.items():
                field = page.locator(f"form.filters [name={name}]")
                if field.evaluate("e => e.tagName") == "INPUT":
                    field.fill(value)
                elif field.locator(f'option[value="{value}"]').count():
                    field.select_option(value)
            times.append(page.locator("form.filters button").evaluate(PAINTED) / 1000)
            assert page.locator(".figures-bar [role=status]").count() == 1
            # a reader looks at an answer, with the grid there, before asking for the next
            page.wait_for_selector("#prerender", state="detached")
            page.wait_for_selector(".grid-tools.there, .empty", state="attached")
    context.close()
    return rate(times)


VIEWS = ("/", "/regions", "/investment", "/compare", "/checks")
FEW = 6  # values that are tried of each field


def choices(browser: Browser, root: str) -> str:
    """The same on the pages with charts: each value of their forms, and each link to another choice, once."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    page = context.new_page()
    times = []
    for path in VIEWS:
        page.goto(f"{root}{path}?lang=en")
        page.wait_for_selector("#prerender", state="detached")
        fields = page.locator("form.filters select").evaluate_all(
            "(all, few) => all.map(e => [e.name, [...e.options].map(o => o.value).slice(0, few)])", FEW
        )
        for name, values in fields:
            field = page.locator(f"form.filters select[name={name}]")
            for value in values:
                if field.locator(f'option[value="{value}"]').count() and field.input_value() != value:
                    field.select_option(value)
                    times.append(page.locator("form.filters button").evaluate(PAINTED) / 1000)
                    page.wait_for_selector("#prerender", state="detached")
        page.goto(f"{root}{path}?lang=en")
        page.wait_for_selector("#prerender", state="detached")
        links = page.locator(f'#main a[href^="{path}?"]:not([data-figure])').evaluate_all(
            "all => [...new Set(all.filter(a => !a.hash && a.search !== location.search).map(a => a.search))]"
        )
        for search in links[: 2 * FEW]:
            link = page.locator(f'#main a[href="{path}{search}"]')
            if link.count():  # not every answer has each of them
                times.append(link.first.evaluate(PAINTED) / 1000)
                page.wait_for_selector("#prerender", state="detached")
    context.close()
    return rate(times)


def ours(browser: Browser, folder: Path) -> None:
    command = [sys.executable, "-m", "etl.cli", "serve", "--data", str(folder), "--port", "0"]
    with program(command, r"http://\S+") as (root, pid):
        line("tradetrace: a filter is changed, until painted", changes(browser, root))
        line("tradetrace: another choice on a page with charts, until painted", choices(browser, root))
        line("tradetrace: first chart, 10 Mbit/s", visits(browser, f"{root}/?lang=en", ".graph svg"))
        line("tradetrace: memory of the worker", f"{max(map(resident, family(pid))):8.0f} MB")


def sqlite(folder: Path) -> Path:
    """Some columns of the facts as a SQLite file with indexes on what is asked for."""
    path = folder / "facts.db"
    with sqlite3.connect(path) as db:
        db.execute(f"CREATE TABLE facts ({', '.join(COLUMNS)})")
        with pq.ParquetFile(folder / "facts.parquet") as file:
            for batch in file.iter_batches(50_000, columns=list(COLUMNS)):
                cells = [batch.column(name).to_pylist() for name in COLUMNS]
                db.executemany(
                    f"INSERT INTO facts VALUES ({', '.join('?' * len(COLUMNS))})", zip(*cells, strict=True)
                )
        db.execute("CREATE INDEX asked ON facts (indicator, partner)")
    return path


def datasette(browser: Browser, folder: Path) -> None:
    if not (PEERS / "datasette").exists():
        return line("Datasette", "not installed (make peers)")
    path = sqlite(folder)
    command = [
        str(PEERS / "datasette"),
        str(path),
        "--port",
        "8931",
        "--setting",
        "max_returned_rows",
        "1000",
    ]
    command += ["--setting", "sql_time_limit_ms", "20000"]
    with program(command, at="http://127.0.0.1:8931/") as (root, pid):
        told = "#g.mark=line&g.x_column=period&g.x_type=ordinal&g.y_column=value&g.y_type=quantitative"
        page = f"{root}/facts/facts?indicator=trade_total&partner=CN{told}"
        line(
            "Datasette with vega: first chart, 10 Mbit/s",
            visits(browser, page, ".vega-embed canvas, .vega-embed svg"),
        )
        times = []
        for asked in ASKED * 2:
            begin = time.perf_counter()
            urllib.request.urlopen(f"{root}/facts/facts?{urlencode(asked)}").read()
            times.append(time.perf_counter() - begin)
        line("Datasette: page of a filter", rate(times))
        per_second = throughput(f"{root}/facts/facts?indicator=exports")
        line("Datasette: requests of the same page, 8 clients", f"{per_second:8.0f} a second")
        begin, size = time.perf_counter(), 0
        with urllib.request.urlopen(f"{root}/facts/facts.csv?_stream=1&_size=max") as answer:
            while piece := answer.read(1 << 20):
                size += len(piece)
        took = time.perf_counter() - begin
        line(f"Datasette: CSV of nine columns, {size / 1e6:.0f} MB", f"{size / took / 1e6:8.1f} MB/s")
        line("Datasette: memory", f"{max(map(resident, family(pid))):8.0f} MB")


def streamlit(browser: Browser, folder: Path) -> None:
    if not (PEERS / "streamlit").exists():
        return line("Streamlit", "not installed (make peers)")
    script = Path(__file__).parent / "peers" / "streamlit_app.py"
    command = [
        str(PEERS / "streamlit"),
        "run",
        str(script),
        "--server.port",
        "8932",
        "--server.headless",
        "true",
    ]
    command += ["--browser.gatherUsageStats", "false", "--", str(folder / "facts.parquet")]
    with program(command, at="http://127.0.0.1:8932/_stcore/health") as (_, pid):
        root = "http://127.0.0.1:8932/"
        line(
            "Streamlit: first chart, 10 Mbit/s",
            visits(browser, root, "[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg"),
        )
        line("Streamlit: memory", f"{max(map(resident, family(pid))):8.0f} MB")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", default="data")
    options.add_argument("--facts", type=int, default=100_000)
    options.add_argument("--served", metavar="FOLDER", help="tables that are there, for ours alone")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        large = (
            Path(given.served) if given.served else served_data(Path(given.data), Path(folder), given.facts)
        )
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=list(chromium.ARGUMENTS)
        )
        ours(browser, large)
        peers = () if given.served else (("Datasette", datasette), ("Streamlit", streamlit))
        for name, peer in peers:
            try:
                peer(browser, large)
            except (
                OSError,
                Error,
                AttributeError,
            ) as error:  # what another tool does not do here ends no bench
                line(name, f"failed: {str(error).splitlines()[0]}")
        browser.close()


if __name__ == "__main__":
    main()
