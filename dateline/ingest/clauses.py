"""What one sentence says: clauses of one count each, with place, country, days, engagements and targets.

A clause is only made of phrases that fit together. Where two phrases answer the same question in two ways, or an order of words
could be read in two ways, the sentence is not understood, and the reason says why.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from dateline.ingest.cuts import cut, without_sum
from dateline.ingest.dates import Days
from dateline.ingest.parts import Dated, Kind, Phrase, Row, Where
from dateline.ingest.phrases import Language
from dateline.ingest.remainder import is_rest_of_targets, short
from dateline.ingest.said import Clause, Meaning, Says, Unclear

T = TypeVar("T")


def meaning(text: str, language: Language) -> Meaning:
    """What a sentence says; `UNCLEAR` with a reason where that is not certain."""
    row = language.read(text)
    colon = bool(row.tokens) and row.tokens[-1].text == ":"
    try:
        got = _whole(row, language) if row.stuck is None else _head(row, language)
    except Unclear as unclear:
        return Meaning(Says.UNCLEAR, why=str(unclear))
    return replace(got, ends_with_colon=colon)


def _whole(row: Row, language: Language) -> Meaning:
    kinds = [phrase.kind for phrase in row.phrases]
    if _breaks_off(row.phrases):
        return _cut_short(row, language)
    if Kind.STRIKES in kinds:
        clauses = _clauses(row, language)
        idle = any(clause.where and not (clause.acted or clause.targets or clause.outcomes) for clause in clauses)
        return Meaning(Says.COUNTS, clauses, why="it does not say what the strikes did" if idle else None)
    if Kind.THE_STRIKES in kinds:
        return Meaning(Says.CONTINUES, (_continuation(row, language),))
    says_something = {Kind.EFFECT, Kind.OUTCOME, Kind.NEAR, Kind.ENGAGEMENTS, Kind.LATE, Kind.OTHERS} & set(kinds)
    if says_something:
        raise Unclear("it counts no strikes")
    if not {Kind.DATE, Kind.COUNTRY} & set(kinds) or Kind.ENEMY not in kinds:
        raise Unclear("it counts no strikes")
    return Meaning(Says.SETS, (_clause(row, row.phrases, language),))


def _breaks_off(phrases: Sequence[Phrase]) -> bool:
    """Whether a sentence ends where another word has to follow."""
    ends = [phrase.value for phrase in phrases if phrase.kind is not Kind.MARK or phrase.value != "."][-1:]
    return ends in (["and"], [","], ["while"])


def _cut_short(row: Row, language: Language) -> Meaning:
    """A sentence that breaks off in the middle of its targets: its count and place stand, if it has one of each."""
    last = [phrase.kind for phrase in row.phrases if phrase.kind is not Kind.MARK][-1:]
    clauses = _clauses(row, language) if last == [Kind.EFFECT] else ()
    if len(clauses) != 1 or clauses[0].where is None or not clauses[0].strikes:
        raise Unclear("it breaks off")
    return Meaning(Says.COUNTS, clauses, why="it breaks off")


def _head(row: Row, language: Language) -> Meaning:
    """A sentence that was read up to its targets: what comes before them is sure, if nothing behind counts or places strikes."""
    why = f"'{short(row.rest)}' is not understood"
    if not is_rest_of_targets(row, language):
        raise Unclear(why)
    clauses = _clauses(row, language)
    if len(clauses) != 1 or clauses[0].where is None or not clauses[0].strikes:
        raise Unclear(why)
    return Meaning(Says.COUNTS, (replace(clauses[0], targets=()),), why=why)


def _clauses(row: Row, language: Language) -> tuple[Clause, ...]:
    phrases = without_sum(row.phrases)
    counts = [n for n, phrase in enumerate(phrases) if phrase.kind is Kind.STRIKES]
    cuts = [0]
    for before, here in itertools.pairwise(counts):
        cuts.append(cut(phrases, before, here))
    parts = [phrases[start:end] for start, end in zip(cuts, [*cuts[1:], len(phrases)], strict=True)]
    clauses = [_clause(row, part, language) for part in parts]
    return tuple(_carried(clauses))


def _clause(row: Row, part: Sequence[Phrase], language: Language) -> Clause:
    one = _Sorted.of(part)
    position = {
        kind: next(n for n, phrase in enumerate(part) if phrase.kind is kind) for kind in {phrase.kind for phrase in part}
    }
    count_at = position.get(Kind.STRIKES, len(part))
    strikes, dated = _strikes(one)
    if _joins_nothing(part):
        raise Unclear("something is missing after 'and'")
    if one.effects and position[Kind.EFFECT] < count_at and Kind.STRIKES in position:
        raise Unclear("what was struck stands before the count")
    if Kind.THE_STRIKES in position and Kind.STRIKES in position:
        raise Unclear("it counts strikes, and speaks of others")
    days = _only([*one.dates, *dated], "two days or spans")
    where = _only(one.nears, "two places for one count")
    countries = _countries(row, part, one, where, language)
    others = Kind.OTHERS in position
    return Clause(
        strikes=strikes,
        engagements=_only(
            [phrase.value for phrase in part if phrase.kind is Kind.ENGAGEMENTS and isinstance(phrase.value, int)],
            "two counts of engagements",
        ),
        where=where,
        countries=countries,
        days=days,
        targets=tuple(target for phrase in one.effects for target in phrase.targets),
        outcomes=tuple(str(phrase.value) for phrase in part if phrase.kind is Kind.OUTCOME),
        late=Kind.LATE in position,
        others=others,
        acted=bool({Kind.CONDUCT, Kind.ACTORS} & set(position))
        or any(row.tokens[phrase.start].key == "there" for phrase in part),
        country_led=position.get(Kind.COUNTRY, count_at) < count_at,
        days_led=position.get(Kind.DATE, count_at) < count_at,
    )


def _joins_nothing(part: Sequence[Phrase]) -> bool:
    """Whether an "and" within a clause stands before what it cannot join: `near Abu Kamal and one strike ...`."""
    alone = {Kind.NEAR, Kind.COUNTRY, Kind.DATE, Kind.STRIKES}
    return any(
        before.kind is Kind.MARK and before.value == "and" and after.kind in alone
        for before, after in itertools.pairwise(part[1:])
    )


@dataclass(slots=True)
class _Sorted:
    nears: list[Where] = field(default_factory=list)
    dates: list[Days] = field(default_factory=list)
    effects: list[Phrase] = field(default_factory=list)
    counts: list[int | Dated] = field(default_factory=list)
    countries: list[tuple[str, ...]] = field(default_factory=list)

    @classmethod
    def of(cls, part: Sequence[Phrase]) -> _Sorted:
        found = cls()
        for phrase in part:
            value = phrase.value
            if isinstance(value, Where):
                found.nears.append(value)
            elif phrase.kind is Kind.DATE and isinstance(value, Days):
                found.dates.append(value)
            elif phrase.kind is Kind.STRIKES and isinstance(value, (int, Dated)):
                found.counts.append(value)
            elif phrase.kind is Kind.COUNTRY and isinstance(value, tuple):
                found.countries.append(value)
            elif phrase.kind is Kind.EFFECT:
                found.effects.append(phrase)
        return found


def _strikes(one: _Sorted) -> tuple[int | None, list[Days]]:
    if len(one.counts) > 1:
        raise Unclear("two counts of strikes in one clause")
    if not one.counts:
        return None, []
    count = one.counts[0]
    return (count.number, [count.days]) if isinstance(count, Dated) else (count, [])


def _only(found: Sequence[T], what: str) -> T | None:
    if any(each != found[0] for each in found[1:]):
        raise Unclear(what)
    return found[0] if found else None


def _countries(row: Row, part: Sequence[Phrase], one: _Sorted, where: Where | None, language: Language) -> tuple[str, ...]:
    """The countries that the clause names, beside its place or in a phrase of their own; one answer, or unclear."""
    beside = next(
        (language.where.country_in(row.tokens, phrase.start, phrase.end) for phrase in part if phrase.value is where and where),
        (),
    )
    named = [each for each in (beside, *one.countries) if each]
    return _only(named, "two countries for one count") or ()


def _carried(clauses: Sequence[Clause]) -> list[Clause]:
    """Days and country that open a sentence hold for all of its clauses; places are given for all of them or for none."""
    if len(clauses) == 1:
        return list(clauses)
    if len({clause.where is None for clause in clauses}) > 1:
        raise Unclear("some of its counts have a place, others have none")
    first = clauses[0]
    found = [first]
    for clause in clauses[1:]:
        days = clause.days or (first.days if first.days_led else None)
        countries = clause.countries or (first.countries if first.country_led and first.where else ())
        if first.where is None and not clause.countries:
            raise Unclear("two counts of strikes, and one has no country")
        found.append(replace(clause, days=days, countries=countries))
    if first.where is None and not first.countries:
        raise Unclear("two counts of strikes, and one has no country")
    return found


def _continuation(row: Row, language: Language) -> Clause:
    clause = _clause(row, row.phrases, language)
    named = next(phrase for phrase in row.phrases if phrase.kind is Kind.THE_STRIKES)
    if clause.where or clause.countries or clause.days or not (clause.targets or clause.outcomes or clause.engagements):
        raise Unclear("more is said of strikes named before, and of which ones is not certain")
    return replace(clause, strikes=named.value if isinstance(named.value, int) else None)
