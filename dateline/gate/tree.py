"""A built tree: its files, what the addresses in it lead to, and the anchors of its pages."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from dateline.gate.document import Document

PAGES = (".html", ".htm")
_FEW = 16


class Built:
    """What links may lead to: the files of the tree, and the anchors of its pages.

    `home` is the site's full address (`https://desk.example/repo/`), or its path alone (`/repo/`): then full addresses are all
    those of other sites.
    """

    def __init__(self, folder: Path, files: frozenset[str], home: str) -> None:
        parts = urlsplit(home)
        self.files = files
        self._folder = folder
        self._site_path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
        self._host = _host(parts)
        self._anchors: dict[str, frozenset[str]] = {}
        self._hashes: dict[tuple[str, str], str] = {}
        self.known_good: set[tuple[str, str]] = set()
        """Pairs of a folder and an address that were found to lead somewhere: the navigation repeats them on every page."""

    @classmethod
    def of(cls, folder: Path, home: str) -> Built:
        return cls(folder, frozenset(name_of(path, folder) for path in folder.rglob("*") if path.is_file()), home)

    def content(self, file: str) -> bytes:
        """The bytes of a file."""
        return (self._folder / file).read_bytes()

    def beginning(self, file: str) -> bytes:
        """The first few bytes of a file."""
        with (self._folder / file).open("rb") as opened:
            return opened.read(_FEW)

    def hash_of(self, file: str, algorithm: str) -> str:
        """The hash of a file as `integrity` writes it, without the name of its algorithm; taken once."""
        if (file, algorithm) not in self._hashes:
            digest = hashlib.new(algorithm, self.content(file)).digest()
            self._hashes[file, algorithm] = base64.b64encode(digest).decode()
        return self._hashes[file, algorithm]

    def text(self, file: str) -> str:
        """The text of a file; what is no UTF-8 is replaced."""
        return self.content(file).decode("utf-8", "replace")

    def path(self, parts: SplitResult) -> str | None:
        """The path in an address, with a leading slash if it is this site's own in full; None in one of another site."""
        path = unquote(parts.path)
        if not (parts.netloc or parts.scheme):
            return path
        own = self._host is not None and _host(parts) == self._host and f"{path}/".startswith(self._site_path)
        return (path or "/") if own else None

    def file(self, page: str, path: str) -> str | None:
        """The file that `path` on `page` leads to, None if there is none."""
        if path.startswith("/"):
            if not f"{path}/".startswith(self._site_path):
                return None
            parts = f"{path}/".removeprefix(self._site_path).split("/")
        else:
            parts = [*page.split("/")[:-1], *path.split("/")]
        name = _joined(parts)
        if name is None:
            return None
        return next((found for found in (name, f"{name}/index.html".lstrip("/")) if found in self.files), None)

    def keep_anchors(self, document: Document) -> None:
        """Remember the anchors of a page that was parsed."""
        self._anchors[document.name] = document.anchors

    def has_anchor(self, page: str, anchor: str) -> bool:
        """Whether a page has an anchor; in a file of another kind anything may be one."""
        if not page.endswith(PAGES):
            return True
        if page not in self._anchors:
            self.keep_anchors(Document.read(page, self.text(page)))
        return anchor in self._anchors[page]


def name_of(path: Path, folder: Path) -> str:
    """The name of a file below a folder."""
    return path.relative_to(folder).as_posix()


def _host(parts: SplitResult) -> tuple[str, int] | None:
    """The host of an address of the web, and its port unless it is the usual one; None if there is none. Http or https is one."""
    if parts.scheme not in ("http", "https", "") or not parts.hostname:
        return None
    try:
        port = parts.port
    except ValueError:
        return None
    return parts.hostname, 0 if port in (None, 80, 443) else port


def _joined(parts: list[str]) -> str | None:
    """The path that parts make, None if it leads out of the site, where the neighbours of a project's pages are."""
    kept: list[str] = []
    for part in parts:
        if part == "..":
            if not kept:
                return None
            kept.pop()
        elif part not in ("", "."):
            kept.append(part)
    return "/".join(kept)
