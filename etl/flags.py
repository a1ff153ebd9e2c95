"""What single words say of the whole of a clause."""

from __future__ import annotations

from dataclasses import dataclass

from etl.tokens import Token


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
        for kind, code in t.items():  # a word has two kinds at most, as a rule: to ask for each takes longer
            if kind == "measure":
                self.goods = self.goods or code in ("value", "volume")
            elif kind == "change":
                self.change = self.change or code in ("up", "down", "add")
            elif kind == "noun":
                self.goods = self.goods or code == "goods"
            elif kind == "link":
                self.total = self.total or code == "total"
            elif kind == "share":
                self.share = self.share or code == "share"
            elif kind == "anaphor":
                self.nation = self.nation or code == "home"
                self.both = (t.start, t.end) if code == "both" else self.both
