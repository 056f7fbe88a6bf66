"""What files at the limit of size cost when they are refused, each in a process of its own: used by `benchmarks.refusals`.

Here belongs making these files and measuring one of them, and what reading such a file takes at least; Linux alone tells the
most that a process held since a moment.
"""

from __future__ import annotations

import ctypes
import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from yaml._yaml import CParser  # type: ignore[import-untyped, unused-ignore]

from benchmarks.measuring import environment, python
from benchmarks.pages import REPOSITORY
from dateline.errors import ContentError, Problem, format_text
from dateline.load import load_project, read_line
from tests.projects import REPORT, SEED, copy

MB = 1_000_000
_NEARLY = 49_800_000
_EVENT = "  - {id: e-%08d, on: 2018-04-01, place: baghdad, strikes: 0}\n"


def _events(last: bytes) -> bytes:
    """The seed's report with so many good events that it is nearly too large, and a last line."""
    head = (SEED / REPORT).read_bytes()
    number = (_NEARLY - len(head)) // len(_EVENT % 0)
    return head + "".join(_EVENT % n for n in range(number)).encode() + last


FILES: dict[str, Callable[[], bytes]] = {
    "51 MB": lambda: b"note: " + b"x" * (51 * MB),
    "50,000 nested brackets": lambda: b"note: " + b"[" * 50_000,
    "49 MB of nested brackets": lambda: b"note: " + b"[" * (49 * MB),
    "a text of 49 MB in quotes": lambda: b'note: "' + b"x" * (49 * MB) + b'"',
    "a text of 49 MB over many lines": lambda: b"note: |\n" + b"  some words\n" * (49 * MB // 13),
    "48 MB of short comments": lambda: b"note: some words\n" + b"# c\n" * (12 * MB),
    "49 MB of empty lines": lambda: b"note: some words\n" + b"\n" * (49 * MB),
    "a million keys": lambda: b"".join(b"k%d: 1\n" % n for n in range(1_000_000)),
    "a million times one key": lambda: b"k: 1\n" * 1_000_000,
    "another encoding in the last line of 49.8 MB": lambda: _events(b"# \xe9\n"),
    "a control character in the last line of 49.8 MB": lambda: _events(b"# \x07\n"),
    "an alias in the last line of 49.8 MB": lambda: _events(b"  - *a\n"),
    "no YAML in the last line of 49.8 MB": lambda: _events(b"  - {id: [\n"),
    "a wrong value in the last line of 49.8 MB": lambda: _events(b"  - {id: last, on: 2018-04-01, place: baghdad, strikes: x}\n"),
}


def _parsed(file: Path) -> None:
    """All of a file by the C parser, which makes nothing of it."""
    with file.open(encoding="utf-8") as opened:
        CParser(opened).raw_parse()


def _events_seen(file: Path) -> None:
    """All of a file as the events that the loader reads, none of which is kept."""
    with file.open(encoding="utf-8") as opened:
        next_event = CParser(opened).get_event
        while next_event() is not None:
            pass


READINGS: dict[str, Callable[[Path], None]] = {"parsed": _parsed, "events": _events_seen}
"""Ways of reading a large file that do less than any refusal of its last line has to."""


def costs() -> dict[str, dict[str, Any]]:
    """Seconds and MB of each file, and what is said of it."""
    return {name: cost(name) for name in FILES}


def least() -> dict[str, dict[str, Any]]:
    """Seconds and MB of each way of reading a large file that does less than any refusal."""
    return {name: cost(name) for name in READINGS}


def cost(name: str) -> dict[str, Any]:
    """Seconds of work and MB beyond the start of a file or a way of reading, in a process of its own."""
    command = python("-m", "benchmarks.large", name)
    done = subprocess.run(command, cwd=REPOSITORY, env=environment(), capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def _measured(name: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="dateline-large-") as folder:
        project = copy(SEED, Path(folder) / "project")
        report = project.root / REPORT
        load_project(project.root)
        if name in READINGS:
            report.write_bytes(_events(b""))
            return _taken(lambda: READINGS[name](report))
        report.write_bytes(FILES[name]())
        said: list[str] = []

        def refused() -> None:
            problems: tuple[Problem, ...] = ()
            try:
                load_project(project.root)
            except ContentError as error:
                problems = error.problems
            format_text(problems, read_line(project.root))
            said.extend(problem.code for problem in problems[:1])

        return {**_taken(refused), "said": "".join(said)}


def _taken(work: Callable[[], None]) -> dict[str, Any]:
    """Seconds and MB that some work takes."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak counts from now on
    before, started = _kilobytes("VmRSS"), time.process_time()
    work()
    seconds = time.process_time() - started
    return {"seconds": round(seconds, 2), "mb": round((_kilobytes("VmHWM") - before) / 1000)}


def _kilobytes(key: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{key}:"))


if __name__ == "__main__":
    print(json.dumps(_measured(sys.argv[1])))
