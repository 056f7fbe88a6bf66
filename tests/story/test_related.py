"""What to read next: the same places first, then the same days, never by chance."""

from __future__ import annotations

import pytest

from dateline.model import Article, Period
from dateline.query import Desk
from dateline.story import Subject, related_to, subject_of
from tests.factories import WEEK, record, seed_report

DESK = Desk(record(seed_report()))


def subject(places: str = "", days: str | None = WEEK) -> Subject:
    return Subject(frozenset(places.split()), Period.parse(days) if days else None)


def article(body: str) -> Article:
    return Article("content/articles/a.md", body, 1, "T", scope=Period.parse(WEEK))


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ('Near {{ strikes(place="bayji") }}.', {"bayji"}),
        ("Near {{ strikes(place = ['bayji', 'Albu Kamal']) | words }}.", {"bayji", "abu-kamal"}),
        ('{{ strikes(place="Baiji", week="2018-03-30") }}', {"bayji"}),
        ("/// chart | weekly\n    place: shadaddi\n\nCaption.\n///", {"shadaddi"}),
        ('/// chart | weekly\n    places: [bayji, "Al Qaim"]\n\nCaption.\n///', {"bayji", "al-qaim"}),
        ('{{ strikes(place="nowhere") }}', set()),
        ('The text says place="bayji", and asks nothing.', set()),
        ("", set()),
    ],
)
def test_places_are_those_asked_for(body: str, places: set[str]) -> None:
    assert subject_of(article(body), DESK) == Subject(frozenset(places), Period.parse(WEEK))


def test_the_same_places_come_before_the_same_days() -> None:
    subjects = [subject("bayji"), subject("", "2018-04-01/2018-04-20"), subject("bayji", None), subject("bayji qayyarah", None)]
    assert [one.number for one in related_to(0, subjects, DESK)] == [2, 3, 1]


def test_no_more_than_three_and_of_two_alike_the_earlier() -> None:
    found = related_to(2, [subject()] * 6, DESK)
    assert [one.number for one in found] == [0, 1, 3]


def test_nothing_in_common_is_not_related() -> None:
    subjects = [subject("bayji"), subject("baghdad", "2018-05-01/2018-05-02"), subject("", None)]
    assert related_to(0, subjects, DESK) == ()


@pytest.mark.parametrize(
    ("one", "two", "reason"),
    [
        (subject("bayji baghdad"), subject("bayji"), "Also about Bayji"),
        (subject("bayji baghdad rutbah"), subject("rutbah bayji baghdad"), "Also about Baghdad, Bayji and Rutbah"),
        (
            subject("bayji baghdad rutbah shadaddi"),
            subject("bayji baghdad rutbah shadaddi"),
            "Also about Baghdad, Bayji and 2 more places",
        ),
        (subject(), subject(), "Same days: 30 March to 5 April 2018"),
        (subject(), subject(days="2018-04-05/2018-05-01"), "Shares the days: 5 April 2018"),
    ],
)
def test_what_is_shared_is_said(one: Subject, two: Subject, reason: str) -> None:
    (found,) = related_to(0, [one, two], DESK)
    assert found.reason == reason
