"""Who sold the same there in the same months."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import FOREIGN, WEIGHED, Tokens

_AMOUNTS = FOREIGN | WEIGHED


def sold_meanwhile(tokens: Tokens) -> Tokens:
    """泰国对华水果出口额下跌18.2%，越南同期猛增42%: as of 越南则猛增42%, another that sells there, no market."""
    to = next((k for k, t in enumerate(tokens) if str(t.get("directed")).startswith("to ")), None)
    if to is None or not to or not tokens[to - 1].get("area"):
        return tokens
    market = str(tokens[to].get("directed")).removeprefix("to ")
    sold = next((k for k in range(to + 1, min(to + 4, len(tokens))) if tokens[k].get("measure")), None)
    if sold is None or tokens[sold]["measure"] != "exports":
        return tokens
    for k in range(sold + 2, len(tokens) - 2):
        then, after = tokens[k], tokens[k + 1]
        if then.get("anaphor") != "period":
            continue
        start = k - 1 if tokens[k - 1].get("area") else k
        who = tokens[k - 1] if start < k else after
        area = who.get("area")
        led = tokens[start - 1]
        if area is None or area.type != "country" or area.code in (market, tokens[to - 1]["area"].code):
            continue
        if not (led.get("punct") in (",", ";") or led.get("link") == "but"):
            continue
        n = k + 1 if start < k else k + 2
        n += bool(tokens[n].get("link") == "but")
        if n + 1 >= len(tokens):
            return tokens
        grew = tokens[n].get("change") in ("up", "down") and isinstance(tokens[n + 1], Quantity)
        n += bool(tokens[n].get("change") == "reach" or tokens[n].get("hedge"))
        if grew or n < len(tokens) and isinstance(tokens[n], Quantity) and tokens[n].unit in _AMOUNTS:
            but = make_token(who.end, who.end, {"link": "but"})
            return [*tokens[:start], who, but, *tokens[n:]]
    return tokens
