"""The newsroom's own charts, collected from their code and put beside those that come with Dateline.

Here belongs what a project's charts/ may hold: charts with names of their own, and everything that is wrong with that, at once.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from dateline.charts.code import ChartCode, ChartCodeError, file_of
from dateline.charts.own import OwnChart
from dateline.charts.registry import Chart, Registry, Shelf, built_in
from dateline.errors import Problem, Spot


@dataclass(frozen=True)
class Collection:
    """The charts that some code holds, by name, and what is wrong with it."""

    charts: Mapping[str, Chart]
    problems: tuple[Problem, ...]


def collect(code: ChartCode) -> Collection:
    """Run every file of charts/. What is wrong with one does not hide what is wrong with the others."""
    found: dict[str, OwnChart] = {}
    problems: list[Problem] = []
    for name in code.names:
        try:
            charts = [entry for entry in vars(code.module(name)).values() if isinstance(entry, OwnChart)]
        except ChartCodeError as error:
            problems.append(error.at(None))
            continue
        own = [chart for chart in charts if chart.spot.file == file_of(name)]
        if not own:
            way_out = "decorate a function with @chart(...), or start the file's name with an underscore if it only helps others"
            problems.append(Problem("bad-chart", f"{file_of(name)} defines no chart", Spot(file_of(name)), way_out))
        problems += _clashes(own, found)
    return Collection({name: _chart(own, code) for name, own in sorted(found.items())}, tuple(problems))


def _clashes(charts: Iterable[OwnChart], found: dict[str, OwnChart]) -> list[Problem]:
    """Take up the charts of a file; what is said of names that are taken."""
    problems = []
    for own in charts:
        first = found.setdefault(own.name, own)
        if own.name in built_in().charts:
            message = f"a chart named '{own.name}' comes with Dateline"
            problems.append(Problem("duplicate-chart", message, own.spot, "give this one another name"))
        elif first is not own:
            message = f"a chart named '{own.name}' is already at {first.spot}"
            problems.append(Problem("duplicate-chart", message, own.spot, "give one of the two another name"))
    return problems


def _chart(own: OwnChart, code: ChartCode) -> Chart:
    return Chart(own.name, own.options, functools.partial(own.prepare, code), own.about, own.spot.file)


def registry_of(names: Iterable[str], fetch: Callable[[], Mapping[str, Chart]]) -> Registry:
    """All charts of a project: those that come with Dateline, and its own, which are fetched when one of them is wanted."""
    return Registry(Shelf(built_in().charts, names, fetch))
