"""Who published a text: by the address, by a name it gives, by a mark such as "(Xinhua)"; from ``publishers.csv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from etl.codes import CODELISTS
from etl.text import make_view


@dataclass(frozen=True)
class Publisher:
    """A row of ``publishers.csv``: ``marks`` are the names and short forms by which texts call it."""

    code: str
    name: str
    kind: str
    area: str
    domains: tuple[str, ...]
    marks: tuple[str, ...]


@cache
def publishers() -> tuple[Publisher, ...]:
    """Every publisher of the codelist, in its order."""
    with (CODELISTS / "publishers.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Publisher(r["code"], r["name"], r["kind"], r["area"], _split(r["domains"]), _split(r["marks"]))
            for r in csv.DictReader(lines)
        )


def by_address(url: str | None) -> Publisher | None:
    """The publisher whose domain, or a domain below it, the address is of."""
    host = host_of(url)
    while host:
        found = _domains().get(host)
        if found:
            return found
        host = host.partition(".")[2]
    return None


def by_name(name: str) -> Publisher | None:
    """The publisher that is called so, in any writing of the name."""
    return _marks().get(plain(name))


def host_of(url: str | None) -> str:
    """The host of an address without "www.", or ""."""
    try:
        return (urlsplit(url or "").hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""


def plain(name: str) -> str:
    """A name without what its writings differ in."""
    return " ".join(make_view(name).text.split()).strip(" .,:;()[]-|")


@cache
def _domains() -> dict[str, Publisher]:
    return {domain: p for p in publishers() for domain in p.domains}


@cache
def _marks() -> dict[str, Publisher]:
    out: dict[str, Publisher] = {}
    for p in publishers():
        for mark in (p.name, *p.marks, *p.domains):
            out.setdefault(plain(mark), p)
    return out


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))
