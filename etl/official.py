"""Official files as reference series: UN Comtrade's CSV, SDMX-CSV and SDMX-ML, and our own columns.

Pure but for :func:`add_series`: a file's bytes in, points and the reasons for what was left out. SDMX-CSV (1.0 and 2.x)
is a flat table and read as one, since ``sdmx1`` reads it only with the provider's structure at hand; SDMX-ML is
read with ``sdmx1``, an optional package.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
import os
import re
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from etl.codes import CODELISTS, codelist
from etl.errors import DataError
from etl.locks import MAKING
from etl.references import CSV_COLUMNS, FOLDER, parse_period, read_series

FORMATS = {
    "comtrade": "UN Comtrade CSV",
    "sdmx-csv": "SDMX-CSV",
    "sdmx-ml": "SDMX-ML",
    "tradetrace": "tradetrace CSV",
}
_COMTRADE_TOTALS = {"motCode": "0", "customsCode": "C00", "partner2Code": "0", "mosCode": "0"}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass
class Series:
    """What a file holds: ``rows`` in the columns of a reference series, and why others were ``left_out``."""

    format: str
    rows: list[dict[str, str]] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    prepared: str | None = None


@cache
def _terms() -> dict[str, Any]:
    with (CODELISTS / "official.toml").open("rb") as file:
        return tomllib.load(file)


def read_official(
    data: bytes, name: str, *, compiler: str | None = None, source: str | None = None
) -> Series:
    """Read an official file. ``compiler`` counts where the file names none, ``source`` opens the source lines.

    Raises :class:`etl.DataError` when the file is of no format that can be read or a needed package is missing.
    """
    head = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    if head == b"<":
        series, given = Series("sdmx-ml"), _sdmx_ml(data, name)
        series.prepared = next(given)["prepared"]
    else:
        given, format_ = _csv(data, name)
        series = Series(format_)
    read = {"comtrade": _comtrade, "tradetrace": _own}.get(series.format, _sdmx)
    for where, row in given:
        try:
            point = read(row)
        except ValueError as reason:
            series.left_out[str(reason)] += 1
            continue
        if point is None:
            continue
        point.setdefault("compiler", "")
        if not point["compiler"]:
            point["compiler"] = compiler or ("UN_COMTRADE" if series.format == "comtrade" else "")
        if not point["compiler"]:
            raise DataError(f"{name}: does not say who compiled it", "Name the compiler with --compiler")
        if not point.get("source"):
            point["source"] = ", ".join(p for p in (source or FORMATS[series.format], name, where) if p)
        series.rows.append({c: point.get(c) or "" for c in CSV_COLUMNS})
    if not series.rows:
        why = "; ".join(f"{n} rows: {reason}" for reason, n in series.left_out.most_common(3))
        raise DataError(
            f"{name}: holds no point that can be used" + (f" ({why})" if why else ""), "Choose another file"
        )
    return series


def _csv(data: bytes, name: str) -> tuple[Iterator[tuple[str, dict[str, str]]], str]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{name}: is not UTF-8 (byte {error.start})", "Save it as UTF-8") from error
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        fields = [(f or "").strip() for f in reader.fieldnames or ()]
    except csv.Error as error:
        raise DataError(f"{name}: is no CSV ({error})", "Save it anew as CSV") from error
    # SDMX-CSV may give labels beside the codes: "REF_AREA: Reference area"
    reader.fieldnames = [f.partition(":")[0].strip() for f in fields]
    held = set(reader.fieldnames)
    if {"flowCode", "primaryValue"} <= held:
        format_ = "comtrade"
    elif {"TIME_PERIOD", "OBS_VALUE"} <= held:
        format_ = "sdmx-csv"
    elif set(CSV_COLUMNS) - {"commodity"} <= held:
        format_ = "tradetrace"
    else:
        known = "flowCode and primaryValue (UN Comtrade), TIME_PERIOD and OBS_VALUE (SDMX-CSV)"
        raise DataError(f"{name}: is no file that is known here", f"A CSV needs the columns {known}")
    return _lines(reader, name), format_


def _lines(reader: csv.DictReader, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        for row in reader:
            yield f"line {reader.line_num}", _clean(row)
    except csv.Error as error:
        raise DataError(
            f"{name}: line {reader.line_num} is no CSV ({error})", "Save it anew as CSV"
        ) from error


def _clean(row: Mapping[str | None, Any]) -> dict[str, str]:
    return {k: v.strip() for k, v in row.items() if k and isinstance(v, str)}


def _sdmx_ml(data: bytes, name: str) -> Iterator[Any]:
    """First a dict with the day the message was prepared, then (series key, values) for every observation."""
    try:
        import sdmx
    except ImportError:
        raise DataError(
            f"{name}: is SDMX-ML, which needs the package sdmx1", "Install tradetrace[official]"
        ) from None
    try:
        message = sdmx.read_sdmx(io.BytesIO(data))
        sets = message.data
    except Exception as error:  # the package raises whatever its XML reader does
        what = (str(error).splitlines() or [type(error).__name__])[0][:160]
        raise DataError(
            f"{name}: cannot be read as SDMX-ML ({what})", "Save it again from its source"
        ) from error
    prepared = getattr(message.header, "prepared", None)
    yield {"prepared": prepared.date().isoformat() if prepared else None}
    for one in sets:
        for obs in one.obs:
            values = {k: str(v.value) for k, v in obs.key.values.items()}
            key = ".".join(values.values())
            values |= {k: str(v.value) for k, v in obs.attrib.items()}
            yield f"series {key}", values | {"OBS_VALUE": "" if obs.value is None else str(obs.value)}


def _sdmx(row: Mapping[str, str]) -> dict[str, str] | None:
    """One SDMX observation; None when it is missing. Raises ValueError with the reason to leave it out."""
    terms = _terms()
    found = {c: next((row[n] for n in names if row.get(n)), "") for c, names in terms["columns"].items()}
    found = {c: v.partition(":")[0].strip() if c != "value" else v for c, v in found.items()}
    status = terms["statuses"].get(found["status"] or "A", found["status"])
    if not found["value"] or found["value"].lower() == "nan" or status == "":
        return None
    if status not in terms["statuses"].values():
        raise ValueError(f"status {status!r} is not known")
    meaning = terms["indicators"].get(found["indicator"], {"indicator": found["indicator"]})
    if meaning["indicator"] not in codelist("indicators"):
        raise ValueError(f"indicator {found['indicator']!r} is not known")
    unit = meaning.get("unit") or found["unit"]
    if unit not in codelist("units"):
        raise ValueError(f"unit {unit!r} is not known")
    return {
        "compiler": found["compiler"] if found["compiler"] in codelist("compilers") else "",
        "indicator": meaning["indicator"],
        "reporter": _area(found["reporter"]),
        "partner": _area(found["partner"]),
        "commodity": _goods(found["commodity"]),
        "period": _period(found["period"]),
        "value": _scaled(found["value"], found["unit_mult"]),
        "unit": unit,
        "status": status,
    }


def _comtrade(row: Mapping[str, str]) -> dict[str, str] | None:
    """One line of UN Comtrade; None for re-exports and breakdowns, which the total holds already."""
    flow = row.get("flowCode", "")
    if flow not in ("X", "M"):
        return None
    if any(row.get(c, "") not in ("", total) for c, total in _COMTRADE_TOTALS.items()):
        return None
    if not row.get("primaryValue"):
        return None
    code = row.get("period") or row.get("refYear", "")
    return {
        "indicator": _terms()["indicators"][flow]["indicator"],
        "reporter": _area(row.get("reporterISO") or row.get("reporterCode", "")),
        "partner": _area(row.get("partnerISO") or row.get("partnerCode", "")),
        "commodity": _goods(row.get("cmdCode", "")),
        "period": _period(f"{code[:4]}-{code[4:]}" if len(code) == 6 and code.isdigit() else code),
        "value": _scaled(row["primaryValue"], ""),
        "unit": "USD",
        # isReported tells a record that the reporter sent from a sum that the UN made of such: neither is an estimate
        "status": "actual",
    }


def _own(row: Mapping[str, str]) -> dict[str, str]:
    return dict(row)


def _area(code: str) -> str:
    """An area of the codelist from ISO 3166 alpha-2, alpha-3 or the UN's numeric code."""
    from babel.core import get_global

    if code in (areas := _terms()["areas"]):
        return areas[code]
    if code in codelist("areas"):
        return code
    alias = get_global("territory_aliases").get(code.zfill(3) if code.isdigit() else code)
    if alias and len(alias) == 1 and alias[0] in codelist("areas"):
        return alias[0]
    raise ValueError(f"area {code!r} is not known")


@cache
def _by_hs() -> dict[str, str]:
    rows = codelist("commodities")
    counted = Counter(row["hs"] for row in rows.values())
    return {row["hs"]: code for code, row in rows.items() if row["hs"] and counted[row["hs"]] == 1}


def _goods(code: str) -> str:
    """Goods of the codelist from its code or its HS chapter or heading; "" for all goods."""
    if code in _terms()["totals"]["codes"]:
        return ""
    if code in codelist("commodities"):
        return code
    if code in _by_hs():
        return _by_hs()[code]
    raise ValueError(f"goods {code!r} have no code of their own here")


def _period(code: str) -> str:
    code = re.sub(r"-M(\d\d?)$", lambda m: f"-{int(m[1]):02d}", code)
    code = re.sub(r"-A1$", "", code)
    period = parse_period(code)
    if period is None:
        raise ValueError(f"period {code!r} is not known")
    return period.code


def _scaled(value: str, power: str) -> str:
    try:
        number = Decimal(value).scaleb(int(power or 0))
    except (ArithmeticError, ValueError):
        raise ValueError(f"value {value!r} is no number") from None
    if not number.is_finite() or not math.isfinite(float(number)):
        raise ValueError(f"value {value!r} is no number")
    return f"{number.normalize():f}"


def add_series(
    data_dir: str | Path,
    series: Series,
    name: str,
    *,
    vintage: str,
    from_file: str,
    content: bytes,
    added: str,
    title: str | None = None,
    replace: bool = False,
) -> Path:
    """Write a series and its sidecar into ``data_dir/reference``; both or neither.

    Raises :class:`etl.DataError` when the name is taken or of no use, or a point does not fit the codelists.
    """
    if not _NAME.fullmatch(name):
        raise DataError(
            f"{name!r} is no name for a file", "Use letters, figures, dots, hyphens and underscores"
        )
    folder = Path(data_dir) / FOLDER
    target = folder / f"{name}.csv"
    if target.exists() and not replace:
        raise DataError(f"{target}: is there already", "Give another --name, or --replace it")
    text = io.StringIO()
    writer = csv.DictWriter(text, CSV_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(series.rows)
    body = text.getvalue().encode()
    meta = {
        "title": title or name,
        "vintage": vintage,
        "sha256": hashlib.sha256(body).hexdigest(),
        "from_file": from_file,
        "from_sha256": hashlib.sha256(content).hexdigest(),
        "from_format": FORMATS[series.format],
        "added": added,
    }
    import tomlkit

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=MAKING) as made:
            part = Path(made) / f"{name}.csv"
            part.write_bytes(body)
            part.with_suffix(".toml").write_text(tomlkit.dumps(meta), encoding="utf-8")
            read_series(part)
            # the sidecar first: a series whose sidecar does not fit yet is an error, never a wrong number
            os.replace(part.with_suffix(".toml"), target.with_suffix(".toml"))
            os.replace(part, target)
    except OSError as error:
        raise DataError(
            f"{folder}: cannot be written ({error.strerror})", "Check the folder's permissions"
        ) from error
    return target


def listed(data_dir: str | Path) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    """Name and points of every series of a collection."""
    for path in sorted((Path(data_dir) / FOLDER).glob("*.csv")):
        yield path.stem, read_series(path)
