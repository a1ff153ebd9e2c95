"""Turns of phrase that say in several words what the reader takes from one: a sentence's tokens are put so that it
finds them. No word is added, and every token keeps its place in the text."""

from __future__ import annotations

from etl.turns.shapes import Tokens
from etl.turns.table import TABLE
from etl.turns.turn import Sentence

__all__ = ["Sentence", "turned"]


def turned(tokens: Tokens, said: Sentence) -> Tokens:
    """The tokens of a sentence with its turns of phrase as the reader knows them; ``said`` is what its words are."""
    return TABLE.put(tokens, said)
