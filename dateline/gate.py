"""The last look at a built tree before it becomes the site: nothing unfinished, nothing from elsewhere, no dead link.

Pure functions over files; what is wrong comes back as problems that name the page. How links are found in a page is here, too:
patterns rather than a parser, since pages full of SVG would take a parser longer than all the rest of a build.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from dateline.errors import Problem, Spot
from dateline.kept import Kept, code_digest, digest_of, digest_of_files

UNFINISHED = ("\x02", "\x03")
SLOT = "<!--dateline:"
"""Stands for a figure; only in pages: in a file of data it would be somebody's words."""
_TEXTS = (".html", ".xml", ".json", ".csv", ".svg")
_HIDDEN = re.compile(r"<!--.*?-->|(<script\b[^>]*>).*?</script\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z:]*)\s((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_SVG = re.compile(r"<svg\b[^>]*>.*?</svg\s*>", re.IGNORECASE | re.DOTALL)
_MAY_LEAD = re.compile(r"href|src|action|poster", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LEADING = {"href", "xlink:href", "src", "srcset", "poster", "action", "formaction"}
_LOADING = {"script", "img", "image", "use", "iframe", "source", "video", "audio", "object", "embed", "track", "input", "frame"}
_POINTING = {"canonical", "alternate", "author", "license", "prev", "next", "edit", "me"}
_HARMLESS = {"http", "https", "mailto", "tel", "geo", "urn", "doi", "ftp", "sms", "xmpp", "matrix", "magnet"}
_STYLE_LINK = re.compile(r"(?:url\(\s*|@import\s+)[\"']?((?:[a-z][a-z0-9+.-]*:)?//[^\"')\s;]+)", re.IGNORECASE)
_ID = re.compile(r"\s(?:id|name)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")


@dataclass(frozen=True, slots=True)
class _Link:
    """An address in a page: the tag it stands in, and whether a browser fetches it without being asked."""

    tag: str
    value: str
    loads: bool


def verify(
    tree: Path,
    site_path: str,
    kept: Kept | None = None,
    only: Collection[str] | None = None,
    sums: bytes | None = None,
    apart: Mapping[str, str] = MappingProxyType({}),
) -> list[Problem]:
    """Every problem of the built tree, or of the pages named in `only`. `site_path` (`/repo/`) begins its absolute links.

    That all is well is kept in `kept` under every byte of the tree, so that the same tree is not read twice. `sums` are those of
    all its files, where somebody has taken them already. `apart` are folders (`editions/2018-06-01/`) that were verified by
    themselves, with what stands for their bytes: links may lead there, and nothing in them is read.
    """
    if only is not None:
        built = _Tree.of(tree, site_path)
        return [problem for page in sorted(only) for problem in (*_check_page(page, built), *_check_file(page, built))]
    if kept is None:
        return _verified(tree, site_path, apart)
    if sums is None:
        files = (path for path in tree.rglob("*") if path.is_file() and not _name(path, tree).startswith(tuple(apart)))
        sums = digest_of_files(files, tree).encode()
    beside = repr(sorted(apart.items())).encode()
    verdict = f"verified-{digest_of(code_digest().encode(), site_path.encode(), beside, sums)}"
    if kept.read(verdict) is not None:
        return []
    problems = _verified(tree, site_path, apart)
    if not problems:
        kept.write(verdict, b"")
    return problems


def _verified(tree: Path, site_path: str, apart: Collection[str] = ()) -> list[Problem]:
    built = _Tree.of(tree, site_path)
    if "index.html" not in built.pages:
        return [Problem("no-home", "the built site has no index.html", Spot("content/index.md"), "add content/index.md")]
    ours = [name for name in sorted(built.files) if not name.startswith(tuple(apart))]
    found = [problem for name in ours if name.endswith(".html") for problem in _check_page(name, built)]
    return found + [problem for name in ours for problem in _check_file(name, built)]


class _Tree:
    """What links may lead to: the files of the tree, and the anchors of its pages."""

    def __init__(self, folder: Path, files: frozenset[str], site_path: str) -> None:
        self.files = files
        self.pages = sorted(name for name in files if name.endswith(".html"))
        self._folder = folder
        self._texts: dict[str, str] = {}
        self._site_path = site_path if site_path.endswith("/") else f"{site_path}/"
        self._anchors: dict[str, frozenset[str]] = {}
        self.known_good: set[tuple[str, str]] = set()
        """Pairs of a folder and an address that were found to lead somewhere: the navigation repeats them on every page."""

    @classmethod
    def of(cls, folder: Path, site_path: str) -> _Tree:
        return cls(folder, frozenset(_name(path, folder) for path in folder.rglob("*") if path.is_file()), site_path)

    def text(self, file: str) -> str:
        """The text of a file. Pages are read once: they are asked for again and again."""
        if file in self._texts:
            return self._texts[file]
        text = (self._folder / file).read_text(encoding="utf-8", errors="replace")
        if file.endswith(".html"):
            self._texts[file] = text
        return text

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

    def has_anchor(self, page: str, anchor: str) -> bool:
        if not page.endswith(".html"):
            return True
        if page not in self._anchors:
            self._anchors[page] = frozenset(html.unescape("".join(found)) for found in _ID.findall(self.text(page)))
        return anchor in self._anchors[page]


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


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


def _check_file(name: str, built: _Tree) -> Iterator[Problem]:
    """What is wrong with a file whatever page it is for: unfinished parts, styles from another host."""
    if name.endswith(_TEXTS):
        text = built.text(name)
        for token in (*UNFINISHED, SLOT) if name.endswith(".html") else UNFINISHED:
            if token in text:
                yield Problem("unfinished-page", f"the page holds an unfinished part ({token!r})", Spot(f"site/{name}"))
    elif name.endswith(".css"):
        for address in dict.fromkeys(_STYLE_LINK.findall(built.text(name))):
            yield _foreign("a stylesheet", address, name)


def _check_page(page: str, built: _Tree) -> Iterator[Problem]:
    text = built.text(page)
    for link in dict.fromkeys(_links(text)):
        yield from _check_link(page, link, built)
    for address in dict.fromkeys(_STYLE_LINK.findall(_styles(text))):
        yield _foreign("a style", address, page)


def _links(text: str) -> Iterator[_Link]:
    for part in _parts(text):
        yield from _links_in(part)


def _parts(text: str) -> Iterator[str]:
    """A page in pieces: the head, and what stands around `<main>`, which many pages share. What authors write is in `<main>`."""
    main, end = text.find("<main"), text.rfind("</main>")
    head = text.find("</head>", 0, max(main, 0))
    cuts = sorted([0, *(cut for cut in (head, main, end) if cut > 0), len(text)])
    yield from (text[start:stop] for start, stop in pairwise(cuts))


@functools.lru_cache(maxsize=1 << 8)
def _links_in(part: str) -> tuple[_Link, ...]:
    """The addresses in a piece of a page, each once."""
    tags = _TAG.finditer(_SVG.sub(_without_shapes, _HIDDEN.sub(r"\1", part)))
    return tuple(dict.fromkeys(link for found in tags for link in _links_of(found[1].lower(), found[2])))


@functools.lru_cache(maxsize=1 << 14)
def _links_of(tag: str, written: str) -> tuple[_Link, ...]:
    """The addresses in the attributes of a tag. Most tags stand on many pages, which share their frame."""
    if tag != "object" and not _MAY_LEAD.search(written):
        return ()
    attributes = {name.lower(): html.unescape(a or b or c).strip() for name, a, b, c in _ATTRIBUTE.findall(written)}
    loads = tag in _LOADING or (tag == "link" and not _POINTING & set(attributes.get("rel", "").lower().split()))
    leading = {name: value for name, value in attributes.items() if name in _LEADING or (name == "data" and tag == "object")}
    found = (_candidates(value) if name == "srcset" else [value] for name, value in leading.items())
    return tuple(_Link(tag, address, loads) for addresses in found for address in addresses)


def _without_shapes(drawing: re.Match[str]) -> str:
    """A drawing that leads nowhere is most of a page, and none of its links."""
    return drawing[0] if _MAY_LEAD.search(drawing[0]) else ""


def _candidates(srcset: str) -> list[str]:
    """The addresses of `a.png 1x, b.png 2x`."""
    return [entry.split()[0] for entry in re.split(r",\s+", srcset) if entry.strip()]


def _styles(text: str) -> str:
    """The parts of a page that are styles, when any of them could load something."""
    if "url(" not in text and "@import" not in text:
        return ""
    blocks = re.findall(r"<style\b[^>]*>(.*?)</style", text, re.IGNORECASE | re.DOTALL)
    inline = re.findall(r"\sstyle=(?:\"([^\"]*)\"|'([^']*)')", text)
    return "\n".join([*blocks, *(html.unescape(a or b) for a, b in inline)])


def _check_link(page: str, link: _Link, built: _Tree) -> Iterator[Problem]:
    where = _where(page, link.value)
    if where in built.known_good:
        return
    spot = Spot(f"site/{page}")
    try:
        parts = urlsplit(link.value)
    except ValueError:
        yield Problem("bad-link", f"'{link.value}' is not an address", spot)
        return
    if parts.netloc or parts.scheme:
        yield from _check_outward(page, link, parts.scheme)
        return
    file = built.file(page, unquote(parts.path)) if parts.path else page
    anchor = unquote(parts.fragment.partition(":~:")[0])
    if file is None:
        yield Problem("dead-link", f"'{link.value}' leads nowhere", spot, "correct the link or add the page")
    elif anchor and not built.has_anchor(file, anchor):
        yield Problem("dead-anchor", f"'{link.value}' leads to no place in {file}", spot, "correct what follows the #")
    else:
        built.known_good.add(where)


def _where(page: str, address: str) -> tuple[str, str]:
    """The folder that an address starts from, and the address: from the root, if it climbs there. Anchors start from the page."""
    if address.startswith(("#", "?")):
        return page, address
    depth = page.count("/")
    climb = "../" * depth
    return ("", address[len(climb) :]) if depth and address.startswith(climb) else (page.rpartition("/")[0], address)


def _check_outward(page: str, link: _Link, scheme: str) -> Iterator[Problem]:
    if link.loads:
        if scheme != "data":
            yield _foreign(f"<{link.tag}>", link.value, page)
    elif scheme and scheme not in _HARMLESS:
        message = f"'{link.value[:80]}' is no address that a reader can go to"
        yield Problem("bad-link", message, Spot(f"site/{page}"), "link to an address that starts with https://")


def _foreign(what: str, address: str, page: str) -> Problem:
    message = f"{what} loads {address} from another host"
    return Problem("foreign-resource", message, Spot(f"site/{page}"), "put the file into content/ or templates/assets/")
