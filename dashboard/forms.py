"""The filter form: a plain form whose answer is an address, so it works with Back, links and no scripts."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow.compute as pc
from markupsafe import Markup

from dashboard import reading, words
from dashboard.i18n import Context
from dashboard.store import Snapshot

CODELISTS = {"indicator": "indicators", "reporter": "areas", "partner": "areas"}
SELECTS = ("indicator", "transform", "reporter", "partner", "doc_id")


def filter_form(ctx: Context, snapshot: Snapshot, filters: dict[str, str]) -> Markup:
    """A form over the filters, offering only what the table holds."""
    fields = [_text(ctx, "q", filters, "search")]
    fields += [_select(ctx, name, _options(ctx, snapshot, name), filters) for name in SELECTS]
    fields += [_text(ctx, name, filters, "text", "2024") for name in ("from", "to")]
    hidden = [("lang", ctx.lang)]
    shown = {*SELECTS, "q", "from", "to"}
    hidden += [("doc_lang" if k == "lang" else k, v) for k, v in filters.items() if k not in shown]
    extra = Markup("").join(Markup('<input type="hidden" name="{}" value="{}">').format(*h) for h in hidden)
    clear = Markup('<a class="button" href="{}">{}</a>').format(ctx.url("/figures"), ctx.t("figures.clear"))
    submit = Markup('<button class="button primary">{}</button>').format(ctx.t("figures.apply"))
    return Markup(
        '<form class="filters" role="search" action="/figures" method="get">{}{}<div class="filter-go">{}{}</div></form>'
    ).format(extra, Markup("").join(fields), submit, clear if filters else "")


def _options(ctx: Context, snapshot: Snapshot, name: str) -> Iterable[tuple[str, str]]:
    if name == "doc_id":
        documents = snapshot.document_list()
        return [(d["doc_id"], reading.title_of(d, ctx, snapshot)) for d in documents if d["facts"]]
    codes = [c for c in pc.unique(snapshot.facts[name]).to_pylist() if c]
    if name == "transform":
        return [(c, ctx.t(f"transform_name.{c}")) for c in codes]
    return sorted(((c, words.name(CODELISTS[name], c, ctx.lang)) for c in codes), key=lambda pair: pair[1])


def _select(ctx: Context, name: str, options: Iterable[tuple[str, str]], filters: dict[str, str]) -> Markup:
    current = filters.get(name, "")
    shown = [("", ctx.t("figures.any")), *options]
    if current not in dict(shown):
        shown.append((current, current))
    items = Markup("").join(
        Markup('<option value="{}"{}>{}</option>').format(
            code, Markup(" selected") if code == current else "", label
        )
        for code, label in shown
    )
    return Markup('<label><span>{}</span><select name="{}">{}</select></label>').format(
        ctx.t(f"filter.{name}"), name, items
    )


def _text(ctx: Context, name: str, filters: dict[str, str], kind: str, hint: str = "") -> Markup:
    return Markup(
        '<label class="field-{}"><span>{}</span><input type="{}" name="{}" value="{}" placeholder="{}"></label>'
    ).format(name, ctx.t(f"filter.{name}"), kind, name, filters.get(name, ""), hint)
