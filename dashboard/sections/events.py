"""Events to read the charts against, each only as its sentence dates it."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from dashboard import html, passage, reading, words
from dashboard.html import Node
from dashboard.i18n import Context
from dashboard.passage import Line
from dashboard.store import Row, Snapshot

MOST = 24  # so many are listed, the latest
QUOTES = 3  # so many sentences of one month
WIDTH = 64  # characters of a line that the pointer shows


@dataclass(frozen=True)
class Event:
    """What happened in a month, and the sentences that say so: for each passage all that it tells of the month."""

    start: dt.date
    end: dt.date
    precision: str
    told: tuple[tuple[Row, ...], ...]

    @property
    def kinds(self) -> list[tuple[str, bool]]:
        """The kinds of event and whether each is only announced, in the order of the codelist's words."""
        every = [e for some in self.told for e in some]
        actual = {e["kind"] for e in every if e["status"] == "actual"}
        return [(kind, kind not in actual) for kind in sorted({e["kind"] for e in every})]


def every(snapshot: Snapshot) -> list[Event]:
    """The dated events of the latest documents by month, earliest first."""
    months: dict[tuple[int, int], dict[str, list[Row]]] = {}
    for e in snapshot.index.events():
        passages = months.setdefault((e["start"].year, e["start"].month), {})
        passages.setdefault(e["passage"], []).append(e)
    found = []
    for passages in months.values():
        # One passage may stand in several documents; the one that tells most, and to the day, comes first.
        told = [tuple(e for e in some if e["doc_id"] == some[0]["doc_id"]) for some in passages.values()]
        told.sort(key=lambda some: (some[0]["precision"] != "day", -len(some), some[0]["doc_id"]))
        best = told[0][0]
        found.append(Event(best["start"], best["end"], best["precision"], tuple(told)))
    return sorted(found, key=lambda e: e.start)


def numbered(snapshot: Snapshot, years: tuple[int, int]) -> list[tuple[int, Event]]:
    """The events of some years with their numbers, at most the latest ``MOST``."""
    within = [e for e in snapshot.kept(every) if years[0] <= e.start.year <= years[1]]
    return list(enumerate(within[-MOST:], 1))


def marks(ctx: Context, found: Sequence[tuple[int, Event]]) -> list[dict[str, Any]]:
    """The events as a chart over time wants them."""
    return [
        {"date": e.start, "number": n, "hover": _hover(ctx, e), "anchor": f"#event-{n}"} for n, e in found
    ]


def when(event: Event, ctx: Context) -> str:
    """The day, days or month of an event in words."""
    kind = event.precision if event.start == event.end or event.precision == "month" else "range"
    code = {"month": f"{event.start:%Y-%m}", "day": event.start.isoformat(), "range": "days"}[kind]
    period = {"period": code, "period_type": kind, "period_start": event.start, "period_end": event.end}
    return words.period(period, ctx.lang)


def _title(event: Event, ctx: Context) -> str:
    named = []
    for kind, planned in event.kinds:
        name = words.name("events", kind, ctx.lang)
        named.append(ctx.t("events.planned", what=name) if planned else name)
    return words.joined(ctx.lang, *named)


def _hover(ctx: Context, event: Event) -> str:
    lines = [f"<b>{escape(_title(event, ctx))}</b>", escape(when(event, ctx))]
    said = textwrap.shorten(event.told[0][0]["passage"], 4 * WIDTH, placeholder=" \u2026")
    lines += [escape(line) for line in _wrapped(said)]
    lines.append(f"<i>{escape(ctx.t('events.click'))}</i>")
    return "<br>".join(f"\u00a0{line}\u00a0" for line in lines)


def _wrapped(said: str) -> list[str]:
    lines: list[str] = []
    for line in textwrap.wrap(said, WIDTH):
        # Chinese has no blanks to break at, and its characters are twice as wide.
        wide = sum(ord(c) > 0x2E7F for c in line) > len(line) / 2
        step = WIDTH // 2 if wide else WIDTH
        lines += [line[i : i + step] for i in range(0, len(line), step)]
    return lines


def listed(ctx: Context, snapshot: Snapshot, found: Sequence[tuple[int, Event]]) -> Node | None:
    """The events with their sentences, each with the way to its place in the document."""
    shown = {id(event) for _, event in found}
    others = [event for event in snapshot.kept(every) if id(event) not in shown][-MOST:]
    if not found and not others:
        return None
    made: list[Node] = [
        html.Header([html.H2(ctx.t("events.title")), html.P(ctx.t("events.lead"), className="subtitle")])
    ]
    if found:
        made.append(html.Ol([_item(ctx, snapshot, e, n) for n, e in found], className="event-list"))
    if others:
        count = ctx.n("events.others", len(others), n=words.number(len(others), ctx.lang, 0))
        rest = html.Ul([_item(ctx, snapshot, e) for e in others], className="event-list")
        made.append(html.Details([html.Summary(count), rest], className="long"))
    return html.Section(made, id="events", className="events")


def _item(ctx: Context, snapshot: Snapshot, event: Event, number: int | None = None) -> Node:
    head = html.P(
        [html.Strong(when(event, ctx)), " \u00b7 ", html.Span(_title(event, ctx))], className="event-head"
    )
    quotes = [part for told in event.told[:QUOTES] for part in _quote(ctx, snapshot, told)]
    more = len(event.told) - QUOTES
    if more > 0:
        quotes.append(
            html.P(ctx.n("events.more", more, n=words.number(more, ctx.lang, 0)), className="small")
        )
    mark = html.Span(str(number) if number else None, className="event-number", **{"aria-hidden": "true"})
    body = [mark, html.Div([head, *quotes])]
    return html.Li(body, id=f"event-{number}") if number else html.Li(body)


def _quote(ctx: Context, snapshot: Snapshot, told: Sequence[Row]) -> list[Node]:
    """A passage with the words for the events and their dates underlined, and where it stands."""
    first = told[0]
    document = snapshot.document(first["doc_id"]) or {}
    lang = reading.document_lang(document)
    start, end = first["passage_start"], first["passage_end"]
    under = [Line(e["char_start"], e["char_end"], "measure") for e in told]
    under += [Line(e["date_start"], e["date_end"], "period") for e in told]
    said = passage.annotate(document["text"], start, end, [], under)
    title, address = reading.title_of(document, ctx, snapshot), reading.paragraph(document, start, ctx)
    where = ctx.t("list.source", meta=words.where(document, ctx.lang))
    return [
        html.Blockquote(html.P(said), lang=lang),
        html.P([html.A(title, href=address, lang=lang), where], className="small"),
    ]
