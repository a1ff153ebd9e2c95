"""The processes that answer: one or several that share an address and nothing else, on the granian server.

Each worker opens the index of the tables itself and keeps its own pages; what they count for ``/metrics`` is put
together from files. A worker that dies is replaced, and the others go on answering.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import multiprocessing
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from dashboard import logs

THREADS = 8  # of one worker
WAITING = 1024  # connections that may wait to be taken
PATIENCE = 60  # seconds that downloads may still take once the server is to stop
GIVE_BACK = 5  # seconds between two times that freed memory is given back to the system
COUNTS = "PROMETHEUS_MULTIPROC_DIR"  # the standard client's name for the folder of all workers' counts


@dataclass(frozen=True)
class Site:
    """What a worker must know to make its app; it is sent to a process of its own."""

    data_dir: Path
    reviewing: bool = False
    review_token: str | None = None
    base_path: str = ""
    behind_proxy: bool = False
    log_format: str = "text"


def application(site: Site, *_target: object) -> Any:
    """The WSGI application of one worker, made in that worker."""
    logs.configure(site.log_format)
    _forget_dead()
    sys.meta_path.insert(0, _WithoutFrames())
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    threading.Thread(target=_give_back, daemon=True).start()
    from werkzeug.middleware.proxy_fix import ProxyFix

    # the process that watches over the workers stays small: Dash and the tables are theirs
    from dashboard.app import create_app
    from etl import DataError, open_index, prepare_index

    try:
        prepare_index(site.data_dir)
        threading.Thread(target=open_index(site.data_dir).warm, daemon=True).start()
    except DataError as error:
        logging.getLogger(__name__).warning("%s", error)
    app = create_app(
        site.data_dir,
        reviewing=site.reviewing,
        review_token=site.review_token,
        base_path=site.base_path,
    ).server
    # What is there now stays: looking through it again and again for garbage would stop answers for some 70 ms each time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    if site.behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    return app


class _WithoutFrames:
    """No page makes a data frame, but Arrow imports pandas, 35 MB a worker, when it is given a list, if it can."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def reserve(host: str, port: int) -> tuple[str, int, socket.socket]:
    """The numeric address and port to listen on, held by a socket that takes no connection.

    Workers listen with sockets of their own on one port, which the system allows to any program of the same user: only
    this tells whether another one listens there already. Raises ``OSError``.
    """
    family, kind, proto, _, at = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    held = socket.socket(family, kind, proto)
    try:
        if sys.platform != "win32":
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(at)
        at = held.getsockname()
        if hasattr(socket, "SO_REUSEPORT"):
            # only now: with it from the start, the port of another program could be taken
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    except OSError:
        held.close()
        raise
    return at[0], at[1], held


def run(site: Site, address: str, port: int, workers: int, ready: Callable[[], None]) -> int:
    """Serve until SIGTERM or Ctrl+C, finish running answers, and return the exit code.

    ``ready`` is called once, when the first worker takes connections. A second signal ends everything at once.
    """
    counts = tempfile.mkdtemp(prefix="tradetrace-counts-") if workers > 1 else None
    if counts:
        os.environ[COUNTS] = counts
    server = Server(
        "tradetrace",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=WAITING,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.error,
        log_dictconfig=_LOGGING,
        workers_kill_timeout=PATIENCE,
        respawn_failed_workers=True,
    )
    # A fork may copy a lock that another thread holds, and the worker would wait for it for ever.
    multiprocessing.set_start_method("spawn", force=True)
    # What a question took goes back to the system; else each thread keeps what it freed: glibc's setting, and DuckDB's. It
    # goes back after a moment: to ask the system for it anew takes a quarter of the time of a question.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # its own ones keep tens of megabytes
    os.environ.setdefault("DUCKDB_JE_MALLOC_CONF", "dirty_decay_ms:300,muzzy_decay_ms:0,narenas:2")
    ended = threading.Event()
    # Signals are taken over by the server when it starts; what follows runs right after that.
    server.on_startup(lambda: _twice(server, counts))
    server.on_startup(lambda: threading.Thread(target=_await, args=(address, port, ended, ready)).start())
    try:
        server.serve(target_loader=partial(application, site), wrap_loader=False)
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 1
    finally:
        ended.set()
        if counts:
            shutil.rmtree(counts, ignore_errors=True)
    return 0


def _twice(server: Any, counts: str | None) -> None:
    def asked(number: int, _frame: object) -> None:
        if server.interrupt_signal:
            for worker in server.wrks:
                worker.kill()
            if counts:
                shutil.rmtree(counts, ignore_errors=True)
            os._exit(128 + number)
        server.signal_handler_interrupt()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, asked)


def _await(address: str, port: int, ended: threading.Event, ready: Callable[[], None]) -> None:
    at = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)
    while not ended.wait(0.02):
        try:
            socket.create_connection((at, port), timeout=1).close()
        except OSError:
            continue
        ready()
        return


def _end_with(parent: int) -> None:
    """A worker that nobody watches over any more would hold the port for ever: it finishes its answers and ends."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def _give_back() -> None:
    """Allocators keep what was freed for the next question; a worker that many of are to fit gives it back."""
    import pyarrow as pa

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    while True:
        time.sleep(GIVE_BACK)
        pa.default_memory_pool().release_unused()
        if trim:  # only glibc has it
            trim(0)


def _forget_dead() -> None:
    """What workers that died had open is not open any more; what they counted stays counted."""
    if COUNTS not in os.environ:
        return
    from prometheus_client import multiprocess

    for path in Path(os.environ[COUNTS]).glob("gauge_live*.db"):
        pid = int(path.stem.rpartition("_")[2])
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            multiprocess.mark_process_dead(pid)
        except OSError:
            continue


def _formatter() -> logging.Formatter:
    root = logging.getLogger().handlers
    return root[0].formatter if root and root[0].formatter else logs.Text()


# The server's own faults (a worker that died, that would not stop) among the other logs, on standard error.
_LOGGING: dict[str, Any] = {
    "formatters": {"ours": {"()": _formatter}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "ours"}},
    "loggers": {"_granian": {"handlers": ["stderr"], "propagate": False}},
}
