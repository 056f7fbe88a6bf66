"""Drawing the map: circles, links and labels on the base map.

Layout only: what is drawn is given by the plot, how points come from degrees to px is in `geometry`, which texts find room in
`map_labels`, what lies beneath the circles in `map_ground`, and what stands below the map in `map_foot`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dateline.charts.axes import Box
from dateline.charts.geometry import Point, Projection, Radius, Room, fitted, radius_for
from dateline.charts.map_foot import Foot, MapBar
from dateline.charts.map_ground import Ground
from dateline.charts.map_labels import Disc, Seated, Seating, Wish, around
from dateline.charts.map_links import MapLink, Route, route_of
from dateline.charts.map_sheet import MapSheet
from dateline.model import Basemap

SOFT = 6
"""How far the soft edge reaches beyond a circle, in px. It stands for no distance: none is stated."""
LEAST_DEGREES = 1.6
"""A map never shows less than so many degrees, some 180 km: one town alone says nothing about where it is."""
KEPT = 6
"""So many towns of the base map are kept free of the labels of places, as far as there is room."""


@dataclass(frozen=True, slots=True)
class MapCircle:
    """A place: where (longitude, latitude), what is certain and what is possible besides, colour role, label.

    `label` are the words of its disc; `possible` those of the second, lighter disc of a place that has both.
    """

    id: str
    name: str
    point: Point
    low: int
    named: int
    role: str
    shown: str
    label: str
    possible: str

    @property
    def marks(self) -> int:
        return max(1, (self.low > 0) + (self.named > 0))


@dataclass(frozen=True, slots=True)
class MapPlot:
    """All that the drawing needs. `home` are the countries of the dataset by name; `top` circles may be labelled.

    `units` is the measure's noun for one and for many.
    """

    basemap: Basemap
    home: tuple[str, ...]
    circles: tuple[MapCircle, ...]
    links: tuple[MapLink, ...]
    bars: tuple[MapBar, ...]
    top: int
    units: tuple[str, str]

    @property
    def marks(self) -> int:
        """How many marks with a description are drawn."""
        return sum(circle.marks for circle in self.circles) + len(self.links) + sum(bar.marks for bar in self.bars)


def draw_map(plot: MapPlot, width: int) -> MapSheet:
    """The map, `width` px wide."""
    layout = Layout(plot, width)
    sheet = MapSheet(width, layout.height)
    layout.draw(sheet)
    return sheet


@dataclass(frozen=True)
class Layout:
    """A plot at one width."""

    plot: MapPlot
    width: int

    @property
    def is_narrow(self) -> bool:
        return self.width < 500

    @property
    def most(self) -> int:
        """The largest number on the map."""
        return max(circle.low + circle.named for circle in self.plot.circles)

    @cached_property
    def radius(self) -> Radius:
        return radius_for(self.most, 21, 7) if self.is_narrow else radius_for(self.most, 34, 9)

    @cached_property
    def projection(self) -> Projection:
        lowest, highest = (230, 380) if self.is_narrow else (330, 500)
        points = [circle.point for circle in self.plot.circles]
        room = Room(self.width, lowest, highest, 44 if self.is_narrow else 64, LEAST_DEGREES)
        return fitted(points, self.plot.basemap.extent, room)

    @cached_property
    def discs(self) -> tuple[Disc, ...]:
        """The circles in px, in the order of the plot."""
        return tuple(
            Disc(self.projection.at(circle.point), max(2.0, self.radius(circle.low + circle.named)))
            for circle in self.plot.circles
        )

    @property
    def map_height(self) -> float:
        return self.projection.height

    @property
    def height(self) -> float:
        """The map and its foot."""
        return self.map_height + self.foot.height

    @cached_property
    def foot(self) -> Foot:
        plot = self.plot
        return Foot(
            self.width, self.map_height, self.radius, self.most, self.projection.km, plot.units, plot.basemap.credit, plot.bars
        )

    def draw(self, sheet: MapSheet) -> None:
        """Everything, from the ground up."""
        ground = Ground(self.plot.basemap, self.plot.home, self.projection)
        ground.draw(sheet)
        self._circles(sheet)
        for route in self.routes:
            sheet.link(route.path, route.link.role, route.link.label)
        seating = Seating(Box(3, 3, self.width - 3, self.map_height - 3), self.discs)
        inset = ground.inset(self.discs, 84 if self.is_narrow else 128)
        if inset:
            seating.taken.append(inset.box)
            inset.draw(sheet)
        shown = {circle.id for circle in self.plot.circles}
        self._labels(sheet, seating, ground.town_dots(seating, shown)[:KEPT])
        ground.name_things(sheet, seating, shown, self._links_taken, towns=5 if self.is_narrow else 10)
        self.foot.draw(sheet)

    def _circles(self, sheet: MapSheet) -> None:
        """The largest first, so that none hides behind another."""
        pairs = sorted(zip(self.plot.circles, self.discs, strict=True), key=lambda pair: -pair[1].radius)
        for circle, disc in pairs:
            x, y = disc.centre
            sheet.halo(x, y, disc.radius + SOFT, circle.role)
            if circle.named:
                sheet.disc(x, y, self.radius(circle.low + circle.named), circle.role, circle.possible, light=True)
            if circle.low:
                sheet.disc(x, y, self.radius(circle.low), circle.role, circle.label)
            if not circle.low + circle.named:
                sheet.disc(x, y, 2, circle.role, circle.label, light=True)

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """The links, with the ways that they take around the circles."""
        by_id = {circle.id: disc for circle, disc in zip(self.plot.circles, self.discs, strict=True)}
        frame = Box(0, 0, self.width, self.map_height)
        return tuple(route_of(link, [by_id[name] for name in link.places], self.discs, frame) for link in self.plot.links)

    @cached_property
    def _links_taken(self) -> list[Box]:
        """The ground of the links, which texts keep off where they can."""
        return [box for route in self.routes for box in route.boxes]

    def _labels(self, sheet: MapSheet, seating: Seating, towns: list[Box]) -> None:
        """Names and numbers of the first places, then the numbers of links; off links and first `towns` if that can be helped."""
        kept = list(seating.taken)
        seating.taken += self._links_taken + towns
        seated = [self._label(seating, index) for index in range(min(self.plot.top, len(self.plot.circles)))]
        found = [entry for entry in seated if entry]
        seating.taken = [*kept, *(entry.box for entry in found)]
        again = [self._label(seating, index) for index, entry in enumerate(seated) if entry is None]
        again += [self._link_label(seating, route) for route in self.routes]
        for entry in (*found, *again):
            if entry:
                write(sheet, entry)

    def _label(self, seating: Seating, index: int) -> Seated | None:
        circle, disc = self.plot.circles[index], self.discs[index]
        one_line = (f"{circle.name} {circle.shown}",)
        wish = Wish((one_line,), tuple(around(disc.centre, disc.radius)), bold=True)
        return seating.seat(wish) or seating.seat(
            Wish(((circle.name, circle.shown),), tuple(around(disc.centre, disc.radius, 2)), bold=True)
        )

    def _link_label(self, seating: Seating, route: Route) -> Seated | None:
        """The number of a link, off all lines and some px from all else; left out where there is no room, since the table has it.

        It never stands without its word: alone it would be read as that of a place.
        """
        number = len(route.link.places)
        which = "either" if number == 2 else f"one of {number}"
        seats = tuple(seat for spot in route.spots for seat in around(spot, 2))
        wish = Wish(((f"{which}: {route.link.shown}",),), seats)
        return seating.seat_off(wish, self._links_taken, SOFT) or seating.seat_off(wish, self._links_taken, SOFT / 2)


def write(sheet: MapSheet, seated: Seated) -> None:
    """Put a text that has found its place on a sheet."""
    seat = seated.seat
    sheet.text(seat.x, seat.y, seated.lines, seat.align, seat.baseline, seated.wish.role, bold=seated.wish.bold)
