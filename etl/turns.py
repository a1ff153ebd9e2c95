"""Turns of phrase that say in several words what the reader takes from one: a sentence's tokens are put so that it
finds them. No word is added, and every token keeps its place in the text."""

from __future__ import annotations

from decimal import Decimal

from etl.clauses import joins
from etl.compared import balances
from etl.frame import BLOCS
from etl.goodslists import shares_of_goods
from etl.language import Area
from etl.tokens import PeriodMatch, Quantity, Token, make_token
from etl.tworanks import ranks_in_a_row

_TRADES = frozenset({"exports", "imports", "buy"})
_PROJECTS = frozenset({"projects", "projects!"})  # "!": those that invest
_COUNT_PROJECTS = frozenset({"projects", "classifier"})
_AMONG = frozenset({"classifier", "rank"})
_PERSONS_OR_PROJECTS = frozenset({"projects", "classifier", "persons", "vehicles"})
_MONEY_AFTER = 5  # most tokens between "put" and the money
_INTO_AFTER = 4  # most tokens between the money and "into"
_FLOWS = ("exports", "imports")
_SAID_OF_ALL = frozenset({None, "value", "volume"})  # words that tell no flow
_BALANCES = frozenset({"surplus", "deficit"})
_SIDES = {"exports": ("to", "with"), "imports": ("from", "with"), "trade_total": ("with",)}
_TOLD = frozenset(_SIDES)
_MOVED = frozenset({"exports", "imports", "sell", "buy"})
_WEIGHED = frozenset({"tonnes", "vehicles"})
_OPENING = 4  # most tokens before an amount that a sentence opens with
_FOREIGN = frozenset({"USD", "EUR", "CNY"})  # what exports are paid in
_PAID = _FOREIGN | {"VND", "JPY", "THB", "KRW"}
_LISTED = frozenset({"tonnes", "persons"})
_WHOLE = 2  # longest word, such as 整體, between "of" and a flow
_AS_WHOSE = len(" as the ")  # from who was passed to whose supplier the other became
_TOLD_LAST = 7  # fewest tokens of a sentence that lists goods with their amounts and then says what they are
_BEHIND = len("behind")  # a verb that passes somebody is longer
_VISITORS = 1_000  # fewer are no figure of a country's visitors
_LISTING = frozenset({"exports", "imports", "arrivals"})
_RANKED = frozenset({"exports", "imports", "trade_total", "fdi_registered", "arrivals"})
_DID = frozenset({"attract", "buy", "sell", "supply", "put", "fdi", "fdi_registered", "exports", "imports"})
_NO_YEAR = 2100  # a bare number from here on is no year
_MILLION = 6  # the scale from which a bare number beside it is of another kind

Tokens = list[Token | Quantity]


def turned(
    tokens: Tokens,
    kinds: set[str],
    links: set[object],
    measures: set[object],
    pointing: set[object],
    units: set[str | None],
    counted: bool = False,
) -> Tokens:
    """The tokens of a sentence with its turns of phrase as the reader knows them; ``kinds`` are what its words may be,
    ``links``, ``measures`` and ``pointing`` (its anaphors) its words of those kinds, ``units`` what its numbers
    count; ``counted``: it tells parts of the projects of the sentence before."""
    if "role" in kinds and not measures.isdisjoint(_TOLD):
        tokens = _owner_ahead(tokens)
        if "punct" in kinds:
            tokens = _flow_behind_brackets(tokens)
    if "both" in pointing and "trade_total" in measures and "change" in kinds:
        tokens = _own_trade(tokens)
    if "noun" in kinds and "area" in kinds and "role" in kinds and not measures.isdisjoint(_TOLD):
        tokens = _counted_by(tokens)
    if "which" in links and "role" in kinds:
        tokens = _passed(tokens)
        if "buy" in measures or "imports" in measures:
            tokens = _bought_ahead(tokens)
    if "which" in links and "area" in kinds:
        tokens = _sold_by(_aside_clause(tokens) if "period" in kinds else tokens)
    if "adjective" in kinds and "of_which" in links and units.isdisjoint(_PERSONS_OR_PROJECTS):
        tokens = _whose_part(tokens)
    if "rank_noun" in kinds and "of_which" in links:
        tokens = _named_aside(tokens)
    if "share" in kinds and "percent" in units and len(units) > 1:
        tokens = _whole_ahead(tokens)
    if "noun" in kinds and "area" in kinds and "role" in kinds:
        tokens = _on_the_border(tokens)
    if "area" in kinds and "punct" in kinds and len(tokens) > _TOLD_LAST:
        tokens = _ranked_ahead(tokens)
        if "rank_noun" in kinds and measures <= _SAID_OF_ALL | {"exports"}:
            tokens = _in_brackets_of(tokens)
    if "rank" in units and "rank_noun" in kinds and "punct" in kinds and len(units) > 1:
        tokens = _bracket_behind_rank(tokens)
    if "rank_noun" in kinds and "digits" in kinds and "role" in kinds:
        tokens = _numbered_visitors(tokens)
    if "hedge" in kinds and "role" in kinds and "area" in kinds and "punct" in kinds and len(units) == 1:
        tokens = _nearly_all(tokens)
    if units == {"percent"} and "role" in kinds and not measures.isdisjoint(_MOVED):
        tokens = _shares_went(tokens)
    if "area" in kinds and "role" in kinds and "punct" in kinds:
        tokens = _spoken_in(tokens)
    if "rank_noun" in kinds and "area" in kinds and "role" in kinds:
        tokens = _overtook(tokens)
    if (
        "commodity" in kinds
        and "punct" in kinds
        and not measures.isdisjoint(_MOVED)
        and len(tokens) > _TOLD_LAST
    ):
        tokens = _apposed_goods(_goods_ahead(_goods_in_a_row(tokens)))
        if "role" in kinds and "area" in kinds:
            tokens = _bracket_behind(tokens)
    if "role" in kinds and "area" in kinds and measures <= _SAID_OF_ALL:
        tokens = _came_from(tokens)
    if "tense" in kinds and "exports" in measures:
        tokens = _went_and_came(tokens)
    if "bound" in kinds:
        tokens = _bound_for(tokens)
    if "directed" in kinds and not measures.isdisjoint(_BALANCES):
        tokens = _left_with(tokens)
    if "both" in pointing and "trade_total" in measures and "noun" in kinds:
        tokens = _goods_between(tokens)
    if "directed" in kinds and "area" in kinds:
        tokens = _within(tokens)
        if units.issuperset(_AMONG):
            tokens = _among(tokens)
    if "seat" in kinds:
        tokens = _seats(tokens)
    if "of_which" in links and not measures.isdisjoint(_FLOWS):
        tokens = _pointing(tokens)
    if "of_which" in links and "role" in kinds and "area" in kinds and not measures.isdisjoint(_TOLD):
        tokens = _examples(tokens)
    if "when" in links:
        tokens = _when(tokens)
    if "percent" in units and "commodity" in kinds and not measures.isdisjoint(_FLOWS):
        tokens = shares_of_goods(tokens)
    if "percent" in units and len(units) > 1 and len(tokens) > 6:
        tokens = _part_where(tokens)
    if "compare" in kinds and "change" in kinds and "period" in kinds:
        tokens = [t for k, t in enumerate(tokens) if not _by_which(tokens, k)]
    if "earn" in measures:
        tokens = [_brought_home(tokens, k) if t.get("measure") == "earn" else t for k, t in enumerate(tokens)]
    if "rank" in units and "role" in kinds and not measures.isdisjoint(_FLOWS):
        tokens = _place_of(tokens)
    if (
        "adjective" in kinds
        and "noun" in kinds
        and "role" in kinds
        and "exports" in measures
        and len(measures) > 1
    ):
        tokens = _with_market(tokens)
    if "rank" in units and "role" in kinds and "area" in kinds:
        tokens = _among_provinces(_place_held(tokens))
    if "rank" in units and "rank_noun" in kinds:
        tokens = ranks_in_a_row(tokens)
        if "area" in kinds:
            tokens = _among_theirs(tokens)
    if "rank" in units and not measures.isdisjoint(_TRADES):
        tokens = _past_apposition(_ranked_aside(tokens))
    if "imports" in measures and "percent" in units and len(measures) > 1:
        tokens = _took_part(tokens)
    if (
        "of_which" in links
        and "role" in kinds
        and "trade_total" in measures
        and not measures.isdisjoint(_FLOWS)
    ):
        tokens = _part_from(tokens)
    if "buy" in measures:
        tokens = _goods_of(_lifted(tokens))
        if "adjective" in kinds and "compare" in kinds:
            tokens = _spent_on(tokens)
    if len(units) > 1 and not _MOVED.isdisjoint(measures) and not units.isdisjoint(_WEIGHED):
        tokens = _worth_between(tokens)
    if "supply" in measures and "role" in kinds:
        tokens = _supplied_to(tokens)
    if "bring" in measures:
        tokens = _brought(tokens)
    if "put" in measures:
        tokens = _put_into(tokens)
    if not _LISTED.isdisjoint(units) and ("digits" in kinds or None in units):
        tokens = _as_heavy(tokens)
    if measures.issuperset(_FLOWS):
        tokens = (
            balances(_both_ways(tokens)) if "percent" not in units or len(units) > 1 else _both_ways(tokens)
        )
    if "fdi_projects" in measures or "figure" in pointing:
        tokens = _numbered_ahead(tokens)
        units = {*units, "projects"}
    named = "unit" in kinds and not _PROJECTS.isdisjoint([t.get("unit") for t in tokens])
    named = named and any(_of_projects(tokens, k) for k in range(len(tokens)))
    if counted or named or not units.isdisjoint(_COUNT_PROJECTS):
        return _numbered_parts(tokens, counted)
    return tokens


def _flow_behind_brackets(tokens: Tokens) -> Tokens:
    """來自韓國（跌15%）和日本（跌6%）的進口貨值: the flow that areas, each with a figure in a bracket, stand before."""
    for k in range(4, len(tokens) - 2):
        end, of, flow = tokens[k : k + 3]
        if end.get("punct") != ")" or of.get("role") != "of" or of.start != end.end:
            continue
        if flow.get("measure") not in _TOLD and flow.get("link") == "total" and k + 3 < len(tokens):
            flow = tokens[k + 3]
        if flow.get("measure") not in _TOLD or flow.start - of.end > _WHOLE:
            continue
        at, listed = k, 0
        while at > 0 and tokens[at].get("punct") == ")":
            at = next((j for j in range(at, -1, -1) if tokens[j].get("punct") == "("), 0)
            if at == 0 or not tokens[at - 1].get("area"):
                break
            listed, at = listed + 1, at - 2
            if at > 0 and joins(tokens[at]):
                at -= 1
        if not listed or at < 0 or tokens[at].get("role") not in ("to", "from"):
            continue
        n = next(j for j, t in enumerate(tokens) if t is flow)
        moved = [flow]
        if (
            n + 2 < len(tokens)
            and tokens[n + 1].get("change") in ("up", "down")
            and tokens[n + 2].get("punct")
        ):
            moved.append(tokens[n + 1])
        rest = [t for t in tokens[at:] if not any(t is m for m in moved)]
        return [*tokens[:at], *moved, *rest]
    return tokens


def _owner_ahead(tokens: Tokens) -> Tokens:
    """ "For China as a whole, trade with ASEAN grew 8%": what a sentence opens with is whose the flow is, where the
    other side is named or the whole is spoken of."""
    if len(tokens) < 5 or tokens[0].get("role") not in ("to", "at") or not tokens[1].get("area"):
        return tokens
    whole = tokens[2].get("link") == "total"
    comma = 3 if whole else 2
    if tokens[comma].get("punct") != "," or tokens[comma + 1].get("measure") not in _TOLD:
        return tokens
    behind = tokens[comma + 2 : comma + 4]
    sides = _SIDES[tokens[comma + 1].get("measure")]
    sided = len(behind) == 2 and behind[0].get("role") in sides and behind[1].get("area")
    if not sided and not (whole and tokens[0].get("role") == "to"):
        return tokens
    owner = make_token(tokens[1].start, tokens[1].end, {**tokens[1], "owner": True})
    return [owner, *tokens[comma + 1 :]]


def _place_of(tokens: Tokens) -> Tokens:
    """ "Third place went to Thailand with 55,000 visitors": whose place it is, and no exports."""
    for k in range(1, len(tokens) - 1):
        t, rank = tokens[k], tokens[k - 1]
        if not (isinstance(rank, Quantity) and rank.unit == "rank") or isinstance(t, Quantity):
            continue
        if t.get("measure") in _FLOWS and t.get("role") == "to" and tokens[k + 1].get("area"):
            return [*tokens[:k], make_token(t.start, t.end, {"change": "reach"}), *tokens[k + 1 :]]
    return tokens


def _place_held(tokens: Tokens) -> Tokens:
    """ "The second position is held by the US with 186 bn": the tokens as of "the second is the US"."""
    for k in range(len(tokens) - 4):
        rank, reach, held, by, who = tokens[k : k + 5]
        if isinstance(rank, Quantity) and rank.unit == "rank" and reach.get("change") == "reach":
            if held.get("share") and by.get("extent") and who.get("area"):
                return [*tokens[: k + 2], *tokens[k + 4 :]]
    return tokens


def _part_from(tokens: Tokens) -> Tokens:
    """ "Trade was 1.6 bn, including 0.7 bn from exports": in exports."""
    part = False
    for k in range(len(tokens) - 2):
        t, way = tokens[k], tokens[k + 1]
        part = part or t.get("link") == "of_which"
        if not (part and isinstance(t, Quantity) and way.get("role") == "from"):
            continue
        if tokens[k + 2].get("measure") in _FLOWS and (
            k + 3 == len(tokens) or tokens[k + 3].get("punct") or joins(tokens[k + 3])
        ):
            return [*tokens[: k + 1], make_token(way.start, way.end, {"role": "at"}), *tokens[k + 2 :]]
    return tokens


_POSSESSES = len("'s ")


def _goods_of(tokens: Tokens) -> Tokens:
    """ "China bought 1.2 m tonnes of Vietnam's rubber": Vietnamese rubber."""
    for k in range(len(tokens) - 4):
        buy, much, of, whose, goods = tokens[k : k + 5]
        if buy.get("measure") != "buy" or not isinstance(much, Quantity) or of.get("role") != "of":
            continue
        if whose.get("area") and goods.get("commodity") and goods.start - whose.end == _POSSESSES:
            whose = make_token(whose.start, whose.end, {**whose, "adjective": True})
            return [*tokens[: k + 3], whose, *tokens[k + 4 :]]
    return tokens


def _with_market(tokens: Tokens) -> Tokens:
    """ "The trade deficit with the South Korean market shrank": its market is the country, and no flow."""
    flow = False
    for k in range(2, len(tokens)):
        t = tokens[k - 2]
        flow = flow or t.get("measure") in ("surplus", "deficit", "trade_total")
        who, market = tokens[k - 1], tokens[k]
        if flow and t.get("role") == "with" and who.get("adjective") and market.get("noun") == "market":
            return [*tokens[:k], make_token(market.start, market.end, {"noun": "market"}), *tokens[k + 1 :]]
    return tokens


def _among_provinces(tokens: Tokens) -> Tokens:
    """ "Sichuan's trade reached 650 bn, ranking eighth in China": the country is no side of it."""
    for k in range(1, len(tokens) - 2):
        t = tokens[k]
        ranks = t.unit == "rank" if isinstance(t, Quantity) else t.get("rank_noun")
        if not ranks or tokens[k + 1].get("role") != "at":
            continue
        where = tokens[k + 2].get("area")
        if where is None or not (k + 3 == len(tokens) or tokens[k + 3].get("punct")):
            continue
        told = [a for u in tokens[:k] if (a := u.get("area")) is not None]
        if any("-" in a.code and a.country == where.code for a in told):
            return [*tokens[: k + 1], *tokens[k + 3 :]]
    return tokens


def _among_theirs(tokens: Tokens) -> Tokens:
    """ "Germany is Vietnam's largest European partner with 11 bn": the continent or bloc is no side of the figure."""
    for k in range(2, len(tokens) - 1):
        area = tokens[k].get("area")
        if area is None or area.type not in BLOCS or not tokens[k + 1].get("rank_noun"):
            continue
        rank = tokens[k - 1]
        if not isinstance(rank, Quantity) or rank.unit != "rank" or tokens[k + 1].start - tokens[k].end != 1:
            continue
        if any(t.get("area") or t.get("anaphor") for t in tokens[: k - 1]):
            return [*tokens[:k], *tokens[k + 1 :]]
    return tokens


def _as_heavy(tokens: Tokens) -> Tokens:
    """ "929,000 tonnes from Thailand and 493,000 from Vietnam", "5.1 m tonnes, up from 4.2 m a year earlier", "Korea with
    116,000 visitors and Japan with 69,300": a bare number behind one of tonnes or people, with another side or as what
    was before, is one of these, too."""
    out, last = tokens, None
    for k, t in enumerate(tokens):
        if isinstance(t, Quantity) and t.unit is not None:
            last = t if t.unit in _LISTED else last if t.unit in ("percent", "rank") else None
            continue
        if last is None or not (number := _heavy(t)):
            continue
        nxt = tokens[k + 1] if k + 1 < len(tokens) else None
        before = tokens[k - 2] if tokens[k - 1].get("hedge") and k > 1 else tokens[k - 1]
        sided = nxt is not None and nxt.get("role") in ("from", "to")
        sided = sided and k + 2 < len(tokens) and bool(tokens[k + 2].get("area"))
        sided = sided and (joins(before) or before.get("punct") == ";")
        sided = sided or last.unit == "persons" and _beside_area(tokens, k)
        was = before.get("change") == "start" or before.get("compare") in ("base", "higher", "lower")
        was = was and (
            nxt is None or bool(nxt.get("punct") or nxt.get("period") or nxt.get("compare") == "yoy")
        )
        listed = k > 1 and before.get("area") and joins(tokens[k - 2])
        listed = listed and (nxt is None or joins(nxt) or nxt.get("punct"))
        if sided or was or listed:
            scale = t.scale if isinstance(t, Quantity) else 0
            q = Quantity(t.start, t.end, number, scale, last.unit, last.factor)
            out = [q if u is t else u for u in out]
            last = q
    return out


def _beside_area(tokens: Tokens, k: int) -> bool:
    """ "Japan with 69,300", "Japan (69,300)": whether a bare number is all that is said of an area."""
    n = k - 1 - bool(tokens[k - 1].get("hedge"))
    if n < 1 or not tokens[n - 1].get("area"):
        return False
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    if tokens[n].get("punct") == "(":
        return nxt is not None and nxt.get("punct") in (")", ",")
    return tokens[n].get("role") == "with" and (nxt is None or joins(nxt) or bool(nxt.get("punct")))


def _heavy(t: Token | Quantity) -> Decimal | None:
    """A bare number that is no year and no count of a few."""
    if isinstance(t, Quantity):
        return t.number if t.unit is None and t.origin == "digits" else None
    number = _bare(t)
    return number if number is not None and t.get("digits") and number >= _NO_YEAR else None


def _bought_ahead(tokens: Tokens) -> Tokens:
    """ "the second largest market after the US, which bought 8 m worth": the one named in passing is who bought."""
    for k in range(1, len(tokens) - 4):
        if (
            tokens[k].get("area")
            and tokens[k + 2].get("link") == "which"
            and tokens[k + 1].get("punct") == ","
        ):
            led = tokens[k - 1].get("role")
            if led == "to" and k > 1 and tokens[k - 2].get("role") == "aside":
                led = "aside"  # "second only to those to the US"
            bought = tokens[k + 3].get("measure") in ("buy", "imports")
            if led == "aside" and bought and isinstance(tokens[k + 4], Quantity):
                rest = tokens[k + 3 :]
                return [*tokens[: k - 1], tokens[k + 1], tokens[k], *rest]
    return tokens


def _counted_by(tokens: Tokens) -> Tokens:
    """ "According to US statistics, imports from Vietnam totaled 114 bn": those of who counts them, where only the other
    side is named."""
    named = [k for k, t in enumerate(tokens) if t.get("area") or t.get("pair") or t.get("authority")]
    if len(named) != 2 or not named[0] < named[1] - 1 or named[0] > 1:
        return tokens
    who, other = tokens[named[0]], tokens[named[1]]
    count = tokens[named[0] + 1]
    if not who.get("area") or count.get("noun") != "count" or count.start - who.end != 1:
        return tokens
    if not other.get("area") or other.get("area").code == who.get("area").code:
        return tokens
    measure, led = tokens[named[1] - 2], tokens[named[1] - 1]
    if led.get("role") not in _SIDES.get(measure.get("measure"), ()) or other.get("adjective"):
        return tokens
    if any(isinstance(t, Quantity) for t in tokens[: named[1]]):
        return tokens
    k = named[1] - 2
    owner = make_token(who.start, who.end, {"area": who.get("area"), "owner": True})
    return [*tokens[:k], owner, *tokens[k:]]


def _examples(tokens: Tokens) -> Tokens:
    """ "Trade with other countries, including Singapore and Laos, jumped 36%": who are named are some of those that it
    is with, and none of them is a side by itself."""
    for k in range(2, len(tokens) - 2):
        if tokens[k].get("link") != "of_which" or tokens[k - 1].get("punct") != ",":
            continue
        named = k > 2 and (tokens[k - 2].get("noun") == "market" or tokens[k - 2].get("area"))
        led = tokens[k - 3] if named else tokens[k - 2]
        if led.get("role") not in ("with", "to", "from"):
            continue
        end = k + 1
        while end < len(tokens) and (
            tokens[end].get("area") or joins(tokens[end]) and not tokens[end].get("role")
        ):
            end += 1
        if end < len(tokens) and tokens[end - 1].get("punct") == "," and tokens[end].get("change"):
            return [*tokens[: k - 1], *tokens[end:]]
    return tokens


def _passed(tokens: Tokens) -> Tokens:
    """ "overtaking Thailand, which came second with 19,000 tonnes": the one named in passing has a clause of its own."""
    for k in range(len(tokens) - 4):
        if tokens[k].get("role") != "aside" or not tokens[k + 1].get("area"):
            continue
        if tokens[k + 2].get("punct") != "," or tokens[k + 3].get("link") != "which":
            continue
        rank = tokens[k + 4]
        if isinstance(rank, Quantity) and rank.unit == "rank":
            rival = make_token(tokens[k + 1].start, tokens[k + 1].end, {**tokens[k + 1], "rival": True})
            return [*tokens[:k], rival, *tokens[k + 4 :]]
    return tokens


def _aside_clause(tokens: Tokens) -> Tokens:
    """ "Australia, which had shipped none in October 2016, came out on top": a relative clause between commas that
    states no figure says nothing of when the figures are of."""
    for k in range(1, len(tokens) - 3):
        if (
            tokens[k + 1].get("link") != "which"
            or tokens[k].get("punct") != ","
            or not tokens[k - 1].get("area")
        ):
            continue
        end = next((n for n in range(k + 2, len(tokens)) if tokens[n].get("punct") in (",", ";", "(")), None)
        inside = tokens[k + 2 : end]
        if end is None or tokens[end].get("punct") != "," or Quantity in map(type, inside):
            continue
        if any(t.get("period") for t in inside):
            return [*tokens[:k], *tokens[end + 1 :]]
    return tokens


def _sold_by(tokens: Tokens) -> Tokens:
    """ "38 percent of the rice that Viet Nam exported": of Viet Nam's rice exports; "the nuts that China imports" alike."""
    for k in range(2, len(tokens) - 1):
        seller, verb = tokens[k], tokens[k + 1]
        if not seller.get("area") or tokens[k - 1].get("link") != "which":
            continue
        goods = tokens[k - 2].get("commodity") or tokens[k - 2].get("noun") == "goods"
        goods = goods or tokens[k - 2].get("share") == "whole"  # "40% of all that Viet Nam shipped abroad"
        flow = {"sell": "exports", "buy": "imports"}.get(verb.get("measure"), verb.get("measure"))
        if not goods or flow not in _FLOWS or seller.get("adjective"):
            continue
        if tokens[k + 2 : k + 3] and tokens[k + 2].get("role") == {"exports": "to", "imports": "from"}[flow]:
            continue
        owner = make_token(seller.start, seller.end, {**seller, "adjective": True})
        sold = make_token(verb.start, verb.end, {**verb, "measure": flow})
        return [*tokens[: k - 1], owner, sold, *tokens[k + 2 :]]
    return tokens


def _whose_part(tokens: Tokens) -> Tokens:
    """ "71 per cent of them Chinese", "6 m tonnes of that, or 72%, was Chinese": the part is from there."""
    for k in range(2, len(tokens)):
        adjective = tokens[k]
        if not adjective.get("adjective") or not adjective.get("area"):
            continue
        nxt = tokens[k + 1] if k + 1 < len(tokens) else None
        if nxt is not None and not (nxt.get("punct") in (".", ";", ",") or nxt.get("link") == "and"):
            continue
        n = k - 1
        while n > 0 and (tokens[n].get("change") == "reach" or tokens[n].get("punct") == ","):
            n -= 1
        if isinstance(tokens[n], Quantity) and n > 1 and tokens[n - 1].get("share") == "equal":
            n -= 2 + (tokens[n - 2].get("punct") == ",")
        if isinstance(tokens[n], Quantity) and n > 2 and tokens[n - 1].get("measure") == "value":
            n -= 3 if tokens[n - 2].get("punct") == "," else 0  # "40% of them, worth 375 m, were Philippine"
        q = tokens[n - 1] if n > 0 and tokens[n].get("link") == "of_which" else None
        if not isinstance(q, Quantity) or q.unit in (None, "rank", "times"):
            continue
        verb = tokens[k - 1] if tokens[k - 1].get("change") == "reach" else tokens[n]
        led = make_token(verb.start, verb.end, {"role": "from"})
        origin = make_token(adjective.start, adjective.end, {"area": adjective.get("area")})
        rest = tokens[n + 1 : k - 1 if tokens[k - 1].get("change") == "reach" else k]
        if rest and rest[-1].get("punct") == ",":
            rest = rest[:-1]
        return _whose_part([*tokens[: n + 1], led, origin, *rest, *tokens[k + 1 :]])
    return tokens


def _named_aside(tokens: Tokens) -> Tokens:
    """ "of which China, once the main buyer of Vietnamese coal, supplied 1.5 m tonnes": what it once was says nothing of
    whose the part is."""
    for k in range(1, len(tokens) - 3):
        if tokens[k - 1].get("link") != "of_which" or not tokens[k].get("area"):
            continue
        if tokens[k + 1].get("punct") != "," or not tokens[k + 2].get("rank_noun"):
            continue
        end = next((n for n in range(k + 3, len(tokens)) if tokens[n].get("punct")), None)
        if end is None or tokens[end].get("punct") != "," or Quantity in map(type, tokens[k + 2 : end]):
            continue
        return [*tokens[: k + 1], *tokens[end + 1 :]]
    return tokens


def _whole_ahead(tokens: Tokens) -> Tokens:
    """占越南出口总额（3550亿美元）的17.2%: the share before the whole that it is of, as in 占17.2%的越南出口总额3550亿美元."""
    for k in range(4, len(tokens)):
        share = tokens[k]
        if not (
            isinstance(share, Quantity) and share.unit == "percent" and tokens[k - 1].get("role") == "of"
        ):
            continue
        closed = tokens[k - 2].get("punct") == ")"
        n = k - 3 if closed else k - 2
        whole = tokens[n]
        if not isinstance(whole, Quantity) or whole.unit in (None, "percent", "times", "rank"):
            continue
        opened = n - 1 if closed else n
        if closed and tokens[opened].get("punct") != "(":
            continue
        at = opened - 1
        while at > 0 and isinstance(tokens[at], Token) and not tokens[at].get("share"):
            at = -1 if tokens[at].get("punct") else at - 1
        if at > 0 and isinstance(tokens[at], Token) and at < opened - 1:
            words = tokens[at + 1 : opened]
            return [*tokens[: at + 1], share, tokens[k - 1], *words, whole, *tokens[k + 1 :]]
    return tokens


def _within(tokens: Tokens) -> Tokens:
    """新加坡是东盟对越投资最多的国家: the bloc is where it comes first, and no investor or partner."""
    for k in range(1, len(tokens) - 2):
        area = tokens[k + 1].get("area")
        if area is None or area.type not in ("bloc", "continent") or tokens[k].get("change") != "reach":
            continue
        if tokens[k - 1].get("area") and tokens[k + 2].get("directed"):
            return [*tokens[: k + 1], *tokens[k + 2 :]]
    return tokens


def _among(tokens: Tokens) -> Tokens:
    """在126个对越投资的国家和地区里排第7位: of how many is no figure of its own."""
    for k in range(1, len(tokens) - 2):
        of = tokens[k]
        if not (isinstance(of, Quantity) and of.unit == "classifier" and tokens[k - 1].get("role") == "at"):
            continue
        rest = tokens[k + 1 :]
        n = next((n for n, t in enumerate(rest) if isinstance(t, Quantity) or t.get("punct")), len(rest))
        ranked = n < len(rest) and isinstance(rest[n], Quantity) and rest[n].unit == "rank"
        if ranked and rest[0].get("directed"):
            return [*tokens[:k], *rest]
    return tokens


def _bound_for(tokens: Tokens) -> Tokens:
    """ "China-bound exports", "China-bound shipments of durian": exports to China."""
    for k, t in enumerate(tokens):
        if not t.get("bound") or not k or not tokens[k - 1].get("area"):
            continue
        area = make_token(tokens[k - 1].start, tokens[k - 1].end, {"area": tokens[k - 1].get("area")})
        way = make_token(t.start, t.end, {"role": "to"})
        n = next((n for n in range(k + 1, min(k + 4, len(tokens))) if tokens[n].get("measure")), k)
        if any(isinstance(u, Quantity) or u.get("punct") for u in tokens[k + 1 : n]):
            n = k
        return _bound_for([*tokens[: k - 1], *tokens[k + 1 : n + 1], way, area, *tokens[n + 1 :]])
    return tokens


def _on_the_border(tokens: Tokens) -> Tokens:
    """ "Hekou port on Yunnan's border with Viet Nam saw 1.6 m travellers": on whose border a gate lies is known."""
    for k in range(len(tokens) - 3):
        gate, on = tokens[k], tokens[k + 1]
        if (area := gate.get("area")) is None or area.type != "gate":
            continue
        if on.get("compare") != "base" and on.get("role") != "at":
            continue
        n = k + 3 if tokens[k + 2].get("area") else k + 2
        if n >= len(tokens) or tokens[n].get("noun") != "gate" or tokens[n].get("area"):
            continue
        way = tokens[n + 1 : n + 3]
        beyond = len(way) > 1 and way[0].get("role") == "with" and way[1].get("area")
        return _on_the_border([*tokens[: k + 1], *tokens[n + (3 if beyond else 1) :]])
    return tokens


def _spoken_in(tokens: Tokens) -> Tokens:
    """ "In Kunming, he said that Yunnan and Viet Nam traded 2.3 bn USD": where it was said, in a province that is named anew."""
    for k, t in enumerate(tokens[:2]):
        if t.get("role") != "at" or k + 2 >= len(tokens) or tokens[k + 2].get("punct") != ",":
            continue
        place = tokens[k + 1].get("area")
        if (
            place is None
            or place.type in ("country", "province", "bloc", "gate")
            or tokens[k + 1].get("compiler")
        ):
            continue
        n = next((n for n, u in enumerate(tokens) if isinstance(u, Quantity)), len(tokens))
        if any(u.get("area") and u["area"].code == place.code for u in tokens[k + 3 : n]):
            return [*tokens[:k], *tokens[k + 3 :]]
    return tokens


def _shares_went(tokens: Tokens) -> Tokens:
    """ "71 percent of its fruit, 45 percent of its vegetables and 91 percent of its cassava went to China": where all of
    them went stands behind the last."""
    first = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity)), 0)
    if any(not (t.get("period") or t.get("punct") == "," or t.get("hedge")) for t in tokens[:first]):
        return tokens
    shares = [k for k in range(first, len(tokens)) if isinstance(tokens[k], Quantity)]
    end = shares[-1] if shares else 0
    if len(shares) < 2 or not all(_of_whole(tokens[k + 1]) for k in shares if k + 1 < len(tokens)):
        return tokens
    v = next((k for k in range(end + 1, len(tokens)) if tokens[k].get("role") == "to"), 0)
    if not v or v + 1 >= len(tokens) or not tokens[v + 1].get("area"):
        return tokens
    verb = v if tokens[v].get("measure") in _MOVED else v - 1
    if tokens[verb].get("measure") not in _MOVED or any(t.get("punct") for t in tokens[end + 1 : v]):
        return tokens
    return [*tokens[:first], *tokens[verb : v + 2], *tokens[first:verb], *tokens[v + 2 :]]


def _nearly_all(tokens: Tokens) -> Tokens:
    """ "durian 2.2 bn, almost all of it from China, dragon fruit 614 m": a remark, not with whom the next figure is."""
    for k in range(1, len(tokens) - 4):
        comma, hedge = tokens[k : k + 2]
        if (
            comma.get("punct") != ","
            or not isinstance(tokens[k - 1], Quantity)
            or hedge.get("hedge") != "nearly"
        ):
            continue
        n = k + 3 if tokens[k + 2].get("link") == "of_which" else k + 2
        if (
            n + 2 >= len(tokens)
            or tokens[n].get("role") not in ("to", "from")
            or not tokens[n + 1].get("area")
        ):
            continue
        if tokens[n + 2].get("punct") == "," and any(isinstance(t, Quantity) for t in tokens[n + 3 :]):
            return [*tokens[:k], *tokens[n + 2 :]]
    return tokens


def _listed_in_brackets(tokens: Tokens, k: int) -> bool:
    """Whether an area at ``k`` has its figure in a bracket, and a next one, too."""
    if k + 4 >= len(tokens) or not tokens[k].get("area") or tokens[k + 1].get("punct") != "(":
        return False
    close = next((n for n in range(k + 2, min(k + 7, len(tokens))) if tokens[n].get("punct") == ")"), None)
    if close is None or not _figure(tokens[k + 2]):
        return False
    behind = tokens[close + 1 : close + 4]
    n = next((n for n, t in enumerate(behind) if not joins(t)), len(behind) - 1)
    return len(behind) > n >= 1 and bool(behind[n].get("area"))


def _ranked_ahead(tokens: Tokens) -> Tokens:
    """ "China (66%), Japan (8%) and Korea (5%) were the largest buyers of Vietnamese fruit": what they rank as is told ahead
    of them; "Bac Ninh (1.3 bn) and Hanoi (0.8 bn) drew the most capital": what they did, behind the first of them."""
    first = next((k for k, t in enumerate(tokens[:3]) if not (t.get("period") or t.get("punct") == ",")), 0)
    if not _listed_in_brackets(tokens, first):
        return tokens
    last = max(k for k, t in enumerate(tokens) if t.get("punct") == ")")
    behind = tokens[last + 1 :]
    end = len(behind) - 1 if behind and behind[-1].get("punct") == "." else len(behind)
    told = behind[:end]
    if len(told) < 2 or any(t.get("punct") or _figure(t) for t in told):
        return tokens
    listed = tokens[first : last + 1]
    if told[0].get("measure") == "sell" and any(t.get("measure") == "arrivals" for t in told):
        way = make_token(told[0].start, told[0].end, {"role": "from"})  # "sent the most visitors to Viet Nam"
        return [*tokens[:first], *told[1:], way, *map(_came, listed), *behind[end:]]
    if told[0].get("measure") in _DID and not any(t.get("measure") == "arrivals" for t in told):
        marks = [t.get("punct") for t in listed if t.get("punct") in ("(", ")")]
        if marks.count("(") != sum(1 for t in listed if isinstance(t, Quantity)):
            return tokens  # with how much each moved
        plain = [t for t in listed if t.get("punct") not in ("(", ")")]
        return [*tokens[:first], plain[0], told[0], *plain[1:], *told[1:], *behind[end:]]
    if told[0].get("change") != "reach" or not any(t.get("rank_noun") in _RANKED for t in told[1:5]):
        return tokens
    sold = any(t.get("rank_noun") == "exports" for t in told[1:5])
    said = [t for t in told[1:] if not (sold and isinstance(t, Quantity))]
    if any(t.get("rank_noun") == "arrivals" for t in said):
        listed = list(map(_came, listed))
    return [*tokens[:first], *said, told[0], *listed, *behind[end:]]


def _came(t: Token | Quantity) -> Token | Quantity:
    """A bare number of those who came counts them."""
    number = _bare(t)
    counted = number is not None and number >= _VISITORS
    return Quantity(t.start, t.end, number, 0, "persons", origin="digits") if counted else t


def _in_brackets_of(tokens: Tokens) -> Tokens:
    """ "The largest buyers of Vietnamese fruit were China (66%), Japan (8%) and Korea (5%)": what the buyers took; "the top
    sources of visitors were Korea (1.2 m) and China (890,000)": who came from there."""
    nouns = (k for k, t in enumerate(tokens[:6]) if t.get("rank_noun") in _LISTING and not t.get("measure"))
    k = next(nouns, None)
    if k is None or k + 1 >= len(tokens):
        return tokens
    came = tokens[k].get("rank_noun") == "arrivals"
    owner = k > 0 and tokens[k - 1].get("area")  # "Viet Nam's main suppliers were …"
    if not (owner or came) and (any(t.get("area") for t in tokens[:k]) or tokens[k + 1].get("role") != "of"):
        return tokens
    n = next((n for n in range(k + 1, len(tokens)) if tokens[n].get("punct") == "("), 0)
    if not n or not _listed_in_brackets(tokens, n - 1) or any(isinstance(t, Quantity) for t in tokens[k:n]):
        return tokens
    verb = next((v for v in range(k + 1, n) if tokens[v].get("change") == "reach"), None)
    if owner and verb is None:
        return tokens
    noun = make_token(tokens[k].start, tokens[k].end, {**tokens[k], "measure": tokens[k].get("rank_noun")})
    if came and verb is not None:
        way = make_token(tokens[verb].start, tokens[verb].end, {"role": "from"})
        return [*tokens[:k], noun, *tokens[k + 1 : verb], way, *map(_came, tokens[verb + 1 :])]
    return [*tokens[:k], noun, *tokens[k + 1 :]]


def _bracket_behind_rank(tokens: Tokens) -> Tokens:
    """ "China (9 bn USD) was the largest buyer of Vietnamese phones, followed by the US (8 bn)": the figures of who ranks,
    behind what it ranks as."""
    k = next((k for k, t in enumerate(tokens[:4]) if t.get("area")), len(tokens))
    if k + 6 >= len(tokens) or tokens[k + 1].get("punct") != "(" or not _figure(tokens[k + 2]):
        return tokens
    if any(isinstance(t, Quantity) for t in tokens[:k]):
        return tokens
    close = next((n for n in range(k + 2, min(k + 9, len(tokens))) if tokens[n].get("punct") == ")"), None)
    if close is None or any(t.get("area") for t in tokens[k + 2 : close]):
        return tokens
    end = close + 1
    while end < len(tokens) and not (tokens[end].get("punct") or tokens[end].get("link") in ("and", "but")):
        end += 1
    said = tokens[close + 1 : end]
    ranks = [t for t in said if isinstance(t, Quantity)]
    verb = bool(said) and (said[0].get("change") == "reach" or isinstance(said[0], Quantity))
    if (
        not verb
        or [t.unit for t in ranks] != ["rank"]
        or not any(t.get("rank_noun") in _RANKED for t in said)
    ):
        return tokens
    return [*tokens[: k + 1], *said, *tokens[k + 1 : close + 1], *tokens[end:]]


def _numbered_visitors(tokens: Tokens) -> Tokens:
    """ "the biggest source of visitors with 96,000, or 29 percent": the bare number counts those who came."""
    if not any(t.get("rank_noun") == "arrivals" for t in tokens):
        return tokens
    out = list(tokens)
    k = next(k for k, t in enumerate(tokens) if t.get("rank_noun") == "arrivals")
    verb = next((v for v in range(k + 1, len(tokens) - 2) if tokens[v].get("change") == "reach"), None)
    if verb is not None and tokens[verb + 1].get("area") and tokens[verb + 2].get("role") == "with":
        # "the top sources of visitors were Korea with 1.2 million and China with 890,000"
        out[k] = make_token(tokens[k].start, tokens[k].end, {**tokens[k], "measure": "arrivals"})
        out[verb] = make_token(tokens[verb].start, tokens[verb].end, {"role": "from"})
    for k, t in enumerate(tokens):
        number = _bare(t) if k else None
        led = next((u for u in reversed(tokens[:k]) if not u.get("hedge")), None)
        ends = k + 1 == len(tokens) or tokens[k + 1].get("punct") or tokens[k + 1].get("link")
        if (
            number is not None
            and number >= _VISITORS
            and ends
            and led is not None
            and led.get("role") == "with"
        ):
            out[k] = Quantity(t.start, t.end, number, 0, "persons", origin="digits")
    return out


def _of_whole(t: Token | Quantity) -> bool:
    return t.get("role") == "of" or t.get("share") == "whole"


def _overtook(tokens: Tokens) -> Tokens:
    """ "Viet Nam overtook Thailand as China's main supplier, with 33,000 tonnes": who has been passed has no figure."""
    for k in range(1, len(tokens) - 3):
        if tokens[k].get("role") != "aside" or not tokens[k - 1].get("area") or not tokens[k + 1].get("area"):
            continue
        owner, noun = tokens[k + 2], tokens[k + 3]
        near = owner.start - tokens[k + 1].end <= _AS_WHOSE
        if near and owner.get("area") and noun.get("rank_noun") and tokens[k].end - tokens[k].start > _BEHIND:
            became = make_token(tokens[k].start, tokens[k].end, {"change": "reach"})
            return [*tokens[:k], became, *tokens[k + 2 :]]
    return tokens


def _went_and_came(tokens: Tokens) -> Tokens:
    """ "1.1 bn USD went out and 2.95 bn came in": goods that came in are imports where others went out."""
    out = False
    for k in range(1, len(tokens)):
        t, before = tokens[k], tokens[k - 1]
        if not isinstance(before, Quantity) or before.unit in ("percent", "rank", "persons"):
            continue
        out = out or t.get("measure") == "exports"
        ends = k + 1 == len(tokens) or tokens[k + 1].get("punct")
        if out and ends and t.get("tense") == "flow" and not t.get("measure"):
            return [*tokens[:k], make_token(t.start, t.end, {"measure": "imports"}), *tokens[k + 1 :]]
    return tokens


def _goods_ahead(tokens: Tokens) -> Tokens:
    """ "Phones (11 bn USD) and computers (9 bn USD) were the leading exports to China": what they are is said behind them."""
    if not tokens[0].get("commodity") or tokens[1].get("punct") != "(" or not isinstance(tokens[2], Quantity):
        return tokens
    last = max(k for k, t in enumerate(tokens) if t.get("punct") == ")" or k == 0)
    behind = tokens[last + 1 :]
    end = len(behind) - 1 if behind and behind[-1].get("punct") == "." else len(behind)
    told = behind[:end]
    if len(told) < 2 or told[0].get("change") != "reach" or any(t.get("punct") or _figure(t) for t in told):
        return tokens
    if not any(t.get("measure") in _MOVED for t in told[1:5]):
        return tokens
    said = [t for t in told[1:] if not (isinstance(t, Quantity) and t.unit == "rank")]
    return [*said, told[0], *tokens[: last + 1], *behind[end:]]


def _bracket_behind(tokens: Tokens) -> Tokens:
    """ "Phones (11 bn USD) went to the US", "exported phones (11 bn USD) to the US": the bracket behind where they went."""
    moved = False
    for k in range(len(tokens) - 5):
        if not tokens[k].get("commodity") or tokens[k + 1].get("punct") != "(":
            continue
        before = tokens[k - 1] if k else None
        if before is not None and not (moved and joins(before)):
            if not (before.get("measure") in _MOVED or before.get("adjective")):
                continue
        close = next(
            (n for n in range(k + 2, min(k + 8, len(tokens))) if tokens[n].get("punct") == ")"), None
        )
        if close is None or close + 2 >= len(tokens) or not any(_figure(t) for t in tokens[k + 2 : close]):
            continue
        if any(t.get("area") for t in tokens[k + 2 : close]):
            continue
        way, area = tokens[close + 1], tokens[close + 2]
        if way.get("role") not in ("to", "from") or not area.get("area"):
            continue
        end = close + 4 if close + 3 < len(tokens) and tokens[close + 3].get("period") else close + 3
        tokens = [*tokens[: k + 1], *tokens[close + 1 : end], *tokens[k + 1 : close + 1], *tokens[end:]]
        moved = True
    return tokens


def _figure(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit != "rank"


def _goods_in_a_row(tokens: Tokens) -> Tokens:
    """ "93,000 tonnes of melons, mangoes and plums left via Tan Thanh": one figure of several goods."""
    for k in range(1, len(tokens) - 5):
        q = tokens[k - 2] if tokens[k - 1].get("measure") == "value" else tokens[k - 1]
        if not isinstance(q, Quantity) or q.unit not in ("tonnes", *_PAID) or tokens[k].get("role") != "of":
            continue
        n, marks = k + 1, 0
        while n + 1 < len(tokens) and _good(tokens[n]) and joins(tokens[n + 1]):
            marks += tokens[n + 1].get("punct") == ","
            n += 2
        last = tokens[n - 1] if n > k + 1 else None
        if (
            not marks
            or last is None
            or last.get("link") != "and"
            or not _good(tokens[n])
            or n + 1 >= len(tokens)
        ):
            continue
        if tokens[n + 1].get("measure") in _MOVED or tokens[n + 1].get("change") == "reach":
            goods = make_token(tokens[k + 1].start, tokens[n].end, {"noun": "goods"})
            return [*tokens[: k + 1], goods, *tokens[n + 1 :]]
    return tokens


def _good(t: Token | Quantity) -> bool:
    return not isinstance(t, Quantity) and bool(t.get("commodity"))


def _apposed_goods(tokens: Tokens) -> Tokens:
    """ "Some 2,100 tonnes of chilli, mostly fresh, were exported to China": what is said of the goods by the way, behind
    where they went."""
    k = next((k for k, t in enumerate(tokens[:3]) if isinstance(t, Quantity)), None)
    if k is None or tokens[k].unit not in ("tonnes", *_PAID) or len(tokens) < k + 8:
        return tokens
    if (
        tokens[k + 1].get("role") != "of"
        or not tokens[k + 2].get("commodity")
        or tokens[k + 3].get("punct") != ","
    ):
        return tokens
    close = next((n for n in range(k + 4, min(k + 12, len(tokens))) if tokens[n].get("punct")), None)
    if close is None or tokens[close].get("punct") != "," or close + 2 >= len(tokens):
        return tokens
    verb, flow = tokens[close + 1], tokens[close + 2]
    if verb.get("change") != "reach" or flow.get("measure") not in _MOVED:
        return tokens
    end = next((n for n in range(close + 1, len(tokens)) if tokens[n].get("punct")), len(tokens))
    return [*tokens[: k + 3], *tokens[close + 1 : end], *tokens[k + 3 : close], *tokens[end:]]


def _came_from(tokens: Tokens) -> Tokens:
    """ "Pork worth 91 m USD came from China": goods from a country are imports, where no other flow is told of."""
    goods = told = False
    for k, t in enumerate(tokens[:-1]):
        if isinstance(t, Quantity):
            told = told or t.unit in _PAID or t.unit == "tonnes"
            continue
        goods = goods or bool(t.get("commodity")) or t.get("noun") == "goods"
        area = tokens[k + 1].get("area")
        if (
            goods
            and told
            and t.get("role") == "from"
            and area is not None
            and area.type in ("country", "bloc")
        ):
            came = make_token(t.start, t.end, {"role": "from", "measure": "imports"})
            return [*tokens[:k], came, *tokens[k + 1 :]]
    return tokens


def _left_with(tokens: Tokens) -> Tokens:
    """ "…, leaving the country 38 bn in the red", "leaving the country with a deficit of 38 bn": it is not goods that
    leave."""
    for k, t in enumerate(tokens[:-2]):
        if not t.get("directed") or not t.get("measure") or t.get("measure") in _BALANCES:
            continue
        behind = tokens[k + 1 : k + 5]
        end = next((n for n, u in enumerate(behind) if u.get("punct")), len(behind))
        if any(u.get("measure") in _BALANCES for u in behind[:end]):
            return [*tokens[:k], *tokens[k + 1 :]]
    return tokens


def _goods_between(tokens: Tokens) -> Tokens:
    """ "5 bn worth of goods changed hands between the two countries": the amount behind the trade of the two."""
    for k in range(2, len(tokens) - 1):
        trade, both = tokens[k], tokens[k + 1]
        if trade.get("measure") != "trade_total" or both.get("anaphor") != "both":
            continue
        n = next((n for n in range(k - 1, max(k - 7, -1), -1) if isinstance(tokens[n], Quantity)), None)
        if n is None or tokens[n].unit not in _PAID:
            continue
        goods = tokens[n + 1 : k]
        if any(t.get("noun") == "goods" for t in goods) and not any(t.get("punct") for t in goods):
            return [*tokens[:n], trade, both, *tokens[n:k], *tokens[k + 2 :]]
    return tokens


def _seats(tokens: Tokens) -> Tokens:
    """ "Hanoi counted 172 bn", "Beijing's surplus with Hanoi": the capital stands for its country. "A forum in Hanoi",
    "Hanoi exported 17 bn" tell of the city."""
    seats = [k for k, t in enumerate(tokens) if t.get("seat") == "seat" and t.get("area")]
    seats = [k for k in seats if not k or tokens[k - 1].get("role") not in ("at", "aside")]
    both = len({tokens[k].get("area").country for k in seats}) > 1
    if not both and "counted" not in [t.get("seat") for t in tokens]:
        return tokens
    out: Tokens = []
    for k, t in enumerate(tokens):
        if t.get("seat") == "counted":
            if not (k and tokens[k - 1].get("seat") == "seat"):
                out.append(t)
        elif k in seats and (both or tokens[k + 1 : k + 2] and tokens[k + 1].get("seat") == "counted"):
            out.append(make_token(t.start, t.end, {**t, "area": Area(t.get("area").country, "country")}))
        else:
            out.append(t)
    return out


def numbered(tokens: Tokens) -> bool:
    """Whether there is a number among the tokens of a sentence, or words that make one of a bare one."""
    # asked of every sentence, and lists are made in half the time that any() takes
    return (
        Quantity in map(type, tokens)
        or "fdi_projects" in [t.get("measure") for t in tokens]
        or not _PROJECTS.isdisjoint([t.get("unit") for t in tokens])
    )


def _part_where(tokens: Tokens) -> Tokens:
    """ "A third of the total, 200 bn, was with Vietnam": with whom the part is comes before the amount."""
    k = next((k for k, t in enumerate(tokens[:3]) if isinstance(t, Quantity)), None)
    if k is None or tokens[k].unit != "percent" or any(not t.get("hedge") for t in tokens[:k]):
        return tokens
    marks = [n for n in range(k + 1, min(k + 12, len(tokens))) if tokens[n].get("punct") == ","][:2]
    if len(marks) < 2 or any(isinstance(t, Quantity) or t.get("area") for t in tokens[k + 1 : marks[0]]):
        return tokens
    amounts = [t for t in tokens[marks[0] + 1 : marks[1]] if not t.get("hedge")]
    if (
        len(amounts) != 1
        or not isinstance(amounts[0], Quantity)
        or amounts[0].unit in (None, "percent", "rank")
    ):
        return tokens
    n = marks[1] + 1
    while (
        n < len(tokens)
        and not tokens[n].get("role")
        and (tokens[n].get("change") or tokens[n].get("measure"))
    ):
        n += 1
    if (
        n + 1 >= len(tokens)
        or tokens[n].get("role") not in ("to", "from", "with")
        or not tokens[n + 1].get("area")
    ):
        return tokens
    return [tokens[n], tokens[n + 1], *tokens[:n], *tokens[n + 2 :]]


def _brought_home(tokens: Tokens, k: int) -> Token:
    """ "sold 80 bn worth and brought in 47 bn worth" tells of what was bought, "durian brought in 47 bn" of earnings."""
    behind = [t for t in tokens[k + 1 : k + 4] if not t.get("hedge")]
    worth = len(behind) > 1 and isinstance(behind[0], Quantity) and behind[0].scale >= _MILLION
    # "in revenue" says no worth of goods
    worth = worth and behind[1].get("measure") == "value" and "change" in behind[1]
    worth = worth and behind[1].start - behind[0].end <= 1
    return make_token(tokens[k].start, tokens[k].end, {"measure": "buy"}) if worth else tokens[k]


def _ranked_aside(tokens: Tokens) -> Tokens:
    """ "Vietnam, now the fourth largest partner, bought 5 bn": behind its rank, told in passing, the one that the
    sentence begins with goes on."""
    owner = tokens[0]
    if not owner.get("area") or owner.get("adjective") or len(tokens) < 5 or tokens[1].get("punct") != ",":
        return tokens
    k = next((k for k in range(2, min(5, len(tokens))) if isinstance(tokens[k], Quantity)), None)
    if k is None or tokens[k].unit != "rank":
        return tokens
    end = next((n for n in range(k + 1, len(tokens) - 1) if tokens[n].get("punct") == ","), None)
    if end is None or any(isinstance(t, Quantity) or t.get("area") for t in tokens[k + 1 : end]):
        return tokens
    if tokens[end + 1].get("measure") not in _TRADES:
        return tokens
    again = make_token(owner.start, owner.end, {"area": owner.get("area")})
    return [*tokens[: end + 1], again, *tokens[end + 1 :]]


def _past_apposition(tokens: Tokens) -> Tokens:
    """ "Xuất khẩu sang Trung Quốc, bạn hàng lớn nhất, giảm 26,6%": behind what a partner is, told in passing, the flow
    goes on that the sentence began with."""
    for k in range(2, len(tokens) - 4):
        if (
            not tokens[k].get("area")
            or tokens[k + 1].get("punct") != ","
            or not tokens[k + 2].get("rank_noun")
        ):
            continue
        rank, way = tokens[k + 3], tokens[k - 1]
        if not isinstance(rank, Quantity) or rank.unit != "rank" or way.get("role") not in ("to", "from"):
            continue
        flow = tokens[k - 2]
        end = next((n for n in range(k + 4, min(k + 8, len(tokens) - 1)) if tokens[n].get("punct")), None)
        if flow.get("measure") not in _TRADES or end is None or tokens[end].get("punct") != ",":
            continue
        if any(isinstance(t, Quantity) for t in tokens[k + 4 : end]) or not tokens[end + 1].get("change"):
            continue
        again = [make_token(t.start, t.end, dict(t)) for t in (flow, way, tokens[k])]
        return [*tokens[: end + 1], *again, *tokens[end + 1 :]]
    return tokens


def _took_part(tokens: Tokens) -> Tokens:
    """ "China imported 38 percent of the rice that Vietnam exported": what it took of the exports of another."""
    for k, t in enumerate(tokens[1:-2], 1):
        if t.get("measure") != "imports" or not tokens[k - 1].get("area") or tokens[k - 1].get("adjective"):
            continue
        n = k + 1 + bool(tokens[k + 1].get("hedge"))
        share = tokens[n]
        if not isinstance(share, Quantity) or share.unit != "percent" or n + 1 >= len(tokens):
            continue
        if tokens[n + 1].get("share") == "whole" or tokens[n + 1].get("role") == "of":
            if any(u.get("measure") in ("exports", "sell") for u in tokens[n + 2 : n + 8]):
                return [*tokens[:k], make_token(t.start, t.end, {"measure": "buy"}), *tokens[k + 1 :]]
    return tokens


def _worth_between(tokens: Tokens) -> Tokens:
    """ "Over 45,000 tonnes of fruit, worth 21 m USD, left through Kim Thanh": what became of it before what it was worth."""
    if tokens and not isinstance(tokens[-1], Quantity) and tokens[0].get("role") == "with":
        return tokens
    first = next((k for k, t in enumerate(tokens[: _OPENING + 1]) if isinstance(t, Quantity)), None)
    if first is None or tokens[first].unit not in _WEIGHED:
        return tokens
    if any(t.get("measure") or t.get("area") or t.get("link") for t in tokens[:first]):
        return tokens
    second = next((k for k in range(first + 1, len(tokens)) if isinstance(tokens[k], Quantity)), None)
    if second is None or tokens[second].unit not in _PAID or second + 1 >= len(tokens):
        return tokens
    between = tokens[first + 1 : second]
    worth = next((k for k, t in enumerate(between) if t.get("measure") == "value"), None)
    if worth is None or any(
        t.get("measure") not in (None, "value") or t.get("change") for t in between[:worth]
    ):
        return tokens
    at = first + 1 + worth - (worth > 0 and between[worth - 1].get("punct") == ",")
    begin = second + 1 + (tokens[second + 1].get("punct") == ",")
    end = begin
    while end < len(tokens) and not isinstance(tokens[end], Quantity) and not tokens[end].get("punct"):
        end += 1
    main = tokens[begin:end]
    verb = next((k for k, t in enumerate(main) if t.get("measure")), None)
    if (
        verb is None
        or main[verb].get("measure") not in _MOVED
        or main[verb].get("role") == "to"
        and any(t.get("role") == "via" for t in main)
    ):
        return tokens
    if any(t.get("area") for t in main[:verb]):
        return tokens
    while len(main) > verb + 1 and (main[-1].get("change") or main[-1].get("hedge") or main[-1].get("link")):
        main, end = main[:-1], end - 1
    return [*tokens[:at], *main, *tokens[at : second + 1], *tokens[end:]]


def _supplied_to(tokens: Tokens) -> Tokens:
    """ "Australia supplied Viet Nam with 12 m tonnes", "supplied 12 m tonnes of coal to Viet Nam": what it sold there."""
    k = next((k for k, t in enumerate(tokens) if t.get("measure") == "supply"), len(tokens))
    if not k or not tokens[k - 1].get("area") or tokens[k - 1].get("adjective"):
        return tokens
    rest = tokens[k + 1 : k + 8]
    q = next((n for n, t in enumerate(rest) if isinstance(t, Quantity)), None)
    if q is None or rest[q].unit in (None, "percent", "rank", "times"):
        return tokens
    given = q > 1 and rest[0].get("area") and rest[1].get("role") == "with" and not rest[0].get("adjective")
    end = next(
        (n for n, t in enumerate(rest) if n > q and (isinstance(t, Quantity) or t.get("punct"))), len(rest)
    )
    led = any(
        t.get("role") == "to" and u.get("area")
        for t, u in zip(rest[q + 1 : end], rest[q + 2 : end], strict=False)
    )
    if not given and not led:
        return tokens
    sold = make_token(tokens[k].start, tokens[k].end, {**tokens[k], "measure": "sell"})
    return [*tokens[:k], sold, *(rest[:1] if given else []), *tokens[k + (3 if given else 1) :]]


def _put_into(tokens: Tokens) -> Tokens:
    """ "China put 5 bn USD into Viet Nam" tells of an investment, "customs put trade at 5 bn USD" does not."""
    out: Tokens = []
    counts = False  # whether somebody only puts a figure on something
    for k, t in enumerate(tokens):
        if t.get("measure") != "put":
            if not (counts and _counter(tokens, k)):
                out.append(t)
        elif _money_moves(tokens, k):
            out.append(make_token(t.start, t.end, {**t, "measure": "fdi"}))
        elif out and _place(out[-1]) and any(u.get("anaphor") == "both" for u in tokens[k + 1 : k + 4]):
            counts = True
            out.pop()  # "Beijing puts trade at 230 bn, Hanoi at 172 bn": who counts is no side of it
    return out


def _place(t: Token | Quantity) -> bool:
    return not isinstance(t, Quantity) and t.get("area") is not None and "-" in t.get("area").code


def _counter(tokens: Tokens, k: int) -> bool:
    words = tokens[k + 1 : k + 3]
    led = len(words) == 2 and words[0].get("role") == "at" and isinstance(words[1], Quantity)
    return led and _place(tokens[k])


def _brought(tokens: Tokens) -> Tokens:
    """ "Seafood brought Viet Nam 7 bn USD" tells of what was earned, "firms brought 150 m USD abroad" of investments, "a
    rise brought trade to 7 bn USD" of neither."""
    out: Tokens = []
    for k, t in enumerate(tokens):
        if t.get("measure") != "bring":
            out.append(t)
            continue
        behind = [u for u in tokens[k + 1 : k + 5] if not u.get("hedge")]
        paid = len(behind) > 1 and behind[0].get("area") is not None and isinstance(behind[1], Quantity)
        if paid and behind[1].scale >= _MILLION:
            out.append(make_token(t.start, t.end, {"measure": "earn"}))
        elif t.get("change") == "reach" and behind and isinstance(behind[0], Quantity):
            # a verb that means "came to", too: what was sold brought so much, in the money of others
            earned = behind[0].unit in _FOREIGN
            rest = {kind: v for kind, v in t.items() if kind != "measure"}
            out.append(make_token(t.start, t.end, {**rest, "measure": "earn"} if earned else rest))
        elif _abroad(behind[:2]):
            out.append(make_token(t.start, t.end, {"measure": "fdi"}))
        elif _goods_sent(behind):
            out.append(make_token(t.start, t.end, {"measure": "sell"}))
        elif len(t) > 1:
            out.append(make_token(t.start, t.end, {kind: v for kind, v in t.items() if kind != "measure"}))
    return out


def _by_which(tokens: Tokens, k: int) -> bool:
    """A word such as "is" between "higher than in 2023" and the amount: it is by how much, not what 2023 came to."""
    t = tokens[k]
    if t.get("change") != "reach" or k < 2 or not isinstance(tokens[min(k + 1, len(tokens) - 1)], Quantity):
        return False
    return bool(tokens[k - 1].get("period")) and tokens[k - 2].get("compare") in ("higher", "lower")


def _goods_sent(words: Tokens) -> bool:
    """ "Took 20 bn USD of goods to China": whom to, how much, and that it is goods."""
    if len(words) < len(("to", "area", "quantity", "goods")) or words[0].get("role") != "to":
        return False
    told = isinstance(words[2], Quantity) and words[2].unit not in (None, "percent")
    return told and bool(
        words[1].get("area") and (words[3].get("commodity") or words[3].get("noun") == "goods")
    )


def _abroad(words: Tokens) -> bool:
    """Whether money and "abroad" are told, in either order."""
    money = any(isinstance(t, Quantity) and t.scale >= _MILLION and t.unit != "tonnes" for t in words)
    return money and any(t.get("directed") == "to W00" for t in words)


def _money_moves(tokens: Tokens, k: int) -> bool:
    behind = tokens[k + 1 : k + 1 + _MONEY_AFTER]
    n = next((n for n, t in enumerate(behind) if isinstance(t, Quantity)), None)
    if n is None or any(t.get("role") == "at" or t.get("measure") for t in behind[:n]):
        return False
    k += n + 1
    if tokens[k + 1 : k + 2] and tokens[k + 1].get("punct") == "(":  # "put 5 bn yuan (0.7 bn USD) into …"
        close = (m for m in range(k + 2, min(k + 6, len(tokens))) if tokens[m].get("punct") == ")")
        k = next(close, k)
    words = tokens[k + 1 : k + 2 + _INTO_AFTER]
    for t, nxt in zip(words, words[1:], strict=False):
        if isinstance(t, Quantity) or t.get("punct") in (",", ";"):
            return False
        projects = isinstance(nxt, Quantity) and nxt.unit in _PROJECTS
        if (
            t.get("role") == "to"
            or t.get("role") == "at"
            and (nxt.get("area") or nxt.get("anaphor") or projects)
        ):
            return True
    return False


def _pointing(tokens: Tokens) -> Tokens:
    """ "imports of them rose" points back at goods and tells of no part."""
    return [
        t
        for k, t in enumerate(tokens)
        if not (
            k
            and t.get("link") == "of_which"
            and tokens[k - 1].get("measure") in _FLOWS
            and t.start - tokens[k - 1].end == 1
            and tokens[k + 1 : k + 2]
            and tokens[k + 1].get("change")
        )
    ]


def _when(tokens: Tokens) -> Tokens:
    """ "up from 2.2 bn last year, when it grew 34%": what follows is told of the period that the word points to."""
    out: Tokens = []
    for k, t in enumerate(tokens):
        before = tokens[k - 2] if k > 1 and tokens[k - 1].get("punct") == "," else None
        if t.get("link") != "when":
            out.append(t)
        elif before is not None and before.get("period") is not None:
            out.append(make_token(t.start, t.end, {"period": _last_of(before.get("period"))}))
    return out


def _last_of(m: PeriodMatch) -> PeriodMatch:
    """ "quadrupled from 2014 to 2022, when it came to 235 bn": the last of several years."""
    if m.kind != "years":
        return m
    return PeriodMatch("year", {"y": m.slots["y"], "text": m.slots["y"]})


def _lifted(tokens: Tokens) -> Tokens:
    """ "which took the eight-month total to 337 m USD" buys nothing."""
    out: Tokens = []
    for k, t in enumerate(tokens):
        behind = [u for u in tokens[k + 1 : k + 4] if u.get("link") != "total" and not u.get("anaphor")]
        moved = len(behind) > 1 and behind[0].get("period") and behind[1].get("change") == "reach"
        if t.get("measure") == "buy" and moved:
            t = make_token(t.start, t.end, {"change": "lift"})
        out.append(t)
    return out


def _spent_on(tokens: Tokens) -> Tokens:
    """ "spent 5.7 bn (+10%) on Malaysian and 5.3 bn on Singaporean goods": whose goods each amount was for."""
    out = list(tokens)
    for k in range(1, len(tokens) - 2):
        on, whose, nxt = tokens[k : k + 3]
        if on.get("compare") != "base" or on.end - on.start != len("on") or not whose.get("adjective"):
            continue
        closed = tokens[k - 1].get("punct") == ")"
        if not closed and not isinstance(tokens[k - 1], Quantity) or not whose.get("area"):
            continue
        bare = nxt.get("link") == "and" or nxt.get("punct") in (",", ";")
        if bare or closed and nxt.get("noun") == "goods":
            out[k] = make_token(on.start, on.end, {"role": "from"})
            out[k + 1] = make_token(whose.start, whose.end, {"area": whose.get("area")})
    return out


def _both_ways(tokens: Tokens) -> Tokens:
    """ "imports from and exports to Viet Nam came to 5 bn USD": one figure for both is the trade with it."""
    if any(t.get("link") == "respectively" for t in tokens):
        return tokens
    for k in range(len(tokens) - 5):
        one, way, link, other, back, place = tokens[k : k + 6]
        if (
            link.get("link") == "and"
            and {one.get("measure"), other.get("measure")} == set(_FLOWS)
            and {way.get("role"), back.get("role")} == {"to", "from"}
            and place.get("area")
            and not any(isinstance(t, Quantity) for t in (one, way, other, back, place))
            and _figures_behind(tokens, k + 6) == 1
        ):
            trade = make_token(one.start, other.end, {"measure": "trade_total"})
            return [*tokens[:k], trade, make_token(back.start, back.end, {"role": "with"}), *tokens[k + 5 :]]
    return tokens


def _figures_behind(tokens: Tokens, k: int) -> int:
    """How many figures of one kind come first behind token ``k``, joined by a conjunction."""
    n = next((n for n in range(k, len(tokens)) if isinstance(tokens[n], Quantity)), None)
    if n is None:
        return 0
    pair = tokens[n + 1 : n + 3]
    listed = len(pair) == 2 and pair[0].get("link") == "and" and isinstance(pair[1], Quantity)
    return 2 if listed and pair[1].unit == tokens[n].unit else 1


def _own_trade(tokens: Tokens) -> Tokens:
    """ "Private firms boosted their trade by 64%": that of those who act, and of no two sides."""
    for k, t in enumerate(tokens):
        if t.get("anaphor") != "both" or t.get("measure") != "trade_total" or not k:
            continue
        firms = any(u.get("noun") in ("owners", "firm") for u in tokens[:k])
        if firms and tokens[k - 1].get("change") in ("up", "down", "lift"):
            own = make_token(t.start, t.end, {"measure": "trade_total"})
            return [*tokens[:k], own, *tokens[k + 1 :]]
    return tokens


def _numbered_parts(tokens: Tokens, counted: bool) -> Tokens:
    """ "78 new projects, 46 of them from China, 14 from Hong Kong", "5 bn USD for 149 new ones": bare numbers of the
    projects that are being told of; "26 existing ones" only add capital."""
    told = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity) and _projects(tokens, k)), None)
    if told is None and not counted:
        told = next((k for k in range(len(tokens) - 1) if _bare(tokens[k]) and _of_projects(tokens, k)), None)
    told = 0 if counted and told is None else told
    if told is None:
        return tokens
    out = list(tokens)
    for k in range(len(tokens) - 1):
        t = tokens[k]
        number = _bare(t) if k > told or counted or _of_projects(tokens, k) else None
        if number is None or not (_part(tokens, k) or _listed(out, k)):
            continue
        out[k] = Quantity(t.start, t.end, number, 0, "projects", origin="digits")
    return out


def _numbered_ahead(tokens: Tokens) -> Tokens:
    """ "In the number of new projects, China came first with 955", "first by the number of projects (1,380)": what the
    bare number counts is told ahead."""
    told = next((k for k, t in enumerate(tokens) if _counts_projects(tokens, k)), None)
    if told is None:
        return tokens
    for k in range(told + 1, len(tokens) - 1):
        t, number = tokens[k], _bare(tokens[k])
        if isinstance(t, Quantity) and t.unit not in ("rank", None) or t.get("punct") == ";":
            break
        led = next((u for u in reversed(tokens[told:k]) if not u.get("hedge")), None)
        with_it = led is not None and led.get("role") == "with" and tokens[k + 1].get("punct")
        bracket = k - 2 == told and tokens[k - 1].get("punct") == "(" and tokens[k + 1].get("punct") == ")"
        if number is not None and (with_it or bracket):
            counted = Quantity(t.start, t.end, number, 0, "projects", origin="digits")
            return [*tokens[:k], counted, *tokens[k + 1 :]]
    return tokens


def _of_projects(tokens: Tokens, k: int) -> bool:
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    if nxt is None or not (nxt.get("role") in ("of", "within") or nxt.get("share") == "whole"):
        return False
    words = tokens[k + 1 : k + 6]
    n = next((n for n, t in enumerate(words) if isinstance(t, Quantity)), None)
    if n is None:  # "241 of its projects"
        n = next((n for n, t in enumerate(words) if str(t.get("unit")).rstrip("!") == "projects"), None)
    elif words[n].unit != "projects":
        return False
    return bool(n) and not any(t.get("punct") or t.get("link") == "and" for t in words[:n])


def _money_in_projects(tokens: Tokens) -> bool:
    """Whether an amount in so many projects is told: "5.1 bn USD in 270 projects"."""
    for k in range(2, len(tokens)):
        t = tokens[k]
        if isinstance(t, Quantity) and t.unit == "projects" and tokens[k - 1].get("role") == "at":
            return isinstance(tokens[k - 2], Quantity) and tokens[k - 2].scale >= _MILLION
    return False


def _counts_projects(tokens: Tokens, k: int) -> bool:
    """ "project numbers", "the number of new projects"."""
    t = tokens[k]
    if isinstance(t, Quantity):
        return False
    number = k > 1 and tokens[k - 1].get("role") == "of" and tokens[k - 2].get("anaphor") == "figure"
    return t.get("measure") == "fdi_projects" or number and str(t.get("unit")).rstrip("!") == "projects"


def _part(tokens: Tokens, k: int) -> bool:
    if tokens[k + 1].get("link") == "of_which":
        return True
    if tokens[k + 1].get("change") == "reach" and tokens[k + 2 : k + 3]:
        if tokens[k + 2].get("adjective") or tokens[k + 2].get("anaphor") == "there":
            return True  # "of the 321 projects, 118 are Chinese"
    if tokens[k - 1].get("link") == "of_which":
        licensed = next((t for t in tokens[k + 1 : k + 3] if t.get("change") != "reach"), None)
        if isinstance(licensed, Token) and licensed.get("tense") == "flow":
            return True  # "of which 195 were licensed in 2017"
    if k + 1 < len(tokens) and tokens[k + 1].get("anaphor") == "there":
        return True  # "Hong Kong had 2,300 there"
    if tokens[k - 1].get("change") == "start" and tokens[k + 1].get("link") == "and":
        nxt = tokens[k + 2 : k + 3]  # "up from 4,204 and 27 bn"
        return bool(nxt) and isinstance(nxt[0], Quantity) and nxt[0].scale >= _MILLION
    if k > 1 and tokens[k - 1].get("role") == "at" and isinstance(tokens[k - 2], Quantity):
        # "5.1 bn USD in 270 projects, ahead of Cambodia with 2.9 bn USD in 191"
        ends = tokens[k + 1].get("punct") is not None
        return ends and tokens[k - 2].scale >= _MILLION and _money_in_projects(tokens[: k - 2])
    if _of_projects(tokens, k):
        return True  # "68 of the province's 180 projects"
    if _owned(tokens, k):
        return True
    return _from_somewhere(tokens, k + 1) or _ones(tokens, k + 1) or _beside_money(tokens, k)


def _projects(tokens: Tokens, k: int) -> bool:
    """Whether a number counts projects, named behind it or, with a classifier, close before (项目累计86个)."""
    if tokens[k].unit == "classifier":
        return any(str(t.get("unit")).rstrip("!") == "projects" for t in tokens[max(0, k - 2) : k])
    return tokens[k].unit == "projects"


def _listed(tokens: Tokens, k: int) -> bool:
    """ "845 were Chinese and 331 South Korean": a bare number and whose they are, listed behind one of projects."""
    ends = k + 2 >= len(tokens) or tokens[k + 2].get("punct") or tokens[k + 2].get("link") == "and"
    before = next((t for t in reversed(tokens[:k]) if isinstance(t, Quantity)), None)
    return bool(tokens[k + 1].get("adjective") and ends) and before is not None and before.unit == "projects"


def _owned(tokens: Tokens, k: int) -> bool:
    """ "321 projects, of which Viet Nam 86", "86 projects; Yunnan firms 37": a bare number right behind whose it is."""
    before = tokens[k - 1]
    owner = tokens[k - 2] if before.get("noun") == "firm" and k > 1 else before
    ends = tokens[k + 1].get("punct") is not None
    led = any(t.get("link") == "of_which" or t.get("punct") == ";" for t in tokens[max(0, k - 3) : k])
    return owner.get("area") is not None and ends and led


def _beside_money(tokens: Tokens, k: int) -> bool:
    """ "before Japan with 2,914 and 39 bn USD", "China only 1,296, at close to 10 bn USD", "Laos five worth 77 m USD"."""
    before = next((t for t in reversed(tokens[:k]) if not (t.get("hedge") or t.get("link") == "only")), None)
    behind = tokens[k + 1 : k + 3]
    worth = next((t for t in behind if t.get("punct") != ","), None)
    part = before is not None and before.get("link") == "of_which" and worth is not None
    part = part and worth.get("measure") == "value"
    if before is None or not (before.get("role") == "with" or before.get("area") or part):
        return False
    nxt = tokens[k + 1]
    joined = nxt.get("link") == "and" or nxt.get("punct") == "," or nxt.get("measure") == "value"
    money = next((t for t in tokens[k + 2 : k + 6] if isinstance(t, Quantity)), None)
    between = tokens[k + 2 : tokens.index(money)] if money is not None else []
    plain = all(t.get("hedge") or t.get("change") == "reach" or t.get("measure") == "value" for t in between)
    return joined and money is not None and money.scale >= 6 and plain


def _bare(t: Token | Quantity) -> Decimal | None:
    if isinstance(t, Quantity):
        return None
    if (digits := t.get("digits")) is not None and (plain := str(digits).replace(",", "")).isdigit():
        return Decimal(plain)
    number = t.get("number")
    return number if isinstance(number, Decimal) and number == number.to_integral_value() else None


def _from_somewhere(tokens: Tokens, k: int) -> bool:
    words = [t for t in tokens[k : k + 5] if not (t.get("link") == "of_which" or t.get("change") == "reach")]
    return len(words) > 1 and words[0].get("role") == "from" and bool(words[1].get("area"))


def _ones(tokens: Tokens, k: int) -> bool:
    fresh = False
    for t in tokens[k : k + 3]:
        if t.get("unit") == "classifier":
            return fresh
        fresh = fresh or t.get("tense") == "flow"
        if isinstance(t, Quantity) or t.get("punct"):
            return False
    return False
