"""A record with hostile names, and pages over it, for the tests of what authors write."""

from __future__ import annotations

from pathlib import Path

from dateline.figure import Studio
from dateline.markdown import PageContext, Rendered, render_page
from dateline.markdown.numbers import Links
from dateline.model import Article, Period, Place, Record, Source
from dateline.query import Desk
from dateline.render import template_directories
from tests import factories

ROOT = Path(__file__).resolve().parents[2]
FILE = "content/articles/a-week.md"
BODY_LINE = 5
EVIL = '</title><script>alert("x")</script> & <b>'
SECOND_WEEK = "2018-04-06/2018-04-12"


def record() -> Record:
    """The seed week, and a week with a place whose name is markup and one whose name holds a number."""
    places = {
        **factories.PLACES,
        "evil": Place("evil", EVIL, "iraq", aliases=("x\" onerror='alert(1)",)),
        "camp-nine": Place("camp-nine", "Camp Nine", "syria", aliases=("9 Vehicles Square",)),
    }
    second = factories.report(
        "2018-04-13-cjtf-oir",
        SECOND_WEEK,
        [factories.stated(SECOND_WEEK, strikes=4)],
        [
            factories.event("evil-1", SECOND_WEEK, "evil", strikes=3),
            factories.event("camp-1", SECOND_WEEK, "camp-nine", strikes=1),
        ],
        source="release-2018-04-13",
    )
    base = factories.record(factories.seed_report(), second)
    source = Source("release-2018-04-13", f"Release {EVIL}", EVIL, "https://example.org/b")
    return Record(base.dataset, places, {**base.sources, source.id: source}, base.reports)


def studio(made: Record, desk: Desk) -> Studio:
    """A studio that keeps nothing and draws nothing before it is asked."""
    return Studio(made, desk, templates=template_directories(ROOT), cache=None)


def article(body: str, **front: object) -> Article:
    """A page of the seed week with that body."""
    fields = {"title": "A week", "scope": Period.parse(factories.WEEK), **front}
    return Article(file=FILE, body=body, body_line=BODY_LINE, **fields)  # type: ignore[arg-type]


def page(body: str, **front: object) -> Rendered:
    """The page rendered, its charts ordered and not drawn."""
    made = record()
    desk = Desk(made)
    with studio(made, desk) as drawing:
        return render_page(PageContext(article(body, **front), made, desk, "a-week", drawing, links=Links(explore=True)))


def problems(body: str, **front: object) -> list[tuple[str, str]]:
    """The problems of a page as (place, code), in the order of the page."""
    found = sorted(page(body, **front).problems, key=lambda problem: problem.sort_key)
    return [(str(problem.spot), problem.code) for problem in found]
