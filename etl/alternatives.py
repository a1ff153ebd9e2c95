"""What "the former" and "the latter" point back to: one of two areas, or of the two directions of trade."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.frame import BLOCS
from etl.language import Area
from etl.tokens import Quantity, Token, make_token

_VAST = BLOCS - {"bloc"}
_FLOWS = ("exports", "imports")
_SIDES = {"former": 0, "latter": 1}
_ASKED = frozenset({"anaphor", "area", "measure"})
_LED = frozenset({"to", "from", "with", "at", "between"})


@dataclass(slots=True)
class Alternatives:
    """The areas and flows of the sentence before, in the order in which it first names them."""

    areas: list[Area] = field(default_factory=list)
    flows: list[str] = field(default_factory=list)

    def told(self, tokens: list[Token | Quantity], text: str) -> list[Token | Quantity]:
        """The tokens of the next sentence, with those words as the area or the flow that they stand for."""
        out = list(tokens)
        areas: list[Area] = []
        flows: list[str] = []
        for k, t in enumerate(tokens):
            if isinstance(t, Quantity) or _ASKED.isdisjoint(t):
                continue
            place = _SIDES.get(str(t.get("anaphor")))
            if place is not None and (found := self._meant(out, k, place, areas, flows, text)) is not None:
                kept = {kind: v for kind, v in t.items() if kind != "anaphor"}
                out[k] = make_token(t.start, t.end, kept | found)
            elif (area := t.get("area")) is not None and area.type not in _VAST:
                areas += [area] if area not in areas else []
            elif (flow := t.get("measure")) in _FLOWS and not t.get("rank_noun"):
                flows += [str(flow)] if flow not in flows else []
        self.areas, self.flows = areas or self.areas, flows or self.flows
        return out

    def _meant(
        self, tokens: list[Token | Quantity], k: int, place: int, areas: list, flows: list, text: str
    ) -> dict | None:
        own = len(areas) == 2 or len(flows) == 2
        areas, flows = (areas, flows) if own else (self.areas, self.flows)
        led = k > 0 and tokens[k - 1].get("role") in _LED or text[tokens[k].end : tokens[k].end + 2] == "'s"
        if len(areas) == 2 and (led or len(flows) != 2):
            return {"area": areas[place]}
        return {"measure": flows[place]} if len(flows) == 2 else None
