"""Trade of the two countries over time: two-way, and by direction with the balance."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import charts_reference, charts_time, frame, html, words
from dashboard.html import Node
from dashboard.i18n import Context
from dashboard.sections import events, parts
from dashboard.series import Point, Row, points
from dashboard.store import COUNTRIES, Snapshot

GOODS = ["exports", "imports", "trade_balance"]


def _names(ctx: Context) -> dict[str, str]:
    return dict(zip("ab", (words.area(c, ctx.lang) for c in COUNTRIES), strict=True))


def _head(
    ctx: Context,
    rows: Sequence[Row],
    drawn: Sequence[Point],
    every: Sequence[Point],
    official: bool,
    behind: Sequence[Row],
) -> Node:
    return html.Div(
        [
            parts.unit_choice(ctx, rows),
            parts.years_choice(ctx, every),
            charts_reference.choice(ctx) if official else None,
            parts.key([*parts.key_of(ctx, drawn), *charts_reference.legend(ctx, behind)]),
        ]
    )


def _filters(indicator: str) -> dict[str, str]:
    both = ",".join(COUNTRIES)
    return {
        "indicator": indicator,
        "transform": "level",
        "reporter": both,
        "partner": both,
        "commodity": "none",
    }


def trade(ctx: Context, snapshot: Snapshot) -> Node | None:
    """Two-way trade of the two countries by period, with the events of those years."""
    rows = snapshot.national(["trade_total"])
    unit = parts.chosen_unit(ctx, rows)
    every = points([f for f in rows if f["unit"] == unit], lambda f: "total")
    some = parts.within_years(ctx, every)
    if not every:
        return None
    heading = ctx.t("trade.title", **_names(ctx))
    if not some:
        return parts.no_years(ctx, "trade", heading)
    shown = parts.drawn(some)
    asked = (charts_reference.national({"trade_total": "total"}), unit, shown, parts.asked_years(ctx))
    behind = charts_reference.behind(ctx, snapshot, *asked)
    official = bool(charts_reference.available(snapshot, *asked))
    years = charts_reference.within(charts_time.years_of(some), behind)
    found = events.numbered(snapshot, charts_time.years_of(some))
    marks = events.marks(ctx, found)
    section = frame.frame(
        "trade",
        ctx,
        title=heading,
        subtitle=ctx.t("trade.subtitle", unit=words.name("units", unit, ctx.lang)),
        rows=shown,
        snapshot=snapshot,
        charts=parts.over_time(ctx, "trade", heading, some, years=years, events=marks, references=behind),
        key=_head(ctx, rows, some, every, official, behind),
        behind=charts_reference.listed(ctx, behind),
        note=_note(ctx, some, rows, unit, snapshot.national_left_out(["trade_total"]))
        + (" " + ctx.t("events.note") if marks else ""),
        filters=_filters("trade_total"),
    )
    told = events.listed(ctx, snapshot, found)
    return html.Div([section, told]) if told else section


def directions(ctx: Context, snapshot: Snapshot) -> Node | None:
    """Goods from one country to the other and back, and the balance, as stated."""
    rows = snapshot.national(GOODS)
    rows = [
        f
        for f in rows
        if f["unit"] in parts.CURRENCY
        and (f["indicator"] != "trade_balance" or f["reporter"] == COUNTRIES[0])
    ]
    unit = parts.chosen_unit(ctx, rows)
    drawn = [f for f in rows if f["unit"] == unit]
    flows, balance = points(drawn, _flow), points(drawn, _balance)
    every = [*flows, *balance]
    heading = ctx.t("directions.title", **_names(ctx))
    if not every:
        return html.Section(
            [html.H2(heading), html.P(ctx.t("directions.none", **_names(ctx)), className="note")],
            id="directions",
            className="frame",
        )
    some = parts.within_years(ctx, every)
    flows, balance = ([p for p in some if (p.series == "balance") == b] for b in (False, True))
    if not some:
        return parts.no_years(ctx, "directions", heading)
    made: list[Node] = []
    asked = (_official, unit, parts.drawn(some), parts.asked_years(ctx))
    behind = charts_reference.behind(ctx, snapshot, *asked)
    official = bool(charts_reference.available(snapshot, *asked))
    of_flows, of_balance = (
        [r for r in behind if (r[charts_reference.SERIES] == "balance") == b] for b in (False, True)
    )
    if not balance:  # there is no chart of its own for them
        behind = of_flows
    if not flows:
        behind = of_balance
    years = charts_reference.within(charts_time.years_of(some), behind)
    if flows:
        made += parts.over_time(ctx, "directions", heading, flows, years=years, references=of_flows)
    if balance:
        caption = ctx.t("directions.balance", **_names(ctx))
        for kind, few in charts_time.by_kind(balance):
            figure = charts_time.over_time(few, ctx.lang, years=years, height=300, references=of_balance)
            made.append(
                parts.panel(ctx, f"balance-{kind}", f"{caption}: {ctx.t(f'kind.{kind}')}", figure, kind)
            )
    return frame.frame(
        "directions",
        ctx,
        title=heading,
        subtitle=ctx.t("directions.subtitle", unit=words.name("units", unit, ctx.lang), **_names(ctx)),
        rows=parts.drawn(some),
        snapshot=snapshot,
        charts=made,
        key=_head(ctx, rows, some, every, official, behind),
        behind=charts_reference.listed(ctx, behind),
        note=_note(ctx, some, rows, unit, snapshot.national_left_out(GOODS)) + " " + ctx.t("directions.note"),
        filters=_filters("exports,imports,trade_balance"),
    )


def _flow(fact: Row) -> str | None:
    """Which way the goods go, seen from the first country: its exports are the other's imports."""
    if fact["indicator"] == "trade_balance":
        return None
    return "exports" if (fact["reporter"] == COUNTRIES[0]) == (fact["indicator"] == "exports") else "imports"


def _official(point: Row) -> str | None:
    """Which of the chart's series an official point belongs to: flows and balance seen from the first country."""
    both = {point["reporter"], point["partner"]} == set(COUNTRIES) and point["commodity"] is None
    if not both or point["indicator"] not in ("exports", "imports", "trade_balance"):
        return None
    if point["indicator"] == "trade_balance":
        return "balance" if point["reporter"] == COUNTRIES[0] else None
    return _flow(point)


def _balance(fact: Row) -> str | None:
    return "balance" if fact["indicator"] == "trade_balance" else None


def _note(ctx: Context, some: Sequence[Point], rows: Sequence[Row], unit: str | None, left: int) -> str:
    told = [ctx.t("trade.note"), parts.unstated_years(ctx, some)]
    if any(p.others for p in some) or len({p.fact["compiler"] for p in some}) > 1:
        told.append(ctx.t("trade.note_sides"))
    return parts.note(ctx, " ".join(t for t in told if t), rows, unit, left)
