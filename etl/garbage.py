"""When Python looks for garbage: seldom, since reading makes hardly any that is not let go of at once."""

from __future__ import annotations

import gc

_NEW, _YOUNGER, _OLDER = 20_000, 20, 20  # objects; collections of each generation before one of the next


def seldom() -> None:
    """Look for garbage after twenty thousand new objects, not after Python's 700, and never among what is there now.

    For a whole process, which alone may decide it. Reading articles takes a twentieth less time.
    """
    gc.freeze()
    gc.set_threshold(_NEW, _YOUNGER, _OLDER)
