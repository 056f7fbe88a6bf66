from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Period
from dateline.query.words import listed, number_words, reader_day, reader_month, reader_period, spell_numbers


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("9", "nine"),
        ("0 to 3", "zero to three"),
        ("at least 1,015", "at least one thousand and fifteen"),
        ("67%", "sixty-seven per cent"),
        ("−36%", "minus thirty-six per cent"),
        ("−1 to 2", "minus one to two"),
        ("2.5%", "two point five per cent"),
        ("unknown", "unknown"),
        ("1,015, and 3", "one thousand and fifteen, and three"),
        ("1,234,567", "one million two hundred and thirty-four thousand five hundred and sixty-seven"),
        ("the 1st of M4", "the 1st of M4"),
    ],
)
def test_numbers_in_words(text: str, words: str) -> None:
    assert spell_numbers(text) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "zero"), (21, "twenty-one"), (105, "one hundred and five"), (-3, "minus three"), (1000, "one thousand")],
)
def test_a_whole_number_in_words(number: int, words: str) -> None:
    assert number_words(number) == words


@given(st.integers(0, 10**7))
def test_no_digit_is_left_of_any_number(number: int) -> None:
    words = spell_numbers(f"{number:,}")
    assert words == number_words(number)
    assert not any(letter.isdigit() or letter == "," for letter in words)


@pytest.mark.parametrize(
    ("period", "reads"),
    [
        ("2018-04-05", "5 April 2018"),
        ("2018-06-01/2018-06-10", "1 to 10 June 2018"),
        ("2018-03-30/2018-04-05", "30 March to 5 April 2018"),
        ("2018-12-30/2019-01-12", "30 December 2018 to 12 January 2019"),
        ("2018-06-01/2019-06-10", "1 June 2018 to 10 June 2019"),
    ],
)
def test_a_period_says_once_what_its_ends_share(period: str, reads: str) -> None:
    assert reader_period(Period.parse(period)) == reads


def test_days_and_months() -> None:
    assert reader_day(dt.date(2018, 4, 5)) == "5 April 2018"
    assert reader_day(dt.date(2018, 4, 5), year=False) == "5 April"
    assert reader_month(dt.date(2018, 12, 31)) == "December 2018"


@pytest.mark.parametrize(
    ("names", "last", "reads"),
    [([], "and", ""), (["a"], "and", "a"), (["a", "b"], "and", "a and b"), (["a", "b", "c"], "or", "a, b or c")],
)
def test_a_list_in_words(names: list[str], last: str, reads: str) -> None:
    assert listed(names, last) == reads
