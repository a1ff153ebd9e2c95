"""What a text tells of itself: its language, title, day of publication and publisher, each with how it is known.

Nothing is guessed: what the text leaves open stays unknown, with the reason.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from etl.codes import CODELISTS
from etl.detect import detect, detect_passage
from etl.ingest.days import CLOCK, Day, days, short_days
from etl.ingest.read import Read
from etl.language import Language, available, load
from etl.publishers import Publisher, by_address, by_name, host_of, plain, publishers
from etl.text import make_view

HEAD, TAIL = 25, 12  # lines at both ends of a text that can tell of it
LONGEST_LINE = 160
REST = 45  # characters that may stand beside the day in a line of its own: a place, an author, a section
TITLE = (20, 220)
SHORTLY = timedelta(days=10)
_ENDS = re.compile(r"[.;:,。；：，]$")
_DATELINE = re.compile(r"^.{0,60}?\(([^()]{2,40})\)\s*(?:--?|[–—:])|^\(?([^\s()]{2,12})\)?\s+[-–—]\s")
_URL_DAY = re.compile(r"/(20\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True)
class _Line:
    text: str
    number: int  # among the lines that are not blank
    found: tuple[Day, ...]
    role: str | None  # published, updated, retrieved: the words before the day say what it is

    @property
    def alone(self) -> bool:
        """Whether the line is there for the day."""
        rest = self.text
        for d in self.found:
            rest = rest.replace(self.text[d.start : d.end], "")
        return len(CLOCK.sub("", rest).strip(" |,.-–—()")) <= REST

    @property
    def clock(self) -> bool:
        return bool(CLOCK.search(self.text))


def understand(read: Read, today: date) -> Read:
    """Fill in what the markup did not tell from the text itself; ``today`` bounds the day of publication."""
    _language(read)
    lang = load(read.lang if read.lang in available() else detect(read.text))
    lines = [line.strip() for line in read.text.splitlines() if line.strip("\ufeff \t\u00a0")]
    dropped = _furniture(lines, lang)
    dated = [line for line in _dated(lines, lang) if line.number not in dropped]
    title_at = _title(read, lines, dated, dropped, lang)
    _published(read, lines, dropped, dated, title_at, lang, today)
    _publisher(read, lines, dropped, title_at)
    for name, why in (
        ("author", "not told"),
        ("url", "not told"),
        ("retrieved", "not told"),
        ("title", "the text carries no title"),
        ("publisher", "the text does not name its publisher"),
        ("published", "the text states no day of publication"),
    ):
        read.unknown(name, why)
    return read


def _language(read: Read) -> None:
    told = read.lang
    if told in available():
        read.lang = detect_passage(read.text, told)
        if read.lang != told:
            read.how["lang"] = f"frequent words of the text; {read.how['lang']} says {told}"
    elif told is None:
        read.set("lang", detect(read.text), "frequent words of the text")


def _furniture(lines: list[str], lang: Language) -> set[int]:
    """Numbers of the lines that belong to the page: hotlines, "follow us", and all from "related news" on."""
    out: set[int] = set()
    for i, line in enumerate(lines):
        if len(line) >= LONGEST_LINE:
            continue
        text = make_view(line, lang.fold).text.strip(" :.-")
        if text in lang.furniture_stop:
            out.update(range(i, len(lines)))
            break
        if any(word in text for word in lang.furniture_drop):
            out.add(i)
    return out


def _dated(lines: list[str], lang: Language) -> list[_Line]:
    """The lines at both ends that name a day, with what they say that it is."""
    out = []
    ends = {*range(min(HEAD, len(lines))), *range(max(0, len(lines) - TAIL), len(lines))}
    for i in sorted(ends):
        line = lines[i][:LONGEST_LINE]
        if not any(c.isdigit() for c in line):
            continue
        found = tuple(days(line, lang))
        if found:
            role = _role(line[: found[0].start])
            if len(lines[i]) < LONGEST_LINE or role:
                out.append(_Line(line, i, found, role))
    return out


def _role(before: str) -> str | None:
    """What the words before a day say that it is: the last of them that is a label at their end or start."""
    text = plain(before)
    for role in ("retrieved", "updated", "published"):
        for word in _words()[role]:
            if text == word or text.endswith((" " + word, "|" + word)):
                return role
            if (
                len(word) > 1
                and text.endswith(word)
                and not word.isascii()
                and not word[0].isascii()
                and _wide(word)
            ):
                return role
    return None


def _wide(word: str) -> bool:
    return "\u2e80" <= word[0] <= "\u9fff"


def _title(read: Read, lines: list[str], dated: list[_Line], dropped: set[int], lang: Language) -> int | None:
    """The number of the title's line; sets the title from it where the markup gave none."""
    if read.title:
        known = plain(read.title)
        return next((i for i, line in enumerate(lines[:HEAD]) if plain(line) == known), None)
    head = lines[:HEAD]
    days_at = {d.number for d in dated if d.alone}
    body = next((i for i, line in enumerate(lines) if len(line) > TITLE[1]), len(lines))
    captions = _words()["caption"]
    for i, line in enumerate(head[: body if body < HEAD else HEAD]):
        wide = sum(1 for c in line if "\u2e80" <= c <= "\u9fff")
        if i in dropped or i in days_at or not TITLE[0] <= len(line) + wide <= TITLE[1]:
            continue
        text = make_view(line).text
        if _ENDS.search(line) or any(f"{word}:" in text or f"{word} :" in text for word in captions):
            return None  # a sentence or a caption: the text begins without a title
        if i + 1 >= len(lines):
            return None
        read.set(
            "title", line, "line that stands above the text" + (" twice" if head.count(line) > 1 else "")
        )
        return i
    return None


def _published(
    read: Read,
    lines: list[str],
    dropped: set[int],
    dated: list[_Line],
    title_at: int | None,
    lang: Language,
    today: date,
) -> None:
    """The day of publication told from the day of fetching, or why neither is known."""
    told: list[tuple[str, _Line]] = []
    doubts: list[str] = []
    for line in dated:
        for day in line.found[:1]:
            if day.code is None:
                if line.role or line.alone:
                    doubts.append(f'"{line.text[day.start : day.end]}": {day.why}')
            elif day.code > today.isoformat():
                doubts.append(f"{day.code} is still to come")
            elif line.role == "retrieved":
                read.set("retrieved", day.code, f'stated: "{_short(line.text)}"')
            else:
                told.append((day.code, line))
    for role, says in (("published", "stated"), ("updated", "stated as the last change")):
        marked = [(code, line) for code, line in told if line.role == role]
        if marked:
            _take(read, marked, says)
    own = [(code, line) for code, line in told if line.alone and line.role is None]
    if title_at is not None:
        above = [one for one in own if one[1].number < title_at]
        below = [one for one in own if one[1].number > title_at]
    else:
        above, below = [], own
    timed = [one for one in below if one[1].clock] or below
    if read.published is None and timed:
        _take(read, timed[:1] if timed[0][1].number < HEAD else timed[-1:], "line of its own")
    if read.published is None and above:
        _above(read, above, [line for i, line in enumerate(lines) if i not in dropped], lang, doubts)
    if read.published:
        for code, line in above:
            if code > read.published:
                read.set("retrieved", code, f'page\'s head: "{_short(line.text)}"')
    elif (m := _URL_DAY.search(read.url or "")) and f"{m[1]}-{m[2]}-{m[3]}" <= today.isoformat():
        read.set("published", f"{m[1]}-{m[2]}-{m[3]}", "day in the address")
    if doubts:
        read.unknown("published", "unknown: " + "; ".join(dict.fromkeys(doubts)))


def _above(read: Read, above: list, lines: list[str], lang: Language, doubts: list[str]) -> None:
    """A day above the title is the day of publication only where the text tells of days shortly before it."""
    code, line = above[-1]
    if len(code) == 10:
        day = date.fromisoformat(code)
        for one in lines:
            if len(one) <= LONGEST_LINE and one == line.text:
                continue
            for other in [*days(one, lang), *short_days(one)] if any(c.isdigit() for c in one) else ():
                if other.month is None or other.day is None:
                    continue
                if other.code is not None and other.code[:4] not in (code[:4], str(day.year - 1)):
                    continue
                for year in (day.year, day.year - 1):
                    try:
                        told = date(year, other.month, other.day)
                    except ValueError:
                        continue
                    if other.code in (None, told.isoformat()) and day - SHORTLY <= told <= day:
                        quote = one[other.start : other.end]
                        read.set(
                            "published",
                            code,
                            f'line above the title; the text tells of "{quote}", shortly before',
                        )
                        return
    read.set("retrieved", code, f'page\'s head: "{_short(line.text)}"')
    doubts.append(f"{code} stands above the title, where pages show the day on which they were fetched")


def _take(read: Read, marked: list, says: str) -> None:
    code, line = marked[0]
    others = sorted({c for c, _ in marked[1:]} - {code})
    how = f'{says}: "{_short(line.text)}"' + (f"; also {', '.join(others)}" if others else "")
    read.set("published", code, how)


def _short(line: str) -> str:
    return line if len(line) <= 60 else line[:59].rstrip() + "…"


def _publisher(read: Read, lines: list[str], dropped: set[int], title_at: int | None) -> None:
    found = by_address(read.url)
    if found:
        read.publisher = None
        read.set("publisher", found.name, f"address: {host_of(read.url)}")
    if read.publisher:
        known = by_name(read.publisher)
        if known:
            read.publisher = known.name
        return
    for i in (*range(min(HEAD, len(lines))), *range(max(HEAD, len(lines) - TAIL), len(lines))):
        line = lines[i]
        if len(line) < LONGEST_LINE and (named := _named(line, i in dropped)):
            read.set("publisher", named[0].name, named[1])
            return
    for line in lines[:HEAD]:
        start = line[:100]
        for d in re.findall(r"\A\D*\d{4}-\d\d(?:-\d\d)?\s+", start):
            start = start[len(d) :]  # "date 2025-04 TP - …"
        m = _DATELINE.match(start)
        mark = by_name(m[1] or m[2]) if m else None
        if mark or (mark := _wire(start)):
            read.set("publisher", mark.name, f'dateline: "{_short(line[:40])}"')
            return
    for line in lines[:HEAD]:
        if (signed := _reporter(line)) is not None:
            read.set("publisher", signed[0].name, f'agency whose reporter signs: "{signed[1]}"')
            return
    if read.url and (host := host_of(read.url)):
        read.set("publisher", host, "address; the publisher is not in the list of publishers")


def _named(line: str, furniture: bool) -> tuple[Publisher, str] | None:
    """A line that is a publisher's name, gives one as the source, or is the page's own and names one."""
    known = by_name(line)
    if known:
        return known, f'masthead: "{_short(line)}"'
    text = plain(line)
    for word in _words()["source"]:
        at = text.rfind(word)
        if at >= 0 and (at == 0 or not text[at - 1].isalnum() or _wide(word)):
            rest = re.split(r"[|,;()\[\]]|\s{2,}| - ", text[at + len(word) :].lstrip(" :"))[0]
            for name in (rest, rest.split(" ")[0]):
                if (known := by_name(name)) is not None:
                    return known, f'source named in the text: "{_short(line)}"'
    if furniture:
        for p in publishers():
            if any(len(mark) > 4 and plain(mark) in text for mark in (p.name, *p.marks)):
                return p, f'page\'s own line: "{_short(line)}"'
    return None


def _wire(start: str) -> Publisher | None:
    """An agency that signs the beginning of a text without a bracket, as in Chinese."""
    for p in publishers():
        if p.kind == "agency" and any(_wide(m) and start.startswith(m) for m in p.marks):
            return p
    return None


def _reporter(line: str) -> tuple[Publisher, str] | None:
    """An agency beside the word for its reporter: "phóng viên TTXVN", "Xinhua correspondent", "新华社记者"."""
    text = plain(line[:400])
    for word in _words()["reporter"]:
        at = text.find(word)
        if at < 0 or not (_wide(word) or (" " + text + " ").find(f" {word} ") >= 0):
            continue
        for p in publishers():
            for mark in map(plain, p.marks if p.kind == "agency" else ()):
                for both in (
                    f"{word} {mark}",
                    f"{mark} {word}",
                    f"{mark}{word}" if _wide(word) else f"{mark}'s {word}",
                ):
                    if f" {both} " in f" {text} " or (_wide(word) and both in text):
                        return p, both
    return None


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """Role -> words in every language, the longest first."""
    with (CODELISTS / "page_words.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {
        row["code"]: tuple(
            sorted(
                {
                    plain(w)
                    for column in row
                    if column.startswith("words_")
                    for w in row[column].split("|")
                    if w
                },
                key=len,
                reverse=True,
            )
        )
        for row in rows
    }
