"""Names of places that may be parts of other names, and short ones that are names in a list only."""

from __future__ import annotations

from etl.language import Language
from etl.lexicon import Found
from etl.text import View


def parts_of_names(found: list[Found], view: View, lo: int, hi: int) -> list[Found]:
    """ "Tham tán Hoàng Anh Dũng", "bà Lê Thị Nga": a country's name of one syllable in the middle of a person's name, or
    behind two parts of one, names no country."""
    out = []
    for k, (start, end, readings) in enumerate(found):
        if "area" in readings and end - start <= _SYLLABLE and view.cased[start - 1 : start] == " ":
            before = found[k - 1][1] if k else lo
            after = found[k + 1][0] if k + 1 < len(found) else hi
            ahead = view.cased[max(before, start - 2 * _WORD) : start].split(" ")[:-1]
            behind = view.cased[end : min(after, end + _WORD)]
            if ahead and ahead[-1].istitle() and ahead[-1].isalpha():
                named = behind[:1] == " " and behind[1:].split(" ")[0].istitle()
                if named or len(ahead) > 1 and ahead[-2].istitle() and ahead[-2].isalpha():
                    continue
        out.append((start, end, readings))
    return out


# What a short name of an area must stand right behind.
_GOES = frozenset({"exports", "imports", "trade_total", "surplus", "deficit"})
_SYLLABLE = 4  # most letters of a country's name that may be part of a person's
_WORD = 8  # letters of a part of a name that are looked at
_NEXT_TO = 12  # words before and behind a short name that its list is looked for among
_PLACED_IN_LIST = frozenset({"short", "area", "directed"})
_LEADS_NAME = frozenset({"noun", "commodity", "role", "area", "unit"})


def short_names(found: list[Found], view: View, lang: Language) -> list[Found]:
    """Short names ("Thái") as the areas that they mean, where a word for goods, firms or people, a preposition or, in
    a list, another area stands right before them and no further part of a name behind; where words have no blanks,
    where a direction or a flow stands right behind them (我对日本) and, but for the writer's own country, a word or
    nothing right before, or in a list (美、中、韩)."""
    out: list[Found] = []
    for k, (start, end, readings) in enumerate(found):
        area = readings.get("short")
        if area is not None:
            before = out[-1] if out else (0, 0, {})
            gap = view.text[before[1] : start]
            own = view.text[start:end] in lang.own
            led = not lang.spaced and "listed" not in readings and _flows_on(found, k, end, 0 if own else 1)
            led = led and (own or _begins(found, k, view.text))
            led = led or not lang.spaced and _in_list(found, k, view.text)
            led = (
                led
                or gap == " "
                and (not _LEADS_NAME.isdisjoint(before[2]) or before[2].get("measure") == "buy")
                or gap == ", "
                and "area" in before[2]
            )
            led = led or "area" in before[2] and gap in (" - ", "-") and bool(out)  # "Nga - Việt"
            # "to the US 9 bn, Korea 1.8 bn": one more item of a list
            item = (
                gap in (", ", "; ")
                and not before[2].keys().isdisjoint(("unit", "scale"))
                and view.text[end + 1 : end + 2].isdigit()
            )
            led = led or item and any("area" in r for _, _, r in out[-6:])
            if not led or view.text[end : end + 1] == " " and view.cased[end + 1 : end + 2].isupper():
                if rest := {kind: v for kind, v in readings.items() if kind not in ("short", "listed")}:
                    out.append((start, end, rest))  # 台 counts machines, too
                continue
            readings = {**readings, "area": area}
        out.append((start, end, readings))
    return out


def _in_list(found: list[Found], k: int, text: str) -> bool:
    """Whether the k-th word is one of several short names in a row: 美、中、韩."""
    first = last = k
    while first > max(1, k - _NEXT_TO) and _next_in_list(found, first - 2, first):
        first -= 2
    while last + 2 < min(len(found), k + _NEXT_TO) and _next_in_list(found, last, last + 2):
        last += 2
    return last >= first + 4 and _begins(found, first, text)


def _next_in_list(found: list[Found], k: int, n: int) -> bool:
    """Whether two words are names of areas, with nothing but a mark of a list between them."""
    (_, end, one), (a, b, mark), (start, _, other) = found[k], found[k + 1], found[n]
    named = not _PLACED_IN_LIST.isdisjoint(one) and ("short" in other or "area" in other)
    return named and end == a and b == start and b - a == 1 and mark.get("link") == "and"


def _begins(found: list[Found], k: int, text: str) -> bool:
    """Whether the k-th word is none that only ends another, which no lexicon has."""
    start = found[k][0]
    return not start or not text[start - 1].isalnum() or k > 0 and found[k - 1][1] == start


def _flows_on(found: list[Found], k: int, end: int, apart: int) -> bool:
    """Whether a word of a direction or a flow stands right behind the k-th word; a flow may be so many characters away."""
    then = found[k + 1] if k + 1 < len(found) else (0, 0, {})
    flow = "directed" in then[2] or then[2].get("role") in ("to", "from", "with")
    flow = flow or "commodity" in then[2] or "rank" in then[2]
    traded = then[2].get("measure") in _GOES
    return then[0] == end and (flow or traded) or traded and then[0] == end + apart  # 菲已进口
