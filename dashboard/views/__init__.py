"""The views, in the order of the navigation.

A view is a module with ``NAME`` (its string is ``nav.NAME``), ``PATH``, ``title(ctx, snapshot)`` and
``layout(ctx, snapshot)``. What it may have besides:

- ``INTERACTIVE``: Dash takes the page over, with the panel of the open figure beside it; ``SCRIPTS`` are then
  the files of ``assets/`` that it needs.
- ``before(ctx, snapshot)``: HTML above the part that Dash takes over.
- ``prerendered(ctx, snapshot)``: what stands in the page until Dash is there, where that is not ``layout``. What it
  holds moves into the slots of ``layout`` that have the same numbers (:mod:`dashboard.islands`).
- ``WITHOUT_TABLES``: it also answers while there are no tables; both its functions then get no snapshot.
- ``register(app, read)``: its own callbacks, and routes below its address.
"""

from __future__ import annotations

from types import ModuleType

from dashboard.views import (
    api,
    checks,
    codebook,
    compare,
    figures,
    investment,
    overview,
    read,
    regions,
    sources,
)

ALL: tuple[ModuleType, ...] = (overview, regions, investment, compare, checks, figures, sources, read)

# Pages that the footer leads to.
ASIDE: tuple[ModuleType, ...] = (api, codebook)
