"""What corrections changed on the pages of a build, and what the pages say of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from dateline.corrections import Affected, Asked, Chart, Effect, Notice
from dateline.markdown.page import render_page
from dateline.model import Correction
from dateline.press.pages import Pages
from dateline.sheet import Sheet


@dataclass
class Repairs:
    """The corrections of a site, seen from its pages. Asked once all pages are converted."""

    pages: Pages
    _effects: dict[str, tuple[Effect, ...]] = field(default_factory=dict)

    @cached_property
    def affected(self) -> Affected:
        """The corrections of the record and what they changed."""
        return Affected(self.pages.site)

    def effects_of(self, sheet: Sheet) -> tuple[Effect, ...]:
        """What corrections changed on a page, when all pages are converted. A page that is not in this build is asked anew."""
        file = sheet.article.file
        if file not in self._effects:
            self._effects[file] = self.affected.effects_of(sheet.article, lambda: self._asked(sheet))
        return self._effects[file]

    def _asked(self, sheet: Sheet) -> Asked:
        """What a page asks: its numbers and its charts."""
        found = sheet.context.findings
        if sheet.article.file.removeprefix("content/") not in self.pages.converted:
            context = self.pages.context_of(sheet.article)
            render_page(context)
            found = context.findings
        orders = [(name, order) for name in found.figures if (order := self.pages.studio.ordered(name))]
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
