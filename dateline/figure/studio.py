"""Where articles order figures and collect them finished: rows and words at once, the drawing meanwhile, checked at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from dateline.charts import WIDTHS, Drawing, Registry, built_in
from dateline.errors import ContentError, Problem, QueryError, Spot
from dateline.figure.artist import Alone, Artist, Crew, Drawn, Specs
from dateline.figure.cache import FigureCache, Fingerprint
from dateline.figure.checks import check_figure
from dateline.figure.parts import FigureTemplates, publishers
from dateline.figure.renderer import DrawingError, undrawable
from dateline.figure.slots import Part, fill_slots
from dateline.figure.standalone import standalone
from dateline.figure.table import csv_bytes, table_rows
from dateline.model import SLUG, Period, Record
from dateline.query import Desk


@dataclass(frozen=True)
class FigureOrder:
    """What a chart block asks for.

    `scope` is the page's period, `file` its path relative to the project, `slug` what ids of its figures begin with,
    `number` which figure of the page this is (from 1), and `spot` where the block stands.
    """

    chart: str
    options: Mapping[str, object]
    scope: Period | None
    file: str
    slug: str
    number: int = 1
    spot: Spot | None = None


@dataclass(frozen=True)
class Figure:
    """A finished figure: HTML for its two slots, and its downloads."""

    id: str
    plot_html: str
    notes_html: str
    csv: bytes
    svg: bytes
    spec: bytes
    order: FigureOrder
    drawing: Drawing

    def part(self, part: Part) -> str:
        """The HTML of a slot."""
        return self.plot_html if part == "plot" else self.notes_html


@dataclass
class _Job:
    """An order under way: kept by the cache already, or begun by the artist."""

    order: FigureOrder
    drawing: Drawing
    key: str
    kept: Drawn | None
    specs: Specs
    begun: object = None
    figure: Figure | None = None


class Studio:
    """All figures of one build. `workers` > 0: so many processes draw in the background; `cache` None: nothing is kept."""

    def __init__(
        self,
        record: Record,
        desk: Desk,
        *,
        templates: list[Path],
        cache: Path | None,
        workers: int = 0,
        registry: Registry | None = None,
    ) -> None:
        self._record = record
        self._desk = desk
        self._templates = FigureTemplates(templates, record)
        self._registry = registry or built_in()
        self._cache = FigureCache(cache)
        self._fingerprint = Fingerprint()
        self._workers = workers
        self._jobs: dict[str, _Job] = {}
        # Warming up costs a second of each process: spent at once when all has to be drawn, else not before it is needed.
        self._artist: Artist | None = self._hired() if self._cache.is_empty else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _hired(self) -> Artist:
        return Crew(self._workers) if self._workers > 0 else Alone()

    def order(self, order: FigureOrder) -> str:
        """Prepare a figure and begin to draw it; gives its id. Raises QueryError for anything wrong in the block."""
        drawing = self._registry.prepare(order.chart, order.options, self._desk, order.scope)
        name = self._name(order)
        _check_text(drawing)
        if not drawing.rows or not drawing.marks:
            message = f"chart '{order.chart}' has nothing to draw: {drawing.total.in_words()}"
            raise QueryError(message, "widen its period or its filters, or take the block out", "empty-chart")
        self._jobs[name] = self._begun(order, drawing)
        return name

    def _name(self, order: FigureOrder) -> str:
        given = order.options.get("id")
        if given is not None:
            return self._free(str(given), order)
        name, number = f"{order.slug}-{order.chart}", 1
        while (taken := self._jobs.get(_numbered(name, number))) and taken.order.file == order.file:
            number += 1
        return self._free(_numbered(name, number), order)

    def _free(self, name: str, order: FigureOrder) -> str:
        if not SLUG.fullmatch(name):
            message = f"'{name}' cannot be the id of a figure"
            raise QueryError(message, "use small letters, digits and hyphens, such as 'week-by-week'", "bad-id")
        if name in self._jobs:
            taken = self._jobs[name].order
            where = f" at {taken.spot}" if taken.spot else f" in {taken.file}"
            message = f"a figure with the id '{name}' is already{where}"
            raise QueryError(message, f"give this {order.chart} chart another one: `id: ...`", "duplicate-id")
        return name

    def _begun(self, order: FigureOrder, drawing: Drawing) -> _Job:
        try:
            key = self._fingerprint.key(drawing)
        except TypeError as error:
            message = f"chart '{order.chart}' has a plot that is not plain data: {error}"
            raise QueryError(message, "put numbers, texts, dates, lists and frozen dataclasses into it", "bad-chart") from None
        job = _Job(order, drawing, key, self._cache.read(key), {})
        if job.kept is None:
            self._begin(job)
        return job

    def _begin(self, job: _Job) -> None:
        job.kept = None
        job.specs = {name: job.drawing.draw(job.drawing.plot, width).to_dict() for name, width in WIDTHS.items()}
        job.begun = self._artist_at_work().begin(job.specs)

    def _artist_at_work(self) -> Artist:
        if self._artist is None:
            self._artist = self._hired()
        return self._artist

    def __contains__(self, name: object) -> bool:
        return name in self._jobs

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all figures ordered, sorted."""
        return tuple(sorted(self._jobs))

    def figure(self, name: str) -> Figure:
        """The finished figure. Raises ContentError at the order's spot if it cannot be drawn, or is not true to its rows."""
        job = self._jobs[name]
        if job.figure is None:
            job.figure = self._finished(name, job, self._drawn(name, job))
        return job.figure

    def _drawn(self, name: str, job: _Job) -> Drawn:
        if job.kept is not None:
            return job.kept
        try:
            return self._artist_at_work().finish(job.begun, job.specs)
        except DrawingError as error:
            message = f"figure '{name}' ({job.order.chart}) cannot be drawn: {error}"
            raise ContentError(Problem("figure-failed", message, job.order.spot)) from None

    def _finished(self, name: str, job: _Job, drawn: Drawn) -> Figure:
        drawing = job.drawing
        table, rows = table_rows(drawing), csv_bytes(drawing)
        check_figure(name, drawing, drawn, table, rows, job.order.spot)
        if job.kept is None:
            self._cache.write(job.key, drawn)
        return Figure(
            id=name,
            plot_html=self._templates.plot(name, drawing, drawn),
            notes_html=self._templates.notes(name, drawing, table),
            csv=rows,
            svg=standalone(name, drawing, drawn.svgs["wide"], self._source_line(drawing)),
            spec=drawn.spec.encode() + b"\n",
            order=job.order,
            drawing=drawing,
        )

    def _source_line(self, drawing: Drawing) -> str:
        sources = [self._record.sources[name] for name in drawing.source_ids if name in self._record.sources]
        named = ", ".join(publisher.name for publisher in publishers(sources)[:4])
        return f"Source: {named}. Counted by {self._record.dataset.publisher}." if named else self._record.dataset.publisher

    def fill(self, html: str) -> str:
        """A page with its slots filled. Raises ContentError as `figure` does."""
        return fill_slots(html, self._jobs, lambda name, part: self.figure(name).part(part))

    def forget(self, file: str) -> None:
        """Drop the orders of an article, because it is rendered again."""
        self._jobs = {name: job for name, job in self._jobs.items() if job.order.file != file}

    def close(self) -> None:
        """Stop drawing. Figures that are finished stay."""
        if self._artist is not None:
            self._artist.close()
            self._artist = None


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}-{number}"


def _check_text(drawing: Drawing) -> None:
    for text in (drawing.title, drawing.subtitle, drawing.summary):
        found = undrawable(text)
        if found:
            message = f"the title of the chart holds the character {found}, which no page can show"
            raise QueryError(message, "take it out", "bad-option")
