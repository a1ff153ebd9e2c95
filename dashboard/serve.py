"""``tradetrace serve``: the dashboard on an address of this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from dashboard import guard, logs, writing
from dashboard import workers as running


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
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    envvar="TRADETRACE_WORKERS",
    show_default=True,
    show_envvar=True,
    help="Processes that answer; about one for each processor is useful.",
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
    data_dir: Path,
    host: str,
    port: int,
    workers: int,
    base_path: str,
    behind_proxy: bool,
    log_format: str,
    reviewing: bool,
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
        address, port, held = running.reserve(host, port)
    except OSError as error:
        reason = error.strerror or str(error)
        _fail(f"error: cannot listen on {host}:{port} ({reason}). Choose another with --port.")
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
    site = running.Site(data_dir, reviewing, token, base, behind_proxy, log_format)
    with held:
        code = running.run(
            site,
            address,
            port,
            workers,
            ready=lambda: click.echo(f"tradetrace is at http://{shown}:{port}{base}"),
        )
    if code:
        _fail("error: the workers ended again and again; what they said stands above.", code)
    click.echo("stopped")


def _fail(line: str, code: int = 2) -> NoReturn:
    click.echo(line, err=True)
    sys.exit(code)
