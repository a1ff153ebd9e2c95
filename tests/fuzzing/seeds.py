"""Where fuzzing starts from, and what it found: each is run by the tests."""

from __future__ import annotations

import json
from functools import cache

from tests.conftest import DOCUMENTS, ROOT

FOUND = ROOT / "tests" / "fuzzing" / "found.json"

_SENTENCES = (
    "Kim ngạch thương mại hai bên đạt 171,9 tỷ USD năm 2023; 9 tháng năm 2024 đạt 148,6 tỷ USD, tăng 21,2%.",
    "Trung Quốc có 4.965 dự án còn hiệu lực với tổng vốn 30,3 tỷ USD, đứng thứ 6/148, lũy kế đến tháng 10/2024.",
    "Exports to China rose 10.1 percent to $61.2 billion in the first nine months of 2024, of which fruit 5.6 billion.",
    "Imports fell by a third, to between $400 and 500 million, from Yunnan and Guangxi respectively, up 3.4% and 2%.",
    "2024年，中越双边贸易额达2605亿美元，同比增长14.6%，其中出口1619亿美元，进口988亿美元。",
    "截至今年九月底，中国对越投资项目累计四千九百余个，居第三位；六成五、一百七十一点九亿美元。",
)
_PERIODS = (
    "2023", "2024-S1", "2024-Q3", "2024-08", "2024-01/2024-09", "..2024-10", "2019..", "2024-10-15",
    "2024-01-01/2024-09-15", "..2024-10-15", "0000", "9999-12/9999-12", "2024-13", "2024-02-30", "..", "/",
)  # fmt: skip
_NUMBERS = ("171,9", "1.234.567", "1,234.5", "0", "00,00", "1.2,3.4", "9" * 40, ",", ".", "1,2,3", "12.345")
_QUERIES = (
    "indicator=trade_total&partner=CN&from=2023&to=2024-09", "q=171.9&lang=vi,en&review=auto", "columns=value,unit&order=-value&limit=3",
    "fact_id=a,b,c&doc_id=one", "min_confidence=0.5&bom=0", "publisher=A%2C+B&publisher=C", "period_type=year&compiler=none",
    "from=&to=&q=%00%ff&limit=-1", "columns=&order=", "limit=999999999999999999999",
)  # fmt: skip
_SIDECARS = (
    'title = "Trade"\npublished = "2024-08-20"\nlang = "en"\nsha256 = "b7"\n[source]\nfile = "one.html"\n[detected]\ntitle = "Trade"\n',
    'lang = "vi"\nsha256 = "ae818c14302498d4f4374f9e077016fcd8822d40db4ea6c338897447b2f6e94b"\npublished = 2024-08-20\npublished_precision = "day"\nurl = "https://example.org/"\n',
)
_CORRECTIONS = (
    '[[correction]]\ndoc_id = "one"\nquote = "205.2 billion USD"\naction = "set"\nby = "A"\non = 2026-11-25\nwhy = "w"\n'
    'expect = { indicator = "trade_total", period = "2024" }\nset = { compiler = "VN_CUSTOMS" }\n',
    '[[correction]]\ndoc_id = "one"\nquote = "q"\nprefix = "p"\naction = "reject"\nby = "A"\non = 2026-11-25\nwhy = "w"\nexpect = { value = 2.0 }\n',
)
_SERIES = (
    "compiler,indicator,reporter,partner,commodity,period,value,unit,status,source\n"
    "CN_GACC,trade_total,VN,CN,,2023,229800000000,USD,actual,yearbook\n"
    "CN_GACC,exports,VN,CN,,2024-09,9.5e9,USD,actual,yearbook\n",
)
_LINES = (
    b'{"doc_id": "a", "text": "Trade was 3 billion USD.", "lang": "en", "published": "2024-08-20"}\n{"doc_id": 1}\n\n[]\n',
    b'\xef\xbb\xbf{"doc_id": "a", "text": "\\ud800", "title": null}\n',
)


@cache
def seeds(target: str) -> tuple[bytes, ...]:
    """Inputs of a target, those that once broke it among them."""
    from tests.test_official import COMTRADE, SDMX_CSV

    articles = "\n".join(p.read_text(encoding="utf-8") for p in sorted(DOCUMENTS.glob("*.txt"))).splitlines()
    given: dict[str, tuple[str | bytes, ...]] = {
        "reading": tuple(
            bytes([i % 4]) + s.encode()
            for i, s in enumerate([*_SENTENCES, *(a for a in articles if 20 < len(a) < 900)])
        ),
        "numerals": tuple(b + n.encode() for n in _NUMBERS for b in (b"\x00", b"\x50", b"\xff")),
        "periods": _PERIODS,
        "sidecars": _SIDECARS,
        "corrections": _CORRECTIONS,
        "queries": _QUERIES,
        "official": (COMTRADE, SDMX_CSV),
        "series": _SERIES,
        "corpora": _LINES,
    }
    found = json.loads(FOUND.read_text(encoding="utf-8")).get(target, []) if FOUND.exists() else []
    own = tuple(s if isinstance(s, bytes) else s.encode() for s in given[target])
    return own + tuple(s.encode("latin-1") for s in found)
