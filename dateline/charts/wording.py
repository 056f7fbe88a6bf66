"""How charts speak: periods as bars, ranges on marks, sentences of a summary. Words only, no counting."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

from dateline.counting.bounds import Count
from dateline.model import Measure, Period
from dateline.query.words import MONTHS, listed, reader_period

if TYPE_CHECKING:
    from dateline.query import Answer

__all__ = [
    "at_bar",
    "capital",
    "counted",
    "in_full",
    "in_parts",
    "in_short",
    "limits",
    "listed",
    "many_periods",
    "mark_words",
    "on_bar",
    "period_name",
    "range_causes",
    "rate_of",
    "rate_words",
    "short_period",
    "short_range",
    "sure",
    "units",
]


def rate_words(rate: float, *, least: bool = False) -> str:
    """A count per day with one decimal, none where it is whole, more where it would read as 0; `least` never rounds up."""
    digits = 1 if rate >= 0.1 or rate <= 0 else -math.floor(math.log10(rate))
    # What was divided by days may lie a hair below the number that it is.
    shown = math.floor(rate * 10**digits + 1e-9) / 10**digits if least else rate
    text = f"{shown:,.{digits}f}"
    return text.removesuffix(".0")


def rate_of(count: Count, period: Period) -> str:
    """The rate that follows a count in brackets, of what is certain in it: `46.7`; `at least 1.4` of `10 to 41`."""
    least = not count.is_exact
    # "At least" stands before an open count already.
    said = "at least " if least and count.open == 0 else ""
    return f"{said}{rate_words(count.low / period.days, least=least)}"


def units(number: int | None, measure: Measure) -> str:
    """The measure's noun for a number: `strike` for 1, else `strikes`."""
    return measure.one if number == 1 else measure.many


def counted(count: Count, measure: Measure) -> str:
    """A count with its noun: `6 strikes`, `0 to 3 strikes`, `at least 1 strike`."""
    single = count.high == 1 or (count.open != 0 and count.low == 1)
    return f"{count} {units(1 if single else None, measure)}"


def in_full(count: Count, measure: Measure | None = None) -> str:
    """All that is known of a count, as tables, labels and pages write it, with the noun of a measure if one is given.

    `9`, `0 to 3 strikes`, `at least 6`; where more is named besides an open part `at least 948 strikes, possibly 1,004 or more`.
    With an open part and nothing certain `0 to 3 strikes, or more`, since "at least 0" says less than what is named; with
    nothing named either `not known`, `an unknown number of strikes`.
    """

    def said(part: Count) -> str:
        return counted(part, measure) if measure else str(part)

    if count.open == 0:
        return said(count)
    if count.low:
        return said(count) + (f", possibly {count.low + count.named:,} or more" if count.named else "")
    if count.named:
        return f"{said(sure(count))}, or more"
    return f"an unknown number of {measure.many}" if measure else "not known"


def mark_words(where: str, count: Count, answer: Answer, *, single: bool = False) -> tuple[str, str]:
    """What the marks of a place say, with its period: that of what is certain, and that of what is possible besides.

    They differ where there are two; a mark that stands alone (always, if `single`) says all that is known.
    """
    subject = f"{where}, {reader_period(answer.period)}"
    if count.low and count.named and not single:
        certain, possible = in_parts(count, answer.measure)
        return f"{subject}: {certain}", f"{subject}: {possible}"
    return (f"{subject}: {in_full(count, answer.measure)}",) * 2


def in_parts(count: Count, measure: Measure) -> tuple[str, str]:
    """A count for two marks: `36 strikes certain`, `possibly 3 strikes more`, or `or more besides` where it is open, too."""
    more = "or more besides" if count.open != 0 else "more"
    sure_words = f"{count.low:,} {units(count.low, measure)} certain"
    return sure_words, f"possibly {count.named:,} {units(count.named, measure)} {more}"


def in_short(count: Count) -> str:
    """A count as short as it can stand, with all that is known of it: `9`, `6+`, `0–3`, `0–3+` where a range is open besides."""
    return f"{on_bar(sure(count))}{'+' if count.open != 0 else ''}"


def sure(count: Count) -> Count:
    """The same count without its open part, which charts show once and not in every bar."""
    return Count(count.low, count.named)


def on_bar(count: Count) -> str:
    """A count as short as it can stand at a bar: `9`, `0–3`, `6+` for at least 6."""
    if count.open != 0:
        return f"{count.low:,}+"
    return f"{count.low:,}–{count.low + count.named:,}" if count.named else f"{count.low:,}"


def at_bar(count: Count) -> tuple[str, str]:
    """A count at a bar, as it is read in prose and as short as it can stand: `at least 6` or `6+`, else `0 to 3`, `9`.

    A range is never written with a dash there: above an axis of dates it would be read as days.
    """
    return (str(count), on_bar(count) if count.open != 0 else str(count))


def limits(answer: Answer) -> str:
    """What an answer is limited to, as it follows the noun in a headline: ` in Iraq`, ` at Bayji or Qayyarah`; mostly nothing."""
    scope, desk = answer.scope, answer.desk
    words = desk.scope_words(scope)
    where = ""
    if scope.places is not None:
        names = words.pop(0)
        where = f" at {names}" if len(scope.places) <= 3 else f" at {len(scope.places)} places"
    elif scope.countries is not None:
        name = words.pop(0)
        where = "" if scope.countries == frozenset(desk.record.dataset.countries) else f" in {name}"
    return f"{where} ({'; '.join(words)})" if words else where


def range_causes(answer: Answer) -> list[str]:
    """Why a count may be a range whatever places and days are asked about, as it follows `reports that`."""
    exceeded = any(
        row.discrepancy is not None and row.discrepancy.use == "stated" and row.on.overlaps(answer.period)
        for report in answer.desk.record.reports.values()
        for row in report.stated
    )
    return ["give a range", *(["list more than the total that is counted"] if exceeded else [])]


def period_name(period: Period) -> str:
    """A period as the subject of a label: `Week of 30 March to 5 April 2018`, `10 days from 1 to 10 June 2018`."""
    days = reader_period(period)
    if period.days == 1:
        return days
    if period.days == 7:
        return f"Week of {days}"
    return f"Two weeks from {days}" if period.days == 14 else f"{period.days} days from {days}"


def short_range(period: Period) -> str:
    """A period as it stands below a bar: `30 Mar–5 Apr`, `1–10 Jun`."""
    start, end = period.start, period.end
    if start == end:
        return short_day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{short_day(end)}"
    return f"{short_day(start)}–{short_day(end)}"


def short_period(period: Period) -> tuple[str, str]:
    """The same on two lines."""
    return (f"{short_day(period.start)}–", short_day(period.end))


def short_day(day: dt.date) -> str:
    return f"{day.day} {short_month(day)}"


def short_month(day: dt.date) -> str:
    return MONTHS[day.month - 1][:3]


def many_periods(number: int, one: str = "week") -> str:
    """`1 week`, `12 weeks`."""
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"


def capital(text: str) -> str:
    """The same sentence with a capital letter at its start."""
    return text[:1].upper() + text[1:]
