"""Why an answer is not exact, and why something contributes less than all that it gives: in words, from the model alone.

Here belongs every phrase of the evidence that is built from data. Which phrases stand where is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.charts.wording import in_full
from dateline.counting.basis import Part
from dateline.counting.bounds import Count
from dateline.counting.regions import Scope
from dateline.counting.trees import event_region
from dateline.model import Event, Measure, Record, Report, Stated
from dateline.query import Answer
from dateline.query.words import reader_period
from dateline.words import ViewRow


def bounds_of(count: Count) -> Iterator[ViewRow]:
    """A count part by part."""
    yield ViewRow("Certain", (f"{count.low:,}",))
    yield ViewRow("Possible besides", (f"{count.named:,}" if count.named else "none",))
    yield ViewRow("Open", (open_words(count),))
    yield ViewRow("At most", ("no limit known" if count.high is None else f"{count.high:,}",))


def open_words(count: Count) -> str:
    """The open part of a count: `none`, `7`, `nobody knows how many`."""
    if count.open is None:
        return "nobody knows how many"
    return f"{count.open:,}" if count.open else "none"


def heard(telling: int, speaking: int, *, listed: bool) -> str:
    """How many of the reports that speak of what was asked put something into the answer; whether `listed` line by line.

    Empty where none speaks of it.
    """
    if telling:
        of = f"{telling:,} of {speaking:,} reports on these days" if telling < speaking else _reports(telling)
        return f"{of}, {'line by line' if listed else 'summed up'}"
    one = speaking == 1
    says = f"{_reports(speaking)} {'speaks' if one else 'speak'} of these days; none puts anything into this answer."
    return says if speaking else ""


def _reports(number: int) -> str:
    return "One report" if number == 1 else f"{number:,} reports"


def why_inexact(answer: Answer) -> Iterator[str]:
    """What keeps an answer from being exact, cause by cause; nothing where it is."""
    count, measure = answer.count, answer.measure
    if count.named:
        more = f"Besides what is certain, {count.named:,} {_noun(count.named, measure)}"
        yield f"{more} may belong here: a report names this among other places, days or kinds, or gives a range."
    if count.open:
        yield f"Of {count.open:,} more {_noun(count.open, measure)} nobody stated where, when or what exactly."
    missing = answer.uncovered
    if missing and answer.coverage == "none":
        yield "No report covers these days."
    elif missing:
        word = answer.desk.record.dataset.country_word
        days = sum(answer.desk.standing.covered(scope) for scope in answer.scopes) + missing
        each = f" (each {word} counted by itself)" if days > answer.period.days else ""
        yield f"No report covers {missing:,} of the {days:,} days asked about{each}."
    elif count.open is None:
        yield f"A report that counts here may leave {measure.many} out, or does not give their number."


def _noun(number: int, measure: Measure) -> str:
    return measure.one if number == 1 else measure.many


def scope_of_total(record: Record, report: Report, row: Stated) -> str:
    """What a total is stated for: `Iraq`; its days where they are not all of the report's."""
    area = "the whole report"
    if row.place:
        area = record.places[row.place].name
    elif row.country:
        area = record.dataset.countries[row.country].name
    return area if row.on == report.period else f"{area}, {reader_period(row.on)}"


def contributes(part: Part, scope: Scope, record: Record) -> str:
    """Why an event puts less into an answer than it gives, or that it is counted whole."""
    event, report = part.event, part.report
    if event is None or report is None or (part.count == part.whole and part.count.is_exact):
        return ""
    causes = list(_causes(event, report, scope, record))
    if part.count == part.whole and scope.category is None:
        return "the report gives no exact number"
    return "; ".join(causes) or "it may be among those that a total beside it has counted"


def _causes(event: Event, report: Report, scope: Scope, record: Record) -> Iterator[str]:
    region = event_region(record, report, event)
    if scope.places is not None and not event.places:
        yield "its place is not stated"
    elif scope.places is not None and not set(event.places) <= scope.places:
        yield "it names other places, too, and not how many at which"
    elif scope.countries is not None and not region.countries <= scope.countries:
        yield "it may lie in another country"
    if event.on.start.toordinal() < scope.start or event.on.end.toordinal() > scope.end:
        yield "its day is not stated, and some of its days lie outside"
    if scope.category is not None:
        listed = event.tallies.get(scope.category)
        yield "it does not list what kind" if listed is None else "it lists other kinds, too, or not how many of each"


def gives(count: Count, measure: Measure) -> str:
    """What something gives or contributes, with its noun; of what is open, how many at most, where that is known."""
    if count.open and not count.low and not count.named:
        return f"up to {count.open:,} {_noun(count.open, measure)}"
    return in_full(count, measure)


def disagreements(report: Report) -> Iterator[str]:
    """What the newsroom notes of totals and lines of a report that disagree, and which of them count."""
    for row in report.stated:
        if row.discrepancy is not None:
            used = "the stated total counts" if row.discrepancy.use == "stated" else "the lines count"
            yield f"A total and its lines disagree here; {used}. {row.discrepancy.note}"
    if report.discrepancy:
        yield report.discrepancy
