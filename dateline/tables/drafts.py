"""What may become of one row of a table. Types only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dateline.errors import Problem
from dateline.model import Period
from dateline.tables.table import Row


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
