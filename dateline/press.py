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
from urllib.parse import unquote, urlsplit

import msgspec
from markupsafe import Markup

from dateline import addresses
from dateline.addresses import EXPLORE, evidence_page, figure_page, social_image
from dateline.corrections import Affected, Asked, Chart, Effect, Notice
from dateline.errors import ContentError, Problem
from dateline.evidence import Charted, EvidencePage, Teller, Told, evidence_of, proofs_of
from dateline.explore import Listing, explore_json, listing
from dateline.export import (
    DataFile,
    Feed,
    FeedEntry,
    Holdings,
    Imprint,
    Package,
    article_data,
    data_file,
    feeds,
    holdings_of,
    llms_txt,
    package_of,
    robots_txt,
    script,
)
from dateline.figure import BASE, Embeds, Figure, Home, Studio, social_alt, social_card
from dateline.kept import Kept
from dateline.load import read_line
from dateline.markdown.context import PageContext
from dateline.markdown.numbers import Links
from dateline.markdown.page import evaluate_front, render_page
from dateline.model import Article, Correction, Record, Source
from dateline.query.remembered import Remembered
from dateline.query.words import reader_day
from dateline.record_pages import Edition, Renderer, Shell
from dateline.render import template_directories
from dateline.sheet import Sheet
from dateline.site import CACHE, Site, page_slug
from dateline.story import Gatherer, Usage, Used, sources_behind
from dateline.telling import told_of, twin_of

KEPT_OF_RECORDS = 24
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
    _converted: set[str] = field(default_factory=set)
    _feed: Feed | None = None
    _current: str = ""
    _urls: Mapping[str, str] = field(default_factory=dict)
    _guests: dict[str, PageContext] = field(default_factory=dict)
    _effects: dict[str, tuple[Effect, ...]] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)
    _sources: dict[str, tuple[Source, ...]] = field(default_factory=dict)

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
            links=self._links(article),
        )

    def _links(self, article: Article) -> Links:
        """Where the numbers of a page lead: those of an article to its evidence."""
        name = article.file.removeprefix("content/")
        return Links(explore=self._explores, evidence=evidence_page(name) if article.date else None)

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
        self._converted.add(name)
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

    @cached_property
    def affected(self) -> Affected:
        """The corrections of the record and what they changed."""
        return Affected(self.site)

    def effects_of(self, sheet: Sheet) -> tuple[Effect, ...]:
        """What corrections changed on a page, when all pages are converted. A page that is not in this build is asked anew."""
        file = sheet.article.file
        if file not in self._effects:
            self._effects[file] = self.affected.effects_of(sheet.article, lambda: self._asked(sheet))
        return self._effects[file]

    def _asked(self, sheet: Sheet) -> Asked:
        """What a page asks: its numbers and its charts."""
        found = sheet.context.findings
        if sheet.article.file.removeprefix("content/") not in self._converted:
            context = self._context(sheet.article)
            render_page(context)
            found = context.findings
        orders = [(name, order) for name in found.figures if (order := self.studio.ordered(name))]
        return Asked(
            sheet.article.scope,
            tuple((number.raw, number.evaluated) for number in found.asked),
            tuple(Chart(name, order.chart, order.options) for name, order in orders),
        )

    def corrections_of(self, sheet: Sheet) -> tuple[Correction, ...]:
        """The corrections that changed a page's numbers, charts or words, in the order in which they were made."""
        return self.affected.corrections_of(sheet.article, self.effects_of(sheet)) if self.affected.corrections else ()

    def notices_of(self, sheet: Sheet) -> tuple[Notice, ...]:
        """What a page says of its corrections, the newest first."""
        return self.affected.notices_of(sheet.article, self.effects_of(sheet)) if self.affected.corrections else ()

    def updated(self, sheet: Sheet) -> dt.date | None:
        """When a page was last changed as readers should know: its own `updated`, or its newest correction."""
        days = [correction.on for correction in self.corrections_of(sheet)]
        return max([*days, *([sheet.article.updated] if sheet.article.updated else [])], default=None)

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

    @cached_property
    def edition(self) -> Edition:
        """The pages that are made from the record."""
        return Edition(self.site, self.affected)

    def _unexplorable(self) -> Iterator[Problem]:
        """Charts with `explore: true` on a site without the page that they lead to where no script runs."""
        orders = [order for order in map(self.studio.ordered, self.studio.ids) if order]
        for order in orders if self.site.charts.exploring and not self._explores else ():
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
        """What the site holds besides pages, as (path, content): the data, the feeds, the rows and pictures of figures."""
        listed = list(entries)
        yield from ((addresses.data_file(file.name), file.content) for file in self.package.files)
        if self.site.as_of is None:  # what is new, and where it lies on the web, is told of the site of today alone
            yield from feeds(feed, listed, template_directories(self.site.root), self.site.record.corrections)
            yield "llms.txt", llms_txt(feed, listed, self.package)
            if urlsplit(feed.url).path in ("", "/") and not (self.site.root / "content/robots.txt").exists():
                yield "robots.txt", robots_txt(feed.url)  # below the root of a host nobody asks for it
        yield from self.figure_files()

    @cached_property
    def package(self) -> Package:
        """The files of data/. `place` must have been called."""
        kept = self._made("holdings", lambda record: msgspec.msgpack.encode(holdings_of(record)))
        others: list[DataFile] = []
        if self._explores:
            content = self._made("explore.json", lambda _: explore_json(self.site.desk))
            others.append(data_file("explore.json", "application/json", content, "The events as the explore page reads them."))
        holdings = msgspec.msgpack.decode(kept, type=Holdings)
        return package_of(self.site.record, holdings, self._lies.url, others)

    @property
    def imprint(self) -> Imprint:
        """Who publishes the site, and where. `place` must have been called."""
        dataset, lies = self.site.record.dataset, self._lies
        corrects = any(address == addresses.CORRECTIONS for address, _ in self.edition.sitemap())
        return Imprint(lies.url, lies.title, dataset.publisher, dataset.publisher_url, lies.language, corrects)

    def linked_data(self, name: str) -> Markup:
        """What machines are told in the head of the page `name`; nothing for one that is no article."""
        sheet = self.sheets.get(name)
        if sheet is None or sheet.article.date is None:
            return Markup()
        image = self.shared_as(name)
        picture, alt = (f"{self._lies.url}{image.path}", image.alt) if image else (None, None)
        told = told_of(sheet, self._address_of(name), self.sources_of(sheet), picture, alt)
        return script(article_data(told, self.imprint, self.corrections_of(sheet)))

    def _address_of(self, name: str) -> str:
        return f"{self._lies.url}{self._urls[name].removeprefix('./')}"

    def keep_text(self, name: str, html: str) -> None:
        """Take down how the page `name` reads before its figures are put in: its twin is made from that."""
        self._texts[name] = html

    def twins(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The articles among `names` that were converted in this build, as Markdown, as (path, content)."""
        for name in names:
            sheet = self.sheets.get(name)
            if sheet is None or sheet.article.date is None or name not in self._texts:
                continue
            address = self._urls[name].removeprefix("./")
            figures = [self.studio.figure(figure) for figure in sheet.context.findings.figures]
            content = twin_of(
                sheet,
                self._texts[name],
                address,
                self._lies.url,
                figures,
                self.sources_of(sheet),
                self.site.record.dataset,
            )
            yield unquote(addresses.markdown_twin(address)), content

    def _made(self, name: str, make: Callable[[Record], bytes]) -> bytes:
        """A file made from the record alone, or what was kept of it."""
        key = f"{self.site.digest}-{name}"
        content = self.site.kept.read(key)
        if content is None:
            content = make(self.site.record)
            self.site.kept.write(key, content)
        return content

    def proved(self) -> dict[str, str]:
        """Where the evidence of every article that was converted lies, by its path below content/."""
        return {
            name: evidence_page(name) for name, sheet in self.sheets.items() if sheet.article.date and name in self._converted
        }

    def evidence(self) -> Iterator[EvidencePage]:
        """The evidence page of every article that was converted, in the order of `proved`. `place` must have been called."""
        known = Remembered(Told, self.site.kept, f"{self.site.digest}-evidence{'-explore' if self._explores else ''}")
        teller = Teller(self.edition.archive, Links(explore=self._explores), known)
        for name in self.proved():
            sheet = self.sheets[name]
            proofs = proofs_of(sheet.context.findings.entries, self._charted, teller)
            yield evidence_of(sheet.title, self._urls.get(name, "").removeprefix("./"), proofs, self.site.record)
        known.keep()

    def read_through(self) -> Usage:
        """What every page rests on, where no host converts them. Nothing is drawn. Raises ContentError with all that is wrong."""
        line = read_line(self.site.root)
        rendered = [render_page(sheet.context, read_line=line) for sheet in self.sheets.values()]
        problems = [problem for page in rendered for problem in page.problems]
        if problems:
            raise ContentError(problems)
        return self.usage

    def factcheck(self, name: str) -> EvidencePage:
        """The evidence for a page that no host has converted. Raises ContentError with all that is wrong in it."""
        context = self._context(self.sheets[name].article)
        rendered = render_page(context, read_line=read_line(self.site.root))
        if rendered.problems:
            raise ContentError(rendered.problems)
        teller = Teller(self.edition.archive, Links(explore=self._explores))
        return evidence_of(rendered.title, "", proofs_of(rendered.entries, self._charted, teller), self.site.record)

    def _charted(self, name: str) -> Charted:
        figure = self.studio.figure(name)
        total = figure.finished.asked.answer(self.site.desk)
        return Charted(name, figure.title, figure.subtitle, figure.summary, str(figure.order.spot or figure.order.file), total)

    def evidence_files(self, shells: Mapping[int, Shell]) -> Iterator[tuple[str, bytes]]:
        """The evidence pages in their frames, as (path, content). `shells` has a frame for each depth of `proved`."""
        render = Renderer(template_directories(self.site.root))
        for address, view in zip(self.proved().values(), self.evidence(), strict=True):
            content = Markup(render("evidence.html", address, view))  # noqa: S704 - the template escaped it
            shell = shells[address.count("/")]
            html = shell.filled(address, f"Evidence: {view.title}", view.summary, content)
            yield f"{address}index.html", html.encode()

    def place(self, feed: Feed, urls: Mapping[str, str], current: str = "") -> None:
        """Tell where the site and its pages (by their paths below content/) will be found, once all pages are converted.

        `current`: where the site of today is, when this is an edition of a day. The pictures that pages are shared with begin
        to be painted.
        """
        self._feed, self._urls, self._current = feed, urls, current
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

    @property
    def _lies(self) -> Feed:
        """Where the site will be found. Raises RuntimeError before `place`."""
        if self._feed is None:
            message = "a press is told its place before it gives files"
            raise RuntimeError(message)
        return self._feed

    def _home(self, figure: Figure) -> Home:
        name = figure.order.file.removeprefix("content/")
        sheet, site = self.sheets.get(name), self._lies
        return Home(
            site_name=site.title,
            site_url=site.url,
            publisher=self.site.record.dataset.publisher,
            page_url=self._urls.get(name, "").removeprefix("./"),
            page_title=sheet.title if sheet else site.title,
            published=(self.updated(sheet) or sheet.article.date) if sheet else None,
            as_of=reader_day(self.site.as_of) if self.site.as_of else None,
            current=self._current or site.url,
        )

    def prune(self) -> None:
        """Let go of what was kept for records long gone; what this build made was written last."""
        self.site.kept.prune(KEPT_OF_RECORDS)
        most = max(KEPT_FIGURES, 4 * len(self.studio.ids))
        Kept(self.site.root / CACHE / "finished").prune(most)
        Kept(self.site.root / CACHE / "pictures").prune(most)
        Kept(self.site.root / CACHE).prune(most, ".json")
        self.affected.kept.prune(max(KEPT_FIGURES, 4 * len(self.sheets)))

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
