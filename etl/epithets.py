"""What "the Southeast Asian country" points back to: the country of that region that was told of last."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.language import Area
from etl.tokens import PLACED, Quantity, Token, make_token

Tokens = list[Token | Quantity]

_KEPT = 6  # sentences in which one is looked for


@dataclass(slots=True)
class Epithets:
    """The sentences of a text that were read last."""

    read: list[Tokens] = field(default_factory=list)

    def told(self, tokens: Tokens) -> Tokens:
        """The tokens of the next sentence, with each epithet as the country that it stands for; where none was told of, as
        the language's home, if that lies there, or as the country that the story is about."""
        out = tokens
        for k, t in enumerate(tokens):
            if t.says & PLACED and (region := t.get("epithet")) is not None:
                meant = next(
                    (a for told in (tokens[:k], *self.read[::-1]) if (a := _one_of(told, region))), None
                )
                readings = {"area": meant or t.get("area")} if meant or "area" in t else {"anaphor": "other"}
                out = [*out[:k], make_token(t.start, t.end, readings), *out[k + 1 :]]
        self.read = [*self.read[1 - _KEPT :], out]
        return out


def _one_of(tokens: Tokens, region: Area) -> Area | None:
    """The country of a region that a sentence names, the first one of several."""
    for t in tokens:
        area = t.get("area")
        if isinstance(area, Area) and area.parent == region.code and area.type == "country":
            return area
    return None
