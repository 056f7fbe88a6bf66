"""Asking other hosts, politely: several at once, but of each one thing at a time and with a pause between.

Here belongs in which order and how long. The way to one address is for `dateline.going`, waiting for `dateline.listening`, what a
reply means for `verdicts`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from requests import Response
from requests.exceptions import ConnectionError as Unreachable
from requests.exceptions import InvalidSchema, RequestException, SSLError, Timeout, TooManyRedirects

from dateline import __version__
from dateline.going import MOST_REDIRECTS, InwardError, Traveller
from dateline.listening import heard

HOSTS_AT_ONCE = 8
PAUSE = 0.5
"""Seconds between two requests to one host."""
TIMEOUT = 20.0
"""Seconds for a connection, and between two pieces of an answer."""
LONGEST = 300.0
"""Seconds for all that comes of an address: a host may send a letter now and then for ever."""
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
    """Asks for addresses. `pause`, `timeout` and `longest` in seconds; `local` lets it ask this machine and its network, too."""

    pause: float = PAUSE
    timeout: float = TIMEOUT
    hosts: int = HOSTS_AT_ONCE
    longest: float = LONGEST
    local: bool = False

    def ask(
        self, urls: Iterable[str], hashed: Iterable[str] = (), say: Callable[[str], None] = lambda _: None
    ) -> dict[str, Reply]:
        """A reply for each address; of those in `hashed` the digest, too. `say` is told each address before it is asked for."""
        wanted, queues, found = frozenset(hashed), dict[str, list[str]](), dict[str, Reply]()
        for url in dict.fromkeys(urls):
            queues.setdefault(_host(url), []).append(url)
        lines = {host: partial(self._one_by_one, queues[host], wanted, say) for host in queues}
        for host, reply in heard(lines, self.hosts, self.longest + 2 * self.pause):
            if reply is None:
                found |= self._given_up([url for url in queues[host] if url not in found])
            else:
                found[reply.url] = reply
        return found

    def _given_up(self, urls: list[str]) -> dict[str, Reply]:
        """Replies for those that a host left open. They are asked for in their order: it is the first that it does not answer."""
        first, *others = urls
        unasked = "it was not asked for, as its host does not come to an end with another address"
        return {
            first: Reply(first, None, f"no whole answer within {self.longest:g} seconds"),
            **{url: Reply(url, None, unasked) for url in others},
        }

    def _one_by_one(self, urls: list[str], hashed: frozenset[str], say: Callable[[str], None]) -> Iterator[Reply]:
        with Traveller(local=self.local) as session:
            session.headers["User-Agent"] = f"dateline-links/{__version__}"
            for number, url in enumerate(urls):
                if number:
                    time.sleep(self.pause)
                say(url)
                yield self._asked(session, url, digest=url in hashed)

    def _asked(self, session: Traveller, url: str, *, digest: bool) -> Reply:
        try:
            if not digest:
                with session.follow("HEAD", url, self.timeout) as response:
                    if response.status_code not in _REFUSED_HEAD:
                        return _reply(url, response)
                time.sleep(self.pause)
            with session.follow("GET", url, self.timeout) as response:
                return _reply(url, response, _digest(response) if digest and response.ok else None)
        except InwardError:
            return Reply(url, None, "it leads to this machine or its own network, which only --local asks")
        except (RequestException, ValueError) as error:
            return Reply(url, None, self._failure(error))

    def _failure(self, error: Exception) -> str:
        known = {
            TooManyRedirects: f"it redirects more than {MOST_REDIRECTS} times",
            InvalidSchema: "it redirects to what is not on the web",
            Timeout: f"no answer within {self.timeout:g} seconds",
            SSLError: "its certificate cannot be trusted",
            Unreachable: "its host cannot be reached",
            ValueError: "it is no address, or redirects to none",
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
