from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dateline.errors import QueryError
from dateline.model import Period
from dateline.query import Desk
from tests.factories import record, seed_report

desk = Desk(record(seed_report()))


def names(scope: str | None = None) -> dict[str, Any]:
    return desk.namespace(Period.parse(scope) if scope else None)


def test_the_names_that_an_expression_may_use() -> None:
    assert set(names()) == {"strikes", "engagements", "targets", "share", "change", "day"}
    assert names()["strikes"].__name__ == "strikes"


def test_the_scope_of_the_page_is_where_a_question_starts() -> None:
    page = names("2018-04-01")
    assert str(page["strikes"]()) == "0 to 9"
    assert page["strikes"]().period == Period.parse("2018-04-01")
    assert str(page["strikes"](week="2018-03-30")) == "9"
    assert str(page["targets"](week="2018-03-30", country="iraq", target="tactical-unit")) == "3"
    assert str(names()["strikes"]()) == "9"


def test_share_change_and_day() -> None:
    page = names()
    assert str(page["share"](page["strikes"](country="iraq"), page["strikes"]())) == "67%"
    assert str(page["change"](page["strikes"](country="iraq"), page["strikes"](country="syria"))) == "100%"
    assert page["day"]("2018-04-05") == dt.date(2018, 4, 5)
    with pytest.raises(QueryError, match="'April' is not a date"):
        page["day"]("April")


@pytest.mark.parametrize(
    ("values", "filters", "message"),
    [
        (("iraq",), {}, "strikes() cannot be asked like this: 'iraq' has no name"),
        ((), {"scope": "2018"}, "no filter 'scope' in a query"),
        ((), {"measure": "strikes"}, "no filter 'measure' in a query"),
        ((), {"self": 1}, "no filter 'self' in a query"),
    ],
)
def test_a_question_asked_wrongly_is_a_problem_of_its_author(
    values: tuple[Any, ...], filters: dict[str, Any], message: str
) -> None:
    with pytest.raises(QueryError) as caught:
        names()["strikes"](*values, **filters)
    assert caught.value.message == message
    assert caught.value.help
