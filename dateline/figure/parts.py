"""A figure as HTML: what stands around the plot, rendered by the newsroom's templates. No counting and no drawing here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from dateline.charts import Drawing
from dateline.figure.artist import Drawn
from dateline.figure.svg import with_ids
from dateline.figure.table import TableRow, shown_columns
from dateline.model import Record, Source
from dateline.render import page_environment

BASE = "@@dateline-base@@"
"""Stands for the page's way to the root of the site; whoever knows the page replaces it."""
FEW = 3
"""So many sources are named in the source line; more are counted there, and listed under the table."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Whose documents stand behind a figure, and how many."""

    name: str
    number: int


class FigureTemplates:
    """The two partial templates of a figure, `partials/figure-plot.html` and `partials/figure-notes.html`."""

    def __init__(self, directories: list[Path], record: Record) -> None:
        self._environment = page_environment(directories)
        self._record = record

    def plot(self, name: str, drawing: Drawing, drawn: Drawn) -> str:
        """Headline, measure, key and the drawing in every width."""
        # The SVG is our own, escaped by the serialiser that wrote it.
        svgs = {width: Markup(with_ids(text, f"{name}-{width}")) for width, text in drawn.svgs.items()}  # noqa: S704
        return self._render("plot", id=name, drawing=drawing, svgs=svgs)

    def notes(self, name: str, drawing: Drawing, table: tuple[TableRow, ...]) -> str:
        """Sources, summary, table and downloads."""
        sources = [self._record.sources[name] for name in drawing.source_ids if name in self._record.sources]
        return self._render(
            "notes",
            id=name,
            base=BASE,
            drawing=drawing,
            columns=shown_columns(drawing),
            rows=table,
            sources=sources,
            few=len(sources) <= FEW,
            publishers=publishers(sources),
        )

    def _render(self, part: str, **values: Any) -> str:
        return self._environment.get_template(f"partials/figure-{part}.html").render(values)


def publishers(sources: Iterable[Source]) -> list[Publisher]:
    """Whose documents they are, most first."""
    number: dict[str, int] = {}
    for source in sources:
        number[source.publisher] = number.get(source.publisher, 0) + 1
    return [Publisher(name, count) for name, count in sorted(number.items(), key=lambda entry: (-entry[1], entry[0]))]
