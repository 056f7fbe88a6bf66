"""Shapes of single values: a text, an id, a day, a span, a number, a count, an address.

Here it is decided what a word in a file may mean, since YAML itself decides nothing; `hints` says what to write instead.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import urllib.parse
from collections.abc import Sequence

from dateline.errors import character_name, did_you_mean, is_blank, unseen
from dateline.load import hints
from dateline.load.findings import Findings
from dateline.load.positions import Path
from dateline.load.shapes import MOST_CHARACTERS, Field, Fields, JsonSchema, Shape, called
from dateline.load.yaml_reader import Plain, Quoted
from dateline.model import SLUG, Amount, Period, parse_day

_DAY_PATTERN = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_SCHEMA_DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_WHOLE = re.compile("0|[1-9][0-9]{0,11}")


LONG_TEXT = 20_000
"""Characters of a text of several lines, such as a note."""


class Text(Shape[str]):
    """Words for people. One line, unless `lines`, which may also be longer."""

    wanted = "a text"

    def __init__(self, *, lines: bool = False) -> None:
        self.lines = lines
        self.longest = LONG_TEXT if lines else MOST_CHARACTERS

    def read(self, value: Plain, at: Path, found: Findings) -> str | None:
        word = self.word(value, at, found)
        if word is None:
            return None
        text = str(word).strip()
        if not text:
            found.add("empty-value", f"the text of {called(at)} is empty", at, "give it a value, or leave the key out")
        elif is_blank(text):
            message = f"the text of {called(at)} is empty to whoever reads it: nobody sees {character_name(text[0])}"
            found.add("empty-value", message, at, "give it a value, or leave the key out")
        elif "\n" in text and not self.lines:
            found.add(
                "bad-text", f"the text of {called(at)} has to be on one line", at, "use '>-' instead of '|' to join the lines"
            )
        else:
            return text
        return None

    def schema(self) -> JsonSchema:
        return {"type": ["string", "number", "boolean"], "pattern": r"\S", "maxLength": self.longest}


class Pattern(Shape[str]):
    """A word of a fixed form, such as an id; `help_` says the form."""

    def __init__(self, pattern: re.Pattern[str], code: str, wanted: str, help_: str) -> None:
        self.pattern, self.code, self.wanted, self.help = pattern, code, wanted, help_

    def read(self, value: Plain, at: Path, found: Findings) -> str | None:
        word = self.word(value, at, found)
        if word is None or self.pattern.fullmatch(word):
            return None if word is None else str(word)
        hidden = unseen(word)
        way_out = hidden[1] if hidden and self.pattern.fullmatch(hidden[0]) else self.hint(word)
        found.add(self.code, f"'{word}' is not {self.wanted}", at, way_out)
        return None

    def hint(self, word: str) -> str:
        return self.help

    def schema(self) -> JsonSchema:
        return {"type": "string", "pattern": f"^(?:{self.pattern.pattern})$"}


class Id(Pattern):
    """An id: what is safe in an address, a file name and a query."""

    def __init__(self) -> None:
        super().__init__(SLUG, "bad-id", "an id", "an id is small letters, digits and single hyphens, such as tal-afar")

    def hint(self, word: str) -> str:
        nearest = hints.slug(word)
        return f"{self.help}; here it could be '{nearest}'" if nearest else self.help

    def schema(self) -> JsonSchema:
        return {"type": ["string", "integer"], "pattern": f"^{SLUG.pattern}$"}


class Sha256(Pattern):
    """The SHA-256 of some bytes in hexadecimal, small letters."""

    def __init__(self) -> None:
        super().__init__(
            re.compile(r"[0-9a-f]{64}"), "bad-digest", "a SHA-256 in hexadecimal", "it is 64 digits and letters a to f"
        )


class Choice(Shape[str]):
    """One of a few words."""

    def __init__(self, words: Sequence[str], wanted: str) -> None:
        self.words, self.wanted = tuple(words), wanted

    def read(self, value: Plain, at: Path, found: Findings) -> str | None:
        word = self.word(value, at, found)
        if word is None or word in self.words:
            return None if word is None else str(word)
        help_ = did_you_mean(word, self.words) or "known: " + ", ".join(self.words)
        found.add("bad-choice", f"'{word}' is not {self.wanted}", at, help_)
        return None

    def schema(self) -> JsonSchema:
        return {"enum": list(self.words)}


class Flag(Shape[bool]):
    """`true` or `false`, and no other word for it."""

    wanted = "true or false"

    def read(self, value: Plain, at: Path, found: Findings) -> bool | None:
        word = self.word(value, at, found)
        if word is None:
            return None
        if word in {"true", "false"} and not isinstance(word, Quoted):
            return word == "true"
        meant = {
            "yes": "true",
            "on": "true",
            "y": "true",
            "true": "true",
            "no": "false",
            "off": "false",
            "n": "false",
            "false": "false",
        }
        hidden = unseen(word)
        way = meant.get((hidden[0] if hidden else word).casefold())
        way_out = hidden[1] if hidden and hidden[0] == way else f"write {way or 'true or false'}, without quotes"
        found.add("bad-flag", f"{called(at)} has to be true or false, not '{word}'", at, way_out)
        return None

    def schema(self) -> JsonSchema:
        return {"type": "boolean"}


class Number(Shape[float]):
    """A decimal number between two bounds, such as a latitude."""

    wanted = "a number"

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    def read(self, value: Plain, at: Path, found: Findings) -> float | None:
        word = self.word(value, at, found)
        if word is None:
            return None
        if isinstance(word, Quoted) or not re.fullmatch(r"-?[0-9]{1,30}(?:\.[0-9]{1,15})?", word):
            hidden = unseen(word)
            help_ = hidden[1] if hidden else "a number is written with digits and a point, such as 36.335"
            help_ = "take the quotes away" if isinstance(word, Quoted) else help_
            found.add("bad-number", f"'{word}' is not a number", at, help_)
        elif not self.low <= float(word) <= self.high:
            found.add("bad-number", f"{word} is not between {self.low:g} and {self.high:g}", at)
        else:
            return float(word)
        return None

    def schema(self) -> JsonSchema:
        return {"type": "number", "minimum": self.low, "maximum": self.high}


class Whole(Shape[int]):
    """A whole number from `least` on."""

    wanted = "a whole number"

    def __init__(self, least: int = 0) -> None:
        self.least = least

    def read(self, value: Plain, at: Path, found: Findings) -> int | None:
        word = self.word(value, at, found)
        if word is None:
            return None
        if isinstance(word, Quoted):
            found.add("bad-count", f'"{word}" in quotes is a text, not a number', at, "take the quotes away")
        elif not _WHOLE.fullmatch(word):
            too_large = word.isascii() and word.isdigit() and not word.startswith("0")
            help_ = "twelve digits are the most" if too_large else hints.count_hint(word)
            found.add("bad-count", f"'{word}' is not a count", at, help_)
        elif int(word) < self.least:
            found.add("bad-count", f"{word} is less than {self.least}", at, "leave out what was not counted")
        else:
            return int(word)
        return None

    def schema(self) -> JsonSchema:
        return {"type": "integer", "minimum": self.least, "maximum": 999_999_999_999}


class Count(Shape[Amount]):
    """A count: a whole number, `{min, max}` with min < max, or `{min}` when nobody says how many at most."""

    wanted = "a count"

    def __init__(self, least: int = 0) -> None:
        self.whole = Whole(least)
        self.bounds = Fields(
            "a range",
            {
                "min": Field(Whole(), "At least so many.", required=True),
                "max": Field(Whole(1), "At most so many; leave it out when nobody says."),
            },
        )

    def read(self, value: Plain, at: Path, found: Findings) -> Amount | None:
        if not isinstance(value, dict):
            number = self.whole.read(value, at, found)
            return None if number is None else _exact(number)
        got = self.bounds.read(value, at, found)
        if got is None:
            return None
        low, high = got["min"], got.get("max")
        if high is not None and low >= high:
            found.add(
                "bad-count",
                f"a range from {low} to {high} is none",
                at,
                f"write {low}" if low == high else f"{{min: {high}, max: {low}}}",
            )
            return None
        return Amount(low, high)

    def schema(self) -> JsonSchema:
        return {"anyOf": [self.whole.schema(), self.bounds.schema()]}


@functools.lru_cache(maxsize=1024)
def _exact(number: int) -> Amount:
    return Amount.exact(number)


class Day(Shape[dt.date]):
    """A day, YYYY-MM-DD."""

    wanted = "a date"

    def read(self, value: Plain, at: Path, found: Findings) -> dt.date | None:
        word = self.word(value, at, found)
        if word is None:
            return None
        try:
            return _known_day(str(word))
        except ValueError as error:
            found.add("bad-date", str(error), at, hints.day_hint(word) or "a day is written 2018-04-05")
            return None

    def schema(self) -> JsonSchema:
        return {"type": "string", "format": "date", "pattern": f"^{_SCHEMA_DAY}$"}


class Span(Shape[Period]):
    """A day, or an interval `first/last` with both days included."""

    wanted = "a day or a span of days"

    def read(self, value: Plain, at: Path, found: Findings) -> Period | None:
        word = self.word(value, at, found)
        if word is None:
            return None
        try:
            return _known_period(str(word))
        except ValueError as error:
            fixed = re.fullmatch(f"{_DAY_PATTERN}(?:/{_DAY_PATTERN})?", word)
            message = str(error) if fixed else f"'{word}' is not a day or a span of days"
            found.add("bad-date", message, at, hints.period_hint(word))
            return None

    def schema(self) -> JsonSchema:
        return {"type": "string", "pattern": f"^{_SCHEMA_DAY}(/{_SCHEMA_DAY})?$"}


@functools.lru_cache(maxsize=8192)
def _known_day(text: str) -> dt.date:
    day = parse_day(text)
    if not hints.FIRST_YEAR <= day.year <= hints.LAST_YEAR:
        msg = f"the year of {text} is not between {hints.FIRST_YEAR} and {hints.LAST_YEAR}"
        raise ValueError(msg)
    return day


@functools.lru_cache(maxsize=8192)
def _known_period(text: str) -> Period:
    period = Period.parse(text)
    _known_day(str(period.start))
    _known_day(str(period.end))
    return period


class Url(Shape[str]):
    """A web address, http or https."""

    wanted = "a web address"

    def read(self, value: Plain, at: Path, found: Findings) -> str | None:
        word = self.word(value, at, found)
        if word is None:
            return None
        problem = _url_problem(word)
        if problem:
            found.add(
                "bad-url", f"'{word}' is not a web address: {problem}", at, "write it in full, such as https://example.org/page"
            )
            return None
        return str(word)

    def schema(self) -> JsonSchema:
        return {"type": "string", "format": "uri", "pattern": r'^https?://[^\s/@<>"]+(?:/[^\s<>"]*)?$'}


def _url_problem(text: str) -> str | None:
    try:
        parts = urllib.parse.urlsplit(text)
        _ = parts.port
    except ValueError as error:
        return str(error).lower()
    if parts.scheme not in {"http", "https"}:
        return "it has to start with https:// or http://"
    if re.search(r'[\s<>"]', text):
        return "it has a space, a quote or an angle bracket in it"
    if not re.fullmatch(r"https?://[^\s/@<>\"]+(?:/[^\s<>\"]*)?", text):
        return "it has no host, or more than a host before its path"
    return None
