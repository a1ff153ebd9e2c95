"""Bring LibreOffice for the tests that open extracts in it, where that is possible; they are skipped without it."""

from __future__ import annotations

import os
import shutil
import subprocess

PACKAGE = "libreoffice-calc-nogui"
PATIENCE = ("-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=0")


def main() -> None:
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        if shutil.which("apt-get") and os.geteuid() == 0:
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            for step in (["update"], ["install", "-y", "--no-install-recommends", PACKAGE]):
                subprocess.run(["apt-get", *PATIENCE, *step], check=False, env=environment, **quiet)
    path = shutil.which("soffice") or shutil.which("libreoffice")
    print(path or f"No LibreOffice: its tests are skipped. On Debian: apt-get install {PACKAGE}")


if __name__ == "__main__":
    main()
