"""Columns of Markdown's tables, aligned by a class: a strict policy refuses the style that Python-Markdown gives their cells."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

_ALIGNED = re.compile(r"text-align: (left|right|center);")


def align_by_class(root: Element) -> None:
    """Turn the alignment of every cell into a class, such as `dl-right`."""
    for element in root.iter():
        found = _ALIGNED.fullmatch(element.get("style", "")) if element.tag in ("td", "th") else None
        if found:
            del element.attrib["style"]
            element.set("class", " ".join(filter(None, (element.get("class"), f"dl-{found[1]}"))))
