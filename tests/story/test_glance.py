"""The record at a glance: numbers with their bounds, and which days are covered."""

from __future__ import annotations

import datetime as dt

from dateline.model import Record, Source
from dateline.query import Desk
from dateline.story import Glance, glance_of
from tests.factories import SOURCE, WEEK, event, record, report, seed_report, stated

LATER = Source("dod-2018-04-20", "Two weeks on", "The department", "https://example.org/b")


def glance(data: Record) -> Glance:
    found = glance_of(Desk(data))
    assert found is not None
    return found


def gappy() -> Record:
    """The seed week; a week without a report; half a week of Syria alone."""
    lines = [event("line", "2018-04-13/2018-04-15", "shadaddi", strikes=(1, 2))]
    return record(
        seed_report(), report("b", "2018-04-13/2018-04-15", (), lines, covers=("syria",), source=LATER.id), sources=[LATER]
    )


def test_a_record_without_reports_has_nothing_to_show() -> None:
    assert glance_of(Desk(record())) is None


def test_an_exact_week_reads_exactly_and_leads_to_its_page() -> None:
    shown = glance(record(seed_report()))
    facts = {fact.label: (fact.bound, fact.figure, fact.unit, fact.period, fact.address) for fact in shown.facts}
    week = "30 March to 5 April 2018"
    assert facts == {
        "Latest week": ("", "9", "strikes", week, "weeks/2018-03-30/"),
        "Iraq": ("", "6", "strikes", week, "places/"),
        "Syria": ("", "3", "strikes", week, "places/"),
    }  # the week is the record as a whole, which is not said twice
    assert shown.read == f"The record was read from 1 report, by way of 1 document. It runs from {week}."


def test_a_gap_makes_every_number_over_it_a_least_number() -> None:
    facts = {fact.label: (fact.bound, fact.figure) for fact in glance(gappy()).facts}
    assert facts["On record in all"] == ("at least", "10")
    assert facts["Latest week"] == ("at least", "1")
    assert facts["Syria"] == ("at least", "4")


def test_countries_come_in_the_order_of_what_is_certain() -> None:
    labels = [fact.label for fact in glance(gappy()).facts]
    assert labels == ["Latest week", "On record in all", "Iraq", "Syria"]


def test_a_range_is_never_one_number() -> None:
    span = "2018-04-13/2018-04-19"
    shown = glance(record(report("b", span, (), [event("line", span, "shadaddi", strikes=(1, 2))])))
    latest = shown.facts[0]
    assert (latest.bound, latest.figure, latest.unit) == ("", "1 to 2", "strikes")


def test_one_is_singular() -> None:
    span = "2018-04-13/2018-04-19"
    shown = glance(record(report("b", span, [stated(span, strikes=1)])))
    assert (shown.facts[0].figure, shown.facts[0].unit) == ("1", "strike")


def test_a_fortnight_is_called_one() -> None:
    span = "2018-12-16/2018-12-29"
    assert glance(record(report("b", span, [stated(span, strikes=3)]))).facts[0].label == "Latest fortnight"


def test_the_ten_days_between_two_kinds_of_weeks_are_called_ten_days() -> None:
    span = "2018-06-01/2018-06-10"
    assert glance(record(report("b", span, [stated(span, strikes=3)]))).facts[0].label == "Latest 10 days"


def test_parts_that_add_up_need_no_line() -> None:
    assert glance(record(seed_report())).apart is None
    assert glance(gappy()).apart is None


def test_strikes_without_a_country_are_said_to_have_none() -> None:
    either = [event("either", WEEK, "bayji shadaddi", strikes=1), event("iraq", WEEK, "bayji", strikes=6)]
    whole = glance(record(report("a", WEEK, (), either)))
    assert [fact.figure for fact in whole.facts] == ["7", "6 to 7", "0 to 1"]
    assert whole.apart == "For 1 of the strikes on record the reports do not say in which country."
    later = "2018-04-20/2018-04-26"
    gap = glance(record(seed_report(), report("b", later, [stated(later, strikes=5)])))
    assert {fact.label: fact.figure for fact in gap.facts} == {
        "Latest week": "5",
        "On record in all": "14",
        "Iraq": "6",
        "Syria": "3",
    }
    assert gap.apart == "For at least 5 of the strikes on record the reports do not say in which country."


def test_covered_and_missing_days_are_all_days() -> None:
    shown = glance(gappy())
    iraq, syria = shown.covered
    assert (iraq.name, iraq.words, iraq.runs) == ("Iraq", "7 of 17 days covered, 10 without a report", ((0, 7),))
    assert (syria.name, syria.words, syria.runs) == ("Syria", "10 of 17 days covered, 7 without a report", ((0, 7), (14, 3)))
    assert {country.total for country in shown.covered} == {(shown.span.end - shown.span.start).days + 1} == {17}
    assert syria.path == "M0 0h7v10h-7zM14 0h3v10h-3z"
    assert shown.span.start == dt.date(2018, 3, 30)
    assert shown.read.startswith("The record was read from 2 reports, by way of 2 documents. It runs from 30 March")
    assert SOURCE.id != LATER.id
