"""Finished answers kept until the tables change, within bounds: many visitors ask for the same few pages.

They are kept as Brotli, a tenth of their size, which is also how nearly every browser takes them.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

import brotli
from flask import Response, request

MOST = 16_000_000  # bytes kept
LARGEST = 2_000_000  # of one answer
_QUALITY = 5  # of eleven: the better ones take longer than making the page


@dataclass(frozen=True)
class Answer:
    """A finished answer, compressed."""

    packed: bytes
    status: int

    @classmethod
    def of(cls, body: str, status: int = 200) -> Answer:
        """Compress an answer."""
        return cls(brotli.compress(body.encode(), quality=_QUALITY), status)

    def response(self, mimetype: str) -> Response:
        """The answer to the current request, as its client takes it."""
        if not request.accept_encodings["br"]:
            return Response(brotli.decompress(self.packed), self.status, mimetype=mimetype)
        made = Response(self.packed, self.status, mimetype=mimetype)
        made.headers["Content-Encoding"] = "br"
        return made


class Answers:
    """Answers of one state of the tables by what was asked; with another state all of them go.

    What several ask for at a time is made once: the others wait for it.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most, self._size = most, 0
        self._state: Hashable = None
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = threading.Lock()
        self._making: dict[tuple[Hashable, Hashable], threading.Lock] = {}

    def __call__(self, state: Hashable, asked: Hashable, make: Callable[[], Answer]) -> Answer:
        """An answer, made where it is not kept. Only what was found (200) is kept."""
        if (found := self._found(state, asked)) is not None:
            return found
        with self._lock:
            turn = self._making.setdefault((state, asked), threading.Lock())
        with turn:
            if (found := self._found(state, asked)) is not None:
                return found
            try:
                made = make()
                self._keep(state, asked, made)
                return made
            finally:
                with self._lock:
                    self._making.pop((state, asked), None)

    def _found(self, state: Hashable, asked: Hashable) -> Answer | None:
        with self._lock:
            if state != self._state:
                self._kept.clear()
                self._state, self._size = state, 0
            if asked not in self._kept:
                return None
            self._kept.move_to_end(asked)
            return self._kept[asked]

    def _keep(self, state: Hashable, asked: Hashable, made: Answer) -> None:
        size = len(made.packed)
        if made.status != 200 or size > LARGEST:
            return
        with self._lock:
            if state == self._state and asked not in self._kept:
                self._kept[asked] = made
                self._size += size
                while self._size > self._most:
                    _, old = self._kept.popitem(last=False)
                    self._size -= len(old.packed)
