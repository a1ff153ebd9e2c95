"""What the commands share: options, and lines to standard error."""

from __future__ import annotations

import sys
from typing import NoReturn

import click


def say(text: str) -> None:
    click.echo(text, err=True)


def fail(text: str) -> NoReturn:
    say(text)
    sys.exit(2)


data_option = click.option(
    "--data",
    metavar="DIR",
    default="data",
    envvar="TRADETRACE_DATA",
    show_default=True,
    show_envvar=True,
    help="Folder of the collection: documents/ and the tables.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
