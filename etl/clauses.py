"""Cuts a sentence's tokens into clauses: each quantity with the words before it and those right after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from etl.frame import BLOCS
from etl.tokens import Quantity, Token

STRONG = frozenset(",;:()[]")
_MILLIONS = 6  # the scale from which a number without a unit may be an amount
_RATES = frozenset({"percent", "times"})
REMARKS = frozenset({"of_which", "which"})  # that may open a remark, beside a bracket
_TRADED = frozenset({"exports", "imports", "trade_total"})
_STATED = _TRADED | {"buy", "sell", "fdi", "fdi_registered", "fdi_realised"}
# Index of a quantity in a sentence -> its place in a list, the size of the list, and where its members stand.
Groups = dict[int, tuple[int, int, list[int]]]
_BARE = 6  # the scale from which a number in a list needs no unit of its own
_BOTH = {"exports", "imports"}
_WITH_TWO = frozenset({"trade_total", "surplus", "deficit"})
_LISTED = 3  # two in a bracket may be the two sides of a flow


@dataclass(slots=True)
class Clause:
    """``left`` are runs of tokens before the quantity, with "(" and ")" between them; ``right`` the words
    after it up to the next separator. A last clause may have no quantity. What the words before (``left_kinds``) and
    behind (``right_kinds``) are is gathered once: most rules ask for what no word is."""

    left: list = field(default_factory=list)
    quantity: Quantity | None = None
    right: list[Token] = field(default_factory=list)
    index: int = -1
    after: Quantity | None = None  # the next quantity, where no separator stands between
    far: list[Token] = field(default_factory=list)  # the words behind that next quantity
    bracket: list[Token] = field(
        default_factory=list
    )  # a bracket right behind the number that holds no figure
    own: list[Token] = field(default_factory=list)  # the words behind that no later clause has
    near: list[Token] = field(init=False)  # the words right before the quantity: the last run
    left_kinds: set[str] = field(init=False)
    right_kinds: set[str] = field(init=False)

    def __post_init__(self) -> None:
        left = self.left
        self.near = left[-1] if left and isinstance(left[-1], list) else []
        # a bracket among them is a kind of its own
        self.left_kinds = set().union(*(self.near if len(left) == 1 else chain(*left)))
        self.right_kinds = set().union(*self.right)

    def led_by(self, words: list[Token]) -> None:
        """Let the clause begin with words of the one before."""
        begun = bool(self.left) and isinstance(self.left[0], list)
        self.left[: int(begun)] = [[*words, *self.left[0]] if begun else words]
        self.__post_init__()

    @property
    def end(self) -> int:
        """Where the words behind the number start to count: after the whole of a range."""
        q = self.quantity
        return self.after.end if self.after is not None and q.range_with and self.after.range_with else q.end

    @property
    def ratio(self) -> bool:
        return self.quantity is not None and self.quantity.unit in ("percent", "percentage_points", "times")


def people_behind(c: Clause) -> bool:
    """Whether whose people they are, and a word for them, stand behind a bare number: "3.7 million Chinese visitors"."""
    words = c.right[:3]
    area = words[0].get("area") if words else None  # "1.2 million Indians visited Thailand"
    adjective = area is not None and bool(words[0].get("adjective") or area.type == "country")
    return adjective and any(t.get("measure") == "arrivals" for t in words[1:])


def kinds_of(tokens: list[Token | Quantity]) -> set[str]:
    """What some words are: measure, area, period …"""
    return set().union(*tokens)


def has(tokens: list[Token], kind: str, code: str) -> bool:
    """Whether one of some words has this reading."""
    for t in tokens:  # noqa: SIM110 (asked of every clause several times, and any() takes three times as long)
        if t.get(kind) == code:
            return True
    return False


def places_of(tokens: list[Token | Quantity]) -> list[int]:
    """Where the quantities of a sentence stand."""
    types, places = list(map(type, tokens)), []
    for _ in range(types.count(Quantity)):
        places.append(types.index(Quantity, places[-1] + 1 if places else 0))
    return places


_OTHER_FLOW = 4  # most tokens from "outweighed" to the amount: "imports from there of"


def clauses_of(tokens: list[Token | Quantity], places: list[int], bracketed: bool) -> list[Clause]:
    """The clauses of a sentence, in order; every token falls into exactly one. ``places`` are those of its
    quantities, ``bracketed`` says whether it has any bracket."""
    out: list[Clause] = []
    start = 0
    for n, i in enumerate(places):
        following = places[n + 1] if n + 1 < len(places) else len(tokens)
        end = _right_end(tokens, i, following)
        shared = end == following and following < len(tokens)
        if shared and tokens[i].range_with and tokens[following].range_with:
            # the first number of a range has the words behind the second one
            stop = _right_end(tokens, following, places[n + 2] if n + 2 < len(places) else len(tokens))
            right = tokens[following + 1 : stop]
        else:
            right = tokens[i + 1 : end]
        left = tokens[start:i]
        c = Clause(_runs(left) if bracketed else [left], tokens[i], right, i)
        if shared:
            c.after = tokens[following]
            stop = _right_end(tokens, following, places[n + 2] if n + 2 < len(places) else len(tokens))
            c.far = tokens[following + 1 : stop]
            # no separator: what stands between belongs to the next one too, but a rank keeps its "of X"
            end = i + 1 if tokens[i].unit != "rank" else _after_owner(tokens, i + 1, following)
            c.own = tokens[i + 1 : end]
        else:
            c.own = right
        if not shared and end < following and tokens[end].get("punct") == "(":
            close = next((j for j in range(end, following) if tokens[j].get("punct") == ")"), None)
            if close is not None:
                c.bracket = tokens[end + 1 : close]
                end = close + 1
        out.append(c)
        start = end
        if not shared and end < len(tokens) and tokens[end].get("punct") == "(":
            c.right += (more := _behind_bracket(tokens, end))
            c.right_kinds.update(*more)
    rest = tokens[start:]
    if rest or not out:
        out.append(Clause(_runs(rest) if bracketed else [rest]))
    return out


def _right_end(tokens: list[Token | Quantity], i: int, following: int) -> int:
    """Where the words after quantity ``i`` end: at a comma, a bracket, or a conjunction before a next figure."""
    for j in range(i + 1, following):
        t = tokens[j]
        if t.get("punct") in STRONG:
            return j
        link = t.get("link")
        if link in ("and", "but") and following < len(tokens) and not _joins_goods(tokens, j):
            if not any(u.get("punct") in STRONG for u in tokens[j + 1 : following + 1]):
                return j  # no comma comes before the next figure
            if link == "and" and _next_led(tokens, i, j, following):
                return j
        if link == "but" and not t.get("change"):
            return j
        if t.get("change") == "reach" and _outweighs(tokens, i, j, following):
            return j
    return following


def _outweighs(tokens: list[Token | Quantity], i: int, j: int, following: int) -> bool:
    """ "exports of 84 bn to Viet Nam outweighed imports of 64 bn": to whom is told of the first figure alone."""
    verb, behind = tokens[j], tokens[j + 1 : following]
    if following == len(tokens) or verb.get("role") or not 0 < len(behind) <= _OTHER_FLOW:
        return False
    told = tokens[i + 1 : j]
    led = len(told) > 1 and told[0].get("role") in ("to", "from") and told[1].get("area")
    flow = next((t for t in behind if t.get("measure")), None)
    return (
        bool(led)
        and flow is not None
        and flow.get("measure") in _TRADED
        and tokens[i - 1].get("role") == "of"
    )


def _next_led(tokens: list[Token | Quantity], i: int, j: int, following: int) -> bool:
    """ "with 2.7 bn and Denmark, thanks to one project, was third with 1.3 bn", "1,000 people cross a day and border trade,
    38 m so far, is held back", "exports rose 5% and imports, at 9 bn, 7%", "exports came to 8 bn and imports, up 5%, to
    7 bn": who has the next figure, or what it is, is named before an aside, and no other before."""
    k = following - 1
    while k > j and (tokens[k].get("hedge") or tokens[k].get("role") in ("at", "with") or _moves(tokens[k])):
        k -= 1
    named = j + 2 < following and tokens[j + 1].get("area") and tokens[j + 2].get("punct") == ","
    apposed = (
        tokens[k].get("punct") == "," and j < k <= j + 4 and any(t.get("measure") for t in tokens[j + 1 : k])
    )
    if not named and not apposed:
        return False
    return not any(t.get("area") or t.get("role") or t.get("measure") for t in tokens[i + 1 : j])


def _moves(t: Token | Quantity) -> bool:
    return t.get("change") in ("up", "down") and not t.get("measure")


def _joins_goods(tokens: list[Token | Quantity], j: int) -> bool:
    """Whether a conjunction joins goods, where the number's country follows: "5 tonnes of rice and related products
    to China for 3 m USD"."""
    if not 0 < j < len(tokens) - 2 or not tokens[j - 1].get("commodity"):
        return False
    nxt = tokens[j + 1]
    goods = nxt.get("commodity") or nxt.get("noun") == "goods"
    return bool(goods) and not nxt.get("measure") and tokens[j + 2].get("role") in ("to", "from")


def _behind_bracket(tokens: list[Token | Quantity], i: int) -> list[Token]:
    """What stands right behind a bracket with a figure: the period in "254 bn yuan (35 bn dollars) last year", the
    flow in "254 bn yuan (35 bn dollars) were exported"."""
    close = next((j for j in range(i, len(tokens)) if tokens[j].get("punct") == ")"), None)
    if close is None or close + 1 >= len(tokens):
        return []
    if (
        tokens[close + 1].get("measure") == "value"
    ):  # "339 bn yuan (52 bn dollars) worth of products from ASEAN"
        return tokens[close + 1 : _right_end(tokens, close, next(_places(tokens, close), len(tokens)))]
    if tokens[close + 1].get("change") == "reach":
        flow = next((t for t in tokens[close + 2 : close + 3] if t.get("measure") in _TRADED), None)
        end = _right_end(tokens, close, next(_places(tokens, close), len(tokens)))
        return tokens[close + 1 : end] if flow is not None else []
    way = tokens[close + 1]
    place = next((t for t in tokens[close + 2 : close + 4] if not t.get("ignore")), None)  # "with members of"
    if way.get("role") in ("with", "to", "from") and place is not None and place.get("area"):
        return [way, place]  # "traded goods worth 10 bn yuan (1.4 bn dollars) with Viet Nam"
    if tokens[close + 1].get("period") is None:
        return []
    nxt = tokens[close + 2] if close + 2 < len(tokens) else None
    ends = nxt is None or nxt.get("punct") or nxt.get("link") in ("and", "but")
    return [tokens[close + 1]] if ends else []


def _places(tokens: list[Token | Quantity], i: int) -> Iterator[int]:
    return (j for j in range(i + 1, len(tokens)) if isinstance(tokens[j], Quantity))


def _after_owner(tokens: list[Token | Quantity], i: int, following: int) -> int:
    """Behind the first "of X" between ``i`` and ``following``, or ``i`` itself."""
    for k in range(i, following - 1):
        if tokens[k].get("role") == "of" and (tokens[k + 1].get("area") or tokens[k + 1].get("anaphor")):
            return k + 2
    return i


def _runs(tokens: list[Token | Quantity]) -> list:
    out: list = []
    run: list[Token] = []
    idle = _idle_brackets(tokens)
    if idle is None:
        return [tokens]
    for k, t in enumerate(tokens):
        mark = t.get("punct")
        if mark in ("(", ")", "[", "]") and k not in idle:
            if run:
                out.append(run)
                run = []
            out.append("(" if mark in "([" else ")")
        else:
            run.append(t)
    if run or not out or out[-1] in ("(", ")"):
        out.append(run)
    return out


def _idle_brackets(tokens: list[Token | Quantity]) -> set[int] | None:
    """Brackets that open and close before the quantity: they frame a remark, not a statement. None: no brackets."""
    marks = [(k, mark) for k, t in enumerate(tokens) if "punct" in t and (mark := t["punct"]) in "()[]"]
    if not marks:
        return None
    idle: set[int] = set()
    opened: int | None = None
    for k, mark in marks:
        if mark in "([":
            opened = k
        elif opened is not None:
            idle |= {opened, k}
            opened = None
    return idle


def respectively_groups(tokens: list[Token | Quantity], places: list[int], links: set[object]) -> Groups:
    """Quantities that "respectively" pairs with an earlier list: index -> (place, size, indices).

    The word stands before the figures (lần lượt, 分别) or after them (respectively); figures of the group have
    the same kind of unit and only commas, conjunctions and hedges between them. ``links`` are what words of
    the sentence link.
    """
    out: Groups = {}
    if len(places) < 2:
        return out
    for w, t in enumerate(tokens) if "respectively" in links else ():
        if t.get("link") != "respectively":
            continue
        after = _group(tokens, [p for p in places if p > w], w)
        if len(after) == 1:
            after = _beside_brackets(tokens, places, after[0])
        if len(after) == 1:
            after = _beside_others(tokens, [p for p in places if p >= after[0]])
        for group in _each_moved(tokens, [p for p in places if p < w], w):
            for k, i in enumerate(group):
                out.setdefault(i, (k, len(group), group))
        for group in _grown_to(tokens, [p for p in places if p > w]) if len(after) < 2 else ():
            for k, i in enumerate(group):
                out.setdefault(i, (k, len(group), group))
        before = _group(tokens, [p for p in reversed(places) if p < w], w)
        group = after if len(after) > 1 else list(reversed(before))
        if len(group) > 1:
            for k, i in enumerate(group):
                out.setdefault(i, (k, len(group), group))
            # "by 53.7%, 16.6% and 29.8% to 6.6 bn, 6.5 bn and 2.8 bn, respectively": the list before it, too
            earlier = _group(tokens, [p for p in reversed(places) if p < group[0]], group[0])
            if len(earlier) == len(group):
                for k, i in enumerate(reversed(earlier)):
                    out.setdefault(i, (k, len(earlier), list(reversed(earlier))))
    for group in _runs_of_one_kind(tokens, places):
        if any(tokens[i].range_with for i in group):
            continue  # "trade between Laos and Vietnam may grow by 10-15 percent"
        if _silent(tokens, group, out) and not any(i in out for i in group):
            out |= {i: (k, len(group), group) for k, i in enumerate(group)}
    return out


def _beside_brackets(tokens: list[Token | Quantity], places: list[int], first: int) -> list[int]:
    """ "lần lượt đạt 3,2 triệu tấn (1,96 tỷ USD) và 241 nghìn tấn (140 triệu USD)": those that the brackets stand beside."""
    group = [first]
    for i in places:
        end = _bracket_end(tokens, group[-1])
        if end < 0 or i < end:
            if end < 0 and i > group[-1]:
                break
            continue
        if not _alike(tokens[i], tokens[first]) or not all(joins(t) for t in tokens[end:i]):
            break
        group.append(i)
    return group


def _beside_others(tokens: list[Token | Quantity], places: list[int]) -> list[int]:
    """ "lần lượt đạt 299,6 tỷ USD, tăng 15,4%, và 278,8 tỷ USD, tăng 17,3%": every other number, where a comma parts each
    from what it moved by or what it was worth."""
    group: list[int] = []
    end = places[0]
    for i, other in zip(places[::2], places[1::2], strict=False):
        said = tokens[i + 1 : other]
        kinds = (tokens[i].unit, tokens[other].unit)
        if not _alike(tokens[i], tokens[places[0]]) or not _alike(tokens[other], tokens[places[1]]):
            break
        if kinds[0] in (*_RATES, None, "rank") or _alike(tokens[i], tokens[other]):
            break
        if not said or said[0].get("punct") != "," or not all(joins(t) for t in tokens[end:i]):
            break
        moved = kinds[1] in _RATES and any(t.get("change") or t.get("share") for t in said)
        if not all(t.get("hedge") or moved and (t.get("change") or t.get("share")) for t in said[1:]):
            break
        group.append(i)
        end = other + 1
    return group if len(group) > 1 else places[:1]


def _each_moved(tokens: list[Token | Quantity], places: list[int], w: int) -> list[list[int]]:
    """ "reached 125 bn yuan, down 5.5% year-on-year, and 109 bn, down 0.3%, respectively": each amount of a list with how
    much it moved."""
    amounts: list[int] = []
    moved: list[int] = []
    end = w
    for i, by in zip(reversed(places[:-1]), reversed(places), strict=False):
        if by >= end:
            continue
        said, behind = tokens[i + 1 : by], tokens[by + 1 : end]
        if tokens[by].unit != "percent" or tokens[i].unit in (None, "percent", "times", "rank"):
            break
        if amounts and tokens[i].unit != tokens[amounts[0]].unit:
            break
        if not any(t.get("change") in ("up", "down") for t in said):
            break
        if not all(joins(t) or t.get("change") in ("up", "down") or t.get("hedge") for t in said):
            break
        if not all(joins(t) or t.get("compare") == "yoy" or t.get("hedge") for t in behind):
            break
        amounts.insert(0, i)
        moved.insert(0, by)
        end = i
    return [amounts, moved] if len(amounts) > 1 else []


def _grown_to(tokens: list[Token | Quantity], places: list[int]) -> list[list[int]]:
    """ "giảm lần lượt 5% xuống còn 300 triệu USD, và 8% xuống còn 200 triệu USD": how much each of a list moved, and to what."""
    moved: list[int] = []
    amounts: list[int] = []
    for i, to in zip(places[::2], places[1::2], strict=False):
        between = tokens[i + 1 : to]
        if tokens[i].unit != "percent" or tokens[to].unit in (None, "percent", "rank"):
            break
        if not any(t.get("change") == "reach" for t in between):
            break
        if not all(t.get("change") == "reach" or joins(t) for t in between):
            break
        led = tokens[amounts[-1] + 1 : i] if amounts else []
        if not all(joins(t) or t.get("change") in ("up", "down") for t in led):
            break
        moved.append(i)
        amounts.append(to)
    return [moved, amounts] if len(moved) > 1 else []


def _runs_of_one_kind(tokens: list[Token | Quantity], places: list[int]) -> list[list[int]]:
    """Numbers with one unit that only commas and conjunctions part."""
    out: list[list[int]] = []
    run: list[int] = []
    past = -1  # where the bracket behind a number ends
    for i in places:
        if i < past:
            continue
        if run and (past := _bracket_end(tokens, run[-1])) > i:
            if tokens[i].unit in ("percent", "times"):
                continue  # "2.2 bn (+4.9%) and 1.07 bn"
            past = -1
        since = max(run[-1] + 1, past) if run else 0
        alike = run and _kind(tokens[i].unit) == _kind(tokens[run[0]].unit)
        if alike and tokens[i].unit != tokens[run[-1]].unit and tokens[run[-1] - 1].get("share") == "share":
            alike = False  # "chiếm 27%, gấp 2,1 lần cùng kỳ"
        if alike and _joined(tokens, since, i):
            run.append(i)
            continue
        out.append(run)
        run = [i]
    return [g for g in [*out, run] if len(g) > 1]


def _joined(tokens: list[Token | Quantity], since: int, i: int) -> bool:
    """Whether only commas and conjunctions stand before the number at ``i``: "up 5% and down 7%", too."""
    moved = tokens[i].unit == "percent" and tokens[i - 1].get("change") in ("up", "down")
    before = tokens[i - 2] if moved and i - 1 > since else None
    parts = before is not None and (before.get("link") == "and" or _moved_at(tokens, since - 1))
    end = i - 1 if parts else i
    return all(joins(t) for t in tokens[since:end])


def _moved_at(tokens: list[Token | Quantity], k: int) -> bool:
    """Whether a percentage has a word for its move right before it: "up 27.9%, down 0.1%"."""
    moved = k > 0 and tokens[k - 1].get("change") in ("up", "down")
    return moved and isinstance(tokens[k], Quantity) and tokens[k].unit == "percent"


def _bracket_end(tokens: list[Token | Quantity], k: int) -> int:
    """Behind the bracket that opens right behind token ``k``, ``-1`` if none does."""
    if k + 2 >= len(tokens) or tokens[k + 1].get("punct") != "(":
        return -1
    end = (n for n in range(k + 2, min(k + 8, len(tokens))) if tokens[n].get("punct") == ")")
    return next(end, -2) + 1


def _silent(tokens: list[Token | Quantity], g: list[int], paired: dict) -> bool:
    """Whether a list pairs without the word: "China, India and the US took 64%, 5% and 3%"."""
    return (
        (len(g) > 2 or _kind(tokens[g[0]].unit) in ("rank", "percent"))
        and (_listed_before(tokens, g, "area") or _levels_before(tokens, g))
        or len(g) > 2
        and (_listed_before(tokens, g, "period") or _listed_before(tokens, g, "commodity"))
        or len(g) == 2
        and tokens[g[0]].unit not in ("rank", None)
        and (_two_periods(tokens, g) or _two_goods(tokens, g))
        or len(g) == 2
        and tokens[g[0]].unit == "percent"
        and _two_bases(tokens[g[-1] + 1 : g[-1] + 6])
        or _moved_levels(tokens, g)
        or _goes_on(tokens, g, paired)
        or len(g) == 2
        and (tokens[g[0]].unit not in ("percent", "rank", None) or _vast(tokens[g[0]]))
        and (_two_of_two(tokens, g) or _worths(tokens, g))
        or len(g) == 2
        and (tokens[g[0]].unit not in ("rank", None) or _vast(tokens[g[0]]))
        and _two_flows(tokens, g)
    )


def _vast(q: Quantity) -> bool:
    """Whether a number without a unit may be an amount."""
    return q.unit is None and q.scale >= _MILLIONS


def _two_bases(behind: list[Token | Quantity]) -> bool:
    """ "up 24.7 and 2.3 percent in volume and value", "40 and 38 percent of the total volume and turnover": which of the
    two each is stands behind them."""
    if behind and (behind[0].get("role") == "of" or behind[0].get("share") == "whole"):
        behind = [t for t in behind if t.get("measure") or t.get("link") == "and"]
    behind = behind[:3]
    codes = [t.get("measure") for t in behind[::2]]
    return len(behind) == 3 and behind[1].get("link") == "and" and set(codes) == {"volume", "value"}


def _worths(tokens: list[Token | Quantity], g: list[int]) -> bool:
    """ "Japan's 2.1 and Korea's 1.3 m tonnes were worth 907 m and 722 m": what each of the two before is worth."""
    led = tokens[g[0] - 1]
    if not (g[0] > 3 and led.get("measure") == "value" and tokens[g[0] - 2].get("change") == "reach"):
        return False
    before = [k for k in range(max(0, g[0] - 10), g[0]) if isinstance(tokens[k], Quantity)]
    if len(before) < 2 or tokens[before[-1]].unit != tokens[before[-2]].unit:
        return False
    between = tokens[before[-2] + 1 : before[-1]]
    return any(t.get("link") == "and" for t in between) and any(t.get("area") for t in between)


def _moved_levels(tokens: list[Token | Quantity], g: list[int]) -> bool:
    """Whether as many amounts as percentages come right before: "254 bn last year and 121 bn in five months, gains of
    29 percent and 37 percent"."""
    moved = any(t.get("change") in ("up", "down") for t in tokens[max(0, g[0] - 2) : g[0]])
    moved = moved or any(t.get("compare") in ("higher", "lower") for t in tokens[g[-1] + 1 : g[-1] + 2])
    if _kind(tokens[g[0]].unit) != "percent" or not moved:
        return False
    if not any(t.get("link") == "and" for t in tokens[g[0] + 1 : g[-1]]):
        return False
    if any(t.get("measure") in ("volume", "value") for t in tokens[g[0] + 1 : g[-1] + 3]):
        return False
    since = max((k for k in range(g[0]) if tokens[k].get("punct") in (":", ";")), default=0)
    parts = [k for k in range(since, g[0]) if tokens[k].get("link") == "of_which"]
    since = parts[-1] if parts else since  # "…, of which exports were 5 bn and imports 3 bn, up 19% and 8%"
    before = [k for k in range(since, g[0]) if isinstance(tokens[k], Quantity) and tokens[k].unit != "rank"]
    before = [k for k in before if not converted(tokens, k)]
    before = _since_statement(tokens, before)
    levels = before[-len(g) :]
    if len(levels) < len(g) or any(tokens[k].unit in ("percent", "times") for k in before):
        return False
    return len(before) == len(g) and not any(t.get("link") == "of_which" for t in tokens[levels[0] : g[0]])


def _since_statement(tokens: list[Token | Quantity], places: list[int]) -> list[int]:
    """The figures behind a growth that another flow follows: "sold 14 bn, 53% more, and traded 10 bn with ASEAN …"."""
    n = next((n for n in range(len(places) - 2, -1, -1) if tokens[places[n]].unit == "percent"), None)
    if n is None or not any(t.get("measure") in _STATED for t in tokens[places[n] : places[n + 1]]):
        return places
    return places[n + 1 :]


def converted(tokens: list[Token | Quantity], k: int) -> bool:
    """Whether an amount in a bracket says another one right before it in another currency: "5 bn yuan (0.7 bn USD)"."""
    at = k - 1
    while at > 0 and tokens[at].get("hedge"):
        at -= 1
    before = tokens[at - 1] if at > 0 else None
    opened = at > 0 and tokens[at].get("punct") == "(" and isinstance(before, Quantity)
    return opened and before.unit != tokens[k].unit and tokens[k].unit not in _RATES


def _goes_on(tokens: list[Token | Quantity], g: list[int], paired: dict) -> bool:
    """ "imports and exports were 1.9 and 3.3 bn, respectively, down 50% and 44%": the list right behind pairs, too."""
    k = g[0] - 1
    while k >= 0 and isinstance(t := tokens[k], Token):
        passed = t.get("change") or t.get("compare") or t.get("hedge") or t.get("period")
        passed = passed or t.get("share") == "share"  # 分别为27亿和18亿美元，占14.4%和9.5%
        whole = not any(u.get("share") for u in tokens[k + 1 : g[0]]) and tokens[g[0] - 1].get("role") == "of"
        passed = passed or whole and any(t.get(kind) for kind in ("role", "area", "measure", "anaphor"))
        # 增幅均为两位数（13.2%、14.4%）
        opened = t.get("punct") == "(" and any(u.get("change") for u in tokens[max(0, k - 2) : k])
        opened = opened or t.get("ignore") and tokens[k - 1].get("change")
        if not (passed or opened or t.get("punct") == ","):
            return False
        k -= 1
    last = paired.get(k)
    if last is None or last[1] != len(g) or k != last[2][-1]:
        return False
    # "grew by 2 and 1 bn, to 61 and 110 bn": of one unit, but told as what was reached
    return tokens[k].unit != tokens[g[0]].unit or tokens[g[0] - 1].get("change") == "reach"


def _two_of_two(tokens: list[Token | Quantity], g: list[int]) -> bool:
    """ "Japan and Korea with 24 and 21 bn": two areas and two amounts in one breath."""
    k = g[0] - 1
    while (
        k >= 0 and isinstance(tokens[k], Token) and not tokens[k].get("area") and not tokens[k].get("punct")
    ):
        k -= 1
    if k < 2 or not tokens[k].get("area") or not tokens[k - 2].get("area"):
        return False
    led = tokens[k - 3] if k > 2 else None
    lone = led is None or not (joins(led) or led.get("role")) or led.get("role") in ("to", "from", "of")
    # "trade with China and the US was 13 and 26 bn"
    traded = k > 3 and led.get("role") == "with" and tokens[k - 4].get("measure") in _WITH_TWO
    lone = lone or traded and len(g) == 2
    dated = k > 3 and bool(tokens[k - 4].get("period"))  # "In 2023, Japan and Korea …"
    lone = lone or dated and not any(t.get("measure") == "trade_total" for t in tokens[k + 1 : g[0]])
    return (
        lone
        and tokens[k - 1].get("link") == "and"
        and any(t.get("link") == "and" for t in tokens[g[0] : g[1]])
    )


def _two_flows(tokens: list[Token | Quantity], g: list[int]) -> bool:
    """ "Exports and imports with Korea were 25 and 56 bn": two flows and two amounts, and nothing else that is two."""
    if not any(t.get("link") == "and" for t in tokens[g[0] + 1 : g[1]]):
        return False
    k = g[0] - 1
    while k > 0 and isinstance(t := tokens[k], Token) and t.get("measure") in (None, "value"):
        if t.get("link") and not t.get("role") or t.get("punct"):
            return False
        k -= 1
    first = k if tokens[k].get("flows") else _flow_before(tokens, k)
    # "in 2023 and 2024, exports and imports were …": two periods are more likely what differs
    return first is not None and not any(
        isinstance(t, Token) and t.get("period") and tokens[n + 1].get("link") == "and"
        for n, t in enumerate(tokens[:first])
    )


def _flow_before(tokens: list[Token | Quantity], k: int) -> int | None:
    """Where the other flow stands that "and" joins to the flow at ``k``: "exports to and imports from"."""
    last = tokens[k].get("measure")
    if k < 2 or last not in _BOTH or tokens[k - 1].get("link") != "and":
        return None
    n = k - 2 if not tokens[k - 2].get("role") else k - 3
    return n if n >= 0 and {last, tokens[n].get("measure")} == _BOTH else None


def _two_goods(tokens: list[Token | Quantity], g: list[int]) -> bool:
    """ "Exports of coffee and rice to China came to 2 and 3 bn": two goods and two figures, and nothing else that is two
    between them."""
    if not any(t.get("link") == "and" for t in tokens[g[0] + 1 : g[1]]):
        return False
    k = next((k for k in range(g[0] - 1, -1, -1) if _ends_goods(tokens[k])), -1)
    return k > 1 and tokens[k - 1].get("link") == "and" and bool(tokens[k - 2].get("commodity"))


def _ends_goods(t: Token | Quantity) -> bool:
    return (
        isinstance(t, Quantity)
        or bool(t.get("commodity") or t.get("flows") or t.get("punct"))
        or t.get("link") == "and"
    )


def _two_periods(tokens: list[Token | Quantity], g: list[int]) -> bool:
    """ "Exports in June and in the second quarter came to 39 and 117 bn": two periods and two figures, and nothing
    else that is two between them."""
    if not any(t.get("link") == "and" for t in tokens[g[0] + 1 : g[1]]):
        return False
    k = g[0] - 1
    while k >= 0 and isinstance(t := tokens[k], Token) and not t.get("period"):
        if (
            t.get("link")
            and not t.get("role")
            or t.get("flows")
            or t.get("punct") not in (None, ",")
            or t.get("compare")
        ):
            return False
        k -= 1
    if k < 2 or not tokens[k].get("period") or tokens[k - 1].get("link") != "and":
        return False
    before = tokens[k - 2]
    lone = k < 3 or tokens[k - 3].get("punct") != "," or k < 4 or not tokens[k - 4].get("period")
    return isinstance(before, Token) and bool(before.get("period")) and lone


def _levels_before(tokens: list[Token | Quantity], g: list[int]) -> bool:
    """Whether shares are listed behind as many amounts: "China (5 bn), Korea (3 bn) and Japan (2 bn), with shares
    of 50, 30 and 20 percent"."""
    if tokens[g[0]].unit != "percent" or not any(t.get("share") for t in tokens[max(0, g[0] - 2) : g[0]]):
        return False
    amounts = [t for t in tokens[: g[0]] if isinstance(t, Quantity) and t.unit != "rank"]
    return len(amounts) == len(g) and all(t.unit == amounts[0].unit != "percent" for t in amounts)


def without_remarks(tokens: list[Token | Quantity]) -> list[Token | Quantity]:
    """Leave out remarks that state no figure: "pledges - which show future disbursements - fell", "exports to China
    (including Hong Kong) came to 5 bn"; and the short name behind the long one: "the European Union (EU)"."""
    for k, t in enumerate(tokens[:-2]):
        if t.get("punct") != "(":
            continue
        again = tokens[k + 1].get("area") if k and tokens[k + 2].get("punct") == ")" else None
        if again is not None and again == tokens[k - 1].get("area"):
            return [*tokens[:k], *without_remarks(tokens[k + 3 :])]
        if tokens[k + 1].get("link") == "of_which":
            end = next((e for e in range(k + 2, len(tokens)) if tokens[e].get("punct") == ")"), None)
            if end is not None and not any(isinstance(u, Quantity) for u in tokens[k:end]):
                return [*tokens[:k], *without_remarks(tokens[end + 1 :])]
        if close := _members(tokens, k):
            return [*tokens[:k], *without_remarks(tokens[close + 1 :])]
    for k, t in enumerate(tokens[:-3]):
        if t.get("punct") != ",":
            continue
        inside = tokens[k + 1 : k + 4]
        if inside[0].get("link") == "of_which" and inside[1].get("area"):
            if inside[2].get("punct") == "," and k and tokens[k - 1].get("area"):
                return [
                    *tokens[:k],
                    *without_remarks(tokens[k + 4 :]),
                ]  # "China, including Hong Kong, makes up"
    dashes = [k for k, t in enumerate(tokens) if t.get("punct") == "-"]
    for a, b in zip(dashes, dashes[1:], strict=False):
        inside = tokens[a + 1 : b]
        if inside and inside[0].get("link") == "which" and not any(isinstance(t, Quantity) for t in inside):
            return [*tokens[:a], *without_remarks(tokens[b + 1 :])]
    return tokens


def _members(tokens: list[Token | Quantity], k: int) -> int | None:
    """Where the bracket that opens at ``k`` closes, if it only lists who is meant: "with five countries (A, B and C)"."""
    close = next(
        (e for e in range(k + 1, len(tokens)) if not (tokens[e].get("area") or joins(tokens[e]))), None
    )
    if close is None or tokens[close].get("punct") != ")":
        return None
    named = sum(bool(t.get("area")) for t in tokens[k:close])
    # "Trung Quốc (kể cả Hồng Kông, Đài Loan)"
    beside = named > 1 and k > 0 and tokens[k - 1].get("area") is not None
    return close if named >= _LISTED or beside else None


def _listed_before(tokens: list[Token | Quantity], group: list[int], kind: str) -> bool:
    """Whether as many areas (or periods), joined by commas and a conjunction, are what the figures are of."""
    k = group[0] - 1
    while k >= 0 and (isinstance(tokens[k], Token) or tokens[k].unit == "rank"):
        # "China, India and the US were the largest buyers of Vietnamese rubber": whose goods are none of the list
        if tokens[k].get(kind) and not _in_predicate(tokens, k):
            break
        k -= 1
    run = 0
    last = k
    while k >= 0 and isinstance(tokens[k], Token) and (tokens[k].get(kind) or joins(tokens[k])):
        if tokens[k].get(kind):
            run, last = run + 1, k
        k -= 1
    if run == len(group) + 1 and kind == "area" and tokens[last].get("area").type in BLOCS:
        run -= 1  # "Among the countries of ASEAN, A, B and C"
    return run == len(group)


def last_of(tokens: list[Token | Quantity], c: Clause, group: list[int]) -> Clause:
    """The clause with the words behind a list's last number, which name the whole: "64%, 5% and 3% of exports"."""
    words = []
    for t in tokens[group[-1] + 1 :]:
        if isinstance(t, Quantity) or t.get("punct"):
            break
        words.append(t)
    return replace(c, quantity=tokens[group[-1]], right=words)


def _in_predicate(tokens: list[Token | Quantity], k: int) -> bool:
    """ "A and B were the largest buyers of Vietnamese rubber", "were China's largest partners": an area behind the verb."""
    if not k or joins(tokens[k - 1]):
        return False
    nxt = tokens[k + 1]
    if nxt.get("number") and k + 2 < len(tokens):
        nxt = tokens[k + 2]  # "Vietnam's three biggest markets"
    ranked = nxt.get("rank_noun") is not None or isinstance(nxt, Quantity) and nxt.unit == "rank"
    ranked = ranked or tokens[k - 1].get("change") == "reach" and nxt.get("measure") is not None
    return bool(tokens[k].get("adjective")) or ranked


def _group(tokens: list[Token | Quantity], places: list[int], w: int) -> list[int]:
    group: list[int] = []
    last = w
    marked = False  # whether the list parts its members by semicolons: "57.2%; 14.5% and 6.4%"
    moved = True  # whether each member so far has its own verb
    for i in places:
        q = tokens[i]
        lo, hi = sorted((last, i))
        between = tokens[lo + 1 : hi]
        if group:
            if len(group) == 1 and [t.get("punct") for t in between] == [";"]:
                marked = True
            if marked:
                between = [t for t in between if t.get("punct") != ";"]
            if not _alike(q, tokens[group[0]]):
                break
            if q.get("signed"):
                between = [t for t in between if t.get("punct") != "-"]
            if len(between) > 1 and q.unit in _RATES and between[-1].get("link") == "and":
                # "6.4 percent lower and 5 percent higher, respectively"
                between = [t for t in between if t.get("compare") not in ("higher", "lower")]
            moves = len(between) > 1 and q.unit in _RATES
            if moves and (between[0].get("link") == "and" or moved and between[0].get("punct") == ","):
                # "rose 5 percent and fell 3 percent, respectively", lần lượt tăng 5%, tăng 2% và giảm 3%
                between = [t for t in between if t.get("change") not in ("up", "down")]
                moved = moved and len(between) < hi - lo - 1
            else:
                moved = False
            if any(not joins(t) for t in between) and [t.get("role") for t in between] != ["with"]:
                break
        elif any(t.get("punct") in (";", "(", ")") for t in between):
            break
        group.append(i)
        last = i
    return group


def _alike(a: Quantity, b: Quantity) -> bool:
    """Whether two numbers stand in one list: of one kind, or large with no unit of its own ("1.3 bn yuan and 0.5 bn")."""
    bare = None in (a.unit, b.unit) and min(a.scale, b.scale) >= _BARE
    return bare or _kind(a.unit) == _kind(b.unit)


def _kind(unit: str | None) -> str | None:
    """Percent and times stand in one list: "rose 39.3 percent and 1.2 times"."""
    return "percent" if unit == "times" else unit


def joins(t: Token | Quantity) -> bool:
    """Whether a word only joins the members of a list."""
    return t.get("punct") in (",", "、") or t.get("link") == "and" or bool(t.get("hedge"))
