"""The elements of HTML that views are made of.

They are made as ``dash.html`` makes its own (``html.P("text", className="small")``), but hold no more than they were
given: Dash checks each attribute of each element, which for a page of some hundred takes longer than all else in it.
Only what Dash takes over of a page becomes Dash's own, by :func:`of_dash`, and is checked then.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from dash import html
from dash.development.base_component import Component


class Element:
    """An element with its ``children`` and its attributes, by the names that Dash has for them."""

    def __init__(self, children: Any = None, **attributes: Any) -> None:
        attributes["children"] = children
        self.__dict__ = attributes

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({given})"


Node: TypeAlias = Element | Component
_NAMESPACE = html.Div()._namespace


def of_dash(node: Any) -> Any:
    """The same, with Dash's own components for elements. Raises ``TypeError`` for an attribute that HTML has not."""
    if isinstance(node, Element):
        attributes = vars(node).copy()
        children = of_dash(attributes.pop("children"))
        return getattr(html, type(node).__name__)(children, **attributes)
    if isinstance(node, list | tuple):
        return [of_dash(child) for child in node]
    if isinstance(node, Component) and getattr(node, "children", None) is not None:
        node.children = of_dash(node.children)
    return node


def told(node: Any) -> Any:
    """The same as Dash tells a browser of it: elements as plain dicts, which none of its checks slow down."""
    if isinstance(node, Element):
        props = {name: told(value) if name == "children" else value for name, value in vars(node).items()}
        return {"props": props, "type": type(node).__name__, "namespace": _NAMESPACE}
    if isinstance(node, list | tuple):
        return [told(child) for child in node]
    return of_dash(node)


def _kind(name: str) -> type[Element]:
    return type(name, (Element,), {"__doc__": f"The element ``{name.lower()}``.", "tag": name.lower()})


globals().update({name: _kind(name) for name in html.__all__})
