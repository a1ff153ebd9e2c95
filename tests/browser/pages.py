"""Pages as the tests open them: watched for errors and for requests that leave the machine."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
from playwright.sync_api import Browser, BrowserContext, Page, expect

PATIENCE = 45_000  # milliseconds; a busy machine is slow, not wrong


class Watched:
    """Opens pages and remembers what they logged and asked for."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.faults: list[str] = []
        self.requests: list[str] = []

    def open(self, address: str, *, width: int = 1440, height: int = 900, **options: object) -> Page:
        """A page in a fresh browser context, ready to be used."""
        options = {"reduced_motion": "reduce", "locale": "en-GB", **options}
        context = self._browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: self._console(m.type, m.text))
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        waiting: list[str] = []  # what the page has asked for and not got
        page.on("request", lambda request: (self.requests.append(request.url), waiting.append(request.url)))
        for end in ("requestfinished", "requestfailed"):
            page.on(end, lambda request: request.url in waiting and waiting.remove(request.url))
        page.goto(address)
        try:
            ready(page)
        except AssertionError as error:
            error.add_note(f"{address}: told {self.faults}, still waiting for {waiting}")
            raise
        return page

    def _console(self, kind: str, text: str) -> None:
        # The browser itself reports every 404 and 503; the tests that ask for one check its status.
        # That a preloaded script was not used within seconds says only that the machine is busy.
        known = ("the server responded with a status of", "was preloaded using link preload but not used")
        if kind in ("error", "warning") and not any(part in text for part in known):
            self.faults.append(f"{kind}: {text}")

    def close(self) -> None:
        """Close every page."""
        for context in self._contexts:
            context.close()


def ready(page: Page) -> None:
    """Wait until Dash has taken the page over and its charts are drawn, where it has any."""
    if page.locator("#react-entry-point").count():
        # Locators, since the page's own policy forbids the evaluation that waiting for a script's answer polls with.
        page.wait_for_selector("#stage")
        expect(page.locator("#prerender, #main[aria-busy]")).to_have_count(0)
        expect(page.locator("#stage .graph:not(:has(.main-svg))")).to_have_count(0)


def the_fact(facts: pa.Table, quote: str) -> dict:
    """The one fact that is printed as ``quote``."""
    found = facts.filter(pc.equal(facts["quote"], quote)).to_pylist()
    assert len(found) == 1
    return found[0]
