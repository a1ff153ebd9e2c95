"""A share that an unknown word names: "the bloc's slice of China's trade"."""

from __future__ import annotations

from etl.tokens import make_token
from etl.turns.shapes import TOLD, Tokens

_WORD = 4  # fewest letters between whose part it is and "of" that leave room for a word


def sliced(tokens: Tokens) -> Tokens:
    """ "The bloc's part of China's foreign trade edged up to 15.8%": a share of it. "ASEAN, of China's trade the …" has no
    word between."""
    for k in range(len(tokens) - 3):
        holder, of, whole, flow = tokens[k : k + 4]
        if of.get("role") != "of" or not whole.get("area") or flow.get("measure") not in TOLD:
            continue
        if not (holder.get("area") or holder.get("anaphor") == "bloc") or holder.get("adjective"):
            continue
        if of.start - holder.end >= _WORD and holder.get("seat") is None:
            share = make_token(of.start, of.end, {"share": "share"})
            return [*tokens[: k + 1], share, *tokens[k + 2 :]]
    return tokens
