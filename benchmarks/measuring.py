"""Commands run as fresh processes, with the seconds they take and the memory that they and their children hold at most."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pages import REPOSITORY

BETWEEN_LOOKS = 0.05
"""Seconds between two looks at the memory."""
_KEPT_OUT = ("FONTCONFIG_FILE", "DATELINE_SITE_URL", "PYTHONPATH", "PYTHONHOME")


class CommandFailed(Exception):
    """A command that a measurement needs ended badly."""


@dataclass(frozen=True)
class Run:
    """What a command took; `memory` in bytes is None where it was not asked for or the system does not tell."""

    seconds: float
    memory: int | None
    output: str


def environment() -> dict[str, str]:
    """The environment of every measured process: ours, without what would make one machine differ from another."""
    kept = {name: value for name, value in os.environ.items() if name not in _KEPT_OUT}
    return {**kept, "PYTHONPATH": str(REPOSITORY), "NO_MKDOCS_2_WARNING": "true"}


def python(*arguments: str | Path) -> list[str]:
    """A command line for this Python."""
    return [sys.executable, *map(str, arguments)]


def run(command: list[str], folder: Path, *, memory: bool = False) -> Run:
    """Run a command in `folder` to its end. Raises CommandFailed with what it said when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )
    peak = Peak(process.pid) if memory else None
    output, _ = process.communicate()
    seconds = time.perf_counter() - started
    if process.returncode:
        raise CommandFailed(f"{' '.join(command)} ended with {process.returncode}:\n{output}")
    return Run(seconds, peak.stop() if peak else None, output)


class Peak:
    """Watches the memory of a process and all its children, from now until `stop`."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._done.wait(BETWEEN_LOOKS):
            self._most = max(self._most, sum(map(_share_of_memory, _family(self._pid))))

    def stop(self) -> int | None:
        """The most bytes that were seen at once; None if the system shows none."""
        self._done.set()
        self._thread.join()
        return self._most or None


def _family(pid: int) -> Iterator[int]:
    """A process and its children, and theirs. Linux tells; elsewhere there is only the process."""
    yield pid
    try:
        lines = [path.read_text(encoding="ascii") for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return
    for child in " ".join(lines).split():
        yield from _family(int(child))


def _share_of_memory(pid: int) -> int:
    """The bytes a process holds, what it shares with others divided among them; 0 if that cannot be known."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
