"""Fetching: what is refused, before and after a redirect, and what is said of it."""

import socket
import time

import pytest

from etl.errors import DocumentProblem
from etl.ingest.fetch import REDIRECTS, _public, fetch
from tests.ingest.pages import page

LIMIT = 100_000


def get(url, **given):
    return fetch(url, **({"largest": LIMIT, "allow_private": True} | given))


def refused(url, **given):
    with pytest.raises(DocumentProblem) as caught:
        get(url, **given)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(url)
    return str(caught.value)


def test_a_page(web):
    url = web.page("/a?b=c d&x=ỷ", b"<p>x")
    web.answers["/a?b=c%20d&x=%E1%BB%B7"] = web.answers["/a?b=c d&x=ỷ"]
    got = get(url)
    assert (got.data, got.media_type, got.charset) == (b"<p>x", "text/html", "utf-8")
    assert got.url.startswith(web.base)


def test_redirects_are_followed_and_counted(web):
    web.page("/end", page().encode())
    for i in range(REDIRECTS + 1):
        web.redirect(f"/{i}", "/end" if i == 0 else f"{web.base}/{i - 1}")
    assert get(f"{web.base}/{REDIRECTS - 1}").url == f"{web.base}/end"
    assert "redirects more than 5 times" in refused(f"{web.base}/{REDIRECTS}")
    web.redirect("/round", "/round")
    assert "redirects more than 5 times" in refused(f"{web.base}/round")


def test_a_private_address_is_refused(web):
    url = web.page("/a", b"secret")
    assert "a private address (127.0.0.1)" in refused(url, allow_private=False)
    assert web.asked == [], "it was not even asked"


def test_a_redirect_to_a_private_address_is_refused(web, monkeypatch):
    """The first host is let through as a public one would be; the second is this machine by another name."""
    from etl.ingest import fetch as module

    url = web.redirect("/a", f"http://localhost:{web.base.rpartition(':')[2]}/secret")
    web.page("/secret", b"secret")
    real = socket.getaddrinfo

    def resolve(host, *rest, **more):
        found = real(host, *rest, **more)
        return found if host != "localhost" else [(*f[:4], ("127.0.0.2", f[4][1])) for f in found]

    monkeypatch.setattr(module.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(module, "_public", lambda address: address == "127.0.0.1")
    assert "leads to localhost, a private address (127.0.0.2)" in refused(url, allow_private=False)
    assert web.asked == ["/a"]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "224.0.0.1",
    ]
    + ["::1", "::", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1"],
)
def test_what_is_private(address):
    assert not _public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111"])
def test_what_is_public(address):
    assert _public(address)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://example.org/a", "is a ftp: address"),
        ("file:///etc/passwd", "is a file: address"),
        ("http://", "names no host"),
        ("http://[::1", "is no address"),
        ("http://example.org:99999/", "is no address"),
        ("http://no-such-host.invalid/", "no such host"),
        ("http://127.0.0.1:1/", "cannot be reached"),
    ],
)
def test_what_cannot_be_fetched(url, words):
    assert words in refused(url)


def test_a_redirect_to_a_file(web):
    assert "leads to file:" in refused(web.redirect("/a", "file:///etc/passwd"))


def test_what_a_server_says_it_is(web):
    assert "is video/mp4, not a document" in refused(web.page("/v", b"x", "video/mp4"))
    assert "status 404" in refused(f"{web.base}/none")


def test_a_page_beyond_the_limit(web):
    assert "is larger than 0 MB" in refused(web.page("/big", b"x" * (LIMIT + 1)))


def endless(part, pause):
    """Answers without saying how long it is, and goes on."""

    def answer(request):
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        while True:
            request.wfile.write(part)
            request.wfile.flush()
            time.sleep(pause)

    return answer


def test_a_page_that_never_ends(web):
    web.answers["/fast"] = endless(b"x" * 10_000, 0)
    web.answers["/slow"] = endless(b"x", 0.05)
    assert "is larger than" in refused(f"{web.base}/fast")
    assert "did not end within 1 seconds" in refused(f"{web.base}/slow", seconds=1.0)


def test_a_server_that_says_nothing(web):
    web.answers["/mute"] = lambda request: time.sleep(5)
    assert "did not answer within 1 seconds" in refused(f"{web.base}/mute", seconds=1.0)


def test_a_connection_that_breaks_off(web):
    def broken(request):
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b"half")

    web.answers["/half"] = broken
    assert "cannot be reached" in refused(f"{web.base}/half")
