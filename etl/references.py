"""Reference series: official figures from ``reference/*.csv`` of a collection, read into one table.

A series is a CSV in the columns of :data:`CSV_COLUMNS` with its sidecar ``NAME.toml`` (:data:`SIDECAR_KEYS`).
``tradetrace official add`` writes both from what UN Comtrade and SDMX give, see :mod:`etl.official`.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
import re
import tomllib
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from etl.build import short_hash
from etl.codes import codelist
from etl.errors import DataError
from etl.periods import Period, days, half, month, months, quarter, safe_date, since, stock, year
from etl.schema import STATUSES

FOLDER = "reference"
CSV_COLUMNS = (
    "compiler",
    "indicator",
    "reporter",
    "partner",
    "commodity",
    "period",
    "value",
    "unit",
    "status",
    "source",
)
SIDECAR_KEYS = ("title", "vintage", "sha256", "from_file", "from_sha256", "from_format", "added")
_OPTIONAL = ("commodity",)
_CODED = {
    "compiler": "compilers",
    "indicator": "indicators",
    "reporter": "areas",
    "partner": "areas",
    "commodity": "commodities",
    "unit": "units",
}
_VINTAGE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
# A round number is taken to be exact to three digits at least: 252000000000 is 251.5 to 252.5 bn.
_LEAST_DIGITS = 3


def read_references(data_dir: str | Path) -> list[dict[str, Any]]:
    """Every point of every series, as rows of :data:`etl.schema_checks.REFERENCE_COLUMNS`; none without a folder.

    Raises :class:`etl.DataError` that names file and line of what cannot be used.
    """
    folder = Path(data_dir) / FOLDER
    rows: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.csv")):
        for row in read_series(path):
            if row["reference_id"] in rows:
                raise DataError(
                    f"{path}:{row['line']}: the point stands twice", "Delete one of the two lines"
                )
            rows[row["reference_id"]] = row
    return list(rows.values())


def read_series(path: Path) -> list[dict[str, Any]]:
    """The points of one series in the file's order; raises :class:`etl.DataError`."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise DataError(
            f"{path}: cannot be read ({error.strerror})", "Check that it is a file you may read"
        ) from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: is not UTF-8 (byte {error.start})", "Save it as UTF-8") from error
    meta = _sidecar(path, hashlib.sha256(data).hexdigest())
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        fields = reader.fieldnames or ()
    except csv.Error as error:
        raise DataError(f"{path}: is no CSV ({error})", "Save it anew as CSV") from error
    missing = [c for c in CSV_COLUMNS if c not in fields and c not in _OPTIONAL]
    if missing:
        raise DataError(f"{path}: column {missing[0]} is missing", f"It needs {', '.join(CSV_COLUMNS)}")
    rows = []
    try:
        for given in reader:
            rows.append(_point(given, path.stem, meta, reader.line_num))
    except (ValueError, csv.Error) as error:
        raise DataError(f"{path}:{reader.line_num}: {error}", "Correct the line") from error
    return rows


def _point(given: dict[str, str], series: str, meta: dict[str, str], line: int) -> dict[str, Any]:
    row: dict[str, Any] = {c: (given.get(c) or "").strip() or None for c in CSV_COLUMNS}
    for column, name in _CODED.items():
        if row[column] is None and column not in ("commodity", "compiler"):
            raise ValueError(f"{column} is empty")
        if row[column] is not None and row[column] not in codelist(name):
            raise ValueError(f"{column} {row[column]!r} is not in the codelist {name}")
    if row["status"] not in STATUSES:
        raise ValueError(f"status {row['status']!r} is none of {', '.join(STATUSES)}")
    if row["source"] is None:
        raise ValueError("source is empty")
    period = parse_period(row["period"] or "")
    if period is None:
        raise ValueError(f"period {row['period']!r} is none")
    try:
        value = Decimal(row["value"] or "")
    except InvalidOperation:
        raise ValueError(f"value {row['value']!r} is no number") from None
    if not value.is_finite() or not math.isfinite(float(value)):
        raise ValueError(f"value {row['value']!r} is no number")
    half_unit = _half_unit(value) if codelist("units")[row["unit"]]["dimension"] == "currency" else Decimal(0)
    key = [
        row[c]
        for c in ("compiler", "indicator", "reporter", "partner", "commodity", "unit", "status", "source")
    ]
    return {
        **row,
        "reference_id": short_hash("reference", series, period.code, *key),
        "series": series,
        "period": period.code,
        "period_start": period.start,
        "period_end": period.end,
        "period_type": period.type,
        "value": float(value),
        "value_low": float(value - half_unit),
        "value_high": float(value + half_unit),
        "vintage": meta.get("vintage") or None,
        "line": line,
    }


def _half_unit(value: Decimal) -> Decimal:
    """Half of the last digit that is not a closing zero, of three digits at least."""
    if not value:
        return Decimal("0.5")
    plain = value.normalize()
    last = plain.as_tuple().exponent
    assert isinstance(last, int)
    return Decimal(1).scaleb(min(last, plain.adjusted() - _LEAST_DIGITS + 1)) / 2


def _sidecar(path: Path, digest: str) -> dict[str, str]:
    sidecar = path.with_suffix(".toml")
    try:
        meta = tomllib.loads(sidecar.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(f"{sidecar}: is missing", f"Write it with {', '.join(SIDECAR_KEYS[:3])}") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{sidecar}: is no TOML ({error})", "Correct it there") from error
    for key, value in meta.items():
        if key not in SIDECAR_KEYS:
            raise DataError(f"{sidecar}: holds the unknown key {key}", f"Known are {', '.join(SIDECAR_KEYS)}")
        if not isinstance(value, str):
            raise DataError(f"{sidecar}: {key} is no text", "Put the value in double quotes")
    if meta.get("sha256") != digest:
        remedy = f'Restore it; if the change is meant, put sha256 = "{digest}" into {sidecar.name}'
        raise DataError(f"{path}: its sha256 is not the one in {sidecar.name}", remedy)
    if meta.get("vintage") and not _VINTAGE.fullmatch(meta["vintage"]):
        raise DataError(
            f"{sidecar}: vintage {meta['vintage']!r} is no date", "Write 2026, 2026-11 or 2026-11-05"
        )
    return meta


_PERIODS = (
    (r"(\d{4})", lambda y: year(y)),
    (r"(\d{4})-S([12])", lambda y, h: half(y, h)),
    (r"(\d{4})-Q([1-4])", lambda y, q: quarter(y, q)),
    (r"(\d{4})-(0[1-9]|1[0-2])", lambda y, m: month(y, m)),
    (
        r"(\d{4})-(0[1-9]|1[0-2])/(\d{4})-(0[1-9]|1[0-2])",
        lambda y1, m1, y, m: months(y, m1, m, y1) if (y1, m1) <= (y, m) else None,
    ),
    (r"\.\.(\d{4})", lambda y: stock(y)),
    (r"\.\.(\d{4})-(0[1-9]|1[0-2])", lambda y, m: stock(y, m)),
    (r"\.\.(\d{4})-(\d\d)-(\d\d)", lambda y, m, d: stock(y, m, d) if safe_date(y, m, d) else None),
    (r"(\d{4})\.\.", lambda y: since(y)),
    (r"(\d{4})-(\d\d)-(\d\d)", lambda *d: days(*(safe_date(*d),) * 2) if safe_date(*d) else None),
    (
        r"(\d{4})-(\d\d)-(\d\d)/(\d{4})-(\d\d)-(\d\d)",
        lambda *d: days(a, b) if (a := safe_date(*d[:3])) and (b := safe_date(*d[3:])) and a <= b else None,
    ),
)


def parse_period(code: str) -> Period | None:
    """A period from its notation in the fact table, None for anything else."""
    for pattern, make in _PERIODS:
        if found := re.fullmatch(pattern, code):
            try:
                period = make(*map(int, found.groups()))
            except ValueError:  # there is no year 0, and no 30th of February
                return None
            if period is None:
                return None
            backwards = period.start and period.end and period.start > period.end
            return None if backwards else period
    return None
