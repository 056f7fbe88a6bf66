"""Where notes on a time axis stand: labels in rows above the plot, each with a thin rule down to its day. Geometry only.

Labels are put as low as they find room, from the last day to the first. No label covers another; a rule that has to pass
behind a label is hidden by its ground.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.charts import theme
from dateline.charts.axes import Box, TimeAxis, clear_of
from dateline.charts.canvas import Align, Sheet
from dateline.charts.notes import TimeNote

BESIDE = 5
BELOW = 4
WIDEST = 240


@dataclass(frozen=True, slots=True)
class NoteLabel:
    """A note in its place, in px from the top left of the plot (above it: negative): its lines and the x of its rules.

    `left` and `right` are where it begins and ends; there a rule stands, except where a span goes on beyond the chart.
    """

    lines: tuple[str, ...]
    align: Align
    box: Box
    rules: tuple[float, ...]
    left: float
    right: float

    def rule_boxes(self, bottom: float) -> Iterator[Box]:
        """What its rules take up, from the label down to `bottom`, and the line between them."""
        for x in self.rules:
            yield Box(x - 1.5, self.box.bottom, x + 1.5, bottom)
        if self.right > self.left:
            yield Box(self.left, self.box.bottom, self.right, self.box.bottom + BELOW)


def note_labels(notes: Sequence[TimeNote], axis: TimeAxis, reach: tuple[float, float], base: float) -> tuple[NoteLabel, ...]:
    """Labels for all notes, above `base`; `reach` is how far to the left and right a text may go."""
    placed: list[NoteLabel] = []
    for note in sorted(notes, reverse=True):
        placed.append(_placed(note, axis, reach, base, placed))
    return tuple(reversed(placed))


def _placed(note: TimeNote, axis: TimeAxis, reach: tuple[float, float], base: float, others: Sequence[NoteLabel]) -> NoteLabel:
    room = reach[1] - reach[0]
    lines = theme.wrap(note.label, min(WIDEST, room * 0.62), 4)
    left, right, rules = _days(note, axis)
    wide, high = max(map(theme.text_width, lines)), theme.LINE * len(lines)
    x = _left_edge(left, wide, reach)
    taken = [box for other in others for box in (_roomy(other.box), *other.rule_boxes(base))]
    bottom = base
    while not (
        clear_of(Box(x, bottom - high, x + wide, bottom), taken) and clear_of(Box(left, bottom, right, bottom + 1), taken)
    ):
        bottom -= theme.LINE / 2
    align: Align = "right" if x + wide <= left else "left"
    return NoteLabel(lines, align, Box(x, bottom - high, x + wide, bottom), rules, left, right)


def _days(note: TimeNote, axis: TimeAxis) -> tuple[float, float, tuple[float, ...]]:
    """Where a note begins and ends within the chart, and where rules stand: at the days that it begins and ends with."""
    first, last = max(note.start, axis.start), min(note.end, axis.end)
    left, right = axis.x(first), axis.x(last + dt.timedelta(1))
    if note.start == note.end:
        return left, left, (left,)
    ends = ((left, first == note.start), (right, last == note.end))
    return left, right, tuple(x for x, shown in ends if shown)


def _left_edge(x: float, wide: float, reach: tuple[float, float]) -> float:
    """The left of a text at a rule: to its right, else to its left, else as far right as it fits."""
    if x + BESIDE + wide <= reach[1]:
        return x + BESIDE
    if x - BESIDE - wide >= reach[0]:
        return x - BESIDE - wide
    return max(reach[0], reach[1] - wide)


def _roomy(box: Box) -> Box:
    return Box(box.left - BESIDE, box.top - BELOW, box.right + BESIDE, box.bottom + BELOW)


def draw_notes(sheet: Sheet, labels: Sequence[NoteLabel], baseline: float) -> None:
    """Put labels and rules on a sheet."""
    for label in labels:
        for x in label.rules:
            beside = label.box.left <= x <= label.box.right
            sheet.line(x, label.box.bottom if beside else label.box.top + 3, x, baseline, "muted")
        if label.right > label.left:
            sheet.line(label.left, label.box.bottom + 1, label.right, label.box.bottom + 1, "muted")
        sheet.plate(label.box.left - 2, label.box.top, label.box.right + 2, label.box.bottom)
        x = label.box.left if label.align == "left" else label.box.right
        sheet.text(x, label.box.top + 1, label.lines, label.align, "top", "text")
