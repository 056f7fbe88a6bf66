"""A page as a browser reads it: parsed by the rules of the HTML standard, so that no text can hide an element from the gate.

Here belong parsing, and telling where in a page something stands. What is wrong with it is decided by the modules beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from turbohtml import Document as Tree
from turbohtml import Element, ParseError, parse

from dateline.errors import Problem, Spot

HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
SHOWN = 80
"""So many characters of a piece of a page are quoted."""


class Tag(NamedTuple):
    """An element of a page: its name in lower case, its attributes as a browser has them, and the element itself."""

    name: str
    attributes: dict[str, str]
    element: Element

    @property
    def line(self) -> int:
        """Its line in the file, from 1; 0 for an element that a browser adds."""
        return self.element.source_line or 0

    @property
    def column(self) -> int:
        """Its column, from 1; 0 for an element that a browser adds."""
        found = self.element.source_col
        return 0 if found is None else found + 1

    @property
    def text(self) -> str:
        """All text within it, blanks as one space."""
        return plain(self.element.text)

    def holds(self, *names: str) -> str:
        """The first of some attributes that is there and not blank; "" if none is."""
        return next((value for name in names if (value := self.attributes.get(name, "").strip())), "")


@dataclass(frozen=True)
class Document:
    """A page: its name below the root of the site, and its elements, those within templates too."""

    name: str
    tree: Tree

    @classmethod
    def read(cls, name: str, source: str, *, scripting: bool = False) -> Document:
        """Parse a page. `scripting`: as a browser does that runs scripts, to which `<noscript>` is text."""
        return cls(name, parse(source, scripting=scripting, allow_declarative_shadow_roots=False))

    @cached_property
    def tags(self) -> list[Tag]:
        """All elements, in their order."""
        return [_tag(element) for element in self.tree.iter_elements()]

    @cached_property
    def anchors(self) -> frozenset[str]:
        """All that an address may name after its #."""
        ids = (element.attr("id") for element in self.tree.select("[id]"))
        names = (element.attr("name") for element in self.tree.select("a[name]"))
        return frozenset(name for name in (*ids, *names) if name)

    def select(self, selector: str) -> list[Tag]:
        """The elements that a selector of CSS finds, in their order."""
        return [_tag(element) for element in self.tree.select(selector)]

    @property
    def errors(self) -> list[ParseError]:
        """What the standard calls errors of the markup."""
        return self.tree.errors

    def named(self, *names: str) -> Iterator[Tag]:
        """The elements of some names, in their order."""
        return (tag for tag in self.tags if tag.name in names)

    @staticmethod
    def tag(element: Element) -> Tag:
        """An element with its name and its attributes."""
        return _tag(element)

    def problem(self, tag: Tag, code: str, message: str, way_out: str | None = None) -> Problem:
        """A problem at an element, said with what a reader would find it by."""
        spot = Spot(f"site/{self.name}", tag.line, tag.column)
        return Problem(code, f"{message}{near(tag.element)}", spot, way_out)

    def problem_at(self, line: int, column: int, code: str, message: str, way_out: str | None = None) -> Problem:
        """A problem at a place of the file."""
        return Problem(code, message, Spot(f"site/{self.name}", line, column), way_out)


def readings(name: str, source: str) -> Iterator[Document]:
    """A page as a browser reads it without scripts and, where that is not the same, with them."""
    yield Document.read(name, source)
    if "<noscript" in source.lower():
        yield Document.read(name, source, scripting=True)


def _tag(element: Element) -> Tag:
    attributes: dict[str, str] = {}
    for name, value in element.attrs.copy().items():
        attributes[name] = value if isinstance(value, str) else " ".join(value or ())
    return Tag(element.tag.lower(), attributes, element)


def within(tag: Tag) -> list[Tag]:
    """The elements within another, in their order."""
    return [_tag(element) for element in tag.element.iter_elements()]


def near(element: Element) -> str:
    """Where an element stands, for people: under which heading, or within what that has an id. Nothing if there is neither."""
    if element.tag in HEADINGS:  # it is told by itself
        return ""
    heading = next((one for one in element.preceding if isinstance(one, Element) and one.tag in HEADINGS), None)
    if heading is not None and (said := plain(heading.text)):
        return f", under '{cut(said)}'"
    around = next((one for one in element.ancestors if isinstance(one, Element) and one.attr("id")), None)
    return f", within #{around.attr('id')}" if around is not None else ""


def plain(text: str) -> str:
    """A text with its blanks as one space each, and none around it."""
    return " ".join(text.split())


def cut(text: str) -> str:
    """A text short enough to be quoted in a sentence, on one line."""
    said = "".join(one if one.isprintable() else "�" for one in plain(text))
    return said if len(said) <= SHOWN else f"{said[: SHOWN - 1]}…"
