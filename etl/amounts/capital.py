"""Capital: registered or spent, and what is no one's investment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.behind import behind_part
from etl.clauses import Clause
from etl.frame import Frame
from etl.language import english
from etl.reading import RATIOS, TRADE
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


SPENT = "CN_MOFCOM"  # the compiler whose investments abroad are those made, not those registered
_ANYBODYS = frozenset({"USD", "EUR"})  # what foreign capital is counted in, wherever it goes
REGISTERS = "VN"  # whose offices list investors by what they registered
_PLEDGED = frozenset({"fdi_registered", "put"})
_PROJECTS = frozenset({"projects", "classifier"})
_NAMED = frozenset({"country", "bloc", "continent", "world", "province", "city"})


def counts_spent(s: _Sentence, frame: Frame) -> bool:
    """Whether China's commerce ministry says how much its companies invested: it counts what has been spent."""
    told = (
        s.lang.spaced
        and s.lang.attributive == "before"
        and (frame.compiler.value == SPENT or any(t.get("compiler") == SPENT for t in s.tokens))
        and str(frame.reporter.value).startswith("CN")
    )
    verb = next((t for t in s.tokens if (t.start, t.end) == frame.flow.span), None)
    return told and (verb is None or verb.get("measure") == "fdi" and not verb.get("noun"))


def went_on_spent(s: _Sentence, frame: Frame) -> bool:
    """ "Indonesia's realised foreign investment rose to 14 bn. Singapore remained the largest investor at 4.6 bn": a list of
    investors behind what was spent, where no pledges are told of."""
    if (
        not english(s.lang)
        or s.r.pledged
        and not s.readings
        or str(frame.partner.value).split("-")[0] == REGISTERS
    ):
        return False
    told = next((x.frame for x in reversed(s.readings) if x.transform != "rank"), s.r.main)
    if told.flow.value != "fdi_realised" or told.partner.value != frame.partner.value:
        return False
    ranked = any(x.transform == "rank" for x in s.readings)
    return ranked and not any(t.get("measure") in _PLEDGED for t in s.tokens)


def spent_as_before(s: _Sentence, frame: Frame) -> bool:
    """ "Realised investment reached 7.6 bn. China followed with 1 bn in 813 projects, Korea with 0.9 bn in 400": no word says
    that the money was registered, and what was told of the same host before was spent."""
    word = frame.flow.span
    if not english(s.lang) or word is None or s.r.main.flow.value != "fdi_realised":
        return False
    made = word[0] == word[1]  # by a turn of phrase
    if not made and s.readings and s.readings[0].indicator == "fdi_realised":
        made = any(x.indicator == "fdi_projects" and (x.q.start, x.q.end) == word for x in s.readings)
    pledged = any(t.get("measure") in _PLEDGED and t.end > t.start for t in s.tokens)
    if not made or pledged or any(x.indicator == "fdi_registered" for x in s.readings):
        return False
    return frame.partner.value in (s.r.main.partner.value, None)


def part_used(s: _Sentence, c: Clause) -> tuple[int, int] | None:
    """ "455 bn, 290 bn of which, or 64%, had been disbursed": the verb behind says what the part is."""
    led = [t for t in c.near if not t.get("hedge")]
    of_which = english(s.lang) and bool(led) and led[-1].get("link") == "of_which"
    if not (behind_part(c) or of_which) or not s.readings:
        return None
    for t in s.tokens[c.index + 1 :]:
        if isinstance(t, Quantity) and t.unit not in RATIOS or t.get("punct") == ";":
            return None
        if of_which and (t.get("area") or t.get("link") == "and"):
            return None
        if t.get("measure") == "fdi_realised":
            return t.start, t.end
    return None


def part_of_spent(s: _Sentence, c: Clause) -> bool:
    """ "Utilised foreign capital came to 9.4 bn, of which ASEAN investors provided 1.2 bn", "realised FDI rose to 8 bn;
    factories took 78% of it": a part of what was spent."""
    last = (
        s.last_level.indicator
        if s.last_level is not None
        else s.r.main.flow.value
        if not s.readings
        else None
    )
    if last != "fdi_realised":
        return False
    part = any(t.get("link") == "of_which" for t in (*c.near, *c.right[:1]))
    if [t.get("share") or t.get("compare") for t in c.right[:2]] == ["whole", "base"]:
        part = True  # "Of it, 13.8 bn was disbursed, 97% of the same period last year"
    return part and not any(t.get("measure") == "fdi_registered" for t in c.near)


def spent_behind(s: _Sentence, c: Clause) -> tuple[int, int] | None:
    """ "11 bn worth of foreign (FDI) capital had been disbursed": the verb behind says that it was spent."""
    capital = False
    for t in s.tokens[c.index + 1 :]:
        if isinstance(t, Quantity):
            return None
        if t.get("measure") == "fdi_realised":
            return (t.start, t.end) if capital else None
        capital = capital or t.get("measure") == "fdi"
        joined = t.get("role") in ("of", "at") or t.get("punct") in ("(", ")") or t.get("change") == "reach"
        joined = joined or bool(t.get("directed"))  # "1 bn of investment abroad has been disbursed"
        if not (joined or t.get("measure") in ("fdi", "value")):
            return None
    return None


def registered_behind(c: Clause) -> tuple[int, int] | None:
    """ "Realised capital was 12.6 bn USD, equal to 70% of the 18 bn USD registered": what the word right behind says."""
    word = c.right[0] if c.right else None
    if (
        word is None
        or word.get("measure") not in ("put", "fdi_registered")
        or word.start - c.quantity.end > 1
    ):
        return None
    if len(c.right) > 1 and not c.right[1].get("punct"):
        return None
    return word.start, word.end


def share_of_pledged(s: _Sentence, c: Clause) -> tuple[int, int] | None:
    """ "Korea led with 3.6 bn USD, or 31.8% of total registered capital": what its share is said to be of."""
    k = c.index + 1
    k += k < len(s.tokens) and not isinstance(s.tokens[k], Quantity) and s.tokens[k].get("punct") == ","
    words = s.tokens[k : k + 4]
    if len(words) < 4 or not isinstance(words[1], Quantity) or words[1].unit != "percent":
        return None
    share, _, whole, what = words
    if isinstance(share, Quantity) or isinstance(whole, Quantity) or isinstance(what, Quantity):
        return None
    if share.get("share") and whole.get("share") == "whole" and what.get("measure") == "fdi_registered":
        return what.start, what.end
    return None


def nobody_invests(s: _Sentence, frame: Frame, unit: str) -> bool:
    """ "The yard of the gate covers 430 mu, total investment 94 m yuan": what a gate costs is no one's direct
    investment unless an investor, a host or a project of theirs is spoken of."""
    if s.r.main.family == "fdi" or frame.flow.how != "read" or s.readings:
        return False
    what = next((t for t in s.tokens if (t.start, t.end) == frame.flow.span), None)
    if what is None or what.get("measure") != "fdi" or what.get("noun"):
        return False
    if unit not in _ANYBODYS and not _PROJECTS.isdisjoint(s.units) and _at_home(s, what):
        return True
    built = s.r.works or any(t.get("works") for t in s.tokens)
    built = built or any((area := t.get("area")) is not None and area.type == "port" for t in s.tokens)
    if not built and not any("gate" in (t.get("noun"), t.get("anaphor")) for t in s.tokens):
        return False
    for t in s.tokens:
        area = t.get("area")
        place = area is not None and (area.counterpart or area.type == "city")
        if area is not None and area.type in _NAMED and not place and not built:
            return False
        pointed = t.get("anaphor") not in (None, "gate")
        if t is not what and (t.get("directed") or t.get("pair") and not built or pointed or t.get("tense")):
            return False
        if t is not what and (
            t.get("noun") == "firm" or str(t.get("measure")).startswith(("fdi", "attract"))
        ):
            return False
        if (t.unit if isinstance(t, Quantity) else t.get("unit")) == "projects" and not built:
            return False
    return True


def _at_home(s: _Sentence, what: Token) -> bool:
    """ "It runs 45 key projects, total investment 18 bn yuan": projects paid for in a country's own money, with no word
    of anybody from abroad."""
    if "projects" not in s.units and not any(t.get("unit") == "projects" for t in s.tokens):
        return False
    for t in s.tokens:
        if isinstance(t, Quantity):
            if t.get("invests"):
                return False
            continue
        if t.get("directed") or t.get("pair") or t.get("noun") == "firm" or t.get("unit") == "projects!":
            return False
        if t.get("area") and t.get("area").type in ("country", "bloc", "continent", "world"):
            return False
        if t is not what and (t.get("tense") or str(t.get("measure")).startswith(("fdi", "attract"))):
            return False
    return True


def cost_of_works(s: _Sentence, c: Clause, frame: Frame) -> bool:
    """ "Trade came to 10 bn. The motorway, worth 1.35 bn, opens soon": no trade that was told of before."""
    if frame.flow.how != "inherited" or frame.flow.value not in TRADE or s.lang.attributive != "after":
        return False
    built = next((k for k, t in enumerate(c.near) if t.get("works")), None)
    if built is None or any(t.get("role") for t in c.near[:built]):
        return False
    said = [t for t in c.near if t.get("measure") or t.get("noun") or t.get("commodity") or t.get("change")]
    return all(t.get("measure") == "value" for t in said)
