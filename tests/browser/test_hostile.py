"""Hostile sources and addresses in a real browser: shown as text everywhere, no script of theirs is ever run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import etree
from playwright.sync_api import Page

from dashboard.views import ALL, ASIDE
from etl import load_tables, refresh
from tests.browser.pages import Watched, ready
from tests.browser.screenshots import serving
from tests.hostile import collection, payloads

# What no text may become: something that runs, loads, or sends the reader elsewhere.
GROWN = """() => {
  const found = [];
  for (const e of document.querySelectorAll('*')) {
    for (const a of e.attributes) {
      if (/^on/i.test(a.name)) found.push(a.name + ' on ' + e.tagName);
      if (/^(href|src|action|formaction|data|xlink:href|srcdoc)$/i.test(a.name) && /^[\\s\\x00-\\x20]*(javascript|vbscript|data:text)/i.test(a.value))
        found.push(a.name + '=' + a.value.slice(0, 60));
    }
    if (['IFRAME', 'OBJECT', 'EMBED', 'MARQUEE', 'MATH', 'ISINDEX', 'XSS'].includes(e.tagName)) found.push(e.tagName);
    if (e.tagName === 'BASE' && e.hasAttribute('href')) found.push('BASE');
    if (e.tagName === 'SCRIPT' && e.textContent.includes('alert(1)') && e.type !== 'application/ld+json') found.push('SCRIPT');
  }
  return found;
}"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, list[str]]]:
    folder = tmp_path_factory.mktemp("hostile")
    texts = collection(folder)
    assert len(texts) >= 200
    assert refresh(folder).problems == ()
    with serving(folder) as base:
        yield base, folder, texts


@pytest.fixture
def opened(watched: Watched) -> Iterator[tuple[Watched, list[str]]]:
    """Pages on which every dialog is noted; the watched console must stay silent, so policy is never needed either."""
    dialogs: list[str] = []
    real = watched.open

    def open_(address: str, **options: object) -> Page:
        page = real(address, **options)
        page.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
        return page

    watched.open = open_  # type: ignore[method-assign]
    yield watched, dialogs
    assert dialogs == []


def visible(text: str) -> str:
    """What is left of a text when spaces and control characters, which a page has no way to show, are taken out."""
    return "".join(c for c in text if c.isprintable() and not c.isspace())


def harmless(page: Page) -> None:
    assert page.evaluate(GROWN) == []


def test_every_view(hostile, opened):
    base, _, _ = hostile
    page = opened[0].open(f"{base}/?lang=en")
    for view in (*ALL, *ASIDE):
        page.goto(f"{base}{view.PATH}?lang=en")
        ready(page)
        harmless(page)
    for path in (
        "/embed/overview?lang=en",
        "/embed/overview?frame=trade&lang=vi",
        "/compare?lang=zh",
        "/sources?lang=vi",
    ):
        page.goto(f"{base}{path}")
        ready(page)
        harmless(page)


def test_every_document_and_some_figures(hostile, opened):
    base, folder, texts = hostile
    tables = load_tables(folder)
    documents = tables.documents.select(["doc_id", "title", "facts"]).to_pylist()
    assert len(documents) == len(texts) + 1
    page = opened[0].open(f"{base}/codebook?lang=en")
    shown = 0
    for row in documents:
        answer = page.goto(
            f"{base}/sources/{quote(row['doc_id'], safe='')}?lang=en", wait_until="domcontentloaded"
        )
        assert answer.status == (404 if "\n" in row["doc_id"] else 200), row["doc_id"]
        harmless(page)
        if answer.status == 200:
            heading = page.locator("h1").text_content() or ""
            assert visible(heading)[:20] == visible(row["title"] or "")[:20]
            shown += 1
    assert shown >= 200
    facts = tables.facts.select(["fact_id", "doc_id"]).to_pylist()
    assert len(facts) >= 200
    for row in facts[::8]:
        page.goto(f"{base}/figure/{row['fact_id']}?lang=en", wait_until="domcontentloaded")
        harmless(page)
    for row in facts[::60]:
        page.goto(f"{base}/?lang=en&figure={row['fact_id']}")
        ready(page)
        page.wait_for_selector("#stage #panel-title")
        harmless(page)


def test_addresses(hostile, opened):
    """Whatever an address holds is shown as text, too: words to search for, filters, identifiers, languages."""
    base, _, texts = hostile
    page = opened[0].open(f"{base}/codebook?lang=en")
    places = ("/figures?q={}", "/sources?q={}", "/sources/{}", "/figure/{}", "/?figure={}", "/embed/overview?frame={}", "/{}", "/compare?lang={}", "/checks?verdict={}", "/figures?{}=1")  # fmt: skip
    for i, text in enumerate([t for t in texts if len(t) < 200][::4]):
        place = places[i % len(places)].format(quote(text.replace("\0", ""), safe=""))
        page.goto(f"{base}{place}", wait_until="domcontentloaded")
        harmless(page)


def test_a_text_that_is_pasted(hostile, opened):
    base, _, texts = hostile
    page = opened[0].open(f"{base}/read?lang=en")
    body = "\n".join(
        f"{t} Trade reached {i}.5 billion USD in 2023 {t}" for i, t in enumerate(texts) if len(t) < 200
    )
    page.fill("textarea[name=text]", body.replace("\0", ""))
    page.click("form.read-form button.primary")
    page.wait_for_selector("#result")
    harmless(page)


def test_a_picture_that_is_saved(hostile, opened):
    base, _, _ = hostile
    page = opened[0].open(f"{base}/?lang=en")
    for kind in ("svg",):
        page.locator("#stage .frame .menu summary").first.click()
        with page.expect_download() as download:
            page.locator(f"#stage .frame .menu[open] [data-picture={kind}]").click()
        tree = etree.parse(download.value.path())
        for element in tree.iter(etree.Element):
            assert etree.QName(element).localname.lower() not in (
                "script",
                "iframe",
                "foreignobject",
                "use",
                "a",
            )
            assert not [a for a in element.attrib if etree.QName(a).localname.lower().startswith("on")]
            assert not [
                v for v in element.attrib.values() if v.strip().lower().startswith(("javascript:", "http"))
            ]


def test_what_the_pointer_shows(hostile, opened):
    """Charts show parts of passages at the pointer, in a markup of their own that knows links and images."""
    base, _, _ = hostile
    page = opened[0].open(f"{base}/?lang=en", height=1400)
    page.wait_for_selector("#stage .graph .plotly .point")
    shown = set()
    for point in page.locator("#stage .graph .point").all()[:40]:
        box = point.bounding_box()
        if not box or not box["width"]:
            continue
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        told = page.locator(".hoverlayer .hovertext")
        if told.count():
            shown.add(told.first.text_content())
            assert page.locator(".hoverlayer a, .hoverlayer image, .hoverlayer script").count() == 0
            harmless(page)
    assert any("<" in text for text in shown if text), "no point with a hostile text was reached"


def test_the_texts_are_many():
    assert len(set(payloads())) >= 200
