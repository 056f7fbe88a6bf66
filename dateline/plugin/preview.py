"""`mkdocs serve` that survives mistakes: the last good pages stay, and the problems are shown on top of them."""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer

from dateline.errors import DatelineError, EnvironmentProblem, format_text
from dateline.load import read_line
from dateline.plugin.asking import App, own_names, refusal, stay_calm
from dateline.plugin.overlay import notice, with_notice, with_reload
from dateline.plugin.quick import WATCHED
from dateline.plugin.watching import Lookout

INTERVAL = 0.2
"""Seconds between two looks at the files of the project."""
_SOON, _SELDOM = 1.0, 60.0
"""Seconds until what the machine refused is tried again: for the first time, and at most."""
_log = logging.getLogger("mkdocs.plugins.dateline")


class Preview:
    """Watches over the rebuilds of a server.

    `stopped` is the exception whose `error` holds the problems of a failed build, `rebuild` what an edit calls for,
    `is_shown` whether the pages that were built last are still where they are served from.
    """

    def __init__(self, root: Path, stopped: type[Exception], rebuild: Callable[[], None], is_shown: Callable[[], bool]) -> None:
        self._root = root
        self._stopped = stopped
        self._rebuild = rebuild
        self._is_shown = is_shown
        self._notice = b""
        self._told = ""
        self._building = False
        self._pause = _SOON
        self._again: float | None = None

    def attach(self, server: LiveReloadServer, names: Collection[str] = ()) -> None:
        """Guard the server's builds, watch what it does not watch by itself, and show problems in its pages.

        `names`: hosts by which it may be asked, besides its own.
        """
        server.builder = self._build
        stay_calm(server)
        _look_often(server, self._is_due)
        _reload_within_policy(server)
        for name in WATCHED:
            server.watch(str(self._root / name))
        app: App = server.serve_request
        known = own_names(str(server.server_address[0])) | {name.lower() for name in names}
        server.set_app(lambda environ, start: self._answer(app, known, environ, start))

    def _is_due(self) -> bool:
        """Whether to build without an edit: the machine refused a while ago, or what is served was taken away."""
        if self._building:
            return False
        again = self._again  # a build may set it meanwhile
        return not self._is_shown() if again is None else time.monotonic() >= again

    def _build(self) -> None:
        self._building = True
        refused = self._guarded() or not self._is_shown()
        # Nobody saves a page again because a disk has room again: it is tried by itself, and ever more rarely.
        self._again = time.monotonic() + self._pause if refused else None
        self._pause = min(2 * self._pause, _SELDOM) if refused else _SOON
        self._building = False

    def _guarded(self) -> bool:
        """Build; gives whether it was the machine that refused."""
        refused = False
        try:
            self._rebuild()
        except self._stopped as stop:
            error: DatelineError = stop.error  # type: ignore[attr-defined]
            text = format_text(error.problems, read_line(self._root))
            if text != self._told:
                _log.error("The last good pages are served until this is mended:\n%s", text)
            self._notice, self._told = notice(error.problems, text), text
            refused = isinstance(error, EnvironmentProblem)
        except Exception as error:  # noqa: BLE001 - whatever it is, the server goes on
            if str(error) != self._told:
                _log.exception("The build failed")
            self._notice, self._told = notice([], f"The build failed: {error}. The terminal tells more."), str(error)
            refused = isinstance(error, (OSError, MemoryError))
        else:
            self._notice, self._told = b"", ""
        # What a build leaves behind refers to itself in circles. Left to itself, Python lets many builds of it pile up, and what
        # is kept afterwards lies scattered over the room that they took: memory that is never given back.
        gc.collect()
        return refused

    def _answer(self, app: App, names: Collection[str], environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        refused = refusal(environ, names)
        if refused is None:
            return self._serve(app, environ, start)
        status, words = refused
        start(status, [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(words.encode())))])
        return [words.encode()]

    def _serve(self, app: App, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if not self._notice or not _wants_page(environ):
            return app(environ, start)
        held: list[Any] = []
        body = b"".join(app(environ, lambda *said: held.extend(said)))
        status, headers = held[0], dict(held[1])
        if str(headers.get("Content-Type", "")).startswith("text/html"):
            body = with_notice(body, self._notice)
            headers["Content-Length"] = str(len(body))
        start(status, list(headers.items()))
        return [body]


def _look_often(server: LiveReloadServer, amiss: Callable[[], bool]) -> None:
    """Look for edits more often than MkDocs does; it has begun to watch content/ and its configuration already."""
    watched = list(server._watched_paths)  # noqa: SLF001 - MkDocs gives no other way to know
    for path in watched:
        server.unwatch(path)
    server.observer = Lookout(INTERVAL, amiss)  # type: ignore[assignment]  # it has all that MkDocs asks for
    for path in watched:
        server.watch(path)


def _reload_within_policy(server: LiveReloadServer) -> None:
    """Let the pages' policy know the script that the server puts into them, which is another one each time."""
    inject: Callable[[bytes, int], bytes] = server._inject_js_into_html  # noqa: SLF001 - MkDocs gives no other way to see it

    def injected(content: bytes, epoch: int) -> bytes:
        return with_reload(content, inject(content, epoch))

    server._inject_js_into_html = injected  # type: ignore[method-assign]  # noqa: SLF001


def _wants_page(environ: dict[str, Any]) -> bool:
    return not str(environ.get("PATH_INFO", "")).startswith("/livereload/")
