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


def _noted(tests: str, *sections: str) -> Facts:
    """What tests note while they run, by section, with their command and how long they took. Raises CommandFailed."""
    shown = f"python -m pytest {tests} -n 2"
    with tempfile.TemporaryDirectory(prefix="dateline-reliability-") as folder:
        started = time.monotonic()
        done = subprocess.run(
            python("-m", "pytest", "-q", *tests.split(), "-n", "2"),
            cwd=REPOSITORY,
            env={**os.environ, NOTES: folder},
            check=False,
        )
        seconds = round(time.monotonic() - started)
        if done.returncode:
            raise CommandFailed(f"{shown} ended with {done.returncode}")
        return {"command": shown, "seconds": seconds, **{name: gathered(name, Path(folder)) for name in sections}}


def _tests(section: str, tests: str, name: str) -> None:
    """Tests, each of which notes what it saw; that is recorded under a name of its own."""
    facts = _noted(tests, section)
    record(section, {"command": facts["command"], "seconds": facts["seconds"], name: facts[section]})


def _strings() -> None:
    """The tests of hostile texts, each of which notes what came back."""
    facts = _noted("tests/hostile/strings", "strings", "strings refused", "strings sources")
    sinks, refused, sources = facts["strings"], facts["strings refused"], facts["strings sources"]["all"]
    record("strings", {"command": facts["command"], "sinks": sinks, "refused": refused, **sources})


def _benchmark(*words: str) -> None:
    """A benchmark that records what it measures."""
    subprocess.run(python("-m", *words, "--record"), cwd=REPOSITORY, check=True)


def _renderer() -> None:
    record("renderer", room())


MEASUREMENTS: dict[str, Callable[[], None]] = {
    "browser": lambda: _tests("browser", "tests/browser", "noted"),
    "catalogue": lambda: _tests("catalogue", "tests/hostile/test_hostile_input.py", "refused"),
    "faults": lambda: _tests("faults", "tests/faults", "survived"),
    "fuzz": lambda: _benchmark("benchmarks.fuzz", "--minutes", "10"),
    "misprints": lambda: _benchmark("benchmarks.misprints"),
    "refusals": lambda: _benchmark("benchmarks.refusals"),
    "renderer": _renderer,
    "same-bytes": lambda: _tests("same-bytes", "tests/site/test_same_bytes.py", "noted"),
    "soak": lambda: _benchmark("benchmarks.soak"),
    "strings": _strings,
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
