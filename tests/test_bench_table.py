"""The last table of ``make bench``: who is how many times better."""

from tests.bench_table import table

LINES = """\
articles, digits changed                7.50 MB/s    24244 figures       276 us a figure
the same, no line remembered            5.74 MB/s     2436 figures       359 us a figure
lines that state no figure             50.00 MB/s        0 figures
decoding UTF-8                           250 MB/s
Duckling, numbers and money only        0.15 MB/s      356 figures      1153 us a figure
filter and group: the index                                p50      2.00 ms   p95      5.69 ms
filter and group: Polars                                   p50      1.00 ms   p95      5.53 ms
CSV of 1,000,000 facts, 1455 MB                               299.5 MB/s, first byte 13 ms, +37 MB
tradetrace: first chart, 10 Mbit/s                         cold   0.50 s   warm   0.25 s
Datasette with vega: first chart, 10 Mbit/s                cold   1.50 s   warm   1.00 s
Datasette: CSV of nine columns, 9 MB                            5.0 MB/s
tradetrace: memory of the worker                                300 MB
Datasette: memory                                                75 MB
Streamlit: not installed (make peers)
"""


def test_more_and_less_are_told_apart():
    found = {
        (what, peer): (ours, theirs, round(better, 2))
        for what, ours, peer, theirs, better in table(LINES.splitlines())
    }
    assert found == {
        ("reading lines that came with other numbers, MB/s", "Duckling, numbers only"): (7.5, 0.15, 50.0),
        ("reading lines that never came, MB/s", "Duckling, numbers only"): (5.74, 0.15, 38.27),
        ("passing over lines without a figure, MB/s", "decoding UTF-8"): (50.0, 250.0, 0.2),
        ("filter and group, a million facts, ms", "Polars"): (2.0, 1.0, 0.5),
        ("first chart, first visit, s", "Datasette"): (0.5, 1.5, 3.0),
        ("first chart, second visit, s", "Datasette"): (0.25, 1.0, 4.0),
        ("CSV, MB/s", "Datasette"): (299.5, 5.0, 59.9),
        ("memory with a hundred thousand facts, MB", "Datasette"): (300.0, 75.0, 0.25),
    }


def test_without_peers_there_is_no_row():
    assert table(["tradetrace: memory of the worker      300 MB"]) == []
