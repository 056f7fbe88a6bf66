"""A figure's drawing as a file that stands by itself: with headline, measure, key and source drawn into it.

For downloads and whoever passes the picture on without the page. Light colours only; no style sheet, no script.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from dateline.charts import WIDE, Drawing, KeyEntry, theme
from dateline.figure.svg import FONTS, height_of, with_ids

MARGIN = 16
TITLE = 20
SMALL = 12
CHIP = 12


def standalone(name: str, drawing: Drawing, wide: str, source: str) -> bytes:
    """The wide drawing as a complete SVG file, UTF-8. `source` is its source line."""
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "aria-labelledby": f"{name}-t {name}-d"})
    ET.SubElement(root, "title", {"id": f"{name}-t"}).text = drawing.title
    ET.SubElement(root, "desc", {"id": f"{name}-d"}).text = f"{drawing.subtitle} {drawing.summary}"
    ground = ET.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": theme.colour("ground")})
    y = _lines(root, drawing.title, MARGIN + TITLE, TITLE, "text", bold=True)
    y = _lines(root, drawing.subtitle, y + 2, theme.SIZE, "muted")
    y = _key(root, drawing.key, y + 4) if drawing.key else y
    place = f'<svg x="{MARGIN}" y="{y - 4:g}" '
    y = _lines(root, source, y - 4 + height_of(wide) + 20, SMALL, "muted")
    size = {"width": str(WIDE + 2 * MARGIN), "height": f"{y:g}"}
    root.attrib.update({"viewBox": f"0 0 {size['width']} {size['height']}", **size, "font-family": FONTS})
    ground.attrib.update(size)
    around = ET.tostring(root, encoding="unicode").removesuffix("</svg>")
    plot = place + with_ids(wide, name).removeprefix("<svg ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{around}{plot}</svg>\n'.encode()


def _lines(root: ET.Element, text: str, y: float, size: int, role: str, *, bold: bool = False) -> float:
    """Write a text over as many lines as it needs; gives the y for what follows."""
    room = WIDE * theme.SIZE / size / (1.08 if bold else 1)
    for line in theme.wrap(text, room, lines=4):
        attributes = {"x": str(MARGIN), "y": f"{y:g}", "font-size": str(size), "fill": theme.colour(role)}
        ET.SubElement(root, "text", attributes | ({"font-weight": "bold"} if bold else {})).text = line
        y += round(size * 1.3)
    return y


def _key(root: ET.Element, entries: tuple[KeyEntry, ...], y: float) -> float:
    x: float = MARGIN
    for entry in entries:
        width = CHIP + 6 + theme.text_width(entry.label) + 18
        if x > MARGIN and x + width > WIDE + MARGIN:
            x, y = MARGIN, y + 20
        _chip(root, entry, x, y - CHIP + 1)
        attributes = {"x": f"{x + CHIP + 6:g}", "y": f"{y:g}", "font-size": str(theme.SIZE), "fill": theme.colour("text")}
        ET.SubElement(root, "text", attributes).text = entry.label
        x = round(x + width, 1)
    return y + 14


def _chip(root: ET.Element, entry: KeyEntry, x: float, y: float) -> None:
    colour = theme.colour(entry.role)
    shapes = {
        "least": "M1,8.5L6,3.5L11,8.5",
        "zero": "M0,10H12",
        "hatch": "M0,4L4,0M0,8L8,0M0,12L12,0M4,12L12,4M8,12L12,8",
    }
    place = {"transform": f"translate({x:g},{y:g})"}
    if entry.mark in shapes:
        ET.SubElement(root, "path", place | {"d": shapes[entry.mark], "fill": "none", "stroke": colour, "stroke-width": "1.8"})
        return
    light = {"fill-opacity": str(theme.LIGHT), "stroke": colour} if entry.mark == "light" else {}
    ET.SubElement(root, "rect", place | {"width": str(CHIP), "height": str(CHIP), "fill": colour} | light)
