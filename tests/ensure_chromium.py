"""Make sure that the browser tests have a Chromium; prints where it is, or fails with one clear line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find() -> str | None:
    """Path of a Chromium or Chrome: the one TRADETRACE_CHROMIUM names, else the first found."""
    named = os.environ.get("TRADETRACE_CHROMIUM")
    if named:
        return shutil.which(named)
    found = filter(None, map(shutil.which, (*NAMES, *ELSEWHERE)))
    return next(found, None)


def main() -> int:
    path = find()
    if (
        not path
        and not os.environ.get("TRADETRACE_CHROMIUM")
        and shutil.which("apt-get")
        and os.geteuid() == 0
    ):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *step], check=False, env=environment, **quiet)
        path = find()
    if not path:
        print(
            "No Chromium for the browser tests: install chromium or google-chrome, or name one in TRADETRACE_CHROMIUM.",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
