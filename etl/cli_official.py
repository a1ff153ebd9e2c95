"""The commands `tradetrace official …`: reference series from files and from UN Comtrade."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from etl.cli_common import data_option, fail, json_option, quiet_option, say, tell

if TYPE_CHECKING:
    from etl.official import Series

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@click.group()
def official() -> None:
    """Official series that stand behind the quoted figures, never mixed with them.

    \b
    Example:
      tradetrace official add comtrade.csv --vintage 2026-11-05
    """


_shared = [
    click.option("--name", help="Name of the series; by default the file's."),
    click.option("--title", help="What the series is, for the source line."),
    click.option("--replace", is_flag=True, help="Replace a series of this name."),
    click.option("--no-refresh", is_flag=True, help="Write the series only; the next refresh takes it in."),
    data_option,
    quiet_option,
]


def _options(command):
    for option in reversed(_shared):
        command = option(command)
    return command


@official.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--compiler", help="Who compiled it, a code of the codelist compilers, where the file does not say."
)
@click.option(
    "--vintage", help="As of when the series is: 2026, 2026-11, 2026-11-05. SDMX-ML tells it itself."
)
@click.option("--source", help="What the source line of every point begins with.")
@_options
def add(
    file: Path,
    compiler: str | None,
    vintage: str | None,
    source: str | None,
    **given: Any,
) -> None:
    """Take a UN Comtrade CSV, an SDMX-CSV or an SDMX-ML file as a reference series.

    \b
    Examples:
      tradetrace official add comtrade.csv --vintage 2026-11-05
      tradetrace official add imts.xml --compiler VN_NSO
    """
    from etl.documents import read_bytes
    from etl.official import read_official

    content = read_bytes(file)
    series = read_official(content, file.name, compiler=compiler, source=source)
    _store(series, content, vintage or series.prepared, file.name, file.stem, **given)


@official.command()
@click.option("--reporter", required=True, help="Who reports, an area code: VN.")
@click.option("--partner", required=True, help="With whom: CN.")
@click.option("--from", "first", type=click.IntRange(1962, 2100), required=True, help="First year.")
@click.option("--to", "last", type=click.IntRange(1962, 2100), required=True, help="Last year.")
@click.option(
    "--key",
    envvar="COMTRADE_API_KEY",
    show_envvar=True,
    help="Key of UN Comtrade; without one the free preview is asked.",
)
@_options
def fetch(
    reporter: str,
    partner: str,
    first: int,
    last: int,
    key: str | None,
    **given: Any,
) -> None:
    """Ask UN Comtrade for yearly exports and imports of a pair, and take the answer as a reference series.

    Needs the optional packages: pip install "tradetrace[official]".

    \b
    Example:
      tradetrace official fetch --reporter VN --partner CN --from 2018 --to 2024
    """
    from etl.ingest.comtrade import ask
    from etl.official import read_official

    content = ask(reporter, partner, first, last, key)
    what = f"comtrade-{reporter}-{partner}-{first}-{last}.csv"
    today = dt.date.today().isoformat()
    series = read_official(content, what, source=f"UN Comtrade, asked on {today}")
    _store(series, content, today, what, Path(what).stem, **given)


@official.command("list")
@data_option
@json_option
def list_(data: str, as_json: bool) -> None:
    """List the series of a collection: points, compilers, periods, vintage.

    \b
    Example:
      tradetrace official list
    """
    import json

    from etl.official import listed

    told = []
    for name, points in listed(data):
        periods = sorted({p["period_end"].isoformat()[:7] for p in points if p["period_end"]})
        told.append(
            {
                "name": name,
                "points": len(points),
                "compilers": sorted({p["compiler"] for p in points if p["compiler"]}),
                "first": periods[0] if periods else None,
                "last": periods[-1] if periods else None,
                "vintage": points[0]["vintage"] if points else None,
            }
        )
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for row in told:
        span = f"{row['first']} to {row['last']}"
        tell(
            f"{row['name']}: {row['points']} points, {span}, by {', '.join(row['compilers'])}, as of {row['vintage'] or 'unknown'}"
        )
    if not told:
        say(f"{data}: holds no reference series. `tradetrace official add FILE` takes one in.")


def _store(
    series: Series,
    content: bytes,
    vintage: str | None,
    file: str,
    stem: str,
    *,
    name: str | None,
    title: str | None,
    replace: bool,
    no_refresh: bool,
    data: str,
    quiet: bool,
) -> None:
    """Write a series that was read from a file, and refresh; what follows ``stem`` are the options of both commands."""
    from etl.locks import locked
    from etl.official import FORMATS, add_series

    if not vintage:
        fail(f"{file}: does not say as of when it is. Tell it with --vintage 2026-11-05.")
    if not _DATE.fullmatch(vintage):
        fail(f"--vintage {vintage!r} is no date. Write 2026, 2026-11 or 2026-11-05.")
    folder = Path(data)
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder, what="tradetrace official", waiting=None if quiet else say):
        target = add_series(
            data,
            series,
            name or stem,
            vintage=vintage,
            from_file=file,
            content=content,
            added=dt.date.today().isoformat(),
            title=title,
            replace=replace,
        )
    if not quiet:
        tell(f"{target}: {len(series.rows)} points from {FORMATS[series.format]}")
        for reason, count in series.left_out.most_common():
            say(f"{count} rows left out: {reason}")
    if not no_refresh:
        from etl.documents import FOLDER
        from etl.refresh import refresh

        if (Path(data) / FOLDER).is_dir():
            for problem in refresh(data).problems:
                say(str(problem))
