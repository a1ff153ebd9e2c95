"""What follows from figures taken together: findings of checks, derived values, reference points, as components."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Context as Digits
from decimal import Decimal
from typing import Any

from dashboard import formula, frame, html, reading, words
from dashboard.html import Node
from dashboard.i18n import Context
from dashboard.series import Row
from dashboard.store import REFERENCE, Snapshot
from etl import codelist

SYMBOLS = {"holds": "\u2713", "fails": "\u2715", "cannot_say": "?"}
DIGITS = 4  # of a computed number: more would claim what no source prints
MOST_INPUTS = 40  # figures of one finding that are shown; a crowded observation has thousands
_SIGNS = {
    "balance": ("exports", "\u2212", "imports"),
    "share": ("part", "\u00f7", "whole"),
    "earlier_level": ("now", "\u00f7 (1", "growth", ")"),
    "month": ("until", "\u2212", "before"),
    "per_project": ("capital", "\u00f7", "projects"),
}


def computed(value: float | None, unit: str | None, lang: str, digits: int = DIGITS) -> str:
    """A number that no source prints, rounded, in a language's own style."""
    if value is None or unit is None:
        return "\u2013"
    rounded = Digits(prec=digits).create_decimal(Decimal(repr(value))).normalize()
    told = {"value": value, "value_printed": str(abs(rounded)), "unit_mult": 0, "unit": unit}
    return words.amount({**told, "transform": "level", "indicator": "", "rank_of": None}, lang)


def span(low: float | None, high: float | None, unit: str | None, ctx: Context) -> str:
    """An interval in words; open ends are told as such."""
    shown = {
        "low": computed(low, unit, ctx.lang, DIGITS + 1),
        "high": computed(high, unit, ctx.lang, DIGITS + 1),
    }
    if low is not None and high is not None:
        return shown["low"] if low == high else ctx.t("checks.span", **shown)
    if low is None and high is None:
        return ctx.t("checks.open")
    return ctx.t("checks.at_least" if high is None else "checks.at_most", **shown)


def reference_link(point: Row, ctx: Context, shown: str | None = None) -> Node:
    """A reference point: the link opens its source line, and says that it is no quote."""
    return html.A(
        [
            html.Span(ctx.t("checks.reference_short"), className="tag-reference"),
            " ",
            shown or reference_amount(point, ctx),
        ],
        href=ctx.here(figure=REFERENCE + point["reference_id"]),
        className="reference-link",
        title=ctx.t("checks.open_source"),
        **{"data-figure": REFERENCE + point["reference_id"]},
    )


def reference_amount(point: Mapping[str, Any], ctx: Context) -> str:
    """A reference point's value with every digit that it is given with."""
    return computed(point["value"], point["unit"], ctx.lang, 15)


def reference_panel(point: Row, ctx: Context, close: Node) -> list[Node]:
    """The panel's content for a reference point: its source line in place of a passage."""
    rows = [
        (
            "measure",
            words.joined(
                ctx.lang,
                words.name("indicators", point["indicator"], ctx.lang),
                words.between(point, ctx.lang),
            ),
        ),
        ("period", words.period(point, ctx.lang)),
        ("compiler", words.compiler(point, ctx.lang)),
        ("source", point["source"]),
        ("vintage", point["vintage"] or ctx.t("checks.vintage_unknown")),
        ("line", ctx.t("checks.file_line", file=f"{point['series']}.csv", line=str(point["line"]))),
    ]
    if point["status"] != "actual":
        rows.insert(2, ("status", ctx.t(f"status.{point['status']}")))
    title = html.H2(
        [
            html.Span(reference_amount(point, ctx), className="panel-value"),
            html.Span(ctx.t("checks.reference"), className="panel-what"),
        ],
        id="panel-title",
        tabIndex="-1",
    )
    listed = [html.Div([html.Dt(ctx.t(f"checks.{name}")), html.Dd(value)]) for name, value in rows]
    return [
        html.Div([title, close], className="panel-head"),
        html.Dl(listed, className="facts-of reference-facts"),
        html.P(ctx.t("checks.reference_note"), className="small"),
    ]


def verdict(code: str, ctx: Context) -> Node:
    """A verdict as a sign with its word."""
    name = words.name("verdicts", code, ctx.lang)
    return html.Span(
        [html.Span(SYMBOLS[code], **{"aria-hidden": "true"}), " ", name], className=f"verdict verdict-{code}"
    )


def finding(row: Row, ctx: Context, snapshot: Snapshot) -> Node:
    """One finding: verdict, what was checked, the figures with their parts, what they give, and why it cannot be said."""
    about = words.joined(
        ctx.lang, words.name("indicators", row["indicator"], ctx.lang), words.between(row, ctx.lang)
    )
    if row["period"]:
        about = words.joined(ctx.lang, about, words.period(row, ctx.lang))
    if row["commodity"]:
        about = words.joined(ctx.lang, about, words.name("commodities", row["commodity"], ctx.lang))
    head = [
        verdict(row["verdict"], ctx),
        html.Strong(words.name("checks", row["check"], ctx.lang)),
        html.Span(about, className="finding-about"),
    ]
    reason = words.name("check_reasons", row["reason"], ctx.lang) if row["reason"] else None
    return html.Article(
        [
            html.H3(head, className="finding-head"),
            html.P(codelist("checks")[row["check"]][f"rule_{ctx.lang}"], className="finding-rule"),
            inputs(row, ctx, snapshot),
            html.P(_given(row, ctx), className="finding-given") if _given(row, ctx) else None,
            html.P(ctx.t("checks.because", reason=reason), className="finding-reason") if reason else None,
            _documents(row, ctx, snapshot),
        ],
        className=f"finding finding-{row['verdict']}",
        id=f"c-{row['finding_id']}",
    )


def inputs(row: Row, ctx: Context, snapshot: Snapshot) -> Node:
    """The figures of a finding, each with its part in it and the way to its sentence or source line."""
    items = []
    snapshot.foresee(one["fact_id"] for one in row["inputs"][:MOST_INPUTS])
    for one in row["inputs"][:MOST_INPUTS]:
        role = html.Span(words.name("roles", one["role"], ctx.lang), className="role")
        items.append(html.Li([role, " ", shown_input(one, ctx, snapshot)]))
    more = len(row["inputs"]) - len(items)
    if more:
        items.append(html.Li(ctx.n("checks.inputs_more", more, n=words.number(more, ctx.lang, 0))))
    return html.Ul(items, className="finding-inputs")


def shown_input(one: Row, ctx: Context, snapshot: Snapshot) -> Node | str:
    """One input as a link."""
    fact = snapshot.linked(one["fact_id"])
    if fact is not None:
        return frame.figure_link(fact, ctx, words.hedged(fact, ctx.lang))
    point = snapshot.reference(one["reference_id"])
    return reference_link(point, ctx) if point else computed(one["value"], one["unit"], ctx.lang)


def _given(row: Row, ctx: Context) -> str:
    if row["check"] in ("stock_projects", "rank"):
        return ""
    unit = row["unit"]
    stated = span(row["stated_low"], row["stated_high"], unit, ctx)
    expected = span(row["expected_low"], row["expected_high"], unit, ctx)
    if row["check"] == "agreement":
        count = row["publishers"] or 0
        told = ctx.n("checks.publishers", count, n=words.number(count, ctx.lang, 0))
        if row["verdict"] == "holds" or row["difference"] is None:
            return told
        gap = computed(abs(row["difference"]), unit, ctx.lang)
        return told + " " + ctx.t("checks.gap", gap=gap)
    if row["check"] == "cumulative":
        return ctx.t(
            "checks.at_most_whole", stated=stated, most=computed(row["expected_high"], unit, ctx.lang, 5)
        )
    if row["expected"] is None:
        return ""
    gap = computed(row["difference"], unit, ctx.lang)
    return ctx.t("checks.given", expected=expected, stated=stated, gap=gap)


def _documents(row: Row, ctx: Context, snapshot: Snapshot) -> Node:
    links: list[Any] = []
    for doc_id in row["doc_ids"]:
        document = snapshot.named(doc_id)
        if document:
            name = reading.title_of(document, ctx, snapshot)
            links += [
                ctx.t("list.sources") if links else "",
                html.A(name, href=ctx.url(f"/sources/{doc_id}"), lang=document["lang"]),
            ]
    return html.P(
        [html.Span(ctx.n("frame.source", len(row["doc_ids"]))), " ", *links], className="finding-sources"
    )


def derived(row: Row, ctx: Context, snapshot: Snapshot) -> Node:
    """One derived value: what it is, its formula with every input a link, and the interval that they leave open."""
    facts = {i["role"]: snapshot.linked(i["fact_id"]) for i in row["inputs"]}
    terms = [facts.get(sign) or sign for sign in _SIGNS[row["derivation"]]]
    label = words.name("derivations", row["derivation"], ctx.lang)
    if row["indicator"] and row["derivation"] not in ("balance",):
        label = words.joined(ctx.lang, label, words.name("indicators", row["indicator"], ctx.lang))
    label = words.joined(
        ctx.lang,
        label,
        words.between({**row, "indicator": row["indicator"] or "fdi_registered"}, ctx.lang),
        words.period(row, ctx.lang),
    )
    made = formula.Derived(label, computed(row["value"], row["unit"], ctx.lang), terms)
    bounds = span(row["value_low"], row["value_high"], row["unit"], ctx)
    return html.Li(
        [
            html.Span(ctx.t("checks.derived_tag"), className="tag-derived"),
            formula.line(made, ctx),
            html.P(ctx.t("checks.derived_span", span=bounds), className="small"),
        ],
        className="derived",
        id=f"d-{row['derived_id']}",
    )


def of_fact(fact: Row, ctx: Context, snapshot: Snapshot) -> Node | None:
    """The findings that a figure takes part in, those that fail first; None where there are none."""
    rows = snapshot.findings_of(fact["fact_id"])
    if not rows:
        return None
    items = [
        html.Li(
            [
                verdict(r["verdict"], ctx),
                " ",
                html.A(
                    words.name("checks", r["check"], ctx.lang),
                    href=ctx.url("/checks", anchor=f"c-{r['finding_id']}", fact=fact["fact_id"]),
                ),
                html.Span(
                    ctx.t("list.source", meta=words.name("check_reasons", r["reason"], ctx.lang)),
                    className="small",
                )
                if r["reason"]
                else None,
            ]
        )
        for r in rows
    ]
    return html.Ul(items, className="plain-list")


def derived_of(fact: Row, ctx: Context, snapshot: Snapshot) -> Node | None:
    """The derived values that a figure goes into; None where there are none."""
    rows = snapshot.derived_of(fact["fact_id"])
    return html.Ul([derived(r, ctx, snapshot) for r in rows], className="derived-list") if rows else None


def warning(fact: Row, ctx: Context, snapshot: Snapshot) -> Node | None:
    """What a tile says whose figure fails a check."""
    failing = [r for r in snapshot.findings_of(fact["fact_id"]) if r["verdict"] == "fails"]
    if not failing:
        return None
    names = ctx.t("list.comma").join(
        dict.fromkeys(words.name("checks", r["check"], ctx.lang) for r in failing)
    )
    link = html.A(
        ctx.t("checks.tile_fails", names=names),
        href=ctx.url("/checks", anchor=f"c-{failing[0]['finding_id']}", fact=fact["fact_id"]),
    )
    return html.P([html.Span(SYMBOLS["fails"], **{"aria-hidden": "true"}), " ", link], className="tile-fails")


def ordered(rows: Sequence[Row]) -> list[Row]:
    """Findings that fail, then those that hold, then those that cannot be said."""
    order = {"fails": 0, "holds": 1, "cannot_say": 2}
    return sorted(
        rows, key=lambda r: (order[r["verdict"]], r["check"], str(r["period_end"] or ""), r["finding_id"])
    )
