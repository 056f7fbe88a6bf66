"""A release from its first sentence to its last: what each sentence takes over from the headings and sentences above it.

Here belongs what is carried (country, days, place) and what is not. Whenever a sentence was not understood, nothing is carried
over it that it might have changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.ingest.claiming import Claiming
from dateline.ingest.claims import Claim, Doubt, Reading, Sort, Unread, merged, quoted
from dateline.ingest.clauses import meaning
from dateline.ingest.clean import Plain
from dateline.ingest.dates import days_at
from dateline.ingest.form import is_headline, is_standing, without_dateline
from dateline.ingest.headings import DAYS_HEADING, country_heading
from dateline.ingest.phrases import Language
from dateline.ingest.said import Clause, Meaning, Says
from dateline.ingest.sentences import Sentence
from dateline.ingest.tokens import tokens
from dateline.model import Period


@dataclass(slots=True)
class _Reader(Claiming):
    """One pass over the sentences."""

    def take(self, sentence: Sentence) -> None:
        """Read one sentence."""
        heading = country_heading(sentence, self.language)
        if heading:
            self.open(heading)
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
        self.open(())
        row = tokens(found["days"] or "")
        dated = days_at(row, 0, self.language.almanac) if row else None
        if dated and dated[1] == len(row) and dated[0].period.days == 1:
            self.days, self.days_paragraph = dated[0], sentence.paragraph
        self.late = not found["days"] or bool(dated and self.period and not self.period.contains(dated[0].period))
        return True

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
            self.set_period(clause.days)
        self.countries |= dict.fromkeys(clause.countries)
        self.scope.append(sentence)
        self.last = self.placed = None

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
            made = [self.claim(sentence, clause, said) for clause in said.clauses]
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
                if other.sort is Sort.TOTAL and self.scope_of(other) == self.scope_of(claim):
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
