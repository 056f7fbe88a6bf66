"""What a newsroom's own chart says in words where its code says nothing: headline, measure, summary, key.

Words from counts, no counting. A superlative is only claimed where the bounds allow it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.charts.drawing import KeyEntry
from dateline.charts.own_rows import OwnRow, Story
from dateline.charts.wording import capital, counted, listed
from dateline.counting.bounds import Count
from dateline.model import Period
from dateline.query.words import reader_period

NAMED = 4
"""So many rows are named in a sentence; more are only counted."""
_IN = {"place": "at one place", "day": "on one day"}


def noun(story: Story) -> str:
    """What a row is called."""
    return story.by.replace("_", " ")


def many_rows(story: Story, number: int) -> str:
    """`1 month`, `12 countries`."""
    one = noun(story)
    plural = f"{one[:-1]}ies" if one.endswith("y") and one[-2:-1] not in "aeiou" else f"{one}s"
    return f"{number:,} {one if number == 1 else plural}"


def headline(story: Story) -> str:
    """What the rows show most plainly, claimed no further than the bounds allow."""
    many = story.measure.many
    if not story.counted:
        return f"No report gives a number of {many}, {reader_period(story.period)}"
    top = _top(story)
    if len(story.rows) == 1:
        return f"{capital(counted(_count(top), story.measure))}, {top.name}"
    if not _count(top).low:
        return f"No {many} are certain in any of {many_rows(story, len(story.rows))}"
    if _is_most(story, top):
        return f"{top.name} had the most {many}: {_count(top)}"
    ties = [row for row in story.counted if _count(row).low == _count(top).low]
    where = _IN.get(story.by, f"in one {noun(story)}")
    if len(ties) > 1:
        least = "" if all(_count(row).is_exact for row in ties) else "at least "
        return f"Most {many} known {where}: {least}{_count(top).low:,}, in each of {many_rows(story, len(ties))}"
    return f"Most {many} known {where}: {_count(top)}, {top.name}"


def subtitle(story: Story) -> str:
    """What is measured, where and when."""
    limits = story.answer.desk.scope_words(story.answer.scope)
    where = f", {', '.join(limits)}" if limits else ""
    return f"{capital(story.measure.many)} by {noun(story)}{where}, {reader_period(story.period)}."


def summary(story: Story) -> str:
    """The rows in sentences: what is shown, span, total, highest and lowest, what is uncertain or missing."""
    return " ".join(_sentences(story))


def _sentences(story: Story) -> Iterator[str]:
    if not story.counted:
        yield f"{headline(story)}, so nothing is known of {story.measure.many} then."
        return
    rows = sum(row.kind == "row" for row in story.rows)
    head = f"{capital(story.measure.many)} by {noun(story)}, {many_rows(story, rows)}, {reader_period(story.period)}"
    yield f"{head}: {story.total} in all."
    yield from _extremes(story)
    yield from _gaps(story)
    least = sum(row.known is not None and row.known.open != 0 for row in story.counted)
    if least:
        yield f"{least:,} of these counts {'is a minimum' if least == 1 else 'are minimums'}: something is not reported."
    if any(_count(row).named for row in story.counted):
        yield "A range is what a report gives as one, or what may belong to one row or another."
    if story.rest is not None:
        yield f"{story.rest.name}: {counted(story.rest.count or Count(0), story.measure)}."


def _extremes(story: Story) -> Iterator[str]:
    shown = [row for row in story.counted if row.kind == "row"]
    if len(shown) < 2:
        return
    top = max(shown, key=lambda row: _count(row).low)
    if _count(top).low:
        ties = sum(_count(row).low == _count(top).low for row in shown) - 1
        also = f", and as many in {ties:,} more" if ties else ""
        yield f"Highest for certain: {top.name}, {counted(_count(top), story.measure)}{also}."
    bottom = min(shown, key=lambda row: _count(row).low)
    others = [row for row in shown if row is not bottom]
    # Only what is exact, and below all that is certain elsewhere, is the lowest.
    if _count(bottom).is_exact and all(_count(row).low > _count(bottom).low for row in others):
        only = "" if len(shown) == len(story.rows) else " of those with a number"
        yield f"Lowest{only}: {bottom.name}, {counted(_count(bottom), story.measure)}."


def _gaps(story: Story) -> Iterator[str]:
    for words, rows in (
        ("No report covers", [row for row in story.missing if row.count is None]),
        ("No report gives a number for", [row for row in story.missing if row.count is not None]),
    ):
        if rows:
            yield f"{words} {_named(story, rows)}."


def _named(story: Story, rows: list[OwnRow]) -> str:
    if len(rows) <= NAMED:
        return listed([row.name for row in rows])
    spans = [row.period for row in rows if row.period]
    between = f" between {reader_period(Period(spans[0].start, spans[-1].end))}" if spans else ""
    return f"{many_rows(story, len(rows))}{between}"


def key(story: Story) -> Iterator[KeyEntry]:
    """The standard signs, as far as rows need them: colours of countries, possible parts lighter, no report hatched."""
    rows = [*story.counted, *([story.rest] if story.rest else [])]
    countries = dict.fromkeys(row.country for row in rows if row.country)
    if len(countries) > 1:
        for name, label in story.countries.items():
            if name in countries:
                yield KeyEntry("solid", story.role(next(row for row in rows if row.country == name)), label)
    light = {story.role(row) for row in rows if row.known and row.known.named}
    if light:
        yield KeyEntry("light", light.pop() if len(light) == 1 else "rest", "possible, not certain")
    if story.missing:
        open_too = any(row.count is not None for row in story.missing)
        yield KeyEntry("hatch", "hatch", "no report, or none that gives a number" if open_too else "no report")


def _count(row: OwnRow) -> Count:
    return row.known or Count(0)


def _top(story: Story) -> OwnRow:
    shown = [row for row in story.counted if row.kind == "row"] or list(story.counted)
    return max(shown, key=lambda row: (_count(row).low, _count(row).named))


def _is_most(story: Story, top: OwnRow) -> bool:
    """Whether no other row can have as many: all are reported on, and none may reach it, not even with what has no row."""
    if story.missing or story.rest is not None:
        return False
    others = [row for row in story.counted if row is not top and row.kind == "row"]
    return all((high := _count(row).high) is not None and high < _count(top).low for row in others)
