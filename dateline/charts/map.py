"""The chart `map`: what was counted near each place, as circles on the base map, and beneath it all that is not on it.

Here belongs how an answer becomes rows, marks and words. Which places lie on the map is decided in `map_words`, how they are
drawn in `map_plot`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dateline.charts import theme
from dateline.charts.drawing import ChartRequest, Column, Drawing, KeyEntry, source_ids
from dateline.charts.map_foot import MapBar
from dateline.charts.map_links import MapLink
from dateline.charts.map_plot import MapCircle, MapPlot, draw_map
from dateline.charts.map_words import MapStory, Shared, Spot
from dateline.charts.options import Options, asked, number_option, option
from dateline.charts.registry import chart
from dateline.charts.wording import capital, in_short, mark_words, sure
from dateline.counting.bounds import Count
from dateline.errors import QueryError

SINGLE = 4
"""So many places that are not on the map have a bar each; more share one."""
NOT_STATED = "Place not stated"
UNCLEAR = "Place unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOptions(Options):
    """Options of `map`."""

    top: int = field(default=20, metadata=option(number_option(0, 50), "how many places may be labelled with name and number"))


@chart("map", MapOptions)
def map_(request: ChartRequest) -> Drawing:
    """Circles on a map by place, lighter where it may be one of several, and what is not on the map beneath it."""
    if request.basemap is None:
        message = "chart 'map' needs a base map, and this project has none"
        raise QueryError(
            message, "put one into data/basemap (docs/data-format.md says how), or use `/// chart | places`", "no-basemap"
        )
    options = request.options
    answer = asked(options, request.scope, request.desk)
    story = MapStory(answer, answer.by("place"), request.basemap)
    if not story.mapped:
        message = f"chart 'map' has no place on the map: {answer.in_words()}"
        raise QueryError(message, "widen its period or its filters, or use `/// chart | places`", "nothing-to-map")
    teller = _Teller(story)
    plot = teller.plot(getattr(options, "top", 20))
    return Drawing(
        draw=draw_map,
        plot=plot,
        title=options.title or story.finding(),
        subtitle=story.subtitle(),
        columns=teller.columns,
        rows=tuple(teller.rows()),
        marks=plot.marks,
        total=answer,
        sum_of="total",
        summary=story.summary(),
        source_ids=source_ids([answer]),
        key=tuple(teller.key()),
    )


@dataclass(frozen=True)
class _Teller:
    """Turns a story into marks, rows and a key."""

    story: MapStory

    @property
    def countries(self) -> dict[str, str]:
        """The countries of the dataset, id to name."""
        return {entry.id: entry.name for entry in self.story.answer.desk.record.dataset.countries.values()}

    def role(self, country: str | None) -> str:
        """The colour of a country, as in every other chart."""
        return "rest" if country is None else theme.series_role(list(self.countries).index(country), len(self.countries))

    def plot(self, top: int) -> MapPlot:
        """All that the drawing needs."""
        story = self.story
        return MapPlot(
            basemap=story.basemap,
            home=tuple(self.countries.values()),
            circles=tuple(self._circle(spot) for spot in story.mapped),
            links=tuple(self._link(shared) for shared in story.shared if shared.on_map),
            bars=tuple(self._bars()),
            top=top,
            units=(story.answer.measure.one, story.answer.measure.many),
        )

    def _said(self, where: str, count: Count, *, single: bool = False) -> tuple[str, str]:
        return mark_words(where, count, self.story.answer, single=single)

    def _circle(self, spot: Spot) -> MapCircle:
        place = spot.place
        return MapCircle(
            place.id,
            place.name,
            (place.lon or 0.0, place.lat or 0.0),
            spot.count.low,
            spot.count.named,
            self.role(place.country),
            in_short(spot.count),
            *self._said(f"Near {place.name}, {self.countries[place.country]}", spot.count),
        )

    def _link(self, shared: Shared) -> MapLink:
        said, _ = self._said(f"Near {shared.name}, at which is not stated", shared.count, single=True)
        return MapLink(tuple(place.id for place in shared.places), self.role(shared.country), in_short(shared.count), said)

    def _bars(self) -> Iterator[MapBar]:
        """What is not on the map; nothing if all is."""
        bars = [*self._missing(), *self._half_shared(), *self._unclear(), *self._rest()]
        if bars:
            count = self.story.on_map
            yield MapBar("On the map", count.low, count.named, "rest", str(count), *self._said("On the map", count))
            yield from bars

    def _missing(self) -> Iterator[MapBar]:
        missing = self.story.missing
        if len(missing) <= SINGLE:
            for spot in missing:
                name, country = spot.place.name, self.role(spot.place.country)
                yield self._bar(f"{name}, not on the map", spot.count, country)
        elif missing:
            low = sum(spot.count.low for spot in missing)
            most = max(low, *(spot.most for spot in missing))
            count = Count(low, most - low, next((spot.count.open for spot in missing if spot.count.open != 0), 0))
            yield self._bar(f"{len(missing)} places not on the map", count, "rest")

    def _half_shared(self) -> Iterator[MapBar]:
        for shared in self.story.shared:
            if not shared.on_map:
                yield self._bar(shared.name, shared.count, self.role(shared.country), possible=True)

    def _unclear(self) -> Iterator[MapBar]:
        if self.story.unclear > 0:
            yield self._bar(UNCLEAR, Count(self.story.unclear), "rest", possible=True)

    def _rest(self) -> Iterator[MapBar]:
        if self.story.has_rest:
            rest = self.story.rest
            # What may have a place or none has a bar of its own already, and is not drawn twice.
            named = max(0, rest.named - max(0, self.story.unclear))
            yield MapBar(NOT_STATED, rest.low, named, "hatch", str(rest), *self._said(NOT_STATED, rest, single=not named))

    def _bar(self, name: str, count: Count, role: str, *, possible: bool = False) -> MapBar:
        low, named = (0, count.low + count.named) if possible else (count.low, count.named)
        return MapBar(name, low, named, role, str(count), *self._said(name, count, single=possible))

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of table and CSV."""
        unit = self.story.answer.measure.many
        return (
            Column("id", "Id", audience="files"),
            Column("name", "Place"),
            Column("country", capital(self.story.answer.desk.record.dataset.country_word)),
            Column("shown", "On the map as"),
            Column("lat", "Latitude", "number", "degrees", "files"),
            Column("lon", "Longitude", "number", "degrees", "files"),
            Column("total", capital(unit), "count", unit),
        )

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows, whose certain parts add up to the certain part of the total."""
        for spot in self.story.spots:
            place = spot.place
            shown = "circle" if spot.on_map else "not on the map"
            where = {"lat": place.lat, "lon": place.lon} if spot.on_map else {}
            yield self._row(place.id, place.name, place.country, shown, spot.count) | where
        for shared in self.story.shared:
            shown = "dashed line" if shared.on_map else "not on the map"
            yield self._row(shared.key, shared.name, shared.country, shown, shared.count)
        if self.story.unclear > 0:
            yield self._row("unclear", UNCLEAR, None, "not on the map", Count(self.story.unclear))
        if self.story.has_rest:
            yield self._row("not-stated", NOT_STATED, None, "not on the map", self.story.rest)

    def _row(self, key: str, name: str, country: str | None, shown: str, count: Count) -> dict[str, Any]:
        where = self.countries[country] if country else None
        return {"id": key, "name": name, "country": where, "shown": shown, "lat": None, "lon": None, "total": count}

    def key(self) -> Iterator[KeyEntry]:
        """What colours, soft edges, light rings, dashes and hatching mean."""
        story = self.story
        shown = {spot.place.country for spot in story.mapped}
        for name, label in self.countries.items():
            if name in shown:
                yield KeyEntry("solid", self.role(name), label)
        roles = {self.role(spot.place.country) for spot in story.mapped}
        common = roles.pop() if len(roles) == 1 else "rest"
        yield KeyEntry("near", common, "soft edge: near the place, how far is not stated")
        if any(spot.count.named for spot in story.mapped):
            yield KeyEntry("light", common, "possible, not certain")
        if any(shared.on_map for shared in story.shared):
            yield KeyEntry("link", common, "at one of the joined places; at which is not stated")
        if story.has_rest and sure(story.rest) != Count(0):
            yield KeyEntry("hatch", "hatch", "place not stated")
