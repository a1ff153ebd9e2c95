"""A web server with the pages a test gives it, and PDFs that a real browser prints."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.ingest.pages import BODY, TITLE


class Web:
    """What the server answers: path -> a function that is given the request."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[str] = []

    def page(self, path: str, data: bytes, content_type: str = "text/html; charset=utf-8") -> str:
        """Answer at ``path`` with these bytes; the address."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(200)
            request.send_header("Content-Type", content_type)
            request.send_header("Content-Length", str(len(data)))
            request.end_headers()
            request.wfile.write(data)

        self.answers[path] = answer
        return self.base + path

    def redirect(self, path: str, target: str) -> str:
        """Answer at ``path`` with a redirect; the address."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(302)
            request.send_header("Location", target)
            request.end_headers()

        self.answers[path] = answer
        return self.base + path


@pytest.fixture
def web() -> Iterator[Web]:
    """A server on this machine; requests for what it does not have are answered with 404."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            answer = site.answers.get(self.path)
            if answer is None:
                self.send_error(404)
            else:
                answer(self)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a client that has read enough hangs up

    server = Server(("127.0.0.1", 0), Handler)
    site = Web(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The article as Chromium prints it, on pages with the browser's running heads: day and title above, address and number below."""
    path = tmp_path_factory.mktemp("pdf") / "article.pdf"
    filler = [
        f"Đoạn {i}: hai bên trao đổi về hợp tác đường sắt, cửa khẩu và nông nghiệp. " * 6 for i in range(14)
    ]
    paragraphs = "".join(f"<p>{p}</p>" for p in (*BODY, *filler))
    html = f'<html lang="vi"><head><meta charset="utf-8"><title>{TITLE}</title></head><body style="font: 13pt serif; text-align: justify"><h1>{TITLE}</h1>{paragraphs}</body></html>'
    source = path.with_suffix(".html")
    source.write_text(html, encoding="utf-8")
    # by the command, not the driver: a test may have the driver in use already
    command = [chromium.executable(), *chromium.ARGUMENTS, f"--print-to-pdf={path}", source.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path
