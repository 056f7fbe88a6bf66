"""A comparison as Markdown that is ready to be posted as a comment of a pull request on GitHub.

Texts of authors and data are hostile here: they could mention people, link, close tables or bring HTML. Each is escaped, or
stands in a code span, and calls nobody. A comment has a greatest length; what does not fit is left out and counted.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from dateline.comparing.changes import ChartChange, Comparison, EntryChange, Kind, NumberChange, PageChange, RowChange
from dateline.comparing.wording import NO_CHANGE, NOTHING, WORDS, entry_name, expression, many, not_compared, summary, title

T = TypeVar("T")
LIMIT = 65_000
"""Bytes; GitHub takes 65,536 characters."""
CAPS = (2_000, 500, 200, 100, 50, 25, 12, 6, 3, 1, 0)
"""So many rows of each list are shown: the most that fit."""
MOST_TEXT = 400
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#!|~$^])")
_CALLS = re.compile(r"@(?=\w)|#(?=\d)|:(?=//)|(?<=www)\.|(?<=mailto):|(?<=xmpp):", re.IGNORECASE)
_BREAK = "\u2060"
"""A word joiner: no width, and no mention, issue or address goes across it."""


def markdown(comparison: Comparison, limit: int = LIMIT) -> str:
    """The comment, at most `limit` bytes of UTF-8."""
    for cap in CAPS:
        text = _within(limit, _lines(comparison, cap))
        if text is not None:
            return text
    return "\n".join((f"## {plain(title(comparison))}", "", "Too much differs to be listed here.")) + "\n"


def _within(limit: int, lines: Iterable[str]) -> str | None:
    """The lines as one text; None as soon as they are more than `limit` bytes."""
    kept, left = [], limit
    for line in lines:
        left -= len(line.encode()) + 1
        if left < 0:
            return None
        kept.append(line)
    return "\n".join(kept) + "\n"


def plain(text: str) -> str:
    """A text that is read as it stands."""
    joined = " ".join(_short(text).split())
    escaped = _SPECIAL.sub(r"\\\1", html.escape(_printable(joined), quote=False))
    return _CALLS.sub(lambda sign: f"{sign[0]}{_BREAK}", escaped)


def code(text: str) -> str:
    """A text in a code span, also within a table."""
    joined = " ".join(_printable(_short(text)).split()) or " "
    longest = max((len(run) for run in re.findall("`+", joined)), default=0)
    fence = "`" * (longest + 1)
    padded = f" {joined} " if joined[0] == "`" or joined[-1] == "`" else joined
    return f"{fence}{padded}{fence}".replace("|", "\\|")


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _short(text: str) -> str:
    return text if len(text) <= MOST_TEXT else f"{text[: MOST_TEXT - 1]}…"


def _lines(comparison: Comparison, cap: int) -> Iterator[str]:
    yield f"## {plain(title(comparison))}"
    yield ""
    if comparison.is_empty:
        yield NO_CHANGE
        return
    yield from (f"- {line}" for line in summary(comparison))
    yield from _problems(comparison, cap)
    yield from _pages(comparison.pages, cap)
    for kind in dict.fromkeys(entry.kind for entry in comparison.entries):
        yield from _entries(kind, [entry for entry in comparison.entries if entry.kind == kind], cap)


def _problems(comparison: Comparison, cap: int) -> Iterator[str]:
    if not comparison.problems:
        return
    yield ""
    yield from (f"**{plain(line)}**" for line in not_compared(comparison))
    yield ""
    yield from _capped(comparison.problems, lambda problem: f"- {plain(problem)}", cap, "problem")


def _capped(rows: Sequence[T], write: Callable[[T], str], cap: int, one: str, several: str | None = None) -> Iterator[str]:
    """So many rows, written one by one as they are wanted, and how many are left out."""
    yield from map(write, rows[:cap])
    if len(rows) > cap:
        left = many(len(rows) - cap, one, several)
        yield ""
        yield f"*Left out here: {left if cap == 0 else left.replace(' ', ' more ', 1)}.*"


def _pages(pages: Iterable[PageChange], cap: int) -> Iterator[str]:
    listed = list(pages)
    for page in listed[:cap]:
        yield ""
        yield f"### {plain(page.title)}"
        yield ""
        about = {"added": " A new page.", "withdrawn": " This page is gone.", "changed": ""}[page.what]
        same = f"{many(page.numbers_unchanged, 'number')} and {many(page.charts_unchanged, 'chart')} do not differ."
        yield f"{code(page.file)}.{about} {same}"
        yield from _numbers(page.numbers, cap)
        for chart in page.charts[:cap]:
            yield from _chart(chart, cap)
        if len(page.charts) > cap:
            yield ""
            yield f"*Left out here: {many(len(page.charts) - cap, 'chart')}.*"
    if len(listed) > cap:
        yield ""
        yield f"*Left out here: {many(len(listed) - cap, 'page')} with changes.*"


def _numbers(numbers: tuple[NumberChange, ...], cap: int) -> Iterator[str]:
    if not numbers:
        return
    yield ""
    yield "| before | after | where | sentence |"
    yield "|---|---|---|---|"
    yield from _capped(numbers, _number, cap, "number")


def _number(number: NumberChange) -> str:
    shown = number.after if number.after is not None else number.before
    sentence = f"{_edge(number.start)}**{plain(shown or NOTHING)}**{_edge(number.end)}"
    where = f"line {number.line}, {code(expression(number))}"
    return f"| {_value(number.before)} | {_value(number.after)} | {where} | {sentence} |"


def _edge(text: str) -> str:
    """A part of a sentence with the blank that parts it from the number."""
    return f"{' ' if text[:1].isspace() else ''}{plain(text)}{' ' if len(text) > 1 and text[-1:].isspace() else ''}"


def _value(text: str | None) -> str:
    return NOTHING if text is None else plain(text)


def _chart(chart: ChartChange, cap: int) -> Iterator[str]:
    yield ""
    yield f"**Chart** {code(chart.id)}: {plain(chart.title)}"
    if chart.what != "changed" or not chart.rows:
        said = {"added": "A new chart.", "withdrawn": "This chart is gone.", "changed": "The same rows, drawn in another way."}
        yield ""
        yield said[chart.what]
        return
    yield ""
    yield "| row | before | after |"
    yield "|---|---|---|"
    yield from _capped(chart.rows, _cell, cap, "cell")


def _cell(row: RowChange) -> str:
    return f"| {plain(', '.join(filter(None, (row.row, row.column))))} | {_value(row.before)} | {_value(row.after)} |"


def _entries(kind: Kind, entries: list[EntryChange], cap: int) -> Iterator[str]:
    one, several = WORDS[kind]
    yield ""
    yield f"### {several.capitalize()}"
    yield ""
    yield from _capped(entries, lambda entry: _entry(entry, cap), cap, one, several)


def _entry(entry: EntryChange, cap: int) -> str:
    values = []
    for value in entry.values[: max(cap, 3)]:
        after = NOTHING if value.after is None else code(value.after)
        before = NOTHING if value.before is None else code(value.before)
        values.append(f"{plain(value.key)} {after}" if entry.what == "added" else f"{plain(value.key)} {before} → {after}")
    where = f" {plain(entry_name(entry))}" if entry_name(entry) else ""
    return f"- {entry.what} {code(entry.id)}{where}: {', '.join(values) or 'all of it'}"
