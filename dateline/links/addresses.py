"""Every address that leads out of the site, with the place where it is written: in data/sources.yml, and in the texts of pages.

Nothing is asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import Spot
from dateline.load.files import read_source
from dateline.load.positions import Positions
from dateline.model import Article, Record, Source

SOURCES = "data/sources.yml"
_FIELDS = ("url", "official", "archived")
_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})")
_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\^`{|}]+")
_CLOSING = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An address and where it is written. `what` says what it is; `sha256` is what its bytes should give, where that is known."""

    url: str
    spot: Spot
    what: str
    sha256: str | None = None


def outgoing(root: Path, record: Record, articles: Iterable[Article]) -> list[Outgoing]:
    """Every address on the web that sources and pages name, in the order of files and lines."""
    found = [*_of_sources(root, record), *(link for article in articles for link in _of_article(article))]
    return sorted(found, key=lambda link: (link.spot, link.url))


def _of_sources(root: Path, record: Record) -> Iterator[Outgoing]:
    if not (root / SOURCES).is_file():
        return
    positions = Positions(read_source(root, root / SOURCES).text, SOURCES)
    for source in record.sources.values():
        for field in _FIELDS:
            url = _value(source, field)
            if url is not None and _ADDRESS.fullmatch(url):
                sha256 = source.sha256 if field == "archived" else None
                yield Outgoing(url, positions.spot((source.id, field)), f"{field} of source '{source.id}'", sha256)


def _value(source: Source, field: str) -> str | None:
    return {"url": source.url, "official": source.official, "archived": source.archived}[field]


def _of_article(article: Article) -> Iterator[Outgoing]:
    """The addresses in a text, but for those in code."""
    fence = ""
    for number, line in enumerate(article.body.split("\n")):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
            continue
        if fence:
            continue
        text = _SPAN.sub(lambda span: " " * len(span[0]), line)
        for match in _ADDRESS.finditer(text):
            url = _trimmed(match[0])
            spot = Spot(article.file, article.body_line + number, match.start() + 1, len(url))
            yield Outgoing(url, spot, "a link of the text")


def _trimmed(address: str) -> str:
    """An address without the punctuation of the sentence that it stands in, or the bracket of the link."""
    while address and (address[-1] in ".,;:!?*_" or _unopened(address)):
        address = address[:-1]
    return address


def _unopened(address: str) -> bool:
    opening = _CLOSING.get(address[-1])
    return opening is not None and address.count(address[-1]) > address.count(opening)
