"""The commands that keep a collection safe: backup and restore."""

from __future__ import annotations

from pathlib import Path

import click

from etl.cli_common import data_option, quiet_option, say, shown


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@data_option
@quiet_option
def backup(file: Path, data: str, quiet: bool) -> None:
    """Write the whole collection to FILE, a .tar.gz, as the last complete refresh left it.

    It may be taken at any time, also while refreshes run and the dashboard is served.

    \b
    Example:
      tradetrace backup ../tradetrace-2026-11-25.tar.gz
    """
    from etl.backup import backup as run

    count, size = run(data, file, waiting=None if quiet else say)
    if not quiet:
        click.echo(shown(f"{file}: {count} files, {size:,} bytes"))


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--aside", is_flag=True, help="Move what is in DIR to a folder beside it first.")
@data_option
@quiet_option
def restore(file: Path, aside: bool, data: str, quiet: bool) -> None:
    """Write a backup out as DIR, which must be empty or not be there: nothing is ever overwritten.

    \b
    Example:
      tradetrace restore ../tradetrace-2026-11-25.tar.gz --data restored && tradetrace verify --data restored
    """
    from etl.backup import restore as run

    count, moved = run(file, data, aside=aside)
    if not quiet:
        if moved:
            click.echo(shown(f"{data}: what was there is in {moved}"))
        click.echo(shown(f"{data}: {count} files restored; `tradetrace verify --data {data}` proves them"))
