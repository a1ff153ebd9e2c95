"""Lists led by a word for a change: "all rose: Korea 67 m (21.8%), Japan 58 m (15.5%)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence

_DIRECTIONS = {"up": 1, "down": -1}
_SIDES = ("volume", "value")


def paired_with(tokens: list[Token | Quantity], k: int) -> int:
    """The direction that the percentage at ``k`` shares with the one before it, or 0: "up 59% in volume and 47% in value"."""
    if k < 4 or k + 1 >= len(tokens) or tokens[k - 1].get("link") != "and":
        return 0
    before = tokens[k - 3]
    paired = (
        isinstance(before, Quantity) and before.unit == "percent" and tokens[k - 2].get("measure") in _SIDES
    )
    if not paired or tokens[k + 1].get("measure") not in _SIDES:
        return 0
    return _DIRECTIONS.get(str(tokens[k - 4].get("change")), 0)


def led_by_change(tokens: list[Token | Quantity], k: int) -> int:
    """The direction of the word that leads the list which the percentage at ``k`` is of, or 0: it stands alone in a
    bracket behind an amount, and the word right before the last colon."""
    if not 2 <= k < len(tokens) - 1 or tokens[k - 1].get("punct") != "(" or tokens[k + 1].get("punct") != ")":
        return 0
    level = tokens[k - 2]
    if not isinstance(level, Quantity) or level.unit in (None, "rank", "percent", "times"):
        return 0
    colon = next((n for n in range(k - 2, 0, -1) if tokens[n].get("punct") in (":", ";")), None)
    if colon is None or tokens[colon].get("punct") == ";":
        return 0
    return _DIRECTIONS.get(str(tokens[colon - 1].get("change")), 0)


def slowed(s: _Sentence, k: int) -> bool:
    """ "Export growth eased from 12 to 7.1 percent": a growth that falls to a figure is one all the same."""
    tokens = s.tokens[:k]
    if not s.lang.spaced or s.lang.attributive != "before" or not _led_to(tokens):
        return False
    while tokens and (isinstance(tokens[-1], Quantity) or _led_to(tokens) or tokens[-1].get("hedge")):
        tokens.pop()
    if not tokens or tokens.pop().get("change") != "down":
        return False
    for t in reversed(tokens):
        if isinstance(t, Quantity) or t.get("punct") or t.get("link") and not t.get("role"):
            return False
        if t.get("change") and not t.get("role"):  # "growth in exports to China slowed to 5 percent", too
            return t.get("change") == "up"
    return False


def _led_to(tokens: list[Token | Quantity]) -> bool:
    """Whether the last token leads to or from a figure: "to", "from"."""
    t = next((t for t in reversed(tokens) if not t.get("hedge") or isinstance(t, Quantity)), None)
    return t is not None and (t.get("change") in ("reach", "start") or t.get("role") in ("to", "from"))
