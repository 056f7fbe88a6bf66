"""Whether a newsroom's own chart draws the rows that it was given, as they were given: looked at before anything is drawn.

Here belongs what a specification holds and names. What its marks say and its texts print is looked at when it is drawn.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dateline.charts.code import ChartCode, ChartCodeError, file_of
from dateline.charts.own_rows import TIMES
from dateline.charts.spec_fields import entries, given_data, made_by, transforms, unknown_fields
from dateline.errors import QueryError, Spot, did_you_mean

Rows = Sequence[Mapping[str, Any]]

FREE = ("key", "order", "colour")
"""Fields of a row that a chart may change: how it is found, placed and painted."""
_ABSENT = {
    **dict.fromkeys(TIMES, frozenset({"country", "country_name"})),
    **dict.fromkeys(("country", "place"), frozenset({"start", "end", "days"})),
}
"""Fields that are None in every row, by what rows are split by."""
_MOST = 60
"""So many characters of a value are shown."""
_MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?Z?$")
_CHANGED = "draw the rows as they were given: what the chart computes, and rows of its own, want fields of other names"
_MADE = "let it make a field of another name: what is drawn of a row's own field is what the record says"
_LINKS = "take `href` out: readers get to the sources by the lines beneath the figure"
_HATCHED = "draw rows without a number in a layer of their own, hatched: docs/charts.md has an example"
_TEXT = "give them as rows: `alt.InlineData(rows)`"


def check_held(code: ChartCode, plot: tuple[str, str, str], spec: Mapping[str, Any], rows: Rows, spot: Spot) -> None:
    """Raises ChartCodeError for the first thing in which a specification is not true to `rows`: at its line, else at `spot`.

    `plot` is the chart's file, its name, and what its rows are split by.
    """
    file, name, by = plot
    lines = _Lines(dict(code.files)[file], spot.line)
    for found, line in _faults(spec, rows, by, lines):
        place = Spot(file_of(file), line) if line else spot
        raise ChartCodeError.placed(f"chart '{name}' cannot be drawn: {found.message}", found.help, place, found.code)


def _faults(spec: Mapping[str, Any], rows: Rows, by: str, lines: _Lines) -> Iterator[tuple[QueryError, int | None]]:
    """What is wrong, with the line of it where it can be told."""
    if any(name == "href" for name, _ in entries(spec)):
        message = "it makes links of its marks (`href`), and a drawing holds none"
        yield QueryError(message, _LINKS, "bad-chart"), lines.naming("href")
    for message, field in _changed(spec, rows):
        yield QueryError(message, _CHANGED if field else _TEXT, "figure-mismatch"), lines.storing(field)
    held = _held(rows)
    for field in (name for step in transforms(spec) for name in made_by(step) if name in held):
        message = f"a transform writes '{field}', which is a field of its rows"
        yield QueryError(message, _MADE, "figure-mismatch"), lines.naming(field)
    if any(name == "impute" and isinstance(value, Mapping) for name, value in entries(spec)):
        message = "it imputes values where a row has none, and no report is not zero"
        yield QueryError(message, _HATCHED, "figure-mismatch"), lines.naming("impute")
    for field, known in unknown_fields(spec, _ABSENT.get(by, frozenset())):
        message, near = f"no row has a field '{field}', which it draws", did_you_mean(field, sorted(known))
        yield QueryError(message, near or f"its rows have {', '.join(sorted(known))}", "bad-chart"), lines.naming(field)


def _held(rows: Rows) -> frozenset[str]:
    return frozenset().union(*rows) - {*FREE}


def _changed(spec: object, rows: Rows) -> Iterator[tuple[str, str]]:
    """Where the data hold a row's field with what no row was given, in a sentence, with the field."""
    held = _held(rows)
    given: dict[tuple[str, ...], set[tuple[object, ...]]] = {}
    for values in given_data(spec):
        if isinstance(values, str):
            yield "its data are a text, which is not compared with its rows", ""
        for datum in values if isinstance(values, list | tuple) else ():
            shared = tuple(sorted(held & datum.keys())) if isinstance(datum, Mapping) else ()
            if shared not in given:
                given[shared] = {_of(row, shared) for row in rows}
            if shared and _of(datum, shared) not in given[shared]:
                yield _difference(datum, shared, rows)


def _difference(datum: Mapping[str, Any], shared: Sequence[str], rows: Rows) -> tuple[str, str]:
    """Compared with the row that it has most in common with."""
    near = max(rows, key=lambda row: sum(_plain(datum[name]) == _plain(row[name]) for name in shared))
    field = next(name for name in shared if _plain(datum[name]) != _plain(near[name]))
    return f"its data have {_shown(datum[field])} as '{field}', and the row '{near['name']}' has {_shown(near[field])}", field


def _of(row: Mapping[str, Any], fields: Sequence[str]) -> tuple[object, ...]:
    return tuple(_plain(row[name]) for name in fields)


def _plain(value: object) -> object:
    """A value to be compared: a day may be given as its midnight, as libraries of tables do."""
    if isinstance(value, str):
        return _MIDNIGHT.sub("", value)
    return value if isinstance(value, int | float) or value is None else repr(value)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"


@dataclass(frozen=True)
class _Lines:
    """Where a chart's file names something: in its function, which begins at the line `first`, else anywhere."""

    text: str
    first: int

    @cached_property
    def _nodes(self) -> list[ast.AST]:
        every = sorted((node for node in ast.walk(ast.parse(self.text)) if hasattr(node, "lineno")), key=_line)
        own = next((node for node in every if isinstance(node, ast.FunctionDef) and node.lineno >= self.first), None)
        inside = sorted((node for node in ast.walk(own) if hasattr(node, "lineno")), key=_line) if own else []
        return [*inside, *every]

    def naming(self, name: str) -> int | None:
        """The line of the first text, or argument, that has the name as a word."""
        word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        for node in self._nodes:
            text = node.value if isinstance(node, ast.Constant) else node.arg if isinstance(node, ast.keyword) else None
            if isinstance(text, str) and word.search(text):
                return _line(node)
        return None

    def storing(self, name: str) -> int | None:
        """The line that puts something into a row under that name."""
        for node in self._nodes:
            if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
                key = node.slice
                if isinstance(key, ast.Constant) and key.value == name:
                    return _line(node)
        return None


def _line(node: ast.AST) -> int:
    return int(getattr(node, "lineno", 0))
