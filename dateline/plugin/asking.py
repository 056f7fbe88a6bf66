"""Who may ask a preview: it shows what is not published yet, and any page in a browser can send requests to this machine.

A page of another site cannot read the answers, unless the name of its host is made to lead here (DNS rebinding). So a request
has to name this machine as nobody else can: by a number, as `localhost`, or, where it is served to others, by its own name.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import sys
from collections.abc import Callable, Iterable
from typing import Any

from mkdocs.livereload import LiveReloadServer

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^:\[\]]*))(?::[0-9]*)?")


def refusal(environ: dict[str, Any], bound: str) -> tuple[str, str] | None:
    """The status and the words with which a request is refused; None for one that is answered. `bound` is the server's host."""
    if "\0" in str(environ.get("PATH_INFO", "")):
        return "400 Bad Request", "No address has a null character in it."
    host = str(environ.get("HTTP_HOST", ""))
    if host and not _is_ours(host.lower(), bound):
        way = "Open it by its number or as localhost. With --address 0.0.0.0:8000 it answers to this machine's name, too."
        return "403 Forbidden", f"This preview does not answer to that name. {way}"
    return None


def _is_ours(host: str, bound: str) -> bool:
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    name = (found[1] or found[2]).removesuffix(".")
    own = {"localhost"}
    if bound in ("", "0.0.0.0", "::"):  # noqa: S104 - whoever may reach this machine may ask it by its name
        machine = socket.gethostname().lower()
        own |= {machine, f"{machine.removesuffix('.local')}.local"}
    return name in own or name.endswith(".localhost") or _is_number(name)


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def stay_calm(server: LiveReloadServer) -> None:
    """Say nothing of a connection that breaks, and put no sign into the terminal that moves its cursor."""
    tell = server.handle_error

    def handle_error(request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            tell(request, client_address)

    class Handler(server.RequestHandlerClass):  # type: ignore[name-defined,misc]  # MkDocs' own, whatever it is called
        def log_request(self, *about: Any) -> None:
            said: str = self.requestline  # type: ignore[has-type]  # a base that is not known beforehand
            self.requestline = "".join(sign if sign.isprintable() else "?" for sign in said)
            super().log_request(*about)

    server.handle_error = handle_error  # type: ignore[method-assign]
    server.RequestHandlerClass = Handler
