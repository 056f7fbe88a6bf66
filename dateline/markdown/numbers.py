"""What a number in the prose says of itself: what was counted, over what scope, from how many reports, and where the events are.

Here belong the words of the tip and the address that a number leads to. Where in a page a number may be a link is decided in
`tree`; everything here is plain text, escaped where it is put.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dateline import addresses
from dateline.counting.bounds import Count
from dateline.counting.regions import Scope
from dateline.counting.weeks import week_of
from dateline.model import Period, Record
from dateline.query import Answer
from dateline.query.words import reader_period
from dateline.render import DAYS, Evaluated, Quoted

MOST_NAMED = 4
"""So many answers of one calculation are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Links:
    """Which pages there are to lead to: those of the record, and (`explore`) the page with all events.

    `evidence` is the page with the evidence for the numbers of this one, below the root of the site.
    """

    explore: bool = False
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """The tip of a number, and the address that it leads to: below the root of the site, or (`outside`) a whole address."""

    tip: str
    address: str | None = None
    outside: bool = False


def explained(evaluated: Evaluated, record: Record, links: Links | None, anchor: str | None = None) -> Explained | None:
    """What the result of an expression says of itself; None for one that asked nothing. Without `links` it leads nowhere.

    On a page with evidence it leads to its own place there, `anchor`.
    """
    proof = f"{links.evidence}#{anchor}" if links and links.evidence and anchor else None
    if isinstance(evaluated.quotation, Quoted):
        found = _quoted(evaluated.quotation, record)
        return Explained(found.tip, proof) if proof else found
    answers = evaluated.answers
    if not answers or not evaluated.is_number:
        return None
    address = None if links is None else proof or address_of(answers[0], links)
    return Explained(_tip(evaluated, answers), address)


def _quoted(quotation: Quoted, record: Record) -> Explained:
    source = record.sources[quotation.source]
    url = source.url if source.url.startswith(("https://", "http://")) else None
    return Explained(f"Quoted from {source.publisher}: {source.title}", url, outside=True)


def _tip(evaluated: Evaluated, answers: tuple[Answer, ...]) -> str:
    return " ".join([said(evaluated), *(() if of_days(evaluated) else _basis(answers))])


def of_days(evaluated: Evaluated) -> str | None:
    """What a number of days counts, in words, without the number; None for any other number."""
    if len(evaluated.answers) != 1 or evaluated.made_by not in DAYS:
        return None
    (answer,) = evaluated.answers
    if evaluated.made_by == "days":
        return f"days from {reader_period(answer.period)}"
    return f"days without a report, each country by itself, where {question(answer)} are asked for"


def said(evaluated: Evaluated) -> str:
    """What was asked for a number, and how it was made of the answers, in a sentence or more."""
    answers = evaluated.answers
    days = of_days(evaluated)
    if days:
        return _sentence(f"{days}: {evaluated.text}")
    if len(answers) == 1:
        (answer,) = answers
        if evaluated.shows(answer):
            return _sentence(f"{question(answer)}: {answer.count}")
        # A bound of an answer, say, is not the answer: both are named.
        return f"Calculated from {question(answer)}: {answer.count}."
    if evaluated.made_by == "share" and len(answers) == 2:
        return _share(*answers)
    if evaluated.made_by == "change" and len(answers) == 2:
        now, before = answers
        return f"From {before.count} to {now.count}. Before: {question(before)}. Then: {question(now)}."
    named = "; ".join(f"{question(answer)}: {answer.count}" for answer in answers[:MOST_NAMED])
    more = len(answers) - MOST_NAMED
    return f"Calculated from {named}{f'; and {more} more' if more > 0 else ''}."


def _share(part: Answer, whole: Answer) -> str:
    """A share in words: `6 of 9: strikes in Iraq, of all strikes, 30 March to 5 April 2018`."""
    ratio = f"{part.count} of {whole.count}"
    if part.period == whole.period:
        return f"{ratio}: {subject(part)}, of {_all(whole, subject(whole))}, {reader_period(part.period)}."
    return f"{ratio}: {question(part)}, of {_all(whole, question(whole))}."


def _all(whole: Answer, words: str) -> str:
    """`all strikes`, where nothing limits them."""
    return f"all {words}" if words.startswith(whole.measure.many) and subject(whole) == whole.measure.many else words


def _basis(answers: Iterable[Answer]) -> list[str]:
    """From how many reports the answers come, and what keeps them from being exact."""
    asked = list(answers)
    reports = {report.id for answer in asked for report in answer.reports()}
    if not reports:
        return ["No report covers these days."]
    said = [f"Counted from {len(reports):,} report{'' if len(reports) == 1 else 's'}."]
    if any(answer.uncovered for answer in asked):
        return [*said, "Some days have no report."]
    return [*said, *_reason([answer.count for answer in asked])]


def _reason(counts: list[Count]) -> list[str]:
    if any(count.open != 0 for count in counts):
        return ["Of some it is not stated where or when."]
    return ["The reports do not say it more exactly."] if any(count.named for count in counts) else []


def question(answer: Answer) -> str:
    """What was asked, in words: `strikes in Iraq, 30 March to 5 April 2018`."""
    if len({_period(scope) for scope in answer.scopes}) == 1:
        return f"{subject(answer)}, {reader_period(answer.period)}"
    return " and ".join(f"{_subject(answer, scope)}, {reader_period(_period(scope))}" for scope in answer.scopes)


def subject(answer: Answer) -> str:
    """What was asked without its days: `strikes in Iraq`."""
    return " and ".join(dict.fromkeys(_subject(answer, scope) for scope in answer.scopes))


def _subject(answer: Answer, scope: Scope) -> str:
    words = answer.desk.scope_words(scope)
    if not words:
        return answer.measure.many
    if scope.places is not None:
        return ", ".join([f"{answer.measure.many} recorded for {words[0]}", *words[1:]])
    if scope.countries is not None:
        return ", ".join([f"{answer.measure.many} in {words[0]}", *words[1:]])
    return ", ".join([answer.measure.many, *words])


def _period(scope: Scope) -> Period:
    return Period(dt.date.fromordinal(scope.start), dt.date.fromordinal(scope.end))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def address_of(answer: Answer, links: Links) -> str:
    """Where the events of an answer stand: the page of its report, week or place, else all events with its filters set."""
    desk, period = answer.desk, answer.period
    scope = answer.scopes[0]
    if len(answer.scopes) == 1 and scope.reports is not None and len(scope.reports) == 1:
        return addresses.report_page(*scope.reports)
    if week_of(desk.record.dataset.weeks, period.start) == period and desk.extent.overlaps(period):
        return addresses.week_page(period.start)
    if len(answer.scopes) == 1 and scope.places is not None and len(scope.places) == 1:
        return addresses.place_page(*scope.places)
    return _explore(answer, period) if links.explore else addresses.WEEKS


def _explore(answer: Answer, period: Period) -> str:
    """The explore page with the filters of an answer. What two scopes of a sum do not share is left open."""
    desk, scopes = answer.desk, answer.scopes
    filters: dict[str, Iterable[str] | None] = {
        "country": _shared(scope.countries if scope.places is None else None for scope in scopes),
        "place": _shared(scope.places for scope in scopes),
        "report": _shared(scope.reports for scope in scopes),
    }
    category = scopes[0].category
    if category is not None and all(scope.category == category for scope in scopes):
        filters[desk.record.dataset.categories[category].key] = _shared(scope.kinds for scope in scopes)
    whole = period == desk.extent
    return addresses.explore(start=None if whole else period.start, end=None if whole else period.end, **filters)


def _shared(limits: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """All that any of several limits lets in; None if one of them lets in everything."""
    found = list(limits)
    return None if None in found else frozenset().union(*(limit for limit in found if limit is not None))
