"""Somebody else's figure beside ours: which number a quotation holds, and whether the two agree."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dateline.errors import QueryError
from dateline.evidence.quotes import number_in, quote_of
from dateline.query import Desk
from dateline.render import Expressions, author_names
from tests.evidence.cases import seed


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("nine strikes", 9),
        ("304 percent", 304),
        ("1,147 strikes", 1147),
        ("some 12.5 a day", Decimal("12.5")),
        ("Twenty-one engagements", 21),
        ("one hundred and five", 105),
        ("a strike", None),
        ("from 2 to 9", None),
        ("nine or 10", None),
        ("someone", None),
        ("ISIL2", None),
    ],
)
def test_the_one_number_of_a_quotation(text: str, number: int | Decimal | None) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(
    ("ours", "verdict"),
    [
        ("strikes()", "The two agree."),
        ('strikes(place="bayji") + strikes(country="syria")', "The two differ: theirs is higher than ours allows."),
        ("strikes().low * 2", "The two differ: theirs is lower than ours allows."),
        ('strikes(start="2018-03-30", end="2018-04-20")', "Theirs lies within what ours allows."),
        ("strikes().low / 2", "The two differ: theirs is higher than ours allows."),
    ],
)
def test_a_verdict_says_what_can_be_said(ours: str, verdict: str) -> None:
    record = seed()
    names = Expressions({**Desk(record).namespace(), **author_names(record.sources)})
    (quotation,) = names.evaluate(f'quoted("nine strikes", source="dod", ours={ours})').quotes
    assert quote_of(quotation, record, printed=True).verdict == verdict


def test_shares_and_changes_are_compared_as_they_are_printed() -> None:
    record = seed()
    names = Expressions({**Desk(record).namespace(), **author_names(record.sources)})
    text = 'quoted("67 percent", source="dod", ours=share(strikes(country="iraq"), strikes()))'
    (quotation,) = names.evaluate(text).quotes
    found = quote_of(quotation, record, printed=True)
    assert (found.ours, found.verdict) == ("67%", "The two agree.")


@pytest.mark.parametrize(
    "ours",
    [
        '"9"',
        "strikes() | words",
        "true",
        'quoted("9", source="dod")',
        "strikes",
        "[1]",
        "strikes().low / 7",
        'strikes().by("week")',
    ],
)
def test_ours_has_to_be_a_number_that_can_be_printed(ours: str) -> None:
    record = seed()
    names = Expressions({**Desk(record).namespace(), **author_names(record.sources)})
    with pytest.raises(QueryError):
        names.evaluate(f'quoted("9", source="dod", ours={ours})')
