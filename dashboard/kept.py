"""Finished answers kept until the tables change, within bounds: many visitors ask for the same few pages."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

MOST = 24_000_000  # bytes kept
LARGEST = 4_000_000  # of one answer


class Answers:
    """Answers of one state of the tables by what was asked; with another state all of them go.

    What several ask for at a time is made once: the others wait for it.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most, self._size = most, 0
        self._state: Hashable = None
        self._kept: OrderedDict[Hashable, tuple[str, int]] = OrderedDict()
        self._lock = threading.Lock()
        self._making: dict[tuple[Hashable, Hashable], threading.Lock] = {}

    def __call__(
        self, state: Hashable, asked: Hashable, make: Callable[[], tuple[str, int]]
    ) -> tuple[str, int]:
        """The body and status of an answer, made where it is not kept. Only what was found (200) is kept."""
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

    def _found(self, state: Hashable, asked: Hashable) -> tuple[str, int] | None:
        with self._lock:
            if state != self._state:
                self._kept.clear()
                self._state, self._size = state, 0
            if asked not in self._kept:
                return None
            self._kept.move_to_end(asked)
            return self._kept[asked]

    def _keep(self, state: Hashable, asked: Hashable, made: tuple[str, int]) -> None:
        body, status = made
        size = len(body) * 2  # a text of other letters than Latin ones takes two bytes each in memory
        if status != 200 or size > LARGEST:
            return
        with self._lock:
            if state == self._state and asked not in self._kept:
                self._kept[asked] = made
                self._size += size
                while self._size > self._most:
                    _, (old, _) = self._kept.popitem(last=False)
                    self._size -= len(old) * 2
