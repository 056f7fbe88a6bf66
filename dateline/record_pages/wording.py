"""What pages of the record say of counts and events, in words: pure functions from the model to text.

Here belongs every phrase that is built from data. Which phrases stand on which page is decided by the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.charts.wording import capital, counted, sure
from dateline.counting.bounds import ZERO, Count
from dateline.counting.meters import of_amount
from dateline.model import Amount, Category, Dataset, Event, Measure, Period, Report, Tally
from dateline.query.words import listed, reader_period

__all__ = ["bounds_words", "capital", "counted", "counts_words", "listed", "measured", "span_words", "tally_words", "week_title"]


def counts_words(counts: dict[str, Amount], measures: Iterable[Measure]) -> str:
    """What an event counts: `3 strikes, 6 engagements`."""
    return ", ".join(counted(of_amount(counts[measure.id]), measure) for measure in measures if measure.id in counts)


def bounds_words(count: Count) -> str:
    """A count of a scope that much may lie in of which nobody said where: `9`, `0 to 3, or more`, `at least 6`, `not known`.

    Nothing certain and something named is more than `at least 0` says.
    """
    if count.open == 0 or count.low:
        return str(count)
    return f"{sure(count)}, or more" if count.named else "not known"


def measured(count: Count, measure: Measure) -> str:
    """The same with its noun: `0 to 3 strikes, or more`, `an unknown number of strikes`."""
    if count.open == 0 or count.low:
        return counted(count, measure)
    return f"{counted(sure(count), measure)}, or more" if count.named else f"an unknown number of {measure.many}"


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


def unplaced_words(count: Count, measure: Measure) -> str | None:
    """How many lie nobody stated where; None where every one has a place."""
    if count == ZERO:
        return None
    if not count.low and not count.named:
        return f"The reports do not give all {measure.many}."
    return f"No place is stated for {counted(count, measure)}."


def report_words(report: Report, dataset: Dataset) -> str:
    """Of which countries and days a report speaks."""
    countries = listed([dataset.countries[name].name for name in report.covers])
    return f"{countries}, {reader_period(report.period)}"


def sentences(parts: Iterable[str | None]) -> tuple[str, ...]:
    """The parts that say something."""
    return tuple(_said(parts))


def _said(parts: Iterable[str | None]) -> Iterator[str]:
    yield from (part for part in parts if part)
