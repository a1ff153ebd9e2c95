"""Projects that a country has approved are put into it."""

from __future__ import annotations

from etl.tokens import Quantity, make_token
from etl.turns.shapes import Tokens

_COUNTED = frozenset({"projects", "projects!", "classifier"})
_AHEAD = 5  # on how many tokens before the word for it the country stands at most


def approved_by(tokens: Tokens) -> Tokens:
    """柬埔寨上半年批准投资项目385个, 缅甸投资委员会批准越南企业投资项目3个: the country named before is the host."""
    for k in range(1, len(tokens) - 2):
        newly = tokens[k].get("measure") == "fdi_registered"  # 新批
        if tokens[k].get("tense") != "flow" or tokens[k].get("measure") and not newly:
            continue
        led = [n for n in range(max(0, k - _AHEAD), k) if tokens[n].get("area")]
        if not led or any(_other(t) for t in tokens[led[-1] + 1 : k]):
            continue
        host = tokens[led[-1]]
        if (
            host["area"].type not in ("country", "province")
            or host.get("role")
            or led[-1]
            and tokens[led[-1] - 1].get("role")
        ):
            continue
        n = k + 1
        whose = tokens[n].get("area")
        n += 2 if whose is not None and tokens[n + 1].get("noun") == "firm" else whose is not None
        if n + 1 >= len(tokens) or tokens[n].get("measure") != "fdi" or tokens[n].get("noun") == "inward":
            continue
        number = tokens[n + 1]
        if not isinstance(number, Quantity) or number.unit not in _COUNTED:
            continue
        if whose is None and newly:  # as 新增外资项目
            added = make_token(tokens[k].start, tokens[k].end, {"change": "add", "tense": "flow"})
            return [*tokens[:k], added, *tokens[k + 1 :]]
        if whose is None:
            took = make_token(tokens[k].start, tokens[k].end, {**tokens[k], "measure": "attract"})
            return [*tokens[:k], took, *tokens[k + 1 :]]
        if whose.type == "country" and whose.code != host["area"].code:
            at = make_token(host.start, host.start, {"role": "at"})
            return [
                *tokens[: led[-1]],
                *tokens[k + 1 : n],
                at,
                host,
                *tokens[led[-1] + 1 : k + 1],
                *tokens[n:],
            ]
    return tokens


def _other(t: object) -> bool:
    """Whether a token between a country and what it approved tells of something else."""
    if isinstance(t, Quantity):
        return True
    return not (t.get("period") or t.get("ignore") or t.get("punct") in (":", ",") or t.get("compiler"))
