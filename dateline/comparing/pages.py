"""What the pages of one state of a project say and draw: their numbers with sentences, and their charts as rows.

Every page is converted as a build would, and nothing is drawn until somebody asks for a picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.charts import Drawing
from dateline.comparing.numbers import Told, filled, squeezed, told_in
from dateline.figure import Figure, Studio
from dateline.load import read_line
from dateline.markdown.context import PageContext
from dateline.markdown.page import render_page
from dateline.model import Article
from dateline.render import template_directories
from dateline.site import Site, page_slug


@dataclass(frozen=True)
class ReadPage:
    """A page as it reads: its title, its numbers in their order, its charts by id. `problems`: what was wrong with it."""

    file: str
    title: str
    numbers: tuple[Told, ...]
    charts: dict[str, Drawing]
    problems: tuple[str, ...]


class Reading:
    """The pages of one state, read once. Close it when done."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._studio = Studio(site.record, site.desk, templates=template_directories(site.root), cache=None, registry=site.charts)
        self.pages = {article.file: self._read(article) for article in site.articles}

    def _read(self, article: Article) -> ReadPage:
        site = self.site
        context = PageContext(
            article,
            site.record,
            site.desk,
            slug=page_slug(article.file),
            studio=self._studio,
            defer=True,
            registry=site.charts,
            shared_lint=site.lint,
        )
        rendered = render_page(context, read_line=read_line(site.root))
        problems = tuple(f"{problem.spot}: {problem.message}" for problem in rendered.problems)
        charts = {name: self._studio.drawing(name) for name in rendered.figures}
        return ReadPage(article.file, rendered.title, tuple(_told(context)), charts, problems)

    def drawn_as(self, name: str) -> str:
        """What stands for a chart's drawing: its plot and the code that draws it."""
        return self._studio.drawn_as(name)

    def figure(self, name: str) -> Figure:
        """A chart drawn. Raises ContentError."""
        return self._studio.figure(name)

    def close(self) -> None:
        """Stop what draws."""
        self._studio.close()


def _told(context: PageContext) -> Iterator[Told]:
    article = context.article
    asked = context.findings.asked
    results = {squeezed(number.raw): number.shown for number in asked}
    body = [number for number in asked if number.spot.line >= article.body_line]
    for number in asked:
        if number.spot.line < article.body_line:
            text = article.description if article.description and number.raw in article.description else article.title
            start, end = (filled(part, results) for part in text.partition("{{" + number.raw + "}}")[::2])
            yield Told(squeezed(number.raw), number.shown, start, end, number.spot.line)
    rows = [(number.raw, number.shown, number.spot.line, number.spot.column) for number in body]
    yield from told_in(article.body, article.body_line, rows)
