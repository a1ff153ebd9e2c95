"""Reviewing in the panel, only where the dashboard is served with ``--review``: without it no route writes anything."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from flask import Flask, Response, has_request_context, redirect, request

from dashboard import html, words, writing
from dashboard.html import Node
from dashboard.i18n import Context, at, has
from dashboard.series import Row
from dashboard.store import Reader
from etl import SETTABLE, DataError, ReviewError, decide

COOKIE = "tradetrace-reviewer"


def form(fact: Row, ctx: Context) -> Node:
    """Confirm, reject, or set one label, with who and why."""
    back = quote(ctx.here(), safe="")
    label = [
        html.Option(ctx.t(f"dimension.{n}") if has(ctx.lang, f"dimension.{n}") else n, value=n)
        for n in SETTABLE
    ]
    by = unquote(request.cookies.get(COOKIE, "")) if has_request_context() else ""
    return html.Form(
        [
            html.Textarea(writing.form_token(), name=writing.FIELD, hidden="hidden"),
            _field(ctx, "by", html.Textarea(by, name="by", rows="1", required="required")),
            _field(ctx, "why", html.Textarea(name="why", rows="2", required="required")),
            html.P(
                [
                    html.Button(
                        ctx.t("review.confirm"),
                        type="submit",
                        name="action",
                        value="confirm",
                        className="button",
                    ),
                    html.Button(
                        ctx.t("review.reject"),
                        type="submit",
                        name="action",
                        value="reject",
                        className="button",
                    ),
                ],
                className="panel-action",
            ),
            html.Div(
                [
                    _field(ctx, "label", html.Select(label, name="label")),
                    _field(
                        ctx,
                        "value",
                        html.Textarea(name="value", rows="1", placeholder="VN_CUSTOMS, 2024-01/2024-09"),
                    ),
                ],
                className="review-set",
            ),
            html.P(
                html.Button(
                    ctx.t("review.set"), type="submit", name="action", value="set", className="button"
                ),
                className="panel-action",
            ),
            html.P(ctx.t("review.codes"), className="small"),
        ],
        action=at(f"/review/{fact['fact_id']}?lang={ctx.lang}&back={back}"),
        method="post",
        className="review-form",
    )


def _field(ctx: Context, name: str, control: Node) -> Node:
    return html.Label([html.Span(ctx.t(f"review.{name}")), control])


def decided(fact: Row, ctx: Context) -> str | None:
    """Who decided, when and why, for a fact that a person has checked."""
    if not fact.get("reviewed_by"):  # a text that was only read has no reviews
        return None
    day = words.published(str(fact["reviewed_on"]), ctx.lang) if fact["reviewed_on"] else ""
    return ctx.t("review.decided", by=fact["reviewed_by"], on=day, why=fact["review_note"] or "")


def register(server: Flask, read: Reader, data_dir: str | Path) -> None:
    """The one route that writes: a decision goes to ``corrections.toml``, and the tables are refreshed.

    Whether a request may write is judged before it comes here, see :mod:`dashboard.writing`.
    """

    def review(fact_id: str) -> Response:
        snapshot = read()
        fact = snapshot.fact(fact_id)
        if fact is None:
            return _line(404, f"no figure {fact_id}")
        given = {n: request.form.get(n, "").strip() for n in ("action", "by", "why", "label", "value")}
        labels = {given["label"]: given["value"]} if given["action"] == "set" else {}
        try:
            decide(
                data_dir,
                fact,
                given["action"],
                by=given["by"],
                why=given["why"],
                on=dt.date.today(),
                labels=labels,
                beside=snapshot.of_document(fact["doc_id"]),
            )
            # 10 MB of rules, which a dashboard that nobody reviews in does without
            from etl import refresh

            refresh(data_dir)
        except ReviewError as error:
            return _line(400, f"not written: {error}")
        except DataError as error:
            return _line(503, str(error))
        answer = redirect(_inside(request.args.get("back", "/")), code=303)
        answer.set_cookie(COOKIE, quote(given["by"]), max_age=365 * 86400, httponly=True, samesite="Strict")
        return answer  # type: ignore[return-value]

    server.add_url_rule("/review/<fact_id>", "review", review, methods=["POST"])


def _inside(address: str) -> str:
    """An address within this site, the overview for any other."""
    parts = urlsplit(address)
    plain = not parts.scheme and not parts.netloc and address.startswith("/") and "\\" not in address
    return address if plain and not address.startswith("//") else at("/")


def _line(status: int, message: str) -> Response:
    return Response(
        message.replace("\n", " ") + "\n", status=status, content_type="text/plain; charset=utf-8"
    )
