"""Asking other hosts, politely: several at once, but of each one thing at a time and with a pause between.

Here belongs all that touches the network. What a reply means is decided in `verdicts`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests
from requests import Response, Session
from requests.exceptions import ConnectionError as Unreachable
from requests.exceptions import RequestException, SSLError, Timeout, TooManyRedirects

from dateline import __version__

HOSTS_AT_ONCE = 8
PAUSE = 0.5
"""Seconds between two requests to one host."""
TIMEOUT = 20.0
"""Seconds for a connection, and between two pieces of an answer."""
MOST_REDIRECTS = 10
MOST_BYTES = 200 * 1024 * 1024
"""So much of an archived copy is read for its digest, at most."""
_PERMANENT = frozenset({301, 308})
_REFUSED_HEAD = frozenset({400, 401, 403, 404, 405, 406, 410, 429, 500, 501, 502, 503})
"""What hosts answer that do not like to be asked for heads alone: such an address is asked for once more, as a browser would."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of an address: a status (None: no answer, `failure` says why).

    `moved` is where it has moved to for good, `sha256` the digest of its bytes if that was asked for.
    """

    url: str
    status: int | None
    failure: str = ""
    moved: str | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class Asker:
    """Asks for addresses. `pause` and `timeout` in seconds."""

    pause: float = PAUSE
    timeout: float = TIMEOUT
    hosts: int = HOSTS_AT_ONCE

    def ask(
        self, urls: Iterable[str], hashed: Iterable[str] = (), say: Callable[[str], None] = lambda _: None
    ) -> dict[str, Reply]:
        """A reply for each address; of those in `hashed` the digest, too. `say` is told each address before it is asked for."""
        wanted, queues = frozenset(hashed), dict[str, list[str]]()
        for url in dict.fromkeys(urls):
            queues.setdefault(_host(url), []).append(url)
        with ThreadPoolExecutor(max_workers=max(1, min(self.hosts, len(queues) or 1))) as pool:
            found = pool.map(lambda queue: list(self._one_by_one(queue, wanted, say)), queues.values())
            return {reply.url: reply for replies in found for reply in replies}

    def _one_by_one(self, urls: list[str], hashed: frozenset[str], say: Callable[[str], None]) -> Iterator[Reply]:
        with requests.Session() as session:
            session.headers["User-Agent"] = f"dateline-links/{__version__}"
            session.max_redirects = MOST_REDIRECTS
            for number, url in enumerate(urls):
                if number:
                    time.sleep(self.pause)
                say(url)
                yield self._asked(session, url, digest=url in hashed)

    def _asked(self, session: Session, url: str, *, digest: bool) -> Reply:
        try:
            if not digest:
                with session.head(url, allow_redirects=True, timeout=self.timeout) as response:
                    if response.status_code not in _REFUSED_HEAD:
                        return _reply(url, response)
                time.sleep(self.pause)
            with session.get(url, allow_redirects=True, timeout=self.timeout, stream=True) as response:
                return _reply(url, response, _digest(response) if digest and response.ok else None)
        except (RequestException, ValueError) as error:
            return Reply(url, None, self._failure(error))

    def _failure(self, error: Exception) -> str:
        known = {
            TooManyRedirects: f"it redirects more than {MOST_REDIRECTS} times",
            Timeout: f"no answer within {self.timeout:g} seconds",
            SSLError: "its certificate cannot be trusted",
            Unreachable: "its host cannot be reached",
        }
        words = (words for kind, words in known.items() if isinstance(error, kind))
        return next(words, f"it cannot be asked for ({type(error).__name__})")


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return url


def _reply(url: str, response: Response, sha256: str | None = None) -> Reply:
    permanent = bool(response.history) and all(step.status_code in _PERMANENT for step in response.history)
    return Reply(url, response.status_code, moved=response.url if permanent else None, sha256=sha256)


def _digest(response: Response) -> str | None:
    """The digest of the body, None for one that is too large to be read."""
    digest, read = hashlib.sha256(), 0
    for piece in response.iter_content(1 << 16):
        read += len(piece)
        if read > MOST_BYTES:
            return None
        digest.update(piece)
    return digest.hexdigest()
