"""The serving index: a DuckDB file derived from the Parquet tables, in which questions are answered without reading them.

``make`` builds it, ``sql`` turns filters into conditions with bound values, ``index`` reads it, ``open`` finds the one
that matches the tables. The Parquet tables stay the one truth; an index that does not match them is built anew.
"""

from etl.index.apart import prepare_index
from etl.index.index import Index
from etl.index.open import open_index

__all__ = ["Index", "open_index", "prepare_index"]
