"""The part that one area plays, from the words beside it."""

from __future__ import annotations

from etl.frame import BLOCS
from etl.language import Area
from etl.roles.role import NATIONS, Role
from etl.tokens import Quantity, Token

_NOUN_ROLES = {
    "goods": "origin",
    "market": "to",
    "firm": "investor",
    "people": "visitor",
    "gate": "via",
    "locality": "aside",
}
_MANY = 5  # most code points before a word, one of which says that it is of many
_VERBS = frozenset({"exports", "imports", "surplus", "deficit", "sell", "buy"})


def part_of(tokens, k, text, lang, area: Area, out: list[Role], last_index: int) -> str:
    t = tokens[k]
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    after = text[t.end : nxt.start] if nxt is not None else text[t.end : t.end + 30]
    english = lang.spaced and lang.attributive == "before"
    adjective = t.get("adjective")
    if adjective:
        if last_index == k - 2 and tokens[k - 1].get("punct") == "-":
            if t.start - tokens[k - 2].end == 1 and tokens[k - 2].get("adjective"):
                return "pair"  # "German-Vietnamese trade"
        put = tokens[k + 1 : k + 4] if english else []
        if put and put[0].get("punct") == "-" and put[0].start == t.end:
            what = put[2:3] if put[1:2] and put[1].get("measure") == "fdi" else put[1:2]
            if what and what[0].get("unit") == "projects":
                return "investor"  # "Chinese-invested projects in Vietnam reached 4,000"
        for u in tokens[k + 1 : k + 3]:
            if u.get("punct") or isinstance(u, Quantity):
                break
            if u.get("unit") == "classifier" and u is tokens[k + 1] and lang.attributive == "before":
                return "origin"  # "Indonesian cargoes shrank by 8 percent and Mongolian ones by 9"
            if noun := u.get("noun"):
                if u.get("measure") in ("fdi", "fdi_registered", "fdi_realised"):
                    return "investor"
                if noun == "count":
                    return "aside"  # "Russian figures show"
                if (
                    noun == "gate"
                    and english
                    and [bool(w.get("link") == "and") for w in tokens[k + 2 : k + 3]] == [True]
                ):
                    if any(w.get("measure") == "border_trade" for w in tokens[k + 3 : k + 4]):
                        return "subject"  # "Thai border and cross-border trade"
                if noun == "gate" and out and out[-1].area.country != area.country:
                    return "aside"  # "at Youyiguan, on the Vietnamese border"
                if noun == "market" and english and k and tokens[k - 1].get("role") == "from":
                    if any(u.get("measure") == "imports" for u in tokens[:k]):
                        return "from"  # "imports from the Chinese market"
                return _NOUN_ROLES.get(noun, "subject")  # "Vietnamese private firms exported 30 bn"
            if u.get("commodity") or u.get("measure"):
                bought = english and k > 1 and tokens[k - 1].get("role") == "of" and u is nxt
                bought = bought and tokens[k - 2].get("measure") == "buy" and u.get("measure") == "exports"
                if bought:
                    return "owner"  # "China absorbed 49 bn USD of Vietnamese exports"
                return "origin" if u.get("commodity") else "subject"
        if not (nxt is not None and nxt.get("measure")):
            return "adjective"
        led = tokens[k - 1] if k and english else None
        if led is not None and led.get("role") == "to" and nxt.get("measure") in ("exports", "imports"):
            if t.start - led.end == 1 == nxt.start - t.end:
                return "owner"  # "durian contributed 2.3 bn to Vietnamese exports"
    before = tokens[k - 1] if k else None
    if before is not None and k > 1 and area.type in BLOCS:
        lead = k - 1
        if english and before.get("ignore") and t.start - before.end == 1:
            lead -= 1  # "the member states of ASEAN"
        if lead > 0 and (tokens[lead].get("digits") or tokens[lead].get("number")):
            lead -= 1  # "to the ten ASEAN members"
        if lead < k - 1:
            before = tokens[lead]
            if before.get("role") in ("at", "to", "from", "with") and lang.spaced:
                return str(before.get("role"))
            if before.get("link") == "and" and out and last_index == lead - 1 and lang.spaced:
                return out[-1].name  # "between China and the ten ASEAN members"
    if k > 1 and before.end == t.start and before.get("digits"):
        before = tokens[k - 2]  # 在78个国家和地区
        if before.get("role") in ("at", "to") and t.start - before.end <= 4:
            return str(before.get("role"))
    owns = english and "'s" in (text[t.end : t.end + 2], text[t.end : t.end + 1] + text[t.end - 1 : t.end])
    owns = owns or english and bool(t.get("owner"))
    if owns and nxt is not None and nxt.get("noun") == "count":
        return "aside"  # "by Hanoi's count"
    if owns and nxt is not None and before is not None and before.get("role") == "at":
        what = tokens[k + 2] if nxt.get("noun") == "goods" and k + 2 < len(tokens) else nxt
        if what.get("measure"):
            return "owner"  # "695 million USD in Hainan's exports", "a fall in Japan's goods deficit"
    led = before.get("role") if before is not None else None
    if led == "at" and lang.spaced and "-" in area.code and nxt is not None:
        if nxt.get("link") == "which" and t.start - before.end <= 1:
            return "aside"  # "told business leaders in Beijing that trade had grown"
    if k > 1 and led == "at" and english:
        office = tokens[k - 2]
        if (office.get("authority") or office.get("compiler")) and before.start - office.end <= 1:
            return "aside"  # "the Chinese embassy in Hanoi"
    if led == "at" and not lang.spaced and nxt is not None and nxt.get("directed") and nxt.start == t.end:
        if not any(r.name in ("subject", "owner", "investor") for r in out):  # 中国在老挝对外投资
            return "subject"  # 在越南对外投资的领域中
    if led in ("aside", "at") and t.start - before.end <= 2:
        if led == "at" and nxt is not None and nxt.get("noun") == "market" and not after.strip():
            return "to"
        if led == "at" and not lang.spaced and nxt is not None and nxt.get("commodity"):
            if tokens[k + 2 : k + 3] and tokens[k + 2].get("noun") == "market":
                return "to"  # 在中国榴莲市场
        return str(led)
    compared = english and before is not None and before.get("compare") == "base"
    if compared and not owns and out and nxt is not None and nxt.get("role"):
        if (
            before.end - before.start > len("on")
            and t.start - before.end <= 1
            and not any(u.get("measure") for u in tokens[:k])
        ):
            return "aside"  # "did better than Vietnam in their trade"
    if compared and not owns and out and before.end - before.start > len("on"):
        more = any(u.get("compare") in ("higher", "lower") for u in tokens[: k - 1])
        if more and not any(isinstance(u, Quantity) for u in tokens[:k]):
            return "aside"  # "exported more durian to China than Thailand did"
    if english and out and out[-1].name == "aside" and _in_list(tokens, k, last_index):
        return "aside"  # "behind the US, Japan and Korea; trade with it"
    if out and out[-1].name == "aside" and 0 < t.start - out[-1].span[1] <= 3:
        apart = _after_verb(tokens, k)  # "passed Thailand and became Hong Kong's …"
        parted = english and before is not None and before.get("punct")
        if not apart and not parted:
            return "aside"  # "which faces Vietnam's Lao Cai"
    if owns and led == "via" and "-" in area.code:
        return "via"  # "were traded through Lang Son's border gates"
    if owns and out and out[-1].name == "aside" and last_index == k - 2 and before.get("link") == "and":
        if nxt is None or nxt.get("punct") or nxt.get("role"):
            return "aside"  # "after Singapore's and South Korea's"
    if english and led == "to" and k > 1 and tokens[k - 2].get("measure") == "imports":
        if (
            text.endswith(lang.spelled["owners"], 0, tokens[k - 2].start - 1)
            and tokens[k - 2].end + 1 == before.start
        ):
            return "from"  # "its exports to ASEAN fell, its imports to ASEAN rose"
    if owns and led in ("to", "from", "with") and k > 1 and tokens[k - 2].get("measure"):
        if t.start - before.end == 1 and lang.owned_parts and lang.owned_parts.match(text, t.end):
            return str(led)  # "exports to China's southern provinces"
    if owns and led == "to" and before.get("measure") == "arrivals" and t.start - before.end <= 1:
        return "to"  # "visited Cambodia's Angkor park"
    if owns:
        return "owner"
    if english and led == "to" and area.type in NATIONS and nxt is not None and not nxt.get("noun"):
        if nxt.get("measure") in ("exports", "imports", "surplus", "deficit"):
            if t.start - before.end == 1 == nxt.start - t.end:
                return "owner"  # "the main destination for EU exports"
    if lang.attributive == "after" and before is not None and t.start - before.end <= 1:
        if before.get("measure") == "trade_total" and before.get("link") == "total":
            return "of"  # "ngoại thương Thái Lan": a country's trade with all others
    if not lang.spaced or adjective:
        if (
            nxt is not None
            and not after.strip()
            and (noun := nxt.get("noun"))
            and not isinstance(nxt, Quantity)
        ):
            led = before is not None and before.get("role") == "to" and t.start - before.end <= 1
            invested = noun == "firm" and led and str(nxt.get("measure")).startswith("fdi")  # 对老挝投资
            visited = noun == "people" and led and bool(out) and last_index == k - 2  # 中国赴越南游客
            flows = {u.get("measure") for u in tokens[k + 2 : k + 6]}
            if noun == "goods" and {"exports", "imports"} <= flows and not lang.spaced:
                return "subject"  # 香港商品整體出口及進口: its own
            if noun in ("market", "people", "goods", "firm") and not (invested or visited):
                return _NOUN_ROLES[noun]
    if (
        english
        and area.type in NATIONS
        and nxt is not None
        and nxt.get("noun") == "goods"
        and not after.strip()
    ):
        if before is not None and before.get("role") == "of" and t.start - before.end <= 1:
            return "origin"  # "imports of US goods": some names have no adjective
    if not lang.spaced and nxt is not None and nxt.get("role") == "to" and not after.strip():
        aim = next((u for u in tokens[k + 2 : k + 6] if u.get("area") or u.get("measure")), None)
        if aim is not None and str(aim.get("measure")).startswith("fdi") and aim.start > nxt.end:
            return "investor"  # 台湾对新南向国家投资: into places that are no one area
    p = tokens[k - 1] if k else None
    if (
        k > 1
        and p.get("noun") == "locality"
        and tokens[k - 2].get("role") not in (None, "within")
        and p.start - tokens[k - 2].end <= 1
    ):
        p = tokens[k - 2]  # "with neighbouring Vietnam"
    if (
        k > 1
        and lang.attributive == "after"
        and p.get("anaphor") == "region"
        and text[p.end : t.start] == " "
    ):
        p = tokens[k - 2]  # "qua địa bàn tỉnh Lạng Sơn": the word for province stands in between
    if (
        k > 1
        and lang.attributive == "after"
        and (p.get("ignore") or p.get("link") == "only")
        and tokens[k - 2].get("role")
        and p.start - tokens[k - 2].end <= 5
        and text[p.end : t.start] == " "
    ):
        p = tokens[k - 2]  # "với các nền kinh tế APEC", "sang riêng Trung Quốc"
    if p is None or isinstance(p, Quantity):
        return "subject"
    gap = text[p.end : t.start]
    if len(gap) > 24:
        return "subject"
    mark = p.get("punct")
    if out and lang.spaced and not mark and p.get("area") and not gap.strip(" "):
        return "subject"
    if mark in ("-", "/") and last_index == k - 2 and len(gap) <= 1:
        acts = nxt is not None and nxt.get("measure") == "buy" and lang.attributive == "after"
        if out and (out[-1].name in ("to", "from") or acts and out[-1].name == "subject"):
            return str(out[-1].name)  # "Trung Quốc - Hồng Kông mua 843 triệu USD"
        return "pair"
    if out and p.get("link") == "and":
        listed = k > 2 and last_index == k - 3 and tokens[k - 2].get("punct") in (",", "、")
        if last_index == k - 2 or listed:
            return out[-1].name
    if (
        mark in (",", "、")
        and last_index == k - 2
        and out
        and out[-1].name in ("to", "from", "between", "with", "of", "via")
        and not (lang.attributive == "after" and tokens[last_index].get("anaphor"))
        and not (lang.attributive == "after" and _acts_behind(tokens, k))
    ):
        return out[-1].name
    if mark == "(" and text[t.end : t.end + 1] == ")":
        return "aside" if gap.strip() else "bracket"  # "China (including Hong Kong)"
    if mark:
        return "subject"
    verb = None if lang.spaced else p.get("measure")
    if verb is not None:
        if verb in ("imports", "buy") and nxt is not None and nxt.get("commodity"):
            if out or verb == "imports" and not gap and not after.strip():
                return "origin"  # 进口越南水果
        if verb == "exports" and not gap and area.type in NATIONS:
            own = nxt is not None and (nxt.get("commodity") or nxt.get("noun"))  # 出口越南大米
            if not own or any(r.name in ("subject", "owner") for r in out):
                return "to"  # 越南水果出口中国
        if verb == "attract" and nxt is not None and not after.strip():
            if str(nxt.get("measure")).startswith("fdi"):
                return "investor"  # 已吸引韩国投资项目365个
        if verb == "attract" and not gap and area.country != lang.home:
            if area.type == "country" and (nxt is None or isinstance(nxt, Quantity)) and out:
                return "investor"  # 平阳省吸引台资4.27亿美元
    role = p.get("role")
    if role == "with" and not lang.spaced and _one_more(tokens, k, out, last_index):
        return out[-1].name  # 对中国与香港出口
    if (
        role == "with"
        and nxt is not None
        and not after.strip()
        and nxt.get("measure")
        in (
            "sell",
            "buy",
            "exports",
            "imports",
        )
    ):
        return "subject"  # "with the city selling …"
    if role == "with" and english and k > 1 and tokens[k - 2].get("punct") == "," and nxt is not None:
        if nxt.get("measure") in ("surplus", "deficit"):
            return "subject"  # "…, with Viet Nam running a deficit of 83 bn"
    if role is not None:
        if role == "of" and not lang.spaced:
            return "subject"
        if role == "from" and not lang.spaced and _learnt_from(tokens, k):
            return "subject"  # 记者从重庆海关获悉，…
        if role == "to" and lang.attributive == "after":
            verb = next((u for u in reversed(tokens[:k]) if u is not p and u.get("anaphor") != "region"), p)
            if verb.get("measure") == "earn":
                return "subject"  # "sầu riêng mang về cho Việt Nam 3 tỷ USD": who sells
        return str(role)
    noun = p.get("noun")
    if noun is not None and lang.attributive == "after":
        led = tokens[k - 2] if k > 1 and noun == "market" else None
        if led is not None and led.get("role") == "from" and p.start - led.end <= _MANY:
            return "from"  # "nhập khẩu từ thị trường Trung Quốc"
        return "subject" if noun == "goods" and _bought(tokens, k) else _NOUN_ROLES.get(str(noun), "subject")
    if p.get("commodity") and not p.get("measure") and lang.attributive == "after":
        return "subject" if _bought(tokens, k) else "origin"
    if (
        p.get("measure") == "sell"
        and lang.attributive == "before"
        and lang.spaced
        and gap == " "
        and not owns
    ):
        return "to"  # "selling Viet Nam goods worth 17 bn", "sold China 5 m tonnes"
    shipped = p.get("measure") == "exports" and english and gap == " " and not owns and k > 1
    if shipped and tokens[k - 2].get("area") is not None and not tokens[k - 2].get("adjective"):
        if not tokens[k].get("adjective"):
            return "to"  # "China shipped Vietnam 138 bn USD worth of goods"
    if p.get("measure") in ("buy",) and lang.attributive == "after":
        return "origin"
    if (
        p.get("measure") in ("fdi", "fdi_registered", "fdi_realised", "attract")
        and lang.attributive == "after"
    ):
        return "investor"
    return "subject"


def _bought(tokens: list[Token | Quantity], k: int) -> bool:
    """ "Hàng hóa Mỹ nhập khẩu của Trung Quốc": the goods that an area imports, and not its own."""
    verb, led, whose = (*tokens[k + 1 : k + 4], None, None, None)[:3]
    if verb is None or led is None or whose is None or verb.get("measure") != "imports":
        return False
    return led.get("role") in ("of", "from") and bool(whose.get("area"))


def _one_more(tokens: list[Token | Quantity], k: int, out: list[Role], last_index: int) -> bool:
    """Whether "with" only joins an area to the one right before it, to or from which goods go."""
    return (
        bool(out)
        and last_index == k - 2
        and out[-1].name in ("to", "from")
        and tokens[k - 1].end == tokens[k].start
    )


def _learnt_from(tokens: list[Token | Quantity], k: int) -> bool:
    """Whether news comes from an office at the area, not goods: something else than a flow stands between its name and
    a comma."""
    if tokens[k - 1].get("change") != "start" or tokens[k - 1].end != tokens[k].start:
        return False
    end = tokens[k].end
    for t in tokens[k + 1 :]:
        if t.get("punct") in (",", ";", ":", "."):
            return t.start - end > 1
        if t.get("ignore"):
            continue
        if isinstance(t, Quantity) and t.unit is not None or t.get("measure") in _GOES:
            return False
        end = end if t.get("role") == "to" else t.end  # a verb's own, where nobody follows
    return False


def _in_list(tokens: list[Token | Quantity], k: int, last: int) -> bool:
    """Whether the area at ``k`` stands behind another and a comma in a list that ends with "and", behind which nobody
    acts: "after Japan, China and Korea", and not "after Japan, China and Korea were the largest"."""
    if last != k - 2 or tokens[k - 1].get("punct") != ",":
        return False
    n = k
    while n + 2 < len(tokens) and tokens[n + 1].get("punct") == "," and tokens[n + 2].get("area"):
        n += 2
    if n + 2 >= len(tokens) or tokens[n + 1].get("link") != "and" or not tokens[n + 2].get("area"):
        return False
    nxt = tokens[n + 3] if n + 3 < len(tokens) else None
    return nxt is None or bool(nxt.get("punct") or nxt.get("role") or nxt.get("link"))


def _acts_behind(tokens: list[Token | Quantity], k: int) -> bool:
    """ "With the US, Viet Nam had a surplus of 83 bn": who stands behind the comma acts, and is no more of a list."""
    nxt = tokens[k + 1] if k + 1 < len(tokens) else None
    first = next((n for n, t in enumerate(tokens[:3]) if t.get("role")), None)
    alone = first is not None and k == first + 3 and tokens[first].get("role") in ("with", "to", "at")
    return alone and nxt is not None and nxt.get("measure") in _VERBS


def _after_verb(tokens: list[Token | Quantity], k: int) -> bool:
    """Whether a word that says nothing itself, such as "became", stands right before token ``k``."""
    return bool(k) and bool(tokens[k - 1].get("ignore"))


_GOES = frozenset({"exports", "imports", "buy", "sell", "supply", "volume"})
