"""The events as Parquet: the columns of `events.csv` with their types, each with its description.

Here belongs the one use of pyarrow, which takes half a second to import: it is imported when a file is made, not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.export.rows import Value, rows_of
from dateline.export.tables import Field, events_table
from dateline.model import Record, Tally

if TYPE_CHECKING:
    import pyarrow as pa


def events_parquet(record: Record) -> bytes:
    """Every event as a row, in the order of the CSV. The same record gives the same bytes, for one version of pyarrow."""
    import pyarrow as pa  # noqa: PLC0415 - see above
    import pyarrow.parquet as pq  # noqa: PLC0415

    table = events_table(record.dataset)
    rows = list(rows_of(table.name, record))
    columns = list(zip(*rows, strict=True)) or [()] * len(table.fields)
    schema = pa.schema([_field(pa, field) for field in table.fields], metadata={"title": record.dataset.title})
    arrays = [
        pa.array([_stored(value) for value in column], type=kind.type) for column, kind in zip(columns, schema, strict=True)
    ]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), sink, compression="zstd", version="2.6")
    return bytes(sink.getvalue())


def _field(pa: Any, field: Field) -> pa.Field:
    return pa.field(field.name, _type(pa, field), nullable=not field.required, metadata={"description": field.description})


def _type(pa: Any, field: Field) -> pa.DataType:
    tally = pa.struct([("effect", pa.string()), ("kind", pa.string()), ("low", pa.int64()), ("high", pa.int64())])
    kinds = {
        "day": pa.date32(),
        "count": pa.int64(),
        "degrees": pa.float64(),
        "flag": pa.bool_(),
        "ids": pa.list_(pa.string()),
        "texts": pa.list_(pa.string()),
        "tallies": pa.list_(tally),
    }
    return kinds.get(field.kind, pa.string())


def _stored(value: Value) -> object:
    """A value as Arrow takes it; kinds without a number have no `low` and no `high`."""
    if not isinstance(value, tuple):
        return value
    return [_tally(entry) if isinstance(entry, Tally) else entry for entry in value]


def _tally(tally: Tally) -> dict[str, object]:
    amount = tally.amount
    return {
        "effect": tally.effect,
        "kind": tally.kind,
        "low": amount.low if amount else None,
        "high": amount.high if amount else None,
    }
