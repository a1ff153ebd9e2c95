"""Trade of provinces: the latest of each, those of one period side by side, and each over time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from dashboard import charts, charts_reference, charts_time, frame, html, regions, theme, words
from dashboard.html import Node
from dashboard.i18n import Context
from dashboard.sections import parts
from dashboard.series import Point, Row, points
from dashboard.store import Snapshot

MULTIPLES = 12  # so many small charts before the rest is asked for


def latest(ctx: Context, snapshot: Snapshot, most: int | None = None) -> Node | None:
    """Trade of provinces, latest period of each: level with its parts, and growth beside it."""
    entries = snapshot.provinces()
    amounts = [f for e in entries for k, f in e.items() if k != "growth" and f["unit"] in parts.CURRENCY]
    unit = parts.chosen_unit(ctx, amounts)
    entries = [e for e in entries if any(f["unit"] == unit for k, f in e.items() if k != "growth")]
    left, entries = (0, entries) if most is None else (max(0, len(entries) - most), entries[:most])
    order = ("trade_total", "growth", "exports", "imports")
    rows = [
        entry[side]
        for entry in entries
        for side in order
        if side in entry and (side == "growth" or entry[side]["unit"] == unit)
    ]
    levels: list[dict[str, Any]] = []
    growth: list[dict[str, Any]] = []
    for entry in entries:
        drawn = {side: f for side, f in entry.items() if side == "growth" or f["unit"] == unit}
        total, rate = drawn.get("trade_total"), drawn.get("growth")
        sides = [drawn[s] for s in ("exports", "imports") if s in drawn]
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
    behind, told_behind = _behind(ctx, snapshot, levels)
    shown = _side_by_side(ctx, "provinces", levels, growth, behind)
    totals = [f for row in levels for f, series, _ in row["bars"] if series == "total"]
    told = ctx.t("provinces.note")
    if left:
        told += " " + ctx.n("provinces.more", left, n=words.number(left, ctx.lang, 0))
    areas = ",".join(sorted({c for f in rows for c in (f["reporter"], f["partner"])}))
    return frame.frame(
        "provinces",
        ctx,
        title=ctx.t("provinces.title"),
        subtitle=ctx.t("provinces.subtitle"),
        rows=rows,
        snapshot=snapshot,
        charts=shown,
        key=html.Div(
            [
                parts.unit_choice(ctx, amounts),
                *told_behind,
                _key(ctx, totals, [s for s in ("exports", "imports") if any(s in e for e in entries)]),
            ]
        ),
        behind=charts_reference.listed(ctx, [r for some in behind for r in some]),
        note=parts.note(ctx, told, amounts, unit),
        filters={
            "indicator": "trade_total,exports,imports",
            "transform": "level,growth",
            "reporter": areas,
            "partner": areas,
        },
    )


def _key(ctx: Context, totals: list[Row], sides: list[str]) -> Node:
    partial = [charts.is_partial(f) for f in totals]
    kinds = [("total", ctx.t("key.total_full"))] if not all(partial) else []
    kinds += [("total swatch-ytd", ctx.t("key.total_part"))] if any(partial) else []
    return parts.key([*kinds, *((s, ctx.t(f"key.{s}")) for s in sides)])


def _side_by_side(
    ctx: Context,
    name: str,
    levels: list[dict[str, Any]],
    growth: list[dict[str, Any]],
    behind: list[list[Row]],
) -> list[Node]:
    """Levels with the official points of each row, and beside them the growth on the same row."""
    top = max(sum(abs(f["value"]) for f, _, _ in row["bars"]) for row in levels)
    top = max([top, *(r["value"] for some in behind for r in some)])
    missing = ctx.t("chart.not_stated")
    figure = charts.rows_chart(levels, ctx.lang, top=top, missing=missing)
    charts_reference.on_rows(figure, behind, ctx.lang, lift=-0.3)
    shown = [parts.panel(ctx, name, ctx.t("provinces.level"), figure)]
    rates = [abs(f["value"]) for row in growth for f, _, _ in row["bars"]]
    if rates:
        dots = charts.dots(growth, ctx.lang, top=max(rates), color=theme.SERIES["total"], missing=missing)
        shown.append(parts.panel(ctx, f"{name}-growth", ctx.t("provinces.growth"), dots))
    return shown


def _official(
    ctx: Context, snapshot: Snapshot, levels: list[dict[str, Any]], hidden: bool = False
) -> list[list[Row]]:
    """For each row the official points of what its one bar states: the same measure, areas and period."""
    look = charts_reference.available if hidden else partial(charts_reference.behind, ctx)
    found = []
    for row in levels:
        fact = row["bars"][0][0] if len(row["bars"]) == 1 else None
        points = look(snapshot, _like(fact), fact["unit"], [fact]) if fact else []
        found.append([r for r in points if fact and r["period"] == fact["period"]])
    return found


def _like(fact: Row) -> Callable[[Row], str | None]:
    """Points of the measure and the areas of a fact, told from either side where it has no direction."""

    def sides(row: Row) -> Any:
        pair = (row["reporter"], row["partner"])
        return frozenset(pair) if row["indicator"] == "trade_total" else pair

    def series(point: Row) -> str | None:
        same = (point["indicator"], point["commodity"]) == (fact["indicator"], fact["commodity"])
        return "other" if same and sides(point) == sides(fact) else None

    return series


def _behind(
    ctx: Context, snapshot: Snapshot, levels: list[dict[str, Any]]
) -> tuple[list[list[Row]], list[Node | None]]:
    """The points of each row, and what stands in the head of a frame for them: choice and legend."""
    behind = _official(ctx, snapshot, levels)
    flat = [r for some in behind for r in some]
    anything = any(_official(ctx, snapshot, levels, hidden=True))
    return behind, [
        charts_reference.choice(ctx) if anything else None,
        parts.key(charts_reference.legend(ctx, flat)) if flat else None,
    ]


def _measure(ctx: Context, measure: str) -> str:
    return words.name("indicators", measure, ctx.lang)


def _bars(ctx: Context, facts: list[Row], series: str | None = None) -> list[tuple[Row, str, str]]:
    return [(f, series or f["indicator"], words.amount(f, ctx.lang)) for f in facts]


def comparable(
    ctx: Context, snapshot: Snapshot, pairs: dict[regions.Pair, list[Row]], measure: str, period: str | None
) -> Node:
    """The provinces that state one and the same period: only these can be ranked."""
    unit = parts.chosen_unit(ctx, [f for rows in pairs.values() for f in regions.levels(rows)])
    entries = regions.at(pairs, period, unit) if period else []
    series = "total" if measure == "trade_total" else measure
    title = ctx.t("regions.comparable", measure=_measure(ctx, measure))
    if not entries:
        return html.Section(
            [html.H2(title), html.P(ctx.t("regions.none"), className="note")],
            id="comparable",
            className="frame",
        )
    named = words.period(entries[0][0], ctx.lang)
    levels = [{"caption": words.between(f, ctx.lang), "bars": _bars(ctx, [f], series)} for f, _, _ in entries]
    growth = [
        {"caption": words.between(f, ctx.lang), "bars": _bars(ctx, [rate] if rate else [], series)}
        for f, rate, _ in entries
    ]
    rows = [f for level, rate, others in entries for f in (level, *([rate] if rate else []), *others)]
    told = ctx.t("regions.alone" if len(entries) == 1 else "regions.comparable_note", period=named)
    if any(others for _, _, others in entries):
        told += " " + ctx.t("regions.others")
    behind, told_behind = _behind(ctx, snapshot, levels)
    return frame.frame(
        "comparable",
        ctx,
        title=title,
        subtitle=ctx.t("regions.comparable_subtitle", period=named, unit=words.name("units", unit, ctx.lang)),
        rows=rows,
        snapshot=snapshot,
        charts=_side_by_side(ctx, "comparable", levels, growth, behind),
        key=html.Div(
            [
                parts.unit_choice(ctx, [f for some in pairs.values() for f in regions.levels(some)]),
                *told_behind,
                _key(ctx, [f for f, _, _ in entries], []) if series == "total" else None,
            ]
        ),
        behind=charts_reference.listed(ctx, [r for some in behind for r in some]),
        note=told,
    )


def multiples(
    ctx: Context, snapshot: Snapshot, pairs: dict[regions.Pair, list[Row]], measure: str
) -> Node | None:
    """A small chart over time for every province that states more than one period, on one scale or each its own."""
    unit = parts.chosen_unit(ctx, [f for rows in pairs.values() for f in regions.levels(rows)])
    series = "total" if measure == "trade_total" else measure
    every: dict[regions.Pair, list[Point]] = {}
    for pair, rows in pairs.items():
        found = points(regions.levels(rows, unit), lambda f: series)
        if len({p.fact["period"] for p in found}) > 1:
            every[pair] = found
    if not every:
        return None
    wide = [p for found in every.values() for p in found]
    within = parts.within_years(ctx, wide)
    every = {pair: kept for pair, found in every.items() if (kept := [p for p in found if p in within])}
    if not every:
        return parts.no_years(ctx, "multiples", ctx.t("regions.multiples", measure=_measure(ctx, measure)))
    order = sorted(every, key=lambda pair: (-max(p.fact["value"] for p in every[pair]), pair))
    asked = ctx.params.get("all") == "1"
    shown = order if asked else order[:MULTIPLES]
    some = [p for pair in shown for p in every[pair]]
    behind = {
        pair: charts_reference.behind(
            ctx, snapshot, _like(every[pair][0].fact), unit, parts.drawn(every[pair]), parts.asked_years(ctx)
        )
        for pair in shown
    }
    flat = [r for points_behind in behind.values() for r in points_behind]
    official = any(
        charts_reference.available(snapshot, _like(every[pair][0].fact), unit, parts.drawn(every[pair]))
        for pair in shown
    )
    years = charts_reference.within(charts_time.years_of(some), flat)
    own = ctx.params.get("scale") != "common"
    made = []
    for pair in shown:
        reach = None if own else charts_time.reach_of(some)
        figure = charts_time.over_time(
            every[pair], ctx.lang, years=years, reach=reach, height=170, references=behind[pair]
        )
        caption = words.between(every[pair][-1].fact, ctx.lang)
        made.append(parts.panel(ctx, "region-" + "-".join(pair), caption, figure))
    scale = parts.choices(
        ctx,
        ctx.t("regions.scale"),
        "scale",
        [(None, ctx.t("regions.scale_own")), ("common", ctx.t("regions.scale_common"))],
    )
    more = len(order) - len(shown)
    link = (
        html.P(
            html.A(ctx.n("regions.show_all", more, n=words.number(more, ctx.lang, 0)), href=ctx.here(all="1"))
        )
        if more
        else None
    )
    return frame.frame(
        "multiples",
        ctx,
        title=ctx.t("regions.multiples", measure=_measure(ctx, measure)),
        subtitle=ctx.t("regions.multiples_subtitle", unit=words.name("units", unit, ctx.lang)),
        rows=parts.drawn(some),
        snapshot=snapshot,
        charts=made,
        key=html.Div(
            [
                scale,
                parts.years_choice(ctx, wide),
                charts_reference.choice(ctx) if official else None,
                parts.key([*parts.key_of(ctx, some), *charts_reference.legend(ctx, flat)]),
                link,
            ]
        ),
        behind=charts_reference.listed(ctx, flat),
        note=ctx.t("regions.scale_note_own" if own else "regions.scale_note"),
    )
