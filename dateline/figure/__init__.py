"""Figures: from an article's chart block to accessible SVG, a table, a summary and downloads, each checked against the rows.

This package owns vl_convert. It knows nothing of Markdown or of the host: orders come in, HTML and files go out.
"""

from dateline.figure.embed import Embeds, Home, words_of
from dateline.figure.figures import Figure, FigureOrder
from dateline.figure.naming import FigureNames
from dateline.figure.parts import BASE
from dateline.figure.slots import slot
from dateline.figure.social import social_alt, social_card
from dateline.figure.studio import Studio

__all__ = [
    "BASE",
    "Embeds",
    "Figure",
    "FigureNames",
    "FigureOrder",
    "Home",
    "Studio",
    "fill",
    "slot",
    "social_alt",
    "social_card",
    "words_of",
]


def fill(html: str, studio: Studio) -> str:
    """A page with every slot of a known figure replaced. Raises ContentError for figures that failed."""
    return studio.fill(html)
