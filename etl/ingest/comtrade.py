"""UN Comtrade asked over the network, with the optional package comtradeapicall."""

from __future__ import annotations

import contextlib
import io
from typing import Any

from etl.errors import DataError

_ALL = {
    "typeCode": "C",
    "freqCode": "A",
    "clCode": "HS",
    "cmdCode": "TOTAL",
    "flowCode": "M,X",
    # the total over second partners, customs procedures and transport: an answer with every breakdown is cut off
    "partner2Code": "0",
    "customsCode": "C00",
    "motCode": "0",
    "maxRecords": 500,
    "includeDesc": True,
}


def ask(reporter: str, partner: str, first: int, last: int, key: str | None = None) -> bytes:
    """Yearly exports and imports of a pair as the CSV that UN Comtrade gives.

    Raises :class:`etl.DataError` when the package is missing, an area is unknown, or there is no answer.
    """
    try:
        import comtradeapicall
    except ImportError:
        raise DataError(
            "official fetch: needs the package comtradeapicall",
            'Install it: pip install "tradetrace[official]"',
        ) from None
    if last < first:
        raise DataError(f"official fetch: --to {last} lies before --from {first}", "Turn them round")
    asked: dict[str, Any] = {
        **_ALL,
        "reporterCode": _number(reporter),
        "partnerCode": _number(partner),
        "period": ",".join(map(str, range(first, last + 1))),
    }
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):  # the package prints what goes wrong
            if key:
                frame = comtradeapicall.getFinalData(key, **asked)
            else:
                frame = comtradeapicall.previewFinalData(**asked)
    except Exception as error:  # of the network, the answer's form, or the package
        raise DataError(
            f"UN Comtrade: no answer ({type(error).__name__}: {str(error)[:120]})", "Try again later"
        ) from error
    if frame is None or frame.empty:
        what = " ".join(said.getvalue().split())[:160] or "it holds nothing for this pair and these years"
        raise DataError(f"UN Comtrade: no data ({what})", "Check pair, years and key")
    return frame.to_csv(index=False).encode()


def _number(area: str) -> str:
    """The UN's numeric code of an area; UN Comtrade has its own for a few."""
    from babel.core import get_global

    own = {"FR": "251", "NO": "579", "CH": "757", "US": "842", "IN": "699", "W00": "0", "TW": "490"}
    if area in own:
        return own[area]
    for code, alias in get_global("territory_aliases").items():
        if code.isdigit() and len(code) == 3 and alias == [area]:
            return str(int(code))
    raise DataError(f"official fetch: {area!r} has no code at UN Comtrade", "Name a country: VN, CN")
