"""The rows of a figure for people and for machines: table cells in words, and CSV.

In CSV a count is two columns, lowest and highest; highest is empty where nobody knows. No cell starts a formula.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.charts import Column, Drawing
from dateline.counting.bounds import Count
from dateline.query.words import reader_day

NOT_KNOWN = "no report"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as a reader sees it: the first cell heads it, `cells` are the texts of the others."""

    head: str
    cells: tuple[str, ...]


def shown_columns(drawing: Drawing) -> tuple[Column, ...]:
    """The columns that readers see."""
    return tuple(column for column in drawing.columns if column.audience != "files")


def filed_columns(drawing: Drawing) -> tuple[Column, ...]:
    """The columns that files hold."""
    return tuple(column for column in drawing.columns if column.audience != "readers")


def table_rows(drawing: Drawing) -> tuple[TableRow, ...]:
    """The rows in words, in the order of `shown_columns`."""
    columns = shown_columns(drawing)
    rows = (tuple(in_words(row.get(column.key), column) for column in columns) for row in drawing.rows)
    return tuple(TableRow(cells[0], cells[1:]) for cells in rows)


def in_words(value: Any, column: Column) -> str:
    """A cell for readers: `0 to 3`, `5 April 2018`, `1,015`; `at least 4, possibly 7 or more` where a range is open besides."""
    if value is None:
        return NOT_KNOWN if column.kind == "count" else ""
    if isinstance(value, dt.date):
        return reader_day(value)
    if isinstance(value, Count) and value.open != 0 and value.named:
        return f"{value}, possibly {value.low + value.named:,} or more"
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
        yield f"{column.key}_low"
        yield f"{column.key}_high"
    else:
        yield column.key


def csv_cells(value: Any, column: Column) -> list[str]:
    """A cell as CSV columns: two for a count, one for anything else."""
    if column.kind == "count":
        return ["", ""] if value is None else [str(value.low), "" if value.high is None else str(value.high)]
    if value is None:
        return [""]
    if isinstance(value, dt.date | int | Count):
        return [str(value)]
    text = str(value)
    return [f"'{text}" if text.startswith(_FORMULA) else text]
