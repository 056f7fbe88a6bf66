"""The base map beneath the circles: land, water, borders, rivers, their names, and the inset that says where the map lies.

Only what lies in the frame is drawn, thinned to a px. Which texts find room is decided in `map_labels`.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.charts.axes import Box
from dateline.charts.geometry import (
    Point,
    Projection,
    Room,
    area,
    bounds_of,
    clip_line,
    clip_ring,
    fitted,
    holds,
    path,
    thinned,
    touches_disc,
)
from dateline.charts.map_labels import Disc, Seat, Seated, Seating, Wish, along, around, box_of, corners
from dateline.charts.map_sheet import MapSheet
from dateline.model import Basemap, Line, Outline, Town

FINE, COARSE = 1, 3
"""So many px a line may be off: as it is drawn, and where only a name has to lie within it."""
GRID = 16
"""The names of countries stand on a grid of so many px."""
CLEAR = 16
"""So many px lie between the name of a country and any other text, where there is room."""
INSET_BELOW = 0.45
"""The inset is drawn when the frame shows less than this share of the countries' extent."""


@dataclass(frozen=True)
class Ground:
    """The base map in one projection. `home` are the names of the countries that the record is about."""

    basemap: Basemap
    home: Sequence[str]
    projection: Projection

    @property
    def box(self) -> Box:
        return Box(0, 0, self.projection.width, self.projection.height)

    def draw(self, sheet: MapSheet) -> None:
        """Water, land, rivers, borders. Beyond the base map nothing is known, and nothing drawn."""
        sheet.area(_rectangle(self._known), "water")
        others = (ring for country, rings in self._land.items() if country not in self.home for ring in rings)
        sheet.area(path(others, closed=True), "abroad")
        sheet.area(path((ring for name in self.home for ring in self._land.get(name, ())), closed=True), "land")
        sheet.line(path(part for _, parts in self._streams for part in parts), "river", 1.5)
        sheet.line(path(self._borders), "border")

    @property
    def _known(self) -> Box:
        """What of the frame the base map covers."""
        west, south, east, north = self.basemap.extent
        (left, top), (right, bottom) = self.projection.at((west, north)), self.projection.at((east, south))
        return Box(max(left, 0), max(top, 0), min(right, self.box.right), min(bottom, self.box.bottom))

    @cached_property
    def _land(self) -> dict[str, list[list[Point]]]:
        """The rings of every country that shows, by its name. Holes are left out: another country's land fills them."""
        found: dict[str, list[list[Point]]] = {}
        for country in self.basemap.countries:
            rings = [ring for polygon in country.polygons if (ring := self._ring(polygon[0]))]
            if rings:
                found.setdefault(country.name, []).extend(rings)
        return found

    def _ring(self, ring: Line) -> list[Point]:
        """A ring in px, as far as it lies in the frame."""
        points = clip_ring([self.projection.at(point) for point in ring], self.box)
        return thinned([*points, points[0]], FINE)[:-1] if len(points) > 2 else []

    @cached_property
    def _streams(self) -> list[tuple[str, list[list[Point]]]]:
        """Every river by name, with its parts in the frame, the longest first."""
        found = ((river.name, [part for line in river.lines for part in self._line(line)]) for river in self.basemap.rivers)
        return [(name, sorted(parts, key=len, reverse=True)) for name, parts in found]

    @cached_property
    def _borders(self) -> list[list[Point]]:
        return [part for line in self.basemap.borders for part in self._line(line)]

    def _line(self, line: Line) -> Iterator[list[Point]]:
        for part in clip_line([self.projection.at(point) for point in line], self.box):
            yield thinned(part, FINE)

    def name_things(self, sheet: MapSheet, seating: Seating, shown: Collection[str], links: list[Box], towns: int) -> None:
        """Countries, rivers and up to so many towns, where there is room; places `shown` as circles are named already.

        Names keep off `links`, rivers and borders where they can.
        """
        lines = [*links, *self._lines_taken]
        for wish in self._countries():
            self._write(sheet, seating.seat_clear(wish, lines, CLEAR))
        for wish in self._rivers():
            self._write(sheet, seating.seat_clear(wish, lines))
        for town, at, dot in self._towns(seating, shown):
            if towns and seating.is_free(dot):
                towns -= self._town(sheet, seating, Wish(((town.name,),), tuple(around(at, 2)), "muted"), dot, lines)

    def town_dots(self, seating: Seating, shown: Collection[str]) -> list[Box]:
        """The ground of the towns in the frame, those that are to be named first come first."""
        return [dot for _, _, dot in self._towns(seating, shown)]

    def _towns(self, seating: Seating, shown: Collection[str]) -> Iterator[tuple[Town, Point, Box]]:
        frame = seating.frame
        for town in self.basemap.towns:
            x, y = self.projection.at((town.lon, town.lat))
            inside = frame.left + 5 < x < frame.right - 5 and frame.top + 5 < y < frame.bottom - 5
            if inside and town.place not in shown:
                yield town, (x, y), Box(x - 4, y - 4, x + 4, y + 4)

    def _town(self, sheet: MapSheet, seating: Seating, wish: Wish, dot: Box, lines: list[Box]) -> bool:
        """A town with its dot, or neither; says which."""
        seating.taken.append(dot)
        seated = seating.seat_clear(wish, lines)
        if seated is None:
            seating.taken.remove(dot)
            return False
        sheet.dot((dot.left + dot.right) / 2, (dot.top + dot.bottom) / 2)
        self._write(sheet, seated)
        return True

    @staticmethod
    def _write(sheet: MapSheet, seated: Seated | None) -> None:
        if seated:
            seat = seated.seat
            sheet.text(seat.x, seat.y, seated.lines, seat.align, seat.baseline, seated.wish.role)

    @cached_property
    def _lines_taken(self) -> list[Box]:
        """The ground of rivers and borders, which names keep off where they can."""
        parts = [part for _, stream in self._streams for part in stream] + self._borders
        return [box for part in parts for one, two in itertools.pairwise(part) for box in along(one, two)]

    def _countries(self) -> Iterator[Wish]:
        """The names of countries, those of the record first, each within its own land and near the middle of what shows."""
        order = sorted(self._land, key=lambda name: (name not in self.home, -sum(map(area, self._land[name])), name))
        for name in order:
            text = " ".join(name.upper())
            ring = thinned(max(self._land[name], key=area), COARSE)
            seats = (seat for seat in self._seats_in(ring) if all(holds(ring, c) for c in corners(box_of((text,), seat))))
            yield Wish(((text,),), tuple(seats), "muted")

    def _seats_in(self, ring: list[Point]) -> list[Seat]:
        """Points of a grid within a ring's bounds, the nearest to their middle first."""
        xs, ys = zip(*ring, strict=True)
        middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        columns, rows = (range(int(min(values)), int(max(values)), GRID) for values in (xs, ys))
        grid = [(float(x), float(y)) for x in columns for y in rows]
        grid.sort(key=lambda point: ((point[0] - middle[0]) ** 2 + (point[1] - middle[1]) ** 2, point))
        return [Seat(x, y) for x, y in grid]

    def _rivers(self) -> Iterator[Wish]:
        """The names of rivers beside the longest stretch that shows."""
        for name, parts in self._streams:
            points = [point for part in parts for point in _from_the_middle(part)]
            seats = (seat for point in points for seat in around(point, 1))
            yield Wish(((name,),), tuple(seats), "stream")

    def inset(self, discs: Sequence[Disc], width: float) -> Inset | None:
        """Where in the countries of the record the frame lies, in a free corner; None when most of them shows anyway."""
        outlines = [country for country in self.basemap.countries if country.name in self.home]
        points = [point for outline in outlines for polygon in outline.polygons for point in polygon[0]]
        if not points:
            return None
        around_all = bounds_of(points)
        west, south, east, north = self.projection.bounds
        if (east - west) * (north - south) > INSET_BELOW * (around_all[2] - around_all[0]) * (around_all[3] - around_all[1]):
            return None
        small = fitted(points, (-360, -90, 360, 90), Room(width, width * 0.5, width * 1.1, 6, 0.1))
        return next(
            (
                Inset(small, spot, outlines, self.projection.bounds)
                for spot in self._corners(small)
                if _is_clear(spot, small, discs)
            ),
            None,
        )

    def _corners(self, small: Projection) -> list[Point]:
        right, bottom = self.box.right - small.width - 6, self.box.bottom - small.height - 6
        return [(right, 6.0), (6.0, bottom), (right, bottom), (6.0, 6.0)]


@dataclass(frozen=True)
class Inset:
    """A small map of the countries, its top left corner in px, and the frame (west, south, east, north) marked on it."""

    projection: Projection
    corner: Point
    outlines: Iterable[Outline]
    frame: tuple[float, float, float, float]

    @property
    def box(self) -> Box:
        return _box(self.corner, self.projection)

    def draw(self, sheet: MapSheet) -> None:
        """A ground of its own, the countries, and the frame."""
        sheet.plate(_rectangle(self.box), "abroad")
        rings = [[self._at(point) for point in polygon[0]] for outline in self.outlines for polygon in outline.polygons]
        sheet.plate(path((thinned(ring, FINE)[:-1] for ring in rings), closed=True), "land")
        sheet.inset_line(path(thinned(ring, FINE) for ring in rings), "border")
        west, south, east, north = self.frame
        (left, top), (right, bottom) = self._at((west, north)), self._at((east, south))
        box = self.box
        marked = Box(max(left, box.left), max(top, box.top), min(right, box.right), min(bottom, box.bottom))
        sheet.inset_line(_rectangle(marked), "text", 1.5)
        sheet.inset_line(_rectangle(box), "border")

    def _at(self, point: Point) -> Point:
        x, y = self.projection.at(point)
        return x + self.corner[0], y + self.corner[1]


def _box(corner: Point, small: Projection) -> Box:
    return Box(corner[0], corner[1], corner[0] + small.width, corner[1] + small.height)


def _is_clear(corner: Point, small: Projection, discs: Sequence[Disc]) -> bool:
    box = _box(corner, small)
    return not any(touches_disc(box, disc.centre, disc.radius + 8) for disc in discs)


def _rectangle(box: Box) -> str:
    return f"M{box.left:.1f},{box.top:.1f}H{box.right:.1f}V{box.bottom:.1f}H{box.left:.1f}Z"


def _from_the_middle(part: list[Point]) -> list[Point]:
    """A few points of a line, the middle one first."""
    chosen = part[:: max(1, len(part) // 9)]
    return sorted(chosen, key=lambda point: (abs(part.index(point) - len(part) // 2), point))
