"""The chart `monthly`, which docs/charts.md explains line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import altair as alt

from dateline.charts.own import ARROW, LIGHT, KeyEntry, Options, Story, chart, choice, colour, key, text_width

ROOM = 18
"""What an arrow takes up between a bar and its number, in px."""


@dataclass(frozen=True, kw_only=True)
class MonthlyOptions(Options):
    """Options of `monthly`."""

    order: str = choice("time", ("time", "amount"), about="whether months stand in their order or the highest comes first")


def signs(story: Story) -> Iterator[KeyEntry]:
    """The usual key, with the dot before it and the arrow after it, where there are any."""
    if story.counted:
        yield KeyEntry("dot", "c1", "certain")
    yield from key(story)
    if any(row["least"] for row in story.plain()):
        yield KeyEntry("onward", "text", "at least: not all of it reported")


@chart("monthly", by="month", options=MonthlyOptions, key=signs)
def monthly(rows: list[dict[str, Any]], options: MonthlyOptions, width: int) -> Any:
    """A dot for each calendar month, with a bar as far as the reports leave it open; months without a number are hatched."""
    if options.order == "amount":
        rows.sort(key=lambda row: -(row["low"] or 0))
    names, labels = (max(text_width(row[field]) for row in rows) + 20 for field in ("name", "count"))
    labels += ROOM
    most = max(row["most"] or 1 for row in rows) * (width - names) / (width - names - labels)

    month = alt.Y("name:N", sort=None, title=None).axis(ticks=False)
    number = alt.X("low:Q", axis=None).scale(domain=[0, most], nice=False)
    every = alt.Chart(alt.InlineData(rows), height=alt.Step(24)).encode(y=month)
    known, unknown = every.transform_filter("datum.low != null"), every.transform_filter("datum.low == null")
    least = known.transform_filter("datum.least")
    outline: dict[str, Any] = {"color": colour("text"), "opacity": 1, "filled": False}
    return alt.layer(
        unknown.mark_bar(color=colour("hatch"), height=12).encode(x=alt.value(0), x2=alt.value("width"), description="words:N"),
        known.mark_bar(color=colour("c1"), stroke=colour("c1"), fillOpacity=LIGHT, height=6).encode(x=number, x2="most:Q"),
        known.mark_circle(color=colour("c1"), size=110, opacity=1).encode(x=number, description="words:N"),
        least.mark_point(shape=ARROW, angle=90, size=121, xOffset=15, **outline).encode(x="most:Q"),
        least.mark_text(align="left", dx=10 + ROOM).encode(x="most:Q", text="count:N"),
        known.transform_filter("!datum.least").mark_text(align="left", dx=10).encode(x="most:Q", text="count:N"),
    )
