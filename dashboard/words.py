"""Figures in words: amounts, periods, areas and measures as a reader of each language writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache, wraps
from typing import Any

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from dashboard.i18n import catalogue, has, plural, text
from etl import label

Fact = Mapping[str, Any]

MOST = 2048  # of each kind of words kept

# Dates are written day first in English too: the readers are in Asia and Europe.
_DATES = {"en": "en_GB"}

# From this power of ten on a counted unit is written with a scale word; below it every digit is shown.
_COUNT_FROM = 6


def _kept(*cells: str) -> Callable[[Callable[..., str]], Callable[..., str]]:
    """Keep what a function says of a fact by the cells that it reads.

    A chart, its marks and its table say the same of the same figures, and so does the next choice on a page.
    """

    def around(say: Callable[..., str]) -> Callable[..., str]:
        @lru_cache(maxsize=MOST)
        def kept(told: tuple[Any, ...], lang: str, **more: Any) -> str:
            return say(dict(zip(cells, told, strict=True)), lang, **more)

        @wraps(say)
        def asked(fact: Fact, lang: str, **more: Any) -> str:
            return kept(tuple(map(fact.get, cells)), lang, **more)

        return asked

    return around


@lru_cache(maxsize=4096)  # the same figures stand in a chart, its marks and its table
def number(value: Decimal | float | int, lang: str, decimals: int | None = None, signed: bool = False) -> str:
    """A number in a language's own style; ``decimals`` keeps the places that were printed."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "") if decimals is not None else "#,##0.###"
    if lang == "zh" and abs(value) < 10_000:
        pattern = pattern.replace("#,##0", "0")  # four digits stay together: 1719亿
    if signed:
        pattern = f"+{pattern};-{pattern}"
    return format_decimal(value, format=pattern, locale=lang).replace("-", "\u2212")


def separators(lang: str) -> str:
    """Plotly's ``layout.separators``: decimal sign, then grouping sign."""
    return {"vi": ",."}.get(lang, ".,")


def exact(fact: Fact) -> Decimal:
    """The value as printed, free of binary rounding."""
    printed = Decimal(fact["value_printed"]).scaleb(fact["unit_mult"])
    return -abs(printed) if fact["value"] < 0 else printed


def _places(fact: Fact) -> int:
    """Power of ten of the last printed digit."""
    exponent = Decimal(fact["value_printed"]).as_tuple().exponent
    return fact["unit_mult"] + (exponent if isinstance(exponent, int) else 0)


@_kept("value_printed", "unit_mult", "value", "unit", "transform", "indicator", "rank_of")
def amount(fact: Fact, lang: str) -> str:
    """A figure with its unit, as exact as it was printed: 171.9 bn USD, 171,9 tỷ USD, 1719亿美元."""
    value, unit, transform = exact(fact), fact["unit"], fact["transform"]
    if unit == "rank":
        if fact.get("rank_of"):
            return text(lang, "amount.rank_of", n=number(value, lang, 0), of=number(fact["rank_of"], lang, 0))
        return text(lang, "amount.rank", n=number(value, lang, 0))
    if unit == "percent":
        shown = number(value, lang, max(0, -_places(fact)), signed=transform in ("growth", "change"))
        return text(lang, "amount.percent", n=shown)
    scale, word = scale_of(value, unit, lang)
    shown = number(
        value.scaleb(-scale), lang, max(0, scale - _places(fact)), signed=transform in ("growth", "change")
    )
    n = shown + text(lang, "amount.scale_space") + word if word else shown
    key = f"unit.{unit}"
    if has(lang, f"{key}.other"):
        return plural(lang, key, int(abs(value)) if value == int(value) else 2, n=n)
    if unit == "count":
        key = f"count.{fact['indicator']}"
        return plural(lang, key, int(abs(value)), n=n) if has(lang, f"{key}.other") else n
    return with_scale(shown, word, unit, lang)


def with_scale(shown: str, word: str, unit: str | None, lang: str) -> str:
    """A written number with its scale word, and its unit where one is given."""
    n = shown + text(lang, "amount.scale_space") + word if word else shown
    return text(lang, "amount.unit", n=n, unit=unit_name(unit, lang)) if unit else n


def scale_of(value: Decimal, unit: str, lang: str) -> tuple[int, str]:
    """The power of ten and the word with which a language writes a number of this size."""
    for power, word in catalogue(lang)["amount.scales"]:
        least = power if unit not in ("count", "projects") else max(power, _COUNT_FROM)
        if abs(value) >= Decimal(1).scaleb(least):
            return power, word
    return 0, ""


def unit_name(unit: str, lang: str) -> str:
    """The short name of a unit, for beside a number."""
    key = f"unit_short.{unit}"
    return text(lang, key) if has(lang, key) else name("units", unit, lang)


def hedged(fact: Fact, lang: str) -> str:
    """The amount with the hedge that was stated: about 40 agreements."""
    shown = amount(fact, lang)
    return text(lang, f"approx.{fact['approx']}", n=shown) if fact.get("approx") else shown


def name(codelist: str, code: str | None, lang: str) -> str:
    """The name of a code, or the code itself where its list or name is missing."""
    try:
        return label(codelist, code, lang)
    except KeyError:
        return code or ""


def area(code: str | None, lang: str) -> str:
    """The name of an area."""
    return name("areas", code, lang)


@_kept("reporter", "partner", "indicator")
def between(fact: Fact, lang: str) -> str:
    """Whose figure it is, with whom and in which direction: Viet Nam to Chongqing."""
    reporter, partner = area(fact["reporter"], lang), area(fact["partner"], lang)
    if not fact["partner"] or not fact["reporter"]:
        return reporter or partner or text(lang, "between.unknown")
    key = f"between.{fact['indicator']}"
    return text(lang, key if has(lang, key) else "between.other", r=reporter, p=partner)


@_kept("indicator", "transform", "rank_scope")
def measure(fact: Fact, lang: str) -> str:
    """What is measured, with its transform: two-way trade; growth of two-way trade."""
    indicator = name("indicators", fact["indicator"], lang)
    if fact["transform"] == "level":
        return indicator
    if fact["transform"] == "rank" and fact.get("rank_scope"):
        return text(lang, "transform.rank_in", i=indicator, scope=area(fact["rank_scope"], lang))
    return text(lang, f"transform.{fact['transform']}", i=indicator)


def _month(day: dt.date, lang: str) -> str:
    return format_skeleton("yMMMM", day, locale=_DATES.get(lang, lang))


def _day(day: dt.date, lang: str) -> str:
    return format_date(day, "long", locale=_DATES.get(lang, lang))


def months(fact: Fact) -> int:
    """How many calendar months a period covers."""
    start, end = fact["period_start"], fact["period_end"]
    return (end.year - start.year) * 12 + end.month - start.month + 1


@_kept("period_type", "period_start", "period_end", "period")
def period(fact: Fact, lang: str, short: bool = False) -> str:
    """A period in words: 2023; January to September 2024 (9 months); as of end October 2024.

    ``short`` leaves out the year, for places where the year already stands beside it.
    """
    kind, start, end, code = (fact[k] for k in ("period_type", "period_start", "period_end", "period"))
    if not kind or not code:
        return text(lang, "period.unknown")
    year = str((start or end).year) if (start or end) else code[:4]
    if kind == "year":
        return text(lang, "period.year_short") if short else text(lang, "period.year", y=year)
    if kind == "ytd":
        a, b = (_alone(day, lang, short) for day in (start, end))
        names = {"m": months(fact), "y": year, "a": a, "b": b}
        return text(lang, "period.ytd_short" if short else "period.ytd", **names)
    if kind == "stock":
        return text(lang, "period.stock", d=_month(end, lang) if len(code) <= 9 else _day(end, lang))
    if kind in ("half", "quarter"):
        values = {"k": code[-1], "y": year}
        return text(lang, f"period.{kind}_short" if short else f"period.{kind}", **values)
    if kind == "month":
        return format_date(start, "LLL", locale=lang) if short else _month(start, lang)
    if kind == "day":
        return _day(end or start, lang)
    if kind == "since":
        since = code.removesuffix("..")
        return text(lang, "period.since", d=since if len(since) == 4 else _month(start, lang))
    return text(lang, "period.range", a=_day(start, lang), b=_day(end, lang))


def _alone(day: dt.date, lang: str, short: bool = False) -> str:
    """A month without its year."""
    return format_date(day, "LLL" if short else "LLLL", locale=lang) if lang == "en" else str(day.month)


def published(value: str | None, lang: str) -> str:
    """A publication date as precise as it is known, or that it is not stated."""
    if not value:
        return text(lang, "published.unknown")
    parts = [int(p) for p in value.split("-")]
    if len(parts) == 1:
        return str(parts[0])
    day = dt.date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    return _day(day, lang) if len(parts) > 2 else _month(day, lang)


def joined(lang: str, *parts: str) -> str:
    """Parts of a description, one after the other."""
    return text(lang, "list.comma").join(parts)


def what(fact: Fact, lang: str) -> str:
    """Measure, areas and period of a figure in one line."""
    return joined(lang, measure(fact, lang), between(fact, lang), period(fact, lang))


def note(code: str, lang: str) -> str:
    """Why a part of a reading is not in the sentence, in words."""
    return name("notes", code, lang)


def where(row: Fact, lang: str) -> str:
    """Publisher and date of a document."""
    return joined(lang, publisher(row, lang), published(row["published"], lang))


def compiler(fact: Fact, lang: str) -> str:
    """Who compiled the figure, or that the text does not say."""
    return name("compilers", fact["compiler"], lang) if fact["compiler"] else text(lang, "compiler.unknown")


def publisher(row: Fact, lang: str) -> str:
    """Who published a document, or that it is not stated."""
    return row["publisher"] or text(lang, "publisher.unknown")


def normalised(fact: Fact, lang: str) -> tuple[str, int, str]:
    """The number, power of ten and unit of the base value: 171.9, 9, USD."""
    value = Decimal(fact["value_printed"])
    exponent = value.as_tuple().exponent
    shown = number(-abs(value) if fact["value"] < 0 else value, lang, max(0, -int(exponent)))
    unit = "%" if fact["unit"] == "percent" else unit_name(fact["unit"], lang)
    return shown, fact["unit_mult"], unit


def scaled_unit(fact: Fact, lang: str) -> str:
    """The unit with the power of ten of the printed number: bn USD, tỷ USD; with 10ⁿ where no word fits."""
    unit, power = unit_name(fact["unit"], lang), fact["unit_mult"]
    scales: dict[int, str] = dict(catalogue(lang)["amount.scales"])
    if not power:
        return unit
    space = text(lang, "amount.scale_space")
    return f"{scales[power]}{space}{unit}" if power in scales else f"\u00d7 10{_raised(power)} {unit}"


def _raised(power: int) -> str:
    """The power in superscript figures, for text that cannot hold markup: 9 is ⁹."""
    return str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
