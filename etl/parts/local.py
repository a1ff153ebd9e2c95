"""Parts on the processors of this machine. A process that is lost costs the part that it was reading, nothing more."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context, parent_process
from typing import Any

from etl.garbage import seldom
from etl.parts.part import Done, Part, work

TRIES = 3  # a document whose process is lost so often is reported
_LOST = (
    "the process that read it was lost {} times",
    "Look for a lack of memory; report it with the document",
)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(parts: Iterable[Part], *, jobs: int, done: Callable[[Any, Done], None]) -> None:
    """Do all parts on so many processes; ``done`` is told each part that is finished, in whatever order.

    A part whose process was lost (killed for its memory, say) is done again, in halves where it has several documents,
    until it is one document that costs its process each time: that one is a problem, the others are read.
    """
    others = {*active_children()}
    waiting: deque[tuple[Part, int]] = deque((part, 0) for part in parts)
    # one pool a process: a pool that loses a process gives up all that its others are at
    idle = [_pool() for _ in range(max(1, min(jobs, len(waiting))))]
    running: dict[Future[Done], tuple[ProcessPoolExecutor, Part, int]] = {}
    try:
        while waiting or running:
            while waiting and idle:
                (part, lost), pool = waiting.popleft(), idle.pop()
                running[pool.submit(work, part)] = (pool, part, lost)
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                pool, part, lost = running.pop(future)
                try:
                    found = future.result()
                except BrokenProcessPool:
                    pool.shutdown()
                    idle.append(_pool())
                    lost += 1
                    if lost >= TRIES and len(part.halves()) == 1:
                        done(part, given_up(part, lost))
                    else:
                        waiting.extendleft((one, lost) for one in reversed(again(part, lost)))
                    continue
                idle.append(pool)
                done(part, found)
    except BaseException:
        # Stopped: the parts at hand are lost. A process that was just being started is in no pool's list yet, and the
        # interpreter would wait for it at its end.
        for process in {*active_children()} - others:
            process.kill()
        raise
    finally:
        for pool in (*idle, *(pool for pool, _, _ in running.values())):
            pool.shutdown(cancel_futures=True)


def again(part: Part, lost: int) -> tuple[Part, ...]:
    """What to do of a part whose process was lost for the ``lost``th time: a part as it is, since a process may be lost by chance; from the second time on in halves."""
    return (part,) if lost < 2 else part.halves()


def given_up(part: Part, lost: int) -> Done:
    """What became of a document that cost its process so often."""
    what, remedy = _LOST
    return Done(None, 0, 0, ((part.name, what.format(lost), remedy),), ())


def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_start)


def _start() -> None:
    """Ctrl-C is for the process that the person started; when that one is gone, so is this."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    seldom()
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
