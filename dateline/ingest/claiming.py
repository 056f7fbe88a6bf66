"""One clause as a claim: with what it says, and what it takes over from above it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.ingest.carrying import Carried
from dateline.ingest.claims import Claim, Doubt, Sort, quoted
from dateline.ingest.parts import Where
from dateline.ingest.placing import countries_of, known
from dateline.ingest.said import Clause, Meaning
from dateline.ingest.sentences import Sentence


@dataclass(slots=True)
class Claiming(Carried):
    """What makes claims of clauses."""

    def claim(self, sentence: Sentence, clause: Clause, said: Meaning) -> Claim:
        """The claim of one clause; raises Doubt where what it belongs to is not certain."""
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
        context = self.context(sentence, clause)
        places = tuple(known(place, context, self.language.names) for place in where.places)
        if len({place.ids or place.name for place in places}) < len(places):
            raise Doubt("one place twice")
        countries = countries_of(places, context, self.language.names)
        self.doubt_header(sentence, clause)
        days = clause.days or self.inherited(sentence)
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
            late=self.is_late(days, clause),
            doubts=(*given.doubts, *self.doubts(days, clause)),
        )

    def _without_place(self, sentence: Sentence, clause: Clause, said: Meaning, given: Claim) -> Claim:
        context = clause.countries or self.context(sentence, clause)
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
            late=self.is_late(clause.days, clause),
            doubts=(*given.doubts, *self.doubts(clause.days, clause)),
        )

    def _itemised(self, sentence: Sentence, clause: Clause, given: Claim, above: Claim) -> Claim:
        """A line of a list without day and place, below the sentence that has both: right, and to be looked at."""
        heads = self.placed is not None and self.header == self.placed == self.last
        follows = sentence.bullet and sentence.paragraph - above.sentences[-1].paragraph == 1
        if not follows or not (heads or self.placed in self.listed) or len(above.places) != 1 or clause.countries:
            raise Doubt("it names no place")
        self.doubt_header(sentence, clause)
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
            self.set_period(clause.days)
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
