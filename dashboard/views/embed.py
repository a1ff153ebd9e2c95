"""One chart alone, for an iframe on another site: ``/embed/<view>?frame=<chart>``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dashboard import html, share
from dashboard.html import Node
from dashboard.i18n import Context


def frames(node: Any) -> Iterator[Node]:
    """The chart frames below a component, in their order."""
    if isinstance(node, list | tuple):
        for child in node:
            yield from frames(child)
    elif isinstance(node, Node):
        if "frame" in (getattr(node, "className", None) or "").split():
            yield node
        else:
            yield from frames(getattr(node, "children", None))


def layout(ctx: Context, title: str, view: Node) -> Node | None:
    """The chart that the address names out of a whole view, or all its charts; None where there is none."""
    wanted = ctx.params.get("frame")
    found = [f for f in frames(view) if wanted in (None, f.id)]
    if not found:
        return None
    link = share.permanent(ctx, wanted or "main")
    back = html.P(
        html.A(["tradetrace", html.Span(ctx.t("embed.open"))], href=link, target="_blank"),
        className="embed-back",
    )
    return html.Div([html.H1(title, className="sr-only"), *found, back], className="view")
