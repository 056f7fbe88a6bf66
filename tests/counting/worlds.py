"""Worlds that are fully known, and the reports that newsrooms might make of them.

A strike has a day, a place and the targets that it hit. Reports are drawn from the strikes as releases are: parts of a whole,
later additions, retracted events, replaced reports with wrong numbers, lists of targets with or without numbers and effects.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.model import Amount, Event, Period, Record, Report, Stated, Tally
from tests.factories import PLACES, record, report

FIRST = dt.date(2018, 5, 28)
LENGTH = 12
COUNTRIES = ("iraq", "syria")
KINDS = ("vehicle", "cave", "tactical-unit")
EFFECTS = ("destroyed", "damaged")

Target = tuple[str, str]


@dataclass(frozen=True)
class Strike:
    """One strike, and all that it hit: at least one target."""

    day: dt.date
    place: str
    targets: tuple[Target, ...]

    @property
    def country(self) -> str:
        return PLACES[self.place].country


@dataclass(frozen=True)
class World:
    strikes: tuple[Strike, ...]
    record: Record

    def truth(self, measure: str, asked: dict[str, Any]) -> int:
        """What a question would be answered with if everything were known."""
        inside = [strike for strike in self.strikes if _lies_in(strike, asked)]
        hits = [sum(_matches(target, asked) for target in strike.targets) for strike in inside]
        return sum(hits) if measure == "targets" else sum(hit > 0 for hit in hits)


def _lies_in(strike: Strike, asked: dict[str, Any]) -> bool:
    days = asked["start"] <= strike.day <= asked["end"]
    country = "country" not in asked or strike.country == asked["country"]
    return days and country and ("place" not in asked or strike.place in asked["place"])


def _matches(target: Target, asked: dict[str, Any]) -> bool:
    kind, effect = target
    return ("target" not in asked or kind in asked["target"]) and ("effect" not in asked or effect in asked["effect"])


def day(offset: int) -> dt.date:
    return FIRST + dt.timedelta(offset)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    strikes: list[Strike] = []
    reports: list[Report] = []
    offset = 0
    while offset < LENGTH:
        length = draw(st.integers(1, 7))
        period = Period(day(offset), day(offset + length - 1))
        if not reports or draw(st.integers(0, 4)):
            mine, made = draw(_families(f"r{offset}", period))
            late, made = draw(_late_additions(reports, made))
            strikes += mine + late
            reports += made
        offset += length
    return World(tuple(strikes), record(*draw(st.permutations(reports))))


@st.composite
def _strikes(draw: st.DrawFn, period: Period, covers: Sequence[str]) -> Strike:
    places = [place.id for place in PLACES.values() if place.country in covers]
    targets = draw(st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(EFFECTS)), min_size=1, max_size=2))
    return Strike(draw(st.dates(period.start, period.end)), draw(st.sampled_from(places)), tuple(targets))


@st.composite
def _families(draw: st.DrawFn, name: str, period: Period) -> tuple[list[Strike], list[Report]]:
    """A whole, sometimes with parts, sometimes in place of an earlier report that was wrong."""
    covers = draw(st.sampled_from([COUNTRIES, COUNTRIES, ("syria",)]))
    strikes = draw(st.lists(_strikes(period, covers), max_size=7))
    old = draw(st.booleans())
    rest, parts = draw(_parts(f"{name}-old" if old and draw(st.booleans()) else name, name, period, covers, strikes))
    whole = draw(_reports(name, period, covers, strikes, rest))
    if not old:
        return strikes, [whole, *parts]
    wrong = report(
        f"{name}-old", str(period), [Stated(period, {"strikes": Amount.exact(draw(st.integers(0, 9)))})], covers=covers
    )
    return strikes, [replace(whole, replaces=wrong.id), wrong, *parts]


@st.composite
def _parts(
    draw: st.DrawFn, parent: str, name: str, period: Period, covers: tuple[str, ...], strikes: list[Strike]
) -> tuple[list[Strike], list[Report]]:
    """Parts that itemise some days each, and what is left for the whole to itemise."""
    rest = list(strikes)
    parts: list[Report] = []
    start = period.start
    while draw(st.booleans()) and start <= period.end:
        days = Period(start, draw(st.dates(start, period.end)))
        within = draw(st.sampled_from([covers, covers[:1]]))
        mine = [strike for strike in rest if days.start <= strike.day <= days.end and strike.country in within]
        rest = [strike for strike in rest if not (days.start <= strike.day <= days.end and strike.country in within)]
        made = draw(_reports(f"{name}-p{len(parts)}", days, within, mine, mine))
        parts.append(replace(made, part_of=parent))
        start = days.end + dt.timedelta(1)
    return rest, parts


@st.composite
def _reports(
    draw: st.DrawFn, name: str, period: Period, covers: tuple[str, ...], strikes: list[Strike], pool: list[Strike]
) -> Report:
    """A report of `strikes` that itemises some of `pool`; what it leaves out, it either counts in a total or says that it may."""
    pool = draw(st.permutations(pool))
    left_out = draw(st.sampled_from([0, 0, 1, 2]))
    hidden, shown = pool[:left_out], pool[left_out:]
    events: list[Event] = []
    while shown:
        size = draw(st.integers(1, min(3, len(shown))))
        group, shown = shown[:size], shown[size:]
        events.append(draw(_events(f"{name}-{len(events)}", period, group)))
    if draw(st.integers(0, 5)) == 0:
        events.append(Event(f"{name}-no", period, {"strikes": Amount.exact(4)}, ("baghdad",), retracted=True))
    return report(name, str(period), draw(_totals(period, covers, strikes)), events, covers=covers, partial=bool(hidden))


@st.composite
def _events(draw: st.DrawFn, name: str, period: Period, group: Sequence[Strike]) -> Event:
    span = Period(min(s.day for s in group), max(s.day for s in group))
    if draw(st.booleans()):
        span = Period(draw(st.dates(period.start, span.start)), draw(st.dates(span.end, period.end)))
    amount = Amount.exact(len(group))
    if draw(st.integers(0, 3)) == 0:
        amount = Amount(len(group) - draw(st.integers(0, 1)), draw(st.sampled_from([len(group) + 1, None])))
    countries = {s.country for s in group}
    nowhere = len(countries) == 1 and draw(st.integers(0, 3)) == 0
    places = () if nowhere else tuple(sorted({s.place for s in group}))
    tallies = draw(_tallies(group))
    return Event(name, span, {"strikes": amount}, places, countries.pop() if nowhere else None, tallies)


@st.composite
def _tallies(draw: st.DrawFn, group: Sequence[Strike]) -> dict[str, tuple[Tally, ...]]:
    """The list of what a group hit, or none; numbers and effects may be missing."""
    if draw(st.integers(0, 3)) == 0:
        return {}
    named = draw(st.integers(0, 3)) > 0
    found = Counter((kind, effect if named else None) for strike in group for kind, effect in strike.targets)
    some = draw(st.integers(0, 3)) == 0
    listed = [Tally(kind, effect, None if some else Amount.exact(number)) for (kind, effect), number in found.items()]
    return {"target": tuple(listed)} if listed else {}


@st.composite
def _totals(draw: st.DrawFn, period: Period, covers: tuple[str, ...], strikes: list[Strike]) -> list[Stated]:
    rows: list[Stated] = []
    if draw(st.booleans()):
        rows.append(draw(_total(period, strikes)))
    for country in covers if len(covers) > 1 else ():
        mine = [strike for strike in strikes if strike.country == country]
        if draw(st.booleans()):
            rows.append(draw(_total(period, mine, country=country)))
        if draw(st.integers(0, 2)) == 0:
            date = draw(st.dates(period.start, period.end))
            rows.append(draw(_total(Period(date, date), [s for s in mine if s.day == date], country=country)))
    if draw(st.integers(0, 3)) == 0:
        place = draw(st.sampled_from([place.id for place in PLACES.values() if place.country in covers]))
        rows.append(draw(_total(period, [s for s in strikes if s.place == place], place=place)))
    return rows


@st.composite
def _total(draw: st.DrawFn, on: Period, strikes: list[Strike], country: str | None = None, place: str | None = None) -> Stated:
    amount = Amount.exact(len(strikes))
    if draw(st.integers(0, 4)) == 0:
        amount = Amount(max(0, len(strikes) - 1), draw(st.sampled_from([len(strikes) + 1, None])))
    return Stated(on, {"strikes": amount}, country, place, draw(_tallies(strikes)))


@st.composite
def _late_additions(draw: st.DrawFn, earlier: list[Report], made: list[Report]) -> tuple[list[Strike], list[Report]]:
    """Now and then the newest report adds an event to the days of an earlier one."""
    if not earlier or draw(st.integers(0, 3)):
        return [], made
    target = draw(st.sampled_from(earlier))
    strikes = draw(st.lists(_strikes(target.period, target.covers), min_size=1, max_size=2))
    event = replace(draw(_events(f"{made[0].id}-late", target.period, strikes)), adds_to=target.id)
    return strikes, [replace(made[0], events=(*made[0].events, event)), *made[1:]]


@st.composite
def questions(draw: st.DrawFn, *, kinds: bool = True) -> dict[str, Any]:
    """The filters of a question, as `Desk.ask` and `World.truth` take them."""
    start = draw(st.integers(-1, LENGTH - 1))
    asked: dict[str, Any] = {"start": day(start), "end": day(draw(st.integers(start, LENGTH + 4)))}
    area = draw(st.sampled_from(["all", "country", "place"]))
    if area == "country":
        asked["country"] = draw(st.sampled_from(COUNTRIES))
    if area == "place":
        asked["place"] = draw(st.lists(st.sampled_from(sorted(PLACES)), min_size=1, max_size=3, unique=True))
    if kinds and draw(st.booleans()):
        asked["target"] = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=2, unique=True))
    if kinds and draw(st.integers(0, 2)) == 0:
        asked["effect"] = draw(st.lists(st.sampled_from(EFFECTS), min_size=1, max_size=1))
    return asked
