"""What to read next: articles that share places, or days, with another.

What an article is about is read from its front matter and its text as they were written, so that it is known without
converting the page. Nothing is counted here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.errors import QueryError
from dateline.markdown.braces import scan
from dateline.model import Article, Period
from dateline.query import Desk
from dateline.query.words import listed, reader_period

MOST = 3
PLACE_WEIGHT = 2.0
"""How much more it says about two articles that they name the same places than that they cover the same days."""
_NAMED = 3
_FILTER = re.compile(r"""\bplaces?\s*=\s*(\[[^\]]*\]|"[^"]*"|'[^']*')""")
_OPTION = re.compile(r"^[ \t>]+places?:[ \t]*(\S.*)$", re.MULTILINE)
_TEXT = re.compile(r"""["']([^"']+)["']|([^\s,\[\]"'][^,\[\]"']*)""")


@dataclass(frozen=True, slots=True)
class Subject:
    """What an article is about: ids of the places that its questions and charts ask for, and the days of its dateline."""

    places: frozenset[str]
    scope: Period | None


@dataclass(frozen=True, slots=True)
class Related:
    """An article (its number among those compared), and in words what it shares."""

    number: int
    reason: str


def subject_of(article: Article, desk: Desk) -> Subject:
    """What an article is about. A place that nobody knows is left out here; the page itself reports it."""
    named = {place for name in _named(article.body) for place in _known(name, desk)}
    return Subject(frozenset(named), article.scope)


def _named(body: str) -> Iterator[str]:
    """The places that a text asks for, as they are written there."""
    values = [match[1] for braced in scan(body) for match in _FILTER.finditer(braced.raw or "")]
    values += [match[1] for match in _OPTION.finditer(body)]
    for value in values:
        yield from ((quoted or plain).strip() for quoted, plain in _TEXT.findall(value))


def _known(name: str, desk: Desk) -> frozenset[str]:
    try:
        return desk.words.scope({"place": name}, None).places or frozenset()
    except QueryError:
        return frozenset()


def related_to(number: int, subjects: Sequence[Subject], desk: Desk) -> tuple[Related, ...]:
    """The articles nearest to the one with this number, at most three, nearest first; of two alike the earlier in the list."""
    own = subjects[number]
    near = [(_nearness(own, other), index) for index, other in enumerate(subjects) if index != number]
    chosen = sorted((-score, index) for score, index in near if score > 0)[:MOST]
    return tuple(Related(index, _reason(own, subjects[index], desk)) for _, index in chosen)


def _nearness(one: Subject, two: Subject) -> float:
    """0 for nothing in common, 1 for the same days alone, 3 for the same places and days."""
    return PLACE_WEIGHT * _shared_places(one, two) + _shared_days(one.scope, two.scope)


def _shared_places(one: Subject, two: Subject) -> float:
    return len(one.places & two.places) / len(one.places | two.places) if one.places & two.places else 0.0


def _shared_days(one: Period | None, two: Period | None) -> float:
    """The days of both as a part of the days of either."""
    if one is None or two is None or not one.overlaps(two):
        return 0.0
    both = _both(one, two).days
    return both / (one.days + two.days - both)


def _both(one: Period, two: Period) -> Period:
    return Period(max(one.start, two.start), min(one.end, two.end))


def _reason(one: Subject, two: Subject, desk: Desk) -> str:
    """What two articles share, in words: `Also about Hajin and Abu Kamal`."""
    shared = sorted(desk.record.places[place].name for place in one.places & two.places)
    if shared:
        more = [f"{len(shared) - _NAMED + 1} more places"] if len(shared) > _NAMED else []
        return f"Also about {listed([*(shared[: _NAMED - 1] if more else shared), *more])}"
    if one.scope is None or two.scope is None:
        return ""
    same = "Same days" if one.scope == two.scope else "Shares the days"
    return f"{same}: {reader_period(_both(one.scope, two.scope))}"
