"""One sentence as a row of phrases: where, when, how many strikes, who, what was done.

Every word has to belong to a phrase. The first that does not is where reading stops, and what was read up to there is given
with it, so that nobody takes half a sentence for a whole one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from dateline.ingest.dates import Almanac, Days, days_at
from dateline.ingest.kinds import Kinds, effect_of
from dateline.ingest.names import Named, Names
from dateline.ingest.numbers import ARTICLES, count_at
from dateline.ingest.targets import Target, targets_at
from dateline.ingest.tokens import Token, key_of, one_slip, tokens
from dateline.ingest.wording import (
    ACTORS,
    ADJECTIVES,
    BEARINGS,
    CONDUCT,
    ENEMY,
    FILLERS,
    LATE,
    LINKS,
    NO_TARGET,
    ORDINALS,
    OTHERS,
    THE_STRIKES,
    longest,
)


class Kind(Enum):
    """What a phrase says."""

    MARK = auto()  # comma, semicolon, colon, "and"
    NEAR = auto()
    COUNTRY = auto()
    DATE = auto()
    STRIKES = auto()
    ENGAGEMENTS = auto()
    THE_STRIKES = auto()  # those of the sentence before
    CONDUCT = auto()
    ACTORS = auto()
    ENEMY = auto()
    EFFECT = auto()  # a verb with its targets
    OUTCOME = auto()  # what was done, where that is no target: "denied access to terrain"
    LATE = auto()
    OTHERS = auto()  # strikes of somebody else
    FILLER = auto()


@dataclass(frozen=True, slots=True)
class Where:
    """Places that one count is for: one of these. `text`: the words as they stand, with their bearing."""

    places: tuple[Named, ...]
    bearing: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase from token `start` up to `end`."""

    kind: Kind
    start: int
    end: int
    value: int | str | Where | Days | tuple[str, ...] | None = None
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """What a sentence was read as. `stuck`: the token at which it could not be read on; None: it was read to its end."""

    tokens: tuple[Token, ...]
    phrases: tuple[Phrase, ...]
    stuck: int | None


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one record: its places, countries and kinds, and the day that its dates are reckoned from."""

    names: Names
    countries: dict[str, str]  # key of the name -> id
    kinds: Kinds | None
    almanac: Almanac
    _matchers: tuple[Callable[..., Phrase | None], ...] = field(default=(), repr=False)

    def read(self, text: str) -> Row:
        """The phrases of a sentence."""
        row = tokens(text)
        found: list[Phrase] = []
        at = 0
        while at < len(row):
            phrase = self._phrase(row, at, found)
            if phrase is None:
                return Row(row, tuple(found), at)
            found.append(phrase)
            at = phrase.end
        return Row(row, tuple(found), None)

    def _phrase(self, row: Sequence[Token], at: int, before: Sequence[Phrase]) -> Phrase | None:
        for match in (
            self._mark,
            self._late,
            self._others,
            self._no_strikes,
            self._dated_strike,
            self._strikes,
            self._engagements,
            self._the_strikes,
            self._outcome,
            self._effect,
            self._date,
            self._country,
            self._near,
            self._conduct,
            self._enemy,
            self._filler,
            self._actors,
        ):
            phrase = match(row, at)
            if phrase:
                return phrase
        return self._head(row, at) if all(phrase.kind in {Kind.DATE, Kind.MARK, Kind.FILLER} for phrase in before) else None

    def _mark(self, row: Sequence[Token], at: int) -> Phrase | None:
        token = row[at]
        if token.text in {",", ";", ":"} or token.key in {"and", "while"}:
            return Phrase(Kind.MARK, at, at + 1, token.key)
        if token.text == "-" and not (
            at + 1 < len(row) and row[at + 1].number is not None and at > 0 and row[at - 1].number is not None
        ):
            return Phrase(Kind.MARK, at, at + 1, token.key)
        if token.text in {".", "!"} and all(not rest.is_word and rest.number is None for rest in row[at:]):
            return Phrase(Kind.MARK, at, at + 1, ".")
        return None

    def _late(self, row: Sequence[Token], at: int) -> Phrase | None:
        after = longest(LATE, row, at)
        return Phrase(Kind.LATE, at, after) if after else None

    def _others(self, row: Sequence[Token], at: int) -> Phrase | None:
        after = longest(OTHERS, row, at)
        return Phrase(Kind.OTHERS, at, after) if after else None

    def _no_strikes(self, row: Sequence[Token], at: int) -> Phrase | None:
        after = at
        if [token.key for token in row[at : at + 2]] in (["there", "were"], ["there", "was"]):
            after += 2
        if after >= len(row) or row[after].key not in {"no", "zero"}:
            return None
        after += 1
        while after < len(row) and row[after].key in ADJECTIVES:
            after += 1
        return Phrase(Kind.STRIKES, at, after + 1, 0) if after < len(row) and is_strike(row[after]) else None

    def _strikes(self, row: Sequence[Token], at: int) -> Phrase | None:
        start = at
        if row[at].key == "the" and count_at(row, at + 1):
            return None  # "the two strikes": those that were named before
        for lead in (
            ["a", "total", "of"],
            ["for", "a", "total", "of"],
            ["there", "were"],
            ["there", "was"],
            ["an", "additional"],
            ["another"],
        ):
            if [token.key for token in row[at : at + len(lead)]] == lead and count_at(row, at + len(lead)):
                at += len(lead)
                break
        counted = (1, at + 2) if row[at].key == "a" and at + 1 < len(row) and row[at + 1].key in ORDINALS else count_at(row, at)
        if counted is None:
            return None
        number, after = counted
        while after < len(row) and row[after].key in ADJECTIVES:
            after += 1
        if after >= len(row) or not is_strike(row[after]):
            return None
        plural = row[after].key.endswith("s")
        if number == 1 and plural and row[at].key in ARTICLES:
            return None  # "a strikes": how many were meant?
        return Phrase(Kind.STRIKES, start, after + 1, number)

    def _dated_strike(self, row: Sequence[Token], at: int) -> Phrase | None:
        """`an Aug. 6 strike`: one strike; the day is given as the targetless rest of the phrase."""
        if row[at].key not in ARTICLES or at + 1 >= len(row):
            return None
        dated = days_at(row, at + 1, self.almanac)
        if dated is None or dated[1] >= len(row) or not is_strike(row[dated[1]]) or row[dated[1]].key.endswith("s"):
            return None
        return Phrase(Kind.STRIKES, at, dated[1] + 1, dated[0])

    def _engagements(self, row: Sequence[Token], at: int) -> Phrase | None:
        start = at
        at += row[at].text in {",", "("}
        for lead in (
            ["consisting", "of"],
            ["which", "consisted", "of"],
            ["that", "consisted", "of"],
            ["comprising"],
            ["with"],
            ["in"],
            ["comprised", "of"],
            [],
        ):
            if [token.key for token in row[at : at + len(lead)]] != lead:
                continue
            counted = count_at(row, at + len(lead))
            if counted and counted[1] < len(row) and is_engagement(row[counted[1]]):
                after = counted[1] + 1
                after += row[start].text == "(" and after < len(row) and row[after].text == ")"
                return Phrase(Kind.ENGAGEMENTS, start, after, counted[0])
        return None

    def _the_strikes(self, row: Sequence[Token], at: int) -> Phrase | None:
        after = longest(THE_STRIKES, row, at)
        if after:
            return Phrase(
                Kind.THE_STRIKES, at, after, 1 if row[after - 1].key.endswith("strike") or row[after - 1].key == "it" else None
            )
        if (
            row[at].key in {"the", "these", "those"}
            and (counted := count_at(row, at + 1))
            and counted[1] < len(row)
            and is_strike(row[counted[1]])
        ):
            return Phrase(Kind.THE_STRIKES, at, counted[1] + 1, counted[0])
        return None

    def _outcome(self, row: Sequence[Token], at: int) -> Phrase | None:
        after = longest(NO_TARGET, row, at)
        return Phrase(Kind.OUTCOME, at, after, " ".join(token.text for token in row[at:after])) if after else None

    def _effect(self, row: Sequence[Token], at: int) -> Phrase | None:
        start = at
        at += row[at].key in {"successfully", "also", "further", "which", "that"} and at + 1 < len(row)
        effect = effect_of(row[at])
        if effect is None or self.kinds is None:
            return None
        got = targets_at(row, at + 1, effect[0], self.kinds)
        return Phrase(Kind.EFFECT, start, got[1], effect[0], tuple(got[0])) if got else None

    def _date(self, row: Sequence[Token], at: int) -> Phrase | None:
        start = at
        for lead in (
            ["in", "the", "period", "between"],
            ["in", "the", "period", "from"],
            ["for", "the", "period"],
            ["during", "the", "period"],
        ):
            if [token.key for token in row[at : at + len(lead)]] == lead:
                at += len(lead)
                break
        else:
            at += row[at].key in {"on", "between", "from", "during", "over", "conducted-on"}
        got = days_at(row, at, self.almanac) if at < len(row) else None
        return Phrase(Kind.DATE, start, got[1], got[0]) if got else None

    def _country(self, row: Sequence[Token], at: int) -> Phrase | None:
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

    def _near(self, row: Sequence[Token], at: int) -> Phrase | None:
        start = at
        lead = self._nearness(row, at)
        if lead is None:
            return None
        at, bearing, sure = lead
        places: list[Named] = []
        while (got := self.names.at(row, at)) is not None:
            place, after = got
            if not sure and not place.ids:
                return None
            places.append(place)
            after = self._own_country(row, after)
            ahead = self._next_place(row, after)
            if ahead is None:
                where = Where(tuple(places), bearing, " ".join(token.text for token in row[start:after]))
                return Phrase(Kind.NEAR, start, after, where)
            at = ahead
        return None

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

    def _head(self, row: Sequence[Token], at: int) -> Phrase | None:
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

    def _conduct(self, row: Sequence[Token], at: int) -> Phrase | None:
        after = longest(CONDUCT, row, at)
        return Phrase(Kind.CONDUCT, at, after) if after else None

    def _enemy(self, row: Sequence[Token], at: int) -> Phrase | None:
        after = longest(ENEMY, row, at)
        return Phrase(Kind.ENEMY, at, after) if after else None

    def _filler(self, row: Sequence[Token], at: int) -> Phrase | None:
        after = longest(FILLERS, row, at)
        return Phrase(Kind.FILLER, at, after, " ".join(token.key for token in row[at:after])) if after else None

    def _actors(self, row: Sequence[Token], at: int) -> Phrase | None:
        after, last = at, at
        if row[at].key == "the" and at + 1 < len(row) and row[at + 1].key in ACTORS:
            after += 1
        while after < len(row) and (
            row[after].key in ACTORS or (row[after].key in LINKS or row[after].text == ",") and after > at
        ):
            after += 1
            if row[after - 1].key in ACTORS and row[after - 1].text != ",":
                last = after
        return Phrase(Kind.ACTORS, at, last) if last > at else None

    def country_in(self, row: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
        """The ids of the countries that tokens name."""
        return tuple(
            dict.fromkeys(
                self.countries[token.key] for token in row[start:end] if token.key in self.countries and token.is_capital
            )
        )


_STRIKE_WORDS = ("strike", "strikes", "airstrike", "airstrikes")
_NOT_STRIKES = frozenset(
    {
        "stroke",
        "strokes",
        "striker",
        "strikers",
        "stripe",
        "stripes",
        "strive",
        "stride",
        "strides",
        "trike",
        "trikes",
        "spike",
        "spikes",
        "strife",
    }
)


def is_strike(token: Token) -> bool:
    """`strike`, `airstrikes`, and what one slip makes of them (`airstike`)."""
    key = token.key
    return (
        token.is_word
        and key not in _NOT_STRIKES
        and any(key == word or (len(key) >= 5 and one_slip(key, word)) for word in _STRIKE_WORDS)
    )


def is_engagement(token: Token) -> bool:
    return token.is_word and any(one_slip(token.key, word) for word in ("engagement", "engagements"))


def country_names(countries: dict[str, str]) -> dict[str, str]:
    """The ids of countries by the keys of their names, and of their ids."""
    return {key_of(name): identifier for identifier, name in countries.items()} | {key_of(each): each for each in countries}
