"""How far a figure can be trusted, in words."""

from __future__ import annotations

from dashboard import html, review, words
from dashboard.html import Node
from dashboard.i18n import Context
from dashboard.store import Row


def trust(fact: Row, ctx: Context) -> Node:
    """What the digits leave open, how sure the reading is and why not more, and whether a person has checked it."""
    confidence = words.number(fact["confidence"] * 100, ctx.lang, 0)
    reasons = [words.name("reasons", code, ctx.lang) for code in fact["confidence_reasons"]]
    shown = ctx.t("figure.confidence", n=confidence)
    if reasons:
        shown += " " + ctx.t("figure.reasons", reasons="; ".join(reasons))
    lines = [html.P(shown, className="small"), html.P(ctx.t(f"review.{fact['review']}"), className="small")]
    told = review.decided(fact, ctx)
    if told:
        lines.append(html.P(told, className="small"))
    bounds = interval(fact, ctx)
    return html.Div([html.P(bounds, className="small") if bounds else None, *lines])


def interval(fact: Row, ctx: Context) -> str | None:
    """The interval that rounding and words such as "more than" leave open, in words; None where there is none."""
    low, high = fact["value_low"], fact["value_high"]
    if fact["unit"] in ("rank", "count", "projects") or low == high:
        return None

    def shown(value: float) -> str:
        decimals = max(0, len(fact["value_printed"].partition(".")[2])) + 1
        return words.number(value / 10 ** fact["unit_mult"], ctx.lang, decimals)

    unit = "%" if fact["unit"] == "percent" else words.scaled_unit(fact, ctx.lang)
    key = "both" if low is not None and high is not None else "low" if high is None else "high"
    values = {"low": shown(low) if low is not None else "", "high": shown(high) if high is not None else ""}
    return ctx.t(f"figure.interval_{key}", unit=unit, **values)
