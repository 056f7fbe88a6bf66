"""Which charts there are, by name.

A chart is a function from a request to a drawing, with a class for its options. This module finds and runs them; it builds
no specification and draws nothing.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import ModuleType

from dateline.charts.drawing import ChartRequest, Drawing
from dateline.charts.options import Options, option_fields, read_options
from dateline.errors import QueryError
from dateline.model import Basemap, Period
from dateline.query import Desk

BUILT_IN = (
    "dateline.charts.weekly",
    "dateline.charts.places",
    "dateline.charts.map",
    "dateline.charts.matrix",
    "dateline.charts.categories",
    "dateline.charts.coverage",
)


@dataclass(frozen=True, slots=True)
class Chart:
    """A named chart: its options, and the function that prepares it. `file` is where a newsroom's own one is written."""

    name: str
    options: type[Options]
    function: Callable[[ChartRequest], Drawing]
    words: str = ""
    file: str | None = None

    @property
    def about(self) -> str:
        """One line for authors."""
        return self.words or (self.function.__doc__ or "").strip().partition("\n")[0]

    def __call__(self, request: ChartRequest) -> Drawing:
        return self.function(request)


def chart(name: str, options: type[Options] = Options) -> Callable[[Callable[[ChartRequest], Drawing]], Chart]:
    """Make a function a chart that authors can name: `@chart("weekly", WeeklyOptions)`."""

    def named(function: Callable[[ChartRequest], Drawing]) -> Chart:
        return Chart(name, options, function)

    return named


class Shelf(Mapping[str, Chart]):
    """Charts whose names are known and whose code is run only once one of them is wanted: running it takes half a second."""

    def __init__(self, ready: Mapping[str, Chart], names: Iterable[str], fetch: Callable[[], Mapping[str, Chart]]) -> None:
        self._ready = ready
        self._names = tuple(sorted(names))
        self._fetch = functools.cache(fetch)

    def __getitem__(self, name: str) -> Chart:
        if name in self._ready:
            return self._ready[name]
        if name not in self._names:
            raise KeyError(name)
        return self._fetch()[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._ready
        yield from self._names

    def __len__(self) -> int:
        return len(self._ready) + len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._ready or name in self._names


@dataclass(frozen=True)
class Registry:
    """The charts of a build, and what lies beneath maps in projects that have a base map.

    `exploring`: whether readers can explore the events behind those that say `explore: true`.
    """

    charts: Mapping[str, Chart]
    basemap: Basemap | None = None
    exploring: bool = True

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
        """Rows, words and plot of a chart. Raises QueryError with all that is wrong in its name or its options."""
        found = self.find(name)
        try:
            options = read_options(found.options, raw, desk.words.names, name)
            drawing = found(ChartRequest(desk, scope, options, self.basemap))
            return replace(drawing, explore=True) if options.explore and self.exploring else drawing
        except QueryError as error:
            others = _unknown_values(raw, option_fields(found.options), desk)
            said = {one.message for one in error.each}
            raise QueryError.together([error, *(other for other in others if other.message not in said)]) from None


def _unknown_values(raw: Mapping[str, object], options: Iterable[str], desk: Desk) -> Iterator[QueryError]:
    """Filters whose value the record does not know, one by one: a question stops at the first that is wrong."""
    for name, value in raw.items():
        if name in desk.words.names and name not in options:
            try:
                desk.words.scope({name: value}, None)
            except QueryError as error:
                if error.code.startswith("unknown-"):
                    yield error


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
