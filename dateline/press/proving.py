"""The evidence for the numbers of a build: its pages, and what a fact-checker is given without any host."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dateline.addresses import evidence_page
from dateline.errors import ContentError
from dateline.evidence import Charted, EvidencePage, Teller, Told, evidence_of, proofs_of
from dateline.load import read_line
from dateline.markdown.numbers import Links
from dateline.markdown.page import render_page
from dateline.press.pages import Pages
from dateline.query import Answer
from dateline.query.remembered import Remembered
from dateline.record_pages import Edition, Finished, Renderer, Shell
from dateline.render import template_directories
from dateline.story import Usage
from dateline.worded import worded


@dataclass
class Proving:
    """The evidence for the articles of a build. `edition` has the pages that it leads to."""

    pages: Pages
    edition: Edition

    def proved(self) -> dict[str, str]:
        """Where the evidence of every article that was converted lies, by its path below content/."""
        return {
            name: evidence_page(name)
            for name, sheet in self.pages.sheets.items()
            if sheet.article.date and name in self.pages.converted
        }

    def evidence(self) -> Iterator[EvidencePage]:
        """The evidence page of every article that was converted, in the order of `proved`. `place` must have been called."""
        known = Remembered(
            Told, self.pages.site.kept, f"{self.pages.site.digest}-evidence{'-explore' if self.pages.explores else ''}"
        )
        teller = Teller(self.edition.archive, Links(explore=self.pages.explores), known)
        for name in self.proved():
            sheet = self.pages.sheets[name]
            proofs = proofs_of(sheet.context.findings.entries, self._charted, teller)
            yield evidence_of(sheet.title, self.pages.address_of(name), proofs, self.pages.site.record)
        known.keep()

    def read_through(self) -> Usage:
        """What every page rests on, where no host converts them. Nothing is drawn. Raises ContentError with all that is wrong."""
        line = read_line(self.pages.site.root)
        rendered = [render_page(sheet.context, read_line=line) for sheet in self.pages.sheets.values()]
        problems = [problem for page in rendered for problem in page.problems]
        if problems:
            raise ContentError(problems)
        return self.pages.usage

    def factcheck(self, name: str) -> EvidencePage:
        """The evidence for a page that no host has converted. Raises ContentError with all that is wrong in it."""
        context = self.pages.context_of(self.pages.sheets[name].article)
        rendered = render_page(context, read_line=read_line(self.pages.site.root))
        if rendered.problems:
            raise ContentError(rendered.problems)
        teller = Teller(self.edition.archive, Links(explore=self.pages.explores))
        return evidence_of(rendered.title, "", proofs_of(rendered.entries, self._charted, teller), self.pages.site.record)

    def _charted(self, name: str) -> tuple[Charted, Answer]:
        """What a chart says of itself, and what it counts in all."""
        figure = self.pages.studio.figure(name)
        total = figure.finished.asked.answer(self.pages.site.desk)
        return Charted(name, figure.title, figure.subtitle, figure.summary, str(figure.order.spot or figure.order.file)), total

    def files(self, shells: Mapping[int, Shell]) -> Iterator[Finished]:
        """The evidence pages in their frames. `shells` has a frame for each depth of `proved`."""
        render = Renderer(template_directories(self.pages.site.root))
        for address, view in zip(self.proved().values(), self.evidence(), strict=True):
            printed = render("evidence.html", address, view)
            page = shells[address.count("/")].finished(address, f"Evidence: {view.title}", view.summary, printed)
            yield replace(page, parts=tuple((proof.id, worded(proof)) for proof in view.proofs))
