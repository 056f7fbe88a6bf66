"""Which corrections changed the numbers and charts of a page, found by asking its own questions before and after each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dateline.charts import Drawing, Registry
from dateline.charts.wording import capital
from dateline.corrections.differences import UNASKED, ChartChange, Difference
from dateline.corrections.steps import Step
from dateline.counting.weeks import week_of
from dateline.errors import QueryError
from dateline.figure.table import shown_columns, table_rows
from dateline.markdown.numbers import of_days, question
from dateline.model import Frozen, Period
from dateline.query import Answer, Desk
from dateline.render import Evaluated, Expressions, author_names

MOST_ROWS = 3
"""So many rows of a chart are named."""


class Effect(Frozen, frozen=True):
    """What corrections (their ids) changed on a page: its numbers, and its charts."""

    corrections: tuple[str, ...]
    numbers: tuple[Difference, ...]
    charts: tuple[ChartChange, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure of a page as it was ordered: its id, its chart by name, the options of its block."""

    figure: str
    name: str
    options: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks: its days, its expressions with what they give now, its figures."""

    scope: Period | None
    numbers: tuple[tuple[str, Evaluated], ...]
    charts: tuple[Chart, ...]


def effects_of(page: Asked, steps: Iterable[Step], registry: Registry) -> tuple[Effect, ...]:
    """What each step changed on a page, in their order; nothing for steps that changed nothing there."""
    all_steps = tuple(steps)
    if not all_steps:
        return ()
    drawings = _Drawings(page.scope, registry, all_steps[-1].after)
    return tuple(effect for step in all_steps if (effect := _effect(page, step, drawings)))


def _effect(page: Asked, step: Step, drawings: _Drawings) -> Effect | None:
    numbers = tuple(dict.fromkeys(_numbers(page, step)))
    charts = tuple(change for chart in page.charts if (change := _chart(chart, step, drawings)))
    return Effect(tuple(correction.id for correction in step.corrections), numbers, charts) if numbers or charts else None


def _numbers(page: Asked, step: Step) -> Iterator[Difference]:
    touched = [raw for raw, now in page.numbers if now.used and step.may_change(now.used)]
    if not touched:
        return
    before, after = _expressions(step.before, page.scope), _expressions(step.after, page.scope)
    for raw in dict.fromkeys(touched):
        was, now = _evaluated(before, raw), _evaluated(after, raw)
        if now is not None and (was is None or was.text != now.text):
            yield _difference(was, now)


def _expressions(desk: Desk, scope: Period | None) -> Expressions:
    return Expressions({**desk.namespace(scope), **author_names(desk.record.sources)})


def _evaluated(expressions: Expressions, raw: str) -> Evaluated | None:
    try:
        return expressions.evaluate(raw)
    except QueryError:
        return None


def _difference(was: Evaluated | None, now: Evaluated) -> Difference:
    """A number before and after; counts in digits, however the page writes them."""
    answers = now.answers
    if len(answers) == 1 and now.shows(answers[0]):
        asked, before = answers[0], was.answers if was else ()
        old = str(before[0].count) if was and len(before) == 1 and was.shows(before[0]) else was.text if was else UNASKED
        return Difference(capital(question(asked)), old, str(asked.count))
    return Difference(capital(_calculated(now, answers)), was.text if was else UNASKED, now.text)


def _calculated(now: Evaluated, answers: tuple[Answer, ...]) -> str:
    days = of_days(now)
    if days:
        return days
    asked = [question(answer) for answer in answers]
    if now.made_by == "share" and len(asked) == 2:
        return f"the share of {asked[0]}, in {asked[1]}"
    if now.made_by == "change" and len(asked) == 2:
        return f"the change from {asked[1]} to {asked[0]}"
    return f"a number calculated from {asked[0]}{f', and {len(asked) - 1} more' if len(asked) > 1 else ''}"


@dataclass(frozen=True)
class _Drawings:
    """The rows of a page's charts at several desks, each made once. `newest` is the desk of what is published now."""

    scope: Period | None
    registry: Registry
    newest: Desk
    _made: dict[tuple[int, str], Drawing | None] = field(default_factory=dict)

    def at(self, desk: Desk, chart: Chart) -> Drawing | None:
        """The rows of a chart; None where it has nothing to draw."""
        key = (id(desk), chart.figure)
        if key not in self._made:
            try:
                self._made[key] = self.registry.prepare(chart.name, chart.options, desk, self.scope)
            except QueryError:
                self._made[key] = None
        return self._made[key]


def _chart(chart: Chart, step: Step, drawings: _Drawings) -> ChartChange | None:
    if not step.moves_the_ends and not step.touches(_days_of(chart, drawings.scope, step.after)):
        return None
    was, now, newest = (drawings.at(desk, chart) for desk in (step.before, step.after, drawings.newest))
    if now is None or newest is None:
        return None
    return _compared(chart, newest.title, was, now)


def _days_of(chart: Chart, scope: Period | None, desk: Desk) -> Period | None:
    """The days that a chart may show, the reporting weeks whole that they begin and end in; None for all."""
    if any(name in chart.options for name in ("week", "month", "day", "start", "end")):
        return None
    ends = []
    for name, day in (("from", scope and scope.start), ("to", scope and scope.end)):
        given = chart.options.get(name, day)
        try:
            ends.append(given if isinstance(given, dt.date) else dt.date.fromisoformat(str(given)))
        except ValueError:
            return None
    rules = desk.record.dataset.weeks
    return Period(week_of(rules, ends[0]).start, week_of(rules, ends[1]).end) if ends[0] <= ends[1] else None


def _compared(chart: Chart, title: str, was: Drawing | None, now: Drawing) -> ChartChange | None:
    """The rows that differ, each told by its first cell."""
    if was is None:
        return ChartChange(chart.figure, title, (), _more_rows(len(now.rows), 0))
    columns = shown_columns(now)
    old, new = _rows(was), _rows(now)
    changed = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    if not changed and was.total.count == now.total.count:
        return None
    number = next((n for n, column in enumerate(columns[1:]) if column.key == now.sum_of), 0)
    first = tuple(
        Difference(name[0], _cell(old.get(name), number), _cell(new.get(name), number))
        for name in changed
        if _cell(old.get(name), number) != _cell(new.get(name), number)
    )
    named = first[:MOST_ROWS]
    return ChartChange(chart.figure, title, named, _more_rows(len(changed), len(named)))


def _more_rows(changed: int, named: int) -> str:
    """How many rows differ besides those that are named: `one row is different`, `2 more rows are different`."""
    left = changed - named
    if left < 1:
        return ""
    if named:
        return f"{left:,} more {'row is' if left == 1 else 'rows are'} different"
    return "one row is different" if left == 1 else f"{left:,} rows are different"


def _rows(drawing: Drawing) -> dict[tuple[str, int], tuple[str, ...]]:
    """The cells of each row by its head; heads that come again are numbered."""
    seen: Counter[str] = Counter()
    rows = {}
    for row in table_rows(drawing):
        rows[(row.head, seen[row.head])] = row.cells
        seen[row.head] += 1
    return rows


def _cell(cells: tuple[str, ...] | None, number: int) -> str:
    return "not there" if cells is None else cells[number] if number < len(cells) else ""
