"""What one sentence says, as data: what kind of sentence it is, and its clauses. Made by `clauses`, used by `reading`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from dateline.ingest.dates import Days
from dateline.ingest.parts import Where
from dateline.ingest.targets import Target


class Says(Enum):
    """What kind of sentence it is."""

    COUNTS = auto()
    CONTINUES = auto()  # "The strikes engaged ...": more of the clause before
    SETS = auto()  # days and countries that the release is about, without a count
    UNCLEAR = auto()


@dataclass(frozen=True, slots=True)
class Clause:
    """One count of strikes as it stands. `led`: country and days that stand before the count."""

    strikes: int | None
    engagements: int | None = None
    where: Where | None = None
    countries: tuple[str, ...] = ()
    days: Days | None = None
    targets: tuple[Target, ...] = ()
    outcomes: tuple[str, ...] = ()
    late: bool = False
    others: bool = False
    acted: bool = False  # somebody "conducted" the strikes: a sentence that states, not a line of a list
    country_led: bool = False
    days_led: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a sentence was understood as. `why`: the reason where it was not, or not wholly."""

    says: Says
    clauses: tuple[Clause, ...] = ()
    why: str | None = None
    ends_with_colon: bool = False


class Unclear(Exception):
    """A sentence cannot be read with certainty."""
