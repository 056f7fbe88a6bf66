"""The events as one table: a line for each event, and cells that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from dateline.counting.trees import event_region
from dateline.model import Amount, Event, Record, Report, Tally

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def events_csv(record: Record) -> bytes:
    """Every event, one a line, in the order of its first day. A count is two columns; an empty high means unknown.

    `places` holds the places that the event lies at one of, separated by `|`. `targets` and other categories read
    `effect:kind:count`, separated by `;`. `status` is `counted`, `late` (added by a later release) or `retracted`. The source's
    kind and address stand on every line, so that the file speaks for itself.
    """
    measures, categories = list(record.dataset.measures), list(record.dataset.categories.values())
    header = ["id", "report", "source", "start", "end", "places", record.dataset.country_word]
    header += [f"{measure}_{end}" for measure in measures for end in ("low", "high")]
    header += [category.key for category in categories] + ["status", "note", "source_kind", "source_url"]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    for report, event in ordered_events(record):
        countries = "|".join(sorted(event_region(record, report, event).countries))
        row = [event.id, report.id, event.source or report.source, str(event.on.start), str(event.on.end)]
        row += ["|".join(event.places), countries]
        for measure in measures:
            row += _cells(event.counts.get(measure))
        row += [_tallies(event.tallies.get(category.id, ())) for category in categories]
        source = record.sources[event.source or report.source]
        row += [_status(event), event.note or "", source.kind, source.url]
        writer.writerow([safe_cell(cell) for cell in row])
    return text.getvalue().encode()


def ordered_events(record: Record) -> list[tuple[Report, Event]]:
    """All events with their reports, by first day and id."""
    found = [(report, event) for report in record.reports.values() for event in report.events]
    return sorted(found, key=lambda pair: (pair[1].on.start, pair[1].on.end, pair[1].id))


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cells(amount: Amount | None) -> list[str]:
    if amount is None:
        return ["", ""]
    return [str(amount.low), "" if amount.high is None else str(amount.high)]


def _tallies(tallies: Iterable[Tally]) -> str:
    return ";".join(f"{tally.effect or ''}:{tally.kind}:{_number(tally.amount)}" for tally in tallies)


def _number(amount: Amount | None) -> str:
    if amount is None:
        return "some"
    if amount.is_exact:
        return str(amount.low)
    return f"{amount.low}-{'' if amount.high is None else amount.high}"


def _status(event: Event) -> str:
    if event.retracted:
        return "retracted"
    return "late" if event.adds_to else "counted"
