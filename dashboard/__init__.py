"""tradetrace's dashboard: Parquet in, pages out. It uses the public names of :mod:`etl` and nothing below."""
