"""Pages for what is not there or cannot be read: they say what happened and lead back."""

from __future__ import annotations

from dashboard import html
from dashboard.html import Node
from dashboard.i18n import Context
from etl import DataError


def not_found(ctx: Context, kind: str, what: str) -> tuple[str, Node]:
    """Title and content for an unknown page, figure or document."""
    title = ctx.t(f"missing.{kind}")
    links = [
        html.A(ctx.t("nav.overview"), href=ctx.url("/"), className="button primary"),
        html.A(ctx.t("nav.figures"), href=ctx.url("/figures"), className="button"),
        html.A(ctx.t("nav.sources"), href=ctx.url("/sources"), className="button"),
    ]
    return title, _page(title, ctx.t(f"missing.{kind}_help", what=what), links)


def no_tables(ctx: Context, error: DataError) -> tuple[str, Node]:
    """Title and content when the tables are missing or damaged."""
    title = ctx.t("damaged.title")
    detail = html.Div(
        [html.P(html.Code(error.message)), html.P([html.Strong(ctx.t("damaged.remedy")), " ", error.remedy])],
        className="detail",
    )
    again = html.A(ctx.t("damaged.again"), href=ctx.here(), className="button primary")
    return title, _page(title, ctx.t("damaged.help"), [again], detail)


def failed(ctx: Context) -> tuple[str, Node]:
    """Title and content for a fault of our own; the log has the details."""
    title = ctx.t("failed.title")
    return title, _page(
        title, ctx.t("failed.help"), [html.A(ctx.t("nav.overview"), href=ctx.url("/"), className="button")]
    )


def _page(title: str, help_text: str, links: list[Node], detail: Node | None = None) -> Node:
    return html.Div(
        [
            html.Div(
                [
                    html.H1(title),
                    html.P(help_text, className="lead"),
                    detail,
                    html.P(links, className="links"),
                ],
                className="problem",
            )
        ],
        className="view",
    )
