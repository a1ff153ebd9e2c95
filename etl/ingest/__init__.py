"""Any source in: bytes -> kind -> text and metadata -> documents/NAME.txt, NAME.toml and the source itself.

Read the modules in the order in which a source passes them: :mod:`etl.ingest.gather` (files, folders, standard input,
addresses), :mod:`etl.ingest.fetch` (the only module of the ETL that touches the network), :mod:`etl.ingest.kinds`,
:mod:`etl.ingest.html`, ``pdf``, ``docx``, ``markup`` and ``plain`` (text out of bytes), :mod:`etl.ingest.corpora`,
:mod:`etl.ingest.page` (what a text tells of itself), :mod:`etl.ingest.store` and :mod:`etl.ingest.add`.
"""
