"""What leaves comes back: the same questions, asked of a record read from its downloads alone, have the same answers."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.cells import safe_cell
from dateline.export import holdings_of, package_of
from dateline.load import load_record
from dateline.model import Correction, Discrepancy, Record, Source
from dateline.query import Desk
from tests import factories
from tests.counting.worlds import World, questions, worlds
from tests.export.reading import cell, from_csv, from_json, from_parquet, rows
from tests.projects import ROOT, SEED

WAYS: dict[str, Callable[[dict[str, bytes]], Record]] = {
    "csv": from_csv,
    "json": lambda files: from_json(files["events.json"]),
    "parquet": from_parquet,
}


def files_of(record: Record) -> dict[str, bytes]:
    return {file.name: file.content for file in package_of(record, holdings_of(record), "https://example.org/").files}


def answers(record: Record) -> list[tuple[object, ...]]:
    """Every measure in all, by week, place and country, each with its bounds, and how many days have no report."""
    desk = Desk(record)
    found: list[tuple[object, ...]] = []
    for measure in desk.measures:
        whole = desk.ask(measure)
        found.append((measure, whole.count, whole.uncovered))
        for way in ("week", "place", record.dataset.country_word, *record.dataset.categories):
            found += [(measure, way, row.key, row.count) for row in whole.by(way)]
    return found


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("root", [SEED, ROOT], ids=["seed", "reference"])
def test_the_downloads_of_a_site_answer_as_its_record_does(root: Any, way: str) -> None:
    record = load_record(root)
    expected = answers(record)
    assert len(expected) > 20
    assert answers(WAYS[way](files_of(record))) == expected


@settings(max_examples=40)
@given(worlds(), st.lists(questions(), min_size=1, max_size=6))
def test_any_record_answers_as_its_downloads_do(world: World, asked: list[dict[str, Any]]) -> None:
    files = files_of(world.record)
    desk = Desk(world.record)
    for way, read in WAYS.items():
        other = Desk(read(files))
        for question in asked:
            for measure in ("strikes", "targets"):
                assert ask(other, measure, question) == ask(desk, measure, question), (way, measure, question)


def ask(desk: Desk, measure: str, question: dict[str, Any]) -> object:
    answer = desk.ask(measure, **question)
    return answer.count, answer.uncovered


DAY = "2018-03-31"
CAVES = factories.tally("cave", None)


def full() -> Record:
    """A record that says everything that can be said."""
    week = factories.WEEK
    record = factories.record(
        factories.report(
            "whole",
            week,
            [
                factories.stated(
                    week,
                    country="syria",
                    strikes=2,
                    engagements=(3, None),
                    discrepancy=Discrepancy("items", "=states 2"),
                    note="'quoted",
                    source="other",
                ),
                factories.stated("2018-03-31", place="bayji", strikes=(1, 4)),
            ],
            [
                factories.event("a", "2018-03-31", "abu-kamal shadaddi", strikes=5, source="other", note="''=1+1"),
                factories.event("b", week, country="iraq", strikes=(2, None), tallies={"target": (CAVES,)}),
                factories.event("c", week, strikes=(0, 2), retracted=True, note='line\nbreak, "quotes"; and | bars'),
            ],
            partial=True,
            discrepancy="-5 percent",
            note="@home",
        ),
        factories.report("part", DAY, [], [factories.event("d", DAY, strikes=1)], part_of="whole", covers=("syria",)),
        factories.report(
            "late",
            "2018-04-06/2018-04-12",
            [factories.stated("2018-04-06/2018-04-12", strikes=0)],
            [factories.event("e", "2018-04-01", "baghdad", strikes=1, adds_to="whole")],
        ),
        factories.report("new", "2018-04-06/2018-04-12", [factories.stated("2018-04-07", strikes=1)], [], replaces="late"),
        sources=[
            Source(
                "other", "+49", "'P", "https://example.org/o", "mirror", "https://example.org/orig", dt.date(2018, 4, 7),
                dt.date(2026, 1, 2), "https://example.org/arch", "0" * 64, "%note",
            )
        ],
    )  # fmt: skip
    places = {
        **record.places,
        "bayji": msgspec.structs.replace(record.places["bayji"], aliases=("a|b", '=c"', "d,e"), lat=-1.5, lon=2.0),
    }
    corrections = (
        Correction("one", dt.date(2018, 5, 1), "event", "a", "strikes", "4", "5", "=typed", "a reader", "other"),
        Correction("two", dt.date(2018, 5, 2), "article", "articles/a-week", None, "nine", None, "Words."),
    )
    return msgspec.structs.replace(record, places=places, corrections=corrections)


def bare(record: Record) -> Record:
    """Without what a re-user has no use for: files of the project, sources and countries that go without saying, authors."""
    reports = {}
    for name in sorted(record.reports):
        report = record.reports[name]
        rows = tuple(msgspec.structs.replace(row, source=row.source or report.source) for row in report.stated)
        events = tuple(
            msgspec.structs.replace(event, source=event.source or report.source)
            for event in sorted(report.events, key=lambda event: event.id)
        )
        reports[name] = msgspec.structs.replace(report, file="", stated=rows, events=events)
    return msgspec.structs.replace(record, reports=reports)


@pytest.mark.parametrize("way", WAYS)
def test_everything_that_can_be_said_comes_back_exactly(way: str) -> None:
    record = full()
    back = WAYS[way](files_of(record))
    expected = bare(record)
    if way == "json":  # there `some` and `one or more` are the same, as they are for counting
        text = msgspec.json.encode(expected).replace(b'"amount":null', b'"amount":{"low":1,"high":null}')
        assert msgspec.json.decode(msgspec.json.encode(bare(back))) == msgspec.json.decode(text)
    else:
        assert bare(back) == expected


@given(st.text())
def test_a_cell_that_is_made_safe_comes_back_as_it_was(text: str) -> None:
    assert (cell(safe_cell(text)) or "") == text


def test_the_other_json_files_hold_the_rows_of_the_csv_files() -> None:
    files = files_of(full())
    for name in ("reports", "stated", "places", "sources", "corrections", "measures", "words", "weeks", "categories"):
        listed = json.loads(files[f"{name}.json"])
        read = rows(files, name)
        assert [list(row) for row in listed] == [list(row) for row in read]
        for one, other in zip(listed, read, strict=True):
            for key, value in other.items():
                if key != "targets":
                    assert one[key] == (
                        str(value) if isinstance(value, dt.date) else list(value) if isinstance(value, tuple) else value
                    )


def test_a_reader_that_forgets_something_is_found_out() -> None:
    record = full()
    files = files_of(record)
    files["events.csv"] = files["events.csv"].replace(b"abu-kamal|shadaddi", b"abu-kamal")
    assert answers(from_csv(files)) != answers(record)
