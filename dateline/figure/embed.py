"""The page that shows one figure alone: to be embedded elsewhere, quoted and cited.

Here belongs what stands on it: the code to embed it with, how high that must be, how to cite it. The words around it are the
template's, `figure.html`.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from dateline.addresses import figure_file, figure_page
from dateline.charts import NARROW, WIDE, theme
from dateline.figure.figures import Figure
from dateline.figure.parts import BASE
from dateline.figure.svg import height_of
from dateline.model import Source
from dateline.policy import GAP, Policy
from dateline.query.words import reader_day
from dateline.render import page_environment
from dateline.worded import worded
from dateline.words import ViewWords

BASE_OF_EMBEDS = "../.."
EDGE = 12
"""px that the page keeps free on each side, as its style sheet does."""
SPAN = 440
"""px that the drawing for narrow screens grows to, and no further."""
TURN = 620
"""px from which the drawing for wide screens is shown."""
SUPERSEDED = 60
"""px that the line above a figure of an edition takes at most."""
WIDTHS = (320, SPAN + 2 * EDGE, TURN - 1 + 2 * EDGE, TURN + 2 * EDGE, 752 + 2 * EDGE)
"""Widths of a frame, in px, among which one needs the greatest height."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a figure is at home. `site_url` is absolute and ends in a slash, `page_url` relative to it; texts are plain.

    `published`: the day of the article, or of its last update. `as_of`: the day in words that an edition is of; None for the
    site of today, which is at `current` either way.
    """

    site_name: str
    site_url: str
    publisher: str
    page_url: str
    page_title: str
    published: dt.date | None
    as_of: str | None = None
    current: str = ""


class Embeds:
    """Makes the pages, with the newsroom's template. `policy`: what a browser may do on them."""

    def __init__(self, templates: list[Path], policy: Policy) -> None:
        self._environment = page_environment(templates)
        self._policy = policy

    def page(self, figure: Figure, home: Home, sources: Sequence[Source]) -> bytes:
        """The page as it is published, UTF-8, with all the sources behind the figure."""
        html = self._environment.get_template("figure.html").render(
            figure=figure,
            home=home,
            sources=sources,
            behind=behind(sources),
            base=BASE_OF_EMBEDS,
            # Both come from templates of ours that escape, and from our own SVG.
            plot=Markup(figure.plot_html),  # noqa: S704
            notes=Markup(figure.notes_html),  # noqa: S704
            address=f"{home.site_url}{figure_page(figure.id)}",
            picture=f"{home.site_url}{figure_file(figure.id, 'png')}",
            article=f"{home.current or home.site_url}{home.page_url}",
            now=f"{home.current or home.site_url}{figure_page(figure.id)}",
            code=embed_code(figure, home),
            citation=citation(figure, home),
            policy=GAP,
        )
        return self._policy.put_into(html).replace(BASE, BASE_OF_EMBEDS).encode()


def words_of(figure: Figure, home: Home, sources: Sequence[Source]) -> ViewWords:
    """What the page says around the figure."""
    return worded(figure.id, figure.title, home, sources, behind(sources), embed_code(figure, home), citation(figure, home))


def behind(sources: Sequence[Source]) -> str:
    """How many documents are behind the figure."""
    return f"The {'document' if len(sources) == 1 else f'{len(sources):,} documents'} behind this figure:"


def embed_code(figure: Figure, home: Home) -> str:
    """HTML to copy into a page elsewhere. It is high enough that nothing is cut at any width, without script on either side."""
    address = f"{home.site_url}{figure_page(figure.id)}"
    return str(
        Markup('<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" frameborder="0"></iframe>').format(
            address, figure.title, frame_height(figure) + (SUPERSEDED if home.as_of else 0)
        )
    )


def citation(figure: Figure, home: Home) -> str:
    """How to cite the figure: who, what, where, when, and its address."""
    who = "" if home.publisher == home.site_name else f"{home.publisher}: "
    when = f", {reader_day(home.published)}" if home.published else ""
    title = figure.title.rstrip(".")
    as_of = f" Data as of {reader_day(figure.finished.as_of)}." if figure.finished.as_of else ""
    return f"{who}“{title}”. {home.site_name}{when}.{as_of} {home.site_url}{figure_page(figure.id)}"


def frame_height(figure: Figure) -> int:
    """How high a frame must be for the figure with its source to fit at any width, in px; rather too high than too low."""
    return math.ceil(max(_height(figure, width - 2 * EDGE) for width in WIDTHS) / 10) * 10


def _height(figure: Figure, width: float) -> float:
    finished = figure.finished
    narrow = width < TURN
    drawn = finished.svgs["narrow" if narrow else "wide"]
    plot = height_of(drawn) * (min(width, SPAN) / NARROW if narrow else width / WIDE)
    words = (
        _lines(finished.title, width, 20, bold=True) * 25
        + _lines(finished.subtitle, width, 15) * 21
        + _key_rows(figure, width) * 24
        + _lines(f"{finished.credit} {_AS_OF}", width, 13) * 20
        + 2 * 28  # the way back
    )
    return plot + words + 60


_AS_OF = "As of 30 September 2018, when the newest of these sources was published. 100 documents."
"""Stands for what the source line says besides its names: a text of its greatest length."""


def _lines(text: str, width: float, size: float, *, bold: bool = False) -> int:
    return len(theme.wrap(text, width * theme.SIZE / size / (1.08 if bold else 1), lines=40))


def _key_rows(figure: Figure, width: float) -> int:
    rows, taken = 0, math.inf
    for entry in figure.finished.key:
        wide = 24 + theme.text_width(entry.label, 14) + 17
        if taken + wide > width:
            rows, taken = rows + 1, 0.0
        taken += wide
    return rows
