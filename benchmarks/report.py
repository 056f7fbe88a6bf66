"""What the benchmark prints: one table with the figures, the stages and the goals. No measuring here."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

from benchmarks.stages import ABOUT
from benchmarks.trials import Staged
from benchmarks.world import World

COLD_GOAL, WARM_GOAL, PARSING_GOAL, SERVING_GOAL = 1.3, 1.5, 10_000, 1.0
_WIDTH = 34


@dataclass(frozen=True)
class Results:
    """All that was measured: seconds of every round, unless said otherwise."""

    world: World
    articles: int
    cold: list[float]
    bare: list[float]
    warm: list[float]
    plain: list[float]
    article: list[float]
    event: list[float]
    event_pages: int
    staged: tuple[Staged, Staged]
    events_a_second: list[float]
    serving: list[float]


def lines(results: Results) -> Iterator[str]:
    """The whole table, line by line."""
    yield from _head(results)
    yield from _builds(results)
    yield from _memory(results)
    yield from _stages(results)
    yield from _goals(results)


def _head(results: Results) -> Iterator[str]:
    world = results.world
    yield (
        f"{results.articles} articles (two charts, three numbers each), {world.events:,} events in {world.reports:,} reports"
        f" of {len(world.actors)} actors over {world.weeks} weeks"
    )
    libraries = ", ".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "vl-convert-python"))
    yield f"{os.cpu_count()} cores, Python {platform.python_version()}, {libraries}"
    yield f"medians of {len(results.cold)}, each build a process of its own; in brackets the fastest and the slowest"


def _builds(results: Results) -> Iterator[str]:
    yield ""
    yield _seconds("cold build", results.cold)
    yield _seconds("bare script, the same charts", results.bare)
    yield _seconds("warm build, nothing changed", results.warm)
    yield _seconds("plain MkDocs, the same pages", results.plain)
    yield _seconds("build, one article changed", results.article)
    yield f"{_seconds('build, one event changed', results.event)}  {results.event_pages} articles changed by it"
    yield _row("parsing", f"{statistics.median(results.events_a_second):,.0f} events/s")
    yield _seconds("serve, edit to screen", results.serving)


def _memory(results: Results) -> Iterator[str]:
    for name, staged in zip(("cold", "warm"), results.staged, strict=True):
        text = f"{staged.memory / 2**20:,.0f} MB" if staged.memory else "not to be had on this system"
        yield _row(f"peak memory, {name}, all processes", text)


def _stages(results: Results) -> Iterator[str]:
    cold, warm = (staged.stages for staged in results.staged)
    yield ""
    yield f"{'stage (a build of its own)':<{_WIDTH}}{'cold':>10}{'warm':>10}"
    for stage, about in ABOUT.items():
        yield f"{stage:<{_WIDTH}}{cold[stage]:>8.2f} s{warm[stage]:>8.2f} s  {about}"
    yield f"{'all stages':<{_WIDTH}}{sum(cold.values()):>8.2f} s{sum(warm.values()):>8.2f} s"


def _goals(results: Results) -> Iterator[str]:
    yield ""
    cold, warm = _ratio(results.cold, results.bare), _ratio(results.warm, results.plain)
    parsing, serving = statistics.median(results.events_a_second), statistics.median(results.serving)
    yield _goal("cold / bare script", f"{cold:.2f}", f"at most {COLD_GOAL}", reached=cold <= COLD_GOAL)
    yield _goal("warm / plain MkDocs", f"{warm:.2f}", f"at most {WARM_GOAL}", reached=warm <= WARM_GOAL)
    yield _goal("events parsed a second", f"{parsing:,.0f}", f"at least {PARSING_GOAL:,}", reached=parsing >= PARSING_GOAL)
    yield _goal("serve, edit to screen", f"{serving:.2f} s", f"at most {SERVING_GOAL:g} s", reached=serving <= SERVING_GOAL)


def _ratio(ours: list[float], theirs: list[float]) -> float:
    return statistics.median(ours) / statistics.median(theirs)


def _seconds(name: str, rounds: list[float]) -> str:
    return _row(name, f"{statistics.median(rounds):.2f} s ({min(rounds):.2f} to {max(rounds):.2f})")


def _row(name: str, text: str) -> str:
    return f"{name:<{_WIDTH}}{text}"


def _goal(name: str, text: str, goal: str, *, reached: bool) -> str:
    return f"goal: {name:<{_WIDTH - 6}}{text:<10}{goal:<16}{'reached' if reached else 'MISSED'}"
