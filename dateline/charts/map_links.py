"""The dashed lines of a map: each joins the places of which one is meant, and never looks like a place itself.

Two places are joined by a straight line between their circles, or by a bow beside them where the circles leave no room for one;
more than two by a star. Pure geometry in px.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.charts.axes import Box
from dateline.charts.geometry import Point, distance, path
from dateline.charts.map_labels import Disc, along

GAP = 2
SHORTEST = 16
"""A straight line shorter than so many px would not be seen."""
BOW = 16
"""How far a bow leads out beyond the wider of its circles, in px."""
STEPS = 12
SMALL = 5
"""A line may run across circles up to this radius, in px."""
SPOTS = (0.35, 0.65, 0.2, 0.8)
"""At which parts of a line its number may stand if it has no room in the middle."""


@dataclass(frozen=True, slots=True)
class MapLink:
    """Something that lies at one of several places: their ids, a colour role, the number, words."""

    places: tuple[str, ...]
    role: str
    shown: str
    label: str


@dataclass(frozen=True, slots=True)
class Route:
    """A link on the map: its lines, and the point that its number stands at if there is room."""

    link: MapLink
    lines: tuple[tuple[Point, ...], ...]
    middle: Point

    @property
    def path(self) -> str:
        """The lines as an SVG path."""
        return path(self.lines)

    @property
    def spots(self) -> Iterator[Point]:
        """The points that its number may stand at, the best first."""
        yield self.middle
        for part in SPOTS:
            yield from (_part_of(line, part) for line in self.lines)

    @property
    def boxes(self) -> list[Box]:
        """The ground that the lines take up."""
        return [box for line in self.lines for start, end in itertools.pairwise(line) for box in along(start, end)]


def route_of(link: MapLink, ends: Sequence[Disc], discs: Iterable[Disc], frame: Box) -> Route:
    """The way of a link between the circles of its places; `discs` are all circles of the map."""
    if len(ends) > 2:
        return _star(link, ends)
    one, two = ends
    others = [disc for disc in discs if disc not in (one, two)]
    line = (_towards(one.centre, two.centre, one.radius + GAP), _towards(two.centre, one.centre, two.radius + GAP))
    if math.dist(one.centre, two.centre) - one.radius - two.radius < SHORTEST or _is_barred(line, ends, others):
        return _bow(link, one, two, others, frame)
    return Route(link, (line,), _between(*line))


def _is_barred(line: tuple[Point, Point], ends: Sequence[Disc], others: Iterable[Disc]) -> bool:
    """Whether a straight line would seem to end at another circle that it runs across; not one that holds all of an end."""
    return any(
        distance(disc.centre, *line) < disc.radius
        and not any(math.dist(disc.centre, end.centre) + end.radius <= disc.radius for end in ends)
        for disc in others
        if disc.radius > SMALL
    )


def _star(link: MapLink, ends: Sequence[Disc]) -> Route:
    middle = (sum(disc.centre[0] for disc in ends) / len(ends), sum(disc.centre[1] for disc in ends) / len(ends))
    rays = [disc for disc in ends if math.dist(disc.centre, middle) > disc.radius + GAP]
    return Route(link, tuple((middle, _towards(disc.centre, middle, disc.radius + GAP)) for disc in rays), middle)


def _bow(link: MapLink, one: Disc, two: Disc, others: Sequence[Disc], frame: Box) -> Route:
    """A bow on the side that leads away from other circles and stays in the frame."""
    bows = [_bowed(one, two, side) for side in (-1, 1)]
    line = min(bows, key=lambda bow: (_outside(bow, frame), _crowd(bow, others)))
    return Route(link, (line,), line[STEPS // 2])


def _bowed(one: Disc, two: Disc, side: int) -> tuple[Point, ...]:
    """A quadratic curve from the rim of one circle, out to one side, to the rim of the other."""
    (ax, ay), (bx, by) = one.centre, two.centre
    away = math.dist(one.centre, two.centre) or 1.0
    # Upwards or to the left first, whichever way round the two are given.
    flip = 1 if (by, bx) >= (ay, ax) else -1
    nx, ny = -(by - ay) / away * side * flip, (bx - ax) / away * side * flip
    start = (ax + nx * (one.radius + GAP), ay + ny * (one.radius + GAP))
    end = (bx + nx * (two.radius + GAP), by + ny * (two.radius + GAP))
    out = max(one.radius, two.radius) + 2 * BOW
    control = ((ax + bx) / 2 + nx * out, (ay + by) / 2 + ny * out)
    return tuple(_curve(start, control, end, step / STEPS) for step in range(STEPS + 1))


def _curve(start: Point, control: Point, end: Point, part: float) -> Point:
    x, y = ((1 - part) ** 2 * a + 2 * part * (1 - part) * b + part**2 * c for a, b, c in zip(start, control, end, strict=True))
    return x, y


def _outside(line: Sequence[Point], frame: Box) -> int:
    return sum(not (frame.left <= x <= frame.right and frame.top <= y <= frame.bottom) for x, y in line)


def _crowd(line: Sequence[Point], discs: Sequence[Disc]) -> float:
    """How near other circles are to the middle of a line: the more and the nearer, the more."""
    return sum(1 / max(1.0, math.dist(line[STEPS // 2], disc.centre) - disc.radius) for disc in discs)


def _towards(start: Point, end: Point, far: float) -> Point:
    """The point so many px from `start` on the way to `end`."""
    part = far / (math.dist(start, end) or 1.0)
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _between(one: Point, two: Point) -> Point:
    return (one[0] + two[0]) / 2, (one[1] + two[1]) / 2


def _part_of(line: Sequence[Point], part: float) -> Point:
    """A point of a line, from 0 at its start to 1 at its end."""
    before = min(int(part * (len(line) - 1)), len(line) - 2)
    over = part * (len(line) - 1) - before
    (ax, ay), (bx, by) = line[before], line[before + 1]
    return ax + (bx - ax) * over, ay + (by - ay) * over
