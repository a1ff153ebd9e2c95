"""How the browser tests and the screenshots start Chromium."""

from __future__ import annotations

from tests.ensure_chromium import find

ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--force-color-profile=srgb",
)


def executable() -> str:
    """The path of Chromium; a RuntimeError with one clear line when there is none."""
    found = find()
    if not found:
        raise RuntimeError("no Chromium found: install chromium or set TRADETRACE_CHROMIUM to its path")
    return found
