"""docs/extracts.md: everything that can be asked for is told, and its examples run as they are printed."""

import re
import shlex
import shutil
import subprocess

import pytest

from etl import FILTERS, extracts
from etl.export import neutral
from tests.conftest import ROOT
from tests.test_extracts_readers import duck, fetched, site  # noqa: F401

PAGE = (ROOT / "docs" / "extracts.md").read_text(encoding="utf-8")
LOCAL = "http://127.0.0.1:8050"


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.M | re.S)


def test_every_parameter_and_no_other_is_documented():
    told = set()
    for cells in re.findall(r"^\| (`[^|]*`) \| .* \|$", PAGE, re.M):
        told |= set(re.findall(r"`([a-z_]+)`", cells))
    assert told == {*FILTERS, *extracts.OPTIONS}


def test_every_format_and_no_other_is_documented():
    told = set(re.findall(r"^\| `/extracts/([^`]+)`", PAGE, re.M))
    assert told == {*(f"facts.{f}" for f in extracts.FORMATS), "sdmx.csv", "sdmx.xml", "tradetrace.zip"}


def test_the_rule_for_text_is_the_one_that_is_kept():
    told = re.search(r"begins with (.*?TAB or CR)", PAGE)[1]
    for sign in re.findall(r"`(.)`", told):
        assert neutral(f"{sign}x") == f"'{sign}x"
    assert neutral("\tx") == "'\tx"
    assert neutral("\rx") == "'\rx"


@pytest.mark.parametrize("block", blocks("python"))
def test_python_as_printed(block, site, data_dir, monkeypatch):  # noqa: F811
    monkeypatch.chdir(data_dir.parent)
    code = block.replace(LOCAL, site).replace('load_facts("data"', f'load_facts("{data_dir}"')
    names = {}
    exec(code, names)
    found = [v for n, v in names.items() if n in ("facts", "trade", "wide", "structure")]
    assert found
    assert all(len(v) for v in found if hasattr(v, "columns"))


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.parametrize("line", re.findall(r"^    (curl .*)$", PAGE, re.M))
def test_curl_as_printed(line, site, tmp_path):  # noqa: F811
    done = subprocess.run(
        shlex.split(line.replace(LOCAL, site)), cwd=tmp_path, capture_output=True, check=True
    )
    written = [p.name for p in tmp_path.iterdir()]
    assert done.stdout.count(b"\n") == 3 or written == [
        "tradetrace-facts-indicator-trade-total-from-2023.csv"
    ]


@pytest.mark.parametrize("query", [q for block in blocks("sql") for q in block.strip().split("\n")])
def test_sql_as_printed(query, site, duck):  # noqa: F811
    assert duck.execute(query.replace(LOCAL, site)).fetchall()


def test_r_as_printed_names_an_address_that_answers(site):  # noqa: F811
    for address in re.findall(rf'"({LOCAL}[^"]+)"', "".join(blocks("r"))):
        assert fetched(address.replace(LOCAL, site))
