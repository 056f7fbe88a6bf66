"""The record of a project: dataset, places, sources and reports, read together, with every problem of every file.

Here belongs the order of reading and what is still checked when something else is broken. If the words of dataset.yml cannot
be read, reports are only checked as YAML, since nothing can be said of their keys.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from dateline.errors import ContentError, Problem, Spot
from dateline.load import corrections, crosschecks, dataset, gazetteer, reports
from dateline.load.amendments import Amendments, Counts, Homes, always
from dateline.load.cache import ReportCache
from dateline.load.crosschecks import ReadReport
from dateline.load.files import SourceText, list_files, read_source, relative_name
from dateline.load.findings import Findings
from dateline.load.reports import ReportReader, Words
from dateline.load.vocabulary import Known
from dateline.load.yaml_reader import Plain, holds_nothing, read
from dateline.model import Correction, Place, Record, Report, Source


def empty_files(root: Path) -> tuple[Problem, ...]:
    """A warning for each file of reports, or of corrections, that holds nothing: nothing is wrong because of it."""
    asked = [path for path in (root / corrections.FILE, *list_files(root, reports.FOLDER, ".yml")[0]) if path.exists()]
    return tuple(_nothing_in(relative_name(root, path)) for path in asked if _is_empty(root, path))


def _is_empty(root: Path, path: Path) -> bool:
    try:
        return holds_nothing(read_source(root, path).text)
    except ContentError:
        return False  # which is said by those who read it


def _nothing_in(file: str) -> Problem:
    what = "a correction" if file == corrections.FILE else "the report"
    message = "this file holds nothing, and is passed over"
    return Problem("empty-file", message, Spot(file), f"write {what} into it, or take it away", "warning")


@dataclass(slots=True)
class RecordReading:
    """One reading of data/. After `run`: the record, or None and the problems; `authors` as far as they could be read.

    `counts` says which corrections are applied. Files that hold nothing are passed over (see `empty_files`).
    """

    root: Path
    cache: Path | None = None
    counts: Counts = always
    problems: list[Problem] = field(default_factory=list)
    authors: Known = field(default_factory=lambda: Known("author", dataset.FILE, None))
    _texts: dict[str, SourceText] = field(default_factory=dict)
    _findings: dict[str, Findings] = field(default_factory=dict)

    def run(self) -> Record | None:
        """Read everything."""
        with _no_collecting():
            return self._run()

    def _run(self) -> Record | None:
        parts, places, sources, known_sources, words = self._read_words()
        read_reports, amendments = self._read_amended(words, known_sources)
        for file, finding in crosschecks.check_all(read_reports):
            where, placed = amendments.placed(file, finding)
            self._found(where).noted.append(placed)
        self._check_corrections(amendments, read_reports, sources)
        self._place_findings()
        if self.problems:
            return None
        whole = {read.id: read.report for read in sorted(read_reports, key=lambda read: read.id) if read.report}
        return Record(dataset.build_dataset(parts), places, sources, whole, amendments.applied)

    def run_readable(self) -> Record | None:
        """The record without the reports that something is wrong with; None where its words cannot be read."""
        with _no_collecting():
            parts, places, sources, known_sources, words = self._read_words()
            self._place_findings()
            if self.problems or words is None:
                return None
            read_reports, amendments = self._read_amended(words, known_sources)
            whole = {read.id: read.report for read in read_reports if read.report}
            return Record(dataset.build_dataset(parts), places, sources, dict(sorted(whole.items())), amendments.applied)

    def _read_amended(self, words: Words | None, known_sources: Known) -> tuple[list[ReadReport], Amendments]:
        """The reports as they are with all corrections, and these."""
        texts = {relative_name(self.root, path): self._source(path) for path in self._report_files()}
        texts = {file: source for file, source in texts.items() if not (source and holds_nothing(source.text))}
        entries = self._read_corrections(known_sources)
        homes = Homes([source for source in texts.values() if source], entries)
        amendments = Amendments.of(entries, homes.home_of, self.counts, self._found(corrections.FILE))
        return self._read_reports(words, texts, amendments), amendments

    def _read_words(self) -> tuple[dict[str, Any], dict[str, Place], dict[str, Source], Known, Words | None]:
        parts = self._read_dataset()
        countries = Known("country", dataset.FILE, parts.get("countries"), _names(parts.get("countries")))
        place_data, source_data = self._data(gazetteer.PLACES), self._data(gazetteer.SOURCES)
        places = {} if place_data is None else gazetteer.read_places(place_data, countries, self._found(gazetteer.PLACES))
        sources = {} if source_data is None else gazetteer.read_sources(source_data, self._found(gazetteer.SOURCES))
        known_sources = Known("source", gazetteer.SOURCES, _ids(source_data))
        self._check_measures(parts, known_sources)
        words = _words(
            parts,
            countries,
            Known("place", gazetteer.PLACES, _ids(place_data), gazetteer.place_names(places)),
            known_sources,
            places,
        )
        return parts, places, sources, known_sources, words

    def _read_dataset(self) -> dict[str, Any]:
        data = self._data(dataset.FILE)
        if data is None:
            return {}
        found = self._found(dataset.FILE)
        parts = dataset.read_dataset(data, found)
        if isinstance(data, dict):
            self.authors = Known("author", dataset.FILE, _ids(data.get("authors", {})), _names(parts.get("authors")))
        return parts

    def _check_measures(self, parts: dict[str, Any], sources: Known) -> None:
        for measure in parts.get("measures", {}).values():
            problem = sources.problem(measure.source) if measure.source else None
            if problem:
                self._found(dataset.FILE).add(problem.code, problem.message, ("measures", measure.id, "source"), problem.help)

    def _read_corrections(self, known_sources: Known) -> tuple[Correction, ...]:
        """The entries of corrections.yml, which a project may do without."""
        if not (self.root / corrections.FILE).exists():
            return ()
        source = self._source(self.root / corrections.FILE)
        if source is None or holds_nothing(source.text):
            return ()
        data = self._parse(source)
        return () if data is None else corrections.read_corrections(data, known_sources, self._found(corrections.FILE))

    def _check_corrections(self, amendments: Amendments, read_reports: list[ReadReport], sources: dict[str, Source]) -> None:
        if not amendments.corrections:
            return
        amendments.check_targets((event for read in read_reports for _, event in read.events), (read.id for read in read_reports))
        days = {read.file: _published(read.report, sources) for read in read_reports if read.report}
        amendments.check_days(days, {source.id: source.published for source in sources.values()})
        amendments.check_articles(self.root)

    def _read_reports(self, words: Words | None, texts: dict[str, SourceText | None], amendments: Amendments) -> list[ReadReport]:
        cache = self._open_cache()
        reader = ReportReader(words) if words else None
        read_reports = [
            self._read_report(source, reader, cache, amendments)
            if source
            else ReadReport.broken(PurePosixPath(file).stem, file, None)
            for file, source in texts.items()
        ]
        if cache:
            cache.save()
        return read_reports

    def _open_cache(self) -> ReportCache | None:
        """Nothing is taken from the cache while one of the files that all reports depend on is broken."""
        if self.problems or any(self._findings.values()):
            return None
        basis = [self._texts[file].raw for file in (dataset.FILE, gazetteer.PLACES, gazetteer.SOURCES)]
        return ReportCache(self.cache, basis)

    def _report_files(self) -> list[Path]:
        paths, problems = list_files(self.root, reports.FOLDER, ".yml")
        self.problems += problems
        return paths

    def _read_report(
        self, source: SourceText, reader: ReportReader | None, cache: ReportCache | None, amendments: Amendments
    ) -> ReadReport:
        file = source.file
        basis = [source.raw, amendments.key(file)]
        kept = cache.get(file, basis) if cache else None
        if kept:
            return ReadReport.of(kept)
        data = self._parse(source)
        report = amendments.read(data, file, reader, self._found(file)) if reader and data is not None else None
        if report is None:
            return ReadReport.broken(PurePosixPath(file).stem, file, data)
        if cache:
            cache.put(report, basis)
        return ReadReport.of(report)

    def _source(self, path: Path) -> SourceText | None:
        try:
            source = read_source(self.root, path)
        except ContentError as error:
            self.problems += error.problems
            return None
        self._texts[source.file] = source
        return source

    def _parse(self, source: SourceText) -> Plain | None:
        try:
            return read(source.text, source.file)
        except ContentError as error:
            self.problems += error.problems
            return None

    def _data(self, file: str) -> Plain | None:
        source = self._source(self.root / file)
        return self._parse(source) if source else None

    def _found(self, file: str) -> Findings:
        return self._findings.setdefault(file, Findings())

    def _place_findings(self) -> None:
        for file, found in self._findings.items():
            if found:
                self.problems += found.problems(self._texts[file].text, file)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Pause the search for garbage: a record has no cycles, and looking for them takes two fifths of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _ids(data: Any) -> list[str] | None:
    """The ids that a file means to define, also those of entries with something wrong in them."""
    return list(data) if isinstance(data, dict) else None


def _published(report: Report, sources: dict[str, Source]) -> dt.date:
    source = sources.get(report.source)
    return (source.published if source else None) or report.period.end + dt.timedelta(1)


def _names(entries: dict[str, Any] | None) -> dict[str, str]:
    return {entry.name: identifier for identifier, entry in (entries or {}).items()}


def _words(parts: dict[str, Any], countries: Known, places: Known, sources: Known, located: dict[str, Place]) -> Words | None:
    """What reports may name; None when the dataset does not say it."""
    if not parts.keys() >= set(dataset.WORDS_KEYS):
        return None
    return Words(
        measures=parts["measures"],
        categories=parts["categories"],
        countries=countries,
        actors=Known("actor", dataset.FILE, parts["actors"], _names(parts["actors"])),
        places=places,
        sources=sources,
        place_countries={place.id: place.country for place in located.values()},
    )


def words_of(record: Record) -> Words:
    """What the reports of a record may name."""
    data, places = record.dataset, record.places
    return Words(
        measures=data.measures,
        categories=data.categories,
        countries=Known("country", dataset.FILE, data.countries),
        actors=Known("actor", dataset.FILE, data.actors),
        places=Known("place", gazetteer.PLACES, places),
        sources=Known("source", gazetteer.SOURCES, record.sources),
        place_countries={place.id: place.country for place in places.values()},
    )
