"""The record of the site itself: it loads, adds up, and gives back the numbers that the releases state.

tests/data/ holds those numbers as collected from public reports, each row with its address.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from dateline.counting import checks
from dateline.counting.standing import as_known
from dateline.load import load_record
from dateline.query import Desk

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests/data"
LATE_WEEK = "2018-08-27"
DISPUTED_DAY = "2018-10-29"


def lines(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


WEEKS, DAYS = lines("weekly_totals.csv"), lines("daily_totals.csv")


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(load_record(ROOT))


def wrong(desk: Desk, line: dict[str, str], questions: dict[str, tuple[str, dict[str, Any]]]) -> dict[str, str]:
    """The columns of a line whose stated number is not what the record answers, with the answer."""
    answers = {name: desk.ask(measure, **filters).count for name, (measure, filters) in questions.items() if line[name]}
    return {name: str(count) for name, count in answers.items() if not count.is_exact or count.low != int(line[name])}


def wrong_in_week(desk: Desk, line: dict[str, str]) -> dict[str, str]:
    days = {"start": line["start"], "end": line["end"]}
    return wrong(
        desk,
        line,
        {
            "strikes": ("strikes", days),
            "engagements": ("engagements", days),
            "strikes_iraq": ("strikes", {**days, "country": "iraq"}),
            "strikes_syria": ("strikes", {**days, "country": "syria"}),
        },
    )


def wrong_on_day(desk: Desk, line: dict[str, str]) -> dict[str, str]:
    asked = {"day": line["date"], "country": line["country"]}
    return wrong(desk, line, {"strikes": ("strikes", asked), "engagements": ("engagements", asked)})


def test_all_the_lines_are_here() -> None:
    assert (len(WEEKS), len(DAYS)) == (27, 180)
    assert all(line["source"] for line in (*WEEKS, *DAYS))


@pytest.mark.parametrize("line", [line for line in WEEKS if line["start"] != LATE_WEEK], ids=lambda line: str(line["start"]))
def test_a_week_gives_the_stated_numbers(desk: Desk, line: dict[str, str]) -> None:
    assert wrong_in_week(desk, line) == {}


@pytest.mark.parametrize(
    "line", [line for line in DAYS if line["date"] != DISPUTED_DAY], ids=lambda line: f"{line['date']}-{line['country']}"
)
def test_a_day_gives_the_stated_numbers(desk: Desk, line: dict[str, str]) -> None:
    assert wrong_on_day(desk, line) == {}


def test_the_week_that_the_next_release_added_to(desk: Desk) -> None:
    """30 as first stated; the release of the next week lists three more, without their engagements."""
    week: dict[str, Any] = {"start": LATE_WEEK, "end": "2018-09-02"}
    assert str(desk.ask("strikes", **week)) == "33"
    assert str(desk.ask("engagements", **week)) == "at least 35"
    assert str(Desk(as_known(desk.record, dt.date(2018, 9, 6))).ask("strikes", **week)) == "30"
    (line,) = (line for line in WEEKS if line["start"] == LATE_WEEK)
    assert wrong_in_week(desk, line) == {"strikes": "33", "engagements": "at least 35"}
    assert wrong_in_week(Desk(as_known(desk.record, dt.date(2018, 9, 6))), line) == {}


def test_the_day_whose_sentence_and_line_disagree(desk: Desk) -> None:
    disputed = [line for line in DAYS if line["date"] == DISPUTED_DAY]
    assert [(line["country"], line["strikes"]) for line in disputed] == [("syria", "7")]
    assert [wrong_on_day(desk, line) for line in disputed] == [{"strikes": "8"}]


def test_nothing_in_the_record_contradicts_itself(desk: Desk) -> None:
    ledgers = [desk.ledger(measure) for measure in desk.measures]
    sums = [finding for ledger in ledgers for finding in checks.discrepancies(ledger)]
    assert [*checks.overlaps(desk.standing), *sums, *checks.needed(desk.standing, ledgers)] == []


def test_the_seed_week(desk: Desk) -> None:
    week: dict[str, Any] = {"week": "2018-03-30"}
    assert str(desk.ask("strikes", **week)) == "9"
    assert [(row.key, str(row.count)) for row in desk.ask("strikes", **week).by("country")] == [("iraq", "6"), ("syria", "3")]
    places = [(row.key, str(row.count)) for row in desk.ask("strikes", **week).by("place")]
    assert dict(places) == {
        "abu-kamal": "0 to 3", "al-qaim": "0 to 2", "baghdad": "1", "bayji": "0 to 3", "qayyarah": "0 to 3",
        "rutbah": "0 to 2", "shadaddi": "0 to 3",
    }  # fmt: skip


def test_every_week_of_the_record_holds_its_bounds(desk: Desk) -> None:
    """The weeks nobody reported are gaps: their numbers have no upper bound, and neither has the whole."""
    answer = desk.ask("strikes")
    weeks = answer.by("week")
    assert sum(row.count.low for row in weeks) <= answer.low
    assert answer.high is None
    assert {row.coverage for row in weeks} == {"full", "partial", "none"}
    assert all((row.uncovered == 0) == (row.coverage == "full") for row in weeks)
    assert all(row.count.high is None for row in weeks if row.coverage != "full")
