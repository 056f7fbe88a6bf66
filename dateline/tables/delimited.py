"""A text file of cells (CSV of any delimiter) to a table, strictly."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from dateline.cells import plain_cell
from dateline.errors import ContentError, Problem, Spot
from dateline.tables.encodings import decoded
from dateline.tables.table import LINE, REASON, Row, Table, table_of

DELIMITERS = (",", ";", "\t", "|")
_LONGEST_CELL = 131_072
"""Characters. What `csv` takes by itself; libraries that are loaded beside us set it otherwise for the whole process."""
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}


def read_delimited(
    raw: bytes, file: str, *, columns: Iterable[str], header: int = 1, encoding: str | None = None, delimiter: str | None = None
) -> Table:
    """The table. Where no delimiter is given, it is the one that yields most of the `columns` that the map names.

    Raises ContentError for an encoding that does not fit, a quote that is not closed, and a file without rows.
    """
    text, how = decoded(raw, file, encoding)
    if not text.strip():
        raise ContentError(Problem("empty-table", "there is nothing in this file", Spot(file)))
    with _own_limit():
        mark = {"tab": "\t"}.get(delimiter or "", delimiter) or _delimiter(text, header, set(columns))
        if len(mark) != 1 or mark in '"\r\n':
            raise ContentError(Problem("bad-table", f"'{mark}' cannot part cells", Spot(file), "one character, or tab"))
        lines = list(_rows(text, mark, file, header))
    head = lines[0].cells if lines and lines[0].line == header else ()
    about = f"{how}; {_NAMES.get(mark, repr(mark))} between cells"
    table = table_of(file, head, lines[1:], header, about)
    parted = Table(file, table.columns, table.rows, about, header, mark, _shown(text))
    return _unescaped(parted) if REASON in table.columns else parted


@contextmanager
def _own_limit() -> Iterator[None]:
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _delimiter(text: str, header: int, wanted: set[str]) -> str:
    """By the line that names the columns: no other line is sure to have every cell."""
    line = "\n".join(text.splitlines()[header - 1 : header])

    def fits(mark: str) -> tuple[int, int]:
        try:
            names = next(csv.reader([line], delimiter=mark), [])
        except csv.Error:  # a name longer than any cell may be: what is wrong is told where rows are read
            return 0, 0
        return len(wanted & {name.strip() for name in names}), len(names)

    return max(DELIMITERS, key=fits)


def _rows(text: str, delimiter: str, file: str, header: int) -> Iterator[Row]:
    """The head and the rows; lines with nothing in them are no rows."""
    start = 1
    source = io.StringIO(text, newline="")
    for _ in range(header - 1):
        source.readline()
        start += 1
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    first = start
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) or start == header:
                yield Row(start, tuple(cells))
            start = first + reader.line_num
    except csv.Error as error:
        message = f"the row that starts here cannot be read: {error}"
        help_ = "a cell in quotes ends with a quote before the next delimiter, and a quote inside it is doubled"
        raise ContentError(Problem("bad-table", message, Spot(file, start), help_)) from None


def _shown(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _unescaped(table: Table) -> Table:
    """A file of rejected rows of ours, mended: without our two columns, and without the quote that keeps formulas away."""
    kept = [number for number, name in enumerate(table.columns) if name not in (REASON, LINE)]
    rows = tuple(
        Row(row.line, tuple(_plain(row.cells[number]) for number in kept if number < len(row.cells))) for row in table.rows
    )
    return Table(table.file, tuple(_plain(table.columns[number]) for number in kept), rows, table.about, table.header)


def _plain(cell: object) -> str:
    return plain_cell(str(cell))
