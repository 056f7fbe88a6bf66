"""What a figure's explore button fetches: the events behind the figure, and a Vega specification for each width.

Vega-Lite is compiled here, at build time, so that a browser needs Vega alone. Rows are put in by the script that shows it.
"""

from __future__ import annotations

import json
from typing import Any

import vl_convert

from dateline.charts import WIDTHS
from dateline.charts.exploring import Exploring
from dateline.charts.exploring_plot import PARAMETERS, SPAN, draw_exploring
from dateline.charts.theme import ROLES
from dateline.errors import ContentError, Problem, Spot


def explore_file(exploring: Exploring, spot: Spot | None) -> bytes:
    """The file as JSON: `specs` by width, `data` by name, the `choices` of the controls, the `key`, and what is covered in words.

    `colours` names the role of each colour of a light page, so that a script can put in those of the reader's scheme.
    Raises ContentError at `spot` where reports itemise nothing.
    """
    if not exploring.items:
        message = f"there is nothing to explore: no report itemises {exploring.answer.in_words()}"
        raise ContentError(Problem("nothing-to-explore", message, spot, "take out `explore: true`, or widen the chart's period"))
    content = {
        "covers": exploring.covers,
        "choices": exploring.choices(),
        "key": exploring.key(),
        "parameters": PARAMETERS,
        "colours": {colour: role for role, colour in ROLES.items()},
        "specs": {name: _compiled(draw_exploring(exploring, width)) for name, width in WIDTHS.items()},
        "data": {"weeks": exploring.by_week(), "events": exploring.events()},
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _compiled(spec: dict[str, Any]) -> dict[str, Any]:
    vega = dict(vl_convert.vegalite_to_vega(spec))
    for part in vega["marks"]:
        _brushable(part)
        for mark in part["marks"]:
            if mark.get("name", "").startswith("brush_"):
                mark["aria"] = False  # a rectangle without a name; what it selects is said in words
    return vega


def _brushable(part: dict[str, Any]) -> None:
    """Lets a script draw the brush: Vega-Lite's follows the pointer alone."""
    for signal in part.get("signals", []):
        if signal["name"] == "brush_x":
            (scaled,) = (one["update"] for one in signal["on"] if "brush_middle" in one["update"])
            drawn = f"{SPAN} ? {scaled.replace('brush_middle', SPAN)} : [0, 0]"
            signal["on"].append({"events": {"signal": SPAN}, "update": drawn})
