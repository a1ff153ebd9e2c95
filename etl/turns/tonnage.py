"""What tonnage comes to, told without the word for tonnes."""

from __future__ import annotations

from etl.tokens import Quantity
from etl.turns.shapes import Tokens, bare

_LEAST = 1_000  # fewer tonnes are not told as a bare number
_BEHIND = 5  # most tokens between the word and the number


def tonnage(tokens: Tokens) -> Tokens:
    """ "tonnage edged up 0.5 percent to 954,000": tonnes. "volume rose to 954,000" may be bags or boxes."""
    for k, t in enumerate(tokens):
        if t.get("measure") != "volume" or t.end - t.start != len("tonnage"):
            continue
        for n in range(k + 1, min(k + 1 + _BEHIND, len(tokens))):
            u, led = tokens[n], tokens[n - 1]
            number = bare(u)
            if number is None or not (led.get("role") in ("to", "at") or led.get("change") == "reach"):
                continue
            behind = tokens[n + 1] if n + 1 < len(tokens) else None
            if behind is not None and not behind.get("punct"):
                continue
            heavy = Quantity(u.start, u.end, number, 0, "tonnes", origin="digits")
            return [*tokens[:n], heavy if number >= _LEAST else u, *tokens[n + 1 :]]
    return tokens
