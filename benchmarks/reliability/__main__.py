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
from benchmarks.reliability.facts import NOTES, gathered, record
from benchmarks.reliability.room import room
from benchmarks.reliability.sections import page


def _faults() -> None:
    """The tests of faults, each of which notes what it saw."""
    shown = "python -m pytest tests/faults -n 2"
    with tempfile.TemporaryDirectory(prefix="dateline-reliability-") as folder:
        started = time.monotonic()
        done = subprocess.run(
            python("-m", "pytest", "-q", "tests/faults", "-n", "2"),
            cwd=REPOSITORY,
            env={**os.environ, NOTES: folder},
            check=False,
        )
        seconds = round(time.monotonic() - started)
        if done.returncode:
            raise CommandFailed(f"{shown} ended with {done.returncode}")
        record("faults", {"command": shown, "seconds": seconds, "survived": gathered("faults", Path(folder))})


def _strings() -> None:
    """The tests of hostile texts, each of which notes what came back."""
    shown = "python -m pytest tests/hostile/test_strings.py tests/hostile/test_refused_strings.py"
    with tempfile.TemporaryDirectory(prefix="dateline-reliability-") as folder:
        done = subprocess.run(
            python("-m", "pytest", "-q", *shown.split()[3:]), cwd=REPOSITORY, env={**os.environ, NOTES: folder}, check=False
        )
        if done.returncode:
            raise CommandFailed(f"{shown} ended with {done.returncode}")
        sinks, refused = (gathered(name, Path(folder)) for name in ("strings", "strings refused"))
        sources = gathered("strings sources", Path(folder))["all"]
        record("strings", {"command": shown, "sinks": sinks, "refused": refused, **sources})


def _soak() -> None:
    subprocess.run(python("-m", "benchmarks.soak", "--record"), cwd=REPOSITORY, check=True)


def _renderer() -> None:
    record("renderer", room())


MEASUREMENTS: dict[str, Callable[[], None]] = {"faults": _faults, "renderer": _renderer, "soak": _soak, "strings": _strings}
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
