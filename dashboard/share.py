"""What leaves with a chart: its data, its picture, a link to it, and the code that embeds it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

from dashboard import html, icons
from dashboard.html import Node
from dashboard.i18n import Context, at
from dashboard.store import Row
from etl import EXPORT_FORMATS

EMBED = "/embed/"
HOME = "overview"
LISTED = 80  # so many facts at most are named one by one in an address
MOST_VALUES = 40  # of one filter in an address
NONE = "none"  # of a filter: that the column is empty

# Parameters of an address that say how a page is looked at, not what it shows.
_PASSING = ("figure", "frame", "theme")


def page_path(ctx: Context) -> str:
    """The address of the view that a page shows, also when it is shown embedded."""
    if not ctx.path.startswith(EMBED):
        return ctx.path
    slug = ctx.path.removeprefix(EMBED)
    return "/" if slug == HOME else f"/{slug}"


def _params(ctx: Context) -> dict[str, str]:
    return {k: v for k, v in ctx.params.items() if k not in (*_PASSING, "lang")}


def permanent(ctx: Context, name: str) -> str:
    """The link to a chart in its page, with the page's filters."""
    return ctx.url(page_path(ctx), anchor=name, **_params(ctx))


def embedded(ctx: Context, name: str) -> str:
    """The link to a chart alone, for an iframe."""
    slug = page_path(ctx).strip("/") or HOME
    return ctx.url(EMBED + slug, frame=name, **_params(ctx))


def data_links(rows: Sequence[Row], filters: dict[str, str] | None) -> dict[str, str]:
    """The extracts that hold the facts of a chart, by extension: exactly them, or, where they are too many for an
    address, those that match ``filters``, without which it is what all of them have in common.
    """
    if len(rows) <= LISTED:
        filters = {"fact_id": ",".join(f["fact_id"] for f in rows)}
    query = urlencode(filters or _around(rows), safe=",")
    return {extension: at(f"/extracts/facts.{extension}?{query}") for _, extension in EXPORT_FORMATS.values()}


def _around(rows: Sequence[Row]) -> dict[str, str]:
    """Filters that every row matches, and that few others do."""
    found = {}
    for name in ("indicator", "transform", "reporter", "partner", "commodity", "period_type"):
        values = sorted({row[name] or NONE for row in rows})
        if len(values) <= MOST_VALUES:
            found[name] = ",".join(values)
    for name, column, extreme in (("from", "period_start", min), ("to", "period_end", max)):
        days = [row[column] for row in rows]
        if None not in days:
            found[name] = extreme(days).isoformat()
    return found


def menu(name: str, title: str, links: dict[str, str], ctx: Context) -> Node:
    """The downloads of a chart. Data and links need no script; pictures are drawn by the reader's browser."""
    data = [
        html.A(
            kind.upper(),
            href=links[extension],
            download=f"{name}.{extension}",
        )
        for kind, (_, extension) in EXPORT_FORMATS.items()
    ]
    pictures = [
        _button(kind.upper(), {"data-picture": kind, "data-of": name, "data-failed": ctx.t("share.failed")})
        for kind in ("png", "svg")
    ]
    link = _button(ctx.t("share.link"), {"data-copy-link": permanent(ctx, name)}, said=ctx.t("copy.done"))
    code = _button(
        ctx.t("share.embed"),
        {"data-copy-embed": embedded(ctx, name), "data-title": escape(title)},
        said=ctx.t("copy.done"),
    )
    groups = (("share.as_data", data), ("share.as_picture", pictures), ("share.as_link", [link, code]))
    body: list[Any] = []
    for key, items in groups:
        body += [html.P(ctx.t(key), className="menu-head"), html.Ul([html.Li(i) for i in items])]
    summary = html.Summary([icons.icon("download"), ctx.t("frame.download")])
    return html.Details([summary, html.Div(body, className="menu-body")], className="menu")


def _button(label: str, attributes: dict[str, str], said: str = "") -> Node:
    if said:
        attributes = {**attributes, "data-said": said}
    return html.Button(label, type="button", className="menu-button", **attributes)
