"""Records in which an answer is hard to explain, and the evidence for a page over one as plain text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from dateline.evidence import Charted, EvidencePage, Proof, Teller, Told, evidence_of, proofs_of
from dateline.evidence.wording import open_words
from dateline.markdown import PageContext, render_page
from dateline.markdown.numbers import Links
from dateline.model import Discrepancy, Record, Source
from dateline.query import Answer, Desk
from dateline.record_pages.archive import Archive
from dateline.record_pages.lines import EventLine
from tests import factories
from tests.factories import WEEK, event, report, seed_report, stated, tally
from tests.markdown.pages import EVIL, article, studio

SECOND = "2018-04-06/2018-04-12"
QUOTED = Source("dod", f"Release {EVIL}", "The Pentagon", "https://example.org/d", archived="https://archive.example.org/d")


def release(use: str) -> Record:
    """A stated total of five over lines that add up to eight."""
    row = stated(WEEK, strikes=5, discrepancy=Discrepancy(use, "the lines say eight"))  # type: ignore[arg-type]
    lines = [event("odd-1", "2018-04-01", "bayji", strikes=5), event("odd-2", "2018-04-02", "abu-kamal", strikes=3)]
    return factories.record(report("odd", WEEK, [row], lines), sources=[QUOTED])


def seed() -> Record:
    return factories.record(seed_report(), sources=[QUOTED])


def remainders() -> Record:
    """A total within a total, both with something left over; the text at hand of another week may leave events out."""
    first = report(
        "rest",
        WEEK,
        [stated(WEEK, strikes=12), stated(WEEK, strikes=7, country="iraq")],
        [event("rest-1", "2018-04-01", "bayji", strikes=4), event("rest-2", WEEK, country="syria", strikes=(1, 3))],
    )
    second = report("part", SECOND, [], [event("part-1", "2018-04-07", "bayji", strikes=2)], partial=True)
    return factories.record(first, second, sources=[QUOTED])


def changed() -> Record:
    """A replaced report, a retracted event, a late addition, a part of a whole."""
    old = report("old", WEEK, [stated(WEEK, strikes=99)], [event("old-1", WEEK, "bayji", strikes=99)])
    new = report("new", WEEK, [stated(WEEK, strikes=9)], [event("new-1", "2018-04-01", "bayji", strikes=2)], replaces="old")
    piece = report("piece", "2018-04-02/2018-04-03", [], [event("piece-1", "2018-04-02", "rutbah", strikes=3)], part_of="new")
    late = report(
        "late",
        SECOND,
        [stated(SECOND, strikes=1)],
        [
            event("late-1", "2018-04-07", "baghdad", strikes=1),
            event("late-2", "2018-04-05", "abu-kamal", strikes=2, adds_to="new"),
            event("late-3", "2018-04-08", "baghdad", strikes=5, retracted=True),
        ],
    )
    return factories.record(old, new, piece, late, sources=[QUOTED])


def kinds() -> Record:
    hit = {"target": (tally("cave", 1), tally("vehicle", 2))}
    lines = [event("k-1", "2018-04-01", "bayji", strikes=3, tallies=hit), event("k-2", "2018-04-02", "bayji", strikes=1)]
    return factories.record(report("kinds", WEEK, [stated(WEEK, strikes=4)], lines), sources=[QUOTED])


def large() -> Record:
    """More reports than are listed, each with an event; one total without places among them."""
    start = dt.date(2016, 1, 1)
    days = [start + dt.timedelta(number) for number in range(80)]
    reports = [
        report(f"r-{day}", f"{day}/{day}", [], [event(f"e-{day}", str(day), "bayji", strikes=1 + day.day)]) for day in days
    ]
    blank = report("z-blank", "2016-06-01/2016-06-02", [stated("2016-06-01/2016-06-02", strikes=5)])
    return factories.record(*reports, blank, sources=[QUOTED])


CASES: dict[str, tuple[Record, str]] = {
    "stated-total": (seed(), "There were {{ strikes() | words }} strikes. Not {{ strikes() }} more."),
    "one-of-several-places": (seed(), 'Bayji: {{ strikes(place="bayji") }}. One day: {{ strikes(day="2018-04-01") }}.'),
    "remainders": (
        remainders(),
        (
            'Iraq {{ strikes(country="iraq", end="2018-04-12") }}, Bayji {{ strikes(place="bayji", end="2018-04-12") }},'
            ' Syria {{ strikes(country="syria") }}, all {{ strikes(week="2018-03-30") }}.'
        ),
    ),
    "items-used": (release("items"), 'All {{ strikes() }}, Iraq {{ strikes(country="iraq") }}.'),
    "total-used": (release("stated"), 'All {{ strikes() }}, Iraq {{ strikes(country="iraq") }}.'),
    "changed": (
        changed(),
        'The week {{ strikes() }}, both {{ strikes(end="2018-04-12") }}, Rutbah {{ strikes(place="rutbah") }}.',
    ),
    "kinds": (kinds(), 'Caves {{ targets(target="cave") }}, on them {{ strikes(target="cave") }}.'),
    "no-report": (seed(), '{{ strikes(week="2018-05-25") }} and {{ strikes(end="2018-04-07") }}.'),
    "share-and-change": (
        changed(),
        (
            'Iraq had {{ share(strikes(place="rutbah", week="2018-03-30"), strikes(week="2018-03-30")) }};'
            ' {{ change(strikes(week="2018-04-06"), strikes(week="2018-03-30")) }}; {{ strikes().low * 2 }};'
            ' {{ strikes().top("place", 1)[0] }}; {{ strikes().period }}.'
        ),
    ),
    "quotations": (
        seed(),
        (
            'They say {{ quoted("nine strikes", source="dod", ours=strikes()) }},'
            ' {{ quoted("12", source="dod", ours=strikes()) }},'
            ' {{ quoted("2 strikes", source="dod", ours=strikes(place="bayji")) }}, {{ quoted("many", source="dod") }},'
            ' {{ quoted("from 2 to 9", source="dod", ours=strikes()) }}; {{ quoted("12", source="dod").number - strikes().low }};'
            ' {{ typed("nine lives", why="a saying") }}.'
        ),
    ),
    "large": (large(), '{{ strikes(place="bayji", start="2016-01-01", end="2016-12-31") }}.'),
}


def evidence(record: Record, body: str, **front: object) -> EvidencePage:
    """The evidence for a page with that body."""
    desk = Desk(record)
    with studio(record, desk) as drawing:
        context = PageContext(article(body, **front), record, desk, "a-week", drawing, links=Links(evidence="e/"))
        rendered = render_page(context)
    assert rendered.problems == ()
    teller = Teller(Archive(desk), Links(explore=True))
    return evidence_of(rendered.title, "articles/a-week/", proofs_of(rendered.entries, _no_chart, teller), record)


def _no_chart(name: str) -> tuple[Charted, Answer]:
    raise AssertionError(name)


def as_text(page: EvidencePage) -> str:
    """All that the page says, to be compared."""
    lines = [page.summary, page.archive]
    for proof in page.proofs:
        lines += ["", *_proof(proof)]
    return "\n".join(lines) + "\n"


def _proof(proof: Proof) -> Iterator[str]:
    yield f"{proof.number}. {proof.before}[{proof.printed}]{proof.after}  #{proof.id} {proof.spot}"
    yield f"   {proof.kind}{f', {proof.where}' if proof.where else ''}: {proof.raw}"
    if proof.said:
        yield f"   {proof.said}"
    if proof.typed:
        yield f"   typed: {proof.typed}"
    for quote in proof.quotes:
        yield f"   “{quote.words}” {quote.source.publisher}, {quote.source.archived}: ours {quote.ours or '-'}. {quote.verdict}"
    for answer in proof.answers:
        yield f"   {answer.question}: {answer.result}"
        if answer.told is None:
            yield f"   (see {answer.first.removeprefix('number ')} at #{answer.at})"
        else:
            yield from _told(answer.told)


def _told(told: Told) -> Iterator[str]:
    yield f"     certain {told.count.low}, besides {told.count.named}, open {open_words(told.count)}, at most {told.count.high}"
    yield from (f"     ! {reason}" for reason in told.why)
    yield f"     {told.telling} of {told.speaking} reports; sources {', '.join(told.sources)}; {told.explore}"
    for group in told.groups:
        yield f"     {group.address} ({group.source.publisher}){f': {group.sum}' if group.sum else ''}"
        yield from (f"       note: {note}" for note in group.notes)
        for line in group.lines:
            words = line.words if line.event is None else _event(line.event)
            why = f" ({line.why})" if line.why else ""
            yield f"       {'  ' if line.within else ''}{words}: {line.adds}{why} -> {line.address}"
    yield from (f"     silent: {report.name} {report.address}" for report in told.silent)
    if told.more:
        yield f"     {told.more}"
    if told.gap:
        yield "     and days without a report"


def _event(event: EventLine) -> str:
    places = " or ".join(place.name for place in event.where) or event.elsewhere
    late = f", added to {event.adds_to.address}" if event.adds_to else ""
    return f"{event.when}, {places}{late}"
