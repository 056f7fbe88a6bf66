"""Two states of a project brought together: what was read of each, and all that differs between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.comparing.changes import Comparison, EntryChange, PageChange, What
from dateline.comparing.charts import chart_changes
from dateline.comparing.numbers import number_changes
from dateline.comparing.pages import Reading, ReadPage
from dateline.comparing.records import entry_changes, said, written
from dateline.site import Site

Reports = Mapping[str, dict[str, Any]]
"""The files of reports by id, as they are written."""


@dataclass(frozen=True)
class Before:
    """The older state: its revision, and what could be read of it.

    `site` None: its record could not be read, and only the files of its reports (`reports`) can be compared.
    `problems` says what was wrong with it.
    """

    revision: str
    commit: str
    site: Site | None
    reports: Reports
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Compared:
    """What differs, and both states as they were read, for whoever wants pictures. Close it when done."""

    comparison: Comparison
    before: Reading | None
    after: Reading

    def close(self) -> None:
        """Stop what draws."""
        self.after.close()
        if self.before:
            self.before.close()


def compare(before: Before, after: Site, reports: Reports) -> Compared:
    """All that differs. `reports` are the newer files, for an older record that can be compared in no other way."""
    new = Reading(after)
    if before.site is None:
        entries = entry_changes(written(before.reports), written(reports))
        return Compared(_comparison(before, entries, [], before.problems), None, new)
    old = Reading(before.site)
    pages = [_page(old, new, file) for file in sorted(old.pages.keys() | new.pages.keys())]
    problems = (*before.problems, *(problem for page in old.pages.values() for problem in page.problems))
    entries = entry_changes(said(before.site.record), said(after.record))
    return Compared(_comparison(before, entries, pages, tuple(dict.fromkeys(problems))), old, new)


def _comparison(
    before: Before, entries: tuple[EntryChange, ...], pages: list[PageChange], problems: tuple[str, ...]
) -> Comparison:
    differing = tuple(page for page in pages if page.what != "changed" or page.numbers or page.charts)
    return Comparison(
        before=before.revision,
        commit=before.commit,
        entries=entries,
        pages=differing,
        pages_unchanged=len(pages) - len(differing),
        numbers_unchanged=sum(page.numbers_unchanged for page in pages),
        charts_unchanged=sum(page.charts_unchanged for page in pages),
        problems=problems,
    )


def _page(before: Reading, after: Reading, file: str) -> PageChange:
    old, new = before.pages.get(file), after.pages.get(file)
    numbers, same_numbers = number_changes(old.numbers if old else (), new.numbers if new else ())
    charts, same_charts = chart_changes(old.charts if old else {}, new.charts if new else {}, before.drawn_as, after.drawn_as)
    what: What = "added" if old is None else "withdrawn" if new is None else "changed"
    title = next(page.title for page in _there(new, old))
    return PageChange(file, title, what, numbers, same_numbers, charts, same_charts)


def _there(*pages: ReadPage | None) -> Iterator[ReadPage]:
    return (page for page in pages if page)
