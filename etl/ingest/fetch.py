"""Pages from the web. The only module of the ETL that touches the network.

http and https; every address that a name resolves to is checked before it is connected to, again after each
redirect, so that no page can make this program read the machine's or the office's own services.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpcore

from etl.errors import DocumentProblem

REDIRECTS = 5
SECONDS = 30.0  # for the whole page
WAIT = 10.0  # for a connection or the next bytes
ACCEPT = "text/html,application/xhtml+xml,application/pdf,text/plain,text/markdown;q=0.9,*/*;q=0.5"
_READABLE = ("text/", "application/pdf", "application/xhtml", "application/xml", "application/json", "application/x-ndjson", "application/jsonl", "application/octet-stream", "application/vnd.openxmlformats", "application/vnd.apache.parquet", "application/msword", "application/zip", "binary/octet-stream")  # fmt: skip
_HINT = "Save the page in a browser and add the file"


@dataclass(frozen=True)
class Fetched:
    """What an address answered: ``url`` after redirects, the bytes, and what the server declares of them."""

    url: str
    data: bytes
    media_type: str
    charset: str | None


def fetch(url: str, *, largest: int, allow_private: bool = False, seconds: float = SECONDS) -> Fetched:
    """Fetch one address; raises :class:`DocumentProblem` that says in one line what happened.

    ``largest`` is the most bytes that are read, ``seconds`` the time for all of it. Addresses that resolve to a
    private, loopback, link-local or other special range are refused unless ``allow_private``.
    """
    until = time.monotonic() + seconds
    now = url
    with httpcore.ConnectionPool(network_backend=_Guarded(url, allow_private), retries=0) as pool:
        for _ in range(REDIRECTS + 1):
            target = _checked(now, url)
            try:
                answer = _answer(pool, target, url, largest, until, seconds)
            except (httpcore.TimeoutException, TimeoutError) as error:
                raise _problem(url, f"did not answer within {seconds:.0f} seconds") from error
            except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
                raise _problem(url, f"cannot be reached ({_why(error)})") from error
            if isinstance(answer, Fetched):
                return answer
            now = urljoin(now, answer)
    raise _problem(url, f"redirects more than {REDIRECTS} times")


def _checked(now: str, url: str) -> str:
    try:
        parts = urlsplit(now)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise DocumentProblem(url, f"is no address ({error})", "Check how it is written") from error
    if parts.scheme not in ("http", "https"):
        what = f"leads to {parts.scheme}:" if now != url else f"is a {parts.scheme}: address"
        raise DocumentProblem(url, f"{what}, and only http and https are fetched", _HINT)
    if not host:
        raise DocumentProblem(url, "names no host", "Check how it is written")
    try:
        ascii_host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError as error:
        raise DocumentProblem(url, "names a host that cannot be", "Check how it is written") from error
    ascii_host = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    place = ascii_host + (f":{port}" if port else "")
    return urlunsplit((parts.scheme, place, _escaped(parts.path) or "/", _escaped(parts.query), ""))


def _escaped(part: str) -> str:
    from urllib.parse import quote

    return quote(part, safe="/%:@!$&'()*+,;=~-._?")


def _answer(pool, target: str, url: str, largest: int, until: float, seconds: float) -> Fetched | str:
    """The page, or the address that it redirects to."""
    left = max(0.1, min(WAIT, until - time.monotonic()))
    headers = {
        "Host": urlsplit(target).netloc,
        "User-Agent": "tradetrace",
        "Accept": ACCEPT,
        "Accept-Encoding": "identity",
    }
    timeouts = {"timeout": {"connect": left, "read": left, "write": left, "pool": left}}
    with pool.stream("GET", target, headers=headers, extensions=timeouts) as response:
        told = {k.decode().lower(): v.decode("latin-1") for k, v in response.headers}
        if response.status in (301, 302, 303, 307, 308) and told.get("location"):
            return told["location"]
        if response.status != 200:
            raise _problem(url, f"answered with status {response.status}")
        media_type, charset = _declared(told.get("content-type", ""))
        if media_type and not media_type.startswith(_READABLE):
            raise DocumentProblem(
                url, f"is {media_type}, not a document", "Give the address of a page, PDF or DOCX"
            )
        if told.get("content-encoding", "identity") not in ("identity", ""):
            raise _problem(url, f"is compressed ({told['content-encoding']}) though that was not asked for")
        if told.get("content-length", "").isdigit() and int(told["content-length"]) > largest:
            raise _too_large(url, largest)
        data = bytearray()
        for part in response.iter_stream():
            data += part
            if len(data) > largest:
                raise _too_large(url, largest)
            if time.monotonic() > until:
                raise _problem(url, f"did not end within {seconds:.0f} seconds")
    return Fetched(target, bytes(data), media_type, charset)


def _declared(content_type: str) -> tuple[str, str | None]:
    media_type, *rest = (part.strip() for part in content_type.split(";"))
    charset = next((r.split("=", 1)[1].strip("\"' ") for r in rest if r.lower().startswith("charset=")), None)
    return media_type.lower(), charset


def _too_large(url: str, largest: int) -> DocumentProblem:
    return DocumentProblem(
        url,
        f"is larger than {largest // 1_000_000} MB",
        "Raise --max-mb, or add the part that you need as a file",
    )


def _problem(url: str, what: str) -> DocumentProblem:
    return DocumentProblem(url, what, _HINT)


def _why(error: BaseException) -> str:
    text = str(error.__cause__ or error) or type(error).__name__
    return " ".join(text.split())[:120]


class _Guarded(httpcore.NetworkBackend):
    """Connects only to addresses that were checked: the name is resolved once, here, and not again."""

    def __init__(self, url: str, allow_private: bool) -> None:
        self.url, self.allow_private = url, allow_private
        self.real = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            raise httpcore.ConnectError(f"no such host: {host}") from error
        addresses = list(dict.fromkeys(info[4][0] for info in found))
        if not self.allow_private:
            for address in addresses:
                if not _public(address):
                    raise DocumentProblem(
                        self.url,
                        f"leads to {host}, a private address ({address})",
                        "Use --allow-private if that is meant",
                    )
        last: Exception | None = None
        for address in addresses:
            try:
                return self.real.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last or httpcore.ConnectError(f"no address for {host}")

    def connect_unix_socket(self, *args, **kwargs) -> httpcore.NetworkStream:
        raise httpcore.UnsupportedProtocol("only the web is fetched from")

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def _public(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None) or ip
    if isinstance(ip, ipaddress.IPv6Address) and ip.teredo:
        return False
    # 64:ff9b::/96 carries an IPv4 address behind a translator
    if isinstance(ip, ipaddress.IPv6Address) and ip in ipaddress.ip_network("64:ff9b::/96"):
        inner = ipaddress.ip_address(int(ip) & 0xFFFFFFFF)
    return inner.is_global and not inner.is_multicast and ip.is_global
