"""What was spent to import a quantity, and whose hosts a list of amounts with their projects is of."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import PAID, Tokens
from etl.turns.together import one_nation

_SHORT = 3  # most tokens between what was spent and how much it bought
_WITH = 5  # most tokens from those named to the word for their order


def spent_to_import(tokens: Tokens) -> Tokens:
    """ "Trung Quốc chi 3,87 tỷ USD để nhập khẩu 785.000 tấn với giá 4.927 USD/tấn": what was spent is the imports, whatever
    price is told behind."""
    for k, t in enumerate(tokens[:-3]):
        if t.get("measure") != "buy" or isinstance(t, Quantity) or t.get("compare"):
            continue
        n = k + 1 + bool(tokens[k + 1].get("hedge") and not isinstance(tokens[k + 1], Quantity))
        much, into = tokens[n], tokens[n + 1 : n + 2]
        if not isinstance(much, Quantity) or much.unit not in PAID or not into:
            continue
        if into[0].get("measure") != "imports" or isinstance(into[0], Quantity):
            continue
        bought = next((u for u in tokens[n + 2 : n + 2 + _SHORT] if isinstance(u, Quantity)), None)
        if bought is None or bought.unit != "tonnes":
            continue
        paid = make_token(t.start, t.end, {"measure": "imports"})
        return [*tokens[:k], paid, *tokens[k + 1 : n + 1], *tokens[n + 2 :]]
    return tokens


def spent_to_invest(tokens: Tokens) -> Tokens:
    """ "Trung Quốc bỏ ra 4,7 tỷ USD (để) đầu tư vào Việt Nam": what is spent is invested, and buys nothing."""
    for k in range(len(tokens) - 2):
        if tokens[k].get("measure") != "buy" or isinstance(tokens[k], Quantity):
            continue
        n = k + 1 + bool(tokens[k + 1].get("hedge") and not isinstance(tokens[k + 1], Quantity))
        if n + 1 >= len(tokens) or not isinstance(tokens[n], Quantity) or tokens[n].unit not in PAID:
            continue
        if tokens[n + 1].get("measure") == "fdi":
            return [*tokens[:k], *tokens[k + 1 :]]
    return tokens


def spent_on_amount(tokens: Tokens) -> Tokens:
    """ "chi 7 tỷ USD mua 63 triệu tấn than của Indonesia": the money went there, too."""
    for k in range(len(tokens) - 4):
        spent, money, bought, n = tokens[k], tokens[k + 1], tokens[k + 2], k + 3
        if spent.get("measure") != "buy" or not isinstance(money, Quantity) or money.unit not in PAID:
            continue
        if bought.get("measure") not in ("buy", "imports") or not isinstance(tokens[n], Quantity):
            continue
        if tokens[n].unit in (None, "percent", *PAID):
            continue
        n += 1
        while n < len(tokens) and any(map(tokens[n].get, ("commodity", "noun"))):
            n += 1
        n += n < len(tokens) and tokens[n].get("role") in ("of", "from")
        if n < len(tokens) and tokens[n].get("area"):
            way = make_token(spent.end, spent.end, {"role": "from"})
            there = make_token(spent.end, spent.end, {"area": tokens[n].get("area")})
            return [*tokens[: k + 1], way, there, *tokens[k + 1 :]]
    return tokens


def goods_poured(tokens: Tokens) -> Tokens:
    """ "Hàng Trung Quốc đổ về Việt Nam tới 144 tỷ USD": goods that went there, and no capital."""
    for k in range(2, len(tokens) - 1):
        t, what = tokens[k], tokens[k - 2]
        if t.get("measure") != "fdi" or t.get("role") != "to" or t.get("rank_noun"):
            continue
        if not (what.get("noun") == "goods" or what.get("commodity")) or not tokens[k - 1].get("area"):
            continue
        if tokens[k + 1].get("area"):
            return [*tokens[:k], make_token(t.start, t.end, {"role": "to"}), *tokens[k + 1 :]]
    return tokens


def projects_in_order(tokens: Tokens) -> Tokens:
    """ "Lào và Campuchia, với tổng vốn lần lượt là 5 tỷ USD (270 dự án) và 3 tỷ USD (191 dự án)": each amount with its
    projects beside whose it is."""
    at = next((k for k, t in enumerate(tokens) if t.get("link") == "respectively"), 0)
    last = next((k for k in range(at - 1, max(0, at - 1 - _WITH), -1) if tokens[k].get("area")), None)
    if last is None or not tokens[last + 1 : at] or any(isinstance(t, Quantity) for t in tokens[last:at]):
        return tokens
    first, whose = _listed(tokens, last)
    if len(whose) < 2:
        return tokens
    k, groups = at + 1 + bool(tokens[at + 1 : at + 2] and tokens[at + 1].get("change") == "reach"), []
    while k < len(tokens):
        end = _with_projects(tokens, k)
        if end is None:
            break
        groups.append(tokens[k:end])
        k = end
        if tokens[k : k + 1] and (tokens[k].get("link") == "and" or tokens[k].get("punct") == ","):
            k += 1
    if len(groups) != len(whose):
        return tokens
    comma = last + 1 if tokens[last + 1].get("punct") else last
    out: Tokens = [*tokens[:first]]
    for n, (who, group) in enumerate(zip(whose, groups, strict=True)):
        between = make_token(who[0].start, who[0].start, {"punct": ","})
        out += [between, *who] if n else [*who, *tokens[comma + 1 : at]]
        out += group
    return [*out, *tokens[k:]]


def _listed(tokens: Tokens, last: int) -> tuple[int, list[Tokens]]:
    """Where the list of nations begins that ends at ``last``, and each with the word for "in" before it."""
    whose: list[Tokens] = []
    k = last
    while k >= 0 and one_nation(tokens[k]):
        led = k > 0 and tokens[k - 1].get("role") == "at"
        whose.insert(0, tokens[k - led : k + 1])
        k -= led
        before = tokens[k - 1] if k else None
        if before is None or not (before.get("link") == "and" or before.get("punct") == ","):
            break
        if k < 2 or not tokens[k - 2].get("area"):
            break
        k -= 2
    return k, whose


def _with_projects(tokens: Tokens, k: int) -> int | None:
    """Where an amount with its projects in brackets ends."""
    much, opened = tokens[k], tokens[k + 1 : k + 2]
    if not isinstance(much, Quantity) or much.unit not in PAID or not opened or opened[0].get("punct") != "(":
        return None
    for n in range(k + 2, min(k + 5, len(tokens) - 1)):
        t = tokens[n]
        if isinstance(t, Quantity):
            return n + 2 if t.unit == "projects" and tokens[n + 1].get("punct") == ")" else None
    return None
