"""Headline tiles: a figure with its period in words, its compiler and the number of independent sources."""

from __future__ import annotations

from typing import Any

from dashboard import charts, findings, frame, html, words
from dashboard.html import Node
from dashboard.i18n import Context
from dashboard.series import Row
from dashboard.store import Snapshot


def tiles(ctx: Context, made: list[Node]) -> Node:
    """Tiles in a row."""
    return html.Div(made, className="tiles", role="group", **{"aria-label": ctx.t("tile.group")})


def as_others_state(rows: list[Row], fact: Row) -> list[Row]:
    """The same period as other compilers count it: a gap between them is named, not merged away."""
    return [f for f in rows if f["period"] == fact["period"] and f["fact_id"] != fact["fact_id"]]


def tile(
    ctx: Context,
    snapshot: Snapshot,
    label: str,
    fact: Row,
    *,
    beside: list[Row] | None = None,
    also: list[Row] | None = None,
) -> Node:
    """One headline figure; ``beside`` belongs to it, ``also`` are other statements of the same."""
    count = snapshot.independent(fact)
    foot = [
        html.Span(words.period(fact, ctx.lang), className="tile-period"),
        html.Span(words.compiler(fact, ctx.lang), className="tile-sources") if fact["compiler"] else None,
        html.Span(ctx.n("tile.sources", count, n=count), className="tile-sources"),
    ]
    return html.Div(
        [
            html.P(label, className="tile-label"),
            frame.figure_link(fact, ctx, words.hedged(fact, ctx.lang), "tile-value"),
            html.P(foot, className="tile-foot"),
            html.P(_links(ctx, beside, named=False), className="tile-more") if beside else None,
            html.P([ctx.t("tile.also"), " ", *_links(ctx, also, named=True)], className="tile-also")
            if also
            else None,
            findings.warning(fact, ctx, snapshot),
        ],
        className="tile tile-partial" if charts.is_partial(fact) else "tile",
    )


def _links(ctx: Context, facts: list[Row], named: bool) -> list[Any]:
    made: list[Any] = []
    for f in facts:
        shown = words.hedged(f, ctx.lang)
        if f["transform"] == "growth":
            shown = ctx.t("tile.growth", n=shown)
        link = frame.figure_link(f, ctx, shown)
        made += [" \u00b7 " if made else "", link, f" ({words.compiler(f, ctx.lang)})" if named else ""]
    return made
