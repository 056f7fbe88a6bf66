"""Cells for readers and for files."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest

from dateline.charts import Column
from dateline.counting.bounds import Count
from dateline.figure.table import csv_bytes, csv_cells, header, in_words, shown_columns, table_rows
from tests.figure.cases import seed

COUNT = Column("total", "Strikes", "count")
TEXT = Column("name", "Place")


@pytest.mark.parametrize(
    ("value", "column", "words", "cells"),
    [
        (Count(9), COUNT, "9", ["9", "9"]),
        (Count(0, 3), COUNT, "0 to 3", ["0", "3"]),
        (Count(1015, 0, None), COUNT, "at least 1,015", ["1015", ""]),
        (Count(4, 3, 2), COUNT, "at least 4, possibly 7 or more", ["4", "9"]),
        (None, COUNT, "no report", ["", ""]),
        (None, TEXT, "", [""]),
        (dt.date(2018, 4, 5), Column("start", "From", "date"), "5 April 2018", ["2018-04-05"]),
        (10, Column("days", "Days", "number"), "10", ["10"]),
        ("Al Qaim", TEXT, "Al Qaim", ["Al Qaim"]),
        ("=HYPERLINK(1)", TEXT, "=HYPERLINK(1)", ["'=HYPERLINK(1)"]),
        ("+1", TEXT, "+1", ["'+1"]),
        ("-1", TEXT, "-1", ["'-1"]),
        ("@x", TEXT, "@x", ["'@x"]),
        ("\tx", TEXT, "\tx", ["'\tx"]),
    ],
)
def test_cells(value: Any, column: Column, words: str, cells: list[str]) -> None:
    assert in_words(value, column) == words
    assert csv_cells(value, column) == cells


def test_the_csv_has_a_header_and_the_tables_rows() -> None:
    drawing = seed("places")
    lines = list(csv.reader(io.StringIO(csv_bytes(drawing).decode())))
    assert lines[0] == header(drawing) == ["id", "name", "country", "total_low", "total_high"]
    assert lines[1:3] == [["baghdad", "Baghdad", "Iraq", "1", "1"], ["abu-kamal", "Abu Kamal", "Syria", "0", "3"]]
    assert len(lines) - 1 == len(table_rows(drawing)) == 7


def test_readers_see_periods_and_files_hold_days() -> None:
    drawing = seed()
    assert [column.key for column in shown_columns(drawing)] == ["period", "iraq", "syria", "total", "coverage"]
    assert header(drawing)[:3] == ["start", "end", "days"]
    assert "period" not in header(drawing)
    (row,) = table_rows(drawing)
    assert (row.head, row.cells) == ("30 March to 5 April 2018", ("6", "3", "9", "all days"))
