"""Inputs that no person would write: seeds cut, doubled, mixed, and strewn with what parsers stumble over."""

from __future__ import annotations

import random

TOKENS = tuple(
    t.encode("utf-8", "surrogatepass")
    for t in (
        "\0", "\r", "\n", "\r\n", "\t", "\ufeff", "\u2028", "\u00a0", "\u200b", "\u202e", "\u0301", "\ud800", "\U0001f4b5", "\ufffd",
        '"', "'", '"""', "[", "]", "[[", "{", "}", "(", ")", "=", ",", ";", ":", "%", "&", "+", "-", "–", "/", "\\", "#", "$", "..",
        "0", "1", "9" * 30, "1e999", "-0", "NaN", "Infinity", "1_000", "0x10", "null", "true", "none",
        "tỷ USD", "nghìn tỷ đồng", "phần trăm", "năm 2024", "9 tháng", "tăng", "lần lượt", "và", "Trung Quốc", "Việt Nam", "FDI",
        "billion", "percent", "of which", "respectively", "China", "Vietnam", "亿美元", "万亿", "同比增长", "其中", "分别", "中国", "越南",
        "2024-02-30", "0000-00-00", "99999", "..", "%00", "%ff", "limit=", "columns=", "order=-", "q=", "from=", "lang=",
    )
)  # fmt: skip
LONGEST = 4_000


def mutate(choose: random.Random, seeds: tuple[bytes, ...]) -> bytes:
    """One input, made from one seed or two."""
    data = bytearray(choose.choice(seeds))
    for _ in range(choose.choice((1, 1, 1, 2, 3, 5, 9))):
        at = choose.randrange(len(data) + 1)
        end = min(len(data), at + choose.choice((1, 1, 2, 3, 8, 40)))
        kind = choose.randrange(9)
        if kind == 0:
            del data[at:end]
        elif kind == 1:
            data[at:at] = data[at:end] * choose.choice((1, 2, 3, 50))
        elif kind == 2:
            data[at:at] = choose.choice(TOKENS)
        elif kind == 3:
            data[at:end] = choose.choice(TOKENS)
        elif kind == 4 and data:
            data[at % len(data)] ^= 1 << choose.randrange(8)
        elif kind == 5:
            data[at:end] = choose.randbytes(end - at)
        elif kind == 6:
            other = choose.choice(seeds)
            cut = choose.randrange(len(other) + 1)
            data[at:] = other[cut:]
        elif kind == 7 and data:
            data[at % len(data)] = choose.randrange(256)
        else:
            data[at:end] = chr(
                choose.choice((choose.randrange(128), choose.randrange(0x800, 0xD800)))
            ).encode() * choose.choice((1, 2, 20))
    return bytes(data[:LONGEST])
