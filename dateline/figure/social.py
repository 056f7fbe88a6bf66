"""The picture that a page is shared with: headline, drawing, source and the site's name on a card of 1200 by 630 px.

It is composed here as an SVG file, to be painted elsewhere. Light colours only.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from dateline.charts import theme
from dateline.figure.finishing import Finished
from dateline.figure.standalone import UNCUT, key_rows, lines, room
from dateline.figure.svg import FONTS, height_of, width_of, with_ids

WIDTH = 1200
HEIGHT = 630
EDGE = 56
"""px between the content and the edges of the card."""
FOOT = 64
"""px at the bottom for source and site."""
GAP = 28
HEADLINES = (46, 40, 34, 28)
"""Sizes of the headline in px: the largest that fits."""
HEADLINE = HEADLINES[0]
KEY_CHIP = 24
"""px that an entry of the key takes besides its label."""
SMALL = 22
MOST_ALT = 420
"""So many characters of an image's description are read by the networks that it is shared on."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the card, in px."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where words and drawing go: the words beside a drawing for narrow screens, or above one for wide ones."""

    words: Box
    plot: Box
    svg: str

    @property
    def scale(self) -> float:
        """How large the drawing becomes, against the size it is drawn in."""
        return min(self.plot.width / width_of(self.svg), self.plot.height / height_of(self.svg))


def social_card(headline: str, figure: Finished, site_name: str) -> bytes:
    """The card as a complete SVG file, UTF-8. The letters of its chart are as large as either layout allows."""
    layout = max((_beside(figure), _above(headline, figure)), key=lambda layout: layout.scale)
    size = {"width": str(WIDTH), "height": str(HEIGHT)}
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, "font-family": FONTS})
    ET.SubElement(root, "rect", {**size, "fill": theme.colour("ground")})
    ET.SubElement(root, "rect", {"width": str(WIDTH), "height": "10", "fill": theme.colour("text")})
    _words(root, headline, figure, layout.words)
    _foot(root, figure, site_name)
    around = ET.tostring(root, encoding="unicode").removesuffix("</svg>")
    return f"{around}{_placed(layout)}</svg>\n".encode()


def social_alt(figure: Finished) -> str:
    """What the picture shows, for who does not see it."""
    return _cut(f"{figure.title}. {figure.summary}")


def _cut(text: str) -> str:
    """A text cut at a word where it grows too long."""
    return text if len(text) <= MOST_ALT else text[: MOST_ALT - 1].rpartition(" ")[0] + "…"


def _beside(figure: Finished) -> Layout:
    top, high = EDGE + 10, HEIGHT - FOOT - EDGE - 10 - GAP
    words = Box(EDGE, top, 456, high)
    left = EDGE + words.width + GAP
    return Layout(words, Box(left, top - 10, WIDTH - EDGE - left, high + 10), figure.svgs["narrow"])


def _above(headline: str, figure: Finished) -> Layout:
    wide = WIDTH - 2 * EDGE
    number = len(theme.wrap(headline, room(wide, HEADLINE, bold=True), lines=3))
    high = number * HEADLINE * 1.2 + SMALL * 1.5 + (SMALL * 2 if figure.key else 0)
    top = EDGE + 10 + high
    return Layout(Box(EDGE, EDGE + 10, wide, high), Box(EDGE, top, wide, HEIGHT - FOOT - GAP - top), figure.svgs["wide"])


def _words(root: ET.Element, headline: str, figure: Finished, box: Box) -> None:
    """Headline, measure and key, as large as they fit: the measure gives way first, then the size of the headline."""
    beside = box.width < WIDTH / 2
    tries = ((size, most) for size in HEADLINES for most in ((6, 5, 4, 3) if beside else (1,)))
    for size, most in tries:
        group = ET.Element("g")
        bottom = _written(group, headline, figure, box, (size, most))
        if bottom <= box.y + box.height + GAP:
            break
    root.append(group)


def _written(root: ET.Element, headline: str, figure: Finished, box: Box, fit: tuple[int, int]) -> float:
    """Write the words with a headline of some size and a measure of at most some lines; gives where they end."""
    size, most = fit
    y = lines(root, headline, (box.x, box.y + HEADLINE * 0.8, box.width), size, "text", bold=True, most=8)
    y = lines(root, figure.subtitle, (box.x, y - 10, box.width), SMALL, "muted", most=most)
    if not figure.key:
        return y
    longest = max(KEY_CHIP + theme.text_width(entry.label) for entry in figure.key)
    factor = min(SMALL / theme.SIZE, box.width / longest)
    group = ET.SubElement(root, "g", {"transform": f"translate({box.x:g},{y + 8:g}) scale({factor:.3f})"})
    return y + 8 + (key_rows(group, figure.key, (0, 0, box.width / factor)) - 20) * factor


def _placed(layout: Layout) -> str:
    """The drawing in its box, as large as it fits, in the middle of what is left."""
    width, height = width_of(layout.svg) * layout.scale, height_of(layout.svg) * layout.scale
    x = layout.plot.x + (layout.plot.width - width) / 2
    y = layout.plot.y + (layout.plot.height - height) / 2
    inner = with_ids(layout.svg, "social").removeprefix("<svg ")
    return f'<g transform="translate({x:.2f},{y:.2f}) scale({layout.scale:.4f})"><svg {UNCUT} {inner}</g>'


def _foot(root: ET.Element, figure: Finished, site_name: str) -> None:
    y = HEIGHT - FOOT
    ET.SubElement(root, "path", {"d": f"M{EDGE},{y}H{WIDTH - EDGE}", "stroke": theme.colour("grid"), "stroke-width": "2"})
    base = y + FOOT / 2 + SMALL / 3
    name = theme.shortened(site_name, room(WIDTH / 3, SMALL, bold=True))
    own = theme.text_width(name, SMALL, bold=True)
    text = {"y": f"{base:g}", "font-size": str(SMALL), "fill": theme.colour("text")}
    ET.SubElement(root, "text", {**text, "x": str(WIDTH - EDGE), "text-anchor": "end", "font-weight": "bold"}).text = name
    credit = _credit(figure.credit, WIDTH - 2 * EDGE - own - GAP)
    ET.SubElement(root, "text", {**text, "x": str(EDGE), "fill": theme.colour("muted")}).text = credit


def _credit(text: str, width: float) -> str:
    """The source line in the room that it has: without who counted, then with fewer publishers, if it is too long."""
    own_room = room(width, SMALL)
    named = text.partition(". ")[0].split(", ")
    shorter = (f"{', '.join(named[:number])} and others" for number in range(len(named) - 1, 0, -1))
    fitting = (line for line in (text, ", ".join(named), *shorter) if theme.text_width(line) <= own_room)
    return next(fitting, theme.shortened(text, own_room))
