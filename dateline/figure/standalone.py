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
UNCUT = 'overflow="visible"'
"""Said of a drawing within a picture: cutting it at its edges takes a renderer longer than all the rest."""


def standalone(name: str, drawing: Drawing, wide: str, source: str) -> bytes:
    """The wide drawing as a complete SVG file, UTF-8. `source` is its source line."""
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "aria-labelledby": f"{name}-t {name}-d"})
    ET.SubElement(root, "title", {"id": f"{name}-t"}).text = drawing.title
    ET.SubElement(root, "desc", {"id": f"{name}-d"}).text = f"{drawing.subtitle} {drawing.summary}"
    ground = ET.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": theme.colour("ground")})
    y = lines(root, drawing.title, (MARGIN, MARGIN + TITLE, WIDE), TITLE, "text", bold=True)
    y = lines(root, drawing.subtitle, (MARGIN, y + 2, WIDE), theme.SIZE, "muted")
    y = key_rows(root, drawing.key, (MARGIN, y + 4, WIDE)) if drawing.key else y
    place = f'<svg x="{MARGIN}" y="{y - 4:g}" {UNCUT} '
    y = lines(root, source, (MARGIN, y - 4 + height_of(wide) + 20, WIDE), SMALL, "muted")
    size = {"width": str(WIDE + 2 * MARGIN), "height": f"{y:g}"}
    root.attrib.update({"viewBox": f"0 0 {size['width']} {size['height']}", **size, "font-family": FONTS})
    ground.attrib.update(size)
    around = ET.tostring(root, encoding="unicode").removesuffix("</svg>")
    plot = place + with_ids(wide, name).removeprefix("<svg ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{around}{plot}</svg>\n'.encode()


Place = tuple[float, float, float]
"""Where something goes: x and y of its first base line, and the width that it may take, in px."""


def lines(root: ET.Element, text: str, place: Place, size: int, role: str, *, bold: bool = False, most: int = 4) -> float:
    """Write a text over as many lines as it needs, at most `most`; gives the y for what follows."""
    x, y, width = place
    for line in theme.wrap(text, room(width, size, bold=bold), lines=most):
        attributes = {"x": f"{x:g}", "y": f"{y:g}", "font-size": str(size), "fill": theme.colour(role)}
        ET.SubElement(root, "text", attributes | ({"font-weight": "bold"} if bold else {})).text = line
        y += round(size * 1.3)
    return y


def room(width: float, size: float, *, bold: bool = False) -> float:
    """How much text of the charts' own size takes as much width as text of `size` px does in `width` px."""
    return width * theme.SIZE / size / (1.08 if bold else 1)


def key_rows(root: ET.Element, entries: tuple[KeyEntry, ...], place: Place) -> float:
    """Draw a key over as many rows as it needs; gives the y for what follows."""
    left, y, wide = place
    x = left
    for entry in entries:
        width = CHIP + 6 + theme.text_width(entry.label) + 18
        if x > left and x + width > left + wide:
            x, y = left, y + 20
        _chip(root, entry, x, y - CHIP + 1)
        attributes = {"x": f"{x + CHIP + 6:g}", "y": f"{y:g}", "font-size": str(theme.SIZE), "fill": theme.colour("text")}
        ET.SubElement(root, "text", attributes).text = entry.label
        x = round(x + width, 1)
    return y + 14


def _chip(root: ET.Element, entry: KeyEntry, x: float, y: float) -> None:
    colour = theme.colour(entry.role)
    shapes = {
        "least": "M6,12V1.5M3,4.5L6,1.5L9,4.5",
        "onward": "M1,6H11M7,2L11,6L7,10",
        "zero": "M0,10H12",
        "hatch": "M0,4L4,0M0,8L8,0M0,12L12,0M4,12L12,4M8,12L12,8",
    }
    place = {"transform": f"translate({x:g},{y:g})"}
    if entry.mark in ("near", "dot"):
        for radius, faint in ((6, "0.25"), (3, "1")) if entry.mark == "near" else ((5, "1"),):
            ET.SubElement(root, "circle", place | {"cx": "6", "cy": "6", "r": f"{radius}", "fill": colour, "fill-opacity": faint})
        return
    if entry.mark == "link":
        dashes = {"d": "M0,6H12", "stroke": colour, "stroke-width": "2", "stroke-dasharray": "4 3"}
        ET.SubElement(root, "path", place | dashes)
        return
    if entry.mark in shapes:
        ET.SubElement(root, "path", place | {"d": shapes[entry.mark], "fill": "none", "stroke": colour, "stroke-width": "1.8"})
        return
    light = {"fill-opacity": str(theme.LIGHT), "stroke": colour} if entry.mark == "light" else {}
    ET.SubElement(root, "rect", place | {"width": str(CHIP), "height": str(CHIP), "fill": colour} | light)
