"""What a number without a unit counts, from the words around it: projects, people, vehicles."""

from __future__ import annotations

from etl.language import COUNTED
from etl.tokens.token import Quantity, Token, make_token

_MANY = 10_000  # a bare number that is no year


def _projects_at(out: list[Token | Quantity], k: int) -> bool:
    """Whether a number counts projects, which are named behind it or, with a classifier, right before."""
    t = out[k]
    if not isinstance(t, Quantity) or t.unit != "classifier":
        return isinstance(t, Quantity) and t.unit == "projects"
    words = [u for u in out[max(0, k - 2) : k] if isinstance(u, Token)]
    named = (str(u.get("unit")).rstrip("!") == "projects" for u in words)
    return any(named) or any(str(u.get("measure")).startswith("fdi") for u in words)


_FAR = 40  # most tokens behind a number of projects that others count the same


def _with_capital(out: list[Token | Quantity], i: int) -> bool:
    """1373个外资项目、238亿美元，在执行的1059个，约195亿美元; 外资项目120个：中国66个、17亿美元: a number that has money right behind it,
    where one before it counts projects."""
    if not any(_projects_at(out, k) for k in range(max(0, i - _FAR), i)):
        return False
    behind = [
        t
        for t in out[i + 1 : i + 5]
        if isinstance(t, Quantity)
        or not (
            t.get("punct")
            or t.get("link") == "and"
            or t.get("hedge")
            or str(t.get("measure")).startswith("fdi")
        )
    ]
    return bool(behind) and isinstance(behind[0], Quantity) and behind[0].scale >= 4


def _of_a_country(out: list[Token | Quantity], i: int) -> bool:
    """外资项目3035个，其中来自中国的955个，韩国416个: a number right behind whose they are, where one before it counts projects."""
    k = i - 1
    while k > 0 and isinstance(out[k], Token) and (out[k].get("role") == "of" or out[k].get("hedge")):
        k -= 1
    if k < 1 or not out[k].get("area"):
        return False
    return any(_projects_at(out, n) or _projects_behind(out, n) for n in range(max(0, i - _FAR), i))


def _projects_behind(out: list[Token | Quantity], k: int) -> bool:
    """156个外商直接投资项目: what a classifier counts stands behind it."""
    if not isinstance(out[k], Quantity) or out[k].unit != "classifier":
        return False
    return any(str(t.get("unit")).rstrip("!") == "projects" for t in out[k + 1 : k + 4])


def settled_by_words(out: list[Token | Quantity], i: int, people: bool, close: bool) -> Token | Quantity:
    """Of a quantity: a bare number becomes a count if a counted noun follows soon ("400 China-Europe freight trains"), else it
    is no quantity at all; a large one may be one of ``people``, whom the sentence tells of."""
    q = out[i]
    if q.unit == "classifier":
        window = out[max(0, i - 6) : i]
        if any(isinstance(t, Quantity) and t.unit == "classifier" for t in window):
            window = out[max(0, i - 12) : i]  # "805 from China, 262 from Korea": what the one before counts
        ahead = [t for t in window if isinstance(t, Token)]
        ahead = [t for k, t in enumerate(ahead) if len(ahead) - k <= 3 or t.get("unit") == "projects"]
        beside = [*ahead, *(t for t in out[i + 1 : i + 4] if isinstance(t, Token))]
        counted = any(t.get("unit") or str(t.get("measure")).startswith("fdi") for t in beside[-6:])
        counted = counted or any(t.get("unit") == "projects" for t in ahead) or _with_capital(out, i)
        counted = counted or _of_a_country(out, i)
        named = any(t.get("unit") == "count" and t.start == q.end for t in beside)
        return q if counted and not named else make_token(q.start, q.end, {"digits": str(q.number)})
    if q.unit is None and q.origin == "digits" and not close and (q.scale >= 3 or q.number >= _SOME):
        q.unit = _counted_before(out, i)
    if q.unit is not None or q.scale >= 3:
        return q
    end = q.end
    fresh = joined = passed = False
    for t in out[i + 1 : i + 8]:
        if isinstance(t, Quantity) and joined and not passed:
            passed, end = True, t.end  # "99 new and 23 existing projects"
            continue
        if fresh and t.get("link") == "and":
            joined, end = True, t.end
            continue
        fresh = fresh or bool(t.get("tense"))
        if isinstance(t, Quantity) or t.start - q.end > 45 or close and t.start - end > 1:
            break
        if (where := t.get("area")) is not None and where.type == "world" and not t.get("adjective"):
            break  # "projects in 125 countries and territories"
        end = t.end
        unit = str(t.get("unit") or "").rstrip("!")
        if unit in COUNTED:
            q.unit, q.end = unit, q.end if passed else t.end
            if str(t.get("unit")).endswith("!"):
                q.readings["invests"] = True
            return q
        if t.get("tense") == "stock":
            q.readings["stands"] = True  # "869 valid projects"
        if not (
            t.get("area")
            or t.get("punct") in ("-", "(", ")")
            or t.get("tense")
            or t.get("commodity")
            or t.get("sector")
            or t.get("compass")  # "1,536 inbound trains"
            or t.get("directed")  # "1,847 valid overseas projects"
            or t.get("hedge")
            and t.start == q.end  # "4,000-plus projects"
            or str(t.get("measure")).startswith("fdi")
        ):
            break
    if q.origin == "digits" and not q.scale and _numbers_projects(out, i, not close):
        q.unit = "projects"
        if any(str(t.get("unit")).endswith("!") for t in out[max(0, i - 5) : i]):
            q.readings["invests"] = True
        return q
    if people and q.origin == "digits" and q.number >= _MANY:
        return q
    return make_token(q.start, q.end, {"digits": str(q.number)})


def _numbers_projects(out: list[Token | Quantity], i: int, named: bool) -> bool:
    """ "The number of new projects was 233, …": the number stands behind what it counts."""
    behind = out[i + 1] if i + 1 < len(out) else None
    before = out[max(0, i - 5) : i]
    joined = behind is not None and behind.get("link") == "and" and named
    if joined and before and before[-1].get("change") == "reach":
        behind = None  # "valid projects numbered 26,958 and their capital 337 bn USD"
    if behind is not None and (
        isinstance(behind, Quantity)
        or not (behind.get("punct") or behind.get("role") or named and behind.get("period"))
    ):
        return False
    if len(before) > 1 and before[-1].get("punct") == "," and before[-2].get("measure") == "fdi_projects":
        return out[i].start - before[-2].end <= 3  # "led by number of new projects, 158"
    if named and before and before[-1].get("role") == "from" and before[-2:-1]:
        if before[-2].get("unit") == "projects":
            return False  # "projects from 44 nations"
    for t in reversed(before):
        if isinstance(t, Quantity):
            return False
        if named and t.get("punct") == ":" and t is before[-1]:
            continue  # "New projects: 644"
        if t.get("measure") == "fdi_projects" or named and str(t.get("unit")).rstrip("!") == "projects":
            return out[i].start - t.end <= _NUMBERED
        if not (
            t.get("change") == "reach"
            or any(t.get(kind) for kind in ("hedge", "tense", "role", "area", "anaphor"))
        ):
            return False
    return False


# What may stand between what is counted and the verb that tells how many came: where, when, how.
_BESIDE = ("role", "area", "hedge", "change", "noun", "period", "compass", "ignore")
_CLEARED = frozenset({"border_trade", "exports", "imports"})  # "vehicles cleared", "trucks carrying exports"
_SOME = 100  # fewer travellers or vehicles are nobody's figure
_NUMBERED = 48  # letters from "the number of projects" to it: "còn hiệu lực trên địa bàn tỉnh Bắc Ninh lên"


def _counted_before(out: list[Token | Quantity], i: int) -> str | None:
    """ "The number of vehicles through the gate reached 95,000": what a bare number counts is told before it."""
    if not i or out[i - 1].get("change") != "reach" and not out[i - 1].get("hedge"):
        return None
    reached = led = grew = False
    for t in out[max(0, i - 10) : i][::-1]:
        if isinstance(t, Quantity):
            return None
        unit = str(t.get("unit") or "").rstrip("!")
        if unit in ("vehicles", "persons") or unit == "count" and t.get("measure") == "arrivals":
            return unit if reached and (unit == "vehicles" or not grew) else None
        reached = reached or t.get("change") == "reach" and not t.get("role")
        grew = grew or led and t.get("change") in ("up", "down")  # "the number of trucks rose to 12,420"
        reached = reached or grew
        led = t.get("change") == "reach" and t.get("role") == "to"
        if led:
            continue
        if not (reached and (t.get("measure") in _CLEARED or any(t.get(kind) for kind in _BESIDE))):
            if not t.get("hedge"):
                return None
    return None
