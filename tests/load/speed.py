"""How fast 35,000 events are read, checked and taken from the cache: `python -m tests.load.speed`."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from dateline.load import load_record

SEED = Path(__file__).parents[1] / "sites/seed"
HEAD = "source: lwj-2018-04-06\nperiod: 2018-03-30/2018-04-05\nstated:\n  - {strikes: 900}\nevents:\n"
SHORT = "  - {id: NAME, place: [bayji, qayyarah], strikes: 3}\n"
LONG = "  - {id: NAME, on: 2018-04-02, place: [bayji, qayyarah], strikes: 3, targets: {destroyed: {vehicle: 2, cave: some}}}\n"


def write_project(root: Path, reports: int, events: int) -> None:
    shutil.copytree(SEED / "data", root / "data")
    for report in range(reports):
        lines = [(LONG if number % 2 else SHORT).replace("NAME", f"e-{report}-{number}") for number in range(events)]
        (root / f"data/events/r-{report}.yml").write_text(HEAD + "".join(lines), encoding="utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_project(root, reports=350, events=100)
        for what, cache in (("without a cache", None), ("filling the cache", root / "cache"), ("from the cache", root / "cache")):
            started = time.perf_counter()
            load_record(root, cache)
            seconds = time.perf_counter() - started
            sys.stdout.write(f"{what}: {seconds:.2f} s, {35_000 / seconds:,.0f} events/s\n")


if __name__ == "__main__":
    main()
