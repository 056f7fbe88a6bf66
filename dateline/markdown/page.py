"""A whole page, from an article to HTML and findings, without any host.

Here belong the pure functions that `check`, the tests and the plugin call: everything that an article says is evaluated once,
and all its problems come back together. How a page is laid out is not decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markdown import Extension, Markdown

from dateline.charts.registry import Registry
from dateline.errors import Problem, Spot
from dateline.figure import FigureNames
from dateline.markdown.context import Number, PageContext, evaluate_text
from dateline.markdown.extension import DatelineExtension
from dateline.markdown.lint import FigureLint
from dateline.markdown.mentions import Entry, Mention, anchored
from dateline.model import Article, Record
from dateline.query import Desk

EXTENSIONS: tuple[str, ...] = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.details", "pymdownx.superfences"),
)
"""What articles are written in when the host names nothing else."""

ReadLine = Callable[[str, int], str | None]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page: its body as HTML, its title and description as plain text (not escaped), and what was found on the way.

    `entries` are its numbers and figures in the order of the page, from the title on.
    """

    html: str
    title: str
    description: str | None
    problems: tuple[Problem, ...]
    numbers: tuple[Number, ...]
    figures: tuple[str, ...]
    entries: tuple[Entry, ...] = ()


def render_page(
    context: PageContext,
    extensions: Sequence[str | Extension] = EXTENSIONS,
    extension_configs: Mapping[str, dict[str, Any]] | None = None,
    read_line: ReadLine | None = None,
) -> Rendered:
    """The article of `context`. Problems are in the result, never raised; with any, the HTML is not fit to be published.

    `read_line(file, line)` (see `dateline.load.read_line`) finds the lines of the title and the description.
    """
    title, description = evaluate_front(context, read_line)
    deferring = replace(context, defer=True)
    own = DatelineExtension(context=deferring)
    configs = {name: dict(values) for name, values in (extension_configs or {}).items()}
    markdown = Markdown(extensions=[*extensions, own], extension_configs=configs)
    html = markdown.convert(context.article.body)
    found = context.findings
    return Rendered(
        html, title, description, tuple(found.problems), tuple(found.numbers), tuple(found.figures), tuple(found.entries)
    )


def evaluate_front(context: PageContext, read_line: ReadLine | None = None) -> tuple[str, str | None]:
    """The title and the description of the article as plain text. Problems go to the findings, at their lines."""
    article = context.article
    found: list[Mention] = []
    title = evaluate_text(article.title, context, front_spot(article, "title", read_line), found, "title")
    for key, texts in (("kicker", (article.kicker or "",)), ("tags", article.tags)):
        spot = front_spot(article, key, read_line)
        for text in texts:
            context.report_figures(context.lint.figures(text), lambda _, spot=spot: spot)  # type: ignore[misc]
    description = article.description
    if description is not None:
        spot = front_spot(article, "description", read_line)
        description = evaluate_text(description, context, spot, found, "standfirst")
    context.findings.entries += anchored(found)
    return title, description


def front_spot(article: Article, key: str, read_line: ReadLine | None) -> Spot:
    """The line of the front matter that starts with `key`, the first when it is not found."""
    for number in range(1, article.body_line):
        line = read_line(article.file, number) if read_line else None
        if line is not None and line.startswith(f"{key}:"):
            value = line[len(key) + 1 :].strip()
            return Spot(article.file, number, line.find(value) + 1 if value else 1, max(1, len(value)))
    return Spot(article.file, 1)


def check_page(
    article: Article,
    record: Record,
    desk: Desk,
    *,
    registry: Registry | None = None,
    lint: FigureLint | None = None,
    read_line: ReadLine | None = None,
    slug: str = "check",
    names: FigureNames | None = None,
) -> list[Problem]:
    """Every problem of an article: its expressions, its charts' options and ids, the figures typed by hand. Nothing is drawn.

    `slug` is what the ids of its figures begin with; pages that are checked together share the `names` of their figures.
    """
    names = names or FigureNames()
    context = PageContext(article, record, desk, slug, registry=registry, shared_lint=lint, names=names)
    return list(render_page(context, read_line=read_line).problems)
