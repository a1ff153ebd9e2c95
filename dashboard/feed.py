"""``/feed.atom``: the figures that were last found, newest first, narrowed by the same filters as an extract."""

from __future__ import annotations

from flask import Flask, Response, request

from dashboard import answers
from dashboard.extracts import root, told_in_one_line
from dashboard.i18n import Context
from dashboard.store import Reader
from etl import extracts, parse_filters

PATH = "/feed.atom"
MOST = 100
_KIND = "application/atom+xml; charset=utf-8"


def register(server: Flask, read: Reader) -> None:
    """Serve the feed in the language that the address or the reader's program asks for."""

    @told_in_one_line
    def feed() -> Response:
        from dashboard import atom  # few readers ask for it, and a worker need not hold a library for XML

        snapshot = read()
        ctx = Context.of_request()
        given = request.args.to_dict(flat=False)
        # `lang` is the page's language, as everywhere in the dashboard; the document's is `doc_lang`.
        given.pop("lang", None)
        query = {"lang" if n == "doc_lang" else n: v for n, v in given.items()}
        index = snapshot.index
        wanted = parse_filters(query, index)
        tag = extracts.tag(index, PATH, ctx.lang, sorted(query.items()), root())
        made = extracts.made_at(index)
        body = atom.feed(ctx, index.latest(MOST, **wanted), made, PATH)
        answer = answers.whole(tag, made, _KIND, body)
        answer.content_language = [ctx.lang]
        answer.vary.add("Accept-Language")
        return answer

    server.add_url_rule(PATH, "feed", feed)
