"""One build on its way: pages turned over one by one, figures drawn meanwhile, everything put out at the end.

Here belongs what a build does between reading the project and publishing the site, without knowing the host. The plugin calls
one method of it per event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dateline.addresses import EXPLORE, figure_page, social_image
from dateline.errors import ContentError, Problem
from dateline.explore import Listing, explore_json, listing
from dateline.export import Feed, FeedEntry, events_csv, events_json, feeds
from dateline.figure import BASE, Embeds, Figure, Home, Studio, social_alt, social_card
from dateline.kept import Kept
from dateline.load import read_line
from dateline.markdown.context import PageContext
from dateline.markdown.numbers import Links
from dateline.markdown.page import evaluate_front, render_page
from dateline.model import Article, Record, Source
from dateline.record_pages import Edition
from dateline.render import template_directories
from dateline.sheet import Sheet
from dateline.site import CACHE, Site, page_slug
from dateline.story import sources_behind

KEPT_OF_RECORDS = 12
KEPT_FIGURES = 1000


@dataclass(frozen=True)
class SocialImage:
    """The picture that a page is shared with: its path below the site's root, and what it shows in words."""

    path: str
    alt: str


def _social_path(sheet: Sheet) -> str:
    return social_image(page_slug(sheet.article.file))


@dataclass
class Press:
    """A build of a site. Close it when done: it may have processes drawing."""

    site: Site
    studio: Studio
    _turned: str = ""
    _feed: Feed | None = None
    _urls: Mapping[str, str] = field(default_factory=dict)
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
            apart=True,
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
            links=Links(explore=self._explores),
        )

    @cached_property
    def _explores(self) -> bool:
        """Whether the site has a page with all events."""
        return any(page_slug(article.file) == EXPLORE.rstrip("/") for article in self.site.articles)

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

    def figures_of(self, name: str) -> list[str]:
        """The ids of a page's figures in their order, also when the page itself is not converted in this build."""
        sheet = self.sheets[name]
        if sheet.context.findings.figures or "/// chart" not in sheet.article.body:
            return sheet.context.findings.figures
        return list(render_page(self._context(sheet.article)).figures)

    def sources_of(self, sheet: Sheet) -> tuple[Source, ...]:
        """Every source behind the charts, the numbers and the quotations of a page that was converted."""
        found = sheet.context.findings
        charts = [source for name in found.figures for source in self.studio.figure(name).source_ids]
        return sources_behind(self.site.record.sources, charts, (number.evaluated for number in found.numbers))

    @cached_property
    def newest_day(self) -> dt.date | None:
        """When the site last had news: the last publication or update of an article, else the end of the last report."""
        days = [day for sheet in self.sheets.values() for day in (sheet.article.date, sheet.article.updated) if day]
        return max(days or [report.period.end for report in self.site.record.reports.values()], default=None)

    @cached_property
    def edition(self) -> Edition:
        """The pages that are made from the record."""
        return Edition(self.site)

    def _unexplorable(self) -> Iterator[Problem]:
        """Charts with `explore: true` on a site without the page that they lead to where no script runs."""
        orders = [order for order in map(self.studio.ordered, self.studio.ids) if order]
        for order in orders if not self._explores else ():
            if order.options.get("explore") is True:
                message = "`explore: true` leads readers without scripts to the explore page, which this site does not have"
                yield Problem("no-explore-page", message, order.spot, "add content/explore.md with `template: explore.html`")

    @cached_property
    def weeks_listed(self) -> Listing:
        """The weeks with their counts, for the explore page without scripts."""
        return listing(self.site.desk)

    def check(self, more: Iterable[Problem] = ()) -> None:
        """Raise ContentError with every problem of every page and figure, if there is any."""
        contexts = [*(sheet.context for sheet in self.sheets.values()), *self._guests.values()]
        found = [problem for context in contexts for problem in context.findings.problems]
        for name in self.studio.ids:
            try:
                self.studio.figure(name)
            except ContentError as error:
                found += error.problems
        found += [*self._unexplorable(), *more]
        if found:
            raise ContentError(found)

    def finish(self, page: str, base: str) -> str:
        """A page's HTML with its figures put in. `base` leads from the page to the root of the site (`.`, `..`, `../..`)."""
        return self.studio.fill(page).replace(BASE, base)

    def files(self, feed: Feed, entries: Iterable[FeedEntry]) -> Iterator[tuple[str, bytes]]:
        """What the site holds besides pages, as (path, content): the data, the rows and pictures of figures, the feeds."""
        yield "data/events.csv", self._made("events.csv", events_csv)
        yield "data/events.json", self._made("events.json", events_json)
        if self._explores:
            yield "data/explore.json", self._made("explore.json", lambda _: explore_json(self.site.desk))
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

    def place(self, feed: Feed, urls: Mapping[str, str]) -> None:
        """Tell where the site and its pages (by their paths below content/) will be found, once all pages are converted.

        The pictures that pages are shared with begin to be painted.
        """
        self._feed, self._urls = feed, urls
        for sheet in self.sheets.values():
            if sheet.context.findings.figures:
                lead = self.studio.figure(sheet.context.findings.figures[0])
                card = social_card(sheet.title, lead.finished, feed.title)
                self.studio.pictures.begin(_social_path(sheet), card, 1, lead.order.spot)

    def shared_as(self, name: str) -> SocialImage | None:
        """The picture that the page `name` is shared with; None for one without a figure."""
        sheet = self.sheets.get(name)
        if sheet is None or _social_path(sheet) not in self.studio.pictures:
            return None
        lead = self.studio.figure(sheet.context.findings.figures[0])
        return SocialImage(_social_path(sheet), social_alt(lead.finished))

    def figure_files(self) -> Iterator[tuple[str, bytes]]:
        """The rows, specifications, pages and pictures of the figures, as (path, content). `place` must have been called."""
        embeds = Embeds(template_directories(self.site.root))
        for name in self.studio.ids:
            figure = self.studio.figure(name)
            yield from figure.files.items()
            yield f"{figure_page(name)}index.html", embeds.page(figure, self._home(figure), self._sources_of(figure))
        yield from self.studio.pictures.files()

    def _sources_of(self, figure: Figure) -> list[Source]:
        return [self.site.record.sources[name] for name in figure.source_ids]

    def _home(self, figure: Figure) -> Home:
        if self._feed is None:
            message = "a press is told its place before it gives files"
            raise RuntimeError(message)
        name = figure.order.file.removeprefix("content/")
        sheet, site = self.sheets.get(name), self._feed
        return Home(
            site_name=site.title,
            site_url=site.url,
            publisher=self.site.record.dataset.publisher,
            page_url=self._urls.get(name, "").removeprefix("./"),
            page_title=sheet.title if sheet else site.title,
            published=(sheet.article.updated or sheet.article.date) if sheet else None,
        )

    def prune(self) -> None:
        """Let go of what was kept for records long gone; what this build made was written last."""
        self.site.kept.prune(KEPT_OF_RECORDS)
        most = max(KEPT_FIGURES, 4 * len(self.studio.ids))
        Kept(self.site.root / CACHE / "finished").prune(most)
        Kept(self.site.root / CACHE / "pictures").prune(most)
        Kept(self.site.root / CACHE).prune(most, ".json")

    def close(self) -> None:
        """Stop what still draws."""
        self.studio.close()


def write(files: Iterable[tuple[str, bytes]], tree: Path) -> list[str]:
    """Write files into a built tree; gives the names of those that were there already.

    They are replaced, not written into: another tree may share them.
    """
    there = []
    for name, content in files:
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            there.append(name)
            path.unlink()
        path.write_bytes(content)
    return there
