"""Whether a percentage is a growth or a share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.behind import previous_quantity, theirs
from etl.clauses import Clause, joins
from etl.language import english
from etl.ratios.brackets import (
    mostly_there,
    moved_to,
)
from etl.ratios.growth import growth_before
from etl.ratios.kind_listed import Told, as_last, bare_in_list, behind_area, behind_figure, previous_of
from etl.ratios.moves import (
    changes,
    equal_move,
    moved_before,
    moved_in_bracket,
    moved_together,
    or_by,
    to_level,
)
from etl.ratios.shares import (
    base_of_share,
    behind_largest_share,
    came_or_went,
    goes_there,
    led_by,
    part_from,
    part_of,
    share_before,
    share_moves,
    share_told,
    whole_behind,
)
from etl.ratios.sides import was_moved
from etl.reading import TRADE
from etl.tokens import Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence

_BESIDE = 7  # characters from a percentage to what it is a part of, with "all" between


def growth_or_share(s: _Sentence, c: Clause) -> tuple[str | None, int]:
    """Whether a percentage or a multiple is a growth or a share, and which way it goes (1 or -1): the first rule that says
    so; None where none does."""
    q = c.quantity
    if q.unit == "times" and c.right and c.right[0].get("rate") and c.right[0].start - q.end <= 1:
        return None, 1  # "trains leave 14 times a week"
    if q.unit == "times" or q.origin == "multiple":
        return _multiplied(s, c)
    right = c.right
    if not s.lang.spaced and len(right) > 1 and right[0].get("hedge") and right[0].start == q.end:
        part = any(t.get("link") == "of_which" for t in c.near)
        if right[1].get("role") in ("to", "from") or part and right[1].get("measure") in TRADE:
            c.right = right[1:]  # 九成以上销往中国
    told = _told(s, c)
    c.right = right
    if told == ("growth", 1) and c.quantity.get("signed") == -1:
        return "growth", -1  # "(+24% in value, -1.6% in volume)"
    return told


def _told(s: _Sentence, c: Clause) -> tuple[str | None, int]:
    """By the first rule that says so, with the words behind as they stand."""
    behind = [
        t for t in c.right if t.get("compare") not in ("yoy", "mom")
    ]  # "a 7 percent year-on-year increase"
    if s.lang.spaced and (moved := equal_move(c) or or_by(s, c)):
        return "growth", moved
    if of_their_nation(s, c) is not None or _part_who_came(s, c):
        return "share", 1
    if english(s.lang) and _behind_anothers(s, c):
        return "share", 1
    if english(s.lang) and (moved := moved_to(s, c) or _by_again(s, c) or _other_flow_to(s, c)):
        return "growth", moved
    head = behind[0] if behind and behind[0].start - c.end <= (4 if behind[0] is c.right[0] else 24) else None
    for rule in _RULES:
        if (told := rule(s, c, head)) is not None:
            return told
    return None, 1


def _behind_anothers(s: _Sentence, c: Clause) -> bool:
    """ "… to 69 m, giving it a 29 percent share, behind Thailand's 38 percent": a share, too."""
    last = s.readings[-1] if s.readings else None
    words = [t for t in c.near if not (t.get("punct") or t.get("hedge"))]
    if last is None or last.transform != "share" or last.q is not previous_quantity(s, c):
        return False
    led = len(words) > 1 and words[0].get("role") == "aside" and words[1].get("area") is not None
    return led and all(t.get("role") in ("with", "at") for t in words[2:])


def _multiplied(s: _Sentence, c: Clause) -> Told:
    """A multiple is a growth; in a language that adds it to what there was, a percentage."""
    q = c.quantity
    before = previous_quantity(s, c)
    last = s.readings[-1] if s.readings else None
    rose = last is not None and last.q is before and last.transform == "growth" and last.value > 0
    listed = before is not None and (before.get("added") or before.unit == "percent" and rose)
    listed = listed and all(joins(t) for t in c.near)  # 增长27.9%和1.2倍
    grew = listed or any(t.get("change") == "up" for t in c.near) and c.near[-1].get("role") != "of"
    if s.lang.added_times and q.origin != "multiple" and grew:
        q.unit, q.scale = "percent", q.scale + 2
        q.readings["added"] = True
    return "growth", 1


def _right_behind(s: _Sentence, c: Clause, head: Token | None) -> Told | None:
    """By the word right behind: "18% more", "a 20% increase", "a 92% share"."""
    if not s.lang.spaced and (share_moves(s, c) or base_of_share(s, c)):
        return "share", 1  # 占37.8%，较上年的33.8%提高4个百分点
    if (moved := rate_behind(s, c)) is not None:
        return "growth", moved
    if s.lang.attributive == "after" and "link" in c.left_kinds and part_from(c):
        return "share", 1
    if head is None:
        return None
    if head.get("compare") in ("higher", "lower"):
        return "growth", 1 if head.get("compare") == "higher" else -1
    hedged = not s.lang.spaced and head.get("hedge") is not None  # 占六成多
    apart = head.start - c.end
    if len(c.right) > 1 and head is c.right[1] and c.right[0].start - c.end <= 1:
        apart = head.start - c.right[0].end  # "representing a 17.8 percent year-on-year decrease"
    if head.get("change") in ("up", "down") and apart <= 1 and not hedged:
        return "growth", 1 if head.get("change") == "up" else -1  # "representing a 20% increase"
    if head.get("rate") and head.start == c.end and s.lang.attributive == "after":
        if s.last_level is not None and not any(t.get("share") == "share" for t in c.near):
            down = any(t.get("change") == "down" for t in c.near)
            return "growth", -1 if down else 1  # "từ 133 lên 205 tỷ USD, tức bình quân 11%/năm"
    if head.get("share") == "share" and not changes(s, c):
        return "share", 1  # "took a 92% share of"
    return None


def rate_behind(s: _Sentence, c: Clause) -> int | None:
    """高于全国2.4%的整体进出口增幅: how a growth is called that stands right behind "of", with nothing else behind it."""
    if s.lang.spaced or len(c.right) < 2 or c.right[0].get("role") != "of" or c.right[0].start != c.end:
        return None
    if not any(t.get("compare") for t in c.near):
        return None
    words = [t for t in c.right[:5] if not t.get("ignore")]
    end = next((k for k, t in enumerate(words) if t.get("punct")), len(words))
    last = words[end - 1].get("change")
    return {"up": 1, "down": -1}.get(str(last)) if end < len(words) or len(c.right) <= end else None


def _moved_to_part(s: _Sentence, c: Clause, head: Token | None) -> Told | None:
    """ "Exports to China dropped to 33.5 percent of the total": what they came to is a part of it."""
    words = [t for t in c.near if not t.get("hedge")]
    if head is None or len(words) < 2 or s.lang.attributive != "before" or not s.lang.spaced:
        return None
    to = words[-1].get("change") == "reach" and words[-1].get("role") == "to"
    part = head.get("share") == "whole" or head.get("role") == "of"
    moved = words[-2].get("change") in ("up", "down")
    return ("share", 1) if to and part and moved else None


def _of_share_told(s: _Sentence, c: Clause, head: Token | None) -> Told | None:
    """By a share told before it: what it ranks as, is compared with, or got to."""
    if english(s.lang) and s.r.shared and _it_was(s, c):
        return "share", 1
    if led_by(s, c) is not None:
        return "share", 1  # "China, with 93 percent, was by far the largest market"
    if behind_largest_share(s, c):
        return "share", 1  # "Germany has the largest share, 17%"
    if base_of_share(s, c):
        return "share", 1  # "made up 57%, up on the 32% of a year before"
    if s.lang.spaced and s.lang.attributive == "before" and share_before(s, c):
        return "share", 1  # "20% came from Viet Nam, up from 17.9%"
    told = "change" in c.left_kinds and any(t.get("change") in ("reach", "start") for t in c.near[-2:])
    if not told or not (share_told(s, c) or _goes_on_shares(s, c)):
        return None
    if s.lang.spaced:
        plain = c.near[-1].get("change") in ("up", "down")
    else:
        plain = any(t.get("change") in ("up", "down") for t in c.near[-4:])
    return None if plain else ("share", 1)  # "its share fell from 38% to 31%"


def _goes_on_shares(s: _Sentence, c: Clause) -> bool:
    """ "Thị phần của Việt Nam chiếm 17%. Thái Lan giảm từ 34% xuống 33%, Malaysia giảm còn 9%": those of others, behind a
    share, in a sentence that names only whose they are."""
    if s.lang.attributive != "after" or not s.r.shared or any(r.transform != "share" for r in s.readings):
        return False
    before = s.tokens[: c.index]
    named = any(isinstance(t, Token) and t.get("area") for t in before)
    return named and not any(
        isinstance(t, Token) and (t.get("measure") or t.get("commodity") or t.get("sector")) for t in before
    )


def _it_was(s: _Sentence, c: Clause) -> bool:
    """ "China supplied 30% of imports in 2014. In January it was 33%": the share of another time."""
    if any(r.transform != "share" for r in s.readings) or not c.near or c.near[-1].get("change") != "reach":
        return False
    words = [
        t
        for t in c.near
        if not (t.get("hedge") or t.get("period") or t.get("punct") or t.get("compare") == "yoy")
    ]
    told = words[0] if words else None
    it = told is not None and told.get("anaphor") == "other" and told.end - told.start <= len("it")
    it = it or told is not None and told.get("anaphor") == "figure"
    return it and all(t.get("change") for t in words[1:])


def _to_a_level(s: _Sentence, c: Clause, head: Token | None) -> Told | None:
    """By the level that was reached behind it, or by the flow of which it stands right before."""
    if s.lang.spaced and to_level(c) and not any(t.get("change") or t.get("share") for t in c.near):
        grew = next((r for r in reversed(s.readings) if r.transform == "growth" and not r.low), None)
        if grew is not None:
            return "growth", 1 if grew.value > 0 else -1  # "and that with Viet Nam 28.7 percent to 254 bn"
        opened = english(s.lang) and s.tokens[c.index - 1].get("punct") == "("
        if (opened or c.near and c.near[-1].get("role") == "of") and (moved := moved_before(s, c)):
            return (
                "growth",
                moved,
            )  # "grew from 16 bn to 21 bn, and by 17.5 percent to 17 bn", "gains in tea (5% to 2 bn)"
    if english(s.lang) and (moved := _by_again(s, c)):
        return "growth", moved
    if not s.lang.spaced and len(c.near) > 1 and c.near[-1].get("role") == "of":
        weighed = str(c.near[-2].get("measure")).removesuffix("_volume")
        if weighed in (*TRADE, "value", "volume") and c.near[-1].start == c.near[-2].end:
            return "share", 1  # 撑起水果出口的65%
        if c.near[-2].get("compare") in ("yoy", "base") and c.near[-1].start == c.near[-2].end:
            return "share", 1  # 只有去年同期的87%
    return None


def _by_last_word(s: _Sentence, c: Clause, head: Token | None) -> Told | None:
    """By the last word before it for a change or a share."""
    if s.lang.attributive == "after" and c.near and c.near[-1].get("change") == "start":
        if (grew := next((r for r in s.readings if r.transform == "growth"), None)) is not None:
            return "growth", 1 if grew.value > 0 else -1  # "tăng 9%, giảm từ mức 11% trong tháng Tám"
    if english(s.lang) and (moved := _slowed(s, c, head)):
        return "growth", moved
    for k in range(len(c.near) - 1, -1, -1):
        t = c.near[k]
        change, share = t.get("change"), t.get("share")
        if change == "again" and s.last_ratio is not None and s.last_ratio.transform == "growth":
            return "growth", 1 if s.last_ratio.value > 0 else -1  # "fell 5% and another 3%"
        if change == "add" and part_of(c.near[:k]):
            return "share", 1  # "made up 74.7 percent of the newly added capital"
        if change in ("up", "add", "again"):
            return "growth", 1
        if change == "down":
            return "growth", -1
        if share == "share":
            return "share", 1
        if share == "equal" and t.get("link") != "respectively":
            return _equal(s, c, head)
    return None


def _slowed(s: _Sentence, c: Clause, head: Token | None) -> int:
    """ "Grew 1.8 percent, down from 8.4 percent", "imports slowed to 1.8 percent": what grew less still grew; else 0."""
    words = [t for t in c.near if not t.get("hedge")]
    if (
        len(words) < 2
        or head is not None
        and (head.get("change") in ("up", "down") or head.get("role") == "of")
    ):
        return 0
    verb, way = words[-2:]
    if way.get("change") == "reach" and way.get("role") == "to":
        flow = len(words) > 2 and words[-3].get("measure") in (*TRADE, "trade_total")
        return 1 if flow and verb.get("change") == "down" else 0
    last = s.readings[-1] if s.readings else None
    if way.get("change") != "start" or verb.get("change") not in ("up", "down"):
        return 0
    if last is None or last.transform != "growth" or last.q is not previous_quantity(s, c):
        return 0
    plain = last.q.unit == "percent" and not any(t.get("measure") for t in words)
    return (1 if last.value > 0 else -1) if plain else 0


def _equal(s: _Sentence, c: Clause, head: Token | None) -> Told:
    """ "76,118 tonnes, or 31 percent …": what the amount before the word is, in percent."""
    if s.lang.spaced and (moved := moved_together(s, c)):
        return "growth", moved  # "76,118 tonnes and 20 m, or 31% and 36% more than a year ago"
    if head is not None and (head.get("role") == "of" or head.get("share") == "whole"):
        return "share", 1
    if s.lang.attributive == "after" and c.right and c.right[0].get("measure") in TRADE:
        if c.right[0].start - c.end <= _BESIDE:
            return "share", 1  # "tăng 26,4 tỷ USD, bằng 40,3% tổng nhập khẩu"
    last = s.readings[-1] if s.readings else None
    if last is not None and last.transform == "change":
        return "growth", 1 if last.value > 0 else -1
    if english(s.lang) and any(x.low for x in s.readings[-2:]) and (moved := moved_before(s, c)):
        return "growth", moved  # "fell from 29 bn to 27 bn, or 9 percent"
    said = last is not None and last.transform == "growth" and last.q.origin in ("fraction", "multiple")
    if said and s.lang.spaced and last.q is previous_quantity(s, c):
        return "growth", 1 if last.value > 0 else -1  # "fell by a third, or 33.8 percent"
    return "share", 1


def _other_flow_to(s: _Sentence, c: Clause) -> int:
    """ "Sales leapt 27.6 percent to 21.9 bn, and purchases 11.3 percent to 14.6 bn": the direction told before, or 0."""
    if len(s.readings) < 2 or not c.near or c.near[-1].get("measure") not in (*TRADE, "buy", "sell"):
        return 0
    grew, level = s.readings[-2:]
    if grew.transform != "growth" or level.transform != "level" or c.after is None or not c.right:
        return 0
    to = c.right[0].get("role") == "to" and c.right[0].get("change") == "reach"
    if not to or c.after.unit in ("percent", "rank") or any(t.get("share") for t in c.near):
        return 0
    return 1 if grew.value > 0 else -1


def _by_again(s: _Sentence, c: Clause) -> int:
    """ "Down by 0.7 percent from a year before and by 10 percent from May": the direction told before, or 0."""
    last = s.last_ratio
    if not c.near or not c.near[-1].get("extent") or last is None or last.transform != "growth":
        return 0
    if not all(joins(t) or t.get("hedge") or t.get("share") == "equal" for t in c.near[:-1]) or not c.right:
        return 0
    # "climbed 23 percent to 32.7 bn by one count, or by 26 percent to 33.1 bn by the other"
    compared = c.right[0].get("change") in ("start", "reach") or c.right[0].get("compare")
    return (1 if last.value > 0 else -1) if compared and c.right[0].start - c.quantity.end <= 1 else 0


def _of_named_whole(s: _Sentence, c: Clause, head: Token | None) -> Told | None:
    """By the whole, or the place that a part went to or came from, that is named beside it."""
    if mostly_there(s, c) is not None:
        return "share", 1  # "most of it (98%) to China"
    if not (s.lang.spaced and s.lang.attributive == "before") and goes_there(c):
        return "share", 1  # "355 bn, a third to the US, 17% to China"
    if english(s.lang) and s.last_level is not None:
        if theirs(c.right, str(s.last_level.frame.flow.value)) is not None:
            return "share", 1  # "of which 74.8 percent was with ASEAN", "74% was Chinese"
    words = [t for t in c.near if not t.get("hedge") or t.get("compare")]
    if s.lang.spaced and len(words) > 1 and words[-1].get("role") == "of":
        if (more := words[-2].get("compare")) in ("higher", "lower"):
            return "growth", 1 if more == "higher" else -1  # "a deficit of 8.4 bn, wider by 16 percent"
    if any(t.get("share") == "whole" for t in c.near):
        return "share", 1  # "Of the pledges, 70 percent went to …"
    if head is not None and whole_behind(c, head) and not c.quantity.get("signed"):
        return "share", 1  # "27% more than a year ago and 40.2% of its imports", "59 percent of which"
    return None


def _fraction(s: _Sentence, c: Clause, head: Token | None) -> Told | None:
    """A fraction is a share where its whole is named or shares are told of, a growth behind "fell by"; else nothing."""
    fraction = c.quantity.origin == "fraction"
    if s.lang.spaced and s.lang.attributive == "before":
        words = [t for t in c.near if not t.get("hedge")] if fraction else []
        moved = words[-2].get("change") if len(words) > 1 and words[-1].get("role") == "of" else None
        if moved in ("up", "down") and not (head is not None and head.get("role") == "of"):
            return "growth", 1 if moved == "up" else -1  # "trade fell by a third"
        if was_moved(c):
            return "share", 1  # "96 percent was shipped to China"
    if not fraction:
        return None
    last, led = s.last_ratio, next((t for t in reversed(c.near) if not t.get("hedge")), None)
    again = english(s.lang) and last is not None and last.transform == "growth" and last.value is not None
    ends = head is None or head.get("punct") or head.get("change") == "reach"
    if again and led is not None and led.get("extent") and ends:
        return "growth", -1 if last.value < 0 else 1  # "exports rose by 14 percent, imports by a third"
    whole = head is not None and (
        head.get("share") == "whole" or head.get("role") == "of" or head.get("measure")
    )
    led = any(t.get("link") == "of_which" for t in c.near) and any(t.get("area") for t in c.right[1:2])
    whole = (
        whole or led and head is not None and head.get("role") in ("to", "from")
    )  # "of which a third to …"
    whole = whole or english(s.lang) and s.r.main.flow.value == "count" and _opens_whence(c)
    if not s.lang.spaced and c.near and c.near[-1].get("measure") in ("buy", "attract"):
        whole = whole or any(t.get("area") for t in c.near)  # 德国、意大利合计采购三成八
    return ("share", 1) if whole or (s.last_ratio and s.last_ratio.transform == "share") else (None, 1)


def of_their_nation(s: _Sentence, c: Clause) -> Token | None:
    """ "About 25% were Chinese and 20% South Korean", "one in four was Chinese": of what nation a part of those was who
    came, as the word for it stands right behind."""
    told = s.readings[-1].frame.flow.value if s.readings else s.r.main.flow.value
    if not english(s.lang) or told != "count" or c.quantity.unit != "percent":
        return None
    verb = bool(c.right) and c.right[0].get("change") == "reach"
    words, last = c.right[verb : verb + 2], s.last_ratio
    if not c.right and len(c.near) > 1 and (area := c.near[-1].get("area")) is not None:
        # "of which Chinese 40%, South Koreans 20% and Taiwanese 8%"
        led = c.near[-2].get("link") == "of_which" or c.near[-2].get("punct") == ":"
        listed = last is not None and last.transform == "share" and last.indicator == "count"
        listed = listed and len(c.near) == 2 and joins(c.near[-2])
        return c.near[-1] if area.type == "country" and (led or listed) else None
    if not verb and (last is None or last.transform != "share" or last.indicator != "count"):
        return None
    if not words or not words[0].get("adjective") or words[0].get("area") is None:
        return None
    return None if words[1:] and not (words[1].get("link") or words[1].get("punct")) else words[0]


def _part_who_came(s: _Sentence, c: Clause) -> bool:
    """ "9.2 million arrivals, up 21%, of which 84.8% came by air": a part of those who came."""
    last = s.last_level
    led = next((t for t in reversed(c.near) if not t.get("hedge")), None)
    told = english(s.lang) and last is not None and last.indicator == "count" and c.quantity.unit == "percent"
    return told and led is not None and led.get("link") == "of_which"


def _opens_whence(c: Clause) -> bool:
    """ "Nearly eight in ten came from Asia": a part that a clause opens with, and whence it came."""
    if not all(joins(t) or t.get("punct") or t.get("link") == "of_which" for t in c.near):
        return False
    led = len(c.right) > 1 and c.right[0].get("role") == "from" and c.right[1].get("area")
    return bool(led) and c.right[0].start - c.quantity.end <= len(" came ")


def _by_words_behind(s: _Sentence, c: Clause, head: Token | None) -> Told | None:
    """By what is told further behind: how several moved, in volume or value, whence and whither."""
    q, last = c.quantity, s.last_ratio
    if not c.right and (moved := moved_together(s, c)):
        return "growth", moved  # "were 19% and more than 3% up on last year"
    if head is not None and head.get("measure") in ("volume", "value"):
        if last is not None and last.transform == "growth":
            # "grew 5% in volume to 6 m tons and 16% in value"
            return "growth", 1 if last.value > 0 else -1
    if head is not None and head.get("role") in ("from", "to") and not any(t.get("change") for t in c.near):
        led = (
            head.get("role") == "from" or s.lang.spaced and any(t.get("role") == "with" for t in c.near[-1:])
        )
        led = led or any(t.get("link") == "of_which" for t in c.near)
        if led and (head.get("role") == "from" or len(c.right) > 1 and c.right[1].get("area")):
            return "share", 1  # "of which 87% from Vietnam", "of which 73% to China"
    if not s.lang.spaced and not any(t.get("share") for t in c.near):
        for t in c.right[:3]:  # 以30%的速度递增
            if t.get("punct") or t.get("measure") or t.start - q.end > 8:
                break
            if t.get("change") in ("up", "down"):
                return "growth", 1 if t.get("change") == "up" else -1
    if s.lang.attributive == "after" and head is not None and head.get("compare") == "base":
        led = c.near[-2:]
        joined = len(led) == 2 and (led[0].get("punct") == "," or led[0].get("link") == "and")
        if joined and led[1].get("hedge") == "more_than" and s.readings:
            return "growth", 1  # "13,9 tỷ USD, và hơn 26% so với tháng 10 năm ngoái"
    previous = previous_of(s, c)
    if previous is not None and previous.transform == "growth" and growth_before(s, c):
        return "growth", 1 if previous.value > 0 else -1
    return _by_head(s, c, head)


def _by_head(s: _Sentence, c: Clause, head: Token | None) -> Told | None:
    """By the word behind it, or its own sign: "+14.5 percent in volume", "31 percent of", "93% of this to"."""
    q = c.quantity
    if head is not None:
        if head.get("change") in ("up", "down"):
            return "growth", 1 if head.get("change") == "up" else -1
        if q.get("signed") and head.get("measure") in ("volume", "value"):
            return "growth", int(q.get("signed"))
        if head.get("share") == "whole" or head.get("measure") or head.get("commodity"):
            return "share", 1
        if head.get("link") == "total" and s.lang.attributive == "after" and not q.get("signed"):
            return "share", 1  # "hút 1,54 tỷ USD, 10,1% cả nước"
        if head.get("role") == "of" and not q.get("signed"):
            return "share", 1
    if (signed := q.get("signed")) is not None:
        return "growth", int(signed)
    pointed = [t.get("anaphor") or t.get("role") for t in c.right[:2]]
    moved = len(pointed) == 2 and (pointed[1] in ("to", "from") or _sold(s, c))
    if moved and pointed[0] == "figure":
        return "share", 1
    if s.lang.spaced and (moved := moved_in_bracket(s, c)):
        return "growth", moved
    if head is None and c.right and c.right[0].get("measure") and c.right[0].start - q.end <= 10:
        return "share", 1
    return None


def _sold(s: _Sentence, c: Clause) -> bool:
    """ "99% of this amount was sold to Viet Nam": whether a verb of trade stands behind, in a language that puts whose it is
    there."""
    return s.lang.attributive == "after" and c.right[1].get("measure") in (
        "sell",
        "exports",
        "imports",
        "buy",
    )


def _taken(s: _Sentence, c: Clause, head: Token | None) -> Told | None:
    """By a verb for who takes, supplies or holds it; behind a share, by who comes next."""
    if any(t.get("measure") == "sell" for t in c.near[-3:]) and any(t.get("area") for t in c.near[-4:]):
        return "share", 1  # "of which China takes some 60 percent"
    if s.lang.attributive == "after":
        took = ("buy", "attract")
    else:
        took = ("buy", "supply", "attract") if s.lang.spaced else ("buy",)
    if any(t.get("measure") in took for t in c.near[-2:]):
        return "share", 1  # "the US took 21.6 percent, China 21.5", "of which Thailand supplied 68 percent"
    if s.lang.spaced and s.lang.attributive == "before" and came_or_went(c):
        return "share", 1  # "of China's imports, worth 4 bn, 68 percent came from Thailand"
    if s.lang.spaced and len(c.near) > 1 and c.near[-1].get("change") == "lift" and c.near[-2].get("area"):
        return "share", 1  # "…, with China taking 80 percent"
    if s.last_ratio is None and s.r.shared:
        level = any(t.get("change") == "reach" for t in c.near[-2:]) and any(t.get("area") for t in c.near)
        if level or any(t.get("role") == "with" for t in c.near[-2:]):
            # after a share: "second was South Korea with 14.7 percent", "China is down to 3.1%"
            return "share", 1
    return None


# In their order: the first that says something decides.
_RULES = (
    _moved_to_part,
    _right_behind,
    _of_share_told,
    _to_a_level,
    _by_last_word,
    _of_named_whole,
    behind_area,
    behind_figure,
    _fraction,
    _by_words_behind,
    bare_in_list,
    _taken,
    as_last,
)
