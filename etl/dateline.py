"""Leaves out where a story was written, which is nobody's trade."""

from __future__ import annotations

from etl.tokens import Quantity, Token


def without_dateline(tokens: list[Token | Quantity], text: str, cased: str) -> list[Token | Quantity]:
    """Leave out "HCMC - " at the head of a story: where it was written is nobody's trade."""
    for k, t in enumerate(tokens[:12]):
        if t.start > 70:
            break
        if t.get("punct") != "-" or k + 1 >= len(tokens):
            continue
        before = text[: t.start].rstrip(" -")
        after = text[t.end :].lstrip("-")
        double = text[t.end : t.end + 1] == "-"
        if not after.startswith(" ") and not double:
            continue
        head = tokens[:k]
        wire = before.endswith(")")
        alone = all(u.get("area") or u.get("punct") or u.get("compiler") for u in head)
        alone = alone and (double or text[t.start - 1 : t.start] in " -")
        if wire or (alone and (double or not tokens[k + 1].get("area") or cased[: len(before)].isupper())):
            rest = tokens[k + 1 :]
            while rest and rest[0].get("punct") == "-":
                rest = rest[1:]
            return rest
    return tokens
