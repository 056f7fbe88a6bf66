"""Where a figure goes in a page: comments that Markdown leaves alone, filled once the page is rendered.

A figure is put in after Markdown ran, since parsing its SVG with the article would cost more than drawing it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from typing import Literal

Part = Literal["plot", "notes"]

_SLOT = re.compile(r"<!--dateline:([a-z0-9]+(?:-[a-z0-9]+)*):(plot|notes)-->")


def slot(name: str, part: Part) -> str:
    """The comment that stands for a part of figure `name`."""
    return f"<!--dateline:{name}:{part}-->"


def fill_slots(html: str, known: Container[str], part_of: Callable[[str, Part], str]) -> str:
    """The page with every slot of a known figure replaced by what `part_of(id, part)` gives; other slots stay."""

    def filled(match: re.Match[str]) -> str:
        part: Part = "plot" if match[2] == "plot" else "notes"
        return part_of(match[1], part) if match[1] in known else match[0]

    return _SLOT.sub(filled, html)
