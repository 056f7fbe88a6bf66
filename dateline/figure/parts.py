"""A figure as HTML: what stands around the drawings, rendered by the newsroom's templates. No counting and no drawing here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from dateline.charts import WIDTHS, Drawing
from dateline.figure.svg import with_ids
from dateline.figure.table import TableRow, headings, order_in_words
from dateline.model import Record, Source
from dateline.query.words import reader_day
from dateline.render import page_environment

BASE = "\x02dateline-base\x03"
"""Stands for the page's way to the root of the site; whoever knows the page replaces it. No text may hold these characters."""
FEW = 3
"""So many sources are named in the source line; more are counted there, and listed on the figure's own page."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Whose documents stand behind a figure, and how many."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class AsOf:
    """Up to when the sources of a figure speak: the day when the newest was `published`, else the last that they cover."""

    day: dt.date
    published: bool


class FigureTemplates:
    """The two partial templates of a figure, `partials/figure-plot.html` and `partials/figure-notes.html`."""

    def __init__(self, directories: list[Path], record: Record) -> None:
        self._environment = page_environment(directories)
        self._record = record

    def plot(self, name: str, drawing: Drawing) -> str:
        """Headline, measure, key, and a place for the drawing in every width: `with_drawings` fills them."""
        places = {width: _place(width) for width in WIDTHS}
        return self._render("plot", id=name, drawing=drawing, svgs=places)

    def notes(
        self,
        name: str,
        drawing: Drawing,
        table: tuple[TableRow, ...],
        sources: Sequence[Source],
        as_of: AsOf | None,
        explore: str | None = None,
    ) -> str:
        """Sources, summary, table and downloads. `as_of`: up to when the sources speak; `explore`: where its events can be."""
        return self._render(
            "notes",
            id=name,
            base=BASE,
            drawing=drawing,
            columns=headings(drawing),
            order=order_in_words(drawing),
            rows=table,
            sources=sources,
            as_of=as_of and reader_day(as_of.day),
            published=as_of is not None and as_of.published,
            few=len(sources) <= FEW,
            publishers=publishers(sources),
            explore=explore,
        )

    def _render(self, part: str, **values: Any) -> str:
        return self._environment.get_template(f"partials/figure-{part}.html").render(values)


def with_drawings(name: str, frame: str, svgs: dict[str, str]) -> str:
    """The HTML of a plot with its drawings in their places, each with ids of its own."""
    for width, svg in svgs.items():
        frame = frame.replace(_place(width), with_ids(svg, f"{name}-{width}"))
    return frame


def _place(width: str) -> Markup:
    return Markup("<!--drawing:{}-->").format(width)


def publishers(sources: Iterable[Source]) -> list[Publisher]:
    """Whose documents they are, most first."""
    number: dict[str, int] = {}
    for source in sources:
        number[source.publisher] = number.get(source.publisher, 0) + 1
    return [Publisher(name, count) for name, count in sorted(number.items(), key=lambda entry: (-entry[1], entry[0]))]
