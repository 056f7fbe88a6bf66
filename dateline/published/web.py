"""Asking a host for a site, as one who trusts none: so much of a file, for so long, and nothing of it is held but its digest."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from functools import partial
from urllib.parse import quote

import requests
from requests.exceptions import BaseHTTPError  # type: ignore[attr-defined]  # of urllib3, for raw bytes

from dateline.going import Traveller
from dateline.listening import heard
from dateline.published.body import Body, bodies
from dateline.published.site import BEGINNING, HOME, LONGEST_SUMS, Listed, Published, address_in, listed, no_sums, unreadable
from dateline.sums import NAME, digest

AT_ONCE = 4
"""So many files of a site are asked for at once."""
TIMEOUT = 30.0
"""Seconds for a connection, and between two pieces of an answer."""
LONGEST = 120.0
"""Seconds for the whole of a file: a host may send a letter now and then for ever."""
LONGEST_OF_ALL = 600.0
MORE_FOR_EACH = 1.0
"""Seconds for all files of a site, and those that each of them adds."""
LARGEST = 200_000_000
"""So many bytes are read of a file whose size is not known."""


def ask_for_sums(address: str) -> Listed:
    """The sums of the site at an address, which ends with a slash. Raises EnvironmentProblem."""
    with _session() as session:
        ask = partial(_sent, session, address, NAME, LONGEST_SUMS, keep=LONGEST_SUMS + 1)
        for _, found in _answers(address, {NAME: ask}):
            if not found:
                break
            return listed(bytes(found[0].beginning), address)
    raise no_sums(address)


def ask_for_files(address: str, told: Listed, sizes: Mapping[str, int]) -> Published:
    """The site at an address, with the sums that it told before. `sizes` are those of files of which no more is to be read.

    Raises EnvironmentProblem, also where the host does not come to an end.
    """
    seconds = LONGEST_OF_ALL + MORE_FOR_EACH * len(told.sums)
    found, says, end = dict[str, str](), None, time.monotonic() + seconds
    with _session() as session:
        asks = {
            name: partial(_sent, session, address, name, sizes.get(name), keep=BEGINNING if name == HOME else 0)
            for name in told.sums
        }
        for name, sent in _answers(address, asks):
            if sent:
                digests = [body.digest for body in sent]
                found[name] = told.sums[name] if told.sums[name] in digests else digests[0]
                says = address_in(bytes(sent[0].beginning)) if name == HOME else says
            if time.monotonic() > end:
                message = f"cannot fetch {address}: not all of its {len(told.sums)} files came within {seconds:g} seconds"
                raise unreadable(message, "try again, or give a folder")
    return Published(told.sums, found, {NAME: digest(told.text)}, says)


def _session() -> Traveller:
    session = Traveller(local=True)
    session.headers["Accept-Encoding"] = "gzip"
    return session


def _answers(address: str, asks: Mapping[str, partial[Iterator[list[Body]]]]) -> Iterator[tuple[str, list[Body]]]:
    """What was sent for each name. Raises EnvironmentProblem where an answer does not come to an end."""
    for name, sent in heard(asks, AT_ONCE, LONGEST):
        if sent is None:
            message = f"cannot fetch {_address(address, name)}: no whole answer within {LONGEST:g} seconds"
            raise unreadable(message, "try again, or give a folder")
        yield name, sent


def _sent(session: Traveller, address: str, name: str, limit: int | None, *, keep: int) -> Iterator[list[Body]]:
    """What is sent for a file, as `bodies` has it; nothing where there is none."""
    try:
        asked = _address(address, name)
        with session.follow("GET", asked, TIMEOUT) as answer:
            if answer.status_code == requests.codes.not_found and name != "404.html":
                yield []
                return
            if name != "404.html":
                answer.raise_for_status()
            sent = bodies(answer, LARGEST if limit is None else limit, keep)
    except (requests.RequestException, BaseHTTPError, ValueError) as error:
        raise unreadable(f"cannot fetch {address}{name}: {error}", "try again, or give a folder") from None
    if limit is None and any(body.length > LARGEST for body in sent):
        raise unreadable(f"{asked} has more than {LARGEST:,} bytes", "no site of ours has such a file")
    yield sent


def _address(address: str, name: str) -> str:
    """Where a file is asked for: a page by its folder, as readers do."""
    return address + quote(name[: -len(HOME)] if name == HOME or name.endswith(f"/{HOME}") else name, errors="surrogateescape")
