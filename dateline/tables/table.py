"""A table as it was read: named columns, and rows of cells with the lines that they stand on.

Here belongs what every kind of file becomes. What a cell means is decided by the map, elsewhere.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.errors import ContentError, Problem, Spot
from dateline.load.writing import can_hold

Cell = str | int | float | dt.date | dt.datetime
"""What a cell holds. In text files always a text; in workbooks numbers and days are what they are."""

REASON, LINE = "rejected_reason", "rejected_line"
"""The columns that a file of rejected rows has besides those of its table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `line` is that of the file (or the row of the sheet) on which it starts; from 1."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`file` is shown in messages; `about` says how it was read. `lines` are those of a text file, for places in them."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    about: str
    header: int = 1
    delimiter: str = ""
    lines: Sequence[str] = ()
    _index: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for number, name in enumerate(self.columns):
            self._index.setdefault(name, number)

    def position(self, column: str) -> int:
        """Which column it is, from 0. Raises KeyError."""
        return self._index[column]

    def cell(self, row: Row, column: str) -> Cell:
        return row.cells[self._index[column]]

    def spot(self, row: Row, column: str | None = None) -> Spot:
        """The place of a cell, or of the row."""
        if column is None or not self.lines or row.line > len(self.lines):
            return Spot(self.file, row.line)
        found = cell_span(self.lines[row.line - 1], self.delimiter, self.position(column))
        return Spot(self.file, row.line, *found) if found else Spot(self.file, row.line)


def cell_span(line: str, delimiter: str, number: int) -> tuple[int, int] | None:
    """Column (from 1) and length of cell `number` (from 0) in a line of text; None where it does not lie on this line."""
    start = 0
    quoted = False
    for at, character in enumerate(line + delimiter):
        if character == '"' and (quoted or at == start):
            quoted = not quoted
        elif character == '"' and line[at - 1 : at] == '"' and line[start : start + 1] == '"':
            quoted = True
        elif character == delimiter and not quoted:
            if number == 0:
                return start + 1, max(1, at - start)
            number -= 1
            start = at + 1
    return None


def text_of(cell: Cell) -> str:
    """A cell in words, without blanks around it, in Unicode form NFC."""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return unicodedata.normalize("NFC", str(cell)).strip()


def table_of(file: str, head: Sequence[Cell], rows: Sequence[Row], header: int, about: str) -> Table:
    """A table of a head and rows that may be ragged: `row_problems` finds them. Raises ContentError when there is nothing."""
    columns = tuple(text_of(name) for name in head)
    while columns and not columns[-1]:
        columns = columns[:-1]
    if not columns:
        raise ContentError(Problem("empty-table", f"line {header} names no columns", Spot(file), "say which line does: header"))
    for number, name in enumerate(columns, 1):
        if forbidden := can_hold(name.replace("\r", "\n")):
            message = f"the name of column {number} has the character {forbidden} in it"
            raise ContentError(Problem("bad-table", message, Spot(file, header), "delete it"))
    if not rows:
        raise ContentError(Problem("empty-table", "there are no rows beneath the names of the columns", Spot(file)))
    return Table(file, columns, tuple(rows), about, header)
