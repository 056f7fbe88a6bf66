"""A record as it was with fewer of its corrections: before a repair, or as it was known on a day.

Here belongs reading again the few files that corrections go into. What had been published by then is for others to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec

from dateline.errors import ContentError
from dateline.load.amendments import Amendments, Counts, always
from dateline.load.files import SourceText, read_source
from dateline.load.findings import Findings
from dateline.load.record import words_of
from dateline.load.reports import ReportReader
from dateline.model import Correction, Record, Report


@dataclass(frozen=True)
class Earlier:
    """The earlier states of a record that was read from `root` with all its corrections."""

    root: Path
    record: Record

    def record_with(self, counts: Counts) -> Record | None:
        """The record with only the corrections for which `counts` holds, and those only that do not rest on others.

        None when it cannot be read so: a repair may need two corrections that make no sense one without the other.
        """
        found = Findings()
        amendments = Amendments.of(self.record.corrections, self._home_of, counts, found)
        reports = dict(self.record.reports)
        try:
            for file in amendments.changed_files():
                report = amendments.read(amendments.published(file), file, self._reader, found)
                if report is None or found:
                    return None
                reports[report.id] = report
            applied = amendments.applied
        except ContentError:
            return None
        return msgspec.structs.replace(self.record, reports=reports, corrections=applied)

    @cached_property
    def _reader(self) -> ReportReader:
        return ReportReader(words_of(self.record))

    @cached_property
    def _texts(self) -> dict[str, SourceText]:
        """The files that were read so far: each once, so that a record and its earlier states are of one time."""
        return {}

    @cached_property
    def _reports_of_events(self) -> dict[str, Report]:
        targets = {correction.target for correction in self.record.corrections if correction.kind == "event"}
        reports = self.record.reports.values() if targets else ()
        return {event.id: report for report in reports for event in report.events if event.id in targets}

    def report_of(self, correction: Correction) -> Report | None:
        """The report that a correction goes into; None for one of an article."""
        within = {"report": self.record.reports, "event": self._reports_of_events}.get(correction.kind, {})
        return within.get(correction.target)

    def _home_of(self, correction: Correction) -> SourceText | None:
        report = self.report_of(correction)
        if report is None:
            return None
        if report.file not in self._texts:
            self._texts[report.file] = read_source(self.root, self.root / report.file)
        return self._texts[report.file]

    def amendments(self) -> Amendments:
        """All corrections of the record, for finding what something wrong in a corrected report is due to."""
        return Amendments.of(self.record.corrections, self._home_of, always, Findings())
