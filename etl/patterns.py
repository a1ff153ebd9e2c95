"""What can be told of a pattern without running it: a looser one for re2, and how its matches may begin."""

from __future__ import annotations

import re
from collections.abc import Callable

# The parts of a pattern: an escape, a class, the head of a group, a quantifier, or one character.
_PART = re.compile(
    r"\\x[0-9a-fA-F]{2}|\\.|\[\^?\]?(?:\\.|[^\]])*\]|\(\?(?:<?[=!]|:|P<\w+>)|\{\d*,?\d*\}|.", re.S
)
_CHOICE = re.compile(r"\[(?!\^)[^\\]+\]")
_RANGE = re.compile(r"(\w)-(\w)")
_REPEAT = re.compile(r"[*+?]|\{\d*,?\d*\}")
_FAR = 12  # what a condition that repeats something looks at, at most


def loosen(source: str, literal: Callable[[str], str], *, ends: bool = True) -> str:
    """A pattern of ``re`` in the syntax of re2, that matches where the source does and perhaps elsewhere.

    What it looks for behind its beginning or ahead of its end is matched, too, with ``ends``; other conditions and
    most classes of characters are left out. ``literal`` gives the pattern for one character.
    """
    parts = _PART.findall(source)
    out: list[str] = []
    begun = [False]  # for each open group, whether something is matched before it
    first = True  # whether nothing is matched before this place
    aside = 0  # how many groups are open within a condition that is left out
    for k, part in enumerate(parts):
        if aside:
            aside += (part[0] == "(") - (part == ")")
            continue
        if part[0] == "(":
            kept = ends and (
                part == "(?<="
                and first
                or part == "(?="
                and len(begun) == 1
                and _closing(parts, k) == len(parts) - 1
            )
            if part[-1] in "=!" and not kept:
                aside = 1
                continue
            begun.append(not first)
        elif part == "|":
            first = not begun[-1]
        else:
            if part == ")":
                begun.pop()
            first = False
        out.append(_loose(part, literal))
    return "".join(out)


def _closing(parts: list[str], k: int) -> int:
    depth = 0
    for n in range(k, len(parts)):
        depth += (parts[n][0] == "(") - (parts[n] == ")")
        if not depth:
            return n
    return -1


def _loose(part: str, literal: Callable[[str], str]) -> str:
    if part[0] == "(":
        return "(?:"
    if part[0] == "\\" and part[1].isalnum():
        return {"b": "", "w": r"[\pL\pM\pN_]", "d": r"\p{Nd}"}.get(part[1], ".")
    if part[0] == "[" and len(part) > 1:
        if not _CHOICE.fullmatch(part):
            return "."
        return f"(?:{'|'.join(map(literal, _RANGE.sub(_between, part[1:-1])))})"
    if part in "^$":
        return ""
    if part in "|)*+?." or part[0] == "{" and len(part) > 1:
        return part
    return literal(part[-1])


def _between(m: re.Match[str]) -> str:
    return "".join(map(chr, range(ord(m[1]), ord(m[2]) + 1)))


def looks_at_digits(source: str) -> tuple[int, int]:
    """How many characters behind a place, and ahead of it, conditions may look that name single digits ("not before
    1"), not just any."""
    parts = _PART.findall(source)
    behind = ahead = 0
    for k, part in enumerate(parts):
        if part[0] == "(" and part[-1] in "=!":
            inside = parts[k + 1 : _closing(parts, k)]
            if "<" in part:
                behind = max(behind, _furthest(inside, whole=True))
            else:
                ahead = max(ahead, _furthest(inside))
    return behind, ahead


def _furthest(parts: list[str], *, whole: bool = False) -> int:
    """At most how many characters into a condition a digit is named, 0 for nowhere; with ``whole`` how long it is then."""
    starts, at, far = [0], 0, 0
    ends = [0]  # where the longest alternative of each open group ends
    for part in parts:
        if part[0] == "(":
            starts.append(at)
            ends.append(at)
        elif part in "|)":
            ends[-1] = max(ends[-1], at)
            at = starts[-1]
            if part == ")":
                starts.pop()
                at = ends.pop()
        elif not _REPEAT.fullmatch(part):
            at += _characters(part) != frozenset()
            if _names_digit(part):
                far = max(far, at)
        elif part != "?":
            at = _FAR
    return max(*ends, at) if far and whole else min(far, _FAR)


def _names_digit(part: str) -> bool:
    return part[0] != "{" and part[:2] != r"\x" and any(c.isdigit() for c in part)


# The first characters of a match: for each place the characters that may stand there, None for any.
Opening = tuple[frozenset[str] | None, ...]
_DIGITS = frozenset("0123456789")


def openings(source: str, size: int) -> set[Opening]:
    """How matches of a pattern may begin, told from at most ``size`` characters: each match fits one of these, but
    not all that fits is a match. Digits are those of ASCII."""
    found, _ = _branches(_PART.findall(source), 0, size)
    return found


def _branches(parts: list[str], i: int, size: int) -> tuple[set[Opening], int]:
    """The alternatives of a group from its first part on, and the place of the bracket that closes it."""
    found: set[Opening] = set()
    told: set[Opening] = {()}
    while i < len(parts) and parts[i] != ")":
        part = parts[i]
        if part == "|":
            found |= told
            told, i = {()}, i + 1
            continue
        if part[0] == "(" and part[-1] in "=!":
            i = _closing(parts, i) + 1
            continue
        if part[0] == "(":
            item, i = _branches(parts, i + 1, size)
        else:
            item = {() if (chars := _characters(part)) == frozenset() else (chars,)}
        i += 1
        if i < len(parts) and _REPEAT.fullmatch(parts[i]):
            item = _repeated(item, parts[i], size)
            i += 2 if parts[i + 1 : i + 2] == ["?"] else 1
        told = {(p + q)[:size] if len(p) < size else p for p in told for q in item}
    return found | told, i


def _repeated(item: set[Opening], times: str, size: int) -> set[Opening]:
    out = set(item)
    if times != "?":
        out = {p + (None,) * (size - len(p)) for p in item}
    if times in "?*" or times.startswith(("{0", "{,")):
        out.add(())
    return out


def _characters(part: str) -> frozenset[str] | None:
    """The characters that one part of a pattern stands for, none where it only looks, None for any."""
    if part in "^$" or part in (r"\b", r"\B"):
        return frozenset()
    if part == r"\d":
        return _DIGITS
    if part == "." or part[0] == "\\" and part[1].isalnum() or part[0] == "[" and not _CHOICE.fullmatch(part):
        return None
    return frozenset(_RANGE.sub(_between, part[1:-1]) if part[0] == "[" else part[-1])
