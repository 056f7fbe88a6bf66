"""What a newsroom's own chart says in words of its own: asked of a process beside this one, which may end without harm.

A watch within a process stops code that reaches out or does not end. What ends its process, such as a library that aborts, would
take a whole build, or a preview, with it; here it takes a process that is started anew for the next question. Charts that
say only what Dateline says for them never come here.
"""

from __future__ import annotations

import contextlib
import multiprocessing
from multiprocessing.connection import Connection
from typing import Any

from dateline.apart import deaf, ending, stand_aside
from dateline.charts.code import ChartCode, ChartCodeError
from dateline.charts.confined import PATIENCE
from dateline.charts.drawing import ChartRequest
from dateline.charts.probe import STARTING
from dateline.errors import QueryError, Spot
from dateline.query import Desk


class Speaker:
    """A process that runs the code of charts, for as long as it lives."""

    def __init__(self, code: ChartCode) -> None:
        self.digest = code.digest
        self._desk: Desk | None = None  # the one whose record was sent
        context = multiprocessing.get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_answer_all, args=(code, there), daemon=True)
        with deaf():
            self._process.start()
        there.close()
        self._ready = False

    def ask(self, file: str, chart: str, request: ChartRequest, spot: Spot) -> Any:
        """What the chart says. Raises ChartCodeError or QueryError as it did, and ChartCodeError if the process ended over it."""
        record = None if request.desk is self._desk else request.desk.record
        self._desk = request.desk
        try:
            self._here.send((file, chart, record, request.scope, request.options))
            if not self._ready and self._here.poll(STARTING + PATIENCE):
                self._ready = self._here.recv()
            if self._ready and self._here.poll(PATIENCE):
                kind, answer = self._here.recv()
                return _given(kind, answer)
            reason = f"it does not end within {PATIENCE} seconds"
        except (EOFError, OSError):
            self._process.join(1)
            reason = f"it ends the process that runs it ({ending(self._process.exitcode)})"
        self.close()
        message = f"chart '{chart}' cannot be prepared: {reason}"
        raise ChartCodeError.placed(message, "look at what it says in words of its own, and for os._exit", spot, "chart-code")

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def close(self) -> None:
        self._process.kill()
        self._process.join()
        self._here.close()


_speakers: list[Speaker] = []
"""The one at work: kept between the charts of a build, and between the builds of a preview."""


def speaker(code: ChartCode) -> Speaker:
    """A process that runs this code."""
    for old in [old for old in _speakers if old.digest != code.digest or not old.alive]:
        _speakers.remove(old)
        old.close()
    if not _speakers:
        _speakers.append(Speaker(code))
    return _speakers[0]


def _given(kind: str, answer: Any) -> Any:
    if kind == "said":
        return answer
    message, help_, code, spot = answer
    if kind == "code":
        raise ChartCodeError.placed(message, help_, spot, code)
    raise QueryError(message, help_, code)


def _answer_all(code: ChartCode, there: Connection) -> None:
    """Answers until nobody asks any more, after saying that it is ready to."""
    stand_aside()
    for name in code.names:  # the classes of options that are sent here are in these
        with contextlib.suppress(ChartCodeError):
            code.module(name)
    there.send(True)  # noqa: FBT003 - it takes no names
    desk: Desk | None = None
    with contextlib.suppress(EOFError):
        while True:
            file, chart, record, scope, options = there.recv()
            desk = desk if record is None else Desk(record)
            if desk is not None:
                there.send(_answered(code, file, chart, ChartRequest(desk, scope, options)))


def _answered(code: ChartCode, file: str, chart: str, request: ChartRequest) -> tuple[str, Any]:
    try:
        charts = vars(code.module(file)).values()
        own = next(entry for entry in charts if getattr(entry, "name", None) == chart and hasattr(entry, "spoken"))
        return "said", own.spoken(code, request)
    except ChartCodeError as error:
        return "code", (error.message, error.help, error.code, error.spot)
    except QueryError as error:
        return "query", (error.message, error.help, error.code, None)
