"""What a newsroom's chart code may not do while it runs: reach for files, the network or other programs, or never end.

A chart draws the rows that it is given. What it read besides would be missing from the key that its drawing is kept under, and
from what readers are told of its sources; so it is refused, and said, even where the code goes on without it. This holds
for code that is trusted and may be mistaken, or rest on a library that calls home: it is no prison, which Python cannot be.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import sysconfig
import threading
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

SECONDS = 20
"""How long chart code may work at a time; a chart takes some milliseconds."""
PATIENCE = 60
"""Seconds by the clock after which a process is ended whose chart code goes on all the same."""

_REFUSED = {
    "subprocess.Popen": "starts the program",
    "os.system": "runs the command",
    "os.exec": "becomes the program",
    "os.posix_spawn": "starts the program",
    "os.spawn": "starts the program",
    "os.startfile": "opens",
    "os.fork": "starts a process",
    "os.forkpty": "starts a process",
    "pty.spawn": "starts a program",
    "urllib.Request": "asks the network for",
    "sqlite3.connect": "opens the database",
    **dict.fromkeys(("os.remove", "os.rmdir", "shutil.rmtree"), "deletes"),
    **dict.fromkeys(("os.rename", "os.link", "os.symlink", "shutil.move", "shutil.copyfile"), "moves or copies"),
    **dict.fromkeys(
        ("os.mkdir", "os.truncate", "os.chmod", "os.chown", "os.utime", "tempfile.mkstemp", "tempfile.mkdtemp"), "writes"
    ),
    **dict.fromkeys(("os.listdir", "os.scandir", "glob.glob"), "lists the folder"),
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PARENTS = 2


class ReachedOutError(PermissionError):
    """Chart code tried what it may not. It may catch this: that it tried is known all the same."""


class TooSlowError(BaseException):
    """Chart code took too long: so many seconds. No `except Exception` of its own keeps it going."""


@dataclass(slots=True)
class Confinement:
    """Code that runs confined, with the threads that it starts: what it tried, with the lines of its own files that did.

    `others` are the threads that were there before, which do other work.
    """

    package: frozenset[str]
    others: frozenset[int]
    tried: list[tuple[str, str | None, int]] = field(default_factory=list)

    def refuse(self, what: str) -> None:
        """Notes what was tried, and where. Raises ReachedOutError."""
        frame: FrameType | None = sys._getframe(_PARENTS)  # noqa: SLF001 - there is no other way to see who is asking
        while frame is not None and frame.f_code.co_filename not in self.package:
            frame = frame.f_back
        place = (frame.f_code.co_filename, frame.f_lineno) if frame else (None, 0)
        self.tried.append((what, *place))
        raise ReachedOutError(1, f"a chart may not do this: it {what}")


_running: list[Confinement] = []
_watching = threading.Event()


@contextlib.contextmanager
def confined(files: frozenset[str], seconds: float = SECONDS) -> Iterator[Confinement]:
    """Runs what is within under watch; `files` are the names that the code's own frames have.

    Raises TooSlowError after some seconds, where this can be measured: in the main thread, on systems with timers. What was
    tried is for the caller to look at in the end.
    """
    if not _watching.is_set():
        sys.addaudithook(_watch)
        _watching.set()
    confinement = Confinement(files, frozenset(sys._current_frames()) - {threading.get_ident()})  # noqa: SLF001 - no other way
    _running.append(confinement)
    wrote, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        with _limited(seconds):
            yield confinement
    finally:
        sys.dont_write_bytecode = wrote
        _running.remove(confinement)


@contextlib.contextmanager
def _limited(seconds: float) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    # Time of work, so that a busy machine changes nothing; and twice as much by the clock, for what only waits.
    with _timer(signal.ITIMER_PROF, signal.SIGPROF, seconds), _timer(signal.ITIMER_REAL, signal.SIGALRM, 2 * seconds):
        yield


@contextlib.contextmanager
def _timer(which: int, told_by: signal.Signals, seconds: float) -> Iterator[None]:
    def stop(_: int, __: FrameType | None) -> None:
        raise TooSlowError(seconds)

    heard = signal.signal(told_by, stop)
    before = signal.setitimer(which, seconds)[0]
    try:
        yield
    finally:
        signal.setitimer(which, before)
        signal.signal(told_by, heard)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Python calls this for everything that touches the system, in every thread, for as long as the process lives."""
    if not _running or threading.get_ident() in _running[-1].others:
        return
    if event == "open" and arguments[0] in _running[-1].package:
        return  # Python itself, for the line that a mistake stands on
    what = _reach(event, arguments)
    if what:
        _running[-1].refuse(what)


def _reach(event: str, arguments: tuple[Any, ...]) -> str | None:
    """What an event of the system is in words, if chart code may not cause it."""
    if event == "open":
        return _opened(*arguments)
    if event.startswith("socket."):
        return f"uses the network ({event.removeprefix('socket.')})"
    words = _REFUSED.get(event)
    if words is None or (event in {"os.listdir", "os.scandir"} and _is_library(arguments[0], folders=True)):
        return None
    return f"{words} {_named(arguments)}".rstrip()


def _opened(path: object, mode: object, flags: object) -> str | None:
    writes = (isinstance(flags, int) and flags & _WRITING) or (isinstance(mode, str) and set(mode) & set("wax+"))
    if isinstance(path, int):  # what was open before, such as standard input
        return f"{'writes' if writes else 'reads'} the open file {path}"
    if writes:
        return None if path == os.devnull else f"writes {_named((path,))}"
    return None if _is_library(path) else f"reads {_named((path,))}"


def _named(arguments: tuple[Any, ...]) -> str:
    first = arguments[0] if arguments else ""
    if isinstance(first, bytes):
        first = os.fsdecode(first)
    text = str(first)[:200]
    return "".join(c if c.isprintable() else "\ufffd" for c in f"'{text}'") if text else ""


def _roots() -> tuple[str, ...]:
    """Where Python, what is installed, and Dateline itself lie: importing reads these."""
    installed = {path for name, path in sysconfig.get_paths().items() if name in {"stdlib", "platstdlib", "purelib", "platlib"}}
    installed |= {path for path in sys.path if path.rstrip("/").endswith(("site-packages", "dist-packages", "lib-dynload"))}
    own = str(Path(__file__).parents[1])
    return tuple(sorted(os.path.realpath(path) + os.sep for path in {*installed, own, *zoneinfo.TZPATH}))


_LIBRARIES = _roots()


def _is_library(path: object, *, folders: bool = False) -> bool:
    if path is None:
        return False
    if not isinstance(path, str | bytes | os.PathLike):
        return True
    given = os.fsdecode(path)
    if given in sys.path or (folders and not given):
        return True  # where Python looks for what is imported; some of it may be archives
    return (os.path.realpath(given) + (os.sep if folders else "")).startswith(_LIBRARIES)
