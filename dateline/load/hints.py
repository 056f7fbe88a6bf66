"""What to write instead: ways out for numbers, days, periods and ids that were written in another way.

Pure functions from the text that was found to a sentence or None. Whether the text is wrong has been decided before.
"""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
import re
import unicodedata
from collections.abc import Mapping

from dateline.errors import unseen
from dateline.load.syntax import PARTED

_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_MONTHS = {name.lower(): number for number in range(1, 13) for name in (calendar.month_name[number], calendar.month_abbr[number])}
FIRST_YEAR, LAST_YEAR = 1000, 2999
_YEAR_HINT = "look at the year; where there is no end yet, write the last day that is meant, such as 2018-12-31"
_DASH = r"\s*(?:-|–|—|\.\.\.?|to|/)\s*"


def count_hint(text: str) -> str | None:  # noqa: C901, PLR0911, PLR0912 - one line per way of writing
    """How to write a count that is not a plain whole number."""
    hidden = unseen(text.strip(" "))
    text = text.strip()
    plain = _western(text)
    if text.lstrip("+-.").casefold() in {"nan", "inf", "infinity"}:
        return "this is no number; leave the key out where nobody counted"
    if text.casefold() in {"yes", "no", "true", "false", "on", "off", "y", "n"}:
        return "this is an answer, not a number; a report of none is 0"
    if re.fullmatch(r"0[xob][0-9a-f]+", text, re.IGNORECASE):
        return f"write it in decimal digits: {_decimal(text)}"
    if plain != text and re.fullmatch(r"[0-9]+", plain):
        return f"write it with the digits 0 to 9: {plain}"
    if re.fullmatch(r"[0-9]{1,3}(?:[,_.' ’\u00a0\u2009\u202f][0-9]{3})+", text):
        return f"write it without separators: {re.sub('[^0-9]', '', text)}"
    if hidden and hidden[0].isdecimal():
        return hidden[1]
    if re.fullmatch(r"0+[0-9]+", text):
        return f"write it without leading zeros: {text.lstrip('0') or '0'}"
    if found := re.fullmatch(r"([0-9]+)" + _DASH + r"([0-9]+)", text):
        low, high = sorted((int(found[1]), int(found[2])))
        return f"a range is written {{min: {low}, max: {high}}}" if low < high else f"write {low}"
    if found := re.fullmatch(r"(?:at least|more than|over|>=?)\s*([0-9]+)|([0-9]+)\s*\+", text, re.IGNORECASE):
        return f"a least number is written {{min: {found[1] or found[2]}}}"
    if re.match(r"(?:about|around|some|nearly|almost|~|≈|c\.)\s*[0-9]", text, re.IGNORECASE):
        return "an uncertain count is written {min: 3, max: 5}, or {min: 3} when nobody says how many at most"
    if text.casefold() in _WORDS:
        return f"write {_WORDS.index(text.casefold())}"
    if found := re.fullmatch(r"([0-9]+)(?:\.0+|\s+[^\W\d]+)", text):
        return f"write only the number: {found[1]}"
    if re.fullmatch(r"[0-9]+[eE][0-9]", text):
        return f"write it out: {int(text[:-2]) * 10 ** int(text[-1])}"
    if text.startswith("-"):
        return "a count is 0 or more"
    if re.fullmatch(r"[0-9]+:[0-9]+(?::[0-9]+)?", text):
        return "this is a time of day; a count is a whole number"
    if day_hint(text) or re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return "this is a day; a count is a whole number"
    return "a count is a whole number, or {min: 1, max: 4}, or {min: 2}"


def _decimal(text: str) -> str:
    try:
        return str(int(text, 0))
    except ValueError:
        return "such as 16"


def _western(text: str) -> str:
    return "".join(str(unicodedata.decimal(character, character)) for character in text)


def day_hint(text: str) -> str | None:  # noqa: C901, PLR0911 - one line per way of writing
    """How to write a day that is not written YYYY-MM-DD, or that no calendar has."""
    hidden = unseen(text.strip(" "))
    if hidden and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", hidden[0]):
        return hidden[1]
    given, text = text, re.sub(r"[\u2010-\u2015\u2212]", "-", _western(text.strip()))
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text):
        iso = _iso(int(found[1]), int(found[2]), int(found[3]))
        if iso and given != iso:
            return f"write it with the digits 0 to 9 and plain hyphens: {iso}"
        if iso:
            return None if FIRST_YEAR <= int(found[1]) <= LAST_YEAR else _YEAR_HINT
        return _calendar_hint(int(found[1]), int(found[2]))
    if found := re.fullmatch(r"([0-9]{4})(?:[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ].*)?|([0-9]{2})([0-9]{2}))", text):
        return _written(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5]))
    if found := re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})", text):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        ways = dict.fromkeys(day for day in (_iso(year, second, first), _iso(year, first, second)) if day)
        return (
            f"write {' or '.join(ways)}" + (", whichever it is" if len(ways) > 1 else "")
            if ways
            else _no_such_day(year, second, first)
        )
    if re.fullmatch(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}", text):
        return "a date has its year in full: YYYY-MM-DD"
    if re.fullmatch(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?", text):
        return "this is a time of day; a date is written YYYY-MM-DD"
    if re.fullmatch(r"[0-9]{9,13}", text):
        return "this looks like a computer's clock; a date is written YYYY-MM-DD"
    if found := re.fullmatch(r"([0-9]{1,2})\.? ([^\W\d]+)\.?,? ([0-9]{4})", text):
        return _written(int(found[3]), _MONTHS.get(found[2].lower(), 0), int(found[1]))
    if found := re.fullmatch(r"([^\W\d]+)\.? ([0-9]{1,2}),? ([0-9]{4})", text):
        return _written(int(found[3]), _MONTHS.get(found[1].lower(), 0), int(found[2]))
    if found := re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?", text):
        return "a date needs its day: YYYY-MM-DD"
    return None


def _calendar_hint(year: int, month: int) -> str | None:
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        return "a date is year-month-day, YYYY-MM-DD"
    return f"{calendar.month_name[month]} {year} has {calendar.monthrange(year, month)[1]} days"


def _no_such_day(year: int, month: int, day: int) -> str | None:
    """Day and month may have been written either way round; the smaller of the two is the likelier month."""
    return _calendar_hint(year, min(month, day) if max(month, day) <= 31 else 0)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return str(dt.date(year, month, day))
    except ValueError:
        return None


def _written(year: int, month: int, day: int) -> str | None:
    iso = _iso(year, month, day)
    return f"write {iso}" if iso else None


def period_hint(text: str) -> str | None:
    """How to write an interval that is not `first/last`."""
    hidden = unseen(text.strip(" "))
    if hidden and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:/[0-9]{4}-[0-9]{2}-[0-9]{2})?", hidden[0]):
        return hidden[1]
    days = re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", _western(text))
    wrong = next((hint for hint in map(day_hint, days) if hint), None)
    if wrong:
        return wrong
    if len(days) == 2 and text != f"{min(days)}/{max(days)}":
        return f"write {min(days)}/{max(days)}"
    if found := re.fullmatch(r"([0-9]{4}-)([0-9]{2}-)?[0-9]{2}(?:-[0-9]{2})?/(?:([0-9]{2})-)?([0-9]{2})", text):
        month = f"{found[3]}-" if found[3] else found[2] or ""
        return f"write the last day in full: {text.partition('/')[0]}/{found[1]}{month}{found[4]}"
    first, slash, last = text.partition("/")
    for part in (first, last) if slash and len(text) > len("31/12/2018") else (text,):
        if hint := day_hint(part):
            return hint
    return "a day is written 2018-04-05, a span 2018-03-30/2018-04-05 with both days included"


def parted_number(mapping: Mapping[str, object], key: str) -> str | None:
    """The way out for `{strikes: 1,000}`, where YAML reads a key `000` without a value; None where `key` is no such thing."""
    if not PARTED.fullmatch(key) or mapping[key] != "":
        return None
    keys = list(mapping)
    at = keys.index(key)
    before = next((number for number in range(at, -1, -1) if not _is_part(mapping, keys[number])), None)
    start = mapping[keys[before]] if before is not None else ""
    if before is None or not isinstance(start, str) or not re.fullmatch("[1-9][0-9]{0,2}", start):
        return None
    parts = itertools.takewhile(lambda part: _is_part(mapping, part), keys[before + 1 :])
    return f"a comma parts what stands in {{...}}: write {keys[before]}: {start}{''.join(parts)}"


def _is_part(mapping: Mapping[str, object], key: str) -> bool:
    return PARTED.fullmatch(key) is not None and mapping[key] == ""


def slug(text: str) -> str:
    """The nearest thing to `text` that may be an id (may be empty)."""
    ascii_text = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")
