"""Which corrections go into which file, and what is wrong with them there.

Here belongs bringing the entries of corrections.yml to the reports, events and articles that they name, and giving what the
corrections cause its place: in the entry, not in the file that keeps what was published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from pathlib import PurePosixPath

from dateline.errors import ContentError
from dateline.load.amending import Amending, Refusal
from dateline.load.corrections import FILE, Values, change_of
from dateline.load.files import SourceText, list_files, read_source
from dateline.load.findings import Finding, Findings
from dateline.load.front_matter import split_page
from dateline.load.positions import locate
from dateline.load.reports import FOLDER, ReportReader
from dateline.load.scalars import Day
from dateline.load.vocabulary import Known
from dateline.load.yaml_reader import Plain, read
from dateline.model import Correction, Report

CONTENT = "content"
Counts = Callable[[Correction], bool]
"""Which corrections are applied: for what was known on a day, or before a repair."""

HomeOf = Callable[[Correction], SourceText | None]
"""The file that a correction of a report or an event goes into."""


def always(_: Correction) -> bool:
    """All corrections are applied."""
    return True


@dataclass(slots=True)
class Amendments:
    """The corrections of a record by the files that they go into. `found` is for what is wrong in corrections.yml."""

    corrections: Sequence[Correction]
    counts: Counts
    found: Findings
    _sources: dict[str, SourceText] = field(default_factory=dict)
    _by_file: dict[str, list[Correction]] = field(default_factory=dict)
    _homeless: list[Correction] = field(default_factory=list)

    @classmethod
    def of(cls, corrections: Sequence[Correction], home_of: HomeOf, counts: Counts, found: Findings) -> Amendments:
        """Sort the corrections by the files of reports that `home_of` finds for them."""
        made = cls(corrections, counts, found)
        for correction in corrections:
            home = None if correction.kind == "article" else home_of(correction)
            if home:
                made._sources[home.file] = home
                made._by_file.setdefault(home.file, []).append(correction)
            elif correction.kind != "article":
                made._homeless.append(correction)
        return made

    @property
    def applied(self) -> tuple[Correction, ...]:
        """The corrections that are in the reports that were read, in their order; of articles those that count."""
        left_out = {correction.id for correction in self.corrections if not self.counts(correction)}
        for file in self.changed_files():
            changed = {identifier for _, identifier in self._amending(file).changed}
            left_out |= {correction.id for correction in self._by_file[file] if correction.id not in changed}
        return tuple(correction for correction in self.corrections if correction.id not in left_out)

    def key(self, file: str) -> bytes:
        """What the reading of a file depends on besides its bytes."""
        parts = [(c.id, c.kind, c.target, c.key, c.was, c.now, self.counts(c)) for c in self._by_file.get(file, ())]
        return repr(parts).encode() if parts else b""

    def read(self, data: Plain, file: str, reader: ReportReader, found: Findings) -> Report | None:
        """The report with its corrections. What is wrong goes to `found` or, if a correction is to blame, to its entry."""
        report = reader.read(data, file, found)
        if file not in self._by_file:
            return report
        noted = len(self.found.noted)
        amending = self._amended(data, file, self.found)
        if report is None:
            return None
        caused = Findings()
        report = reader.read(amending.result(), file, caused)
        self.found.noted += [_blamed(finding, amending) for finding in caused.noted]
        return report if len(self.found.noted) == noted else None

    def _amended(self, data: Plain, file: str, found: Findings) -> Amending:
        """The data with the corrections that count. The guard is on all of them, whichever count."""
        whole, counted = Amending(data), Amending(data)
        for correction in self._by_file[file]:
            change = change_of(correction)
            refusal = whole.apply(change)
            if refusal:
                found.noted.append(_refused(correction, refusal, self._sources[file], whole))
            elif self.counts(correction):
                counted.apply(change)  # refused if it rests on one that does not count: then it does not, either
        return counted

    def _amending(self, file: str) -> Amending:
        """The same of a file that was read and found well."""
        return self._amended(self.published(file), file, Findings())

    def published(self, file: str) -> Plain:
        """The data of a corrected report as they were published. Raises ContentError."""
        return read(self._sources[file].text, file)

    def changed_files(self) -> list[str]:
        """The files with a correction that does not count."""
        return [file for file, listed in self._by_file.items() if not all(map(self.counts, listed))]

    def placed(self, file: str, finding: Finding) -> tuple[str, Finding]:
        """The file that a finding about a corrected report is shown in, and the finding with its path there."""
        if file not in self._by_file:
            return file, finding
        try:
            amending = self._amending(file)
        except ContentError:
            return file, finding
        origin = amending.origin(finding.path)
        if origin.id is None and not amending.touches(finding.path):
            return file, Finding(finding.code, finding.message, origin.path, finding.help, finding.key)
        return FILE, _blamed(finding, amending)

    def check_targets(self, known: Iterable[str], reports: Iterable[str]) -> None:
        """Note the corrections whose event or report does not exist."""
        events, files = Known("event", FOLDER, known), Known("report", FOLDER, reports)
        for correction in self._homeless:
            problem = (events if correction.kind == "event" else files).problem(correction.target)
            if problem:
                self.found.add(problem.code, problem.message, (correction.id, correction.kind), problem.help)

    def check_days(self, published: Mapping[str, dt.date], known: Mapping[str, dt.date | None]) -> None:
        """A correction is made after what it corrects was published, and after the document that shows it.

        `published` are the days of reports by their files, `known` those of documents by their ids.
        """
        for file, corrections in self._by_file.items():
            day = published.get(file)
            for correction in corrections:
                if day and correction.on < day:
                    message = f"a correction of {correction.on} is older than the report, which was published on {day}"
                    self.found.add("bad-date", message, (correction.id, "on"), "it is the day on which the mistake was repaired")
        for correction in self.corrections:
            shown = known.get(correction.source or "")
            if shown and correction.on < shown:
                message = f"a correction of {correction.on} cannot rest on a document that was published on {shown}"
                self.found.add("bad-date", message, (correction.id, "source"), "give the document that was known then")

    def check_articles(self, root: FilePath) -> None:
        """The words of articles have to be what the corrections say they are now."""
        corrections = [correction for correction in self.corrections if correction.kind == "article"]
        if not corrections:
            return
        paths, _ = list_files(root, CONTENT, ".md")
        names = {path.relative_to(root / CONTENT).with_suffix("").as_posix(): path for path in paths}
        known = Known("article", CONTENT, names)
        for correction in corrections:
            problem = known.problem(correction.target)
            if problem:
                self.found.add(problem.code, problem.message, (correction.id, "article"), problem.help)
                continue
            try:
                text = read_source(root, names[correction.target]).text
            except ContentError:
                continue  # told where pages are read
            day = _date_of(text, correction.target)
            if day and correction.on < day:
                message = f"a correction of {correction.on} is older than the article, which was published on {day}"
                self.found.add("bad-date", message, (correction.id, "on"), "it is the day on which the mistake was repaired")
            later = [other for other in corrections if other.target == correction.target]
            self._check_words(correction, text, later[later.index(correction) + 1 :])

    def _check_words(self, correction: Correction, text: str, later: Sequence[Correction]) -> None:
        """`later` are the corrections of the same article that may have changed the words again."""
        text, values = " ".join(text.split()), Values.of(correction)
        was, now = (None if value is None else " ".join(str(value).split()) for value in (values.was, values.now))
        file = f"{CONTENT}/{correction.target}.md"
        if now and now not in text and not any(_overlaps(now, Values.of(other).was) for other in later):
            message = f"{file} does not say what it is said to say now"
            self.found.add("wrong-now", message, (correction.id, "now"), "quote the words as they stand in its source")
        if was and was in (text.replace(now, "\0") if now else text) and not any(_overlaps(was, Values.of(o).now) for o in later):
            message = f"{file} still says what it is said to have said before"
            self.found.add("wrong-was", message, (correction.id, "was"), "correct the page, too; or quote more of its words here")


def _date_of(text: str, name: str) -> dt.date | None:
    """The day on which an article was published, as far as its front matter can be read."""
    try:
        front = read(split_page(text, name).front, name)
    except ContentError:
        return None
    return Day().read(front.get("date", ""), (), Findings()) if isinstance(front, dict) else None


def _overlaps(words: str, other: Plain | None) -> bool:
    folded = " ".join(str(other or "").split())
    return bool(folded) and (folded in words or words in folded)


@dataclass(slots=True)
class Homes:
    """Finds the file that a correction goes into, among those of all reports.

    A file is looked into only when an event of its may be meant.
    """

    sources: Sequence[SourceText]
    corrections: Sequence[Correction]
    _events: dict[str, frozenset[str]] = field(default_factory=dict)

    def home_of(self, correction: Correction) -> SourceText | None:
        """The file of the report, or of the report that the event stands in or was added to by another correction."""
        target = correction.target
        if correction.kind == "report":
            return self._report(target)
        for other in self.corrections:
            if other.kind == "report" and other.key == f"events.{target}":
                return self._report(other.target)
        return next((source for source in self.sources if target in source.text and target in self._ids(source)), None)

    def _report(self, identifier: str) -> SourceText | None:
        return next((source for source in self.sources if PurePosixPath(source.file).stem == identifier), None)

    def _ids(self, source: SourceText) -> frozenset[str]:
        if source.file not in self._events:
            self._events[source.file] = _event_ids(source)
        return self._events[source.file]


def _event_ids(source: SourceText) -> frozenset[str]:
    try:
        data = read(source.text, source.file)
    except ContentError:
        return frozenset()
    events = data.get("events") if isinstance(data, dict) else None
    rows = events if isinstance(events, list) else []
    return frozenset(str(row.get("id")) for row in rows if isinstance(row, dict))


def _refused(correction: Correction, refusal: Refusal, source: SourceText, amending: Amending) -> Finding:
    """What is said of a correction that cannot be made, with where in the file the published value stands."""
    message = refusal.message
    if refusal.path is not None:
        earlier = amending.origin(refusal.path).id
        spot = locate(source.text, refusal.path, source.file)
        message += f" ({spot}{f', after the correction {earlier}' if earlier else ''})"
    return Finding(refusal.code, message, (correction.id, refusal.at), refusal.help)


def _blamed(finding: Finding, amending: Amending) -> Finding:
    """A finding as one of the correction that causes it."""
    origin = amending.cause(finding.path)
    if origin.rest is None or (finding.key and not origin.rest):
        return Finding(finding.code, finding.message, (str(origin.id), "key"), finding.help)
    return Finding(finding.code, finding.message, (str(origin.id), "now", *origin.rest), finding.help, finding.key)
