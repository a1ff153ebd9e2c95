"""The same facts as a Streamlit user would show them: a filter, a chart, a table, a download. Run by the bench."""

import sys

import duckdb
import streamlit as st

path = sys.argv[1]


@st.cache_resource
def connection():
    return duckdb.connect()


asked = st.selectbox("indicator", ["trade_total", "exports", "imports", "fdi_registered"])
found = (
    connection()
    .execute(
        "SELECT period, max(value) AS value FROM read_parquet(?) WHERE indicator = ? AND partner = 'CN' "
        "AND period_type = 'year' GROUP BY period ORDER BY period",
        [path, asked],
    )
    .df()
)
st.line_chart(found, x="period", y="value")
rows = (
    connection().execute("SELECT * FROM read_parquet(?) WHERE indicator = ? LIMIT 1000", [path, asked]).df()
)
st.dataframe(rows)
