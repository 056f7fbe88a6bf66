"""Looking for edits of a project that is being served, whatever comes and goes in the meantime.

MkDocs' own observer gives a folder or a file up for good once it is not there: after a change of branches, or with an editor that
deletes what it then writes anew, a preview would stand still. This one looks at names, and asks nothing of what they name.
"""

from __future__ import annotations

import contextlib
import os
import stat
import threading
from collections.abc import Callable, Iterator

from watchdog.events import FileModifiedEvent, FileSystemEventHandler

Look = dict[str, tuple[int, int, int, int]]
"""Time, size, number and permissions of each file that is there; of a link, and of what it leads to."""


class Lookout(threading.Thread):
    """What MkDocs asks of an observer: to be told paths, and to tell the handler of each when a file there has changed."""

    def __init__(self, interval: float, amiss: Callable[[], bool] = lambda: False) -> None:
        """`amiss`: whether something else calls for a build; it is asked at each look."""
        super().__init__(name="dateline-lookout", daemon=True)
        self._interval = interval
        self._amiss = amiss
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._handlers: dict[str, FileSystemEventHandler] = {}
        self._seen: dict[str, Look] = {}

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = True) -> str:
        """Watch a file or a folder, there or not, from now on."""
        with self._lock:
            self._handlers[path] = handler
            self._seen[path] = _look(path)
        return path

    def unschedule(self, watch: str) -> None:
        """Watch a path no longer."""
        with self._lock:
            self._handlers.pop(watch, None)
            self._seen.pop(watch, None)

    def run(self) -> None:
        while not self._done.wait(self._interval):
            with contextlib.suppress(OSError, MemoryError):  # of the moment: who looks no more would never see the next edit
                self.look()

    def look(self) -> None:
        """Tell of every path where something is not as it was at the last look, and of any path if something else is amiss."""
        with self._lock:
            paths = list(self._handlers.items())
        for path, handler in paths:
            now = _look(path)
            with self._lock:
                before = self._seen.get(path)
                if before is None or now == before:
                    continue
                self._seen[path] = now
            handler.dispatch(FileModifiedEvent(path))
        if paths and self._amiss():
            path, handler = paths[0]
            handler.dispatch(FileModifiedEvent(path))

    def stop(self) -> None:
        self._done.set()


def _look(path: str) -> Look:
    return dict(_files(path))


def _files(path: str) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    if not os.path.isdir(path):  # noqa: PTH112 - thousands of paths, several times a second: texts are faster
        yield from _stamped(path)
    for parent, _, names in os.walk(path):
        for name in names:
            yield from _stamped(f"{parent}/{name}")


def _stamped(path: str) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    try:
        status = os.lstat(path)
        if stat.S_ISLNK(status.st_mode):  # the file itself may take its place; one that leads nowhere is an editor's lock
            yield f"{path}/", _stamp(os.stat(path))  # noqa: PTH116 - see _files
    except OSError:
        return
    yield path, _stamp(status)


def _stamp(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_mtime_ns, status.st_size, status.st_ino, status.st_mode
