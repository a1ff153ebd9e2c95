"""Investments in so many countries, none of which is named: they went abroad."""

from __future__ import annotations

from etl.tokens import Quantity, Token, make_token
from etl.turns.shapes import Tokens

_ABROAD = "to W00"
_NEAR = 5  # most tokens between an investment and in how many countries it was made


def in_countries(tokens: Tokens) -> Tokens:
    """ "Việt Nam đầu tư sang 31 quốc gia, dẫn đầu là Lào", "31 quốc gia nhận đầu tư của Việt Nam": its investments
    abroad, and who is named behind is a host."""
    for k in range(1, len(tokens)):
        if tokens[k].get("noun") != "countries" or not tokens[k - 1].get("digits"):
            continue
        if (found := _received(tokens, k)) is not None:
            return found
        first = k - 1 - bool(k > 1 and tokens[k - 2].get("role") == "to")
        put = next((n for n in range(first - 1, max(-1, first - _NEAR), -1) if _invested(tokens[n])), None)
        if put is None or any(isinstance(t, Quantity) or t.get("punct") for t in tokens[put:first]):
            continue
        of = put + 1 < first and tokens[put + 1].get("role") == "of"
        who = tokens[put + 2] if of else tokens[put - 1] if put else None
        if who is not None and _country(who):
            away = make_token(tokens[first].start, tokens[k].end, {"directed": _ABROAD})
            return _hosts([*tokens[:first], away, *tokens[k + 1 :]], first, who)
    return tokens


def hosts_abroad(tokens: Tokens) -> Tokens:
    """ "Việt Nam đầu tư ra nước ngoài; Lào dẫn đầu, 191 triệu USD, Philippines 62 triệu USD"."""
    for k in range(2, len(tokens) - 3):
        if tokens[k].get("directed") == _ABROAD and _invested(tokens[k - 1]) and _country(tokens[k - 2]):
            return _hosts(tokens, k, tokens[k - 2])
    return tokens


def place_of_host(tokens: Tokens) -> Tokens:
    """越南在柬埔寨投资29亿美元，居越南对外投资目的地第二位: the place is that of the host told of."""
    for k in range(5, len(tokens) - 2):
        if tokens[k].get("directed") != _ABROAD or not _invested(tokens[k + 1]):
            continue
        n = next((m for m in range(k + 2, min(k + 6, len(tokens))) if isinstance(tokens[m], Quantity)), 0)
        if (
            not n
            or tokens[n].unit != "rank"
            or any(t.get("area") or t.get("punct") for t in tokens[k + 2 : n])
        ):
            continue
        start = k - bool(tokens[k - 1].get("area"))
        comma = next((m for m in range(start - 1, max(0, start - 4), -1) if tokens[m].get("punct") == ","), 0)
        told = [
            m
            for m in range(1, comma - 1)
            if tokens[m].get("role") in ("to", "at") and _country(tokens[m + 1])
        ]
        if len(told) == 1 and any(map(_invested, tokens[told[0] + 2 : told[0] + 4])):
            return [*tokens[: comma + 1], *tokens[n:]]
    return tokens


def _hosts(tokens: Tokens, k: int, who: Token | Quantity) -> Tokens:
    """Countries in a list behind a word for abroad, each with its figure, are where the investments went."""
    out = tokens[: k + 1]
    for n in range(k + 1, len(tokens)):
        t, before = tokens[n], tokens[n - 1]
        listed = before.get("punct") or before.get("link") or before.get("change") == "reach"
        told = any(isinstance(u, Quantity) for u in tokens[n + 1 : n + 3])
        if _country(t) and t.get("area").code != who.get("area").code and listed and told:
            out.append(make_token(t.start, t.start, {"role": "at"}))
        out.append(t)
    return out


def _received(tokens: Tokens, k: int) -> Tokens | None:
    """ "31 quốc gia nhận đầu tư của Việt Nam"."""
    words = tokens[k + 1 : k + 5]
    if len(words) < 4 or words[0].get("measure") != "attract" or not _invested(words[1]):
        return None
    if words[2].get("role") not in ("of", "from") or not _country(words[3]):
        return None
    if any(t.get("area") for t in tokens[:k]):
        return None
    end = words[3].end
    away = make_token(end, end, {"directed": _ABROAD})
    return _hosts([*tokens[: k - 1], words[3], words[1], away, *tokens[k + 5 :]], k + 1, words[3])


def _invested(t: Token | Quantity) -> bool:
    return not isinstance(t, Quantity) and str(t.get("measure")).startswith("fdi")


def _country(t: Token | Quantity) -> bool:
    area = t.get("area")
    return area is not None and area.type == "country"


def invested_in_each_other(tokens: Tokens) -> Tokens:
    """ "Đầu tư hai chiều Trung Quốc - ASEAN": as of "giữa Trung Quốc và ASEAN"."""
    for k in range(len(tokens) - 3):
        t, one, dash, other = tokens[k : k + 4]
        if t.get("anaphor") != "both" or not (_invested(t) or k and _invested(tokens[k - 1])):
            continue
        if one.get("area") and other.get("area") and dash.get("punct") in ("-", "–"):
            between = make_token(t.end, t.end, {"role": "between"})
            also = make_token(dash.start, dash.end, {"link": "and"})
            return [*tokens[: k + 1], between, one, also, other, *tokens[k + 4 :]]
    return tokens


def had_more_in(tokens: Tokens) -> Tokens:
    """ "Hàn Quốc có thêm 230 dự án, 1,2 tỷ USD tại Việt Nam": who has them there invests, and does not receive."""
    for k in range(1, len(tokens) - 3):
        t, many = tokens[k : k + 2]
        if t.get("measure") != "attract" or t.get("tense") != "flow" or not _country(tokens[k - 1]):
            continue
        if not isinstance(many, Quantity) or many.unit not in ("projects", "projects!"):
            continue
        at = next(
            (n for n in range(k + 2, min(k + 8, len(tokens) - 1)) if tokens[n].get("role") == "at"), None
        )
        if at is None or any(u.get("area") or u.get("punct") == ";" for u in tokens[k + 2 : at]):
            continue
        if (place := tokens[at + 1].get("area")) is not None and place.code != tokens[k - 1].get("area").code:
            return [
                *tokens[:k],
                make_token(t.start, t.end, {"measure": "fdi", "tense": "flow"}),
                *tokens[k + 1 :],
            ]
    return tokens


def headed_by_host(tokens: Tokens) -> Tokens:
    """ "Tây Ninh: Trung Quốc có 92 dự án, Đài Loan 62 dự án": in that province, all of them."""
    if len(tokens) < 5 or tokens[1].get("punct") != ":" or not _country(tokens[2]):
        return tokens
    place, area = tokens[0], tokens[0].get("area")
    if area is None or area.type not in ("province", "city") or area.country == tokens[2].get("area").code:
        return tokens
    at = make_token(place.start, place.start, {"role": "at"})
    comma = make_token(tokens[1].start, tokens[1].end, {"punct": ","})
    return [at, place, comma, *tokens[2:]]


def among_investors_there(tokens: Tokens) -> Tokens:
    """ "Trong số các nước đầu tư vào Lào, Trung Quốc dẫn đầu với 10 tỷ USD": as of "Trung Quốc dẫn đầu các nước đầu tư ở
    Lào"."""
    for k in range(1, min(len(tokens) - 6, 5)):
        those, into, host, comma, who, place = tokens[k : k + 6]
        if not (those.get("rank_noun") == "fdi_registered" and _invested(those)):
            continue
        if into.get("role") not in ("to", "at") or not _country(host) or comma.get("punct") != ",":
            continue
        first = next((n for n in range(k) if tokens[n].get("role") == "within"), None)
        if first is None or any(t.get("area") or isinstance(t, Quantity) for t in tokens[first:k]):
            continue
        if _country(who) and isinstance(place, Quantity) and place.unit == "rank":
            at = make_token(into.start, into.end, {"role": "at"})
            return [*tokens[:first], who, place, those, at, host, *tokens[k + 6 :]]
    return tokens
