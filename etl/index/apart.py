"""Making a missing index in a process of its own, for servers: what making takes would stay with the one that serves.

A refresh makes the index of its tables, so it is missing only for tables of an earlier version, or copied without it.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

from etl.errors import DataError
from etl.index.open import index_path
from etl.locks import locked


def prepare_index(data_dir: str | Path) -> None:
    """Make the index of a data folder's tables if it is missing, once for all who ask at a time.

    What is wrong with the tables, or that nothing can be written beside them, is left for :func:`open_index` to tell.
    """
    folder = Path(data_dir).resolve()
    try:
        path = index_path(folder)
        if path.is_file():
            return
        path.parent.mkdir(exist_ok=True)
        with locked(path.parent, what="making the index"):
            if not index_path(folder).is_file():
                logging.getLogger(__name__).warning("%s: the index is made first", folder)
                subprocess.run([sys.executable, "-m", "etl.index", str(folder)], check=False)
    except (DataError, OSError):
        return
