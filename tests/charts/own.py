"""Chart code for tests, as a newsroom writes it, and what becomes of it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.charts import ChartCode, Drawing, Registry
from dateline.charts.collecting import Collection, collect, registry_of
from dateline.errors import ContentError, Problem, Spot
from dateline.figure import Figure, FigureOrder, Studio
from dateline.model import Record
from dateline.query import Desk
from tests.factories import event, record, report, seed_report
from tests.figure.cases import TEMPLATES

HEAD = """
import altair as alt
from dateline.charts.own import *
from dataclasses import dataclass
"""
DOTS = """
def dots(rows, **encoding):
    encoding = {"y": alt.Y("name:N", title=None), "description": "words:N", **encoding}
    base = alt.Chart(alt.InlineData(rows)).encode(**encoding)
    known = base.transform_filter("datum.low != null").mark_circle(color=colour("c1"), opacity=1)
    known = known.encode(x=alt.X("low:Q", title=None))
    gaps = base.transform_filter("datum.low == null").mark_tick(color=colour("hatch")).encode(x=alt.value(0))
    return alt.layer(known, gaps)
"""
BY_COUNTRY = """
@chart("by-country", by="country")
def by_country(rows, options, width):
    '''Dots by country.'''
    return dots(rows)
"""
RECORD = record(
    seed_report(),
    report("2018-06-30", "2018-06-01/2018-06-30", events=[event("x", "2018-06-05", "baghdad", strikes=4)]),
)
"""A week in March and April and all of June; no report covers May."""
SPOT = Spot("content/articles/week.md", 14, 1)


def written(*texts: str, **files: str) -> ChartCode:
    """Chart code: `texts` together are charts/own.py, `files` are others."""
    own = {"own": HEAD + DOTS + "".join(texts)} if texts else {}
    return ChartCode(tuple(sorted({**own, **{name: textwrap.dedent(text) for name, text in files.items()}}.items())))


def line_of(code: ChartCode, text: str, file: str = "own") -> int:
    """The number of the line that holds `text`."""
    lines = dict(code.files)[file].splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def collected(code: ChartCode) -> Collection:
    return collect(code)


def registry(code: ChartCode) -> Registry:
    charts = collect(code)
    assert charts.problems == (), charts.problems
    return registry_of(charts.charts, lambda: charts.charts)


def prepared(code: ChartCode, name: str, raw: Mapping[str, object] | None = None, made: Record = RECORD) -> Drawing:
    return registry(code).prepare(name, raw or {}, Desk(made), None)


@dataclass(frozen=True)
class Outcome:
    """A figure, or the problems that there are instead."""

    figure: Figure | None
    problems: tuple[Problem, ...] = ()

    @property
    def only(self) -> Problem:
        assert len({problem.code for problem in self.problems}) == 1, self.problems
        return self.problems[0]


def drawn(code: ChartCode, name: str, made: Record = RECORD, workers: int = 0, **options: Any) -> Outcome:
    """The chart `name` as a figure of a page."""
    with Studio(made, Desk(made), templates=[TEMPLATES], cache=None, workers=workers, registry=registry(code)) as studio:
        order = FigureOrder(name, options, None, "content/articles/week.md", "week", 1, SPOT)
        try:
            return Outcome(studio.figure(studio.order(order)))
        except ContentError as error:
            return Outcome(None, error.problems)
