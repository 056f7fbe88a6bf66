"""The pages of a build: turned over one by one, with what each asked, what it rests on, and where it will be found.

Here belongs what is known of pages before anything is put out. The host says which page it converts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dateline.addresses import EXPLORE, evidence_page, social_image
from dateline.export import Feed
from dateline.figure import Studio, social_alt, social_card
from dateline.load import read_line
from dateline.markdown.context import PageContext
from dateline.markdown.numbers import Links
from dateline.markdown.page import evaluate_front, render_page
from dateline.model import Article, Source
from dateline.policy import Policy
from dateline.query.remembered import Remembered
from dateline.sheet import Sheet
from dateline.site import Site, page_slug
from dateline.story import Gatherer, Usage, Used, sources_behind


@dataclass(frozen=True)
class SocialImage:
    """The picture that a page is shared with: its path below the site's root, and what it shows in words."""

    path: str
    alt: str


def _social_path(sheet: Sheet) -> str:
    return social_image(page_slug(sheet.article.file))


@dataclass
class Pages:
    """The pages of a site on their way. `converted` are those that the host took up, `urls` where all are found.

    `policy`: what a browser may do on them.
    """

    site: Site
    studio: Studio
    converted: set[str] = field(default_factory=set)
    urls: Mapping[str, str] = field(default_factory=dict)
    current_site: str = ""
    policy: Policy = field(default_factory=Policy)
    _turned: str = ""
    _feed: Feed | None = None
    _guests: dict[str, PageContext] = field(default_factory=dict)
    _sources: dict[str, tuple[Source, ...]] = field(default_factory=dict)

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """Every page by its path below content/, titles and descriptions evaluated. Problems are kept for `check`."""
        line = read_line(self.site.root)
        sheets = {}
        for article in self.site.articles:
            context = self.context_of(article)
            title, description = evaluate_front(context, line)
            authors = tuple(self.site.record.dataset.authors[name] for name in article.authors)
            sheets[article.file.removeprefix("content/")] = Sheet(article, context, title, description, authors)
        return sheets

    def context_of(self, article: Article) -> PageContext:
        return PageContext(
            article,
            self.site.record,
            self.site.desk,
            slug=page_slug(article.file),
            studio=self.studio,
            defer=True,
            registry=self.site.charts,
            shared_lint=self.site.lint,
            links=self._links(article),
        )

    def _links(self, article: Article) -> Links:
        """Where the numbers of a page lead: those of an article to its evidence."""
        name = article.file.removeprefix("content/")
        return Links(explore=self.explores, evidence=evidence_page(name) if article.date else None)

    @cached_property
    def explores(self) -> bool:
        """Whether the site has a page with all events."""
        return any(page_slug(article.file) == EXPLORE.rstrip("/") for article in self.site.articles)

    def listed(self) -> list[tuple[str, Sheet]]:
        """The articles with their paths, newest first."""
        dated = [(name, sheet) for name, sheet in self.sheets.items() if sheet.article.date]
        return sorted(dated, key=lambda pair: (pair[1].article.date, pair[0]), reverse=True)

    def turn_to(self, name: str) -> Sheet:
        """Take up the page `name` (its path below content/): what is converted next belongs to it."""
        self._turned = name
        self.converted.add(name)
        return self.sheets[name]

    def turn_to_guest(self, name: str, text: str) -> None:
        """Take up a page that is not from content/: another plugin made it, and its numbers are checked as all are."""
        self._turned = name
        self._guests[name] = self.context_of(Article(file=f"content/{name}", body=text, body_line=1, title=name))

    def current(self) -> PageContext:
        """The context of the page that was turned to last."""
        return self._guests.get(self._turned) or self.sheets[self._turned].context

    def figures_of(self, name: str) -> list[str]:
        """The ids of a page's figures in their order, also when the page itself is not converted in this build."""
        sheet = self.sheets[name]
        if sheet.context.findings.figures or "/// chart" not in sheet.article.body:
            return sheet.context.findings.figures
        return list(render_page(self.context_of(sheet.article)).figures)

    def sources_of(self, sheet: Sheet) -> tuple[Source, ...]:
        """Every source behind the charts, the numbers and the quotations of a page that was converted."""
        name = sheet.article.file
        if name not in self._sources:
            found = sheet.context.findings
            charts = [source for figure in found.figures for source in self.studio.figure(figure).source_ids]
            self._sources[name] = sources_behind(self.site.record.sources, charts, (number.evaluated for number in found.numbers))
        return self._sources[name]

    @cached_property
    def usage(self) -> Usage:
        """What every page rests on. Asked once all pages are converted."""
        known = Remembered(Used, self.site.kept, f"{self.site.digest}-usage")
        gatherer = Gatherer(self.site.desk, known)
        usage = Usage({name: self._used(sheet, gatherer) for name, sheet in self.sheets.items()})
        known.keep()
        return usage

    def _used(self, sheet: Sheet, gatherer: Gatherer) -> Used:
        found = sheet.context.findings
        charts = [self.studio.asked(name) for name in found.figures]
        totals = [asked.answer(self.site.desk) for asked in charts]
        sources = [source for asked in charts for source in asked.source_ids]
        return gatherer.used((number.evaluated for number in found.numbers), totals, sources)

    @cached_property
    def newest_day(self) -> dt.date | None:
        """When the site last had news: an article published or updated, a correction; else the end of the last report."""
        days = [day for sheet in self.sheets.values() for day in (sheet.article.date, sheet.article.updated) if day]
        days += [correction.on for correction in self.site.record.corrections]
        return max(days or [report.period.end for report in self.site.record.reports.values()], default=None)

    def place(self, feed: Feed, urls: Mapping[str, str], current: str = "") -> None:
        """Tell where the site and its pages (by their paths below content/) will be found, once all pages are converted.

        `current`: where the site of today is, when this is an edition of a day. The pictures that pages are shared with begin
        to be painted.
        """
        self._feed, self.urls, self.current_site = feed, urls, current
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

    @property
    def lies(self) -> Feed:
        """Where the site will be found. Raises RuntimeError before `place`."""
        if self._feed is None:
            message = "a press is told its place before it gives files"
            raise RuntimeError(message)
        return self._feed

    def address_of(self, name: str) -> str:
        """Where a page lies, below the root of the site."""
        return self.urls.get(name, "").removeprefix("./")

    def contexts(self) -> list[PageContext]:
        """The contexts of all pages, those of other plugins too."""
        return [*(sheet.context for sheet in self.sheets.values()), *self._guests.values()]
