"""The words of a view: its texts with numbers, and what belongs together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from markupsafe import Markup

from dateline.counting.bounds import Count
from dateline.model import Frozen
from dateline.worded import worded
from dateline.words import ViewRow, ViewWords


@dataclass(frozen=True)
class Inner:
    name: str
    number: int
    day: dt.date


class Struct(Frozen, frozen=True):
    what: str
    inner: Inner | None = None


@dataclass(frozen=True, slots=True)
class Event:
    when: str
    words: str
    note: str
    sort: int

    @property
    def row(self) -> ViewRow:
        return ViewRow(self.when, (self.words, "", "near  Bayji"))


def test_texts_with_a_number_are_kept_and_others_are_not() -> None:
    assert worded("9 strikes", "nine strikes", ["6 in Iraq", ("3  in\nSyria",)], None, {"9": "ten 10"}) == ViewWords(
        texts=("9 strikes", "6 in Iraq", "3 in Syria")
    )


def test_numbers_days_and_periods_stand_alone() -> None:
    found = worded("9", "30 March to 5 April 2018", "4.5%", "10 km", Inner("x", 1234, dt.date(2018, 4, 5)), True)  # noqa: FBT003
    assert found.alone == ("9", "30 March to 5 April 2018", "4.5%", "1234", "1,234", "2018-04-05", "5 April 2018")
    assert found.texts == ("10 km",)


def test_views_are_gone_through_whatever_they_are_made_of() -> None:
    found = worded([Struct("about 7", Inner("number 8", 1, dt.date(2018, 1, 2)))])
    assert found.texts == ("about 7", "number 8")
    assert found.alone == ("1", "2018-01-02", "2 January 2018")


def test_what_belongs_together_is_a_row_and_nothing_else_besides() -> None:
    found = worded((Event("5 April", "3 strikes", "from 2 sides", 0),))
    assert found == ViewWords(("from 2 sides",), ("0",), (ViewRow("5 April", ("3 strikes", "near Bayji")),))


def test_a_row_without_a_number_is_one_too() -> None:
    row = ViewRow("Week of 30 March", ("no report",), held=("", " no\treport"), ordered=True)
    assert worded([row]) == ViewWords(rows=(ViewRow("Week of 30 March", ("no report",), ("no report",), ordered=True),))


def test_headings_stay_with_their_cells_where_cells_are_empty() -> None:
    row = ViewRow("Iraq", ("6", " ", "8"), under=(("Strikes",), ("Vehicles",), ("Killed  in all", "Stated")))
    assert worded([row]).rows == (ViewRow("Iraq", ("6", "8"), under=(("Strikes",), ("Killed in all", "Stated"))),)


@dataclass(frozen=True)
class Led:
    name: str
    address: str | None


def test_what_lies_at_an_address_is_known_by_its_name() -> None:
    found = worded([Led("Week  of 5 April", "weeks/5/"), Led("Week of 6 April", None), Led("Bayji", "places/bayji/")])
    assert found.links == (("Week of 5 April", "weeks/5/"),)


def test_what_people_call_things_may_be_a_number_within_a_text() -> None:
    assert worded(Inner("17 July", 7, dt.date(2018, 4, 5))).texts == ("17 July",)
    assert worded(Struct("17 July")).alone == ("17 July",)


def test_html_is_no_text_of_a_view() -> None:
    assert worded(Markup("<b>9</b>"), [Markup("8")]) == ViewWords()


def test_the_parts_of_a_count_are_not_for_printing() -> None:
    assert worded(Count(5, 6, 7)) == ViewWords()


def test_two_views_say_what_both_say() -> None:
    assert worded("a 1") + worded("2", ViewRow("x", ("3",))) == ViewWords(("a 1",), ("2",), (ViewRow("x", ("3",)),))
