"""One build on its way: pages turned over one by one, figures drawn meanwhile, everything put out at the end.

Here belongs what a build does between reading the project and publishing the site, without knowing the host. The plugin calls
one method of it per event.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dateline.errors import ContentError, Problem
from dateline.export import Feed, FeedEntry, events_csv, events_json, feeds
from dateline.figure import BASE, Studio
from dateline.kept import Kept
from dateline.load import read_line
from dateline.markdown.context import PageContext
from dateline.markdown.page import evaluate_front
from dateline.model import Article, Author, Record
from dateline.query.words import reader_day, reader_period
from dateline.render import template_directories
from dateline.site import CACHE, Site, page_slug

WORDS_PER_MINUTE = 220
KEPT_OF_RECORDS = 12
KEPT_FIGURES = 1000
_WORD = re.compile(r"[\w’'-]+")


@dataclass(frozen=True)
class Sheet:
    """A page with its title and description evaluated: plain texts, to be escaped where they go."""

    article: Article
    context: PageContext
    title: str
    description: str | None
    authors: tuple[Author, ...]

    @property
    def published(self) -> str | None:
        return reader_day(self.article.date) if self.article.date else None

    @property
    def updated(self) -> str | None:
        return reader_day(self.article.updated) if self.article.updated else None

    @property
    def dateline(self) -> str | None:
        """The page's period in the reader's form."""
        return reader_period(self.article.scope) if self.article.scope else None

    @property
    def minutes(self) -> int:
        """How long the text takes to read, in whole minutes from 1."""
        return reading_minutes(self.article.body)


def reading_minutes(text: str) -> int:
    """How long a text takes to read, in whole minutes from 1."""
    return max(1, math.ceil(len(_WORD.findall(text)) / WORDS_PER_MINUTE))


@dataclass
class Press:
    """A build of a site. Close it when done: it may have processes drawing."""

    site: Site
    studio: Studio
    _turned: str = ""
    _guests: dict[str, PageContext] = field(default_factory=dict)

    @classmethod
    def start(cls, site: Site, *, workers: int) -> Press:
        """Ready the press; with `workers` processes that draw meanwhile, 0 to draw in this one."""
        studio = Studio(
            site.record,
            site.desk,
            templates=template_directories(site.root),
            cache=site.root / CACHE,
            workers=workers,
            registry=site.charts,
            digest=site.digest,
        )
        return cls(site, studio)

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """Every page by its path below content/, titles and descriptions evaluated. Problems are kept for `check`."""
        line = read_line(self.site.root)
        sheets = {}
        for article in self.site.articles:
            context = self._context(article)
            title, description = evaluate_front(context, line)
            authors = tuple(self.site.record.dataset.authors[name] for name in article.authors)
            sheets[article.file.removeprefix("content/")] = Sheet(article, context, title, description, authors)
        return sheets

    def _context(self, article: Article) -> PageContext:
        return PageContext(
            article,
            self.site.record,
            self.site.desk,
            slug=page_slug(article.file),
            studio=self.studio,
            defer=True,
            registry=self.site.charts,
            shared_lint=self.site.lint,
        )

    def listed(self) -> list[tuple[str, Sheet]]:
        """The articles with their paths, newest first."""
        dated = [(name, sheet) for name, sheet in self.sheets.items() if sheet.article.date]
        return sorted(dated, key=lambda pair: (pair[1].article.date, pair[0]), reverse=True)

    def turn_to(self, name: str) -> Sheet:
        """Take up the page `name` (its path below content/): what is converted next belongs to it."""
        self._turned = name
        return self.sheets[name]

    def turn_to_guest(self, name: str, text: str) -> None:
        """Take up a page that is not from content/: another plugin made it, and its numbers are checked as all are."""
        self._turned = name
        self._guests[name] = self._context(Article(file=f"content/{name}", body=text, body_line=1, title=name))

    def current(self) -> PageContext:
        """The context of the page that was turned to last."""
        return self._guests.get(self._turned) or self.sheets[self._turned].context

    @cached_property
    def newest_day(self) -> dt.date | None:
        """When the site last had news: the last publication or update of an article, else the end of the last report."""
        days = [day for sheet in self.sheets.values() for day in (sheet.article.date, sheet.article.updated) if day]
        return max(days or [report.period.end for report in self.site.record.reports.values()], default=None)

    def check(self, more: Iterable[Problem] = ()) -> None:
        """Raise ContentError with every problem of every page and figure, if there is any."""
        contexts = [*(sheet.context for sheet in self.sheets.values()), *self._guests.values()]
        found = [problem for context in contexts for problem in context.findings.problems]
        for name in self.studio.ids:
            try:
                self.studio.figure(name)
            except ContentError as error:
                found += error.problems
        found += more
        if found:
            raise ContentError(found)

    def finish(self, page: str, base: str) -> str:
        """A page's HTML with its figures put in. `base` leads from the page to the root of the site (`.`, `..`, `../..`)."""
        return self.studio.fill(page).replace(BASE, base)

    def files(self, feed: Feed, entries: Iterable[FeedEntry]) -> Iterator[tuple[str, bytes]]:
        """What the site holds besides pages, as (path, content): the data, the rows and pictures of figures, the feeds."""
        yield "data/events.csv", self._made("events.csv", events_csv)
        yield "data/events.json", self._made("events.json", events_json)
        yield from feeds(feed, entries, template_directories(self.site.root))
        yield from self.figure_files()

    def _made(self, name: str, make: Callable[[Record], bytes]) -> bytes:
        """A file made from the record alone, or what was kept of it."""
        key = f"{self.site.digest}-{name}"
        content = self.site.kept.read(key)
        if content is None:
            content = make(self.site.record)
            self.site.kept.write(key, content)
        return content

    def figure_files(self) -> Iterator[tuple[str, bytes]]:
        """The rows, pictures and specifications of the figures, as (path, content)."""
        for name in self.studio.ids:
            figure = self.studio.figure(name)
            yield f"figures/{name}.csv", figure.csv
            yield f"figures/{name}.svg", figure.svg
            yield f"figures/{name}.json", figure.spec

    def prune(self) -> None:
        """Let go of what was kept for records long gone; what this build made was written last."""
        self.site.kept.prune(KEPT_OF_RECORDS)
        most = max(KEPT_FIGURES, 4 * len(self.studio.ids))
        Kept(self.site.root / CACHE / "finished").prune(most)
        Kept(self.site.root / CACHE).prune(most, ".json")

    def close(self) -> None:
        """Stop what still draws."""
        self.studio.close()


def write(files: Iterable[tuple[str, bytes]], tree: Path) -> None:
    """Write files into a built tree. What is there is replaced, not written into: another tree may share it."""
    for name, content in files:
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(content)
