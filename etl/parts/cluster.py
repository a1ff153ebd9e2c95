"""Parts on a Dask cluster: any number of machines, each of which has this very program and sees the same files."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from etl.errors import DataError
from etl.parts.local import TRIES, again, given_up
from etl.parts.part import Done, Part, work
from etl.program import program as own_program

_SECONDS = 10  # for the scheduler to answer, and for a first worker to be there


def run(parts: Iterable[Part], *, address: str, program: str, done: Callable[[Any, Done], None]) -> None:
    """Do all parts on the cluster whose scheduler listens at ``address``; ``done`` is told each part that is finished.

    ``program`` is that of :func:`etl.program.program`, and may be followed by the name of a function. What a worker had
    in hand when it was lost another one does; a part that costs worker after worker is done in halves, until it is one
    document, which is a problem. Raises :class:`etl.DataError` when nobody answers, or a worker has another program.
    """
    try:
        from distributed import Client, KilledWorker, as_completed
        from distributed.client import FutureCancelledError
    except ImportError:
        raise DataError(
            "refresh --cluster: needs dask and distributed", 'Install them: pip install "tradetrace[cluster]"'
        ) from None
    try:
        client = Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise DataError(
            f"{address}: no Dask scheduler answers", "Start one with `dask scheduler`, or mend the address"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS)
        except TimeoutError as error:
            raise DataError(
                f"{address}: the scheduler has no workers", f"Start some with `dask worker {address}`"
            ) from error

        lost = {}
        futures = as_completed(loop=client.loop)

        def submit(part: Part, times: int) -> None:
            future = client.submit(_work, pickle.dumps(part), program.split()[0], pure=False)
            lost[future.key] = (part, times, future)
            futures.add(future)

        for part in parts:
            submit(part, 0)
        for future in futures:
            part, times, _ = lost.pop(future.key)
            try:
                done(part, future.result())
            except KilledWorker:
                times += TRIES
                if len(part.halves()) == 1:
                    done(part, given_up(part, times))
                else:
                    for half in again(part, times):
                        submit(half, times)
            except FutureCancelledError as error:
                raise DataError(
                    f"{address}: the scheduler was lost", "Start it again; what was done is not done again"
                ) from error
            except OSError as error:
                raise DataError(
                    f"a worker of {address} cannot read or write {error.filename or part.files[1]} ({error.strerror or error})",
                    "Use a folder that all workers see under one name, or a URL",
                ) from error


def _work(part: bytes, program: str) -> Done:
    """:func:`etl.parts.part.work` on a worker, which must run the program that the others do."""
    if _own() != program:
        raise DataError("a worker runs another version of tradetrace", "Install the same one on all")
    return work(pickle.loads(part))


@cache
def _own() -> str:
    return own_program()
