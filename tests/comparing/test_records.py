"""Two records side by side: what is new, what says something else, what counts no longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.comparing.changes import EntryChange
from dateline.comparing.records import entry_changes, said, written
from dateline.load import load_record, plain_reports
from tests.projects import REPORT, SEED, Project, copy


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copy(SEED, tmp_path / "seed")


def changes(project: Project, old: str, new: str) -> tuple[EntryChange, ...]:
    before = said(load_record(project.root))
    project.edit(REPORT, old, new)
    return entry_changes(before, said(load_record(project.root)))


def short(change: EntryChange) -> tuple[str, str, str, list[tuple[str, str | None, str | None]]]:
    return change.kind, change.id, change.what, [(one.key, one.before, one.after) for one in change.values]


def test_nothing_differs_from_itself(project: Project) -> None:
    record = load_record(project.root)
    assert entry_changes(said(record), said(record)) == ()


def test_a_changed_event_is_told_key_by_key(project: Project) -> None:
    found = changes(project, "place: baghdad, strikes: 1", "place: [baghdad, bayji], strikes: {min: 1, max: 2}")
    assert [short(one) for one in found] == [
        ("event", "2018-04-06-baghdad", "changed", [("strikes", "1", "1 to 2"), ("place", "baghdad", "baghdad or bayji")])
    ]
    assert found[0].within == "2018-04-06-cjtf-oir"


def test_a_retracted_event_is_withdrawn(project: Project) -> None:
    (found,) = changes(project, "place: baghdad, strikes: 1", "place: baghdad, strikes: 1, retracted: true")
    assert short(found) == ("event", "2018-04-06-baghdad", "withdrawn", [("retracted", None, "true")])


def test_an_event_that_is_gone_is_withdrawn_with_all_it_said(project: Project) -> None:
    (found,) = changes(project, "  - {id: 2018-04-06-baghdad, place: baghdad, strikes: 1}\n", "")
    assert found.what == "withdrawn"
    assert ("strikes", "1", None) in short(found)[3]


def test_a_total_and_its_targets(project: Project) -> None:
    (total,) = changes(project, "cave: 1", "cave: 2")
    assert total.kind == "total"
    assert "2018-03-30/2018-04-05 iraq" in total.id
    ((key, before, after),) = short(total)[3]
    assert key == "target"
    assert before is not None
    assert "1 cave" in before
    assert after is not None
    assert "2 cave" in after


def test_files_are_compared_as_they_are_written(project: Project) -> None:
    before = written(plain_reports(project.root))
    project.edit(REPORT, "place: baghdad, strikes: 1", "place: nowhere, strikes: 2")
    (found,) = entry_changes(before, written(plain_reports(project.root)))
    assert short(found) == ("event", "2018-04-06-baghdad", "changed", [("place", "baghdad", "nowhere"), ("strikes", "1", "2")])


def test_the_words_of_the_dataset_are_told(project: Project) -> None:
    before = said(load_record(project.root))
    project.edit("data/dataset.yml", "one: strike", "one: raid")
    found = entry_changes(before, said(load_record(project.root)))
    assert [short(one) for one in found] == [("word", "measures strikes", "changed", [("one", "strike", "raid")])]
