"""Notes on a time axis: what authors write about days, such as the start of an operation.

Here belongs how notes are read from the options of a chart, and how they are said in words. Where they stand in a drawing
is decided in `notes_plot`.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from dateline.charts.options import day_option, text_option
from dateline.charts.wording import short_range
from dateline.errors import QueryError
from dateline.model import Period
from dateline.query.asked import quoted_value
from dateline.query.words import reader_period

MOST = 8
"""So many notes find room above a chart."""
LONGEST = 80
"""So many characters a note may have: on a phone that is three lines."""
Read = TypeVar("Read")
KEYS = ("date", "from", "to", "text")
_WAY_OUT = "write - {date: 2018-05-01, text: Operation Roundup begins}"
_UNSEEN = ("Cc", "Cs", "Co", "Cn")
"""Unicode's categories of controls, surrogates, and characters that nobody has defined."""


@dataclass(frozen=True, slots=True, order=True)
class TimeNote:
    """What happened from `start` to `end`, both included; on one day if they are the same."""

    start: dt.date
    end: dt.date
    text: str

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)

    @property
    def label(self) -> str:
        """The note as it stands in a drawing, whose axis names months only: `1 May: Operation Roundup begins`."""
        return f"{short_range(self.period)}: {self.text}"


def notes_option(value: object, name: str) -> tuple[TimeNote, ...]:
    """A list of notes, in the order of their days. Raises QueryError with everything that is wrong in any of them."""
    if not isinstance(value, list) or not value:
        raise QueryError(f"option '{name}' takes a list of notes, not {quoted_value(value)}", _WAY_OUT, "bad-option")
    if len(value) > MOST:
        message = f"option '{name}' takes at most {MOST} notes, not {len(value)}"
        raise QueryError(message, "keep those that explain the chart, and tell of the others in the text", "bad-option")
    errors: list[QueryError] = []
    tried = [_tried(partial(_note, entry, f"{name}, entry {number}"), errors) for number, entry in enumerate(value, start=1)]
    if errors:
        raise QueryError.together(errors)
    return tuple(sorted(note for note in tried if note is not None))


def _tried(read: Callable[[], Read], errors: list[QueryError]) -> Read | None:
    """What was read, or None and one error more."""
    try:
        return read()
    except QueryError as error:
        errors.append(error)
        return None


def _note(entry: object, where: str) -> TimeNote:
    if not isinstance(entry, dict) or "text" not in entry:
        raise QueryError(f"option '{where}': a note has a date and a text, not {quoted_value(entry)}", _WAY_OUT, "bad-option")
    unknown = [QueryError.unknown("option", key, KEYS, f"'{where}'") for key in entry if key not in KEYS]
    if unknown:
        raise QueryError.together(unknown)
    errors: list[QueryError] = []
    days = _tried(partial(_days, entry, where), errors)
    text = _tried(partial(_text, entry["text"], f"{where}, text"), errors)
    if days is None or text is None:
        raise QueryError.together(errors)
    return TimeNote(*days, text)


def _days(entry: dict[str, object], where: str) -> tuple[dt.date, dt.date]:
    given = {key: day_option(entry[key], f"{where}, {key}") for key in KEYS[:3] if key in entry}
    if set(given) not in ({"date"}, {"from", "to"}):
        message = f"option '{where}': a note has one day or a span, this one has {' and '.join(given) or 'no day at all'}"
        raise QueryError(message, "write `date:`, or `from:` and `to:`", "bad-option")
    start, end = given.get("from", given.get("date")), given.get("to", given.get("date"))
    if start is None or end is None or end < start:
        raise QueryError(f"option '{where}': a note cannot end ({end}) before it starts ({start})", None, "bad-option")
    return start, end


def _text(value: object, where: str) -> str:
    text = " ".join(text_option(value, where).split())
    found = next((character for character in text if unicodedata.category(character) in _UNSEEN), None)
    if found:
        message = f"option '{where}' holds the character U+{ord(found):04X}, which no page can show"
        raise QueryError(message, "take it out", "bad-option")
    if len(text) > LONGEST:
        message = f"option '{where}' has {len(text)} characters, and there is room for {LONGEST}"
        raise QueryError(message, "say it in a few words, and the rest in the text of the page", "bad-option")
    return text


def within(notes: tuple[TimeNote, ...], shown: Period) -> tuple[TimeNote, ...]:
    """The notes of a chart of these days. Raises QueryError for every one that lies outside of them."""
    errors = [_outside(note, shown) for note in notes if not note.period.overlaps(shown)]
    if errors:
        raise QueryError.together(errors)
    return notes


def _outside(note: TimeNote, shown: Period) -> QueryError:
    message = f"the note '{note.text}' is of {reader_period(note.period)}, but the chart shows {reader_period(shown)}"
    return QueryError(message, "widen the chart with `from:` and `to:`, or take the note out", "bad-option")


def notes_in_words(notes: Iterable[TimeNote]) -> Iterator[str]:
    """A sentence of the summary for all notes."""
    said = "; ".join(f"{reader_period(note.period)}, {note.text}" for note in notes)
    if said:
        yield f"Marked on the time axis: {said}{'' if said.endswith(('.', '!', '?')) else '.'}"
