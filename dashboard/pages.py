"""Which page an address stands for, as finished HTML and as what Dash takes over."""

from __future__ import annotations

from types import ModuleType

from dash import dcc
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard import html, islands, panel, share
from dashboard.html import Node, of_dash
from dashboard.i18n import Context
from dashboard.render import to_html
from dashboard.shell import Page
from dashboard.store import Snapshot
from dashboard.views import ALL, ASIDE, document, embed, figure, overview, problem
from etl import DataError

FIRST = 3  # so many charts are drawn in the page itself; more would lie below what is seen first
VIEWS: dict[str, ModuleType] = {view.PATH: view for view in (*ALL, *ASIDE)}


def _interactive(view: ModuleType | None) -> bool:
    return getattr(view, "INTERACTIVE", False)


def resolve(ctx: Context, snapshot: Snapshot) -> Page:
    """The page of an address."""
    path = ctx.path.rstrip("/") or "/"
    if path in VIEWS:
        return _view(Context(ctx.lang, path, ctx.params), snapshot)
    kind, _, ident = path[1:].partition("/")
    if kind == "sources" and "/" not in ident:
        found = snapshot.document(ident)
        if found:
            return Page(document.title(ctx, snapshot, found), to_html(document.layout(ctx, snapshot, found)))
        return _missing(ctx, "document", ident)
    if kind == "figure" and "/" not in ident:
        fact = snapshot.fact(ident)
        if fact:
            return Page(figure.title(ctx, fact), to_html(figure.layout(ctx, snapshot, fact)))
        return _missing(ctx, "figure", ident)
    if path.startswith(share.EMBED):
        return _embedded(ctx, snapshot)
    return _missing(ctx, "page", ctx.path)


def without_tables(ctx: Context, error: DataError) -> Page:
    """The page of an address while the tables cannot be read: few need none of them."""
    view = VIEWS.get(ctx.path.rstrip("/"))
    if getattr(view, "WITHOUT_TABLES", False):
        return Page(view.title(ctx), to_html(view.layout(ctx)))
    title, content = problem.no_tables(ctx, error)
    return Page(title, to_html(content), 503)


def _view(ctx: Context, snapshot: Snapshot) -> Page:
    view = VIEWS[ctx.path]
    title = view.title(ctx, snapshot)
    before = view.before(ctx, snapshot) if hasattr(view, "before") else None
    if not _interactive(view):
        return Page(title, to_html(view.layout(ctx, snapshot)), before=before or Markup(""))
    first = view.prerendered if hasattr(view, "prerendered") else view.layout
    return _taken_over(title, first(ctx, snapshot), ctx, snapshot, view, before=before)


def _embedded(ctx: Context, snapshot: Snapshot) -> Page:
    view = VIEWS.get(share.page_path(ctx))
    shown = (
        embed.layout(ctx, view.title(ctx, snapshot), view.layout(ctx, snapshot))
        if view is not None and _interactive(view)
        else None
    )
    if view is None or shown is None:
        title, content = problem.not_found(ctx, "chart", ctx.path)
        return Page(title, to_html(content), 404, bare=True)
    return _taken_over(view.title(ctx, snapshot), shown, ctx, snapshot, view, bare=True)


def _taken_over(
    title: str,
    content: Node,
    ctx: Context,
    snapshot: Snapshot,
    view: ModuleType,
    before: Markup | None = None,
    bare: bool = False,
) -> Page:
    inside = [islands.marked(content), panel.region(ctx, snapshot)]
    made = html.Div(inside, className="stage", **{"data-state": islands.state(snapshot)})
    scripts = (*getattr(view, "SCRIPTS", ()),)
    return Page(
        title, to_html(made, draw=FIRST), 200, before or Markup(""), scripts, interactive=True, bare=bare
    )


def live(ctx: Context, snapshot: Snapshot) -> list[Component]:
    """What Dash shows at an address: the view and the panel of the open figure.

    The view is replaced when another choice is made on the same page; ``asked`` takes that one's address. What does
    not react is left to the finished HTML.
    """
    view = islands.emptied(shown(ctx, snapshot))
    return [
        of_dash(html.Div(view, id="shown", **{"data-state": islands.state(snapshot)})),
        dcc.Store(id="asked"),
        of_dash(panel.region(ctx, snapshot)),
    ]


def shown(ctx: Context, snapshot: Snapshot) -> Node:
    """The view at an address."""
    view = VIEWS.get(share.page_path(ctx).rstrip("/") or "/", overview)
    made = view.layout(ctx, snapshot)
    if ctx.path.startswith(share.EMBED):
        made = embed.layout(ctx, view.title(ctx, snapshot), made) or made
    return made


def _missing(ctx: Context, kind: str, what: str) -> Page:
    title, content = problem.not_found(ctx, kind, what)
    return Page(title, to_html(content), 404)
