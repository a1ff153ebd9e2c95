"""Copies: the same wire story in five papers is one witness. Found between documents and between single passages.

A document is a copy of an earlier one when most of its words stand there, sentence for sentence; a fact's passage is a
copy when an earlier document has the same numbers in nearly the same words. The earlier one is the one published
first; where that does not tell, the one whose identifier comes first.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.taking import taken

MOST = 0.7  # of a document's letters stand in the other, for it to be a copy
ALIKE = 88.0  # of 100: how alike two sentences with the same numbers are, for one to be the other's copy
SHORTEST = 48  # bytes of a sentence that can be told from chance
COMMON = 200  # documents that share a sentence: more, and it is a set phrase

_SENTENCE = re.compile(r"[^\n.!?。！？;；]+(?:[.,](?=\d)[^\n.!?。！？;；]+)*")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_DIGIT = re.compile(r"\d+")
UNDATED = "9999"
_ROWS = 10_000  # held as objects at a time


@dataclass(frozen=True)
class _Text:
    sentences: tuple[str, ...]
    size: int

    @cached_property
    def numbers(self) -> list[tuple[str, ...]]:
        """The numbers of each sentence."""
        return [_numbers(s) for s in self.sentences]

    @cached_property
    def by_numbers(self) -> dict[tuple[str, ...], list[str]]:
        """The sentences by their numbers."""
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for sentence, numbers in zip(self.sentences, self.numbers, strict=True):
            found[numbers].append(sentence)
        return found


def marks(text: str) -> list[int]:
    """Of every sentence of a text that can be told from chance three numbers: one that is the same for the same sentence,
    its length, and one that is the same for the same figures in it."""
    found = parsed(text)
    pairs = zip(found.sentences, found.numbers, strict=True)
    return [n for s, figures in pairs for n in (_mark(s), len(s), _mark("\n".join(figures)))]


def _mark(text: str) -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def copied_passages(
    facts: pa.Table, same: pa.Array | None = None, gone: pa.ChunkedArray | None = None
) -> pa.ChunkedArray:
    """For each fact the document that stated its passage first, where this one repeats it nearly word for word.

    ``facts`` have doc_id, published, passage and syndicated_from. Where this has been found before, ``same`` are the
    documents that are as they were then, and ``gone`` the passages of all others as they were: only passages with the
    numbers of those that came or went are looked at again.
    """
    told = facts.select(["doc_id", "passage"])
    undated = pc.fill_null(facts["published"], UNDATED)
    order = told.select(["doc_id"]).append_column("published", undated)
    order = order.append_column("row", pa.array(np.arange(facts.num_rows)))
    keys = [(n, "ascending") for n in ("published", "doc_id", "row")]
    rows = pc.sort_indices(order, keys)
    found = pa.nulls(facts.num_rows, pa.string())
    if same is not None and gone is not None:
        fresh = pc.invert(pc.is_in(facts["doc_id"], same))
        touched = {_digits(p) for part in (facts["passage"].filter(fresh), gone) for p in _each(part)}
        again = pa.array([_digits(p) in touched for p in _each(facts["passage"])], pa.bool_())
        rows = rows.filter(again.take(rows))
        found = facts["syndicated_from"].combine_chunks()
    held: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    known: dict[tuple[str, str], str | None] = {}
    firsts: list[str | None] = []
    for start in range(0, len(rows), _ROWS):
        for row in taken(told, rows.slice(start, _ROWS)).to_pylist():
            doc_id, passage = row["doc_id"], row["passage"]
            if (doc_id, passage) not in known:
                known[doc_id, passage] = _first(passage, doc_id, held)
            firsts.append(known[doc_id, passage])
    places = np.zeros(facts.num_rows, bool)
    places[rows.to_numpy()] = True
    in_place = pa.array(firsts, pa.string()).take(pc.sort_indices(rows))
    return pa.chunked_array([pc.replace_with_mask(found, pa.array(places), in_place)])


def _each(texts: pa.ChunkedArray) -> Iterator[str]:
    for chunk in texts.chunks:
        for start in range(0, len(chunk), _ROWS):
            yield from chunk.slice(start, _ROWS).to_pylist()


def figures_of(passage: str) -> int | None:
    """A number that is the same for passages with the same figures, which alone :func:`copied_passages` compares; None
    for one that is too short to be told from chance."""
    sentence = plain(passage)
    return _mark("\n".join(_numbers(sentence))) if len(sentence.encode()) >= SHORTEST else None


def independent_sources(facts: Iterable[Mapping[str, Any]]) -> int:
    """How many independent sources state some facts: publishers, or documents where the publisher is not known.

    ``facts`` have doc_id, publisher and syndicated_from. Copies count with the document that they were copied from.
    """
    rows = list(facts)
    columns = (
        pa.array([row[n] for row in rows], pa.string()) for n in ("doc_id", "publisher", "syndicated_from")
    )
    return int(independent_counts(np.zeros(len(rows), np.int64), 1, *columns)[0])


def independent_counts(
    group: np.ndarray, groups: int, doc_id: pa.Array, publisher: pa.Array, syndicated_from: pa.Array
) -> np.ndarray:
    """:func:`independent_sources` of many groups of facts at once; ``group`` numbers them from 0 to ``groups``."""
    root = pc.coalesce(syndicated_from, doc_id)
    documents = pc.unique(pa.concat_arrays([doc_id, root]))
    own, origin = (pc.index_in(a, documents).to_numpy().astype(np.int64) for a in (doc_id, root))
    named = pc.if_else(pc.equal(publisher, ""), None, publisher).dictionary_encode()
    told = pc.fill_null(named.indices, -1).to_numpy().astype(np.int64)
    size = max(1, len(documents))
    held, first = np.unique(group * size + own, return_index=True)
    wanted = group * size + origin
    at = np.minimum(np.searchsorted(held, wanted), max(0, len(held) - 1))
    known = held[at] == wanted if len(held) else np.zeros(0, bool)
    by = np.where(known, told[first[at]] if len(held) else -1, -1)
    source = np.where(by >= 0, by, len(named.dictionary) + origin)
    sources = len(named.dictionary) + size
    return np.bincount(np.unique(group * sources + source) // sources, minlength=groups)


def parsed(text: str) -> _Text:
    """The sentences of a text that can be told from chance."""
    sentences = tuple(s for raw in _SENTENCE.findall(text) if len((s := plain(raw)).encode()) >= SHORTEST)
    return _Text(sentences, sum(map(len, sentences)))


def stands_in(text: _Text, other: _Text) -> bool:
    """Whether most of a text stands in another, sentence for sentence, the same or nearly."""
    same = set(other.sentences)
    size = 0
    left = text.size
    for sentence, numbers in zip(text.sentences, text.numbers, strict=True):
        if sentence in same or _alike(sentence, other.by_numbers.get(numbers, ())):
            size += len(sentence)
        left -= len(sentence)
        if (size + left) / text.size < MOST:
            return False
    return True


def _first(passage: str, doc_id: str, held: dict) -> str | None:
    """The document that had the passage first, or None and the passage is held as this document's own."""
    sentence = plain(passage)
    if len(sentence.encode()) < SHORTEST:
        return None
    before = held[_numbers(sentence)]
    others = [(s, owner) for s, owner in before if owner != doc_id]
    found = _alike(sentence, [s for s, _ in others])
    if found:
        return next(owner for s, owner in others if s == found)
    before.append((sentence, doc_id))
    return None


def _alike(sentence: str, others: Sequence[str]) -> str | None:
    if not others:
        return None
    from rapidfuzz import fuzz, process  # not for servers, which only count sources

    found = process.extractOne(sentence, others, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return found[0] if found else None


def _numbers(sentence: str) -> tuple[str, ...]:
    """A copy may change words, not figures: sentences with other numbers are never compared."""
    return tuple(_DIGITS.findall(sentence))


def _digits(text: str) -> str:
    """The same for two passages that have the same numbers; other ones may have it too."""
    return "".join(_DIGIT.findall(unicodedata.normalize("NFKC", text)))


def plain(text: str) -> str:
    """A sentence without what its printings differ in: case, blanks, quotation marks, dashes."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[^\w%.,/]+", " ", text).strip(" .,/")
