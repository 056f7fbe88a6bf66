"""A whole table taken through its map: every row is written, rejected or skipped, and nothing else can become of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dateline.errors import ContentError, Problem, Spot
from dateline.load import import_maps, read_given
from dateline.load.findings import Findings
from dateline.load.gazetteer import SOURCES
from dateline.load.vocabulary import Known
from dateline.model import Record
from dateline.tables.delimited import read_delimited
from dateline.tables.drafts import Constants, Draft, Rejected, Skipped
from dateline.tables.gathering import Gathering, Made, held_against
from dateline.tables.maps import ImportMap
from dateline.tables.places import Unknown, proposals
from dateline.tables.rows import RowReader
from dateline.tables.table import Table
from dateline.tables.workbook import SUFFIXES, read_workbook

MAX_BYTES = 300_000_000


@dataclass(frozen=True, slots=True)
class Taking:
    """What became of a table. `reports` hold the good rows, not yet written; `clashes` is what stands against writing them."""

    table: Table
    reports: tuple[Made, ...]
    rejected: tuple[Rejected, ...]
    skipped: tuple[Skipped, ...]
    unknown: tuple[Unknown, ...]
    clashes: tuple[Problem, ...]
    proposed: str

    @property
    def good(self) -> int:
        """How many rows are in the reports."""
        return sum(report.rows for report in self.reports)

    @property
    def problems(self) -> list[Problem]:
        """Everything that is wrong with rows; a place that is not known once for all of them."""
        return [problem for row in self.rejected for problem in row.problems] + [self._unknown(one) for one in self.unknown]

    def _unknown(self, one: Unknown) -> Problem:
        first, more = one.rows[0], len(one.rows) - 1
        also = f" (and {more} more row{'s' if more > 1 else ''})" if more else ""
        return Problem("unknown-place", one.message + also, self.table.spot(first, one.column), one.help)

    def equation(self, verb: str) -> str:
        """`12 rows read = 9 written + 2 rejected + 1 skipped by the map`."""
        total = f"{len(self.table.rows):,} row{'' if len(self.table.rows) == 1 else 's'} read"
        return f"{total} = {self.good:,} {verb} + {len(self.rejected):,} rejected + {len(self.skipped):,} skipped by the map"

    def skips(self) -> dict[str, list[int]]:
        """The reasons of the map for leaving rows out, and the lines of these."""
        found: dict[str, list[int]] = {}
        for one in self.skipped:
            found.setdefault(one.why, []).append(one.row.line)
        return found


def take(
    path: Path, file: str, plan: ImportMap, record: Record, *, source: str | None = None, actor: str | None = None
) -> Taking:
    """Read the table at `path` (shown as `file`) through a map; `source` and `actor` take the place of what the map says.

    Raises ContentError for what is wrong with the table or the map as a whole; what is wrong with rows is in what is given back.
    """
    table = _read(path, file, plan)
    _check_columns(table, plan)
    constants = _constants(plan, record, source, actor)
    reader, gathering = RowReader(table, plan.data, record, constants), Gathering(table, plan.data, record, constants)
    rejected: list[Rejected] = []
    skipped: list[Skipped] = []
    for row in table.rows:
        became = reader.read(row)
        if isinstance(became, Draft):
            became = gathering.take(became) or became
        if isinstance(became, Rejected):
            rejected.append(became)
        elif isinstance(became, Skipped):
            skipped.append(became)
    reports = tuple(gathering.reports())
    unknown = tuple(reader.unknown)
    origin = plan.data.get("place", {}).get("at", {}).get("source")
    proposed = proposals(unknown, origin, record.places)
    clashes = tuple(held_against(record, reports))
    taking = Taking(table, reports, tuple(rejected), tuple(skipped), unknown, clashes, proposed)
    if taking.good + len(rejected) + len(skipped) != len(table.rows):
        raise RuntimeError("a row is nowhere: " + taking.equation("good"))
    return taking


def _read(path: Path, file: str, plan: ImportMap) -> Table:
    try:
        raw = read_given(path, MAX_BYTES)
    except FileNotFoundError:
        raise ContentError(Problem("missing-table", "there is no such file", Spot(file))) from None
    except OSError as error:
        raise ContentError(Problem("missing-table", f"cannot be read: {error.strerror}", Spot(file))) from None
    if len(raw) > MAX_BYTES:
        message = f"a table may have {MAX_BYTES / 1e6:,.0f} MB, and this file has more"
        raise ContentError(Problem("table-too-large", message, Spot(file), "split it, such as by years"))
    if not raw:
        raise ContentError(Problem("empty-table", "there is nothing in this file", Spot(file)))
    header = plan.data.get("header", 1)
    columns = [name for _, name in import_maps.known_columns(plan.data)]
    if path.suffix.lower() in SUFFIXES:
        return read_workbook(raw, file, sheet=plan.data.get("sheet"), header=header, columns=columns)
    encoding, delimiter = plan.data.get("encoding"), plan.data.get("delimiter")
    return read_delimited(raw, file, columns=columns, header=header, encoding=encoding, delimiter=delimiter)


def _check_columns(table: Table, plan: ImportMap) -> None:
    """Every column that the map names is there, and once."""
    found = Findings()
    for path, name in import_maps.known_columns(plan.data):
        if name not in table.columns:
            import_maps.unknown_column(name, path, list(dict.fromkeys(table.columns)), found)
        elif table.columns.count(name) > 1:
            message = f"{table.columns.count(name)} columns of the table are called '{name}'"
            found.add("duplicate-column", message, path, "give them names of their own in the table")
    if found:
        raise ContentError(found.problems(plan.text, plan.file))


def _constants(plan: ImportMap, record: Record, source: str | None, actor: str | None) -> Constants:
    problems: list[Problem] = []
    source = source or plan.data.get("source")
    if source is None:
        help_ = "give the id of the table's entry in data/sources.yml: --source ID, or source: in the map"
        problems.append(Problem("missing-source", "nobody says where the table comes from", Spot(plan.file), help_))
    else:
        problems += filter(None, [Known("source", SOURCES, record.sources).problem(source)])
    actors = record.dataset.actors
    if actor is not None:
        problems += filter(None, [Known("actor", "data/dataset.yml", actors).problem(actor)])
    elif "actor" not in plan.data and len(actors) > 1:
        help_ = f"say --actor ID, or actor: in the map; known: {', '.join(sorted(actors))}"
        problems.append(Problem("missing-actor", "nobody says whose acts the rows are", Spot(plan.file), help_))
    if problems:
        raise ContentError(problems)
    return Constants(str(source), actor)
