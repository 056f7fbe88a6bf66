"""Work that may take its process with it, tried in another one first.

A library that aborts can be caught by nobody within the process. Here it takes one that nobody needs, which has little memory
and an end in sight; it stays for the next try, and is gone with the process that asked. What is tried is for the caller.
"""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from dateline.apart import deaf, ending, stand_aside

MEMORY = 4 << 30
"""Bytes of address space that the work may take, where the system keeps count."""
SECONDS = 180
"""How long it may take, the start of the process included."""


class DiedError(Exception):
    """The process did not survive the work, or was not done with it in time; in words."""


def tried(work: Callable[..., Any], *given: Any) -> Any:
    """What `work` answers in another process: a function of a module, of things that can be sent there. Raises DiedError."""
    process, line = _other()
    try:
        line.send((work, given))
        if line.poll(SECONDS):
            return line.recv()
        reason = f"it does not end within {SECONDS} seconds"
    except (EOFError, OSError):
        process.join(1)
        reason = f"it ends the process that reads it ({ending(process.exitcode)})"
    except BaseException:
        _end(process)
        raise
    _end(process)
    raise DiedError(reason)


@functools.cache
def _other() -> tuple[BaseProcess, Connection]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there,), daemon=True)
    with deaf():
        process.start()
    there.close()
    return process, here


def _end(process: BaseProcess) -> None:
    _other.cache_clear()
    process.kill()
    process.join()


def _serve(line: Connection) -> None:
    """Does what comes, one after the other. Whatever goes wrong ends it, without a word of its own."""
    stand_aside()
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a name of the system, not a path of ours
        os.dup2(nowhere.fileno(), 2)  # for good: what Python says in the end is not for people either
    _limit()
    with contextlib.suppress(EOFError):  # nobody asks any more
        while True:
            work, given = line.recv()
            line.send(work(*given))


def _limit() -> None:
    """Have the system give this process no more memory than the work may take."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not there on Windows

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most), most))
