"""What a newsroom's own chart is written with: the decorator `chart`, options with their types, and the site's colours.

    from dateline.charts.own import chart, colour

    @chart("monthly", by="month")
    def monthly(rows, options, width):
        \"\"\"Dots by calendar month.\"\"\"
        dots = alt.Chart(alt.InlineData(rows)).mark_point(color=colour("c1"))
        return dots.encode(x="low:Q", y="name:N", description="words:N")

The function only draws. The question, the table, the summary, the sources and the checks are Dateline's. docs/charts.md
explains all of it, with an example. Nothing here knows files: `code` runs the newsroom's, `registry` collects them.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dateline.charts.canvas import ARROW
from dateline.charts.code import ChartCode, ChartCodeError
from dateline.charts.drawing import ChartRequest, Column, Drawing, KeyEntry, source_ids
from dateline.charts.options import Options, asked, day_option, flag_option, number_option, option, text_option
from dateline.charts.own_plot import OwnPlot, draw_own, plain_options
from dateline.charts.own_rows import TIMES, OwnRow, Story, story_of
from dateline.charts.own_words import headline, key, noun, subtitle, summary
from dateline.charts.places import PlacesOptions
from dateline.charts.speaking import speaker
from dateline.charts.theme import LIGHT, SIZE, colour, series_role, text_width
from dateline.charts.wording import capital
from dateline.errors import QueryError, Spot
from dateline.model import parse_day

__all__ = [
    "ARROW",
    "LIGHT",
    "SIZE",
    "KeyEntry",
    "Options",
    "OwnChart",
    "PlacesOptions",
    "Story",
    "chart",
    "choice",
    "colour",
    "day",
    "flag",
    "headline",
    "key",
    "number",
    "series_role",
    "subtitle",
    "summary",
    "text",
    "text_width",
]

Draw = Callable[[list[dict[str, Any]], Any, int], Any]
"""Rows as plain dictionaries, the options, a width in px: an Altair chart."""
Say = Callable[[Story], str]
Spoken = tuple[tuple[str, ...], tuple[KeyEntry, ...]]
"""Title, subtitle and summary; and the key."""
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def text(default: str | None, about: str) -> Any:
    """An option that takes a text."""
    return _option(default, text_option, about)


def number(default: int, low: int, high: int, about: str) -> Any:
    """An option that takes a whole number from `low` to `high`."""
    return _option(default, number_option(low, high), about)


def day(default: str | None, about: str) -> Any:
    """An option that takes a day."""
    return _option(parse_day(default) if default else None, _day_text, about)


def choice(default: str, allowed: Iterable[str], about: str) -> Any:
    """An option that takes one of some words."""
    words = tuple(allowed)

    def read(value: object, name: str) -> str:
        if value not in words:
            raise QueryError.unknown("value", value, words, f"option '{name}'")
        return str(value)

    read.__doc__ = f"{' or '.join(f'`{word}`' for word in words)}."
    return _option(default, read, about)


def flag(default: bool, about: str) -> Any:  # noqa: FBT001 - the default is what a flag is
    """An option that takes true or false."""
    return _option(default, flag_option, about)


def _day_text(value: object, name: str) -> str:
    """A day written YYYY-MM-DD."""
    return str(day_option(value, name))


def _option(default: object, read: Callable[[object, str], Any], about: str) -> Any:
    return dataclasses.field(default=str(default) if isinstance(default, dt.date) else default, metadata=option(read, about))


@dataclass(frozen=True)
class OwnChart:
    """A chart of the newsroom: what its rows are split by, how it is drawn, and what is said in other words than usual."""

    name: str
    by: str
    options: type[Options]
    draw: Draw
    spot: Spot
    words: tuple[Say, Say, Say]
    signs: Callable[[Story], Iterable[KeyEntry]]

    @property
    def about(self) -> str:
        """One line for authors."""
        return (self.draw.__doc__ or "").strip().partition("\n")[0]

    def prepare(self, code: ChartCode, request: ChartRequest) -> Drawing:
        """Rows, words and plot. Raises QueryError for what the author asked, ChartCodeError for what the newsroom's code does."""
        story = self._story(request)
        (title, under, said), signs = self._spoken_apart(code, request)
        rows = tuple(_row(row) for row in story.rows)
        plot = OwnPlot(code, self._file, self.name, tuple(story.plain()), self._plain_options(request.options), code.beneath)
        labels = tuple(story.words(row) for row in story.rows)
        return Drawing(
            draw=draw_own,
            plot=plot,
            title=request.options.title or title,
            subtitle=under,
            columns=tuple(_columns(story)),
            rows=rows,
            marks=len(rows),
            total=story.answer,
            sum_of="total",
            summary=said,
            source_ids=source_ids([story.answer]),
            key=signs,
            # Days without a report belong to no report: rows of reports do not account for them.
            complete=self.by != "report" or not story.answer.uncovered,
            labels=labels,
            made_at=self.spot,
        )

    @property
    def _file(self) -> str:
        return self.spot.file.rpartition("/")[2].removesuffix(".py")

    def _story(self, request: ChartRequest) -> Story:
        answer = asked(request.options, request.scope, request.desk)
        try:
            return story_of(answer, self.by, request.options)
        except QueryError as error:
            if error.code == "unknown-dimension":
                message = f"chart '{self.name}' is split by '{self.by}', which this record does not know"
                raise ChartCodeError.placed(message, error.help, self.spot) from None
            raise

    def _spoken_apart(self, code: ChartCode, request: ChartRequest) -> Spoken:
        """What it says; in a process of its own where the words are the newsroom's."""
        if (*self.words, self.signs) == (headline, subtitle, summary, key):
            return self.spoken(code, request)
        spoken: Spoken = speaker(code).ask(self._file, self.name, request, self.spot)
        return spoken

    def spoken(self, code: ChartCode, request: ChartRequest) -> Spoken:
        """What it says, and its key. Raises ChartCodeError."""
        story = self._story(request)
        return self._said(code, story), self._key(code, story)

    def _said(self, code: ChartCode, story: Story) -> tuple[str, ...]:
        texts = []
        for what, say in zip(("title", "subtitle", "summary"), self.words, strict=True):
            said = self._called(code, say, story)
            if not isinstance(said, str) or not said.strip():
                message = f"the {what} of chart '{self.name}' is {said!r}, not a text"
                raise ChartCodeError.placed(message, "return a sentence", self.spot)
            texts.append(said.strip())
        return tuple(texts)

    def _key(self, code: ChartCode, story: Story) -> tuple[KeyEntry, ...]:
        return tuple(self._called(code, lambda story: list(self.signs(story)), story))

    def _called(self, code: ChartCode, function: Callable[[Story], Any], story: Story) -> Any:
        doing = f"chart '{self.name}' cannot be prepared"
        with code.watched(doing, self.spot), code.answering(doing, self.spot, allowed=(QueryError,)):
            return function(story)

    def _plain_options(self, options: Options) -> dict[str, Any]:
        try:
            return dict(plain_options(options))
        except ValueError as error:
            message = f"option '{error}' of chart '{self.name}' reads as something that is not plain data"
            raise ChartCodeError.placed(
                message, "let it read as a text, a number, true or false, or a list of these", self.spot
            ) from None


def chart(
    name: str,
    *,
    by: str,
    options: type[Options] = Options,
    title: Say = headline,
    subtitle: Say = subtitle,
    summary: Say = summary,
    key: Callable[[Story], Iterable[KeyEntry]] = key,
) -> Callable[[Draw], OwnChart]:
    """Make a function a chart that articles can name.

    `by` is what the rows are split by: `week`, `day`, `month`, `country`, `place`, `report`, or a category such as `target`.
    Headline, measure, summary and key are computed; a function that is given the `Story` says something else.
    Raises ChartCodeError, when the file is run, for what cannot be a chart.
    """

    def made(function: Draw) -> OwnChart:
        code = function.__code__
        spot = Spot(code.co_filename, code.co_firstlineno)
        _check(name, function, options, spot)
        return OwnChart(name, by, options, function, spot, (title, subtitle, summary), key)

    return made


def _check(name: str, function: Draw, options: object, spot: Spot) -> None:
    for message, way_out in _faults(name, function, options):
        raise ChartCodeError.placed(message, way_out, spot)


def _faults(name: object, function: Draw, options: object) -> Iterator[tuple[str, str]]:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        yield f"{name!r} cannot be the name of a chart", "use small letters, digits and hyphens, such as 'by-month'"
    try:
        inspect.signature(function).bind([], None, 0)
    except TypeError:
        yield f"the function of chart '{name}' does not take what it is given", "write `def name(rows, options, width):`"
    if not (function.__doc__ or "").strip():
        yield f"chart '{name}' does not say what it shows", "begin its function with a docstring: authors read the first line"
    if not (isinstance(options, type) and issubclass(options, Options) and dataclasses.is_dataclass(options)):
        yield f"the options of chart '{name}' are no class of options", "write a frozen dataclass that inherits from Options"


def _columns(story: Story) -> Iterator[Column]:
    unit = story.measure.many
    yield Column("id", "Id", audience="files")
    yield Column("name", capital(noun(story)))
    if story.by in TIMES:
        yield Column("start", "From", "date", audience="files")
        yield Column("end", "To", "date", audience="files")
    yield Column("total", capital(unit), "count", unit)


def _row(row: OwnRow) -> dict[str, Any]:
    days = {"start": row.period.start, "end": row.period.end} if row.period else {}
    return {"id": row.key, "name": row.name, **days, "total": row.count}
