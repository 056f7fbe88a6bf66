"""What the bars of the weekly chart are stacked by: the parts of every bar, with their names and colours.

A bar may only be stacked by what splits its count: no part may count what another one counts. Countries, places and, for
what a category lists (targets), its kinds and effects do. Strikes by kind of target do not: one strike may hit several
kinds and would stand in the bar several times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.charts import theme
from dateline.charts.wording import capital
from dateline.counting.bounds import Count
from dateline.counting.regions import Scope
from dateline.errors import QueryError
from dateline.model import Category
from dateline.query import Answer, Row

COLOURS = len(theme.SERIES)
_LIMITS = ("countries", "places", "homes", "category", "kinds", "effects")
_COLUMNS = ("period", "start", "end", "days", "total", "coverage", "others")


@dataclass(frozen=True)
class Part:
    """A part of every bar: its key in table and CSV, its name, its colour, and what a question is limited to for it.

    `phrase` follows "6 of them": `in Iraq`, `destroyed`; None where no phrase reads well.
    """

    key: str
    name: str
    role: str
    limits: Mapping[str, object]
    phrase: str | None = None

    def of(self, answer: Answer) -> Count:
        """How much of an answer is of this part."""
        return answer.narrowed(**self.limits).count


@dataclass(frozen=True)
class Series:
    """The parts of every bar, none if bars are not stacked; `by` is what they differ in, `rest` what is of no stated part."""

    by: str
    parts: tuple[Part, ...]
    rest: str

    @property
    def names(self) -> dict[str, str]:
        return {part.key: part.name for part in self.parts}

    @property
    def roles(self) -> dict[str, str]:
        return {part.key: part.role for part in self.parts}

    @property
    def is_stacked(self) -> bool:
        """Whether there is more than one part, so that colours mean something."""
        return len(self.parts) > 1


def series_of(answer: Answer, colour: str | None) -> Series:
    """The parts that an author's `colour` asks for (None: countries). Raises QueryError where there is no such split."""
    dataset = answer.desk.record.dataset
    word = dataset.country_word
    if colour == "none":
        return Series("", (), "")
    if colour in (None, word):
        return Series(word, _countries(answer), f"{word} not stated")
    if colour == "place":
        return Series("place", _ranked(answer, "place", "places"), "no single place stated")
    for category in dataset.categories.values():
        if colour == category.id:
            _check_split(answer, category, colour)
            return Series(category.one, _kinds(answer, category), f"{category.one} not stated")
        if category.effect and colour == category.effect:
            _check_split(answer, category, colour)
            # As in the chart of categories: effects do not have the colours of countries.
            first = theme.first_role(len(dataset.countries), len(category.effects))
            return Series(colour, _in_order(answer, colour, list(category.effects), first=first), f"{colour} not stated")
    known = [word, "place", *(name for c in dataset.categories.values() for name in (c.id, c.effect) if name), "none"]
    raise QueryError.unknown("colour", colour, known, "chart 'weekly'")


def _check_split(answer: Answer, category: Category, colour: str) -> None:
    if answer.measure.id == category.key:
        return
    one, many = answer.measure.one, answer.measure.many
    message = f"{many} cannot be stacked by '{colour}': one {one} may count for several, and the parts would be more than all"
    way_out = (
        f"count the {category.many} themselves with `measure: {category.key}`, or only some {many} with `{category.id}: ...`"
    )
    raise QueryError(message, way_out, "bad-option")


def _countries(answer: Answer) -> tuple[Part, ...]:
    return _in_order(answer, answer.desk.record.dataset.country_word, list(answer.desk.record.dataset.countries), within="in ")


def _in_order(answer: Answer, dimension: str, ids: Sequence[str], within: str = "", first: int = 0) -> tuple[Part, ...]:
    """Parts in the order of the dataset, so that each keeps its colour in every chart."""
    rows = sorted(answer.by(dimension).rows, key=lambda row: ids.index(row.key))
    own = [row for row in rows if len(ids) <= COLOURS or ids.index(row.key) < COLOURS - 1]
    parts = [_part(row, theme.series_role(first + ids.index(row.key), len(ids)), f"{within}{row.label}") for row in own]
    return (*parts, *_others(rows[len(own) :], f"any other {dimension}"))


def _kinds(answer: Answer, category: Category) -> tuple[Part, ...]:
    if len(category.kinds) <= COLOURS:
        return _in_order(answer, category.id, list(category.kinds))
    return _ranked(answer, category.id, f"kinds of {category.one}")


def _ranked(answer: Answer, dimension: str, many: str) -> tuple[Part, ...]:
    """The parts that are certain to count most over all weeks, and all others together."""
    rows = sorted(answer.by(dimension).rows, key=lambda row: (-row.count.low, -row.count.named, row.label, row.key))
    shown = len(rows) if len(rows) <= COLOURS else COLOURS - 1
    at = "at " if dimension == "place" else None
    parts = [
        _part(row, theme.SERIES[index], None if at is None else f"{at}{row.label}") for index, row in enumerate(rows[:shown])
    ]
    return (*parts, *_others(rows[shown:], f"{len(rows) - shown} other {many}"))


def _part(row: Row, role: str, phrase: str | None) -> Part:
    key = f"{row.key}-part" if row.key in _COLUMNS else row.key
    return Part(key, capital(row.label), role, _limits([row.answer.scope]), phrase)


def _others(rows: Sequence[Row], name: str) -> tuple[Part, ...]:
    """All further rows as one part, in the last colour."""
    if not rows:
        return ()
    if len(rows) == 1:
        return (_part(rows[0], theme.SERIES[-1], None),)
    return (Part("others", capital(name), theme.SERIES[-1], _limits([row.answer.scope for row in rows])),)


def _limits(scopes: Sequence[Scope]) -> dict[str, object]:
    """What limits a scope in area and kind, for several scopes together."""
    return {name: _together([getattr(scope, name) for scope in scopes]) for name in _LIMITS}


def _together(values: Sequence[object]) -> object:
    sets = [value for value in values if isinstance(value, frozenset)]
    return frozenset().union(*sets) if sets and len(sets) == len(values) else values[0]
