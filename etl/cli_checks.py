"""The commands about trust: check, ledgers, derived, log."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

import click

from etl.cli_common import data_option, json_option, say, tell


@click.command()
@data_option
@click.option("--strict", is_flag=True, help="Exit with 1 when a check fails.")
@click.option(
    "--verdict",
    type=click.Choice(["holds", "fails", "cannot_say"]),
    multiple=True,
    help="Only findings with this verdict; repeatable. By default those that fail, and counts of the others.",
)
@json_option
def check(data: str, strict: bool, verdict: tuple[str, ...], as_json: bool) -> None:
    """Show where the figures bear each other out, and where they don't.

    \b
    Examples:
      tradetrace check
      tradetrace check --strict --json > findings.json
    """
    from etl.checks.explain import explain
    from etl.tables import load_tables

    rows = load_tables(data).checks.to_pylist()
    failing = [r for r in rows if r["verdict"] == "fails"]
    if as_json:
        shown = [r for r in rows if not verdict or r["verdict"] in verdict]
        click.echo(json.dumps(shown, ensure_ascii=False, default=str))
    else:
        for row in (r for r in rows if r["verdict"] in (verdict or ("fails",))):
            tell(f"{row['check']} {row['verdict']} {_about(row)}")
            tell(f"  {explain(row)}")
            tell(f"  facts {', '.join(row['fact_ids'])}")
        counted = Counter(r["verdict"] for r in rows)
        tell(
            f"{len(rows)} findings: {counted['holds']} hold, {counted['fails']} fail, {counted['cannot_say']} cannot say"
        )
    if strict and failing:
        sys.exit(1)


@click.command()
@data_option
@json_option
def ledgers(data: str, as_json: bool) -> None:
    """Show each flow as the authorities of its two sides count it, with their ratio and why they differ.

    \b
    Example:
      tradetrace ledgers
    """
    from etl.checks.explain import plain
    from etl.codes import codelist, label
    from etl.ledgers import ledgers as run
    from etl.tables import load_tables

    tables = load_tables(data)
    rows = run(tables.facts, tables.references.to_pylist())
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, default=str))
        return
    for row in rows:
        between = (
            f"{row['origin']} and {row['destination']}"
            if row["both"]
            else f"{row['origin']} to {row['destination']}"
        )
        sides = " | ".join(
            f"{s['compiler']} {plain(s['value'], s['unit'])}{'' if s['status'] == 'actual' else ' ' + s['status']}"
            for s in (row["first"], row["second"])
        )
        ratio = "" if row["ratio"] is None else f" | ratio {row['ratio']:.3f}"
        if row["no_ratio"]:
            ratio = (
                f" | {label('verdicts', 'cannot_say', 'en')}: {label('check_reasons', row['no_ratio'], 'en')}"
            )
        tell(f"{between}, {row['period']}: {sides}{ratio}")
    for code in dict.fromkeys(code for row in rows for code in row["reasons"]):
        reason = codelist("ledger_reasons")[code]
        tell(f"{reason['name_en']}: {reason['text_en']} [{reason['reference']}]")
    if not rows:
        say("No flow is counted by the authorities of both sides.")


@click.command()
@data_option
@json_option
def derived(data: str, as_json: bool) -> None:
    """Show what follows from the stated figures: balances, shares, earlier levels, months, capital per project.

    \b
    Example:
      tradetrace derived --json
    """
    from etl.checks.explain import formula, plain
    from etl.tables import load_tables

    rows = load_tables(data).derived.to_pylist()
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, default=str))
        return
    for row in rows:
        low, high = (plain(row[n], row["unit"]) for n in ("value_low", "value_high"))
        tell(f"{row['derivation']} {_about(row)}: {plain(row['value'], row['unit'])} ({low} \u2013 {high})")
        tell(f"  = {formula(row)}; facts {', '.join(row['fact_ids'])}")
    tell(f"{len(rows)} derived values; no source states them")


@click.command()
@click.argument("fact_id", required=False)
@data_option
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Most changes to print.")
@json_option
def log(fact_id: str | None, data: str, limit: int, as_json: bool) -> None:
    """Show what refreshes changed, the latest first: all facts, or one.

    \b
    Examples:
      tradetrace log
      tradetrace log 3f2a91c07be4d815
    """
    from etl.history import history

    rows = history(data, fact_id)
    if as_json:
        click.echo(json.dumps(rows[:limit], ensure_ascii=False, default=str))
        return
    for row in rows[:limit]:
        tell(
            f"{row['at']} {row['fact_id']} {row['change']} ({row['cause']}): {row['quote']} in {row['doc_id']}"
        )
        for change in row["columns"]:
            tell(f"  {change['column']}: {change['before']} -> {change['after']}")
    if len(rows) > limit:
        tell(f"{len(rows) - limit} more; show them with --limit {len(rows)}")
    if not rows:
        say(f"Nothing is recorded{f' of {fact_id}' if fact_id else ''}.")


def _about(row: dict[str, Any]) -> str:
    sides = "-".join(str(row[n] or "?") for n in ("reporter", "partner"))
    return " ".join(str(p) for p in (row["indicator"], sides, row["commodity"], row["period"]) if p)
