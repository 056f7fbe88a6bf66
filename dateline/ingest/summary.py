"""What an editor is told at once: how much was read, stated against itemised, what is unknown, what was not understood."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.ingest.balance import Balance
from dateline.ingest.claims import Claim, Reading
from dateline.ingest.clean import printable
from dateline.ingest.shapes import Draft
from dateline.ingest.writing import source_yaml
from dateline.model import Record


def summary(draft: Draft, record: Record) -> str:
    """The report on one draft, for a terminal."""
    return "\n".join(_lines(draft, record))


def _lines(draft: Draft, record: Record) -> Iterator[str]:
    reading = draft.reading
    sentences = sum(len(claim.sentences) for claim in reading.claims) + len(reading.scope)
    yield f"{printable(draft.file)}: {draft.id}"
    yield (
        f"  read: {_some(sentences, 'sentence')} into {_some(len(draft.stated), 'total')} and "
        f"{_some(len(draft.events), 'event')}; "
        f"not understood: {len(reading.unread)}; passed over as form: {len(reading.form)}"
    )
    if not reading.period:
        yield "  period: the release does not say which days it speaks of; give --period FIRST/LAST"
    if draft.balances:
        yield "  stated against itemised:"
        for balance in draft.balances:
            yield f"    {_scope(balance.claim, reading, record)}: {_balance(balance)}"
    yield from _unknown(draft)
    for item in draft.events:
        yield from (
            f"  look at line {item.claim.sentence.line}: {printable(each.removeprefix('LOOK: '))}"
            for each in item.comments
            if "adds_to" in each
        )
    for unread, text in zip(reading.unread, draft.unread, strict=True):
        what = "in doubt, and kept" if unread.kept else "not understood"
        yield f"  {what}, line {unread.sentence.line}: {printable(unread.why)}"
        yield f"    {text}"
    if draft.source_entry:
        yield "  not in data/sources.yml; add, with the address where the release was read:"
        yield from (f"    {line}" for line in source_yaml(str(draft.head["source"]), draft.source_entry.items()).splitlines())


def _unknown(draft: Draft) -> Iterator[str]:
    for place in draft.places:
        near = f"; near: {', '.join(place.suggestions)}" if place.suggestions else ""
        country = place.country or "…"
        yield f"  not in data/places.yml, line {place.line}: {printable(place.name)}{near}"
        yield f"    an alias of a known place, or: {place.id}: {{name: {printable(place.name)}, country: {country}}}"
    for word in draft.words:
        near = f"; near: {', '.join(word.suggestions)}" if word.suggestions else ""
        yield f"  no such {word.kind} in data/dataset.yml, line {word.line}: {word.id} ({printable(word.words)}){near}"


def _balance(balance: Balance) -> str:
    what = f"{balance.stated} {balance.what} stated, {balance.listed} in {_some(balance.lines, 'line')}"
    if balance.itemised != balance.listed:
        what += f", {balance.itemised} with the smaller totals"
    if not balance.stated and not balance.itemised:
        return "none, as stated"
    if balance.rest < 0:
        return f"{what}: {-balance.rest} MORE than stated; the total needs a discrepancy note that says which is used"
    if not balance.rest:
        return f"{what}: agrees"
    return (
        f"{what}: {balance.rest} left without a place"
        if balance.itemised
        else f"{balance.stated} {balance.what} stated, no lines"
    )


def _scope(claim: Claim, reading: Reading, record: Record) -> str:
    names = [record.dataset.countries[country].name for country in claim.countries]
    where = " and ".join(names) if names else "all"
    days = claim.days.period if claim.days else reading.period
    late = ", late additions" if claim.sort.name == "LATE_TOTAL" else ""
    return f"{where}, {days or 'the whole period'}{late}"


def _some(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
