"""The text of a release that was saved as a web page: paragraphs, list items, cells and headings, each on lines of its own.

What a reader sees in one row is one word; what he sees apart is never joined. Footnote marks, words that were struck out or put
in later, and what is hidden are kept, between marks that the release reader stops at: a figure with one of them is not read.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from html.parser import HTMLParser

MARK = "~"
"""Around each word that stands apart. No phrase of a release has it."""
_BLOCKS = frozenset(
    """
    address article aside blockquote button caption center dd details dialog div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr legend main nav ol optgroup option p pre section select summary table tbody td textarea tfoot th
    thead tr ul
    """.split()
)
_SILENT = frozenset("script style noscript template svg title".split())
_APART = frozenset("sup sub rt del s strike ins".split())
_PICTURES = frozenset("audio canvas embed iframe img input meter object progress video".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_APART_BY_STYLE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|line-through|vertical-align:(?:super|sub)|(?:opacity|font-size):0(?![.\d])"
)
_BLOCK_BY_STYLE = re.compile(r"display:(?!none|inline(?!-)|contents)|position:(?:absolute|fixed)|float:(?:left|right)")
_COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
_LOOSE_END = re.compile(r"</(script|style)\b[^<>]*>", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\s*")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent: Counter[str] = Counter()
        self.raised = self.apart = 0
        """Elements that are open: <sup>, and all whose words stand apart."""
        self.opened: dict[str, list[tuple[bool, bool]]] = {}
        """Of the open elements of a name: do their words stand apart, are they blocks?"""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent[tag] += 1
            return
        style = re.sub(r"\s", "", dict(attrs).get("style") or "").lower()
        block = tag in _BLOCKS or _BLOCK_BY_STYLE.search(style) is not None
        if block:
            self.parts.append("\n\n")
        if tag in _VOID or tag in _PICTURES:
            self.parts.append("\n" if tag == "br" else "" if tag == "wbr" else " ")
        elif tag == "li":
            self.parts.append("\n\n• ")
        if tag not in _VOID:
            apart = tag in _APART or "hidden" in dict(attrs) or _APART_BY_STYLE.search(style) is not None
            self.opened.setdefault(tag, []).append((apart, block))
            self._count(tag, apart)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # and no end: to a browser <del/> is <del>
        if tag in _SILENT:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent -= Counter({tag: 1})  # never below none
            return
        opened = self.opened.get(tag)
        apart, block = opened.pop() if opened else (False, tag in _BLOCKS)
        self._count(tag, -apart)
        if block or tag == "li":
            self.parts.append("\n\n")

    def _count(self, tag: str, apart: int) -> None:
        self.apart += apart
        self.raised += apart if tag == "sup" else 0

    def handle_data(self, data: str) -> None:
        if not self.silent:
            text = _BLANKS.sub(" ", data)
            ordinal = self.apart == self.raised and _ORDINAL.fullmatch(text)  # 31st is a day, wherever its letters stand
            self.parts.append(_marked(text) if self.apart and not ordinal else text)

    def parse_comment(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002 - as it is called
        """`<!-->` is a whole one to browsers, and `-- >` the end of none; older Pythons go by other rules."""
        found = _COMMENT.match(self.rawdata, i)
        return found.end() if found else -1

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002 - as it is called
        """`<![x[`: a comment, as to browsers; Python's own knows some names, and raises AssertionError for the others."""
        return self.parse_bogus_comment(i, report)

    def end(self) -> None:
        """Take what is left: text, or a comment or tag that is never closed, which no reader sees.

        `close` would parse it anew at each `<`.
        """
        rest = html.unescape(self.rawdata)
        self.apart += rest.startswith("<")
        self.handle_data(rest)


def _marked(text: str) -> str:
    return re.sub(r"\S+", rf"{MARK}\g<0>{MARK}", text)


def text_of_page(page: str) -> str:
    """What a reader of a page sees, as text."""
    parser = _Text()
    parser.feed(_LOOSE_END.sub(r"</\1>", page))  # older Pythons do not see the end in </script x>
    parser.end()
    text = re.sub(" +", " ", "".join(parser.parts))
    return re.sub(" ?\n ?", "\n", text).strip() + "\n"
