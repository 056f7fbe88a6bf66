"""Going to an address and on to where it redirects, as one who trusts no host.

What a contributor wrote must not reach this machine or the network that it is in, wherever names and redirections lead: that is
looked at when a connection stands, before a word is sent. Through a proxy it is for the proxy to say.
"""

from __future__ import annotations

import functools
import ipaddress
from typing import Any
from urllib.parse import urljoin

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter
from requests.exceptions import TooManyRedirects
from requests.utils import requote_uri

MOST_REDIRECTS = 10


class InwardError(Exception):
    """An address leads to this machine, or to its own network."""


class Traveller(Session):
    """A session that follows redirections itself, and tells no host what this machine's owner keeps for hosts in a netrc file.

    `local` lets it go to this machine and to its own network, too.
    """

    def __init__(self, *, local: bool) -> None:
        super().__init__()
        self.auth = lambda request: request
        if not local:
            for scheme in ("http://", "https://"):
                self.mount(scheme, _Outward())

    def get_redirect_target(self, _: Response) -> None:
        """None: where requests follows by itself it reads what comes with a redirection, however long that is."""

    def follow(self, method: str, url: str, timeout: float) -> Response:
        """What the last address answers, its body not read yet; `history` holds those before.

        Raises as requests does, ValueError for what is no address, and InwardError.
        """
        steps: list[Response] = []
        while True:
            response = self.request(method, url, timeout=timeout, stream=True, allow_redirects=False)
            response.history = steps.copy()
            target = super().get_redirect_target(response)
            if target is None:
                return response
            response.close()
            steps.append(response)
            if len(steps) > MOST_REDIRECTS:
                raise TooManyRedirects(f"it redirects more than {MOST_REDIRECTS} times")
            url = urljoin(response.url, requote_uri(target))


def is_public(address: str) -> bool:
    """Whether a number is one of the public network: not this machine's, not of a network of its own, nor a way into one."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        if any(found in network for network in _WAYS_IN):
            return False
        found = found.ipv4_mapped or found
    return found.is_global and not found.is_multicast


_WAYS_IN = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("2002::/16"))
"""Numbers that stand for others, which gateways know."""


class _Outward(HTTPAdapter):
    """Connects to the public network alone."""

    def get_connection_with_tls_context(self, request: PreparedRequest, *arguments: Any, **named: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(request, *arguments, **named)
        if pool.proxy is None:
            pool.ConnectionCls = _outward(type(pool).ConnectionCls)
        return pool


@functools.cache
def _outward(kind: type[Any]) -> type[Any]:
    """The same kind of connection, which is closed at once where it leads inwards."""

    def connect(self: Any) -> Any:
        found = kind._new_conn(self)  # noqa: SLF001 - the one place between the look-up of a name and the first word
        if not is_public(found.getpeername()[0]):
            found.close()
            raise InwardError
        return found

    return type(f"Outward{kind.__name__}", (kind,), {"_new_conn": connect})
