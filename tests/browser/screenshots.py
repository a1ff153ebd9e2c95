"""Pictures of every view, in three languages, light and dark, wide and narrow: ``make screenshots``."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from dashboard.app import create_app
from dashboard.i18n import LANGUAGES
from dashboard.store import Snapshot
from dashboard.views import ALL, ASIDE
from etl import open_index
from tests.browser import chromium

WIDTHS = {1440: 900, 390: 844}
TALL = {("panel", 1440): 1180}  # the chart is to be seen beside the sentence
SCHEMES = ("light", "dark")


@contextmanager
def serving(data_dir: Path, reviewing: bool = False, base_path: str = "") -> Iterator[str]:
    """The dashboard in a thread; gives its address."""
    server = make_server(
        "127.0.0.1", 0, create_app(data_dir, reviewing=reviewing, base_path=base_path).server, threaded=True
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{base_path}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def views(snapshot: Snapshot) -> dict[str, str]:
    """Name -> address of every view; figures and documents are picked by what they are."""
    year = snapshot.latest(snapshot.national_trade(), "year")
    found = {view.NAME: view.PATH for view in (*ALL, *ASIDE)}
    found |= {"missing": "/no-such-page", "figures-none": "/figures?from=1901&to=1902"}
    if year:
        found["panel"] = f"/?figure={year['fact_id']}"
        found["figure"] = f"/figure/{year['fact_id']}"
        found["document"] = f"/sources/{year['doc_id']}#f-{year['fact_id']}"
    return found


def shoot(
    browser: Browser,
    address: str,
    out: Path,
    name: str,
    width: int,
    scheme: str,
    full: bool = True,
    height: int | None = None,
) -> None:
    """One picture, once the charts are drawn."""
    context = browser.new_context(
        viewport={"width": width, "height": height or WIDTHS.get(width, 900)},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    for graph in page.query_selector_all("#stage .graph"):
        graph.wait_for_selector(".main-svg")
    page.wait_for_timeout(250)
    page.screenshot(path=out / f"{name}.png", full_page=full)
    context.close()


@click.command(epilog="Example: python -m tests.browser.screenshots --data data --out docs/img")
@click.option(
    "--data", "data_dir", type=click.Path(path_type=Path), default=Path("data"), envvar="TRADETRACE_DATA"
)
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/screenshots"), show_default=True)
@click.option("--only", multiple=True, help="Views to take; all by default.")
@click.option(
    "--lang", "langs", multiple=True, type=click.Choice(LANGUAGES), help="Languages; all by default."
)
@click.option("--width", "widths", multiple=True, type=int, help="Widths in pixels; 1440 and 390 by default.")
@click.option(
    "--scheme", "schemes", multiple=True, type=click.Choice(SCHEMES), help="light, dark; both by default."
)
def main(data_dir: Path, out: Path, only: tuple, langs: tuple, widths: tuple, schemes: tuple) -> None:
    """Take pictures of every view of the dashboard."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    out.mkdir(parents=True, exist_ok=True)
    found = views(Snapshot(open_index(data_dir)))
    with serving(data_dir) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=list(chromium.ARGUMENTS)
        )
        for view, path in found.items():
            if only and view not in only:
                continue
            for lang in langs or LANGUAGES:
                head, _, anchor = path.partition("#")
                address = f"{base}{head}{'&' if '?' in head else '?'}lang={lang}" + (
                    f"#{anchor}" if anchor else ""
                )
                for width in widths or WIDTHS:
                    for scheme in schemes or SCHEMES:
                        # A document is seen where the link lands, a panel beside its chart.
                        full = view not in ("document", "panel")
                        name, height = f"{view}-{lang}-{width}-{scheme}", TALL.get((view, width))
                        shoot(browser, address, out, name, width, scheme, full, height)
        browser.close()
    click.echo(f"pictures are in {out}")


if __name__ == "__main__":
    main()
