"""Reading a published site from wherever it lies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from dateline.errors import Spot
from dateline.published.site import Listed, Published, listed_in, read_folder, unreadable
from dateline.published.web import ask_for_files, ask_for_sums


def is_address(target: str) -> bool:
    """Whether a target is an address on the web, rather than a folder."""
    return urlsplit(target).scheme in ("http", "https")


def read_listed(target: str) -> Listed:
    """The sums of the site in a folder or at an address. Raises EnvironmentProblem where it has none, or cannot be read."""
    if is_address(target):
        return ask_for_sums(_whole(target))
    try:
        return listed_in(Path(target))
    except OSError as error:
        raise unreadable(f"cannot read {target}: {error.strerror}", spot=Spot(target)) from None


def read_published(target: str, told: Listed, sizes: Mapping[str, int]) -> Published:
    """The site in a folder or at an address, which has told its sums. Raises EnvironmentProblem where it cannot be read.

    `sizes` are those of the files that should be there with the sums that were told: of one on the web no more is read.
    """
    if is_address(target):
        return ask_for_files(_whole(target), told, sizes)
    try:
        return read_folder(Path(target), told)
    except OSError as error:
        raise unreadable(f"cannot read {target}: {error.strerror}", spot=Spot(target)) from None


def _whole(address: str) -> str:
    return address if address.endswith("/") else f"{address}/"
