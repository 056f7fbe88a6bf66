"""Reporting weeks: the source's own, which change in length and first day over the years.

Pure functions over the `WeekRule`s of a dataset; the rules cut the calendar into periods without a gap.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from dateline.model import Period, WeekRule

ONE_DAY = dt.timedelta(1)


def week_of(rules: Sequence[WeekRule], day: dt.date) -> Period:
    """The reporting week that `day` lies in.

    Before the first rule its weeks go on backwards. Where nothing follows a single period, or not at once, periods of its
    length follow it, so that every day lies in a week.
    """
    index = max((i for i, rule in enumerate(rules) if rule.start <= day), default=0)
    rule = rules[index]
    start = rule.start + ((day - rule.start).days // rule.days) * dt.timedelta(rule.days)
    end = start + dt.timedelta(rule.days - 1)
    if index + 1 < len(rules):
        end = min(end, rules[index + 1].start - ONE_DAY)
    return Period(start, end)


def weeks_between(rules: Sequence[WeekRule], period: Period) -> Iterator[Period]:
    """Every reporting week that shares a day with `period`, in order, whole."""
    day = period.start
    while day <= period.end:
        week = week_of(rules, day)
        yield week
        day = week.end + ONE_DAY
