"""Editions of a day, as a build meets them: making one of this site, and taking the kept ones into a site.

Here belongs what an edition needs of MkDocs (pages left out of its files and its navigation), its own page, and the page that
lists the kept ones. What was known on a day is found in `hindsight`, what an edition's folder is in `frozen`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel

from dateline.addresses import ABOUT_EDITION, EDITIONS, edition_page
from dateline.errors import ContentError, Problem
from dateline.frozen import DamagedError, Facts, KeptEdition, kept_editions, standing_alone, write_manifest
from dateline.gate import Promise, verify
from dateline.hindsight import Hindsight
from dateline.kept import code_digest, digest_of
from dateline.model import Record
from dateline.query.words import reader_day
from dateline.record_pages import Finished, Shell
from dateline.record_pages.edition import Renderer
from dateline.render import template_directories
from dateline.site import Site
from dateline.words import ViewRow

_WITHOUT = ("search", "assets/javascripts/workers", "assets/javascripts/lunr", "sitemap.xml", "sitemap.xml.gz", "404.html")
"""What only a server makes sense of."""
_GONE = ("explore/", "sitemap.xml", "feed_rss_created.xml", "feed_rss_updated.xml", "feed_json_created.json", EDITIONS)
"""Addresses of the site that an edition does without."""


@dataclass(frozen=True)
class LeftOutPage:
    """A page that an edition lacks, with its address on the site of today."""

    title: str
    address: str
    reason: str


@dataclass(frozen=True)
class AboutView:
    """What the template `about-edition.html` is given."""

    title: str
    summary: str
    day: str
    current: str
    left_out: tuple[LeftOutPage, ...]


@dataclass(frozen=True)
class EditionRow:
    """A state of the record in the list: the day in words, its address (none: now), what it held."""

    day: str
    address: str | None
    reports: int
    events: int
    totals: tuple[str, ...]

    @property
    def row(self) -> ViewRow:
        """What it held belongs to its day."""
        cells = (f"{self.reports:,}", f"{self.events:,}", "; ".join(self.totals))
        return ViewRow(self.day, cells, under=(("Reports",), ("Events",), ("In all",)))


@dataclass(frozen=True)
class EditionsView:
    """What the template `editions.html` is given."""

    title: str
    summary: str
    rows: tuple[EditionRow, ...]


@dataclass
class Making:
    """An edition that is being made. `files` tells where the pages that are left out would have lain."""

    hindsight: Hindsight
    _addresses: dict[str, str]
    _alone: Callable[[str, str], str] | None = None

    @classmethod
    def of(cls, hindsight: Hindsight, config: MkDocsConfig) -> Making:
        """Begin: the navigation no longer leads to pages that are left out, and nothing is made that a server is needed for."""
        making = cls(hindsight, {})
        names = {page.name for page in hindsight.left_out}
        if config.nav:
            config.nav = _without(config.nav, names)
        config.theme.static_templates = {name for name in config.theme.static_templates if name not in _WITHOUT}
        return making

    def leave_out(self, files: Files) -> None:
        """Take the pages that are left out from what MkDocs builds."""
        for page in self.hindsight.left_out:
            file = files.get_file_from_path(page.name)
            if file is not None:
                file.inclusion = InclusionLevel.EXCLUDED
                self._addresses[page.name] = "" if file.url in (".", "./") else file.url

    def about(self, site_url: str) -> AboutView:
        """What is said of the edition in itself."""
        record, day = self.hindsight.site.record, self.hindsight.in_words
        reports, events = _sizes(record)
        pages = tuple(
            LeftOutPage(page.title, site_url + self._addresses.get(page.name, ""), page.reason)
            for page in self.hindsight.left_out
        )
        summary = f"{reports:,} reports with {events:,} events, which is what had been published by then."
        return AboutView(f"The record as it was known on {day}", summary, day, site_url, pages)

    def finish(self, tree: Path, site_url: str) -> None:
        """Make a built tree one that opens from a folder, and list its files."""
        for name in _WITHOUT:
            path = tree / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        paths = [path for path in tree.rglob("*") if path.is_file()]
        files = frozenset(path.relative_to(tree).as_posix() for path in paths)
        gone = (*_GONE, *filter(None, self._addresses.values()))

        def alone(text: str, page: str) -> str:
            return standing_alone(text, page, files, lambda address: address.startswith(gone), site_url)

        self._alone = alone
        for path in paths:
            if path.suffix == ".html":
                text, name = path.read_text(encoding="utf-8"), path.relative_to(tree).as_posix()
                path.write_text(alone(text, name), encoding="utf-8")
        write_manifest(tree, facts_of(self.hindsight.site, self.hindsight))

    def promised(self, told: Mapping[str, Promise]) -> dict[str, Promise]:
        """What pages have to say, once the links of articles were changed as those of the finished tree were."""
        return {name: replace(one, html=self._alone(one.html, name)) if self._alone else one for name, one in told.items()}


def facts_of(site: Site, hindsight: Hindsight) -> Facts:
    """What is told of an edition elsewhere."""
    reports, events = _sizes(site.record)
    return Facts(hindsight.day, f"The record as it was known on {hindsight.in_words}", reports, events, _totals(site))


def about_page(making: Making, shells: dict[int, Shell], site_url: str) -> Finished:
    """The page of an edition about itself."""
    view = making.about(site_url)
    return _page(ABOUT_EDITION, "about-edition.html", view, making.hindsight.site, shells)


class Shelf:
    """The editions that a project keeps, for its site. `problems`: folders that are none."""

    def __init__(self, root: Path) -> None:
        self.editions, self.problems = kept_editions(root)

    def put(self, tree: Path, site: Site) -> dict[str, str]:
        """Copy the editions into a built tree; gives their folders with what stands for their bytes.

        Raises ContentError for those that are damaged, or that the gate refuses.
        """
        problems = list(self.problems)
        for edition in self.editions:
            target = tree / edition_page(edition.facts.day)
            try:
                for name, content in edition.files():
                    path = target / name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
            except DamagedError as error:
                problems.append(error.problem(edition.name))
                continue
            problems += self._verified(edition, target, site)
        if problems:
            raise ContentError(problems)
        return {edition_page(edition.facts.day): edition.digest for edition in self.editions}

    def _verified(self, edition: KeptEdition, target: Path, site: Site) -> list[Problem]:
        """What the gate says of an edition. That it is well is kept: it never changes."""
        verdict = f"edition-{digest_of(code_digest().encode(), edition.digest.encode())}"
        if site.kept.read(verdict) is not None:
            return []
        problems = verify(target, "/", frozen=True)
        if not problems:
            site.kept.write(verdict, b"")
        return problems

    def page(self, site: Site, shells: dict[int, Shell]) -> Iterator[Finished]:
        """The list of the editions; nothing where there is none."""
        if not self.editions:
            return
        reports, events = _sizes(site.record)
        rows = [EditionRow("Now", None, reports, events, _totals(site))]
        rows += [
            EditionRow(
                reader_day(kept.facts.day), edition_page(kept.facts.day), kept.facts.reports, kept.facts.events, kept.facts.totals
            )
            for kept in self.editions
        ]
        summary = "The site was kept as the record stood on these days: what was known then, without what was not known yet."
        view = EditionsView("The record as it was known", summary, tuple(rows))
        yield _page(EDITIONS, "editions.html", view, site, shells)


def _page(address: str, template: str, view: AboutView | EditionsView, site: Site, shells: dict[int, Shell]) -> Finished:
    printed = Renderer(template_directories(site.root))(template, address, view)
    # What an edition says of itself has no page of its own on the site of today: its address there is the home page.
    there = "" if address == ABOUT_EDITION else address
    return shells[1].finished(address, view.title, view.summary, printed, there=there)


def _sizes(record: Record) -> tuple[int, int]:
    return len(record.reports), sum(len(report.events) for report in record.reports.values())


def _totals(site: Site) -> tuple[str, ...]:
    """What the record counts in all, measure by measure, in words."""
    answers = [site.desk.ask(measure) for measure in site.desk.measures] if site.record.reports else []
    return tuple(f"{answer} {answer.measure.one if str(answer) == '1' else answer.measure.many}" for answer in answers)


def _without(nav: Any, names: set[str]) -> Any:
    """A navigation as mkdocs.yml writes it, without some pages, and without sections that are then empty."""
    kept: list[Any] = []
    for item in nav if isinstance(nav, list) else []:
        if isinstance(item, dict):
            entries = {title: _without(value, names) if isinstance(value, list) else value for title, value in item.items()}
            entries = {
                title: value for title, value in entries.items() if value not in ([], None) and not _leads_to(value, names)
            }
            if entries:
                kept.append(entries)
        elif not _leads_to(item, names):
            kept.append(item)
    return kept


def _leads_to(value: Any, names: set[str]) -> bool:
    return isinstance(value, str) and value in names
