"""Random tables, written in random dialects and encodings, are read back as they were; so are their numbers and days."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dateline.tables.cells import CellError, count_of, day_of
from dateline.tables.delimited import read_delimited
from dateline.tables.table import cell_span

ALPHABET = 'abcÄé0123 ,;|"\n\t-=@.'
COLUMNS = ("date", "place of it", "n")
MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True)
class Dialect:
    delimiter: str
    line: str
    encoding: str
    quoting: Any


dialects = st.builds(
    Dialect,
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1252"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
cells = st.text(ALPHABET, max_size=12)
tables = st.lists(st.tuples(st.text("abc", min_size=1), cells, cells), min_size=1, max_size=8)


def written(rows: list[tuple[str, ...]], dialect: Dialect) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=dialect.delimiter, lineterminator=dialect.line, quoting=dialect.quoting)
    writer.writerows([COLUMNS, *rows])
    return text.getvalue().encode(dialect.encoding)


@given(tables, dialects)
def test_tables_are_read_back(rows: list[tuple[str, ...]], dialect: Dialect) -> None:
    pinned = "windows-1252" if dialect.encoding == "windows-1252" else None
    table = read_delimited(written(rows, dialect), "t.csv", columns=COLUMNS, encoding=pinned)
    assert table.columns == COLUMNS
    assert [row.cells for row in table.rows] == rows


@given(tables, dialects)
def test_rows_know_their_lines_and_cells_their_columns(rows: list[tuple[str, ...]], dialect: Dialect) -> None:
    table = read_delimited(written(rows, dialect), "t.csv", columns=COLUMNS, encoding=dialect.encoding)
    line = 2
    for row, given_row in zip(table.rows, rows, strict=True):
        assert row.line == line
        breaks = sum(cell.count("\n") for cell in given_row)
        if not breaks:
            for number, cell in enumerate(given_row):
                found = cell_span(table.lines[line - 1], dialect.delimiter, number)
                assert found is not None
                shown = table.lines[line - 1][found[0] - 1 : found[0] - 1 + found[1]]
                assert next(csv.reader([shown], delimiter=dialect.delimiter), [""])[:1] == [cell] or not cell
        line += 1 + breaks


@given(st.integers(0, 999_999_999_999), st.sampled_from([(".", ","), (",", "."), (".", " "), (",", "'"), (".", None)]))
def test_numbers_are_read_back(number: int, marks: tuple[str, str | None]) -> None:
    decimal, thousands = marks
    text = f"{number:,}".replace(",", thousands) if thousands else str(number)
    assert count_of(text, decimal, thousands) == number
    assert count_of(f"{text}{decimal}00", decimal, thousands) == number
    with pytest.raises(CellError):
        count_of(f"{text}{decimal}5", decimal, thousands)
    with pytest.raises(CellError):
        count_of(f"-{number + 1}", decimal, thousands)


@given(st.from_regex(r"[0-9]{1,4}([.,][0-9]{1,4}){0,2}", fullmatch=True), st.sampled_from([None, "other"]))
def test_no_number_is_read_in_two_ways(text: str, thousands: str | None) -> None:
    """What two maps with other marks both take for a count is one number: neither a fraction nor a thousand is guessed."""
    found = set()
    for decimal, other in ((".", ","), (",", ".")):
        try:
            found.add(count_of(text, decimal, other if thousands else None))
        except CellError:
            continue
    assert len(found) <= 1


@pytest.mark.parametrize("text", ["3.000", "3,000", "1.147", "12.000"])
def test_three_digits_after_a_mark_are_never_taken_for_a_fraction(text: str) -> None:
    for decimal in (".", ","):
        with pytest.raises(CellError):
            count_of(text, decimal, None)


@given(st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)), st.integers(-400, 400))
def test_days_are_read_back(day: dt.date, offset: int) -> None:
    texts: dict[str, dict[str, Any]] = {
        f"{day.year:04}-{day.month:02}-{day.day:02}": {"form": "iso"},
        f"{day.year:04}-{day.month:02}-{day.day:02} 00:00:00.000": {"form": "iso"},
        f"{day.day}/{day.month}/{day.year:04}": {"form": "numeric", "day_first": True},
        f"{day.month}/{day.day}/{day.year:04}": {"day_first": False},
        f"{day.day:02} {MONTHS[day.month - 1]} {day.year:04}": {},
        f"{MONTHS[day.month - 1][:3]}. {day.day}, {day.year:04}": {"form": "words"},
        f"{day.year:04}|{MONTHS[day.month - 1]}|{day.day}%": {"form": "%Y|%B|%d%%"},
    }
    for text, spec in texts.items():
        assert day_of(text, spec) == day, text
    moved = day + dt.timedelta(offset)
    if 1000 <= moved.year <= 2999:
        assert day_of(day, {"offset": offset}) == moved
        assert day_of(dt.datetime.combine(day, dt.time(13, 5)), {"offset": offset}) == moved


@given(st.integers(1, 12), st.integers(1, 12))
def test_a_day_that_could_be_two_is_an_error(first: int, second: int) -> None:
    assume(first != second)
    with pytest.raises(CellError, match="or"):
        day_of(f"{first}/{second}/2018", {})
