"""Where articles order figures and collect them finished: rows and words at once, the drawing meanwhile, checked at the end."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from dateline.addresses import figure_file
from dateline.charts import ChartCodeError, Drawing, Registry, built_in
from dateline.errors import ContentError, Problem, QueryError
from dateline.figure.artist import Alone, Artist, Crew, Drawn, Sketch
from dateline.figure.cache import FigureCache, Fingerprint, FinishedFigures
from dateline.figure.figures import Figure, FigureOrder
from dateline.figure.finishing import Asked, Finishing
from dateline.figure.naming import name_of
from dateline.figure.pictures import Pictures
from dateline.figure.renderer import DrawingError, undrawable
from dateline.figure.slots import fill_slots
from dateline.model import Record
from dateline.query import Desk

PICTURE_SCALE = 2
"""So many times as large as its SVG is the PNG of a figure."""


@dataclass
class _Job:
    """An order under way: kept by the cache already, or begun by the artist. `whole`: what the figure will be kept under."""

    order: FigureOrder
    drawing: Drawing
    key: str
    kept: Drawn | None
    sketch: Sketch
    whole: str | None = None
    begun: object = None


class Studio:
    """All figures of one build. `workers` > 0: so many processes draw in the background; `cache` None: nothing is kept.

    With `apart`, charts of the newsroom's own are drawn in a process beside this one even where no workers are: their code may
    end the process that runs it, and a preview has to go on.

    `digest` stands for all that the record says and for the code that counts and draws: with it, a finished figure is kept
    under what was ordered, and need not even be counted again.
    """

    def __init__(
        self,
        record: Record,
        desk: Desk,
        *,
        templates: list[Path],
        cache: Path | None,
        workers: int = 0,
        registry: Registry | None = None,
        digest: str | None = None,
        apart: bool = False,
    ) -> None:
        self._desk = desk
        self._finishing = Finishing(templates, record)
        self._registry = registry or built_in()
        self._cache = FigureCache(cache)
        self._finished = FinishedFigures(cache / "finished" if cache and digest else None, digest or "", templates)
        self._fingerprint = Fingerprint()
        self._workers = workers
        self._apart = apart and workers == 0
        self._aside: Artist | None = None
        self._jobs: dict[str, _Job] = {}
        self._figures: dict[str, Figure] = {}
        self.pictures = Pictures(cache / "pictures" if cache else None, self._artist_at_work)
        # Warming up costs a second of each process: spent at once when all has to be drawn, else not before it is needed.
        self._artist: Artist | None = self._hired(early=True) if self._cache.is_empty else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _hired(self, *, early: bool = False) -> Artist:
        return Crew(self._workers, early=early) if self._workers > 0 else Alone()

    def order(self, order: FigureOrder) -> str:
        """Prepare a figure and begin to draw it; gives its id. Raises QueryError for anything wrong in the block."""
        name = name_of(order, self.ordered)
        whole = self._finished.key(name, order.chart, order.options, order.scope)
        finished = self._finished.read(whole)
        if finished is not None:
            self._keep(name, Figure(name, order, finished))
            return name
        self._collect_ready()
        drawing = self._registry.prepare(order.chart, order.options, self._desk, order.scope)
        _check_text(drawing)
        if not drawing.rows or not drawing.marks:
            message = f"chart '{order.chart}' has nothing to draw: {drawing.total.in_words()}"
            raise QueryError(message, "widen its period or its filters, or take the block out", "empty-chart")
        self._jobs[name] = self._begun(order, drawing)
        self._jobs[name].whole = whole
        return name

    def ordered(self, name: str) -> FigureOrder | None:
        """What was ordered under an id; None for nothing."""
        if name in self._figures:
            return self._figures[name].order
        return self._jobs[name].order if name in self._jobs else None

    def drawing(self, name: str) -> Drawing:
        """Rows, words and plot of a figure that was prepared here; one that was kept finished has none: ask without a cache."""
        return self._jobs[name].drawing

    def drawn_as(self, name: str) -> str:
        """What a prepared figure's drawing is kept under: its plot, and the code that draws it."""
        return self._jobs[name].key

    def asked(self, name: str) -> Asked:
        """What a figure counts; it need not be drawn for that."""
        figure = self._figures.get(name)
        return figure.finished.asked if figure else Asked.by(self._jobs[name].drawing)

    def _begun(self, order: FigureOrder, drawing: Drawing) -> _Job:
        try:
            key = self._fingerprint.key(drawing)
        except TypeError as error:
            message = f"chart '{order.chart}' has a plot that is not plain data: {error}"
            raise QueryError(message, "put numbers, texts, dates, lists and frozen dataclasses into it", "bad-chart") from None
        job = _Job(order, drawing, key, self._cache.read(key), Sketch(drawing.draw, drawing.plot))
        if job.kept is None:
            self._begin(job)
        return job

    def _begin(self, job: _Job) -> None:
        job.kept = None
        job.begun = self._artist_of(job).begin(job.sketch)

    def _artist_of(self, job: _Job) -> Artist:
        if not self._apart or job.drawing.made_at is None:
            return self._artist_at_work()
        if self._aside is None:
            self._aside = Crew(1)
        return self._aside

    def _artist_at_work(self) -> Artist:
        if self._artist is None:
            self._artist = self._hired()
        return self._artist

    def __contains__(self, name: object) -> bool:
        return name in self._jobs or name in self._figures

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all figures ordered, sorted."""
        return tuple(sorted({*self._jobs, *self._figures}))

    def figure(self, name: str) -> Figure:
        """The finished figure. Raises ContentError at the order's spot if it cannot be drawn, or is not true to its rows."""
        if name not in self._figures:
            job = self._jobs[name]
            self._keep(name, self._finish(name, job, self._drawn(name, job)))
        return self._figures[name]

    def _keep(self, name: str, figure: Figure) -> None:
        """Have its picture painted at once, while others are still drawn."""
        self._figures[name] = figure
        self.pictures.begin(figure_file(name, "png"), figure.file("svg"), PICTURE_SCALE, figure.order.spot)

    def _collect_ready(self) -> None:
        """Finish what was drawn meanwhile. What cannot be finished is said when it is asked for."""
        for name, job in self._jobs.items():
            if name not in self._figures and self._artist is not None and self._artist.ready(job.begun):
                with contextlib.suppress(ContentError):
                    self.figure(name)

    def _drawn(self, name: str, job: _Job) -> Drawn:
        if job.kept is not None:
            return job.kept
        try:
            return self._artist_of(job).finish(job.begun, job.sketch)
        except DrawingError as error:
            message = f"figure '{name}' ({job.order.chart}) cannot be drawn: {error}"
            raise ContentError(Problem("figure-failed", message, job.drawing.made_at or job.order.spot)) from None
        except ChartCodeError as error:
            raise ContentError(error.at(job.order.spot)) from None

    def _finish(self, name: str, job: _Job, drawn: Drawn) -> Figure:
        finished = self._finishing.finished(name, job.drawing, drawn, job.order.spot)
        if job.kept is None:
            self._cache.write(job.key, drawn)
        if job.whole is not None:
            self._finished.write(job.whole, finished)
        return Figure(name, job.order, finished)

    def fill(self, html: str) -> str:
        """A page with its slots filled. Raises ContentError as `figure` does."""
        return fill_slots(html, self, lambda name, part: self.figure(name).part(part))

    def forget(self, file: str) -> None:
        """Drop the orders of an article, because it is rendered again."""
        self._jobs = {name: job for name, job in self._jobs.items() if job.order.file != file}
        self.pictures.forget(figure_file(name, "png") for name, figure in self._figures.items() if figure.order.file == file)
        self._figures = {name: figure for name, figure in self._figures.items() if figure.order.file != file}

    def close(self) -> None:
        """Stop drawing. Figures that are finished stay."""
        for artist in (self._artist, self._aside):
            if artist is not None:
                artist.close()
        self._artist = self._aside = None


def _check_text(drawing: Drawing) -> None:
    for text in (drawing.title, drawing.subtitle, drawing.summary):
        found = undrawable(text)
        if found:
            message = f"the title of the chart holds the character {found}, which no page can show"
            raise QueryError(message, "take it out", "bad-option")
