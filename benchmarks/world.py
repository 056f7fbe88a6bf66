"""A made-up record of any size: reports of weeks, with totals that add up, in the shapes that real releases have.

Here belongs what data/ holds. The same numbers give the same files, byte for byte; nobody should take them for news.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

EVENTS_IN_A_REPORT = 10
WEEKS = 350
"""So many weeks at most; a larger record has more actors, each with a report of its own for the week."""
FIRST_DAY = dt.date(2012, 1, 6)
SILENT = 29
"""Every so many weeks nobody reports."""
COUNTRIES = {"iraq": "Iraq", "syria": "Syria"}
PLACES = {country: tuple(f"{country}-place-{number:02}" for number in range(1, 26)) for country in COUNTRIES}
KINDS = ("building", "cave", "fighting-position", "supply-route", "tactical-unit", "vehicle")
EFFECTS = ("damaged", "destroyed", "engaged")


@dataclass(frozen=True)
class World:
    """The size of a record: so many events in reports of weeks."""

    events: int

    @property
    def reports(self) -> int:
        return max(1, self.events // EVENTS_IN_A_REPORT)

    @property
    def weeks(self) -> int:
        """How many weeks have reports."""
        return min(WEEKS, self.reports)

    @property
    def actors(self) -> tuple[str, ...]:
        return tuple(f"actor-{number:02}" for number in range(1, -(-self.reports // self.weeks) + 1))

    def week(self, index: int) -> tuple[dt.date, dt.date]:
        """The first and the last day of the week of that index, from 0, the silent weeks left out."""
        start = FIRST_DAY + dt.timedelta(weeks=index + index // (SILENT - 1))
        return start, start + dt.timedelta(days=6)

    def report(self, number: int) -> Release:
        """The report of that number, from 0."""
        start, end = self.week(number % self.weeks)
        last = number == self.reports - 1
        events = self.events - EVENTS_IN_A_REPORT * number if last else EVENTS_IN_A_REPORT
        return Release(number, self.actors[number // self.weeks], start, end, events)


@dataclass(frozen=True)
class Release:
    """One made-up report, so many events in it."""

    number: int
    actor: str
    start: dt.date
    end: dt.date
    events: int

    @property
    def id(self) -> str:
        return f"{self.end + dt.timedelta(days=1)}-{self.actor}"

    @property
    def file(self) -> str:
        """Its path in the project."""
        return f"data/events/{self.end.year}/{self.id}.yml"

    def text(self, more: int = 0) -> str:
        """The report as YAML; `more` is added to the first event and to the totals that it lies in."""
        chance = random.Random(self.number)  # noqa: S311 - for shapes, not for secrets
        lines, totals = [], dict.fromkeys(COUNTRIES, 0)
        for index in range(self.events):
            country = chance.choice(tuple(COUNTRIES))
            amount = 1 + int(chance.expovariate(0.5)) + (more if index == 0 else 0)
            ranged = index > 0 and chance.random() < 0.05
            totals[country] += amount
            strikes = f"{{min: {amount}, max: {amount + 2}}}" if ranged else str(amount)
            where = f"{self._day(chance)}{_place(country, chance)}"
            lines.append(f"  - {{id: {self.id}-{index + 1:02}, {where}, strikes: {strikes}{_targets(chance)}}}")
        if chance.random() < 0.15:
            totals[chance.choice(tuple(COUNTRIES))] += chance.randint(1, 4)
        return "\n".join([*self._head(totals), "events:", *lines, ""])

    def _head(self, totals: dict[str, int]) -> Iterator[str]:
        yield f"source: release-{self.id}"
        yield f"actor: {self.actor}"
        yield f"period: {self.start}/{self.end}"
        yield "stated:"
        yield f"  - {{strikes: {sum(totals.values())}}}"
        yield from (f"  - {{strikes: {total}, country: {country}}}" for country, total in totals.items())

    def _day(self, chance: random.Random) -> str:
        """A day, a span of days or, as often in releases, neither."""
        kind, first = chance.random(), self.start + dt.timedelta(days=chance.randrange(6))
        if kind < 0.5:
            return f"on: {first}, "
        return f"on: {first}/{first + dt.timedelta(days=1)}, " if kind < 0.65 else ""


def _place(country: str, chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.05:
        return f"country: {country}"
    names = chance.sample(PLACES[country], 2)
    return f"place: [{names[0]}, {names[1]}]" if kind < 0.25 else f"place: {names[0]}"


def _targets(chance: random.Random) -> str:
    if chance.random() < 0.6:
        return ""
    return f", targets: {{{chance.choice(EFFECTS)}: {{{chance.choice(KINDS)}: {chance.randint(1, 5)}}}}}"


def write_world(root: Path, world: World) -> None:
    """Write data/ into the project."""
    releases = [world.report(number) for number in range(world.reports)]
    _write(root / "data/dataset.yml", _dataset(world))
    _write(root / "data/places.yml", "".join(_places()))
    _write(root / "data/sources.yml", "".join(_source(release) for release in releases))
    for release in releases:
        _write(root / release.file, release.text())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _dataset(world: World) -> str:
    """dataset.yml, in YAML's form of JSON."""
    target = {
        "key": "targets",
        "one": "target",
        "many": "targets",
        "kinds": {kind: kind.replace("-", " ").capitalize() for kind in KINDS},
        "effect": "effect",
        "effects": {effect: effect for effect in EFFECTS},
    }
    whole = {
        "id": "made-up-strikes",
        "title": "Made-up strikes",
        "description": "Nothing of this happened: it only has the shapes of what did.",
        "publisher": {"name": "The benchmark"},
        "licence": {"name": "CC0 1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"},
        "measures": {"strikes": {"one": "strike", "many": "strikes", "definition": "What a release counts as one."}},
        "countries": COUNTRIES,
        "actors": {actor: actor.replace("-", " ").capitalize() for actor in world.actors},
        "weeks": [{"from": str(FIRST_DAY), "starts": "friday"}],
        "categories": {"target": target},
        "authors": {"desk": {"name": "The benchmark desk"}},
    }
    return json.dumps(whole, indent=1) + "\n"


def _places() -> Iterator[str]:
    for column, (country, names) in enumerate(PLACES.items()):
        for row, name in enumerate(names):
            yield f"{name}:\n  name: {name.replace('-', ' ').title()}\n  country: {country}\n"
            yield f"  at: [{33 + row / 10:.2f}, {40 + column:.2f}]\n  at_source: made up\n"


def _source(release: Release) -> str:
    published = release.end + dt.timedelta(days=1)
    return (
        f"release-{release.id}:\n"
        f'  title: "Strike release of {published}, {release.actor}"\n'
        f"  publisher: Made-up press office of {release.actor}\n"
        f"  url: https://releases.example/{release.id}\n"
        f"  published: {published}\n"
    )
