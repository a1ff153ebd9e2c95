"""What machines find in a page's head: the feed, and the dataset as schema.org describes it."""

from __future__ import annotations

import json
from typing import Any

from flask import has_request_context, request
from markupsafe import Markup

from dashboard import feed
from dashboard.i18n import Context
from dashboard.store import Snapshot
from etl import codelist, extracts

PAGES = ("/", "/api", "/codebook")  # where dataset search engines find it


def head(ctx: Context, snapshot: Snapshot | None) -> Markup:
    """Elements for the head of a page; the dataset stands on :data:`PAGES` only."""
    found = Markup('<link rel="alternate" type="application/atom+xml" title="{}" href="{}">').format(
        ctx.t("feed.title"), ctx.url(feed.PATH)
    )
    if snapshot is None or (ctx.path.rstrip("/") or "/") not in PAGES:
        return found
    root = request.url_root.rstrip("/") if has_request_context() else ""
    body = json.dumps(dataset(ctx, snapshot, root), ensure_ascii=False)
    # A slash may be escaped in JSON: no text can end the element, and no address looks like one that is loaded.
    body = body.replace("<", "\\u003c").replace("/", "\\/")
    return found + Markup('<script type="application/ld+json">{}</script>').format(Markup(body))


def dataset(ctx: Context, snapshot: Snapshot, root: str) -> dict[str, Any]:
    """The dataset in the terms of schema.org."""
    told = snapshot.kept(_told)
    files = {f"facts.{name}": kind for name, (kind, _) in extracts.FORMATS.items()}
    files |= {"sdmx.csv": extracts.WHOLE["sdmx"][0], "tradetrace.zip": extracts.WHOLE["zip"][0]}
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": "tradetrace",
        "description": f"{ctx.t('site.about')} {ctx.t('site.promise')}",
        "url": f"{root}/",
        "identifier": f"tradetrace:{told['state']}",
        "version": told["version"],
        "dateModified": told["made"],
        "inLanguage": ["vi", "en", "zh"],
        "isAccessibleForFree": True,
        "keywords": ["international trade", "foreign direct investment", "Vietnam", "China"],
        "license": told["licence"],
        "citation": told["citation"].replace("{root}", root),
        "creator": {"@type": "Organization", "name": "tradetrace", "url": f"{root}/"},
        "spatialCoverage": ["Vietnam", "China"],
        "temporalCoverage": told["span"],
        "variableMeasured": [
            {"@type": "PropertyValue", "name": code, "description": row["definition_en"]}
            for code, row in codelist("indicators").items()
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "encodingFormat": kind.split(";")[0],
                "contentUrl": f"{root}/extracts/{name}",
            }
            for name, kind in files.items()
        ],
    }


def _told(snapshot: Snapshot) -> dict[str, Any]:
    told = extracts.about(snapshot.index, "{root}/extracts/facts.csv", "", snapshot.size)
    first, last = snapshot.index.span()
    return {**told, "span": f"{first}/{last}" if first and last else ".."}
