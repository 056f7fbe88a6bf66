"""Who may ask a preview: it shows what is not published yet, and any page in a browser can send requests to this machine.

A page of another site cannot read the answers, unless the name of its host is made to lead here (DNS rebinding). So a request
has to name this machine as nobody else can: by a number, as `localhost`, or, where it is served to others, by its own name; or by
a name that mkdocs.yml has.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import sys
from collections.abc import Callable, Collection, Iterable
from typing import Any

from mkdocs.livereload import LiveReloadServer

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^:\[\]]*))(?::[0-9]*)?")


def own_names(bound: str) -> frozenset[str]:
    """The names by which a preview may be asked, in small letters; `bound` is the host that its server listens at."""
    if bound not in ("", "0.0.0.0", "::"):  # noqa: S104 - whoever may reach this machine may ask it by its name
        return frozenset({"localhost"})
    machine = socket.gethostname().lower()
    return frozenset({"localhost", machine, f"{machine.removesuffix('.local')}.local"})


def refusal(environ: dict[str, Any], names: Collection[str]) -> tuple[str, str] | None:
    """The status and the words with which a request is refused; None for one that is answered."""
    if "\0" in str(environ.get("PATH_INFO", "")):
        return "400 Bad Request", "No address has a null character in it."
    host = str(environ.get("HTTP_HOST", ""))
    if host and not _is_ours(host.lower(), names):
        way = "Open it by its number or as localhost, or add the name in mkdocs.yml: `- dateline: {preview_names: [NAME]}`."
        return "403 Forbidden", f"This preview does not answer to that name. {way}"
    return None


def _is_ours(host: str, names: Collection[str]) -> bool:
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    name = (found[1] or found[2]).removesuffix(".")
    return name in names or name.endswith(".localhost") or _is_number(name)


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
