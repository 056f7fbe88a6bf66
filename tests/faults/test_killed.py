"""Kill -9, Ctrl-C and other ends at every stage of a build: the old site whole or the new one, and nothing left running."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.faults.bench import Bench, marked
from tests.faults.points import BETWEEN_RENAMES, MARK, POINTS
from tests.projects import ARTICLE, BUILD, surroundings

SHARES = (0.25, 0.45, 0.65, 0.85)
"""Of the seconds that a build takes."""
DRAWING = 4.0
"""Seconds of work after which a process that draws is past its start."""
SIGNALS = {
    "Ctrl-C": (signal.SIGINT, ("loading, all read", "drawing, first figure ordered", "pages, first filled", "seal, not yet")),
    "SIGTERM": (signal.SIGTERM, ("drawing, first figure ordered", "gate, all looked over")),
    "SIGHUP": (signal.SIGHUP, ("drawing, first figure ordered", "record pages, all written")),
}


def at(bench: Bench, point: str) -> None:
    """Make the bench ready for a point."""
    if POINTS[point].cold:
        bench.forget_all()


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_a_point(bench: Bench, point: str) -> None:
    at(bench, point)
    with bench.held(point) as held:
        held.kill()
        bench.nothing_runs()
    bench.survived(f"kill -9: {point}", "new" if POINTS[point].published else "old", None, clean=False)


def test_killed_between_two_renames(bench: Bench) -> None:
    """Only where the system cannot exchange folders: for that moment there is no site, and the next build brings it back."""
    with bench.held(BETWEEN_RENAMES) as held:
        held.kill()
    bench.survived(f"kill -9: {BETWEEN_RENAMES}", "none", None, clean=False)


def started(bench: Bench) -> subprocess.Popen[bytes]:
    """A build that goes on by itself, and tells nobody anything."""
    return subprocess.Popen(
        BUILD,
        cwd=bench.project.root,
        env=surroundings(**{MARK: bench._mark()}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def test_killed_at_any_time(bench: Bench) -> None:
    begun = time.monotonic()
    assert bench.build("check").code == 0
    begins = time.monotonic() - begun  # about when a build has read everything
    for share in SHARES:
        process = started(bench)
        time.sleep(begins * 2 * share)
        process.kill()
        process.wait()
        bench.nothing_runs()
        left = bench.left()
        bench.note(f"kill -9: after {share:.0%} of the time", left, None, "")
    bench.survived("kill -9: four times in a row", bench.left(), None, clean=False)


@pytest.mark.parametrize(("name", "point"), [(name, point) for name, (_, points) in SIGNALS.items() for point in points])
def test_asked_to_end(bench: Bench, name: str, point: str) -> None:
    at(bench, point)
    with bench.held(point) as held:
        ended = held.signal(SIGNALS[name][0])
    assert (ended.code, ended.out, ended.err.strip()) == (130, "", "")
    bench.survived(f"{name}: {point}", "new" if POINTS[point].published else "old", ended)


def test_what_nohup_had_ignored_stays_ignored(bench: Bench) -> None:
    with bench.held("gate, not yet looked", before=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)) as held:
        held.process.send_signal(signal.SIGHUP)
        ended = held.go()
    assert ended.code == 0
    bench.survived("SIGHUP under nohup", "new", ended)


ENDLESS = """
import altair as alt
from dateline.charts.own import chart

@chart("own", by="country")
def own(rows, options, width):
    "Never drawn."
    sum(range(10**12))  # one call, in which no other thread gets a turn
"""
BLOCK = "\n/// chart | own\n\nBy country.\n///\n"


def _worked(number: int) -> float:
    """The seconds that a process has worked; 0 when it is over."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_killed_while_a_chart_never_ends(bench: Bench) -> None:
    """Who draws ends with the build, even where nothing in it can see that the build is over."""
    bench.project.write("charts/own.py", ENDLESS)
    article = bench.project.read(ARTICLE)
    bench.project.write(ARTICLE, article + BLOCK)
    process = started(bench)
    try:
        while not any(_worked(number) > DRAWING for number in marked(bench.marks[-1]) if number != process.pid):
            assert process.poll() is None, "the build ended, and should be waiting for the chart"
            time.sleep(0.1)
    finally:
        process.kill()
        process.wait()
    bench.nothing_runs()
    bench.project.write(ARTICLE, article)
    (bench.project.root / "charts" / "own.py").unlink()
    bench.survived("kill -9: drawing, a chart that never ends", "old", None, clean=False)
