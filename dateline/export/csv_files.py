"""Tables as CSV: UTF-8, a header line, and cells that no spreadsheet takes for formulas.

Here belongs how a value is written in a cell. What the tables hold is in `tables` and `rows`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dateline.cells import safe_cell
from dateline.export.rows import Row, rows_of
from dateline.export.tables import IDS_APART, Kind, Table, events_table
from dateline.model import Amount, Record, Tally


def table_csv(table: Table, rows: Iterable[Row]) -> bytes:
    """A table with its rows. A cell that a spreadsheet would take for a formula begins with `'`; see `safe_cell`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.header)
    # By columns: how a cell is written is decided once for each, not for each of half a million cells.
    columns = zip(*rows, strict=True)
    cells = [map(_WRITERS[field.kind], column) for field, column in zip(table.fields, columns, strict=False)]
    writer.writerows(zip(*cells, strict=True))
    return text.getvalue().encode()


def events_csv(record: Record) -> bytes:
    """Every event, one a line, in the order of its first day. A count is two columns; an empty high means unknown.

    `places` holds the places that the event lies at one of, separated by `|`. `targets` and other categories read
    `effect:kind:count`, separated by `;`. The source's kind and address stand on every line, so that the file speaks for itself.
    """
    return table_csv(events_table(record.dataset), rows_of("events", record))


def _text(value: Any) -> str:
    return safe_cell(value) if value else ""


def _number_cell(value: Any) -> str:
    """A number below zero is a number, not a formula."""
    return "" if value is None else str(value)


def _tallies_cell(value: Any) -> str:
    return safe_cell(tallies_text(value)) if value else ""


_WRITERS: Mapping[Kind, Callable[[Any], str]] = {
    "id": lambda value: value or "",
    "text": _text,
    "url": _text,
    "day": lambda value: value.isoformat() if value else "",
    "count": _number_cell,
    "degrees": _number_cell,
    "flag": lambda value: "true" if value else "false",
    "ids": IDS_APART.join,
    "texts": lambda value: json.dumps(value, ensure_ascii=False) if value else "",
    "tallies": _tallies_cell,
}


def tallies_text(tallies: Iterable[Tally]) -> str:
    """Each kind as `effect:kind:number`, separated by `;`."""
    return ";".join(f"{tally.effect or ''}:{tally.kind}:{_number(tally.amount)}" for tally in tallies)


def _number(amount: Amount | None) -> str:
    if amount is None:
        return "some"
    if amount.is_exact:
        return str(amount.low)
    return f"{amount.low}-{'' if amount.high is None else amount.high}"
