"""The command `tradetrace review`: through the doubtful facts in the terminal, each decision written down."""

from __future__ import annotations

import datetime as dt
import sys
from typing import Any

import click

from etl.cli_common import data_option, say

_KEYS = {"c": "confirm", "r": "reject", "s": "set", "n": "next", "q": "quit"}


@click.command()
@data_option
@click.option(
    "--below",
    type=click.FloatRange(0, 1.01),
    default=0.9,
    show_default=True,
    help="Facts less sure than this.",
)
@click.option(
    "--by", envvar="TRADETRACE_REVIEWER", show_envvar=True, help="Who decides; asked for when not given."
)
@click.option("--no-refresh", is_flag=True, help="Write decisions only; the next refresh applies them.")
def review(data: str, below: float, by: str | None, no_refresh: bool) -> None:
    """Walk through facts of low confidence: confirm, reject, or set a label.

    Each decision is added to DIR/corrections.toml at once, with who, when and why; the tables are refreshed at the end.

    \b
    Example:
      tradetrace review --below 0.8 --by "Nguyễn An"
    """
    from etl.review import to_review
    from etl.tables import load_tables

    facts = load_tables(data).facts
    rows = to_review(facts, below)
    if not rows:
        say(f"No unchecked fact has a confidence below {below:g}.")
        return
    try:
        by = by or click.prompt("Who reviews")
        decided = sum(_walk(data, facts, rows, by))
    except click.Abort:
        decided = -1
        say("Stopped; what was decided is written down.")
    if decided and not no_refresh:
        from etl.refresh import refresh

        summary = refresh(data, waiting=say)
        click.echo(f"{summary.corrected} corrections applied")
        for line in (*map(str, summary.problems), *summary.stale_corrections):
            say(line)
        if summary.problems:
            sys.exit(2)


def _walk(data: str, facts: Any, rows: list[dict[str, Any]], by: str) -> Any:
    """One after the other; gives 1 for every decision."""
    from etl.review import ReviewError, decide

    for i, fact in enumerate(rows, 1):
        _show(i, len(rows), fact)
        while True:
            key = click.prompt(
                "[c]onfirm, [r]eject, [s]et a label, [n]ext, [q]uit", default="n", show_default=False
            )
            action = _KEYS.get(key.strip().lower()[:1])
            if action is not None:
                break
        if action == "quit":
            return
        if action == "next":
            continue
        labels = _labels() if action == "set" else {}
        if action == "set" and not labels:
            continue
        why = click.prompt("Why")
        beside = facts.filter(facts["doc_id"].to_numpy(zero_copy_only=False) == fact["doc_id"]).to_pylist()
        try:
            decide(data, fact, action, by=by, why=why, on=dt.date.today(), labels=labels, beside=beside)
        except ReviewError as error:
            say(f"Not written: {error}.")
            continue
        yield 1


def _labels() -> dict[str, str]:
    """Labels as typed, `compiler=VN_CUSTOMS`, several separated by spaces."""
    given = click.prompt("Labels, as compiler=VN_CUSTOMS period=2024", default="", show_default=False)
    labels = {}
    for part in given.split():
        name, equals, value = part.partition("=")
        if not equals:
            say(f"{part!r} has no =.")
            return {}
        labels[name] = value
    return labels


def _show(number: int, of: int, fact: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.text import Text

    from etl.codes import label

    console = Console(highlight=False)
    sentence = Text(fact["passage"])
    start = fact["char_start"] - fact["passage_start"]
    sentence.stylize("bold reverse", start, start + len(fact["quote"]))
    console.print(
        Text(f"\n{number} of {of}  {fact['fact_id']}  {fact['title'] or fact['doc_id']}", style="bold")
    )
    console.print(sentence)
    read = ("indicator", "transform", "reporter", "partner", "commodity", "compiler", "period", "status")
    console.print(Text("  ".join(f"{n}={fact[n]}" for n in read if fact[n] is not None)))
    doubts = "; ".join(label("reasons", r, "en") for r in fact["confidence_reasons"])
    console.print(Text(f"{fact['value']:.15g} {fact['unit']}, confidence {fact['confidence']:.2f}: {doubts}"))
