"""What an article orders and what it gets: types only, and how their parts are named.

Nothing is drawn or rendered here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.addresses import figure_file
from dateline.errors import Spot
from dateline.figure.finishing import Finished
from dateline.figure.parts import with_drawings
from dateline.figure.slots import Part
from dateline.model import Period


@dataclass(frozen=True)
class FigureOrder:
    """What a chart block asks for.

    `scope` is the page's period, `file` its path relative to the project, `slug` what ids of its figures begin with,
    `number` which figure of the page this is (from 1), and `spot` where the block stands.
    """

    chart: str
    options: Mapping[str, object]
    scope: Period | None
    file: str
    slug: str
    number: int = 1
    spot: Spot | None = None


@dataclass(frozen=True)
class Figure:
    """A finished figure: its words, its HTML for two slots, and its downloads (`Finished` says what they are)."""

    id: str
    order: FigureOrder
    finished: Finished

    @property
    def chart(self) -> str:
        """The name of its chart."""
        return self.order.chart

    @property
    def title(self) -> str:
        """What it finds, in a sentence."""
        return self.finished.title

    @property
    def subtitle(self) -> str:
        """What it measures."""
        return self.finished.subtitle

    @property
    def summary(self) -> str:
        """What it shows, in words."""
        return self.finished.summary

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources behind it, each once."""
        return self.finished.source_ids

    @property
    def files(self) -> dict[str, bytes]:
        """Its downloads by their paths below the site's root; its picture, which is painted meanwhile, is not among them."""
        return self.finished.files

    def file(self, ending: str) -> bytes:
        """One of its downloads: `csv`, `svg`, `json`."""
        return self.files[figure_file(self.id, ending)]

    @property
    def plot_html(self) -> str:
        """Headline, measure, key and drawings."""
        return with_drawings(self.id, self.finished.frame_html, self.finished.svgs)

    @property
    def notes_html(self) -> str:
        """Sources, summary, table and downloads."""
        return self.finished.notes_html

    def part(self, part: Part) -> str:
        """The HTML of a slot."""
        return self.plot_html if part == "plot" else self.notes_html
