"""Whether a figure is true to its rows: marks, table, CSV and the query behind them must say the same.

A difference is a bug or a damaged drawing; a figure that has one is never published.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator

from dateline.charts import Drawing
from dateline.charts.own_plot import OwnPlot
from dateline.counting.bounds import Count
from dateline.errors import ContentError, Problem, Spot
from dateline.figure.artist import Drawn
from dateline.figure.labels import differing_labels, unfit
from dateline.figure.printed import unknown_numbers
from dateline.figure.table import TableRow, header

CODE = "figure-mismatch"
_DESCRIBE = (
    'describe one mark for each row with its words: `description="words:N"` on one layer, and on another for the rows'
    " whose `low` is None"
)

_PRINT = (
    "let it say a field of the rows (`count`, `short`, `name`), or take it as an option; what is computed besides belongs into"
    " the `title`, `subtitle` or `summary` of @chart"
)


def check_figure(name: str, drawing: Drawing, drawn: Drawn, table: tuple[TableRow, ...], rows: bytes, spot: Spot | None) -> None:
    """Raises ContentError (figure-mismatch) at `spot` with everything that does not agree."""
    if drawing.labels is not None:
        _check_own(name, drawing, drawn, spot)
    found = [*_marks(drawing, drawn), *_tables(drawing, table, rows), *_sums(drawing)]
    if found:
        way_out = "this is a fault of the chart, not of the article: report it, or take the block out for now"
        raise ContentError(Problem(CODE, f"figure '{name}': {message}", spot, way_out) for message in found)


def _check_own(name: str, drawing: Drawing, drawn: Drawn, spot: Spot | None) -> None:
    """What a newsroom's own chart is looked at for besides, said where it is written."""
    place, head = drawing.made_at or spot, f"figure '{name}'"
    differing = differing_labels(drawing.labels or (), drawn.svgs)
    found = [Problem(CODE, f"{head}: {message}", place, _DESCRIBE) for message in differing]
    for width, svg in drawn.svgs.items():
        found += [Problem("unfit-chart", f"{head}: {fault} ({width})", place, help_) for fault, help_ in unfit(svg, width)]
    found += [Problem(CODE, f"{head}: {message}", place, _PRINT) for message in _printed(drawing, drawn)]
    if found:
        raise ContentError(found)


def _printed(drawing: Drawing, drawn: Drawn) -> Iterator[str]:
    """The numbers in texts of a newsroom's own drawing that nothing it was made of has."""
    total, signs = drawing.total, [entry.label for entry in drawing.key]
    given = [drawing.plot.rows, drawing.plot.options] if isinstance(drawing.plot, OwnPlot) else []
    days = [str(total.period.start), str(total.period.end)]
    known = [*given, str(total.count), days, drawing.title, drawing.subtitle, drawing.summary, signs]
    texts = dict.fromkeys(text for drawn_in in drawn.texts.values() for text in drawn_in)
    for number, text in unknown_numbers(texts, known):
        yield f"its text '{text}' says {number}, which none of its rows, its options and its words does"


def _marks(drawing: Drawing, drawn: Drawn) -> Iterator[str]:
    for width, number in drawn.marks.items():
        if number != drawing.marks:
            yield f"{number} marks are drawn ({width}), {drawing.marks} belong to its rows"


def _tables(drawing: Drawing, table: tuple[TableRow, ...], rows: bytes) -> Iterator[str]:
    lines = list(csv.reader(io.StringIO(rows.decode(), newline="")))
    if not len(drawing.rows) == len(table) == len(lines) - 1:
        yield f"{len(drawing.rows)} rows, {len(table)} in the table, {len(lines) - 1} in the CSV"
    if not lines or lines[0] != header(drawing):
        yield "the CSV's header is not that of its columns"
    counts = _counts(drawing)
    yield from _csv_sum(f"{drawing.sum_of}_low", sum(count.low for count in counts), lines)
    yield from _csv_sum(f"{drawing.sum_of}_named", sum(count.named for count in counts), lines)


def _csv_sum(name: str, counted: int, lines: list[list[str]]) -> Iterator[str]:
    if not lines or name not in lines[0]:
        yield f"the CSV has no column {name}"
        return
    index = lines[0].index(name)
    written = sum(int(line[index] or 0) for line in lines[1:])
    if written != counted:
        yield f"{name} adds up to {written} in the CSV, to {counted} in its rows"


def _counts(drawing: Drawing) -> list[Count]:
    return [row[drawing.sum_of] for row in drawing.rows if row[drawing.sum_of] is not None]


def _sums(drawing: Drawing) -> Iterator[str]:
    """The rows must bound the query, and add up to it where everything is exact."""
    total, counts = drawing.total.count, _counts(drawing)
    low, high = sum(count.low for count in counts), sum(_high(count) for count in counts)
    missing = any(row[drawing.sum_of] is None for row in drawing.rows)
    if low > total.low:
        yield f"its rows add up to at least {low}, the query gives {total}"
    if drawing.complete and not missing and high < _high(total):
        yield f"its rows add up to at most {high:g}, the query gives {total}"
    exact = total.is_exact and not missing and all(count.is_exact for count in counts)
    if drawing.complete and exact and low != total.low:
        yield f"its rows add up to {low}, the query gives {total}"
    for index, row in enumerate(drawing.rows):
        yield from _parts(drawing, row[drawing.sum_of], [row[part] for part in drawing.parts], index)


def _parts(drawing: Drawing, whole: Count | None, parts: list[Count | None], index: int) -> Iterator[str]:
    known = [part for part in parts if part is not None]
    if not known:
        return
    if whole is None or sum(part.low for part in known) > whole.low:
        yield f"row {index + 1}: its parts ({', '.join(drawing.parts)}) add up to more than the row"


def _high(count: Count) -> float:
    return math.inf if count.high is None else count.high
