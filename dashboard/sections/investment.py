"""Investment both ways: what is registered up to a date, what was registered in a period, ranks, provinces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import charts, charts_reference, charts_time, frame, html, share, words
from dashboard.html import Node
from dashboard.i18n import Context
from dashboard.sections import parts
from dashboard.series import Point, Row, points
from dashboard.store import COUNTRIES, FLOWS, Snapshot

WAYS = (COUNTRIES[::-1], COUNTRIES)  # investors of the one in the other, the larger flow of the pair first


STOCKS, CAPITAL = ["fdi_registered", "fdi_projects"], ["fdi_registered", "fdi_realised"]
RANKED = ["fdi_registered", "fdi_projects", "fdi_realised"]


def _route(ctx: Context, investor: str | None, host: str | None) -> str:
    return ctx.t("investment.route", investor=words.area(investor, ctx.lang), host=words.area(host, ctx.lang))


def stocks(ctx: Context, snapshot: Snapshot) -> Node | None:
    """Capital and projects registered up to a date, each direction by itself."""
    rows = [f for f in snapshot.national(STOCKS) if f["period_type"] == "stock"]
    capital = [f for f in rows if f["indicator"] == "fdi_registered"]
    unit = parts.chosen_unit(ctx, capital)
    drawn = [f for f in rows if f["indicator"] == "fdi_projects" or f["unit"] == unit]
    made, some, official, behind = _both_ways(
        ctx, snapshot, "stock", drawn, ("fdi_registered", "fdi_projects"), ("stock",)
    )
    if not some:
        return None
    return frame.frame(
        "stock",
        ctx,
        title=ctx.t("stock.title"),
        subtitle=ctx.t("stock.subtitle", unit=words.name("units", unit, ctx.lang)),
        rows=parts.drawn(some),
        snapshot=snapshot,
        charts=made,
        key=_head(ctx, capital, some, official, behind),
        behind=charts_reference.listed(ctx, behind),
        note=parts.note(ctx, ctx.t("stock.note"), rows, unit, snapshot.national_left_out(STOCKS)),
        filters={**_pair("fdi_registered,fdi_projects"), "period_type": "stock"},
    )


def flows(ctx: Context, snapshot: Snapshot) -> Node | None:
    """Capital registered, and capital paid in, within a period."""
    rows = [f for f in snapshot.national(CAPITAL) if f["period_type"] in FLOWS]
    unit = parts.chosen_unit(ctx, rows)
    drawn = [f for f in rows if f["unit"] == unit]
    made, some, official, behind = _both_ways(
        ctx, snapshot, "flow", drawn, ("fdi_registered", "fdi_realised"), FLOWS
    )
    if not some:
        return None
    return frame.frame(
        "flow",
        ctx,
        title=ctx.t("flow.title"),
        subtitle=ctx.t("flow.subtitle", unit=words.name("units", unit, ctx.lang)),
        rows=parts.drawn(some),
        snapshot=snapshot,
        charts=made,
        key=_head(ctx, rows, some, official, behind),
        behind=charts_reference.listed(ctx, behind),
        note=parts.note(ctx, ctx.t("flow.note"), rows, unit, snapshot.national_left_out(CAPITAL)),
        filters={**_pair("fdi_registered,fdi_realised"), "period_type": ",".join(FLOWS)},
    )


def _head(
    ctx: Context, rows: Sequence[Row], some: Sequence[Point], official: bool, behind: Sequence[Row]
) -> Node:
    return html.Div(
        [
            parts.unit_choice(ctx, rows),
            charts_reference.choice(ctx) if official else None,
            parts.key([*parts.key_of(ctx, some), *charts_reference.legend(ctx, behind)]),
        ]
    )


def _both_ways(
    ctx: Context,
    snapshot: Snapshot,
    name: str,
    rows: Sequence[Row],
    indicators: Sequence[str],
    kinds: Sequence[str],
) -> tuple[list[Node], list[Point], bool, list[Row]]:
    """Charts of each direction and measure, what they draw, whether there are official points, and those drawn."""
    made: list[Node] = []
    every: list[Point] = []
    behind: list[Row] = []
    official = False
    for investor, host in WAYS:
        for indicator in indicators:
            same = [f for f in rows if f["indicator"] == indicator and f["reporter"] == investor]
            some = points(same, lambda f: "fdi")
            if not some:
                continue
            every += some

            def series(r: Row, of: tuple[str, str, str] = (indicator, investor, host)) -> str | None:
                told = (r["indicator"], r["reporter"], r["partner"])
                alike = told == of and r["commodity"] is None and r["period_type"] in kinds
                return "fdi" if alike else None

            asked = (series, same[0]["unit"], parts.drawn(some))
            official = official or bool(charts_reference.available(snapshot, *asked))
            points_behind = charts_reference.behind(ctx, snapshot, *asked)
            behind += points_behind
            title = f"{words.name('indicators', indicator, ctx.lang)}: {_route(ctx, investor, host)}"
            each = f"{name}-{indicator}-{investor}"
            years = charts_reference.within(charts_time.years_of(some), points_behind)
            charted = parts.over_time(
                ctx, each, title, some, height=320, years=years, references=points_behind
            )
            if len(charted) == 1:
                charted = [html.Figure([html.Figcaption(title), *charted])]
            else:
                charted = [html.Div([html.H3(title, className="group-title"), *charted], className="group")]
            made += charted
    return made, every, official, behind


def _pair(indicators: str) -> dict[str, str]:
    both = ",".join(COUNTRIES)
    return {
        "indicator": indicators,
        "transform": "level",
        "reporter": both,
        "partner": both,
        "commodity": "none",
    }


def ranks(ctx: Context, snapshot: Snapshot) -> Node | None:
    """Ranks among investors as the sources state them: a table, since ranks of different dates make no series."""
    rows = snapshot.stated(
        indicator=RANKED, transform="rank", reporter=COUNTRIES, partner=COUNTRIES, commodity="none"
    )
    rows = [f for f in rows if {f["reporter"], f["partner"]} == set(COUNTRIES)]
    if not rows:
        return None
    rows.sort(key=lambda f: (str(f["period_end"] or ""), f["fact_id"]), reverse=True)
    whole = share.data_links(rows, {**_pair(",".join(RANKED)), "transform": "rank"})["csv"]
    return html.Section(
        [
            html.Header(
                [html.H2(ctx.t("ranks.title")), html.P(ctx.t("ranks.subtitle"), className="subtitle")]
            ),
            frame.sources("ranks", rows, ctx, snapshot),
            frame.table("ranks-table", rows, ctx, most=frame.MOST_ROWS, whole=whole),
        ],
        id="ranks",
        className="frame",
    )


def by_province(ctx: Context, snapshot: Snapshot, most: int = 14) -> Node | None:
    """Registered investment between provinces and the other country, both ways."""
    found = snapshot.province_investment()
    if not found:
        return None
    amounts = [entry["level"] for entry in found]
    unit = parts.chosen_unit(ctx, amounts)
    every = [entry for entry in found if entry["level"]["unit"] == unit]
    # Both directions of a province stay together, so the list is cut between provinces.
    kept = sorted(every, key=lambda e: -e["level"]["value"])[:most]
    areas = {frozenset((e["level"]["reporter"], e["level"]["partner"])) for e in kept}
    entries = [e for e in every if frozenset((e["level"]["reporter"], e["level"]["partner"])) in areas]
    left = len(every) - len(entries)
    capital: list[dict[str, Any]] = []
    projects: list[dict[str, Any]] = []
    rows: list[Row] = []
    for entry in entries:
        level, count = entry["level"], entry.get("projects")
        rows += [level, *([count] if count else [])]
        route = _route(ctx, level["reporter"], level["partner"])
        note = words.period(level, ctx.lang)
        capital.append(
            {"caption": route, "note": note, "bars": [(level, "fdi", words.amount(level, ctx.lang))]}
        )
        projects.append(
            {"caption": route, "bars": [(count, "fdi", words.amount(count, ctx.lang))] if count else []}
        )
    top = max(abs(f["value"]) for row in capital for f, _, _ in row["bars"])
    counted = [f["value"] for row in projects for f, _, _ in row["bars"]]
    shown = [
        parts.panel(
            ctx, "investment", ctx.t("investment.capital"), charts.rows_chart(capital, ctx.lang, top=top)
        )
    ]
    if counted:
        figure = charts.rows_chart(projects, ctx.lang, top=max(counted), missing=ctx.t("chart.not_stated"))
        shown.append(parts.panel(ctx, "projects", ctx.t("investment.projects"), figure))
    told = ctx.t("investment.note")
    if left:
        told += " " + ctx.n("provinces.more", left, n=words.number(left, ctx.lang, 0))
    return frame.frame(
        "investment",
        ctx,
        title=_investment_title(ctx, rows),
        subtitle=ctx.t("investment.subtitle"),
        rows=rows,
        snapshot=snapshot,
        charts=shown,
        key=parts.unit_choice(ctx, amounts),
        note=parts.note(ctx, told, amounts, unit),
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
