"""What could stand in our place, installed apart into ``build/peers`` (``make peers``) and measured in the same runs."""

import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "build" / "peers"


def reach() -> None:
    """Let the peers be imported, after everything of our own."""
    sys.path += [str(path) for path in FOLDER.glob("lib/python*/site-packages")]
