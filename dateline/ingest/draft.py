"""A reading as a draft of a report: the keys and values of docs/data-format.md, with what an editor has still to decide.

Nothing is left out: what could not be placed is under `unread`, what is not in the gazetteer or the dataset stands as an id
that stops the build, late additions to a day that no single report covers stay outside the period until somebody says what
they add to.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.ingest.balance import balances
from dateline.ingest.claims import Claim, Reading, Sort
from dateline.ingest.kinds import Kinds
from dateline.ingest.names import Named, Names
from dateline.ingest.shapes import Draft, Entry, Item, UnknownPlace, UnknownWord, Value, Wanted, verbatim
from dateline.ingest.targets import Target
from dateline.load.hints import slug
from dateline.model import Record, Report


@dataclass(slots=True)
class _Maker:
    record: Record
    reading: Reading
    names: Names
    kinds: Kinds | None
    wanted: Wanted
    actor: str
    ids: set[str]
    places: dict[str, UnknownPlace] = field(default_factory=dict)
    words: dict[tuple[str, str], UnknownWord] = field(default_factory=dict)
    free: dict[str, Iterator[str]] = field(default_factory=dict)  # ids that begin alike, from the first that was not tried

    def draft(self) -> Draft:
        known = tuple(self.record.dataset.countries)
        stated = tuple(self._stated(claim) for claim in self.reading.of(Sort.TOTAL))
        events = tuple(self._event(claim) for claim in self.reading.of(Sort.EVENT))
        source, entry = self._source()
        return Draft(
            self._id(),
            self._head(source),
            stated,
            events,
            self.reading,
            balances(self.reading, known),
            tuple(self.places.values()),
            tuple(self.words.values()),
            self.wanted.file,
            entry,
        )

    def _last_day(self) -> str:
        period = self.reading.period
        return str(period.end) if period else str(self.wanted.published or "undated")

    def _id(self) -> str:
        return self.wanted.identifier or f"{self._last_day()}-{self.actor}"

    def _head(self, source: str) -> Entry:
        head: Entry = {"source": source, "actor": self.actor}
        if self.reading.period:
            head["period"] = str(self.reading.period)
        countries = self.reading.countries
        if countries and len(countries) < len(self.record.dataset.countries):
            head["covers"] = list(countries)
        notes = [
            f"Late additions in the release's words: {verbatim(self.reading, claim.sentences)}"
            for claim in self.reading.of(Sort.LATE_TOTAL)
        ]
        notes += [
            f"Strikes of others, not counted: {verbatim(self.reading, claim.sentences)}" for claim in self.reading.of(Sort.OTHERS)
        ]
        if notes:
            head["note"] = " ".join(notes)
        return head

    def _source(self) -> tuple[str, Entry | None]:
        """The id of the source, and the entry that data/sources.yml needs for it where it has none."""
        day = self.wanted.published
        identifier = self.wanted.source or f"release-{day or self._last_day()}"
        if identifier in self.record.sources:
            return identifier, None
        entry: Entry = {
            "title": f"Strike release of {day}" if day else "Strike release",
            "publisher": "…",
            "url": "https://…",
        }
        if day:
            entry["published"] = str(day)
        return identifier, entry

    def _stated(self, claim: Claim) -> Item:
        entry: Entry = self._counts(claim)
        if len(claim.countries) == 1:
            entry["country"] = claim.countries[0]
        self._add_days(entry, claim)
        self._add_rest(entry, claim)
        return Item(entry, claim, self._comments(claim))

    def _event(self, claim: Claim) -> Item:
        places = [self._place(place, claim) for place in claim.places]
        entry: Entry = {"id": self._event_id(places)}
        self._add_days(entry, claim)
        if places:
            entry["place"] = places if len(places) > 1 else places[0]
        entry |= self._counts(claim)
        comments = list(self._comments(claim))
        if claim.late:
            reports = self._covering(claim)
            if len(reports) == 1:
                entry["adds_to"] = reports[0]
            else:
                which = (
                    f"several reports cover its day ({', '.join(reports)})" if reports else "no report on record covers its day"
                )
                comments.append(f"LOOK: a late addition, and {which}: say with adds_to which one it adds to")
        self._add_rest(entry, claim)
        return Item(entry, claim, tuple(comments))

    def _counts(self, claim: Claim) -> Entry:
        entry: Entry = {"strikes": claim.strikes}
        if claim.engagements is not None:
            entry["engagements"] = claim.engagements
        return entry

    def _add_days(self, entry: Entry, claim: Claim) -> None:
        if claim.days and claim.days.period != self.reading.period:
            entry["on"] = str(claim.days.period)

    def _add_rest(self, entry: Entry, claim: Claim) -> None:
        if claim.targets and self.kinds:
            entry[self.kinds.category.key] = self._targets(claim, self.kinds)
        remarks = list(claim.remarks)
        if claim.days and claim.days.gaps:
            remarks.append(f"The release names the days {', '.join(map(str, claim.days.days))}.")
        if remarks:
            entry["note"] = " ".join(remarks)

    def _targets(self, claim: Claim, kinds: Kinds) -> Entry:
        found: dict[tuple[str | None, str], list[int | None]] = {}
        for target in claim.targets:
            self._note_words(target, claim, kinds)
            found.setdefault((target.effect, target.kind), []).append(target.number)
        plain: Entry = {}
        by_effect: dict[str, Entry] = {}
        for (effect, kind), numbers in found.items():
            within = plain if effect is None else by_effect.setdefault(effect, {})
            within[kind] = _amount(numbers)
        return {**plain, **by_effect}

    def _note_words(self, target: Target, claim: Claim, kinds: Kinds) -> None:
        line = claim.sentence.line
        if not target.known:
            self.words.setdefault(
                ("target", target.kind),
                UnknownWord("target", target.kind, target.words, line, kinds.suggestions(target.kind)),
            )
        if target.effect is not None and target.effect not in kinds.category.effects:
            self.words.setdefault(("effect", target.effect), UnknownWord("effect", target.effect, target.effect, line, ()))

    def _place(self, place: Named, claim: Claim) -> str:
        if place.ids:
            return place.ids[0]
        identifier = slug(place.name) or "place"
        country = claim.countries[0] if len(claim.countries) == 1 else None
        if identifier in self.names.places:  # the id of another place: it must not be taken for that one
            identifier = f"{identifier}-unknown"
        self.places.setdefault(
            place.name,
            UnknownPlace(place.name, identifier, country, claim.sentence.line, self.names.suggestions(place.name, country)),
        )
        return identifier

    def _event_id(self, places: Sequence[str]) -> str:
        stem = "-".join((self._last_day(), *places)) if places else f"{self._last_day()}-{self.actor}"
        identifier = next(each for each in self.free.setdefault(stem, _numbered(stem)) if each not in self.ids)
        self.ids.add(identifier)
        return identifier

    def _covering(self, claim: Claim) -> list[str]:
        """The reports on record that cover the days and the country of a late addition, the narrowest where they nest."""
        days = claim.days.period if claim.days else None
        replaced = {report.replaces for report in self.record.reports.values()}

        def covers(report: Report) -> bool:
            return (
                report.actor == self.actor
                and report.id not in replaced
                and days is not None
                and report.period.contains(days)
                and bool(claim.countries)
                and set(claim.countries) <= set(report.covers)
            )

        found = [report for report in self.record.reports.values() if covers(report)]
        wholes = {report.part_of for report in found}
        return [report.id for report in found if report.id not in wholes]

    def _comments(self, claim: Claim) -> tuple[str, ...]:
        said = [f"line {claim.sentence.line}: {verbatim(self.reading, claim.sentences)}"]
        return (*said, *(f"LOOK: {doubt}" for doubt in claim.doubts))


def _numbered(stem: str) -> Iterator[str]:
    """`stem`, `stem-2`, `stem-3`, without end."""
    yield stem
    yield from (f"{stem}-{number}" for number in itertools.count(2))


def _amount(numbers: Sequence[int | None]) -> Value:
    """One number, the numbers of several mentions, `some`, or a least number where one mention has none."""
    given = [number for number in numbers if number is not None]
    if len(given) == len(numbers):
        return given if len(given) > 1 else given[0]
    return {"min": sum(given) + len(numbers) - len(given)} if given else "some"


def make_draft(record: Record, reading: Reading, names: Names, kinds: Kinds | None, wanted: Wanted, actor: str) -> Draft:
    """The draft of one release."""
    taken = {event.id for report in record.reports.values() for event in report.events}
    return _Maker(record, reading, names, kinds, wanted, actor, taken).draft()
