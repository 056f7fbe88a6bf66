"""One row of a table to one event, as the map says: or everything that is wrong with it.

Here belongs what a row becomes by itself. Ids that depend on other rows, and reports, are in `gathering`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dateline.errors import Problem
from dateline.load import dataset
from dateline.load.gazetteer import SOURCES
from dateline.load.hints import slug
from dateline.load.vocabulary import Known, fold
from dateline.load.writing import can_hold
from dateline.model import Category, Named, Period, Record
from dateline.tables.cells import CellError, count_of, day_of, degrees_of, is_error, widened
from dateline.tables.places import Gazetteer, Unknown, UnknownPlaceError
from dateline.tables.table import Cell, Row, Table, text_of


@dataclass(frozen=True, slots=True)
class Draft:
    """An event without its id, as YAML will say it; `own_id` is that of the table, `group` the cell that names its report."""

    row: Row
    on: Period
    fields: dict[str, Any]
    actor: str
    own_id: str | None
    group: str
    name: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that the map leaves out, and why."""

    row: Row
    why: str


@dataclass(slots=True)
class Rejected:
    """A row that something is wrong with; `unknown` are names of places, which are told once for all rows."""

    row: Row
    problems: list[Problem] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def reason(self) -> str:
        return "; ".join([problem.message for problem in self.problems] + self.unknown)


@dataclass(frozen=True, slots=True)
class Constants:
    """What the command line gives for all rows; it takes the place of what the map says."""

    source: str
    actor: str | None = None


class RowReader:
    """Reads rows with one map; afterwards `unknown` holds the names of places that were not found."""

    def __init__(self, table: Table, data: dict[str, Any], record: Record, constants: Constants) -> None:
        self.table, self.map, self.record, self.constants = table, data, record, constants
        self.gazetteer = Gazetteer(record)
        self.unknown: dict[tuple[str, str | None], Unknown] = {}
        self._nulls = {"", *(word.casefold() for word in data.get("nulls", ()))}
        words = record.dataset
        self.countries = _lookup(Known("country", dataset.FILE, words.countries, _names(words.countries)), words.countries)
        self.actors = _lookup(Known("actor", dataset.FILE, words.actors, _names(words.actors)), words.actors)
        titles = {source.title: source.id for source in record.sources.values()}
        self.sources = (Known("source", SOURCES, record.sources), _folded(record.sources, titles))

    def read(self, row: Row) -> Draft | Skipped | Rejected:
        """What becomes of a row."""
        rejected = Rejected(row)
        if self._is_ragged(row, rejected):
            return rejected
        try:
            why = self._skipped(row)
        except CellError as error:
            rejected.problems.append(Problem(error.code, error.message, self.table.spot(row), error.help))
            return rejected
        if why is not None:
            return Skipped(row, why)
        draft = _Reading(self, row, rejected).draft()
        return rejected if draft is None or rejected.problems or rejected.unknown else draft

    def text(self, row: Row, column: str) -> str:
        """A cell in words; empty where it holds a word for nothing. Raises CellError."""
        cell = self.table.cell(row, column)
        text = text_of(cell)
        if text.casefold() in self._nulls:
            return ""
        if is_error(cell):
            raise CellError("bad-cell", f"'{text}' is an error of the spreadsheet", "mend the formula, or name it under `nulls`")
        forbidden = can_hold(text.replace("\r\n", "\n").replace("\r", "\n"))
        if forbidden:
            raise CellError("bad-cell", f"the character {forbidden} is not allowed here", "delete it")
        return text

    def cell(self, row: Row, column: str) -> Cell | None:
        """A cell as it is; None where it is empty. Raises CellError."""
        return self.table.cell(row, column) if self.text(row, column) else None

    def _is_ragged(self, row: Row, rejected: Rejected) -> bool:
        more, columns = row.cells[len(self.table.columns) :], len(self.table.columns)
        if len(row.cells) >= columns and not any(text_of(cell) for cell in more):
            return False
        message = f"this row has {len(row.cells)} cells where the columns are {columns}"
        help_ = "a cell with the delimiter in it needs quotes around it; an empty cell needs its delimiter"
        rejected.problems.append(Problem("ragged-row", message, self.table.spot(row), help_))
        return True

    def _skipped(self, row: Row) -> str | None:
        """The reason of the first rule that leaves the row out."""
        for rule in self.map.get("skip", ()):
            text = self.text(row, rule["column"]).casefold()
            listed = {word.casefold() for word in rule.get("is", rule.get("is_not", ()))}
            applies = text in listed if "is" in rule else text not in listed if "is_not" in rule else bool(text) != rule["empty"]
            if applies:
                return str(rule["why"])
        return None

    def found_unknown(self, error: UnknownPlaceError, row: Row, column: str) -> None:
        key = (fold(error.name), error.country)
        self.unknown.setdefault(key, Unknown(error.name, error.country, error.help, error.message, column)).rows.append(row)


class _Reading:
    """One row being read: what is wrong is noted at its cell, and reading goes on."""

    def __init__(self, reader: RowReader, row: Row, rejected: Rejected) -> None:
        self.reader, self.row, self.rejected = reader, row, rejected
        self.map, self.table = reader.map, reader.table
        self.notes: list[str] = []

    def draft(self) -> Draft | None:
        on = self._period()
        fields: dict[str, Any] = {} if on is None else {"on": str(on)}
        country = self._word("country", self.reader.countries)
        fields |= self._where(country)
        fields |= self._counts()
        fields |= self._kinds()
        source = self._word("event_source", self.reader.sources)
        if source and source != self.reader.constants.source:
            fields["source"] = source
        note = self._note()
        if note:
            fields["note"] = note
        actor = self.reader.constants.actor or self._word("actor", self.reader.actors, needed=True) or ""
        own_id = self._own_id()
        group = self._group()
        if on is None:
            return None
        name = "-or-".join(fields["place"]) if isinstance(fields.get("place"), list) else fields.get("place", country or "")
        return Draft(self.row, on, fields, actor, own_id, group, name)

    def _try(self, column: str, reading: Callable[[], Any], default: Any = None) -> Any:
        """What `reading` gives, or the default after noting what is wrong at the column."""
        try:
            return reading()
        except UnknownPlaceError as error:
            self.reader.found_unknown(error, self.row, column)
            self.rejected.unknown.append(error.message)
        except CellError as error:
            message = f"{error.message} (column {column})"
            self.rejected.problems.append(Problem(error.code, message, self.table.spot(self.row, column), error.help))
        return default

    def _needed(self, column: str, what: str) -> Cell:
        cell = self.reader.cell(self.row, column)
        if cell is None:
            raise CellError(
                "empty-cell", f"nothing is given for {what}", "fill it in, or skip such rows in the map, with the reason"
            )
        return cell

    def _period(self) -> Period | None:
        if "date" in self.map:
            spec = self.map["date"]
            day = self._day(spec)
            precision = self._precision(spec.get("precision"))
            return None if day is None or precision is None else widened(day, precision)
        first, last = self._day(self.map["span"]["first"]), self._day(self.map["span"]["last"])
        if first is None or last is None:
            return None
        column = self.map["span"]["last"]["column"]
        return self._try(column, lambda: _period_of(first, last))  # type: ignore[no-any-return]

    def _day(self, spec: dict[str, Any]) -> Any:
        return self._try(spec["column"], lambda: day_of(self._needed(spec["column"], "the day"), spec))

    def _precision(self, spec: dict[str, Any] | None) -> int | str | None:
        if spec is None:
            return 0
        column = spec["column"]

        def look_up() -> int | str:
            text = text_of(self._needed(column, "how exact the day is"))
            if text not in spec["values"]:
                raise CellError("unknown-precision", f"'{text}' is not among the values of `precision`", "add it to the map")
            return spec["values"][text]  # type: ignore[no-any-return]

        return self._try(column, look_up)  # type: ignore[no-any-return]

    def _word(self, key: str, known: tuple[Known, dict[str, str]], *, needed: bool = False) -> str | None:
        """The id that the map gives for all rows, or the one that the cell of its column stands for."""
        spec = self.map.get(key)
        return None if spec is None else self._word_of(spec, known, needed=needed)

    def _word_of(self, spec: Any, known: tuple[Known, dict[str, str]], *, needed: bool = False) -> str | None:
        if isinstance(spec, str):
            return spec
        column = spec["column"]

        def look_up() -> str | None:
            text = text_of(self._needed(column, f"the {known[0].kind}")) if needed else self.reader.text(self.row, column)
            return self._identified(text, spec, known) if text else None

        return self._try(column, look_up)  # type: ignore[no-any-return]

    def _identified(self, text: str, spec: dict[str, Any], known: tuple[Known, dict[str, str]]) -> str:
        values = {fold(key): value for key, value in spec.get("values", {}).items()}
        found = values.get(fold(text)) or known[1].get(fold(text))
        if found is None:
            problem = known[0].problem(text)
            message, help_ = (problem.message, problem.help) if problem else (f"'{text}' is not clear", None)
            code = problem.code if problem else "bad-cell"
            way = f"say in the map what it stands for: values: {{{_quoted(text)}: ...}}"
            raise CellError(code, message, f"{help_} Otherwise {way}" if help_ and help_.startswith("did") else way)
        return str(found)

    def _where(self, country: str | None) -> dict[str, Any]:
        spec = self.map.get("place")
        places = self._places(spec, country) if spec and self._states_place(spec) else []
        self._check_covered([self.reader.record.places[place].country for place in places] or [country])
        if places:
            return {"place": places[0] if len(places) == 1 else places}
        return {"country": country} if country else {}

    def _check_covered(self, countries: list[str | None]) -> None:
        covers = self.map.get("reports", {}).get("covers")
        for country in dict.fromkeys(countries):
            if covers and country and country not in covers:
                message = f"{country} is not among the countries that the reports cover: {', '.join(covers)}"
                help_ = "skip such rows in the map, with the reason, or add the country to `covers`"
                self.rejected.problems.append(Problem("not-covered", message, self.table.spot(self.row), help_))

    def _states_place(self, spec: dict[str, Any]) -> bool:
        rule = spec.get("only_if")
        if rule is None:
            return True
        text = self._try(rule["column"], lambda: self.reader.text(self.row, rule["column"]), "")
        return text.casefold() in {word.casefold() for word in rule["is"]}

    def _places(self, spec: dict[str, Any], country: str | None) -> list[str]:
        column = spec["column"]
        text = self._try(column, lambda: self.reader.text(self.row, column), "")
        look_up = self.reader.gazetteer.by_id if spec.get("by") == "id" else self.reader.gazetteer.by_name
        found: dict[str, None] = {}
        before = len(self.rejected.unknown)
        for name in _parts(text, spec.get("separator")):
            place = self._try(column, lambda name=name: look_up(name, country))  # type: ignore[misc]
            if place is not None:
                found[place.id] = None
        if len(self.rejected.unknown) > before:
            self._note_coordinate(spec.get("at"), country, _parts(text, spec.get("separator")))
        return list(found)

    def _note_coordinate(self, spec: dict[str, Any] | None, country: str | None, names: list[str]) -> None:
        """What the row gives as the coordinate of its one unknown place, for a proposal."""
        unknown = self.reader.unknown.get((fold(names[0]), country)) if len(names) == 1 else None
        if spec is None or unknown is None:
            return
        decimal = self.map.get("decimal", ".")
        lat = self._try(spec["lat"], lambda: degrees_of(self._needed(spec["lat"], "the latitude"), decimal, 90))
        lon = self._try(spec["lon"], lambda: degrees_of(self._needed(spec["lon"], "the longitude"), decimal, 180))
        if lat is not None and lon is not None:
            unknown.coordinates[lat, lon] = None

    def _counts(self) -> dict[str, Any]:
        found = {measure: self._amount(spec, measure) for measure, spec in self.map["counts"].items()}
        given = {measure: amount for measure, amount in found.items() if amount is not None}
        if not given and not self.rejected.problems:
            message = "nothing is counted in this row"
            self.rejected.problems.append(
                Problem("empty-cell", message, self.table.spot(self.row), "an empty cell is not 0: fill it in, or skip such rows")
            )
        return given

    def _amount(self, spec: dict[str, Any], what: str) -> Any:
        """A whole number, `{min}` or `{min, max}`; None where the cells are empty."""
        if "value" in spec:
            return spec["value"]
        if "column" in spec:
            return self._number(spec["column"])
        low, high, best = (self._number(spec[key]) if key in spec else None for key in ("min", "max", "best"))
        if low is None:
            if high is not None or best is not None:
                self._try(spec["min"], lambda: self._needed(spec["min"], f"the least number of {what}"))
            return None
        self._check_range(spec, low, high, best)
        if best is not None and high != low:
            self.notes.append(f"Best estimate ({what}): {best}.")
        if high == low:
            return low
        return {"min": low} if high is None else {"min": low, "max": high}

    def _check_range(self, spec: dict[str, Any], low: int, high: int | None, best: int | None) -> None:
        if high is not None and high < low:
            self._wrong(spec["max"], "bad-count", f"the largest number, {high}, is less than the least, {low}")
        elif best is not None and (best < low or (high is not None and best > high)):
            ends = f"{low} to {high}" if high is not None else f"at least {low}"
            self._wrong(spec["best"], "bad-count", f"the best estimate, {best}, does not lie within {ends}")

    def _wrong(self, column: str, code: str, message: str) -> None:
        def refuse() -> None:
            raise CellError(code, message, "correct one of the two")

        self._try(column, refuse)

    def _number(self, column: str) -> int | None:
        def read() -> int | None:
            cell = self.reader.cell(self.row, column)
            return None if cell is None else count_of(cell, self.map.get("decimal", "."), self.map.get("thousands"))

        return self._try(column, read)  # type: ignore[no-any-return]

    def _kinds(self) -> dict[str, Any]:
        categories = {category.key: category for category in self.reader.record.dataset.categories.values()}
        found = {key: self._tallies(specs, categories[key]) for key, specs in self.map.get("kinds", {}).items()}
        return {key: tallies for key, tallies in found.items() if tallies}

    def _tallies(self, specs: list[dict[str, Any]], category: Category) -> dict[str, Any]:
        tallies: dict[str, Any] = {}
        kinds = _lookup(Known("kind", dataset.FILE, category.kinds, _names(category.kinds)), category.kinds)
        effects = _lookup(Known("effect", dataset.FILE, category.effects, _names(category.effects)), category.effects)
        for spec in specs:
            effect = self._word_of(spec["effect"], effects) if "effect" in spec else None
            amount = self._amount(spec["count"], category.many) if "count" in spec else "some"
            amount = "some" if amount is None or amount == {"min": 0} else amount
            within = tallies.setdefault(effect, {}) if effect else tallies
            for kind in self._kinds_of(spec, kinds):
                if amount != 0:
                    self._add(within, kind, amount, spec)
        return {key: value for key, value in tallies.items() if value != {}}

    def _kinds_of(self, spec: dict[str, Any], known: tuple[Known, dict[str, str]]) -> Iterator[str]:
        if isinstance(spec["kind"], str):
            yield spec["kind"]
            return
        column = spec["kind"]["column"]
        text = self._try(column, lambda: self.reader.text(self.row, column), "")
        for part in _parts(text, spec.get("separator")):
            kind = self._try(column, lambda part=part: self._identified(part, spec["kind"], known))  # type: ignore[misc]
            if kind is not None:
                yield kind

    def _add(self, within: dict[str, Any], kind: str, amount: Any, spec: dict[str, Any]) -> None:
        """A kind that is named twice in a row has its exact numbers in a list; others cannot be joined."""
        column = self.table.columns[0] if isinstance(spec["kind"], str) else spec["kind"]["column"]
        if isinstance(amount, dict) and amount.get("min") == 0:
            self._wrong(column, "bad-count", f"'{kind}' may be none at all: a kind that is listed counts at least 1")
        elif kind not in within:
            within[kind] = amount
        elif isinstance(amount, int) and isinstance(within[kind], int | list):
            within[kind] = [*(within[kind] if isinstance(within[kind], list) else [within[kind]]), amount]
        else:
            self._wrong(column, "bad-count", f"'{kind}' is named twice, and not both times with a whole number")

    def _note(self) -> str:
        columns = self.map.get("notes", ())
        texts = [self._try(column, lambda column=column: self.reader.text(self.row, column), "") for column in columns]  # type: ignore[misc]
        lines = [re.sub(r"\r\n?", "\n", text).strip() for text in texts if text]
        return "\n".join([*lines, *self.notes])

    def _own_id(self) -> str | None:
        column = self.map.get("id", {}).get("column")
        if column is None:
            return None

        def read() -> str:
            text = text_of(self._needed(column, "the id"))
            if not slug(text):
                raise CellError("bad-cell", f"'{text}' gives no id", "an id has letters a to z or digits in it")
            return slug(text)

        return self._try(column, read)  # type: ignore[no-any-return]

    def _group(self) -> str:
        column = self.map.get("reports", {}).get("column")
        if column is None:
            return ""
        text = self._try(column, lambda: text_of(self._needed(column, "the report")), "")
        return slug(text) or "report"


def _period_of(first: Any, last: Any) -> Period:
    if last < first:
        raise CellError("bad-date", f"the last day, {last}, is before the first, {first}", "correct one of the two")
    return Period(first, last)


def _parts(text: str, separators: list[str] | None) -> list[str]:
    """The names of one cell, without those that are said twice."""
    if not separators:
        return [text] if text else []
    ordered = sorted(separators, key=len, reverse=True)
    parts = re.split("|".join(map(re.escape, ordered)), text)
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _names(words: dict[str, Named]) -> dict[str, str]:
    return {word.name: word.id for word in words.values()}


def _lookup(known: Known, words: dict[str, Named]) -> tuple[Known, dict[str, str]]:
    return known, _folded(words, _names(words))


def _folded(ids: Any, names: dict[str, str]) -> dict[str, str]:
    return {fold(name): identifier for name, identifier in names.items()} | {fold(identifier): identifier for identifier in ids}


def _quoted(text: str) -> str:
    return f'"{text}"' if re.search(r"[^\w -]", text) else text
