"""Cells to days and numbers, strictly: what could be read in two ways is an error until the map says which.

Pure functions of a cell and what the map says of its column.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Any

from dateline.load import hints
from dateline.load.hints import FIRST_YEAR, LAST_YEAR
from dateline.model import Period
from dateline.tables.table import Cell, text_of

MOST = 999_999_999_999
_MOST_HELP = "twelve digits are the most"
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})
_MONTHS = {name.lower(): number for number in range(1, 13) for name in (calendar.month_name[number], calendar.month_abbr[number])}
_MONTHS["sept"] = 9
_TIME = r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AP]M|Z|[+-][0-9]{2}:?[0-9]{2})?)?"
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})" + _TIME)
_NUMERIC = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})" + _TIME)
_WORDS = (
    re.compile(r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?[ -](?P<B>[^\W\d]+)\.?,?[ -](?P<Y>[0-9]{4})" + _TIME),
    re.compile(r"(?P<B>[^\W\d]+)\.? (?P<d>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<Y>[0-9]{4})" + _TIME),
)
_PATTERN = {
    "Y": "(?P<Y>[0-9]{4})",
    "m": "(?P<m>[0-9]{1,2})",
    "d": "(?P<d>[0-9]{1,2})",
    "B": r"(?P<B>[^\W\d]+)",
    "b": r"(?P<B>[^\W\d]+)\.?",
    **dict.fromkeys("HMS", "[0-9]{1,2}"),
}
_TIGHT = {mark: pattern.replace("{1,2}", "{2}") for mark, pattern in _PATTERN.items()}
"""Beside another number, with nothing between: 1092018 could be of the 1st of September, or of the 10th."""
_CLOSED = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|GETTING_DATA)")


class CellError(ValueError):
    """What is wrong with a cell, and the way out."""

    def __init__(self, code: str, message: str, help: str | None = None) -> None:
        self.code, self.message, self.help = code, message, help
        super().__init__(message)


def is_error(cell: Cell) -> bool:
    """Whether a spreadsheet program put its word for an error here."""
    return isinstance(cell, str) and _CLOSED.fullmatch(cell.strip()) is not None


def day_of(cell: Cell, spec: dict[str, Any]) -> dt.date:
    """The day of a cell. `spec` may have form, day_first and offset. Raises CellError."""
    return _moved(_written_day(cell, spec), spec.get("offset", 0))


def _moved(day: dt.date, by: int) -> dt.date:
    """So many days later. Raises CellError for a day that no file of the record may have."""
    try:
        moved = day + dt.timedelta(by)
    except OverflowError:
        raise CellError("bad-date", f"{day} is too near the end of the calendar") from None
    if not FIRST_YEAR <= moved.year <= LAST_YEAR:
        raise CellError("bad-date", f"the year of {moved} is not between {FIRST_YEAR} and {LAST_YEAR}")
    return moved


def _written_day(cell: Cell, spec: dict[str, Any]) -> dt.date:
    form: str | None = spec.get("form")
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = text_of(cell).translate(_BLANKS)
    if isinstance(cell, int | float):
        raise CellError("bad-date", f"'{text}' is a number, not a day", "format the cells as dates in the workbook")
    if form is not None and "%" in form:
        return _patterned(text, form)
    if form in (None, "iso") and (found := _ISO.fullmatch(text)):
        return _day(text, int(found[1]), int(found[2]), int(found[3]))
    if form in (None, "numeric") and (found := _NUMERIC.fullmatch(text)):
        return _numeric(text, int(found[1]), int(found[2]), int(found[3]), day_first=spec.get("day_first"))
    if form in (None, "words") and (found := next(filter(None, (pattern.fullmatch(text) for pattern in _WORDS)), None)):
        return _day(text, int(found["Y"]), _month(text, found["B"]), int(found["d"]))
    wanted = "a day" if form is None else f"a day in the form '{form}'"
    raise CellError("bad-date", f"'{_short(text)}' is not {wanted}", hints.day_hint(text) or "say its form in the map: form")


def _numeric(text: str, first: int, second: int, year: int, *, day_first: bool | None) -> dt.date:
    if day_first is None and first <= 12 and second <= 12 and first != second:
        ways = f"{_day(text, year, second, first)} or {_day(text, year, first, second)}"
        raise CellError("ambiguous-date", f"'{text}' is {ways}", "say in the map which: day_first: true, or day_first: false")
    if day_first is None:
        day_first = first > 12 or first == second
    day, month = (first, second) if day_first else (second, first)
    return _day(text, year, month, day)


def _patterned(text: str, form: str) -> dt.date:
    pattern, tight = _pattern_of(form)
    found = re.fullmatch(pattern, text)
    if found is None:
        help_ = "correct the cell, or `form` in the map"
        if tight:
            help_ += "; where nothing stands between numbers, each has two digits, the year four: 01092018, and not 1092018"
        raise CellError("bad-date", f"'{_short(text)}' is not a day in the form '{form}'", help_)
    given = found.groupdict()
    month = int(given["m"]) if "m" in given else _month(text, given["B"])
    return _day(text, int(given["Y"]), month, int(given["d"]))


def _pattern_of(form: str) -> tuple[str, bool]:
    """What a form stands for, and whether numbers stand side by side in it."""
    first, *parts = form.replace("%%", "\0").split("%")
    shape = first + "".join(("x" if part[0] in "Bb" else "0") + part[1:] for part in parts)
    made, at, some_tight = re.escape(first), len(first), False
    for part in parts:
        tight = shape[at] == "0" and any(beside.isdigit() for beside in shape[max(0, at - 1) : at] + shape[at + 1 : at + 2])
        made += (_TIGHT if tight else _PATTERN)[part[0]] + re.escape(part[1:])
        some_tight = some_tight or tight
        at += len(part)
    return made.replace("\0", "%"), some_tight


def _month(text: str, word: str) -> int:
    month = _MONTHS.get(word.lower())
    if month is None:
        raise CellError("bad-date", f"'{_short(word)}' in '{_short(text)}' is not a month", "months are read in English")
    return month


def _day(text: str, year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        help_ = hints.day_hint(text) or "correct the cell, or `day_first` in the map"
        raise CellError("bad-date", f"'{text}' is not a day of the calendar", help_) from None


def widened(day: dt.date, precision: int | str) -> Period:
    """The days that a day may stand for: so many to either side, or its calendar month. Raises CellError."""
    if precision == "month":
        last = calendar.monthrange(day.year, day.month)[1]
        return Period(day.replace(day=1), day.replace(day=last))
    return Period(_moved(day, -int(precision)), _moved(day, int(precision)))


def count_of(cell: Cell, decimal: str, thousands: str | None) -> int:
    """A whole number from 0. Raises CellError for fractions, signs, words and ranges."""
    if isinstance(cell, float):
        raise CellError("bad-count", f"{text_of(cell)} is not a whole number", "a count has no fraction")
    if isinstance(cell, int):
        return _in_range(cell, str(cell))
    if isinstance(cell, dt.date):
        raise CellError("bad-count", f"'{text_of(cell)}' is a day, not a count", "format the cells as numbers in the workbook")
    text = text_of(cell).translate(_BLANKS)
    plain = _ungrouped(text, thousands)
    whole = re.fullmatch(f"([+-]?)([0-9]+)(?:{re.escape(decimal)}([0-9]+))?", plain)
    if whole is None or (len(whole[2]) > 1 and whole[2].startswith("0")):
        raise CellError("bad-count", f"'{_short(text)}' is not a count", _count_help(text, decimal, thousands))
    if whole[3] and (whole[3].strip("0") or len(whole[3]) == 3):  # 3.000 is three, or three thousand
        raise CellError("bad-count", f"'{text}' is not a whole number", _fraction_help(text, decimal))
    if len(whole[2]) > len(str(MOST)):  # Python might refuse to read it
        raise CellError("bad-count", f"{_short(text)} is too large", _MOST_HELP)
    return _in_range(int(whole[1] + whole[2]), text)


def _in_range(number: int, text: str) -> int:
    if number < 0:
        raise CellError("bad-count", f"{text} is less than 0", "a count is 0 or more")
    if number > MOST:
        raise CellError("bad-count", f"{_short(text)} is too large", _MOST_HELP)
    return number


def _ungrouped(text: str, thousands: str | None) -> str:
    """The number without the marks between its thousands, if they stand where they should."""
    mark = re.escape((thousands or "").translate(_BLANKS))
    if mark and re.match(f"[+-]?[0-9]{{1,3}}(?:{mark}[0-9]{{3}})+(?![0-9])", text):
        return re.sub(f"{mark}(?=[0-9]{{3}})", "", text)
    return text


def _count_help(text: str, decimal: str, thousands: str | None) -> str:
    if thousands is None and (found := re.fullmatch(r"[0-9]{1,3}(?:([,. '’])[0-9]{3})+", text)) and found[1] != decimal:
        return f"if '{found[1]}' parts thousands, say so in the map: thousands: \"{found[1]}\""
    if re.fullmatch(r"[0-9]+[.,][0-9]+", text):
        return "a count has no fraction; look at `decimal` and `thousands` in the map"
    hint = hints.count_hint(text)
    return (
        "a count is a whole number; a range has a column for each end: min and max in the map"
        if not hint or "{" in hint
        else hint
    )


def _fraction_help(text: str, decimal: str) -> str:
    if re.fullmatch(f"[0-9]{{1,3}}(?:{re.escape(decimal)}[0-9]{{3}})+", text):
        way = f"""thousands: "{decimal}", decimal: "{"," if decimal == "." else "."}\""""
        return f"a count has no fraction; if '{decimal}' parts thousands, say so in the map: {way}"
    return "a count has no fraction"


def degrees_of(cell: Cell, decimal: str, most: int) -> float:
    """A latitude (`most` 90) or longitude (180). Raises CellError."""
    text = text_of(cell).replace("−", "-")
    if isinstance(cell, str):
        text = text.translate(_BLANKS)
        plain = text.translate({ord(decimal): ".", ord("."): decimal}) if decimal != "." else text
    else:
        plain = text
    if not re.fullmatch(r"-?[0-9]{1,3}(?:\.[0-9]{1,15})?", plain) or abs(float(plain)) > most:
        kind = "latitude" if most == 90 else "longitude"
        raise CellError(
            "bad-coordinate", f"'{_short(text)}' is not a {kind} in degrees", f"from -{most} to {most}, such as 36{decimal}335"
        )
    return float(plain)


def _short(text: str, most: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"
