"""All benches one after the other, and at the end one table: ours, what could stand in its place, and the ratio.

make bench
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass

BENCHES = ("tests.bench", "tests.bench_serving", "tests.bench_pages", "tests.bench_building")


@dataclass(frozen=True)
class Measure:
    """A number that several tools have: how each one's line begins, and what stands before and behind the number."""

    what: str
    unit: str
    ours: str
    peers: dict[str, str]
    number: str
    more_is_better: bool = False


FILTER = r"p50\s+([\d.]+) ms"
MEASURES = (
    Measure(
        "reading lines that came with other numbers",
        "MB/s",
        "articles, digits changed",
        {"Duckling, numbers only": "Duckling, numbers and money only"},
        r"([\d.]+) MB/s",
        True,
    ),
    Measure(
        "reading lines that never came",
        "MB/s",
        "the same, no line remembered",
        {"Duckling, numbers only": "Duckling, numbers and money only"},
        r"([\d.]+) MB/s",
        True,
    ),
    Measure(
        "passing over lines without a figure",
        "MB/s",
        "lines that state no figure",
        {"decoding UTF-8": "decoding UTF-8"},
        r"([\d.]+) MB/s",
        True,
    ),
    Measure(
        "filter and group, a million facts",
        "ms",
        "filter and group: the index",
        {
            name: f"filter and group: {line}"
            for name, line in (
                ("DuckDB over Parquet", "DuckDB over the Parquet file"),
                ("pyarrow.dataset", "pyarrow.dataset"),
                ("Polars", "Polars"),
                ("pandas in memory", "pandas, in memory"),
            )
        },
        FILTER,
    ),
    Measure(
        "first chart, first visit",
        "s",
        "tradetrace: first chart",
        {"Datasette": "Datasette with vega: first chart", "Streamlit": "Streamlit: first chart"},
        r"cold\s+([\d.]+) s",
    ),
    Measure(
        "first chart, second visit",
        "s",
        "tradetrace: first chart",
        {"Datasette": "Datasette with vega: first chart", "Streamlit": "Streamlit: first chart"},
        r"warm\s+([\d.]+) s",
    ),
    Measure(
        "requests of one page, 8 clients",
        "a second",
        "requests of the same page, 8 clients",
        {"Datasette": "Datasette: requests of the same page"},
        r"([\d.]+) a second",
        True,
    ),
    Measure("CSV", "MB/s", "CSV of ", {"Datasette": "Datasette: CSV"}, r"([\d.]+) MB/s", True),
    Measure(
        "memory with a hundred thousand facts",
        "MB",
        "tradetrace: memory of the worker",
        {"Datasette": "Datasette: memory", "Streamlit": "Streamlit: memory"},
        r"([\d.]+) MB",
    ),
)


def table(lines: Iterable[str]) -> list[tuple[str, float, str, float, float]]:
    """What, ours, which peer, the peer's, and how many times better ours is (below one: worse)."""
    held = list(lines)

    def number(begin: str, pattern: str) -> float | None:
        found = (re.search(pattern, line[len(begin) :]) for line in held if line.startswith(begin))
        return next((float(m[1]) for m in found if m), None)

    made = []
    for m in MEASURES:
        ours = number(m.ours, m.number)
        for peer, begin in m.peers.items():
            theirs = number(begin, m.number)
            if ours and theirs:
                better = ours / theirs if m.more_is_better else theirs / ours
                made.append((f"{m.what}, {m.unit}", ours, peer, theirs, better))
    return made


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", default="data")
    data, lines, code = options.parse_args().data, [], 0
    for bench in BENCHES:
        command = [sys.executable, "-u", "-m", bench, "--data", data]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for line in process.stdout:
                print(line, end="", flush=True)
                lines.append(line)
        code = code or process.returncode
    print(f"\n{'':<50}{'ours':>10}  {'':<24}{'theirs':>10}{'times better':>14}")
    for what, ours, peer, theirs, better in table(lines):
        print(f"{what:<50}{ours:>10g}  {peer:<24}{theirs:>10g}{better:>14.2f}")
    return code


if __name__ == "__main__":
    sys.exit(main())
