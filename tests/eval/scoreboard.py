"""The extraction scoreboard and its pinned floors.

    python -m tests.eval.scoreboard            print the scoreboard
    python -m tests.eval.scoreboard --show 20  and up to 20 disagreements a set
    python -m tests.eval.scoreboard --raise    write today's figures as the new floors, and into the README

``floors.toml`` can only be raised by this command; to lower a floor, edit the file and say why in CHANGELOG.md.
The passages and their labels are in ``dev/`` (given) and ``own/`` (further ones, reworded from published news and
labelled by the same conventions); ``score.py`` compares.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path

from etl import extract
from tests.eval import score

HERE = Path(__file__).parent
DOCUMENTS = HERE.parents[1] / "data" / "documents"
FLOORS = HERE / "floors.toml"
README = HERE.parents[1] / "README.md"
NAMES = {
    "seeds": "the five articles",
    "vi": "Vietnamese, development",
    "en": "English, development",
    "zh": "Chinese, development",
    "own-vi": "Vietnamese, further",
    "own-en": "English, further",
    "own-zh": "Chinese, further",
}
SETS = (
    "seeds",
    *sorted(p.name for p in (HERE / "dev").iterdir()),
    *sorted(f"own-{p.name}" for p in (HERE / "own").iterdir()),
)


def documents(name: str) -> list[dict]:
    """The labelled documents of a set, each with its text."""
    if name != "seeds":
        folder = HERE / "own" / name.removeprefix("own-") if name.startswith("own-") else HERE / "dev" / name
        return score.load(folder)
    docs = [json.loads(line) for line in (HERE / "seeds.jsonl").read_text(encoding="utf-8").splitlines()]
    for doc in docs:
        doc["text"] = (DOCUMENTS / doc["file"]).read_bytes().decode("utf-8")
    return docs


def measure(name: str, show: int = 0) -> dict:
    """Precision, recall and F1 of found and record, figures in silent passages and broken spans."""
    docs = documents(name)
    preds = {
        d["doc_id"]: extract(
            d["text"],
            doc_id=d["doc_id"],
            lang=d.get("lang"),
            published=d.get("published"),
            publisher=d.get("publisher"),
            url=d.get("url"),
        )
        for d in docs
    }
    return score.score(docs, preds, show)


def floors() -> dict[str, dict[str, float]]:
    return tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def table() -> str:
    """The floors as the README shows them."""
    rows = ["| passages | figures | number found, F1 | whole record right, F1 |", "|---|---|---|---|"]
    for name, floor in floors().items():
        count = sum(
            f.get("core", True) and f.get("measure") not in score.IGNORED
            for d in documents(name)
            for f in d["facts"]
        )
        rows.append(f"| {NAMES.get(name, name)} | {count} | {floor['found']:.3f} | {floor['record']:.3f} |")
    return "\n".join(rows)


def shown() -> str:
    """The table that the README holds."""
    return (
        README.read_text(encoding="utf-8")
        .split("<!-- scoreboard -->\n")[1]
        .split("\n<!-- /scoreboard -->")[0]
    )


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--show", type=int, default=0, help="print up to N disagreements a set")
    ap.add_argument(
        "--raise", dest="lift", action="store_true", help="write today's figures as the new floors"
    )
    args = ap.parse_args()
    pinned, lines = floors(), []
    for name in SETS:
        r = measure(name, args.show)
        found, record = r["found"]["f1"], r["record"]["f1"]
        print(
            f"{name:>7}  {r['documents']:3} documents, {r['gold']:4} figures   found F1 {found:.3f}   record F1 {record:.3f}   {r['negatives']}, broken spans {r['broken_spans']}"
        )
        old = pinned.get(name, {"found": 0.0, "record": 0.0})
        lines.append(
            f"[{name}]\nfound = {max(found, old['found']):.4f}\nrecord = {max(record, old['record']):.4f}\n"
        )
    if args.lift:
        FLOORS.write_text(
            "# Lowest F1 that the tests accept; raised by: python -m tests.eval.scoreboard --raise\n\n"
            + "\n".join(lines),
            encoding="utf-8",
        )
        text = README.read_text(encoding="utf-8")
        README.write_text(text.replace(shown(), table()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
