"""What Dash takes over of a page, and what of the finished HTML stays.

Dash keeps house for every element of its layout, which for a table of a hundred rows takes the browser most of a second.
So only what reacts goes through it. Of the rest it gets the empty outer elements, slots, and the browser moves
what already stands in the page into them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component
from markupsafe import Markup

from dashboard import html
from dashboard.html import Node
from dashboard.store import Snapshot

LEAST = 12  # elements below which a part is not worth a slot


def state(snapshot: Snapshot) -> str:
    """A mark of what a page was made from: slots are filled from HTML of the same state only."""
    return hashlib.blake2s(repr(snapshot.stamp).encode(), digest_size=8).hexdigest()


def marked(view: Node) -> Node:
    """The view with its slots numbered, as finished HTML has it."""
    for number, node in enumerate(_slots(view)):
        setattr(node, "data-slot", str(number))
    return view


def emptied(view: Node) -> Component:
    """The view with its slots numbered and empty, as Dash has it: made of its components."""
    for node in _slots(marked(view)):
        node.children = None
    return html.of_dash(view)


def _slots(view: Node) -> list[Node]:
    sizes: dict[int, int | None] = {}
    _size(view, sizes)
    return [slot for child in _children(view) for slot in _largest(child, sizes)]


def _largest(node: Node, sizes: dict[int, int | None]) -> Iterator[Node]:
    """The largest parts from a component down in which nothing reacts."""
    size = sizes[id(node)]
    if size is not None:
        if size >= LEAST:
            yield node
        return
    for child in _children(node):
        yield from _largest(child, sizes)


def _size(node: Node, sizes: dict[int, int | None]) -> int | None:
    """How many elements a component holds; None where something in it reacts."""
    held = getattr(node, "children", None)
    found = [_size(child, sizes) for child in _components(held)]
    if isinstance(held, Markup):  # finished already, so never for Dash
        found.append(LEAST)
    still = isinstance(node, html.Element) and None not in found
    sizes[id(node)] = 1 + sum(n or 0 for n in found) if still else None
    return sizes[id(node)]


def _children(node: Node) -> list[Node]:
    return list(_components(getattr(node, "children", None)))


def _components(held: Any) -> Iterator[Node]:
    if isinstance(held, html.Element | Component):
        yield held
    elif isinstance(held, list | tuple):
        for each in held:
            yield from _components(each)
