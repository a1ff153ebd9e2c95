"""Which documents are copies of an earlier one; after the first search only what a change can touch is looked at again.

A document is compared with those before it, no copies themselves, that share a sentence with it. So what was found of it
holds as long as neither it has changed nor which of them these are: a change goes from sentence to sentence, and ends
where the documents that have one are still the same, or still too many for it to tell anything.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heapify, heappop, heappush, nlargest, nsmallest
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl import copies
from etl.copies import UNDATED, marks, parsed, stands_in

HINT = 0.15  # of a document's letters in sentences that are the same letter by letter, for the rest to be compared at all
_TRIED = 5  # documents that one is compared with at most
_TEXTS = 10_000  # texts held to be compared
_FEW = 8  # documents of a sentence that are looked through each time; where there are more it is held how far
_SELF = -1  # why a document is looked at: for its own sake, not for a sentence


@dataclass(frozen=True)
class Found:
    """What a search found: of every document that is still the same the one it is a copy of, or None; and of those that
    have changed or are gone since, and were no copies, (published, doc_id, marks)."""

    origins: Mapping[str, str | None]
    gone: Sequence[tuple[str | None, str, Sequence[int]]]


def copied_documents(documents: Iterable[Mapping[str, Any]], before: Found | None = None) -> dict[str, str]:
    """doc_id -> the earlier document that it is a copy of; documents that are nobody's copy are left out.

    ``documents`` have doc_id, text and published.
    """
    rows = list(documents)
    marked = pa.array([marks(row["text"]) for row in rows], pa.list_(pa.int64()))
    ids = [row["doc_id"] for row in rows]
    return copied(ids, [row["published"] for row in rows], marked, lambda i: rows[i]["text"], before)


def copied(
    ids: Sequence[str],
    published: Sequence[str | None],
    marked: pa.ListArray,
    text: Callable[[int], str],
    before: Found | None = None,
) -> dict[str, str]:
    """:func:`copied_documents` by the :func:`etl.copies.marks` of each; ``text`` gives the nth one's, asked for where it
    may be a copy. With what was found ``before`` the answer is the same, sooner.
    """
    keys = [(date or UNDATED, doc_id) for date, doc_id in zip(published, ids, strict=True)]
    order = sorted(range(len(ids)), key=keys.__getitem__)
    gone = before.gone if before else ()
    shared = _Shared(marked.take(pa.array(order, pa.int64())), [s for _, _, so in gone for s in so[::3]])
    names, keys = [ids[i] for i in order], [keys[i] for i in order]
    known = lru_cache(_TEXTS)(lambda place: parsed(text(order[place])))
    origins: dict[int, str | None] = {}
    if before:
        origins = {p: before.origins[name] for p, name in enumerate(names) if name in before.origins}
    copy = np.zeros(len(ids), bool)
    copy[[p for p, origin in origins.items() if origin]] = True
    more: Counter[int] = Counter()  # sentence -> documents that have come to those that had it
    queue = [(place, _SELF) for place in range(len(ids)) if place not in origins and shared.any(place)]
    for date, doc_id, marked_so in gone:
        after = bisect_right(keys, (date or UNDATED, doc_id)) - 1
        queue += [(p, s) for s in shared.sentences(marked_so) if (p := shared.next(s, after)) is not None]
    heapify(queue)
    while queue:
        place, why = queue[0][0], set()
        while queue and queue[0][0] == place:
            why.add(heappop(queue)[1])
        touched = {s for s in why if s != _SELF and not shared.common(s, place, copy, more[s])}
        if not touched and _SELF not in why:
            continue
        found = _origin(shared, place, copy, names, known)
        held = place in origins and origins[place] is None
        origins[place], copy[place] = found, found is not None
        if before and held != (found is None):
            mine = set(shared.of(place)[0])
            more.update(mine if found is None else ())
            touched |= mine
        for sentence in touched:
            following = shared.next(sentence, place)
            if following is not None:
                heappush(queue, (following, sentence))
    return {names[p]: origin for p, origin in origins.items() if origin is not None}


def _origin(
    shared: _Shared, place: int, copy: np.ndarray, names: Sequence[str], known: Callable[[int], Any]
) -> str | None:
    """The document that the one at a place is a copy of, by those before it that are none."""
    sizes: Counter[int] = Counter()
    for sentence, size in zip(*shared.of(place), strict=True):
        owners = shared.owners(sentence, place, copy)
        if len(owners) <= copies.COMMON:
            for owner in owners:
                sizes[owner] += size
    if not sizes:
        return None
    # the five that share most, of equals those whose names come first; most are sorted out by a number alone
    enough = max(HINT * shared.size(place), nlargest(_TRIED, sizes.values())[-1])
    most = [(-size, names[owner], owner) for owner, size in sizes.items() if size >= enough]
    for _, _, owner in nsmallest(_TRIED, most):
        least, greatest = shared.repeated(place, owner)
        if least >= copies.MOST or greatest >= copies.MOST and stands_in(known(place), known(owner)):
            return names[owner]
    return None


def _may_be_alike(length: int, other: int) -> bool:
    """Whether sentences of so many letters can be alike: all of the shorter one would stand in the longer one."""
    return 200 * min(length, other) > (copies.ALIKE - 1) * (length + other)


class _Shared:
    """The sentences that several documents have, or one and one that is ``gone``; documents are numbered in the order
    of time."""

    def __init__(self, marked: pa.ListArray, gone: Sequence[int]) -> None:
        flat = pc.list_flatten(marked).to_numpy(zero_copy_only=False)
        ends = np.cumsum(pc.fill_null(pc.list_value_length(marked), 0).to_numpy()) // 3
        starts = np.concatenate([[0], ends[:-1]]) if len(ends) else ends
        self._all = flat.reshape(-1, 3)
        self._starts, self._ends = starts, ends
        numbers, lengths, _ = self._all.T
        self._numbers, which, times = np.unique(numbers, return_inverse=True, return_counts=True)
        wanted = (times > 1) | np.isin(self._numbers, np.array(gone, np.int64))
        several = np.flatnonzero(wanted[which])
        self._which, self._lengths = which[several], lengths[several]
        # where the sentences of a document, and where the documents of a sentence stand
        self._of = np.searchsorted(several, np.concatenate([starts, ends[-1:]]))
        by_sentence = np.argsort(self._which, kind="stable")
        documents = np.repeat(np.arange(len(ends), dtype=np.int32), np.diff(self._of))[by_sentence]
        # asked for one by one, which arrays of numpy answer slowly; lists would hold an object for each
        self._documents = array("i", documents.tobytes())
        self._bounds = array("q", np.concatenate([[0], np.cumsum(np.where(wanted, times, 0))]).tobytes())
        self._held: dict[int, tuple[int, list[int]]] = {}

    def any(self, place: int) -> bool:
        """Whether a document has such a sentence."""
        return bool(self._of[place] < self._of[place + 1])

    def of(self, place: int) -> tuple[list[int], list[int]]:
        """These sentences of a document and their lengths."""
        some = slice(self._of[place], self._of[place + 1])
        return self._which[some].tolist(), self._lengths[some].tolist()

    def marks(self, place: int) -> list[tuple[int, int, int]]:
        """The :func:`etl.copies.marks` of all sentences of a document."""
        return self._all[self._starts[place] : self._ends[place]].tolist()

    def size(self, place: int) -> int:
        """The letters of all sentences of a document."""
        return sum(length for _, length, _ in self.marks(place))

    def repeated(self, place: int, other: int) -> tuple[float, float]:
        """The least and the greatest part of a document that may stand in another, as far as marks tell: sentences that
        are the same, and with them those whose figures stand there in a sentence that is not much longer or shorter."""
        theirs = self.marks(other)
        same = {number for number, _, _ in theirs}
        least = greatest = size = 0
        for number, length, figures in self.marks(place):
            size += length
            if number in same:
                least += length
            elif any(f == figures and _may_be_alike(length, n) for _, n, f in theirs):
                greatest += length
        return least / size, (least + greatest) / size

    def sentences(self, marked: Sequence[int]) -> Iterator[int]:
        """Those with these :func:`etl.copies.marks` that a document has."""
        for number in {*marked[::3]}:
            at = int(np.searchsorted(self._numbers, number))
            if at < len(self._numbers) and self._numbers[at] == number:
                yield at

    def next(self, sentence: int, place: int) -> int | None:
        """The first document after a place that has a sentence."""
        end = self._bounds[sentence + 1]
        at = bisect_right(self._documents, place, self._bounds[sentence], end)
        return self._documents[at] if at < end else None

    def owners(self, sentence: int, place: int, copy: np.ndarray) -> list[int]:
        """The documents before a place, no copies, that have a sentence. Asked for one place after the other."""
        start, end = self._bounds[sentence], self._bounds[sentence + 1]
        if end - start <= _FEW:
            some = self._documents[start:end]
            return [
                d for n, d in enumerate(some) if d < place and not copy[d] and (not n or some[n - 1] != d)
            ]
        at, found = self._held.get(sentence) or (start, [])
        while at < end and (document := self._documents[at]) < place:
            if not copy[document] and (not found or found[-1] != document):
                found.append(document)
            at += 1
        self._held[sentence] = at, found
        return found

    def common(self, sentence: int, place: int, copy: np.ndarray, more: int) -> bool:
        """Whether a sentence tells nothing before a place, now as before so many ``more`` documents had it."""
        return len(self.owners(sentence, place, copy)) - more > copies.COMMON
