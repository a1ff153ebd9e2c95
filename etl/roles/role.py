"""What an area of a clause is, and the part that it plays."""

from __future__ import annotations

from dataclasses import dataclass

from etl.frame import BLOCS, WORLD, Val
from etl.language import Area

NATIONS = BLOCS | {"country"}


@dataclass(slots=True, unsafe_hash=True)  # never changed, but "frozen" ones are slow to create
class Role:
    """An area in a clause: ``name`` says how it stands there (to, from, pair, subject, investor …)."""

    area: Area
    name: str
    span: tuple[int, int]
    joined: bool = False  # "A and B": shares one figure with the area before it
    next: bool = False  # 其次是日本，出口…: comes next to one told of
    those: bool = False  # "exports to China rose, and those from China fell": of whom what was told is now

    @property
    def val(self) -> Val:
        return Val(self.area.code, self.span, "read")


def area_of(code: str) -> Area:
    kind = (
        "world"
        if code == WORLD
        else "region"
        if code.startswith("X-")
        else "province"
        if "-" in code
        else "bloc"
        if len(code) > 2
        else "country"
    )
    return Area(code, kind)
