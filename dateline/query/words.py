"""How numbers and days read in English: `nine`, `5 April 2018`, `30 March to 5 April 2018`. Independent of any locale.

This module owns num2words.
"""

from __future__ import annotations

import datetime as dt
import re

from num2words import num2words

from dateline.model import Period

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def number_words(number: int) -> str:
    """A whole number in words, British style: `one hundred and five`."""
    return str(num2words(number, lang="en_GB")).replace(",", "")


def spell_numbers(text: str) -> str:
    """Every number of a text in words: `0 to 3` -> `zero to three`, `67%` -> `sixty-seven per cent`."""
    text = re.sub(r"\s?%", " per cent", text)
    return re.sub(r"(?<![\w.])[−-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w])", _spell_match, text)


def _spell_match(match: re.Match[str]) -> str:
    digits = match.group().replace(",", "").replace("−", "-")
    if "." in digits:
        return str(num2words(digits, lang="en_GB")).replace(",", "")
    return number_words(int(digits))


def reader_day(day: dt.date, *, year: bool = True) -> str:
    """A day as a reader writes it: `5 April 2018`."""
    text = f"{day.day} {MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def reader_period(period: Period) -> str:
    """A period with what its two ends share said once: `1 to 10 June 2018`."""
    start, end = period.start, period.end
    if start == end:
        return reader_day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {reader_day(end)}"
    return f"{reader_day(start, year=start.year != end.year)} to {reader_day(end)}"


def reader_month(day: dt.date) -> str:
    """The month of a day: `April 2018`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def listed(names: list[str], last: str = "and") -> str:
    """`Iraq`, `Iraq and Syria`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
