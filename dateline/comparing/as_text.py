"""A comparison for a terminal. Nothing in it can move the cursor: signs that are not printable become blanks."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.comparing.changes import Comparison, EntryChange, PageChange
from dateline.comparing.wording import NO_CHANGE, NOTHING, WORDS, entry_name, expression, many, not_compared, summary, title

_SIGNS = {"added": "+", "changed": "~", "withdrawn": "-"}


def text(comparison: Comparison) -> str:
    """All of it, without an end of line."""
    return "\n".join("".join(sign if sign.isprintable() else " " for sign in line) for line in _lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    yield title(comparison)
    if comparison.is_empty:
        yield NO_CHANGE
        return
    yield from (f"  {line}" for line in summary(comparison))
    for line in (*not_compared(comparison), *comparison.problems):
        yield f"! {line}"
    for kind in dict.fromkeys(entry.kind for entry in comparison.entries):
        yield ""
        yield WORDS[kind][1].capitalize()
        for entry in comparison.entries:
            if entry.kind == kind:
                yield from _entry(entry)
    for page in comparison.pages:
        yield ""
        yield from _page(page)


def _entry(entry: EntryChange) -> Iterator[str]:
    yield f"  {_SIGNS[entry.what]} {' '.join(filter(None, (entry.id, entry_name(entry))))}"
    for value in entry.values:
        before, after = value.before or NOTHING, value.after or NOTHING
        yield f"      {value.key}: {after if entry.what == 'added' else f'{before} → {after}'}"


def _page(page: PageChange) -> Iterator[str]:
    yield f"{_SIGNS[page.what]} {page.file}: {page.title}"
    for number in page.numbers:
        yield f"  {page.file}:{number.line}: {number.before or NOTHING} → {number.after or NOTHING}  {expression(number)}"
        yield f"      {number.start}[{number.after or number.before}]{number.end}"
    for chart in page.charts:
        yield f"  {_SIGNS[chart.what]} chart {chart.id}: {chart.title}"
        for row in chart.rows:
            label = ", ".join(filter(None, (row.row, row.column)))
            yield f"      {label}: {row.before or NOTHING} → {row.after or NOTHING}"
        if chart.what == "changed" and not chart.rows:
            yield "      the same rows, drawn in another way"
    unchanged = [f"{many(page.numbers_unchanged, 'number')}", many(page.charts_unchanged, "chart")]
    yield f"  unchanged: {' and '.join(unchanged)}"
