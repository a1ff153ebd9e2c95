"""The look: one set of tokens, from which both the style sheet's variables and the Plotly template are made.

The four series colours stay the same in light and dark. They were chosen to keep 3:1 contrast against both
backgrounds and 4.5:1 under white lettering, and to stay apart for the common kinds of colour blindness;
because they are alike in lightness, charts never tell series apart by colour alone: every bar is labelled.
"""

from __future__ import annotations

from typing import Any

SERIES = {
    "total": "#0b6fb0",
    "exports": "#c2500a",
    "imports": "#0a8064",
    "fdi": "#9a4f96",
    "other": "#6b6f76",
}

LIGHT = {
    "bg": "#fdfcfa",
    "surface": "#ffffff",
    "raised": "#f5f2ec",
    "ink": "#1a2129",
    "ink-2": "#4a535d",
    "ink-3": "#646d77",
    "rule": "#e2ddd3",
    "rule-strong": "#b9b3a6",
    "accent": "#0a5f97",
    "mark": "#ffe38a",
    "mark-ink": "#1a2129",
    "mark-strong": "#f2b200",
    "warn": "#9c3b00",
    "ev-measure": "#0a5f97",
    "ev-area": "#a34408",
    "ev-period": "#7d3f7a",
    "ev-source": "#0a6b54",
    "ev-hedge": "#5c6066",
    "grid": "#e8e4db",
}

DARK = {
    "bg": "#12161b",
    "surface": "#191e25",
    "raised": "#212832",
    "ink": "#eceae5",
    "ink-2": "#bcc2c8",
    "ink-3": "#98a0a8",
    "rule": "#2f3742",
    "rule-strong": "#56606c",
    "accent": "#7cbcec",
    "mark": "#6d5200",
    "mark-ink": "#fff6d8",
    "mark-strong": "#f2b200",
    "warn": "#ffb07a",
    "ev-measure": "#7cbcec",
    "ev-area": "#f2a271",
    "ev-period": "#d9a3d6",
    "ev-source": "#6fd0b4",
    "ev-hedge": "#b4b9bf",
    "grid": "#2a313b",
}

# Served for browsers that have no Chinese font of their own: after those that they may have.
HAN = '"Han Label", "Han UI", "Han Names", Han'
SANS = (
    '"Inter Variable", system-ui, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", '
    f'"Noto Sans CJK SC", "Noto Sans SC", {HAN}, sans-serif'
)
SERIF = (
    '"Source Serif 4 Variable", "Source Serif 4", Georgia, "Songti SC", "SimSun", "Noto Serif CJK SC", '
    f'"Noto Serif SC", {HAN}, serif'
)


def css_variables() -> str:
    """The tokens as CSS: light by default, dark by system setting or by the reader's switch."""

    def block(tokens: dict[str, str], scheme: str) -> str:
        return f"color-scheme:{scheme};" + "".join(f"--{name}:{value};" for name, value in tokens.items())

    fixed = "".join(f"--{name}:{value};" for name, value in SERIES.items())
    return (
        f":root{{{fixed}--sans:{SANS};--serif:{SERIF};{block(LIGHT, 'light')}}}"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{block(DARK, 'dark')}}}}}"
        f":root[data-theme=dark]{{{block(DARK, 'dark')}}}"
        f"@media print{{:root:not([data-theme=light]),:root[data-theme]{{{block(LIGHT, 'light')}}}}}"
    )


def plotly_template() -> dict[str, Any]:
    """The one Plotly template. Text and rules are recoloured by the style sheet when the page is dark."""
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickfont": {"size": 13, "color": LIGHT["ink-2"]},
        "fixedrange": True,
        "automargin": False,
    }
    return {
        "layout": {
            "font": {"family": SANS, "size": 13, "color": LIGHT["ink"]},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 0, "r": 0, "t": 8, "b": 8, "pad": 0},
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverdistance": 24,
            "hoverlabel": {
                "bgcolor": LIGHT["surface"],
                "bordercolor": LIGHT["rule-strong"],
                "font": {"family": SANS, "size": 13, "color": LIGHT["ink"]},
                "align": "left",
                "namelength": 0,
            },
            "xaxis": axis,
            "yaxis": {**axis, "gridcolor": LIGHT["grid"]},
            "colorway": list(SERIES.values()),
            "modebar": {"remove": []},
        }
    }
