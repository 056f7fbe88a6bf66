"""The page of a week: what was counted with its bounds, what is missing, the events, the neighbours."""

from __future__ import annotations

import pytest

from dateline.counting.bounds import UNKNOWN, Count
from dateline.record_pages.weeks import week_page
from dateline.record_pages.wording import split_words, unplaced_words
from tests import factories
from tests.record_pages.cases import archive, later_report, pages, plain, seed, text


def test_the_week_of_the_design() -> None:
    page = week_page(archive(factories.seed_report()), 0)
    assert page.title == "Week of 30 March to 5 April 2018"
    assert page.summary == "9 strikes: 6 in Iraq and 3 in Syria."
    assert plain(page.table) == (("In all", ("9",)), ("Iraq", ("6",)), ("Syria", ("3",)))
    assert {row.under for row in page.table.rows} == {(("Strikes",),)}
    assert page.missing == ()
    assert [(group.name, [event.id for event in group.events]) for group in page.groups] == [
        ("Iraq", ["baghdad", "bayji-qayyarah", "rutbah-al-qaim"]),
        ("Syria", ["syria"]),
    ]
    assert (page.before, page.after) == (None, None)


def test_a_late_addition_counts_in_its_own_week_and_is_listed_there() -> None:
    page = week_page(archive(factories.seed_report(), later_report()), 0)
    assert page.summary == "10 strikes: 7 in Iraq and 3 in Syria."
    late = next(event for group in page.groups for event in group.events if event.id == "2018-04-20-late")
    assert late.adds_to is not None
    assert late.adds_to.address == "reports/2018-04-06-cjtf-oir/"


def test_a_week_without_a_report_says_so_and_shows_no_zero() -> None:
    page = week_page(archive(factories.seed_report(), later_report()), 1)
    assert page.summary == "No report covers these days."
    assert page.missing == ("No report covers Iraq.", "No report covers Syria.")
    assert {cell for row in page.table.rows for cell in row.cells} == {"not known"}
    assert (page.groups, page.reports) == ((), ())
    assert [page.before and page.before.address, page.after and page.after.address] == ["weeks/2018-03-30/", "weeks/2018-04-13/"]


def test_what_is_missing_is_said_in_words() -> None:
    page = week_page(archive(factories.seed_report(), later_report()), 2)
    assert page.summary == "At least 5 strikes."
    assert plain(page.table) == (("In all", ("at least 5", "at least 8")), ("Iraq", ("not known",) * 2), ("Syria", ("5", "8")))
    assert page.missing == (
        "No report covers Iraq.",
        "No place is stated for 3 strikes.",
        "No place is stated for 0 to 8 engagements.",
    )


def test_a_retracted_event_is_listed_and_counts_nothing() -> None:
    page = pages(seed())["weeks/2018-04-13/"]
    assert "Shadaddi: 4 strikes Retracted: it counts nothing." in text(page.content)


def test_ranges_and_spans_are_said_in_words() -> None:
    week = factories.WEEK
    report = factories.report("r", week, [], [factories.event("e", week, country="iraq", strikes=(2, None))])
    page = week_page(archive(report), 0)
    (group,) = page.groups
    (line,) = group.events
    assert (line.when, line.elsewhere, line.counts) == (
        "30 March to 5 April 2018 (day not stated)",
        "Iraq, place not stated",
        "at least 2 strikes",
    )


def test_periods_that_are_no_week_say_how_long_they_are() -> None:
    days = "2018-06-01/2018-06-10"
    page = week_page(archive(factories.report("r", days, [factories.stated(days, strikes=3)])), 0)
    assert page.title == "10 days: 1 to 10 June 2018"


def test_events_that_may_lie_in_two_countries_stand_under_neither() -> None:
    week = factories.WEEK
    report = factories.report(
        "r", week, [], [factories.event("e", week, "bayji shadaddi", strikes=1), factories.event("f", week, strikes=2)]
    )
    page = week_page(archive(report), 0)
    assert [group.name for group in page.groups] == ["Country not stated"]
    assert [event.elsewhere for event in page.groups[0].events if not event.where] == ["Iraq or Syria, place not stated"]
    assert plain(page.table)[1:] == (("Iraq", ("0 to 1, or more",)), ("Syria", ("0 to 1, or more",)))


STRIKES = factories.DATASET.measures["strikes"]


@pytest.mark.parametrize(
    ("whole", "iraq", "syria", "said"),
    [
        (Count(9), Count(6), Count(3), "9 strikes: 6 in Iraq and 3 in Syria."),
        (
            Count(134),
            Count(0, 0, 54),
            Count(80, 0, 54),
            "134 strikes, at least 80 of them in Syria; the number in Iraq is not known.",
        ),
        (Count(134), Count(0, 0, 134), Count(0, 0, 134), "134 strikes."),
        (
            Count(3, 1, None),
            UNKNOWN,
            Count(0, 1, None),
            "At least 3 strikes, possibly 4 or more; 0 to 1, or more, of them in Syria; the number in Iraq is not known.",
        ),
        (UNKNOWN, UNKNOWN, UNKNOWN, "An unknown number of strikes."),
        (Count(3, 0, None), Count(0, 1, None), Count(2), "At least 3 strikes: 0 to 1, or more, in Iraq; 2 in Syria."),
        (
            Count(948, 56, None),
            UNKNOWN,
            Count(900, 50, None),
            "At least 948 strikes, possibly 1,004 or more; at least 900 of them in Syria; the number in Iraq is not known.",
        ),
    ],
    ids=["exact", "one-unknown", "split-unknown", "nothing-certain", "all-unknown", "named", "large"],
)
def test_a_sum_and_its_parts_never_say_more_than_is_known(whole: Count, iraq: Count, syria: Count, said: str) -> None:
    assert split_words(whole, STRIKES, [("Iraq", iraq), ("Syria", syria)]) == said


def test_a_week_whose_report_gives_one_country_alone_says_which() -> None:
    report = factories.report(
        "r",
        factories.WEEK,
        [factories.stated(factories.WEEK, strikes=134)],
        [factories.event("e", factories.WEEK, "shadaddi", strikes=80)],
    )
    page = week_page(archive(report), 0)
    assert page.summary == "134 strikes, at least 80 of them in Syria; the number in Iraq is not known."


def test_reports_that_give_none_of_a_measure_are_not_said_to_give_some() -> None:
    engagements = factories.DATASET.measures["engagements"]
    assert unplaced_words(UNKNOWN, UNKNOWN, engagements) == "The reports give no number of engagements."
    assert unplaced_words(UNKNOWN, Count(5, 0, None), engagements) == "The reports do not give all engagements."
    assert unplaced_words(Count(219, 13, None), Count(442, 0, None), STRIKES) == (
        "No place is stated for at least 219 strikes, possibly 232 or more."
    )
