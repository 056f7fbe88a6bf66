"""Plane geometry for maps: a projection, clipping, thinning, paths. Pure functions over points; no charts, no rows.

Points are pairs. On earth they are longitude and latitude in degrees; on the map px from its top left, y downwards.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.charts.axes import Box

Point = tuple[float, float]
KM_PER_DEGREE = 111.195
"""A degree of latitude on a sphere of 6,371 km (mean radius of the earth, IUGG)."""


@dataclass(frozen=True, slots=True)
class Projection:
    """Equirectangular, with the middle of the map as its true parallel, so that shapes and distances are right there.

    East to west they are off by some two per cent two degrees further north or south. `lon` and `lat` are the middle in degrees,
    `scale` the px of a degree of latitude, `width` and `height` the map in px.
    """

    lon: float
    lat: float
    scale: float
    width: float
    height: float

    @property
    def across(self) -> float:
        """The px of a degree of longitude."""
        return self.scale * math.cos(math.radians(self.lat))

    @property
    def km(self) -> float:
        """The px of a kilometre."""
        return self.scale / KM_PER_DEGREE

    def at(self, point: Point) -> Point:
        """Where a point on earth lies on the map."""
        lon, lat = point
        return self.width / 2 + (lon - self.lon) * self.across, self.height / 2 - (lat - self.lat) * self.scale

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of the map, in degrees."""
        half_x, half_y = self.width / 2 / self.across, self.height / 2 / self.scale
        return self.lon - half_x, self.lat - half_y, self.lon + half_x, self.lat + half_y


Bounds = tuple[float, float, float, float]
"""West, south, east and north in degrees."""
LONGEST_RUN = 700
"""So many points of a line are thinned at once; one that turns at every point would take the square of its length."""
TIGHT = 12
"""So many px stay free around the points of a map in any case, or its margin if that is less."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a map may take up: its width, how low and how high it may be, and how much stays free around the points; px.

    `least` is the degrees of latitude that the shorter side shows at least, so that a single place still has surroundings.
    """

    width: float
    lowest: float
    highest: float
    margin: float
    least: float

    def scale(self, wide: float, high: float, margin: float) -> float:
        """The px of a degree with which so many degrees of latitude across and down fit within a margin."""
        across, down = self.width - 2 * margin, self.highest - 2 * margin
        return min(across / wide if wide else math.inf, down / high if high else math.inf)


def fitted(points: Sequence[Point], extent: Bounds, room: Room) -> Projection:
    """The projection that shows all points (there is one) as large as the room allows.

    It shows nothing outside `extent`, in which the points lie, unless they would not all be seen otherwise.
    """
    west, south, east, north = bounds_of(points)
    shrink = math.cos(math.radians((south + north) / 2))
    wide, high = (east - west) * shrink, north - south
    fine = min(room.scale(wide, high, room.margin), min(room.width, room.highest) / room.least)
    inside = max(room.width / ((extent[2] - extent[0]) * shrink), room.lowest / (extent[3] - extent[1]))
    tight = min(room.margin, TIGHT)
    scale = min(max(fine, inside), room.scale(wide, high, tight))
    height = round(min(max(high * scale + 2 * room.margin, room.lowest), room.highest))
    lat = _within((south + north) / 2, height / 2 / scale, extent[1], extent[3])
    # The middle may have moved to where a degree of longitude is longer.
    scale = min(scale, room.scale((east - west) * math.cos(math.radians(lat)), 0, tight))
    across = room.width / 2 / (scale * math.cos(math.radians(lat)))
    return Projection(_within((west + east) / 2, across, extent[0], extent[2]), lat, scale, room.width, height)


def bounds_of(points: Iterable[Point]) -> Bounds:
    """The smallest and the largest longitude and latitude, or x and y, of some points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _within(middle: float, half: float, low: float, high: float) -> float:
    """The middle of a span, moved as little as needed to keep it between two ends; in their middle where it does not fit."""
    if 2 * half > high - low:
        return (low + high) / 2
    return min(max(middle, low + half), high - half)


def clip_ring(ring: Sequence[Point], box: Box) -> list[Point]:
    """The part of a closed ring within a box (Sutherland and Hodgman 1974); empty if none. The first point is not repeated."""
    points = list(ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring)
    for axis, limit, sign in ((0, box.left, 1), (0, box.right, -1), (1, box.top, 1), (1, box.bottom, -1)):
        points = list(_cut(points, axis, limit, sign))
    return points


def _cut(points: list[Point], axis: int, limit: float, sign: int) -> Iterator[Point]:
    """The ring on one side of a line."""
    for index, here in enumerate(points):
        before = points[index - 1]
        inside, was_inside = (sign * (point[axis] - limit) >= 0 for point in (here, before))
        if inside != was_inside:
            yield _crossing(before, here, axis, limit)
        if inside:
            yield here


def _crossing(one: Point, two: Point, axis: int, limit: float) -> Point:
    part = (limit - one[axis]) / (two[axis] - one[axis])
    other = one[1 - axis] + part * (two[1 - axis] - one[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)


def clip_line(line: Sequence[Point], box: Box) -> list[list[Point]]:
    """The parts of a line within a box (each segment after Liang and Barsky 1984)."""
    parts: list[list[Point]] = []
    for one, two in itertools.pairwise(line):
        kept = _segment(one, two, box)
        if kept is None:
            continue
        if parts and parts[-1][-1] == kept[0]:
            parts[-1].append(kept[1])
        else:
            parts.append(list(kept))
    return parts


def _segment(one: Point, two: Point, box: Box) -> tuple[Point, Point] | None:
    dx, dy = two[0] - one[0], two[1] - one[1]
    first, last = 0.0, 1.0
    for run, gap in ((-dx, one[0] - box.left), (dx, box.right - one[0]), (-dy, one[1] - box.top), (dy, box.bottom - one[1])):
        if run == 0:
            if gap < 0:
                return None
            continue
        reached = gap / run
        first, last = (max(first, reached), last) if run < 0 else (first, min(last, reached))
    if first > last:
        return None
    return _along(one, two, first, box), _along(one, two, last, box)


def _along(one: Point, two: Point, part: float, box: Box) -> Point:
    if part in (0.0, 1.0):
        return two if part else one
    x, y = (a + part * (b - a) for a, b in zip(one, two, strict=True))
    return min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)


def thinned(line: Sequence[Point], tolerance: float) -> list[Point]:
    """The same line with fewer points, nowhere further off than `tolerance` (Ramer 1972, Douglas and Peucker 1973)."""
    last = len(line) - 1
    stack = [(first, min(first + LONGEST_RUN, last)) for first in range(0, last, LONGEST_RUN)]
    kept = {0, last, *(first for first, _ in stack)}
    while stack:
        first, last = stack.pop()
        off, index = max(((distance(line[i], line[first], line[last]), i) for i in range(first + 1, last)), default=(0.0, 0))
        if off > tolerance:
            kept.add(index)
            stack += [(first, index), (index, last)]
    return [line[i] for i in sorted(kept) if i >= 0]


def distance(point: Point, one: Point, two: Point) -> float:
    """How far a point lies from a segment."""
    dx, dy = two[0] - one[0], two[1] - one[1]
    length = dx * dx + dy * dy
    part = 0.0 if length == 0 else min(1.0, max(0.0, ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / length))
    return math.hypot(point[0] - one[0] - part * dx, point[1] - one[1] - part * dy)


def holds(ring: Sequence[Point], point: Point) -> bool:
    """Whether a point lies within a ring (it crosses the ring an odd number of times on its way out)."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside


def area(ring: Sequence[Point]) -> float:
    """How much a ring encloses (the shoelace formula), never negative."""
    following = [*ring[1:], *ring[:1]]
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, following, strict=True))) / 2


def path(lines: Iterable[Sequence[Point]], *, closed: bool = False) -> str:
    """Lines as an SVG path, to a tenth of a px; points that fall together are one."""
    return "".join(_one_path(line, closed=closed) for line in lines)


def _one_path(line: Sequence[Point], *, closed: bool) -> str:
    texts = list(dict.fromkeys(f"{round(x, 1):g},{round(y, 1):g}" for x, y in line)) if closed else _distinct(line)
    if len(texts) < (3 if closed else 2):
        return ""
    return f"M{'L'.join(texts)}{'Z' if closed else ''}"


def _distinct(line: Sequence[Point]) -> list[str]:
    texts = [f"{round(x, 1):g},{round(y, 1):g}" for x, y in line]
    return [text for index, text in enumerate(texts) if index == 0 or text != texts[index - 1]]


def touches_disc(box: Box, centre: Point, radius: float) -> bool:
    """Whether a box and a disc share some area."""
    x, y = (
        min(max(value, low), high) for value, low, high in zip(centre, (box.left, box.top), (box.right, box.bottom), strict=True)
    )
    return math.hypot(x - centre[0], y - centre[1]) < radius


Radius = Callable[[float], float]
"""The radius in px of the circle for a number."""


def radius_for(most: float, largest: float, steepest: float) -> Radius:
    """Circles whose areas are to one another as their numbers: `largest` px for `most`, and no more than `steepest` px for 1."""
    unit = min(steepest, largest / math.sqrt(most)) if most > 0 else 0.0
    return lambda number: unit * math.sqrt(number)


def round_values(most: float) -> tuple[int, ...]:
    """Up to three numbers for a legend of sizes, none above `most`: 1, 2 or 5 times a power of ten; below 10, `most` and 1."""
    if most < 10:
        return tuple(sorted({1, int(most)})) if most >= 1 else ()
    values = [factor * 10**power for power in range(math.floor(math.log10(most)) + 1) for factor in (1, 2, 5)]
    chosen: list[int] = []
    for value in sorted((value for value in values if value <= most), reverse=True):
        if not chosen or value * 4 <= chosen[-1]:
            chosen.append(value)
    return tuple(reversed(chosen[:3]))
