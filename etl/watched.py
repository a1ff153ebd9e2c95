"""Numbers that note when their size is asked for.

How a sentence's tokens are put is remembered for those that differ from it in their digits only, unless this depended on
the size of one of its numbers: so the first of its kind is put with numbers that note whether anything asks for theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from etl.tokens import Quantity, Token, make_token

Told = list[Token | Quantity]

_ASKED_OF_NUMBERS = (
    "__abs__ __add__ __bool__ __eq__ __float__ __format__ __ge__ __gt__ __hash__ __int__ __le__ __lt__ __mod__ __mul__ __ne__ "
    "__neg__ __radd__ __repr__ __rmul__ __rsub__ __rtruediv__ __str__ __sub__ __truediv__ adjusted as_tuple normalize "
    "quantize scaleb to_integral_value"
)
_ASKED_OF_DIGITS = (
    "__add__ __contains__ __eq__ __format__ __ge__ __getitem__ __gt__ __hash__ __iter__ __le__ __lt__ __ne__ __repr__ "
    "__str__ endswith partition split startswith strip"
)


class Watch:
    """Whether the size of one of some numbers has been ``asked`` for."""

    __slots__ = ("asked",)

    def __init__(self) -> None:
        self.asked = False

    def over(self, tokens: Told) -> Told:
        """The same tokens with numbers that note it here."""
        return [self._over(t) for t in tokens]

    def _over(self, t: Token | Quantity) -> Token | Quantity:
        if type(t) is Quantity:
            return t.again(self.number(t.number), t.doubtful)
        if (digits := t.get("digits")) is None:
            return t
        watched = WatchedDigits(digits)
        watched.watch = self
        return make_token(t.start, t.end, {**t, "digits": watched})

    def number(self, value: Decimal | str) -> WatchedNumber:
        watched = WatchedNumber(value)
        watched.watch = self
        return watched


class WatchedNumber(Decimal):
    """A number that notes when it is compared, counted with or written."""

    __slots__ = ("watch",)

    watch: Watch


class WatchedDigits(str):
    """The digits of a number that note when they are read. That they are digits is no secret: they all are."""

    __slots__ = ("watch",)

    watch: Watch

    def plain(self) -> WatchedNumber | None:
        """The number that they are, None if they have another mark than commas between thousands."""
        digits = str.replace(self, ",", "")
        return self.watch.number(digits) if digits.isdigit() else None


def _noting(of: type, name: str) -> Callable:
    asked_for = getattr(of, name)

    def ask(self: WatchedNumber | WatchedDigits, *args: object) -> object:
        self.watch.asked = True
        return asked_for(self, *args)

    return ask


for _name in _ASKED_OF_NUMBERS.split():
    setattr(WatchedNumber, _name, _noting(Decimal, _name))
for _name in _ASKED_OF_DIGITS.split():
    setattr(WatchedDigits, _name, _noting(str, _name))
