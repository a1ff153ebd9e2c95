"""Reads a passage as an analyst does: left to right, with a frame in mind that clauses update.

Each quantity takes from the frame what its unit allows: money the flow, a percentage growth or a share, tonnes
a volume, an ordinal a rank. What is read, inherited, defaulted or unknown is kept beside every value.

``document`` remembers a text, ``sentence`` walks through one sentence, ``clause`` and ``context`` take in one clause,
``measure`` decides which flow it speaks of and between whom, ``carry`` what the next sentence starts with.
"""

from etl.reader.document import Reader
from etl.reader.sentence import _Sentence
from etl.reading import Reading

__all__ = ["Reader", "Reading", "_Sentence"]
