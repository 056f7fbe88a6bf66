"""Small records for tests, put together without any file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dateline.model import (
    Amount,
    Category,
    Dataset,
    Event,
    Licence,
    Measure,
    Named,
    Period,
    Place,
    Record,
    Report,
    Source,
    Stated,
    Tally,
    WeekRule,
)


def named(*ids: str) -> dict[str, Named]:
    return {name: Named(name, name.replace("-", " ").capitalize()) for name in ids}


DATASET = Dataset(
    id="strikes",
    title="Strikes",
    description="Strikes as reported",
    publisher="The desk",
    licence=Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    measures={
        "strikes": Measure("strikes", "strike", "strikes", "what a release calls a strike"),
        "engagements": Measure("engagements", "engagement", "engagements", "what a strike consists of"),
    },
    countries=named("iraq", "syria"),
    actors=named("cjtf-oir", "other"),
    weeks=(
        WeekRule(dt.date(2014, 8, 8), 7),
        WeekRule(dt.date(2018, 6, 1), 10, once=True),
        WeekRule(dt.date(2018, 6, 11), 7),
        WeekRule(dt.date(2018, 12, 16), 14),
    ),
    categories={
        "target": Category(
            "target",
            "targets",
            "target",
            "targets",
            named("vehicle", "tactical-unit", "cave", "supply-route"),
            "effect",
            named("destroyed", "damaged", "engaged"),
        )
    },
)

PLACES = {
    place.id: place
    for place in (
        Place("bayji", "Bayji", "iraq", aliases=("Baiji",)),
        Place("qayyarah", "Qayyarah", "iraq"),
        Place("rutbah", "Rutbah", "iraq"),
        Place("al-qaim", "Al Qaim", "iraq"),
        Place("baghdad", "Baghdad", "iraq"),
        Place("shadaddi", "Shadaddi", "syria"),
        Place("abu-kamal", "Abu Kamal", "syria", aliases=("Albu Kamal",)),
    )
}

SOURCE = Source("lwj-2018-04-06", "A week of strikes", "Long War Journal", "https://example.org/a", published=dt.date(2018, 4, 6))


def counts(**amounts: int | tuple[int, int | None]) -> dict[str, Amount]:
    return {m: Amount(*amount) if isinstance(amount, tuple) else Amount.exact(amount) for m, amount in amounts.items()}


def event(name: str, on: str, places: str = "", *, country: str | None = None, **rest: object) -> Event:
    """An event; `places` separated by spaces; amounts and other fields by name."""
    amounts = {k: rest.pop(k) for k in list(rest) if k in ("strikes", "engagements")}
    return Event(name, Period.parse(on), counts(**amounts), tuple(places.split()), country, **rest)  # type: ignore[arg-type]


def stated(on: str, *, country: str | None = None, place: str | None = None, **rest: object) -> Stated:
    amounts = {k: rest.pop(k) for k in list(rest) if k in ("strikes", "engagements")}
    return Stated(Period.parse(on), counts(**amounts), country, place, **rest)  # type: ignore[arg-type]


def tally(kind: str, amount: int | None = 1, effect: str | None = "destroyed") -> Tally:
    return Tally(kind, effect, None if amount is None else Amount.exact(amount))


def report(name: str, period: str, stated: Iterable[Stated] = (), events: Iterable[Event] = (), **rest: object) -> Report:
    fields = {"source": SOURCE.id, "actor": "cjtf-oir", "covers": ("iraq", "syria"), **rest}
    return Report(
        id=name,
        file=f"data/events/{name}.yml",
        period=Period.parse(period),
        stated=tuple(stated),
        events=tuple(events),
        **fields,  # type: ignore[arg-type]
    )


def record(*reports: Report, sources: Iterable[Source] = ()) -> Record:
    return Record(DATASET, PLACES, {s.id: s for s in (SOURCE, *sources)}, {r.id: r for r in reports})


WEEK = "2018-03-30/2018-04-05"


def seed_report() -> Report:
    """The seed week of the design, section 4."""
    return report(
        "2018-04-06-cjtf-oir",
        WEEK,
        [
            stated(WEEK, strikes=9),
            stated(
                WEEK,
                country="iraq",
                strikes=6,
                tallies={
                    "target": (
                        tally("supply-route", 1, None),
                        tally("cave", 1, None),
                        tally("tactical-unit", 3, None),
                        tally("vehicle", 1, None),
                    )
                },
            ),
            stated(
                WEEK,
                country="syria",
                strikes=3,
                tallies={"target": (tally("tactical-unit", None, None), tally("vehicle", None, None))},
            ),
        ],
        [
            event("bayji-qayyarah", WEEK, "bayji qayyarah", strikes=3),
            event("rutbah-al-qaim", WEEK, "rutbah al-qaim", strikes=2),
            event("baghdad", WEEK, "baghdad", strikes=1),
            event("syria", WEEK, "shadaddi abu-kamal", strikes=3),
        ],
    )
