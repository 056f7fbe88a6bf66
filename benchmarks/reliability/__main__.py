"""Measure what docs/reliability.md says, and write it: `python -m benchmarks.reliability --write docs/reliability.md`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import CommandFailed, python
from benchmarks.pages import REPOSITORY
from benchmarks.reliability.facts import NOTES, Facts, gathered, record
from benchmarks.reliability.room import room
from benchmarks.reliability.sections import page


def _noted(section: str, tests: str) -> Facts:
    """What tests note while they run, and how long they took. Raises CommandFailed."""
    shown = f"python -m pytest {tests} -n 2"
    with tempfile.TemporaryDirectory(prefix="dateline-reliability-") as folder:
        started = time.monotonic()
        done = subprocess.run(
            python("-m", "pytest", "-q", tests, "-n", "2"),
            cwd=REPOSITORY,
            env={**os.environ, NOTES: folder},
            check=False,
        )
        seconds = round(time.monotonic() - started)
        if done.returncode:
            raise CommandFailed(f"{shown} ended with {done.returncode}")
        return {"command": shown, "seconds": seconds, "noted": gathered(section, Path(folder))}


def _faults() -> None:
    """The tests of faults, each of which notes what it saw."""
    facts = _noted("faults", "tests/faults")
    record("faults", {"command": facts["command"], "seconds": facts["seconds"], "survived": facts["noted"]})


def _catalogue() -> None:
    """The tests of bad input, each of which notes how it was refused."""
    facts = _noted("catalogue", "tests/hostile/test_hostile_input.py")
    record("catalogue", {"command": facts["command"], "seconds": facts["seconds"], "refused": facts["noted"]})


def _benchmark(*words: str) -> None:
    """A benchmark that records what it measures."""
    subprocess.run(python("-m", *words, "--record"), cwd=REPOSITORY, check=True)


def _renderer() -> None:
    record("renderer", room())


MEASUREMENTS: dict[str, Callable[[], None]] = {
    "catalogue": _catalogue,
    "faults": _faults,
    "fuzz": lambda: _benchmark("benchmarks.fuzz", "--minutes", "10"),
    "refusals": lambda: _benchmark("benchmarks.refusals"),
    "renderer": _renderer,
    "soak": lambda: _benchmark("benchmarks.soak"),
}
"""What can be measured, by the section that it is recorded under."""


def main() -> int:
    """Measure, unless told not to, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reliability", description=__doc__)
    parser.add_argument("--write", type=Path, metavar="FILE", default=REPOSITORY / "docs" / "reliability.md")
    parser.add_argument("--only", choices=sorted(MEASUREMENTS), action="append", help="measure this; the rest stays as recorded")
    parser.add_argument("--render", action="store_true", help="measure nothing: write what is recorded")
    options = parser.parse_args()
    try:
        for name in [] if options.render else options.only or MEASUREMENTS:
            MEASUREMENTS[name]()
    except (CommandFailed, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    options.write.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
