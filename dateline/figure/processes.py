"""Processes that draw: ready before their first drawing, gone with the one that they draw for, and watched by it.

Here belongs what such a process is, and which of them has been at one work for too long. What work there is, is for `artist`.
"""

from __future__ import annotations

import functools
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as WaitedTooLong
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from dateline.apart import deaf, silenced, stand_aside
from dateline.errors import EnvironmentProblem, Problem
from dateline.figure.renderer import warm

T = TypeVar("T")
R = TypeVar("R")

_PARENT_DEATH = 1
"""prctl's number for the signal that comes when the parent ends."""
STARTING = 60
"""Seconds that a process may take to be ready, on a machine that does much else."""
NO_RENDERER = Problem(
    "renderer",
    "the renderer of charts cannot start on this machine: it is short of address space, memory or processes",
    None,
    "lift the limit of processes or of address space (`ulimit -v unlimited`): the renderer sets aside some 64 GB, and uses 0.1",
)
_told: list[Connection] = []
"""Where this process says what it begins, if somebody wants to know."""


class Watched:
    """Some processes, and since when each piece of work is being worked at.

    A process says what it begins in a pipe that all of them share: what is that short is written whole, so it needs no lock that
    one could take with it when it dies.
    """

    def __init__(self, workers: int) -> None:
        self._here, self._there = multiprocessing.get_context("spawn").Pipe(duplex=False)
        self._pool = pool(workers, self._there)
        self._open: dict[int, Future[Any]] = {}
        self._since: dict[int, float] = {}
        self._number = 0
        self._last = 0.0

    def start(self) -> None:
        """Have the first of them get ready before there is any work."""
        with deaf():
            self._pool.submit(os.getpid)

    def submit(self, work: Callable[[T], R], subject: T) -> Future[R]:
        """Hand on a piece of work. Raises BrokenProcessPool once a process has died."""
        self._number += 1
        self._look()
        with deaf():
            future = self._pool.submit(_begun, self._number, work, subject)
        self._open[self._number] = future
        return future

    def overdue(self, seconds: float) -> set[Future[Any]]:
        """What is being worked at for longer than that."""
        self._look()
        now = time.monotonic()
        return {self._open[number] for number, since in self._since.items() if now - since > seconds}

    def idle(self, since: float, seconds: float) -> bool:
        """Whether nothing was begun for so long although something waits since then: no process gets ready."""
        return not self._since and time.monotonic() - max(since, self._last) > seconds

    def _look(self) -> None:
        while self._here.poll():
            number, since = self._here.recv()
            self._since[number] = self._last = since
        for number in [number for number, future in self._open.items() if future.done()]:
            del self._open[number]
        self._since = {number: since for number, since in self._since.items() if number in self._open}

    def stop(self) -> None:
        """End all of them, whatever they are at."""
        stop(self._pool)

    def close(self) -> None:
        """The same, and put everything away."""
        self.stop()
        # Who does not wait may end while the pool puts itself away, and Python then complains of a closed descriptor.
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._here.close()
        self._there.close()


def _begun(number: int, work: Callable[[T], R], subject: T) -> R:
    for told in _told:
        told.send((number, time.monotonic()))
    return work(subject)


def pool(workers: int, told: Connection | None = None) -> ProcessPoolExecutor:
    """Some processes, each of which starts with the first work that no other is free for."""
    # Processes started afresh: a fork would take over the threads and locks of whoever builds.
    context = multiprocessing.get_context("spawn")
    with deaf():
        return ProcessPoolExecutor(workers, mp_context=context, initializer=_ready, initargs=(told,))


def stop(processes: ProcessPoolExecutor) -> None:
    """End them, whatever they are at."""
    for process in list((getattr(processes, "_processes", None) or {}).values()):
        process.kill()


def _ready(told: Connection | None) -> None:
    """Makes a process ready to draw, and to end when the one that it draws for is killed."""
    stand_aside()
    _told.extend(filter(None, [told]))
    parent = multiprocessing.parent_process()
    if parent is not None:
        _die_with(parent)
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    with silenced():  # what the renderer prints when it dies of its machine is pages of addresses
        warm()


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
        check_start()


def check_start() -> None:
    """Raise EnvironmentProblem if the renderer cannot even start, whatever it is to draw."""
    with deaf(), pool(1) as alone:
        try:
            alone.submit(os.getpid).result(STARTING)
        except (BrokenProcessPool, WaitedTooLong):
            stop(alone)
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
