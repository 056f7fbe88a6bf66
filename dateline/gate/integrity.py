"""Whether files of the site have the bytes that a page asks for with `integrity`: browsers would not run others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from dateline.errors import Problem
from dateline.gate.addresses import split
from dateline.gate.document import Document, cut
from dateline.gate.tree import Built

_HASH = re.compile(r"(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+={0,2})(?:\?.*)?")
_HELP = "write the hash of the file that is published, or take `integrity` out"


def check_integrity(document: Document, built: Built) -> Iterator[Problem]:
    """Every element with an `integrity` that no byte of its file can meet. What is not of this site is told elsewhere."""
    for tag in document.named("script", "link"):
        wanted = _strongest(tag.attributes.get("integrity", ""))
        if not wanted:
            continue
        address = tag.holds("src" if tag.name == "script" else "href")
        try:
            path = built.path(split(address))
        except ValueError:
            continue
        file = built.file(document.name, unquote(path)) if path else None
        if file and not any(built.hash_of(file, kind) == _plain(hashed) for kind, hashed in wanted):
            message = f"`integrity` of <{tag.name}> is not that of {cut(file)}, which browsers do not take then"
            yield document.problem(tag, "bad-integrity", message, _HELP)


def _strongest(integrity: str) -> list[tuple[str, str]]:
    """The hashes that a browser compares: those of the strongest kind that it knows; what it does not know it passes over."""
    known = [found.groups() for word in integrity.split() if (found := _HASH.fullmatch(word))]
    return [(kind, hashed) for kind, hashed in known if kind == max(known)[0]]


def _plain(hashed: str) -> str:
    """A hash in the usual alphabet of Base64."""
    digits = hashed.replace("-", "+").replace("_", "/").rstrip("=")
    return digits + "=" * (-len(digits) % 4)
