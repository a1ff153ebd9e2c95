"""The list of licences is current, and nothing that is run binds its users."""

import re

import pytest

from tests.conftest import ROOT
from tests.licences import canonical, licence, needed, page, pinned

LISTED = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
BINDING = re.compile(r"\b(?:A?GPL|GNU (?:Affero )?General|SSPL|Commons Clause|BUSL)", re.IGNORECASE)


def test_every_pinned_package_is_listed_with_its_version():
    for name, version in pinned().items():
        assert f"| {name} | {version} |" in LISTED, "run: python -m tests.licences > docs/licences.md"


def test_nothing_else_is_listed():
    assert LISTED.count("\n| ") - 1 == len(pinned())


def test_the_list_is_what_the_packages_say():
    """Where a package is not for this system, its line stays as it was made."""
    told = {line.split(" | ")[0]: line for line in page().splitlines() if "not installed here" not in line}
    listed = {line.split(" | ")[0]: line for line in LISTED.splitlines()}
    for name, line in told.items():
        assert listed.get(name) == line, "run: python -m tests.licences > docs/licences.md"


@pytest.mark.parametrize("name", sorted(n for n in pinned() if canonical(n) in needed()))
def test_what_is_run_binds_nobody(name):
    try:
        told = licence(name)
    except ModuleNotFoundError:
        pytest.skip("not for this system")
    assert told != "not told", name
    choices = told.split(" OR ")
    assert any(not BINDING.search(c.replace("LGPL", "").replace("Lesser General", "")) for c in choices), told
