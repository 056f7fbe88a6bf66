"""A finished tree read for its results: each in the sentence, cell, caption or footnote that it stands in, in their order.

Here belongs the walk. What a mention is, and what it is called, is decided in `mentions`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from dateline.markdown.mentions import Entry, Mention, Result, Shown, Where, around, in_text
from dateline.markdown.page_state import TOKEN, PageState
from dateline.markdown.prose import Prose

Found = tuple[Entry, Element | None]
"""A result or a figure, and the element that it is the text of."""
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a page's results while its tree is read.

    `of_element` and `of_attribute` give the results (raw, spot, evaluated) of an element, and of its texts that are read out:
    each in pieces. `in_figure` are those in the titles and texts of a chart.
    """

    of_element: Callable[[Element], Result | None]
    of_attribute: Callable[[Element], Iterable[Sequence[str | Result]]]
    in_figure: Callable[[str], Iterable[Mention]]

    @classmethod
    def of(cls, state: PageState) -> Standing:
        """What a page in the making knows."""
        tokens = {id(element): token for element, token in state.placed}
        spoken: dict[int, list[list[str | Result]]] = {}
        for element, text in state.spoken:
            spoken.setdefault(id(element), []).append(list(_pieces(text, state)))
        return cls(
            lambda element: state.result(tokens[id(element)]) if id(element) in tokens else None,
            lambda element: spoken.get(id(element), ()),
            lambda figure: state.in_figures.get(figure, ()),
        )


def _pieces(text: str, state: PageState) -> Iterator[str | Result]:
    """A text with tokens as its pieces."""
    position = 0
    for match in TOKEN.finditer(text):
        yield text[position : match.start()]
        yield state.result(int(match[1])) or match[0]
        position = match.end()
    yield text[position:]


class Reader:
    """Reads a finished tree for its results, in the order of the page."""

    def __init__(self, prose: Prose, is_block: Callable[[object], bool], standing: Standing) -> None:
        self._prose = prose
        self._is_block = is_block
        self._standing = standing

    def entries(self, root: Element) -> Iterator[Found]:
        """Every result and figure, with the element that the result is the text of."""
        yield from self._read(root, "text", "", None)

    def _read(self, root: Element, where: Where, label: str, figure: str | None) -> Iterator[Found]:
        pieces: list[str | tuple[Result, Element]] = []

        def flush() -> Iterator[Found]:
            texts = [piece if isinstance(piece, str) else piece[0][2].text for piece in pieces]
            for n, piece in enumerate(pieces):
                if not isinstance(piece, str):
                    sides = around("".join(texts[:n]), texts[n], "".join(texts[n + 1 :]))
                    yield Mention(where, *piece[0], *sides, label=label, figure=figure), piece[1]
            pieces.clear()

        def walk(element: Element) -> Iterator[Found]:
            for texts in self._standing.of_attribute(element):
                yield from ((mention, None) for mention in in_text("attribute", texts))
            pieces.append(self._prose.plain(element.text or ""))
            for child in element:
                found = self._standing.of_element(child)
                if found is not None:
                    pieces.append((found, child))
                elif self._is_block(child.tag):
                    yield from flush()
                    yield from self._block(child, element, where, label, figure)
                else:
                    yield from walk(child)
                pieces.append(" " if child.tag == "br" else "")
                pieces.append(self._prose.plain(child.tail or ""))

        yield from walk(root)
        yield from flush()

    def _block(self, child: Element, parent: Element, where: Where, label: str, figure: str | None) -> Iterator[Found]:
        name = child.get("id")
        if child.tag == "figure" and name is not None and "dl-figure" in (child.get("class") or ""):
            yield Shown(name), None
            yield from ((mention, None) for mention in self._standing.in_figure(name))
            yield from self._read(child, "caption", "", name)
        elif child.tag == "table":
            yield from self._table(child)
        elif re.fullmatch("h[1-6]", str(child.tag)):
            yield from self._read(child, "heading", "", figure)
        elif child.tag == "div" and child.get("class") == "footnote":
            yield from self._read(child, "footnote", "", figure)
        else:
            yield from self._read(child, where, label, figure)

    def _table(self, table: Element) -> Iterator[Found]:
        heads: list[str] = []
        for row in table.iter("tr"):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            texts = [_BLANKS.sub(" ", self._text(cell)).strip() for cell in cells]
            if not heads and all(cell.tag == "th" for cell in cells):
                heads = texts
            for n, cell in enumerate(cells):
                of_row = texts[0] if n else ""
                of_column = heads[n] if n < len(heads) and heads is not texts else ""
                yield from self._read(cell, "cell", ", ".join(filter(None, (of_row, of_column))), None)

    def _text(self, element: Element) -> str:
        """All that stands in an element, results as they are printed."""
        found = self._standing.of_element(element)
        if found is not None:
            return found[2].text
        inner = (self._text(child) + self._prose.plain(child.tail or "") for child in element)
        return "".join([self._prose.plain(element.text or ""), *inner])
