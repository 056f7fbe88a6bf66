"""The map of an import: which column of somebody's table is what of an event. `docs/importing.md` explains every key.

Here belongs the shape of the file and what it may name. How a table is read with it is in `tables`.
"""

from __future__ import annotations

from typing import Any

from dateline.load.findings import Findings
from dateline.load.import_words import MOST_DAYS, Days, Encoding, Form, Header, Precision, Verbatim
from dateline.load.positions import Path
from dateline.load.reports import Words
from dateline.load.scalars import Choice, Flag, Id, Text, Whole
from dateline.load.shapes import ById, Either, Field, Fields, JsonSchema, ListOf, Shape, called
from dateline.load.vocabulary import Known, Reference
from dateline.load.yaml_reader import Plain
from dateline.model import Category

GROUPS = ("table", "week", "month", "year")


class Counted(ById):
    """What is counted, by measure. A measure that the dataset lacks is said with what to add to it."""

    def __init__(self, words: Words) -> None:
        self.measures = words.measures
        super().__init__(Text(), _count_shape(), "a mapping from measures to columns", least=1)

    def read(self, value: Plain, at: Path, found: Findings) -> dict[str, Any] | None:
        for measure in value if isinstance(value, dict) else ():
            if measure not in self.measures:
                help_ = (
                    f"name one of the dataset's here ({', '.join(self.measures)}), or add under 'measures' in data/dataset.yml: "
                    f"{measure}: {{one: ..., many: {measure}, definition: ...}}"
                )
                found.add("unknown-measure", f"no measure '{measure}' in data/dataset.yml", (*at, measure), help_, key=True)
        return super().read(value, at, found)

    def schema(self) -> JsonSchema:
        return super().schema() | {"propertyNames": {"enum": list(self.measures)}}


class OneOrList(Either[Any]):
    """A word, or a list of words; either way a list comes out."""

    def __init__(self, item: Shape[Any], wanted: str) -> None:
        super().__init__(item, ListOf(item, wanted, least=1, distinct=True))

    def read(self, value: Plain, at: Path, found: Findings) -> list[Any] | None:
        got = super().read(value, at, found)
        return got if got is None or isinstance(got, list) else [got]


_COLUMN = Field(Text(), "The name of the column, as its head says it.", required=True)


def map_shape(words: Words) -> Fields:
    """The shape of a map for the words of one dataset."""
    country, source, actor = Reference(words.countries), Reference(words.sources), Reference(words.actors)
    return Fields(
        "a map",
        {
            **_table_fields(),
            "skip": Field(ListOf(_skip_shape(), "a list of rules"), "Rows that are left out, each with the reason."),
            "id": Field(_id_shape(), "Ids of events: from a column, with a prefix; else made of day, place and number."),
            "date": Field(_date_shape(), "The day of an event. This or 'span'."),
            "span": Field(_span_shape(), "The first and the last day of an event. This or 'date'."),
            "place": Field(_place_shape(), "The place of an event, or those it lies at one of."),
            "country": Field(_word_or_column(country, "a country"), "The country: an id for all rows, or a column."),
            "counts": Field(Counted(words), "For each measure the columns that count it.", required=True),
            "kinds": Field(_kinds_shape(words), "For each category the columns that give kinds, effects and numbers."),
            "source": Field(source, "The id of the table's own source; --source takes its place."),
            "event_source": Field(
                _column_with_values(source, "a source"), "The source of each event, where rows have their own."
            ),
            "actor": Field(_word_or_column(actor, "an actor"), "Whose acts the rows are; --actor takes its place."),
            "notes": Field(ListOf(Text(), "a list of columns", least=1, distinct=True), "Columns whose texts become notes."),
            "reports": Field(_reports_shape(words), "How events are gathered into reports."),
        },
        extra={"oneOf": [{"required": ["date"]}, {"required": ["span"]}]},
    )


def read_map(data: Plain, words: Words, found: Findings) -> dict[str, Any] | None:
    """The map as it was read, key by key, or None after noting everything that is wrong."""
    before = len(found.noted)
    got = map_shape(words).read(data, (), found)
    if isinstance(data, dict):
        _check_choices(data, found)
    return got if len(found.noted) == before else None


def _check_choices(data: dict[str, Any], found: Findings) -> None:
    """Keys of which one is wanted, and not two."""
    _one_of(data, (("date",), ("span",)), (), found)
    _one_of(data.get("reports"), (("by",), ("column",)), ("reports",), found, needed=False)
    for number, rule in enumerate(_items(data.get("skip"))):
        _one_of(rule, (("is",), ("is_not",), ("empty",)), ("skip", number), found)
    counts = data.get("counts")
    for measure, count in counts.items() if isinstance(counts, dict) else ():
        _one_of(count, _COUNTED, ("counts", measure), found)
    kinds = data.get("kinds")
    for category, specs in kinds.items() if isinstance(kinds, dict) else ():
        for number, spec in enumerate(_items(specs)):
            _one_of(spec.get("count"), _COUNTED, ("kinds", category, number, "count"), found)


_COUNTED = (("column",), ("value",), ("min", "max", "best"))


def _items(value: Any) -> list[dict[str, Any]]:
    return [item if isinstance(item, dict) else {} for item in value] if isinstance(value, list) else []


def _one_of(data: Any, ways: tuple[tuple[str, ...], ...], at: Path, found: Findings, *, needed: bool = True) -> None:
    """One of these ways has to be given, and no second. The first key of a way is required in it."""
    if not isinstance(data, dict):
        return
    given = [way for way in ways if any(key in data for key in way)]
    names = " or ".join(f"'{way[0]}'" for way in ways)
    if len(given) > 1:
        key = next(key for key in given[1] if key in data)
        found.add("bad-key", f"'{key}' is given besides '{given[0][0]}'", (*at, key), f"give one of {names}", key=True)
    elif needed and (not given or given[0][0] not in data):
        wanted = f"the key '{given[0][0]}'" if given else f"one of {names}"
        found.add("missing-key", f"{called(at) if at else 'a map'} needs {wanted}", at, "docs/importing.md explains them")


def _table_fields() -> dict[str, Field]:
    return {
        "about": Field(Text(lines=True), "What the map is for."),
        "encoding": Field(Encoding(), "The encoding of the text, such as utf-8 or windows-1256; found out when left out."),
        "delimiter": Field(Verbatim(3), "What parts the cells: one character, or tab; found out when left out."),
        "decimal": Field(Choice((".", ","), "a decimal mark"), "The decimal mark, . (when left out) or a comma."),
        "thousands": Field(Verbatim(1), "What parts thousands, such as a comma; nothing when left out."),
        "nulls": Field(ListOf(Text(), "a list of words", least=1), "Words that mean an empty cell, such as NA."),
        "sheet": Field(Text(), "The sheet of a workbook with several."),
        "header": Field(Header(), "The line that names the columns; 1 when left out."),
    }


def _skip_shape() -> Fields:
    cells = OneOrList(Text(), "a list of words")
    return Fields(
        "a rule for skipping",
        {
            "column": _COLUMN,
            "is": Field(cells, "Rows are left out whose cell is one of these."),
            "is_not": Field(cells, "Rows are left out whose cell is none of these."),
            "empty": Field(Flag(), "true: rows are left out whose cell is empty."),
            "why": Field(Text(), "The reason, shown when the table is read.", required=True),
        },
    )


def _id_shape() -> Fields:
    prefix = Field(Id(), "What ids start with, before a hyphen.")
    return Fields("'id'", {"column": Field(Text(), "The column with an id that never changes."), "prefix": prefix})


def _date_fields() -> dict[str, Field]:
    precision = Fields(
        "'precision'",
        {
            "column": _COLUMN,
            "values": Field(
                ById(Text(), Precision(), "a mapping from cells to days"),
                "How far off the day may be: days to either side, or month.",
                required=True,
            ),
        },
    )
    return {
        "column": _COLUMN,
        "form": Field(Form(), "iso, numeric, words, or a pattern such as %d/%m/%Y; any of the three when left out."),
        "day_first": Field(Flag(), "Whether 05/04/2018 is in April. Without it such a day is an error."),
        "offset": Field(Days(least=-MOST_DAYS), "Days to add, such as -1 where a release speaks of the day before it."),
        "precision": Field(precision, "A column that says how exact the day is."),
    }


def _date_shape() -> Fields:
    return Fields("a date", _date_fields())


def _span_shape() -> Fields:
    plain = {key: field for key, field in _date_fields().items() if key != "precision"}
    return Fields(
        "a span",
        {
            "first": Field(Fields("a date", plain), "The first day.", required=True),
            "last": Field(Fields("a date", plain), "The last day, included.", required=True),
        },
    )


def _place_shape() -> Fields:
    only_if = Fields("'only_if'", {"column": _COLUMN, "is": Field(OneOrList(Text(), "a list of words"), "Cells.", required=True)})
    at = Fields(
        "'at'",
        {
            "lat": Field(Text(), "The column with the latitude, in degrees.", required=True),
            "lon": Field(Text(), "The column with the longitude, in degrees.", required=True),
            "source": Field(Text(), "Where the coordinates come from.", required=True),
        },
    )
    return Fields(
        "a place",
        {
            "column": _COLUMN,
            "by": Field(Choice(("name", "id"), "'name' or 'id'"), "What the column holds: names or aliases, or ids of places."),
            "separator": Field(
                OneOrList(Verbatim(), "a list of texts"), "What stands between places, of which the event lies at one."
            ),
            "only_if": Field(only_if, "Only in these rows is the place stated; in others only the country is."),
            "at": Field(at, "Coordinates for proposals of unknown places; they place no event."),
        },
    )


def _count_shape() -> Fields:
    return Fields(
        "a count",
        {
            "column": Field(Text(), "The column with the number."),
            "min": Field(Text(), "The column with the least number."),
            "max": Field(Text(), "The column with the largest number."),
            "best": Field(Text(), "The column with the best estimate: checked, and kept as a note."),
            "value": Field(Whole(1), "The same number for each row."),
        },
    )


def _column_with_values(item: Shape[Any], what: str) -> Fields:
    values = Field(ById(Text(), item, "a mapping from cells to ids"), "What cells stand for; ids and names need no entry.")
    return Fields(f"the column of {what}", {"column": _COLUMN, "values": values})


def _word_or_column(item: Shape[Any], what: str) -> Either[Any]:
    return Either(item, _column_with_values(item, what))


def _kinds_shape(words: Words) -> Fields:
    return Fields(
        "'kinds'",
        {
            category.key: Field(ListOf(_kind_shape(category), "a list of columns"), f"The columns that give {category.many}.")
            for category in words.categories.values()
        },
    )


def _kind_shape(category: Category) -> Fields:
    kind = Choice(tuple(category.kinds), f"a kind of {category.one}")
    fields = {
        "kind": Field(_word_or_column(kind, "a kind"), "The kind: an id for all rows, or a column.", required=True),
        "count": Field(_count_shape(), "How many; number not given when left out."),
        "separator": Field(OneOrList(Verbatim(), "a list of texts"), "What stands between the kinds of one cell."),
    }
    if category.effects:
        effect = Choice(tuple(category.effects), "an effect")
        fields["effect"] = Field(_word_or_column(effect, "an effect"), "What was done to them: an id for all rows, or a column.")
    return Fields("a column of kinds", fields)


def _reports_shape(words: Words) -> Fields:
    covers = ListOf(Reference(words.countries), "a list of countries", least=1, distinct=True)
    return Fields(
        "'reports'",
        {
            "by": Field(Choice(GROUPS, "a way to gather reports"), "One report for the table, or for each week, month or year."),
            "column": Field(Text(), "Instead of 'by': a column whose cells say which report a row belongs to."),
            "name": Field(Id(), "What ids of reports end in; the source's id when left out."),
            "part_of": Field(Id(), "The id of a report of the record whose days the table itemises."),
            "covers": Field(covers, "The countries that the table speaks of; all when left out."),
            "partial": Field(Flag(), "false: the table lists all there was in its days; true when left out."),
            "note": Field(Text(lines=True), "A note for each report."),
        },
    )


def known_columns(got: dict[str, Any]) -> list[tuple[Path, str]]:
    """Every column that a map names, with the path to where it does."""
    found: list[tuple[Path, str]] = []
    _walk(got, (), found)
    found += [(("notes", number), name) for number, name in enumerate(got.get("notes", ()))]
    for measure, count in got["counts"].items():
        found += _count_columns(count, ("counts", measure))
    for category, specs in got.get("kinds", {}).items():
        for number, spec in enumerate(specs):
            found += _count_columns(spec.get("count", {}), ("kinds", category, number, "count"))
    found += [(("place", "at", key), name) for key, name in got.get("place", {}).get("at", {}).items() if key != "source"]
    return list(dict.fromkeys(found))


def _walk(value: Any, at: Path, found: list[tuple[Path, str]]) -> None:
    """Every key 'column', however deep; what cells stand for holds none."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        if key == "column" and isinstance(item, str):
            found.append(((*at, key), item))
        elif key not in ("values", "counts"):
            _walk(item, (*at, key), found)


def _count_columns(count: dict[str, Any], at: Path) -> list[tuple[Path, str]]:
    return [((*at, key), count[key]) for key in ("column", "min", "max", "best") if key in count]


def unknown_column(name: str, at: Path, columns: list[str], found: Findings) -> None:
    """A column that the table does not have."""
    known = Known("column", "the table", columns)
    problem = known.problem(name)
    if problem:
        found.add(problem.code, problem.message, at, problem.help)
