"""Parts that every view of a figure shares: the reading strip, the source line, mentions, citation."""

from __future__ import annotations

from typing import Any

from dashboard import html, passage, words
from dashboard.fragment import text_fragment
from dashboard.html import Node
from dashboard.i18n import HTML_LANG, Context
from dashboard.store import Row, Snapshot

MOST_COMPARED = 40  # so many other statements are listed on a figure's page
MOST_BESIDE = 5  # and in the panel, which is narrow


def strip(fact: Row, ctx: Context) -> Node:
    """``171,9 tỷ USD`` → 171.9 × 10⁹ USD · Viet Nam–China · two-way trade · 2023 · compiler not stated."""
    value, power, unit = words.normalised(fact, ctx.lang)
    if fact["unit"] == "rank":
        read: list[Any] = [words.amount(fact, ctx.lang)]
    elif fact["unit"] == "percent":
        read = [words.amount(fact, ctx.lang)]
    else:
        read = [value, *([" \u00d7 10", html.Sup(power)] if power else []), " ", unit]
    facets = [
        html.Span(read, className="strip-value"),
        html.Span(words.between(fact, ctx.lang)),
        html.Span(words.measure(fact, ctx.lang)),
        html.Span(words.period(fact, ctx.lang), className=None if fact["period"] else "unstated"),
        html.Span(words.compiler(fact, ctx.lang), className=None if fact["compiler"] else "unstated"),
    ]
    if fact["approx"]:
        facets.insert(1, html.Span(ctx.t(f"approx_name.{fact['approx']}")))
    if fact["status"] != "actual":
        facets.append(html.Span(ctx.t(f"status.{fact['status']}")))
    parts: list[Any] = []
    for facet in facets:
        parts += [facet, " "]
    quote = html.Q(fact["quote"], lang=fact["lang"], className="strip-quote")
    arrow = html.Span(
        "\u2192", className="strip-arrow", **{"aria-label": ctx.t("reading.read_as")}, role="img"
    )
    return html.P([quote, " ", arrow, " ", *parts[:-1]], className="strip")


def title_of(row: Row, ctx: Context, snapshot: Snapshot) -> str:
    """The title of a document or of a fact's document; without one, how it begins."""
    if row["title"]:
        return row["title"]
    opening = snapshot.opening(row["doc_id"])
    return ctx.t("document.untitled_opening", opening=opening) if opening else ctx.t("document.untitled")


def source_line(row: Row, ctx: Context, snapshot: Snapshot) -> Node:
    """Title, publisher and date of a document, the title linked to it."""
    title = title_of(row, ctx, snapshot)
    link = html.A(
        title, href=ctx.url(f"/sources/{row['doc_id']}"), lang=row["lang"], className="source-title"
    )
    meta = f"{words.publisher(row, ctx.lang)} \u00b7 {words.published(row['published'], ctx.lang)}"
    return html.P([link, html.Span(meta, className="source-meta")], className="source")


def in_document(fact: Row, ctx: Context, number: int = 0) -> str:
    """The link to the place of a mention in its document."""
    return ctx.url(f"/sources/{fact['doc_id']}", anchor=passage.anchor(fact["fact_id"], number))


def paragraph(document: Row, position: int, ctx: Context) -> str:
    """The link to the paragraph of a document that holds a code point of its text."""
    start = (document["text"] or "").rfind("\n", 0, position) + 1
    return ctx.url(f"/sources/{document['doc_id']}", anchor=f"p-{start}")


def quotation(fact: Row, text: str | None, ctx: Context) -> Node:
    """The stored text around the figure: the number marked, the words of each label underlined, with a legend.

    What the sentence itself does not say is told in words.
    """
    leads = [
        html.P(
            [
                html.Span(ctx.t("reading.lead_in"), className="lead-label"),
                html.Span(nodes, lang=fact["lang"]),
            ],
            className="lead-in",
        )
        for nodes in passage.lead_ins(fact, text)
    ]
    before, after = passage.context(fact, text)
    stated = [
        html.Span(before, className="context") if before else None,
        *passage.sentence(fact, text),
        html.Span(after, className="context") if after else None,
    ]
    quote = html.Blockquote(
        html.P([s for s in stated if s is not None], lang=fact["lang"]),
        className="quote",
        cite=fact["url"] or None,
    )
    return html.Div([*leads, quote, passage.legend(fact, ctx), _unread(fact, ctx)], className="quotation")


def _unread(fact: Row, ctx: Context) -> Node | None:
    """What the sentence itself does not say, in words: inherited, taken by default, or not stated."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for e in fact["evidence"]:
        if e["how"] != "read" and e["dimension"] in passage.GROUPS:
            key = (passage.GROUPS[e["dimension"]], e["how"], e["note"] or "")
            found.setdefault(key, []).append(ctx.t(f"dimension.{e['dimension']}"))
    if not found:
        return None
    items = []
    for (_, how, note), names in found.items():
        shown = ctx.t("reading.unread", names=ctx.t("reading.and").join(names), how=ctx.t(f"how.{how}"))
        items.append(html.Li(shown + (ctx.t("list.source", meta=words.note(note, ctx.lang)) if note else "")))
    return html.Ul(items, className="unread")


def mentions(fact: Row, text: str | None, ctx: Context) -> Node | None:
    """The other places of the same document that state the figure."""
    if len(fact["mentions"]) < 2 or text is None:
        return None
    items = [
        html.Li(
            [
                html.Span(passage.sentence(fact, text, i), lang=fact["lang"], className="mention-text"),
                " ",
                html.A(ctx.t("reading.see_place"), href=in_document(fact, ctx, i)),
            ]
        )
        for i in range(1, len(fact["mentions"]))
    ]
    title = ctx.n("reading.mentions", len(items), n=len(items))
    return html.Details([html.Summary(title), html.Ol(items)], className="mentions", open=len(items) < 4)


def original(fact: Row, ctx: Context) -> Node:
    """A link to the original at the quote, or plainly that no address is known."""
    address = text_fragment(fact)
    if address is None:
        return html.Span(ctx.t("reading.no_address"), className="unstated")
    return html.A(ctx.t("reading.open_original"), href=address, rel="noopener noreferrer")


def statements(fact: Row, snapshot: Snapshot, ctx: Context, in_panel: bool = False) -> Node | None:
    """Other facts that state the same observation, each with its difference in percent."""
    others, count = snapshot.other_statements(fact, MOST_BESIDE if in_panel else MOST_COMPARED)
    return _compared(fact, others, count, ctx, in_panel) if others else None


def counted_otherwise(fact: Row, snapshot: Snapshot, ctx: Context, in_panel: bool = False) -> Node | None:
    """The same measure, areas and period as other compilers count it: the figure shown of each, with its difference."""
    same = ("indicator", "transform", "reporter", "partner", "commodity", "period", "unit", "rank_scope")
    if not fact["period"]:
        return None
    wanted = {n: fact[n] or "none" for n in ("indicator", "transform", "reporter", "partner", "commodity")}
    # What ends by then and begins by then holds all of the same period, and few others are read.
    start, end = (day and day.isoformat() for day in (fact["period_start"], fact["period_end"]))
    found = snapshot.shown(period_type=fact["period_type"], period_from=end, period_to=start or end, **wanted)
    others = [
        f for f in found if f["compiler"] != fact["compiler"] and all(f[name] == fact[name] for name in same)
    ]
    return _compared(fact, others, len(others), ctx, in_panel) if others else None


def _compared(fact: Row, others: list[Row], count: int, ctx: Context, in_panel: bool) -> Node:
    items = []
    most = MOST_BESIDE if in_panel else MOST_COMPARED
    for other in others[:most]:
        ident = other["fact_id"]
        place = {"href": ctx.url(f"/figure/{ident}")}
        if in_panel:
            place = {"href": ctx.here(figure=ident), "data-figure": ident}
        link = html.A(words.hedged(other, ctx.lang), **place)
        compiler = words.compiler(other, ctx.lang) if other["compiler"] != fact["compiler"] else ""
        told = [difference(fact, other, ctx), compiler, words.where(other, ctx.lang)]
        items.append(html.Li([link, "".join(f" \u00b7 {t}" for t in told if t)]))
    more = count - most
    if more > 0:
        told = ctx.n("reading.others", more, n=words.number(more, ctx.lang, 0))
        items.append(html.Li(html.A(told, href=ctx.url(f"/figure/{fact['fact_id']}")) if in_panel else told))
    return html.Ul(items, className="plain-list")


def difference(fact: Row, other: Row, ctx: Context) -> str:
    """How far another statement is from a figure, in percent of the figure; empty where the figure is 0."""
    if other["value"] == fact["value"]:
        return ctx.t("reading.same")
    if not fact["value"]:
        return ""
    gap = (other["value"] - fact["value"]) / abs(fact["value"]) * 100
    return ctx.t("amount.percent", n=words.number(gap, ctx.lang, 1 if abs(gap) >= 0.1 else 2, signed=True))


def document_lang(row: Row) -> str:
    """The language attribute for a document's own words."""
    return HTML_LANG.get(row["lang"] or "", row["lang"] or "und")
