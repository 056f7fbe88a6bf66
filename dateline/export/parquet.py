"""The events as Parquet: the columns of `events.csv` with their types, each with its description.

Here belongs the one use of pyarrow, which takes half a second to import: it is imported when a file is made, not before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from dateline.export.rows import Row, rows_of
from dateline.export.tables import Field, events_table
from dateline.model import Record, Tally

if TYPE_CHECKING:
    import pyarrow as pa


def events_parquet(record: Record, rows: Iterable[Row] | None = None) -> bytes:
    """Every event as a row, in the order of the CSV. The same record gives the same bytes, for one version of pyarrow.

    `rows` are those of the events, where somebody has them already.
    """
    import pyarrow as pa  # noqa: PLC0415 - see above
    import pyarrow.parquet as pq  # noqa: PLC0415

    table = events_table(record.dataset)
    given = rows_of(table.name, record) if rows is None else rows
    columns = list(zip(*given, strict=True)) or [()] * len(table.fields)
    schema = pa.schema([_field(pa, field) for field in table.fields], metadata={"title": record.dataset.title})
    arrays = [
        pa.array(_stored(column) if field.kind == "tallies" else column, type=kind.type)
        for column, kind, field in zip(columns, schema, table.fields, strict=True)
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


def _stored(column: Sequence[Any]) -> list[list[dict[str, object]]]:
    """Lists of kinds as Arrow takes them; kinds without a number have no `low` and no `high`."""
    return [[_tally(tally) for tally in tallies] for tallies in column]


def _tally(tally: Tally) -> dict[str, object]:
    amount = tally.amount
    return {
        "effect": tally.effect,
        "kind": tally.kind,
        "low": amount.low if amount else None,
        "high": amount.high if amount else None,
    }
