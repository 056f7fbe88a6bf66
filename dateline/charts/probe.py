"""Whether a newsroom's chart code lets the process live that runs it: tried in another one first.

Code that fails, or that does not end, is told where it runs. What no watch within a process can survive, such as a library that
aborts, would take the whole build with it without a word; here it takes a process that nobody needs.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection

from dateline.apart import deaf, ending, stand_aside
from dateline.charts.code import ChartCode, ChartCodeError, EndlessCodeError, file_of
from dateline.charts.confined import PATIENCE
from dateline.errors import Problem, Spot

STARTING = 60
"""Seconds that a process may take to start, and to import Altair, on a machine that does much else."""


def survived(code: ChartCode) -> Problem | None:
    """What is said of the file that ends its process, or keeps it forever; None when every file lets it live."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_run_all, args=(code, there), daemon=True)
    with deaf():
        process.start()
    there.close()
    running = ""
    try:
        while here.poll(PATIENCE if running else STARTING):
            told = here.recv()
            if isinstance(told, Problem):
                return told
            running = told
            if not running:
                return None
        reason = f"it does not end within {PATIENCE if running else STARTING} seconds"
    except EOFError:
        process.join(1)
        reason = f"it ends the process that runs it ({ending(process.exitcode)})"
    finally:
        process.kill()
        process.join()
        here.close()
    message = f"{file_of(running)} cannot be run: {reason}" if running else f"charts cannot be run: {reason}"
    way_out = "look for what it imports, and for os._exit"
    return Problem("chart-code", message, Spot(file_of(running) if running else "charts"), way_out)


def _run_all(code: ChartCode, told: Connection) -> None:
    """Runs each file, after saying which; in the end says nothing more is to come. What does not end is the end of it, too."""
    stand_aside()
    for name in code.names:
        told.send(name)
        try:
            code.module(name)
        except EndlessCodeError as error:
            told.send(error.at(None))
        except ChartCodeError:
            continue  # said where it is run for good
    told.send("")
