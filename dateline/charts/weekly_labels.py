"""The words on the weekly chart: numbers above bars and in their parts, names of parts, `no report` in a hatched band.

A label is drawn only where it finds room: the highest bar comes first, and nothing is ever drawn over something else. All
numbers also stand in the words of the marks and in the table.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.charts import theme
from dateline.charts.axes import Box, clear_of
from dateline.charts.canvas import Sheet
from dateline.charts.weekly_shapes import Bar, Layout, Segment, WeeklyPlot

LABEL = 14
LEAST = 11
"""How high the arrow is that says `at least`, in px."""
STEP = 4
FEW = 12
WORTH = 0.12
"""Where labels are wider than their bars, only bars that reach this part of the axis get one: the others are many and small."""
BESIDE = 8
MOST_BESIDE = 130
"""So much of a wide chart may be given to names beside its last bar, in px."""


def draw_labels(sheet: Sheet, plot: WeeklyPlot, layout: Layout) -> None:
    """Put all labels of bars and gaps on a sheet."""
    _bar_labels(sheet, plot, layout)
    beside = _names_beside_last(sheet, plot, layout)
    _part_labels(sheet, plot, layout, named=beside)
    _gap_label(sheet, plot, layout)


def _bar_labels(sheet: Sheet, plot: WeeklyPlot, layout: Layout) -> None:
    """The counts above the bars, highest first, as far as they find room."""
    bodies = [_body(plot, layout, bar) for bar in plot.bars]
    bands = [layout.column(gap.start, gap.end, 0) for gap in plot.gaps]
    rules = [box for note in layout.notes for box in note.rule_boxes(layout.frame.height)]
    taken = [*bodies, *bands, *rules]
    labelled = [bar for bar in plot.bars if _is_worth(plot, layout, bar)]
    for index, bar in enumerate(sorted(labelled, key=lambda bar: (-plot.height(bar), bar.start))):
        found = _free_box(plot, layout, bar, taken, shifted=not index)
        if found is None and not index:
            # The highest bar gets its number even where only a hatched band or the rule of a note is free.
            found = _free_box(plot, layout, bar, bodies, shifted=True)
            if found is not None:
                sheet.plate(found[1].left, found[1].top, found[1].right, found[1].bottom)
        if found is not None:
            text, box = found
            taken.append(box)
            role = "text" if bar.segments else "muted"
            sheet.text((box.left + box.right) / 2, box.bottom, text, "center", "bottom", role, bold=bool(bar.segments))


def _is_worth(plot: WeeklyPlot, layout: Layout, bar: Bar) -> bool:
    fits = theme.text_width(bar.shown[1], bold=True) <= layout.axis.width_of(bar.start, bar.end)
    return fits or len(plot.bars) <= FEW or plot.height(bar) >= WORTH * layout.top_value


def _free_box(plot: WeeklyPlot, layout: Layout, bar: Bar, taken: list[Box], *, shifted: bool) -> tuple[str, Box] | None:
    """The number of a bar and where it finds room: above it or, `shifted`, a little to its side; None if nowhere.

    Over a bar that is wider than its number, the number may move aside in any case, as it does for the rule of a note.
    """
    bottom = layout.y(plot.height(bar)) - (LEAST + 5 if bar.least else 4)
    room = layout.axis.width_of(bar.start, bar.end)
    long, short = bar.shown
    for text in (long, short) if long == short or theme.text_width(long, bold=True) <= room or len(plot.bars) == 1 else (short,):
        half = theme.text_width(text, bold=True) / 2 + 2
        steps = [step * side for step in range(0, max(1, round(room / 2 - half)), STEP) for side in (1, -1)]
        for shift in (0, half / 2, -half / 2, half, -half) if shifted else steps:
            x = layout.axis.middle(bar.start, bar.end) + shift
            box = Box(x - half, bottom - LABEL, x + half, bottom)
            if box.left >= -layout.frame.left and box.right <= layout.frame.width + layout.frame.right and clear_of(box, taken):
                return text, box
    return None


def _body(plot: WeeklyPlot, layout: Layout, bar: Bar) -> Box:
    top = layout.y(plot.height(bar)) - (LEAST + 3 if bar.least else 0)
    return layout.column(bar.start, bar.end, top)


def names_beside(plot: WeeklyPlot, per_unit: float) -> int:
    """How much room the names of parts take beside the last bar, in px; 0 where they are not written there."""
    names = [segment.name for segment, _, _ in _nameable(plot, per_unit)]
    wide = round(max((theme.text_width(name, bold=True) for name in names), default=0)) + BESIDE + 2
    return wide if wide <= MOST_BESIDE and (len(names) > 1 or len(plot.bars) == 1) and not _ends_in_gap(plot) else 0


def _ends_in_gap(plot: WeeklyPlot) -> bool:
    return not plot.bars or any(gap.end > plot.bars[-1].end for gap in plot.gaps)


def _nameable(plot: WeeklyPlot, per_unit: float) -> Iterator[tuple[Segment, float, float]]:
    """The named parts of the last bar that are high enough for a line of text; `per_unit` is px per unit of value."""
    bar = plot.bars[-1] if plot.bars else None
    if bar is None or len(bar.segments) < 2:
        return
    for segment, low, high in plot.stacked(bar):
        if segment.name and (high - low) * per_unit >= LABEL and (not segment.light or len(plot.bars) == 1):
            yield segment, low, high


def _names_beside_last(sheet: Sheet, plot: WeeklyPlot, layout: Layout) -> frozenset[str]:
    """The names of the parts of the last bar, beside it if there is room; gives the roles of those that were named."""
    per_unit = layout.frame.height / layout.top_value
    if names_beside(plot, per_unit) == 0 or layout.frame.right < names_beside(plot, per_unit):
        return frozenset()
    x = layout.axis.x(plot.bars[-1].end) + layout.axis.width_of(plot.bars[-1].end, plot.bars[-1].end) + BESIDE
    found = list(_nameable(plot, per_unit))
    for segment, low, high in found:
        sheet.text(x, layout.y((low + high) / 2), segment.name, "left", "middle", "text", bold=not segment.light)
    return frozenset(segment.role for segment, _, _ in found if not segment.light)


def _part_labels(sheet: Sheet, plot: WeeklyPlot, layout: Layout, named: frozenset[str]) -> None:
    """The count of each certain part in its bar, and the name of each part once, where it finds most room."""
    homes = _homes(plot, layout, named)
    for bar in plot.bars:
        if len(bar.segments) < 2:
            continue
        width = layout.axis.width_of(bar.start, bar.end)
        for segment, low, high in plot.stacked(bar):
            tall, shown = layout.y(low) - layout.y(high), f"{segment.amount:,}"
            if segment.light or tall < LABEL or theme.text_width(shown, bold=True) + 6 > width:
                continue
            lines = (segment.name, shown) if homes.get(segment.role) == (bar.start, segment.name) else (shown,)
            middle = layout.y((low + high) / 2) - theme.LINE * (len(lines) - 1) / 2
            x = layout.axis.middle(bar.start, bar.end)
            sheet.text(x, middle, lines, "center", "middle", theme.on(segment.role), bold=True)


def _homes(plot: WeeklyPlot, layout: Layout, named: frozenset[str]) -> dict[str, tuple[object, str]]:
    """For every part that is not named yet: the bar (by its first day) in whose largest segment its name fits."""
    homes: dict[str, tuple[float, tuple[object, str]]] = {}
    for bar in plot.bars:
        width = layout.axis.width_of(bar.start, bar.end)
        for segment, low, high in plot.stacked(bar) if len(bar.segments) > 1 else ():
            tall = layout.y(low) - layout.y(high)
            fits = tall >= 2 * theme.LINE + 2 and theme.text_width(segment.name, bold=True) + 6 <= width
            if segment.light or not segment.name or segment.role in named or not fits:
                continue
            if tall > homes.get(segment.role, (0.0, None))[0]:
                homes[segment.role] = (tall, (bar.start, segment.name))
    return {role: home for role, (_, home) in homes.items()}


def _gap_label(sheet: Sheet, plot: WeeklyPlot, layout: Layout) -> None:
    """`no report`, written into the widest hatched band if it fits; the key says it in any case."""
    if not plot.gaps:
        return
    gap = max(plot.gaps, key=lambda gap: ((gap.end - gap.start).days, -gap.start.toordinal()))
    width = layout.axis.width_of(gap.start, gap.end)
    x, y = layout.axis.middle(gap.start, gap.end), layout.frame.height / 2
    long = theme.text_width(gap.shown) + 10
    if width >= long:
        sheet.note(x, y, gap.shown)
    elif width >= theme.LINE + 8 and layout.frame.height > long:
        sheet.note(x, y, gap.shown, upward=True)
