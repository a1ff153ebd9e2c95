"""What words that point back to an area mean: this country, there, the two sides."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.frame import BLOCS
from etl.language import Area
from etl.roles.role import area_of
from etl.tokens import Quantity, Token

_VAST = BLOCS | {"world"}
_POPULOUS = ("CN", "IN")  # "the market of a billion": the one last named, else the first


@dataclass(slots=True)
class Anaphora:
    """The areas that words such as "this country" or "that market" point back to."""

    home: str
    country: Area | None = None
    region: Area | None = None
    market: Area | None = None
    topic: str | None = None  # the reporter of the sentence before
    host: str | None = None  # the province whose foreign investments it told of
    opens: str | None = None  # the area that the sentence begins with
    began: Area | None = None  # the area that the sentence before begins with
    said: set[str] = field(default_factory=set)  # the areas that the sentence has named so far
    mainly: bool = True  # whether the sentence may have a word for the most of a whole
    behind: bool = True  # and one for what is behind others
    pair: tuple[str, str] | None = None  # the two sides that "both countries" means
    bloc: Area | None = None
    gate: Area | None = None
    teller: Area | None = None  # the country of the authority last named
    recent: list[Area] = field(default_factory=list)  # the areas last named, the latest at the end
    now: Area | None = None  # the foreign country last named in the sentence, where that is kept in mind
    place: Area | None = (
        None  # the country in which the sentence last told of something, no other being named since
    )
    kept: dict[object, object] | None = None  # what is remembered of sentences like the one that is read

    def resolve(self, t: Token) -> Area | None:
        kind = t.get("anaphor")
        if t.get("noun") == "populous":
            named = (a for a in reversed(self.recent) if a.code in _POPULOUS)
            return next(named, None) or Area(_POPULOUS[0], "country")
        if kind == "country" and self.now is not None:
            return self.now  # "exports to China rose, while imports from that country fell"
        if kind == "country" and self.topic and self.topic != self.home and len(self.topic) == 2:
            return Area(self.topic, "country")
        if kind == "region" and self.topic and "-" in self.topic:
            return Area(self.topic, "province")
        if kind == "region" and self.host is not None:
            return Area(self.host, "province")
        if kind == "bloc":
            return self.bloc
        if kind == "gate":
            return self.gate
        if kind in ("country", "region", "market"):
            return getattr(self, kind) or (self.country if kind == "market" else None)
        return None

    def other_than(self, area: Area, named: set[str], market: bool) -> Area:
        """ "The exports of A and B to this market": the market is none of those named in the same breath."""
        if area.code not in named:
            return area
        topic = self.topic
        if topic and len(topic) == 2 and topic not in named and topic != self.home:
            return Area(topic, "country")
        if not market:
            return area
        abroad = (a for a in reversed(self.recent) if a.type == "country" and a.code != self.home)
        return next((a for a in abroad if a.code not in named), area)

    def last_of(self, n: int, named: set[str]) -> list[Area]:
        """ "Hai thị trường này": as many as the number says of the countries last named."""
        last = [
            a for a in self.recent if a.type in ("country", "bloc") and a.code not in (self.home, self.topic)
        ]
        last = [a for a in last if a.code not in named][-n:]
        return last if len(last) == n > 1 else []

    def beside(self, area: Area) -> Area:
        """ "Theo Bộ Kế hoạch Campuchia, đầu tư của Trung Quốc vào nước này": no country invests in itself."""
        others = [a for a in reversed(self.recent) if a.type == "country" and a.code != area.code]
        abroad = next((a for a in others if a.code != self.home), self.teller)
        if abroad is not None and abroad.code != area.code:
            return abroad
        return others[0] if others else area if self.home == area.code else area_of(self.home)

    def region_beside(self, area: Area, tokens: list[Token | Quantity]) -> Area:
        """ "trade between the province and Viet Nam": the province last named that does not lie there."""
        countries = {a.code for t in tokens if (a := t.get("area")) is not None and a.type == "country"}
        if area.country not in countries:
            return area
        others = (a for a in reversed(self.recent) if "-" in a.code and a.country not in countries)
        return next(others, area)

    def wider(self, area: Area, named: set[str]) -> Area:
        """ "Yunnan traded 3 bn with ASEAN. Yunnan's exports to the region rose": no region trades with itself."""
        if named.isdisjoint((area.code, area.country)):
            return area
        others = (a for a in reversed(self.recent) if named.isdisjoint((a.code, a.country)))
        others = (a for a in others if a.type != "country")
        return next(others, area)

    def region_in(self, country: str) -> Area | None:
        """The province last named that lies in a country."""
        return next((a for a in reversed(self.recent) if "-" in a.code and a.country == country), None)

    def elsewhere(self, named: set[str]) -> Area | None:
        """ "there", "from it": the area last named that is neither in the same breath nor whose story it is."""
        if self.place is not None and self.place.code not in named:
            return self.place  # "has put 17 bn into Vietnam and is the sixth largest investor there"
        if self.now is not None and self.now.code == self.topic and self.opens not in (None, self.topic):
            if self.topic not in named:
                return (
                    self.now
                )  # "Chinese pledges rose. Vietnam's imports from China fell, its exports there grew"
        others = [a for a in reversed(self.recent) if a.code not in named and a.code != self.topic]
        if not others and named == {self.home} and len(str(self.topic)) == 2 and self.topic != self.home:
            # "American firms have 1,400 projects in Vietnam. Vietnam's exports there quadrupled": where those come from
            return Area(str(self.topic), "country")
        return next((a for a in others if a.type not in BLOCS), others[0] if others else None)

    def told_of(self, last: Area | None, named: set[str]) -> Area | None:
        """ "China supplied 30%, ahead of South Korea with 22 bn. Viet Nam's deficit with it": who the sentence before begins
        with, and none that it tells of behind."""
        began = self.began
        if began is None or last is None or began.code == last.code or began.type != "country":
            return None
        here = began.code in named or began.code in (self.topic, self.home) or began not in self.recent
        here = here or last.type != "country" or last.code in self.said
        return None if here else began

    def note(self, area: Area, role: str) -> None:
        self.said.add(area.code)
        if role == "aside":
            self.region = (
                self.region or area
            )  # "according to Dong Nai's office, Japan has put 4 bn into the province"
            return
        if role != "authority":
            self.place = area if role == "at" and area.type == "country" else None
        if area.type == "bloc":
            self.bloc = area
        if (
            role != "authority"
            and area.type not in ("world", "continent")
            and not (self.recent and self.recent[-1] is area)
        ):
            self.recent = [*[a for a in self.recent if a.code != area.code][-3:], area]
        if area.type in _VAST:
            return
        if area.type == "country":
            if area.code != self.home:
                self.country = area
                self.market = area
                if role in ("to", "from", "with"):
                    self.now = area
                if role == "authority":
                    self.teller = area
        else:
            self.region = area
            self.gate = area if area.counterpart else self.gate
