"""Text as HTML: the few hundred words of a page come again and again."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import escape


@lru_cache(maxsize=4096)
def escaped(text: str) -> str:
    """Text as it stands in HTML, and in the quotes of an attribute."""
    return str(escape(text))
