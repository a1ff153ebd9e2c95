"""Dash components as HTML text.

Views are written once, as Dash components. Pages that only need reading (a document, a figure, a list) are
sent as HTML and load no script library; interactive pages are sent the same way first and are then taken
over by Dash, so that nobody waits for scripts to read a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard import sketch
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
    if _is_html(node):
        tag = type(node).__name__.lower()
    else:
        props = {name: props[name] for name in ("id", "className") if isinstance(props.get(name), str)}
        tag = "div"
    out.append(f"<{tag}")
    # In an order, since Dash has none; what an element is before where it is.
    out.extend(_attribute(name, props[name]) for name in sorted(props) if name != "id")
    out.append(_attribute("id", props.get("id")))
    out.append(">")
    if tag not in _VOID:
        _write(props.get("children"), out, left)
        out.append(f"</{tag}>")


def _is_html(node: Component) -> bool:
    return type(node).__module__.startswith(html.__name__)


def _attribute(name: str, value: Any) -> str:
    if name in _INTERNAL or value is None or value is False:
        return ""
    if name == "style":
        value = ";".join(f"{_css(key)}:{each}" for key, each in value.items())
    name = _RENAMED.get(name, name)
    # Boolean attributes may be given to Dash as True or as their own name.
    if value is True or value == name:
        return f" {escaped(name)}"
    return f' {escaped(name)}="{escaped(str(value))}"'


def _css(name: str) -> str:
    return "".join("-" + c.lower() if c.isupper() else c for c in name)
