"""One row being read, cell by cell: what is wrong is noted at its cell, and reading goes on.

Here belongs how a cell is taken. What cells mean together is decided by the modules beside.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from dateline.errors import Problem
from dateline.load.writing import can_hold
from dateline.tables.cells import CellError, count_of, is_error
from dateline.tables.drafts import Rejected
from dateline.tables.lookups import Lookup
from dateline.tables.places import UnknownPlaceError, UnknownPlaces
from dateline.tables.table import Cell, Row, Table, text_of

T = TypeVar("T")
D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Reading:
    """A row, the map by which it is read, and what is found: what is wrong with it, and `notes` for its event.

    `nulls` are words for nothing, casefolded; `unknown` collects the places of all rows that the gazetteer lacks.
    """

    table: Table
    map: dict[str, Any]
    nulls: frozenset[str]
    unknown: UnknownPlaces
    row: Row
    rejected: Rejected
    notes: list[str] = field(default_factory=list)

    def text(self, column: str) -> str:
        """A cell in words; empty where it holds a word for nothing. Raises CellError."""
        cell = self.table.cell(self.row, column)
        text = text_of(cell)
        if text.casefold() in self.nulls:
            return ""
        if is_error(cell):
            raise CellError("bad-cell", f"'{text}' is an error of the spreadsheet", "mend the formula, or name it under `nulls`")
        forbidden = can_hold(text.replace("\r\n", "\n").replace("\r", "\n"))
        if forbidden:
            raise CellError("bad-cell", f"the character {forbidden} is not allowed here", "delete it")
        return text

    def needed(self, column: str, what: str) -> Cell:
        """A cell as it is. Raises CellError, also where it is empty."""
        if not self.text(column):
            help_ = "fill it in, or skip such rows in the map, with the reason"
            raise CellError("empty-cell", f"nothing is given for {what}", help_)
        return self.table.cell(self.row, column)

    def attempt(self, column: str, reading: Callable[[], T], default: D) -> T | D:
        """What `reading` gives, or the default after noting what is wrong at the column."""
        try:
            return reading()
        except UnknownPlaceError as error:
            self.unknown.note(error, self.row, column)
            self.rejected.unknown.append(error.message)
        except CellError as error:
            self.wrong(column, error)
        return default

    def attempt_text(self, column: str) -> str:
        """A cell in words; empty where something is wrong with it."""
        return self.attempt(column, lambda: self.text(column), "")

    def attempt_number(self, column: str) -> int | None:
        """The whole number of a cell; None where it is empty, or something is wrong with it."""

        def read() -> int | None:
            if not self.text(column):
                return None
            return count_of(self.table.cell(self.row, column), self.map.get("decimal", "."), self.map.get("thousands"))

        return self.attempt(column, read, None)

    def attempt_word(self, spec: Any, lookup: Lookup, *, needed: bool = False) -> str | None:
        """The id that the map gives for all rows, or the one that the cell of its column stands for."""
        if spec is None or isinstance(spec, str):
            return spec
        column = spec["column"]

        def look_up() -> str | None:
            text = text_of(self.needed(column, f"the {lookup.known.kind}")) if needed else self.text(column)
            return lookup.identified(text, spec) if text else None

        return self.attempt(column, look_up, None)

    def wrong(self, column: str, error: CellError) -> None:
        """Note what is wrong at a column."""
        message = f"{error.message} (column {column})"
        self.rejected.problems.append(Problem(error.code, message, self.table.spot(self.row, column), error.help))

    def wrong_row(self, error: CellError) -> None:
        """Note what is wrong with the row as a whole."""
        self.rejected.problems.append(Problem(error.code, error.message, self.table.spot(self.row), error.help))
