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
from markupsafe import Markup, escape

from dashboard import sketch

_VOID = {"br", "hr", "img", "input", "meta", "link", "source", "wbr", "col"}
_RENAMED = {"className": "class", "htmlFor": "for", "tabIndex": "tabindex", "dateTime": "datetime"}
_RENAMED |= {"colSpan": "colspan", "rowSpan": "rowspan", "srcSet": "srcset", "hrefLang": "hreflang"}
_INTERNAL = {"children", "n_clicks", "n_clicks_timestamp", "disable_n_clicks", "key"}


def to_html(node: Any, draw: int = 0) -> Markup:
    """Escaped HTML of a component, a string, a number, or a list of them; None is nothing.

    Components other than ``dash.html`` ones need scripts to appear; an empty box with their id and class
    keeps their place. The first ``draw`` charts are drawn as SVG, so that they are seen before Dash is there.
    """
    return _html(node, iter(range(draw)))


def _html(node: Any, left: Iterator[int]) -> Markup:
    if node is None:
        return Markup("")
    if isinstance(node, list | tuple):
        return Markup("").join(_html(child, left) for child in node)
    if not isinstance(node, Component):
        return escape(node)
    props = node.to_plotly_json()["props"]
    if isinstance(node, dcc.Graph) and (number := next(left, None)) is not None:
        drawn = sketch.sketch(node.figure, str(number))
        if drawn is not None:
            return drawn
    if not _is_html(node):
        props = {name: props[name] for name in ("id", "className") if isinstance(props.get(name), str)}
        tag = "div"
    else:
        tag = type(node).__name__.lower()
    ordered = sorted(props.items(), key=lambda item: item[0] == "id")  # what an element is before where it is
    attributes = Markup("").join(_attribute(name, value) for name, value in ordered)
    if tag in _VOID:
        return Markup(f"<{tag}{attributes}>")
    return Markup(f"<{tag}{attributes}>{_html(props.get('children'), left)}</{tag}>")


def _is_html(node: Component) -> bool:
    return type(node).__module__.startswith(html.__name__)


def _attribute(name: str, value: Any) -> Markup:
    if name in _INTERNAL or value is None or value is False:
        return Markup("")
    if name == "style":
        value = ";".join(f"{_css(key)}:{each}" for key, each in value.items())
    name = _RENAMED.get(name, name)
    # Boolean attributes may be given to Dash as True or as their own name.
    if value is True or value == name:
        return Markup(f" {escape(name)}")
    return Markup(f' {escape(name)}="{escape(value)}"')


def _css(name: str) -> str:
    return "".join("-" + c.lower() if c.isupper() else c for c in name)
