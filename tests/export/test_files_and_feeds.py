"""Files for others: every event with its bounds, cells that no spreadsheet runs, feeds in their order."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.cells import safe_cell
from dateline.export import MOST_ENTRIES, Feed, FeedEntry, events_csv, events_json, feeds, ordered_events, rfc822
from dateline.model import Record
from tests.factories import WEEK, event, record, report, seed_report, stated, tally
from tests.projects import ROOT

TEMPLATES = [ROOT / "templates"]
FEED = Feed("The site", "What it is", "https://example.org/repo/")


def rows(of: Record) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(events_csv(of).decode(), newline="")))


def one(**fields: object) -> dict[str, str]:
    """The row of a single event."""
    (row,) = rows(record(report("a", WEEK, [], [event("e", "2018-03-31", **fields)])))  # type: ignore[arg-type]
    return row


def test_the_seed_week() -> None:
    found = rows(record(seed_report()))
    assert [row["id"] for row in found] == ["baghdad", "bayji-qayyarah", "rutbah-al-qaim", "syria"]
    assert sum(int(row["strikes_high"]) for row in found) == 9
    assert {row["report"] for row in found} == {"2018-04-06-cjtf-oir"}
    assert {row["source"] for row in found} == {"lwj-2018-04-06"}


@pytest.mark.parametrize(
    ("amount", "low", "high"), [(3, "3", "3"), ((1, 4), "1", "4"), ((2, None), "2", ""), (0, "0", "0"), (None, "", "")]
)
def test_a_count_is_two_columns(amount: object, low: str, high: str) -> None:
    row = one(places="bayji") if amount is None else one(places="bayji", strikes=amount)
    assert (row["strikes_low"], row["strikes_high"]) == (low, high)
    assert (row["engagements_low"], row["engagements_high"]) == ("", "")


def test_an_event_says_where_and_how() -> None:
    assert one(places="qayyarah bayji")["places"] == "qayyarah|bayji"
    assert one(places="bayji abu-kamal")["country"] == "iraq|syria"
    assert one(country="syria")["country"] == "syria"
    assert (
        one(tallies={"target": (tally("cave", 2), tally("vehicle", None, None))})["targets"] == "destroyed:cave:2;:vehicle:some"
    )
    assert one(retracted="was a mistake")["status"] == "retracted"
    assert one()["status"] == "counted"


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "|", "%"))
    assert cell.removeprefix("'") == text.removeprefix("'") or cell == f"'{text}"


@pytest.mark.parametrize("note", ["=1+1", "@SUM(A1)", "-1", 'a "b", c', "one\ntwo", "a;b|c"])
def test_a_note_comes_back(note: str) -> None:
    assert one(note=note)["note"].removeprefix("'") == note


def test_the_order_of_files_and_events_does_not_matter() -> None:
    first = report("a", "2018-03-30/2018-04-05", [], [event("x", "2018-03-31"), event("y", "2018-03-30")])
    second = report("b", "2018-03-23/2018-03-29", [], [event("z", "2018-03-24")])
    assert events_csv(record(first, second)) == events_csv(record(second, first))
    assert [found.id for _, found in ordered_events(record(first, second))] == ["z", "y", "x"]


def test_the_json_holds_what_was_said_and_nothing_else() -> None:
    said = report("a", WEEK, [stated(WEEK, strikes=(2, None), country="iraq")], [event("e", "2018-03-31", "bayji", strikes=2)])
    content = json.loads(events_json(record(said)))
    assert content["reports"] == [
        {
            "id": "a",
            "source": "lwj-2018-04-06",
            "actor": "cjtf-oir",
            "start": "2018-03-30",
            "end": "2018-04-05",
            "covers": ["iraq", "syria"],
            "stated": [
                {"start": "2018-03-30", "end": "2018-04-05", "country": "iraq", "counts": {"strikes": {"low": 2, "high": None}}}
            ],
            "events": [
                {
                    "id": "e",
                    "start": "2018-03-31",
                    "end": "2018-03-31",
                    "places": ["bayji"],
                    "counts": {"strikes": {"low": 2, "high": 2}},
                }
            ],
        }
    ]
    assert content["measures"]["strikes"] == {"one": "strike", "many": "strikes", "definition": "what a release calls a strike"}


def entry(day: int, updated: int | None = None, title: str = "") -> FeedEntry:
    date = dt.date(2018, 1, 1) + dt.timedelta(day)
    last = dt.date(2018, 1, 1) + dt.timedelta(day if updated is None else updated)
    return FeedEntry(title or f"No. {day}", "Said", f"https://example.org/repo/{day}/", date, last, ("A", "B"))


def titles(content: bytes) -> list[str | None]:
    return [item.findtext("title") for item in ET.fromstring(content).iter("item")]  # noqa: S314 - we wrote it ourselves


def test_feeds_are_in_their_order_even_from_entries_that_come_once() -> None:
    made = dict(feeds(FEED, iter([entry(1, 9), entry(3), entry(2)]), TEMPLATES))
    assert titles(made["feed_rss_created.xml"]) == ["No. 3", "No. 2", "No. 1"]
    assert titles(made["feed_rss_updated.xml"]) == ["No. 1", "No. 3", "No. 2"]
    listed = json.loads(made["feed_json_created.json"])["items"]
    assert [item["title"] for item in listed] == ["No. 3", "No. 2", "No. 1"]
    assert listed[2]["date_modified"] == "2018-01-10T00:00:00Z"
    assert listed[0]["authors"] == [{"name": "A"}, {"name": "B"}]


def test_feeds_end_somewhere() -> None:
    made = dict(feeds(FEED, (entry(day) for day in range(MOST_ENTRIES + 5)), TEMPLATES))
    assert all(len(titles(made[f"feed_rss_{name}.xml"])) == MOST_ENTRIES for name in ("created", "updated"))
    assert titles(made["feed_rss_created.xml"])[0] == f"No. {MOST_ENTRIES + 4}"


def test_empty_feeds_are_feeds() -> None:
    made = dict(feeds(FEED, [], TEMPLATES))
    assert titles(made["feed_rss_created.xml"]) == []
    assert b"lastBuildDate" not in made["feed_rss_created.xml"]
    assert json.loads(made["feed_json_created.json"])["items"] == []


def test_a_template_of_the_project_makes_the_feed(tmp_path: Path) -> None:
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials/feed.rss.html").write_text("{{ feed.title }}: {{ items | length }}", encoding="utf-8")
    made = dict(feeds(FEED, [entry(1)], [tmp_path, *TEMPLATES]))
    assert made["feed_rss_created.xml"] == b"The site: 1"


@pytest.mark.parametrize("day", [dt.date(2018, 4, 7), dt.date(2018, 1, 1), dt.date(2024, 2, 29), dt.date(2026, 11, 22)])
def test_days_in_feeds_are_english_whatever_the_locale(day: dt.date) -> None:
    assert re.fullmatch(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Apr|Nov) \d{4} 00:00:00 \+0000", rfc822(day))
    assert dt.datetime.strptime(rfc822(day), "%a, %d %b %Y %H:%M:%S %z").date() == day
