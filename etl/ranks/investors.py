"""Which investor ranks, and in which host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.frame import WORLD, Frame, Val
from etl.language import english
from etl.roles import Role
from etl.tokens import Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


def rank_investor(
    s: _Sentence, subject: Role | None, of: Role | None, frame: Frame, cur: Frame, noun: Token | None = None
) -> bool:
    """Which investor ranks, and in which host, or which host; False where that cannot be told. ``noun``: what it is."""
    # "second in foreign capital"
    everyone = any(t.get("link") == "total" and not t.get("anaphor") for t in s.tokens)
    listed = cur.reporter.stated or cur.varied == "partner" or s.lang.spaced and cur.partner.stated
    if subject is not None and of is None and cur.family == "fdi" and listed:
        abroad = cur.reporter.value == s.lang.home and subject.area.country != s.lang.home
        # "Viet Nam invested 5.5 bn in Laos. China is the largest investor": there
        there = english(s.lang) and noun is not None and noun.get("rank_noun") == "fdi_registered"
        abroad = abroad and not (there and cur.partner.value != WORLD)
        if abroad and cur.partner.value not in (None, s.lang.home) and subject.name in ("subject", "with"):
            # "of Viet Nam's investments abroad, Laos took the most …; Australia came second": a host
            frame.reporter, frame.partner = cur.reporter, subject.val
            return True
        if subject.area.code == cur.partner.value and not s.lang.spaced:
            # "… and became Vietnam's third largest investor": the host that is told of
            subject, of = None, subject
    if subject is None:
        last = s.readings[-1] if s.readings and s.readings[-1].transform == "rank" else None
        if last is not None and last.frame.family != "fdi" and last.frame.partner.value != WORLD:
            # "China is Vietnam's second largest market and its third largest investor"
            frame.reporter, frame.partner = last.frame.partner, last.frame.reporter
            return True
        if last is not None:
            cur.reporter = last.frame.reporter
        if not cur.reporter.value:
            return False
        frame.reporter = cur.reporter
    else:
        inside = subject.area.code != s.lang.home and subject.area.code.split("-")[0] == s.lang.home
        if inside and of is None:
            # a province ranks among the hosts
            told = cur.reporter.value and cur.varied != "reporter" and not everyone
            frame.reporter = cur.reporter if told else Val(WORLD, None, "default", "no_investor")
            frame.partner = subject.val
            return True
        frame.reporter = subject.val
    there = str(cur.partner.value)
    own = subject is None and of is not None and "-" in there and there.split("-")[0] == of.area.code
    if own and cur.family == "fdi" and cur.partner.stated:
        frame.partner = cur.partner  # "Quang Ninh drew 826 m. It ranked ninth among Vietnam's provinces"
    elif of is not None and of.area.code != frame.reporter.value:
        frame.partner = of.val
    elif not (cur.family == "fdi" and cur.partner.value) or (
        subject is not None and sum(str(h).startswith(s.lang.home + "-") for h in s.r.hosts) > 1
    ):  # after a list of provinces: investors rank in the country
        frame.partner = Val(s.lang.home, None, "default", "language_home")
    if subject is not None and frame.reporter.value == frame.partner.value == s.lang.home:
        frame.reporter = _pointed_at(s, subject, cur) or frame.reporter
    return frame.reporter.value != frame.partner.value


def outward(before: list[Role], after: list[Role], tail: list[Token]) -> tuple[Val, Val] | None:
    """ "Cambodia ranks second among the 79 countries where Viet Nam invests abroad": the investor, and a host."""
    if not any(t.get("directed") == f"to {WORLD}" for t in tail):
        return None
    host = next((r for r in reversed(before) if r.name == "subject"), None)
    investor = next((r for r in after if r.area.type == "country" and r.name in ("subject", "of")), None)
    if host is None or investor is None or host.area.code == investor.area.code:
        return None
    return investor.val, host.val


def invested_there(tail: list[Token]) -> tuple[Token, Token] | None:
    """ "the third largest recipient of Vietnamese investment", "the second-largest destination for China's FDI": who
    invests, and the word for it, where a host ranks."""
    words = [t for t in tail[:6] if not t.get("directed")]
    if words and words[0].get("rank_noun") == "exports" and not words[0].get("measure"):
        words = words[1:]
    if len(words) < 3 or words[0].get("role") not in ("of", "to") or not words[1].get("area"):
        return None
    area, what = words[1].get("area"), words[2]
    invests = str(what.get("measure")).startswith("fdi") and area.type == "country"
    ranks = what.get("rank_noun") and words[0].get("role") == "of"  # "the largest of Vietnam's investors"
    return (words[1], what) if invests and not ranks else None


def _pointed_at(s: _Sentence, subject: Role, cur: Frame) -> Val | None:
    """ "The deficit with China was 18 bn. Its pledges made it the fourth-largest investor": the other side, as nobody
    invests at home."""
    if not english(s.lang) or not any(t.start == subject.span[0] and t.get("anaphor") for t in s.tokens):
        return None
    sides = (v for v in (cur.reporter, cur.partner) if v.stated and len(str(v.value)) == len(s.lang.home))
    return next((v for v in sides if v.value != s.lang.home), None)
