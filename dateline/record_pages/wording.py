"""What pages of the record say of counts and events, in words: pure functions from the model to text.

Here belongs every phrase that is built from data. Which phrases stand on which page is decided by the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.charts.wording import capital, in_full
from dateline.counting.bounds import ZERO, Count
from dateline.counting.meters import of_amount
from dateline.model import Amount, Category, Dataset, Event, Measure, Period, Report, Tally
from dateline.query.words import listed, reader_period

__all__ = ["capital", "counts_words", "in_full", "listed", "span_words", "tally_words", "week_title"]


def counts_words(counts: dict[str, Amount], measures: Iterable[Measure]) -> str:
    """What an event counts: `3 strikes, 6 engagements`."""
    return ", ".join(in_full(of_amount(counts[measure.id]), measure) for measure in measures if measure.id in counts)


def is_unknown(count: Count) -> bool:
    """Whether nothing is known of a count: nothing certain, nothing named, but not known to be none either."""
    return count.open != 0 and not count.low and not count.named


def split_words(whole: Count, measure: Measure, parts: list[tuple[str, Count]]) -> str:
    """A count and how it falls into parts by name, in a sentence.

    `9 strikes: 6 in Iraq and 3 in Syria.`; where a part is unknown `134 strikes, at least 80 of them in Syria; the number in
    Iraq is not known.`
    """
    said = capital(in_full(whole, measure))
    unknown = [name for name, count in parts if is_unknown(count)]
    known = [(name, count) for name, count in parts if not is_unknown(count)]
    if len(parts) < 2 or not known:
        return f"{said}."
    if not unknown:
        return f"{said}: {_joined([_inserted(in_full(count), f'in {name}') for name, count in known])}."
    # What else is possible stands in the table: here one sentence says what is certain, and what is not known.
    certain = [_inserted(str(count) if count.low else in_full(count), f"of them in {name}") for name, count in known]
    numbers = f"the number in {unknown[0]} is" if len(unknown) == 1 else f"the numbers in {listed(unknown)} are"
    return f"{said}{';' if ', ' in said else ','} {_joined(certain)}; {numbers} not known."


def _inserted(words: str, rest: str) -> str:
    """Words and what follows them; what holds a comma stands between commas."""
    return f"{words}, {rest}" if ", " in words else f"{words} {rest}"


def _joined(texts: list[str]) -> str:
    return "; ".join(texts) if any(", " in text for text in texts) else listed(texts)


def span_words(event: Event) -> str:
    """When an event happened, and that the day is not known where only a span is."""
    days = reader_period(event.on)
    return days if event.on.days == 1 else f"{days} (day not stated)"


def tally_words(tallies: dict[str, tuple[Tally, ...]], dataset: Dataset) -> str:
    """What was struck, say, in words: `3 fighting positions destroyed, some vehicles`."""
    return ", ".join(_tally(tally, dataset.categories[name]) for name in dataset.categories for tally in tallies.get(name, ()))


def _tally(tally: Tally, category: Category) -> str:
    kind = category.kinds[tally.kind]
    one = _inner(kind.name)
    many = kind.many or one
    number = "some" if tally.amount is None else str(of_amount(tally.amount))
    noun = one if tally.amount == Amount.exact(1) else many
    effect = f" {category.effects[tally.effect].name}" if tally.effect else ""
    return f"{number} {noun}{effect}"


def _inner(name: str) -> str:
    """A name as it stands within a sentence: abbreviations keep their capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def week_title(week: Period) -> str:
    """A reporting week as a headline: `Week of 30 March to 5 April 2018`; longer periods say how long they are."""
    days = reader_period(week)
    return f"Week of {days}" if week.days == 7 else f"{week.days} days: {days}"


def days_words(number: int) -> str:
    """`1 day`, `12 days`."""
    return f"{number:,} day" if number == 1 else f"{number:,} days"


def gap_words(missing: int, days: int, country: str) -> str:
    """That no report speaks of a country on some days, or all."""
    if missing >= days:
        return f"No report covers {country}."
    return f"No report covers {country} on {days_words(missing)} of {days:,}."


def unplaced_words(count: Count, whole: Count, measure: Measure) -> str | None:
    """How many of a whole lie nobody stated where; None where every one has a place."""
    if count == ZERO:
        return None
    if is_unknown(whole):
        return f"The reports give no number of {measure.many}."
    if is_unknown(count):
        return f"The reports do not give all {measure.many}."
    return f"No place is stated for {in_full(count, measure)}."


def report_words(report: Report, dataset: Dataset) -> str:
    """Of which countries and days a report speaks."""
    countries = listed([dataset.countries[name].name for name in report.covers])
    return f"{countries}, {reader_period(report.period)}"


def sentences(parts: Iterable[str | None]) -> tuple[str, ...]:
    """The parts that say something."""
    return tuple(_said(parts))


def _said(parts: Iterable[str | None]) -> Iterator[str]:
    yield from (part for part in parts if part)
