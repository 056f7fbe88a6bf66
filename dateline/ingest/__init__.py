"""The release reader: the text of a strike release to the draft of a report, with everything that was not understood.

clean (plain text) -> sentences -> tokens -> phrases -> clauses (what one sentence says) -> reading (what it takes over from
those above, with carrying and claiming) -> draft -> writing (YAML) and summary. Pure functions from text to a frozen draft;
which files are read and written is the command's. Here belongs what other modules may call.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dateline.errors import ConfigurationError, Problem, did_you_mean
from dateline.ingest.clean import plain
from dateline.ingest.dates import Almanac, NoReleaseDay
from dateline.ingest.draft import make_draft
from dateline.ingest.form import release_day
from dateline.ingest.kinds import Kinds
from dateline.ingest.names import Names
from dateline.ingest.pages import text_of_page
from dateline.ingest.phrases import Language, country_names
from dateline.ingest.reading import read
from dateline.ingest.sentences import sentences
from dateline.ingest.shapes import Draft, Wanted
from dateline.ingest.summary import summary
from dateline.ingest.writing import yaml_text
from dateline.model import Category, Period, Record

__all__ = ["Draft", "ReleaseReader", "Wanted", "summary", "text_of_page", "yaml_text"]

STRIKES = "strikes"


@dataclass(frozen=True)
class ReleaseReader:
    """Reads releases with the words of one record. Made once, used for every release."""

    record: Record

    def __post_init__(self) -> None:
        if STRIKES not in self.record.dataset.measures:
            known = ", ".join(self.record.dataset.measures)
            message = f"releases count strikes, and data/dataset.yml has no measure '{STRIKES}'"
            raise ConfigurationError(Problem("no-strikes", message, help=f"it has: {known}"))

    @cached_property
    def names(self) -> Names:
        """The gazetteer, by the spellings of its names."""
        return Names(self.record.places.values(), [country.name for country in self.record.dataset.countries.values()])

    @cached_property
    def _kinds(self) -> Kinds | None:
        category = _category(self.record)
        return Kinds.of(category) if category else None

    def read(self, text: str, wanted: Wanted, period: Period | None = None) -> Draft:
        """The draft of one release. Raises ConfigurationError where the command line has to say more."""
        countries = {country.id: country.name for country in self.record.dataset.countries.values()}
        given = plain(text)
        found, pages = sentences(given, countries.values())
        published = wanted.published or release_day(found)
        language = Language(self.names, country_names(countries), self._kinds, Almanac(published))
        try:
            reading = read(given, found, pages, language, period)
        except NoReleaseDay:
            message = f"{wanted.file} names days without their year, and does not say when it was published"
            raise ConfigurationError(Problem("no-release-day", message, help="give --published YYYY-MM-DD")) from None
        if not found:
            raise ConfigurationError(
                Problem("empty-release", f"there is no text in {wanted.file}", help="give the text of the release")
            )
        dated = Wanted(wanted.file, wanted.source, wanted.actor, wanted.identifier, published)
        return make_draft(self.record, reading, self.names, self._kinds, dated, self._actor(wanted))

    def _actor(self, wanted: Wanted) -> str:
        actors = self.record.dataset.actors
        if wanted.actor is None and len(actors) == 1:
            return next(iter(actors))
        if wanted.actor in actors:
            return str(wanted.actor)
        known = ", ".join(actors)
        if wanted.actor is None:
            raise ConfigurationError(Problem("which-actor", "the dataset has several actors", help=f"give --actor: {known}"))
        raise ConfigurationError(
            Problem("unknown-actor", f"no actor '{wanted.actor}' in data/dataset.yml", help=did_you_mean(wanted.actor, actors))
        )


def _category(record: Record) -> Category | None:
    """The category that targets are sorted by: the one that says what was done to them, else the first."""
    categories = list(record.dataset.categories.values())
    return next((each for each in categories if each.effect), categories[0] if categories else None)
