"""Merged cells: the value stands in the first, and the others are empty. Whether it is meant for all of them is not certain.

Calamine tells them of an .xlsx and an .xls. Of an .xlsb and an .ods they are read here.
"""

from __future__ import annotations

import bisect
import struct
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.tables.parts import BINARY_BOOK, OPEN_DOCUMENT, DamagedError, Elements, Parts, local, records

_MERGED = 176
"""The record of an .xlsb that merges cells."""


@dataclass(frozen=True, slots=True, order=True)
class Merged:
    """A range of cells that are one: rows and columns from 1, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{_letters(self.left)}{self.top}:{_letters(self.right)}{self.bottom}"

    def touches(self, rows: Sequence[int], columns: Collection[int]) -> bool:
        """Whether one of its cells stands in one of these rows, which are in order, and of these columns."""
        first = bisect.bisect_left(rows, self.top)
        return first < len(rows) and rows[first] <= self.bottom and any(self.left <= one <= self.right for one in columns)


def _letters(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def merged_cells(sheet: Any, parts: Parts | None, number: int) -> list[Merged]:
    """Those of a sheet as calamine has opened it, `number` (from 0) of the workbook. Raises DamagedError."""
    told = sheet.merged_cell_ranges
    if told is not None:
        return _several((top, bottom, left, right) for (top, left), (bottom, right) in told)
    if parts is not None and BINARY_BOOK in parts:
        return _several(_binary(parts.read(parts.sheet(number))))
    if parts is not None and OPEN_DOCUMENT in parts:
        reader = _OpenDocument(sheet.name)
        reader.feed(parts.read(OPEN_DOCUMENT))
        return reader.found
    raise DamagedError("it does not say which cells are merged")


def _several(ranges: Iterable[tuple[int, int, int, int]]) -> list[Merged]:
    """Ranges of more than one cell. They come as rows and columns from 0, from either corner."""
    corners = [(min(a, b) + 1, min(c, d) + 1, max(a, b) + 1, max(c, d) + 1) for a, b, c, d in ranges]
    return [Merged(*one) for one in corners if one[:2] != one[2:]]


def _binary(part: bytes) -> Iterator[tuple[int, int, int, int]]:
    for kind, content in records(part):
        if kind == _MERGED:
            if len(content) < 16:
                raise DamagedError("a record of it breaks off")
            yield struct.unpack_from("<4I", content)  # first row, last row, first column, last column


class _OpenDocument(Elements):
    """The cells of one sheet of an .ods that span others. Rows and cells stand there once for as often as they repeat."""

    def __init__(self, sheet: str) -> None:
        super().__init__()
        self.sheet = sheet
        self.found: list[Merged] = []
        self.within = False
        self.row = self.column = self.repeated = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        given = {local(key): value for key, value in attributes.items()}
        if name == "table" and "name" in given:
            self.within, self.row, self.repeated = given["name"] == self.sheet, 0, 0
        elif name == "table-row" and self.within:
            self.row += self.repeated or 1
            self.repeated, self.column = _often(given, "number-rows-repeated"), 1
        elif name in ("table-cell", "covered-table-cell") and self.within:
            down, across = _often(given, "number-rows-spanned"), _often(given, "number-columns-spanned")
            if down > 1 or across > 1:
                self.found.append(Merged(self.row, self.column, self.row + down - 1, self.column + across - 1))
            self.column += _often(given, "number-columns-repeated")


def _often(given: dict[str, str], name: str) -> int:
    number = given.get(name, "1")
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        raise DamagedError(f"{name} is no number")
    return int(number)
