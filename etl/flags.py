"""What single words say of the whole of a clause."""

from __future__ import annotations

from dataclasses import dataclass

from etl.tokens import Token

_MORE = frozenset({"share", "anaphor", "link", "noun", "measure"})


@dataclass(slots=True)
class Flags:
    """Words of a clause that say something about the whole of it."""

    share: bool = False
    change: bool = False
    nation: bool = False
    total: bool = False
    goods: bool = False
    both: tuple[int, int] | None = None  # where "both sides" stands

    def add(self, t: Token) -> None:
        if t.get("change") in ("up", "down", "add"):
            self.change = True
        if _MORE.isdisjoint(t):
            return
        if t.get("share") == "share":
            self.share = True
        if (pointing := t.get("anaphor")) is not None:
            if pointing == "home":
                self.nation = True
            elif pointing == "both":
                self.both = (t.start, t.end)
        if t.get("link") == "total":
            self.total = True
        if t.get("measure") in ("value", "volume") or t.get("noun") == "goods":
            self.goods = True
