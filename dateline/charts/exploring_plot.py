"""The chart that readers explore: weeks that can be brushed, linked with the places beneath.

What is certain is solid, what may be besides is light. A specification only: rows are put in by the script
that shows it, and nothing here compiles or draws.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from dateline.charts import theme
from dateline.charts.exploring import NO_ITEMS, NO_REPORT, Exploring, milliseconds

EDGE = 18
"""Room for the half of a date that stands at the end of the weeks, in px."""
ROW = 24
"""Height of a place's row, in px."""
NAMES = 138
"""Room for the names of places on wide screens, in px."""
NARROW_NAMES = 108
COUNTS = 92
"""Room for the counts beside the bars of places, in px."""
_FITS_COUNTRY = "(country === '' || indexof(datum.country, '|' + country + '|') >= 0)"
_FITS_KIND = "(kind === '' || indexof(datum.kinds, '|' + kind + '|') >= 0)"
_FITS = f"{_FITS_COUNTRY} && {_FITS_KIND}"
# Limited to a kind or a country, an event that names others besides counts in part: at least one of a kind, perhaps none here.
_ONLY_COUNTRY = "country === '' || datum.country === '|' + country + '|'"
_ONLY_KIND = "kind === '' || datum.kinds === '|' + kind + '|'"
_HAS_KIND = "indexof(datum.surely, '|' + kind + '|') >= 0"
_LOW = f"!({_ONLY_COUNTRY}) ? 0 : ({_ONLY_KIND}) ? datum.low : ({_HAS_KIND}) ? min(1, datum.low) : 0"
HATCH = "url(#dlx-hatch)"
"""What no report covers is filled with: a pattern that the script which shows the chart puts into the page."""
PARAMETERS = {"country": "", "kind": "", "first": -1e15, "last": 1e15}
"""The parameters that the controls beside the chart set, with what they are without a choice. `first` and `last` are the middles
of weeks: whoever brushes sets them, too, so that there is one choice of weeks and not two."""
SPAN = "brushed"
"""The parameter that draws a brush over some days, as [start, end] in milliseconds; false takes it away."""


def draw_exploring(exploring: Exploring, width: int) -> dict[str, Any]:
    """The Vega-Lite specification for a width in px. Its two data sets are named `weeks` and `events`, and hold no rows."""
    import altair as alt  # noqa: PLC0415 -- as in canvas: builds that find all in the cache do without

    measure = exploring.answer.measure
    names = NAMES if width > theme.NARROW else NARROW_NAMES
    both = alt.vconcat(_weeks_chart(alt, exploring, width, names), _places_chart(alt, exploring, width, names), spacing=26)
    both = both.add_params(*(alt.param(name=name, value=value) for name, value in {**PARAMETERS, SPAN: False}.items()))
    return {
        **both.to_dict(),
        "config": theme.altair_config(),
        "background": "transparent",
        "padding": 2,
        "description": f"Itemised {measure.many} by week, and by place",
    }


def _weeks_chart(alt: Any, exploring: Exploring, width: int, names: int) -> Any:
    measure, per = exploring.answer.measure, "1" if exploring.even else "datum.days"
    start, end = exploring.weeks[0].start, exploring.weeks[-1].end + dt.timedelta(1)
    inside = "datum.middle >= first && datum.middle <= last"
    words = _words(measure.one, measure.many)
    base = (
        alt.Chart(alt.NamedData("weeks"), width=width - names - EDGE, height=150)
        .transform_filter(f"datum.gap === '' && (datum.country === '' || ({_FITS}))")
        .transform_calculate(sure=_LOW, all="datum.low + datum.may")
        .transform_aggregate(
            low="sum(sure)", most="sum(all)", open="max(open)", groupby=["start", "end", "middle", "days", "week"]
        )
        .transform_calculate(solid=f"datum.low / {per}", top=f"datum.most / {per}", label=f"datum.week + ': ' + {words}")
    )
    axis = alt.Axis(format="%b %Y", tickCount=max(2, width // 120), title=None, labelOverlap=True)
    x = alt.X("start:T", scale=alt.Scale(type="utc", domain=[milliseconds(start), milliseconds(end)]), axis=axis)
    title = f"Itemised {measure.many} {'by reporting week' if exploring.even else 'per day, by reporting period'}"
    y = alt.Y("solid:Q", title=title, axis=_flat(alt, names), stack=None)
    colour = alt.condition(inside, alt.value(theme.colour("c1")), alt.value(theme.colour("rest")))
    bars = {"x": x, "x2": "end:T", "color": colour, "description": "label:N"}
    brush = alt.selection_interval(name="brush", encodings=["x"], zoom=False, mark=_brush(alt))
    solid = base.mark_bar(binSpacing=1).encode(y=y, y2=alt.datum(0), **bars)
    light = base.transform_filter("datum.top > datum.solid").mark_bar(binSpacing=1, fillOpacity=theme.LIGHT)
    seen = alt.Chart(alt.NamedData("weeks")).mark_point(opacity=0).encode(x=alt.X("middle:T")).add_params(brush)
    gaps = [_gaps(alt, NO_REPORT, HATCH), _gaps(alt, NO_ITEMS, theme.colour("grid"))]
    return alt.layer(*gaps, seen, solid, light.encode(y=alt.Y("solid:Q"), y2="top:Q", **bars))


def _gaps(alt: Any, why: str, fill: str) -> Any:
    """The ground of weeks that are not counted as zero, from top to foot."""
    return (
        alt.Chart(alt.NamedData("weeks"))
        .transform_filter(f"datum.gap === '{why}'")
        .transform_calculate(said="datum.week + ': ' + datum.gap")
        .mark_rect(fill=fill)
        .encode(x=alt.X("start:T"), x2="end:T", y=alt.value(0), y2=alt.value("height"), description="said:N")
    )


def _brush(alt: Any) -> Any:
    return alt.BrushConfig(fill=theme.colour("text"), fillOpacity=0.1, stroke=theme.colour("axis"))


def _places_chart(alt: Any, exploring: Exploring, width: int, names: int) -> Any:
    measure = exploring.answer.measure
    inside = "datum.first >= first && datum.last <= last"
    base = (
        alt.Chart(alt.NamedData("events"), width=width - names - COUNTS, height=ROW * len(exploring.places))
        .transform_filter(f"{_FITS} && datum.last >= first && datum.first <= last")
        .transform_calculate(sure=f"({inside}) ? ({_LOW}) : 0", all="datum.low + datum.may")
        .transform_aggregate(low="sum(sure)", most="sum(all)", open="max(open)", groupby=["place"])
        .transform_calculate(label=f"datum.place + ': ' + {_words(measure.one, measure.many)}", words=_words("", "").strip())
    )
    extent = {"labelLimit": names - 8, "minExtent": names, "maxExtent": names}
    y = alt.Y(
        "place:N",
        axis=alt.Axis(title=None, ticks=False, domain=False, **extent),
        scale=alt.Scale(domain=list(exploring.places), paddingInner=0.4),
    )
    x = alt.X("low:Q", title=None, axis=None)
    look = {"color": theme.colour("c1")}
    solid = base.mark_bar(**look).encode(y=y, x=x, description="label:N")
    light = base.transform_filter("datum.most > datum.low").mark_bar(fillOpacity=theme.LIGHT, **look)
    text = base.mark_text(align="left", dx=6, color=theme.colour("text"), aria=False)
    return alt.layer(
        solid,
        light.encode(y=y, x=x, x2="most:Q", description="label:N"),
        text.encode(y=y, x=alt.X("most:Q"), text="words:N"),
    )


def _flat(alt: Any, names: int) -> Any:
    place = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "start", "titleX": -names, "titleY": -12}
    return alt.Axis(**place, tickCount=3, minExtent=names, maxExtent=names)


def _words(one: str, many: str) -> str:
    """An expression that writes a count: `3 strikes`, `0 to 3 strikes`, `at least 3 strikes`."""
    low, most = "format(datum.low, ',')", "format(datum.most, ',')"
    number = f"(datum.open ? 'at least ' + {low} : datum.most > datum.low ? {low} + ' to ' + {most} : {low})"
    if not one:
        return number
    return f"{number} + ((datum.open ? datum.low : datum.most) === 1 ? {_quoted(f' {one}')} : {_quoted(f' {many}')})"


def _quoted(text: str) -> str:
    """A text as a literal of Vega's expressions."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ")
    return f"'{escaped}'"
