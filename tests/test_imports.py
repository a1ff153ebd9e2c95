"""Who may import whom; the contracts that import-linter checks stand in pyproject.toml."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import etl
from tests.conftest import ROOT

DASHBOARD = sorted((ROOT / "dashboard").rglob("*.py"))


def test_import_contracts():
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def imports(path):
    """(module, names) of every absolute import in a file, wherever it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module, tuple(alias.name for alias in node.names)


@pytest.mark.parametrize("path", DASHBOARD, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_the_dashboard_uses_only_public_names(path):
    for module, names in imports(path):
        assert not module.startswith("etl."), f"{module} is inside the ETL"
        if module == "etl":
            assert set(names) <= set(etl.__all__)


def test_public_names_exist_whatever_was_imported_first():
    code = "import etl.extract, etl.refresh, etl.verify\nimport etl\nassert all(callable(getattr(etl, n)) or n.isupper() or n == 'extracts' for n in etl.__all__)"
    subprocess.run([sys.executable, "-c", code], check=True)
    for name in etl.__all__:
        assert getattr(etl, name) is not None
    with pytest.raises(AttributeError):
        etl.nothing  # noqa: B018


def test_reading_the_command_line_loads_no_heavy_library():
    code = (
        "import sys, etl.cli; print([m for m in ('pyarrow', 'pandas', 'dash', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_a_worker_does_without_the_rules_of_reading_and_a_library_for_xml():
    code = (
        "import sys, dashboard.app, etl; etl.open_index\n"
        "print([m for m in ('etl.language', 'etl.reader', 'ahocorasick_rs', 're2', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
