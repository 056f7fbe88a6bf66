"""A built site as readers meet it: served below a sub-path, as project Pages are, in a page that is watched."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

PREFIX = "/repo/"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder under /repo/, and nothing elsewhere."""

    def translate_path(self, path: str) -> str:
        clean = urlsplit(path).path
        return super().translate_path("/" + clean.removeprefix(PREFIX) if clean.startswith(PREFIX) else "/nothing-is-here")

    def log_message(self, format: str, *arguments: object) -> None:
        """Nobody reads it."""


@contextmanager
def serving(folder: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve a folder for as long as it is needed; gives the address of its front page."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


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
