"""What holds from one sentence of a release to the next: country, days, place, lateness, and how long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dateline.ingest.claims import Claim, Doubt, Unread
from dateline.ingest.dates import Days
from dateline.ingest.phrases import Language
from dateline.ingest.said import Clause
from dateline.ingest.sentences import Sentence
from dateline.model import Period

_LONGEST_PERIOD = 62


@dataclass(slots=True)
class Carried:
    """What holds while the sentences are passed over. `country`, `days`, `late` hold until the next heading or total."""

    language: Language
    country: tuple[str, ...] = ()
    from_heading: bool = False
    country_paragraph: int | None = None
    days: Days | None = None
    days_paragraph: int = -1
    late: bool = False
    period: Period | None = None
    begun: bool = False  # a heading or an event has been read: the lead is over
    last: int | None = None  # the claim that "the strikes" of the next sentence are
    header: int | None = None  # the event of a sentence that a list may itemise
    listed: set[int] = field(default_factory=set)  # events of a list that have their place from the sentence above it
    placed: int | None = None  # the event whose place a line without one may take over
    claims: list[Claim] = field(default_factory=list)
    scope: list[Sentence] = field(default_factory=list)
    form: list[Sentence] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    countries: dict[str, None] = field(default_factory=dict)

    def open(self, countries: tuple[str, ...]) -> None:
        """A heading: what stood above it holds no longer."""
        self.country, self.from_heading, self.country_paragraph = countries, True, None
        self.days, self.late, self.begun, self.last, self.placed = None, False, True, None, None
        self.countries |= dict.fromkeys(countries)

    def set_period(self, days: Days) -> None:
        """The days that the release is about, where its lead says so."""
        if self.begun and not self.period:
            raise Doubt("it names days that the release had not named before its first lines")
        if self.period and not self.period.contains(days.period):
            raise Doubt(f"it names {days.period}, which is not within {self.period}")
        if not self.period:
            if days.period.days > _LONGEST_PERIOD:
                raise Doubt(f"a release does not speak of {days.period.days} days")
            self.period = days.period

    def doubt_header(self, sentence: Sentence, clause: Clause) -> None:
        """A line of a list without a day, right below a sentence that counts strikes at a place, may be part of them."""
        if self.header is not None and self.header == self.last and sentence.bullet and clause.days is None:
            claim = self.claims[self.header]
            doubt = "lines without a day follow it, which may be its parts: then they are counted twice"
            if doubt not in claim.doubts:
                self.claims[self.header] = replace(claim, doubts=(*claim.doubts, doubt))

    def context(self, sentence: Sentence, clause: Clause) -> tuple[str, ...]:
        """The countries that a clause is for: its own, or those of what stands above it."""
        if clause.countries:
            return clause.countries
        if self.country_paragraph is not None and self.country_paragraph != sentence.paragraph and not sentence.bullet:
            return ()
        return self.country

    def inherited(self, sentence: Sentence) -> Days | None:
        """The days of the total above a line that has none."""
        return self.days if self.days and (sentence.paragraph == self.days_paragraph or sentence.bullet) else None

    def is_late(self, days: Days | None, clause: Clause) -> bool:
        """Whether a count is a late addition to other days than those of the release."""
        inside = bool(days and self.period and self.period.contains(days.period))
        return clause.late or (self.late and not inside)

    def doubts(self, days: Days | None, clause: Clause) -> Iterator[str]:
        """What does not fit between the days of a count and those of the release."""
        outside = bool(days and self.period and not self.period.contains(days.period))
        late = clause.late or self.late
        if outside and not late:
            yield f"{days.period if days else ''} is not within the period {self.period}, and nothing says it is a late addition"
        if late and not days:
            yield "a late addition without a day"
        if late and days and self.period and not outside:
            yield f"a late addition, but {days.period} is within the period {self.period}"

    def scope_of(self, claim: Claim) -> tuple[frozenset[str], Period | None]:
        """Countries and days of a total, none where they are those of the whole release: equal scopes state one total."""
        countries = frozenset(claim.countries) if set(claim.countries) != set(self.language.countries.values()) else frozenset()
        days = claim.days.period if claim.days else None
        return countries, None if days == self.period else days
