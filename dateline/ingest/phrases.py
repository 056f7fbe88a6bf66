"""One sentence as a row of phrases: where, when, how many strikes, who, what was done.

Every word has to belong to a phrase. The first that does not is where reading stops, and what was read up to there is given
with it, so that nobody takes half a sentence for a whole one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.ingest.counted import engagements, is_strike, no_strikes, strikes
from dateline.ingest.dates import Almanac, days_at, hour_at
from dateline.ingest.kinds import Kinds, effect_of
from dateline.ingest.names import Names
from dateline.ingest.numbers import ARTICLES, WORDS, count_at
from dateline.ingest.parts import Dated, Kind, Phrase, Row
from dateline.ingest.targets import targets_at
from dateline.ingest.tokens import Token, key_of, tokens
from dateline.ingest.whereabouts import Whereabouts
from dateline.ingest.wording import ACTORS, CONDUCT, ENEMY, FILLERS, LATE, LINKS, NO_TARGET, OTHERS, THE_STRIKES, longest

Matcher = Callable[[Sequence[Token], int], Phrase | None]


@dataclass(frozen=True)
class Language:
    """The words of one record: its places, countries and kinds, and the day that its dates are reckoned from."""

    names: Names
    countries: dict[str, str]  # key of the name -> id
    kinds: Kinds | None
    almanac: Almanac

    @cached_property
    def where(self) -> Whereabouts:
        """What finds places and countries."""
        return Whereabouts(self.names, self.countries)

    @cached_property
    def _matchers(self) -> tuple[Matcher, ...]:
        """What finds phrases, the narrower before the wider: the first that fits is taken."""
        return (
            self._mark,
            self._late,
            self._others,
            no_strikes,
            self._dated_strike,
            strikes,
            engagements,
            self._the_strikes,
            self._outcome,
            self._effect,
            self._date,
            self._clock,
            self.where.country,
            self.where.near,
            self._conduct,
            self._enemy,
            self._against,
            self._filler,
            self._actors,
        )

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
        for match in self._matchers:
            phrase = match(row, at)
            if phrase:
                return phrase
        return self.where.head(row, at) if all(phrase.kind in {Kind.DATE, Kind.MARK, Kind.FILLER} for phrase in before) else None

    def _mark(self, row: Sequence[Token], at: int) -> Phrase | None:
        token = row[at]
        if token.text in {",", ";", ":"} or token.key in {"and", "while"}:
            return Phrase(Kind.MARK, at, at + 1, token.key)
        if token.text == "-" and not (
            at + 1 < len(row) and row[at + 1].number is not None and at > 0 and row[at - 1].number is not None
        ):
            return Phrase(Kind.MARK, at, at + 1, token.key)
        if token.text == '"' or (token.text == "*" and token.glued and row[at - 1].is_word):
            return Phrase(Kind.FILLER, at, at + 1, token.key)
        if token.text in {".", "!"} and all(not rest.is_word and rest.number is None for rest in row[at:]):
            return Phrase(Kind.MARK, at, at + 1, ".")
        return None

    def _late(self, row: Sequence[Token], at: int) -> Phrase | None:
        after = longest(LATE, row, at)
        return Phrase(Kind.LATE, at, after) if after else None

    def _others(self, row: Sequence[Token], at: int) -> Phrase | None:
        after = longest(OTHERS, row, at)
        return Phrase(Kind.OTHERS, at, after) if after else None

    def _dated_strike(self, row: Sequence[Token], at: int) -> Phrase | None:
        """`an Aug. 6 strike`: one strike, with its day."""
        if at + 1 >= len(row) or row[at].key not in ARTICLES:
            return self._dated_strikes(row, at)
        dated = days_at(row, at + 1, self.almanac)
        if dated is None or dated[1] >= len(row) or not is_strike(row[dated[1]]) or row[dated[1]].key.endswith("s"):
            return None
        return Phrase(Kind.STRIKES, at, dated[1] + 1, Dated(1, dated[0]))

    def _dated_strikes(self, row: Sequence[Token], at: int) -> Phrase | None:
        """`six Aug. 7 strikes`: the number in words, since a figure before a month may be a day."""
        number = WORDS.get(row[at].key, 0)
        dated = days_at(row, at + 1, self.almanac) if number and at + 1 < len(row) else None
        if dated is None or dated[1] >= len(row) or not is_strike(row[dated[1]]):
            return None
        plural = row[dated[1]].key.endswith("s")
        return Phrase(Kind.STRIKES, at, dated[1] + 1, Dated(number, dated[0])) if plural == (number > 1) else None

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

    def _against(self, row: Sequence[Token], at: int) -> Phrase | None:
        """`a strike against an ISIS headquarters`: a target of which nothing more is said."""
        got = targets_at(row, at + 1, None, self.kinds) if row[at].key == "against" and self.kinds else None
        return Phrase(Kind.EFFECT, at, got[1], None, tuple(got[0])) if got else None

    def _date(self, row: Sequence[Token], at: int) -> Phrase | None:
        start = at
        for lead in (
            ["for"],
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

    def _clock(self, row: Sequence[Token], at: int) -> Phrase | None:
        """`At 8:50 a.m.`, `between 2:15 a.m. and 6 a.m. EDT`: a release counts whole days."""
        start = at
        at += row[at].key in {"at", "around", "about", "between", "from", "by"}
        at += at < len(row) and row[at].key in {"approximately", "about", "around"}
        after = hour_at(row, at) if at > start else None
        if after is None:
            return None
        if after < len(row) and row[after].key in {"and", "to", "through", "until", "-"}:
            after = hour_at(row, after + 1) or after
        after += after < len(row) and row[after].text in {"EDT", "EST", "GMT", "UTC"}
        return Phrase(Kind.FILLER, start, after)

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
            row[after].key in ACTORS or (after > at and (row[after].key in LINKS or row[after].text == ","))
        ):
            after += 1
            if row[after - 1].key in ACTORS and row[after - 1].text != ",":
                last = after
        return Phrase(Kind.ACTORS, at, last) if last > at else None


def country_names(countries: dict[str, str]) -> dict[str, str]:
    """The ids of countries by the keys of their names, and of their ids."""
    return {key_of(name): identifier for identifier, name in countries.items()} | {key_of(each): each for each in countries}
