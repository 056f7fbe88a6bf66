"""Who draws: this process, or a few warm ones beside it. A drawing that fails is a sentence, never a crash or a wait.

Here belongs the work that one drawing is, and how it is spread. What is drawn, and what is kept, is decided elsewhere.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as WaitedTooLong
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, cast

import msgspec

from dateline.apart import deaf, silenced
from dateline.charts import WIDTHS, ChartLike
from dateline.figure.png import packed
from dateline.figure.processes import STARTING, Watched, check_room, check_start, pool, stop
from dateline.figure.renderer import DrawingError, paint, render
from dateline.figure.svg import trim

T = TypeVar("T")
R = TypeVar("R")

SECONDS = 60
"""How long one figure may take; a chart takes some 20 ms."""
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


def draw(sketch: Sketch, around: Callable[[], AbstractContextManager[None]] = contextlib.nullcontext) -> Drawn:
    """Draw a chart in all its widths; the renderer works within `around`. Raises DrawingError."""
    specs = sketch.specs()
    with around():
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
        check_room()
        self._processes = Watched(workers)
        self._late: set[Future[Any]] = set()
        if early:
            self._processes.start()  # others start with drawings for which none is free; each warms up by itself

    def begin(self, sketch: Sketch) -> Future[Drawn] | None:
        """Hand a drawing to the next free process; None if the pool has broken, which `finish` makes good."""
        return self._submitted(_drawn_apart, sketch)

    def finish(self, begun: object, sketch: Sketch) -> Drawn:
        """The drawing. One that broke the pool for all is told apart by drawing each again on its own."""
        return self._done(begun, _drawn_apart, sketch)

    def begin_picture(self, picture: Picture) -> Future[bytes] | None:
        """Hand a picture to the next free process, as `begin` does a drawing."""
        return self._submitted(_painted_apart, picture)

    def finish_picture(self, begun: object, picture: Picture) -> bytes:
        """The PNG file, as `finish` gives a drawing."""
        return self._done(begun, _painted_apart, picture)

    def ready(self, begun: object) -> bool:
        """Whether it is done, and well."""
        return isinstance(begun, Future) and begun.done() and not begun.cancelled() and begun.exception() is None

    def _submitted(self, work: Callable[[T], R], subject: T) -> Future[R] | None:
        try:
            return self._processes.submit(work, subject)
        except BrokenProcessPool:
            return None

    def _done(self, begun: object, work: Callable[[T], R], subject: T) -> R:
        waiting = time.monotonic()
        while isinstance(begun, Future) and begun not in self._late:
            try:
                return cast("R", begun.result(SECONDS / 60))
            except BrokenProcessPool:
                break
            except WaitedTooLong:
                self._late |= self._processes.overdue(SECONDS)
                if self._late or self._processes.idle(waiting, STARTING):
                    self._processes.stop()  # whatever waited behind it is drawn alone
        if begun in self._late:
            raise DrawingError(_TOO_LONG)
        return self._again(work, subject)

    def _again(self, work: Callable[[T], R], subject: T) -> R:
        with deaf():
            alone = pool(1)
            begun = alone.submit(work, subject)
        with alone:
            try:
                return begun.result(SECONDS)
            except BrokenProcessPool:
                check_start()
                message = "the process that drew it ended: the renderer crashed on it, or code of charts/ ended it"
                raise DrawingError(message) from None
            except WaitedTooLong:
                stop(alone)
                raise DrawingError(_TOO_LONG) from None

    def close(self) -> None:
        """Stop the processes; what is not drawn yet stays undrawn."""
        self._processes.close()


def _drawn_apart(sketch: Sketch) -> Drawn:
    """A drawing in a process that is there for nothing else: how the renderer dies of it is for whoever asked to say."""
    return draw(sketch, silenced)


def _painted_apart(picture: Picture) -> bytes:
    with silenced():
        return painted(picture)
