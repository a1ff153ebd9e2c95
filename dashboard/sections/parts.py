"""What sections have in common: legends, choices that are links, panels of one chart, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from dashboard import charts_time, frame, html, words
from dashboard.html import Node
from dashboard.i18n import Context
from dashboard.series import Point, Row, side
from dashboard.store import main_unit

CURRENCY = ("USD", "CNY", "VND", "EUR")


def key(items: Iterable[tuple[str, str]]) -> Node:
    """A legend: (swatch, words) for each thing that a chart tells apart."""
    made = [
        html.Li([html.Span(className=f"swatch swatch-{kind}", **{"aria-hidden": "true"}), label])
        for kind, label in items
    ]
    return html.Ul(made, className="key")


def key_of(ctx: Context, points: Sequence[Point]) -> list[tuple[str, str]]:
    """The legend of a chart over time: only what is there."""
    items = []
    series = [s for s in charts_time.ORDER if any(p.series == s for p in points)]
    if len(series) > 1:
        items += [(s, ctx.t(f"key.{s}")) for s in series]
    base = series[0] if len(series) == 1 else "any"
    kinds = [k for k, _ in charts_time.by_kind(points)]
    items += [(f"{base} swatch-{k}", ctx.t(f"key.{k}")) for k in kinds if k != "year" or len(kinds) > 1]
    sides = [s for s in ("VN", "CN", "other") if any(_capped(p) and side(p.fact) == s for p in points)]
    items += [(f"{base} swatch-cap-{s}", ctx.t(f"key.side_{s}")) for s in sides]
    if any(p.others for p in points):
        items.append((f"{base} swatch-others", ctx.t("key.others")))
    return items


def _capped(point: Point) -> bool:
    return charts_time.kind(point) in ("year", "ytd")


def panel(ctx: Context, name: str, caption: str, figure: dict[str, Any], kind: str = "") -> Node:
    """One chart of several in a frame, under a caption of its own."""
    label = ctx.t("chart.label", title=caption)
    # Numbers over narrow bars are only sent where there is room for them.
    counted = html.Span(ctx.t("kind.counted"), className="counted") if kind == "ytd" else None
    made = [html.Figcaption([caption, counted]), frame.graph(name, figure, label)]
    return html.Figure(made, className=f"panel-{kind}" if kind else None)


def over_time(ctx: Context, name: str, title: str, points: Sequence[Point], **options: Any) -> list[Node]:
    """Charts over time: one while there is little to show, else one for each kind of period on one scale."""
    kinds = charts_time.by_kind(points)
    if len(points) <= charts_time.FEW or len(kinds) == 1:
        figure = charts_time.over_time(points, ctx.lang, **options)
        made = frame.graph(name, figure, ctx.t("chart.label", title=title))
        told = options.get("years") or charts_time.years_of(points)
        # On a phone there is room for the values of three bars at most, none of them close to another.
        roomy = len(points) <= 3 and told[1] - told[0] < 3 and charts_time.apart(points)
        return [made if roomy else html.Div(made, className="close-bars")]
    years = options.pop("years", None) or charts_time.years_of(points)
    events = options.pop("events", ())
    made = []
    for i, (kind, some) in enumerate(kinds):
        more = {"events": events} if i == 0 else {}
        figure = charts_time.over_time(some, ctx.lang, years=years, **options, **more)
        made.append(panel(ctx, name if i == 0 else f"{name}-{kind}", ctx.t(f"kind.{kind}"), figure, kind))
    return made


def units(rows: Iterable[Row]) -> list[str]:
    """The units of some facts, the one that most have first."""
    counts = Counter(f["unit"] for f in rows)
    return sorted(counts, key=lambda u: (-counts[u], u != "USD", u))


def chosen_unit(ctx: Context, rows: Sequence[Row]) -> str | None:
    """The unit that the address asks for where there is one such fact, else the one that most facts have."""
    wanted = ctx.params.get("unit")
    return wanted if wanted and any(f["unit"] == wanted for f in rows) else main_unit(rows)


def choices(ctx: Context, label: str, name: str, options: Sequence[tuple[str | None, str]]) -> Node | None:
    """A choice as links, so that it is in the address; none where there is nothing to choose."""
    if len(options) < 2:
        return None
    current = ctx.params.get(name)
    known = {value for value, _ in options}
    current = current if current in known else options[0][0]
    links = [
        html.A(
            shown,
            href=ctx.here(**{name: None if value == options[0][0] else value}),
            **({"aria-current": "true"} if value == current else {}),
        )
        for value, shown in options
    ]
    return html.P([html.Span(f"{label} "), *links], className="choices")


def unit_choice(ctx: Context, rows: Sequence[Row]) -> Node | None:
    """The units that a chart can be shown in."""
    found = [(u, words.name("units", u, ctx.lang)) for u in units(rows)]
    return choices(ctx, ctx.t("choice.unit"), "unit", found)


LATEST, MANY = 12, 15  # a chart of more than MANY years begins with the LATEST ones


def _since(points: Sequence[Point]) -> int | None:
    """The first year that is shown unless others are asked for; None where all are."""
    first, last = charts_time.years_of(points)
    return last - LATEST + 1 if last - first >= MANY else None


def years_choice(ctx: Context, points: Sequence[Point]) -> Node | None:
    """All years, or only the latest."""
    first, last = charts_time.years_of(points)
    since = _since(points)
    options: list[tuple[str | None, str]] = []
    if since:
        options.append((None, ctx.t("choice.since", y=str(since))))
        options.append(("all", ctx.t("choice.all_years", a=str(first), b=str(last))))
    elif last - first >= 5:
        options.append((None, ctx.t("choice.all_years", a=str(first), b=str(last))))
    options += [(str(y), ctx.t("choice.since", y=str(y))) for y in (last - 4,) if y > first]
    return choices(ctx, ctx.t("choice.years"), "from", options)


def within_years(ctx: Context, points: Sequence[Point]) -> list[Point]:
    """The points of the years that the address asks for, else of the latest years where there are many."""
    if not points:
        return []
    asked = {name: ctx.params.get(name, "")[:4] for name in ("from", "to")}
    low, high = (int(asked[name]) if asked[name].isdigit() else None for name in ("from", "to"))
    if low is None and high is None and ctx.params.get("from") != "all":
        low = _since(points)
    return [p for p in points if (low or 0) <= p.fact["period_end"].year <= (high or 9999)]


def note(ctx: Context, text: str, rows: Sequence[Row], unit: str | None, left: int = 0) -> str:
    """A section's note; it also says so when a chart leaves out what is in another currency, or too many to draw."""
    others = any(f["unit"] != unit for f in rows if f["transform"] == "level" and f["unit"] in CURRENCY)
    told = [text, ctx.t("chart.other_units") if others else "", left_out(ctx, left)]
    return " ".join(t for t in told if t)


def left_out(ctx: Context, count: int) -> str:
    """That some statements are not drawn, because there are more than a chart can show; nothing where all are."""
    return ctx.n("chart.left_out", count, n=words.number(count, ctx.lang, 0)) if count else ""


def asked_years(ctx: Context) -> tuple[int, int]:
    """First and last year that the address asks for; wide open where it asks for none."""
    low, high = (ctx.params.get(name, "")[:4] for name in ("from", "to"))
    return int(low) if low.isdigit() else 0, int(high) if high.isdigit() else 9999


def drawn(points: Sequence[Point]) -> list[Row]:
    """Every fact that some points draw, in the order of the chart: what the table under it holds."""
    rows = [f for p in points for f in p.rows]
    return sorted(rows, key=lambda f: (f["period_end"], f["period"]))


def unstated_years(ctx: Context, points: Sequence[Point]) -> str:
    """The years between the first and the last that no source states, in words; empty where there are none."""
    first, last = charts_time.years_of(points)
    told = {p.fact["period_end"].year for p in points}
    gaps = [str(y) for y in range(first, last + 1) if y not in told]
    return ctx.t("chart.gaps", years=ctx.t("list.comma").join(gaps)) if gaps else ""


def no_years(ctx: Context, name: str, heading: str) -> Node:
    """What stands in the place of a chart when no figure is of the years asked for."""
    clear = html.A(
        ctx.t("choice.clear_years"), href=ctx.here(**{"from": None, "to": None}), className="button"
    )
    return html.Section(
        [html.H2(heading), html.P(ctx.t("choice.no_years"), className="note"), html.P(clear)],
        id=name,
        className="frame",
    )
