"""One build on its way: pages turned over one by one, figures drawn meanwhile, everything put out at the end.

Here belongs bringing the rooms of a build together. The plugin calls one method of it, or of one of its rooms, per event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from dateline.addresses import figure_page
from dateline.errors import ContentError, Problem
from dateline.explore import Listing, listing
from dateline.export import Feed, FeedEntry
from dateline.figure import BASE, Embeds, Figure, Home, Studio, words_of
from dateline.kept import Kept
from dateline.model import Source
from dateline.press.outgoing import Outgoing
from dateline.press.pages import Pages
from dateline.press.proving import Proving
from dateline.press.repairs import Repairs
from dateline.query.words import reader_day
from dateline.record_pages import Edition, Finished
from dateline.render import template_directories
from dateline.sheet import Sheet
from dateline.site import CACHE, Site
from dateline.story import Behind, Glance, behind, glance_of
from dateline.words import ViewWords

KEPT_OF_RECORDS = 24
KEPT_FIGURES = 1000


@dataclass
class Press(Pages):
    """A build of a site. Close it when done: it may have processes drawing.

    `made` are the pages that are made without the host, by their files; `asked` is what templates asked for and got, by the
    files of content/ whose pages they made.
    """

    made: dict[str, Finished] = field(default_factory=dict)
    asked: dict[str, dict[str, object]] = field(default_factory=dict)

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
    def repairs(self) -> Repairs:
        """What corrections changed."""
        return Repairs(self)

    @cached_property
    def proving(self) -> Proving:
        """The evidence for the articles."""
        return Proving(self, self.edition)

    @cached_property
    def outgoing(self) -> Outgoing:
        """What others take away."""
        return Outgoing(self, self.edition, self.repairs)

    @cached_property
    def edition(self) -> Edition:
        """The pages that are made from the record."""
        return Edition(self.site, self.repairs.affected)

    def _unexplorable(self) -> Iterator[Problem]:
        """Charts with `explore: true` on a site without the page that they lead to where no script runs."""
        orders = [order for order in map(self.studio.ordered, self.studio.ids) if order]
        for order in orders if self.site.charts.exploring and not self.explores else ():
            if order.options.get("explore") is True:
                message = "`explore: true` leads readers without scripts to the explore page, which this site does not have"
                yield Problem("no-explore-page", message, order.spot, "add content/explore.md with `template: explore.html`")

    @cached_property
    def glance(self) -> Glance | None:
        """The record at a glance; None while it holds no report."""
        return glance_of(self.site.desk)

    def take(self, pages: Iterable[Finished]) -> Iterator[tuple[str, bytes]]:
        """Pages that are made without the host, as (path, content); what they have to say is noted."""
        for page in pages:
            self.made[page.name] = replace(page, content=b"")  # it is in the tree
            yield page.name, page.content

    def behind(self, sheet: Sheet) -> Behind | None:
        """Every document behind a page that was converted, by publisher; None where it rests on none."""
        return behind(self.sources_of(sheet))

    @cached_property
    def weeks_listed(self) -> Listing:
        """The weeks with their counts, for the explore page without scripts."""
        return listing(self.site.desk)

    def check(self, more: Iterable[Problem] = ()) -> None:
        """Raise ContentError with every problem of every page and figure, if there is any."""
        contexts = self.contexts()
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
        """A page with its figures and its policy put in. `base` leads from it to the root of the site (`.`, `..`, `../..`)."""
        return self.policy.put_into(self.studio.fill(page).replace(BASE, base))

    def files(self, feed: Feed, entries: Iterable[FeedEntry]) -> Iterator[tuple[str, bytes]]:
        """What the site holds besides pages, as (path, content): the data, the feeds, the rows and pictures of figures."""
        yield from self.outgoing.files(feed, entries)
        yield from self.figure_files()

    def figure_files(self) -> Iterator[tuple[str, bytes]]:
        """The rows, specifications, pages and pictures of the figures, as (path, content). `place` must have been called."""
        embeds = Embeds(template_directories(self.site.root), self.policy)
        for name in self.studio.ids:
            figure = self.studio.figure(name)
            yield from figure.files.items()
            yield f"{figure_page(name)}index.html", embeds.page(figure, self._home(figure), self._sources_of(figure))
        yield from self.studio.pictures.files()

    def around(self, figure: Figure) -> ViewWords:
        """What the page of a figure by itself says around it."""
        return words_of(figure, self._home(figure), self._sources_of(figure))

    def _sources_of(self, figure: Figure) -> list[Source]:
        return [self.site.record.sources[name] for name in figure.source_ids]

    def _home(self, figure: Figure) -> Home:
        name = figure.order.file.removeprefix("content/")
        sheet, site = self.sheets.get(name), self.lies
        return Home(
            site_name=site.title,
            site_url=site.url,
            publisher=self.site.record.dataset.publisher,
            page_url=self.address_of(name),
            page_title=sheet.title if sheet else site.title,
            published=(self.repairs.updated(sheet) or sheet.article.date) if sheet else None,
            as_of=reader_day(self.site.as_of) if self.site.as_of else None,
            current=self.current_site or site.url,
        )

    def prune(self) -> None:
        """Let go of what was kept for records long gone; what this build made was written last."""
        self.site.kept.prune(KEPT_OF_RECORDS)
        most = max(KEPT_FIGURES, 4 * len(self.studio.ids))
        Kept(self.site.root / CACHE / "finished").prune(most)
        Kept(self.site.root / CACHE / "pictures").prune(most)
        Kept(self.site.root / CACHE).prune(most, ".json")
        self.repairs.affected.kept.prune(max(KEPT_FIGURES, 4 * len(self.sheets)))

    def close(self) -> None:
        """Stop what still draws."""
        self.studio.close()
