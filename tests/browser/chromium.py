"""Finding and starting the Chromium that the browser tests and the screenshots use."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
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
    found = os.environ.get("TRADETRACE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise RuntimeError(
            f"no Chromium found: install one of {', '.join(NAMES)} or set TRADETRACE_CHROMIUM to its path"
        )
    return found
