"""The filter form: a plain form whose answer is an address, so it works with Back, links and no scripts."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from dashboard import choices, reading, words
from dashboard.i18n import Context, at
from dashboard.store import Snapshot

CODELISTS = {
    "indicator": "indicators",
    "reporter": "areas",
    "partner": "areas",
    "compiler": "compilers",
    "commodity": "commodities",
}
SELECTS = ("indicator", "transform", "reporter", "partner", "compiler", "commodity", "period_type", "doc_id")
LISTED = 300  # so many documents at most are offered by their titles
NONE = "none"  # in a filter: what no text names


def filter_form(ctx: Context, snapshot: Snapshot, filters: dict[str, str], kept: dict[str, str]) -> Markup:
    """A form over the filters, offering only what the table holds.

    ``kept`` goes with the form as it is. Filters that the form has no field for are told, each with a link that
    drops it.
    """
    fields = [_text(ctx, "q", filters, "search")]
    fields += [_select(ctx, snapshot, name, filters) for name in SELECTS]
    fields += [_text(ctx, name, filters, "text", "2024") for name in ("from", "to")]
    hidden = [("lang", ctx.lang)]
    shown = {*SELECTS, "q", "from", "to"}
    others = {"doc_lang" if k == "lang" else k: v for k, v in filters.items() if k not in shown}
    hidden += [*others.items(), *kept.items()]
    extra = Markup("").join(Markup('<input type="hidden" name="{}" value="{}">').format(*h) for h in hidden)
    clear = Markup('<a class="button" href="{}">{}</a>').format(ctx.url("/figures"), ctx.t("figures.clear"))
    submit = Markup('<button class="button primary">{}</button>').format(ctx.t("figures.apply"))
    return Markup(
        '<form class="filters" role="search" action="{}" method="get">{}{}<div class="filter-go">{}{}</div></form>{}'
    ).format(
        at("/figures"), extra, Markup("").join(fields), submit, clear if filters else "", _others(ctx, others)
    )


def _others(ctx: Context, others: dict[str, str]) -> Markup:
    items = Markup("").join(
        Markup('<li><code>{} = {}</code> <a href="{}">{}</a></li>').format(
            name, value, ctx.here(**{name: None, "figure": None}), ctx.t("filter.drop")
        )
        for name, value in others.items()
    )
    return (
        Markup('<ul class="other-filters" aria-label="{}">{}</ul>').format(ctx.t("filter.others"), items)
        if others
        else Markup("")
    )


def _options(ctx: Context, snapshot: Snapshot, name: str) -> Iterable[choices.Option]:
    if name == "doc_id":
        documents = snapshot.index.documents(stated=True, limit=LISTED).to_pylist()
        listed = [(d["doc_id"], reading.title_of(d, ctx, snapshot)) for d in documents]
        every = snapshot.index.documents(stated=True).num_rows
        return [*listed, *choices.more_documents(ctx, every - len(listed))]
    held = snapshot.index.held(name)
    codes = [c for c in held if c]
    if name == "transform":
        return [(c, ctx.t(f"transform_name.{c}")) for c in codes]
    if name == "period_type":
        return [(c, words.name("period_types", c, ctx.lang)) for c in codes]
    named = sorted(((c, words.name(CODELISTS[name], c, ctx.lang)) for c in codes), key=lambda pair: pair[1])
    return [
        *named,
        *(
            [(NONE, ctx.t(f"filter.none_{name}"))]
            if None in held and name in ("compiler", "commodity")
            else []
        ),
    ]


def _select(ctx: Context, snapshot: Snapshot, name: str, filters: dict[str, str]) -> Markup:
    current = filters.get(name, "")
    made = snapshot.kept(_made)
    if (ctx.lang, name) not in made:  # hundreds of them, the same for every filter
        made[ctx.lang, name] = {
            code: choices.option(code, label) for code, label in _options(ctx, snapshot, name)
        }
    shown = {"": choices.option("", ctx.t("figures.any")), **made[ctx.lang, name]}
    shown[current] = Markup(shown.get(current) or choices.option(current, current)).replace(
        Markup("<option "), Markup("<option selected "), 1
    )
    return Markup('<label><span>{}</span><select name="{}">{}</select></label>').format(
        ctx.t(f"filter.{name}"), name, Markup("".join(shown.values()))
    )


def _made(_snapshot: Snapshot) -> dict[tuple[str, str], dict[str | None, Markup]]:
    return {}


def _text(ctx: Context, name: str, filters: dict[str, str], kind: str, hint: str = "") -> Markup:
    return Markup(
        '<label class="field-{}"><span>{}</span><input type="{}" name="{}" value="{}" placeholder="{}"></label>'
    ).format(name, ctx.t(f"filter.{name}"), kind, name, filters.get(name, ""), hint)
