"""A chart as SVG in the page itself, so that it is seen before any script has run, and without one.

It draws what :mod:`dashboard.charts` makes use of: bars and points with their words, axes, lines, annotations. Widths
are shares of the plot, so that it fits every screen; Plotly's own picture takes its place once it is there.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from dashboard.escaping import escaped

Figure = dict[str, Any]

SIZE = 13  # of letters, in pixels
# Marks with corners: how many, the turn of the first from above, and their reach beside a circle of the same size.
_SYMBOLS = {
    "diamond": (4, 0.0, 1.3),
    "triangle-up": (3, 0.0, 1.15),
    "triangle-down": (3, math.pi, 1.15),
    "pentagon": (5, 0.0, 1.0),
}
_PART = re.compile(r"(</?[bi]>)")


class Plane:
    """The plot of a figure: data to shares of its width (percent) and to pixels of its height."""

    def __init__(self, layout: Figure) -> None:
        self.layout = layout
        margin = {"l": 0, "r": 0, "t": 8, "b": 8, **layout.get("margin", {})}
        self.left, self.right, self.top = margin["l"], margin["r"], margin["t"]
        self.height = layout["height"] - margin["t"] - margin["b"]

    def x(self, value: float) -> float:
        """Percent of the plot's width."""
        low, high = self.layout["xaxis"]["range"]
        return (value - low) / (high - low) * 100

    def y(self, value: float, axis: str = "y") -> float:
        """Pixels from the plot's upper edge."""
        own = self.layout["yaxis" + axis[1:]]
        (low, high), (first, last) = own["range"], own.get("domain", (0, 1))
        return self.height * (1 - first - (value - low) / (high - low) * (last - first))


def sketch(figure: Figure, name: str) -> Markup | None:
    """The figure as an SVG element; None when it holds what is not drawn here. ``name`` is unique in its page."""
    layout = figure["layout"]
    if not all(map(_known, figure["data"])):
        return None
    axes = {"xaxis", "yaxis", *("yaxis" + t.get("yaxis", "y")[1:] for t in figure["data"])}
    if any("range" not in layout.get(axis, {}) for axis in axes):
        return None
    plane = Plane(layout)
    drawn = [*_axes(plane), *(_shape(plane, s) for s in layout.get("shapes", ()))]
    for i, trace in enumerate(figure["data"]):
        drawn += _bars(plane, trace, f"{name}-{i}") if trace["type"] == "bar" else _points(plane, trace)
    drawn += [_annotation(plane, a) for a in layout.get("annotations", ())]
    return Markup(
        f'<div class="sketch" aria-hidden="true" style="height:{layout["height"]}px;'
        f'padding:{plane.top}px {plane.right}px 0 {plane.left}px">'
        f'<svg width="100%" height="{plane.height:g}" font-size="{SIZE}" overflow="visible">{"".join(drawn)}</svg></div>'
    )


def _known(trace: Figure) -> bool:
    """Whether a trace is of a kind that is drawn here, with a place for every value."""
    if trace["type"] == "scatter":
        kind = trace.get("mode") in ("markers", "markers+text", "text")
    else:
        kind = trace["type"] == "bar" and "color" in trace.get("marker", {})
    return kind and all(isinstance(v, int | float) for v in (*trace["x"], *trace["y"]))


def _axes(plane: Plane) -> Iterable[str]:
    across, up = plane.layout["xaxis"], plane.layout["yaxis"]
    for value, label in _ticks(up):
        y = plane.y(value)
        if up.get("showgrid"):
            yield f'<line class="grid" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield _text(label, "0", y, anchor="end", dx=-up.get("ticklabelstandoff", 4), soft=True)
    for value, label in _ticks(across):
        x = f"{plane.x(value):.2f}%"
        if across.get("showgrid"):
            yield f'<line class="grid" x1="{x}" x2="{x}" y1="0" y2="{plane.height:g}"/>'
        yield _text(label, x, plane.height + 14, size=across.get("tickfont", {}).get("size", SIZE), down=True)
    if across.get("showline"):
        yield f'<line class="rule" x1="0" x2="100%" y1="{plane.height:g}" y2="{plane.height:g}"/>'


def _ticks(axis: Figure) -> Iterable[tuple[float, str]]:
    if axis.get("showticklabels", True):
        yield from zip(axis.get("tickvals", ()), axis.get("ticktext", ()), strict=False)


def _bars(plane: Plane, trace: Figure, name: str) -> Iterable[str]:
    color, lying, axis = trace["marker"]["color"], trace.get("orientation") == "h", trace.get("yaxis", "y")
    fill = color
    if trace["marker"].get("pattern"):
        fill = f"url(#sketch-{name})"
        yield (
            f'<pattern id="sketch-{escaped(name)}" width="7" height="7" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><rect width="2.4" height="7" fill="{escaped(color)}"/></pattern>'
        )
    for i, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        wide, base = _at(trace.get("width", 0.8), i), _at(trace.get("base", 0), i)
        if lying:
            left, right = sorted((plane.x(base), plane.x(base + x)))
            top, bottom = plane.y(y + wide / 2, axis), plane.y(y - wide / 2, axis)
        else:
            left, right = plane.x(x - wide / 2), plane.x(x + wide / 2)
            top, bottom = sorted((plane.y(base, axis), plane.y(base + y, axis)))
        yield (
            f'<rect x="{left:.2f}%" y="{top:.1f}" width="{right - left:.2f}%" height="{bottom - top:.1f}" rx="2" '
            f'fill="{escaped(fill)}" stroke="{escaped(color)}" stroke-width="1.5"/>'
        )
        label, size = _at(trace.get("text", ""), i), trace.get("textfont", {}).get("size", SIZE)
        inside = _at(trace.get("textposition", "outside"), i) == "inside"
        middle = (top + bottom) / 2
        if label and lying:
            edge = left if inside else right
            yield _text(label, f"{edge:.2f}%", middle, anchor="start", dx=5, size=size, white=inside)
        elif label:
            yield _text(label, f"{(left + right) / 2:.2f}%", top - 10, size=size, up=True)


def _points(plane: Plane, trace: Figure) -> Iterable[str]:
    axis, mode = trace.get("yaxis", "y"), trace.get("mode", "markers")
    shared: str | None = None  # the paint of the marks before, told once for all of them
    for i, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        across, down = f"{plane.x(x):.2f}%", plane.y(y, axis)
        size = _at(trace.get("marker", {}).get("size", 6), i)
        if "markers" in mode:
            paint, (before, between, behind) = _marker(trace["marker"], i, size)
            if paint != shared:
                yield f"{'</g>' if shared else ''}<g {paint}>"
                shared = paint
            yield f'{before}="{across}" {between}="{down:.1f}"{behind}'
        label = _at(trace.get("text", ""), i)
        if "text" in mode and label:
            if shared:
                yield "</g>"
                shared = None
            where = _at(trace.get("textposition", "middle center"), i)
            dy = {"top": -size / 2 - 9, "bottom": size / 2 + 9}.get(where.split()[0], 0)
            anchor = {"right": "start", "left": "end"}.get(where.split()[-1], "middle")
            dx = {"start": size / 2 + 5, "end": -size / 2 - 5}.get(anchor, 0)
            letters = trace.get("textfont", {}).get("size", SIZE)
            yield _text(label, across, down + dy, anchor=anchor, dx=dx, size=letters, up=dy < 0)
    if shared:
        yield "</g>"


def _marker(marker: Figure, i: int, size: float) -> tuple[str, tuple[str, str, str]]:
    """How a mark is painted, and its shape."""
    color, symbol = _at(marker.get("color", "currentColor"), i), str(_at(marker.get("symbol", "circle"), i))
    line, hollow = marker.get("line", {}), symbol.endswith("-open")
    edge = color if hollow else _at(line.get("color", color), i)
    width = _at(line.get("width", 1.5 if hollow else 0), i)
    paint = f'fill="{"none" if hollow else escaped(color)}" stroke="{escaped(edge)}" stroke-width="{width}"'
    return paint, _mark(symbol.removesuffix("-open"), size)


@lru_cache(maxsize=256)
def _mark(symbol: str, size: float) -> tuple[str, str, str]:
    """A mark as SVG before, between and behind its two places. Only one with corners other than a square's needs a picture
    of its own to stand at a share of the plot's width, which takes a browser several times as long to draw."""
    half = size / 2
    if symbol == "square":
        side = f'width="{size:g}" height="{size:g}" transform="translate({-half:g} {-half:g})"'
        return "<rect x", "y", f" {side}/>"
    if symbol not in _SYMBOLS:
        return "<circle cx", "cy", f' r="{half:g}"/>'
    corners, turn, wide = _SYMBOLS[symbol]
    angles = [turn + 2 * math.pi * k / corners for k in range(corners)]
    ends = " ".join(f"{math.sin(a) * half * wide:.1f},{-math.cos(a) * half * wide:.1f}" for a in angles)
    return "<svg x", "y", f' overflow="visible"><polygon points="{ends}"/></svg>'


def _shape(plane: Plane, shape: Figure) -> str:
    if shape.get("type") != "line":
        return ""
    xs, ys = [], []
    for end in ("0", "1"):
        x, y = shape["x" + end], shape["y" + end]
        xs.append(f"{x * 100:.2f}%" if shape.get("xref") == "paper" else f"{plane.x(x):.2f}%")
        ref = shape.get("yref", "y")
        ys.append(plane.height * (1 - y) if ref == "paper" else plane.y(y, ref))
    line = shape["line"]
    dash = ' stroke-dasharray="2 4"' if line.get("dash") else ""
    return (
        f'<line x1="{xs[0]}" y1="{ys[0]:.1f}" x2="{xs[1]}" y2="{ys[1]:.1f}" stroke="{escaped(line.get("color", "currentColor"))}"'
        f' stroke-width="{line.get("width", 1)}"{dash}/>'
    )


def _annotation(plane: Plane, note: Figure) -> str:
    x = note["x"] * 100 if note.get("xref") == "paper" else plane.x(note["x"])
    ref = note.get("yref", "y")
    y = plane.height * (1 - note["y"]) if ref == "paper" else plane.y(note["y"], ref)
    anchor = {"left": "start", "right": "end"}.get(note.get("xanchor", "center"), "middle")
    font = note.get("font", {})
    return _text(
        note["text"],
        f"{x:.2f}%",
        y - note.get("yshift", 0),
        anchor=anchor,
        dx=note.get("xshift", 0),
        size=font.get("size", SIZE),
        soft="color" in font,
    )


def _text(
    label: str, x: str, y: float, *, anchor: str = "middle", dx: float = 0, size: float = SIZE,
    soft: bool = False, white: bool = False, up: bool = False, down: bool = False,
) -> str:  # fmt: skip
    """Words at a place; several lines go ``up`` or ``down`` from it, else they stand around it."""
    rows, high = re.split(r"<br\s*/?>", label), size * 1.3
    first = y - high * (len(rows) - 1) * (1 if up else 0 if down else 0.5)
    kind = ' class="soft"' if soft else ' style="fill:#fff"' if white else ""
    made = "".join(
        f'<text x="{x}" y="{first + i * high:.1f}" dx="{dx:g}" dy=".35em" text-anchor="{anchor}" font-size="{size:g}"{kind}>'
        f"{_rich(row)}</text>"
        for i, row in enumerate(rows)
        if row.strip("\u00a0 ")
    )
    return made


def _rich(row: str) -> str:
    """One line with its bold and slanted parts; everything else in it is plain text."""
    bold = slanted = False
    made = ""
    for part in _PART.split(row):
        if _PART.fullmatch(part):
            bold = part == "<b>" if "b" in part else bold
            slanted = part == "<i>" if "i" in part else slanted
        elif part:
            plain = escaped(html.unescape(part))
            style = (' font-weight="700"' if bold else "") + (' font-style="italic"' if slanted else "")
            made += f"<tspan{style}>{plain}</tspan>" if style else plain
    return made


def _at(value: Any, i: int) -> Any:
    """The value of one point, where a trace gives one for all or a list."""
    return value[i] if isinstance(value, list | tuple) else value
