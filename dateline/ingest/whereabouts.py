"""Phrases that say where: `near`, bearings, lists of places, countries, and lines that start with the bare name of a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.ingest.names import Named, Names
from dateline.ingest.numbers import count_at
from dateline.ingest.parts import Kind, Phrase, Where
from dateline.ingest.tokens import Token
from dateline.ingest.wording import BEARINGS

_LANDMARKS = frozenset("dam mountain mountains airfield airport airbase refinery bridge lake desert valley".split())


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The places and countries of one record. `countries`: the key of a name and the id."""

    names: Names
    countries: dict[str, str]

    def country(self, row: Sequence[Token], at: int) -> Phrase | None:
        start = at
        at += row[at].key in {"in", "across", "inside", "within", "throughout"}
        at += at < len(row) and row[at].key == "both"
        found: list[str] = []
        while at < len(row) and row[at].key in self.countries and row[at].is_capital:
            found.append(self.countries[row[at].key])
            after = at + 1
            ahead = after
            ahead += ahead < len(row) and row[ahead].text == ","
            ahead += ahead < len(row) and row[ahead].key in {"and", "or"}
            ahead += ahead < len(row) and ahead > after and row[ahead].key == "in"
            if ahead > after and ahead < len(row) and row[ahead].key in self.countries and row[ahead].is_capital:
                at = ahead
                continue
            return Phrase(Kind.COUNTRY, start, after, tuple(dict.fromkeys(found)))
        return None

    def near(self, row: Sequence[Token], at: int) -> Phrase | None:
        start = at
        lead = self._nearness(row, at)
        if lead is None:
            return None
        at, bearing, sure = lead
        if at + 1 < len(row) and row[at].key == "the" and self._feature(row, at + 1):
            at, sure = at + 1, True
        places: list[Named] = []
        while (got := self.names.at(row, at)) is not None:
            place, after = got
            if not sure and not place.ids:
                return None
            places.append(place)
            after = self._own_country(row, after)
            ahead = self._next_place(row, after)
            if ahead is None:
                after = after if place.ids or len(places) > 1 else self._known_beside(row, after)
                where = Where(tuple(places), bearing, " ".join(token.text for token in row[start:after]))
                return Phrase(Kind.NEAR, start, after, where)
            at = ahead
        return None

    def _known_beside(self, row: Sequence[Token], after: int) -> int:
        """After `west of Raqqa` behind a name that the gazetteer does not have: it tells where that place lies."""
        bearing = self._bearing(row, after)
        got = self.names.at(row, bearing[0]) if bearing else None
        return self._own_country(row, got[1]) if got and got[0].ids else after

    def _feature(self, row: Sequence[Token], at: int) -> bool:
        """Whether a name that ends in the word for a landmark starts here: `the Mosul Dam`."""
        got = self.names.at(row, at)
        return got is not None and got[1] - at > 1 and row[got[1] - 1].key in _LANDMARKS

    def _nearness(self, row: Sequence[Token], at: int) -> tuple[int, str | None, bool] | None:
        """After `near`, `west of`, `in` …: the token where a name starts, the bearing, and whether a name must follow."""
        keys = [token.key for token in row[at : at + 6]]
        for lead in (
            ["in", "the", "vicinity", "of"],
            ["in", "and", "around"],
            ["near"],
            ["nearby"],
            ["around"],
            ["outside", "of"],
            ["outside"],
            ["vicinity"],
            ["in", "or", "near"],
        ):
            if keys[: len(lead)] == lead:
                bearing = None if lead == ["near"] else " ".join(lead)
                after = at + len(lead)
                more = self._bearing(row, after)
                return (more[0], more[1], True) if more else (after, bearing, True)
        if keys[:1] in (["was"], ["were"]) and at + 1 < len(row) and row[at + 1].key not in {"was", "were"}:
            return self._nearness(row, at + 1)  # "one strike was near Hit"
        if bearing_of := self._bearing(row, at):
            return (*bearing_of, True)
        return (at + 1, "in", False) if keys[:1] in (["in"], ["at"]) else None

    def _bearing(self, row: Sequence[Token], at: int) -> tuple[int, str] | None:
        start = at
        at += 2 if [token.key for token in row[at : at + 2]] == ["to", "the"] else 0
        begin = at
        while at < len(row) and (row[at].key in BEARINGS or (row[at].text == "-" and at > begin)):
            at += 1
        if at == begin or at >= len(row) or row[at].key != "of":
            return None
        return at + 1, " ".join(token.text for token in row[start : at + 1])

    def _own_country(self, row: Sequence[Token], after: int) -> int:
        """After `, Syria` behind a place, if it is there. Which country it is is read from the text again."""
        if [token.text for token in row[after : after + 1]] == ["("] and [token.text for token in row[after + 2 : after + 3]] == [
            ")"
        ]:
            return after + 3 if row[after + 1].key in self.countries else after
        comma = after + (after < len(row) and row[after].text == ",")
        return (
            comma + 1
            if comma < len(row) and row[comma].key in self.countries and row[comma].is_capital and not self._is_lead(row, comma)
            else after
        )

    def _is_lead(self, row: Sequence[Token], at: int) -> bool:
        return row[at - 1].key in {"in", "across"}

    def _next_place(self, row: Sequence[Token], after: int) -> int | None:
        """The token where a further name of the same list starts, or None."""
        ahead = after
        comma = ahead < len(row) and row[ahead].text == ","
        ahead += comma
        joined = ahead < len(row) and row[ahead].key in {"and", "or"}
        ahead += joined
        if ahead > after and ahead < len(row):
            ahead += row[ahead].key == "near"
            bearing = self._bearing(row, ahead)
            ahead = bearing[0] if bearing else ahead
        if ahead == after or ahead >= len(row):
            return None
        got = self.names.at(row, ahead)
        if got is None or (not got[0].ids and row[ahead - 1].text == "," and not self._list_goes_on(row, got[1])):
            return None
        # "near A, and near B, two strikes ..." is one list; "near A, two strikes ..., and near B, one strike" never comes here
        return ahead

    def _list_goes_on(self, row: Sequence[Token], after: int) -> bool:
        return after < len(row) and (row[after].text == "," or row[after].key == "and")

    def head(self, row: Sequence[Token], at: int) -> Phrase | None:
        """A line that starts with the bare name of a place: `Huwayjah, a strike ...`, `Dayr Az Zawr, Syria six strikes`."""
        got = self.names.at(row, at)
        if got is None:
            return None
        places, after = [got[0]], self._own_country(row, got[1])
        while (ahead := self._next_place(row, after)) is not None and (more := self.names.at(row, ahead)) is not None:
            places.append(more[0])
            after = self._own_country(row, more[1])
        follows = after < len(row) and (row[after].text in {",", ":", "-"} or count_at(row, after) is not None)
        known = all(place.ids for place in places)
        if not follows or (not known and not (row[after].text in {",", ":"} or after > got[1])):
            return None
        return Phrase(Kind.NEAR, at, after, Where(tuple(places), None, " ".join(token.text for token in row[at:after])))

    def country_in(self, row: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
        """The ids of the countries that tokens name."""
        return tuple(
            dict.fromkeys(
                self.countries[token.key] for token in row[start:end] if token.key in self.countries and token.is_capital
            )
        )
