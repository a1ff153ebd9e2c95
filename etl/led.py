"""Lists led by a word for a change: "all rose: Korea 67 m (21.8%), Japan 58 m (15.5%)"."""

from __future__ import annotations

from etl.tokens import Quantity, Token

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
