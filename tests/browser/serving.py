"""A built site as readers meet it: served below a sub-path, as project Pages are, in a page that is watched."""

from __future__ import annotations

import functools
import http.server
import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

from benchmarks.reliability.facts import note
from tests.policy.hosts import sent

PREFIX = "/repo/"
_REPORTS = "reports-of-browsers"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder under /repo/, and nothing elsewhere, with the headers that the site asks hosts for.

    Browsers report to it what offends the policy of a page, whatever a test is about.
    """

    framed: ClassVar[bool] = False
    """Whether our tests put all pages into frames, which the site asks hosts to forbid."""

    def translate_path(self, path: str) -> str:
        clean = urlsplit(path).path
        return super().translate_path("/" + clean.removeprefix(PREFIX) if clean.startswith(PREFIX) else "/nothing-is-here")

    def end_headers(self) -> None:
        path = urlsplit(self.path).path
        for name, value in sent(_text(Path(self.directory) / "_headers"), f"/{path.removeprefix(PREFIX)}"):
            if not (self.framed and name == "Content-Security-Policy"):
                self.send_header(name, value)
        page = Path(self.translate_path(f"{path}index.html" if path.endswith("/") else path))
        policy = _POLICY.search(_text(page)) if page.suffix == ".html" else None
        assert isinstance(self.server, Server)
        if policy:
            self.server.pages += 1
            self.send_header("Content-Security-Policy-Report-Only", f"{policy[1]}; report-uri {PREFIX}{_REPORTS}")
        super().end_headers()

    def do_POST(self) -> None:
        report = self.rfile.read(int(self.headers["Content-Length"])).decode()
        assert isinstance(self.server, Server)
        self.server.offences.append(report)
        self.send_response(204)
        http.server.SimpleHTTPRequestHandler.end_headers(self)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nobody reads it."""


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


class Server(http.server.ThreadingHTTPServer):
    """`pages` is how many were served with their policy, `offences` are the reports of browsers."""

    pages: int = 0
    offences: list[str]

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes on to the next page leaves the files of the last one half read, which is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serving(folder: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve a folder for as long as it is needed; gives the address of its front page. No page may offend its policy."""
    server = Server(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    server.offences = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert server.offences == [], server.offences
    note("browser", f"served {os.getpid()} {server.server_port}", {"pages": server.pages})


class Watched:
    """A page, with what it complained of and asked for elsewhere."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self._address = address
        self.page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._requested(request.url))

    def _requested(self, url: str) -> None:
        if not url.startswith((self._address, "data:", "blob:")):
            self.elsewhere.append(url)
