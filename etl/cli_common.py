"""What the commands share: options, and lines to standard error."""

from __future__ import annotations

import re
import sys
from typing import NoReturn

import click

# What a terminal obeys instead of showing: control characters, and marks that turn the direction of writing.
_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def shown(text: object) -> str:
    """A text from a document or a file's name as a terminal may be given it; nothing for None."""
    return "" if text is None else _COMMANDS.sub("\ufffd", str(text))


def tell(text: str) -> None:
    """A line for a person, on standard output."""
    click.echo(shown(text).replace("\n", "\ufffd"))


def say(text: str) -> None:
    """A line for a person, on standard error; a file's name that holds a line break begins no line of its own."""
    click.echo(shown(text).replace("\n", "\ufffd"), err=True)


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
