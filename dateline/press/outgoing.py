"""What a build gives besides pages: the data package, the feeds, what machines are told of the articles, their twins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, urlsplit

import msgspec
from markupsafe import Markup

from dateline import addresses
from dateline.corrections import in_words
from dateline.explore import explore_json
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
    repaired,
    robots_txt,
    script,
)
from dateline.model import Correction, Record
from dateline.press.pages import Pages
from dateline.press.repairs import Repairs
from dateline.record_pages import Edition
from dateline.render import template_directories
from dateline.telling import told_of, twin_of


@dataclass
class Outgoing:
    """What others take away from a site. `place` of its pages must have been called."""

    pages: Pages
    edition: Edition
    repairs: Repairs
    rendered: dict[str, str] = field(default_factory=dict)
    """How pages of content/ were rendered, by their names, before any plugin or template touched them."""
    _texts: dict[str, str] = field(default_factory=dict)

    def files(self, feed: Feed, entries: Iterable[FeedEntry]) -> Iterator[tuple[str, bytes]]:
        """What the site holds besides pages, as (path, content): the data, the feeds."""
        listed = list(entries)
        yield from ((addresses.data_file(file.name), file.content) for file in self.package.files)
        if self.pages.site.as_of is None:  # what is new, and where it lies on the web, is told of the site of today alone
            yield from feeds(feed, listed, template_directories(self.pages.site.root), self._corrections)
            yield "llms.txt", llms_txt(feed, listed, self.package)
            if urlsplit(feed.url).path in ("", "/") and not (self.pages.site.root / "content/robots.txt").exists():
                yield "robots.txt", robots_txt(feed.url)  # below the root of a host nobody asks for it

    @property
    def _corrections(self) -> list[Correction]:
        record = self.pages.site.record
        return [in_words(one, record) for one in record.corrections]

    @property
    def repaired(self) -> list[FeedEntry]:
        """What the feed of the corrections says. `place` of the pages must have been called."""
        return repaired(self._corrections, self.pages.lies)

    @cached_property
    def package(self) -> Package:
        """The files of data/."""
        kept = self._made("holdings", lambda record: msgspec.msgpack.encode(holdings_of(record)))
        others: list[DataFile] = []
        if self.pages.explores:
            content = self._made("explore.json", lambda _: explore_json(self.pages.site.desk))
            others.append(data_file("explore.json", "application/json", content, "The events as the explore page reads them."))
        holdings = msgspec.msgpack.decode(kept, type=Holdings)
        return package_of(self.pages.site.record, holdings, self.pages.lies.url, others)

    @property
    def imprint(self) -> Imprint:
        """Who publishes the site, and where."""
        dataset, lies = self.pages.site.record.dataset, self.pages.lies
        corrects = any(address == addresses.CORRECTIONS for address, _ in self.edition.sitemap())
        return Imprint(lies.url, lies.title, dataset.publisher, dataset.publisher_url, lies.language, corrects)

    def linked_data(self, name: str) -> Markup:
        """What machines are told in the head of the page `name`; nothing for one that is no article."""
        sheet = self.pages.sheets.get(name)
        if sheet is None or sheet.article.date is None:
            return Markup()
        image = self.pages.shared_as(name)
        picture, alt = (f"{self.pages.lies.url}{image.path}", image.alt) if image else (None, None)
        told = told_of(sheet, f"{self.pages.lies.url}{self.pages.address_of(name)}", self.pages.sources_of(sheet), picture, alt)
        return script(
            article_data(
                told, self.imprint, tuple(in_words(one, self.pages.site.record) for one in self.repairs.corrections_of(sheet))
            )
        )

    def keep_text(self, name: str, html: str, rendered: str) -> None:
        """Take down how the page `name` reads before its figures are put in: its twin is made from that.

        `rendered` is the same before any plugin changed it: its numbers are held to that.
        """
        self._texts[name], self.rendered[name] = html, rendered

    def twins(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The articles among `names` that were converted in this build, as Markdown, as (path, content)."""
        for name in names:
            sheet = self.pages.sheets.get(name)
            if sheet is None or sheet.article.date is None or name not in self._texts:
                continue
            address = self.pages.address_of(name)
            figures = [self.pages.studio.figure(figure) for figure in sheet.context.findings.figures]
            content = twin_of(
                sheet,
                self._texts[name],
                address,
                self.pages.lies.url,
                figures,
                self.pages.sources_of(sheet),
                self.pages.site.record.dataset,
            )
            yield unquote(addresses.markdown_twin(address)), content

    def _made(self, name: str, make: Callable[[Record], bytes]) -> bytes:
        """A file made from the record alone, or what was kept of it."""
        key = f"{self.pages.site.digest}-{name}"
        content = self.pages.site.kept.read(key)
        if content is None:
            content = make(self.pages.site.record)
            self.pages.site.kept.write(key, content)
        return content
