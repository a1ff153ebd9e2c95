"""``tradetrace export``: an extract as a file or on standard output, asked for as in its address."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import click

from etl.cli_common import data_option, fail, quiet_option, say
from etl.filters import FILTERS, LISTED, OPTIONS
from etl.formats import FORMATS, SIDECAR, TEXTS, WHOLE

_TERMINAL = (*TEXTS, "sdmx", "sdmx-structure")  # text that a terminal shows


def _filter_options(command: Callable) -> Callable:
    for name, meaning in reversed(FILTERS.items()):
        option = "--" + name.replace("_", "-")
        command = click.option(
            option, f"filter_{name}", multiple=name in LISTED, metavar="TEXT", help=meaning
        )(command)
    return command


@click.command()
@data_option
@click.option(
    "--format",
    "format_",
    type=click.Choice([*FORMATS, *WHOLE]),
    help="By default the ending of FILE, or csv.",
)
@_filter_options
@click.option("--columns", metavar="TEXT", help=OPTIONS["columns"])
@click.option("--order", metavar="TEXT", help=OPTIONS["order"])
@click.option("--limit", metavar="TEXT", help=OPTIONS["limit"])
@click.option("--wide", is_flag=True, help=OPTIONS["wide"].removeprefix("1: ").capitalize())
@click.option(
    "-o", "--output", metavar="FILE", default="-", help="Where to write; standard output by default."
)
@click.option(
    "--base-url",
    envvar="TRADETRACE_BASE_URL",
    default="http://127.0.0.1:8050",
    show_default=True,
    show_envvar=True,
    help="Where the dashboard answers, for the links in the rows.",
)
@click.option(
    "--bom/--no-bom",
    default=True,
    show_default=True,
    help="Begin CSV and TSV with the mark by which Excel knows UTF-8.",
)
@quiet_option
def export(
    data: str,
    format_: str | None,
    output: str,
    base_url: str,
    bom: bool,
    wide: bool,
    quiet: bool,
    **given: Any,
) -> None:
    """Write the facts that match every filter, each with its passage, source and link.

    Several values of a filter are separated by commas; `none` stands for an empty column. Beside a text FILE its
    metadata are written to FILE-metadata.json; the other formats hold them.

    \b
    Examples:
      tradetrace export --indicator trade_total --from 2023 -o trade.csv
      tradetrace export --wide -o trade.xlsx
    """
    from etl.extracts import parse_ask, write_file
    from etl.index import open_index

    ending = Path(output).suffix[1:]
    format_ = format_ or (ending if ending in (*FORMATS, "zip") else "csv")
    if format_ not in _TERMINAL and output == "-" and sys.stdout.isatty():
        raise click.UsageError(f"{format_} is no text for a terminal; name a file with -o.")
    index = open_index(data)
    query = {n.removeprefix("filter_"): v for n, v in given.items()}
    ask = parse_ask(query | {"wide": "1" if wide else None, "bom": None if bom else "0"}, index)
    names = {"zip": "tradetrace.zip", "sdmx": "sdmx.csv", "sdmx-structure": "sdmx.xml"}
    root = base_url.rstrip("/")
    address = f"{root}/extracts/{names.get(format_, f'facts.{format_}')}"
    if output == "-":
        made = write_file(index, format_, ask, root, address, sys.stdout.buffer)
    else:
        path = Path(output)
        made = _write(path, lambda out: write_file(index, format_, ask, root, address, out))
        if made is not None and format_ in TEXTS:
            sidecar = made.metadata(format_, path.name)
            _write(path.with_name(path.name + SIDECAR), lambda out: out.write(sidecar))
    if not quiet:
        rows = "" if made is None else f"{made.rows.num_rows} {'periods' if wide else 'facts'}"
        say((rows or format_) + ("" if output == "-" else f" written to {output}"))


def _write(path: Path, write: Callable[[BinaryIO], Any]) -> Any:
    """Write a whole file or none, so that a full disk leaves no half extract behind."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as out:
            made = write(out)
        os.replace(part, path)
        return made
    except OSError as error:
        fail(f"{path}: cannot be written ({error.strerror}). Name another file with -o.")
    finally:
        part.unlink(missing_ok=True)
