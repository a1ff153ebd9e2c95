"""Bare numbers that count projects."""

from __future__ import annotations

from etl.tokens import Quantity, Token
from etl.turns.shapes import MILLION, PAID, PROJECTS, TOLD, Tokens, bare

_BESIDE = 1
_MOVES = frozenset({"reach", "start"})


def numbered(tokens: Tokens) -> bool:
    """Whether there is a number among the tokens of a sentence, or words that make one of a bare one."""
    # asked of every sentence, and lists are made in half the time that any() takes
    return (
        Quantity in map(type, tokens)
        or "fdi_projects" in [t.get("measure") for t in tokens]
        or not PROJECTS.isdisjoint([t.get("unit") for t in tokens])
        or "of_which" in [t.get("link") for t in tokens]
        or "digits" in [t.get("adjective") and _nationals(tokens, k) for k, t in enumerate(tokens)]
    )


def _nationals(tokens: Tokens, k: int) -> str | None:
    """ "900,000 Chinese entered Thailand", "welcomed 163,000 Chinese": what counts those whose country stands at ``k``."""
    before, went = tokens[k - 1 : k], tokens[k + 1 : k + 2]
    came = went and (went[0].get("role") == "to" or went[0].get("change") == "reach")
    came = came or any(t.get("noun") == "receives" for t in tokens[max(0, k - 3) : max(0, k - 1)])
    return "digits" if came and before and before[0].get("digits") else None


def numbered_parts(tokens: Tokens, counted: bool) -> Tokens:
    """ "78 new projects, 46 of them from China, 14 from Hong Kong", "5 bn USD for 149 new ones": bare numbers of the
    projects that are being told of."""
    told = next((k for k, t in enumerate(tokens) if isinstance(t, Quantity) and _projects(tokens, k)), None)
    if told is None and not counted:
        told = next((k for k in range(len(tokens) - 1) if bare(tokens[k]) and of_projects(tokens, k)), None)
    told = 0 if counted and told is None else told
    if told is None:  # "New projects brought in 7.6 bn USD and the 418 running ones 3.5 bn"
        told = next((k for k, t in enumerate(tokens) if t.get("measure") == "fdi_projects"), None)
        fresh = told is not None and any(t.get("unit") == "classifier" for t in tokens[told:])
        told = told if fresh else None
    if told is None:
        return tokens
    out = list(tokens)
    for k in range(len(tokens) - 1):
        t = tokens[k]
        named = k > told or counted and (k > 0 or t.get("digits")) or of_projects(tokens, k)
        number = bare(t) if named else None
        if number is None or not (_part(tokens, k) or _listed(out, k) or counted and _held(tokens, k)):
            continue
        out[k] = Quantity(t.start, t.end, number, 0, "projects", origin="digits")
    return out


def projects_of_each(tokens: Tokens) -> Tokens:
    """泰国批准外资项目502个。日本99项，占20%；美国72项: bare numbers with a classifier, right behind who invests, count what
    the sentence before told of."""
    if any(t.get("measure") in TOLD or t.get("commodity") or t.get("noun") == "goods" for t in tokens):
        return tokens
    out = list(tokens)
    for k in range(1, len(tokens)):
        t, number = tokens[k], bare(tokens[k])
        if number is None or not t.get("digits") or t.end - t.start <= len(str(t.get("digits"))):
            continue
        who, ends = tokens[k - 1], k + 1 == len(tokens) or tokens[k + 1].get("punct")
        if ends and (area := who.get("area")) is not None and area.type == "country":
            out[k] = Quantity(t.start, t.end, number, 0, "projects", origin="digits")
    return out


def numbered_with_capital(tokens: Tokens) -> Tokens:
    """ "South Korea had the most projects in Vietnam, 4,970 with 45.2 bn USD in capital": so many of those named ahead."""
    named = next(
        (k for k, t in enumerate(tokens) if not isinstance(t, Quantity) and t.get("unit") == "projects"), None
    )
    if named is None:
        return tokens
    for k in range(named + 1, len(tokens) - 2):
        if isinstance(tokens[k], Quantity) or tokens[k].get("punct") not in (",", None):
            break
        number = bare(tokens[k]) if tokens[k - 1].get("punct") == "," else None
        if number is not None and tokens[k].get("digits") and _held(tokens, k):
            many = Quantity(tokens[k].start, tokens[k].end, number, 0, "projects", origin="digits")
            return [*tokens[:k], many, *tokens[k + 1 :]]
    return tokens


def numbered_ahead(tokens: Tokens) -> Tokens:
    """ "In the number of new projects, China came first with 955", "first by the number of projects (1,380)": what the
    bare number counts is told ahead."""
    told = next((k for k, t in enumerate(tokens) if _counts_projects(tokens, k)), None)
    if told is None:
        return tokens
    for k in range(told + 1, len(tokens) - 1):
        t, number = tokens[k], bare(tokens[k])
        if isinstance(t, Quantity) and t.unit not in ("rank", None) or t.get("punct") == ";":
            break
        led = next((u for u in reversed(tokens[told:k]) if not u.get("hedge")), None)
        with_it = led is not None and led.get("role") == "with" and tokens[k + 1].get("punct")
        moved = _moved_number(tokens, told, k)
        bracket = k - 2 == told and tokens[k - 1].get("punct") == "(" and tokens[k + 1].get("punct") == ")"
        if number is not None and (with_it or bracket or moved):
            counted = Quantity(t.start, t.end, number, 0, "projects", origin="digits")
            n = k + 2
            other = bare(tokens[n]) if moved and n < len(tokens) else None
            if other is not None and tokens[k + 1].get("change") in _MOVES - {led.get("change")}:
                too = Quantity(tokens[n].start, tokens[n].end, other, 0, "projects", origin="digits")
                return [*tokens[:k], counted, tokens[k + 1], too, *tokens[n + 1 :]]
            return [*tokens[:k], counted, *tokens[k + 1 :]]
    return tokens


def _moved_number(tokens: Tokens, told: int, k: int) -> bool:
    """ "The number of projects rose from 204 to 262", "… rose to 262 from 204": from how many to how many it went."""
    led = tokens[k - 1].get("change")
    if led not in _MOVES or not tokens[k].get("digits"):
        return False
    return any(t.get("change") in ("up", "down") for t in tokens[told + 1 : k - 1])


def numbered_behind(tokens: Tokens) -> Tokens:
    """ "With 325 it leads in new projects": what the bare number counts is told behind."""
    for k in range(1, len(tokens) - 2):
        number = bare(tokens[k]) if tokens[k - 1].get("role") == "with" else None
        if number is None:
            continue
        words = tokens[k + 1 : k + 6]
        n = next((n for n, t in enumerate(words) if isinstance(t, Quantity) or t.get("punct")), len(words))
        if n and words[0].get("punct") == ",":  # "With 325, China leads in new projects"
            n = next(
                (n for n, t in enumerate(words[1:], 1) if isinstance(t, Quantity) or t.get("punct")),
                len(words),
            )
        named = next((t for t in words[:n] if t.get("unit") in PROJECTS), None)
        if named is not None and words.index(named) and words[words.index(named) - 1].get("role") == "at":
            counted = Quantity(tokens[k].start, tokens[k].end, number, 0, "projects", origin="digits")
            return [*tokens[:k], counted, *tokens[k + 1 :]]
    return tokens


def of_projects(tokens: Tokens, k: int) -> bool:
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    if nxt is None or not (nxt.get("role") in ("of", "within") or nxt.get("share") == "whole"):
        return False
    words = tokens[k + 1 : k + 6]
    n = next((n for n, t in enumerate(words) if isinstance(t, Quantity)), None)
    if n is None:  # "241 of its projects"
        n = next((n for n, t in enumerate(words) if str(t.get("unit")).rstrip("!") == "projects"), None)
    elif words[n].unit != "projects":
        return False
    return bool(n) and not any(t.get("punct") or t.get("link") in ("and", "of_which") for t in words[:n])


def _money_in_projects(tokens: Tokens) -> bool:
    """Whether an amount in so many projects is told: "5.1 bn USD in 270 projects"."""
    for k in range(2, len(tokens)):
        t = tokens[k]
        if isinstance(t, Quantity) and t.unit == "projects" and tokens[k - 1].get("role") == "at":
            return isinstance(tokens[k - 2], Quantity) and tokens[k - 2].scale >= MILLION
    return False


def _counts_projects(tokens: Tokens, k: int) -> bool:
    """ "project numbers", "the number of new projects"."""
    t = tokens[k]
    if isinstance(t, Quantity):
        return False
    number = k > 1 and tokens[k - 1].get("role") == "of" and tokens[k - 2].get("anaphor") == "figure"
    return t.get("measure") == "fdi_projects" or number and str(t.get("unit")).rstrip("!") == "projects"


def _part(tokens: Tokens, k: int) -> bool:
    if tokens[k + 1].get("link") == "of_which" and tokens[k + 1].start - tokens[k].end <= _BESIDE:
        return True  # "46 of them"; but "21 sectors including 1,213 projects"
    if tokens[k + 1].get("change") == "reach" and tokens[k + 2 : k + 3]:
        if tokens[k + 2].get("adjective") or tokens[k + 2].get("anaphor") == "there":
            return True  # "of the 321 projects, 118 are Chinese"
    if tokens[k - 1].get("link") == "of_which":
        licensed = next((t for t in tokens[k + 1 : k + 3] if t.get("change") != "reach"), None)
        if isinstance(licensed, Token) and licensed.get("tense") == "flow":
            return True  # "of which 195 were licensed in 2017"
        theirs = [u for u in tokens[k + 1 : k + 4] if u.get("change") != "reach"]
        if len(theirs) > 1 and theirs[0].get("extent") and theirs[1].get("adjective"):
            return True  # "of which five are by Thai investors"
    if k + 1 < len(tokens) and tokens[k + 1].get("anaphor") == "there":
        return True  # "Hong Kong had 2,300 there"
    if tokens[k - 1].get("change") == "start" and tokens[k + 1].get("link") == "and":
        nxt = tokens[k + 2 : k + 3]  # "up from 4,204 and 27 bn"
        return bool(nxt) and isinstance(nxt[0], Quantity) and nxt[0].scale >= MILLION
    if k > 1 and tokens[k - 1].get("role") == "at" and isinstance(tokens[k - 2], Quantity):
        # "5.1 bn USD in 270 projects, ahead of Cambodia with 2.9 bn USD in 191"
        ends = tokens[k + 1].get("punct") is not None
        ends = ends or _ones(
            tokens, k + 1
        )  # "771 m USD in 45 new projects and 117 m USD in 26 existing ones"
        return ends and tokens[k - 2].scale >= MILLION and _money_in_projects(tokens[: k - 2])
    if of_projects(tokens, k):
        return True  # "68 of the province's 180 projects"
    if _owned(tokens, k):
        return True
    if _with_it(tokens, k) or _next_with(tokens, k):
        return True
    return _from_somewhere(tokens, k + 1) or _ones(tokens, k + 1) or _beside_money(tokens, k)


def _with_it(tokens: Tokens, k: int) -> bool:
    """ "202 projects worth 15 bn USD; China leads with 62", "China with 62 and Japan with 20": all that is told of a country."""
    if k < 2 or tokens[k - 1].get("role") != "with" or not tokens[k - 2].get("area"):
        return False
    nxt = tokens[k + 1]
    plain = nxt.get("punct") in (".", ";", ",") or nxt.get("link") in ("and", "but")
    money = next((t for t in tokens[k + 1 : k + 3] if isinstance(t, Quantity)), None)
    return plain and tokens[k].get("digits") is not None and money is None


def _next_with(tokens: Tokens, k: int) -> bool:
    """ "China has 3,100 projects with 18.5 bn USD, Hong Kong 1,900 with 25 bn", "… five Japanese with 60 m": the next one's."""
    before, behind = tokens[k - 1], tokens[k + 1]
    listed = before.get("punct") in (",", ";") or before.get("link") in ("and", "but")
    if listed and behind.get("adjective"):
        return _held(tokens, k + 1)
    if not before.get("area") or k < 2 or not _held(tokens, k):
        return False
    led = tokens[k - 2]
    return led.get("punct") in (",", ";") or led.get("link") in ("and", "but")


def _projects(tokens: Tokens, k: int) -> bool:
    """Whether a number counts projects, named behind it or, with a classifier, close before (项目累计86个)."""
    if tokens[k].unit == "classifier":
        return any(str(t.get("unit")).rstrip("!") == "projects" for t in tokens[max(0, k - 2) : k])
    return tokens[k].unit == "projects"


def _listed(tokens: Tokens, k: int) -> bool:
    """ "845 were Chinese and 331 South Korean": a bare number and whose they are, listed behind one of projects."""
    ends = k + 2 >= len(tokens) or tokens[k + 2].get("punct") or tokens[k + 2].get("link") == "and"
    before = next((t for t in reversed(tokens[: _bracket(tokens, k)]) if isinstance(t, Quantity)), None)
    return bool(tokens[k + 1].get("adjective") and ends) and before is not None and before.unit == "projects"


def _bracket(tokens: Tokens, k: int) -> int:
    """Where the bracket opens that stands before the next of a list: "45 were Chinese (300 m USD), 23 Korean"."""
    if k < 2 or tokens[k - 2].get("punct") != ")":
        return k
    return next((n for n in range(k - 3, max(k - 8, 0), -1) if tokens[n].get("punct") == "("), k)


def _owned(tokens: Tokens, k: int) -> bool:
    """ "321 projects, of which Viet Nam 86", "86 projects; Yunnan firms 37": a bare number right behind whose it is."""
    before = tokens[k - 1]
    owner = tokens[k - 2] if before.get("noun") == "firm" and k > 1 else before
    ends = tokens[k + 1].get("punct") is not None
    worth = tokens[k + 1].get("measure") == "value" and isinstance(
        (tokens[k + 2 : k + 3] or [before])[0], Quantity
    )
    ends = ends or worth and before.get("noun") == "firm"  # "of which Chinese investors ran 46 worth 900 m"
    led = any(t.get("link") == "of_which" or t.get("punct") == ";" for t in tokens[max(0, k - 3) : k])
    return owner.get("area") is not None and ends and led


def _beside_money(tokens: Tokens, k: int) -> bool:
    """ "before Japan with 2,914 and 39 bn USD", "China only 1,296, at close to 10 bn USD", "Laos five worth 77 m USD"."""
    before = next((t for t in reversed(tokens[:k]) if not (t.get("hedge") or t.get("link") == "only")), None)
    behind = tokens[k + 1 : k + 3]
    worth = next((t for t in behind if t.get("punct") != ","), None)
    part = before is not None and before.get("link") == "of_which" and worth is not None
    part = part and worth.get("measure") == "value"
    if before is None or not (before.get("role") == "with" or before.get("area") or part):
        return False
    nxt = tokens[k + 1]
    joined = nxt.get("link") == "and" or nxt.get("punct") == "," or nxt.get("measure") == "value"
    joined = joined or nxt.get("change") == "reach" and not nxt.get("role")  # "with 210 totalling 1.1 bn USD"
    money = next((t for t in tokens[k + 2 : k + 6] if isinstance(t, Quantity)), None)
    between = tokens[k + 2 : tokens.index(money)] if money is not None else []
    plain = all(t.get("hedge") or t.get("change") == "reach" or t.get("measure") == "value" for t in between)
    return joined and money is not None and money.scale >= 6 and plain


def _held(tokens: Tokens, k: int) -> bool:
    """ "It won 32 projects. It now hosts 578 with over 7.5 bn USD": what it has, with what that is worth."""
    behind = [
        t for t in tokens[k + 1 : k + 6] if not (t.get("hedge") or t.get("tense") or t.get("punct") == ",")
    ]
    led = behind[:1] and (behind[0].get("role") == "with" or behind[0].get("measure") == "value")
    led = led or behind[:1] and behind[0].get("change") == "reach" and not behind[0].get("role")
    money = next((t for t in behind[1:2] if isinstance(t, Quantity)), None)
    return bool(led) and money is not None and money.unit in PAID and money.scale >= MILLION


def _from_somewhere(tokens: Tokens, k: int) -> bool:
    words = [t for t in tokens[k : k + 5] if not (t.get("link") == "of_which" or t.get("change") == "reach")]
    return len(words) > 1 and words[0].get("role") == "from" and bool(words[1].get("area"))


def _ones(tokens: Tokens, k: int) -> bool:
    fresh = False
    for t in tokens[k : k + 3]:
        if t.get("unit") == "classifier":
            return fresh or t is tokens[k]  # "new ones", "16 existing ones added 143 m"
        fresh = fresh or t.get("tense") == "flow" or bool(t.get("adjective"))  # "845 Taiwanese ones"
        if isinstance(t, Quantity) or t.get("punct"):
            return False
    return False


_MORE_OF = frozenset({"projects", "vehicles", "count", "persons"})


def numbered_fewer(tokens: Tokens) -> Tokens:
    """ "210 new projects, 45 fewer than a year earlier", "…, down by 45": so many projects more or fewer; "1,250 trucks, 300
    more than in March"."""
    out: Tokens = list(tokens)
    last = None
    for k, t in enumerate(tokens):
        if isinstance(t, Quantity):
            last = t
            continue
        number = bare(t) if last is not None and last.unit in _MORE_OF else None
        if number is None or not number or k + 1 >= len(tokens):
            continue
        led = tokens[k - 1]
        if led.get("hedge") or led.get("extent"):
            led = tokens[k - 2]
        behind = tokens[k + 1]
        than = behind.get("compare") in ("higher", "lower") and (led.get("punct") or led.get("link") == "and")
        moved = led.get("change") in ("up", "down") and not led.get("role") and not behind.get("unit")
        moved = moved and bool(behind.get("punct") or behind.get("compare") or behind.get("role") == "from")
        if last.unit != "projects":
            then = tokens[k + 2 : k + 3]
            than, moved = than and then and bool(then[0].get("period") or then[0].get("compare")), False
        if than or moved:
            out[k] = last = Quantity(t.start, t.end, number, 0, last.unit, origin="digits")
    return out


def cases_of_investment(tokens: Tokens) -> Tokens:
    """2,878件投资案, "核准34件，金额2亿美元": cases of investment are projects; 2,878件衣服 are none."""
    out = list(tokens)
    for k in range(len(tokens) - 1):
        t, nxt = tokens[k : k + 2]
        if not isinstance(t, Quantity) or t.unit != "other" or t.scale:
            continue
        named = nxt.get("measure") == "fdi_projects" and not isinstance(nxt, Quantity) and nxt.start == t.end
        approved = k > 0 and tokens[k - 1].get("tense") == "flow" and nxt.get("punct") == ","
        if named or approved and _money_behind(tokens[k + 2 : k + 4]):
            out[k] = Quantity(
                t.start, t.end, t.number, 0, "projects", t.factor, hedge=t.hedge, origin=t.origin
            )
    return out


def _money_behind(words: Tokens) -> bool:
    named = len(words) == 2 and not isinstance(words[0], Quantity) and words[0].get("measure") == "value"
    return named and isinstance(words[1], Quantity) and words[1].unit in PAID
