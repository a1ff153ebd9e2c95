"""The licences of what is pinned in requirements.lock: ``python -m tests.licences > docs/licences.md``."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution, metadata

from packaging.requirements import Requirement

from tests.conftest import ROOT

_CLASSIFIER = "License :: OSI Approved :: "
_HEAD = """# Licences of dependencies

Made by `python -m tests.licences > docs/licences.md` from the metadata of the packages that `requirements.lock` pins; a
test holds it current. "run" packages are installed with `pip install tradetrace`, "optional" ones with an extra.

| package | version | licence | needed |
|---|---|---|---|
"""


def pinned() -> dict[str, str]:
    """Name -> version of every line of requirements.lock."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    found = [re.match(r"([A-Za-z0-9._-]+)==([^;\s]+)", line) for line in lines]
    return {m[1]: m[2] for m in found if m}


def licence(name: str) -> str:
    """What a package says of its licence: the SPDX expression, else its classifiers, else its words."""
    told = metadata(name)
    if told.get("License-Expression"):
        return told["License-Expression"]
    classified = [
        c.removeprefix(_CLASSIFIER) for c in told.get_all("Classifier") or () if c.startswith(_CLASSIFIER)
    ]
    if classified:
        return ", ".join(sorted(set(classified)))
    first = next(iter((told.get("License") or "").strip().splitlines()), "").strip()
    return first[:60] or "not told"


def needed() -> dict[str, str]:
    """Canonical name -> run, optional, or test."""
    found: dict[str, str] = {}
    queues = {
        "run": [("tradetrace", "")],
        "optional": [("tradetrace", e) for e in ("pdf", "docx", "watch", "official")],
    }
    for kind, queue in queues.items():
        done: set[tuple[str, str]] = set()
        while queue:
            name, extra = queue.pop()
            if (name, extra) in done:
                continue
            done.add((name, extra))
            try:
                wanted = distribution(name).requires or []
            except PackageNotFoundError:
                continue
            for line in wanted:
                one = Requirement(line)
                if one.marker and not one.marker.evaluate({"extra": extra}):
                    continue
                found.setdefault(canonical(one.name), kind)
                queue += [(one.name, e) for e in ("", *one.extras)]
    return found


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def page() -> str:
    """The table in Markdown."""
    need = needed()
    rows = []
    for name, version in sorted(pinned().items(), key=lambda p: canonical(p[0])):
        try:
            told = licence(name)
        except PackageNotFoundError:  # not for this system
            told = "not installed here"
        rows.append(
            f"| {name} | {version} | {told.replace('|', '/')} | {need.get(canonical(name), 'test')} |"
        )
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(page(), end="")
