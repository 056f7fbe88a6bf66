"""A site as it was known on a day: the record with what had been published by then, and the pages that can be asked of it.

Here belongs which reports, corrections, sources and pages are left out, and what is said of them. How such a site is built is
not known here. The texts of pages are those of today, as far as they are kept: only git knows what they were.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from dateline.addresses import EXPLORE
from dateline.comparing.pages import Reading
from dateline.counting.standing import as_known
from dateline.errors import ConfigurationError, ContentError, Problem, Spot
from dateline.load import Earlier
from dateline.markdown.context import PageContext
from dateline.markdown.page import evaluate_front
from dateline.model import Article, Correction, Record
from dateline.query import Desk
from dateline.query.words import reader_day
from dateline.site import Site, check_site, page_slug

HOME = "content/index.md"


@dataclass(frozen=True)
class LeftOut:
    """A page that an edition does not hold: its path below content/, its title on the site of today, and why."""

    name: str
    title: str
    reason: str


@dataclass(frozen=True)
class Hindsight:
    """The site as it was known at the end of `day`, and the pages that are not in it."""

    day: dt.date
    site: Site
    left_out: tuple[LeftOut, ...]

    @classmethod
    def of(cls, site: Site, day: dt.date) -> Hindsight:
        """What was known then.

        Raises ConfigurationError for a day before all reports, ContentError where the home page asks more than was known.
        """
        record = known_record(site.root, site.record, day)
        known = replace(site, record=record, desk=Desk(record), as_of=day, articles=())
        kept, left_out = [], []
        for article in site.articles:
            reason = _reason(article, day)
            if reason:
                left_out.append(LeftOut(_name(article), _title(article, site), reason))
            else:
                kept.append(_as_of(article, day))
        reading = Reading(replace(known, articles=tuple(kept)))
        reading.close()
        failed = {file: page.problems for file, page in reading.pages.items() if page.problems}
        wrong = check_site(site.with_articles(tuple(article for article in kept if article.file in failed)))
        if wrong:  # what is wrong today, too, is no matter of what was known
            raise ContentError(wrong)
        if HOME in failed:
            raise ContentError([_home(problem, day) for problem in failed[HOME]])
        left_out += [
            LeftOut(_name(article), _title(article, site), _unanswered(failed[article.file][0]))
            for article in kept
            if article.file in failed
        ]
        articles = tuple(article for article in kept if article.file not in failed)
        return cls(day, replace(known, articles=articles), tuple(sorted(left_out, key=lambda page: page.name)))

    @property
    def in_words(self) -> str:
        """The day in the reader's form."""
        return reader_day(self.day)


def known_record(root: Path, record: Record, day: dt.date) -> Record:
    """The record as it was known at the end of a day: reports and documents by their publication.

    A correction without a document repairs what never was true, and so counts on any day; one that rests on a document counts
    from when that was published. Raises ConfigurationError before the first report.
    """
    if not record.reports:
        raise ConfigurationError(Problem("as-of", "the record holds no report, so that nothing was known on any day"))
    first = min(map(record.published, record.reports.values()))
    if day < first:
        message = f"nothing was known on {day}: the first report was published on {first}"
        raise ConfigurationError(Problem("as-of", message, None, f"give a day from {first} on"))

    def was_known(correction: Correction) -> bool:
        if correction.source is None:
            return True
        return (record.sources[correction.source].published or correction.on) <= day

    corrected = record
    if not all(map(was_known, record.corrections)):
        earlier = Earlier(root, record).record_with(was_known)
        if earlier is None:
            message = f"the record of {day} cannot be read: corrections that were known then rest on others that were not"
            help_ = "give corrections that only make sense together the same `source`"
            raise ContentError(Problem("as-of", message, Spot("data/corrections.yml"), help_))
        corrected = earlier
    known = as_known(corrected, day)
    return msgspec.structs.replace(known, sources=_sources(known, day))


def _sources(record: Record, day: dt.date) -> dict[str, object]:
    """Documents that had been published, and those that the record itself rests on."""
    needed = {report.source for report in record.reports.values()}
    needed |= {event.source for report in record.reports.values() for event in report.events if event.source}
    needed |= {total.source for report in record.reports.values() for total in report.stated if total.source}
    needed |= {measure.source for measure in record.dataset.measures.values() if measure.source}
    needed |= {place.coordinate_source for place in record.places.values() if place.coordinate_source}
    needed |= {correction.source for correction in record.corrections if correction.source}
    return {
        name: source
        for name, source in record.sources.items()
        if name in needed or not source.published or source.published <= day
    }


def _name(article: Article) -> str:
    return article.file.removeprefix("content/")


def _title(article: Article, site: Site) -> str:
    """The title as it reads on the site of today."""
    return evaluate_front(PageContext(article, site.record, site.desk, slug="title", shared_lint=site.lint))[0]


def _reason(article: Article, day: dt.date) -> str | None:
    if article.date and article.date > day:
        return f"It was published later, on {reader_day(article.date)}."
    if page_slug(article.file) == EXPLORE.rstrip("/"):
        return "It fetches its data from a server, which an edition does without."
    return None


def _as_of(article: Article, day: dt.date) -> Article:
    later = article.updated is not None and article.updated > day
    return msgspec.structs.replace(article, updated=None) if later else article


def _unanswered(problem: str) -> str:
    said = problem.partition(": ")[2] or problem
    return f"It asks what was not known then ({said})."


def _home(problem: str, day: dt.date) -> Problem:
    where, _, said = problem.partition(": ")
    line = where.split(":")
    spot = Spot(line[0], *(int(part) for part in line[1:3] if part.isdigit()))
    help_ = "an edition cannot do without its home page: let it ask only what the days it names can answer"
    return Problem("as-of-home", f"as it was known on {day}: {said}", spot, help_)


def days_of(left_out: tuple[LeftOut, ...]) -> Iterator[str]:
    """What is left out, a line each."""
    return (f"content/{page.name}: {page.reason}" for page in left_out)
