"""Provinces of both countries: the latest of each, comparable periods side by side, each over time."""

from __future__ import annotations

from markupsafe import Markup

from dashboard import choices, frame, html, regions, words
from dashboard.html import Node
from dashboard.i18n import Context
from dashboard.render import to_html
from dashboard.sections import parts, provinces
from dashboard.store import COUNTRIES, Snapshot

NAME, PATH = "regions", "/regions"
INTERACTIVE = True
SCRIPTS = ("plotly-basic.min.js",)


def title(ctx: Context, snapshot: Snapshot) -> str:
    """The page's title."""
    return ctx.t("regions.title")


def measure_of(ctx: Context) -> str:
    """The measure that the address asks for; two-way trade where it asks for none that there is."""
    wanted = ctx.params.get("measure")
    return wanted if wanted in regions.MEASURES else "trade_total"


def country_of(ctx: Context) -> str | None:
    """The country whose provinces the address asks for."""
    wanted = ctx.params.get("country")
    return wanted if wanted in COUNTRIES else None


def _pairs(ctx: Context, snapshot: Snapshot) -> dict[regions.Pair, list]:
    return regions.stated(snapshot, measure_of(ctx), country_of(ctx))


def _periods(ctx: Context, pairs: dict[regions.Pair, list]) -> list:
    unit = parts.chosen_unit(ctx, [f for rows in pairs.values() for f in regions.levels(rows)])
    return regions.periods(pairs, unit)


def period_of(ctx: Context, pairs: dict[regions.Pair, list]) -> str | None:
    """The period that the address asks for, else the one that most provinces state."""
    found = [f["period"] for f, _ in _periods(ctx, pairs)]
    wanted = ctx.params.get("period")
    return wanted if wanted in found else next(iter(found), None)


def before(ctx: Context, snapshot: Snapshot) -> Markup:
    """Heading and choices: plain HTML that needs no script."""
    head = html.Div(
        [html.H1(ctx.t("regions.title")), html.P(ctx.t("regions.lead"), className="lead")],
        className="page-head",
    )
    pairs = _pairs(ctx, snapshot)
    counted = [
        (
            f["period"],
            ctx.n("regions.period_count", n, p=words.period(f, ctx.lang), n=words.number(n, ctx.lang, 0)),
        )
        for f, n in _periods(ctx, pairs)
    ]
    fields = [
        ("measure", [(m, words.name("indicators", m, ctx.lang)) for m in regions.MEASURES], measure_of(ctx)),
        (
            "country",
            [("", ctx.t("regions.both")), *((c, words.area(c, ctx.lang)) for c in COUNTRIES)],
            country_of(ctx) or "",
        ),
        ("period", counted, period_of(ctx, pairs) or ""),
    ]
    return to_html(head) + choices.form(ctx, PATH, fields)


def layout(ctx: Context, snapshot: Snapshot) -> Node:
    """The sections for one request."""
    if not snapshot.size:
        return html.Div(frame.empty(ctx.t("empty.title"), ctx.t("empty.help")), className="view")
    pairs, measure = _pairs(ctx, snapshot), measure_of(ctx)
    if not pairs:
        clear = html.A(ctx.t("figures.clear"), href=ctx.url(PATH), className="button")
        return html.Div(
            frame.empty(ctx.t("regions.no_match"), ctx.t("regions.no_match_help"), clear), className="view"
        )
    sections = [
        provinces.comparable(ctx, snapshot, pairs, measure, period_of(ctx, pairs)),
        provinces.multiples(ctx, snapshot, pairs, measure),
        provinces.latest(ctx, snapshot) if not country_of(ctx) and measure == "trade_total" else None,
    ]
    left = parts.left_out(ctx, regions.left_out(snapshot, measure))
    told = html.P(left, className="note") if left else None
    return html.Div([s for s in (*sections, told) if s is not None], className="view")
