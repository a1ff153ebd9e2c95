"""Reference series beside the quoted figures of a chart: small marks, never joined to quotes or to each other.

The shape tells the side that counted, as on the bars: a triangle for Vietnam's authorities, left of the bars, a square
for China's, right of them. A part of a year is an outline, a full year is filled. They are grey, or where a chart has
several series of the series' colour. A link hides them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

from dashboard import findings, html, theme, words
from dashboard.charts_marks import CAPS, color_of
from dashboard.html import Node
from dashboard.i18n import Context, text
from dashboard.later import Later
from dashboard.series import Row, side
from dashboard.store import COUNTRIES, REFERENCE, Snapshot

ALONE, ASIDE, EDGE = 0.1, 0.38, 0.46  # of a year's slot: without bars, beside their labels, and at most
CLOSE = 0.05  # of the greatest value: two marks nearer than that would lie on one another
LONGEST = 6  # so many years of a reference series at most before the first quoted one
SERIES = "drawn_as"  # the key under which a point that is drawn says to which series of the chart it belongs
HIDDEN = "hide"


def behind(
    ctx: Context,
    snapshot: Snapshot,
    series: Callable[[Row], str | None],
    unit: str | None,
    rows: Sequence[Row],
    years: tuple[int, int] = (0, 9999),
) -> list[Row]:
    """Points to stand behind some facts: the full years and stocks of those years, and of other kinds the facts' periods.

    ``series`` gives a point's name in the chart, None for points that have no place in it. None are drawn where the
    reader has hidden them.
    """
    if ctx.params.get("official") == HIDDEN:
        return []
    return available(snapshot, series, unit, rows, years)


def available(
    snapshot: Snapshot,
    series: Callable[[Row], str | None],
    unit: str | None,
    rows: Sequence[Row],
    years: tuple[int, int] = (0, 9999),
) -> list[Row]:
    """The points that :func:`behind` draws unless they are hidden."""
    periods = {f["period"] for f in rows}
    first = min((f["period_end"].year for f in rows), default=0)
    return [
        {**r, SERIES: name}
        for r in snapshot.references
        if r["unit"] == unit
        and (r["period_type"] in ("year", "stock") or r["period"] in periods)
        and max(first - LONGEST, years[0]) <= r["period_end"].year <= years[1]
        and (name := series(r)) is not None
    ]


def national(names: dict[str, str]) -> Callable[[Row], str | None]:
    """A series for :func:`behind`: all goods between the two countries; ``names`` gives an indicator's in the chart."""

    def series(point: Row) -> str | None:
        both = {point["reporter"], point["partner"]} == set(COUNTRIES) and point["commodity"] is None
        return names.get(point["indicator"]) if both else None

    return series


def choice(ctx: Context) -> Node:
    """A choice as links: the points shown or hidden."""
    hidden = ctx.params.get("official") == HIDDEN
    links = [
        html.A(
            ctx.t(f"choice.official_{'hidden' if hides else 'shown'}"),
            href=ctx.here(official=HIDDEN if hides else None),
            **({"aria-current": "true"} if hides == hidden else {}),
        )
        for hides in (False, True)
    ]
    return html.P([html.Span(ctx.t("choice.official") + " "), *links], className="choices")


def legend(
    ctx: Context, points: Sequence[Row], told_as: dict[str, str] | None = None
) -> list[tuple[str, str]]:
    """What a legend has to tell of some points: (swatch, words); ``told_as`` names the series where the chart's own
    names do not."""
    names = list(dict.fromkeys(r[SERIES] for r in points))
    found = []
    for who in (*COUNTRIES, "other"):
        for name in names:
            if any(side(r) == who and r[SERIES] == name for r in points):
                told = ctx.t(f"key.reference_{who}")
                if len(names) > 1:
                    named = told_as[name] if told_as else ctx.t(f"key.{name}")
                    told = words.joined(ctx.lang, told, named)
                found.append((f"{_series_of(name, names)} swatch-mark-{who}", told))
    if any(r["period_type"] not in ("year", "stock") for r in points):
        found.append(("other swatch-cap-VN", ctx.t("key.reference_part")))
    return found


def _series_of(name: str, names: Sequence[str]) -> str:
    return name if len(set(names)) > 1 else "other"


def listed(ctx: Context, points: Sequence[Row]) -> Node | None:
    """The points of a chart with who counted them and as of when, each a link to its source line; None without any."""
    if not points:
        return None
    counted: dict[tuple[str, str | None], dict[str, None]] = {}
    for r in sorted(points, key=lambda r: (r["series"], r["compiler"] or "")):
        counted.setdefault((r["series"], r["vintage"]), {})[words.compiler(r, ctx.lang)] = None
    named = [
        ctx.t(
            "checks.series_as_of",
            name=ctx.t("list.comma").join(compilers),
            vintage=vintage or ctx.t("checks.vintage_unknown"),
        )
        for (_, vintage), compilers in counted.items()
    ]
    items = [
        html.Li(
            [
                findings.reference_link(r, ctx),
                " ",
                words.joined(
                    ctx.lang,
                    words.name("indicators", r["indicator"], ctx.lang),
                    words.between(r, ctx.lang),
                    told_period(r, ctx.lang),
                    words.compiler(r, ctx.lang),
                ),
            ]
        )
        for r in sorted(points, key=lambda r: (r["period_end"], r["indicator"], r["reference_id"]))
    ]
    line = html.P(
        [html.Strong(ctx.t("checks.behind")), " ", ctx.t("list.comma").join(named)], className="source-line"
    )
    count = ctx.t("checks.references_long", n=words.number(len(items), ctx.lang, 0))
    folded = html.Details(
        [html.Summary(count), html.Ul(items, className="plain-list")], className="more-sources"
    )
    return html.Div([line, folded], className="behind")


def told_period(point: Row, lang: str) -> str:
    """A point's period in words, with its status where it is no final figure."""
    told = words.period(point, lang)
    return told if point["status"] == "actual" else f"{told} ({text(lang, 'status.' + point['status'])})"


def within(years: tuple[int, int], points: Iterable[Row]) -> tuple[int, int]:
    """Years that hold the points too."""
    found = [r["period_end"].year for r in points]
    return min(years[0], *found, years[0]), max(years[1], *found, years[1])


def drawn(points: Sequence[Row], kinds: set[str], years: tuple[int, int]) -> list[Row]:
    """The points that a chart of some kinds of period and some years has behind it."""
    wanted = {"year": "year", "ytd": "ytd", "stock": "stock"}
    return [
        r
        for r in points
        if wanted.get(r["period_type"], "short") in kinds and years[0] <= r["period_end"].year <= years[1]
    ]


def reach(bounds: tuple[float, float], points: Iterable[Row]) -> tuple[float, float]:
    """Bounds that hold the points too."""
    values = [r["value"] for r in points]
    return min(bounds[0], *values, 0.0), max(bounds[1], *values, 0.0)


def trace(
    points: Sequence[Row], lang: str, first: int, places: Sequence[float], width: float
) -> list[dict[str, Any]]:
    """One trace of marks beside the quoted bars; ``places`` are the positions of these and ``width`` is theirs."""
    if not points:
        return []
    points = sorted(points, key=lambda r: (r["period_end"], r["value"], r["reference_id"]))
    top = max(abs(r["value"]) for r in points)
    x: list[float] = []
    for r in points:
        slot = float(r["period_end"].year - first)
        bars = [abs(held - slot) for held in places if abs(slot - held) < 0.5]
        aside = min(EDGE, max(ASIDE, max(bars) + width / 2 + 0.07)) if bars else ALONE
        out = -1 if side(r) == COUNTRIES[0] else 1
        place = slot + out * aside
        while any(
            abs(place - held) < 0.09 and abs(r["value"] - o["value"]) < CLOSE * top
            for held, o in zip(x, points, strict=False)
        ):
            place += out * 0.12
        x.append(place)
    return [_marks(points, lang, x, [r["value"] for r in points], True)]


def on_rows(
    figure: dict[str, Any], rows: Sequence[Sequence[Row]], lang: str, lift: float = 0.0
) -> dict[str, Any]:
    """A chart of horizontal rows with the points of each row marked at their value, ``lift`` above its middle."""
    flat = [(r, -i + lift) for i, some in enumerate(rows) for r in some]
    if flat:
        points = [r for r, _ in flat]
        figure["data"].append(_marks(points, lang, [r["value"] for r in points], [y for _, y in flat], False))
    return figure


def _marks(
    points: Sequence[Row], lang: str, x: Sequence[float], y: Sequence[float], slots: bool
) -> dict[str, Any]:
    names = [r[SERIES] for r in points]
    colors = [color_of(_series_of(name, names)) for name in names]
    several = len(set(names)) > 1
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(x),
        "y": list(y),
        "marker": {
            "symbol": [_symbol(r) for r in points],
            "size": 9 if slots else 10,
            "color": colors if several else theme.SERIES["other"],
            "line": {"width": 1.5, "color": colors if several else theme.SERIES["other"]},
        },
        "customdata": [REFERENCE + r["reference_id"] for r in points],
        "hovertext": Later(_hover, ((r, lang) for r in points)),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def _symbol(point: Row) -> str:
    """The side's shape; a full year is filled and a part of one is not: they are never read against each other."""
    shape = CAPS.get(side(point) or "", "circle")
    return shape if point["period_type"] in ("year", "stock") else f"{shape}-open"


def _hover(point: Row, lang: str) -> str:
    lines = [
        f"<b>{escape(findings.computed(point['value'], point['unit'], lang, 15))}</b>",
        escape(
            words.joined(
                lang,
                text(lang, "checks.reference"),
                words.name("indicators", point["indicator"], lang),
                words.between(point, lang),
            )
        ),
        escape(told_period(point, lang)),
        escape(words.compiler(point, lang)),
        escape(point["source"]),
        f"<i>{escape(text(lang, 'checks.open_source'))}</i>",
    ]
    return "<br>".join(f"\u00a0{line}\u00a0" for line in lines)
