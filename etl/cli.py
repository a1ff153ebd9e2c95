"""The command `tradetrace`: data to standard output, progress and errors to standard error.

Exit code 0 when all is well, 2 when something is wrong; each error is one line, "what: why. remedy."
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from etl.cli_backup import backup, restore
from etl.cli_checks import check, derived, ledgers, log
from etl.cli_common import data_option, fail, json_option, quiet_option, say, shown
from etl.cli_export import export
from etl.cli_official import official
from etl.cli_review import review
from etl.cli_sources import add, refresh, remove, sources
from etl.errors import DocumentProblem, TradetraceError

ENTRY_POINTS = "tradetrace.commands"


class _Commands(click.Group):
    """The commands below and those that other installed packages add, loaded when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *(e.name for e in _added())})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        own = super().get_command(ctx, name)
        if own is not None:
            return own
        for entry in _added():
            if entry.name == name:
                try:
                    return entry.load()
                except ImportError as error:
                    return _broken(name, error)
        return None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except TradetraceError as error:
            fail(str(error))
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read the output has gone; that is no fault
                raise
            where = f"{error.filename}: " if error.filename else ""
            fail(f"{where}{error.strerror or error}. Check the folder's permissions and space.")


def _broken(name: str, error: ImportError) -> click.Command:
    """A stand-in, so that one package that does not load leaves help and the other commands alone."""
    what = f"{name}: cannot be loaded ({error}). Install tradetrace again."
    return click.Command(
        name,
        callback=lambda rest: fail(what),
        params=[click.Argument(["rest"], nargs=-1, type=click.UNPROCESSED)],
        context_settings={"ignore_unknown_options": True},
        help=what,
    )


def _added() -> Iterable[Any]:
    from importlib.metadata import entry_points

    return entry_points(group=ENTRY_POINTS)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="tradetrace", message="tradetrace %(version)s")
def main() -> None:
    """Trade and investment figures from documents, each traced to the sentence that states it.

    \b
    Example:
      tradetrace refresh && tradetrace serve
    """


@main.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option(
    "--jsonl",
    metavar="PATH",
    help="Documents as JSON lines, - for standard input; prints facts as JSON lines.",
)
@click.option("--lang", help="Language of the FILEs without a sidecar; found out when not given.")
@click.option(
    "--published", help="Publication date of the FILEs without a sidecar: 2024-08-20, 2024-08, 2024."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one fact a line.")
@click.option("--explain", "explained", is_flag=True, help="Show how each label of each fact came about.")
@data_option
def extract(
    files: tuple[str, ...],
    jsonl: str | None,
    lang: str | None,
    published: str | None,
    as_json: bool,
    explained: bool,
    data: str,
) -> None:
    """Print the facts that documents state, without writing tables.

    FILE is a text in UTF-8, - for standard input, or the identifier of a document in DIR; a sidecar
    FILE.toml beside it is used. A line of --jsonl is an object with doc_id and text, and where known lang,
    published, publisher, url and title.

    \b
    Examples:
      tradetrace extract article.txt --published 2024-08-20
      tradetrace extract --jsonl - < documents.jsonl > facts.jsonl
    """
    if bool(files) == bool(jsonl):
        raise click.UsageError("Name FILEs or --jsonl, one of both.")
    failed = False

    def keep_on(problem: DocumentProblem) -> None:
        nonlocal failed
        failed = True
        say(str(problem))

    documents = _json_lines(jsonl, keep_on) if jsonl else _texts(files, lang, published, data, keep_on)
    from etl.extract import extract as run

    plain = not (jsonl or as_json)
    for document in documents:
        text = document.pop("text")
        facts = run(text, **document)
        if plain and explained:
            from etl.detect import detect, detect_passage
            from etl.language import available

            code = document.get("lang")
            for fact in facts:
                passage = code if code in available() else detect_passage(fact["passage"], detect(text))
                _print_explanation(fact, passage)
        elif plain:
            _print_facts(document["doc_id"], facts)
        else:
            # One write a document: a reader at the other end of a pipe gets each as soon as it is done.
            click.echo(
                "".join(json.dumps(f, ensure_ascii=False, default=str) + "\n" for f in facts), nl=False
            )
    if failed:
        sys.exit(2)


@main.command()
@click.argument("fact_id")
@data_option
def explain(fact_id: str, data: str) -> None:
    """Show a fact's sentence, its words by type, and how each label came about.

    \b
    Example:
      tradetrace explain 3f2a91c07be4d815
    """
    from etl.tables import load_tables

    facts = load_tables(data).facts
    rows = facts.filter(facts["fact_id"].to_numpy(zero_copy_only=False) == fact_id).to_pylist()
    if not rows:
        say(f"{fact_id}: no such fact in {data}. `tradetrace export --format csv` lists them all.")
        sys.exit(2)
    _print_explanation(rows[0], rows[0]["lang"])


@main.command()
@data_option
@json_option
@quiet_option
def verify(data: str, as_json: bool, quiet: bool) -> None:
    """Read every source again and prove that every row and mention says what stands there.

    \b
    Example:
      tradetrace verify
    """
    from etl.verify import verify as run

    result = run(data)
    if as_json:
        click.echo(
            json.dumps({**vars(result), "faults": [vars(f) for f in result.faults]}, ensure_ascii=False)
        )
    elif not quiet:
        counts = f"{result.documents} documents, {result.facts} facts, {result.mentions} mentions, {result.spans} places"
        click.echo(
            f"{counts} read again: " + (f"{len(result.faults)} faults" if result.faults else "all as stored")
        )
    for fault in result.faults:
        say(str(fault))
    if result.faults:
        sys.exit(2)


@main.command()
def codebook() -> None:
    """Print the meaning of every column in Markdown, as in docs/codebook.md.

    \b
    Example:
      tradetrace codebook > docs/codebook.md
    """
    from etl.codebook import codebook as page

    click.echo(page(), nl=False)


def _print_explanation(fact: dict[str, Any], lang: str) -> None:
    """The sentence with the number marked, then its words by type, then the labels with their origin."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from etl.explain import explain as run

    e = run(fact, lang)
    console = Console(highlight=False)
    sentence = Text(shown(e.passage))
    start = fact["char_start"] - fact["passage_start"]
    sentence.stylize("bold reverse", start, start + len(fact["quote"]))
    console.print(
        Text(f"{fact['fact_id']}  {fact['quote']} = {fact['value']:.15g} {fact['unit']}", style="bold")
    )
    console.print(sentence)
    labels = Table(title="Labels", title_justify="left", box=None)
    for column in ("label", "value", "how", "read from", "note"):
        labels.add_column(column)
    for row in e.labels:
        labels.add_row(*(Text(shown(cell)) for cell in row))
    console.print(labels)
    words = Table(title="Words", title_justify="left", box=None)
    for column in ("from", "to", "words", "read as"):
        words.add_column(column)
    for w in e.words:
        words.add_row(str(w.start), str(w.end), Text(shown(w.text)), Text(w.readings))
    console.print(words)
    doubts = ("; " + "; ".join(e.reasons)) if e.reasons else ""
    console.print(Text(f"rule {fact['rule']}, confidence {fact['confidence']:.2f}{doubts}\n"))


def _json_lines(path: str, report: Callable) -> Iterable[dict[str, Any]]:
    name = "standard input" if path == "-" else path
    try:
        lines = sys.stdin.buffer if path == "-" else open(path, "rb")  # noqa: SIM115
    except OSError as error:
        report(
            DocumentProblem(
                name, f"cannot be read ({error.strerror})", "Check that it is a file you may read"
            )
        )
        return
    with lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield _document(json.loads(line))
            except ValueError as error:
                what = f"is no document ({error})"
                report(
                    DocumentProblem(
                        f"{name}:{number}", what, "Write one JSON object a line with doc_id and text"
                    )
                )


def _document(given: Any) -> dict[str, Any]:
    from etl.ingest.corpora import COLUMNS, checked

    document = checked(given)
    return {name: document[name] for name in COLUMNS}


def _texts(
    files: tuple[str, ...], lang: str | None, published: str | None, data: str, report: Callable
) -> Iterable[dict[str, Any]]:
    from etl.documents import FOLDER, decode, read_bytes, read_document

    for name in files:
        try:
            path = Path(name)
            if name == "-":
                text, path = decode(sys.stdin.buffer.read(), "standard input"), Path("stdin")
            else:
                in_collection = Path(data) / FOLDER / f"{name}.txt"
                if not path.exists() and in_collection.exists():
                    path = in_collection
                if path.with_suffix(".toml").exists() and path.suffix != ".toml":
                    d = read_document(path)
                    known = ("doc_id", "text", "lang", "published", "publisher", "url", "title")
                    yield {n: getattr(d, n) for n in known}
                    continue
                text = decode(read_bytes(path), name)
            yield {"doc_id": path.stem, "text": text, "lang": lang, "published": published}
        except DocumentProblem as problem:
            report(problem)


def _print_facts(doc_id: str, facts: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"{doc_id}: {len(facts)} facts", title_justify="left")
    for heading in ("at", "quote", "value", "unit", "measure", "reporter", "partner", "period"):
        table.add_column(heading, justify="right" if heading in ("at", "value") else "left", overflow="fold")
    for f in facts:
        measure = f["indicator"] if f["transform"] == "level" else f"{f['indicator']} {f['transform']}"
        cells = (
            f["char_start"],
            f["quote"],
            f"{f['value']:,.15g}",
            f["unit"],
            measure,
            f["reporter"],
            f["partner"],
            f["period"],
        )
        table.add_row(*map(shown, cells))
    console = Console(markup=False, highlight=False)
    if not console.is_terminal:
        console.width = 200  # a pipe or a file has no width to keep to
    console.print(table)


for _command in (
    add,
    backup,
    restore,
    export,
    check,
    derived,
    ledgers,
    log,
    official,
    refresh,
    remove,
    review,
    sources,
):
    main.add_command(_command)


def run() -> None:
    """The program: :func:`main`, and then an end without Arrow's, whose threads abort one exit in a thousand."""
    try:
        main()
        code: object = 0
    except SystemExit as end:
        code = end.code
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    run()
