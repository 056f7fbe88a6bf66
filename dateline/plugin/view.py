"""What our page templates find under the name `dateline`: the sheets of all pages, and what stands around the stories.

Here belongs bringing articles, their addresses and what `dateline.story` says of them together. Nothing is escaped or laid out:
the templates do that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from inspect import ismethod
from itertools import groupby
from types import ModuleType
from typing import Any, ClassVar

from markupsafe import Markup
from mkdocs.structure.pages import Page

from dateline import addresses
from dateline.corrections import Notice
from dateline.model import Article, Dataset
from dateline.policy import GAP
from dateline.press import Press, SocialImage
from dateline.query.words import reader_day
from dateline.sheet import Sheet
from dateline.story import Behind, Glance, Subject, related_to, subject_of

MANY = 10
"""So many articles are listed in one go; more are listed by year."""


@dataclass(frozen=True)
class Listed:
    """An article as listings show it: `url` is relative to the root of the site."""

    url: str
    sheet: Sheet


@dataclass(frozen=True)
class Neighbour:
    """An article to read next, and what it shares with the one that names it."""

    listed: Listed
    reason: str


@dataclass(frozen=True)
class View:
    """What templates find under the name `dateline`. `articles` are the published ones, newest first.

    `editions`: whether the site holds states of the record that were kept.
    """

    addresses: ClassVar[ModuleType] = addresses

    press: Press
    articles: tuple[Listed, ...]
    sheets: dict[str, Sheet]
    editions: bool = False

    @property
    def as_of(self) -> str | None:
        """The day in words that this edition of the site is of; None: it is the site of today."""
        day = self.press.site.as_of
        return reader_day(day) if day else None

    @property
    def policy(self) -> str:
        """What a browser may do on the page: the gap that its Content-Security-Policy is put into when all of it is there."""
        return GAP

    @property
    def about_edition(self) -> str:
        """Where an edition says what it holds."""
        return addresses.ABOUT_EDITION

    def sheet(self, page: Page) -> Sheet | None:
        """The sheet of a page; None for pages that are not from content/."""
        return self.sheets.get(page.file.src_uri)

    def social(self, page: Page) -> SocialImage | None:
        """The picture that a page is shared with; None for one without a figure."""
        return self.press.shared_as(page.file.src_uri)

    def linked_data(self, page: Page) -> Markup:
        """What machines are told of a page; nothing for one that is no article."""
        return self.press.outgoing.linked_data(page.file.src_uri)

    @staticmethod
    def day(day: dt.date) -> str:
        """A day in the reader's form."""
        return reader_day(day)

    def notices(self, sheet: Sheet) -> tuple[Notice, ...]:
        """What a page says of the corrections that changed it, the newest first."""
        return self.press.repairs.notices_of(sheet)

    def updated(self, sheet: Sheet) -> dt.date | None:
        """When a page was last changed as readers should know."""
        return self.press.repairs.updated(sheet)

    @property
    def dataset(self) -> Dataset:
        """What the record is about, its publisher and licence."""
        return self.press.site.record.dataset

    @property
    def glance(self) -> Glance | None:
        """The record at a glance; None while it holds no report."""
        return self.press.glance

    @cached_property
    def lead(self) -> Listed | None:
        """The story that leads the front page: the newest that says `lead: true`, else the newest."""
        asking = (listed for listed in self.articles if listed.sheet.article.lead)
        return next(asking, self.articles[0] if self.articles else None)

    @property
    def others(self) -> tuple[Listed, ...]:
        """All articles but the lead."""
        return tuple(listed for listed in self.articles if listed is not self.lead)

    @cached_property
    def lead_figure(self) -> str | None:
        """The id of the first figure of the story that leads."""
        figures = self.press.figures_of(self._name(self.lead.sheet)) if self.lead else ()
        return figures[0] if figures else None

    @property
    def by_year(self) -> tuple[tuple[int | None, tuple[Listed, ...]], ...]:
        """The articles in groups as (year, articles); a few of them in one group without a year."""
        if len(self.articles) <= MANY:
            return ((None, self.articles),) if self.articles else ()
        return tuple((year, tuple(group)) for year, group in groupby(self.articles, _year))

    def sources(self, sheet: Sheet) -> Behind | None:
        """Every document behind a page, by publisher; None where it rests on none."""
        return self.press.behind(sheet)

    @cached_property
    def _subjects(self) -> list[Subject]:
        return [subject_of(listed.sheet.article, self.press.site.desk) for listed in self.articles]

    def related(self, sheet: Sheet) -> tuple[Neighbour, ...]:
        """What to read next: articles about the same places or days, the nearest first."""
        place = self._place(sheet.article)
        if place is None:
            return ()
        found = related_to(place, self._subjects, self.press.site.desk)
        return tuple(Neighbour(self.articles[one.number], one.reason) for one in found)

    def newer(self, sheet: Sheet) -> Listed | None:
        """The article published next after this one."""
        place = self._place(sheet.article)
        return self.articles[place - 1] if place else None

    def older(self, sheet: Sheet) -> Listed | None:
        """The article published last before this one."""
        place = self._place(sheet.article)
        return None if place is None or place + 1 == len(self.articles) else self.articles[place + 1]

    def _place(self, article: Article) -> int | None:
        """Where an article stands among those published."""
        return self._places.get(article.file)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {listed.sheet.article.file: number for number, listed in enumerate(self.articles)}

    def _name(self, sheet: Sheet) -> str:
        return sheet.article.file.removeprefix("content/")


@dataclass(frozen=True, slots=True)
class Asking:
    """A view, as the template of one page has it. What that asks for and gets is kept in `asked`, by its name."""

    view: View
    asked: dict[str, object]

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.view, name)
        return partial(self._called, name, found) if ismethod(found) else self._noted(name, found)

    def _called(self, name: str, method: Callable[..., object], /, *values: object, **named: object) -> object:
        return self._noted(name, method(*values, **named))

    def _noted(self, name: str, found: object) -> object:
        if found:
            self.asked[name] = found
        return found


def _year(listed: Listed) -> int:
    return listed.sheet.article.date.year if listed.sheet.article.date else 0
