"""Many like elements as HTML: made once as a component, and filled in for each as text.

A hundred rows of components take as long as all the rest of a page.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from markupsafe import Markup

from dashboard.escaping import escaped
from dashboard.render import to_html

Each = TypeVar("Each")

_MARK = f"tt-{secrets.token_hex(6)}"  # so that no address and no text holds a place by itself


def many(
    make: Callable[[Mapping[str, str]], Any], cells: Mapping[str, Callable[[Each], str]], each: Iterable[Each]
) -> Markup:
    """What ``make`` makes of the texts of ``cells``, for each of some things.

    ``make`` is called once, with a place for each cell. A place may stand in a text or within a link, whose other parts
    are the same for all.
    """
    places = {cell: f"{_MARK}-{cell}-" for cell in cells}
    parts = re.split(f"{_MARK}-({'|'.join(map(re.escape, cells))})-", to_html(make(places)))
    before, told = (
        parts[0],
        [(cells[cell], after) for cell, after in zip(parts[1::2], parts[2::2], strict=True)],
    )
    made: list[str] = []
    for one in each:
        made.append(before)
        for say, after in told:
            made += (escaped(say(one)), after)
    return Markup("".join(made))
