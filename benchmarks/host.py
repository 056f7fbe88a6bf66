"""A site served as a host of static pages serves it: from a sub-path, texts compressed.

Here belongs only the serving, for the benchmarks that look at pages as readers do.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".csv", ".txt", ".md"}
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".json": "application/json"}
LEVEL = 6
"""The level that hosts compress with on the fly."""


def packed(content: bytes, suffix: str) -> bytes:
    """What is sent of a file: texts compressed, pictures and fonts as they are."""
    return gzip.compress(content, LEVEL, mtime=0) if suffix in COMPRESSED else content


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self._file(unquote(urlsplit(self.path).path))
        found = path.is_file()
        path = path if found else Path(self.directory) / "404.html"
        body = packed(path.read_bytes(), path.suffix)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", TYPES.get(path.suffix, self.guess_type(path.name)))
        if path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _file(self, path: str) -> Path:
        root = Path(self.directory)
        wanted = (root / path.removeprefix("/").removeprefix(self.server.prefix)).resolve()  # type: ignore[attr-defined]
        if not wanted.is_relative_to(root.resolve()):
            return root / "404.html"
        return wanted / "index.html" if wanted.is_dir() else wanted

    def log_message(self, format: str, *arguments: object) -> None:
        """Nobody reads it."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves before it has read everything is nobody's mistake; anything else is said."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serving(folder: Path, prefix: str = "") -> Iterator[str]:
    """Serve `folder` below `prefix` (such as `repo/`) for as long as it is needed; gives the address of its front page."""
    server = _Server(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
    server.prefix = prefix  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{prefix}"
    finally:
        server.shutdown()
        server.server_close()
