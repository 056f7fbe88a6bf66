"""Which texts of a map are drawn, and where: each at the first of its places that is free, or not at all.

Greedy: what comes first is placed first. Pure geometry in px; what the texts say is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dateline.charts import theme
from dateline.charts.axes import Box, clear_of
from dateline.charts.canvas import Align, Baseline
from dateline.charts.geometry import Point, touches_disc

GAP = 4
PAD = 1.5
RIGHTWARDS: Align = "left"
LEFTWARDS: Align = "right"


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle that no text may cover."""

    centre: Point
    radius: float


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a text may stand: a point and how the text lies to it."""

    x: float
    y: float
    align: Align = "center"
    baseline: Baseline = "middle"


@dataclass(frozen=True, slots=True)
class Wish:
    """A text and the seats that it would take, the best first. `versions` are the ways to write it, each in lines."""

    versions: tuple[tuple[str, ...], ...]
    seats: tuple[Seat, ...]
    role: str = "text"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Seated:
    """A text at its place."""

    lines: tuple[str, ...]
    seat: Seat
    box: Box
    wish: Wish


@dataclass
class Seating:
    """The free ground of a map. `frame` is where texts may stand; `taken` and `discs` are where they may not."""

    frame: Box
    discs: Sequence[Disc] = ()
    taken: list[Box] = field(default_factory=list)

    def seat(self, wish: Wish) -> Seated | None:
        """Place a text, which takes up its ground; None when there is no room."""
        for seat in wish.seats:
            for lines in wish.versions:
                box = box_of(lines, seat, bold=wish.bold)
                if self.is_free(box):
                    self.taken.append(box)
                    return Seated(lines, seat, box, wish)
        return None

    def seat_clear(self, wish: Wish, lines: list[Box], clear: float = 0) -> Seated | None:
        """Place a text off `lines` and `clear` px from all else, or at least off the lines, or wherever it has room."""
        return self.seat_off(wish, lines, clear) or (self.seat_off(wish, lines) if clear else None) or self.seat(wish)

    def seat_off(self, wish: Wish, lines: list[Box], clear: float = 0) -> Seated | None:
        """Place a text off `lines` and `clear` px from all else; None when there is no such room."""
        wider = [Box(box.left - clear, box.top - clear, box.right + clear, box.bottom + clear) for box in self.taken]
        discs = [Disc(disc.centre, disc.radius + clear) for disc in self.discs]
        seated = Seating(self.frame, discs, [*wider, *lines]).seat(wish)
        if seated:
            self.taken.append(seated.box)
        return seated

    def is_free(self, box: Box) -> bool:
        """Whether a box lies in the frame and on nothing else."""
        frame = self.frame
        inside = frame.left <= box.left and box.right <= frame.right and frame.top <= box.top and box.bottom <= frame.bottom
        return (
            inside and clear_of(box, self.taken) and not any(touches_disc(box, disc.centre, disc.radius) for disc in self.discs)
        )


def box_of(lines: Sequence[str], seat: Seat, *, bold: bool = False) -> Box:
    """The ground that a text takes up, a little around it included."""
    wide = max(theme.text_width(line, bold=bold) for line in lines)
    high = theme.LINE * (len(lines) - 1) + theme.SIZE
    left = seat.x - {"left": 0.0, "center": wide / 2, "right": wide}[seat.align]
    # Several lines hang from the first one's baseline: where that one stands, the others follow below.
    top = seat.y - {"top": 0.0, "middle": theme.SIZE / 2, "bottom": float(theme.SIZE)}[seat.baseline]
    return Box(left - PAD, top - PAD, left + wide + PAD, top + high + PAD)


def around(centre: Point, radius: float, lines: int = 1) -> Iterator[Seat]:
    """The seats around a circle for a text of so many lines: right, left, above, below, and between them."""
    x, y = centre
    out, rise = radius + GAP, theme.LINE * (lines - 1)
    yield Seat(x + out, y - rise / 2, "left", "middle")
    yield Seat(x - out, y - rise / 2, "right", "middle")
    yield Seat(x, y - out - rise, "center", "bottom")
    yield Seat(x, y + out, "center", "top")
    for across, down in ((0.72, 0.72), (0.9, 0.44)):
        for side, align in ((1, RIGHTWARDS), (-1, LEFTWARDS)):
            yield Seat(x + side * across * out, y - down * out - rise, align, "bottom")
            yield Seat(x + side * across * out, y + down * out, align, "top")


def along(start: Point, end: Point) -> Iterator[Box]:
    """Small boxes along a line, so that texts keep off it."""
    (ax, ay), (bx, by) = start, end
    steps = max(1, round(max(abs(bx - ax), abs(by - ay)) / 6))
    for step in range(steps + 1):
        x, y = ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps
        yield Box(x - 1.5, y - 1.5, x + 1.5, y + 1.5)


def corners(box: Box) -> Iterable[Point]:
    """The corners and the middle of a box."""
    middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    return ((box.left, box.top), (box.right, box.top), (box.left, box.bottom), (box.right, box.bottom), middle)
