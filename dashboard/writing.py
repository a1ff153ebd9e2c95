"""Who may write: nobody, unless the dashboard is served for reviewing; then only from its own pages.

Every decision must come from a page of this site (``Sec-Fetch-Site``, ``Origin``) and carry the token of a form that
this site gave to that browser. Without a review token only a browser on this very machine may write, by a name of the
machine itself, so that no foreign name can be pointed here; with one, whoever knows it.
"""

from __future__ import annotations

import hmac
import re
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, has_request_context, request

COOKIE = "tradetrace-form"
FIELD = "form_token"
LEAST = 16  # characters of a review token
HERE = ("localhost", "127.0.0.1", "::1")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,64}")


def form_token() -> str:
    """What a form must carry to be taken from this browser."""
    if not has_request_context():
        return ""
    held = request.cookies.get(COOKIE, "")
    if _TOKEN.fullmatch(held):
        return held
    if "form_token" not in g:
        g.form_token = secrets.token_urlsafe(32)
    return g.form_token


def register(server: Flask, review_token: str | None) -> None:
    """Give browsers their form's token, and answer every request to write with what it lacks, if anything."""

    def give(response: Response) -> Response:
        if response.mimetype == "text/html" and request.method == "GET":
            form_token()
        made = g.get("form_token")
        if made:
            response.set_cookie(COOKIE, made, httponly=True, samesite="Strict", secure=request.is_secure)
            response.vary.add("Cookie")
        return response

    def check() -> Response | None:
        if request.method != "POST" or not request.path.startswith("/review/"):
            return None
        return refusal(review_token)

    server.before_request(check)
    server.after_request(give)


def refusal(review_token: str | None) -> Response | None:
    """The answer to a request that may not write; None for one that may."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin" or not _own_page():
        return _line(403, "a decision is taken from this dashboard's own pages only")
    if review_token is None:
        if (urlsplit(f"//{request.host}").hostname or "") not in HERE:
            return _line(403, "decisions are taken on this machine only, or with a review token")
    held, sent = request.cookies.get(COOKIE, ""), request.form.get(FIELD, "")
    if not _TOKEN.fullmatch(held) or not hmac.compare_digest(held.encode(), sent.encode()):
        return _line(403, "the form is not one that this browser was given; load the page again")
    if review_token is not None and not _knows(review_token):
        answer = _line(401, "a review token is needed; give it as the password")
        answer.headers["WWW-Authenticate"] = 'Basic realm="tradetrace review", charset="UTF-8"'
        return answer
    return None


def _knows(review_token: str) -> bool:
    given = request.authorization
    if given is None:
        return False
    told = given.token if given.type == "bearer" else given.password if given.type == "basic" else None
    return hmac.compare_digest((told or "").encode(), review_token.encode())


def _own_page() -> bool:
    """A browser names the page that a form was sent from; another site's is refused."""
    sent_from = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(sent_from).netloc == request.host


def loopback(host: str) -> bool:
    """Whether only this machine reaches an address to listen on."""
    return host in HERE or host.startswith("127.")


def _line(status: int, message: str) -> Response:
    return Response(f"{message}\n", status=status, content_type="text/plain; charset=utf-8")
