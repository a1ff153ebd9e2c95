"""Elements and Dash components as HTML text.

Views are written once, as elements and components. Pages that only need reading (a document, a figure, a list) are
sent as HTML and load no script library; interactive pages are sent the same way first and are then taken
over by Dash, so that nobody waits for scripts to read a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from dash import dcc
from dash import html as of_dash
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard import html, sketch
from dashboard.escaping import escaped

_VOID = {"br", "hr", "img", "input", "meta", "link", "source", "wbr", "col"}
_RENAMED = {"className": "class", "htmlFor": "for", "tabIndex": "tabindex", "dateTime": "datetime"}
_RENAMED |= {"colSpan": "colspan", "rowSpan": "rowspan", "srcSet": "srcset", "hrefLang": "hreflang"}
# What a component knows of its own kind, among what it was given.
_OF_DASH = ("_", "available_")
_INTERNAL = {"children", "n_clicks", "n_clicks_timestamp", "disable_n_clicks", "key"}


def to_html(node: Any, draw: int = 0) -> Markup:
    """Escaped HTML of a component, a string, a number, or a list of them; None is nothing.

    Components other than ``dash.html`` ones need scripts to appear; an empty box with their id and class
    keeps their place. The first ``draw`` charts are drawn as SVG, so that they are seen before Dash is there.
    """
    out: list[str] = []
    _write(node, out, iter(range(draw)))
    return Markup("".join(out))


def _write(node: Any, out: list[str], left: Iterator[int]) -> None:
    if node is None:
        return
    if isinstance(node, str):
        out.append(node if isinstance(node, Markup) else escaped(node))
    elif isinstance(node, list | tuple):
        for child in node:
            _write(child, out, left)
    elif isinstance(node, html.Element):
        _write_element(type(node).tag, vars(node), out, left)
    elif isinstance(node, Component):
        _write_component(node, out, left)
    else:
        out.append(escaped(str(node)))


def _write_component(node: Component, out: list[str], left: Iterator[int]) -> None:
    if isinstance(node, dcc.Graph) and (number := next(left, None)) is not None:
        drawn = sketch.sketch(node.figure, str(number))
        if drawn is not None:
            out.append(drawn)
            return
    # Its own to_plotly_json takes several times as long, for which a page of many rows waits.
    props = {name: value for name, value in vars(node).items() if not name.startswith(_OF_DASH)}
    if type(node).__module__.startswith(of_dash.__name__):
        _write_element(type(node).__name__.lower(), props, out, left)
    else:
        kept = {name: props[name] for name in ("id", "className") if isinstance(props.get(name), str)}
        _write_element("div", {**kept, "children": props.get("children")}, out, left)


def _write_element(tag: str, props: Mapping[str, Any], out: list[str], left: Iterator[int]) -> None:
    out.append(f"<{tag}")
    for name, written in _attributes(tuple(props)):
        value = props[name]
        if value is None or value is False:
            continue
        if name == "style":
            value = ";".join(f"{_css(key)}:{each}" for key, each in value.items())
        # Boolean attributes may be given to Dash as True or as their own name.
        out.append(
            f" {written}" if value is True or value == written else f' {written}="{escaped(str(value))}"'
        )
    out.append(">")
    if tag not in _VOID:
        _write(props.get("children"), out, left)
        out.append(f"</{tag}>")


@lru_cache(maxsize=1024)
def _attributes(given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The names among these that are written, and as what: in an order, since Dash has none; what an element is before
    where it is."""
    names = sorted((name for name in given if name not in _INTERNAL), key=lambda name: (name == "id", name))
    return tuple((name, str(escaped(_RENAMED.get(name, name)))) for name in names)


def _css(name: str) -> str:
    return "".join("-" + c.lower() if c.isupper() else c for c in name)
