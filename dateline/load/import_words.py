"""The words and numbers of an import's map: texts that keep their blanks, encodings, forms of days, numbers of days."""

from __future__ import annotations

import codecs

from dateline.load.findings import Findings
from dateline.load.positions import Path
from dateline.load.scalars import Number, Text, Whole
from dateline.load.shapes import JsonSchema, Shape, called
from dateline.load.yaml_reader import Plain

NAMED_FORMS = ("iso", "numeric", "words")
MOST_DAYS = 3660
"""Ten years: nobody knows of an event that it was within more."""
_LAST_HEADER = 1000
_NOT_OF_FILES = frozenset("idna punycode undefined unicode-escape raw-unicode-escape mbcs oem".split())
"""Codecs that Python has besides: of names, of source code, of the machine that it runs on."""


class Verbatim(Shape[str]):
    """A text that keeps its blanks, such as `" and "`, which stands between two names."""

    wanted = "a text"

    def __init__(self, most: int = 40) -> None:
        self.most = most

    def read(self, value: Plain, at: Path, found: Findings) -> str | None:
        word = self.word(value, at, found)
        if word is None or 0 < len(word) <= self.most:
            return None if word is None else str(word)
        found.add("bad-text", f"{called(at)} has to have from 1 to {self.most} characters", at)
        return None

    def schema(self) -> JsonSchema:
        return {"type": "string", "minLength": 1, "maxLength": self.most}


class Encoding(Text):
    """The name of an encoding of texts that Python knows."""

    def read(self, value: Plain, at: Path, found: Findings) -> str | None:
        name = super().read(value, at, found)
        if name is None or is_encoding(name):
            return name
        found.add("bad-encoding", f"there is no encoding '{name}' of text files", at, "such as utf-8, windows-1252 or iso-8859-6")
        return None


def is_encoding(name: str) -> bool:
    """Whether text files are written in it."""
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return codec._is_text_encoding and codec.name not in _NOT_OF_FILES  # noqa: SLF001 - said nowhere else


class Header(Whole):
    """The line that names the columns."""

    def __init__(self) -> None:
        super().__init__(1)

    def read(self, value: Plain, at: Path, found: Findings) -> int | None:
        line = super().read(value, at, found)
        if line is None or line <= _LAST_HEADER:
            return line
        found.add("bad-count", f"{line} is more than {_LAST_HEADER}", at, "delete what stands above the names of the columns")
        return None

    def schema(self) -> JsonSchema:
        return super().schema() | {"maximum": _LAST_HEADER}


class Days(Shape[int]):
    """A number of days from `least` on, which may be negative."""

    wanted = "a number of days"

    def __init__(self, least: int = 0) -> None:
        self.least = least

    def read(self, value: Plain, at: Path, found: Findings) -> int | None:
        number = Number(self.least, MOST_DAYS).read(value, at, found)
        if number is None:
            return None
        if not number.is_integer():
            found.add("bad-number", f"'{value}' is not a whole number of days", at, "such as -1: the day before")
            return None
        return int(number)

    def schema(self) -> JsonSchema:
        return {"type": "integer", "minimum": self.least, "maximum": MOST_DAYS}


class Form(Shape[str]):
    """How days are written: a named form, or a pattern of `%Y`, `%m`, `%d`, `%B`, `%b` and times of day, which are left out."""

    wanted = "a form of dates"
    marks = "YmdBbHMS"

    def read(self, value: Plain, at: Path, found: Findings) -> str | None:
        word = self.word(value, at, found)
        if word is None or word in NAMED_FORMS:
            return None if word is None else str(word)
        marks = [after[:1] for after in word.split("%")[1:]]
        if "%" not in word:
            known = ", ".join(NAMED_FORMS)
            found.add("bad-choice", f"'{word}' is not a form of dates", at, f"known: {known}; or a pattern such as %d %B %Y")
        elif "y" in marks:
            help_ = "a year of two digits could be of any century: write the years out in the table, and %Y here"
            found.add("bad-choice", "'%y' is a year of two digits", at, help_)
        elif unknown := [mark for mark in marks if not mark or mark not in self.marks]:
            known = ", ".join(f"%{mark}" for mark in self.marks)
            found.add("bad-choice", f"'%{unknown[0]}' is not known in a form of dates", at, f"known: {known}")
        elif marks.count("Y") != 1 or marks.count("d") != 1 or len([mark for mark in marks if mark in "mBb"]) != 1:
            found.add("bad-choice", f"'{word}' does not give a day", at, "a form has %Y, %d and one of %m, %B, %b, each once")
        else:
            return str(word)
        return None

    def schema(self) -> JsonSchema:
        return {"type": "string", "pattern": f"^(?:{'|'.join(NAMED_FORMS)}|.*%.*)$"}


class Precision(Shape[int | str]):
    """How far off a day may be: days to either side, or `month` for the calendar month that it lies in."""

    wanted = "a number of days, or 'month'"

    def read(self, value: Plain, at: Path, found: Findings) -> int | str | None:
        return "month" if value == "month" else Days().read(value, at, found)

    def schema(self) -> JsonSchema:
        return {"anyOf": [Days().schema(), {"const": "month"}]}
