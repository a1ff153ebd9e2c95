"""A place with its country behind it: the place is told of, or the country where the place is nobody's name; a gate that
lies where another does."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens


def province_of_country(tokens: Tokens) -> Tokens:
    """ "đầu tư 8 tỷ USD vào Quảng Tây của Trung Quốc": the country says no more than where the place lies. "vốn vào Bình
    Dương của Trung Quốc" is a country's capital in a place elsewhere."""
    out = tokens
    for k in range(len(out) - 3, 0, -1):
        if k + 3 > len(out):
            continue  # what stood there is gone
        led, place, of, whole = out[k - 1 : k + 3]
        if k > 1 and led.get("anaphor") == "region":
            led = out[k - 2]
        if isinstance(led, Quantity) or led.get("role") not in ("at", "to"):
            continue
        area, country = place.get("area"), whole.get("area")
        if area is None or country is None or of.get("role") != "of":
            continue
        if country.type == "country" and area.code != country.code and area.country == country.code:
            out = [*out[: k + 1], *out[k + 3 :]]
    return out


def zone_of_country(tokens: Tokens) -> Tokens:
    """ "được cấp phép 8 tỷ USD ở Hành lang kinh tế phía Đông của Thái Lan": in that country."""
    out = tokens
    for k in range(len(out) - 4, 0, -1):
        money, led, zone, of, whole = out[k - 1 : k + 4]
        if (
            not isinstance(money, Quantity)
            or isinstance(led, Quantity)
            or led.get("role") not in ("at", "to")
        ):
            continue
        if zone.get("ignore") is None or of.get("role") != "of" or whole.get("area") is None:
            continue
        if whole.get("area").type == "country":
            out = [*out[:k], make_token(led.start, of.end, dict(led)), *out[k + 3 :]]
    return out


def gate_beside(tokens: Tokens) -> Tokens:
    """ "Cửa khẩu La Lay cùng tỉnh đạt 218 triệu USD": where the gate lies, and nobody that it trades with. "Móng Cái cùng
    tỉnh Quảng Tây" names somebody."""
    if not any((area := t.get("area")) is not None and area.type == "gate" for t in tokens):
        return tokens
    for k in range(len(tokens) - 2):
        led, place, behind = tokens[k : k + 3]
        if led.get("role") == "with" and place.get("anaphor") == "region" and not behind.get("area"):
            return [*tokens[:k], *tokens[k + 2 :]]
    return tokens
