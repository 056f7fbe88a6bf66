"""What a chart is asked for and what it answers: rows, words and a way to draw them.

Types only. A drawing holds no SVG, no HTML and no files; the figure layer makes those from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from dateline.charts.options import Options
    from dateline.errors import Spot
    from dateline.model import Basemap, Period
    from dateline.query import Answer, Desk

Kind = Literal["text", "date", "number", "count"]
Mark = Literal["solid", "dot", "light", "hatch", "least", "onward", "zero", "near", "link"]


class ChartLike(Protocol):
    """An Altair chart, or anything else that gives a Vega-Lite specification as a dictionary."""

    def to_dict(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class ChartRequest:
    """What a chart function is given: the desk to ask, the page's period (None: the whole record), and its own options.

    `basemap` is what lies beneath maps, in projects that have one.
    """

    desk: Desk
    scope: Period | None
    options: Options
    basemap: Basemap | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the data table and the CSV.

    `kind` says what its cells hold: `count` a Count (None: no report), written as three columns in CSV: lowest, named
    besides (what may lie there because it is named there among others), and highest, empty where nobody knows.
    `audience`: a column may be for readers only (a period in words) or for files only (its first and last day).
    """

    key: str
    label: str
    kind: Kind = "text"
    unit: str | None = None
    audience: Literal["all", "readers", "files"] = "all"

    @property
    def numeric(self) -> bool:
        return self.kind in ("number", "count")


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """An entry of the legend: a kind of mark, the colour role it has (`c1`, `rest`) and what it means."""

    mark: Mark
    role: str
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a chart function returns.

    `draw(plot, width)` gives the chart for a width in CSS px; it may use nothing else, since drawings are kept under the
    bytes of `plot` and the code of `draw` (which therefore is a function of a module, not a lambda). `plot` is a frozen
    dataclass, or plain lists and dictionaries.
    `rows` are the rows of table and CSV: texts, days, numbers and Counts by the keys of the columns. Those of column
    `sum_of` must add up to `total`; `parts` are columns that split `sum_of` within each row. `marks` is how many marks
    with a description the SVG must hold.
    `complete`: the rows leave nothing of the total out (so that exact rows add up exactly).
    `labels`: what the marks must be described with, each once; None where their number is enough. `made_at`: where the
    chart is written, if it is the newsroom's own and what is wrong with it has to be mended there.
    `explore`: whether readers can explore the events behind `total`; set by the registry from the block's option.
    """

    draw: Callable[[Any, int], ChartLike]
    plot: object
    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[dict[str, Any], ...]
    marks: int
    total: Answer
    sum_of: str
    summary: str
    source_ids: tuple[str, ...]
    key: tuple[KeyEntry, ...]
    parts: tuple[str, ...] = ()
    complete: bool = True
    labels: tuple[str, ...] | None = None
    made_at: Spot | None = None
    explore: bool = False


def source_ids(answers: Iterable[Answer]) -> tuple[str, ...]:
    """The sources behind some answers, each once, in the order of their reports."""
    return tuple(dict.fromkeys(report.source for answer in answers for report in answer.reports()))
