"""A sheet of a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods) to a table. Owns python_calamine.

A formula counts as the value that was saved with it; one without a saved value is an error, since it would read as empty.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import python_calamine as calamine

from dateline.errors import ContentError, Problem, Spot
from dateline.tables.table import Cell, Row, Table, table_of
from dateline.tables.trying import DiedError, tried

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_MOST_UNPACKED = 1_500_000_000
_MOST_CELLS = 50_000_000
_PIECE = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<c\b(?P<cell>[^>]*)>|(?P<formula><f\b)|(?P<value><v>[^<])|(?P<end></c>)",
    re.DOTALL,
)
_REFERENCE = re.compile(r'\br="([A-Z]+[0-9]+)"')
_DAMAGED = (calamine.CalamineError, zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError)
"""What calamine, and Python's own reader of archives, raise for a file that is not whole, locked in parts, or no workbook."""


def read_workbook(raw: bytes, file: str, *, sheet: str | None = None, header: int = 1) -> Table:
    """The table of one sheet. Raises ContentError for a damaged or locked workbook, and for a sheet that is not clear."""
    try:
        _check_size(raw, file)
        _check_extent(raw, file, sheet)
        with calamine.load_workbook(io.BytesIO(raw)) as book:
            name = _sheet_name(book, sheet, file)
            cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            number = book.sheet_names.index(name)
        formulas = list(_formulas(raw, number))
    except calamine.PasswordError:
        raise ContentError(
            Problem("bad-table", "this workbook is locked with a password", Spot(file), "save it without one")
        ) from None
    except _DAMAGED as error:
        message = f"this workbook cannot be read: {str(error) or type(error).__name__}"
        raise ContentError(Problem("bad-table", message, Spot(file), "save it anew, or as CSV in UTF-8")) from None
    missing = [cell for cell, saved in formulas if not saved]
    if missing:
        message = f"formulas without a saved value: {', '.join(missing[:8])}{' …' if len(missing) > 8 else ''}"
        raise ContentError(Problem("bad-table", message, Spot(file), "open the workbook in a spreadsheet program and save it"))
    rows = [Row(line, tuple(map(_cell, found))) for line, found in enumerate(cells, 1) if line >= header]
    full = [row for row in rows if row.line == header or any(cell != "" for cell in row.cells)]
    head = full[0].cells if full and full[0].line == header else ()
    about = f"sheet '{name}'" + (f"; {len(formulas)} formulas, of which the saved values count" if formulas else "")
    return table_of(file, head, full[1:], header, about)


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


def _formulas(raw: bytes, number: int) -> Iterator[tuple[str, bool]]:
    """The formulas of a sheet of an .xlsx: their cells, and whether a value was saved. Other kinds always have one."""
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        return
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        path = _sheet_path(packed, number)
        text = packed.read(path).decode("utf-8", "replace") if path is not None else ""
    if "<f" not in text:
        return
    cell, formula, saved = "", False, False
    for found in _PIECE.finditer(text):
        if found["cell"] is not None:
            reference = _REFERENCE.search(found["cell"])
            cell, formula, saved = reference[1] if reference else "?", False, 't="str"' in found["cell"]
        elif found["formula"]:
            formula = True
        elif found["value"]:
            saved = True
        elif found["end"] and formula:
            yield cell, saved
            formula = False


def _sheet_path(packed: zipfile.ZipFile, number: int) -> str | None:
    """The part of an .xlsx that holds sheet `number`, by the workbook's relations."""
    names = set(packed.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    sheets = re.findall(r'<sheet\b[^>]*\br:id="([^"]+)"', packed.read("xl/workbook.xml").decode("utf-8", "replace"))
    relations = packed.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {
        key[1]: target[1]
        for relation in re.findall(r"<Relationship\b[^>]*>", relations)
        if (key := re.search(r'\bId="([^"]+)"', relation)) and (target := re.search(r'\bTarget="([^"]+)"', relation))
    }
    part = targets.get(sheets[number], "") if number < len(sheets) else ""
    path = part.lstrip("/") if part.startswith("/") else f"xl/{part}"
    return path if path in names else None
