"""A finding, a derived value or a change of history in words, from the codelists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from etl.codes import codelist, label

Number = Callable[[float | None, str | None], str]
_SCALES = ((1e9, " bn"), (1e6, " m"))


def plain(value: float | None, unit: str | None) -> str:
    """A number as the command line prints it: 3.03 bn USD, 19.4 %."""
    if value is None:
        return "?"
    if unit == "percent":
        return f"{value:.4g} %"
    for size, word in _SCALES:
        if abs(value) >= size:
            return f"{value / size:.6g}{word} {unit or ''}".rstrip()
    return f"{value:.6g} {unit or ''}".rstrip()


def parts(row: Mapping[str, Any], lang: str = "en", number: Number = plain) -> str:
    """The figures involved, each with its part: two-way trade 3.03 bn USD; exports 1.88 bn USD."""
    return "; ".join(
        f"{label('roles', i['role'], lang)} {number(i['value'], i['unit'])}" for i in row["inputs"]
    )


def explain(row: Mapping[str, Any], lang: str = "en", number: Number = plain) -> str:
    """What was checked, what the figures give, and the verdict with its reason."""
    rule = codelist("checks")[row["check"]][f"rule_{lang}"]
    told = f"{rule} {parts(row, lang, number)}."
    if row["expected_low"] is not None and row["expected_high"] is not None and row["check"] != "agreement":
        low, high = number(row["expected_low"], row["unit"]), number(row["expected_high"], row["unit"])
        told += f" {low} \u2013 {high}."
    verdict = label("verdicts", row["verdict"], lang)
    return f"{told} {verdict}" + (f": {label('check_reasons', row['reason'], lang)}" if row["reason"] else "")


def formula(row: Mapping[str, Any], lang: str = "en", number: Number = plain) -> str:
    """How a derived value was computed, with its inputs in place."""
    values = {i["role"]: number(i["value"], i["unit"]) for i in row["inputs"]}
    return codelist("derivations")[row["derivation"]][f"formula_{lang}"].format(**values)
