"""Two records side by side: what differs, key by key: events, totals, reports, places, sources, corrections, words.

Everything is compared as it reads after corrections were applied. Of a record that could not be loaded the files themselves
are compared (`written`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from dateline.comparing.changes import KINDS, EntryChange, Kind, ValueChange, What
from dateline.load.wording import one_line
from dateline.model import Amount, Dataset, Event, Period, Record, Report, Stated, Tally

Values = dict[str, str]
Said = dict[tuple[Kind, str], "Entry"]
"""What a record says, by the kind and the id of its entries."""


class Entry(msgspec.Struct, frozen=True):
    """What one entry says, by key; `within` is the report of an event or a total. `counts`: whether it was not retracted."""

    values: Values
    within: str | None = None
    counts: bool = True


def said(record: Record) -> Said:
    """All that a record says."""
    found: Said = {}
    for report in record.reports.values():
        found["report", report.id] = Entry(_report(report))
        seen: Counter[str] = Counter()
        for total in report.stated:
            scope = " ".join(map(str, filter(None, (total.on, total.country, total.place))))
            seen[scope] += 1
            name = f"{report.id} {scope}" + (f" ({seen[scope]})" if seen[scope] > 1 else "")
            found["total", name] = Entry(_total(total), report.id)
        for event in report.events:
            found["event", event.id] = Entry(_event(event), report.id, not event.retracted)
    for place in record.places.values():
        found["place", place.id] = Entry(_plain(place))
    for source in record.sources.values():
        found["source", source.id] = Entry(_plain(source))
    for correction in record.corrections:
        found["correction", correction.id] = Entry(_plain(correction))
    found |= {("word", name): Entry(values) for name, values in _words(record.dataset)}
    return found


def _words(dataset: Dataset) -> Iterator[tuple[str, Values]]:
    """What dataset.yml says, by the part of it that says it: measures, weeks, countries, actors, categories, and itself."""
    fields = msgspec.to_builtins(dataset, str_keys=True)
    parts = ("measures", "countries", "actors", "categories", "weeks")
    yield "dataset.yml", _filled({key: value for key, value in fields.items() if key not in (*parts, "authors")})
    for part in parts:
        named = fields[part] if isinstance(fields[part], dict) else {rule["start"]: rule for rule in fields[part]}
        for name, entry in named.items():
            yield f"{part} {name}", _filled(entry)


def written(reports: Mapping[str, dict[str, Any]]) -> Said:
    """What the files of reports say as they are written, by their ids."""
    found: Said = {}
    for name, data in reports.items():
        own = {key: value for key, value in data.items() if key not in ("events", "stated")}
        found["report", name] = Entry(_lines(own))
        for number, total in enumerate(data.get("stated") or (), start=1):
            if isinstance(total, dict):
                found["total", f"{name} stated.{number}"] = Entry(_lines(total), name)
        for event in data.get("events") or ():
            if isinstance(event, dict) and isinstance(event.get("id"), str):
                values = _lines({key: value for key, value in event.items() if key != "id"})
                found["event", event["id"]] = Entry(values, name, event.get("retracted") != "true")
    return found


def entry_changes(before: Said, after: Said) -> tuple[EntryChange, ...]:
    """What differs, in the order of kinds and ids."""
    names = sorted(before.keys() | after.keys(), key=lambda name: (KINDS.index(name[0]), name[1]))
    found = (_entry_change(kind, name, before.get((kind, name)), after.get((kind, name))) for kind, name in names)
    return tuple(change for change in found if change)


def _entry_change(kind: Kind, name: str, before: Entry | None, after: Entry | None) -> EntryChange | None:
    was, now = before.values if before else {}, after.values if after else {}
    values = [ValueChange(key, was.get(key), now.get(key)) for key in dict.fromkeys([*was, *now])]
    differing = tuple(value for value in values if value.before != value.after)
    old_home, home = before.within if before else None, after.within if after else None
    if before and after and old_home != home:
        differing = (ValueChange("report", old_home, home), *differing)
    if before and after and not differing:
        return None
    return EntryChange(kind, name, _what(before, after), home or old_home, differing)


def _what(before: Entry | None, after: Entry | None) -> What:
    if before is None:
        return "added"
    if after is None or (before.counts and not after.counts):
        return "withdrawn"
    return "changed"


def _lines(data: Mapping[str, Any]) -> Values:
    return {str(key): one_line(value) for key, value in data.items()}


def _plain(entry: msgspec.Struct) -> Values:
    """The fields of an entry that say something."""
    return _filled({key: value for key, value in msgspec.to_builtins(entry, str_keys=True).items() if key != "id"})


def _filled(fields: Mapping[str, Any]) -> Values:
    return {key: _word(value) for key, value in fields.items() if value not in (None, [], (), {}, False)}


def _word(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_word, value))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_word(item)}" for key, item in value.items() if item is not None)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _event(event: Event) -> Values:
    return _given(
        on=_days(event.on),
        **_counts(event.counts),
        place=" or ".join(event.places) or None,
        country=event.country,
        **_tallies(event.tallies),
        source=event.source,
        adds_to=event.adds_to,
        retracted="true" if event.retracted else None,
        note=event.note,
    )


def _total(total: Stated) -> Values:
    found = total.discrepancy
    return _given(
        on=_days(total.on),
        country=total.country,
        place=total.place,
        **_counts(total.counts),
        **_tallies(total.tallies),
        source=total.source,
        discrepancy=f"{found.use}: {found.note}" if found else None,
        note=total.note,
    )


def _report(report: Report) -> Values:
    return _given(
        source=report.source,
        actor=report.actor,
        period=_days(report.period),
        covers=", ".join(report.covers),
        partial="true" if report.partial else None,
        part_of=report.part_of,
        replaces=report.replaces,
        discrepancy=report.discrepancy,
        note=report.note,
    )


def _given(**values: str | None) -> Values:
    return {key: value for key, value in values.items() if value is not None}


def _days(period: Period) -> str:
    return str(period.start) if period.start == period.end else f"{period.start}/{period.end}"


def _amount(amount: Amount) -> str:
    if amount.is_exact:
        return str(amount.low)
    return f"at least {amount.low}" if amount.high is None else f"{amount.low} to {amount.high}"


def _counts(counts: Mapping[str, Amount]) -> Values:
    return {measure: _amount(amount) for measure, amount in counts.items()}


def _tallies(tallies: Mapping[str, tuple[Tally, ...]]) -> Values:
    return {category: ", ".join(_tally_words(listed)) for category, listed in tallies.items()}


def _tally_words(listed: tuple[Tally, ...]) -> Iterator[str]:
    for tally in listed:
        amount = _amount(tally.amount) if tally.amount else "some"
        yield " ".join(filter(None, (amount, tally.kind, tally.effect)))
