"""The interface's languages: catalogues from ``locales/*.toml`` and the request's language and address."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from flask import has_request_context, request

LOCALES = Path(__file__).with_name("locales")
LANGUAGES = ("vi", "en", "zh")
FALLBACK = "en"
HTML_LANG = {"vi": "vi", "en": "en", "zh": "zh-Hans"}


@cache
def catalogue(lang: str) -> dict[str, Any]:
    """Every string of a language under its dotted key; lists stay lists."""
    with (LOCALES / f"{lang}.toml").open("rb") as file:
        return dict(_flat(tomllib.load(file)))


def _flat(tree: dict[str, Any], prefix: str = "") -> Iterable[tuple[str, Any]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def text(lang: str, key: str, **values: Any) -> str:
    """The string of a key, filled in. A missing key is an error here; a test finds it before a reader does."""
    return catalogue(lang)[key].format(**values)


def has(lang: str, key: str) -> bool:
    """Whether a language has its own wording for a key (for codes whose wording is optional)."""
    return key in catalogue(lang)


def plural(lang: str, key: str, number: int, **values: Any) -> str:
    """The string for a count: ``key.one`` where a language has it and the count is one, ``key.other`` else."""
    form = "one" if number == 1 and has(lang, f"{key}.one") else "other"
    return text(lang, f"{key}.{form}", **values)


def negotiate(wanted: str | None, accepted: Iterable[str] = ()) -> str:
    """The language of a request: as the address says, else the first the browser accepts, else English."""
    for tag in (wanted or "", *accepted):
        code = tag.split("-")[0].lower()
        if code in LANGUAGES:
            return code
    return FALLBACK


def at(path: str) -> str:
    """A path of this site as a browser needs it: below the base path that the site is served under, if any."""
    return f"{request.script_root}{path}" if has_request_context() else path


@dataclass(frozen=True)
class Context:
    """What a view needs to know of a request: its language and its address."""

    lang: str
    path: str = "/"
    params: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_url(cls, url: str, accepted: Iterable[str] = ()) -> Context:
        """Read a full address or the part from its path on."""
        parts = urlsplit(url)
        params = dict(parse_qsl(parts.query))
        return cls(negotiate(params.get("lang"), accepted), unquote(parts.path) or "/", params)

    @classmethod
    def of_request(cls) -> Context:
        """The request that is being answered."""
        query = request.query_string.decode("utf-8", "replace")
        return cls.from_url(f"{quote(request.path)}?{query}", request.accept_languages.values())

    @classmethod
    def from_browser(cls, url: str, accepted: Iterable[str] = ()) -> Context:
        """Read an address as a browser has it: below the base path."""
        parts = urlsplit(url)
        base = at("")
        path = parts.path.removeprefix(base) if parts.path.startswith(f"{base}/") else parts.path
        return cls.from_url(f"{path}?{parts.query}", accepted)

    def t(self, key: str, **values: Any) -> str:
        """The interface string of a key."""
        return text(self.lang, key, **values)

    def n(self, key: str, number: int, **values: Any) -> str:
        """The interface string of a key for a count."""
        return plural(self.lang, key, number, **values)

    def url(self, path: str, anchor: str = "", **params: str | None) -> str:
        """A link to another page in the same language."""
        query = {"lang": self.lang, **{k: v for k, v in params.items() if v}}
        return f"{at(quote(path))}?{urlencode(query)}" + (f"#{anchor}" if anchor else "")

    def here(self, **changes: str | None) -> str:
        """A link to this page with some parameters changed, or dropped when None."""
        query = {k: v for k, v in {"lang": self.lang, **self.params, **changes}.items() if v}
        query["lang"] = changes.get("lang") or self.lang
        return f"{at(quote(self.path))}?{urlencode(query)}"
