"""``tradetrace serve``: the dashboard on an address of this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click
from waitress import create_server
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard import guard, logs, stopping, writing
from dashboard.app import create_app
from etl import DataError, open_index

THREADS = 8


@click.command(epilog="Example: tradetrace serve --data data --port 8050")
@click.option(
    "--data",
    "data_dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data"),
    envvar="TRADETRACE_DATA",
    show_default=True,
    show_envvar=True,
    help="Folder that holds the tables.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    envvar="TRADETRACE_HOST",
    show_default=True,
    show_envvar=True,
    help="Address to listen on; 0.0.0.0 lets other machines in.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8050,
    envvar="TRADETRACE_PORT",
    show_default=True,
    show_envvar=True,
    help="Port to listen on; 0 takes a free one.",
)
@click.option(
    "--base-path",
    default="",
    metavar="PATH",
    help="Path below which the site is served, as /trade behind a proxy.",
)
@click.option(
    "--behind-proxy",
    is_flag=True,
    help="Take the visitor's address, host and scheme from the X-Forwarded headers of one proxy.",
)
@click.option(
    "--log-format",
    type=click.Choice(logs.FORMATS),
    default="text",
    show_default=True,
    help="Log faults as text, or every request as a line of JSON.",
)
@click.option(
    "--review",
    "reviewing",
    is_flag=True,
    help="Let visitors confirm, correct and reject figures; decisions go to corrections.toml. On an address that "
    "other machines reach only with a token in TRADETRACE_REVIEW_TOKEN.",
)
def serve(
    data_dir: Path, host: str, port: int, base_path: str, behind_proxy: bool, log_format: str, reviewing: bool
) -> None:
    """Serve the dashboard until Ctrl+C or SIGTERM; running downloads are finished then.

    A refresh of the tables shows without a restart.
    """
    logs.configure(log_format)
    token = os.environ.get("TRADETRACE_REVIEW_TOKEN") or None
    try:
        base = guard.base_path(base_path)
    except ValueError as error:
        _fail(f"--base-path {error}.")
    if token and len(token) < writing.LEAST:
        _fail(f"TRADETRACE_REVIEW_TOKEN is shorter than {writing.LEAST} characters. Make a longer one.")
    if reviewing and token is None and (behind_proxy or not writing.loopback(host)):
        _fail(
            f"--review where other machines reach it lets all of them write. Set TRADETRACE_REVIEW_TOKEN to {writing.LEAST} or more characters, or take --host 127.0.0.1."
        )
    try:
        open_index(data_dir)
    except DataError as error:
        click.echo(f"warning: {error}", err=True)
    app = create_app(data_dir, reviewing=reviewing, review_token=token, base_path=base).server
    if behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    sockets: dict[int, Any] = {}
    try:
        server = create_server(app, map=sockets, host=host, port=port, threads=THREADS, ident=None)
    except OSError as error:
        reason = error.strerror or str(error)
        _fail(f"error: cannot listen on {host}:{port} ({reason}). Choose another with --port.")
    shown = f"[{host}]" if ":" in host and host != "::" else host
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    # A name such as localhost may stand for several addresses; waitress then listens on each of them.
    at = server.effective_port if hasattr(server, "effective_port") else server.effective_listen[0][1]
    click.echo(f"tradetrace is at http://{shown}:{at}{base}")
    stopping.run(server, sockets)
    click.echo("stopped")


def _fail(line: str) -> NoReturn:
    click.echo(line, err=True)
    sys.exit(2)
