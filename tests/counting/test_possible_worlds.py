"""The counting rules against worlds that are fully known.

A world is a list of strikes, each with its day and place. From it we draw reports as releases are: some strikes itemised,
some blurred to a span, a place set or a range, some only in totals, some in nothing but a gap. Whatever is asked, the true
number must lie within the bounds.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Amount, Event, Period, Record, Report, Stated
from dateline.query import Desk
from tests.factories import PLACES, record, report

FIRST = dt.date(2018, 5, 25)
LENGTH = 16
COUNTRIES = ("iraq", "syria")


@dataclass(frozen=True)
class Strike:
    day: dt.date
    place: str

    @property
    def country(self) -> str:
        return PLACES[self.place].country


@dataclass(frozen=True)
class World:
    strikes: tuple[Strike, ...]
    record: Record

    def truth(self, start: dt.date, end: dt.date, countries: list[str] | None, places: list[str] | None) -> int:
        return sum(
            start <= s.day <= end and (countries is None or s.country in countries) and (places is None or s.place in places)
            for s in self.strikes
        )


def day(offset: int) -> dt.date:
    return FIRST + dt.timedelta(offset)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    strikes: list[Strike] = []
    reports: list[Report] = []
    offset = 0
    while offset < LENGTH:
        length = draw(st.integers(1, 10))
        if draw(st.integers(0, 4)):
            period = Period(day(offset), day(offset + length - 1))
            covers = draw(st.sampled_from([COUNTRIES, COUNTRIES, ("syria",)]))
            mine = draw(st.lists(st.builds(Strike, _days(period), _places(covers)), max_size=8))
            strikes += mine
            reports.append(draw(_reports(f"r{offset}", period, covers, mine)))
        offset += length
    if not reports:
        reports.append(report("r", str(FIRST), [Stated(Period(FIRST, FIRST), {"strikes": Amount.exact(0)})]))
    return World(tuple(strikes), record(*draw(st.permutations(reports))))


def _days(period: Period) -> st.SearchStrategy[dt.date]:
    return st.dates(period.start, period.end)


def _places(covers: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from([p.id for p in PLACES.values() if p.country in covers])


@st.composite
def _reports(draw: st.DrawFn, name: str, period: Period, covers: tuple[str, ...], strikes: list[Strike]) -> Report:
    shown = draw(st.lists(st.sampled_from(strikes), unique=True, max_size=8)) if strikes and len(set(strikes)) > 1 else []
    pool = [s for s in strikes if s in shown]
    hidden = len(strikes) - len(pool)
    events: list[Event] = []
    while pool:
        size = draw(st.integers(1, min(3, len(pool))))
        group, pool = pool[:size], pool[size:]
        events.append(draw(_events(f"{name}-{len(events)}", period, group)))
    stated = draw(_totals(period, covers, strikes))
    whole = any(row.on == period and row.country is None and row.place is None for row in stated)
    return report(name, str(period), stated, events, covers=covers, partial=bool(hidden) and not whole)


@st.composite
def _events(draw: st.DrawFn, name: str, period: Period, group: list[Strike]) -> Event:
    span = Period(min(s.day for s in group), max(s.day for s in group))
    if draw(st.booleans()):
        span = Period(draw(st.dates(period.start, span.start)), draw(st.dates(span.end, period.end)))
    places = {s.place for s in group} | set(draw(st.lists(st.sampled_from(sorted({s.place for s in group})), max_size=2)))
    countries = {s.country for s in group}
    amount = Amount(len(group) - draw(st.integers(0, 1)), len(group) + draw(st.integers(0, 2)))
    if draw(st.integers(0, 3)):
        amount = Amount.exact(len(group))
    if draw(st.integers(0, 4)) == 0 and len(countries) == 1:
        return Event(name, span, {"strikes": amount}, (), countries.pop())
    return Event(name, span, {"strikes": amount}, tuple(sorted(places)))


@st.composite
def _totals(draw: st.DrawFn, period: Period, covers: tuple[str, ...], strikes: list[Strike]) -> list[Stated]:
    rows = []
    if draw(st.booleans()):
        rows.append(Stated(period, {"strikes": Amount.exact(len(strikes))}))
    for country in covers:
        mine = [s for s in strikes if s.country == country]
        if draw(st.booleans()):
            rows.append(Stated(period, {"strikes": Amount.exact(len(mine))}, country))
        dates = draw(st.lists(_days(period), unique=True, max_size=3))
        daily = [Amount.exact(sum(s.day == date for s in mine)) for date in dates]
        rows += [Stated(Period(date, date), {"strikes": count}, country) for date, count in zip(dates, daily, strict=True)]
        place = draw(_places((country,)))
        if draw(st.integers(0, 3)) == 0:
            rows.append(Stated(period, {"strikes": Amount.exact(sum(s.place == place for s in mine))}, None, place))
    if draw(st.integers(0, 2)) == 0:
        date = draw(_days(period))
        rows.append(Stated(Period(date, date), {"strikes": Amount.exact(sum(s.day == date for s in strikes))}))
    return rows


@st.composite
def questions(draw: st.DrawFn) -> dict[str, Any]:
    start = draw(st.integers(-2, LENGTH))
    end = draw(st.integers(start, LENGTH + 2))
    asked: dict[str, Any] = {"start": day(start), "end": day(end)}
    area = draw(st.sampled_from(["all", "country", "place"]))
    if area == "country":
        asked["country"] = draw(st.sampled_from(COUNTRIES))
    if area == "place":
        asked["place"] = draw(st.lists(st.sampled_from(sorted(PLACES)), min_size=1, max_size=3, unique=True))
    return asked


def truth(world: World, asked: dict[str, Any]) -> int:
    country, places = asked.get("country"), asked.get("place")
    return world.truth(asked["start"], asked["end"], None if country is None else [country], places)


@given(worlds(), questions())
def test_the_truth_lies_within_the_bounds(world: World, asked: dict[str, Any]) -> None:
    count = Desk(world.record).ask("strikes", **asked).count
    assert count.low <= truth(world, asked)
    assert count.high is None or truth(world, asked) <= count.high


@given(worlds())
def test_a_stated_total_is_what_a_question_for_its_scope_gives(world: World) -> None:
    desk = Desk(world.record)
    for found in world.record.reports.values():
        for row in found.stated:
            if row.on == found.period and row.country is None and row.place is None and found.covers == COUNTRIES:
                answer = desk.ask("strikes", start=row.on.start, end=row.on.end)
                assert answer.count.low == answer.count.high == row.counts["strikes"].low


@given(worlds(), questions(), st.sampled_from(["week", "day", "month", "country", "place"]))
def test_a_total_lies_between_the_sums_of_any_partition(world: World, asked: dict[str, Any], dimension: str) -> None:
    answer = Desk(world.record).ask("strikes", **asked)
    table = answer.by(dimension)
    lows = sum(row.count.low for row in table.rows) + (table.rest.low if table.rest else 0)
    assert lows <= answer.count.low
    highs = [row.count.high for row in table.rows] + [table.rest.high if table.rest else 0]
    if None not in highs and answer.coverage == "full":
        assert answer.count.high is not None
        assert answer.count.high <= sum(high or 0 for high in highs)


@given(worlds(), questions(), st.data())
def test_narrowing_never_raises_a_bound(world: World, asked: dict[str, Any], data: st.DataObject) -> None:
    desk = Desk(world.record)
    wide = desk.ask("strikes", **asked)
    narrow = dict(asked)
    narrow["start"] = data.draw(st.dates(asked["start"], asked["end"]))
    narrow["end"] = data.draw(st.dates(narrow["start"], asked["end"]))
    if "country" not in asked and "place" not in asked and data.draw(st.booleans()):
        narrow["country"] = data.draw(st.sampled_from(COUNTRIES))
    less = desk.ask("strikes", **narrow)
    assert less.low <= wide.low
    assert wide.high is None or (less.high is not None and less.high <= wide.high)


@given(worlds(), questions(), st.randoms(use_true_random=False))
def test_the_order_of_files_and_events_never_matters(world: World, asked: dict[str, Any], random: object) -> None:
    shuffled = []
    for found in world.record.reports.values():
        events, rows = list(found.events), list(found.stated)
        random.shuffle(events)  # type: ignore[attr-defined]
        random.shuffle(rows)  # type: ignore[attr-defined]
        shuffled.append(report(found.id, str(found.period), rows, events, covers=found.covers, partial=found.partial))
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one = Desk(world.record).ask("strikes", **asked)
    two = Desk(record(*shuffled)).ask("strikes", **asked)
    assert one.count == two.count
    assert [(r.key, r.count) for r in one.by("place").rows] == [(r.key, r.count) for r in two.by("place").rows]


@given(worlds(), questions())
def test_low_is_never_above_high(world: World, asked: dict[str, Any]) -> None:
    count = Desk(world.record).ask("strikes", **asked).count
    assert count.low >= 0
    assert count.named >= 0
    assert count.open is None or count.open >= 0


@given(world=worlds(), asked=questions())
def test_rows_answer_as_their_own_question(world: World, asked: dict[str, Any]) -> None:
    desk = Desk(world.record)
    for row in desk.ask("strikes", **asked).by("place").rows:
        again = desk.ask("strikes", **{**asked, "country": row.country, "place": row.key})
        assert row.count == again.count
