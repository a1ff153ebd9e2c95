"""How fast it is: start-up, extraction, refresh. Prints one line each; compare on one machine only."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from etl.documents import FOLDER, Document, read_documents
from etl.extract import extract
from etl.refresh import refresh


def best(run, times: int = 5) -> float:
    """Shortest of several runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", default="data")
    data = Path(options.parse_args().data)
    documents = [d for d in read_documents(data) if isinstance(d, Document)]
    size = sum(len(d.text.encode()) for d in documents)

    def extract_all() -> None:
        for d in documents:
            extract(d.text, doc_id=d.doc_id, lang=d.lang, published=d.published, publisher=d.publisher)

    extract_all()  # languages are loaded and compiled once
    took = best(extract_all)
    print(f"extract   {took * 1000:8.1f} ms  {size / took / 1000:8.0f} KB/s  {len(documents)} documents")

    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(data / FOLDER, Path(folder) / FOLDER)
        print(f"refresh   {best(lambda: refresh(folder)) * 1000:8.1f} ms")

    command = [sys.executable, "-m", "etl.cli", "extract", "--jsonl", "-"]
    took = best(lambda: subprocess.run(command, input=b"", check=True, stdout=subprocess.DEVNULL))
    print(f"start-up  {took * 1000:8.1f} ms  of tradetrace extract without documents")


if __name__ == "__main__":
    main()
