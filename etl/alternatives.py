"""What "the former" and "the latter" point back to: one of two areas, or of the two directions of trade."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from etl.frame import BLOCS
from etl.language import Area
from etl.tokens import Quantity, Token, make_token

_VAST = BLOCS - {"bloc"}
_FLOWS = frozenset({"exports", "imports"})
_DEALS_AS = {"sell": "exports", "buy": "imports"}
_DEALS = frozenset(_DEALS_AS)
_TOLD = _FLOWS | {"trade_total", "surplus", "deficit"}
_SIDES = {"former": 0, "latter": 1}
_COUNTRY = 2  # letters of a country's code
_LED = frozenset({"to", "from", "with", "at", "between"})

Tokens = list[Token | Quantity]


@dataclass(slots=True)
class Alternatives:
    """The words that last named areas and flows in a sentence, in their order."""

    named: Tokens = field(default_factory=list)
    moved: Tokens = field(default_factory=list)
    balanced: Tokens = field(default_factory=list)

    @property
    def flows(self) -> list[str]:
        """The flows that were last named in a sentence."""
        return _each(_flow, self.moved)

    def told(
        self,
        tokens: Tokens,
        text: str,
        kinds: set[str],
        measures: set[object],
        pointing: set[object],
        spaced: bool = True,
    ) -> Tokens:
        """The tokens of the next sentence, with those words as the area or the flow that they stand for; ``kinds``,
        ``measures`` and ``pointing`` (its anaphors) are what its words may be."""
        if ("both" in pointing or "number" in kinds) and len(self.named) > 1:
            tokens = self._both(tokens)
        if _SIDES.keys().isdisjoint(pointing):
            # most sentences have no such word: what they name is gathered once it is asked for
            if "area" in kinds and _names_one(tokens):
                self.named = tokens
            if "flows" in kinds or not _FLOWS.isdisjoint(measures):
                self.moved = tokens if any(map(_flow, tokens)) else self.moved
            elif measures >= _DEALS:
                self.moved = tokens
            if not _TOLD.isdisjoint(measures):
                self.balanced = tokens
            return tokens
        out, named, moved = list(tokens), [], []
        for k, t in enumerate(tokens):
            place = _SIDES.get(str(t.get("anaphor")))
            if place is not None and not spaced and (way := _way_of_two(out, k, place)) is not None:
                kept = {kind: v for kind, v in t.items() if kind != "anaphor"}
                out[k] = make_token(t.start, t.end, kept | {"directed": way})
            elif place is not None and (found := self._meant(out, k, place, named, moved, text)) is not None:
                kept = {kind: v for kind, v in t.items() if kind != "anaphor"}
                out[k] = make_token(t.start, t.end, kept | found)
            elif _area(t):
                named.append(t)
            elif _flow(t) or t.get("measure") in _DEALS:
                moved.append(t)
        self.named, self.moved = named or self.named, moved or self.moved
        return out

    def _both(self, tokens: Tokens) -> Tokens:
        """ "Exports to the two rose by 12% and 8%, respectively": to each of those that the sentence before named."""
        k = next((k for k, t in enumerate(tokens) if _two(t)), 0)
        if not k or tokens[k - 1].get("role") not in ("to", "from", "with", "at"):
            return tokens
        if not any(t.get("link") == "respectively" for t in tokens[k:]) or any(map(_area, tokens[k:])):
            return tokens
        areas = _each(_area, self.named)
        if len(areas) > 2:
            areas = _joined(self.named) or _alike(self.named) or _told_apart(self.named)
        if len(areas) != 2:
            return tokens
        start, end = tokens[k].start, tokens[k].end
        one, two = (
            make_token(start, start + 1, {"area": areas[0]}),
            make_token(end - 1, end, {"area": areas[1]}),
        )
        return [*tokens[:k], one, make_token(start + 1, end - 1, {"link": "and"}), two, *tokens[k + 1 :]]

    def _meant(
        self, tokens: Tokens, k: int, place: int, named: Tokens, moved: Tokens, text: str
    ) -> dict | None:
        areas, flows = _each(_area, named), _each(_flow, moved)
        subject = _subject(tokens[:k], named) if k and tokens[k - 1].get("role") in _LED else None
        if subject is not None and len(areas) == 2 and subject in areas:
            # "… with Laos. That with Cambodia rose; Vietnam had a surplus with the latter"
            areas = [a for a in _each(_area, [*self.named, *named]) if a != subject]
        if len(areas) > 2:
            # "the US and the EU gave Viet Nam its largest surpluses"; "Viet Nam sold the US 9 bn and Japan 2 bn"
            areas = _joined(tokens[:k]) or _alike(tokens[:k]) or _told_apart(tokens[:k])
        if len(areas) != 2 and len(flows) != 2:
            areas, flows = _each(_area, self.named), _each(_flow, self.moved)
            if len(areas) > 2:
                # "China and Korea provided 47% of Viet Nam's imports. From the former …"
                areas = _joined(self.named) or _alike(self.named) or _unowned(self.named, text)
                areas = areas or _told_apart(self.named)
            if len(areas) != 2 and len(flows) != 2:
                flows = _each(_deal, self.moved)  # "sales of 17 bn and purchases of 49 bn"
            if len(areas) != 2 and len(flows) != 2:
                flows = _each(
                    _balance, self.balanced
                )  # "a surplus of 9 bn on trade of 304 bn. The latter grew"
        if len(flows) != 2 and len(deals := _each(_sold_or_bought, moved or self.moved)) == 2:
            flows = deals  # "Canada sold Vietnam goods worth 1 bn and bought 13 bn worth. The latter fell"
        led = k > 0 and tokens[k - 1].get("role") in _LED or text[tokens[k].end : tokens[k].end + 2] == "'s"
        if len(areas) == 2 and (led or len(flows) != 2):
            return {"area": areas[place]}
        return {"measure": flows[place]} if len(flows) == 2 else None


def _way_of_two(tokens: Tokens, k: int, place: int) -> str | None:
    """对美出口700亿美元，对华出口380亿美元，前者增长25%: to or from which of the two partners, where there are two."""
    if k and tokens[k - 1].get("role") in _LED:
        return None
    ways: list[str] = []
    for n, t in enumerate(tokens[:k]):
        if isinstance(t, Quantity):
            continue
        if len(led := str(t.get("directed") or "").split()) == 2 and len(led[1]) == _COUNTRY:
            ways.append(" ".join(led))
        elif t.get("role") in ("to", "from", "with"):
            way = "from" if t.get("role") == "from" else "to"
            m = n + 1
            while m < k and (area := _area(tokens[m])) is not None:
                ways.append(f"{way} {area.code}")
                m += 1 + (tokens[m + 1].get("link") == "and")
    ways = list(dict.fromkeys(ways))
    alike = len(ways) == len(_SIDES) == len({way.split()[1] for way in ways})
    return ways[place] if alike and len({way.split()[0] for way in ways}) == 1 else None


def _two(t: Token | Quantity) -> bool:
    """ "the two", "these two countries": two that have been told of."""
    return (
        not isinstance(t, Quantity) and len(t) == 1 and (t.get("anaphor") == "both" or t.get("number") == 2)
    )


def _subject(tokens: Tokens, named: Tokens) -> Area | None:
    """Who does what the last clause tells of: named right behind a mark, alone, and by no word that points back."""
    for k in range(len(tokens) - 1, -1, -1):
        t = tokens[k]
        if (area := _area(t)) is not None and not t.get("adjective"):
            before = tokens[k - 1] if k else t
            if before.get("role"):
                continue
            led = before is t or before.get("punct") or before.get("link") == "but"
            return area if led and any(t is u for u in named) else None
    return None


def _unowned(tokens: Tokens, text: str) -> list[Area]:
    """ "The US is Vietnam's biggest market and China its biggest supplier": the two without the one whose they are."""
    areas = _each(_area, [t for t in tokens if text[t.end : t.end + 2] not in ("'s", "’s")])
    return areas if len(areas) == 2 else []


def _alike(tokens: Tokens) -> list[Area]:
    """Two of whom one verb has been told, which a turn of phrase put behind each of them."""
    told: dict[tuple[int, int], list[Area]] = {}
    for t, verb in zip(tokens, tokens[1:], strict=False):
        if (area := _area(t)) is not None and verb.get("measure"):
            told.setdefault((verb.start, verb.end), []).append(area)
    found = [areas for areas in told.values() if len(areas) == 2 and areas[0] != areas[1]]
    return found[0] if len(found) == 1 else []


def _joined(tokens: Tokens) -> list[Area]:
    """The two areas that a conjunction joins, if there is one such pair."""
    pairs = [
        [a, b]
        for t, u, v in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if u.get("link") == "and" and (a := _area(t)) is not None and (b := _area(v)) is not None
    ]
    return pairs[0] if len(pairs) == 1 else []


def _told_apart(tokens: Tokens) -> list[Area]:
    """The last two of three areas, if a figure stands between these: the first is whose trade is told."""
    first: dict[Area, int] = {}  # where each is named first
    for k, t in enumerate(tokens):
        if (area := _area(t)) is not None:
            first.setdefault(area, k)
    if len(first) != 3:
        return []
    _, (second, b), (third, c) = first.items()
    apart = any(isinstance(t, Quantity) and t.unit for t in tokens[b:c])
    return [second, third] if apart else []


def _names_one(tokens: Tokens) -> bool:
    for t in tokens:  # noqa: SIM110 (asked of nearly every sentence, and any() takes three times as long)
        if (area := t.get("area")) is not None and area.type not in _VAST:
            return True
    return False


def _area(t: Token | Quantity) -> Area | None:
    area = t.get("area")
    return area if area is not None and area.type not in _VAST else None


def _flow(t: Token | Quantity) -> str | tuple[str, ...] | None:
    if (both := t.get("flows")) is not None and len(both) == 2:
        return tuple(both)  # "both imports and exports grew, the former by 9 percent"
    flow = t.get("measure")
    return flow if flow in _FLOWS and not t.get("rank_noun") and not _area(t) else None


def _deal(t: Token | Quantity) -> str | tuple[str, ...] | None:
    return "imports" if t.get("measure") == "buy" and not _area(t) else _flow(t)


def _sold_or_bought(t: Token | Quantity) -> str | None:
    return _DEALS_AS.get(str(t.get("measure"))) if not _area(t) and not t.get("rank_noun") else None


def _balance(t: Token | Quantity) -> str | None:
    flow = t.get("measure")
    return flow if flow in _TOLD and not t.get("rank_noun") and not _area(t) else None


def _each(what: Callable, tokens: Tokens) -> list:
    found = (x for t in tokens if (x := what(t)) is not None)
    return list(dict.fromkeys(y for x in found for y in (x if isinstance(x, tuple) else (x,))))
