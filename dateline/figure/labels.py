"""What the marks of a drawing say, and whether a newsroom's own drawing is fit for a page: legible, and in the site's colours.

Pure functions over a trimmed SVG. Charts that come with Dateline keep to this by their tests; one that a newsroom adds is looked
at whenever it is drawn.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from dateline.charts.theme import ROLES, SIZE, WIDTHS, text_width
from dateline.figure.svg import MARK

SHOWN = 3
"""So many labels are quoted in a sentence."""
SLACK = 4
"""So many px a text may seem to stand out: its width is reckoned, not measured."""
_BEFORE = {"middle": 0.5, "end": 1.0}
_MOVE = re.compile(r"translate\((-?[\d.]+)")
_SIZE = re.compile(r'font-size="(\d+(?:\.\d+)?)(?:px)?"')
_WIDTH = re.compile(r'<svg [^>]*?\bwidth="(\d+)"')
_THEMED = {*ROLES.values(), "none", "transparent"}


def labels_of(svg: str) -> list[str]:
    """The descriptions of the data marks of a trimmed SVG, in their order."""
    marks = (element for element in ET.fromstring(svg).iter() if MARK in element.get("class", "").split())  # noqa: S314 - our own
    return [mark.get("aria-label", "") for mark in marks]


def differing_labels(wanted: Sequence[str], svgs: Mapping[str, str]) -> Iterator[str]:
    """Where the marks do not say what they should, in sentences; `svgs` by the name of their width."""
    for width, svg in svgs.items():
        drawn, asked = Counter(labels_of(svg)), Counter(wanted)
        several = [label for label, number in drawn.items() if 0 < asked[label] < number]
        for what, labels in (
            ("no mark says", list((asked - drawn).elements())),
            ("several marks say", several),
            ("marks say what no row does:", [label for label in drawn if label not in asked]),
        ):
            if labels:
                more = f" and {len(labels) - SHOWN} more" if len(labels) > SHOWN else ""
                yield f"{what} {', '.join(repr(label) for label in labels[:SHOWN])}{more} ({width})"


def unfit(svg: str, width: str) -> Iterator[tuple[str, str]]:
    """Why a drawing cannot stand on a page (too wide, too small, dark on dark), and the way out; `width` by its name."""
    found, room = _WIDTH.match(svg), WIDTHS[width]
    if found and int(found[1]) > room + 1:
        yield f"it is {found[1]} px wide where there are {room}", "leave its width to Dateline, or allow for axes and labels"
    sizes = [float(size) for size in _SIZE.findall(svg)]
    if sizes and min(sizes) < SIZE:
        yield f"it has text of {min(sizes):g} px, which nobody can read on a phone", f"{SIZE} px is the smallest"
    root = ET.fromstring(svg)  # noqa: S314 - our own
    cut = [text for text, left, right in _texts(root, 0, {}) if left < -SLACK or right > room + SLACK]
    if cut:
        yield f"its edge cuts off {', '.join(map(repr, cut[:SHOWN]))}", "leave room in the scale, or shorten the text"
    colours = dict.fromkeys(colour for element in root.iter() for colour in _colours(element))
    if colours:
        way_out = 'write `colour("c1")`, or another role of the theme: it has a colour for dark pages, too'
        yield f"it has a colour that is none of the site's ({', '.join(list(colours)[:SHOWN])})", way_out


def _texts(element: ET.Element, x: float, around: Mapping[str, str]) -> Iterator[tuple[str, float, float]]:
    """Every line of text with about where it begins and ends, in px; what is turned is left out. `around`: what it inherits."""
    moved = element.get("transform", "")
    if "rotate" in moved:
        return
    found = _MOVE.match(moved)
    x += float(found[1]) if found else 0
    said = {**around, **element.attrib}
    if element.tag == "text" and element.text:
        width = text_width(element.text, float(said.get("font-size", str(SIZE)).removesuffix("px")))
        left = x + float(element.get("x", "0")) - width * _BEFORE.get(said.get("text-anchor", "start"), 0)
        yield element.text, left, left + width
    for inner in element:
        yield from _texts(inner, x, said)


def _colours(element: ET.Element) -> Iterator[str]:
    for name in ("fill", "stroke"):
        colour = element.get(name)
        if colour and colour not in _THEMED and not colour.startswith("url("):
            yield colour
