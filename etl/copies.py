"""Copies: the same wire story in five papers is one witness. Found between documents and between single passages.

A document is a copy of an earlier one when most of its words stand there, sentence for sentence; a fact's passage is a
copy when an earlier document has the same numbers in nearly the same words. The earlier one is the one published
first; where that does not tell, the one whose identifier comes first.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from heapq import nlargest, nsmallest
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process

MOST = 0.7  # of a document's letters stand in the other, for it to be a copy
HINT = 0.15  # of them in sentences that are the same letter by letter, for the rest to be compared at all
ALIKE = 88.0  # of 100: how alike two sentences with the same numbers are, for one to be the other's copy
SHORTEST = 48  # bytes of a sentence that can be told from chance
COMMON = 200  # documents that share a sentence: more, and it is a set phrase

_SENTENCE = re.compile(r"[^\n.!?。！？;；]+(?:[.,](?=\d)[^\n.!?。！？;；]+)*")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_UNDATED = "9999"
_TRIED = 5  # documents that one is compared with at most
_TEXTS = 10_000  # texts held to be compared


@dataclass(frozen=True)
class _Text:
    doc_id: str
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


def copied_documents(documents: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """doc_id -> the earlier document that it is a copy of; documents that are nobody's copy are left out.

    ``documents`` have doc_id, text and published.
    """
    rows = list(documents)
    marked = pa.array([marks(row["text"]) for row in rows], pa.list_(pa.int64()))
    ids = [row["doc_id"] for row in rows]
    return copied(ids, [row["published"] for row in rows], marked, lambda i: rows[i]["text"])


def marks(text: str) -> list[int]:
    """Of every sentence of a text that can be told from chance a number, the same for the same sentence, and its length."""
    return [
        number
        for s in _text("", text).sentences
        for number in (
            int.from_bytes(
                blake2b(s.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
            ),
            len(s),
        )
    ]


def copied(
    ids: Sequence[str], published: Sequence[str | None], marked: pa.ListArray, text: Callable[[int], str]
) -> dict[str, str]:
    """:func:`copied_documents` by the :func:`marks` of each; ``text`` gives the nth one's, asked for where it may be a copy.

    A sentence that stands in one document only is nobody's: what is held in memory are those that stand in several.
    """
    flat = pc.list_flatten(marked).to_numpy(zero_copy_only=False)
    ends = np.cumsum(pc.fill_null(pc.list_value_length(marked), 0).to_numpy()) // 2
    starts = np.concatenate([[0], ends[:-1]]) if len(ends) else ends
    numbers, lengths = flat[::2], flat[1::2]
    _, which, times = np.unique(numbers, return_inverse=True, return_counts=True)
    several = times[which] > 1
    before = np.concatenate([[0], np.cumsum(lengths)])
    some = np.concatenate([[0], np.cumsum(several)])
    held: dict[int, list[int]] = defaultdict(
        list
    )  # sentence -> the documents, no copies themselves, that have it
    known = lru_cache(_TEXTS)(lambda i: _text(ids[i], text(i)))
    out: dict[str, str] = {}
    for i in sorted(range(len(ids)), key=lambda i: (published[i] or _UNDATED, ids[i])):
        start, end = starts[i], ends[i]
        if some[end] == some[start]:
            continue
        mine = [
            (n, size)
            for n, size, two in zip(
                numbers[start:end].tolist(),
                lengths[start:end].tolist(),
                several[start:end].tolist(),
                strict=True,
            )
            if two
        ]
        least = HINT * int(before[end] - before[start])
        shared: Counter[int] = Counter()
        for number, size in mine:
            owners = held.get(number, ())
            if len(owners) <= COMMON:
                for owner in owners:
                    shared[owner] += size
        # the five that share most, of equals those whose names come first; most are sorted out by a number alone
        enough = max(least, nlargest(_TRIED, shared.values())[-1]) if shared else 0
        most = [(-size, ids[owner], owner) for owner, size in shared.items() if size >= enough]
        for _, _, owner in nsmallest(_TRIED, most):
            if _stands_in(known(i), known(owner)):
                out[ids[i]] = ids[owner]
                break
        else:
            for number in dict.fromkeys(number for number, _ in mine):
                held[number].append(i)
    return out


def copied_passages(facts: Sequence[Mapping[str, Any]]) -> list[str | None]:
    """For each fact the document that stated its passage first, where this one repeats it nearly word for word.

    ``facts`` have doc_id, published, quote, passage.
    """
    out: list[str | None] = [None] * len(facts)
    held: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    known: dict[tuple[str, str], str | None] = {}
    for i in sorted(range(len(facts)), key=lambda i: (*_earlier(facts[i]), i)):
        fact = facts[i]
        passage, doc_id = fact["passage"], fact["doc_id"]
        if (doc_id, passage) not in known:
            known[doc_id, passage] = _first(passage, doc_id, held)
        out[i] = known[doc_id, passage]
    return out


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


def _earlier(row: Mapping[str, Any]) -> tuple[str, str]:
    return (row["published"] or _UNDATED, row["doc_id"])


def _text(doc_id: str, text: str) -> _Text:
    sentences = tuple(s for raw in _SENTENCE.findall(text) if len((s := plain(raw)).encode()) >= SHORTEST)
    return _Text(doc_id, sentences, sum(map(len, sentences)))


def _stands_in(text: _Text, other: _Text) -> bool:
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
    found = process.extractOne(sentence, others, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return found[0] if found else None


def _numbers(sentence: str) -> tuple[str, ...]:
    """A copy may change words, not figures: sentences with other numbers are never compared."""
    return tuple(_DIGITS.findall(sentence))


def plain(text: str) -> str:
    """A sentence without what its printings differ in: case, blanks, quotation marks, dashes."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[^\w%.,/]+", " ", text).strip(" .,/")
