"""Who draws: this process, or a few warm ones beside it. A drawing that fails is a sentence, never a crash or a wait.

Here belongs the work that one drawing is, and how it is spread. What is drawn, and what is kept, is decided elsewhere.
"""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as WaitedTooLong
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, cast

import msgspec

from dateline.charts import WIDTHS, ChartLike
from dateline.errors import EnvironmentProblem, Problem
from dateline.figure.png import packed
from dateline.figure.renderer import DrawingError, paint, render, warm
from dateline.figure.svg import trim

T = TypeVar("T")
R = TypeVar("R")

_PARENT_DEATH = 1
"""prctl's number for the signal that comes when the parent ends."""
SECONDS = 60
"""How long one figure may take; a chart takes some 20 ms."""
NO_RENDERER = Problem(
    "renderer",
    "the renderer of charts cannot start on this machine: it is short of address space, memory or processes",
    None,
    "lift the limit of processes or of address space (`ulimit -v unlimited`): the renderer sets aside some 64 GB, and uses 0.1",
)
_TOO_LONG = f"it was not drawn within {SECONDS} seconds"


class Drawn(msgspec.Struct, frozen=True):
    """A finished drawing: for each width by name the trimmed SVG, its number of marks and its texts; the specification as JSON.

    Its texts are those that it prints, apart from labels of axes and legends.
    """

    svgs: dict[str, str]
    marks: dict[str, int]
    texts: dict[str, tuple[str, ...]]
    spec: str


Specs = dict[str, dict[str, Any]]
"""Vega-Lite specifications by the name of the width they are for."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What makes a chart: a function of a module, and the plain data that it takes with a width. It travels to who draws."""

    draw: Callable[[Any, int], ChartLike]
    plot: Any

    def specs(self) -> Specs:
        """The specifications for all widths. Altair takes longer to write them than it takes to draw them."""
        return {name: self.draw(self.plot, width).to_dict() for name, width in WIDTHS.items()}


def draw(sketch: Sketch) -> Drawn:
    """Draw a chart in all its widths. Raises DrawingError."""
    specs = sketch.specs()
    trimmed = {name: trim(render(spec)) for name, spec in specs.items()}
    widest = list(specs.values())[-1]
    return Drawn(
        svgs={name: one.text for name, one in trimmed.items()},
        marks={name: one.marks for name, one in trimmed.items()},
        texts={name: one.texts for name, one in trimmed.items()},
        spec=msgspec.json.encode(widest).decode(),
    )


@dataclass(frozen=True, slots=True)
class Picture:
    """A complete SVG file that is to become a PNG file, `scale` times as large."""

    svg: str
    scale: float


def painted(picture: Picture) -> bytes:
    """The PNG file of a picture. Raises DrawingError."""
    return packed(paint(picture.svg, picture.scale))


class Artist(Protocol):
    """Draws what it is given, and paints finished SVG files as PNG.

    `begin` and `begin_picture` may return at once, `finish` and `finish_picture` wait and raise DrawingError. `ready` says
    whether waiting is over: nothing is ready with who draws only when asked.
    """

    def begin(self, sketch: Sketch) -> object: ...

    def finish(self, begun: object, sketch: Sketch) -> Drawn: ...

    def begin_picture(self, picture: Picture) -> object: ...

    def finish_picture(self, begun: object, picture: Picture) -> bytes: ...

    def ready(self, begun: object) -> bool: ...

    def close(self) -> None: ...


class Alone:
    """Draws in this process, when the drawing is asked for."""

    def begin(self, sketch: Sketch) -> object:
        """Nothing yet: who never asks for the drawing does not pay for it."""

    def finish(self, begun: object, sketch: Sketch) -> Drawn:
        check_room()
        return draw(sketch)

    def begin_picture(self, picture: Picture) -> object:
        """Nothing yet."""

    def finish_picture(self, begun: object, picture: Picture) -> bytes:
        check_room()
        return painted(picture)

    def ready(self, begun: object) -> bool:
        return False

    def close(self) -> None:
        """Nothing to stop."""


class Crew:
    """Draws in some processes of its own, while this one goes on. `early`: the first of them starts before it has any work."""

    def __init__(self, workers: int, *, early: bool = False) -> None:
        self._workers = workers
        check_room()
        with _deaf_to_interrupts():
            self._pool = _pool(workers)
            if early:
                self._pool.submit(os.getpid)  # others start with drawings for which none is free; each warms up by itself

    def begin(self, sketch: Sketch) -> Future[Drawn] | None:
        """Hand a drawing to the next free process; None if the pool has broken, which `finish` makes good."""
        return self._submitted(draw, sketch)

    def finish(self, begun: object, sketch: Sketch) -> Drawn:
        """The drawing. One that broke the pool for all is told apart by drawing each again on its own."""
        return self._done(begun, draw, sketch)

    def begin_picture(self, picture: Picture) -> Future[bytes] | None:
        """Hand a picture to the next free process, as `begin` does a drawing."""
        return self._submitted(painted, picture)

    def finish_picture(self, begun: object, picture: Picture) -> bytes:
        """The PNG file, as `finish` gives a drawing."""
        return self._done(begun, painted, picture)

    def ready(self, begun: object) -> bool:
        """Whether it is done, and well."""
        return isinstance(begun, Future) and begun.done() and not begun.cancelled() and begun.exception() is None

    def _submitted(self, work: Callable[[T], R], subject: T) -> Future[R] | None:
        try:
            with _deaf_to_interrupts():
                return self._pool.submit(work, subject)
        except BrokenProcessPool:
            return None

    def _done(self, begun: object, work: Callable[[T], R], subject: T) -> R:
        if isinstance(begun, Future):
            try:
                return cast("R", begun.result(SECONDS))
            except BrokenProcessPool:
                return self._again(work, subject)
            except WaitedTooLong:
                _stop(self._pool)  # it may have waited behind another that never ends: alone, the two are told apart
        return self._again(work, subject)

    def _again(self, work: Callable[[T], R], subject: T) -> R:
        with _pool(1) as alone:
            try:
                return alone.submit(work, subject).result(SECONDS)
            except BrokenProcessPool:
                _check_start()
                message = "the process that drew it ended: the renderer crashed on it, or code of charts/ ended it"
                raise DrawingError(message) from None
            except WaitedTooLong:
                _stop(alone)
                raise DrawingError(_TOO_LONG) from None

    def close(self) -> None:
        """Stop the processes; what is not drawn yet stays undrawn."""
        _stop(self._pool)
        # Who does not wait may end while the pool puts itself away, and Python then complains of a closed descriptor.
        self._pool.shutdown(wait=True, cancel_futures=True)


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes started meanwhile never hear Ctrl-C, not even while they are starting: whoever builds stops them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heard)


def _pool(workers: int) -> ProcessPoolExecutor:
    # Processes started afresh: a fork would take over the threads and locks of whoever builds.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_ready)


def _ready() -> None:
    """Makes a process ready to draw, and to end when the one that it draws for is killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        _die_with(parent)
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    with _silenced():
        warm()


@contextlib.contextmanager
def _silenced() -> Iterator[None]:
    """What the renderer prints when it dies of its machine is pages of addresses: whoever started it says what is wrong."""
    heard = os.dup(2)
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a name of the system, not a path of ours
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(heard, 2)
        os.close(heard)


@functools.cache
def check_room() -> None:
    """Raise EnvironmentProblem where the address space is limited, and the renderer does not start in what there is.

    Its engine sets aside tens of gigabytes of addresses, though it uses but some hundred megabytes, and aborts the process
    that it is in when it cannot.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on every system

    if resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY:
        _check_start()


def _check_start() -> None:
    """Raise EnvironmentProblem if the renderer cannot even start, whatever it is to draw."""
    with _deaf_to_interrupts(), _pool(1) as alone:
        try:
            alone.submit(os.getpid).result(SECONDS)
        except (BrokenProcessPool, WaitedTooLong):
            _stop(alone)
            raise EnvironmentProblem(NO_RENDERER) from None


def _die_with(parent: multiprocessing.process.BaseProcess) -> None:
    """Have the system end this process with its parent: code that never lets another thread run would go on for ever.

    To the system, the parent is the thread that started this process: it has to live as long as there is something to draw.
    """
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 - not for every system

    ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent.pid:  # it ended before we asked
        os._exit(1)


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _stop(pool: ProcessPoolExecutor) -> None:
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.kill()
