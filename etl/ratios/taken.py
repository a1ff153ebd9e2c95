"""Who takes a part of another's exports: "China consumed 92% of the durian exported by Viet Nam"."""

from __future__ import annotations

from etl.clauses import Clause
from etl.language import Language
from etl.tokens import Quantity, Token

_TAKES = ("buy", "sell", "imports")
_EXPORTS = ("exports", "exports_volume")


def taker_at(lang: Language, c: Clause, words: list[Token | Quantity]) -> int | None:
    """Where the verb stands by which a country abroad takes a part of what is exported, which is named behind the
    number, in a language whose word for consuming means selling, too."""
    if (
        lang.attributive != "after"
        or not c.ratio
        or not any(t.get("measure") in _EXPORTS for t in c.right[:5])
    ):
        return None
    if any(t.get("share") for t in words):
        return None
    for k in range(len(words) - 1, 0, -1):
        if (
            words[k].get("measure") not in _TAKES
            or words[k].get("noun")
            or words[k].get("rank_noun") == "imports"
        ):
            continue
        area = words[k - 1].get("area")
        return k if area is not None and area.type == "country" and area.code != lang.home else None
    return None
