"""The dashboard below a path, as behind a proxy: nothing it links, loads, downloads or redirects to leaves that path."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import expect

from dashboard.views import ALL, ASIDE
from tests.browser.pages import Watched, ready, the_fact
from tests.browser.screenshots import serving

BASE = "/trade"
MOST = 120  # pages that are followed


@pytest.fixture(scope="module")
def below(data_dir) -> Iterator[str]:
    with serving(data_dir, base_path=BASE) as base:
        yield base


def test_every_link_and_asset(below, watched: Watched):
    """From page to page by the links themselves; each kind of address is followed a few times."""
    page = watched.open(f"{below}/codebook?lang=en")
    origin = below.removesuffix(BASE)
    left, seen, kinds = [f"{below}/?lang=en"], set(), {}
    while left and len(seen) < MOST:
        address = left.pop(0)
        path = urlsplit(address).path
        kind = re.sub(r"/(figure|sources|static|extracts|embed)/.*", r"/\1/", path)
        if address in seen or kinds.get(kind, 0) >= 6:
            continue
        seen.add(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = page.request.get(address)
        assert answer.status == 200, address
        if "text/html" not in answer.headers["content-type"]:
            continue
        tree = html.fromstring(answer.body())
        for element in tree.iter():
            for name in ("href", "src", "action", "formaction", "data-copy-from", "data-copy-link", "data-copy-embed", "data-link", "data-picture-script"):  # fmt: skip
                link = element.get(name)
                if not link or link.startswith(("#", "data:", "http")):
                    continue
                full = urljoin(address, link)
                assert full.startswith(f"{origin}{BASE}/"), (address, name, link)
                if name in ("href", "src") and "download" not in element.attrib:
                    left.append(urldefrag(full)[0])
    assert len(seen) > 60
    assert {f"{BASE}/figure/", f"{BASE}/sources/", f"{BASE}/static/", f"{BASE}/extracts/"} <= set(kinds)


def test_views_and_panel_in_the_browser(below, watched: Watched, facts):
    page = watched.open(f"{below}/?lang=en")
    for view in (*ALL, *ASIDE):
        page.goto(f"{below}{view.PATH}?lang=en")
        ready(page)
    own = [u for u in watched.requests if not u.startswith(("data:", "blob:"))]
    assert [u for u in own if not urlsplit(u).path.startswith(f"{BASE}/")] == []
    fact = the_fact(facts, "171,9 tỷ USD")
    page.goto(f"{below}/?lang=en")
    ready(page)
    page.locator(f"#stage .table-wrap a[data-figure='{fact['fact_id']}']").first.evaluate("a => a.click()")
    page.wait_for_url(re.compile(f"{BASE}/.*figure="))
    expect(page.locator("#stage #panel-title")).to_be_visible()
    page.click("#stage #panel .button.primary")
    page.wait_for_url(re.compile(f"{BASE}/sources/.*#f-"))
    page.goto(f"{below}/embed/overview?frame=trade&lang=en")
    ready(page)


def test_programs(below, watched: Watched):
    page = watched.open(f"{below}/codebook?lang=en")
    first = page.request.get(f"{below}/api/v1/facts?limit=2").json()
    assert first["next"].startswith(f"{below}/api/v1/facts?")
    assert page.request.get(first["next"]).status == 200
    assert first["data"][0]["link"].startswith(f"{below}/figure/")
    described = page.request.get(f"{below}/api/v1/openapi.json").json()
    assert described["servers"][0]["url"].rstrip("/") in (below, f"{below}/")
    feed = page.request.get(f"{below}/feed.atom").text()
    links = re.findall(r'href="(http://127[^"]*)"', feed)
    assert links
    assert all(link.startswith(f"{below}/") for link in links)
    answer = page.request.get(f"{below}/extracts/facts.csv?limit=1")
    assert f"{below}/figure/" in answer.text()
    assert f"<{BASE}/extracts/facts.csv-metadata.json" in answer.headers["link"]
    bare = page.request.get(f"{below}?lang=vi", max_redirects=0)
    assert (bare.status, bare.headers["location"]) == (308, f"{BASE}/?lang=vi")
    assert page.request.get(f"{below.removesuffix(BASE)}/figures").status == 404
    dataset = re.search(r'ld\+json">(.*?)</script>', page.request.get(f"{below}/?lang=en").text())[1]
    assert json.loads(dataset)["url"] == f"{below}/"
