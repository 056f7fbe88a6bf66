"""What a published site is, and what can be said of one; how the files of one in a folder are read."""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import EnvironmentProblem, Problem, Spot
from dateline.publish import MARKER
from dateline.sums import NAME, Sums, digest, digest_of_file, entries, read_sums, sums_of

HOME = "index.html"
BEGINNING = 1 << 18
"""So much of a home page is kept to look for its address, which stands in its head."""
LONGEST_SUMS = 16_000_000
"""So many bytes of sums are read: enough for a hundred thousand files."""
_CANONICAL = re.compile(rb'<link rel="canonical" href="(https?://[A-Za-z0-9.:\[\]-]+/(?:[A-Za-z0-9._~%-]+/)*)">')
"""An address without a sign that a shell takes for another thing: it is shown to be typed."""


@dataclass(frozen=True)
class Listed:
    """The file SHA256SUMS of a site: its bytes, and the sums that it states."""

    text: bytes
    sums: Sums


@dataclass(frozen=True)
class Published:
    """What a published site says of itself (`stated`), and the sums of its files as they are (`found`).

    `beside` has those of the files that no sums name, as far as they were looked at: SHA256SUMS itself, and the mark of a site.
    `strange` are paths of links, and of all else that is no file of its own. `sizes` are known of a folder only. On the web only
    the files that it names can be asked for, so that others which lie there stay unseen. `address` is the one that its home page
    says it has, if that is a plain one: whoever changed the page may have written it.
    """

    stated: Sums
    found: Sums
    beside: Sums
    address: str | None = None
    strange: tuple[str, ...] = ()
    sizes: Mapping[str, int] = field(default_factory=dict)


def listed_in(folder: Path) -> Listed:
    """The sums of a site in a folder. Raises OSError, and EnvironmentProblem where it has none that can be read."""
    path = folder / NAME
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise bad_sums(str(folder), "it is a link, or no file at all")
        with path.open("rb") as file:
            return listed(file.read(LONGEST_SUMS + 1), str(folder))
    except (FileNotFoundError, NotADirectoryError):
        raise no_sums(str(folder)) from None


def read_folder(folder: Path, told: Listed | None = None) -> Published:
    """The site in a folder, with the sums that it was found to have before. Raises OSError, and EnvironmentProblem as above.

    No link in it is followed, nothing that is no file is opened.
    """
    told = told or listed_in(folder)
    there = entries(folder)
    beside = {NAME: digest(told.text), **({MARKER: digest_of_file(folder / MARKER)} if MARKER in there.files else {})}
    said = None
    if HOME in there.files:
        with (folder / HOME).open("rb") as file:
            said = address_in(file.read(BEGINNING))
    return Published(told.sums, sums_of(folder, but=(MARKER,)), beside, said, there.strange, there.files)


def address_in(home: bytes) -> str | None:
    """The address that a home page says the site has, from the beginning of it; None if it says none that is plain."""
    found = _CANONICAL.search(home)
    return found[1].decode("ascii") if found else None


def listed(text: bytes, target: str) -> Listed:
    """The sums of `target`, from their text. Raises EnvironmentProblem for what is none."""
    if len(text) > LONGEST_SUMS:
        raise bad_sums(target, f"it has more than {LONGEST_SUMS:,} bytes")
    try:
        return Listed(text, read_sums(text))
    except ValueError as error:
        raise bad_sums(target, str(error)) from None


def bad_sums(target: str, why: str) -> EnvironmentProblem:
    """The sums of `target` are none that a build wrote."""
    message = f"{NAME} of {target} cannot be read: {why}"
    return EnvironmentProblem(
        Problem("bad-sums", message, None, "no build of Dateline writes such a file: publish the site anew")
    )


def no_sums(target: str) -> EnvironmentProblem:
    """There is no site of ours at `target`."""
    message = f"{target} has no file {NAME}"
    return EnvironmentProblem(Problem("no-sums", message, None, "only a site that Dateline built with its sums can be compared"))


def unreadable(what: str, help_: str | None = None, spot: Spot | None = None) -> EnvironmentProblem:
    """A site, or a file of it, that is not to be had."""
    return EnvironmentProblem(Problem("unreadable-site", what, spot, help_))
