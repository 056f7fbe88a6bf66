"""Which charts there are, by name.

A chart is a function from a request to a drawing, with a class for its options. This module finds and runs them; it builds
no specification and draws nothing.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType

from dateline.charts.drawing import ChartRequest, Drawing
from dateline.charts.options import Options, read_options
from dateline.errors import QueryError
from dateline.model import Period
from dateline.query import Desk

BUILT_IN = ("dateline.charts.weekly", "dateline.charts.places")


@dataclass(frozen=True, slots=True)
class Chart:
    """A named chart: its options, and the function that prepares it. `about` is one line for authors."""

    name: str
    options: type[Options]
    function: Callable[[ChartRequest], Drawing]

    @property
    def about(self) -> str:
        return (self.function.__doc__ or "").strip().partition("\n")[0]

    def __call__(self, request: ChartRequest) -> Drawing:
        return self.function(request)


def chart(name: str, options: type[Options] = Options) -> Callable[[Callable[[ChartRequest], Drawing]], Chart]:
    """Make a function a chart that authors can name: `@chart("weekly", WeeklyOptions)`."""

    def named(function: Callable[[ChartRequest], Drawing]) -> Chart:
        return Chart(name, options, function)

    return named


@dataclass(frozen=True)
class Registry:
    """The charts of a build."""

    charts: Mapping[str, Chart]

    @classmethod
    def of(cls, modules: Iterable[ModuleType]) -> Registry:
        """Every chart that the modules define. Raises QueryError where two have one name."""
        found: dict[str, Chart] = {}
        for module in modules:
            for entry in vars(module).values():
                if isinstance(entry, Chart) and found.setdefault(entry.name, entry) is not entry:
                    message = f"two charts are named '{entry.name}'"
                    raise QueryError(message, f"rename the one in {module.__name__}", "duplicate-chart")
        return cls(found)

    def find(self, name: str) -> Chart:
        """The chart of that name. Raises QueryError (unknown-chart) with a did-you-mean."""
        if name not in self.charts:
            raise QueryError.unknown("chart", name, self.charts, "the charts of this site")
        return self.charts[name]

    def prepare(self, name: str, raw: Mapping[str, object], desk: Desk, scope: Period | None) -> Drawing:
        """Rows, words and plot of a chart. Raises QueryError for anything wrong in its name or its options."""
        found = self.find(name)
        options = read_options(found.options, raw, desk.words.names, name)
        return found(ChartRequest(desk, scope, options))


@functools.cache
def built_in() -> Registry:
    """The charts that come with Dateline."""
    return Registry.of(importlib.import_module(name) for name in BUILT_IN)


def find(name: str) -> Chart:
    """A chart that comes with Dateline, by name. Raises QueryError (unknown-chart)."""
    return built_in().find(name)


def prepare(name: str, raw: Mapping[str, object], desk: Desk, scope: Period | None) -> Drawing:
    """Rows, words and plot of a chart that comes with Dateline. Raises QueryError."""
    return built_in().prepare(name, raw, desk, scope)
