"""The rows of a newsroom's own chart: the answer to its question, split, with a row for what belongs to none.

Here belongs which rows there are and what a drawing function is told of each. What is said of them all is in `own_words`,
how they are drawn is the newsroom's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from dateline.charts import theme
from dateline.charts.options import Options
from dateline.charts.places_words import PlacesStory
from dateline.charts.wording import capital, in_full, on_bar
from dateline.counting.bounds import ZERO, Count
from dateline.counting.meters import TallyMeter
from dateline.errors import QueryError
from dateline.model import Measure, Period
from dateline.query import Answer, Row, Table
from dateline.query.answers import ranked

TIMES = ("day", "week", "month")
"""What is split by time: rows stay in the order of their days, and those without a report are rows, too."""
TOP = 15

Kind = Literal["row", "others", "rest"]


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A row: a month, a place, ... (`row`), the places that are not shown by name (`others`), what belongs to no row (`rest`).

    `count` is None where no report covers it.
    """

    key: str
    name: str
    count: Count | None
    period: Period | None = None
    country: str | None = None
    kind: Kind = "row"

    @property
    def known(self) -> Count | None:
        """The count, unless all that is known is "at least 0": that is drawn as no number, never as zero."""
        if self.count is None or (self.count.open != 0 and not self.count.low and not self.count.named):
            return None
        return self.count


@dataclass(frozen=True)
class Story:
    """What a chart is about: the question, what it is split by, and its rows. `words` of it are in `own_words`."""

    answer: Answer
    by: str
    rows: tuple[OwnRow, ...]

    @property
    def measure(self) -> Measure:
        return self.answer.measure

    @property
    def period(self) -> Period:
        return self.answer.period

    @property
    def total(self) -> Count:
        return self.answer.count

    @cached_property
    def counted(self) -> tuple[OwnRow, ...]:
        """The rows that some report gives a number for, without what belongs to no row."""
        return tuple(row for row in self.rows if row.known is not None and row.kind != "rest")

    @cached_property
    def missing(self) -> tuple[OwnRow, ...]:
        """The rows that nothing can be drawn of: no report, or none that gives a number."""
        return tuple(row for row in self.rows if row.known is None and row.kind != "rest")

    @property
    def rest(self) -> OwnRow | None:
        """What belongs to no row: nobody stated where, or what it was."""
        return next((row for row in self.rows if row.kind == "rest"), None)

    @cached_property
    def countries(self) -> dict[str, str]:
        """The countries of the dataset, id to name."""
        return {entry.id: entry.name for entry in self.answer.desk.record.dataset.countries.values()}

    def words(self, row: OwnRow) -> str:
        """A row in words: what its mark has to be described with."""
        where = f"{row.name}, {self.countries[row.country]}" if row.country and self.by != "country" else row.name
        if row.count is None:
            return f"{where}: no report"
        if row.known is None:
            return f"{where}: no report gives a number of {self.measure.many}"
        return f"{where}: {in_full(row.count, self.measure)}"

    def role(self, row: OwnRow) -> str:
        """The colour role of a row: its country's, as in every other chart; the first colour where rows have none."""
        if row.known is None:
            return "hatch"
        if row.country in self.countries:
            return theme.series_role(list(self.countries).index(row.country), len(self.countries))
        return theme.SERIES[0] if row.kind == "row" else "rest"

    def plain(self) -> list[dict[str, Any]]:
        """The rows as a drawing function gets them."""
        return [self._plain(row, number) for number, row in enumerate(self.rows)]

    def _plain(self, row: OwnRow, number: int) -> dict[str, Any]:
        known, country = row.known, row.country
        return {
            "key": row.key,
            "order": number,
            "name": row.name,
            "kind": row.kind,
            "low": known.low if known else None,
            "most": known.low + known.named if known else None,
            "high": known.high if known else None,
            "named": known.named if known else None,
            "open": known.open if known else None,
            "least": bool(known and known.open != 0),
            "count": str(known) if known else self._no_number(row),
            "short": on_bar(known) if known else "",
            "start": str(row.period.start) if row.period else None,
            "end": str(row.period.end) if row.period else None,
            "days": row.period.days if row.period else None,
            "country": country,
            "country_name": self.countries[country] if country else None,
            "colour": theme.colour(self.role(row)),
            "words": self.words(row),
        }

    @staticmethod
    def _no_number(row: OwnRow) -> str:
        return "no report" if row.count is None else "no number"


def story_of(answer: Answer, by: str, options: Options) -> Story:
    """The rows of an answer split by `by`. Raises QueryError for what the record cannot be split by."""
    table = answer.by(by)
    _refuse_overlaps(answer, by)
    if by in TIMES:
        return Story(answer, by, tuple(_time_row(row) for row in table.rows))
    if by == "place":
        return Story(answer, by, tuple(_place_rows(answer, table, getattr(options, "top", TOP))))
    return Story(answer, by, tuple(_other_rows(answer, table)))


def _refuse_overlaps(answer: Answer, by: str) -> None:
    """One strike may hit targets of several kinds: it would stand in several rows, which then add up to more than there was."""
    categories = answer.desk.record.dataset.categories.values()
    of = next((category for category in categories if by in (category.id, category.effect)), None)
    if of is not None and not isinstance(answer.desk.ledger(answer.measure.id).meter, TallyMeter):
        message = f"{answer.measure.many} cannot be drawn by {by}: one of them may be of several kinds, and would count in each"
        raise QueryError(message, f"count the {of.many} themselves: `measure: {of.key}`", "bad-option")


def _time_row(row: Row) -> OwnRow:
    unknown = row.coverage == "none" and not row.count.low and not row.count.named
    return OwnRow(row.key, row.label, None if unknown else row.count, row.period)


def _place_rows(answer: Answer, table: Table, top: int) -> Iterator[OwnRow]:
    kinds: dict[str, Kind] = {"place": "row", "others": "others", "rest": "rest"}
    for line in PlacesStory(answer, table, top).lines:
        yield OwnRow(line.key, line.name, line.count, None, line.country, kinds[line.kind])


def _other_rows(answer: Answer, table: Table) -> Iterator[OwnRow]:
    rows = ranked(table.rows) if table.dimension != answer.desk.record.dataset.country_word else table.rows
    for row in rows:
        yield OwnRow(row.key, row.label, row.count, row.period, row.country)
    rest = table.rest or ZERO
    if table.dimension == answer.desk.record.dataset.country_word:
        rest = Count(max(0, answer.count.low - sum(row.count.low for row in table.rows)))
    if rest.low or rest.named or rest.open:
        yield OwnRow("not-stated", f"{capital(table.dimension)} not stated", rest, kind="rest")
