"""The command line of the benchmark."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import CommandFailed
from benchmarks.report import Results, lines
from benchmarks.trials import EDITS, Trials
from benchmarks.world import World

QUICK = (4, 1_000)


def main() -> int:
    """Measure and print; gives the exit code, which says nothing of the goals."""
    options = _options()
    articles, events = QUICK if options.quick else (options.articles, options.events)
    with tempfile.TemporaryDirectory(prefix="dateline-benchmark-") as temporary:
        folder = (options.folder or Path(temporary)) / "benchmark"
        trials = Trials(folder, World(events), articles, _say)
        try:
            results = measure(trials, 1 if options.quick else options.rounds)
        except CommandFailed as error:
            print(error, file=sys.stderr)
            return 1
    print(*lines(results), sep="\n")
    return 0


def measure(trials: Trials, rounds: int) -> Results:
    """Every measurement, so many rounds of each."""
    trials.prepare()
    cold, bare = trials.cold(rounds)
    warm, plain = trials.warm(rounds)
    article = trials.article_changed(rounds)
    event, event_pages = trials.event_changed(rounds)
    return Results(
        world=trials.world,
        articles=len(trials.articles),
        cold=cold,
        bare=bare,
        warm=warm,
        plain=plain,
        article=article,
        event=event,
        event_pages=event_pages,
        staged=trials.stages(),
        events_a_second=trials.parsing(rounds),
        serving=trials.serving(EDITS if rounds > 1 else 2),
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Time and memory of builds of a made-up project.")
    parser.add_argument("--articles", type=_number, default=100, help="how many articles (default: %(default)s)")
    parser.add_argument("--events", type=_number, default=35_000, help="how many events (default: %(default)s)")
    parser.add_argument("--rounds", type=_number, default=3, help="how often each build is measured (default: %(default)s)")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK[0]} articles, {QUICK[1]:,} events, one round")
    parser.add_argument("--folder", type=Path, help="work in FOLDER/benchmark and leave it there (default: a temporary folder)")
    return parser.parse_args()


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _say(what: str) -> None:
    if sys.stderr.isatty():
        print(f"\033[2K\r{what} …", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
