"""Corrections of a record: applied when it is read, all or some of them, and never taken from a stale cache."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from dateline.errors import ContentError
from dateline.load import Earlier, load_record
from dateline.model import Correction, Record
from dateline.site import load_site

SEED = Path(__file__).parents[1] / "sites/seed"
ID = "2018-04-06-cjtf-oir"
ENTRIES = """
later: {on: 2018-06-02, event: 2018-04-06-baghdad, key: strikes, was: 2, now: 4, why: W}
sooner: {on: 2018-06-01, event: 2018-04-06-baghdad, key: strikes, was: 1, now: 2, why: W, source: lwj-2018-04-06}
added: {on: 2018-06-01, report: 2018-04-06-cjtf-oir, key: events.new, now: {place: hajin, strikes: 1}, why: W}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = tmp_path / "project"
    shutil.copytree(SEED / "data", project / "data")
    places = project / "data/places.yml"
    places.write_text(places.read_text("utf-8") + "\nhajin: {name: Hajin, country: syria}\n", "utf-8")
    write(project, ENTRIES)
    return project


def write(root: Path, text: str) -> None:
    (root / "data/corrections.yml").write_text(text, "utf-8")


def strikes(record: Record | None) -> dict[str, int]:
    assert record is not None
    return {event.id: event.counts["strikes"].low for event in record.reports[ID].events}


def names(record: Record | None) -> list[str]:
    assert record is not None
    return [correction.id for correction in record.corrections]


def test_corrections_are_applied_in_the_order_of_their_days(root: Path) -> None:
    record = load_record(root)
    assert names(record) == ["sooner", "added", "later"]
    assert strikes(record)["2018-04-06-baghdad"] == 4
    assert strikes(record)["new"] == 1
    assert record.corrections[0] == Correction(
        "sooner", dt.date(2018, 6, 1), "event", "2018-04-06-baghdad", "strikes", "1", "2", "W", None, "lwj-2018-04-06"
    )
    assert record.corrections[1].now == "{place: hajin, strikes: 1}"


def test_a_record_without_corrections_is_what_its_files_say(root: Path) -> None:
    (root / "data/corrections.yml").unlink()
    record = load_record(root)
    assert (names(record), strikes(record)["2018-04-06-baghdad"]) == ([], 1)


def test_some_corrections_may_count_and_what_rests_on_the_others_does_not(root: Path) -> None:
    record = load_record(root, counts=lambda correction: correction.source is None)
    assert names(record) == ["added"]
    assert strikes(record)["2018-04-06-baghdad"] == 1


@pytest.mark.parametrize("kept", [set(), {"sooner"}, {"sooner", "later"}, {"added"}, {"later"}, {"sooner", "later", "added"}])
def test_earlier_states_are_what_the_loader_would_have_read(root: Path, kept: set[str]) -> None:
    def counts(correction: Correction) -> bool:
        return correction.id in kept

    assert Earlier(root, load_record(root)).record_with(counts) == load_record(root, counts=counts)


def test_a_state_that_makes_no_sense_is_none(root: Path) -> None:
    write(
        root,
        """
one: {on: 2018-06-01, report: 2018-04-06-cjtf-oir, key: period, was: 2018-03-30/2018-04-05, now: 2018-03-30/2018-04-06, why: W}
two: {on: 2018-06-01, event: 2018-04-06-baghdad, key: on, now: 2018-04-06, why: W}
""",
    )
    earlier = Earlier(root, load_record(root))
    assert names(earlier.record_with(lambda correction: correction.id == "one")) == ["one"]
    assert earlier.record_with(lambda correction: correction.id == "two") is None


@pytest.mark.parametrize(("old", "new"), [("now: 4", "now: 5"), ("why: W}\nadded", "why: W, source: lwj-2018-04-06}\nadded")])
def test_the_cache_knows_the_corrections(root: Path, tmp_path: Path, old: str, new: str) -> None:
    load_record(root, tmp_path / "cache")
    write(root, ENTRIES.replace(old, new))
    assert load_record(root, tmp_path / "cache") == load_record(root)


def test_the_cache_is_not_shared_between_states(root: Path, tmp_path: Path) -> None:
    whole = load_record(root, tmp_path / "cache")
    none = load_record(root, tmp_path / "cache", counts=lambda _: False)
    assert strikes(none)["2018-04-06-baghdad"] == 1
    assert load_record(root, tmp_path / "cache") == whole


def test_a_wrong_guard_is_seen_with_a_warm_cache(root: Path, tmp_path: Path) -> None:
    load_record(root, tmp_path / "cache")
    report = root / "data/events/2018/2018-04-06-cjtf-oir.yml"
    report.write_text(report.read_text("utf-8").replace("baghdad, strikes: 1", "baghdad, strikes: 3"), "utf-8")
    with pytest.raises(ContentError, match="was published as 3, not as 1") as error:
        load_record(root, tmp_path / "cache")
    assert [str(problem.spot) for problem in error.value.problems] == [
        "data/corrections.yml:2:71",
        "data/corrections.yml:3:72",
    ]


def test_what_no_longer_adds_up_is_shown_where_it_was_said(root: Path) -> None:
    """A total that was taken away leaves the others where they are in the file."""
    write(
        root,
        """
gone: {on: 2018-06-01, report: 2018-04-06-cjtf-oir, key: stated.1, was: {strikes: 9}, why: W}
more: {on: 2018-06-01, event: 2018-04-06-syria, key: strikes, was: 3, now: 4, why: W}
""",
    )
    with pytest.raises(ContentError) as error:
        load_site(root, cached=False)
    assert [str(problem.spot) for problem in error.value.problems] == ["data/events/2018/2018-04-06-cjtf-oir.yml:7:5"]
