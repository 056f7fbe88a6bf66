"""All pages of one record: what lies where, rendered by the newsroom's templates, and kept for as long as the record is the same.

Here belongs bringing the kinds of pages together. What a page says is decided in the module of its kind, how it looks in
the templates `week.html`, `place.html`, `report.html`, `weeks.html`, `places.html`, `reports.html`, `corrections.html`,
`author.html`, `data.html` and `sources-list.html`.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import msgspec

from dateline import addresses
from dateline.corrections import Affected
from dateline.export import Imprint, Package, dataset_data, script
from dateline.kept import digest_of, digest_of_files
from dateline.model import Frozen, Period
from dateline.record_pages.archive import Archive
from dateline.record_pages.corrections import Touched, corrections_entries, corrections_page
from dateline.record_pages.downloads import downloads_page
from dateline.record_pages.entries import data_entry, place_entry, report_entry, sources_entry, week_entry
from dateline.record_pages.found import Doc, Entry, doc
from dateline.record_pages.lines import Link
from dateline.record_pages.lists import places_list, reports_list, weeks_list
from dateline.record_pages.places import place_page
from dateline.record_pages.reports import report_page
from dateline.record_pages.shell import Finished, Printed, Shell
from dateline.record_pages.sources import sources_page
from dateline.record_pages.weeks import week_page
from dateline.render import page_environment, template_directories
from dateline.site import Site
from dateline.story import Used
from dateline.worded import worded
from dateline.words import ViewRow, ViewWords

MOST_STORIES = 5
NOTHING = Used()


class Page(Frozen, frozen=True):
    """A page without its frame: `address` is relative to the root of the site, title and description are plain texts.

    `worded` is what the content was made of, `parts` what elements of it were, by their ids.
    `period` are the days that it is about, if it is about certain days; `docs` is what search knows of it. `about` is the kind of
    thing that it is the page of, and which: `("places", "bayji")`, `("weeks", "2018-03-30")`.
    """

    address: str
    title: str
    description: str
    content: str
    worded: ViewWords
    period: Period | None = None
    docs: tuple[Doc, ...] = ()
    about: tuple[str, str] | None = None
    parts: tuple[tuple[str, ViewWords], ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """An article as pages of the record name it: `address` is relative to the root of the site, `used` what it rests on."""

    address: str
    title: str
    description: str | None
    published: str
    date: dt.date
    authors: tuple[str, ...]
    scope: Period | None
    used: Used = NOTHING

    @property
    def row(self) -> ViewRow:
        """What a list says of it."""
        return ViewRow(self.title, (str(self.date), self.published, self.description or ""))


@dataclass(frozen=True)
class Outward:
    """What pages of the record say of the site around it: its files, who publishes it, the articles that use each source.

    `touched` are the pages of content/ that corrections changed.
    """

    package: Package
    imprint: Imprint
    uses: Mapping[str, tuple[Story, ...]] = field(default_factory=dict)
    touched: tuple[Touched, ...] = ()


@dataclass(frozen=True)
class Edition:
    """The pages of a site's record. `affected` knows its corrections and what they changed."""

    site: Site
    affected: Affected

    @cached_property
    def archive(self) -> Archive:
        return Archive(self.site.desk)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page that is made from the record alone: lists, weeks, places, reports. Kept between builds."""
        key = f"record-pages-{digest_of(self.site.digest.encode(), _templates_digest(self._folders).encode())}"
        kept = self.site.kept.read(key)
        if kept is not None:
            return msgspec.msgpack.decode(zlib.decompress(kept), type=tuple[Page, ...])
        made = tuple(self._made())
        self.site.kept.write(key, zlib.compress(msgspec.msgpack.encode(made), 1))
        return made

    def sitemap(self) -> list[tuple[str, dt.date | None]]:
        """Where every page lies, and when it last had news: the newest publication that it rests on."""
        archive, record = self.archive, self.site.record
        newest = max(map(record.published, record.reports.values()), default=None)
        lists = (addresses.WEEKS, addresses.PLACES, addresses.REPORTS, addresses.DATA, addresses.SOURCES)
        days: dict[str, dt.date | None] = dict.fromkeys(lists, newest)
        for week in archive.weeks:
            reports = archive.reports_by_week.get(week, ())
            days[addresses.week_page(week.start)] = max(map(record.published, reports), default=None)
        for place in archive.places:
            pairs = archive.by_place.get(place.id, ())
            days[addresses.place_page(place.id)] = max((record.published(report) for report, _ in pairs), default=None)
        for report in archive.reports:
            days[addresses.report_page(report.id)] = record.published(report)
        days[addresses.CORRECTIONS] = max((correction.on for correction in record.corrections), default=None)
        for author in record.dataset.authors:
            days[addresses.author_page(author)] = None
        return list(days.items())

    def files(self, shells: Mapping[int, Shell], stories: Iterable[Story], outward: Outward) -> Iterator[Finished]:
        """Every page in its frame. `shells` has a frame for each depth, 1 and 2."""
        listed = tuple(stories)
        around = (self._corrections(outward.touched), self._data(outward), self._sources(outward.uses))
        for page in (*self.pages, *self._authors(listed), *around):
            depth = page.address.count("/")
            beside = self._related(page.about, listed, way(depth))
            printed = Printed(page.content + beside.html, page.worded + beside.worded)
            made = shells[depth].finished(page.address, page.title, page.description, printed)
            yield replace(made, parts=page.parts)

    def docs(self) -> list[Doc]:
        """What search knows of the pages, in their order."""
        corrections = [doc(address, entry) for address, entry in corrections_entries(self.affected)]
        own = (
            doc(addresses.DATA, data_entry(self.site.record)),
            doc(addresses.SOURCES, sources_entry(self.site.record)),
        )
        return [*(entry for page in self.pages for entry in page.docs), *corrections, *own]

    @cached_property
    def _folders(self) -> list[Path]:
        return template_directories(self.site.root)

    @cached_property
    def _render(self) -> Renderer:
        return Renderer(self._folders)

    def _made(self) -> Iterator[Page]:
        archive = self.archive
        lists = ((addresses.WEEKS, weeks_list), (addresses.PLACES, places_list), (addresses.REPORTS, reports_list))
        for address, listing in lists:
            view = listing(archive)
            text = self._render(f"{address.rstrip('/')}.html", address, view)
            yield Page(address, view.title, view.summary, *text)
        yield from self._weeks()
        yield from self._places()
        yield from self._reports()

    def _weeks(self) -> Iterator[Page]:
        for index, week in enumerate(self.archive.weeks):
            view, address = week_page(self.archive, index), addresses.week_page(week.start)
            docs = _docs(address, week_entry(self.archive, week, view))
            text = self._page("week.html", address, view)
            yield Page(address, view.title, view.summary, *text, week, docs, ("weeks", str(week.start)))

    def _places(self) -> Iterator[Page]:
        for place in self.archive.places:
            view, address = place_page(self.archive, place), addresses.place_page(place.id)
            docs = _docs(address, place_entry(self.archive, place, view))
            title = f"{view.title}, {view.area}"
            text = self._page("place.html", address, view)
            yield Page(address, title, view.summary, *text, None, docs, ("places", place.id))

    def _reports(self) -> Iterator[Page]:
        for index, report in enumerate(self.archive.reports):
            view, address = report_page(self.archive, index), addresses.report_page(report.id)
            docs = _docs(address, report_entry(self.archive, report, view))
            text = self._page("report.html", address, view)
            yield Page(address, view.title, view.summary, *text, report.period, docs, ("reports", report.id))

    def _page(self, template: str, address: str, view: object) -> Printed:
        """The content of a page that says, too, what corrections changed on it."""
        return self._render(template, address, view, notices=self.affected.notices_at.get(address, ()))

    def _corrections(self, touched: Iterable[Touched]) -> Page:
        """Made in every build: it names articles."""
        view = corrections_page(self.affected, touched)
        text = self._render("corrections.html", addresses.CORRECTIONS, view)
        parts = ((entry.notice.correction.id, worded(entry)) for _, entries in view.years for entry in entries)
        return Page(addresses.CORRECTIONS, view.title, view.summary, *text, parts=tuple(parts))

    def _authors(self, stories: tuple[Story, ...]) -> Iterator[Page]:
        """Made in every build: they name the articles, which the record knows nothing of."""
        for author in self.site.record.dataset.authors.values():
            address = addresses.author_page(author.id)
            theirs = [story for story in stories if author.id in story.authors]
            text = self._render("author.html", address, author, stories=theirs)
            yield Page(address, author.name, author.description or f"Stories by {author.name}.", *text)

    def _data(self, outward: Outward) -> Page:
        """Made in every build: it names the address of the site."""
        view = downloads_page(self.archive, outward.package)
        linked = script(dataset_data(outward.package, self.site.record, outward.imprint))
        text = self._render("data.html", addresses.DATA, view, linked_data=linked)
        return Page(addresses.DATA, view.title, view.summary, *text)

    def _sources(self, uses: Mapping[str, tuple[Story, ...]]) -> Page:
        """Made in every build: it names the articles that rest on a source."""
        links = {source: [Link(story.title, story.address) for story in stories] for source, stories in uses.items()}
        view = sources_page(self.archive, links)
        text = self._render("sources-list.html", addresses.SOURCES, view)
        entries = (entry for group in view.groups for year in group.years for entry in year.entries)
        parts = tuple((entry.id, worded(entry)) for entry in entries)
        return Page(addresses.SOURCES, view.title, view.summary, *text, parts=parts)

    def _related(self, about: tuple[str, str] | None, stories: tuple[Story, ...], base: str) -> Printed:
        """The articles that rest on what a page is about, those that ask for it, or for little else, first."""
        found = related(about, stories) if about else ()
        if not found:
            return Printed("", ViewWords())
        left = len(found) - MOST_STORIES
        more = f"And in {left:,} more." if left > 0 else ""
        return self._render.text("partials/record-stories.html", base, stories=found[:MOST_STORIES], more=more)


def related(about: tuple[str, str], stories: Iterable[Story]) -> list[Story]:
    """The articles that rest on a week, place or report (see `Page.about`), the nearest first.

    Near is who asks for it by name; then who rests on the fewest of its kind, since it says little of an article on four years
    that it counts this week, too.
    """
    kind, key = about
    wanted = dt.date.fromisoformat(key) if kind == "weeks" else key
    found = [(story, within) for story in stories if wanted in (within := _of_kind(story.used, kind))]
    found.sort(key=lambda pair: (kind != "places" or key not in pair[0].used.asked, len(pair[1]), pair[0].address))
    return [story for story, _ in found]


def _of_kind(used: Used, kind: str) -> Collection[object]:
    """What a page rests on of one kind."""
    return {"weeks": used.weeks, "places": used.places, "reports": used.reports}[kind]


def way(depth: int) -> str:
    """From a page so many folders deep to the root of the site: `..`, `../..`."""
    return "/".join([".."] * depth)


class Renderer:
    """The templates of the pages of the record."""

    def __init__(self, folders: list[Path]) -> None:
        self._environment = page_environment(folders)

    def __call__(self, template: str, address: str, view: object, **more: object) -> Printed:
        """The content of a page: the template finds `view`, `base` (the way to the root of the site) and `addresses`."""
        return self.text(template, way(address.count("/")), view=view, **more)

    def text(self, template: str, base: str, **values: object) -> Printed:
        """A template filled in."""
        html = self._environment.get_template(template).render(base=base, addresses=addresses, **values)
        return Printed(html, worded(*values.values()))


def _docs(address: str, entry: Entry) -> tuple[Doc, ...]:
    return (doc(address, entry),)


def _templates_digest(folders: list[Path]) -> str:
    """All templates: one may include any other."""
    return digest_of(*(digest_of_files(folder.rglob("*.html"), folder).encode() for folder in folders))
