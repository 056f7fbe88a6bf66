"""Which figures are taken for typed by hand, and which are not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.markdown.lint import FigureLint
from tests.markdown.pages import problems, record

LINT = FigureLint(record())

TYPED = """\
nine strikes / Nine coalition air strikes / 1,147 strikes / 9.5 strikes a day / a dozen strikes / two hundred and four strikes
twenty-five vehicles / 45 % / 45% / 45 per cent / 45 percent / 304 percent / five percentage points / nine airstrikes
a nine-strike week / six of the strikes / six of its coalition strikes / Strikes: 9 / Total strikes (9) / 20 to 30 strikes
20–30 percent / three tactical units / two supply routes / 3 caves / nine US strikes / one strike / In 2018, nine strikes
5 April: 9 strikes / 3 500 strikes / a hundred strikes / six to nine strikes / half of the 9 strikes / seventeen engagements
forty-five percent / three armoured Russian-made vehicles / nine drone-strikes / 2,018 strikes / 9 strikes' effect / zero strikes
nine targets / the 14 strikes / at least 6 strikes / 100 strikes / 1.5 million strikes / 9 \u00a0strikes / NINE STRIKES"""

FREE = """\
On 5 April strikes hit Bayji / In April 2018 strikes rose / 2018 strikes / from 2017 to 2018 strikes doubled / “nine strikes”
"nine strikes" / ‘nine strikes’ / ‘the coalition’s nine strikes’ / the ninth strike / the 9th strike / two weeks of strikes
three months without strikes / three countries reported strikes / nine civilians, strikes / nine. Strikes followed
no one strikes twice / table 3 vehicles / section 2 targets / F-16 strikes / M1 strikes / 30 March to 5 April strikes
Nov. 10–23 strikes / 5–7 April strikes / at 12:30 strikes began / 2018-04-05 strikes / 2017–18 strikes / three people in vehicles
several strikes / dozens of strikes / strikes (5 April) / strikes (2018) / two thirds of Syria / nine \ufffc strikes
\ufffc% / three reports on strikes / two compositions / a 10-day strike / nine strikers / ten years of vehicles
Operation Roundup 3 strikes / the week to 5 April: strikes fell / two kinds of target / one week, strikes stopped
9 Vehicles Square strikes / \ufffc strikes / Camp Nine strikes / striker 9 / the number nine"""


@pytest.mark.parametrize("text", [case for line in TYPED.split("\n") for case in line.split(" / ")])
def test_a_figure_beside_what_is_counted_is_found(text: str) -> None:
    assert list(LINT.figures(text)) != []


@pytest.mark.parametrize("text", [case for line in FREE.split("\n") for case in line.split(" / ")])
def test_dates_quotations_names_and_other_nouns_are_let_through(text: str) -> None:
    assert list(LINT.figures(text)) == []


def test_a_figure_says_which_query_to_use_instead() -> None:
    found = LINT.figures("nine strikes, 2 caves, three vehicles, 4 engagements, 5 airstrikes and 6 %")
    assert [figure.asks for figure in found] == ["strikes", "targets", "targets", "engagements", "strikes", None]


def test_a_bare_number_under_a_counted_heading_is_a_figure() -> None:
    assert LINT.cell("Strikes", " 9 ") is not None
    assert LINT.cell("Share, %", "45") is not None
    assert LINT.cell("Strikes", "2018") is None
    assert LINT.cell("Strikes", "see below") is None
    assert LINT.cell("Week", "9") is None


@pytest.mark.parametrize(
    "text", ["one hundred and " * 3000, "nine coalition and " * 3000, "9 " * 20000, "“" * 20000, "1 " + "a" * 50000]
)
def test_no_text_takes_long(text: str) -> None:
    start = time.perf_counter()
    list(LINT.figures(text))
    assert time.perf_counter() - start < 5


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for figure in LINT.figures(text):
        assert figure.words


def test_titles_and_descriptions_are_read_as_well() -> None:
    found = problems("Text.", title="Nine strikes", description="Of {{ strikes() }} strikes, 45 % in Iraq")
    assert [code for _, code in found] == ["typed-figure", "typed-figure"]
    assert problems("Text.", title="{{ strikes() | words | capitalize }} strikes in 2018") == []
