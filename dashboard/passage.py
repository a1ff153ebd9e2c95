"""The words behind a figure: stored text with the number marked and the evidence underlined.

Offsets are code points into the stored text, which is never changed; the text is only cut up and put into
components, so whatever a source holds arrives as text and never as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard import html
from dashboard.html import Node
from dashboard.i18n import Context

Fact = Mapping[str, Any]
Node = Node | str

# Dimensions of the evidence, grouped as a reader would: each group has its own colour and line.
GROUPS = {
    "indicator": "measure",
    "transform": "measure",
    "commodity": "measure",
    "rank_scope": "area",
    "reporter": "area",
    "partner": "area",
    "period": "period",
    "compiler": "source",
    "approx": "hedge",
    "status": "hedge",
}
GROUP_ORDER = ("measure", "area", "period", "source", "hedge")


@dataclass(frozen=True)
class Mark:
    """One place where a figure stands in the text."""

    start: int
    end: int
    fact_id: str
    anchor: str | None = None
    href: str | None = None
    label: str | None = None


@dataclass(frozen=True)
class Line:
    """One underlined span: the evidence for a group of dimensions."""

    start: int
    end: int
    group: str


def evidence_lines(fact: Fact) -> list[Line]:
    """The spans of the text from which the dimensions of a fact were read or inherited."""
    found = {
        Line(e["char_start"], e["char_end"], GROUPS[e["dimension"]])
        for e in fact["evidence"]
        if e["dimension"] in GROUPS and e["char_start"] is not None and e["char_end"] is not None
    }
    return sorted(found, key=lambda line: (line.start, -line.end))


def annotate(
    text: str, start: int, end: int, marks: Iterable[Mark], lines: Iterable[Line] = ()
) -> list[Node]:
    """``text[start:end]`` as components. Marks may nest or overlap; an overlap is split, never dropped."""
    inside = [m for m in marks if m.start < end and m.end > start]
    under = [line for line in lines if line.start < end and line.end > start]
    return _marked(text, start, end, sorted(inside, key=lambda m: (m.start, -m.end)), under)


def _marked(text: str, start: int, end: int, marks: list[Mark], lines: list[Line]) -> list[Node]:
    nodes: list[Node] = []
    at, rest = start, list(marks)
    while rest:
        mark = rest.pop(0)
        first, last = max(mark.start, at), min(mark.end, end)
        if first >= last:
            continue
        nodes += _underlined(text, at, first, lines)
        within = [m for m in rest if m.start < last]
        rest = [m for m in rest if m.end > last]
        nodes.append(_mark(mark, first == mark.start, _marked(text, first, last, within, lines)))
        at = last
    return nodes + _underlined(text, at, end, lines)


def _mark(mark: Mark, first: bool, children: list[Node]) -> Node:
    attributes: dict[str, Any] = {"data-fact-id": mark.fact_id}
    if mark.anchor and first:
        attributes["id"] = mark.anchor
    if mark.href:
        children = [html.A(children, href=mark.href, title=mark.label)]
    return html.Mark(children, **attributes)


def _underlined(text: str, start: int, end: int, lines: list[Line]) -> list[Node]:
    if start >= end:
        return []
    inside = [line for line in lines if line.start < end and line.end > start]
    cuts = {start, end}
    for line in inside:
        cuts |= {max(line.start, start), min(line.end, end)}
    nodes: list[Node] = []
    edges = sorted(cuts)
    for a, b in zip(edges, edges[1:], strict=False):
        groups = [g for g in GROUP_ORDER if any(n.group == g and n.start <= a and n.end >= b for n in inside)]
        if groups:
            nodes.append(html.Span(text[a:b], className="ev " + " ".join(f"ev-{g}" for g in groups)))
        else:
            nodes += _breakable(text[a:b])
    return nodes


# Letters without a space, but for scripts that have none: a browser takes minutes to find where to break a long run.
_RUN = re.compile(r"[^\s\u2e80-\uffff]{200}")


def _breakable(text: str) -> list[Node]:
    """The text, and in a long run of letters the places where a line may break; no word of it changes."""
    nodes: list[Node] = []
    at = 0
    for m in _RUN.finditer(text):
        nodes += [text[at : m.end()], html.Wbr()]
        at = m.end()
    return [*nodes, text[at:]] if at < len(text) or not nodes else nodes


def sentence(fact: Fact, text: str | None, number: int = 0) -> list[Node]:
    """The passage of one mention, its number marked; the first mention also shows the evidence."""
    mention = fact["mentions"][number]
    if text is None:  # the document is gone; the fact still carries its own passage
        shift = fact["passage_start"]
        mark = Mark(fact["char_start"] - shift, fact["char_end"] - shift, fact["fact_id"])
        return annotate(fact["passage"], 0, len(fact["passage"]), [mark])
    mark = Mark(mention["char_start"], mention["char_end"], fact["fact_id"])
    lines = evidence_lines(fact) if number == 0 else []
    return annotate(text, mention["passage_start"], mention["passage_end"], [mark], lines)


def context(fact: Fact, text: str | None) -> tuple[list[Node], list[Node]]:
    """What stands before and behind the passage in its paragraph, with the evidence that lies there underlined."""
    if text is None:
        return [], []
    first, (start, end) = fact["mentions"][0], surroundings(fact, text)
    lines = evidence_lines(fact)
    before = annotate(text, start, first["passage_start"], [], lines)
    after = annotate(text, first["passage_end"], end, [], lines)
    if before and start and text[start - 1] != "\n":
        before.insert(0, "\u2026 ")
    if after and end < len(text) and text[end] != "\n":
        after.append(" \u2026")
    return before, after


def surroundings(fact: Fact, text: str, before: int = 220, after: int = 120) -> tuple[int, int]:
    """The part of the paragraph around the passage that is shown with it, from whole word to whole word."""
    first = fact["mentions"][0]
    low, high = first["passage_start"], first["passage_end"]
    start = max(text.rfind("\n", 0, low) + 1, low - before)
    if start and text[start - 1] != "\n":
        gap = _GAP.search(text, start, low)
        start = gap.end() if gap else low
    stop = text.find("\n", high)
    end = min(len(text) if stop < 0 else stop, high + after)
    if end < len(text) and text[end] != "\n":
        gaps = [m.start() for m in _GAP.finditer(text, high, end)]
        end = gaps[-1] if gaps else high
    return start, max(end, high)


# Where a text may be cut: between words, and where words are not divided by spaces, behind a mark.
_GAP = re.compile(r"\s+|(?<=[\u3001\u3002\uff0c\uff1b])")


def lead_ins(fact: Fact, text: str | None) -> list[list[Node]]:
    """The sentences farther off from which something was inherited, with the evidence underlined."""
    if text is None:
        return []
    start, end = surroundings(fact, text)
    outside = [n for n in evidence_lines(fact) if n.end <= start or n.start >= end]
    spans = sorted({_around(text, n.start, n.end) for n in outside})
    return [annotate(text, a, b, [], outside) for a, b in spans]


_STOP = re.compile(r"[.;!?\u2026]\s|[\u3002\uff1b\uff01\uff1f]|\n")


def _around(text: str, start: int, end: int, most: int = 240) -> tuple[int, int]:
    """The sentence that holds a span, at most ``most`` characters to either side."""
    low = max(0, start - most)
    stops = [low + m.end() for m in _STOP.finditer(text[low:start])]
    after = _STOP.search(text, end, min(len(text), end + most))
    first = stops[-1] if stops else low
    last = after.start() + 1 if after else min(len(text), end + most)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def legend(fact: Fact, ctx: Context) -> Node | None:
    """What the underlines mean; only the groups that are there."""
    present = {line.group for line in evidence_lines(fact)}
    if not present:
        return None
    items: list[Node] = [
        html.Li([html.Mark(ctx.t("evidence.sample"), className="sample"), ctx.t("evidence.group.figure")])
    ]
    for group in GROUP_ORDER:
        if group in present:
            sample = html.Span(ctx.t("evidence.sample"), className=f"ev ev-{group} sample")
            items.append(html.Li([sample, ctx.t(f"evidence.group.{group}")]))
    return html.Ul(items, className="legend", **{"aria-label": ctx.t("evidence.legend")})


def anchor(fact_id: str, number: int = 0) -> str:
    """The identifier of a mention's place in its document's page."""
    return f"f-{fact_id}" + (f"-{number + 1}" if number else "")
