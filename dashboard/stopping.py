"""Serving until the system or a person says stop, and then finishing what is being sent."""

from __future__ import annotations

import signal
import time
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer

PATIENCE = 60.0  # seconds that downloads may still take once the server is to stop


def run(server: Any, sockets: dict[int, Any], patience: float = PATIENCE) -> None:
    """Serve until SIGTERM or Ctrl+C; then take no new connection, finish running answers, and return.

    ``sockets`` is the map that the server was created with. A second signal ends it at once.
    """
    stopping: list[int] = []

    def asked(number: int, _frame: object) -> None:
        if stopping:
            raise SystemExit(128 + number)
        stopping.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, asked)
    while sockets and not stopping:
        wasyncore.loop(timeout=1, map=sockets, count=1)
    for each in list(sockets.values()):
        if isinstance(each, BaseWSGIServer):
            wasyncore.dispatcher.close(each)  # its own close() also ends what wakes this loop
    until = time.monotonic() + patience
    while any(map(_busy, list(sockets.values()))) and time.monotonic() < until:
        wasyncore.loop(timeout=0.1, map=sockets, count=1)
    server.task_dispatcher.shutdown(timeout=1)


def _busy(each: Any) -> bool:
    return isinstance(each, HTTPChannel) and bool(each.requests or each.total_outbufs_len)
