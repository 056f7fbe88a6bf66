"""The page of corrections: every mistake that was published, the newest first, with what its repair changed.

Which pages a correction changed is found in `dateline.corrections`; here they are only put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from dateline import addresses
from dateline.charts.wording import capital
from dateline.corrections import Affected, ChartChange, Described, Difference, Effect, Notice
from dateline.model import Correction, Dataset
from dateline.query.words import number_words
from dateline.record_pages.found import Entry
from dateline.record_pages.lines import SourceLine, source_line
from dateline.words import ViewRow

TITLE = "Corrections"
_MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")


@dataclass(frozen=True, slots=True)
class Touched:
    """A page of content/ that corrections changed: `name` is its path below content/ without `.md`."""

    name: str
    address: str
    title: str
    effects: tuple[Effect, ...]

    def is_changed_by(self, correction: Correction) -> bool:
        """Whether a correction, as the last of those made together, changed its numbers or charts."""
        return any(correction.id == effect.corrections[-1] for effect in self.effects)


@dataclass(frozen=True, slots=True)
class Affects:
    """A page that a correction changed, and what it changed there."""

    address: str
    title: str
    numbers: tuple[Difference, ...]
    charts: tuple[ChartChange, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionEntry:
    """A correction on the page: in words, and with all that it `changed`. `days` are counts of the days that it is about.

    `together` is the id of the correction that it was made with, where what both changed is listed.
    """

    notice: Notice
    source: SourceLine | None
    subject: str
    address: str | None
    changed: tuple[ViewRow, ...]
    together: str | None
    days: tuple[Difference, ...]
    pages: tuple[Affects, ...]
    articles: tuple[Affects, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """Where mistakes are reported: `address` for a link, None where it is none."""

    publisher: str
    words: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """What the template is given: the corrections by year, the newest first. `edition`: it is of a day that is past."""

    title: str
    summary: str
    contact: Contact
    years: tuple[tuple[int, tuple[CorrectionEntry, ...]], ...]
    edition: bool = False


def corrections_page(affected: Affected, touched: Iterable[Touched]) -> CorrectionsPage:
    """The page of all corrections of a site. `touched` are the pages of content/ that any of them changed."""
    pages = list(touched)
    entries = [_entry(affected, correction, pages) for correction in reversed(affected.corrections)]
    years = tuple((year, tuple(group)) for year, group in groupby(entries, lambda entry: entry.notice.correction.on.year))
    site = affected.site
    return CorrectionsPage(TITLE, corrections_summary(affected), contact_of(site.record.dataset), years, site.as_of is not None)


def corrections_summary(affected: Affected) -> str:
    """How many corrections there are, and of when the last is."""
    number = len(affected.corrections)
    if not number:
        return "No mistake has been corrected so far."
    many = number_words(number).capitalize() if number < 10 else f"{number:,}"
    said = "One correction" if number == 1 else f"{many} corrections"
    return f"{said}, the last made on {affected.notice(affected.corrections[-1]).day}."


def contact_of(dataset: Dataset) -> Contact:
    """Where readers report mistakes, as far as the dataset says it."""
    words = dataset.publisher_contact or dataset.publisher_url
    if words and words.startswith(("https://", "http://")):
        return Contact(dataset.publisher, words, words)
    mail = f"mailto:{quote(words, safe='@')}" if words and _MAIL.fullmatch(words) else None
    return Contact(dataset.publisher, words, mail)


def _entry(affected: Affected, correction: Correction, pages: Sequence[Touched]) -> CorrectionEntry:
    notice = affected.notice(correction)
    involved = [effect for effect in affected.record_effects if correction.id in effect.corrections]
    effects = [effect for effect in involved if correction.id == effect.corrections[-1]]
    article = next((page for page in pages if correction.kind == "article" and page.name == correction.target), None)
    return CorrectionEntry(
        notice,
        source_line(notice.source) if notice.source else None,
        article.title if article else notice.described.subject,
        article.address if article else notice.described.address,
        tuple(_changed(notice.described)),
        next((effect.corrections[-1] for effect in involved if correction.id != effect.corrections[-1]), None),
        tuple(day for effect in effects for day in effect.days),
        tuple(Affects(page.address, page.title, page.numbers) for effect in effects for page in effect.pages),
        tuple(_affects(page, correction) for page in pages if page.is_changed_by(correction)),
    )


def _changed(described: Described) -> Iterator[ViewRow]:
    """What was put right: which part, what it was, what it is."""
    if described.value:
        yield ViewRow("What", (capital(described.value),))
    yield ViewRow("Was", (described.was or "nothing given",))
    yield ViewRow("Now", (described.now or "taken away",))


def _affects(page: Touched, correction: Correction) -> Affects:
    found = [effect for effect in page.effects if correction.id == effect.corrections[-1]]
    return Affects(
        page.address,
        page.title,
        tuple(number for effect in found for number in effect.numbers),
        tuple(chart for effect in found for chart in effect.charts),
    )


def corrections_entries(affected: Affected) -> list[tuple[str, Entry]]:
    """What search knows: the page, and each correction, with where they stand."""
    found = [(addresses.CORRECTIONS, Entry(TITLE, corrections_summary(affected)))]
    for correction in affected.corrections:
        notice = affected.notice(correction)
        title = f"Correction of {notice.day}: {notice.described.subject}"
        found.append((addresses.correction_entry(correction.id), Entry(title, correction.why)))
    return found
