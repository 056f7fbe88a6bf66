"""Drawings and specifications that the tests of this folder share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.charts import Drawing, prepare
from dateline.query import Desk
from tests.factories import record, seed_report

TEMPLATES = Path(__file__).parents[2] / "templates"
RECORD = record(seed_report())
DESK = Desk(RECORD)


def seed(chart: str = "weekly", **options: object) -> Drawing:
    return prepare(chart, options, DESK, None)


def bar_spec(**row: Any) -> dict[str, Any]:
    """A specification with one bar, as a newsroom's own chart might give."""
    rows = [{"a": 1, "b": 2, **row}]
    encoding = {"x": {"field": "a", "type": "ordinal"}, "y": {"field": "b", "type": "quantitative"}}
    return {"data": {"values": rows}, "mark": "bar", "encoding": encoding, "width": 100, "height": 50}


@dataclass(frozen=True)
class Made:
    """A chart-like that gives a specification that is there already."""

    spec: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        return self.spec


def draw_spec(plot: dict[str, Any], width: int) -> Made:
    """A chart function that draws whatever specification its plot is."""
    return Made({**plot, "width": width - 60})
