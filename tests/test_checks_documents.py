"""Each check has a document that passes it and one that fails it, read with the real extractor."""

from __future__ import annotations

import pytest

from etl.checks import findings
from etl.codes import codelist
from tests.test_checks import point, read

POINTS = [point("VN_CUSTOMS", 205.2), point("CN_MOFCOM", 260.65, reporter="CN", partner="VN")]

# check, language, articles, what makes them pass, what makes them fail, and by how much the failing figure is off
DOCUMENTS = [
    ("sum", "en", ["In the first seven months of 2024, trade between Chongqing and Vietnam reached {} billion USD, of which "
     "Vietnam's exports to Chongqing were 1.88 billion USD and imports 1.15 billion USD."], "3.03", "3.13", 0.1e9),
    ("sum", "vi", ["Trong 7 tháng năm 2024, kim ngạch thương mại giữa Trùng Khánh và Việt Nam đạt {} tỷ USD, trong đó xuất khẩu "
     "của Việt Nam sang Trùng Khánh đạt 1,88 tỷ USD, nhập khẩu đạt 1,15 tỷ USD."], "3,03", "3,13", 0.1e9),
    ("balance", "en", ["In 2024, Vietnam's exports to China reached 61.2 billion USD and imports from China 144.0 billion USD, a "
     "trade deficit of {} billion USD with China."], "82.8", "92.8", -10e9),
    ("balance", "zh", ["2024年，越南对中国出口612亿美元，自中国进口1440亿美元，贸易逆差{}亿美元。"], "828", "928", -10e9),
    ("growth", "en", ["Trade between Vietnam and China was 171.9 billion USD in 2023 and 205.2 billion USD in 2024, up {} percent."],
     "19.4", "29.4", pytest.approx(10.03, abs=0.01)),
    ("growth", "vi", ["Kim ngạch thương mại Việt Nam - Trung Quốc năm 2023 đạt 171,9 tỷ USD; năm 2024 đạt 205,2 tỷ USD, tăng {}%."],
     "19,4", "29,4", pytest.approx(10.03, abs=0.01)),
    ("change", "en", ["Trade between Vietnam and China reached 171.9 billion USD in 2023. Trade between Vietnam and China reached "
     "205.2 billion USD in 2024, an increase of {} billion USD."], "33.3", "43.3", 10e9),
    ("share", "en", ["In 2024, Vietnam's exports to China reached 61.2 billion USD, of which rubber exports were 3.06 billion USD, "
     "accounting for {} percent."], "5", "15", 10),
    ("rank", "en", ["By October 2024, China had invested 29.9 billion USD in Vietnam, ranking 6th out of {} countries."],
     "148", "5", 1),
    ("cumulative", "en", ["Trade between Vietnam and China reached {} billion USD in the first eight months of 2024 and 148.6 "
     "billion USD in the first nine months of 2024."], "130.0", "150.0", 1.4e9),
    ("cumulative", "en", ["Trade between Vietnam and China reached {} billion USD in the first nine months of 2024. Trade between "
     "Vietnam and China reached 205.2 billion USD in 2024."], "148.6", "206.0", 0.8e9),
    ("cumulative", "en", ["According to Vietnam Customs, trade between Vietnam and China reached {} billion USD in the first nine "
     "months of 2024.", "According to Vietnam Customs, trade between Vietnam and China reached 205.2 billion USD in 2024."],
     "148.6", "250.0", 44.8e9),
    ("stock_projects", "en", ["As of November 2023, China had 4,203 projects in Vietnam with a total registered capital of 27.2 "
     "billion USD. As of October 2024, China had {} projects in Vietnam with a total registered capital of 29.9 billion USD."],
     "4,965", "4,100", None),
    ("agreement", "en", ["According to Vietnam Customs, trade between Vietnam and China reached 205.2 billion USD in 2024.",
     "Vietnam Customs said that trade between Vietnam and China reached {} billion USD in 2024."], "205", "215.2", -10e9),
    ("agreement", "vi", ["Theo Hải quan Việt Nam, kim ngạch thương mại Việt Nam - Trung Quốc năm 2024 đạt 205,2 tỷ USD.",
     "Hải quan Việt Nam cho biết kim ngạch thương mại Việt Nam - Trung Quốc năm 2024 đạt {} tỷ USD."], "205", "215,2", -10e9),
    ("reference", "en", ["According to Vietnam Customs, trade between Vietnam and China reached {} billion USD in 2024."],
     "205.2", "206.2", 1e9),
    ("reference", "zh", ["据中国商务部统计，2024年中越贸易额达{}亿美元。"], "2606.5", "2706.5", 10e9),
]  # fmt: skip


def verdicts(check: str, lang: str, texts: list[str], given: str) -> list[dict]:
    facts = read(*(t.format(given) for t in texts), lang=lang)
    return [r for r in findings(facts, POINTS).to_pylist() if r["check"] == check]


@pytest.mark.parametrize(("check", "lang", "texts", "right", "wrong", "off"), DOCUMENTS)
def test_a_document_passes_and_one_fails(check, lang, texts, right, wrong, off):
    assert [(r["verdict"], r["reason"]) for r in verdicts(check, lang, texts, right)] == [("holds", None)]
    (row,) = verdicts(check, lang, texts, wrong)
    assert (row["verdict"], row["reason"]) == ("fails", None)
    if off is not None:
        told = row["difference"] if check != "agreement" else -abs(row["difference"])
        assert told == off
    assert len(row["inputs"]) == len(row["fact_ids"]) + (check == "reference")


def test_every_check_has_such_documents():
    assert {check for check, *_ in DOCUMENTS} == set(codelist("checks"))
