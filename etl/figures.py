"""What one quantity states, given the clause around it and the frame before it: the way to the right reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.amounts import amount
from etl.amounts.amount import WHEELED
from etl.amounts.converted import converted
from etl.behind import previous_quantity
from etl.clauses import Clause, joins, people_behind
from etl.counts import paper
from etl.frame import FDI, Frame
from etl.language import english
from etl.ranks import rank
from etl.ratios import ratio
from etl.reading import GOODS, MONEY, TRADE, Reading
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader import _Sentence

_PROJECTS = frozenset({"projects", "classifier", "other"})  # what may turn out to count projects
_MILLION = 6  # the scale from which a bare number may be an amount
_TIGHT = 14  # most code points between a quantity and a word that qualifies it from behind
_LED_BY = 5  # most words between the flow and the mark that each of several goods passed in it


def _same_counted(s: _Sentence, c: Clause) -> bool:
    """分别为805个和262个, 中国805个、韩国262个: what the number before it counts, with the same classifier; and what a
    number counts that has capital right behind it, as an earlier one had (项目1373个，238亿美元，在执行的1059个，195亿美元)."""
    last = s.readings[-1].q
    behind = s.tokens[c.index + 1 : c.index + 5]
    capital = [
        t
        for t in behind
        if isinstance(t, Quantity)
        or not (joins(t) or t.get("hedge") or str(t.get("measure")).startswith("fdi"))
    ][:1]
    if capital and isinstance(capital[0], Quantity) and capital[0].unit in MONEY:
        if any(r.q.unit == "projects" for r in s.readings):
            return True
    alike = last.unit == "projects" and last is previous_quantity(s, c)
    alike = alike and s.text[last.end - 1] == s.text[c.quantity.end - 1]
    return alike and all(joins(t) or t.get("area") or t.get("hedge") for t in c.near)


def read_quantity(s: _Sentence, c: Clause, cur: Frame, groups) -> Reading | None:
    """The figure, or None where the number is no figure of the field."""
    q = c.quantity
    if blocked(s, c) or _moved_with(s, c):
        s.passed = q
        return None
    if "hedge" in c.left_kinds:
        if _milestone(s, c):
            s.passed = s.passed if s.lang.spaced else q
            return None
        hedge(q, c)
    if q.origin == "rank":
        return rank(s, c, cur, groups)
    if q.paper and (found := paper(s, c, cur)):
        return found
    if q.unit == "persons" and q.origin == "word" and q.scale == 0 and q.value is not None and q.value < _FEW:
        return None  # "the town's two crossings" are places
    if q.unit == "classifier":
        q.unit = None
        noun = next((str(t.get("unit")) for t in reversed(c.near[-3:]) if t.get("unit")), None)
        if noun is None and any(t.get("unit") == "projects" for t in c.near[-6:]):
            noun = "projects"
        if (
            noun is None
            and any(str(t.get("measure")).startswith("fdi") for t in c.near[-3:])
            and all(
                (t.get("punct") or t.get("link") == "and") and t.start == q.end
                for t in s.tokens[c.index + 1 : c.index + 2]
            )
        ):
            noun = "projects"
        if noun is None and any(t.get("unit") == "projects" for t in c.right[:3]):
            noun = "projects"
        if noun is None and (what := next((t for t in c.right if not t.get("tense")), None)) is not None:
            if (
                str(what.get("measure")).startswith("fdi")
                and what.get("noun") in (None, "inward")
                and what.start - q.end <= 4
            ):
                noun = "projects"  # 42002个有效外资项目
        if noun in (None, "count") and s.readings and _same_counted(s, c):
            noun = "projects"  # 东北亚国家占79个, too, whose 家 may count
        if noun is None and any(x.indicator == "fdi_projects" for x in s.readings):
            whose = next((t for t in reversed(c.near) if not (t.get("hedge") or t.get("role") == "of")), None)
            noun = "projects" if whose is not None and whose.get("area") else None  # 其中来自中国的955个
        if noun is None:
            return None
        q.unit = noun.rstrip("!")
    if q.unit == "other" and _in_pieces(s, q) and (_cars_told(s) or _cars_named(s, q)):
        q.unit = "vehicles"
        q.readings["traded"] = True
    if q.unit == "other":
        invested = any(str(t.get("measure")).startswith("fdi") for t in c.near[-1:]) and not s.lang.spaced
        if invested or any(t.get("measure") == "fdi_projects" for t in c.near[-2:]):
            q.unit = "projects"  # 投资案件102件, 投资4230件
    if q.unit == "other" and not s.lang.spaced and _beside_capital(s, c, cur):
        q.unit = "projects"  # 对中国大陆286件、34.22亿美元
    if q.unit is None:
        people_or_trains(s, c, cur)
    if q.unit is None:
        if q.scale >= 6 and s.last_level is not None and s.last_level.q.unit in MONEY:
            if _counts_others(s, c):
                return None
            q.unit = _own_currency(s)
        elif (
            q.scale >= 6
            and (paid := _paid_for_projects(s) or _moved_to(s, c) or _over_mark(s, c)) is not None
        ):
            q.unit = paid
        elif (unit := _unit_before(s, c, cur)) is not None:
            q.unit = unit
        else:
            s.passed = q if q.scale >= _MILLION and english(s.lang) else s.passed
            return None
    if q.origin == "multiple" and s.lang.attributive == "after" and c.right and c.right[0].get("commodity"):
        return None  # "nearly twice as much as crude oil": other goods are no earlier time
    if q.unit in ("percent", "percentage_points", "times"):
        found = ratio(s, c, cur, groups)
        return None if found is not None and found.indicator in TRADE and _of_counted(s, c) else found
    if (found := amount(s, c, cur, groups)) is None and s.lang.spaced:
        s.passed = q
    return found


def _in_pieces(s: _Sentence, q: Quantity) -> bool:
    """ "54,481 units", or a bare number that counts what such a one before it does."""
    return s.text.endswith(s.lang.spelled["pieces"], 0, q.end) or s.text[q.end - 1 : q.end].isdigit()


def _cars_named(s: _Sentence, q: Quantity) -> bool:
    """ "Indonesia was the top supplier of cars with 57,693 units": the goods that the sentence named last."""
    if not english(s.lang):
        return False
    goods = next(
        (t["commodity"] for t in reversed(s.tokens) if t.end <= q.start and t.get("commodity")), None
    )
    return goods in WHEELED


def _cars_told(s: _Sentence) -> bool:
    """Whether the trade last told of was in vehicles: "18,008 cars from Thailand. Indonesia was next with 14,224 units"."""
    told = next(
        (x for x in reversed((*s.r.levels, *s.readings)) if x.q.unit in ("vehicles", "other", "tonnes")), None
    )
    return (
        told is not None and told.q.unit == "vehicles" and told.indicator in ("exports", "imports", "count")
    )


def _counts_others(s: _Sentence, c: Clause) -> bool:
    """ "110 nghìn tỷ đồng, thu hút 3,1 triệu lao động": a word for what is none of the field stands right behind."""
    behind = s.tokens[c.index + 1 : c.index + 2]
    return (
        s.lang.attributive == "after"
        and c.quantity.scale < _BILLION
        and any(t.get("ignore") and t.start - c.quantity.end == 1 for t in behind)
    )


def _beside_capital(s: _Sentence, c: Clause, cur: Frame) -> bool:
    """对外投资638件，增加27.09%，金额142亿美元: investments counted, whose capital follows, perhaps behind their growth."""
    told = (
        t.get("measure") for t in reversed(s.tokens[: c.index]) if t.get("measure") not in (None, "value")
    )
    if not str(next(told, cur.flow.value)).startswith("fdi"):
        return False
    for t in s.tokens[c.index + 1 : c.index + 8]:
        if isinstance(t, Quantity):
            if t.unit != "percent":
                return t.unit in MONEY
        elif not (
            t.get("punct") == ","
            or t.get("link") == "and"
            or t.get("change")
            or t.get("compare")
            or t.get("measure") == "value"
        ):
            return False
    return False


def _than_before(c: Clause) -> bool:
    """Whether a word that compares, and nothing but a period, stands right before the number."""
    k = next((k for k, t in enumerate(c.near) if t.get("compare") in ("higher", "lower", "base")), None)
    return k is not None and all(t.get("period") or t.get("hedge") for t in c.near[k + 1 :])


def _own_currency(s: _Sentence) -> str | None:
    """The currency that a text counts in: not that of "9.070 tỷ nhân dân tệ, khoảng 1.286 tỷ USD", where the second
    amount only says again what the first one is."""
    last = s.last_level.q
    before = next((t for t in reversed(s.tokens[: s.tokens.index(last)]) if isinstance(t, Quantity)), None)
    if before is None or before.unit not in MONEY or before.unit == last.unit or before.scale < _MILLION:
        return last.unit
    between = [t for t in s.tokens if before.end <= t.start < last.start]
    again = all(t.get("punct") in (",", "(") or t.get("hedge") or t.get("share") == "equal" for t in between)
    return before.unit if again and between else last.unit


_BILLION = 9  # what is counted in billions is money
_HUNDRED_MILLION = 8  # nor is much else counted in these where a language has a word for them
_FEW = 100  # people crossing a border are more than that
_WENT = frozenset({"exports", "imports"})  # "went to", "came from there"


def _paid_for_projects(s: _Sentence) -> str | None:
    """ "1.68 bn USD in 311 projects, plus 0.6 bn in stakes": the money of the projects told right before."""
    if not s.readings or not s.lang.spaced or s.readings[-1].q.unit != "projects":
        return None
    here = next((x.q.unit for x in reversed(s.readings) if x.q.unit in MONEY), None)
    # "FDI 6 tháng 15,2 tỷ USD. Cả nước có thêm 2.100 dự án, tổng vốn 9,3 tỷ": as in the sentence before
    return here or (s.r.money if s.lang.attributive == "after" and s.r.money in MONEY else None)


def _moved_to(s: _Sentence, c: Clause) -> str | None:
    """ "narrowed by 10.9 bn USD, or 18%, to 49 bn": the currency of the amount by which it moved."""
    last = next((x for x in reversed(s.readings) if x.q.unit in MONEY), None)
    if last is None or last.transform != "change" or not english(s.lang):
        return None
    led = next((t for t in reversed(c.near) if not t.get("hedge")), None)
    told = led is not None and (led.get("change") == "reach" or led.get("extent"))
    return last.q.unit if told else None  # "…, and its sales rose by 0.4 billion", too


def _over_mark(s: _Sentence, c: Clause) -> str | None:
    """ "ba mặt hàng trên 3 tỷ USD là điện tử (12,6 tỷ), điện thoại 14,8 tỷ": the currency of the mark that each passed."""
    k = next((k for k in range(c.index - 1, 0, -1) if _in_money(s.tokens[k])), 0)
    if not k or s.lang.attributive != "after" or s.tokens[k - 1].get("hedge") != "more_than":
        return None
    led = s.tokens[c.index - 1 - (s.tokens[c.index - 1].get("punct") == "(")]
    return s.tokens[k].unit if led.get("commodity") or led.get("area") else None


def _in_money(t: Token | Quantity) -> bool:
    return isinstance(t, Quantity) and t.unit in MONEY


def _unit_before(s: _Sentence, c: Clause, cur: Frame) -> str | None:
    """What a large number without a unit counts: what the sentence before did."""
    if s.lang.spaced:
        told = _part_of_goods(s, c) or _told_before(s, c, cur) if c.quantity.scale >= 3 else None
    else:
        told = _told_before(s, c, cur) if c.quantity.scale >= _HUNDRED_MILLION else None
    return told


def _told_before(s: _Sentence, c: Clause, cur: Frame) -> str | None:
    """ "Exports came to 11.5 bn dollars. The US bought 4.2 bn": the currency of the sentence before, where a verb of
    trade or a word for what is reached stands right before the number, and nothing that is counted behind it."""
    before = s.r.money if s.last_level is None else None
    paid = s.last_level is not None and s.last_level.q.unit == "tonnes" and _for_it(c) and english(s.lang)
    if paid and c.quantity.scale >= _MILLION and c.quantity.origin == "digits":
        here = next((x.q.unit for x in reversed(s.readings) if x.q.unit in MONEY), s.r.money)
        if here in MONEY:
            return here  # "at 1,380 dollars a tonne. China bought 105,000 tonnes for 144 million"
    if s.last_level is not None and s.last_level.q.unit == "tonnes" and english(s.lang):
        before = "tonnes"  # "9 m tonnes, of which the Philippines bought 4.2 million"
    if before in MONEY and english(s.lang) and s.last_level is None and _part_of_weight(s, c.quantity):
        before = "tonnes"
    traded = cur.flow.value in ("exports", "imports", "trade_total", "trade_balance")
    traded = traded or s.lang.attributive == "after" and cur.flow.value == "count"
    if before is None or not (traded or cur.flow.value in FDI and before != "tonnes" and s.lang.spaced):
        return None
    if c.quantity.origin != "digits" or c.quantity.scale < _MILLION:
        return None
    words = [t for t in c.near[-3:] if not t.get("hedge")]
    led = bool(words) and (
        words[-1].get("measure")
        or words[-1].get("change")
        or words[-1].get("role") == "of"
        or words[-1].get("share") == "share"
    )
    if before == "tonnes" and not led:
        goes = c.right[:1] and c.right[0].get("role") in (
            "to",
            "from",
        )  # "4.2 million went to the Philippines"
        led = bool(goes) or bool(words) and words[-1].get("area") is not None and s.last_level is not None
    if before != "tonnes" and not led:
        place = s.lang.attributive == "after" and bool(words) and words[-1].get("area") is not None
        led = c.quantity.scale >= (_MILLION if place else _BILLION)
    if before != "tonnes" and not led and english(s.lang):
        led = (
            _apposed(s, c)
            or _opens_with_part(s, c)
            or _paid_to(words)
            or "rank" in s.units
            and _with_it(words)
        )
    behind = s.text[c.quantity.end : c.quantity.end + 1]
    nxt = s.tokens[c.index + 1] if c.index + 1 < len(s.tokens) else None
    plain = behind in (",", ".", ";", ")") or nxt is not None and nxt.start - c.quantity.end <= 1
    counted = nxt is not None and (nxt.get("unit") or nxt.get("commodity"))  # "sold 1.86 million cars"
    return before if led and plain and not counted else None


def _part_of_weight(s: _Sentence, q: Quantity) -> bool:
    """ "4.8 m tonnes for 2.6 bn USD. The Philippines bought 1.9 million": tonnes, since as money it would be next to
    nothing."""
    weight, paid = s.r.weighed or (None, None)
    value = q.value
    return None not in (weight, paid, value) and value <= weight and value * _NOTHING < paid


_NOTHING = 100  # a part of all that was paid so much smaller than it is not told of


def _apposed(s: _Sentence, c: Clause) -> bool:
    """ "Imports, 790 million, were 3% down": an amount between commas, right behind what it is of."""
    words = s.tokens[max(0, c.index - 4) : c.index]
    behind = s.tokens[c.index + 1 : c.index + 3]
    if len(behind) < 2 or not words or words[-1].get("punct") != "," or behind[0].get("punct") != ",":
        return False
    flow = any(t.get("measure") in TRADE for t in words)
    return flow and behind[1].get("change") is not None and not any(isinstance(t, Quantity) for t in words)


def _for_it(c: Clause) -> bool:
    """Whether a word for what is paid stands right before a number: "for 144 million"."""
    words = [t for t in c.near[-2:] if not t.get("hedge")]
    return bool(words) and words[-1].get("role") == "to" and not words[-1].get("change")


def _paid_to(words: list[Token]) -> bool:
    """ "China sold it 124 bn", "Viet Nam bought 4 bn": whom a verb of trade names before the number."""
    whom = len(words) > 1 and (words[-1].get("area") or words[-1].get("anaphor"))
    return bool(whom) and words[-2].get("measure") in ("sell", "buy")


def _with_it(words: list[Token]) -> bool:
    """ "Hong Kong stood fourth with 478 million": what who ranks there ranks with."""
    return bool(words) and words[-1].get("role") == "with"


def _opens_with_part(s: _Sentence, c: Clause) -> bool:
    """ "Of that, 322 billion was with ASEAN", "Some 246 billion went to Viet Nam": a sentence that opens with a part of
    the amount before, and says where it went."""
    opens = all(
        t.get("hedge") or t.get("punct") == "," or t.get("link") == "of_which" for t in s.tokens[: c.index]
    )
    words = [t for t in c.right[:3] if t.get("link") != "of_which"]
    went = bool(words) and (
        words[0].get("role") in ("to", "from", "with") or words[0].get("measure") in _WENT
    )
    went = went or len(words) > 1 and words[0].get("change") == "reach" and words[1].get("role") == "with"
    said = [t for t in words if t.get("change") != "reach" or t.get("measure")][:1]
    if opens and "of_which" in s.links and said and said[0].get("measure") in _WENT:
        return True  # "Of this, 410 million was exports"
    return opens and went and any(t.get("area") or t.get("anaphor") for t in c.right[:4])


def _part_of_goods(s: _Sentence, c: Clause) -> str | None:
    """ "3.6 million tonnes, 2.9 million of which came from Viet Nam": the part is in the unit of the whole."""
    whole = s.last_level.q.unit if s.last_level is not None else None
    if whole in GOODS and c.quantity.scale >= _MILLION and _than_before(c):
        return whole  # "2.35 million tonnes, less than August's 2.47 million"
    words = [t for t in c.near if not t.get("hedge") and t.get("link") != "total" and t.get("role") != "of"]
    if whole in GOODS and c.quantity.scale >= _MILLION and words and words[-1].get("share") == "whole":
        return whole  # "1.75 million tonnes out of 1.92 million"
    part = bool(c.right) and c.right[0].get("link") == "of_which" and c.right[0].start - c.quantity.end <= 1
    return whole if part and whole in GOODS else None


def _moved_with(s: _Sentence, c: Clause) -> bool:
    """ "contracted works of 6,308 bn, up 3.6%": how much grew what is no figure of the field."""
    if _of_passed(s, c):
        return True
    if s.passed is None or c.quantity.unit != "percent" or previous_quantity(s, c) is not s.passed:
        return False
    between = [t for t in s.tokens[: c.index] if t.start >= s.passed.end]
    if s.passed.unit == "percent" and between and between[-1].get("change") == "reach":
        # "对美关税约47%，东南亚多国则为19%": the same of others
        if all(t.get("punct") == "," or t.get("area") or t.get("link") == "but" for t in between[:-1]):
            return True
    # "2.9 million border crossings, up 65%", which count nothing of the field
    counted = s.passed.unit is None
    plain = all(
        t.get("punct") in (",", ")")
        or t.get("compare") == "yoy"
        or t.get("change")
        or t.get("share")
        or counted
        and (t.get("noun") in ("gate", "people") or t.get("period") or t.get("measure") == "arrivals")
        for t in between
    )
    # "… more than 1 bn each, 82% of all exports" has a whole of its own
    share = any(t.get("share") == "share" for t in between) and "measure" not in c.right_kinds
    share = share and not (english(s.lang) and _mark_of_trade(s))
    return plain and (share or any(t.get("change") in ("up", "down") for t in between))


def _mark_of_trade(s: _Sentence) -> bool:
    """ "34 goods saw export turnover of over 1 bn, making up 89% of the total": the share is one of trade."""
    k = next((k for k, t in enumerate(s.tokens) if t is s.passed), 0)
    mark = k > 1 and s.passed.unit in MONEY and s.tokens[k - 1].get("hedge") == "more_than"
    return mark and any(t.get("measure") in TRADE for t in s.tokens[max(0, k - _LED_BY) : k])


def _of_passed(s: _Sentence, c: Clause) -> bool:
    """ "Budget revenue was 233 bn, 68.5 percent of what it had been": a part of what is no figure of the field."""
    if c.quantity.unit != "percent" or not s.lang.spaced:
        return False
    passed = s.readings[-1].q if s.readings and s.readings[-1].indicator == "other" else s.passed
    if passed is None or previous_quantity(s, c) is not passed:
        return False
    if not all(t.get("punct") == "," or t.get("share") == "equal" for t in c.near):
        return False
    led = c.right[0] if c.right else None
    whole = led is not None and (led.get("role") == "of" or led.get("share") == "whole")
    return whole and len(c.right) > 1 and not any(t.get("measure") or t.get("area") for t in c.right)


def _of_counted(s: _Sentence, c: Clause) -> bool:
    """ "Trade rose …. 3.7 million travellers crossed there, 60 percent more than a year ago": no growth of trade."""
    passed = s.passed
    if passed is None or passed.unit not in ("persons", "vehicles") or previous_quantity(s, c) is not passed:
        return False
    return s.lang.spaced and all(t.get("punct") == "," or t.get("change") or t.get("hedge") for t in c.near)


def people_or_trains(s: _Sentence, c: Clause, cur: Frame) -> None:
    """ "4.2 million Chinese travelled", "exceeded 12.8 million" of visitors, "400 China-Europe freight trains"."""
    q = c.quantity
    paid = s.lang.attributive == "after" and s.r.money in MONEY and s.last_level is None
    if paid and q.scale >= _MILLION and cur.flow.how == "inherited" and not people_behind(c):
        return  # "Tân Thanh 980 triệu USD. Cốc Nam 210 triệu": no people
    many = q.scale >= 3 or q.number >= 10_000
    weighed = english(s.lang) and s.last_level is not None and s.last_level.q.unit == "tonnes"
    if many and weighed and "persons" not in s.units and not people_behind(c):
        if any(t.get("link") == "of_which" for t in (*c.near[-2:], *c.right[:1])):
            q.unit = "tonnes"  # "29 m tonnes of cargo, 6 m of it across the border"
            return
    if many and (cur.flow.value == "count" or people_behind(c)):
        q.unit = "persons"


def exchange_rate(s: _Sentence, c: Clause) -> bool:
    """ "1 USD is about 134 yen": neither of the two is a figure."""
    for one, other in ((c.index, c.index + 1), (c.index, c.index - 1)):
        step = other - one
        while 0 <= other < len(s.tokens) and s.tokens[other].get("share") == "equal":
            other += step
        if abs(other - one) < 2 or not 0 <= other < len(s.tokens):
            continue
        pair = (s.tokens[one], s.tokens[other])
        if not all(isinstance(t, Quantity) and t.unit in MONEY for t in pair) or pair[0].unit == pair[1].unit:
            continue
        first = min(pair, key=lambda q: q.start)
        if first.number == 1 and not first.scale:
            return True
    return False


def blocked(s: _Sentence, c: Clause) -> bool:
    """Capacities, GDP, budgets and the like; thresholds ("from 1 bn on"); milestones."""
    unit, behind = c.quantity.unit, c.right_kinds
    money = unit in MONEY
    if money and len(s.units) > 1 and "share" in s.kinds and exchange_rate(s, c):
        return True
    if "block" in s.kinds and _block_before(s, c.index):
        return True
    if unit == "percent" and _owned_whole(c):
        return True
    if money and "block" in s.kinds and _converts_blocked(s, c.index):
        return True
    if money and not _PROJECTS.isdisjoint(s.units) and _of_blocked(s, c):
        return True
    if unit in ("projects", "classifier") and (_partly_blocked(s, c) or domestic(s.tokens, c.index)):
        return True
    tight = 1 if "block" in behind and _for_a_reason(s, c) else _TIGHT
    if "block" in behind and any(t.get("block") and t.start - c.quantity.end <= tight for t in c.right[:3]):
        return converted(s, c) is None  # "(1,42 tỷ USD theo tỷ giá hiện hành)"
    if "threshold" in behind and c.right[0].get("threshold") == "after":
        if c.right[0].start - c.quantity.end <= 2:
            return True
    if "threshold" in c.left_kinds:
        over = c.near[-1:] if s.lang.spaced else (*c.near[-1:], *c.right[:1])  # 连续三年保持在9000亿美元以上
        if unit != "percent" and any(t.get("hedge") == "more_than" for t in over):
            if any(t.get("threshold") == "running" for t in c.near[-4:]):
                return True
        if any(t.get("threshold") == "before" for t in c.near[-2:]):
            return True
        if s.lang.spaced and _each_over(c):
            return True
    if "threshold" in s.kinds and unit == "percent" and _rate_moved(s, c.index):
        return True
    if "threshold" in s.kinds and unit == "percent" and english(s.lang) and _grew_beside(s, c.index):
        return True
    return "hedge" in c.left_kinds and _passed(s, c)


def _owned_whole(c: Clause) -> bool:
    """ "1.318 dự án 100% vốn nước ngoài": whose the firms are, and no share."""
    if c.quantity.value != 100 or not c.right or c.right[0].start - c.quantity.end > 1:
        return False
    owned = str(c.right[0].get("measure")).startswith("fdi")
    return owned and not any(t.get("share") or t.get("change") for t in c.near[-2:])


def _rate_moved(s: _Sentence, k: int) -> bool:
    """ "cut its tariff on steel from 15 percent to 5 percent": both are rates."""
    start = False
    for t in reversed(s.tokens[:k]):
        if isinstance(t, Quantity):
            if t.unit != "percent":
                return False
        elif t.get("threshold") == "before":
            return start
        elif t.get("punct") or t.get("period") or t.get("change") in ("up", "down"):
            return False
        start = start or not isinstance(t, Quantity) and t.get("change") == "start"
    return False


def _grew_beside(s: _Sentence, k: int) -> bool:
    """ "produced 11.5 m tonnes of steel, up 29 percent": by how much what is none of ours has grown."""
    moved = False
    for at in range(k - 1, -1, -1):
        t = s.tokens[at]
        if isinstance(t, Quantity):
            if t.unit == "percent":
                continue
            led = s.tokens[max(0, at - 2) : at]
            return moved and any(u.get("threshold") == "before" for u in led)
        if t.get("change") in ("up", "down"):
            moved = True
        elif t.get("measure") in TRADE or t.get("area") or t.get("punct") not in (None, ","):
            return False
    return False


def _each_over(c: Clause) -> bool:
    """ "a dozen goods each brought in more than 1 bn": a round mark that each of several passed."""
    round_ = len(c.quantity.number.normalize().as_tuple().digits) == 1
    passed = round_ and bool(c.near) and c.near[-1].get("hedge") == "more_than"
    return passed and any(t.get("threshold") == "after" for t in c.near[-4:])


def _milestone(s: _Sentence, c: Clause) -> bool:
    """ "for the first time more than 9 m tonnes, namely 9.03 m": a round mark right before what it was, or behind it
    ("đạt 205 tỷ USD, lần đầu vượt mốc 200 tỷ USD")."""
    q = c.quantity
    if s.lang.attributive == "before" and s.lang.spaced or q.unit in (None, "rank", "percent"):
        return False
    if not any(t.get("hedge") == "more_than" for t in c.near[-2:]):
        return False
    if len(q.number.normalize().as_tuple().digits) > 2:
        return False
    if s.lang.spaced and s.readings and (last := s.readings[-1]).transform == "level" and c.near:
        passed = c.near[0].get("punct") == "," and all(
            t.get("hedge") or t.get("punct") or t.get("ignore") for t in c.near
        )
        passed = passed and not any(not t.get("punct") for t in c.right[:1])
        if passed and last.q.unit == q.unit and last.q.end == c.near[0].start:
            return q.value < last.q.value < q.value * 2
    nxt = next((t for t in s.tokens[c.index + 1 :] if isinstance(t, Quantity)), None)
    if nxt is None or nxt.unit != q.unit or not q.value < nxt.value < q.value * 2:
        return False
    between = [t for t in s.tokens[c.index + 1 :] if t.start < nxt.start]
    if s.lang.spaced and not any(t.get("change") == "reach" for t in between):
        return False
    return (
        bool(between)
        and between[0].get("punct") == ","
        and all(t.get("punct") == "," or t.get("change") == "reach" or t.get("hedge") for t in between)
    )


def _for_a_reason(s: _Sentence, c: Clause) -> bool:
    """ "giảm 7% do thuế quan": growth is told, and words of which none is known stand before what it comes of."""
    moved = c.index > 0 and s.tokens[c.index - 1].get("change") in ("up", "down")
    return s.lang.spaced and c.quantity.unit == "percent" and moved and not c.right[0].get("role")


def _block_before(s: _Sentence, k: int) -> bool:
    for t in reversed(s.tokens[:k]):
        if t.get("punct") in (",", ";", ":", "("):
            return False
        if t.get("block"):
            # "Hai Phong collected 3.5 bn USD in FDI", and not in duties
            drawn = t.get("measure") == "attract"
            return not (
                drawn and any(str(u.get("measure")).startswith("fdi") for u in s.tokens[k + 1 : k + 5])
            )
    return False


def _converts_blocked(s: _Sentence, k: int) -> bool:
    """ "collected 1.2 trillion dong (49 m USD) for the budget": the same amount in another currency, in brackets."""
    at = next((n for n in range(k - 1, 0, -1) if not s.tokens[n].get("hedge")), 0)
    if at < 1 or s.tokens[at].get("punct") != "(" or not isinstance(s.tokens[at - 1], Quantity):
        return False
    if s.tokens[at - 1].unit not in MONEY:
        return False
    behind = s.tokens[k + 1 : k + 4]
    closed = bool(behind) and behind[0].get("punct") == ")"
    return _block_before(s, at - 1) or closed and any(t.get("block") for t in behind[1:])


def _partly_blocked(s: _Sentence, c: Clause) -> bool:
    """ "76 projects, of which 67 domestic ones": the sum is no more of the field than its parts."""
    behind = s.tokens[c.index + 1 : c.index + 5]
    k = next((k for k, t in enumerate(behind) if t.get("link") == "of_which"), None)
    if k is None:
        return False
    place = next((n for n, t in enumerate(s.tokens) if t is behind[k]), 0)
    parts = range(place, min(place + 4, len(s.tokens)))
    return any(t.get("block") for t in behind[k + 1 :]) or any(domestic(s.tokens, n) for n in parts)


def domestic(tokens: list[Token | Quantity], k: int) -> bool:
    """ "1,480 dự án trong nước": the projects of the home country's own investors, as languages say that put it behind."""
    t, nxt = tokens[k], tokens[k + 1] if k + 1 < len(tokens) else None
    if not isinstance(t, Quantity) or t.unit != "projects" or not isinstance(nxt, Token):
        return False
    return nxt.get("anaphor") == "home" and not nxt.get("link") and nxt.start - t.end <= 1


def _of_blocked(s: _Sentence, c: Clause) -> bool:
    """ "67 domestic projects, with registered capital of 14 trillion dong": the money is that of the projects."""
    k, capital = c.index - 1, False
    while k >= 0 and isinstance(t := s.tokens[k], Token):
        if t.get("area") or t.get("noun") or t.get("punct") not in (None, ","):
            return False
        capital = capital or str(t.get("measure")).startswith("fdi")
        k -= 1
    if not capital or k < 0 or s.tokens[k].unit not in ("classifier", "projects"):
        return False
    return _block_before(s, k) or domestic(s.tokens, k)


def _passed(s: _Sentence, c: Clause) -> bool:
    """ "17 goods with more than 1 bn USD": a round amount that each of them passed."""
    q = c.quantity
    round_ = q.unit in MONEY and len(q.number.normalize().as_tuple().digits) == 1 and q.scale >= 6
    if round_ and len(c.near) > 1 and c.near[-1].get("hedge") == "more_than":
        # "tám địa phương trên 10 tỷ USD"
        if s.lang.attributive == "after" and c.near[-2].get("noun") in ("locality", "market"):
            if not c.near[-2].get(
                "anaphor"
            ):  # "xuất siêu sang thị trường này hơn 3 tỷ USD": one that is told of
                return c.near[-1].start - c.near[-2].end <= 1
    if not round_ or not any(t.get("hedge") == "more_than" for t in c.near[-2:]):
        return False
    before = next((t for t in reversed(s.tokens[: c.index]) if isinstance(t, Quantity)), None)
    if english(s.lang) and _several_passed(c):
        return True
    if before is None or before.unit != "count":
        return False
    between = [t for t in c.near if t.start >= before.end]
    return not any(t.get("punct") or t.get("measure") == "total_value" or t.get("link") for t in between)


def _several_passed(c: Clause) -> bool:
    """ "34 types of goods saw export turnover exceeding 1 bn", "of which 7 exceeding 10 bn": so many of them did, where
    the number is no unit's."""
    placed = False
    for k in range(len(c.near) - 2, -1, -1):
        t, nxt = c.near[k], c.near[k + 1]
        if t.get("punct") or t.get("share"):
            return False
        placed = placed or bool(t.get("area"))
        if t.get("digits") or t.get("number"):
            goods = any(u.get("noun") == "goods" or u.get("unit") == "count" for u in c.near[k + 1 : k + 4])
            # "exports of 34 goods to China came to more than 1 bn": all of them did
            whole = placed and k > 0 and c.near[k - 1].get("role") == "of"
            return goods and not whole or nxt is c.near[-1]
    return False


def hedge(q: Quantity, c: Clause) -> None:
    """Words such as "nearly" right before the number."""
    for t in reversed(c.near[-3:]):
        h = t.get("hedge")
        if h and q.start - t.end <= 12:
            q.hedge = q.hedge or str(h)
            return
        if not (t.get("change") or t.get("status") or t.get("role")):
            return
