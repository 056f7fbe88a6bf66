"""A release from its first sentence to its last: what each sentence takes over from the headings and sentences above it.

Here belongs what is carried (country, days, place) and what is not. Whenever a sentence was not understood, nothing is carried
over it that it might have changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dateline.ingest.claims import Claim, Doubt, Reading, Sort, Unread, merged, quoted
from dateline.ingest.clauses import meaning
from dateline.ingest.clean import Plain
from dateline.ingest.dates import Days, days_at
from dateline.ingest.form import is_headline, is_standing, without_dateline
from dateline.ingest.headings import DAYS_HEADING, country_heading
from dateline.ingest.parts import Where
from dateline.ingest.phrases import Language
from dateline.ingest.placing import countries_of, known
from dateline.ingest.said import Clause, Meaning, Says
from dateline.ingest.sentences import Sentence
from dateline.ingest.tokens import tokens
from dateline.model import Period

_LONGEST_PERIOD = 62


@dataclass(slots=True)
class _Reader:
    """One pass over the sentences. `country`, `days`, `late` hold until the next heading or total."""

    language: Language
    country: tuple[str, ...] = ()
    from_heading: bool = False
    country_paragraph: int | None = None
    days: Days | None = None
    days_paragraph: int = -1
    late: bool = False
    period: Period | None = None
    begun: bool = False  # a heading or an event has been read: the lead is over
    last: int | None = None  # the claim that "the strikes" of the next sentence are
    header: int | None = None  # the event of a sentence that a list may itemise
    listed: set[int] = field(default_factory=set)  # events of a list that have their place from the sentence above it
    placed: int | None = None  # the event whose place a line without one may take over
    claims: list[Claim] = field(default_factory=list)
    scope: list[Sentence] = field(default_factory=list)
    form: list[Sentence] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    countries: dict[str, None] = field(default_factory=dict)

    def take(self, sentence: Sentence) -> None:
        """Read one sentence."""
        heading = country_heading(sentence, self.language)
        if heading:
            self._open(heading)
            self.form.append(sentence)
            return
        if self._days_heading(sentence):
            self.form.append(sentence)
            return
        text, cut = without_dateline(sentence.text)
        if sentence.alone or (cut and not text) or is_standing(text, self.language.names):
            self.form.append(sentence)
            return
        said = meaning(text, self.language)
        if said.says is Says.UNCLEAR:
            if not self.begun and not self.claims and not sentence.bullet and is_headline(text):
                self.form.append(sentence)
            else:
                self._give_up(sentence, said.why or "")
            return
        if said.why:
            self.unread.append(Unread(sentence, said.why, kept=True))
        try:
            self._understand(sentence, said)
        except Doubt as doubt:
            self._give_up(sentence, str(doubt))

    def _days_heading(self, sentence: Sentence) -> bool:
        """`July 22 Strikes`, `Earlier Strikes`: what follows is of other days than what came before, or of these."""
        found = DAYS_HEADING.fullmatch(sentence.text.strip("*_#: "))
        if not found:
            return False
        self._open(())
        row = tokens(found["days"] or "")
        dated = days_at(row, 0, self.language.almanac) if row else None
        if dated and dated[1] == len(row) and dated[0].period.days == 1:
            self.days, self.days_paragraph = dated[0], sentence.paragraph
        self.late = not found["days"] or bool(dated and self.period and not self.period.contains(dated[0].period))
        return True

    def _open(self, countries: tuple[str, ...]) -> None:
        self.country, self.from_heading, self.country_paragraph = countries, True, None
        self.days, self.late, self.begun, self.last, self.placed = None, False, True, None, None
        self.countries |= dict.fromkeys(countries)

    def _give_up(self, sentence: Sentence, why: str) -> None:
        self.unread = [unread for unread in self.unread if unread.sentence is not sentence]
        self.unread.append(Unread(sentence, why))
        self.last = self.placed = self.days = None
        keys = {token.key for token in tokens(sentence.text)}
        if keys & self.language.countries.keys():
            self.country, self.country_paragraph = (), None
        self.late = self.late or "closed" in keys

    def _understand(self, sentence: Sentence, said: Meaning) -> None:
        if said.says is Says.SETS:
            self._set_scope(sentence, said.clauses[0])
        elif said.says is Says.CONTINUES:
            self._continue(sentence, said.clauses[0])
        else:
            self._count(sentence, said)

    def _set_scope(self, sentence: Sentence, clause: Clause) -> None:
        if self.begun or sentence.bullet:
            raise Doubt("it counts no strikes")
        if clause.days is not None:
            self._set_period(clause.days)
        self.countries |= dict.fromkeys(clause.countries)
        self.scope.append(sentence)
        self.last = self.placed = None

    def _set_period(self, days: Days) -> None:
        if self.begun and not self.period:
            raise Doubt("it names days that the release had not named before its first lines")
        if self.period and not self.period.contains(days.period):
            raise Doubt(f"it names {days.period}, which is not within {self.period}")
        if not self.period:
            if days.period.days > _LONGEST_PERIOD:
                raise Doubt(f"a release does not speak of {days.period.days} days")
            self.period = days.period

    def _continue(self, sentence: Sentence, clause: Clause) -> None:
        if self.last is None:
            raise Doubt("which strikes are meant is not certain")
        before = self.claims[self.last]
        if clause.strikes is not None and clause.strikes != before.strikes:
            raise Doubt(f"it speaks of {clause.strikes}, the sentence before of {before.strikes} strikes")
        if clause.engagements is not None and before.engagements not in {None, clause.engagements}:
            raise Doubt("two counts of engagements")
        self.claims[self.last] = replace(
            before,
            sentences=(*before.sentences, sentence),
            engagements=clause.engagements or before.engagements,
            targets=(*before.targets, *clause.targets),
            remarks=(*before.remarks, *quoted(clause.outcomes)),
        )

    def _count(self, sentence: Sentence, said: Meaning) -> None:
        saved = (self.country, self.from_heading, self.country_paragraph, self.days, self.days_paragraph, self.late, self.period)
        kept = list(self.claims)
        try:
            made = [self._claim(sentence, clause, said) for clause in said.clauses]
            for claim in made:
                self._keep(claim)
        except Doubt:
            (self.country, self.from_heading, self.country_paragraph, self.days, self.days_paragraph, self.late, self.period) = (
                saved
            )
            self.claims = kept
            raise
        stands_alone = len(made) == 1 and made[0].sort is Sort.EVENT and said.clauses[0].acted and not sentence.bullet
        self.header = self.last if stands_alone else None
        if len(made) > 1:
            self.last = None

    def _keep(self, claim: Claim) -> None:
        self.countries |= dict.fromkeys(claim.countries)
        if claim.sort is Sort.TOTAL:
            for number, other in enumerate(self.claims):
                if other.sort is Sort.TOTAL and self._scope_of(other) == self._scope_of(claim):
                    self.claims[number] = merged(other, claim)
                    self.last, self.placed = number, None
                    return
        self.claims.append(claim)
        self.last = len(self.claims) - 1
        self.begun = self.begun or claim.sort is Sort.EVENT
        if claim.sort is Sort.EVENT:
            self.placed = self.last
        else:
            self.placed = None

    def _scope_of(self, claim: Claim) -> tuple[frozenset[str], Period | None]:
        countries = frozenset(claim.countries) if set(claim.countries) != set(self.language.countries.values()) else frozenset()
        days = claim.days.period if claim.days else None
        return countries, None if days == self.period else days

    def _claim(self, sentence: Sentence, clause: Clause, said: Meaning) -> Claim:
        if clause.strikes is None:
            raise Doubt("it counts no strikes")
        given = Claim(
            Sort.EVENT,
            clause.strikes,
            (sentence,),
            clause.engagements,
            targets=clause.targets,
            remarks=quoted(clause.outcomes),
            days=clause.days,
            countries=clause.countries,
        )
        if clause.engagements is not None and clause.engagements < clause.strikes:
            given = replace(given, doubts=(f"{clause.engagements} engagements are fewer than {clause.strikes} strikes",))
        if clause.others:
            if clause.where:
                raise Doubt("strikes of others with a place")
            return replace(given, sort=Sort.OTHERS)
        if clause.where:
            return self._event(sentence, clause, clause.where, given)
        return self._without_place(sentence, clause, said, given)

    def _event(self, sentence: Sentence, clause: Clause, where: Where, given: Claim) -> Claim:
        if not clause.strikes:
            raise Doubt("no strikes at a place")
        context = self._context(sentence, clause)
        places = tuple(known(place, context, self.language.names) for place in where.places)
        if len({place.ids or place.name for place in places}) < len(places):
            raise Doubt("one place twice")
        countries = countries_of(places, context, self.language.names)
        self._doubt_header(sentence, clause)
        days = clause.days or self._inherited(sentence)
        if clause.days is not None:
            self.days = None
        if clause.countries and clause.country_led:
            self.country, self.country_paragraph, self.from_heading = clause.countries, sentence.paragraph, False
        nearer = where.bearing and where.bearing not in {"in", "at"}
        remarks = (*quoted((where.text,)), *given.remarks) if nearer else given.remarks
        return replace(
            given,
            places=places,
            countries=countries,
            days=days,
            remarks=remarks,
            late=self._is_late(days, clause),
            doubts=(*given.doubts, *self._doubts(days, clause)),
        )

    def _doubt_header(self, sentence: Sentence, clause: Clause) -> None:
        """A line of a list without a day, right below a sentence that counts strikes at a place, may be part of them."""
        if self.header is not None and self.header == self.last and sentence.bullet and clause.days is None:
            claim = self.claims[self.header]
            doubt = "lines without a day follow it, which may be its parts: then they are counted twice"
            if doubt not in claim.doubts:
                self.claims[self.header] = replace(claim, doubts=(*claim.doubts, doubt))

    def _context(self, sentence: Sentence, clause: Clause) -> tuple[str, ...]:
        if clause.countries:
            return clause.countries
        if self.country_paragraph is not None and self.country_paragraph != sentence.paragraph and not sentence.bullet:
            return ()
        return self.country

    def _inherited(self, sentence: Sentence) -> Days | None:
        return self.days if self.days and (sentence.paragraph == self.days_paragraph or sentence.bullet) else None

    def _is_late(self, days: Days | None, clause: Clause) -> bool:
        inside = bool(days and self.period and self.period.contains(days.period))
        return clause.late or (self.late and not inside)

    def _doubts(self, days: Days | None, clause: Clause) -> Iterator[str]:
        outside = bool(days and self.period and not self.period.contains(days.period))
        late = clause.late or self.late
        if outside and not late:
            yield f"{days.period if days else ''} is not within the period {self.period}, and nothing says it is a late addition"
        if late and not days:
            yield "a late addition without a day"
        if late and days and self.period and not outside:
            yield f"a late addition, but {days.period} is within the period {self.period}"

    def _without_place(self, sentence: Sentence, clause: Clause, said: Meaning, given: Claim) -> Claim:
        context = clause.countries or self._context(sentence, clause)
        if clause.late:
            if clause.targets or clause.outcomes:
                raise Doubt("it names no place")
            self.late, self.begun = True, True
            # the days of its lines are theirs to say, unless there is only one that they can be of
            self.days = clause.days if clause.days and clause.days.period.days == 1 else None
            self.days_paragraph = sentence.paragraph
            self.country = clause.countries if len(clause.countries) == 1 else ()
            self.country_paragraph = None
            return replace(given, sort=Sort.LATE_TOTAL, countries=clause.countries)
        if not clause.acted and not clause.countries and clause.strikes:
            return self._carried(sentence, clause, given)
        return self._total(sentence, clause, said, replace(given, sort=Sort.TOTAL, countries=context))

    def _carried(self, sentence: Sentence, clause: Clause, given: Claim) -> Claim:
        """A line with a day of its own and no place: at the place of the line above."""
        if self.placed is None:
            raise Doubt("it names no place")
        above = self.claims[self.placed]
        if not clause.days:
            return self._itemised(sentence, clause, given, above)
        if sentence.paragraph - above.sentences[-1].paragraph > 1 or (above.days and above.days == clause.days):
            raise Doubt("it names no place, and the line above does not give it one")
        names = " or ".join(place.name for place in above.places)
        claim = replace(given, places=above.places, countries=above.countries, days=clause.days)
        remark = f"The place is that of the line above: {names}."
        return replace(
            claim,
            remarks=(*claim.remarks, remark),
            late=self._is_late(clause.days, clause),
            doubts=(*given.doubts, *self._doubts(clause.days, clause)),
        )

    def _itemised(self, sentence: Sentence, clause: Clause, given: Claim, above: Claim) -> Claim:
        """A line of a list without day and place, below the sentence that has both: right, and to be looked at."""
        heads = self.placed is not None and self.header == self.placed == self.last
        follows = sentence.bullet and sentence.paragraph - above.sentences[-1].paragraph == 1
        if not follows or not (heads or self.placed in self.listed) or len(above.places) != 1 or clause.countries:
            raise Doubt("it names no place")
        self._doubt_header(sentence, clause)
        self.listed.add(len(self.claims))
        doubt = f"it names no place; {above.places[0].name} is that of the sentence above the list"
        return replace(
            given, places=above.places, countries=above.countries, days=above.days, late=above.late, doubts=(*given.doubts, doubt)
        )

    def _total(self, sentence: Sentence, clause: Clause, said: Meaning, given: Claim) -> Claim:
        if not clause.acted and not clause.countries and clause.days is None:
            raise Doubt("what it counts has neither place, country nor day")
        part = clause.days is not None and self.period is not None and clause.days.period != self.period
        if not given.countries and (self.begun or sentence.bullet or part):
            raise Doubt("it names neither place nor country")
        if self.late:
            raise Doubt("a total after late additions: of what is not certain")
        if clause.days is not None and clause.days.gaps and clause.days.period != self.period:
            raise Doubt("a total for days that do not follow one another")
        if clause.days is not None and not self.period and not self.begun:
            self._set_period(clause.days)
        if clause.days is not None and self.period and not self.period.contains(clause.days.period):
            raise Doubt(f"{clause.days.period} is not within the period {self.period}")
        every = set(self.language.countries.values())
        if len(given.countries) > 1 and set(given.countries) != every:
            raise Doubt("a total for some of the countries together")
        if clause.countries and not self.from_heading:
            leads = len(clause.countries) == 1 and (clause.country_led or said.ends_with_colon)
            self.country = clause.countries if leads else ()
            self.country_paragraph = sentence.paragraph
        elif len(clause.countries) == 1 and self.country and clause.strikes and clause.countries != self.country:
            raise Doubt(f"it speaks of {clause.countries[0]} under a heading for {' and '.join(self.country)}")
        narrow = clause.days is not None and clause.days.period != self.period
        self.days, self.days_paragraph = (clause.days if narrow and clause.strikes else None), sentence.paragraph
        return given


def read(
    given: Plain, sentences: tuple[Sentence, ...], pages: tuple[Sentence, ...], language: Language, period: Period | None
) -> Reading:
    """What a release claims. `period` is what the editor says it speaks of; None: what it says itself."""
    reader = _Reader(language, period=period)
    for sentence in sentences:
        reader.take(sentence)
    doubtful = [Unread(claim.sentence, doubt, kept=True) for claim in reader.claims for doubt in claim.doubts[:1]]
    unread = sorted([*reader.unread, *doubtful], key=lambda each: each.sentence.start)
    return Reading(
        given.source,
        reader.period,
        tuple(reader.claims),
        tuple(reader.scope),
        (*reader.form, *pages),
        tuple(unread),
        tuple(country for country in dict.fromkeys(language.countries.values()) if country in reader.countries),
    )
