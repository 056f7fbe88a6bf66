"""What a draft is: head, events, totals, and what the record does not have. Frozen; made by `draft`, written by `writing`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.ingest.balance import Balance
from dateline.ingest.claims import Claim, Reading
from dateline.ingest.clean import printable
from dateline.ingest.sentences import Sentence

Value = str | int | list[str] | list[int] | dict[str, "Value"]
Entry = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Item:
    """One event or total of the draft, with the sentences that it is made of and what is to be looked at."""

    entry: Entry
    claim: Claim
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnknownPlace:
    """A name that the gazetteer does not have: the id that stands for it, its country where that is known, near names."""

    name: str
    id: str
    country: str | None
    line: int
    suggestions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A kind of target or an effect that the dataset does not have."""

    kind: str  # "target" or "effect"
    id: str
    words: str
    line: int
    suggestions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A report to be, and all that is to be said about it."""

    id: str
    head: Entry
    stated: tuple[Item, ...]
    events: tuple[Item, ...]
    reading: Reading
    balances: tuple[Balance, ...]
    places: tuple[UnknownPlace, ...]
    words: tuple[UnknownWord, ...]
    file: str
    source_entry: Entry | None

    @property
    def unread(self) -> tuple[str, ...]:
        """The lines that were not understood, as they stand in the release."""
        return tuple(verbatim(self.reading, [unread.sentence]) for unread in self.reading.unread)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the editor says of a release. `file` is what it is called on the terminal."""

    file: str
    source: str | None = None
    actor: str | None = None
    identifier: str | None = None
    published: dt.date | None = None


def verbatim(reading: Reading, sentences: Iterable[Sentence]) -> str:
    """Sentences as they stand in the release, on one line."""
    return " ".join(printable(reading.text[sentence.start : sentence.end]) for sentence in sentences)
