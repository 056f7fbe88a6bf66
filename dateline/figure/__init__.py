"""Figures: from an article's chart block to accessible SVG, a table, a summary and downloads, each checked against the rows.

This package owns vl_convert. It knows nothing of Markdown or of the host: orders come in, HTML and files go out.
"""

from dateline.figure.parts import BASE
from dateline.figure.slots import slot
from dateline.figure.studio import Figure, FigureOrder, Studio

__all__ = ["BASE", "Figure", "FigureOrder", "Studio", "fill", "slot"]


def fill(html: str, studio: Studio) -> str:
    """A page with every slot of a known figure replaced. Raises ContentError for figures that failed."""
    return studio.fill(html)
