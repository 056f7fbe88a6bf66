"""What the corrections of a site changed, page by page, and what is said of it there. Kept between builds.

Here belongs bringing effects and corrections together as notices. When a page is converted, and where a notice stands on
it, is not decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import msgspec

from dateline.corrections.articles import Asked, Effect, effects_of
from dateline.corrections.differences import ChartChange, Difference
from dateline.corrections.pages import RecordEffect, record_effects
from dateline.corrections.steps import Steps
from dateline.corrections.words import Described, described
from dateline.kept import Kept, digest_of
from dateline.model import Article, Correction, Source
from dateline.query.words import reader_day
from dateline.site import CACHE, Site

FOLDER = "corrections"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Notice:
    """What a page says of a correction: the correction in words, and what it changed on this page."""

    correction: Correction
    day: str
    described: Described
    source: Source | None
    numbers: tuple[Difference, ...] = ()
    charts: tuple[ChartChange, ...] = ()


@dataclass(frozen=True)
class Affected:
    """The corrections of a site and what they changed. Nothing is asked while there are none."""

    site: Site

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """All corrections, in the order in which they were made."""
        return self.site.record.corrections

    @cached_property
    def kept(self) -> Kept:
        """Where effects are kept: under all that the record says and the text of the page."""
        return Kept(self.site.root / CACHE / FOLDER if self.site.cached else None)

    @cached_property
    def _steps(self) -> Steps:
        return Steps(self.site.root, self.site.desk)

    @cached_property
    def record_effects(self) -> tuple[RecordEffect, ...]:
        """What corrections changed in the record."""
        if not self.corrections:
            return ()
        return self._remembered(b"record", tuple[RecordEffect, ...], lambda: record_effects(self._steps))

    def effects_of(self, article: Article, ask: Callable[[], Asked]) -> tuple[Effect, ...]:
        """What corrections changed on a page. `ask` gives what the page asks; it is called only where that is not known."""
        if not self.corrections:
            return ()
        key = msgspec.msgpack.encode(article)
        return self._remembered(key, tuple[Effect, ...], lambda: effects_of(ask(), self._steps, self.site.charts))

    def _remembered(self, key: bytes, kind: type[T], make: Callable[[], T]) -> T:
        name = digest_of(self.site.digest.encode(), key)
        content = self.kept.read(name)
        if content is not None:
            return msgspec.msgpack.decode(content, type=kind)
        made = make()
        self.kept.write(name, msgspec.msgpack.encode(made))
        return made

    def corrections_of(self, article: Article, effects: Iterable[Effect]) -> tuple[Correction, ...]:
        """The corrections of a page: those that changed what it shows, and those of its words."""
        named = {name for effect in effects for name in effect.corrections}
        target = article.file.removeprefix("content/").removesuffix(".md")
        return tuple(c for c in self.corrections if c.id in named or (c.kind == "article" and c.target == target))

    def notices_of(self, article: Article, effects: tuple[Effect, ...]) -> tuple[Notice, ...]:
        """What is said on a page of its corrections, the newest first.

        What several changed together stands with the last of them, which comes first.
        """
        notices = []
        for correction in self.corrections_of(article, effects):
            found = [effect for effect in effects if correction.id == effect.corrections[-1]]
            numbers = tuple(number for effect in found for number in effect.numbers)
            notices.append(self._notice(correction, numbers, tuple(chart for effect in found for chart in effect.charts)))
        return tuple(reversed(notices))

    @cached_property
    def notices_at(self) -> Mapping[str, tuple[Notice, ...]]:
        """What is said on pages of the record, by their addresses, the newest first."""
        found: dict[str, list[Notice]] = {}
        for effect in self.record_effects:
            for correction in self.corrections:
                if correction.id in effect.corrections:
                    for page in effect.pages:
                        numbers = page.numbers if correction.id == effect.corrections[-1] else ()
                        found.setdefault(page.address, []).insert(0, self._notice(correction, numbers))
        return {address: tuple(notices) for address, notices in found.items()}

    def notice(self, correction: Correction) -> Notice:
        """A correction in words."""
        return self._notice(correction)

    def _notice(
        self, correction: Correction, numbers: tuple[Difference, ...] = (), charts: tuple[ChartChange, ...] = ()
    ) -> Notice:
        record = self.site.record
        source = record.sources[correction.source] if correction.source else None
        return Notice(correction, reader_day(correction.on), described(correction, record), source, numbers, charts)
