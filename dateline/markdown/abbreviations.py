"""Abbreviations, marked in one pass.

Python-Markdown cuts a text anew for each abbreviation that it finds in it, and counts an element's siblings for each text
after it, so that a long paragraph takes as many seconds as it has pages. What is marked is the same.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.util import AtomicString


class Abbreviations(AbbrTreeprocessor):
    """Python-Markdown's own, but for the walk over the tree."""

    def iter_element(self, el: Element, parent: Element | None = None) -> None:
        """Marks the abbreviations below an element."""
        for element in list(el.iter()):
            self._mark(element)

    def _mark(self, element: Element) -> None:
        """The element's own text, and what follows each of its children."""
        element.text, marked = self._parted(element.text)
        children = list(element)
        for child in children:
            child.tail, after = self._parted(child.tail)
            marked += [child, *after]
        if len(marked) > len(children):
            element[:] = marked

    def _parted(self, text: str | None) -> tuple[str | None, list[Element]]:
        """A text up to its first abbreviation, and the elements for each of them, with the text that follows."""
        if not text or isinstance(text, AtomicString) or self.RE is None:
            return text, []
        found = [match for match in self.RE.finditer(text) if self.abbrs[match[0]]]
        if not found:
            return text, []
        ends = [match.start() for match in found[1:]] + [len(text)]
        marked = [
            self.create_element(self.abbrs[match[0]], match[0], text[match.end() : end])
            for match, end in zip(found, ends, strict=True)
        ]
        return text[: found[0].start()], marked


def take_over(md: Markdown) -> None:
    """Puts it in the place of Python-Markdown's own, wherever the host has that."""
    if "abbr" in md.treeprocessors and type(theirs := md.treeprocessors["abbr"]) is AbbrTreeprocessor:
        md.treeprocessors.register(Abbreviations(md, theirs.abbrs), "abbr", 7)
