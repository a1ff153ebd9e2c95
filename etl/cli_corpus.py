"""`tradetrace refresh --corpus`: a corpus read in parts, told to a person."""

from __future__ import annotations

import json
from contextlib import nullcontext

import click

from etl.cli_common import say
from etl.errors import DataError


def read(
    corpus: str,
    out: str,
    jobs: int | None,
    cluster: str | None,
    part_mb: int,
    tables: bool,
    as_json: bool,
    quiet: bool,
) -> bool:
    """One run, printed; whether a document had a problem."""
    from etl.cli_sources import bar
    from etl.parts.local import processors
    from etl.parts.places import is_url
    from etl.parts.run import read_corpus
    from etl.parts.whole import make_tables

    if tables and is_url(out):
        raise DataError(f"{out}: --tables needs a folder", "Name one of this machine with --out")
    with nullcontext() if quiet or as_json else bar("parts") as shown:
        found = read_corpus(
            corpus, out, jobs=jobs, address=cluster, part_mb=part_mb, progress=shown, texts=tables
        )
    if tables:
        with nullcontext() if quiet or as_json else bar("tables") as shown:
            make_tables(out, jobs=jobs or processors(), progress=shown, waiting=None if quiet else say)
    problems = [str(p) for p in found.problems]
    if as_json:
        click.echo(json.dumps({**vars(found), "problems": problems}, ensure_ascii=False))
    elif not quiet:
        click.echo(f"{found.documents} documents, {found.facts} facts")
        click.echo(f"{found.parts} parts, {found.kept} of them there before")
    for line in (*problems, *found.held_back):
        say(line)
    return bool(problems)
