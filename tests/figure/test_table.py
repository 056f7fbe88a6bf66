"""Cells for readers and for files."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pytest

from dateline.charts import Column
from dateline.counting.bounds import Count
from dateline.figure.table import (
    csv_bytes,
    csv_cells,
    header,
    headings,
    in_words,
    order_in_words,
    order_of,
    shown_columns,
    table_rows,
)
from tests.figure.cases import seed

COUNT = Column("total", "Strikes", "count")
TEXT = Column("name", "Place")


@pytest.mark.parametrize(
    ("value", "column", "words", "cells"),
    [
        (Count(9), COUNT, "9", ["9", "0", "9"]),
        (Count(0, 3), COUNT, "0 to 3", ["0", "3", "3"]),
        (Count(1015, 0, None), COUNT, "at least 1,015", ["1015", "0", ""]),
        (Count(4, 3, 2), COUNT, "at least 4, possibly 7 or more", ["4", "3", "9"]),
        (Count(826, 59, None), COUNT, "at least 826, possibly 885 or more", ["826", "59", ""]),
        (Count(0, 3, None), COUNT, "0 to 3, or more", ["0", "3", ""]),
        (Count(0, 0, None), COUNT, "not known", ["0", "0", ""]),
        (None, COUNT, "no report", ["", "", ""]),
        (None, TEXT, "", [""]),
        (dt.date(2018, 4, 5), Column("start", "From", "date"), "5 April 2018", ["2018-04-05"]),
        (10, Column("days", "Days", "number"), "10", ["10"]),
        ("Al Qaim", TEXT, "Al Qaim", ["Al Qaim"]),
        ("=HYPERLINK(1)", TEXT, "=HYPERLINK(1)", ["'=HYPERLINK(1)"]),
        ("+1", TEXT, "+1", ["'+1"]),
        ("-1", TEXT, "-1", ["'-1"]),
        ("@x", TEXT, "@x", ["'@x"]),
        ("'=1+1", TEXT, "'=1+1", ["''=1+1"]),
        ("'tis", TEXT, "'tis", ["'tis"]),
        ("\tx", TEXT, "\tx", ["'\tx"]),
    ],
)
def test_cells(value: Any, column: Column, words: str, cells: list[str]) -> None:
    assert in_words(value, column) == words
    assert csv_cells(value, column) == cells


def test_the_csv_has_a_header_and_the_tables_rows() -> None:
    drawing = seed("places")
    lines = list(csv.reader(io.StringIO(csv_bytes(drawing).decode())))
    assert lines[0] == header(drawing) == ["id", "name", "country", "total_low", "total_named", "total_high"]
    assert lines[1:3] == [["baghdad", "Baghdad", "Iraq", "1", "0", "1"], ["abu-kamal", "Abu Kamal", "Syria", "0", "3", "3"]]
    assert len(lines) - 1 == len(table_rows(drawing)) == 7


def test_readers_see_periods_and_files_hold_days() -> None:
    drawing = seed()
    assert [column.key for column in shown_columns(drawing)] == ["period", "iraq", "syria", "total", "coverage"]
    assert header(drawing)[:3] == ["start", "end", "days"]
    assert "period" not in header(drawing)
    (row,) = table_rows(drawing)
    assert (row.head, row.cells) == ("30 March to 5 April 2018", ("6", "3", "9", "all days"))


def test_heads_name_units_and_what_rows_go_by() -> None:
    weekly, places = headings(seed()), headings(seed("places"))
    assert [head.label for head in weekly] == ["Week", "Iraq (strikes)", "Syria (strikes)", "All strikes", "Reported"]
    assert [head.label for head in places] == ["Place", "Country", "Strikes"]
    assert [head.sort for head in places] == [None, None, "descending"]
    assert order_in_words(seed("places")) == "Sorted by strikes, the highest certain number first."


WEEK = Column("period", "Week", audience="readers")
START = Column("start", "From", "date", audience="files")


def rows(*values: tuple[str, Any]) -> tuple[dict[str, Any], ...]:
    days = [dt.date(2018, 4, 1) + dt.timedelta(7 * i) for i in range(len(values))]
    return tuple({"period": name, "start": day, "total": count} for day, (name, count) in zip(days, values, strict=True))


def test_days_come_before_numbers_even_where_readers_see_them_in_words() -> None:
    drawing = replace(seed(), columns=(WEEK, START, COUNT), rows=rows(("a", Count(3)), ("b", Count(2))))
    order = order_of(drawing)
    assert order
    assert (order.column, order.direction) == (WEEK, "ascending")
    assert order_in_words(drawing) == "Sorted by date, the earliest first."


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([3, 2, 2, 1], "Sorted by strikes, the highest certain number first."),
        ([3, 2, 9], "Sorted by strikes, the highest certain number first, what stands apart last."),
        ([3, 1, 2, 9, 8], None),
        ([1, 2, 3, 4, 5], None),
        ([2, 2, 2], None),
        ([5], None),
    ],
)
def test_an_order_is_only_claimed_where_rows_have_it(values: list[int], words: str | None) -> None:
    made = tuple({"name": f"p{i}", "total": Count(value)} for i, value in enumerate(values))
    assert order_in_words(replace(seed("places"), columns=(TEXT, COUNT), rows=made)) == words


def test_the_total_is_what_rows_are_sorted_by_where_a_part_has_the_same_order() -> None:
    part = Column("not_stated", "Effect not stated", "count")
    made = tuple({"not_stated": Count(value), "total": Count(value)} for value in (3, 2, 1))
    drawing = replace(seed("places"), columns=(TEXT, part, COUNT), rows=made)
    assert order_in_words(drawing) == "Sorted by strikes, the highest certain number first."
    other = tuple({**row, "total": Count(value)} for row, value in zip(made, (1, 2, 3), strict=True))
    assert order_in_words(replace(drawing, rows=other)) == "Sorted by effect not stated, the highest certain number first."


def test_what_nobody_reported_ranks_last() -> None:
    made = tuple({"name": "p", "total": count} for count in (Count(2, 5), Count(1), Count(0), None))
    order = order_of(replace(seed("places"), columns=(TEXT, COUNT), rows=made))
    assert order
    assert order.last == 0
