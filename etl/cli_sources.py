"""The commands that bring documents in and tables out of them: add, refresh, sources, remove."""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import click

from etl.cli_common import data_option, fail, json_option, quiet_option, say, tell
from etl.cli_common import shown as plain
from etl.errors import DataError, DocumentProblem

SHOWN = 20  # documents or facts that are listed one by one; --json lists all
STOPPED = 130  # the exit code of a program that was stopped with Ctrl-C


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--published", metavar="DATE", help="Day of publication: 2024-08-20, 2024-08 or 2024.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--url", metavar="ADDRESS", help="Where it can be read.")
@click.option("--title", metavar="TEXT", help="Its title.")
@click.option("--lang", metavar="CODE", help="Its language: vi, en, zh or another BCP 47 code.")
@click.option("--id", "doc_id", metavar="NAME", help="Identifier of a single document.")
@click.option(
    "--replace", is_flag=True, help="Put it in the place of the stored document with its identifier."
)
@click.option("--dry-run", is_flag=True, help="Print what is understood and store nothing.")
@click.option("--no-refresh", is_flag=True, help="Store only; the tables are rebuilt by the next refresh.")
@click.option(
    "--max-mb", type=click.IntRange(1), default=64, show_default=True, help="Largest document in MB."
)
@click.option(
    "--timeout",
    type=click.IntRange(1),
    default=30,
    show_default=True,
    help="Seconds for the whole of an address.",
)
@click.option(
    "--allow-private", is_flag=True, help="Fetch from addresses of this machine and its network too."
)
@data_option
@json_option
@quiet_option
def add(
    sources: tuple[str, ...],
    doc_id: str | None,
    replace: bool,
    dry_run: bool,
    no_refresh: bool,
    max_mb: int,
    timeout: int,
    allow_private: bool,
    data: str,
    as_json: bool,
    quiet: bool,
    **given: str | None,
) -> None:
    """Add documents: files, folders, addresses (http, https), or - for standard input.

    Plain text, HTML, PDF, DOCX, Markdown, and corpora in JSONL or Parquet with the columns doc_id, text, lang,
    published, publisher, url, title. Each is stored as it came, beside its text and a sidecar with what is known of it
    and how. The options win over what is detected. Exit code 0 when all were added, 1 when some, 2 when none.

    \b
    Examples:
      tradetrace add article.html report.pdf --publisher "Báo Công Thương"
      tradetrace add https://example.org/news/1 --dry-run
      tradetrace add corpus.jsonl
    """
    from etl.documents import precision
    from etl.ingest.add import add as run
    from etl.ingest.gather import Limits, safe

    if given["published"] and precision(given["published"]) is None:
        fail(f"--published {given['published']!r}: is no date. Write 2024-08-20, 2024-08 or 2024.")
    if doc_id and safe(doc_id) != doc_id:
        fail(f"--id {doc_id!r}: can be no file's name. Use letters, digits, - and _.")
    problems: list[DocumentProblem] = []
    outcomes = []
    limits = Limits(max_mb * 1_000_000, float(timeout), allow_private)
    try:
        with nullcontext() if quiet or as_json else bar("documents") as shown:
            for outcome in run(
                data,
                sources,
                given={k: v for k, v in given.items() if v},
                doc_id=doc_id,
                limits=limits,
                dry_run=dry_run,
                replace_stored=replace,
                report=problems.append,
                waiting=None if quiet else say,
            ):
                outcomes.append(outcome)
                if shown:
                    shown(outcome.at or len(outcomes), outcome.total or None, outcome.origin)
        changed = any(o.state in ("added", "replaced") for o in outcomes)
        counts = {} if dry_run or no_refresh else _refreshed(data, changed, problems, as_json or quiet)
    except KeyboardInterrupt:
        _stopped(f"{len(outcomes)} documents were stored; ")
    told = [_told(o, counts) for o in outcomes]
    if as_json:
        click.echo(
            json.dumps({"documents": told, "problems": [str(p) for p in problems]}, ensure_ascii=False)
        )
    elif not quiet:
        _print_added(told)
    for problem in problems:
        say(str(problem))
    if problems:
        sys.exit(1 if outcomes else 2)


def _refreshed(data: str, changed: bool, problems: list[DocumentProblem], silent: bool) -> dict[str, int]:
    """Rebuild the tables; figures by document. Problems of other documents are told with those of the new ones."""
    from etl.refresh import refresh as run
    from etl.tables import load_tables

    if changed:
        with nullcontext() if silent else bar("refresh") as shown:
            problems += run(data, progress=shown, waiting=None if silent else say, jobs=None).problems
    try:
        documents = load_tables(data).documents
    except DataError:
        return {}
    return dict(zip(documents["doc_id"].to_pylist(), documents["facts"].to_pylist(), strict=True))


def _told(outcome: Any, counts: dict[str, int]) -> dict[str, Any]:
    """One outcome for printing: every value with how it is known."""
    from etl.ingest.read import FIELDS

    read = outcome.read
    facts = counts.get(outcome.doc_id) if outcome.facts is None else outcome.facts
    told = {"doc_id": outcome.doc_id, "origin": outcome.origin, "state": outcome.state, "figures": facts}
    if read is not None:
        told["media_type"] = read.media_type
        for name in FIELDS:
            told[name] = getattr(read, name)
            told[f"{name}_how"] = read.how.get(name)
    return told


def _print_added(told: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for one in told[:SHOWN]:
        figures = "" if one["figures"] is None else f", {one['figures']} figures"
        console.print(Text(plain(f"{one['doc_id']}: {_STATES[one['state']]}{figures}"), style="bold"))
        for name in ("title", "publisher", "published", "lang"):
            if f"{name}_how" in one:
                value = one[name] or "unknown"
                console.print(Text(plain(f"  {name:<10} {value}  ({one[f'{name}_how'] or 'not told'})")))
    if len(told) > SHOWN:
        states = {s: sum(one["state"] == s for one in told) for s in _STATES}
        counts = ", ".join(f"{n} {_STATES[s]}" for s, n in states.items() if n)
        console.print(f"and {len(told) - SHOWN} more; all in all {counts}. --json lists them all.")


_STATES = {
    "added": "added",
    "replaced": "replaced",
    "same": "stored already",
    "read": "understood, not stored",
}


@click.command()
@data_option
@click.option("--if-stale", is_flag=True, help="Do nothing when the tables are up to date.")
@click.option("--full", is_flag=True, help="Read every document anew, not only new and changed ones.")
@click.option(
    "--allow-loss",
    is_flag=True,
    help="Write the tables although many facts of the last refresh would be gone.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help="Processes that read many documents; as many as there are processors when not given.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Have documents read by the workers of a Dask cluster: tcp://scheduler:8786.",
)
@click.option(
    "--corpus",
    metavar="SOURCE",
    help="Read JSONL or Parquet files, a folder of them or a URL, in parts, instead of a collection.",
)
@click.option("--out", metavar="TARGET", help="Folder or URL for the Parquet files of a --corpus.")
@click.option(
    "--part-mb",
    type=click.IntRange(1),
    default=64,
    show_default=True,
    help="Megabytes of text in a part of a --corpus.",
)
@click.option(
    "--tables",
    is_flag=True,
    help="Make tables and index of the whole --corpus too, so that TARGET can be served.",
)
@click.option("--watch", is_flag=True, help="Go on, and refresh whenever documents change, until Ctrl-C.")
@json_option
@quiet_option
def refresh(
    data: str,
    if_stale: bool,
    full: bool,
    allow_loss: bool,
    jobs: int | None,
    cluster: str | None,
    corpus: str | None,
    out: str | None,
    part_mb: int,
    tables: bool,
    watch: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Read DIR/documents and build the tables.

    Only new and changed documents are read, and all of them when the program or a language has changed. Sources that
    lie in DIR/documents without a sidecar get one. A document with a problem is reported, the others are processed,
    the previous tables stay and the exit code is 2; only where there are no tables yet are they built from the other
    documents.

    \b
    Examples:
      tradetrace refresh --data data
      tradetrace refresh --watch
      tradetrace refresh --corpus news/ --out facts/ --cluster tcp://10.0.0.1:8786
      tradetrace refresh --corpus news/ --out facts/ --tables && tradetrace serve --data facts/
    """
    if bool(corpus) != bool(out) or corpus and (if_stale or full or allow_loss or watch):
        raise click.UsageError(
            "--corpus and --out go together, without --if-stale, --full, --allow-loss and --watch."
        )
    if tables and not corpus:
        raise click.UsageError("--tables goes with --corpus; of a collection tables are always made.")
    from etl.refresh import is_stale

    try:
        if corpus and out:
            from etl.cli_corpus import read

            if read(corpus, out, jobs, cluster, part_mb, tables, as_json, quiet):
                sys.exit(2)
            return
        if if_stale and not full and not is_stale(data):
            if as_json:
                click.echo(json.dumps({"stale": False}))
            elif not quiet:
                say(f"{data}: the tables are up to date.")
            failed = False
        else:
            failed = _refresh_once(data, full, as_json, quiet, allow_loss, jobs, cluster)
        if watch:
            _watch(data, as_json, quiet, jobs, cluster)
            return
    except KeyboardInterrupt:
        if watch:
            return
        _stopped("")
    if failed:
        sys.exit(2)


def _refresh_once(
    data: str,
    full: bool,
    as_json: bool,
    quiet: bool,
    allow_loss: bool = False,
    jobs: int | None = None,
    cluster: str | None = None,
) -> bool:
    """One refresh, printed; whether a document had a problem."""
    from etl.refresh import refresh as run

    before = {} if as_json or quiet else _facts(data)
    with nullcontext() if quiet or as_json else bar("documents") as shown:
        summary = run(
            data,
            full=full,
            allow_loss=allow_loss,
            progress=shown,
            waiting=None if quiet else say,
            jobs=jobs,
            cluster=cluster,
        )
    problems = [str(p) for p in summary.problems]
    if as_json:
        told = {**vars(summary), "without_figures": summary.without_figures, "problems": problems}
        click.echo(json.dumps(told, ensure_ascii=False))
    elif not quiet:
        click.echo(
            f"{summary.documents} documents, {summary.read} read anew, {summary.with_figures} with figures, {summary.without_figures} without"
        )
        for doc_id in summary.adopted:
            tell(f"{doc_id}: taken up, its sidecar is new")
        click.echo(f"{summary.facts} facts in {summary.mentions} mentions")
        changes = (len(summary.added), len(summary.gone), len(summary.changed))
        click.echo("since the last refresh: {} added, {} gone, {} changed".format(*changes))
        if summary.corrected or summary.stale_corrections:
            unfit = len(summary.stale_corrections)
            click.echo(
                f"{summary.corrected} corrections applied, {unfit} not: what they were made for has changed"
            )
        if before and summary.written:
            _print_diff(summary, before, _facts(data))
        if problems and not summary.written:
            click.echo("the previous tables were kept")
    for problem in (*problems, *summary.held_back, *summary.stale_corrections):
        say(problem)
    return bool(problems)


def _facts(data: str) -> dict[str, dict[str, Any]]:
    """The facts of the tables as they are, by their identifiers; nothing where there are no tables."""
    from etl.tables import load_tables

    columns = [
        "fact_id",
        "doc_id",
        "quote",
        "value",
        "unit",
        "indicator",
        "transform",
        "reporter",
        "partner",
        "period",
    ]
    try:
        return {row["fact_id"]: row for row in load_tables(data).facts.select(columns).to_pylist()}
    except DataError:
        return {}


def _print_diff(summary: Any, before: dict[str, dict], after: dict[str, dict]) -> None:
    """The facts that a refresh brought, took and changed, a line each."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for sign, ids, rows in (("+", summary.added, after), ("-", summary.gone, before)):
        for fact_id in ids[:SHOWN]:
            console.print(Text(plain(f"{sign} {fact_id}  {_line(rows[fact_id])}")))
        if len(ids) > SHOWN:
            console.print(f"{sign} and {len(ids) - SHOWN} more")
    for fact_id in summary.changed[:SHOWN]:
        old, new = before[fact_id], after[fact_id]
        changes = ", ".join(f"{c} {old[c]} -> {new[c]}" for c in new if old[c] != new[c])
        console.print(Text(plain(f"~ {fact_id}  {_line(new)}: {changes or 'evidence or metadata'}")))
    if len(summary.changed) > SHOWN:
        console.print(f"~ and {len(summary.changed) - SHOWN} more")


def _line(f: dict[str, Any]) -> str:
    measure = f["indicator"] if f["transform"] == "level" else f"{f['indicator']} {f['transform']}"
    areas = f"{f['reporter'] or '?'}-{f['partner'] or '?'}"
    return f"{f['quote']}  {measure}  {areas}  {f['period'] or '?'}  {f['doc_id']}"


def _watch(data: str, as_json: bool, quiet: bool, jobs: int | None, cluster: str | None) -> None:
    """Refresh whenever a document, sidecar or source changes."""
    try:
        from watchfiles import watch as changes
    except ImportError:
        fail('refresh --watch: needs watchfiles. Install it: pip install "tradetrace[watch]".')
    from etl.documents import FOLDER, SOURCE_ENDINGS
    from etl.refresh import is_stale

    endings = (".txt", ".toml", *SOURCE_ENDINGS)
    if not quiet:
        say(f"{data}: watching; Ctrl-C ends it.")

    def wanted(_: Any, path: str) -> bool:
        return path.endswith(endings) and not Path(path).name.startswith(".")

    folder = Path(data) / FOLDER
    first = True
    for changed in changes(
        folder,
        watch_filter=wanted,
        raise_interrupt=False,
        recursive=False,
        yield_on_timeout=True,
        rust_timeout=1000,
    ):
        # what arrived between the first refresh and the watching is not among the changes
        if not changed and not (first and is_stale(data)):
            first = False
            continue
        first = False
        try:
            _refresh_once(data, False, as_json, quiet, jobs=jobs, cluster=cluster)
        except DataError as error:
            say(str(error))


@click.command()
@data_option
@json_option
def sources(data: str, as_json: bool) -> None:
    """List the documents of a collection: what is known of each, its figures and its state.

    States: current; new or changed since the last refresh; gone (its files are not there any more); problem, with the
    reason. A copy names the document that it repeats.

    \b
    Example:
      tradetrace sources --json
    """
    from etl.ingest.listing import listing

    rows = listing(data)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, title=f"{len(rows)} documents", title_justify="left")
    for heading in ("document", "published", "publisher", "lang", "kind", "figures", "state", "title"):
        table.add_column(heading, justify="right" if heading == "figures" else "left", overflow="fold")
    for row in rows:
        state = (
            row["state"]
            if not row["syndicated_from"]
            else f"{row['state']}, copy of {row['syndicated_from']}"
        )
        state = f"{state}: {row['problem']}" if row["problem"] else state
        kind = (row["media_type"] or "").rpartition("/")[2].rpartition(".")[2]
        cells = (
            row["doc_id"],
            row["published"],
            row["publisher"],
            row["lang"],
            kind,
            row["facts"],
            state,
            row["title"],
        )
        table.add_row(*(Text(plain(c)) for c in cells))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 240  # a pipe or a file has no width to keep to
    console.print(table)


@click.command()
@click.argument("doc_ids", nargs=-1, required=True, metavar="DOC_ID...")
@click.option("--no-refresh", is_flag=True, help="Take out only; the tables are rebuilt by the next refresh.")
@data_option
@quiet_option
def remove(doc_ids: tuple[str, ...], no_refresh: bool, data: str, quiet: bool) -> None:
    """Take documents out of a collection. Their files are moved to DIR/removed, not deleted.

    \b
    Example:
      tradetrace remove old-article
    """
    from etl.ingest.store import Store
    from etl.locks import locked
    from etl.refresh import refresh as run

    store = Store(data)
    done: list[str] = []
    failed = False
    told = None if quiet else say
    for doc_id in dict.fromkeys(doc_ids):
        try:
            with locked(Path(data), what="tradetrace remove", waiting=told):
                moved = store.take_out(doc_id)
        except DataError as error:
            say(str(error))
            failed = True
            continue
        done.append(doc_id)
        if not quiet:
            text = next((p for p in moved if p.suffix == ".txt"), moved[0])
            tell(f"{doc_id}: moved to {text.parent}; `tradetrace add {text}` brings it back")
    if done and not no_refresh:
        for problem in run(data, allow_empty=True, allow_loss=True, waiting=told).problems:
            say(str(problem))
            failed = True
    if failed:
        sys.exit(1 if done else 2)


def _stopped(what: str) -> None:
    say(f"Stopped: {what}the tables of the last complete refresh stand.")
    sys.exit(STOPPED)


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int | None, str], None]]:
    """A progress bar with rate and time left on standard error, where that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Documents a second; how far a long corpus is read is told in bytes, and that is the bar."""

        def render(self, task: Any) -> Text:
            count, seconds = task.fields["count"], task.elapsed or 0
            return Text(f"{count:,} read, {count / seconds:,.0f}/s" if seconds else "")

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"), Rate(), TimeRemainingColumn(), TextColumn("{task.fields[name]}"))  # fmt: skip
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task(what, name="", total=None, count=0)
        counted = itertools.count(1)
        yield lambda done, total, name: shown.update(
            task, completed=done, total=total, name=name[-40:], count=next(counted)
        )
