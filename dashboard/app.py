"""The application factory. Nothing here or in the views lives outside an app, so apps share nothing.

A request is answered with finished HTML. Views that react (the overview, the grid) are then taken over by
Dash, whose layout for the same address is made by the same functions.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from dash import Dash, Input, Output, dcc, html
from dash.development.base_component import Component
from dash.exceptions import DependencyException, PreventUpdate
from flask import Flask, Response, g, has_request_context, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from dashboard import (
    answers,
    api,
    extracts,
    feed,
    guard,
    islands,
    kept,
    logs,
    operate,
    pages,
    panel,
    review,
    share,
    shell,
    static,
    writing,
)
from dashboard.html import of_dash
from dashboard.i18n import Context
from dashboard.render import to_html
from dashboard.shell import DashParts, Page
from dashboard.store import Reader, Snapshot
from dashboard.views import ALL, ASIDE, problem
from etl import DataError

LOG = logging.getLogger(__name__)

# Dash puts every component library on every page; these are only sent where they are used.
_ONLY_ON = {"dash_ag_grid": "/figures"}
_FAULT = "something went wrong here; what it was is in the server's log under the X-Request-ID of this answer"
_NEVER = ("dash/dash_table/",)


class TraceDash(Dash):
    """Dash with pages of our own: finished HTML first, real status codes, and a script only where needed."""

    read: Reader
    statics: static.Statics
    kept: kept.Answers

    def index(self, *_args: Any, **_kwargs: Any) -> Response:
        """Answer any page address."""
        ctx = context()

        def make(snapshot: Snapshot | None, page: Page) -> kept.Answer:
            g.page, g.snapshot, g.ctx = page, snapshot, ctx
            # not super(): this is a function of its own
            body = Dash.index(self) if page.interactive else shell.render(page, ctx, self.statics, snapshot)
            return kept.Answer.of(body, page.status)

        try:
            snapshot = self.read()
            asked = (request.url, ctx.lang)
            answer = self._once(snapshot, asked, lambda: make(snapshot, pages.resolve(ctx, snapshot)))
        except DataError as error:
            answer = make(None, pages.without_tables(ctx, error))
        made = answer.response("text/html")
        made.content_language = [ctx.lang]
        made.vary.add("Accept-Language")
        made.cache_control.no_cache = True
        return made

    def serve_layout(self) -> Response:
        """What Dash shows; it asks without saying for which page: the referring address tells."""
        # Some proxies and browsers drop it: then the address arrives with the first callback.
        if not (referrer := request.headers.get("Referer")):
            return super().serve_layout()
        ctx = Context.from_browser(referrer, request.accept_languages.values())

        def make(content: list[Component]) -> kept.Answer:
            g.stage = _stage(content)
            return kept.Answer.of(Dash.serve_layout(self).get_data(as_text=True))

        try:
            snapshot = self.read()
            asked = ("layout", request.host_url, ctx.path, *ctx.params.items(), ctx.lang)
            answer = self._once(snapshot, asked, lambda: make(pages.live(ctx, snapshot)))
        except DataError as error:
            answer = make([of_dash(problem.no_tables(ctx, error)[1])])
        return answer.response("application/json")

    def _once(self, snapshot: Snapshot, asked: tuple, make: Callable[[], kept.Answer]) -> kept.Answer:
        # what a reviewer may do belongs to one visitor
        return make() if snapshot.reviewing else self.kept(snapshot.stamp, asked, make)

    def _config(self) -> dict[str, Any]:
        # Which versions run here is nobody's business, and the address of Dash's own news is a foreign one.
        unwanted = ("dash_version", "dash_version_url", "python_version", "ddk_version", "plotly_version")
        return {name: value for name, value in super()._config().items() if name not in unwanted}

    def interpolate_index(self, **parts: Any) -> str:
        """Dash's parts inside our shell."""
        dash = DashParts(
            Markup(parts["app_entry"]),
            Markup(parts["config"]),
            Markup(_scripts(parts["scripts"], g.ctx.path)),
            Markup(parts["renderer"]),
        )
        return shell.render(g.page, g.ctx, self.statics, g.snapshot, dash)


def create_app(
    data_dir: str | Path, *, reviewing: bool = False, review_token: str | None = None, base_path: str = ""
) -> Dash:
    """A dashboard over the tables in ``data_dir``; it may be called any number of times in one process.

    With ``reviewing`` the panel takes decisions on figures and writes them, from others than this machine only with
    ``review_token``; else nothing here writes at all. ``base_path``, such as ``/trade``, is where the site begins.
    """
    server = Flask("tradetrace")
    app = TraceDash(
        __name__,
        server=server,
        title="tradetrace",
        update_title=None,  # type: ignore[arg-type]
        include_assets_files=False,
        serve_locally=True,
        routes_pathname_prefix="/",
        requests_pathname_prefix=f"{base_path}/",
        suppress_callback_exceptions=True,
    )
    app.read, app.statics, app.kept = Reader(data_dir, reviewing=reviewing), static.Statics(), kept.Answers()
    app.layout = _layout
    _secure(server, app)
    logs.register(server)
    metrics = operate.register(server, app.read)
    guard.register(server, lambda why: metrics.refused.labels(why).inc(), metrics.streams.inc)
    panel.register(app, app.read)
    for view in (*ALL, *ASIDE):
        if hasattr(view, "register"):
            view.register(app, app.read)
    _register_late(app)
    _register_turns(app)
    extracts.register(server, app.read)
    api.register(server, app.read)
    feed.register(server, app.read)
    if reviewing:
        writing.register(server, review_token)
        review.register(server, app.read, data_dir)
    static.register(server, app.statics)
    if base_path:
        server.wsgi_app = guard.BasePath(server.wsgi_app, base_path)  # type: ignore[method-assign]
    return app


def context() -> Context:
    """The language and address of the current request."""
    return Context.of_request()


def _layout() -> Component:
    """What the current request made for Dash, or a place that is filled once the address is known."""
    if has_request_context() and "stage" in g:
        return g.stage
    return html.Div([dcc.Location(id="late-url", refresh=False), html.Div(id="late")])


def _stage(content: list[Component]) -> Component:
    return html.Div([dcc.Location(id="url", refresh=False), *content], className="stage", id="stage")


def _register_turns(app: TraceDash) -> None:
    """Show another choice on the same page; the browser numbers what it asks for, and the answer says which it is."""

    @app.callback(
        Output("shown", "children"),
        Output("shown", "data-state"),
        Output("shown", "data-at"),
        Input("asked", "data"),
        prevent_initial_call=True,
    )
    def turn(asked: Any) -> tuple[Component, str, str]:
        match asked:
            case [str(href), int(number)]:
                pass
            case _:  # no page of ours asks so
                raise PreventUpdate
        ctx = Context.from_browser(href, request.accept_languages.values())
        try:
            snapshot = app.read()
            return islands.emptied(pages.shown(ctx, snapshot)), islands.state(snapshot), str(number)
        except DataError as error:
            return of_dash(problem.no_tables(ctx, error)[1]), "", str(number)


def _register_late(app: TraceDash) -> None:
    @app.callback(Output("late", "children"), Input("late-url", "href"), prevent_initial_call=True)
    def fill(href: str | None) -> Component:
        ctx = Context.from_browser(href or "/", request.accept_languages.values())
        try:
            return _stage(pages.live(ctx, app.read()))
        except DataError as error:
            return _stage([of_dash(problem.no_tables(ctx, error)[1])])


def _scripts(tags: str, path: str) -> str:
    kept = []
    for tag in tags.split("\n"):
        if any(part in tag for part in _NEVER):
            continue
        if any(part in tag and path != home for part, home in _ONLY_ON.items()):
            continue
        kept.append(tag)
    return "\n".join(kept)


def _secure(server: Flask, app: TraceDash) -> None:
    """Headers for every answer, whoever made it, and a plain page instead of a stack trace.

    Called first: what is registered first is done to an answer last.
    """

    @cache
    def policy() -> str:
        scripts = " ".join(["'self'", *app.csp_hashes()])
        return (
            f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
            "font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        )

    def headers(response: Response) -> Response:
        # Only what is made for it may stand in a page of another site.
        ancestors = "*" if request.path.startswith(share.EMBED) else "'self'"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Content-Security-Policy"] = f"{policy()}frame-ancestors {ancestors}"
        return response

    def fault(error: Exception) -> Response | HTTPException:
        if isinstance(error, HTTPException):
            return error
        if isinstance(error, DependencyException):  # a script of Dash that is none
            return answers.line(404, "there is no such script")
        LOG.exception("%s %s failed", request.method, request.path, exc_info=error)
        if request.path.startswith(f"{api.HOME}/"):
            return api.problem(500, _FAULT)
        if request.path.startswith(answers.OPEN) or request.path.endswith(".csv"):
            return answers.line(500, _FAULT)
        ctx = context()
        title, content = problem.failed(ctx)
        return Response(
            shell.render(Page(title, to_html(content)), ctx, app.statics, None),
            status=500,
            mimetype="text/html",
        )

    server.after_request(headers)
    server.register_error_handler(Exception, fault)
