"""Fuzzing: ``make fuzz``, or ``python -m tests.fuzz --executions 1000000``. What breaks is printed and kept in build/fuzz.

Beside crashes it looks for hangs (more than two seconds for a megabyte, and for anything shorter) and for work that
grows faster than the input: each seed is repeated to one size and to twice that size.
"""

from __future__ import annotations

import random
import signal
import sys
import time
import traceback
from pathlib import Path

import click

from tests.fuzzing.mutate import mutate
from tests.fuzzing.seeds import seeds
from tests.fuzzing.targets import TARGETS, run

SECONDS = 2.0  # for a megabyte
GROWTH_SIZE = 60_000  # bytes; then twice as many
GROWTH = 2.9  # times the work at twice the size, at most: 4 would be the square


class Hang(BaseException):
    """The time is up."""


def _up(*_: object) -> None:
    raise Hang


@click.command()
@click.option("--executions", type=click.IntRange(1), default=20_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--only", multiple=True, type=click.Choice(list(TARGETS)), help="Targets; all by default.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/fuzz"), show_default=True)
def main(executions: int, seed: int, only: tuple[str, ...], out: Path) -> None:
    """Run mutated inputs through every target and print a table."""
    signal.signal(signal.SIGALRM, _up)
    chosen = {n: t for n, t in TARGETS.items() if not only or n in only}
    whole = sum(share for _, share in chosen.values())
    click.echo(
        "| target | executions | taken | refused in one line | faults | slowest, ms | twice the input, times the work |"
    )
    click.echo("|---|---|---|---|---|---|---|")
    faults = 0
    for name, (target, share) in chosen.items():
        count = round(executions * share / whole)
        choose, own = random.Random(f"{seed} {name}"), seeds(name)
        taken = broken = 0
        slowest = 0.0
        for i in range(count):
            data = own[i] if i < len(own) else mutate(choose, own)
            start = time.process_time()
            signal.setitimer(signal.ITIMER_REAL, 20)
            try:
                taken += run(target, data)
            except (Exception, Hang) as error:
                broken += 1
                _keep(out, name, data, error)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            took = time.process_time() - start
            slowest = max(slowest, took)
            if took > SECONDS:
                broken += 1
                _keep(out, name, data, TimeoutError(f"{took:.1f} s"))
        grown = max((growth(target, s) for s in own[:8]), default=0.0)
        if grown > GROWTH:
            broken += 1
            click.echo(f"{name}: {grown:.1f} times the work for twice the input", err=True)
        faults += broken
        click.echo(
            f"| {name} | {count:,} | {taken:,} | {count - taken - broken:,} | {broken} | {slowest * 1000:.0f} | {grown:.1f} |"
        )
        sys.stdout.flush()
    if faults:
        click.echo(f"{faults} faults; the inputs are in {out}", err=True)
        sys.exit(1)


def growth(target, seed: bytes) -> float:  # type: ignore[no-untyped-def]
    """How many times the work twice the input takes, the least of three tries; 0 where it is too little to tell."""

    def took(size: int) -> float:
        data = (seed * (size // len(seed) + 1))[:size]
        best = 60.0
        for _ in range(2):
            start = time.process_time()
            run(target, data)
            best = min(best, time.process_time() - start)
        return best

    if not seed or took(GROWTH_SIZE) < 0.02:
        return 0.0
    return min(took(2 * GROWTH_SIZE) / took(GROWTH_SIZE) for _ in range(3))


def _keep(out: Path, name: str, data: bytes, error: BaseException) -> None:
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{name}-{abs(hash(data)) % 10**8:08d}"
    path.with_suffix(".input").write_bytes(data)
    told = "".join(traceback.format_exception(error))
    path.with_suffix(".txt").write_text(told, encoding="utf-8", errors="replace")
    click.echo(f"{path}: {(told.splitlines() or [''])[-1][:200]}", err=True)


if __name__ == "__main__":
    main()
