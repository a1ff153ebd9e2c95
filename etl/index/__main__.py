"""Makes the index of a data folder: what :func:`etl.prepare_index` runs in a process of its own."""

import signal
import sys

from etl.errors import DataError
from etl.index.open import open_index

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # who interrupts the server wants no word of ours
    try:
        open_index(sys.argv[1])
    except DataError as error:
        sys.exit(str(error))
