"""A sheet of a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods) to a table. Owns python_calamine.

A formula counts as the value that was saved with it. What would read as empty without being so is an error: a formula without a
saved value, and all merged cells but the first.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
import zlib
from collections.abc import Collection
from typing import Any

import python_calamine as calamine

from dateline.errors import ContentError, Problem, Spot
from dateline.tables.formulas import formulas
from dateline.tables.merged import Merged, merged_cells
from dateline.tables.parts import Parts
from dateline.tables.table import Cell, Row, Table, table_of
from dateline.tables.trying import DiedError, tried

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_MOST_UNPACKED = 1_500_000_000
_MOST_CELLS = 50_000_000
_DAMAGED = (calamine.CalamineError, zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError)
"""What calamine, and Python's own reader of archives, raise for a file that is not whole, locked in parts, or no workbook."""


def read_workbook(
    raw: bytes, file: str, *, sheet: str | None = None, header: int = 1, columns: Collection[str] | None = None
) -> Table:
    """The table of one sheet. `columns` are those that matter; None: all of them.

    Raises ContentError for a damaged or locked workbook, for a sheet that is not clear, for formulas without a saved value, and
    for merged cells in the columns that matter.
    """
    try:
        _check_size(raw, file)
        _check_extent(raw, file, sheet)
        with calamine.load_workbook(io.BytesIO(raw)) as book:
            name = _sheet_name(book, sheet, file)
            opened = book.get_sheet_by_name(name)
            cells = opened.to_python(skip_empty_area=False)
            held, merged = _beside(raw, opened, book.sheet_names.index(name))
    except calamine.PasswordError:
        raise ContentError(
            Problem("bad-table", "this workbook is locked with a password", Spot(file), "save it without one")
        ) from None
    except _DAMAGED as error:
        message = f"this workbook cannot be read: {str(error) or type(error).__name__}"
        raise ContentError(Problem("bad-table", message, Spot(file), "save it anew, or as CSV in UTF-8")) from None
    missing = [cell for cell, saved in held if not saved]
    if missing:
        message = f"formulas without a saved value: {', '.join(missing[:8])}{' …' if len(missing) > 8 else ''}"
        raise ContentError(Problem("bad-table", message, Spot(file), "open the workbook in a spreadsheet program and save it"))
    rows = [Row(line, tuple(map(_cell, found))) for line, found in enumerate(cells, 1) if line >= header]
    full = [row for row in rows if row.line == header or any(cell != "" for cell in row.cells)]
    head = full[0].cells if full and full[0].line == header else ()
    about = f"sheet '{name}'" + (f"; {len(held)} formulas, of which the saved values count" if held else "")
    table = table_of(file, head, full[1:], header, about)
    _check_merged(table, merged, columns)
    return table


def _beside(raw: bytes, sheet: Any, number: int) -> tuple[list[tuple[str, bool]], list[Merged]]:
    """What the cells alone do not tell: formulas, and merged cells."""
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        return [], merged_cells(sheet, None, number)
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        parts = Parts(packed)
        return formulas(parts, number), merged_cells(sheet, parts, number)


def _check_merged(table: Table, merged: list[Merged], columns: Collection[str] | None) -> None:
    """Only the first of merged cells holds the value: the others would read as empty."""
    rows = [table.header, *(row.line for row in table.rows)]
    used = [number for number, name in enumerate(table.columns, 1) if columns is None or name in columns]
    found = [one for one in sorted(merged) if one.touches(rows, used)]
    if found:
        named = ", ".join(map(str, found[:8])) + (" …" if len(found) > 8 else "")
        message = f"merged cells, of which only the first holds a value: {named}"
        help_ = "unmerge them in a spreadsheet program, and fill in the value in each cell that it is meant for"
        raise ContentError(Problem("bad-table", message, Spot(table.file, found[0].top), help_))


def _check_size(raw: bytes, file: str) -> None:
    """A small file can unpack to more than a machine holds."""
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        return
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        size = sum(entry.file_size for entry in packed.infolist())
    if size > _MOST_UNPACKED:
        message = f"this workbook unpacks to {size / 1e6:,.0f} MB"
        raise ContentError(Problem("table-too-large", message, Spot(file), "split it, or save the sheet as CSV"))


def _check_extent(raw: bytes, file: str, sheet: str | None) -> None:
    """Calamine makes room for all cells between the first and the last, and aborts where there is not so much."""
    way = "delete what stands far away from the table, or save the sheet as CSV in UTF-8"
    try:
        cells = tried(extent, raw, file, sheet)
    except DiedError as died:
        raise ContentError(Problem("bad-table", f"this workbook cannot be read: {died}", Spot(file), way)) from None
    if cells > _MOST_CELLS:
        message = f"the sheet reaches over {cells:,} cells; a table may have {_MOST_CELLS:,}"
        raise ContentError(Problem("table-too-large", message, Spot(file), way))


def extent(raw: bytes, file: str, sheet: str | None) -> int:
    """Over how many cells the table reaches, empty ones among them; 0 where something else is wrong, which is told later."""
    try:
        with calamine.load_workbook(io.BytesIO(raw)) as book:
            found = book.get_sheet_by_name(_sheet_name(book, sheet, file))
            _ = found.merged_cell_ranges  # read beforehand as well, whatever is written there
            return (int(found.total_height) + 1) * (int(found.total_width) + 1)  # it counts from 0 to the last
    except (*_DAMAGED, ContentError):
        return 0


def _sheet_name(book: Any, wanted: str | None, file: str) -> str:
    visible = [one.name for one in book.sheets_metadata if one.visible == calamine.SheetVisibleEnum.Visible]
    if wanted is not None:
        if wanted not in book.sheet_names:
            raise ContentError(Problem.unknown("sheet", wanted, book.sheet_names, file, Spot(file)))
        return wanted
    if len(visible) != 1:
        message = f"this workbook has {len(visible)} sheets: {', '.join(visible)}"
        raise ContentError(Problem("several-sheets", message, Spot(file), "name one in the map: sheet: ..."))
    return str(visible[0])


def _cell(value: object) -> Cell:
    """A cell as calamine gives it; numbers that are whole become whole numbers."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, str | int | float | dt.date):
        return value
    return str(value)
