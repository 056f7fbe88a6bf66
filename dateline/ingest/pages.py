"""The text of a release that was saved as a web page: paragraphs, list items and headings, each on lines of its own."""

from __future__ import annotations

from html.parser import HTMLParser

_BLOCKS = frozenset("p div br h1 h2 h3 h4 h5 h6 ul ol table tr section article header footer aside nav blockquote".split())
_SILENT = frozenset("script style noscript template svg head title".split())


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "li":
            self.parts.append("\n\n• ")
        elif tag == "br":
            self.parts.append("\n")
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _BLOCKS or tag == "li":
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(" ".join(data.split()) if not data.strip() else data.replace("\n", " "))


def text_of_page(page: str) -> str:
    """What a reader of a page sees, as text."""
    parser = _Text()
    parser.feed(page)
    parser.close()
    return "".join(parser.parts).strip() + "\n"
