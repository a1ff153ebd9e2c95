"""One wire story in five papers is one witness; a paper that writes its own sentence is another."""

from collections import Counter, defaultdict

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import copied, copies
from etl.copied import Found, copied_documents
from etl.copies import copied_passages, independent_sources

WIRE = [
    "Theo Tổng cục Hải quan, năm 2023 kim ngạch thương mại Việt Nam - Trung Quốc đạt 171,9 tỷ USD.",
    "Trong 9 tháng năm 2024, kim ngạch hai nước đạt 148,6 tỷ USD, tăng 21% so với cùng kỳ năm trước.",
    "Hai bên nhất trí tiếp tục mở rộng thương mại song phương theo hướng cân bằng và bền vững.",
    "Các cửa khẩu biên giới được nâng cấp để hàng hóa thông quan nhanh hơn trong thời gian tới.",
]
OWN = "Phóng viên tờ báo này cho biết thêm rằng chợ biên giới Móng Cái đông khách trở lại từ đầu năm."


def document(doc_id, *sentences, published=None):
    return {"doc_id": doc_id, "published": published, "text": "\n".join(sentences)}


def row(doc_id, passage, published=None, publisher=None):
    return {
        "doc_id": doc_id,
        "published": published,
        "publisher": publisher,
        "quote": "x",
        "passage": passage,
    }


def test_a_copy_names_the_earliest():
    documents = [
        document("a", *WIRE, published="2024-10-13"),
        document("b", *WIRE, published="2024-10-12"),
        document("c", OWN, *WIRE),
        document(
            "d", *(s.upper().replace("-", "–").replace(" ", "\u00a0") for s in WIRE), published="2024-10-14"
        ),
        document("e", *(s.replace("tiếp tục ", "").replace("nhanh hơn", "nhanh") for s in WIRE)),
    ]
    assert copied_documents(documents) == {"a": "b", "c": "b", "d": "b", "e": "b"}


def test_what_is_no_copy():
    other = [s.replace("171,9", "205,2").replace("148,6", "190,1").replace("21%", "19%") for s in WIRE]
    documents = [
        document("a", *WIRE),
        document("b", WIRE[0], OWN, OWN.replace("Móng Cái", "Lạng Sơn"), OWN.replace("chợ", "kho")),
        document("c", *other[:2], OWN),
        document("d", "Ngắn."),
        document("e"),
    ]
    assert copied_documents(documents) == {}


def test_a_chain_of_copies_has_one_origin():
    first = WIRE
    second = [WIRE[0], WIRE[1], WIRE[2], OWN]
    documents = [
        document("a", *first, published="2024-01"),
        document("b", *second, published="2024-02"),
        document("c", *second, published="2024-03"),
    ]
    found = copied_documents(documents)
    assert found == {"b": "a", "c": "a"}
    assert not set(found.values()) & set(found), "what is copied is no copy itself"


def test_passages():
    rows = [
        row("late", WIRE[0], "2024-10-13"),
        row("first", WIRE[0], "2024-10-12"),
        row("words", WIRE[0].replace("kim ngạch thương mại", "kim ngạch"), "2024-10-14"),
        row("number", WIRE[0].replace("171,9", "172"), "2024-10-14"),
        row("short", "Đạt 5 tỷ USD."),
        row("shorter", "Đạt 5 tỷ USD."),
        row("first", WIRE[0], "2024-10-12"),
    ]
    assert repeated(rows) == ["first", None, "first", None, None, None, None]


def repeated(rows, kept=(), gone=(), found=None):
    """:func:`copied_passages`, or what it finds with what was found before."""
    told = {n: pa.array([row[n] for row in rows], pa.string()) for n in ("doc_id", "published", "passage")}
    facts = pa.table({**told, "syndicated_from": pa.array(found or [None] * len(rows), pa.string())})
    if found is None:
        return copied_passages(facts).to_pylist()
    gone = pa.chunked_array([pa.array(gone, pa.string())])
    return copied_passages(facts, pa.array(kept, pa.string()), gone).to_pylist()


stated = st.lists(
    st.tuples(st.sampled_from(WIRE[:2]), st.sampled_from(["", " 7", " ７", " trước đây"])), max_size=3
)


@given(
    st.dictionaries(st.integers(0, 6), st.tuples(stated, st.sampled_from([None, "2024"])), max_size=6),
    st.dictionaries(
        st.integers(0, 6), st.none() | st.tuples(stated, st.sampled_from([None, "2024"])), max_size=3
    ),
)
def test_after_changes_the_passages_are_those_found_anew(before, changes):
    def rows(documents):
        return [row(f"d{i}", s + more, date) for i, (said, date) in documents.items() for s, more in said]

    after = {i: d for i, d in (before | changes).items() if d is not None}
    kept = {f"d{i}" for i in after if after[i] == before.get(i)}
    was = [
        (r["doc_id"], r["passage"], origin)
        for r, origin in zip(rows(before), repeated(rows(before)), strict=True)
    ]
    held = {(doc_id, passage): origin for doc_id, passage, origin in was if doc_id in kept}
    gone = [passage for doc_id, passage, _ in was if doc_id not in kept]
    found = [held.get((r["doc_id"], r["passage"])) for r in rows(after)]
    assert repeated(rows(after), [*kept], gone, found) == repeated(rows(after))


def test_independent_sources():
    def stated(doc_id, publisher=None, copy=None):
        return {"doc_id": doc_id, "publisher": publisher, "syndicated_from": copy}

    assert independent_sources([]) == 0
    assert independent_sources([stated("a", "P"), stated("a", "P")]) == 1
    assert independent_sources([stated("a", "P"), stated("b", "Q", "a"), stated("c", "R", "a")]) == 1
    assert (
        independent_sources([stated("a", "P"), stated("b", "P"), stated("c", None), stated("d", None)]) == 3
    )
    assert independent_sources([stated("b", "Q", "elsewhere"), stated("c", "R", "elsewhere")]) == 1


texts = st.lists(st.sampled_from([*WIRE, OWN, "", "x", "一二三。"]), max_size=6)


@given(st.lists(st.tuples(texts, st.sampled_from([None, "2023", "2024-05"])), max_size=6))
def test_the_order_of_documents_does_not_matter(made):
    documents = [document(f"d{i}", *s, published=p) for i, (s, p) in enumerate(made)]
    found = copied_documents(documents)
    assert copied_documents(reversed(documents)) == found
    assert not set(found.values()) & set(found)
    for copy, origin in found.items():
        dates = {d["doc_id"]: (d["published"] or "9999", d["doc_id"]) for d in documents}
        assert dates[origin] < dates[copy]


@pytest.mark.parametrize("copies", [2, 5])
def test_copies_in_a_collection(tmp_path, copies):
    """From files to the table: the copies' facts name the first, and count as one source."""
    from etl import load_tables, refresh
    from tests.conftest import add_document

    (tmp_path / "documents").mkdir()
    for i in range(copies):
        meta = {"lang": "vi", "publisher": f"P{i}", "published": f"2024-10-{20 - i}"}
        add_document(tmp_path, f"d{i}", "\n".join([f"Báo số {i}", *WIRE]), **meta)
    add_document(
        tmp_path,
        "own",
        f"{OWN}\nNăm 2023, Việt Nam và Trung Quốc trao đổi thương mại 171,9 tỷ USD.",
        lang="vi",
        publisher="Own",
    )
    refresh(tmp_path)
    tables = load_tables(tmp_path)
    first = f"d{copies - 1}"
    origins = dict(
        zip(
            tables.documents["doc_id"].to_pylist(),
            tables.documents["syndicated_from"].to_pylist(),
            strict=True,
        )
    )
    assert origins == {f"d{i}": None if f"d{i}" == first else first for i in range(copies)} | {"own": None}
    stated = [f for f in tables.facts.to_pylist() if f["value"] == 171.9e9]
    assert len(stated) == copies + 1
    assert {f["syndicated_from"] for f in stated if f["doc_id"] not in (first, "own")} == {first}
    assert independent_sources(stated) == 2


WORDS = ("rail", "road", "trade", "fruit", "steel", "power", "coal", "rice")
SENTENCES = [
    f"The {w} of the two sides met at the border gate {n} to speak of {v} and of roads"
    for n, (w, v) in enumerate(zip(WORDS, WORDS[::-1], strict=True))
]


def one_after_the_other(documents):
    """What a copy is, said plainly: each text against all that came before it and are no copies."""
    out, held, texts = {}, defaultdict(list), {}
    for document in sorted(documents, key=lambda d: (d["published"] or "9999", d["doc_id"])):
        text = copies.parsed(document["text"])
        shared = Counter()
        for sentence in text.sentences:
            if len(held[sentence]) <= copies.COMMON:
                for owner in held[sentence]:
                    shared[owner] += len(sentence)
        for owner, size in sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:5]:
            other = texts[owner]
            same = sum(
                len(s)
                for s in text.sentences
                if s in other.sentences
                or copies._alike(s, [o for o in other.sentences if copies._numbers(o) == copies._numbers(s)])
            )
            if size >= copied.HINT * text.size and same / text.size >= copies.MOST:
                out[document["doc_id"]] = owner
                break
        else:
            texts[document["doc_id"]] = text
            for sentence in dict.fromkeys(text.sentences):
                held[sentence].append(document["doc_id"])
    return out


@given(
    st.lists(
        st.tuples(
            st.lists(
                st.tuples(st.sampled_from(SENTENCES), st.sampled_from(["", " again", " 7"])), max_size=5
            ),
            st.sampled_from([None, "2024", "2025"]),
        ),
        max_size=12,
    ),
    st.integers(0, 3),
)
def test_marks_find_the_copies_that_texts_have(texts, common):
    documents = [
        {"doc_id": f"d{i}", "text": ". ".join(s + more for s, more in sentences), "published": date}
        for i, (sentences, date) in enumerate(texts)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copies, "COMMON", common)
        assert copied_documents(documents) == one_after_the_other(documents)


bodies = st.tuples(
    st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(["", " again", " 7"])), max_size=5),
    st.sampled_from([None, "2024", "2025"]),
)


@given(
    st.dictionaries(st.integers(0, 14), bodies, max_size=12),
    st.dictionaries(st.integers(0, 14), st.none() | bodies, max_size=4),
    st.integers(0, 3),
)
def test_after_changes_the_copies_are_those_found_anew(before, changes, common):
    def documents(bodies):
        return [
            {"doc_id": f"d{i}", "text": ". ".join(s + more for s, more in sentences), "published": date}
            for i, (sentences, date) in bodies.items()
        ]

    after = {i: body for i, body in (before | changes).items() if body is not None}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copies, "COMMON", common)
        was = copied_documents(documents(before))
        kept = [f"d{i}" for i in after if after[i] == before.get(i)]
        gone = [
            (d["published"], d["doc_id"], copies.marks(d["text"]))
            for d in documents(before)
            if d["doc_id"] not in kept and d["doc_id"] not in was
        ]
        found = Found({i: was.get(i) for i in kept}, gone)
        assert copied_documents(documents(after), found) == copied_documents(documents(after))


def test_of_a_changed_document_only_those_that_share_its_sentences_are_looked_at(monkeypatch):
    documents = [document(f"d{i}", SENTENCES[i % 8], f"{SENTENCES[i % 8]} of {i}") for i in range(64)]
    was = copied_documents(documents)
    looked = []
    real = copied._origin
    monkeypatch.setattr(copied, "_origin", lambda *given: looked.append(given[3][given[1]]) or real(*given))
    found = Found(
        {d["doc_id"]: was.get(d["doc_id"]) for d in documents[1:]},
        [(None, "d0", copies.marks(documents[0]["text"]))],
    )
    assert copied_documents(documents[1:], found) == copied_documents(documents[1:])
    assert set(looked[: -len(documents) + 1]) == {f"d{i}" for i in range(8, 64, 8)}
