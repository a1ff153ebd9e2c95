"""Text without case and without marks, for searching: a column of it at once."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_MANY = 500_000  # bytes, from which on a table of letters is worth making
_MOST = 2_000_000  # bytes that are folded at once: that takes twenty times as much memory
_LETTERS = 0x10000
_HALVES = range(0xD800, 0xE000)  # of the letters beyond these, in UTF-16; none of them is a letter itself
_GONE, _OTHER = 0xD800, 0xD801  # a letter that folds to nothing, one that does not fold to one letter
_KINDS = 20
_BETWEEN = "\0"


def fold_column(texts: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """A column of text without case and without marks, for searching; :func:`etl.query.fold` for many at once."""
    if isinstance(texts, pa.ChunkedArray):
        return pa.chunked_array([fold_column(chunk) for chunk in texts.chunks], pa.string())
    if texts.nbytes > _MOST and len(texts) > 1:
        each = max(1, len(texts) * _MOST // texts.nbytes)
        return pa.concat_arrays([fold_column(texts.slice(i, each)) for i in range(0, len(texts), each)])
    return _by_letters(texts) if texts.nbytes > _MANY else _folded(texts)


def _folded(texts: pa.Array) -> pa.Array:
    bare = pc.utf8_normalize(pc.utf8_lower(pc.utf8_normalize(texts, "NFKD")), "NFKD")
    bare = pc.replace_substring_regex(bare, r"\p{M}+", "")
    return pc.replace_substring(bare, "\u0111", "d")


def _by_letters(texts: pa.Array) -> pa.Array:
    """Letter by letter with a table, some times as fast: what a letter folds to does not depend on its neighbours."""
    held = texts.drop_null()
    joined = _BETWEEN.join(held.to_pylist())
    letters = np.frombuffer(joined.encode("utf-16-le"), np.uint16)
    if np.count_nonzero(letters == 0) != max(0, len(held) - 1):
        return _folded(texts)  # a text holds what should stand between texts
    made = _table()[letters]
    strange = np.flatnonzero(made == _OTHER)
    kinds = [chr(n) for n in np.unique(letters[strange])]
    # an ellipsis becomes three stops: such letters are replaced in the text, where they are of few kinds
    few = len(kinds) <= _KINDS and not any(ord(c) in _HALVES for c in kinds)
    if few:
        made[strange] = letters[strange]
    kept = made[(made ^ _GONE) > (_GONE ^ _OTHER)].tobytes().decode("utf-16-le")
    for kind, more in zip(
        kinds, _folded(pa.array(kinds, pa.string())).to_pylist() if few else (), strict=False
    ):
        kept = kept.replace(kind, more)
    found = pa.array(kept.split(_BETWEEN) if len(held) else [], pa.string())
    if not few:
        which = np.unique(np.searchsorted(np.flatnonzero(letters == 0), strange))
        mask = np.zeros(len(held), bool)
        mask[which] = True
        found = pc.replace_with_mask(found, pa.array(mask), _folded(held.take(pa.array(which))))
    if not texts.null_count:
        return found
    return pc.replace_with_mask(pa.nulls(len(texts), pa.string()), texts.is_valid(), found)


@cache
def _table() -> np.ndarray:
    letters = pa.array(["" if n in _HALVES else chr(n) for n in range(_LETTERS)])
    made = [
        ord(f) if len(f) == 1 and f < "\U00010000" else _OTHER if f else _GONE
        for f in _folded(letters).to_pylist()
    ]
    made[_HALVES.start : _HALVES.stop] = [_OTHER] * len(_HALVES)
    return np.array(made, np.uint16)
