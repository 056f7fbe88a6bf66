"""What a release claims, one piece each, with the sentence that it stands in. Frozen; made by `reading`, used by `draft`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto

from dateline.ingest.dates import Days
from dateline.ingest.names import Named
from dateline.ingest.sentences import Sentence
from dateline.ingest.targets import Target
from dateline.model import Period


class Sort(Enum):
    """Where a claim goes in a report."""

    EVENT = auto()
    TOTAL = auto()
    LATE_TOTAL = auto()  # of late additions, which lie outside the report's own totals
    OTHERS = auto()  # strikes of somebody else: they count nothing


@dataclass(frozen=True, slots=True)
class Claim:
    """So many strikes (and engagements), somewhere, on some days. `places` empty: not stated. `days` None: the report's period.

    `countries` are those of the places, or else those that the sentence or its heading names. `doubts` are things that an editor
    has to look at before the claim may count.
    """

    sort: Sort
    strikes: int
    sentences: tuple[Sentence, ...]
    engagements: int | None = None
    places: tuple[Named, ...] = ()
    countries: tuple[str, ...] = ()
    days: Days | None = None
    targets: tuple[Target, ...] = ()
    remarks: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    late: bool = False

    @property
    def sentence(self) -> Sentence:
        return self.sentences[0]


@dataclass(frozen=True, slots=True)
class Unread:
    """A sentence that was not understood, or not wholly: why, and whether its count was kept."""

    sentence: Sentence
    why: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All of a release: every sentence is in exactly one of claims, `scope`, `form` or `unread` (a kept one in two)."""

    text: str
    period: Period | None
    claims: tuple[Claim, ...]
    scope: tuple[Sentence, ...]
    form: tuple[Sentence, ...]
    unread: tuple[Unread, ...]
    countries: tuple[str, ...]

    def of(self, sort: Sort) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.claims if claim.sort is sort)


class Doubt(Exception):
    """A sentence was understood, but not what it belongs to."""


def quoted(words: Iterable[str]) -> tuple[str, ...]:
    """Words of the release as remarks."""
    return tuple(f"The release says: {each}." for each in words)


def merged(other: Claim, claim: Claim) -> Claim:
    """The same total said once more: what the second sentence adds belongs to the first; a contradiction is not read."""
    both = None not in {other.engagements, claim.engagements}
    clash = other.strikes != claim.strikes or (both and other.engagements != claim.engagements)
    if clash or (other.targets and claim.targets):
        raise Doubt(f"line {other.sentence.line} states {other.strikes} strikes for the same days and countries")
    return replace(
        other,
        sentences=(*other.sentences, *claim.sentences),
        engagements=other.engagements if claim.engagements is None else claim.engagements,
        targets=(*other.targets, *claim.targets),
        remarks=(*other.remarks, *claim.remarks),
    )
