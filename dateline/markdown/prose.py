"""The running text of a page, piece by piece, as the lint reads it.

Here belongs which parts of the tree are prose: paragraphs, headings, cells, captions, alt texts and titles; not code, not
blockquotes, not the results of expressions. What is wrong with the text is decided in `lint`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from xml.etree.ElementTree import Element

from markdown.util import AMP_SUBSTITUTE, ETX, HTML_PLACEHOLDER_RE, STX

from dateline.markdown.lint import OPAQUE
from dateline.markdown.page_state import TOKEN

IsBlock = Callable[[object], bool]
_UNREAD_BLOCKS = frozenset({"pre", "blockquote", "script", "style", "svg", "math"})
_UNREAD = frozenset({"code", "data", "kbd", "samp", "q", "cite", "var", "script", "style", "svg", "math"})
_RESULTS = frozenset({"dl-number", "dl-quoted", "dl-typed", "dl-value", "dl-problem"})
_SPOKEN_ATTRIBUTES = ("alt", "title", "aria-label", "data-toc-label")
_ESCAPED = re.compile(f"{STX}([0-9]+){ETX}")
_PLACEHOLDER = re.compile(f"{STX}[^{STX}{ETX}]*{ETX}")
"""What other extensions put for something that is no prose, such as the way back from a footnote."""
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^>]*>")
_UNREAD_HTML = re.compile(
    r"<!--.*?-->|<(pre|blockquote|q|cite|code|kbd|samp|script|style|svg)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE
)
_HTML_ATTRIBUTE = re.compile(r"\b(?:alt|title|aria-label)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


class Prose:
    """Reads the prose of a tree. `is_block` says which tags start a new piece, `stash` holds the raw HTML that was put aside."""

    def __init__(self, is_block: IsBlock, stash: Sequence[object]) -> None:
        self._is_block = is_block
        self._stash = stash

    def pieces(self, root: Element) -> Iterator[str]:
        """The text of each block, then of each attribute that is read out, in the order of the page."""
        yield from self._blocks(root)
        for element in self._spoken(root):
            yield from (self.plain(element.get(name) or "") for name in _SPOKEN_ATTRIBUTES if name in element.attrib)

    def cells(self, root: Element) -> Iterator[tuple[str, str]]:
        """Every cell of every table's body, as (heading of its column, text)."""
        for table in root.iter("table"):
            headings = [self.text(cell) for row in table.iter("tr") for cell in row if cell.tag == "th"]
            for row in table.iter("tr"):
                yield from (
                    (headings[n], self.text(cell)) for n, cell in enumerate(row) if cell.tag == "td" and n < len(headings)
                )

    def text(self, element: Element) -> str:
        """All that stands in an element, as one text."""
        return "".join(self._blocks(element))

    def _blocks(self, element: Element) -> Iterator[str]:
        collected: list[str] = []
        for event in self._walk(element):
            if event is None:
                yield from _nonempty(collected)
                collected = []
            else:
                collected.append(event)
        yield from _nonempty(collected)

    def _walk(self, element: Element) -> Iterator[str | None]:
        """The texts below an element; None where a block begins or ends."""
        yield self.plain(element.text or "")
        for child in element:
            block = self._is_block(child.tag)
            if block:
                yield None
            if child.tag == "br":
                yield " "
            elif _is_unread(child):
                yield OPAQUE
            else:
                yield from self._walk(child)
            if block:
                yield None
            yield self.plain(child.tail or "")

    def _spoken(self, element: Element) -> Iterator[Element]:
        if element.tag not in _UNREAD_BLOCKS:
            yield element
            for child in element:
                yield from self._spoken(child)

    def plain(self, text: str) -> str:
        """A text of the tree as a reader sees it; tokens of results as OPAQUE."""
        text = HTML_PLACEHOLDER_RE.sub(self._unstashed, TOKEN.sub(OPAQUE, text))
        text = _ESCAPED.sub(lambda match: chr(int(match[1])), text).replace(AMP_SUBSTITUTE, "&")
        return _PLACEHOLDER.sub("", text)

    def _unstashed(self, match: re.Match[str]) -> str:
        """An entity as its character; inline tags that quote or hold code as quotation marks; other tags as nothing."""
        index = int(match[1])
        raw = self._stash[index] if index < len(self._stash) else ""
        if not isinstance(raw, str):
            return ""
        tag = _TAG.fullmatch(raw)
        if tag is None:
            return html.unescape(raw) if raw.startswith("&") else ""
        if tag[2].lower() in _UNREAD:
            return "”" if tag[1] else "“"
        return " " if tag[2].lower() == "br" else ""


def raw_pieces(raw: str) -> Iterator[str]:
    """The prose of a block of raw HTML."""
    read = _UNREAD_HTML.sub(OPAQUE, raw)
    yield from (html.unescape(double or single) for double, single in _HTML_ATTRIBUTE.findall(read))
    inline = re.sub(r"</?(?:a|abbr|b|em|i|mark|small|span|strong|sub|sup|time|u)\b[^>]*>", "", read)
    yield from (html.unescape(piece) for piece in re.split(r"<[^>]*>", inline) if piece.strip())


def _is_unread(element: Element) -> bool:
    return element.tag in _UNREAD | _UNREAD_BLOCKS or element.get("class") in _RESULTS


def _nonempty(collected: list[str]) -> Iterator[str]:
    text = "".join(collected)
    if text.strip():
        yield text
