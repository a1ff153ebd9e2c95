"""Makes the fonts for browsers without a Chinese one, after new words of ours have characters that they lack.

    python -m tests.han_fonts NotoSansCJK-Regular.ttc

The file is that of Noto Sans CJK (Debian: fonts-noto-cjk). What each part holds is told in ``dashboard/shell.py``.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from pathlib import Path

from dashboard.static import ASSETS

CODELISTS, LOCALE = Path("etl/codelists"), Path("dashboard/locales/zh.toml")
PARTS = 6
SIMPLIFIED = "2"  # which of the fonts in the file
# Lists with names that few pages show, and the areas whose names many do.
_RARE = {"commodities", "places", "publishers", "events", "compilers"}
_SHOWN = ("VN", "CN", "HK", "TW", "MO", "W00", "EU", "ASEAN", "US", "JP", "KR")
_MARKS = "\uff0c\u3002\u3001\uff1b\uff1a\uff1f\uff01\uff08\uff09\u300a\u300b\u300c\u300d\uff05\uffe5"


def han(text: str) -> set[str]:
    """The Chinese characters and full-width marks of a text."""
    return {
        c for c in text if "\u2e80" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff" or "\uff00" <= c <= "\uffef"
    }


def of_pages() -> set[str]:
    """What the words of our own pages are made of."""
    found = han(LOCALE.read_text(encoding="utf-8")) | set(_MARKS)
    for path in sorted(CODELISTS.glob("*.csv")):
        if path.stem in _RARE:
            continue
        with path.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                if path.stem != "areas" or row["code"].split("-")[0] in _SHOWN:
                    found |= han(row.get("name_zh") or "")
    return found


def common() -> set[str]:
    """The characters of GB 2312 and the more frequent ones of Big5."""
    found = set()
    for codec, rows in (("gb2312", range(0xB0, 0xF8)), ("big5", range(0xA4, 0xC7))):
        for row in rows:
            for cell in range(0x40, 0xFF):
                found |= {c for c in bytes([row, cell]).decode(codec, "ignore") if "\u4e00" <= c <= "\u9fff"}
    return found


def main() -> None:
    source = sys.argv[1]

    def make(name: str, characters: set[str] | list[str]) -> None:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as text:
            text.write("".join(sorted(characters)))
            text.flush()
            options = [
                f"--font-number={SIMPLIFIED}",
                "--flavor=woff2",
                "--no-hinting",
                "--desubroutinize",
                "--layout-features=",
            ]
            options += [f"--text-file={text.name}", f"--output-file={ASSETS / 'fonts' / name}.woff2"]
            subprocess.run([sys.executable, "-m", "fontTools.subset", source, *options], check=True)

    ours = of_pages()
    names = {c for path in CODELISTS.glob("*.csv") for c in han(path.read_text(encoding="utf-8"))}
    rest = sorted(common() - ours - names)
    size = -(-len(rest) // PARTS)
    make("han-label", han("\u4e2d\u6587"))
    make("han-ui", ours)
    make("han-names", names - ours)
    for n in range(PARTS):
        part = rest[n * size : (n + 1) * size]
        make(f"han-{n + 1}", part)
        print(f"han-{n + 1}: U+{ord(part[0]):X}-{ord(part[-1]):X}, to be told in dashboard/shell.py")


if __name__ == "__main__":
    main()
