"""Making vl-convert's SVG fit for a page: small, themed by classes, with ids of its own, and its marks counted.

Pure functions over text. Nothing that is seen changes; colours stay as attributes for where no style sheet reaches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from dateline.charts.theme import FONT, ROLES
from dateline.figure.renderer import DrawingError

VERSION = 4
"""To be raised when this module gives other bytes for the same input: cached drawings depend on it."""

ID = "@@dl-id@@"
"""Stands before every id of a trimmed SVG, until it gets into a page as part of a figure."""
FONTS = f"Arial, Helvetica, '{FONT}', sans-serif"
MARK = "dl-mark"

_ROLE = {colour: role for role, colour in ROLES.items()}
_NUMBER = re.compile(r"(?<![\w#])-?(?:\d+\.\d+|\.\d+|\d+)(?:e-?\d+)?")
_PATH_NUMBER = re.compile(r"-?(?:\d+\.\d*|\.\d+|\d+)(?:e-?\d+)?")
_MEASURED = (
    "d",
    "transform",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "dx",
    "dy",
    "width",
    "height",
    "viewBox",
    "stroke-width",
    "points",
    "r",
)
_DEFAULTS = {
    "fill-opacity": "1",
    "stroke-opacity": "1",
    "opacity": "1",
    "font-weight": "normal",
    "stroke-width": "1",
    "text-anchor": "start",
    "transform": "translate(0,0)",
}
_ELEMENTS = frozenset("svg g defs path rect line text tspan clipPath pattern linearGradient radialGradient stop use".split())
"""What a drawing may hold. The renderer makes these, and neither pictures nor links, which charts may not ask for."""
_ATTRIBUTES = frozenset(
    """
    id href x y x1 y1 x2 y2 dx dy cx cy fx fy fr r rx ry d width height viewBox preserveAspectRatio transform offset
    fill fill-opacity fill-rule stroke stroke-opacity stroke-width stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-dasharray stroke-dashoffset stop-color stop-opacity opacity clip-path pointer-events
    gradientUnits gradientTransform patternUnits patternContentUnits patternTransform
    font-size font-style font-variant font-weight text-anchor aria-label data-mark
    """.split()
)
"""What their elements may have. Classes, roles, styles and fonts of the renderer mean nothing to a page."""
_INHERITED = ("fill", "stroke", "fill-opacity", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "text-anchor")
_GROUPS = ("svg", "g")
_LABELS = {"role-axis-label", "role-legend-label"}


@dataclass(frozen=True, slots=True)
class Trimmed:
    """An SVG ready for pages but for its ids, how many data marks it holds, and its texts but labels of axes and legends."""

    text: str
    marks: int
    texts: tuple[str, ...]


def trim(svg: str) -> Trimmed:
    """The same picture in less text, of known elements and attributes alone.

    Raises DrawingError for what is no SVG, holds another element, or has a mark without a shape or no size.
    """
    root = _parse(svg)
    marks, texts = _name_marks(root), tuple(_free_texts(root))
    width, height = (_whole(root.attrib[name]) for name in ("width", "height"))
    _drop_background(root)
    _clean(root)
    _hoist(root)
    _unwrap(root)
    hatched = _theme(root)
    root.attrib.clear()
    root.attrib.update({"viewBox": f"0 0 {width} {height}", "width": str(width), "height": str(height), "font-family": FONTS})
    if hatched:
        root.insert(0, _hatching())
    return Trimmed(ET.tostring(root, encoding="unicode"), marks, texts)


def _whole(size: str) -> int:
    try:
        return round(float(size))
    except (OverflowError, ValueError):
        message = f"it is drawn '{size}' px large: a number that it draws is none, or without end"
        raise DrawingError(message) from None


def with_ids(svg: str, prefix: str) -> str:
    """A trimmed SVG with ids that begin with `prefix`, so that no two on a page are the same."""
    return svg.replace(ID, f"{prefix}-")


def height_of(svg: str) -> int:
    """How high a trimmed SVG is drawn, in px."""
    return _size(svg, "height")


def width_of(svg: str) -> int:
    """How wide a trimmed SVG is drawn, in px."""
    return _size(svg, "width")


def _size(svg: str, name: str) -> int:
    found = re.search(rf'\s{name}="(\d+)"', svg)
    return int(found[1]) if found else 0


def _parse(svg: str) -> ET.Element:
    try:
        root = ET.fromstring(svg)  # noqa: S314 -- vl-convert's own output, and no entity is declared in it
    except ET.ParseError as error:
        message = f"the renderer gave no valid SVG ({error})"
        raise DrawingError(message) from None
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        if element.tag not in _ELEMENTS:
            message = f"the renderer gave <{element.tag}>, which no drawing may hold"
            raise DrawingError(message)
        element.attrib = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    return root


def _name_marks(root: ET.Element) -> int:
    """Give every data mark its class, and count them: symbols with a label in groups of marks, not of axes or legends."""
    number = 0
    for group in root.iter("g"):
        if "role-mark" not in group.get("class", "").split() or group.get("aria-hidden"):
            continue
        for mark in group:
            if mark.get("role") == "graphics-symbol" and mark.get("aria-label"):
                _check_shape(mark)
                mark.set("data-mark", MARK)
                number += 1
    return number


def _free_texts(element: ET.Element) -> Iterator[str]:
    """The texts of marks and titles, in the order of the drawing. Labels of axes and legends follow from their scales."""
    if element.tag == "text":
        yield "\n".join(element.itertext())
    elif not _LABELS & {*element.get("class", "").split()}:
        for inner in element:
            yield from _free_texts(inner)


def _check_shape(mark: ET.Element) -> None:
    if mark.tag == "path" and (not mark.get("d") or "NaN" in mark.get("d", "")):
        message = f"the mark '{mark.get('aria-label')}' has no shape"
        raise DrawingError(message)


def _drop_background(root: ET.Element) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            names = child.get("class", "").split()
            empty = child.tag == "path" and not child.get("fill") and not child.get("stroke")
            if ("background" in names and empty) or "foreground" in names or child.get("display") == "none":
                parent.remove(child)
    first = root[0] if len(root) else None
    if first is not None and first.tag == "rect" and first.get("fill") == "white":
        root.remove(first)


def _clean(root: ET.Element) -> None:
    """Drop what is default or means nothing to a page, round numbers, and mark ids."""
    for element in root.iter():
        attributes = element.attrib
        if attributes.get("stroke-width") == "0":
            attributes.pop("stroke", None)
            del attributes["stroke-width"]
        for name in [name for name in attributes if not _is_known(name, attributes[name])]:
            del attributes[name]
        if attributes.get("stroke") is None and element.tag not in _GROUPS:
            attributes.pop("stroke-width", None)
        for name, value in _DEFAULTS.items():
            if attributes.get(name) == value:
                del attributes[name]
        for name, value in list(attributes.items()):
            attributes[name] = _cleaned(name, value)
        if attributes.pop("data-mark", None):
            attributes.update({"class": MARK, "role": "img"})
        else:
            # What describes an axis or a group of marks has no role, so that no reader may say it.
            attributes.pop("aria-label", None)


def _is_known(name: str, value: str) -> bool:
    """Whether an attribute may stay: a drawing leads nowhere but within itself."""
    return name in _ATTRIBUTES and (name != "href" or value.startswith("#"))


def _cleaned(name: str, value: str) -> str:
    if name == "id":
        return ID + value
    if name == "href":
        return f"#{ID}{value[1:]}"
    if name == "d":
        return _PATH_NUMBER.sub(_shorter, value)
    if name in _MEASURED:
        return _NUMBER.sub(_shorter, value)
    return re.sub(r"url\(#", f"url(#{ID}", value) if name != "aria-label" else value


def _shorter(match: re.Match[str]) -> str:
    number = f"{float(match.group()):.2f}".rstrip("0").rstrip(".")
    number = "0" if number in ("-0", "") else number
    before = match.string[match.start() - 1 : match.start()]
    # A minus may have been all that parted two numbers.
    return f" {number}" if before.isdigit() and not number.startswith("-") else number


def _unwrap(root: ET.Element) -> None:
    """Take out groups that do nothing, and empty ones."""
    for parent in list(root.iter()):
        index = 0
        while index < len(parent):
            child = parent[index]
            if child.tag == "g" and not len(child):
                parent.remove(child)
            elif child.tag == "g" and not child.attrib:
                parent[index : index + 1] = list(child)
            else:
                index += 1


def _hoist(root: ET.Element) -> None:
    """What all children of a group say alike, the group says once."""
    for group in reversed(list(root.iter("g"))):
        if len(group) < 2:
            continue
        for name in _INHERITED:
            values = {child.get(name) for child in group}
            value = values.pop()
            if not values and value is not None and group.get(name) is None:
                group.set(name, value)
                for child in group:
                    del child.attrib[name]


def _theme(root: ET.Element) -> bool:
    """Known colours get classes beside them; says whether anything is hatched."""
    hatched = False
    for element in root.iter():
        names = [element.attrib.pop("class")] if "class" in element.attrib else []
        if element.get("fill") == ROLES["hatch"]:
            hatched = True
            element.set("fill", f"url(#{ID}hatch)")
            element.attrib.pop("fill-opacity", None)
        for attribute, prefix in (("fill", "dl-"), ("stroke", "dl-s-")):
            role = _ROLE.get(element.get(attribute, ""))
            if role:
                names.append(prefix + role)
        if names:
            element.set("class", " ".join(names))
    return hatched


def _hatching() -> ET.Element:
    size = {"width": "6", "height": "6", "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    defs = ET.Element("defs")
    pattern = ET.SubElement(defs, "pattern", {"id": f"{ID}hatch", **size})
    faint = {"width": "6", "height": "6", "fill-opacity": "0.16"}
    ET.SubElement(pattern, "rect", {**faint, "class": "dl-hatch", "fill": ROLES["hatch"]})
    ET.SubElement(pattern, "path", {"d": "M0,0V6", "class": "dl-s-hatch", "stroke": ROLES["hatch"], "stroke-width": "2"})
    return defs
