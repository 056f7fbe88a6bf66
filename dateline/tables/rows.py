"""One row of a table to one event, as the map says: or everything that is wrong with it.

Here belongs what a row becomes by itself. Ids that depend on other rows, and reports, are in `gathering`.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from dateline.load.gazetteer import SOURCES
from dateline.load.hints import slug
from dateline.load.vocabulary import Known
from dateline.model import Period, Record
from dateline.tables.amounts import counts_of
from dateline.tables.cells import CellError, day_of, widened
from dateline.tables.drafts import Constants, Draft, Rejected, Skipped
from dateline.tables.lookups import Lookup
from dateline.tables.places import Gazetteer, UnknownPlaces
from dateline.tables.reading import Reading
from dateline.tables.table import Row, Table, text_of
from dateline.tables.tallies import CategoryWords, kinds_of
from dateline.tables.where import where_of


class RowReader:
    """Reads rows with one map; afterwards `unknown` holds the names of places that were not found."""

    def __init__(self, table: Table, data: dict[str, Any], record: Record, constants: Constants) -> None:
        self.unknown = UnknownPlaces()
        self._table, self._map, self._constants = table, data, constants
        self._nulls = frozenset({"", *(word.casefold() for word in data.get("nulls", ()))})
        self._gazetteer = Gazetteer(record)
        self._categories = {category.key: CategoryWords.of(category) for category in record.dataset.categories.values()}
        self._countries = Lookup.of_words("country", record.dataset.countries)
        self._actors = Lookup.of_words("actor", record.dataset.actors)
        titles = {source.title: source.id for source in record.sources.values()}
        self._sources = Lookup.of(Known("source", SOURCES, record.sources), record.sources, titles)

    def read(self, row: Row) -> Draft | Skipped | Rejected:
        """What becomes of a row."""
        reading = Reading(self._table, self._map, self._nulls, self.unknown, row, Rejected(row))
        try:
            _check_cells(reading)
            why = _reason_to_skip(reading)
        except CellError as error:
            reading.wrong_row(error)
            return reading.rejected
        if why is not None:
            return Skipped(row, why)
        draft = self._draft(reading)
        return reading.rejected if draft is None or reading.rejected.problems or reading.rejected.unknown else draft

    def _draft(self, reading: Reading) -> Draft | None:
        """The event of a row; None where not even its day is known."""
        on = _period(reading)
        fields: dict[str, Any] = {} if on is None else {"on": str(on)}
        country = reading.attempt_word(self._map.get("country"), self._countries)
        fields |= where_of(reading, country, self._gazetteer)
        fields |= counts_of(reading)
        fields |= kinds_of(reading, self._categories)
        source = reading.attempt_word(self._map.get("event_source"), self._sources)
        if source and source != self._constants.source:
            fields["source"] = source
        note = _remarks(reading)
        if note:
            fields["note"] = note
        actor = self._constants.actor or reading.attempt_word(self._map.get("actor"), self._actors, needed=True) or ""
        own_id, group = _own_id(reading), _group(reading)
        if on is None:
            return None
        name = "-or-".join(fields["place"]) if isinstance(fields.get("place"), list) else fields.get("place", country or "")
        return Draft(reading.row, on, fields, actor, own_id, group, name)


def _check_cells(reading: Reading) -> None:
    """Raises CellError for a row that has fewer cells than there are columns, or more."""
    cells, columns = reading.row.cells, len(reading.table.columns)
    if len(cells) < columns or any(text_of(cell) for cell in cells[columns:]):
        message = f"this row has {len(cells)} cells where the columns are {columns}"
        help_ = "a cell with the delimiter in it needs quotes around it; an empty cell needs its delimiter"
        raise CellError("ragged-row", message, help_)


def _reason_to_skip(reading: Reading) -> str | None:
    """The reason of the first rule that leaves the row out. Raises CellError."""
    for rule in reading.map.get("skip", ()):
        text = reading.text(rule["column"]).casefold()
        listed = {word.casefold() for word in rule.get("is", rule.get("is_not", ()))}
        applies = text in listed if "is" in rule else text not in listed if "is_not" in rule else bool(text) != rule["empty"]
        if applies:
            return str(rule["why"])
    return None


def _period(reading: Reading) -> Period | None:
    if "date" in reading.map:
        spec = reading.map["date"]
        day = _day(reading, spec)
        precision = _precision(reading, spec.get("precision"))
        return (
            None if day is None or precision is None else reading.attempt(spec["column"], lambda: widened(day, precision), None)
        )
    span = reading.map["span"]
    first, last = _day(reading, span["first"]), _day(reading, span["last"])
    if first is None or last is None:
        return None
    if last < first:
        message = f"the last day, {last}, is before the first, {first}"
        reading.wrong(span["last"]["column"], CellError("bad-date", message, "correct one of the two"))
        return None
    return Period(first, last)


def _day(reading: Reading, spec: dict[str, Any]) -> dt.date | None:
    column = spec["column"]
    return reading.attempt(column, lambda: day_of(reading.needed(column, "the day"), spec), None)


def _precision(reading: Reading, spec: dict[str, Any] | None) -> int | str | None:
    if spec is None:
        return 0
    column = spec["column"]

    def look_up() -> int | str:
        text = text_of(reading.needed(column, "how exact the day is"))
        if text not in spec["values"]:
            raise CellError("unknown-precision", f"'{text}' is not among the values of `precision`", "add it to the map")
        return spec["values"][text]  # type: ignore[no-any-return]

    return reading.attempt(column, look_up, None)


def _remarks(reading: Reading) -> str:
    texts = map(reading.attempt_text, reading.map.get("notes", ()))
    lines = [re.sub(r"\r\n?", "\n", text).strip() for text in texts if text]
    return "\n".join([*lines, *reading.notes])


def _own_id(reading: Reading) -> str | None:
    column = reading.map.get("id", {}).get("column")
    if column is None:
        return None

    def read() -> str:
        text = text_of(reading.needed(column, "the id"))
        if not slug(text):
            raise CellError("bad-cell", f"'{text}' gives no id", "an id has letters a to z or digits in it")
        return slug(text)

    return reading.attempt(column, read, None)


def _group(reading: Reading) -> str:
    column = reading.map.get("reports", {}).get("column")
    if column is None:
        return ""
    text = reading.attempt(column, lambda: text_of(reading.needed(column, "the report")), "")
    return slug(text) or "report"
