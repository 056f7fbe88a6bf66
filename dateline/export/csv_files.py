"""Tables as CSV: UTF-8, a header line, and cells that no spreadsheet takes for formulas.

Here belongs how a value is written in a cell. What the tables hold is in `tables` and `rows`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

from dateline.export.rows import Value, rows_of
from dateline.export.tables import IDS_APART, Field, Table, events_table
from dateline.model import Amount, Record, Tally

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def table_csv(table: Table, record: Record) -> bytes:
    """A table of a record. A cell that a spreadsheet would take for a formula begins with `'`; see `safe_cell`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.header)
    for row in rows_of(table.name, record):
        writer.writerow([_cell(value, field) for value, field in zip(row, table.fields, strict=True)])
    return text.getvalue().encode()


def events_csv(record: Record) -> bytes:
    """Every event, one a line, in the order of its first day. A count is two columns; an empty high means unknown.

    `places` holds the places that the event lies at one of, separated by `|`. `targets` and other categories read
    `effect:kind:count`, separated by `;`. The source's kind and address stand on every line, so that the file speaks for itself.
    """
    return table_csv(events_table(record.dataset), record)


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: with `'` before it, where it, or what follows its own `'`, begins like one.

    So the way back is exact: a cell that begins with `'` and, after one or more of them, like a formula has one `'` too many.
    """
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def _cell(value: Value, field: Field) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):  # a number below zero is a number, not a formula
        return str(value)
    if isinstance(value, tuple):
        return _several(value, field)
    return safe_cell(str(value))


def _several(values: tuple[str, ...] | tuple[Tally, ...], field: Field) -> str:
    if not values:
        return ""
    if field.kind == "tallies":
        return safe_cell(tallies_text(value for value in values if isinstance(value, Tally)))
    if field.kind == "texts":
        return json.dumps(values, ensure_ascii=False)
    return IDS_APART.join(str(value) for value in values)


def tallies_text(tallies: Iterable[Tally]) -> str:
    """Each kind as `effect:kind:number`, separated by `;`."""
    return ";".join(f"{tally.effect or ''}:{tally.kind}:{_number(tally.amount)}" for tally in tallies)


def _number(amount: Amount | None) -> str:
    if amount is None:
        return "some"
    if amount.is_exact:
        return str(amount.low)
    return f"{amount.low}-{'' if amount.high is None else amount.high}"
