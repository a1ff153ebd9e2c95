"""The words and numbers of a view, before a number is put together with its unit."""

from __future__ import annotations

from etl.language import Language
from etl.lexicon import Found
from etl.text import View
from etl.tokens.marks import with_marks
from etl.tokens.names import parts_of_names, short_names
from etl.tokens.patterns import patterns_found
from etl.tokens.token import PeriodMatch, Token, make_token

_APART_BY = frozenset({";", ":", "(", ")"})


def words_and_numbers(view: View, lang: Language, lo: int, hi: int) -> list[Token]:
    """All tokens between two places of a view, in order, each word and each number by itself.

    Which digits stand in a number counts for periods, ranks, fractions and words with digits only.
    """
    text = view.text
    found: list[Found] = []
    for start, end, kind, slots in patterns_found(view, lang, lo, hi, lang.periods):
        # "the same period last year" only names the base of a comparison
        readings = {"compare": "yoy"} if kind == "base" else {"period": PeriodMatch(kind, slots)}
        found.append((start, end, readings))
    for start, end, kind, slots in patterns_found(view, lang, lo, hi, lang.ranks):
        if not any(start < b and a < end for a, b, _ in found):
            end = start + len(text[start:end].rstrip())  # a pattern may look at what follows a blank
            found.append((start, end, {"rank": (kind, slots)}))
    taken = sorted((start, end) for start, end, _ in found)
    found += lang.lexicon.find(view, lo, hi, taken)
    if lang.numerals is not None:
        found = _spelled(found, text, lo, hi, lang)
    found.sort(key=_start)
    kinds = {kind for _, _, readings in found for kind in readings}
    if "short" in kinds:
        found = short_names(found, view, lang)
    if lang.spaced and lang.attributive == "after":
        found = parts_of_names(found, view, lo, hi) if "area" in kinds else found
        found = _offices(found, text) if "noun" in kinds else found
    if lang.spaced and {"compare", "period"} <= kinds:
        _alike(found)
    out = with_marks(found, text, lo, hi, lang.spaced)
    return (
        _two_months(out, lang) if "period" in kinds and lang.spaced and lang.attributive == "before" else out
    )


def _two_months(tokens: list[Token], lang: Language) -> list[Token]:
    """ "Exports in January and February were 8.1 and 6.5 bn", "were 8.1 and 6.5 bn in January and February": two months,
    each with a number of its own, where nothing else that is told before the numbers is two."""
    k = next((k for k, t in enumerate(tokens) if _next_months(t, lang)), None)
    if k is None:
        return tokens
    first = next((n for n, t in enumerate(tokens) if t.get("digits")), len(tokens))
    if any(t.get("link") == "and" or t.get("flows") or t.get("punct") in _APART_BY for t in tokens[:first]):
        return tokens
    nxt = _unit_end(tokens, first + 1)
    if nxt + 1 >= len(tokens) or tokens[nxt].get("link") != "and":
        return tokens
    second = _unit_end(tokens, nxt + 1)
    if second >= len(tokens) or not tokens[second].get("digits"):
        return tokens
    behind = _unit_end(tokens, second + 1)
    end = next((n for n in range(behind, len(tokens)) if tokens[n].get("punct")), len(tokens))
    if k > first and k != behind or any(t.get("area") or t.get("measure") for t in tokens[behind:end]):
        return tokens
    counted, then = (
        {t.get("unit") for t in part} - {None}
        for part in (tokens[max(0, first - 1) : nxt], tokens[nxt + 1 : behind])
    )
    if counted and then and counted.isdisjoint(then):
        return tokens  # "457,000 tonnes and 166 m USD in January-February"
    t = tokens[k]
    slots = t.get("period").slots
    year = {name: slots[name] for name in ("y", "Y") if name in slots}
    at = t.start + len(slots["m1"])
    one = make_token(t.start, at, {"period": PeriodMatch("month", {"m": slots["m1"], **year})})
    two = make_token(at + 1, t.end, {"period": PeriodMatch("month", {"m": slots["m"], **year})})
    return [*tokens[:k], one, make_token(at, at + 1, {"link": "and"}), two, *tokens[k + 1 :]]


def _unit_end(tokens: list[Token], k: int) -> int:
    """Behind the words from ``k`` on that say of what size or unit a number is, or how exact."""
    while k < len(tokens) and (tokens[k].get("scale") or tokens[k].get("unit") or tokens[k].get("hedge")):
        k += 1
    return k


def _next_months(t: Token, lang: Language) -> bool:
    """Whether a period is of a month and the next one."""
    m = t.get("period")
    if m is None or m.kind != "months" or not {"m1", "m"} <= m.slots.keys() or "y1" in m.slots:
        return False
    months = [lang.months.get(m.slots[name]) for name in ("m1", "m")]
    return None not in months and months[1] == months[0] + 1


def _alike(found: list[Found]) -> None:
    """A month that an amount is about as large as is what it is compared with: "about the same as in May"."""
    for k, (start, end, readings) in enumerate(found[:-1]):
        then = found[k + 1]
        if readings.get("compare") == "like" and then[0] - end <= 1 and "period" in then[2]:
            found[k] = (start, end, {**readings, "compare": "base"})


def _offices(found: list[Found], text: str) -> list[Found]:
    """A country right behind a word for who counts, or for what is counted ("the figures of the US"), as the one whose
    authorities count."""
    out: list[Found] = []
    for start, end, readings in found:
        area = readings.get("area")
        if area is not None and area.type == "country" and out:
            k = len(out) - 1
            if k and out[k][2].get("role") == "of" and out[k][0] - out[k - 1][1] == 1:
                k -= 1
            told = out[k][2].get("noun") in ("count", "says")
            if told and start - out[-1][1] == 1 and text[out[-1][1]] == " ":
                readings = {"authority": area, "counts": True}
        out.append((start, end, readings))
    return out


def _start(found: Found) -> int:
    return found[0]


def _spelled(found: list[Found], text: str, lo: int, hi: int, lang: Language) -> list[Found]:
    """Numbers written in characters (二点九) in place of the single characters' tokens."""
    for m in lang.numerals.pattern.finditer(text, lo, hi):
        start, end = m.span()
        inside = [t for t in found if t[0] < end and start < t[1]]
        if end - start > 2 and inside and (cut := _cut(inside[-1], end, text, lang)) is not None:
            found[found.index(inside[-1])] = cut  # 一千五百万: 1500 and 万, not 五 and 百万
            inside = inside[:-1]
        if any("period" in r or "rank" in r or a < start or b > end for a, b, r in inside):
            continue
        plain = lang.numerals.value(m[0])
        if plain is not None:
            found = [t for t in found if t not in inside]
            found.append((start, end, {"digits": plain}))
    return found


def _cut(t: Found, end: int, text: str, lang: Language) -> Found | None:
    """The rest of a scale whose first character ends a number before it, None if the token is no such scale."""
    scale = t[2].get("scale")
    power = {lang.numerals.hundreds: 2, lang.numerals.thousands: 3}.get(text[t[0]])
    if scale is None or power is None or t[0] != end - 1 or t[1] <= end:
        return None
    return (end, t[1], {"scale": int(str(scale)) - power})


def words_of(view: View, lang: Language) -> list[Token]:
    """The words of the lexicon in a view, without periods, ranks and numbers."""
    return [make_token(*found) for found in lang.lexicon.find(view, 0, len(view.text), [])]
