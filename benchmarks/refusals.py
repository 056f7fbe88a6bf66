"""How long bad input keeps the reader, and how much memory it takes: `python -m benchmarks.refusals`.

Every input of the catalogue (tests/hostile/cases) that `check` refuses is put over the small seed project, which is read in this
process: once to warm up, then the fastest of several times counts, less what the project takes without the bad input. Memory is
the peak that Python allocates meanwhile. The goals are below; nothing here fails, since time is the machine's.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.large import costs, least
from benchmarks.reliability.facts import record
from dateline.errors import ContentError
from dateline.site import check_site, load_site
from tests.hostile.cases import CASES, Case, put
from tests.projects import SEED, Project, copy

MOST_SECONDS, MOST_BYTES = 0.050, 100_000_000
"""What is meant for each."""
TIMES = 3
SLOWEST = 12


@dataclass(frozen=True)
class Refusal:
    """What one bad input cost: seconds of work beyond the good project, and bytes at the peak."""

    name: str
    seconds: float
    peak: int


def only_checked() -> list[Path]:
    """The cases whose command is `check`, and that name no other way of running it."""
    return [path for path in sorted(CASES.glob("*.txt")) if "=== command\n" not in path.read_text("utf-8")]


def looked_over(project: Project) -> None:
    """What `check` does with a project, without a command line around it."""
    with contextlib.suppress(ContentError):
        check_site(load_site(project.root, cached=False))


def laid_out(path: Path, folder: Path) -> Project:
    """The seed project with the files of a case."""
    project = copy(SEED, folder / "project")
    for heading, text in Case.read(path).sections:
        verb, _, name = heading.rpartition(" ")
        put(project, verb, name, text)
    return project


def seconds_of(work: Callable[[], None]) -> float:
    """The fastest of several times, in seconds of this process."""
    taken = []
    for _ in range(TIMES):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)


def peak_of(work: Callable[[], object]) -> int:
    """The most bytes that Python held at once, beyond what it held before."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def measured(path: Path, folder: Path, good: float = 0.0) -> Refusal:
    """What a case costs; `good` is what the project costs without it."""
    project = laid_out(path, folder)
    looked_over(project)
    return Refusal(path.stem, max(0.0, seconds_of(lambda: looked_over(project)) - good), peak_of(lambda: looked_over(project)))


def main() -> int:
    """Measure every case, print the slowest and the sums, and what files at the limit take; record it if asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.refusals", description=__doc__)
    parser.add_argument("--record", action="store_true", help="keep the figures for docs/reliability.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        plain = copy(SEED, Path(folder) / "project")
        looked_over(plain)
        good = seconds_of(lambda: looked_over(plain))
    found = []
    for path in only_checked():
        with tempfile.TemporaryDirectory() as folder:
            found.append(measured(path, Path(folder), good))
    found.sort(key=lambda refusal: refusal.seconds, reverse=True)
    print(f"{len(found)} bad inputs; the project without them: {good * 1e3:.0f} ms")
    for refusal in found[:SLOWEST]:
        print(f"{refusal.name:<40}{refusal.seconds * 1e3:>8.1f} ms{refusal.peak / 1e6:>8.1f} MB")
    slow = sum(refusal.seconds > MOST_SECONDS for refusal in found)
    large = sum(refusal.peak > MOST_BYTES for refusal in found)
    print(f"over {MOST_SECONDS * 1e3:.0f} ms: {slow}; over {MOST_BYTES / 1e6:.0f} MB: {large}")
    print(f"largest peak: {max(refusal.peak for refusal in found) / 1e6:.1f} MB")
    files = costs()
    for name, one in files.items():
        print(f"{name:<52}{one['seconds']:>8.2f} s {one['mb']:>8} MB  {one['said']}")
    readings = least()
    for name, one in readings.items():
        print(f"49.8 MB, {name:<43}{one['seconds']:>8.2f} s {one['mb']:>8} MB")
    if options.record:
        small = {one.name: {"ms": round(one.seconds * 1e3, 1), "mb": round(one.peak / 1e6, 1)} for one in found}
        most = {"most_ms": round(MOST_SECONDS * 1e3), "most_mb": MOST_BYTES // 1_000_000}
        record("refusals", {**most, "small": small, "large": files, "least": readings})
    return 0


if __name__ == "__main__":
    sys.exit(main())
