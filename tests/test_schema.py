"""The declaration itself: complete, consistent, and what the Arrow schemas say."""

import re

import pyarrow as pa
import pytest

from etl import codelist
from etl.schema import DOCUMENT_COLUMNS, DOCUMENT_SCHEMA, FACT_COLUMNS, FACT_SCHEMA, SCHEMA_VERSION

BOTH = pytest.mark.parametrize("columns", [FACT_COLUMNS, DOCUMENT_COLUMNS], ids=["facts", "documents"])


@BOTH
def test_names_are_unique_snake_case_and_explained(columns):
    names = [c.name for c in columns]
    assert len(names) == len(set(names))
    for c in columns:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", c.name)
        assert c.meaning.endswith("."), c.name


@pytest.mark.parametrize(
    ("columns", "schema"),
    [(FACT_COLUMNS, FACT_SCHEMA), (DOCUMENT_COLUMNS, DOCUMENT_SCHEMA)],
    ids=["facts", "documents"],
)
def test_arrow_schema_follows_the_declaration(columns, schema):
    assert schema.names == [c.name for c in columns]
    assert schema.types == [c.type for c in columns]
    assert [f.nullable for f in schema] == [c.nullable for c in columns]
    assert schema.metadata[b"tradetrace_schema"] == SCHEMA_VERSION.encode()


@BOTH
def test_values_are_texts_and_exclude_a_codelist(columns):
    for c in columns:
        assert not (c.values and c.codelist), c.name
        if c.values or c.codelist:
            assert c.type == pa.string()


@pytest.mark.parametrize("name", sorted({c.codelist for c in FACT_COLUMNS if c.codelist}))
def test_every_codelist_exists_and_names_its_codes_in_three_languages(name):
    rows = codelist(name)
    assert rows
    for code, row in rows.items():
        assert code
        assert code == code.strip()
        assert row["name_vi"], (code, "vi")
        assert row["name_en"], (code, "en")
        assert row["name_zh"], (code, "zh")


def test_no_code_is_the_word_that_filters_for_empty_columns():
    for name in {c.codelist for c in FACT_COLUMNS if c.codelist}:
        assert "none" not in codelist(name)
