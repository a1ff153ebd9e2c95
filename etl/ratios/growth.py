"""What grew: a measure of the clause, else that of the level it goes with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.bases import basis_behind
from etl.behind import previous_quantity
from etl.clauses import Clause
from etl.frame import FDI, WORLD, Frame, Val
from etl.language import COUNTED, english
from etl.periods import Period
from etl.ratios.moves import to_level
from etl.reading import GOODS, MONEY, TRADE, Reading
from etl.tokens import Quantity, Token

if TYPE_CHECKING:
    from etl.reader.sentence import _Sentence


_COUNTED = 12  # most code points between a counted number and how much it grew
_RIGHT_BEHIND = 18  # most code points between projects and how much what they got has moved
_TIGHT = 14  # most code points between a quantity and a word that qualifies it from behind


def growth_of(s: _Sentence, c: Clause, frame: Frame, paired: Reading | None) -> str | None:
    """The indicator that grew: a measure of the clause, else that of the level it goes with."""
    if paired:
        return (
            "volume" if paired.frame.basis == "volume" and paired.indicator != "count" else paired.indicator
        )
    if _priced(s, c):
        return "other"
    own = None
    for part in reversed(c.left):
        if isinstance(part, list):
            own = own or next((t.get("measure") for t in reversed(part) if t.get("measure")), None)
    behind = None
    for k, t in enumerate(c.right[:3]):
        code = t.get("measure")
        if code and k <= 1 and t.start - c.quantity.end <= _TIGHT:
            behind = code
            break
    if own is None and behind is None and _moved_in(s, c):
        s.measure([*c.near, *c.right], frame, c, None)
    if behind == "other" and s.lang.attributive == "after" and c.right[0].start - c.quantity.end == 1:
        if c.right[0].get("measure") == "other":
            return "other"  # "tăng 29% về kim ngạch và tăng 7% về giá"
    if behind in ("volume", "value"):
        frame.basis = behind
        if frame.flow.value == "fdi_projects" or frame.family == "fdi":
            return "fdi_registered" if behind == "value" else "fdi_projects"
    elif behind == "fdi_projects":
        traded = english(s.lang) and frame.flow.value in ("exports", "imports")
        return str(frame.flow.value) if traded else behind  # imported cars "down 41% in number"
    elif behind and own is None and s.last_level is None and frame.flow.value is None:
        s.measure(c.right, frame, c, None)
    elif behind in TRADE and own is None and s.lang.spaced and c.quantity.origin == "multiple":
        s.measure([*c.near, *c.right], frame, c, None)  # "doubled its exports to India"
    before = previous_quantity(s, c)
    led = None
    if s.lang.spaced and c.quantity.unit == "percent" and not s.units.isdisjoint(GOODS):
        led = basis_behind(s.tokens, c.index) if behind is None else None
        frame.basis = led or frame.basis
    counted = frame.flow.value == "count"
    if own is None and behind is None and s.lang.spaced and not counted and _of_bare_number(s, c):
        return None
    if own is None and behind is None and before is not None and before.unit in COUNTED:
        unread = not any(r.q is before for r in s.readings) and before.unit != "projects"
        if unread and c.quantity.start - before.end <= _COUNTED:
            return "count"  # "3,076 trains ran, 30.6% more than a year before"
    if own is None and behind is None and s.last_level is not None:
        last = s.last_level
        if s.readings[-1] is last and last.whole:
            frame.flow, frame.reporter, frame.partner = (
                last.frame.flow,
                last.frame.reporter,
                last.frame.partner,
            )
        if last.indicator == "count":
            frame.basis = "count"
            if before is last.q and s.lang.spaced and not _names_area(c.near):
                frame.reporter, frame.partner = last.frame.reporter, last.frame.partner
            return "count"
        if last.indicator == "fdi_projects" and (put := _put_into(s, c, last)) is not None:
            return put.indicator
        if last.indicator in ("fdi_projects", "volume"):
            return last.indicator
        if last.indicator == "other":
            return "other"
        return by_basis(str(frame.flow.value), led or ("volume" if last.frame.basis == "volume" else "value"))
    if english(s.lang) and c.after is not None and c.after.unit in MONEY and to_level(c):
        frame.basis = "value"  # "the volume of exports grew 29 percent to 9.9 bn USD"
    flow = frame.flow.value
    return None if flow is None else by_basis(str(flow), frame.basis)


def _priced(s: _Sentence, c: Clause) -> bool:
    """ "Giá gạo xuất khẩu giảm 30%": the price of what is traded, and not the trade."""
    if s.lang.attributive != "after":
        return False
    near = [t for t in c.near if not t.get("hedge")]
    k = next((k for k in range(len(near) - 1, -1, -1) if near[k].get("measure") in TRADE), None)
    if k is None:
        return False
    named = k - 1 if k and near[k - 1].get("commodity") else k
    return named > 0 and near[named - 1].get("measure") == "other"


def _moved_in(s: _Sentence, c: Clause) -> bool:
    """ "A 5 percent rise in durian exports to China": what grew is named behind the word for it."""
    words = [t for t in c.right[:6] if not t.get("compare")]
    if not english(s.lang) or len(words) < 3 or "measure" not in c.right_kinds:
        return False
    plain = words[0] is c.right[0] or words[0] is c.right[1] and c.right[0].get("compare") == "yoy"
    if words[0].get("change") not in ("up", "down") or not plain or c.right[0].start - c.end > 1:
        return False
    led = words[1].get("role") in ("at", "of") or words[1].get("role") == "to" and words[2].get("measure")
    return bool(led) and any(t.get("measure") not in (None, "value", "volume", "other") for t in words[2:])


def flow_behind(s: _Sentence, c: Clause, frame: Frame) -> None:
    """ "After growing by 125%-140% in March, shrimp exports to China rose 32%": what grew is named behind."""
    rest = s.tokens[c.index + 1 :]
    k = next(
        (k for k, t in enumerate(rest) if t.get("measure") in ("exports", "imports", "trade_total")), None
    )
    if k is None or any(isinstance(t, Quantity) and not t.range_with for t in rest[:k]):
        return
    until = next((j for j, t in enumerate(rest) if j > k and isinstance(t, Quantity)), len(rest))
    if (
        until < len(rest)
        and rest[until].unit == "percent"
        and not any(t.get("punct") == ";" for t in rest[:until])
    ):
        s.measure([t for t in rest[:until] if not isinstance(t, Quantity)], frame, c, None)


def of_total(s: _Sentence, c: Clause, frame: Frame) -> None:
    """ "outpacing the 2.4 percent growth of its total trade": the trade with everybody, where one partner was told of."""
    words = [t for t in c.right[:3] if t.get("role") != "of"]
    if len(words) < 2 or words[0].get("change") not in ("up", "down"):
        return
    if words[1].get("link") == "total" and words[1].get("measure") == frame.flow.value == "trade_total":
        frame.flow = Val("trade_total", (words[1].start, words[1].end), "read")
        frame.partner, frame.bilateral = Val(WORLD, None, "default", "no_partner"), False


def _of_bare_number(s: _Sentence, c: Clause) -> bool:
    """ "10,263 enterprises were set up, 47.8 percent more": how much a number grew that is no figure of the field."""
    if not c.near or any(
        not (t.get("punct") == "," or t.get("change") or t.get("hedge") or t.get("ignore"))
        for t in c.near[-2:]
    ):
        return False
    for t in reversed(s.tokens[: c.index]):
        if (
            isinstance(t, Quantity)
            or t.get("punct") in (";", "(", ")")
            or t.get("measure")
            or t.get("period")
        ):
            return False
        if (digits := t.get("digits")) is not None:
            return len(str(digits)) > len("2025")
    return False


def _put_into(s: _Sentence, c: Clause, projects: Reading) -> Reading | None:
    """ "Another 1.2 bn was added to 228 projects, a drop of 70%", "put 25 bn in 38 projects, 87% more": the amount that so
    many projects got, which fell."""
    counted = (
        t.get("measure") == "fdi_projects" or t.get("anaphor") == "figure" for t in [*c.near, *c.right]
    )
    if any(counted) or any(str(t.get("unit")).rstrip("!") == "projects" for t in c.right):
        return None
    k = s.tokens.index(projects.q)
    if c.quantity.start - projects.q.end > _RIGHT_BEHIND:
        # "25 bn in 38 projects in Thailand in the first quarter, 87% more"
        aside = s.tokens[k + 1 : c.index] if english(s.lang) else [projects.q]
        if not all(t.get("punct") == "," or t.get("area") or t.get("period") or t.get("role") for t in aside):
            return None
    while k and s.tokens[k - 1].get("hedge"):
        k -= 1
    led = s.lang.spaced and k > 0 and s.tokens[k - 1].get("role") == "to"
    at = english(s.lang) and k > 0 and s.tokens[k - 1].get("role") == "at"
    led = led or at and not any(t.get("punct") == "(" for t in s.tokens[k : c.index])
    before = next((r for r in reversed(s.readings) if r.q.start < projects.q.start), None)
    money = led and before is not None and before.q.unit in MONEY and before.indicator in FDI
    return before if money and before.transform == "level" else None


def _names_area(words: list[Token]) -> bool:
    """Whether words name an area other than in passing, as in "on the Vietnamese border"."""
    behind = [*words[1:], None]
    return any(
        (t.get("area") or t.get("anaphor")) and not (n is not None and n.get("noun") == "gate")
        for t, n in zip(words, behind, strict=False)
    )


def growth_before(s: _Sentence, c: Clause) -> bool:
    """ "up 1 percent, far below the level of 7.4 percent of the month before": how much it grew then."""
    based = bool(c.near) and c.near[-1].get("compare") == "base"
    if not based and len(c.near) > 1 and c.near[-1].get("change") in ("up", "down"):
        based = c.near[-2].get("compare") == "base"  # "thấp hơn so với mức tăng 7% của tháng trước"
    words = c.right[:2]
    led = len(words) == 2 and words[0].get("role") in ("of", "within")
    dated = led and words[1].get("period") is not None
    return s.lang.attributive == "after" and (based and dated or _grew_then(s, c))


def _grew_then(s: _Sentence, c: Clause) -> bool:
    """ "tăng 29%, cùng kỳ năm ngoái tăng 25%": how much it had grown, told right behind how much it grew."""
    last = s.readings[-1] if s.readings and "compare" in c.left_kinds else None
    if (
        last is None
        or last.transform != "growth"
        or last.q.unit != "percent"
        or last.q is not previous_quantity(s, c)
    ):
        return False
    words = [t for t in c.near if not (t.get("punct") or t.get("link") or t.get("hedge"))]
    if not words or words[0].get("compare") != "base":
        return False
    said = s.text[words[0].start : words[0].end]
    if " " not in said or any(said.startswith(f"{base} ") for base in s.lang.than):
        return False  # "giảm 5%, so với cùng kỳ năm 2017 tăng 37%": two growths of now
    rest = words[1:]
    if rest and (m := rest[0].get("period")) is not None and m.kind in ("year", "year_relative"):
        rest = rest[1:]
    return len(rest) == 1 and rest[0].get("change") in ("up", "down")


def later_level(s: _Sentence, c: Clause, period: Val) -> Val | None:
    """ "In 2025 it was 39.7 bn, in 2024 28.3 bn, up nearly 40 percent": the growth is that of the later year."""
    if len(s.readings) < 2:
        return None
    levels = [
        r for r in s.readings[-2:] if r.transform == "level" and r.indicator == s.readings[-1].indicator
    ]
    if len(levels) < 2 or any(t.get("period") for t in [*c.near, *c.right]):
        return None
    first, last = levels[0].period.value, levels[1].period.value
    if not (isinstance(first, Period) and isinstance(last, Period)) or last != period.value:
        return None
    same = first.type == last.type and first.end and last.end and first.end > last.end
    sides = levels[0].frame.partner.value == levels[1].frame.partner.value
    return levels[0].period if same and sides else None


def by_basis(flow: str, basis: str) -> str:
    return "volume" if basis == "volume" and flow in ("exports", "imports", "trade_total", "volume") else flow
