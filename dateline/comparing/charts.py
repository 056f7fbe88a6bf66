"""The charts of a page, before and after, by the rows of their tables: what a reader of the data would see differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from dateline.charts import Drawing
from dateline.comparing.changes import ChartChange, RowChange, What
from dateline.figure.table import headings, table_rows

DrawnAs = Callable[[str], str]
"""What stands for the drawing of a chart by its id."""
TITLE = "title"


def chart_changes(
    before: Mapping[str, Drawing], after: Mapping[str, Drawing], drawn_before: DrawnAs, drawn_after: DrawnAs
) -> tuple[tuple[ChartChange, ...], int]:
    """The charts that differ, in the order of the page, and how many do not."""
    changes, unchanged = [], 0
    for name in dict.fromkeys([*after, *before]):
        old, new = before.get(name), after.get(name)
        rows = row_changes(old, new)
        if old and new and not rows and drawn_before(name) == drawn_after(name):
            unchanged += 1
            continue
        shown = new or old
        what: What = "added" if old is None else "withdrawn" if new is None else "changed"
        if shown:
            changes.append(ChartChange(name, shown.title, what, rows if old and new else ()))
    return tuple(changes), unchanged


def row_changes(old: Drawing | None, new: Drawing | None) -> tuple[RowChange, ...]:
    """The cells that differ, headline first, then by row in the order of the newer table."""
    before, after = _cells(old), _cells(new)
    names = dict.fromkeys([*after, *before])
    found = (RowChange(row, column, before.get((row, column)), after.get((row, column))) for row, column in names)
    return tuple(change for change in found if change.before != change.after)


def _cells(drawing: Drawing | None) -> dict[tuple[str, str], str]:
    if drawing is None:
        return {}
    labels = [heading.label for heading in headings(drawing)]
    found = {(TITLE, ""): drawing.title}
    seen: Counter[str] = Counter()
    for row in table_rows(drawing):
        seen[row.head] += 1
        head = row.head if seen[row.head] == 1 else f"{row.head} ({seen[row.head]})"
        found |= {(head, label): cell for label, cell in zip(labels[1:], row.cells, strict=True)}
    return found
