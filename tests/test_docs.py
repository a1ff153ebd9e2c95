"""What can be typed, set or read is documented, and nothing else is."""

import re

import click
import pytest

from etl import corrections, references
from etl.cli import main
from etl.codebook import codebook
from etl.codes import codelist
from etl.documents import DETECTED, KEYS, SOURCE, SOURCE_ENDINGS
from etl.ingest.corpora import COLUMNS, EXTRA
from etl.schema import DOCUMENT_COLUMNS, FACT_COLUMNS
from etl.schema_checks import CHECK_COLUMNS, DERIVED_COLUMNS, HISTORY_COLUMNS, REFERENCE_COLUMNS
from tests.conftest import ROOT

CLI = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
CONFIGURATION = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
SOURCES = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
CONTEXT = click.Context(main)
NAMES = main.list_commands(CONTEXT)


def section(name):
    found = re.search(rf"^## tradetrace {name}\n(.*?)(?=^## |\Z)", CLI, re.M | re.S)
    assert found, f"docs/cli.md has no section on tradetrace {name}"
    return found[1]


def options(name):
    command = main.get_command(CONTEXT, name)
    return options_of(command)


def options_of(command):
    if isinstance(command, click.Group):
        return set().union(*(options_of(c) for c in command.commands.values()))
    return {o for p in command.params if isinstance(p, click.Option) for o in (*p.opts, *p.secondary_opts)}


@pytest.mark.parametrize("name", NAMES)
def test_every_option_is_documented(name):
    assert f"tradetrace {name}" in section(name), "an example"
    for option in options(name):
        assert re.search(rf"`{re.escape(option)}[ `]", section(name)), option


@pytest.mark.parametrize("name", NAMES)
def test_every_documented_option_exists(name):
    told = set(re.findall(r"`(--[a-z-]+)", section(name)))
    assert told <= options(name)


def test_every_documented_command_exists():
    assert sorted(re.findall(r"^## tradetrace (\S+)", CLI, re.M)) == sorted(NAMES)


def test_every_setting_is_documented():
    sources = [
        *ROOT.glob("etl/**/*.py"),
        *ROOT.glob("dashboard/**/*.py"),
        *ROOT.glob("tests/**/*.py"),
        ROOT / "Makefile",
    ]
    used = {
        v for p in sources for v in re.findall(r"\bTRADETRACE_[A-Z_]+[A-Z]\b", p.read_text(encoding="utf-8"))
    }
    assert used == set(re.findall(r"`(TRADETRACE_[A-Z_]+)`", CONFIGURATION))


def test_every_key_of_a_sidecar_is_documented():
    for key in KEYS:
        assert f"| `{key}` |" in CONFIGURATION
    for key in (*SOURCE, DETECTED[0], DETECTED[1]):
        assert f"`{key}`" in CONFIGURATION
    for ending in SOURCE_ENDINGS:
        assert f"`{ending}`" in SOURCES or f"`NAME{ending}`" in CONFIGURATION


def test_every_column_of_a_corpus_is_documented():
    for column in (*COLUMNS, *EXTRA):
        assert f"`{column}`" in SOURCES


def test_every_setting_of_make_is_documented():
    for name in re.findall(r"^([A-Z]+) \?=", (ROOT / "Makefile").read_text(), re.M):
        assert f"`{name}`" in CONFIGURATION


def test_the_codebook_is_the_declaration():
    page = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert page == codebook(), "run: tradetrace codebook > docs/codebook.md"
    made = (*CHECK_COLUMNS, *DERIVED_COLUMNS, *REFERENCE_COLUMNS, *HISTORY_COLUMNS)
    for column in (*FACT_COLUMNS, *DOCUMENT_COLUMNS, *made):
        assert f"| `{column.name}`" in page
        assert column.meaning.replace("|", "\\|") in page


def test_every_check_reason_and_key_of_a_correction_is_documented():
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    for name in ("checks", "derivations", "ledger_reasons"):
        for code in codelist(name):
            assert f"`{code}`" in page, code
    for key in (*corrections.KEYS, *corrections.ACTIONS, *corrections.SETTABLE):
        assert f"`{key}`" in page, key
    for column in (*references.CSV_COLUMNS, *references.SIDECAR_KEYS):
        assert f"`{column}`" in page, column
