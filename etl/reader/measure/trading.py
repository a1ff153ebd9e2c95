"""Whose sales are whose purchases: what a verb for buying or selling tells of the flow at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.behind import right_roles
from etl.clauses import Clause
from etl.flags import Flags
from etl.frame import WORLD, Frame
from etl.parties import is_bloc
from etl.roles import Role
from etl.tokens import Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


def sold_there(tokens: list[Token], span: tuple[int, int], cur: Frame) -> bool:
    """Whether an "import market" is one that imports the goods whose exports are told of."""
    noun = next((t for t in tokens if t.start == span[0]), None)
    market = noun is not None and noun.get("rank_noun") == "imports" and noun.get("measure") == "imports"
    told = cur.flow.value == "exports" and cur.flow.how == "inherited"
    return market and told and cur.commodity.value is not None


def buys_next(cur: Frame, roles: list[Role], home: str, listed: bool) -> bool:
    """Whether one more country is named in a list of those that buy; ``listed``: in the same sentence."""
    named = [r.area.country for r in roles if r.name == "subject" or listed and r.name == "owner"]
    return cur.varied == "partner" and len(roles) == len(named) == 1 and home not in named


def is_noun(tokens: list[Token], span: tuple[int, int]) -> bool:
    """Whether a word for imports is no verb: "imports of them rose", not "it imports 5 m tonnes"."""
    k = next(k for k, t in enumerate(tokens) if (t.start, t.end) == span)
    rest = [t for t in tokens[k + 1 :] if not t.get("hedge")]
    if k and tokens[k - 1].get("role") == "of":
        return True  # "63 bn of its imports"
    if k and tokens[k - 1].get("compare") == "base" and k == 1 and tokens[0].end - tokens[0].start == 2:
        return True  # "On the import side China came first"
    return not k and bool(rest) and any(rest[0].get(kind) for kind in ("role", "change", "link"))


def is_market(cur: Frame) -> bool:
    """Whether the frame tells of what one country buys."""
    return cur.partner.stated and cur.partner.value != WORLD


def supplies_to(s: _Sentence, c: Clause, cur: Frame, roles: list[Role]) -> bool:
    """ "The Philippines ran a deficit of 4 bn. China supplied 2 bn worth": what it bought from there."""
    if c.quantity is None or c.ratio or [r.name for r in roles] != ["subject"]:
        return False
    told = cur.flow.value in ("trade_total", "trade_balance", "exports")
    return told and cur.reporter.stated and cur.reporter.value != roles[0].area.code


def buys_from(s: _Sentence, c: Clause, cur: Frame, roles: list[Role]) -> bool:
    """ "Viet Nam's trade with ASEAN came to 55 bn. Thailand bought 5 bn worth": what it sold there."""
    told = cur.flow.value in ("trade_total", "trade_balance")
    told = told and (cur.flow.how == "inherited" or bool(s.readings))
    if c.quantity is None or c.ratio or not told or [r.name for r in roles] != ["subject"]:
        return False
    if s.lang.attributive != "before" or not cur.reporter.stated or not s.lang.spaced:
        return False
    if roles[0].area.code == cur.reporter.value or roles[0].area.type != "country":
        return False
    whole = cur.partner.value == WORLD or is_bloc(cur.partner.value)
    return whole and not any(r.name in ("from", "origin", "of") for r in right_roles(s, c))


def supplied_by_rank(s: _Sentence, code: str, roles: list[Role], cur: Frame) -> bool:
    """ "Russia became China's top supplier, shipping 107 m tons": what a supplier sells goes to whom it supplies."""
    last = s.readings[-1] if s.readings and s.lang.spaced else None
    ranked = last is not None and last.transform == "rank" and last.indicator == "imports"
    sides = cur.reporter.value not in (None, WORLD) and cur.partner.span and cur.flow.value == "imports"
    return ranked and bool(sides) and not roles and code in ("exports", "sell")


def taken_by_the_market(s: _Sentence, cur: Frame, code: str) -> bool:
    """Whether what somebody unnamed buys is what the market told of last takes of the exports: that of the
    sentence before, or in this one a market whose share or purchases have been told."""
    if not is_market(cur) or code not in ("buy", "imports"):
        return False
    if s.r.buyer == cur.partner.value and not s.readings:
        return True
    last = s.readings[-1] if s.readings else None
    buyers = not s.lang.spaced and any(
        t.get("measure") == "buy" for t in s.tokens if last is not None and t.start < last.q.start
    )  # "the Philippines bought 4.2 m tonnes; Indonesia 1.2 m tonnes, with imports worth 0.7 bn"
    told = (
        last is not None
        and (last.transform in ("share", "rank") or buyers and last.transform == "level")
        and last.indicator in ("exports", "volume")
    )
    return bool(told and last.frame.flow.value == "exports" and last.frame.partner.value == cur.partner.value)


def lists_buyers(s: _Sentence) -> bool:
    """Whether the number before told of what another country buys of the exports: "Japan bought 1.1 bn, while
    the EU's purchases were 770 m"."""
    last = s.readings[-1] if s.readings and s.lang.spaced else None
    bought = any(t.get("measure") == "buy" for t in s.tokens if last is not None and t.start < last.q.start)
    return bought and last.indicator == "exports" and last.frame.varied == "partner"


def own_goods(s: _Sentence, cur: Frame, roles: list[Role]) -> bool:
    """Whether the goods that a clause tells of are of the country whose exports are told of."""
    owners = {r.area.code for r in roles if r.name == "of"}
    return s.lang.attributive == "after" and owners == {cur.reporter.value}


def parted(tokens: list[Token], lo: int, hi: int) -> bool:
    """Whether a comma stands between two places."""
    return any(t.get("punct") == "," and lo <= t.start < hi for t in tokens)


def buyer_speaks(s: _Sentence, cur: Frame) -> bool:
    """Whether the sentence begins with the market of the exports that its last number was of."""
    last = s.readings[-1] if s.readings and s.lang.spaced else None
    first = s.tokens[0].get("area")
    if last is None or first is None or last.indicator not in ("exports", "volume"):
        return False
    return first.code == cur.partner.value == last.frame.partner.value != s.lang.home


def ships_as_supplier(s: _Sentence, tokens: list[Token], span: tuple[int, int], roles: list[Role]) -> bool:
    """ "Steel imports fell to 1.2 m tonnes. China shipped 0.7 m": a verb right behind who supplies."""
    before = s.lang.attributive == "before" and s.lang.spaced
    acts = before and len(roles) == 1 and span[0] - roles[0].span[1] == 1
    return acts and not any(t.start >= span[1] and not t.get("hedge") for t in tokens)


def sells_there(s: _Sentence, cur: Frame, flags: Flags) -> bool:
    """ "China imported 145,000 tonnes. Thailand's shipments came to 285 m": exports are to the buyer told of."""
    before = s.lang.attributive == "before" and s.lang.spaced
    whole = cur.partner.value == WORLD or cur.varied == "partner"
    whole = whole and cur.flow.how == "inherited" and not flags.total
    return before and whole and len(str(cur.reporter.value)) == 2


def bought_from_all(s: _Sentence, cur: Frame) -> bool:
    """ "China imported 24 bn USD of fruit. Thailand supplied the most, 7 bn": one of those that it buys from."""
    whole = cur.partner.value == WORLD or cur.varied == "partner"
    return s.lang.attributive == "after" and whole and cur.reporter.stated
