"""The two blank charts that Dateline's own charts are drawn on: bars along time, and bars along a quantity.

This module builds them with Altair, once, with every layer they need; a drawing only fills in its size, its scales and its
rows, which costs a fraction of a millisecond where building an Altair chart costs tens. Newsroom charts need none of this:
they return an Altair chart.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dateline.charts import theme

Align = Literal["left", "center", "right"]
Baseline = Literal["top", "middle", "bottom"]
Blank = Literal["time", "quantity"]

ARROW = "M0,1L0,-0.9M-0.5,-0.3L0,-0.95L0.5,-0.3"
"""The sign for `at least`: an arrow that points to where there may be more, two units long and slim enough for narrow bars."""
TEMPLATE = "dateline_template"
"""Marks specifications that differ from one another in size, parameters and rows only, so that one compilation serves all."""
DOMAINS = ("x_first", "x_last", "y_first", "y_last")
"""The parameters that hold the ends of the scales; time in milliseconds since 1970."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a drawing in px: the plot, and what stands around it."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int


class Sheet:
    """One drawing in the making: marks and texts are put on it, `chart()` is the finished specification."""

    def __init__(self, blank: Blank, frame: Frame, x_domain: tuple[float, float], y_domain: tuple[float, float]) -> None:
        self.blank: Blank = blank
        self.frame = frame
        self.domains = dict(zip(DOMAINS, (*x_domain, *y_domain), strict=True))
        self.data: dict[str, list[dict[str, Any]]] = {"lines": [], "bars": [], "arrows": [], "plates": [], "texts": []}

    def line(self, x: float, y: float, x2: float, y2: float, role: str) -> None:
        """A thin line between two points, in px from the top left of the plot."""
        self.data["lines"].append(
            {"x": round(x, 2), "y": round(y, 2), "x2": round(x2, 2), "y2": round(y2, 2), "stroke": theme.colour(role)}
        )

    def bar(self, box: tuple[Any, Any, Any, Any], role: str, label: str, *, light: bool = False, thick: float = 0) -> None:
        """A data mark from (x, y) to (x2, y2) in the values of the axes; `thick` gives an outline of so many px."""
        x, y, x2, y2 = box
        self.data["bars"].append(
            {
                "x": x,
                "x2": x2,
                "y": y,
                "y2": y2,
                "fill": theme.colour(role),
                "opacity": theme.LIGHT if light else 1,
                "stroke": theme.colour(role),
                "line": thick or (1 if light else 0),
                "label": label,
            }
        )

    def hatched(self, box: tuple[Any, Any, Any, Any], label: str) -> None:
        """A data mark for what nobody reported: the figure layer turns its colour into hatching."""
        self.bar(box, "hatch", label, light=True)
        self.data["bars"][-1]["line"] = 0

    def arrow(self, x: float, y: float, long: float, *, sideways: bool = False) -> None:
        """The sign that says `at least`, with its middle at a point in px, so many px long."""
        self.data["arrows"].append(
            {"x": round(x, 2), "y": round(y, 2), "size": round(long * long, 2), "angle": 90 if sideways else 0}
        )

    def text(
        self,
        x: float,
        y: float,
        text: str | tuple[str, ...],
        align: Align = "center",
        baseline: Baseline = "middle",
        role: str = "text",
        *,
        bold: bool = False,
        upward: bool = False,
    ) -> None:
        """One or more lines of text at a point in px from the top left of the plot; `upward` turns it a quarter to the left."""
        words = written(text, align, baseline, role, bold=bold)
        self.data["texts"].append({"x": round(x, 2), "y": round(y, 2), **words, "angle": -90 if upward else 0})

    def plate(self, x: float, y: float, x2: float, y2: float) -> None:
        """A plain ground behind a text, from corner to corner in px."""
        self.data["plates"].append({"x": round(x, 2), "x2": round(x2, 2), "y": round(y, 2), "y2": round(y2, 2)})

    def note(self, x: float, y: float, text: str, *, upward: bool = False) -> None:
        """A word on a hatched ground, with a plain ground of its own so that it can be read."""
        half = theme.text_width(text) / 2 + 5
        wide, high = (10, half) if upward else (half, 10)
        self.plate(x - wide, y - high, x + wide, y + high)
        self.text(x, y, text, role="muted", upward=upward)

    def to_dict(self) -> dict[str, Any]:
        """The Vega-Lite specification: the blank with its size, its scales and its rows."""
        spec = dict(_blank(self.blank))
        frame = self.frame
        spec["width"], spec["height"] = frame.width, frame.height
        spec["padding"] = {"left": frame.left, "right": frame.right, "top": frame.top, "bottom": frame.bottom}
        spec["params"] = [{"name": name, "value": value} for name, value in self.domains.items()]
        spec["layer"] = [layer for layer in spec["layer"] if self.data[layer["data"]["name"]]]
        spec["datasets"] = {name: rows for name, rows in self.data.items() if rows}
        return spec


def written(text: str | Sequence[str], align: Align, baseline: Baseline, role: str, *, bold: bool = False) -> dict[str, Any]:
    """A row of one or more lines of text, but for its place."""
    lines = [text] if isinstance(text, str) else list(text)
    return {
        "text": lines[0] if len(lines) == 1 else lines,
        "align": align,
        "baseline": baseline,
        "fill": theme.colour(role),
        "weight": "bold" if bold else "normal",
    }


@functools.cache
def _blank(kind: Blank) -> dict[str, Any]:
    # Altair takes 0.4 s to import: a build that finds all its figures in the cache does without.
    import altair as alt  # noqa: PLC0415

    bars = _time_bars(alt) if kind == "time" else _quantity_bars(alt)
    chart = alt.LayerChart(
        layer=[_lines(alt), bars, _arrows(alt), _plates(alt), _texts(alt)],
        autosize=alt.AutoSizeParams(type="none"),
        usermeta={TEMPLATE: True},
        config=alt.Config(view=alt.ViewConfig(stroke=None), font=theme.FONT),
    )
    spec: dict[str, Any] = chart.to_dict()
    del spec["config"]["view"]["continuousWidth"], spec["config"]["view"]["continuousHeight"]
    return spec


def _domain(alt: Any, channel: str) -> list[Any]:
    return [alt.ExprRef(name) for name in DOMAINS if name.startswith(channel)]


def _pixels(alt: Any) -> dict[str, Any]:
    return {
        "x": alt.X("x", type="quantitative", scale=None, axis=None),
        "y": alt.Y("y", type="quantitative", scale=None, axis=None),
    }


def _lines(alt: Any) -> Any:
    encoding = alt.FacetedEncoding(
        **_pixels(alt), x2=alt.X2("x2"), y2=alt.Y2("y2"), stroke=alt.Stroke("stroke", type="nominal", scale=None)
    )
    return alt.Chart(alt.NamedData("lines"), mark=alt.MarkDef("rule", aria=False, strokeWidth=1), encoding=encoding)


def _looks(alt: Any) -> dict[str, Any]:
    return {
        "x2": alt.X2("x2"),
        "y2": alt.Y2("y2"),
        "fill": alt.Fill("fill", type="nominal", scale=None),
        "fillOpacity": alt.FillOpacity("opacity", type="quantitative", scale=None),
        "stroke": alt.Stroke("stroke", type="nominal", scale=None),
        "strokeWidth": alt.StrokeWidth("line", type="quantitative", scale=None),
        "description": alt.Description("label", type="nominal"),
    }


def _time_bars(alt: Any) -> Any:
    # UTC throughout: in local time a bar would begin a day early west of Greenwich.
    encoding = alt.FacetedEncoding(
        x=alt.X("x", type="temporal", scale=alt.Scale(type="utc", domain=_domain(alt, "x")), axis=None),
        y=alt.Y("y", type="quantitative", scale=alt.Scale(type="linear", domain=_domain(alt, "y")), axis=None),
        **_looks(alt),
    )
    return alt.Chart(alt.NamedData("bars"), mark=alt.MarkDef("rect", xOffset=0.5, x2Offset=-0.5), encoding=encoding)


def _quantity_bars(alt: Any) -> Any:
    encoding = alt.FacetedEncoding(
        x=alt.X("x", type="quantitative", scale=alt.Scale(type="linear", domain=_domain(alt, "x")), axis=None),
        y=alt.Y("y", type="quantitative", scale=None, axis=None),
        **_looks(alt),
    )
    return alt.Chart(alt.NamedData("bars"), mark=alt.MarkDef("rect"), encoding=encoding)


def _arrows(alt: Any) -> Any:
    encoding = alt.FacetedEncoding(
        **_pixels(alt),
        size=alt.Size("size", type="quantitative", scale=None),
        angle=alt.Angle("angle", type="quantitative", scale=None),
    )
    mark = alt.MarkDef("point", aria=False, shape=ARROW, stroke=theme.colour("text"), strokeWidth=1.5, opacity=1, filled=False)
    return alt.Chart(alt.NamedData("arrows"), mark=mark, encoding=encoding)


def _plates(alt: Any) -> Any:
    encoding = alt.FacetedEncoding(**_pixels(alt), x2=alt.X2("x2"), y2=alt.Y2("y2"))
    mark = alt.MarkDef("rect", aria=False, fill=theme.colour("ground"), opacity=1)
    return alt.Chart(alt.NamedData("plates"), mark=mark, encoding=encoding)


def _texts(alt: Any) -> Any:
    encoding = alt.FacetedEncoding(
        **_pixels(alt),
        text=alt.Text("text", type="nominal"),
        fill=alt.Fill("fill", type="nominal", scale=None),
        angle=alt.Angle("angle", type="quantitative", scale=None),
    )
    mark = alt.MarkDef(
        "text",
        aria=False,
        fontSize=theme.SIZE,
        lineHeight=theme.LINE,
        font=theme.FONT,
        align=alt.ExprRef("datum.align"),
        baseline=alt.ExprRef("datum.baseline"),
        fontWeight=alt.ExprRef("datum.weight"),
    )
    return alt.Chart(alt.NamedData("texts"), mark=mark, encoding=encoding)
