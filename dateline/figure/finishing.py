"""A figure put together: what a drawing and its rows become once the drawing is there. Checked before it is given.

Here belongs which parts and files a figure has. Who draws, what is kept, and what figures are called is decided elsewhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import msgspec

from dateline.addresses import figure_file
from dateline.charts import Drawing, KeyEntry
from dateline.charts.exploring import Exploring
from dateline.counting.regions import Scope
from dateline.errors import Spot
from dateline.figure.artist import Drawn
from dateline.figure.checks import check_figure
from dateline.figure.explore import explore_file
from dateline.figure.parts import AsOf, FigureTemplates, publishers
from dateline.figure.standalone import standalone
from dateline.figure.table import TableRow, csv_bytes, headings, table_rows
from dateline.model import Record, Source
from dateline.query import Answer, Desk

NAMED = 4
"""So many publishers are named in the source line of a picture; more are counted."""


class Asked(msgspec.Struct, frozen=True):
    """What a figure counts: a measure's id, and the scopes of its total; and the sources behind it."""

    measure: str
    scopes: tuple[Scope, ...]
    source_ids: tuple[str, ...]

    @classmethod
    def by(cls, drawing: Drawing) -> Asked:
        """What a drawing counts."""
        return cls(drawing.total.measure.id, drawing.total.scopes, drawing.source_ids)

    def answer(self, desk: Desk) -> Answer:
        """The total of the figure, asked again."""
        return Answer(desk, desk.measures[self.measure], self.scopes)


class Finished(msgspec.Struct, frozen=True):
    """A finished figure, apart from who ordered it. Words are plain text; HTML and files are complete.

    `frame_html` is the HTML of the plot with places for the drawings, which are `svgs` by the name of their width: trimmed,
    and without ids of their own yet. `credit` names the publishers behind it; `as_of` is the day up to which its
    sources speak (`as_of`), None where it has none. `files` are its downloads by their paths below the site's root, apart
    from pictures, which are painted meanwhile. `columns` and `rows` are its table in words. `asked` is what it counts in all.
    """

    asked: Asked
    title: str
    subtitle: str
    summary: str
    key: tuple[KeyEntry, ...]
    source_ids: tuple[str, ...]
    credit: str
    as_of: dt.date | None
    frame_html: str
    notes_html: str
    svgs: dict[str, str]
    files: dict[str, bytes]
    columns: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()


class Finishing:
    """Puts figures together for one record, with the newsroom's templates."""

    def __init__(self, templates: list[Path], record: Record) -> None:
        self._templates = FigureTemplates(templates, record)
        self._record = record

    def finished(self, name: str, drawing: Drawing, drawn: Drawn, spot: Spot | None) -> Finished:
        """The figure. Raises ContentError at `spot` when its parts do not agree with its rows."""
        table, rows = table_rows(drawing), csv_bytes(drawing)
        check_figure(name, drawing, drawn, table, rows, spot)
        sources = [self._record.sources[source] for source in drawing.source_ids if source in self._record.sources]
        credit, day = self._credit(sources), as_of(sources, self._record)
        exploring = Exploring(drawing.total) if drawing.explore else None
        return Finished(
            asked=Asked.by(drawing),
            title=drawing.title,
            subtitle=drawing.subtitle,
            summary=drawing.summary,
            key=drawing.key,
            source_ids=tuple(source.id for source in sources),
            credit=credit,
            as_of=day.day if day else None,
            frame_html=self._templates.plot(name, drawing),
            notes_html=self._templates.notes(name, drawing, table, sources, day, exploring.address if exploring else None),
            svgs=drawn.svgs,
            files={
                figure_file(name, "csv"): rows,
                figure_file(name, "svg"): standalone(name, drawing, drawn.svgs["wide"], credit),
                figure_file(name, "json"): drawn.spec.encode() + b"\n",
                **({figure_file(name, "explore.json"): explore_file(exploring, spot)} if exploring else {}),
            },
            columns=tuple(heading.label for heading in headings(drawing)),
            rows=table,
        )

    def _credit(self, sources: list[Source]) -> str:
        """The source line of a picture that stands by itself."""
        known = [publisher.name for publisher in publishers(sources)]
        more = f" and {len(known) - NAMED} more" if len(known) > NAMED else ""
        named = ", ".join(known[:NAMED]) + more
        return f"Source: {named}. Counted by {self._record.dataset.publisher}." if named else self._record.dataset.publisher


def as_of(sources: Iterable[Source], record: Record) -> AsOf | None:
    """Up to when some sources speak: the day when the newest was published, or the last day that their reports cover.

    Not every source says when it was published; none was before its report ended. None without sources.
    """
    known = {source.id: source.published for source in sources}
    published = max((day for day in known.values() if day), default=None)
    covered = max((report.period.end for report in record.reports.values() if report.source in known), default=None)
    if published and (covered is None or published >= covered):
        return AsOf(published, published=True)
    return AsOf(covered, published=False) if covered else None
