"""The options of a chart block: a frozen dataclass per chart, read from the YAML that an author wrote.

Here belongs which options there are, of which type, and what is said when one is wrong. Options that are not a field of the
chart's dataclass are filters of the query (`country`, `place`, ...), whose names the record knows.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dateline.errors import QueryError, unseen
from dateline.model import Period, parse_day
from dateline.query.asked import quoted_value
from dateline.query.filters import TIME_FILTERS

if TYPE_CHECKING:
    from dateline.query import Answer, Desk

Reader = Callable[[object, str], Any]


def text_option(value: object, name: str) -> str:
    """A text. It may not be empty."""
    if not isinstance(value, str) or not value.strip():
        raise _wrong(name, "a text", value)
    return value.strip()


def day_option(value: object, name: str) -> dt.date:
    """A day, written YYYY-MM-DD. YAML may have read it as a day already."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        value = value.isoformat()
    if not isinstance(value, str):
        raise _wrong(name, "a day written YYYY-MM-DD", value)
    try:
        return parse_day(value)
    except ValueError as error:
        way_out = "a span of days is from: 2018-03-30 and to: 2018-04-05" if "/" in value else "a day is written 2018-03-30"
        raise QueryError(f"option '{name}': {error}", way_out, "bad-option") from None


def number_option(low: int, high: int) -> Reader:
    """A whole number from `low` to `high`."""

    def read(value: object, name: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise _wrong(name, f"a whole number from {low} to {high}", value)
        return value

    read.__doc__ = f"A whole number from {low} to {high}."
    return read


def flag_option(value: object, name: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise _wrong(name, "true or false", value)
    return value


def _wrong(name: str, wanted: str, value: object) -> QueryError:
    hidden = unseen(value) if isinstance(value, str) else None
    message = f"option '{name}' takes {wanted}, not {quoted_value(value)}"
    return QueryError(message, hidden[1] if hidden else None, "bad-option")


def option(read: Reader, about: str, name: str | None = None) -> dict[str, Any]:
    """What makes a field of an options class an option: how its value is read, what it does, and its name in YAML.

    To be used as `colour: str | None = field(default=None, metadata=option(text_option, "what bars are coloured by"))`.
    """
    return {"read": read, "about": about, "name": name}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What every chart takes. `filters` are the options that limit the query."""

    start: dt.date | None = field(
        default=None, metadata=option(day_option, "first day; default: the page's dateline", name="from")
    )
    end: dt.date | None = field(default=None, metadata=option(day_option, "last day; default: the page's dateline", name="to"))
    title: str | None = field(default=None, metadata=option(text_option, "a headline instead of the computed one"))
    id: str | None = field(default=None, metadata=option(text_option, "the figure's id in addresses; default: page and chart"))
    measure: str | None = field(
        default=None, metadata=option(text_option, "what is counted; default: the first measure of the dataset")
    )
    explore: bool = field(
        default=False, metadata=option(flag_option, "whether readers can select weeks, places and kinds of the events behind it")
    )
    filters: Mapping[str, object] = field(default_factory=dict)


def option_fields(kind: type[Options]) -> dict[str, dataclasses.Field[Any]]:
    """The options of a chart by their names in YAML."""
    fields = [entry for entry in dataclasses.fields(kind) if "read" in entry.metadata]
    return {entry.metadata["name"] or entry.name: entry for entry in fields}


def read_options(kind: type[Options], raw: Mapping[str, object], filters: list[str], chart: str) -> Options:
    """Options from what an author wrote; `filters` are the filter names of the record.

    Raises QueryError (unknown-option, bad-option), with a did-you-mean over options and filters; it carries one for each
    option that is wrong.
    """
    fields = option_fields(kind)
    # A period is given by from and to; the query's own words for it would make two truths.
    limits = [name for name in filters if name not in TIME_FILTERS and name not in fields]
    values: dict[str, Any] = {}
    chosen: dict[str, object] = {}
    wrong: list[QueryError] = []
    for name, value in raw.items():
        try:
            if name in fields:
                values[fields[name].name] = fields[name].metadata["read"](value, name)
            elif name in limits:
                chosen[name] = _filter_value(value, name)
            else:
                wrong.append(_no_option(name, [*fields, *limits], chart))
        except QueryError as error:
            wrong.append(error)
    if wrong:
        raise QueryError.together(wrong)
    return kind(**values, filters=chosen)


def _no_option(name: str, known: list[str], chart: str) -> QueryError:
    if name in TIME_FILTERS:
        return QueryError(f"chart '{chart}' has no option '{name}'", "write its days as `from:` and `to:`", "unknown-option")
    return QueryError.unknown("option", name, known, f"chart '{chart}'")


def _filter_value(value: object, name: str) -> str | list[str]:
    if isinstance(value, str) and value:
        return value
    if isinstance(value, list) and value and all(isinstance(entry, str) and entry for entry in value):
        return [str(entry) for entry in value]
    raise _wrong(name, "a text or a list of texts", value)


def period_of(options: Options, scope: Period | None, desk: Desk) -> Period:
    """The days of a chart: its own `from` and `to`, else those of the page, else all that the record covers."""
    default = scope or desk.extent
    start, end = options.start or default.start, options.end or default.end
    if end < start:
        message = f"a chart cannot end ({end}) before it starts ({start})"
        raise QueryError(message, "the page's `dateline:` gives the day that is not written", "bad-period")
    return Period(start, end)


def asked(options: Options, scope: Period | None, desk: Desk) -> Answer:
    """The query of a chart: its measure over its days, limited by its filters."""
    measure = options.measure or next(iter(desk.record.dataset.measures))
    return desk.ask(measure, period_of(options, scope, desk), **options.filters)
