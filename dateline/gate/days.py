"""Whether a day that readers see is the day that machines are told beside it."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from dateline.errors import Problem
from dateline.gate.document import Document, cut

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_WRITTEN = re.compile(r"(\d{1,2}) ([A-Za-z]+) (\d{4})")


def check_days(document: Document) -> Iterator[Problem]:
    """Every `<time>` with a day in words that is another than that of its `datetime`."""
    for tag in document.select("time[datetime]"):
        shown, told = _day_in(tag.text), _iso(tag.attributes["datetime"])
        if shown and told and shown != told:
            message = f"`datetime` of '{cut(tag.text)}' is '{cut(tag.attributes['datetime'])}', another day"
            yield document.problem(tag, "number-differs", message, "print the same day in both")


def _day_in(text: str) -> dt.date | None:
    """The day that a text is, as readers are told it: `5 April 2018`."""
    found = _WRITTEN.fullmatch(text)
    month = _MONTHS.get(found[2].lower()) if found else None
    return _iso(f"{found[3]}-{month:02}-{int(found[1]):02}") if found and month else None


def _iso(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
