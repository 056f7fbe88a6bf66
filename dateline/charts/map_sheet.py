"""The blank that maps are drawn on, in px from the top left: areas, lines, discs, links, bars and texts.

Everything is a symbol of Vega-Lite's with a path of its own, so that one specification, compiled once, serves all maps. What
stands where is decided by `map_plot`.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from dateline.charts import theme
from dateline.charts.canvas import TEMPLATE, Align, Baseline, written

UNIT = 4
"""The size of a symbol whose path is drawn as it is written: Vega scales paths by half the root of the size."""
CIRCLE = "circle"
EDGE = 0.75
"""The thin line of ground around a solid circle, in px, which keeps it apart from one beneath."""
TINY = 4
"""Circles of a smaller radius have none: it would take up too much of them."""
REACH = 12
"""How thick the unseen edge of a tiny circle is, in px: half of it lies outside."""


class MapSheet:
    """One map in the making: marks and texts are put on it, `to_dict()` is the finished specification."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        names = ("areas", "lines", "halos", "links", "discs", "dots", "plates", "insets", "texts")
        self.data: dict[str, list[dict[str, Any]]] = {name: [] for name in names}

    def area(self, path: str, role: str) -> None:
        """A plain ground: land or water."""
        if path:
            self.data["areas"].append({"path": path, "fill": theme.colour(role)})

    def line(self, path: str, role: str, thick: float = 1) -> None:
        """A line of the base map, or of a legend."""
        if path:
            self.data["lines"].append({"path": path, "stroke": theme.colour(role), "thick": thick})

    def halo(self, x: float, y: float, radius: float, role: str) -> None:
        """The soft edge around a disc, `radius` px wide with it: two faint discs, so that it ends nowhere in particular."""
        for part in (radius, radius - 3):
            self.data["halos"].append({"x": round(x, 1), "y": round(y, 1), "size": _size(part), "fill": theme.colour(role)})

    def link(self, path: str, role: str, label: str) -> None:
        """A data mark that joins places of which one is meant: a dashed line."""
        self.data["links"].append({"path": path, "stroke": theme.colour(role), "label": label})

    def disc(self, x: float, y: float, radius: float, role: str, label: str, *, light: bool = False) -> None:
        """A data mark: a circle, solid for what is certain, light with an outline for what is possible.

        A tiny one has an edge that is not seen, for pointers to meet.
        """
        mark = {"x": round(x, 1), "y": round(y, 1), "size": _size(radius), "shape": CIRCLE}
        look = {"stroke": theme.colour(role if light else "land"), "thick": 1 if light else EDGE, "edge": 1}
        unseen = {"stroke": theme.colour(role), "thick": REACH, "edge": 0}
        edge = unseen if radius < TINY and not light else look
        self.data["discs"].append({**mark, **_filled(role, label, light=light), **edge})

    def ring(self, x: float, y: float, radius: float) -> None:
        """An empty circle of a legend."""
        self.data["lines"].append({"path": _circle(x, y, radius), "stroke": theme.colour("axis"), "thick": 1})

    def bar(self, box: Sequence[float], role: str, label: str, *, light: bool = False) -> None:
        """A data mark beneath the map: a rectangle from (x, y) to (x2, y2)."""
        x, y, x2, y2 = box
        mark = {"x": 0, "y": 0, "size": UNIT, "shape": f"M{x:g},{y:g}H{x2:g}V{y2:g}H{x:g}Z"}
        edge = {"stroke": theme.colour(role), "thick": 1 if light else 0, "edge": 1}
        self.data["discs"].append({**mark, **_filled(role, label, light=light), **edge})

    def dot(self, x: float, y: float) -> None:
        """Where a town of the base map lies."""
        self.data["dots"].append({"x": round(x, 1), "y": round(y, 1)})

    def plate(self, path: str, role: str = "ground") -> None:
        """A ground over the map, for an inset."""
        self.data["plates"].append({"path": path, "fill": theme.colour(role)})

    def inset_line(self, path: str, role: str, thick: float = 1) -> None:
        """A line of an inset, above its ground."""
        self.data["insets"].append({"path": path, "stroke": theme.colour(role), "thick": thick})

    def text(
        self,
        x: float,
        y: float,
        text: str | Sequence[str],
        align: Align = "left",
        baseline: Baseline = "middle",
        role: str = "text",
        *,
        bold: bool = False,
    ) -> None:
        """One or more lines of text."""
        words = written(text, align, baseline, role, bold=bold)
        self.data["texts"].append({"x": round(x, 1), "y": round(y, 1), **words})

    def to_dict(self) -> dict[str, Any]:
        """The Vega-Lite specification: the blank with its size and its rows."""
        spec = dict(_blank())
        spec["width"], spec["height"] = round(self.width), round(self.height)
        spec["padding"] = 0
        spec["params"] = [{"name": "unit", "value": UNIT}]
        spec["layer"] = [layer for layer in spec["layer"] if self.data[layer["data"]["name"]]]
        spec["datasets"] = {name: rows for name, rows in self.data.items() if rows}
        return spec


def _size(radius: float) -> float:
    """The size of a circle, which Vega takes as the area of the square around it (four times the square of the radius)."""
    return round(4 * radius * radius, 2)


def _filled(role: str, label: str, *, light: bool) -> dict[str, Any]:
    return {"fill": theme.colour(role), "opacity": theme.LIGHT if light else 1, "label": label}


def _circle(x: float, y: float, radius: float) -> str:
    half = f"a{radius:.1f},{radius:.1f},0,1,1"
    return f"M{x - radius:.1f},{y:.1f}{half},{2 * radius:.1f},0{half},{-2 * radius:.1f},0Z"


@functools.cache
def _blank() -> dict[str, Any]:
    # Altair takes 0.4 s to import: a build that finds all its figures in the cache does without.
    import altair as alt  # noqa: PLC0415

    chart = alt.LayerChart(
        layer=[
            _areas(alt, "areas"),
            _lines(alt, "lines"),
            _halos(alt),
            _discs(alt),
            _casings(alt),
            _links(alt),
            _dots(alt),
            _areas(alt, "plates"),
            _lines(alt, "insets"),
            _texts(alt),
        ],
        autosize=alt.AutoSizeParams(type="none"),
        usermeta={TEMPLATE: True},
        config=alt.Config(view=alt.ViewConfig(stroke=None), font=theme.FONT),
    )
    spec: dict[str, Any] = chart.to_dict()
    del spec["config"]["view"]["continuousWidth"], spec["config"]["view"]["continuousHeight"]
    return spec


def _layer(alt: Any, name: str, mark: dict[str, Any], **encoding: Any) -> Any:
    look = {"opacity": 1, "filled": True, **mark}
    return alt.Chart(alt.NamedData(name), mark=alt.MarkDef("point", **look), encoding=alt.FacetedEncoding(**encoding))


def _point(alt: Any) -> dict[str, Any]:
    return {
        "x": alt.X("x", type="quantitative", scale=None, axis=None),
        "y": alt.Y("y", type="quantitative", scale=None, axis=None),
    }


def _sized(alt: Any) -> dict[str, Any]:
    return {**_point(alt), "size": alt.Size("size", type="quantitative", scale=None)}


def _shaped(alt: Any) -> dict[str, Any]:
    corner = {"x": alt.XValue(0), "y": alt.YValue(0), "size": alt.SizeValue(UNIT)}
    return {**corner, "shape": alt.Shape("path", type="nominal", scale=None)}


def _fill(alt: Any) -> dict[str, Any]:
    return {"fill": alt.Fill("fill", type="nominal", scale=None)}


def _stroke(alt: Any) -> dict[str, Any]:
    return {"stroke": alt.Stroke("stroke", type="nominal", scale=None)}


def _thick(alt: Any) -> dict[str, Any]:
    return {"strokeWidth": alt.StrokeWidth("thick", type="quantitative", scale=None)}


def _label(alt: Any) -> dict[str, Any]:
    return {"description": alt.Description("label", type="nominal")}


def _areas(alt: Any, name: str) -> Any:
    return _layer(alt, name, {"aria": False, "strokeWidth": 0}, **_shaped(alt), **_fill(alt))


def _lines(alt: Any, name: str) -> Any:
    return _layer(alt, name, {"aria": False, "filled": False}, **_shaped(alt), **_stroke(alt), **_thick(alt))


def _halos(alt: Any) -> Any:
    return _layer(alt, "halos", {"aria": False, "strokeWidth": 0, "fillOpacity": 0.11}, **_sized(alt), **_fill(alt))


def _casings(alt: Any) -> Any:
    """What keeps a link apart from a circle that it runs across."""
    look = {"aria": False, "filled": False, "stroke": theme.colour("land"), "strokeWidth": 4, "strokeOpacity": 0.7}
    return _layer(alt, "links", look, **_shaped(alt))


def _links(alt: Any) -> Any:
    mark = {"filled": False, "strokeWidth": 1.75, "strokeDash": [5, 4]}
    return _layer(alt, "links", mark, **_shaped(alt), **_stroke(alt), **_label(alt))


def _discs(alt: Any) -> Any:
    looks = {
        "shape": alt.Shape("shape", type="nominal", scale=None),
        "fillOpacity": alt.FillOpacity("opacity", type="quantitative", scale=None),
        "strokeOpacity": alt.StrokeOpacity("edge", type="quantitative", scale=None),
    }
    return _layer(alt, "discs", {}, **_sized(alt), **looks, **_fill(alt), **_stroke(alt), **_thick(alt), **_label(alt))


def _dots(alt: Any) -> Any:
    mark = {
        "aria": False,
        "shape": "square",
        "size": 16,
        "fill": theme.colour("land"),
        "stroke": theme.colour("muted"),
        "strokeWidth": 1,
    }
    return _layer(alt, "dots", mark, **_point(alt))


def _texts(alt: Any) -> Any:
    encoding = alt.FacetedEncoding(**_point(alt), text=alt.Text("text", type="nominal"), **_fill(alt))
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
