"""The rows of a figure for people and for machines: table cells in words, and CSV.

In CSV a count is three columns: the lowest; the named part, which may lie there besides because an event or a range names
the row among others; and the highest, empty where nobody knows. No cell starts a formula.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.cells import safe_cell
from dateline.charts import Column, Drawing
from dateline.charts.wording import in_full
from dateline.counting.bounds import Count
from dateline.query.words import reader_day

NOT_KNOWN = "no report"
COUNT_ENDS = ("low", "named", "high")
"""What the names of a count's columns in CSV end with."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as a reader sees it: the first cell heads it, `cells` are the texts of the others."""

    head: str
    cells: tuple[str, ...]


def shown_columns(drawing: Drawing) -> tuple[Column, ...]:
    """The columns that readers see."""
    return tuple(column for column in drawing.columns if column.audience != "files")


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column as a reader sees it: its label with the unit, and `aria-sort` of the one that rows go by."""

    label: str
    numeric: bool
    sort: str | None = None


def headings(drawing: Drawing) -> tuple[Heading, ...]:
    """The heads of the columns that readers see."""
    order = order_of(drawing)
    return tuple(_heading(column, order) for column in shown_columns(drawing))


def _heading(column: Column, order: Order | None) -> Heading:
    unit = column.unit if column.unit and column.unit.casefold() not in column.label.casefold() else None
    label = f"{column.label} ({unit})" if unit else column.label
    return Heading(label, column.numeric, order.direction if order and order.column is column else None)


@dataclass(frozen=True, slots=True)
class Order:
    """What the rows go by: a column that readers see, and `ascending` or `descending`.

    `last`: so many rows at the end stand apart, because they hold what belongs to no other row.
    """

    column: Column
    direction: str
    last: int = 0


MOST_LAST = 2
"""So many rows at the end of a table may stand apart: the others together, and what has no place."""


def order_of(drawing: Drawing) -> Order | None:
    """What the rows go by: their days, upwards, or else a number, the highest certain one first. None if by neither."""
    shown = shown_columns(drawing)
    if len(drawing.rows) < 2 or not shown:
        return None
    for column in drawing.columns:
        days = [day for row in drawing.rows if isinstance(day := row.get(column.key), dt.date)]
        if column.kind == "date" and len(days) == len(drawing.rows) and days == sorted(days):
            return Order(column if column in shown else shown[0], "ascending")
    # What all parts add up to says more of an order than a part that happens to have the same.
    numeric = sorted((column for column in shown if column.numeric), key=lambda column: column.key != drawing.sum_of)
    found = (_ranking(column, drawing) for column in numeric)
    return next((order for order in found if order), None)


def _ranking(column: Column, drawing: Drawing) -> Order | None:
    values = [_certain(row.get(column.key)) for row in drawing.rows]
    for last in range(MOST_LAST + 1):
        ranked = values[: len(values) - last]
        if len(ranked) > 1 and len(set(ranked)) > 1 and ranked == sorted(ranked, reverse=True):
            return Order(column, "descending", last)
    return None


def _certain(value: Any) -> float:
    """What a cell surely says; what nobody reported ranks below all that somebody did."""
    if isinstance(value, Count):
        return value.low
    return value if isinstance(value, int | float) else -1


def order_in_words(drawing: Drawing) -> str | None:
    """What the rows go by, in a sentence."""
    order = order_of(drawing)
    if order is None:
        return None
    if order.direction == "ascending":
        return "Sorted by date, the earliest first."
    apart = ", what stands apart last" if order.last else ""
    return f"Sorted by {order.column.label[:1].lower()}{order.column.label[1:]}, the highest certain number first{apart}."


def filed_columns(drawing: Drawing) -> tuple[Column, ...]:
    """The columns that files hold."""
    return tuple(column for column in drawing.columns if column.audience != "readers")


def table_rows(drawing: Drawing) -> tuple[TableRow, ...]:
    """The rows in words, in the order of `shown_columns`."""
    columns = shown_columns(drawing)
    rows = (tuple(in_words(row.get(column.key), column) for column in columns) for row in drawing.rows)
    return tuple(TableRow(cells[0], cells[1:]) for cells in rows)


def in_words(value: Any, column: Column) -> str:
    """A cell for readers: `5 April 2018`, `1,015`; a count with all that is known of it, `at least 4, possibly 7 or more`."""
    if value is None:
        return NOT_KNOWN if column.kind == "count" else ""
    if isinstance(value, dt.date):
        return reader_day(value)
    if isinstance(value, Count):
        return in_full(value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def csv_bytes(drawing: Drawing) -> bytes:
    """The same rows as CSV, UTF-8 with a header line."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header(drawing))
    for row in drawing.rows:
        writer.writerow([cell for column in filed_columns(drawing) for cell in csv_cells(row.get(column.key), column)])
    return text.getvalue().encode()


def header(drawing: Drawing) -> list[str]:
    """The names of the CSV's columns."""
    return [name for column in filed_columns(drawing) for name in _names(column)]


def _names(column: Column) -> Iterator[str]:
    if column.kind == "count":
        yield from (f"{column.key}_{end}" for end in COUNT_ENDS)
    else:
        yield column.key


def csv_cells(value: Any, column: Column) -> list[str]:
    """A cell as CSV columns: three for a count, one for anything else."""
    if column.kind == "count":
        known = (None, None, None) if value is None else (value.low, value.named, value.high)
        return ["" if number is None else str(number) for number in known]
    if value is None:
        return [""]
    if isinstance(value, dt.date | int | Count):
        return [str(value)]
    return [safe_cell(str(value))]
