"""Whether an amount is a level, a change, or what another is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.amounts.compared import (
    a_year_ago,
    above_that_of,
    against_one,
    base_before,
    beyond_same_period,
    in_same_period,
    more_than_anothers,
    of_a_year_before,
    same_period,
    second_base,
)
from etl.behind import previous_quantity
from etl.clauses import Clause, joins
from etl.dating import lifted_by
from etl.frame import FDI, Frame
from etl.language import english
from etl.reading import FLOWS, MONEY, RATIOS
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence
    from etl.reading import Reading


# Growth is none of an amount: (transform, sign, whether the number is the base of a comparison).
Told = tuple[str, int, bool]
LEVEL: Told = ("level", 1, False)
BASE: Told = ("level", 1, True)


def level_or_change(s: _Sentence, c: Clause, frame: Frame) -> tuple[str, int, bool]:
    """(transform, sign, whether the number is the base of a comparison)."""
    told = by_words_around(s, c) or _by_word_before(s, c, frame) or LEVEL
    return _changed_too(s, c) or told if told == LEVEL else told


_NEXT_ONE = frozenset({"measure", "commodity", "area", "role", "compare"})  # what else moved "by" an amount


def _changed_too(s: _Sentence, c: Clause) -> Told | None:
    """ "Exports to China rose by 2.7 bn, to Japan by 1.6 bn", "to China and Japan rose by 2 bn and 1 bn": the next side's
    changed, too, by so much."""
    last = s.readings[-1] if s.readings else None
    if last is not None and last.q.unit == "percent" and len(s.readings) > 1 and english(s.lang):
        last = s.readings[-2]  # "fell by 590 m, or 19 percent, and imports by 160 m"
    if last is not None and _came_to(s, c):
        last = s.readings[-2]  # "widened by 4 bn to 17 bn, and that with Thailand by 1.2 bn to 4.2 bn"
        if c.near and (c.near[-1].get("area") or c.near[-1].get("measure")):
            return "change", 1 if last.value > 0 else -1, False
    if last is None or last.transform != "change" or last.q.unit != c.quantity.unit:
        return None
    if last.q.range_with and c.quantity.range_with and last.q is previous_quantity(s, c):
        return "change", 1 if last.value > 0 else -1, False  # 增加2亿至3亿美元
    if last.listed and last.q is previous_quantity(s, c) and all(joins(t) for t in c.near):
        return "change", 1 if last.value > 0 else -1, False
    if len(c.near) < 3 or not english(s.lang) or c.near[-1].get("role") != "of":
        return None
    words = [
        t for t in c.near[:-1] if not (t.get("hedge") or t.get("change") == "reach" and not t.get("role"))
    ]
    sided = len(words) > 1 and words[-1].get("area") and words[-2].get("role") in ("to", "from", "with")
    plain = all(joins(t) or t.get("link") for t in words[:-2])
    more = all(joins(t) or t.get("link") == "and" or not _NEXT_ONE.isdisjoint(t) for t in words)
    more = more and c.near[-1].get("extent") is not None and not any(t.get("change") for t in words)
    return ("change", 1 if last.value > 0 else -1, False) if sided and plain or more else None


def _came_to(s: _Sentence, c: Clause) -> bool:
    """Whether the change told last and this number each lead to what the next one says was reached."""
    if not english(s.lang) or len(s.readings) < 2 or not c.right or c.after is None:
        return False
    moved, reached = s.readings[-2:]
    if (
        moved.transform != "change"
        or reached.transform != "level"
        or reached.q is not previous_quantity(s, c)
    ):
        return False
    k = next((k for k in range(c.index - 1, -1, -1) if s.tokens[k] is reached.q), 0)
    led = k > 1 and s.tokens[k - 2] is moved.q and _to(s.tokens[k - 1])
    same = c.quantity.unit == c.after.unit == reached.q.unit
    return led and same and len(c.right) == 1 and _to(c.right[0])


def _to(t: Token | Quantity) -> bool:
    return t.get("role") == "to" and t.get("change") == "reach"


def by_words_around(s: _Sentence, c: Clause) -> Told | None:
    """A change or a base by what stands behind the number, or by the whole of the words before it."""
    q = c.quantity
    if c.index >= 2 and s.tokens[c.index - 1].get("punct") == "(" and base_before(s.tokens, c.index - 2):
        return BASE  # "14 times the same period's (1.13 bn)"
    if moved := _in_amount(s, c) or english(s.lang) and _moved_in(c):
        return "change", moved, False
    if len(c.right) > 1 and c.right[0].get("change") in ("up", "down") and c.right[0].start - q.end <= 1:
        if english(s.lang) and c.right[1].get("role") == "at" and q.unit in MONEY:
            return (
                "change",
                1 if c.right[0].get("change") == "up" else -1,
                False,
            )  # "a 4 bn USD rise in exports"
        more = c.right[1].get("compare") in ("base", "yoy") and c.right[1].end - c.right[1].start > len(
            "over the"
        )
        if (
            english(s.lang)
            and more
            and not any(
                t.get("change") == "reach"
                and (t.get("role") or s.text.endswith(s.lang.spelled["going"], 0, c.right[0].end))
                for t in c.near[-1:]
            )  # "reached 912 m USD, increasing over the same period"
        ):
            up = c.right[0].get("change") == "up"
            return "change", 1 if up else -1, False  # "a 54,000 tonne increase compared with 2022"
    more = c.right[0].get("compare") if c.right else None
    if more == "higher" and english(s.lang) and _topping_up(s, c):
        return None  # "25 existing projects drew 138 m more"
    if more in ("higher", "lower") and c.right[0].start - q.end <= 3 and _compared(c):
        return "change", 1 if more == "higher" else -1, False
    if c.right and c.right[-1].get("share") == "equal" and c.after is not None and c.after.unit == "percent":
        more = c.far[0].get("compare") if c.far else None
        if more in ("higher", "lower"):
            return "change", 1 if more == "higher" else -1, False  # "5 bn or 12% more than"
    if english(s.lang) and (moved := _moved_behind(s, c)):
        return "change", moved, False
    if s.lang.spaced and (past := _past_by(c)):
        return "change", past, False
    if second_base(s, c) or a_year_ago(s, c) or above_that_of(s, c):
        return BASE
    if s.lang.spaced and s.lang.attributive == "before" and of_a_year_before(s, c):
        return BASE
    if "compare" in c.left_kinds and (beyond := beyond_same_period(s, c)):
        return "change", beyond, False
    if not (s.lang.spaced and s.lang.attributive == "before") and same_period(s, c):
        return BASE
    if in_same_period(s, c):
        return BASE
    if more_than_anothers(s, c):
        return BASE
    if len(c.near) == 1 and c.near[0].get("compare") in ("higher", "lower") and c.index > 1:
        before = s.tokens[c.index - 2]
        if isinstance(before, Quantity) and before.unit == "percent":
            return BASE  # "8 percent above the 4 bn of the same period last year"
    return None


def _by_word_before(s: _Sentence, c: Clause, frame: Frame) -> Told | None:
    """By the nearest word before the number that says how it stands to another."""
    q = c.quantity
    named = False
    if frame.flow.value in FDI and q.unit in MONEY and _topped_up(s, c):
        return LEVEL
    if "extent" in c.left_kinds and (moved := _moved_by(c)):
        return "change", moved, False
    for k in range(len(c.near) - 1, -1, -1):
        t = c.near[k]
        change = t.get("change")
        if t.get("share") == "equal" and (told := _equal(s, c, k)) is not None:
            return told
        if named and t.get("anaphor") == "period":
            continue  # 河口口岸同期货运量412万吨: in the months that are told of
        if t.get("compare") is not None and not change and (told := _base_word(s, c, k)) is not None:
            return told
        if t.get("compare") == "yoy" and s.lang.spaced and s.text[t.end : q.start].strip() == "'s":
            return BASE  # "below the previous year's 12.9 bn"
        led = c.near[k - 1] if k else t
        than = english(s.lang) and led.get("compare") in (
            "higher",
            "lower",
        )  # "lower than last year's 3.7 bn"
        if t.get("period") is not None and k and (led.get("change") == "start" or than) and s.readings:
            if s.lang.spaced and s.text[t.end : q.start].strip() == "'s":
                return BASE  # "up 20 percent from 2023's 3.7 bn"
        if t.get("measure") in ("surplus", "deficit", "value", "volume") and not change:
            named = True  # "against a surplus of 2.6 bn": only a comparison may stand before it
            continue
        if named and change:
            return LEVEL
        if change == "start" and q.start - t.end <= 16 and not q.range_with:
            return "level", 1, moves(s, c) or bool(s.readings) and not _other_kind(s, q)
        if change == "reach":
            opened = k == 1 and "(" in c.left[-2:-1] and c.near[0].get("compare") == "yoy"
            return "level", 1, opened and not s.lang.spaced  # 顺差207亿美元（上年同期为221亿美元）
        if change in ("up", "down", "add", "again"):
            return _changed(s, c, k, frame)
        if change == "lift" and not lifted_by(c):
            return LEVEL
        if t.get("period") is not None and any(u.get("compare") == "base" for u in c.near[max(0, k - 2) : k]):
            return BASE  # "compared with 382 in 2022"
        if t.get("period") is not None and k and s.neared(c.near, k):
            return BASE
        if not _says_nothing(c, k):
            return LEVEL
    return None


def _moved_by(c: Clause) -> int:
    """ "cutting the deficit by 11 bn", "increased its exports to China by some 3 bn": the direction, or 0."""
    k = next((k for k in range(len(c.near) - 1, -1, -1) if not c.near[k].get("hedge")), None)
    if k is None or not c.near[k].get("extent"):
        return 0
    for t in reversed(c.near[:k]):
        if t.get("change") in ("up", "down"):
            return 1 if t.get("change") == "up" else -1
        if t.get("punct") or (t.get("link") or t.get("change")) and not t.get("role"):
            return 0
    return 0


def _moved_in(c: Clause) -> int:
    """ "A decrease in the goods deficit of 1.2 bn": the direction, or 0."""
    words = [t for t in c.near if not t.get("hedge")]
    if len(words) < 4 or words[-1].get("role") != "of" or words[-1].get("extent"):
        return 0
    k = next((k for k in range(len(words) - 3, -1, -1) if words[k].get("change") in ("up", "down")), None)
    if k is None or words[k + 1].get("role") != "at" or words[k + 1].start - words[k].end > 1:
        return 0
    told = words[k + 2 : -1]
    plain = all(t.get("measure") or t.get("area") or t.get("noun") or t.get("commodity") for t in told)
    if not plain or not any(t.get("measure") for t in told):
        return 0
    return 1 if words[k].get("change") == "up" else -1


def _equal(s: _Sentence, c: Clause, k: int) -> Told | None:
    """What an amount behind "or" is, in a growth or a level told before it."""
    if k and c.near[k - 1].get("change") == "reach":
        return LEVEL  # "up 8% and 18%, reaching 309 thousand tonnes and 84 million accordingly"
    last = s.readings[-1] if s.readings else None
    if last is None or last.transform != "growth" or last.q is not previous_quantity(s, c):
        return None
    if _converted(s, c.quantity) or _less_than_was(s, s.tokens.index(last.q)):
        return LEVEL
    if any(t.get("measure") in _OUTCOMES for t in c.near[k + 1 :]):
        return LEVEL  # "up 13.7%, that is a surplus of 2.1 bn"
    return "change", 1 if last.value > 0 else -1, False  # "fell 14.9%, or 37,015 tonnes"


_OUTCOMES = frozenset({"surplus", "deficit", "trade_balance"})
_BALANCES = frozenset({"surplus", "deficit", "trade_balance", "trade_total"})


def _base_word(s: _Sentence, c: Clause, k: int) -> Told | None:
    """Whether a word that compares leads in what a figure is compared with."""
    t = c.near[k]
    if t.get("compare") == "yoy" and c.quantity.start - t.end <= 2 and not s.lang.spaced:
        return BASE  # "down from the same period's 1.4 m tonnes"
    if t.get("compare") != "base" or t.get("share"):
        return None
    if s.lang.attributive == "after" and k and (code := c.near[k - 1].get("measure")) and not s.readings:
        if FLOWS.get(code, code) not in ("value", "volume", s.r.main.flow.value):
            return LEVEL  # "Exports came to 13 bn. Imports of the same period were 36 bn"
    # "spent 3 bn on 4 million tonnes" compares nothing
    spent = any(
        u.get("measure") in ("buy", "sell", "fdi", "imports", "exports")
        for u in s.tokens[max(0, c.index - 6) : c.index]
    )
    if t.get("anaphor") == "period" and not s.lang.spaced:
        # 同期逆差39亿美元: in the time that is told of
        spent = spent or any(u.get("measure") in _BALANCES for u in s.tokens[max(0, c.index - 6) : c.index])
    return "level", 1, not spent or t.end - t.start > 3


def _changed(s: _Sentence, c: Clause, k: int, frame: Frame) -> Told:
    """By a word such as "up" before the number: how much it changed, unless the word only tells what a level passed,
    added or was raised to."""
    t, q = c.near[k], c.quantity
    change = t.get("change")
    if q.start - t.end > 24:
        return LEVEL
    if change == "add" and frame.flow.value in FDI and not _over_before(c):
        return LEVEL
    if change == "add" and s.lang.attributive == "after" and k and c.near[k - 1].get("measure") == "buy":
        return LEVEL  # "parts cost another 3.3 bn"
    if change == "up" and s.lang.attributive == "after" and _one_project(c.near[:k], frame):
        return LEVEL
    whence = [u.get("measure") for u in c.right[1:3]] if c.right and c.right[0].get("role") == "from" else []
    if change == "up" and s.lang.attributive == "before" and not {"exports", "sell"}.isdisjoint(whence):
        return LEVEL  # "gained 4 bn from exporting fruit"
    if change == "up" and _in_balance(c):
        return LEVEL  # "gained 1.1 bn in trade surplus"
    if change == "again":
        return LEVEL  # "Hong Kong took another 38 m": as much once more
    if change == "up" and s.lang.spaced and s.lang.attributive == "before":
        nxt = c.near[k + 1].start if k + 1 < len(c.near) else q.start
        if s.text[t.end : nxt].strip():
            return LEVEL  # "beat the 17.6 bn of 2019": what is passed
    if _began(s, c):
        return LEVEL  # "from 30 million in 1991 it rose to some 7 bn"
    return "change", -1 if change == "down" else 1, False


def _in_balance(c: Clause) -> bool:
    """Whether "in surplus" stands right behind the number: it is what the balance came to."""
    led = len(c.right) > 1 and c.right[0].get("role") == "at" and c.right[0].start - c.quantity.end <= 1
    return led and c.right[1].get("measure") in ("surplus", "deficit")


def _says_nothing(c: Clause, k: int) -> bool:
    """Whether a word between the number and the one that says how it stands to another tells nothing of that."""
    t = c.near[k]
    return bool(
        t.get("hedge")
        or t.get("role") == "of"
        or t.get("ignore")
        and against_one(c, k)
        or t.get("number") is not None
        or t.get("status")
        or t.get("punct") == "-"
    )


def _moved_behind(s: _Sentence, c: Clause) -> int:
    """ "1.4 bn USD, 0.3 bn up on the year before, and imports 2.3 bn, 0.4 bn down": the direction behind the second of
    two amounts, or 0."""
    last, q = s.last_level, c.quantity
    if last is None or [t.get("punct") for t in c.near] != [","] and not _after_period(c):
        return 0
    if last.q.unit != q.unit or q.value >= last.q.value or last.low:
        return 0
    move = c.right[0] if c.right else None
    if move is None or move.get("change") not in ("up", "down") or move.start - q.end > 1:
        return 0
    nxt = c.right[1] if len(c.right) > 1 else None
    if nxt is None and c.after is not None and c.after.unit == "percent":
        return 0  # "…, 0.4 bn up 3%"
    return 1 if move.get("change") == "up" else -1


def _after_period(c: Clause) -> bool:
    """Whether a number stands behind a period and a comma."""
    words = [t for t in c.near if not t.get("hedge")]
    return len(words) == 2 and words[0].get("period") is not None and words[1].get("punct") == ","


def _past_by(c: Clause) -> int:
    """ "exceeded the 2020 figure by nearly 19 bn", "surpassed 2023's by", "fell short of it by": the direction, or 0."""
    words = [t for t in c.near if not t.get("hedge") or t.get("change")]
    if len(words) < 3 or words[-1].get("role") != "of":
        return 0
    if words[-2].get("compare"):
        passed = words[-3].get("role") == "aside" or any(t.get("change") == "reach" for t in words[:-2])
        return 1 if passed else 0
    k = len(words) - 2
    while k > 0 and (words[k].get("compare") or words[k].get("period")):
        k -= 1
    passed = k < len(words) - 2 and words[k].get("change") == "reach" and words[-1].get("extent")
    return 1 if passed else 0


def _in_amount(s: _Sentence, c: Clause) -> int:
    """ "down 2.59% (1.01 bn USD)": the same move as an amount, right behind it; its direction, or 0."""
    k = c.index - 1
    while k > 0 and s.tokens[k].get("hedge"):
        k -= 1
    last = s.readings[-1] if s.readings else None
    if k < 1 or s.tokens[k].get("punct") != "(" or last is None or last.transform != "growth":
        return 0
    if s.tokens[k - 1] is not last.q or last.q.unit != "percent" or c.right or _first_amount(s, c, last):
        return 0
    return 1 if last.value > 0 else -1


def _first_amount(s: _Sentence, c: Clause, growth: Reading) -> bool:
    """ "Nhập khẩu từ Nga tăng 30,1% (hơn 13 tỷ USD)": whether it is what a flow came to, as no amount of it was told
    that would have grown by so much."""
    q, flow = c.quantity, growth.frame.flow.value
    if q.unit not in MONEY or growth.value <= -100:
        return False
    levels = [x for x in s.readings if x.transform == "level" and x.q.unit == q.unit]
    sides = growth.frame.reporter.value, growth.frame.partner.value
    same = [x for x in levels if x.frame.flow.value == flow]
    if any((x.frame.reporter.value, x.frame.partner.value) == sides for x in same):
        return False
    levels = [
        x for x in levels if x not in same
    ]  # "with Singapore by 22% (11 bn), with Vietnam by 14% (2 bn)"
    told = (x.value for x in (*s.r.levels[-3:], *levels) if x.q.unit == q.unit and x.value)
    grew = [abs(x * growth.value / (100 + growth.value)) for x in told]
    return not any(abs(g - q.value) <= g / 5 for g in grew)


def _topping_up(s: _Sentence, c: Clause) -> bool:
    """Whether so much more went into projects, with no time or country that it is compared with."""
    if (
        c.quantity.unit not in MONEY
        or s.r.main.family != "fdi"
        and not any(x.indicator in FDI for x in s.readings)
    ):
        return False
    held = "projects" in s.units or any(t.get("unit") == "classifier" for t in c.near)
    return held and (len(c.right) == 1 or bool(c.right[1].get("punct")))


def _compared(c: Clause) -> bool:
    t = c.right[0]
    return (
        t.end - t.start > 5
        or any(u.get("compare") in ("base", "yoy", "mom") or u.get("period") for u in c.right[1:3])
        # "bought 3 bn USD more from China than in 2023", but not "… than it sold"
        or any(u.get("compare") == "base" for u in c.right[3:6])
        and "measure" not in c.right_kinds
        and not any(u.get("punct") for u in c.right[:4])
        or len(c.right) == 1
        or bool(c.right[1].get("punct"))
    )


def _converted(s: _Sentence, q: Quantity) -> bool:
    """ "5,228 bn yuan, down 5.2%, or 808 bn dollars": the level again, in another currency."""
    told = s.last_level.q.unit if s.last_level is not None else None
    return told in MONEY and q.unit in MONEY and q.unit != told


def _less_than_was(s: _Sentence, k: int) -> bool:
    """ "was 1.2% less, or 19.7 bn": how it compares stands behind the percentage, and what it came to behind "or"."""
    if s.lang.attributive != "before" or not s.lang.spaced or k < 1:
        return False
    if s.tokens[k + 1].get("compare") not in ("higher", "lower"):
        return False
    return s.tokens[k + 2].get("punct") == "," and s.tokens[k - 1].get("change") in ("reach", "again")


def moves(s: _Sentence, c: Clause) -> bool:
    """ "from A to B": a target word stands after the number."""
    return (
        bool(c.right)
        and c.right[0].get("change") == "reach"
        or any(t.get("change") == "reach" for t in c.right[:2])
    )


def _other_kind(s: _Sentence, q: Quantity) -> bool:
    """ "earned 2.9 bn USD from 2.1 m tonnes": money and tonnes are not compared with each other."""
    before = s.readings[-1]
    return (
        before.transform == "level"
        and (before.q.unit in MONEY) != (q.unit in MONEY)
        and before.q.unit not in RATIOS
    )


def _over_before(c: Clause) -> bool:
    """ "127 m USD more than in the month before": what was added is told of by comparison."""
    k = next((k for k, t in enumerate(c.right[:2]) if t.get("compare") == "base"), None)
    return k is not None and any(t.get("period") or t.get("compare") for t in c.right[k + 1 : k + 2])


def _one_project(words: list[Token], frame: Frame) -> bool:
    """ "Vingroup's project in the US raised 300 m": what one project put in more is capital, told by itself."""
    at = next((n for n, t in enumerate(words) if str(t.get("unit")).rstrip("!") == "projects"), None)
    if at is None or frame.flow.value not in FDI:
        return False
    rest = words[at + 1 :]
    placed = any(t.get("role") == "at" for t in rest) and any(t.get("area") for t in rest)
    return placed and not any(str(t.get("measure")).startswith("fdi") for t in (*words[:at], *rest))


def _topped_up(s: _Sentence, c: Clause) -> bool:
    """ "16 existing projects increased their capital by 143 m", "were expanded by": what projects put in more is capital."""
    if not english(s.lang):
        return False
    near = range(max(0, c.index - 5), c.index)
    k = next((k for k in reversed(near) if s.tokens[k].get("change") == "up"), 0)
    if not k:
        return False
    if any(
        not (t.get("extent") or str(t.get("measure")).startswith("fdi") or t.get("hedge"))
        for t in s.tokens[k + 1 : c.index]
    ):
        return False
    before = next(
        (t for t in reversed(s.tokens[:k]) if not (t.get("change") == "reach" and not t.get("measure"))), None
    )
    if before is not None and before.get("area") and k > 2 and s.tokens[k - 2].get("role") == "at":
        before = s.tokens[k - 3]  # "projects in Tay Ninh increased their capital by"
    if isinstance(before, Quantity):
        return before.unit == "projects"
    return before is not None and str(before.get("unit")).rstrip("!") in ("projects", "classifier")


def _began(s: _Sentence, c: Clause) -> bool:
    """Whether the number before this one is where a development set out from."""
    q = previous_quantity(s, c)
    k = s.tokens.index(q) if q is not None else 0
    started = any(t.get("change") == "start" and q.start - t.end <= 24 for t in s.tokens[max(0, k - 2) : k])
    return started and any(t.get("hedge") == "up_to" or t.get("role") == "to" for t in c.near)
