"""What building costs, from a thousand documents on: reading in parts, and the tables and index of a collection.

    make bench                                     a thousand and ten thousand documents
    make bench-large                               up to a million, drawn into docs/img/building.svg
    python -m tests.bench_building --documents 1000 --facts 10000
    python -m tests.bench_building --documents --facts --keep figures.jsonl --draw docs/img/building.svg   only draws

Documents are one or two paragraphs of the shipped articles with other figures. Times are processor time of all processes
together: other work on the machine does not lengthen them. Compare within one run on one machine only.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from etl import refresh
from etl.documents import Document, read_documents
from etl.parts.local import processors
from tests.bench_serving import grown
from tests.browser.chromium import ARGUMENTS, executable

_FILE = 100_000  # documents a JSONL file
_CHANGED = 100
_DIGIT = re.compile(r"(?<!\d)(?!(?:19|20)\d\d)\d")


@dataclass
class Cost:
    """What one run took: processor seconds, seconds by the clock, and megabytes that its largest process held."""

    what: str
    size: int
    facts: int
    cpu: float
    clock: float
    memory: float


def documents(data: Path, count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """So many short documents with figures of their own."""
    choose = random.Random(seed)
    articles = [
        [line for line in d.text.split("\n") if len(line) > 80 and re.search(r"\d", line)]
        for d in read_documents(data)
        if isinstance(d, Document)
    ]
    for i in range(count):
        lines = articles[i % len(articles)]
        text = "\n".join(choose.sample(lines, min(2, len(lines)))) + "\n"
        yield {
            "doc_id": f"n{seed}-{i:07d}",
            "text": _DIGIT.sub(lambda _: str(choose.randint(1, 9)), text),
            "lang": "vi",
            "published": f"20{10 + i % 15}-0{1 + i % 9}-1{i % 9}",
            "publisher": f"Báo {i % 97}",
            "title": f"Bản tin {i}",
        }


def corpus(data: Path, folder: Path, count: int) -> int:
    """Write these documents as JSONL files; bytes of text."""
    folder.mkdir(parents=True)
    size = 0
    out = None
    for i, row in enumerate(documents(data, count)):
        if i % _FILE == 0:
            if out:
                out.close()
            out = (folder / f"news-{i // _FILE:04d}.jsonl").open("w", encoding="utf-8")
        assert out
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
        size += len(row["text"].encode())
    if out:
        out.close()
    return size


def collection(data: Path, folder: Path, count: int, seed: int = 1) -> None:
    """Write these documents as files of a collection."""
    import hashlib

    (folder / "documents").mkdir(parents=True, exist_ok=True)
    for row in documents(data, count, seed):
        text = row["text"].encode()
        told = {k: row[k] for k in ("title", "publisher", "published", "lang")}
        told["sha256"] = hashlib.sha256(text).hexdigest()
        path = folder / "documents" / f"n{row['doc_id'].partition('-')[2]}.txt"
        path.write_bytes(text)
        path.with_suffix(".toml").write_text(
            "".join(f'{k} = "{v}"\n' for k, v in told.items()), encoding="utf-8"
        )


def tradetrace(what: str, size: int, *options: str) -> Cost:
    """Run the command in a process of its own and see what it took."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "etl.cli", "refresh", "--json", *options], stdout=told
        )
        _, status, used = os.wait4(process.pid, 0)  # with all processes that it waited for
        process.returncode = os.waitstatus_to_exitcode(status)
        clock = time.perf_counter() - start
        told.seek(0)
        answer = json.loads(told.read())
    assert process.returncode == 0, answer
    return line(
        Cost(what, size, answer["facts"], used.ru_utime + used.ru_stime, clock, used.ru_maxrss / 1024)
    )


def line(cost: Cost) -> Cost:
    """Print one line of the table."""
    each = cost.cpu / cost.size * 1e3
    print(
        f"{cost.what:<44} {cost.size:>9,} {cost.facts:>10,} facts {cost.cpu:9.1f} s  {each:8.3f} ms each"
        f"  {cost.clock:8.1f} s by the clock {cost.memory:7.0f} MB",
        flush=True,
    )
    return cost


def in_parts(data: Path, folder: Path, count: int) -> list[Cost]:
    """A corpus read in parts, then with a hundred documents more; beside it what only turns the JSONL into Parquet."""
    size = corpus(data, folder / "in", count)
    print(f"{count:,} documents, {size / 1e6:.1f} MB of text", flush=True)
    source, out = ("--corpus", str(folder / "in")), ("--out", str(folder / "out"))
    part = ("--part-mb", str(max(1, min(16, int(size / 1e6 / processors() / 2)))))
    found = [tradetrace("read in parts", count, *source, *out, *part)]
    more = folder / "in" / "news-more.jsonl"
    rows = [json.dumps(r, ensure_ascii=False) + "\n" for r in documents(data, _CHANGED, seed=2)]
    more.write_text("".join(rows), encoding="utf-8")
    found.append(tradetrace("read in parts, 100 documents more", count, *source, *out, *part))
    changed(folder / "in", count)
    found.append(tradetrace("read in parts, 100 documents changed", count, *source, *out, *part))
    # in a process of its own: what this one holds would count as held by those that it starts
    code = (
        f"import duckdb; duckdb.connect(config={{'threads': {processors()}, 'memory_limit': '1GB'}}).execute("
        f"\"COPY (SELECT * FROM read_json_auto('{folder / 'in'}/*.jsonl')) TO '{folder / 'all.parquet'}'"
        ' (FORMAT parquet, COMPRESSION zstd)")'
    )
    found.append(python("DuckDB: the JSONL as Parquet, nothing read", count, code))
    return found


def changed(folder: Path, count: int) -> None:
    """Change a hundred documents of a corpus, or as many as it has, wherever they stand."""
    wanted = set(random.Random(count).sample(range(count), min(_CHANGED, count)))
    nth = 0
    for path in sorted(folder.glob("news-0*.jsonl")):
        made = path.with_suffix(".new")
        with path.open(encoding="utf-8") as lines, made.open("w", encoding="utf-8") as out:
            for each in lines:
                if nth in wanted:
                    row = json.loads(each)
                    row["text"] += "Xuất khẩu của Việt Nam đạt 12,5 tỷ USD trong năm 2024.\n"
                    each = json.dumps(row, ensure_ascii=False) + "\n"
                out.write(each)
                nth += 1
        made.replace(path)


def served(data: Path, folder: Path, count: int) -> list[Cost]:
    """A corpus read in parts, with the tables and the index that serve it; then with a hundred documents changed."""
    size = corpus(data, folder / "in", count)
    given = ("--corpus", str(folder / "in"), "--out", str(folder / "out"), "--tables")
    part = ("--part-mb", str(max(1, min(16, int(size / 1e6 / processors() / 2)))))
    found = [tradetrace("corpus with tables", count, *given, *part)]
    changed(folder / "in", count)
    found.append(tradetrace("corpus with tables, 100 documents changed", count, *given, *part))
    return found


def whole(data: Path, folder: Path, count: int) -> list[Cost]:
    """A collection of one file a document: all of it, nothing changed, a hundred documents changed."""
    collection(data, folder, count)
    given = ("--data", str(folder))
    found = [tradetrace("collection, all read", count, *given)]
    found.append(tradetrace("collection, nothing changed", count, *given))
    collection(data, folder, _CHANGED, seed=2)
    found.append(tradetrace("collection, 100 documents changed", count, *given))
    return found


def tables(data: Path, folder: Path, facts: int) -> list[Cost]:
    """The index of tables with so many facts, in copies of the shipped articles, 20,000 documents at most."""
    # in a process of its own, too: what this one held at any time would count as held by the one that is measured
    code = "import sys; from pathlib import Path; from tests.bench_building import grow; grow(*map(Path, sys.argv[1:3]), int(sys.argv[3]))"
    subprocess.run([sys.executable, "-c", code, str(data), str(folder), str(facts)], check=True)
    large = folder / "large"
    code = "import sys; from etl import open_index; print(open_index(sys.argv[1]).size('facts'))"
    return [python("index of facts", facts, code, str(large))]


def grow(data: Path, folder: Path, facts: int) -> None:
    """Write tables with so many facts to ``folder/large``."""
    small, large = folder / "small", folder / "large"
    for name in ("documents", "reference"):
        shutil.copytree(data / name, small / name)
    refresh(small)
    large.mkdir()
    grown(small, large, facts)


def python(what: str, size: int, code: str, *given: str) -> Cost:
    """Run some code in a process of its own and see what it took."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code, *given], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    took = used.ru_utime + used.ru_stime
    return line(Cost(what, size, 0, took, time.perf_counter() - start, used.ru_maxrss / 1024))


def draw(found: list[Cost], path: Path) -> None:
    """The curves as a picture: drawn by plotly in Chromium, which the tests bring along."""
    import plotly.graph_objects as go
    from playwright.sync_api import sync_playwright
    from plotly.offline import get_plotlyjs
    from plotly.subplots import make_subplots

    shown = {
        "read in parts": "#1b6ca8",
        "read in parts, 100 documents changed": "#7fb5da",
        "corpus with tables": "#7d5ba6",
        "collection, all read": "#b5482a",
        "collection, 100 documents changed": "#e0a48f",
        "index of facts": "#3f7d3a",
        "DuckDB: the JSONL as Parquet, nothing read": "#888888",
    }
    figure = make_subplots(1, 2, subplot_titles=("processor time, s", "largest process, MB"))
    for what, colour in shown.items():
        some = sorted((c for c in found if c.what == what), key=lambda c: c.size)
        for column, values in ((1, [c.cpu for c in some]), (2, [c.memory for c in some])):
            if any(values):
                figure.add_trace(
                    go.Scatter(
                        x=[c.size for c in some],
                        y=values,
                        name=what,
                        mode="lines+markers",
                        line={"color": colour},
                        showlegend=column == 1,
                    ),
                    1,
                    column,
                )
    figure.update_xaxes(type="log", dtick=1, title="documents, or facts of the index")
    figure.update_yaxes(type="log", dtick=1, col=1)
    figure.update_yaxes(rangemode="tozero", col=2)
    figure.update_layout(
        template="plotly_white",
        width=1000,
        height=460,
        legend={"orientation": "h", "y": -0.22},
        margin={"t": 40, "b": 10},
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=[*ARGUMENTS])
        page = browser.new_page()
        page.set_content("<div id=chart></div>")
        page.add_script_tag(content=get_plotlyjs())
        svg = page.evaluate(
            """async told => { const g = JSON.parse(told); await Plotly.newPlot('chart', g.data, g.layout);
            return decodeURIComponent((await Plotly.toImage('chart', {format: 'svg', width: 1000, height: 460}))
            .replace('data:image/svg+xml,', '')) }""",
            figure.to_json(),
        )
        browser.close()
    path.write_text(svg + "\n", encoding="utf-8")


def versions() -> str:
    """The machine and what runs on it."""
    model = next(
        (row.partition(":")[2].strip() for row in _told("/proc/cpuinfo") if row.startswith("model name")),
        "processor",
    )
    memory = next(
        (int(row.split()[1]) / 1e6 for row in _told("/proc/meminfo") if row.startswith("MemTotal")), 0
    )
    return (
        f"{processors()} x {model}, {memory:.0f} GB, Python {platform.python_version()},"
        f" DuckDB {duckdb.__version__}, Arrow {pa.__version__}"
    )


def _told(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", default="data")
    options.add_argument("--documents", type=int, nargs="*", default=[1_000, 10_000])
    options.add_argument(
        "--collection", type=int, default=100_000, help="most documents of a collection of files"
    )
    options.add_argument("--facts", type=int, nargs="*", default=[10_000, 100_000])
    options.add_argument("--keep", type=Path, help="file for the figures, JSON lines; what is there stays")
    options.add_argument("--draw", type=Path, help="file for a picture of all figures, SVG")
    given = options.parse_args()
    print(versions())
    found: list[Cost] = []
    if given.keep and given.keep.exists():
        found = [Cost(**json.loads(told)) for told in given.keep.read_text(encoding="utf-8").splitlines()]
    runs: list[tuple[Callable[[Path, Path, int], list[Cost]], int]] = []
    for count in given.documents:
        runs.append((in_parts, count))
        if count <= given.collection:
            runs += [(whole, count), (served, count)]
    runs += [(tables, facts) for facts in given.facts]
    for run, size in runs:
        with tempfile.TemporaryDirectory() as folder:
            found += run(Path(given.data), Path(folder) / "bench", size)
        if given.keep:
            given.keep.write_text(
                "".join(json.dumps(asdict(cost)) + "\n" for cost in found), encoding="utf-8"
            )
    if given.draw:
        draw(found, given.draw)


if __name__ == "__main__":
    main()
