from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Period
from dateline.query import Desk
from tests.factories import event, record, report, stated

FIRST = dt.date(2018, 3, 1)


def day(offset: int) -> dt.date:
    return FIRST + dt.timedelta(offset)


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5), st.sampled_from(["iraq", "syria"])), min_size=1, max_size=6),
    st.integers(0, 20),
    st.integers(0, 10),
    st.sampled_from([None, "iraq", "syria"]),
)
def test_uncovered_is_every_country_day_without_a_report(
    spans: list[tuple[int, int, str]], start: int, length: int, country: str | None
) -> None:
    reports = [
        report(f"r{n}", str(Period(day(at), day(at + more))), covers=(where,)) for n, (at, more, where) in enumerate(spans)
    ]
    answer = Desk(record(*reports)).ask("strikes", start=day(start), end=day(start + length), country=country)
    covered = {(at + n, where) for at, more, where in spans for n in range(more + 1)}
    asked = {(start + n, c) for n in range(length + 1) for c in ("iraq", "syria") if country in (None, c)}
    assert answer.uncovered == len(asked - covered)
    assert answer.coverage == ("full" if asked <= covered else "partial" if asked & covered else "none")


def test_a_day_without_a_report_is_not_a_day_without_strikes() -> None:
    desk = Desk(record(report("a", "2018-03-01", [stated("2018-03-01", strikes=0)], covers=("iraq",))))
    assert str(desk.ask("strikes", day="2018-03-01", country="iraq")) == "0"
    assert str(desk.ask("strikes", day="2018-03-01", country="syria")) == "at least 0"
    assert str(desk.ask("strikes", day="2018-03-01", place="shadaddi")) == "at least 0"
    assert str(desk.ask("strikes", day="2018-03-02", country="iraq")) == "at least 0"


def test_the_reports_of_one_actor_say_nothing_about_another() -> None:
    desk = Desk(
        record(
            report("a", "2018-03-01", [stated("2018-03-01", strikes=4)]),
            report("b", "2018-03-02", [stated("2018-03-02", strikes=2)], actor="other"),
        )
    )
    assert str(desk.ask("strikes", actor="other", day="2018-03-02")) == "2"
    assert str(desk.ask("strikes", actor="other", day="2018-03-01")) == "at least 0"
    assert desk.ask("strikes", actor="other").coverage == "partial"
    assert str(desk.ask("strikes", actor=["other", "cjtf-oir"])) == "6"


def test_what_one_report_says_has_no_gaps() -> None:
    desk = Desk(record(report("a", "2018-03-01", events=[event("e", "2018-03-01", "bayji", strikes=2)])))
    answer = desk.ask("strikes", start="2018-02-01", end="2018-04-01", report="a")
    assert (str(answer), answer.coverage, answer.uncovered) == ("2", "full", 0)
