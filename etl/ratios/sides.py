"""Whence a share came or where it went, told behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.behind import theirs
from etl.clauses import Clause
from etl.frame import BLOCS, WORLD, Frame, Val
from etl.language import Area, english
from etl.ratios.brackets import mostly_there
from etl.reading import TRADE
from etl.roles import roles_of
from etl.tokens import PLACES, Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


_WHAT = frozenset({"share", "measure", "commodity", "hedge", "noun", "turnover"})  # what a share is of
_MOVED = {"exports": ("exports", "sell"), "imports": ("imports", "buy")}


def _payer(c: Clause, frame: Frame) -> Val | None:
    """ "earned 3.3 bn from exports, 97 percent of which came from China": money comes from where the goods go."""
    whose = str(frame.reporter.value)
    if frame.flow.value != "exports" or frame.partner.value not in (None, WORLD) or len(whose) != 2:
        return None
    words = c.right[:9]
    k = next((k for k, t in enumerate(words[:5]) if t.get("role") == "from"), None)
    if k is None:  # "40% of the fruit that it exports is bought by China"
        pairs = enumerate(zip(words, words[1:], strict=False))
        k = next((k + 1 for k, (t, u) in pairs if t.get("measure") == "buy" and u.get("role") == "of"), None)
    t = words[k + 1] if k is not None and k + 1 < len(words) else None
    area = t.get("area") if t is not None and not t.get("adjective") else None
    if area is None or area.type != "country" or area.code == whose:
        return None
    return Val(area.code, (t.start, t.end), "read")


def side_behind(s: _Sentence, c: Clause, frame: Frame) -> None:
    """ "More than 90 percent of it comes from Thailand", "73 percent went to China"."""
    told = (
        theirs(c.right, str(frame.flow.value))
        if english(s.lang) and ("link" in s.kinds or "change" in c.right_kinds)
        else None
    )
    if told is not None and told["area"].code != frame.reporter.value:
        frame.partner = Val(told["area"].code, (told.start, told.end), "read")
        return
    wanted = {"exports": "to", "imports": "from"}.get(str(frame.flow.value))
    wanted = "to" if frame.family == "fdi" and s.lang.spaced else wanted  # "a third went to Bac Ninh"
    words = [t for t in c.right[:4] if not (t.get("hedge") or t.get("link") in ("of_which", "which"))]
    words = words[1:] if words and words[0].get("anaphor") == "figure" else words
    sent = not s.lang.spaced and words and words[0].get("measure") == "exports" == frame.flow.value
    if sent and not words[0].get("role") and words[1:2] and words[1].get("area"):
        wanted = None  # 71%出口到中国
        if words[1].get("area").code != frame.reporter.value and words[1].start == words[0].end:
            frame.partner = Val(words[1].get("area").code, (words[1].start, words[1].end), "read")
    if wanted == "to" and s.lang.attributive == "before" and "measure" in c.right_kinds:
        k = next((k for k, t in enumerate(c.right[:4]) if t.get("measure") == "earn"), 9)
        if c.right[k + 1 : k + 2] and c.right[k + 1].get("role") == "at":
            words, wanted = c.right[k + 1 : k + 3], "at"  # "a quarter of that was earned in China"
    if (t := mostly_there(s, c)) is not None and t.get("area").code != frame.reporter.value:
        frame.partner = Val(t.get("area").code, (t.start, t.end), "read")
    if (
        wanted in ("to", "from")
        and s.lang.attributive == "before"
        and words
        and words[0].get("role") != wanted
        and frame.flow.value in _MOVED
    ):
        words = _behind_whole(words, c, wanted, str(frame.flow.value))
    if frame.family == "fdi" and s.lang.attributive == "before" and len(words) > 1:
        if words[0].get("role") == "from" and (whence := words[1].get("area")) is not None:
            frame.reporter = Val(
                whence.code, (words[1].start, words[1].end), "read"
            )  # "half of it from Korea"
            return
    if english(s.lang) and (payer := _payer(c, frame)) is not None:
        frame.partner = payer
        return
    if english(s.lang) and frame.flow.value == "count" and len(words) > 1 and words[0].get("role") == "from":
        if (whence := words[1].get("area")) is not None and whence.code != frame.reporter.value:
            frame.partner = _all_listed(s, words[1])  # "80% came from China", "… from Korea and China"
            return
    whence = _whence(c) if s.lang.attributive == "after" else None
    if whence is not None:
        area = whence.get("area")
        if area.code == frame.reporter.value or area.type not in ("country", "bloc"):
            return
        side = "reporter" if frame.family == "fdi" else "partner"
        if frame.flow.value == "imports" or getattr(frame, side).value in (WORLD, None):
            setattr(
                frame, side, Val(area.code, (words[1].start, words[1].end), "read")
            )  # "64% came from China"
        return
    if wanted == "to" and s.lang.attributive == "after" and words and words[0].get("role") != "to":
        words = _moved_on(words, c)
    if wanted is None or len(words) < 2 or words[0].get("role") != wanted or not words[1].get("area"):
        return
    area = words[1].get("area")
    if area.code != frame.reporter.value and area.type in ("country", "bloc", "province"):
        frame.partner = _all_listed(s, words[1])


def _all_listed(s: _Sentence, t: Token) -> Val:
    """ "60 percent of it to China, Japan and Korea": a part that several have together is of all of them."""
    one = Val(t.get("area").code, (t.start, t.end), "read")
    k = next((k for k, u in enumerate(s.tokens) if u is t), len(s.tokens))
    if not english(s.lang) or t.get("area").type != "country":
        return one
    codes, closed, last = [one.value], False, t
    while not closed and k + 2 < len(s.tokens):
        comma = s.tokens[k + 1].get("punct") == ","
        closed = s.tokens[k + 1].get("link") == "and" or comma and s.tokens[k + 2].get("link") == "and"
        k += 2 + (comma and closed)
        last = s.tokens[k] if k < len(s.tokens) else t
        area = last.get("area")
        if not (comma or closed) or area is None or area.type != "country" or last.get("adjective"):
            return one
        codes.append(area.code)
    nxt = s.tokens[k + 1] if k + 1 < len(s.tokens) else None
    own = nxt is not None and (
        isinstance(nxt, Quantity) or nxt.get("punct") == "(" or nxt.get("role") == "with"
    )
    if not closed or own or nxt is not None and nxt.get("measure") or len(set(codes)) < len(codes):
        return one
    if any(u.get("link") == "respectively" for u in s.tokens):
        return one
    return Val("+".join(map(str, codes)), (t.start, last.end), "read")


def _whence(c: Clause) -> Token | None:
    """The area that a share of something comes from, told behind it: "64% of it came from China"."""
    words = _moved_on(c.right, c)
    from_ = len(words) == 2 and words[0].get("role") == "from"
    return words[1] if from_ and words[1].get("area") is not None else None


def _moved_on(words: list[Token], c: Clause) -> list[Token]:
    """The words for whence or whither behind those for what a share is of: "64% of this amount was sold to China"."""
    for k, t in enumerate(c.right[:5]):
        if not (_WHAT.issuperset(t) or t.get("anaphor") == "figure" or t.get("link") == "of_which"):
            return c.right[k : k + 2]
    return []


def _behind_whole(words: list[Token], c: Clause, wanted: str, flow: str) -> list[Token]:
    """ "imports 80 percent of its cotton from the US", "96 percent of durian exports went to China": where the side is
    told behind what the part is of."""
    passive = words[0].get("change") == "reach" and len(words) > 1 and words[1].get("measure") in _MOVED[flow]
    if words[0].get("share") != "whole" and words[0].get("role") != "of" and not passive:
        return words
    ends = (
        k
        for k, t in enumerate(c.right)
        if t.get("punct")
        or t.get("measure") not in (None, "volume", "value", *_MOVED[flow])
        and t.get("role") != wanted
        and not t.get("rank_noun")
    )
    end = next(ends, len(c.right))
    k = next((k for k, t in enumerate(c.right[:end]) if t.get("role") == wanted), None)
    return words if k is None else c.right[k : k + 2]


def was_moved(c: Clause) -> bool:
    """ "96 percent was shipped to China": a part, told by where it went or whence it came."""
    if (
        len(c.right) < 3
        or c.right[0].get("change") != "reach"
        or c.right[2].get("role") not in ("to", "from")
    ):
        return False
    return any(c.right[1].get("measure") in words for words in _MOVED.values())


def by_firms(s: _Sentence, c: Clause, frame: Frame) -> Val | None:
    """ "Korean firms make 30% of Viet Nam's exports": whose exports those are, with whomever."""
    if s.lang.attributive != "after" or frame.flow.value not in TRADE:
        return None
    near = roles_of(c.near, s.text, s.lang, s.r.seen)
    if not near or any(r.name != "investor" for r in near):
        return None
    if not any(t.get("measure") in TRADE for t in c.right[:3]):
        return None
    owner = next((r for r in roles_of(c.right, s.text, s.lang, s.r.seen) if r.name in ("of", "at")), None)
    return owner.val if owner is not None else Val(s.lang.home, None, "default", "language_home")


def of_whose(s: _Sentence, c: Clause, frame: Frame) -> None:
    """ "Electronics made up 40% of Bac Ninh's exports": whose those are, where nobody is named before."""
    words = c.right[:4]
    if len(words) < 3 or not (words[0].get("role") == "of" or words[0].get("share") == "whole"):
        return
    if not c.left_kinds.isdisjoint(PLACES) or not any(t.get("measure") in TRADE for t in words[2:]):
        return
    t = words[1]
    area = t.get("area")
    if area is None or area.type in BLOCS or area.code in (WORLD, frame.reporter.value, frame.partner.value):
        return
    if any(u.get("role") or u.get("punct") for u in words[2 : 2 + bool(words[2].get("commodity"))]):
        return
    told = frame.partner.span
    frame.reporter, frame.bilateral = Val(area.code, (t.start, t.end), "read"), False
    pairs = zip(c.right[2:7], c.right[3:8], strict=False)
    other = next((u for v, u in pairs if v.get("role") in ("with", "to", "from") and u.get("area")), None)
    if other is not None and other["area"].code != area.code:
        # "Border trade made up 34% of Guangxi's trade with Vietnam"
        frame.partner = Val(other["area"].code, (other.start, other.end), "read")
    elif not s.readings and (told is None or told[0] < c.quantity.end):
        frame.partner = Val(WORLD, None, "default", "no_partner")


def of_named(c: Clause, frame: Frame) -> None:
    """ "Thailand sold 4 bn. China accounted for 38% of Vietnam's imports": the whole says whose those are, and who stands
    before is with whom."""
    words = c.right[:4]
    if len(words) < 3 or not (words[0].get("role") == "of" or words[0].get("share") == "whole"):
        return
    at = 1 if words[1].get("area") else _done_by(c.right[:7])
    words = c.right[:7] if at > 1 else words
    area = words[at].get("area") if at else None
    before = [t for t in c.near if t.get("area") or t.get("anaphor") or t.get("noun") == "firm"]
    who = before[0].get("area") if len(before) == 1 else None
    if (
        area is None
        or who is None
        or area.type in BLOCS
        or not any(t.get("measure") in TRADE for t in words[2:])
    ):
        return
    if any(t.get("noun") == "market" for t in words):
        return  # a share of a market is of the exports to it
    if {area.type, who.type} != {"country"} or who.code == area.code or frame.reporter.value == area.code:
        return
    frame.reporter = Val(area.code, (words[at].start, words[at].end), "read")
    frame.partner = Val(who.code, (before[0].start, before[0].end), "read")


def of_named_behind(c: Clause, frame: Frame) -> None:
    """ "Trung Quốc chiếm 60% kim ngạch xuất khẩu sầu riêng của Thái Lan": whose those are is told behind them."""
    words = c.right[:8]
    flow = next((k for k, t in enumerate(words) if t.get("measure") in TRADE), None)
    if flow is None or any(t.get("punct") or t.get("role") or t.get("area") for t in words[:flow]):
        return
    at = next((k for k in range(flow + 1, len(words)) if words[k].get("role") == "of"), len(words))
    if (
        words[flow].get("measure") == "trade_total"
        and words[flow + 1 : flow + 2]
        and words[flow + 1].get("area")
    ):
        at = flow  # "35% ngoại thương Quảng Tây"
    if any(not (t.get("commodity") or t.get("measure")) for t in words[flow + 1 : at]):
        return
    area = words[at + 1].get("area") if at + 1 < len(words) else None
    before = [t for t in c.near if t.get("area") or t.get("anaphor")]
    who = before[-1].get("area") if before else None
    if (
        area is None
        or who is None
        or area.type not in ("country", "province")
        or who.type not in ("country", *BLOCS)
    ):
        return
    if who.code in (area.code, area.country) or frame.reporter.value == area.code or len(before) > 1:
        return
    frame.reporter = Val(area.code, (words[at + 1].start, words[at + 1].end), "read")
    frame.partner = Val(who.code, (before[0].start, before[0].end), "read")
    frame.bilateral = False


def _done_by(words: list[Token]) -> int:
    """Where whose flow it is stands behind it: "of the cassava shipped abroad by Vietnam"; 0 where it does not."""
    for k in range(2, len(words)):
        if words[k].get("area") and words[k - 1].get("role") == "of":
            flow = words[k - 3] if words[k - 2].get("directed") else words[k - 2]
            return k if flow.get("measure") in TRADE else 0
    return 0


def of_its_country(c: Clause, frame: Frame) -> None:
    """ "Guangdong made up 20% of China's trade with Vietnam", "Vietnam made up 27% of China-ASEAN trade": the trade of the
    province, or of the bloc's member, with the other side."""
    if "share" not in c.left_kinds and "measure" not in c.left_kinds:
        return
    if "area" not in c.right_kinds and "pair" not in c.right_kinds:
        return
    named = [t for t in c.near if t.get("area")]
    who = named[0].get("area") if len(named) == 1 and not named[0].get("adjective") else None
    if who is None or who.code.startswith("X-") or frame.flow.value not in TRADE:
        return
    sides = _two_sides(c.right[:9])
    if sides is None:
        return
    for side, other in (sides, sides[::-1]):
        code = side[0].code
        inside = who.country == code != who.code or side[0].type in BLOCS and who.type == "country"
        if inside and who.code != other[0].code:
            me, them = (
                Val(who.code, (named[0].start, named[0].end), "read"),
                Val(other[0].code, other[1], "read"),
            )
            frame.reporter, frame.partner = (me, them) if side is sides[0] else (them, me)
            return


_Side = tuple[Area, tuple[int, int]]


def _two_sides(words: list[Token]) -> tuple[_Side, _Side] | None:
    """The two between whom the whole is traded that a share is of: "of China-ASEAN trade", "of China's trade with ASEAN"."""
    pair = next((t for t in words[:3] if t.get("pair")), None)
    if pair is not None:
        one, other = (Area(code, "country") for code in str(pair.get("pair")).split("+"))
        return (one, (pair.start, pair.end)), (other, (pair.start, pair.end))
    at = [k for k, t in enumerate(words) if t.get("area")]
    if len(at) != 2 or not words[at[1] - 1 : at[1]]:
        return None
    led = words[at[1] - 1]
    if led.get("role") not in ("with", "to", "from") and led.get("punct") != "-" and led.get("link") != "and":
        return None
    first, second = words[at[0]], words[at[1]]
    return (first["area"], (first.start, first.end)), (second["area"], (second.start, second.end))


def another_behind(s: _Sentence, c: Clause) -> Token | None:
    """The area that a percentage is told to be another's: "against 17 percent for South Korea", "so với mức 23% của cao
    su Việt Nam"."""
    words = c.right[:3]
    if len(words) > 1 and words[0].get("role") in ("to", "from", "at") and words[1].get("area"):
        return words[1]
    if s.lang.attributive != "after" or not words or words[0].get("role") != "of":
        return None
    words = [t for t in words[1:] if not t.get("commodity")]
    return words[0] if words and words[0].get("area") else None
