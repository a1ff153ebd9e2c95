"""What a chart shows under the pointer, written when Plotly is given the chart and not before.

A page is answered with finished HTML, which has no use for these words; Dash asks for them when it is seen already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any


class Later:
    """A list of a trace, ``say`` of each of some arguments, that is made when the trace is turned into JSON.

    Dash and Plotly ask every value that is not plain for ``to_plotly_json``.
    """

    __slots__ = ("_each", "_say")

    def __init__(self, say: Callable[..., str], each: Iterable[tuple[Any, ...]]) -> None:
        self._say, self._each = say, tuple(each)

    def to_plotly_json(self) -> list[str]:
        """The list."""
        return [self._say(*given) for given in self._each]
