"""What a phrase of a sentence is: its kind, where it stands, what it says. How phrases are found is in `phrases`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from dateline.ingest.dates import Days
from dateline.ingest.names import Named
from dateline.ingest.targets import Target
from dateline.ingest.tokens import Token


class Kind(Enum):
    """What a phrase says."""

    MARK = auto()  # comma, semicolon, colon, "and"
    NEAR = auto()
    COUNTRY = auto()
    DATE = auto()
    STRIKES = auto()
    ENGAGEMENTS = auto()
    THE_STRIKES = auto()  # those of the sentence before
    CONDUCT = auto()
    ACTORS = auto()
    ENEMY = auto()
    EFFECT = auto()  # a verb with its targets
    OUTCOME = auto()  # what was done, where that is no target: "denied access to terrain"
    LATE = auto()
    OTHERS = auto()  # strikes of somebody else
    FILLER = auto()


@dataclass(frozen=True, slots=True)
class Where:
    """Places that one count is for: one of these. `text`: the words as they stand, with their bearing."""

    places: tuple[Named, ...]
    bearing: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A count with its days: `six Aug. 7 strikes`."""

    number: int
    days: Days


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase from token `start` up to `end`."""

    kind: Kind
    start: int
    end: int
    value: int | str | Where | Days | Dated | tuple[str, ...] | None = None
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """What a sentence was read as. `stuck`: the token at which it could not be read on; None: it was read to its end."""

    tokens: tuple[Token, ...]
    phrases: tuple[Phrase, ...]
    stuck: int | None

    @property
    def rest(self) -> tuple[Token, ...]:
        """The words that were not read."""
        return self.tokens[self.stuck :] if self.stuck is not None else ()
