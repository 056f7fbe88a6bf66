"""An article as Markdown: the twin of its page, for those who read with machines.

It is made from the page's own HTML, in which every number has been evaluated and stands as it is shown: the two cannot differ.
Here belongs how a page reads as Markdown. Which pages have a twin, and where it lies, is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString
from markdownify import ATX, MarkdownConverter

from dateline.model import Source

_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~])")
_STARTS = re.compile(r"^(\s*)(#{1,6}|[-+=]+)(?=\s|$)", re.MULTILINE)
_ORDERED = re.compile(r"^(\s*[0-9]{1,9})([.)])(?=\s|$)", re.MULTILINE)
_BLANKS = re.compile(r"[ \t\r\n]+")
"""What ends a line or may be written as one blank; spaces that do not break, or are wide, are meant."""
_SLOT = re.compile(r"dateline:([a-z0-9-]+):(plot|notes)")
_HARMLESS = ("http", "https", "mailto")
_NO_TEXT = ("script", "style", "iframe", "object", "embed", "form", "svg", "template", "noscript")


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure in words: what it finds, what it measures, its summary and rows; `page` and `data` are whole addresses."""

    title: str
    subtitle: str
    summary: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    credit: str
    page: str
    data: str


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above an article: plain texts. `lines` are its byline, its days and what its numbers cover."""

    title: str
    description: str | None
    lines: tuple[str, ...]
    url: str


def twin(head: Head, page: str, charts: Mapping[str, Chart], sources: Iterable[Source], foot: str) -> str:
    """An article. `page` is its HTML with the slots of its figures, whose ids `charts` knows; `foot` is a last line, plain text.

    Every address in it is whole: those of the page are relative to `head.url`.
    """
    parts = [f"# {escaped(head.title)}"]
    parts += [f"*{escaped(head.description)}*"] if head.description else []
    parts += [escaped(line) for line in head.lines]
    parts += [_body(page, head.url, charts), *_sources(sources), "---", escaped(foot)]
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """A plain text in one line of Markdown that reads as it is: nothing in it is markup, a list or HTML."""
    return _plain(_BLANKS.sub(" ", text).strip(" "))


def _plain(text: str) -> str:
    return _ORDERED.sub(r"\1\\\2", _STARTS.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text)))


def _body(page: str, url: str, charts: Mapping[str, Chart]) -> str:
    soup = BeautifulSoup(page, "html.parser")
    for element in soup.find_all(_NO_TEXT):
        element.decompose()
    for element in soup.find_all(class_="headerlink"):
        element.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        _place(comment, soup)
    for element in soup.find_all(href=True):
        _lead(element, "href", url)
    for element in soup.find_all(src=True):
        _lead(element, "src", url)
    text = _Writer(charts).convert_soup(soup)
    return re.sub(r"\n{3,}", "\n\n", str(text)).strip()


def _place(comment: NavigableString, soup: BeautifulSoup) -> None:
    """A mark in the place of a slot; other comments are for nobody."""
    found = _SLOT.fullmatch(str(comment))
    if found:
        comment.replace_with(soup.new_tag("dl-chart", attrs={"data-chart": found[1], "data-part": found[2]}))
    else:
        comment.extract()


def _lead(element: Tag, name: str, url: str) -> None:
    """A whole address; one that is not for readers goes."""
    try:
        whole = urljoin(url, str(element[name]).strip())
        scheme = urlsplit(whole).scheme
    except ValueError:
        scheme = whole = ""
    if scheme in _HARMLESS:
        element[name] = _inside(whole)
    else:
        del element[name]


class _Writer(MarkdownConverter):
    """Writes the elements of a page as Markdown."""

    def __init__(self, charts: Mapping[str, Chart]) -> None:
        super().__init__(heading_style=ATX, bullets="-", autolinks=False)
        self._charts = charts

    def escape(self, text: str, parent_tags: Any) -> str:
        """A text of the page: it stays text."""
        return _plain(text)

    def convert_a(self, element: Tag, text: str, parent_tags: Any) -> str:
        """A link; one from a quoted number says whose it is, and nothing else that it would tell a pointer."""
        title = _attribution(element)
        words = text.strip()
        href = element.get("href")
        named = f' "{title}"' if title else ""
        if not words or not href or "_noformat" in parent_tags:
            return text
        return text.replace(words, f"[{words}]({href}{named})", 1)

    def convert_span(self, element: Tag, text: str, parent_tags: Any) -> str:
        """Words; a quoted number that could not be a link says whose it is in brackets."""
        title = _attribution(element)
        return f"{text} ({title[:1].lower()}{title[1:]})" if title else text

    def convert_img(self, element: Tag, text: str, parent_tags: Any) -> str:
        """A picture by its words."""
        words, source = escaped(str(element.get("alt", ""))), element.get("src")
        return f"![{words}]({source})" if source else words

    def convert_dl_chart(self, element: Tag, text: str, parent_tags: Any) -> str:
        """A part of a figure."""
        chart = self._charts[str(element["data-chart"])]
        lines = _above(chart) if element["data-part"] == "plot" else _below(chart)
        return "\n\n" + "\n\n".join(lines) + "\n\n"


def _attribution(element: Tag) -> str:
    """Whose number an element quotes, as text that may stand in quotation marks; nothing for any other element."""
    if "dl-quoted" not in (element.get("class") or ()):
        return ""
    return escaped(str(element.get("data-dl-tip", ""))).replace('"', "”")


def _above(chart: Chart) -> Iterator[str]:
    yield f"**Chart: {escaped(chart.title)}**"
    yield f"{escaped(chart.subtitle)}"


def _below(chart: Chart) -> Iterator[str]:
    yield escaped(chart.summary)
    yield _table(chart)
    yield f"{escaped(chart.credit)} [Chart]({chart.page}), [data as CSV]({chart.data})."


def _table(chart: Chart) -> str:
    head, *rows = ([escaped(cell) for cell in line] for line in (chart.columns, *chart.rows))
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _sources(sources: Iterable[Source]) -> Iterator[str]:
    lines = [f"- {_source(source)}" for source in sources]
    if lines:
        yield "## Sources"
        yield "\n".join(lines)


def _source(source: Source) -> str:
    title, url, archived = escaped(source.title), _reachable(source.url), _reachable(source.archived)
    named = f"[{title}]({url})" if url else title
    kind = {"official": "", "mirror": ", a copy", "second-hand": ", second-hand"}[source.kind]
    day = f", {source.published}" if source.published else ""
    return f"{escaped(source.publisher)}: {named}{kind}{day}{f' ([archived]({archived}))' if archived else ', not archived'}"


def _reachable(url: str | None) -> str | None:
    return _inside(url) if url and url.startswith(("https://", "http://")) else None


def _inside(url: str) -> str:
    """An address that cannot end the brackets around it."""
    return re.sub(r"[\s<>()\[\]\\\"|]", lambda found: quote(found[0]), url)
