"""What the words before a quantity change in the frame: goods, status, compiler, period, then flow and parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl import when
from etl.bases import likened, multiplied
from etl.behind import goods_at_large
from etl.clauses import Clause, has, joins
from etl.dating import compares
from etl.frame import NOTHING, WORLD, Frame, Val
from etl.language import english
from etl.opposite import directed, opposite, part_of, whole_again
from etl.reader.dates import earlier, neared, take_period, than_period, within
from etl.reader.measure.steps import measure
from etl.reading import ACROSS, AHEAD, FLOWS, settle
from etl.tokens import TOLD, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


def context(s: _Sentence, tokens: list[Token], cur: Frame, c: Clause) -> Frame:
    """Update the frame from the words of a clause that come before its quantity."""
    cur = behind_part(s, tokens, cur, c)
    pointed_back(s, tokens, cur, c)
    goods = read_labels(s, tokens, cur, c)
    if "of_which" in s.links and s.readings and s.readings[-1].frame.status.value in AHEAD:
        of_what_has_been(s, tokens, cur)
    if goods is not None:
        cur.new_goods = cur.commodity.value != goods.value
        cur.commodity = goods
    elif english(s.lang):
        cur.new_goods = False
        if cur.commodity.how == "inherited" and traded_at_large(tokens):
            cur.commodity = NOTHING
    if c.quantity is not None:
        of_whole_or_part(s, tokens, cur, c, goods)
    measure(s, tokens, cur, c, goods)
    return cur


def traded_at_large(tokens: list[Token]) -> bool:
    """ "Total exports of goods came to …", "the value of goods sold to China was …": of all goods."""
    k = next((k for k, t in enumerate(tokens) if t.get("measure")), len(tokens))
    return goods_at_large(tokens[k:])


def behind_part(s: _Sentence, tokens: list[Token], cur: Frame, c: Clause) -> Frame:
    """The frame of the whole again, where the aside or the list of parts before the clause is over."""
    if s.trunk is None:
        return cur
    last = s.readings[-1] if s.readings else None
    if not s.parts and last is not None and last.sub and (last.aside or last.transform == "share"):
        alone = last.alone and c.quantity is not None and not c.ratio
        if alone or any(t.get("punct") == ";" for t in tokens):
            cur = s.trunk.copy()
    if s.parts and parts_over(tokens, cur, s.trunk):
        cur, s.parts = s.trunk.copy(), False
    return cur


def pointed_back(s: _Sentence, tokens: list[Token], cur: Frame, c: Clause) -> None:
    """The flow, told before, that a pronoun or a relative clause goes on with."""
    if s.parted and not english(s.lang):
        part_over(s, tokens, cur)
    if s.lang.spaced and cur.flow.value == "trade_balance" and goes_back(tokens):
        first = s.readings[0].frame if s.readings else cur
        if first.flow.value == "trade_total" and cur.partner.value == first.partner.value:
            cur.flow = first.flow.inherited()  # "it rose 18%, with a surplus of 10 bn; in May it was 5 bn"
    if "anaphor" in c.left_kinds and not s.readings and s.r.level is not None and it_was(s, tokens):
        told = s.r.level
        if told.flow.value == "trade_balance" != cur.flow.value:
            cur.flow, cur.deficit = told.flow.inherited(), told.deficit
            cur.reporter, cur.partner = told.reporter.inherited(), told.partner.inherited()
    if "which" in s.links and c.quantity is not None and (which := flow_before_which(s, tokens)) is not None:
        code = which.get("measure")
        cur.flow = Val(FLOWS.get(code, code), (which.start, which.end), "read")


def read_labels(s: _Sentence, tokens: list[Token], cur: Frame, c: Clause) -> Val | None:
    """Read period, status and compiler into the frame; the goods that are named are returned."""
    base = False  # whether words tell of what a figure is compared with
    goods = None
    for k, t in enumerate(tokens):
        if not t.says & TOLD:
            continue
        if (mark := t.get("punct")) is not None:
            if mark in (",", ";", "(", ")"):
                base = False
            if mark == ";" and k:
                cur.status = NOTHING
            continue
        if "period" in t and k > 1 and english(s.lang) and of_apposition(s, tokens, k, cur):
            continue
        if "period" in t or "compare" in t or "change" in t:
            told = dates_base(s, tokens, k, cur, c, base)
            if told is None:
                continue
            base = told
        if "commodity" in t and plain_goods(tokens, k):
            continue
        if code := t.get("commodity") or ("sector" in t and invested(s, tokens, k, cur, c) and t["sector"]):
            # "agricultural exports" names goods and their flow; "border trade" is a flow
            if not t.get("measure") or t.get("measure") in ACROSS:
                goods = Val(code, (t.start, t.end), "read")
        if code := t.get("status"):
            cur.status = Val(code, (t.start, t.end), "read")
        if code := t.get("compiler"):
            cur.compiler = Val(code, (t.start, t.end), "read")
    return goods


def invested(s: _Sentence, tokens: list[Token], k: int, cur: Frame, c: Clause) -> bool:
    """Whether a sector is one of investments: of those told of, or of those that the clause turns to, "manufacturing
    drew 16 bn of FDI"."""
    if cur.family == "fdi":
        return True
    if any(str(t.get("measure")).startswith("fdi") for t in tokens[:k]):
        return True  # "FDI in real estate came to 5 bn"
    drawn = english(s.lang) and cur.flow.value is None and tokens[k + 1 : k + 2]
    if not drawn or tokens[k + 1].get("measure") != "attract":
        return False
    return any(str(t.get("measure")).startswith("fdi") for t in (*tokens[k + 2 :], *c.right[:4]))


def of_apposition(s: _Sentence, tokens: list[Token], k: int, cur: Frame) -> bool:
    """ "Vietnam, second last year, has sold 6 m tonnes": an earlier period that only what stands between commas behind an
    area is of; "Vietnam, in 2021, sold" is no such thing."""
    if k + 1 >= len(tokens) or tokens[k + 1].get("punct") != ",":
        return False
    comma = next((n for n in range(k - 1, 0, -1) if tokens[n].get("punct")), None)
    if comma is None or tokens[comma].get("punct") != "," or not tokens[comma - 1].get("area"):
        return False
    if not s.text[tokens[comma].end : tokens[k].start].strip():
        return False
    w = when.resolve(tokens[k].get("period"), s.lang, s.year_context(cur), s.r.published)
    return w is not None and earlier(w.period, settle(cur.period.value, False))


def dates_base(s: _Sentence, tokens: list[Token], k: int, cur: Frame, c: Clause, base: bool) -> bool | None:
    """Whether periods from a word on are only of what is compared with, a period of the figure's own being read into
    the frame; None where the word is of a figure that was read."""
    t, last = tokens[k], s.readings[-1] if s.readings else None
    dated = t.get("period") is not None
    if t.get("compare") in ("base", "yoy", "mom"):
        if last is None and s.lang.attributive == "before" and beside_another(tokens, k):
            return False
        return base or t.get("compare") != "base" or compares(tokens, k)
    opens = (
        not k or k == 1 and tokens[0].get("change") in ("up", "down")
    )  # "a 43% increase from 2023 to 3 bn"
    if t.get("change") == "start" and opens and last is not None and last.transform == "growth":
        if tokens[k + 1 : k + 2] and tokens[k + 1].get("period") is not None:
            return True  # "fell 35 percent from December to 2.75 bn"
    if (
        t.get("change") == "start"
        and k
        and last is not None
        and last.transform == "level"
        and english(s.lang)
    ):
        if s.text.startswith(s.lang.spelled["none"], t.end + 1) and all(
            u.get("punct") or u.get("change") for u in tokens[:k]
        ):
            return True  # "498,272 tonnes, up from none in October last year"
    if dated and k and english(s.lang) and last is not None and tokens[k + 1 : k + 2]:
        passed = tokens[k - 1].get("role") == "aside" and tokens[k - 1].get("change") == "reach"
        if passed and tokens[k + 1].get("extent"):
            return True  # "surpassed 2023's by 33.5 bn USD"
    if dated and k == 0 and last is not None and last.low:
        if any(u.get("change") == "reach" for u in tokens[1:]):
            return None  # "from 12 bn in 2018 to 23 bn": the base's own
    if dated and multiplied(tokens, k, c):
        return None
    if dated and k and english(s.lang) and last is not None and last.transform in ("level", "growth"):
        than = tokens[k - 1]
        if (
            than.get("compare") in ("higher", "lower")
            and s.text[than.start : than.end].split()[-1] in s.lang.than
        ):
            return True  # "13.6% lower than last year's 32.4 bn USD"
    if dated and k == 0 and last is not None and last.q.unit == "percent" and last.transform == "share":
        if likened(s.tokens, next((n for n, u in enumerate(s.tokens) if u is last.q), 0)):
            return None
    if c.ratio and dated and than_period(tokens, k, s.lang):
        return True  # "18% more than in July", where the number stands behind
    if k and not s.lang.spaced and neared(s, tokens, k):
        return True  # 接近去年全年的133.7亿美元, 超过去年总额
    if dated:
        fresh = bool(k) and tokens[k - 1].get("punct") == ";"
        # "… by the end of November, while this year's targets are 5 bn": those of the whole year
        fresh = fresh or any(u.get("status") == "target" for u in tokens[k + 1 : k + 2])
        return not take_period(s, t, cur, base, c, fresh) and base
    return base and not t.get("change")


def of_what_has_been(s: _Sentence, tokens: list[Token], cur: Frame) -> None:
    """出口22亿美元，全年有望达25亿美元，其中对中国6.5亿美元: behind a forecast, parts are of what has been."""
    if s.lang.spaced or not has(tokens, "link", "of_which") or any(t.get("period") for t in tokens):
        return
    been = (x.frame for x in reversed(s.readings) if x.frame.status.value not in AHEAD)
    told = next((f for f in been if f.period.stated), None)
    if told is not None:
        cur.period = told.period


def of_whole_or_part(s: _Sentence, tokens: list[Token], cur: Frame, c: Clause, goods: Val | None) -> None:
    """Which of a trade and its two directions a figure is of, where the clause only says "the reverse", "the value" or
    goods."""
    if "reverse" in s.links:
        opposite(tokens, cur, directed(s.readings) or s.r.direction, len(s.r.sides) > 1)
    all_told = s.r.whole is not None and s.lang.spaced and not s.readings and goods is None
    if s.lang.attributive == "before" and c.ratio:
        all_told = False  # "they fell 5 percent in value"
    if all_told and has(tokens, "measure", "value"):
        # "Exports came to 16 bn, imports to 16 bn. Since January the total value is 337 bn"
        if all(t.get("measure") in (None, "value") for t in tokens):
            whole_again(tokens, cur, s.r.whole)
    if "measure" not in c.left_kinds or all(not t.get("measure") or t.get("tense") for t in tokens):
        part_of(cur, goods, s.r.direction)
        if s.r.whole is not None and goods is None and not s.readings:
            whole_again(tokens, cur, s.r.whole)
            if english(s.lang) and not c.ratio and cur.partner.value == WORLD and _makes_up(tokens):
                # "Exports were 67 bn and imports 54 bn. ASEAN accounted for 55 bn": of both
                if cur.flow.how == "inherited" and cur.flow.value in ("exports", "imports"):
                    cur.flow, cur.varied = s.r.whole.inherited(), "partner"


def _makes_up(tokens: list[Token]) -> bool:
    """Whether words begin with a country or a bloc and a verb for the part that it makes up."""
    if len(tokens) < 2:
        return False
    area = tokens[0].get("area")
    return area is not None and area.type in ("country", "bloc") and bool(tokens[1].get("share"))


def flow_before_which(s: _Sentence, tokens: list[Token]) -> Token | None:
    """ "three times as large as imports, which rose 22%": the flow that a relative clause behind a comma tells of."""
    if not s.lang.spaced or s.lang.attributive != "before" or len(tokens) < 2:
        return None
    if tokens[0].get("punct") != "," or tokens[1].get("link") != "which" or not tokens[2:3]:
        return None
    if not tokens[2].get("change"):
        return None
    k = next((k for k, t in enumerate(s.tokens) if t is tokens[0]), 0)
    before = s.tokens[k - 1] if k else None
    flow = (
        before is not None and before.get("measure") in ("exports", "imports") and not before.get("rank_noun")
    )
    return before if flow else None


def it_was(s: _Sentence, tokens: list[Token]) -> bool:
    """ "… so that the deficit came to 6.3 bn. Last year it was 11.5 bn": the balance that the text came to last."""
    if not english(s.lang) and not has(tokens, "anaphor", "figure"):
        return False
    words = [t for t in tokens if not (t.get("period") or t.get("hedge") or t.get("punct"))]
    if not english(s.lang):
        # "… thặng dư lên 34,13 tỷ USD. Cộng từ đầu năm, con số này là 225,79 tỷ USD"
        pointed = any(t.get("anaphor") == "figure" for t in words)
        return pointed and not any(t.get("measure") or t.get("area") for t in words)
    return len(words) == 2 and words[0].get("anaphor") == "other" and words[1].get("change") == "reach"


def part_over(s: _Sentence, tokens: list[Token], cur: Frame) -> None:
    """前11个月1.45万亿元，其中11月1619亿元；…: behind the semicolon of all the months again."""
    k = next((k for k, t in enumerate(tokens) if t.get("punct") == ";"), None)
    if k is None or any(t.get("period") for t in tokens[k:]):
        return
    at = tokens[k].start
    for t, nxt in zip(s.tokens, s.tokens[1:], strict=False):
        m = nxt.get("period") if t.get("link") in ("of_which", "only") and nxt.start < at else None
        if m is None or m.kind != "month":
            continue
        whole = next((x for x in reversed(s.readings) if x.q.start < t.start), None)
        if whole is not None:
            if within(settle(cur.period.value, False), whole.frame.period):
                cur.period = whole.frame.period


def parts_over(tokens: list[Token], cur: Frame, trunk: Frame) -> bool:
    """ "exports 331 bn, of which to China 42 bn, to the US 105 bn; imports 301 bn": the other flow behind a semicolon
    is no part of the first."""
    stop = bool(tokens) and tokens[0].get("punct") == ";"
    flows = {t.get("measure") for t in tokens} & set(ACROSS)
    named = any(t.get("area") or t.get("directed") or t.get("pair") or t.get("anaphor") for t in tokens)
    whole = trunk.flow.value == "trade_total" and cur.flow.value in ACROSS
    if stop and whole and not any(t.get("measure") for t in tokens):
        return (
            len(tokens) > 2 and tokens[1].get("role") == "to"
        )  # "…, of which exports …; with Viet Nam it grew 5%"
    other = ACROSS.get(str(cur.flow.value)) in flows and trunk.flow.value == cur.flow.value
    return stop and len(flows) == 1 and not named and other


def goes_back(tokens: list[Token]) -> bool:
    """Whether a new statement tells of "it", and names no measure: what the sentence began with."""
    k = next((k for k, t in enumerate(tokens) if t.get("punct") == ";"), None)
    if k is None:
        return False
    words = tokens[k + 1 :]
    it = next((n for n, t in enumerate(words) if t.get("anaphor") == "other"), None)
    moved = it is not None and any(t.get("change") for t in words[it + 1 : it + 2])
    return moved and not any(t.get("measure") or t.get("area") for t in words)


def plain_goods(tokens: list[Token], k: int) -> bool:
    """Whether goods are only named by the way: "its exports, mostly nuts and rubber, rose"."""
    if not tokens[k].get("commodity") or tokens[k].get("measure"):
        return False
    if included(tokens, k):
        return True
    while k and (tokens[k].get("commodity") or joins(tokens[k]) or tokens[k].get("adjective")):
        k -= 1
    return bool(k) and bool(tokens[k].get("ignore")) and tokens[k - 1].get("punct") == ","


def included(tokens: list[Token], k: int) -> bool:
    """ "Exports to ASEAN, including car parts and batteries, rose": a few of the goods that all of it is of."""
    first, last = k, k
    while first and (
        tokens[first].get("commodity") or joins(tokens[first]) or tokens[first].get("adjective")
    ):
        first -= 1
    led = first and tokens[first].get("link") == "of_which" and tokens[first - 1].get("punct") == ","
    if not led or any(t.get("change") and not t.get("role") for t in tokens[:first]):
        return False
    while last + 1 < len(tokens) and (tokens[last + 1].get("commodity") or joins(tokens[last + 1])):
        last += 1
    behind = tokens[last + 1] if last + 1 < len(tokens) else None
    return tokens[last].get("punct") == "," and behind is not None and behind.get("change") is not None


def beside_another(tokens: list[Token], k: int) -> bool:
    """ "did better than Viet Nam in the first five months": compared with another, not with an earlier time."""
    words = tokens[k + 1 : k + 3]
    named = len(words) == 2 and bool(words[0].get("area")) and not words[0].get("adjective")
    return named and bool(words[1].get("role")) and not any(t.get("measure") for t in tokens[:k])
