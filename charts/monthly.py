"""The chart `monthly`, which docs/charts.md explains line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt

from dateline.charts.own import LIGHT, Options, chart, choice, colour, text_width


@dataclass(frozen=True, kw_only=True)
class MonthlyOptions(Options):
    """Options of `monthly`."""

    order: str = choice("time", ("time", "amount"), about="whether months stand in their order or the highest comes first")


@chart("monthly", by="month", options=MonthlyOptions)
def monthly(rows: list[dict[str, Any]], options: MonthlyOptions, width: int) -> Any:
    """A dot for each calendar month, with a bar as far as the reports leave it open; months without a number are hatched."""
    if options.order == "amount":
        rows.sort(key=lambda row: -(row["low"] or 0))
    names, labels = (max(text_width(row[field]) for row in rows) + 20 for field in ("name", "count"))
    most = max(row["most"] or 1 for row in rows) * (width - names) / (width - names - labels)

    month = alt.Y("name:N", sort=None, title=None).axis(ticks=False)
    number = alt.X("low:Q", axis=None).scale(domain=[0, most], nice=False)
    every = alt.Chart(alt.InlineData(rows), height=alt.Step(24)).encode(y=month)
    known, unknown = every.transform_filter("datum.low != null"), every.transform_filter("datum.low == null")
    return alt.layer(
        unknown.mark_bar(color=colour("hatch"), height=12).encode(x=alt.value(0), x2=alt.value("width"), description="words:N"),
        known.mark_bar(color=colour("c1"), stroke=colour("c1"), fillOpacity=LIGHT, height=6).encode(x=number, x2="most:Q"),
        known.mark_circle(color=colour("c1"), size=110, opacity=1).encode(x=number, description="words:N"),
        known.mark_text(align="left", dx=10).encode(x="most:Q", text="count:N"),
    )
