"""Who is named in a clause, by the part that each plays, with what the clause says of the whole of it."""

from __future__ import annotations

from functools import cache

from etl.frame import WORLD, Frame, Val
from etl.language import Language
from etl.roles import Role

EVERYBODY = Val(WORLD, None, "default", "no_partner")


@cache
def home_of(code: str) -> Val:
    return Val(code, None, "default", "language_home")


class Named:
    """``by`` holds the areas by the part they play; ``home`` is who reports where nobody is named. The rest is as
    :func:`etl.parties.parties` was asked."""

    __slots__ = (
        "apart",
        "bare",
        "both",
        "both_at",
        "by",
        "cur",
        "explicit",
        "flow",
        "gate",
        "home",
        "lang",
        "nation",
        "only",
        "same",
        "total",
        "unnamed",
    )

    def __init__(self, flow: str, cur: Frame, lang: Language, by: dict[str, list[Role]], home: Val) -> None:
        self.flow, self.cur, self.lang, self.by, self.home = flow, cur, lang, by, home

    def first(self, *names: str) -> Role | None:
        for name in names:
            if name in self.by:
                return self.by[name][0]
        return None

    def last(self, *names: str) -> Role | None:
        for name in names:
            if name in self.by:
                return self.by[name][-1]
        return None

    def fill(self) -> None:
        """Whoever is not told of: the home country, with everybody."""
        if self.cur.reporter.value is None:
            self.cur.reporter = self.home
        if self.cur.partner.value is None:
            self.cur.partner = EVERYBODY

    def through_gate(self) -> None:
        """What passes a gate is trade of its place with the neighbour behind it."""
        self.cur.reporter = self.gate.val
        self.cur.partner = Val(self.gate.area.counterpart, self.gate.span, "read", "behind_gate")


def several(rs: list[Role]) -> Val:
    codes = list(dict.fromkeys(r.area.code for r in rs))
    return Val("+".join(codes), (rs[0].span[0], rs[-1].span[1]), "read")


def joined(by: dict[str, list[Role]], subject: Role) -> Val | None:
    """ "A and B both fell by 2 percent": one figure of several areas."""
    rs = by.get(subject.name, [])
    if not subject.joined:
        return None
    k = rs.index(subject)
    while k and rs[k].joined:
        k -= 1
    while k and rs[k].span[0] - rs[k - 1].span[1] == len(", "):
        k -= 1
    return several(rs[k:])


def in_a_row(by: dict[str, list[Role]], subject: Role) -> Val | None:
    """中国、美国和日本占63%: one figure of those that a list names, where words have no blanks."""
    rs = by.get(subject.name, [])
    if subject not in rs:
        return None
    k = rs.index(subject)
    while k and rs[k].span[0] - rs[k - 1].span[1] == 1:
        k -= 1
    return several(rs[k:]) if rs[k:][1:] else None


_AND, _AND_THE = len(" and "), len(" and the ")


def together(by: dict[str, list[Role]], other: Role | None, *, with_too: bool = False) -> Val | None:
    """ "to China and Hong Kong", ``with_too`` "a surplus with the US and the EU": the two have one figure."""
    if with_too and other is not None and other.name == "with":
        rs = by["with"]
        alone = len(rs) != 2 or rs[0].area.code == rs[1].area.code
        return None if alone or not _AND <= rs[1].span[0] - rs[0].span[1] <= _AND_THE else several(rs)
    rs = by.get(other.name, []) if other is not None and other.name in ("to", "from") else []
    if len(rs) > 2 and rs[-1].joined:
        val = joined(by, rs[-1])  # "to China, Japan and Korea"
        return val if val is not None and str(val.value).count("+") + 1 == len(rs) else None
    if len(rs) != 2 or not rs[1].joined or rs[0].area.code == rs[1].area.code:
        return None
    return several(rs)


def is_bloc(code: object) -> bool:
    """ASEAN, EU and the like: their members report beside them, they are not their market."""
    return isinstance(code, str) and code != WORLD and "-" not in code and (len(code) > 3 or code == "EU")
