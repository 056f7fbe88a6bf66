"""Processes beside this one, for work that may end them: how they are started, what they may print, and how they ended.

Standard output is for what a command answers. What code prints, or a library beneath it that knows nothing of Python's streams,
goes to where people read.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType

_ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)]
"""What a terminal sends to all that was started in it, when somebody types Ctrl-C or closes it."""


@contextlib.contextmanager
def deaf() -> Iterator[None]:
    """Processes started meanwhile never hear Ctrl-C or a terminal that closes, not even while they are starting.

    Whoever started them stops them. The one that Python itself starts to watch over them is among them.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = {number: signal.signal(number, signal.SIG_IGN) for number in _ENDING}
    try:
        yield
    finally:
        for number, handler in heard.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def listening() -> Iterator[list[int]]:
    """The signals that ask this process to end, as far as they come meanwhile and raise KeyboardInterrupt.

    So Ctrl-C can be told from what code raises itself, and is known where code catches it.
    """
    heard: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield heard
        return
    asking = [*_ENDING, signal.SIGTERM]
    before = {number: handler for number in asking if callable(handler := signal.getsignal(number))}

    def note(number: int, frame: FrameType | None) -> None:
        try:
            before[number](number, frame)
        except KeyboardInterrupt:
            heard.append(number)
            raise

    for number in before:
        signal.signal(number, note)
    try:
        yield heard
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def stand_aside() -> None:
    """For a process beside another: it hears nothing of a terminal, and what it prints, now or at its end, is no answer."""
    for number in _ENDING:
        signal.signal(number, signal.SIG_IGN)
    with contextlib.suppress(OSError):  # neither need be open
        os.dup2(2, 1)


def ending(code: int | None) -> str:
    """How a process ended, in words."""
    if code is None:
        return "unknown how"
    return f"signal {-code}" if code < 0 else f"exit code {code}"


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """What is printed meanwhile goes where people read: by Python, by number, or by a library in C."""
    with contextlib.redirect_stdout(sys.stderr), led(1, 2):
        yield


@contextlib.contextmanager
def silenced() -> Iterator[None]:
    """What is printed meanwhile to standard error, by whatever, is shown to nobody."""
    with open(os.devnull, "wb") as nowhere, led(2, nowhere.fileno()):  # noqa: PTH123 - a name of the system, not a path of ours
        yield


@contextlib.contextmanager
def led(number: int, onto: int) -> Iterator[None]:
    """Leads an open file of this process, by its number, to where another one leads."""
    try:
        kept = os.dup(number)
    except OSError:  # it is closed
        yield
        return
    _flush()
    try:
        os.dup2(onto, number)
        yield
    finally:
        _flush()
        with contextlib.suppress(OSError):  # what ran meanwhile may have closed it
            os.dup2(kept, number)
            os.close(kept)


def _flush() -> None:
    """What was printed so far goes to where it was meant for."""
    for stream in filter(None, (sys.__stdout__, sys.__stderr__)):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    if sys.platform != "win32":
        import ctypes  # noqa: PLC0415 - needed only where chart code is run

        ctypes.CDLL(None).fflush(None)
