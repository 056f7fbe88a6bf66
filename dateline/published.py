"""A site as it was published, in a folder or on the web: what its sums say, and what its files really are.

Here belongs reading it, file by file, on request; nothing of it is run or trusted, and no build ever asks for it.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import requests

from dateline.errors import EnvironmentProblem, Problem, Spot
from dateline.going import Traveller
from dateline.publish import MARKER
from dateline.sums import NAME, Sums, digest, read_sums, sums_of

AT_ONCE = 4
"""So many files of a site are asked for at once."""
HOME = "index.html"
_SECONDS = 30
_CANONICAL = re.compile(rb'<link rel="canonical" href="(https?://[A-Za-z0-9.:\[\]-]+/(?:[A-Za-z0-9._~%-]+/)*)">')
"""An address without a sign that a shell takes for another thing: it is shown to be typed."""
_LARGEST = 200_000_000


@dataclass(frozen=True)
class Published:
    """What a published site says of itself (`stated`), and the sums of its files as they are (`found`).

    On the web only the files that it names can be asked for, so that others which lie there stay unseen. `address` is the one
    that its home page says it has, if that is a plain one: whoever changed the page may have written it.
    """

    stated: Sums
    found: Sums
    address: str | None = None


def is_address(target: str) -> bool:
    """Whether a target is an address on the web, rather than a folder."""
    return urlsplit(target).scheme in ("http", "https")


def address_of(folder: Path) -> str | None:
    """The address that the home page of a site in a folder says it has; None if it says none. Raises OSError."""
    home = folder / HOME
    return _said(home.read_bytes()) if home.is_file() else None


def _said(home: bytes) -> str | None:
    found = _CANONICAL.search(home)
    return found[1].decode("ascii") if found else None


def read_published(target: str) -> Published:
    """The site in a folder or at an address. Raises EnvironmentProblem for what cannot be read or has no sums."""
    return _from_web(target if target.endswith("/") else f"{target}/") if is_address(target) else _from_folder(Path(target))


def _from_folder(folder: Path) -> Published:
    try:
        stated = _stated((folder / NAME).read_bytes(), str(folder))
        return Published(stated, sums_of(folder, but=(MARKER,)), address_of(folder))
    except FileNotFoundError:
        raise _no_sums(str(folder)) from None
    except OSError as error:
        raise EnvironmentProblem(
            Problem("unreadable-site", f"cannot read {folder}: {error.strerror}", Spot(str(folder)))
        ) from None


def _from_web(address: str) -> Published:
    with Traveller(local=True) as session:
        listed = _fetched(session, address, NAME)
        if listed is None:
            raise _no_sums(address)
        stated = _stated(listed, address)
        found, says = {}, None
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for name, content in pool.map(lambda name: (name, _fetched(session, address, name)), stated):
                if content is not None:
                    found[name] = digest(content)
                    says = _said(content) if name == HOME else says
        return Published(stated, found, says)


def _fetched(session: Traveller, address: str, name: str) -> bytes | None:
    """A file of a site as it is sent; None where there is none. A page is asked for as readers do, by its folder."""
    asked = address + quote(name[: -len("index.html")] if name.endswith("/index.html") or name == "index.html" else name)
    try:
        with session.follow("GET", asked, _SECONDS) as answer:
            if answer.status_code == requests.codes.not_found and name != "404.html":
                return None
            if name != "404.html":
                answer.raise_for_status()
            return _whole(answer, asked)
    except (requests.RequestException, ValueError) as error:
        message = f"cannot fetch {asked}: {error}"
        raise EnvironmentProblem(Problem("unreadable-site", message, None, "try again, or give a folder")) from None


def _whole(answer: requests.Response, asked: str) -> bytes:
    content = bytearray()
    for piece in answer.iter_content(1 << 16):
        content += piece
        if len(content) > _LARGEST:
            message = f"{asked} has more than {_LARGEST:,} bytes"
            raise EnvironmentProblem(Problem("unreadable-site", message, None, "no site of ours has such a file"))
    return bytes(content)


def _stated(text: bytes, target: str) -> Sums:
    try:
        return read_sums(text)
    except ValueError as error:
        message = f"{NAME} of {target} cannot be read: {error}"
        raise EnvironmentProblem(Problem("bad-sums", message, None, "it is not a site that Dateline built")) from None


def _no_sums(target: str) -> EnvironmentProblem:
    message = f"{target} has no file {NAME}"
    return EnvironmentProblem(Problem("no-sums", message, None, "only a site that Dateline built with its sums can be compared"))
