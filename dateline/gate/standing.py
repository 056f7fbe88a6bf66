"""How computed numbers stand in their article: as they were rendered, before any template or plugin touched the page.

A number can be left as it is and made to read otherwise by what stands around it: a digit before it, a label, another
direction. So its element, the elements around it up to the article, and the words of its block have to be the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from turbohtml import Element, Text

from dateline.errors import Problem
from dateline.gate.document import Document, Tag, cut, plain

KINDS = frozenset({"dl-number", "dl-quoted", "dl-typed", "dl-value"})
_ELEMENTS = ("data", "span", "a")
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre search section summary table tbody td tfoot th thead tr
    ul""".split()
)
_TURNED = frozenset({"del", "s", "strike", "ruby", "rb", "rt", "rp", "bdo"})
_TURNING = ("hidden", "dir", "aria-hidden", "inert", "popover")
"""Within these a number is crossed out, small above a line, turned round or not there, whatever the article says."""
_WHOLE = frozenset({"html", "body"})
"""They have the direction of the language of the page."""
_HARMLESS = frozenset({"class", "id"})
"""What elements around a number may have besides what they were rendered with; `data-` too."""
_SPOKEN = ("alt", "value", "placeholder")
_NEAR = 24
"""So many characters are shown of words on each side of where they differ."""
_WAY_OUT = "a template of templates/, or another plugin or hook of mkdocs.yml, changed it: let it stand as it was rendered"

_Shape = tuple[str, dict[str, str]]


class _Standing(NamedTuple):
    """A number as it stands: its attributes, the elements in it, those around it from the inside out, the words of its block."""

    attributes: dict[str, str]
    within: list[_Shape]
    around: list[_Shape]
    words: str


def numbers_of(document: Document) -> list[Tag]:
    """The elements of a page that are computed numbers, in their order."""
    return [tag for tag in document.named(*_ELEMENTS) if kind_of(tag) and not _is_listed(tag)]


def kind_of(tag: Tag) -> str | None:
    """What kind of a computed text an element is; None for one that is none."""
    return next((name for name in tag.attributes.get("class", "").split() if name in KINDS), None)


def _is_listed(tag: Tag) -> bool:
    """Whether it only repeats a heading, in a list of the contents."""
    return any(isinstance(one, Element) and one.tag == "nav" for one in tag.element.ancestors)


def check_standing(document: Document, shown: Sequence[Tag], html: str) -> Iterator[Problem]:
    """Everything in which the numbers that a page shows stand otherwise than in the `html` of its article."""
    rendered = Document.read(document.name, html)
    wanted = numbers_of(rendered)
    if len(wanted) != len(shown):  # what the page lacks, or has too much, is told by what compares the numbers themselves
        return
    there, here = _Reader(), _Reader()
    for was, tag in zip(wanted, shown, strict=True):
        difference = next(_differences(here.standing(tag), there.standing(was)), None)
        if difference:
            yield document.problem(tag, "number-differs", f"'{cut(tag.text)}' {difference}", _WAY_OUT)


class _Reader:
    """Reads how numbers of one page stand, each block once."""

    def __init__(self) -> None:
        self._words: dict[Element, str] = {}

    def standing(self, tag: Tag) -> _Standing:
        around = [one for one in tag.element.ancestors if isinstance(one, Element)]
        block = next(one for one in around if one.tag in _BLOCKS)
        if block not in self._words:
            self._words[block] = plain("".join(_words(block)))
        within = [_shape(one) for one in tag.element.iter_elements() if one != tag.element]
        return _Standing(tag.attributes, within, [_shape(one) for one in around], self._words[block])


def _shape(element: Element) -> _Shape:
    return element.tag, Document.tag(element).attributes


def _words(block: Element) -> Iterator[str]:
    """What stands in a block itself, not in blocks within it, and what is said or typed for what is no text."""
    for node in block.children:
        if isinstance(node, Text):
            yield node.data
        elif not isinstance(node, Element):
            continue
        elif node.tag in _BLOCKS or node.tag == "br":
            yield "\n"
        else:
            yield from (str(node.attr(name) or "") for name in _SPOKEN if node.tag != "data")
            yield from _words(node)


def _differences(has: _Standing, had: _Standing) -> Iterator[str]:
    """How a number stands otherwise than it did, in words; what matters most first."""
    for name in sorted(has.attributes.keys() | had.attributes.keys()):
        now, before = has.attributes.get(name), had.attributes.get(name)
        if now != before:
            yield f"has {_said(name, now)}, and was rendered with {_said(name, before)}"
    if has.within != had.within:
        yield "holds other elements than it was rendered with"
    depth = len(had.around) - 2  # those of the article itself: <body> and <html> were added when it was parsed
    for inner, outer in zip(has.around, had.around[:depth], strict=False):
        if inner[0] != outer[0]:
            yield f"stands within <{inner[0]}>, and was rendered within <{outer[0]}>"
        elif _telling(inner[1]) != _telling(outer[1]):
            yield f"stands within a <{inner[0]}> that has other attributes than it was rendered with"
    for element, attributes in has.around[depth:]:
        turning = next((name for name in _TURNING if name in attributes and element not in _WHOLE), None)
        if element in _TURNED or turning:
            yield f"stands within <{element}{f' {turning}' if turning else ''}>, in which it reads otherwise"
    if has.words != had.words:
        yield _reworded(has.words, had.words)


def _said(name: str, value: str | None) -> str:
    return f"no `{name}`" if value is None else f"`{name}` '{cut(value)}'"


def _telling(attributes: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if name not in _HARMLESS and not name.startswith("data-")}


def _reworded(now: str, before: str) -> str:
    at = next((n for n, (one, two) in enumerate(zip(now, before, strict=False)) if one != two), min(len(now), len(before)))
    start = max(0, at - _NEAR)
    return f"stands in '{cut(now[start : at + _NEAR])}', and was rendered in '{cut(before[start : at + _NEAR])}'"
