"""How every chart looks: colour roles, type sizes, and how wide a text is.

Here belongs what all charts share. A role has a colour for a light page, which the SVG carries; style sheets replace it by
a class of the same name on dark pages and on paper. Nothing here knows Altair, rows or files.
"""

from __future__ import annotations

import bisect
import math
import unicodedata
from typing import Any

FONT = "Liberation Sans"
"""The font that drawings are measured with: as wide as Arial and Helvetica, and shipped with the renderer."""
SIZE = 13
"""Font size of everything in a chart, in px as drawn: at 340 px shown at 288, or 720 at 620, letters are still 11 px."""
LINE = 16
"""Distance between two lines of text, in px."""
NARROW = 340
WIDE = 720
WIDTHS: dict[str, int] = {"narrow": NARROW, "wide": WIDE}
"""The widths that every chart is drawn for, in px."""

ROLES: dict[str, str] = {
    "c1": "#1a68ab",
    "c2": "#b34a05",
    "c3": "#2ba683",
    "c4": "#561e51",
    "c5": "#c48722",
    "c6": "#6e051a",
    "r1": "#3aa0b8",
    "r2": "#077f96",
    "r3": "#005f71",
    "r4": "#01424f",
    "r5": "#01262e",
    "on-low": "#161a1f",
    "on-high": "#fdfdfd",
    "rest": "#6b7680",
    "hatch": "#8b95a0",
    "text": "#22282e",
    "muted": "#56606b",
    "axis": "#7b8590",
    "grid": "#dfe3e7",
    "on": "#fefefe",
    "ground": "#ffffff",
    "land": "#f5f3ee",
    "abroad": "#e8e5df",
    "water": "#d3e3ee",
    "river": "#9ac3e0",
    "border": "#a39c92",
    "stream": "#2a6590",
}
"""Colour roles: c1 to c6 for the values of a category, rest for what has none, hatch for what nobody reported; r1 to r5 from
little to much, `on` for text on r2 to r5. What text on c1 to c6 is drawn in, `on` the function says: `on-low` is dark and
`on-high` light on every page."""

SERIES = ("c1", "c2", "c3", "c4", "c5", "c6")
RAMP = ("r1", "r2", "r3", "r4", "r5")
"""One hue in even steps of lightness, each 3:1 against the ground: darker is more, on dark pages lighter is more."""
LIGHT = 0.3
"""Opacity of what is possible, not certain; its outline keeps the full colour."""

_ON = {"r1": "on-low", "c3": "on-low", "c4": "on-high", "c5": "on-low", "c6": "on-high"}

_WIDTHS = {
    " !,./:;I[]\\|tf": 0.278,
    "'ijl": 0.222,
    "()r-": 0.333,
    '"*': 0.375,
    "ckxyzvsJ": 0.5,
    "+<=>~": 0.584,
    "ABEKPSVXY&": 0.667,
    "CDHNRUw": 0.722,
    "FTZ": 0.611,
    "GOQ": 0.778,
    "mM": 0.833,
    "%": 0.889,
    "W": 0.944,
    "@—…": 1.0,
}


class _Widths(dict[str, float]):
    """How wide characters are, in ems; others than Latin letters are looked up by what they consist of."""

    def __missing__(self, character: str) -> float:
        base = unicodedata.normalize("NFD", character)[0]
        wide = unicodedata.east_asian_width(character) in ("W", "F")
        known = 0.556 if base.isascii() else 0.62
        width = 0.0 if unicodedata.combining(character) else 1.0 if wide else self.get(base, known)
        self[character] = width
        return width


_WIDTH = _Widths({character: width for characters, width in _WIDTHS.items() for character in characters})


def colour(role: str) -> str:
    """The colour of a role on a light page."""
    return ROLES[role]


def series_role(index: int, number: int = len(SERIES)) -> str:
    """The colour role of the n-th of `number` values of a category, from 0.

    Where there are more values than colours, those from the last colour on share it, as "other": so a value keeps its
    colour in every chart, and none looks like what has no stated value.
    """
    if number > len(SERIES):
        return SERIES[min(index, len(SERIES) - 1)]
    return SERIES[index] if index < len(SERIES) else "rest"


def first_role(taken: int, number: int) -> int:
    """With which colour a category of `number` values begins: after those of `taken` others (countries), if all find room."""
    return taken if taken + number <= len(SERIES) else 0


def on(role: str) -> str:
    """The colour role of a text that stands on a mark of some role."""
    return _ON.get(role, "on")


def altair_config() -> dict[str, Any]:
    """What makes any Vega-Lite chart look like one of ours, as its `config`: type, thin grid, our colours, nothing else.

    The colours are those of a light page; the figure layer gives them the classes that make them follow the reader's scheme.
    """
    text = {"labelFont": FONT, "labelFontSize": SIZE, "titleFont": FONT, "titleFontSize": SIZE, "titleFontWeight": "bold"}
    words = {"labelColor": colour("muted"), "titleColor": colour("text")}
    return {
        "font": FONT,
        "view": {"stroke": None},
        "range": {
            "category": [colour(role) for role in SERIES],
            "ordinal": [colour(role) for role in RAMP],
            "ramp": [colour(role) for role in RAMP],
            "heatmap": [colour(role) for role in RAMP],
        },
        "axis": {
            **text,
            **words,
            "domainColor": colour("axis"),
            "gridColor": colour("grid"),
            "labelFontWeight": "normal",
            "labelLimit": 180,
            "labelPadding": 6,
            "tickColor": colour("axis"),
            "tickSize": 4,
            "titlePadding": 8,
        },
        "axisQuantitative": {"domain": False, "tickCount": 5, "ticks": False},
        "axisBand": {"grid": False, "labelAngle": 0},
        "axisPoint": {"grid": False, "labelAngle": 0},
        "axisTemporal": {"grid": False},
        "legend": {**text, **words, "labelLimit": 200, "orient": "top", "symbolType": "square", "title": None},
        "header": {**text, **words},
        "title": {"anchor": "start", "color": colour("text"), "font": FONT, "fontSize": 15, "subtitleColor": colour("muted")},
        "text": {"color": colour("text"), "font": FONT, "fontSize": SIZE},
        "rule": {"color": colour("axis")},
        **{mark: {"color": colour("c1")} for mark in ("area", "bar", "circle", "geoshape", "rect", "square", "tick")},
        "line": {"color": colour("c1"), "strokeWidth": 2},
        "point": {"color": colour("c1"), "filled": True, "size": 60},
    }


def text_width(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """About how wide a line of text is drawn, in px; rather too much than too little."""
    return sum(map(_WIDTH.__getitem__, text)) * size * (1.08 if bold else 1.0)


def wrap(text: str, width: float, lines: int = 2) -> tuple[str, ...]:
    """A text on at most `lines` lines of `width` px, broken between words; what does not fit ends in an ellipsis."""
    result: list[str] = []
    taken = 0.0
    for word in text.split():
        wide = text_width(word)
        if result and taken + text_width(" ") + wide <= width:
            result[-1] += f" {word}"
            taken += text_width(" ") + wide
        else:
            result.append(word)
            taken = wide
    if len(result) > lines:
        result = [*result[: lines - 1], " ".join(result[lines - 1 :])]
    return tuple(shortened(line, width) for line in result) or ("",)


def shortened(text: str, width: float) -> str:
    """The same line if it fits into `width` px, else its start and an ellipsis."""
    if text_width(text) <= width:
        return text
    # The longest start that fits, by halving: a text may have thousands of letters.
    fits = bisect.bisect_right(range(len(text)), width, key=lambda length: text_width(f"{text[:length]}…"))
    return text[: max(0, fits - 1)].rstrip() + "…"


def ticks(highest: float, wanted: int) -> tuple[float, ...]:
    """Round values from 0 to at least `highest` in about `wanted` steps of 1, 2 or 5 times a power of ten; whole from 3 up."""
    if highest <= 0:
        return (0.0, 1.0)
    rough = highest / max(1, wanted)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    if highest >= 3:
        step = max(1.0, step)
    count = math.ceil(highest / step - 1e-9)
    return tuple(round(step * i, 10) for i in range(count + 1))
