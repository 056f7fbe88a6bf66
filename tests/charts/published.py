"""What the tests of single charts look at: rows, marks, texts, and whether a figure made of the chart would be published."""

from __future__ import annotations

import itertools
from typing import Any

import altair as alt

from dateline.charts import Drawing, prepare, theme
from dateline.figure.artist import Drawn, Sketch, draw
from dateline.figure.checks import check_figure
from dateline.figure.table import csv_bytes, table_rows
from dateline.model import Period, Report
from dateline.query import Desk
from tests.counting.worlds import World
from tests.factories import record

Box = tuple[float, float, float, float]
"""Left, top, right and bottom of a text, in px."""


def asked(chart: str, *reports: Report, scope: str | None = None, **options: object) -> Drawing:
    """A chart over some reports, by default over all of their days."""
    return prepare(chart, options, Desk(record(*reports)), Period.parse(scope) if scope else None)


def spec(drawing: Drawing, width: int = theme.WIDE) -> dict[str, Any]:
    return drawing.draw(drawing.plot, width).to_dict()


def bars(drawing: Drawing, width: int = theme.WIDE) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = spec(drawing, width)["datasets"].get("bars", [])
    return found


def labels(drawing: Drawing, width: int = theme.WIDE) -> list[str]:
    return [bar["label"] for bar in bars(drawing, width)]


def texts(drawing: Drawing, width: int = theme.WIDE) -> list[str]:
    found = spec(drawing, width)["datasets"].get("texts", [])
    return [" ".join(entry["text"]) if isinstance(entry["text"], list) else entry["text"] for entry in found]


def keys(drawing: Drawing) -> list[tuple[str, str]]:
    return [(entry.mark, entry.label) for entry in drawing.key]


def check_rows(drawing: Drawing) -> None:
    """Rows, table, CSV and query agree, and both drawings hold the marks that belong to the rows. Nothing is rendered."""
    drawn = Drawn(svgs={}, marks={name: len(bars(drawing, width)) for name, width in theme.WIDTHS.items()}, texts={}, spec="")
    check_figure("a-figure", drawing, drawn, table_rows(drawing), csv_bytes(drawing), None)


def check_published(drawing: Drawing) -> Drawn:
    """The same with real drawings, which are given back."""
    drawn = draw(Sketch(drawing.draw, drawing.plot))
    check_figure("a-figure", drawing, drawn, table_rows(drawing), csv_bytes(drawing), None)
    return drawn


def check_specification(drawing: Drawing) -> None:
    """What is drawn is valid Vega-Lite, at either width: what a blank is filled with is never seen by Altair otherwise."""
    for width in theme.WIDTHS.values():
        assert isinstance(alt.Chart.from_dict(spec(drawing, width), validate=True), alt.LayerChart)


def of_world(chart: str, world: World, question: dict[str, object], **options: object) -> Drawing:
    """A chart over the reports of a made-up world, limited as the question is."""
    limits = {{"start": "from", "end": "to"}.get(name, name): value for name, value in question.items()}
    return prepare(chart, {**options, **limits}, Desk(world.record), None)


def check_texts_fit(drawing: Drawing) -> None:
    """No text leaves the drawing, at either width."""
    for width in theme.WIDTHS.values():
        made = spec(drawing, width)
        pad = made["padding"]
        assert made["width"] + pad["left"] + pad["right"] <= width
        for entry in made["datasets"].get("texts", []):
            left, top, right, bottom = _box(entry)
            assert left >= -pad["left"] - 1, entry
            assert right <= made["width"] + pad["right"] + 1, entry
            assert top >= -pad["top"] - 1, entry
            assert bottom <= made["height"] + pad["bottom"] + 1, entry


def check_texts_apart(drawing: Drawing) -> None:
    """No two texts cover one another, at either width."""
    for width in theme.WIDTHS.values():
        boxes = [(entry["text"], _box(entry)) for entry in spec(drawing, width)["datasets"].get("texts", [])]
        overlapping = [(text, other) for (text, one), (other, two) in itertools.combinations(boxes, 2) if _overlap(one, two)]
        assert overlapping == []


def _overlap(one: Box, two: Box) -> bool:
    return min(one[2], two[2]) - max(one[0], two[0]) > 0.5 and min(one[3], two[3]) - max(one[1], two[1]) > 0.5


def _box(entry: dict[str, Any]) -> Box:
    lines = entry["text"] if isinstance(entry["text"], list) else [entry["text"]]
    wide = max(theme.text_width(line, bold=entry["weight"] == "bold") for line in lines)
    high = theme.SIZE + theme.LINE * (len(lines) - 1)
    before = {"left": 0.0, "center": wide / 2, "right": wide}[entry["align"]]
    above = {"top": 0.0, "middle": theme.SIZE / 2, "bottom": high}[entry["baseline"]]
    if entry["angle"]:  # a quarter to the left: what runs right then runs up
        return entry["x"] - above, entry["y"] - (wide - before), entry["x"] + high - above, entry["y"] + before
    return entry["x"] - before, entry["y"] - above, entry["x"] + wide - before, entry["y"] + high - above
