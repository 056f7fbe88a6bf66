"""The chart `places`: what was counted at each place, ranked, with the range that the reports leave.

Here belongs how rows of a query become rows, marks and a key. How they are drawn is in `places_plot`, what is said about them
in `places_words`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dateline.charts import theme
from dateline.charts.drawing import ChartRequest, Column, Drawing, KeyEntry, source_ids
from dateline.charts.options import Options, asked, number_option, option
from dateline.charts.places_plot import PlaceBar, PlacesPlot, draw_places
from dateline.charts.places_words import Line, PlacesStory
from dateline.charts.registry import chart
from dateline.charts.wording import capital, in_short, mark_words


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesOptions(Options):
    """Options of `places`."""

    top: int = field(default=15, metadata=option(number_option(1, 50), "how many places are shown by name"))


@chart("places", PlacesOptions)
def places(request: ChartRequest) -> Drawing:
    """Ranked bars by place, with the range that the reports leave, and what has no stated place as a row of its own."""
    options = request.options
    answer = asked(options, request.scope, request.desk)
    story = PlacesStory(answer, answer.by("place"), getattr(options, "top", 15))
    plot = PlacesPlot(tuple(_bar(line, story) for line in story.lines))
    return Drawing(
        draw=draw_places,
        plot=plot,
        title=options.title or story.finding(),
        subtitle=story.subtitle(),
        columns=_columns(story),
        rows=tuple(_row(line, story) for line in story.lines),
        marks=plot.marks,
        total=answer,
        sum_of="total",
        summary=story.summary(),
        source_ids=source_ids([answer]),
        key=tuple(_key(story)),
    )


def _columns(story: PlacesStory) -> tuple[Column, ...]:
    word = story.answer.desk.record.dataset.country_word
    unit = story.answer.measure.many
    return (
        Column("id", "Id", audience="files"),
        Column("name", "Place"),
        Column("country", capital(word)),
        Column("total", capital(unit), "count", unit),
    )


def _row(line: Line, story: PlacesStory) -> dict[str, Any]:
    country = story.countries[line.country] if line.country else None
    return {"id": line.key, "name": line.name, "country": country, "total": line.count}


def _bar(line: Line, story: PlacesStory) -> PlaceBar:
    where = f"{line.name}, {story.countries[line.country]}" if line.country else line.name
    return PlaceBar(
        line.name,
        line.count.low,
        line.count.named,
        story.role(line),
        in_short(line.count) if line.count.open != 0 and line.count.named else str(line.count),
        *mark_words(where, line.count, story.answer),
        apart=line.kind != "place",
        hatched=line.kind == "rest",
    )


def _key(story: PlacesStory) -> Iterator[KeyEntry]:
    shown = {line.country for line in story.lines}
    names = [name for name in story.countries if name in shown]
    roles = {name: theme.series_role(list(story.countries).index(name), len(story.countries)) for name in names}
    for role in dict.fromkeys(roles.values()):
        alike = [story.countries[name] for name in names if roles[name] == role]
        word = story.answer.desk.record.dataset.country_word
        yield KeyEntry("solid", role, alike[0] if len(alike) == 1 else f"any other {word}")
    uncertain = {story.role(line) for line in story.lines if line.count.named}
    if uncertain:
        why = "possible: one of several places named" if story.is_split_by_sets else "possible, not certain"
        yield KeyEntry("light", uncertain.pop() if len(uncertain) == 1 else "rest", why)
    if any(line.kind == "rest" and line.count.low for line in story.lines):
        yield KeyEntry("hatch", "hatch", "place not stated")
