"""The rows of somebody's table that were not taken in, as a file to mend: their own columns, and why."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from dateline.cells import safe_cell
from dateline.tables.drafts import Rejected
from dateline.tables.table import LINE, REASON, Table, text_of


def rejected_csv(table: Table, rows: Iterable[Rejected]) -> bytes:
    """CSV in UTF-8, whatever the table was: its columns, then the line that a row stood on and the reason.

    No cell starts a formula; reading the file again takes the quote before it away.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([safe_cell(name) for name in (*table.columns, LINE, REASON)])
    for one in rows:
        cells = [text_of(cell) for cell in one.row.cells[: len(table.columns)]]
        cells += [""] * (len(table.columns) - len(cells))
        writer.writerow([safe_cell(cell) for cell in (*cells, str(one.row.line), one.reason)])
    return text.getvalue().encode()
