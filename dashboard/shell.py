"""The HTML around every view: head, header, footer. It is the same with and without Dash."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from dashboard import dataset, theme, views, words
from dashboard.i18n import HTML_LANG, LANGUAGES, Context
from dashboard.static import Statics
from dashboard.store import Snapshot

FONTS = ("fonts/inter-latin-wght-normal.woff2", "fonts/inter-vietnamese-wght-normal.woff2")
_HAN = "U+2E80-9FFF,U+F900-FAFF,U+FF00-FFEF"
# Fonts for browsers without a Chinese one: the name of the language, which every page has; the words of our own pages;
# names of the codelists that these do not have; what else a text may have, by parts, of which only those are loaded that hold a character of the page.
HAN = {
    "han-label": ("Han Label", "U+4E2D,U+6587"),
    "han-ui": ("Han UI", _HAN),
    "han-names": ("Han Names", _HAN),
    "han-1": ("Han", "U+2E80-5BA9"),
    "han-2": ("Han", "U+5BAA-693E"),
    "han-3": ("Han", "U+693F-77A6"),
    "han-4": ("Han", "U+77A7-8477"),
    "han-5": ("Han", "U+8478-9164"),
    "han-6": ("Han", "U+9165-9FFF"),
}


@dataclass
class Page:
    """One answer: what stands in the middle, and with which status it is sent.

    Dash takes an ``interactive`` page over; a ``bare`` one stands in an iframe, without header and footer.
    """

    title: str
    content: Markup
    status: int = 200
    before: Markup = field(default_factory=Markup)
    scripts: tuple[str, ...] = ()
    interactive: bool = False
    bare: bool = False


@dataclass(frozen=True)
class DashParts:
    """What Dash needs in a page to take it over."""

    entry: Markup
    config: Markup
    scripts: Markup
    renderer: Markup


def render(
    page: Page, ctx: Context, statics: Statics, snapshot: Snapshot | None, dash: DashParts | None = None
) -> str:
    """The whole page as HTML."""
    return str(
        Markup(
            '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<meta name="description" content="{about}">{head}</head>'
            '<body{kind}>{header}<main id="main" tabindex="-1">{main}</main>{footer}'
            '<div id="live" class="toast" role="status" aria-live="polite"></div>{dash}</body></html>'
        ).format(
            lang=HTML_LANG[ctx.lang],
            title=f"{page.title} \u00b7 tradetrace" if page.title else "tradetrace",
            about=ctx.t("site.about"),
            head=_head(ctx, statics, page) + dataset.head(ctx, snapshot),
            kind=Markup(' class="bare"') if page.bare else "",
            header="" if page.bare else _header(ctx),
            main=_main(page, dash),
            footer="" if page.bare else _footer(ctx, snapshot),
            dash=_dash(page, statics, dash),
        )
    )


def _head(ctx: Context, statics: Statics, page: Page) -> Markup:
    # The switch's choice is applied by boot.js before anything is painted; everything else can wait.
    fonts = Markup("").join(
        Markup('<link rel="preload" as="font" type="font/woff2" crossorigin href="{}">').format(
            statics.url(name)
        )
        for name in FONTS[: 2 if ctx.lang == "vi" else 1]
    )
    faces = Markup("").join(
        Markup(
            "@font-face{{font-family:'{} Variable';font-display:swap;font-weight:{};"
            "src:url({}) format('woff2');unicode-range:{}}}"
        ).format(family, weight, statics.url(f"fonts/{stem}-{subset}-wght-normal.woff2"), ranges)
        for family, stem, weight in (
            ("Inter", "inter", "100 900"),
            ("Source Serif 4", "source-serif-4", "200 900"),
        )
        for subset, ranges in UNICODE_RANGES.items()
    )
    faces += Markup("").join(
        Markup(
            "@font-face{{font-family:'{}';font-display:swap;src:url({}) format('woff2');unicode-range:{}}}"
        ).format(family, statics.url(f"fonts/{name}.woff2"), ranges)
        for name, (family, ranges) in HAN.items()
    )
    return Markup(
        '<link rel="icon" type="image/svg+xml" href="{icon}"><script src="{boot}"></script>{fonts}'
        '<style>{faces}{tokens}</style><link rel="stylesheet" href="{style}">'
        '<script defer src="{site}" data-picture-script="{picture}"></script>{base}'
    ).format(
        # In an iframe a link opens a page of its own; the panel stays within.
        base=Markup('<base target="_blank">') if page.bare else "",
        picture=statics.url("picture.js"),
        icon=statics.url("favicon.svg"),
        boot=statics.url("boot.js"),
        fonts=fonts,
        faces=faces,
        tokens=Markup(theme.css_variables()),
        style=statics.url("style.css"),
        site=statics.url("site.js"),
    )


UNICODE_RANGES = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,"
    "U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    "vietnamese": "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,"
    "U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB",
}


def _header(ctx: Context) -> Markup:
    links = Markup("").join(
        Markup('<a href="{}"{}>{}</a>').format(
            ctx.url(view.PATH),
            Markup(' aria-current="page"') if _within(ctx.path, view.PATH) else "",
            ctx.t(f"nav.{view.NAME}"),
        )
        for view in views.ALL
    )
    languages = Markup("").join(
        Markup('<a href="{}" lang="{}" hreflang="{}" data-switch{}>{}</a>').format(
            ctx.here(lang=code),
            HTML_LANG[code],
            HTML_LANG[code],
            Markup(' aria-current="true"') if code == ctx.lang else "",
            ctx.t(f"language.own.{code}"),
        )
        for code in LANGUAGES
    )
    return Markup(
        '<a class="skip" href="#main">{skip}</a><header class="site-header"><a class="brand" href="{home}">tradetrace</a><nav class="site-nav" aria-label="{nav}">'
        '{links}</nav><nav class="languages" aria-label="{language}">{languages}</nav>'
        '<button class="icon-button" type="button" data-theme-switch title="{theme}">'
        '<span class="icon icon-theme" aria-hidden="true"></span><span class="sr-only">{theme}</span></button></header>'
    ).format(
        skip=ctx.t("site.skip"),
        home=ctx.url("/"),
        nav=ctx.t("nav.label"),
        links=links,
        language=ctx.t("nav.language"),
        languages=languages,
        theme=ctx.t("nav.theme"),
    )


def _within(path: str, home: str) -> bool:
    if home == "/":
        return path == "/"
    return path.startswith(home) or (home == "/figures" and path.startswith("/figure/"))


def _main(page: Page, dash: DashParts | None) -> Markup:
    if dash is None:
        return page.before + page.content
    return page.before + Markup('<div id="prerender">{}</div>{}').format(page.content, dash.entry)


def _footer(ctx: Context, snapshot: Snapshot | None) -> Markup:
    counts = Markup("")
    if snapshot is not None:
        facts, documents = snapshot.size, snapshot.documents
        counts = Markup("<p>{} {}</p>").format(
            ctx.n("site.facts", facts, n=words.number(facts, ctx.lang, 0)),
            ctx.n("site.documents", documents, n=words.number(documents, ctx.lang, 0)),
        )
    links = Markup("").join(
        Markup('<a href="{}">{}</a> ').format(ctx.url(view.PATH), ctx.t(f"{view.NAME}.title"))
        for view in views.ASIDE
    )
    return Markup('<footer class="site-footer"><p>{}</p>{}<p>{}</p></footer>').format(
        ctx.t("site.promise"), counts, links
    )


def _dash(page: Page, statics: Statics, dash: DashParts | None) -> Markup:
    if dash is None:
        return Markup("")
    own = Markup("").join(
        Markup('<script src="{}" fetchpriority="high"></script>').format(statics.url(name))
        for name in (*page.scripts, "turn.js", "dash.js")
    )
    return dash.config + own + dash.scripts + dash.renderer
