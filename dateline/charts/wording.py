"""How charts speak: periods as bars, ranges on marks, sentences of a summary. Words only, no counting."""

from __future__ import annotations

import datetime as dt

from dateline.counting.bounds import Count
from dateline.model import Measure, Period
from dateline.query.words import MONTHS, listed, reader_period

__all__ = [
    "capital",
    "counted",
    "listed",
    "many_periods",
    "on_bar",
    "period_name",
    "short_period",
    "short_range",
    "sure",
    "units",
]


def units(number: int | None, measure: Measure) -> str:
    """The measure's noun for a number: `strike` for 1, else `strikes`."""
    return measure.one if number == 1 else measure.many


def counted(count: Count, measure: Measure) -> str:
    """A count with its noun: `6 strikes`, `0 to 3 strikes`, `at least 1 strike`."""
    single = count.high == 1 or (count.open != 0 and count.low == 1)
    return f"{count} {units(1 if single else None, measure)}"


def sure(count: Count) -> Count:
    """The same count without its open part, which charts show once and not in every bar."""
    return Count(count.low, count.named)


def on_bar(count: Count) -> str:
    """A count as short as it can stand at a bar: `9`, `0–3`, `6+` for at least 6."""
    if count.open != 0:
        return f"{count.low:,}+"
    return f"{count.low:,}–{count.low + count.named:,}" if count.named else f"{count.low:,}"


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
