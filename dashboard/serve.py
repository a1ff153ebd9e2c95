"""``tradetrace serve``: the dashboard on an address of this machine."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import click
from waitress import create_server

from dashboard.app import create_app
from etl import DataError, load_tables

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
    "--review",
    "reviewing",
    is_flag=True,
    help="Let visitors confirm, correct and reject figures; decisions go to corrections.toml.",
)
def serve(data_dir: Path, host: str, port: int, reviewing: bool) -> None:
    """Serve the dashboard until Ctrl+C. A refresh of the tables shows without a restart."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        load_tables(data_dir)
    except DataError as error:
        click.echo(f"warning: {error}", err=True)
    app = create_app(data_dir, reviewing=reviewing)
    try:
        server = create_server(app.server, host=host, port=port, threads=THREADS, ident=None)
    except OSError as error:
        reason = error.strerror or str(error)
        click.echo(f"error: cannot listen on {host}:{port} ({reason}). Choose another with --port.", err=True)
        sys.exit(2)
    shown = f"[{host}]" if ":" in host and host != "::" else host
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    # A name such as localhost may stand for several addresses; waitress then listens on each of them.
    at = server.effective_port if hasattr(server, "effective_port") else server.effective_listen[0][1]
    click.echo(f"tradetrace is at http://{shown}:{at}")
    try:
        server.run()
    except KeyboardInterrupt:
        click.echo("stopped")
    finally:
        server.close()
