"""How a check comes to its verdict, and the row that it writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from etl.build import short_hash
from etl.checks.claims import Claim
from etl.intervals import Interval
from etl.schema import DIMENSIONS

Formula = Callable[..., Interval]
# Rival counts differ by percents; so many times apart, one of the two more likely measures something else.
FAR = 2
# More figures than this under the same labels in one document: a table whose rows are told apart by something that the
# labels do not hold. Which of them belong together nobody can tell, and among so many some would agree by chance.
MOST_ALIKE = 6
Part = tuple[str, Claim]  # its role in the check, and the claim


def compared(
    check: str,
    stated: Part,
    others: Sequence[Part],
    formula: Formula,
    *,
    excuse: str | None = None,
    mismatch: str | None = None,
) -> dict[str, Any]:
    """The finding of a check that computes what ``stated`` should be from the ``others``.

    It holds when the intervals meet and each of them is bounded. It fails when they don't, unless something
    explains that without anyone being wrong: ``excuse`` in any case of mismatch, a hedge, a doubtful reading, or
    digits that were cut off where they should have been rounded. ``mismatch`` is such a reason that the caller knows.
    """
    parts = [stated, *others]
    intervals = [c.interval for _, c in others]
    expected = formula(*intervals)
    claim = stated[1]
    reason = None
    if expected.meets(claim.interval):
        open_ = not (expected.bounded and claim.interval.bounded)
        verdict, reason = ("cannot_say", "open_interval") if open_ else ("holds", None)
    else:
        reason = excuse or reading_excuse(c for _, c in parts) or mismatch
        if reason is None and formula(*(i.widened() for i in intervals)).meets(claim.interval.widened()):
            reason = "cut_off"
        verdict = "cannot_say" if reason else "fails"
    middle = formula(*(Interval.of(c.value, c.value) for _, c in others))
    return finding(check, verdict, reason, parts, expected=expected, middle=middle.low)


def few(claims: list[Claim]) -> list[Claim]:
    """The claims under the same labels of a document, none of them where there are too many."""
    return claims if len(claims) <= MOST_ALIKE else []


def reading_excuse(claims: Iterable[Claim]) -> str | None:
    """What in the claims themselves keeps a mismatch from being a contradiction."""
    claims = list(claims)
    if any(c.doubtful for c in claims):
        return "doubtful_reading"
    if any(c.approx for c in claims):
        return "hedged"
    sentences = {(c.doc_id, c.passage_start) for c in claims if c.fact_id}
    if len(sentences) > 1 and not all(c.firm for c in claims):
        return "inherited_labels"
    return None


def side_excuse(claims: Iterable[Claim]) -> str | None:
    """Why claims that belong together by their labels may still be counted differently."""
    claims = list(claims)
    compilers = {c.compiler for c in claims}
    if len(compilers) > 1:
        return "compiler_unstated" if None in compilers else "other_compiler"
    if len({c.status for c in claims}) > 1:
        return "other_status"
    return None


def finding(
    check: str,
    verdict: str,
    reason: str | None,
    parts: Sequence[Part],
    *,
    expected: Interval | None = None,
    middle: Fraction | None = None,
    publishers: int | None = None,
) -> dict[str, Any]:
    """One row of the table of checks; the first part is the figure that was checked."""
    claim = parts[0][1]
    facts = [c for _, c in parts if c.fact_id is not None]
    stated = Fraction(claim.value)
    return {
        "finding_id": short_hash(check, *(c.fact_id or c.reference_id for _, c in parts)),
        "check": check,
        "verdict": verdict,
        "reason": reason,
        **{name: getattr(claim, name) for name in DIMENSIONS},
        "stated": claim.value,
        "stated_low": claim.value_low,
        "stated_high": claim.value_high,
        "expected": as_float(middle),
        "expected_low": as_float(expected.low) if expected else None,
        "expected_high": as_float(expected.high) if expected else None,
        "difference": as_float(stated - middle) if middle is not None else None,
        "publishers": publishers,
        "inputs": [c.as_input(role) for role, c in parts],
        "fact_ids": list(dict.fromkeys(c.fact_id for c in facts)),
        "doc_ids": list(dict.fromkeys(c.doc_id for c in facts)),
    }


def as_float(value: Fraction | None) -> float | None:
    """A bound as it is stored: fifteen digits, the noise of division left out."""
    return None if value is None else float(f"{float(value):.15g}")


def best(findings: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    """Of the ways in which a figure can be checked the one that speaks most for the document."""
    order = {"holds": 0, "cannot_say": 1, "fails": 2}
    return min(findings, key=lambda f: (order[f["verdict"]], abs(f["difference"] or 0)), default=None)
