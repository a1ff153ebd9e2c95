"""Citations say what is known, in forms that other programs read."""

from __future__ import annotations

import json
import re

import pytest

from dashboard import citing, formula, reading
from dashboard.i18n import LANGUAGES, Context
from dashboard.render import to_html
from tests.conftest import fact
from tests.snapshots import snapshot

EN = Context("en", "/")


CITED = fact(
    title="Growth of 5% & more_{x}",
    publisher="Báo Lào Cai",
    url="https://example.org/a",
    published="2024-08-20",
    lang="vi",
)


def test_csl_json_leaves_out_what_is_not_known():
    full = citing.csl(CITED, EN, snapshot(CITED))
    assert full["issued"] == {"date-parts": [[2024, 8, 20]]}
    assert (full["type"], full["URL"], full["container-title"]) == (
        "webpage",
        "https://example.org/a",
        "Báo Lào Cai",
    )
    assert "171.9bn USD" in full["note"]
    bare = citing.csl(fact(), EN, snapshot(fact()))
    assert bare.keys() == {"id", "type", "title", "URL", "note"}
    assert bare["URL"] == "/figure/f1"
    assert json.loads(citing.csl_json(CITED, EN, snapshot(CITED))) == [full]


def test_bibtex_is_escaped_and_complete():
    entry = citing.bibtex(CITED, EN, snapshot(CITED))
    assert entry.startswith("@misc{tradetrace-f1,\n")
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},?$", entry, re.M))
    assert fields["title"] == r"{Growth of 5\% \& more\_\{x\}}"
    assert (fields["year"], fields["month"], fields["publisher"]) == ("2024", "8", "Báo Lào Cai")
    assert (fields["url"], fields["language"]) == ("https://example.org/a", "vietnamese")
    unescaped = re.sub(r"\\[{}]", "", entry)
    assert unescaped.count("{") == unescaped.count("}")
    assert "year" not in citing.bibtex(fact(), EN, snapshot(fact()))


@pytest.mark.parametrize("published", ["2024", "2024-08", "2024-08-20"])
def test_a_date_is_as_precise_as_it_is_known(published: str):
    row = CITED | {"published": published}
    (parts,) = citing.csl(row, EN, snapshot(row))["issued"]["date-parts"]
    assert parts == [int(p) for p in published.split("-")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_quote_is_never_translated(lang: str):
    ctx = Context(lang, "/")
    for cited in (citing.line(CITED, ctx, snapshot(CITED)), citing.bibtex(CITED, ctx, snapshot(CITED))):
        assert "171.9bn USD" in cited
        assert "/figure/f1" in cited


def test_other_statements_and_other_compilers_with_their_difference():
    shown = fact(fact_id="a", compiler="GDVC")
    same = fact(fact_id="b", compiler="GDVC", value=173.6e9, value_printed="173.6")
    other = fact(fact_id="c", compiler="GACC", observation_id="o2", value=229.8e9, value_printed="229.8")
    month = fact(fact_id="d", compiler="GACC", observation_id="o3", period="2023-01")
    held = snapshot(shown, same, other, month)
    stated = str(to_html(reading.statements(shown, held, EN)))
    assert "/figure/b" in stated
    assert "+1.0%" in stated
    counted = str(to_html(reading.counted_otherwise(shown, held, EN, in_panel=True)))
    assert re.findall(r'data-figure="(\w+)"', counted) == ["c"]
    assert "+33.7%" in counted
    assert reading.counted_otherwise(fact(period=None), held, EN) is None
    assert reading.difference(fact(value=0.0), other, EN) == ""


def test_a_derived_number_shows_inputs_that_open():
    exports, imports = fact(fact_id="x", value_printed="61.2", value=61.2e9), fact(fact_id="m")
    made = str(
        to_html(
            formula.line(formula.Derived("Balance", "\u2212110.7 bn USD", [exports, "\u2212", imports]), EN)
        )
    )
    assert re.findall(r'data-figure="(\w+)"', made) == ["x", "m"]
    assert "\u2212110.7 bn USD" in made
