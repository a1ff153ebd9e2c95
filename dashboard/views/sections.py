"""The sections of the overview: each asks the snapshot for its facts and puts a chart of them in a frame."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import charts, frame, theme, words
from dashboard.i18n import Context
from dashboard.store import COUNTRIES, Row, Snapshot, main_unit


def _key(ctx: Context, kinds: list[tuple[str, str]]) -> Component:
    items = [
        html.Li([html.Span(className=f"swatch swatch-{kind}", **{"aria-hidden": "true"}), label])
        for kind, label in kinds
    ]
    return html.Ul(items, className="key")


def _panel(ctx: Context, name: str, caption: str, figure: dict[str, Any]) -> Component:
    label = ctx.t("chart.label", title=caption)
    return html.Figure([html.Figcaption(caption), frame.graph(name, figure, label)])


def _note(ctx: Context, key: str, rows: list[Row], unit: str | None) -> str:
    """A section's note; it also says so when a chart leaves out what is in another currency."""
    others = any(f["unit"] != unit for f in rows if f["transform"] == "level" and f["unit"] != "projects")
    return ctx.t(key) + (" " + ctx.t("chart.other_units") if others else "")


def trade(ctx: Context, snapshot: Snapshot) -> Component | None:
    """Two-way trade of the two countries by period."""
    rows = [f for f in snapshot.national_trade() if f["period_type"] in ("year", "ytd")]
    if not rows:
        return None
    unit = main_unit(rows)
    drawn = [f for f in rows if f["unit"] == unit]
    names = dict(zip("ab", (words.area(c, ctx.lang) for c in COUNTRIES), strict=True))
    heading = ctx.t("trade.title", **names)
    partial = {charts.is_partial(f) for f in drawn}
    kinds = [("part", ctx.t("key.part")) if p else ("full", ctx.t("key.full")) for p in sorted(partial)]
    return frame.frame(
        "trade",
        ctx,
        title=heading,
        subtitle=ctx.t("trade.subtitle", unit=words.name("units", unit, ctx.lang)),
        rows=rows,
        snapshot=snapshot,
        charts=[frame.graph("trade", charts.trade(drawn, ctx.lang), ctx.t("chart.label", title=heading))],
        key=_key(ctx, kinds),
        note=_note(ctx, "trade.note", rows, unit),
        filters={
            "indicator": "trade_total",
            "transform": "level",
            "reporter": ",".join(COUNTRIES),
            "partner": ",".join(COUNTRIES),
        },
    )


def provinces(ctx: Context, snapshot: Snapshot) -> Component | None:
    """Trade of provinces: level with its parts, and growth beside it."""
    entries = snapshot.provinces()
    unit = main_unit(f for e in entries for k, f in e.items() if k != "growth")
    order = ("trade_total", "growth", "exports", "imports")
    rows = [entry[side] for entry in entries for side in order if side in entry]
    levels: list[dict[str, Any]] = []
    growth: list[dict[str, Any]] = []
    for entry in entries:
        drawn = {side: f for side, f in entry.items() if side == "growth" or f["unit"] == unit}
        total, rate = drawn.get("trade_total"), drawn.get("growth")
        sides = [drawn[s] for s in ("exports", "imports") if s in drawn]
        if total is None and not sides:
            continue
        head = {"caption": words.between(total or sides[0], ctx.lang)}
        note = words.period(total or sides[0], ctx.lang)
        levels.append({**head, "note": note, "bars": _bars(ctx, [total] if total else [], "total")})
        growth.append({**head, "bars": _bars(ctx, [rate] if rate else [], "total")})
        if sides:
            named = " + ".join(words.name("indicators", f["indicator"], ctx.lang) for f in sides)
            levels.append({"caption": ctx.t("provinces.split"), "note": named, "bars": _bars(ctx, sides)})
            growth.append({"caption": "", "bars": []})  # keeps step with the level beside it
    if not levels:
        return None
    top = max(sum(abs(f["value"]) for f, _, _ in row["bars"]) for row in levels)
    missing = ctx.t("chart.not_stated")
    figure = charts.rows_chart(levels, ctx.lang, top=top, missing=missing)
    shown = [_panel(ctx, "provinces", ctx.t("provinces.level"), figure)]
    rates = [abs(f["value"]) for row in growth for f, _, _ in row["bars"]]
    if rates:
        dots = charts.dots(growth, ctx.lang, top=max(rates), color=theme.SERIES["total"], missing=missing)
        shown.append(_panel(ctx, "provinces-growth", ctx.t("provinces.growth"), dots))
    drawn_totals = [f for row in levels for f, series, _ in row["bars"] if series == "total"]
    kinds = [("total-part", ctx.t("key.total_part"))] if any(map(charts.is_partial, drawn_totals)) else []
    if not all(map(charts.is_partial, drawn_totals)):
        kinds.insert(0, ("full", ctx.t("key.total_full")))
    kinds += [(s, ctx.t(f"key.{s}")) for s in ("exports", "imports") if any(s in e for e in entries)]
    areas = ",".join(sorted({c for f in rows for c in (f["reporter"], f["partner"])}))
    return frame.frame(
        "provinces",
        ctx,
        title=ctx.t("provinces.title"),
        subtitle=ctx.t("provinces.subtitle"),
        rows=rows,
        snapshot=snapshot,
        charts=shown,
        key=_key(ctx, kinds),
        note=_note(ctx, "provinces.note", rows, unit),
        filters={
            "indicator": "trade_total,exports,imports",
            "transform": "level,growth",
            "reporter": areas,
            "partner": areas,
        },
    )


def _bars(ctx: Context, facts: list[Row], series: str | None = None) -> list[tuple[Row, str, str]]:
    return [(f, series or f["indicator"], words.amount(f, ctx.lang)) for f in facts]


def investment(ctx: Context, snapshot: Snapshot) -> Component | None:
    """Registered investment between provinces and the other country, both ways."""
    entries = snapshot.province_investment()
    if not entries:
        return None
    unit = main_unit(entry["level"] for entry in entries)
    capital: list[dict[str, Any]] = []
    projects: list[dict[str, Any]] = []
    rows: list[Row] = []
    for entry in entries:
        level, count = entry["level"], entry.get("projects")
        rows += [level, *([count] if count else [])]
        if level["unit"] != unit:
            continue
        names = {
            "investor": words.area(level["reporter"], ctx.lang),
            "host": words.area(level["partner"], ctx.lang),
        }
        route = ctx.t("investment.route", **names)
        note = words.period(level, ctx.lang)
        capital.append({"caption": route, "note": note, "bars": _bars(ctx, [level], "fdi")})
        projects.append({"caption": route, "bars": _bars(ctx, [count] if count else [], "fdi")})
    top = max(abs(f["value"]) for row in capital for f, _, _ in row["bars"])
    counted = [f["value"] for row in projects for f, _, _ in row["bars"]]
    shown = [
        _panel(ctx, "investment", ctx.t("investment.capital"), charts.rows_chart(capital, ctx.lang, top=top))
    ]
    if counted:
        figure = charts.rows_chart(projects, ctx.lang, top=max(counted), missing=ctx.t("chart.not_stated"))
        shown.append(_panel(ctx, "projects", ctx.t("investment.projects"), figure))
    return frame.frame(
        "investment",
        ctx,
        title=_investment_title(ctx, rows),
        subtitle=ctx.t("investment.subtitle"),
        rows=rows,
        snapshot=snapshot,
        charts=shown,
        note=_note(ctx, "investment.note", rows, unit),
        filters={"indicator": "fdi_registered,fdi_projects", "transform": "level"},
    )


def _investment_title(ctx: Context, rows: list[Row]) -> str:
    areas = {c for f in rows for c in (f["reporter"], f["partner"])}
    regions = [c for c in areas if "-" in c]
    homes = [c for c in COUNTRIES if c in areas]
    if len(regions) == 1 and len(homes) == 1:
        a, b = words.area(homes[0], ctx.lang), words.area(regions[0], ctx.lang)
        return ctx.t("investment.title_pair", a=a, b=b)
    return ctx.t("investment.title")


ALL = (trade, provinces, investment)
