"""A download that fails on the way must look broken to whoever takes it.

The server (granian, as a WSGI one) ends an answer whose program failed as if it were whole: a table without its last rows
would pass for the table. It tells the program no connection either, so those of the same visitor, or proxy, are cut.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

_OPEN = ("/proc/self/fd", "/dev/fd")  # where systems list what a process has open


def sever(environ: Mapping[str, Any]) -> int:
    """Cut every connection from the address that a request came from; returns how many there were."""
    # what stood there before a proxy's header was believed
    peer = environ.get("werkzeug.proxy_fix.orig", environ).get("REMOTE_ADDR")
    found = 0
    for number in _open_files():
        with suppress(OSError, ValueError), socket.socket(fileno=os.dup(number)) as held:
            if held.family in (socket.AF_INET, socket.AF_INET6) and _same(held.getpeername()[0], peer):
                held.shutdown(socket.SHUT_RDWR)
                found += 1
    return found


def _open_files() -> list[int]:
    for folder in _OPEN:
        with suppress(OSError):
            return [int(name) for name in os.listdir(folder) if name.isdigit()]
    return []


def _same(one: str, other: str | None) -> bool:
    return other is not None and _plain(one) == _plain(other)


def _plain(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    found = ipaddress.ip_address(address.partition("%")[0])
    return getattr(found, "ipv4_mapped", None) or found
