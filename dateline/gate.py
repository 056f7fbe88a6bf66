"""The last look at a built tree before it becomes the site: nothing unfinished, nothing from elsewhere, no dead link.

Pure functions over files; what is wrong comes back as problems that name the page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dateline.errors import Problem, Spot

UNFINISHED = ("@@dateline-base@@", "<!--dateline:", "\x02", "\x03")
_LINK = re.compile(r"<(?P<tag>[a-z]+)\b(?P<attributes>[^<>]*?)\s(?P<name>href|src|srcset|poster|data)=\"(?P<value>[^\"]*)\"", re.I)
_LOADING = {"script", "img", "iframe", "source", "video", "audio", "object", "embed", "track", "input"}
_POINTING = re.compile(r"\brel=\"?(?:canonical|alternate|author|license|prev|next|edit|me)\b", re.I)
_ID = re.compile(r"\s(?:id|name)=\"([^\"]*)\"")


def verify(tree: Path, site_path: str) -> list[Problem]:
    """Every problem of the built tree. `site_path` is the path of the site's address (`/repo/`), which absolute links start with."""
    pages = {path.relative_to(tree).as_posix(): path.read_text(encoding="utf-8") for path in sorted(tree.rglob("*.html"))}
    if "index.html" not in pages:
        return [Problem("no-home", "the built site has no index.html", Spot("content/index.md"), "add content/index.md")]
    targets = _Targets(tree, pages, site_path)
    return [problem for name, text in pages.items() for problem in _check(name, text, targets)]


class _Targets:
    """What links may lead to: the files of the tree, and the anchors of its pages."""

    def __init__(self, tree: Path, pages: dict[str, str], site_path: str) -> None:
        self.files = {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()}
        self.site_path = site_path if site_path.endswith("/") else f"{site_path}/"
        self._pages = pages
        self._anchors: dict[str, frozenset[str]] = {}

    def file(self, page: str, path: str) -> str | None:
        """The file that `path` on `page` leads to, None if there is none."""
        if path.startswith("/"):
            if not f"{path}/".startswith(self.site_path):
                return None
            parts = path.removeprefix(self.site_path).split("/")
        else:
            parts = [*page.split("/")[:-1], *path.split("/")]
        name = _joined(parts)
        return next((found for found in (name, f"{name}/index.html".lstrip("/")) if found in self.files), None)

    def has_anchor(self, page: str, anchor: str) -> bool:
        if page not in self._pages:
            return True
        if page not in self._anchors:
            self._anchors[page] = frozenset(html.unescape(name) for name in _ID.findall(self._pages[page]))
        return anchor in self._anchors[page]


def _joined(parts: list[str]) -> str:
    kept: list[str] = []
    for part in parts:
        if part == ".." and kept:
            kept.pop()
        elif part not in ("", ".", ".."):
            kept.append(part)
    return "/".join(kept)


def _check(page: str, text: str, targets: _Targets) -> Iterator[Problem]:
    for token in UNFINISHED:
        if token in text:
            yield Problem("unfinished-page", f"the page holds an unfinished part ({token!r})", Spot(f"site/{page}"))
    seen: set[tuple[str, str]] = set()
    for match in _LINK.finditer(text):
        value = html.unescape(match["value"]).strip()
        tag = match["tag"].lower()
        if (tag, value) not in seen:
            seen.add((tag, value))
            yield from _check_link(page, tag, match[0], value, targets)


def _check_link(page: str, tag: str, written: str, value: str, targets: _Targets) -> Iterator[Problem]:
    try:
        parts = urlsplit(value)
    except ValueError:
        yield Problem("bad-link", f"'{value}' is not an address", Spot(f"site/{page}"))
        return
    if parts.scheme or parts.netloc:
        loads = tag in _LOADING or (tag == "link" and not _POINTING.search(written))
        if loads and parts.scheme != "data":
            message = f"<{tag}> loads {value} from another host"
            yield Problem("foreign-resource", message, Spot(f"site/{page}"), "put the file into content/ or templates/assets/")
        return
    file = targets.file(page, unquote(parts.path)) if parts.path else page
    if file is None:
        if page != "404.html" or not parts.path.startswith("/"):
            yield Problem("dead-link", f"'{value}' leads nowhere", Spot(f"site/{page}"), "correct the link or add the page")
    elif parts.fragment and not targets.has_anchor(file, unquote(parts.fragment)):
        yield Problem("dead-anchor", f"'{value}' leads to no place in {file}", Spot(f"site/{page}"))
