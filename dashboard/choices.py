"""A form whose answer is an address: it works with Back, links and no scripts."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from dashboard import words
from dashboard.i18n import Context, at

Option = tuple[str | None, str]
Field = tuple[str, Sequence[Option] | None, str]


def form(ctx: Context, path: str, fields: Sequence[Field]) -> Markup:
    """A form over ``fields``: (name, [(value, words)] or None for words to search, the value chosen). A value of None
    is none that can be chosen: :func:`more_documents` tells that there are others.

    Other parameters are kept, but not the open figure and the page of a list: what is chosen may not have them.
    """
    names = {name for name, _, _ in fields}
    left = names | {"figure", "page"}
    kept = {"lang": ctx.lang, **{k: v for k, v in ctx.params.items() if k not in left}}
    kept["lang"] = ctx.lang
    hidden = Markup("").join(
        Markup('<input type="hidden" name="{}" value="{}">').format(k, v) for k, v in kept.items() if v
    )
    shown = Markup("").join(
        _search(ctx, name, current) if options is None else _select(ctx, name, options, current)
        for name, options, current in fields
    )
    clear = (
        Markup('<a class="button" href="{}">{}</a>').format(ctx.url(path), ctx.t("figures.clear"))
        if any(ctx.params.get(name) for name in names)
        else Markup("")
    )
    return Markup(
        '<form class="filters" action="{}" method="get">{}{}<div class="filter-go">'
        '<button class="button primary">{}</button>{}</div></form>'
    ).format(at(path), hidden, shown, ctx.t("choice.show"), clear)


def _search(ctx: Context, name: str, current: str) -> Markup:
    return Markup(
        '<label class="field-{}"><span>{}</span><input type="search" name="{}" value="{}"></label>'
    ).format(name, ctx.t(f"choice.{name}"), name, current)


def more_documents(ctx: Context, number: int) -> list[Option]:
    """That there are so many documents more than a form offers; nothing where there are none."""
    return (
        [(None, ctx.n("filter.more_documents", number, n=words.number(number, ctx.lang, 0)))]
        if number
        else []
    )


def option(value: str | None, label: str, chosen: bool = False) -> Markup:
    """An item of a list to choose from."""
    if value is None:
        return Markup("<option disabled>{}</option>").format(label)
    return Markup('<option value="{}"{}>{}</option>').format(
        value, Markup(" selected") if chosen else "", label
    )


def _select(ctx: Context, name: str, options: Sequence[Option], current: str) -> Markup:
    items = Markup("").join(option(value, label, value == current) for value, label in options)
    return Markup('<label class="field-{}"><span>{}</span><select name="{}">{}</select></label>').format(
        name, ctx.t(f"choice.{name}"), name, items
    )
