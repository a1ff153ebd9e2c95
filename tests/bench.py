"""How fast it is. Prints one line each; compare within one run on one machine only.

    make bench                                 all lines
    python -m tests.bench --data data --size 50    with 50 MB of text in the mixes

Peers (Duckling) are printed when ``make peers`` installed them.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from etl.documents import FOLDER, Document, read_documents
from etl.extract import extract
from etl.garbage import seldom
from etl.language import LANGUAGES, load
from etl.passages import blocks
from etl.refresh import refresh
from etl.shapes import shapes
from tests.peers import reach


def best(run, times: int = 5) -> float:
    """Shortest of several runs, in seconds."""
    return min(taken(run, time.perf_counter) for _ in range(times))


def taken(run, clock: Callable[[], float]) -> float:
    start = clock()
    run()
    return clock() - start


DENSE = (
    "Kim ngạch thương mại hai bên đạt {a},{b} tỷ USD năm 2023. Trong 8 tháng năm 2024, kim ngạch thương mại hai chiều "
    "giữa Vân Nam và Việt Nam đạt {c},{d} tỷ USD, tăng {e},{a}% so với cùng kỳ."
)


def articles(texts: list[str], size: int) -> list[str]:
    """The articles over and over, every digit but those of years changed, up to ``size`` bytes."""
    rng, out, total = random.Random(1), [], 0
    while total < size:
        for text in texts:
            changed = re.sub(r"(?<!\d)(?!(?:19|20)\d\d)\d", lambda _: str(rng.randint(1, 9)), text)
            out.append(changed)
            total += len(changed.encode())
    return out


def silent(texts: list[str], size: int) -> list[str]:
    """The lines of the articles that state no figure, as documents of some twenty thousand characters."""
    lines = [
        line
        for text in texts
        for line in text.split("\n")
        if line.strip() and not extract(line, doc_id="b", lang="vi") and list(blocks(line, load("vi")))
    ]
    page = "\n".join(lines)
    return [page] * max(1, size // len(page.encode()))


def rate(name: str, texts: list[str], read: Callable[[str], int], times: int = 3) -> None:
    """Print megabytes a second (and microseconds a figure) of ``read`` over the texts: processor time of one core,
    the best of some runs, since other work on the machine slows all of them down."""
    size = sum(len(t.encode()) for t in texts)
    found = sum(
        map(read, texts)
    )  # patterns are compiled, automata grow and caches fill before the clock runs
    took = min(taken(lambda: [read(t) for t in texts], time.process_time) for _ in range(times))
    each = f"  {took / found * 1e6:8.0f} us a figure" if found else ""
    print(f"{name:<34} {size / took / 1e6:9.2f} MB/s  {found:7} figures{each}", flush=True)


def memory() -> float:
    """Most megabytes that the process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def mentions(text: str) -> int:
    return sum(len(f["mentions"]) for f in extract(text, doc_id="b", lang="vi", published="2024-08-20"))


def unmet(text: str) -> int:
    """As if nothing like the text's lines had been read before: what the first of its kind costs."""
    shapes("vi", LANGUAGES).forget()
    return mentions(text)


def reading(texts: list[str], size: int) -> None:
    """Extraction on three kinds of text, beside decoding UTF-8 and, where installed, Duckling."""
    mix, quiet = articles(texts, size), silent(texts, size)
    rng = random.Random(2)
    dense = [
        "\n".join(DENSE.format(**{k: rng.randint(1, 99) for k in "abcde"}) for _ in range(100))
        for _ in range(10)
    ]
    for text in mix[: len(texts)]:
        mentions(text)
    seldom()  # as the processes that read
    before = memory()
    rate("articles, digits changed", mix, mentions)
    print(f"{'memory':<34} {memory() - before:+9.1f} MB     while reading them, of {memory():.0f}")
    rate("the same, no line remembered", mix, unmet)
    rate("lines that state no figure", quiet, mentions)
    rate("text without a digit", [re.sub(r"\d+", "", t) for t in quiet], mentions)
    rate("every sentence a figure", dense, mentions)
    rate("the same, no line remembered", dense, unmet)
    raw = [t.encode() for t in mix]
    took = min(taken(lambda: [data.decode("utf-8") for data in raw], time.process_time) for _ in range(3))
    print(f"{'decoding UTF-8':<34} {sum(map(len, raw)) / took / 1e6:9.0f} MB/s")
    try:
        import duckling
    except ImportError:
        print(f"{'Duckling':<34} not installed")
        return
    zones = duckling.load_time_zones("/usr/share/zoneinfo")
    now = duckling.get_current_ref_time(zones, "Asia/Ho_Chi_Minh")
    context = duckling.Context(now, duckling.default_locale_lang(duckling.parse_lang("VI")))
    wanted = duckling.parse_dimensions(["amount-of-money", "number"])
    rate("Duckling, numbers and money only", mix[:5], lambda t: len(duckling.parse(t, context, wanted)), 1)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", default="data")
    options.add_argument("--size", type=float, default=5, help="megabytes of text in the mixes")
    given = options.parse_args()
    reach()
    data = Path(given.data)
    documents = [d for d in read_documents(data) if isinstance(d, Document)]
    size = sum(len(d.text.encode()) for d in documents)

    def extract_all() -> None:
        for d in documents:
            extract(d.text, doc_id=d.doc_id, lang=d.lang, published=d.published, publisher=d.publisher)

    extract_all()  # languages are loaded and compiled once
    took = best(extract_all)
    print(f"extract   {took * 1000:8.1f} ms  {size / took / 1000:8.0f} KB/s  {len(documents)} documents")

    reading([d.text for d in documents], int(given.size * 1e6))
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(data / FOLDER, Path(folder) / FOLDER)
        print(f"refresh   {best(lambda: refresh(folder)) * 1000:8.1f} ms")

    command = [sys.executable, "-m", "etl.cli", "extract", "--jsonl", "-"]
    took = best(lambda: subprocess.run(command, input=b"", check=True, stdout=subprocess.DEVNULL))
    print(f"start-up  {took * 1000:8.1f} ms  of tradetrace extract without documents")


if __name__ == "__main__":
    main()
