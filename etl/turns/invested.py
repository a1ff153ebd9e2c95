"""Investments: by whom they are, and who approved them."""

from __future__ import annotations

from itertools import pairwise

from etl.frame import BLOCS
from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import MILLION, PAID, PROJECTS, Tokens, of_whole

_NATIONS = frozenset({"country", "province", "city"})
_FROM = 2  # most letters from the word for what is used to where it is from: 来自
_STAKES = len("on stakes in")
_SHARES = 7  # most tokens from the word for buying shares to whose they are
_BEHIND = 9  # most tokens from the projects to where they are


def pledged_by(tokens: Tokens) -> Tokens:
    """ "FDI pledges by Singapore totalled 5.6 bn, by China 1.2 bn": whose they are is from where they come."""
    out, told = list(tokens), False
    for k in range(1, len(tokens) - 1):
        t, area = tokens[k], tokens[k + 1].get("area")
        before = tokens[k - 1]
        if isinstance(t, Quantity) or isinstance(before, Quantity):
            told = told and not isinstance(before, Quantity)
            continue
        capital = str(before.get("measure")).startswith("fdi") and before.get("rank_noun") is None
        if not t.get("extent") or t.get("role") != "of" or area is None or not (capital or told):
            continue
        if area.type not in ("country", "bloc") or tokens[k + 1].get("adjective"):
            continue
        out[k], told = make_token(t.start, t.end, {"role": "from"}), True
    return out


def approved_there(tokens: Tokens) -> Tokens:
    """ "Cambodia approved 357 projects worth 5.8 bn", "Laos approved Chinese investments of 986 m": who approves them is
    the host; "Taiwan's approved investments" are its own."""
    out: Tokens = []
    skipped = -1
    for k, t in enumerate(tokens):
        if k <= skipped:
            continue
        hosts = _hosts(tokens, k)
        if hosts is None:
            out.append(t)
        elif hosts and not isinstance(tokens[k + 1], Quantity) and tokens[k + 1].get("adjective"):
            # whose investments there are, before where
            out[-1:] = [*tokens[k + 1 : k + 3], make_token(t.start, t.end, {"role": "at"}), tokens[k - 1]]
            skipped = k + 2
        elif not (k and isinstance(tokens[k - 1], Quantity) and _by_then(tokens, k + 1)):
            plain = {kind: v for kind, v in t.items() if hosts or kind != "measure"}
            if hosts and tokens[k - 1].get("noun") == "firm":
                council, owner = out.pop(), out.pop()  # "Cambodia's investment council"
                out.append(make_token(owner.start, council.end, {"area": owner.get("area")}))
            out.append(make_token(t.start, t.end, plain))
    return out


def _by_then(tokens: Tokens, k: int) -> bool:
    """ "833 projects approved by the end of 2022": all that stand."""
    period = tokens[k].get("period") if k < len(tokens) else None
    return period is not None and period.kind.startswith(("stock", "until"))


def _hosts(tokens: Tokens, k: int) -> bool | None:
    """Whether who approves investments is their host; None where the word tells of no approval."""
    t = tokens[k]
    if t.get("tense") != "flow" or t.get("measure") != "attract":
        return None
    whose = tokens[k - 1] if k else t
    if k > 1 and whose.get("noun") == "firm" and tokens[k - 2].get("area"):
        whose = tokens[k - 2]  # "Cambodia's investment council approved"
    area = whose.get("area")
    if area is None or whose.get("adjective") or area.type not in _NATIONS:
        return False
    n = k + 1
    while n < len(tokens) and tokens[n].get("hedge"):
        n += 1
    if n + 1 >= len(tokens):
        return False
    what, nxt = tokens[n], tokens[n + 1]
    if isinstance(what, Quantity):
        counted = what.unit in PROJECTS or what.scale >= MILLION
    else:
        counted = what.get("adjective") and str(nxt.get("measure")).startswith("fdi")
    if not counted:
        return False
    behind = tokens[n + 1 : n + _BEHIND]
    # "China licensed 30 projects in Viet Nam"
    return not any(t.get("role") in ("at", "to") and u.get("area") for t, u in pairwise(behind))


def added_to(tokens: Tokens) -> Tokens:
    """ "South Korea's Hyosung added 730 m USD to its plant in Dong Nai", "… to its Dong Nai plant": what was put into the
    plant."""
    for k in range(1, len(tokens) - 3):
        t, money, to = tokens[k : k + 3]
        if t.get("change") != "add" or not isinstance(money, Quantity) or money.scale < MILLION:
            continue
        n = k + 4 if tokens[k + 3].get("ignore") else k + 3  # "to its plant in"
        n = n + 1 if tokens[n : n + 1] and tokens[n].get("role") == "at" else k + 3
        if n >= len(tokens):
            continue
        area = tokens[n].get("area")
        if to.get("role") != "to" or area is None or area.type not in _NATIONS:
            continue
        if n == k + 3 and (area.type == "country" or any(u.get("measure") for u in tokens[n + 1 : n + 3])):
            continue  # "added 2 bn USD to Guangxi's exports"
        if money.unit in PAID and any(u.get("area") for u in tokens[:k]):
            put = make_token(t.start, t.end, {"measure": "fdi"})
            at = tokens[n - 1] if n > k + 3 else make_token(to.start, to.end, {"role": "at"})
            return [*tokens[:k], put, money, at, *tokens[n:]]
    return tokens


def destination_in(tokens: Tokens) -> Tokens:
    """ "Vietnam was the third largest destination of Chinese investment in ASEAN with 2.6 bn": the bloc is where it ranks."""
    for k in range(1, len(tokens) - 5):
        rank, noun, of, whose, what, at = tokens[k - 1 : k + 5]
        if not isinstance(rank, Quantity) or rank.unit != "rank" or noun.get("rank_noun") != "exports":
            continue
        if of.get("role") not in ("of", "to") or not whose.get("area") or at.get("role") != "at":
            continue
        area = tokens[k + 5].get("area")
        if str(what.get("measure")).startswith("fdi") and area is not None and area.type in BLOCS:
            return [*tokens[k + 4 : k + 6], *tokens[: k + 4], *tokens[k + 6 :]]
    return tokens


def main_host(tokens: Tokens) -> Tokens:
    """ "Foreign investment came to 318 bn. Ho Chi Minh City was the main destination with 44 bn": it drew that."""
    k = next((k for k, t in enumerate(tokens) if t.get("rank_noun") == "exports"), None)
    if k is None or k < 2 or k + 2 >= len(tokens) or tokens[k].end - tokens[k].start < len("destination"):
        return tokens
    if tokens[k - 1].get("change") != "reach" or tokens[k + 1].get("role") != "with":
        return tokens
    where, amount = tokens[k - 2], tokens[k + 2 + bool(tokens[k + 2].get("hedge")) :][:1]
    if (
        not where.get("area")
        or not amount
        or not isinstance(amount[0], Quantity)
        or amount[0].unit not in PAID
    ):
        return tokens
    drew = make_token(tokens[k].start, tokens[k].end, {"measure": "attract"})
    return [*tokens[: k - 1], drew, *tokens[k + 2 :]]


def part_of_nation(tokens: Tokens) -> Tokens:
    """ "46 of the 1,320 foreign projects are Chinese", "46 of its 1,320 projects are from China": whose the part is
    stands behind the whole."""
    for k in range(len(tokens) - 4):
        part = tokens[k]
        if not isinstance(part, Quantity) or part.unit != "projects" or not of_whole(tokens[k + 1]):
            continue
        n = next((n for n in range(k + 2, min(k + 7, len(tokens))) if isinstance(tokens[n], Quantity)), None)
        if n is None or tokens[n].unit != "projects":
            continue
        if tokens[n].value <= part.value:
            continue
        if n + 2 >= len(tokens) or tokens[n + 1].get("change") != "reach":
            continue
        first = tokens[n + 2]
        end = n + 3 if first.get("adjective") else n + 4
        if not first.get("adjective") and (first.get("role") != "from" or not tokens[n + 3 : n + 4]):
            continue
        whose = tokens[n + 2 : end]
        if whose[-1].get("area") is None:
            continue
        who = make_token(whose[-1].start, whose[-1].end, {"area": whose[-1].get("area")})
        return [*tokens[:k], *whose[:-1], who, *tokens[k : n + 1], *tokens[end:]]
    return tokens


def capital_used(tokens: Tokens) -> Tokens:
    """云南实际使用越资210万美元: what a province takes in is from the country named behind the word for it."""
    for k in range(1, len(tokens) - 2):
        took, whom = tokens[k], tokens[k + 1].get("area")
        inward = took.get("noun") == "inward" and took.get("measure") == "fdi_realised"
        if not (inward or took.get("measure") == "attract") or took.get("role"):
            continue
        if inward and (used := _used_of(tokens, k)):
            return used
        place = tokens[k - 1].get("area")
        if place is None or whom is None or place.type in ("country", "world", *BLOCS) or inward:
            continue
        n = k + 2 + (tokens[k + 2].get("measure") == "fdi")
        if whom.type != "country" or whom.code == place.country or tokens[k + 1].start != took.end:
            continue
        if any(isinstance(t, Quantity) and t.unit in PAID for t in tokens[n : n + 1]):
            return [*tokens[: k + 1], make_token(took.end, took.end, {"role": "from"}), *tokens[k + 1 :]]
    return tokens


def _used_of(tokens: Tokens, k: int) -> Tokens | None:
    """全区实际使用越资1.2亿美元, 中国实际使用来自越南的外资1530万美元: the investor before the host, which is the one named
    before or whose office counts."""
    n = k + 1 + (tokens[k + 1].get("role") == "from")
    whom = tokens[n].get("area")
    if whom is None or whom.type not in ("country", *BLOCS) or tokens[n].start - tokens[k].end > _FROM:
        return None
    end = next((e for e in range(n + 1, min(n + 4, len(tokens))) if isinstance(tokens[e], Quantity)), None)
    if end is None or tokens[end].unit not in PAID or any(_ends(t) for t in tokens[n + 1 : end]):
        return None
    before = tokens[k - 1]
    at = make_token(before.end, before.end, {"role": "at"})
    if before.get("anaphor") in ("region", "home") or before.get("area") and not before.get("role"):
        if (area := before.get("area")) and area.country == whom.code:
            return None
        return [*tokens[: k - 1], tokens[n], at, before, tokens[k], *tokens[end:]]
    for t in reversed(tokens[:k]):
        area = t.get("area") or t.get("authority")
        if area is not None and area.country != whom.code:
            there = make_token(before.end, before.end, {"area": area})
            return [*tokens[:k], tokens[n], at, there, tokens[k], *tokens[end:]]
    return None


def _ends(t: Token | Quantity) -> bool:
    """Whether a token ends what is told of the capital of one country."""
    return bool(t.get("punct") or t.get("area") or t.get("period") or t.get("link"))


def in_their_projects(tokens: Tokens) -> Tokens:
    """ "Chinese companies poured 7.8 bn into 442 Lao projects": whose projects money goes into says where they are."""
    for k in range(1, len(tokens) - 2):
        put, whose, what = tokens[k : k + 3]
        into = tokens[k - 1]
        if not isinstance(put, Quantity) or put.unit != "projects" or into.get("role") not in ("to", "at"):
            continue
        if k < 2 or not isinstance(tokens[k - 2], Quantity) or tokens[k - 2].unit not in PAID:
            continue
        area, who = whose.get("area"), next((a for t in tokens[: k - 2] if (a := t.get("area"))), None)
        if area is None or not whose.get("adjective") or what.get("unit") != "projects":
            continue
        if who is None or who.country == area.country or area.type not in _NATIONS:
            continue
        place = make_token(whose.start, whose.end, {"area": area})
        there = make_token(whose.start, whose.start, {"role": "at"})
        return [*tokens[:k], put, there, place, *tokens[k + 3 :]]
    return tokens


def shares_of_firms(tokens: Tokens) -> Tokens:
    """ "Foreign investors spent 5.7 bn buying shares of Vietnamese firms": whose shares are bought is the host."""
    for k, t in enumerate(tokens):
        if isinstance(t, Quantity) or t.get("measure") != "fdi_registered" or t.get("rank_noun"):
            continue
        for n in range(k + 1, min(k + _SHARES, len(tokens) - 1)):
            whose = tokens[n]
            if isinstance(whose, Quantity) or whose.get("punct") or whose.get("extent"):
                break  # "20 bn was pledged by Chinese investors"
            area = whose.get("area")
            if area is None:
                continue
            if n == k + 1 and (t.get("tense") or t.end - t.start < _STAKES):
                break  # "newly registered Chinese firms"
            if n > k + 1 and tokens[n - 1].get("role") != "to":
                break
            if not whose.get("adjective") or tokens[n + 1].get("noun") != "firm" or area.type != "country":
                break
            if any(u.get("area") == area for u in tokens[:n]):
                break
            there = make_token(whose.start, whose.start, {"role": "at"})
            place = make_token(whose.start, whose.end, {"area": area})
            end = n if tokens[n - 1].get("role") != "to" else n - 1
            return [*tokens[:end], there, place, *tokens[n + 2 :]]
    return tokens


def used_there(tokens: Tokens) -> Tokens:
    """ "China's actual use of foreign capital rose": what is used there comes from abroad."""
    for k in range(len(tokens) - 3):
        whose, used, of, what = tokens[k : k + 4]
        area = whose.get("area")
        if area is None or whose.get("adjective") or area.type not in _NATIONS or isinstance(used, Quantity):
            continue
        if used.get("measure") != "fdi_realised" or used.get("tense") or of.get("role") != "of":
            continue
        if what.get("measure") != "fdi" or k and tokens[k - 1].get("role"):
            continue
        end = used.start - 1 if used.start - whose.end == len("'s ") else whose.end
        there = make_token(whose.start, whose.start, {"role": "at"})
        return [*tokens[:k], there, make_token(whose.start, end, {"area": area}), *tokens[k + 1 :]]
    return tokens


def who_invested(tokens: Tokens) -> Tokens:
    """ "China alone had invested 5.3 bn": a country that is told to have invested is no host."""
    for k in range(len(tokens) - 2):
        who, n = tokens[k], k + 1
        area = who.get("area")
        if area is None or area.type != "country" or who.get("adjective") or k and tokens[k - 1].get("role"):
            continue
        n += tokens[n].get("link") == "only"
        put, money = tokens[n], tokens[n + 1 : n + 3]
        money = [t for t in money if not t.get("hedge")]
        if isinstance(put, Quantity) or set(put) != {"measure"} or not money:
            continue
        if put.get("measure") != "fdi" and not (put.get("measure") == "put" and _into_it(tokens[n + 1 :])):
            continue
        if not isinstance(money[0], Quantity) or money[0].unit not in PAID:
            continue
        if any(t.get("area") and not t.get("adjective") for t in tokens if t is not who):
            place = next((t for t in tokens[n + 2 : n + 6] if t.get("area")), None)
            if place is not None:
                return tokens
        firm = make_token(who.end, who.end, {"noun": "firm"})
        whose = make_token(who.start, who.end, {"area": area, "adjective": True})
        return [*tokens[:k], whose, firm, *tokens[n:]]
    return tokens


def _into_it(behind: Tokens) -> bool:
    """ "put 0.5 bn USD of new capital into the country": where money goes that is put somewhere."""
    words = (
        behind[: behind.index(next((t for t in behind if t.get("punct")), behind[-1])) + 1] if behind else []
    )
    return any(
        a.get("role") == "to" and b.get("anaphor") == "other" for a, b in zip(words, words[1:], strict=False)
    )


def led_by_share(tokens: Tokens) -> Tokens:
    """ "with Laos leading the list by accounting for 53.5% of it": as in "with Laos accounting for 53.5%"."""
    for k in range(1, len(tokens) - 2):
        led, by, part = tokens[k : k + 3]
        if tokens[k - 1].get("role") == "with" and led.get("area") and by.get("extent") and part.get("share"):
            return [*tokens[: k + 1], *tokens[k + 2 :]]
    return tokens
