"""The chart `categories`: what was hit, by kind and effect, ranked; and how much comes without a list.

Here belongs how rows of a query become bars and a key. What is counted are the entries of lists (three vehicles and a cave
are four targets), since a report does not say which strike hit which of them. How bars are drawn is in `categories_plot`,
what is said about them in `categories_words`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from dateline.charts.categories_plot import CategoriesPlot, KindBar, Segment, Strip, draw_categories
from dateline.charts.categories_words import CategoriesStory, Kind, Lists
from dateline.charts.drawing import ChartRequest, Column, Drawing, KeyEntry, source_ids
from dateline.charts.options import Options, asked, number_option, option, text_option
from dateline.charts.registry import chart
from dateline.charts.wording import capital, counted, on_bar, units
from dateline.counting.bounds import ZERO, Count
from dateline.counting.meters import Claim, fits
from dateline.counting.regions import Lies, Region, lies
from dateline.counting.trees import event_region, stated_region
from dateline.errors import QueryError
from dateline.model import Category, Report
from dateline.query import Answer, Desk, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoriesOptions(Options):
    """Options of `categories`."""

    category: str | None = field(
        default=None, metadata=option(text_option, "what is shown, such as `targets`; default: the first category of the dataset")
    )
    top: int = field(default=12, metadata=option(number_option(1, 40), "how many kinds are shown by name"))


@chart("categories", CategoriesOptions)
def categories(request: ChartRequest) -> Drawing:
    """Ranked bars by kind of target, stacked by effect, and how much comes without a list of targets."""
    options = request.options
    category = _category(options, request.desk)
    answer = asked(replace(options, measure=category.key), request.scope, request.desk)
    story = _story(answer, category, getattr(options, "top", 12))
    plot = CategoriesPlot(tuple(_bar(kind, story) for kind in story.rows), _strip(story))
    return Drawing(
        draw=draw_categories,
        plot=plot,
        title=options.title or story.finding(),
        subtitle=story.subtitle(),
        columns=_columns(story),
        rows=tuple(_rows(story)),
        marks=plot.marks,
        total=answer,
        sum_of="total",
        parts=(*(f"effect_{name}" for name in story.effects), *(("not_stated",) if _has_unstated(story) else ())),
        summary=story.summary(),
        source_ids=source_ids([answer]),
        key=tuple(_key(story, plot)),
    )


def _category(options: Options, desk: Desk) -> Category:
    """The category that the author names, by its key or its filter's name. Raises QueryError if the dataset has none such."""
    known = {category.key: category for category in desk.record.dataset.categories.values()}
    if not known:
        message = "chart 'categories' needs a category, and data/dataset.yml has none"
        raise QueryError(message, "add one under `categories:`, or take another chart", "empty-chart")
    named = [name for name in (getattr(options, "category", None), options.measure) if name]
    if not named:
        return next(iter(known.values()))
    if len(set(named)) > 1:
        message = f"chart 'categories' cannot show {named[0]} and {named[1]} at once"
        raise QueryError(message, "leave out `measure:`", "bad-option")
    if named[0] not in known:
        raise QueryError.unknown("category", named[0], known, "data/dataset.yml")
    return known[named[0]]


def _story(answer: Answer, category: Category, top: int) -> CategoriesStory:
    table = answer.by(category.id)
    vague = _vague(answer, category)
    rows = sorted(table.rows, key=lambda row: (-row.count.low, -row.count.named, row.label, row.key))
    ranked = tuple(_kind(row, category, vague) for row in rows)
    # One kind left over says more by its name than as "1 other kind".
    shown = ranked[: top if len(ranked) > top + 1 else len(ranked)]
    kinds = (*shown, *_others(answer, category, ranked[len(shown) :]))
    found = {name for kind in kinds for name, part in kind.effects.items() if part.low or part.named}
    effects = {name: entry.name for name, entry in category.effects.items() if name in found}
    return CategoriesStory(answer, category, ranked, kinds, effects, _lists(answer, category), table.rest or ZERO)


def _kind(row: Row, category: Category, vague: frozenset[str]) -> Kind:
    named = category.kinds[row.key]
    name, effects = capital(named.many or named.name), _effects(row.answer, category)
    return Kind(row.key, name, row.count, effects, named.many is not None, row.key in vague)


def _others(answer: Answer, category: Category, kinds: tuple[Kind, ...]) -> Iterator[Kind]:
    if kinds:
        together = answer.narrowed(category=category.id, kinds=frozenset(kind.key for kind in kinds))
        vague = any(kind.vague for kind in kinds)
        yield Kind("others", f"{len(kinds)} other kinds", together.count, _effects(together, category), vague=vague, others=True)


def _effects(answer: Answer, category: Category) -> dict[str, Count]:
    """Each effect that is asked about by itself: one that has no row may still be more than 0."""
    wanted = [name for name in category.effects if answer.scope.effects is None or name in answer.scope.effects]
    return {name: answer.narrowed(category=category.id, effects=frozenset({name})).count for name in wanted}


def _lists(answer: Answer, category: Category) -> Lists:
    """How many events come with a list at all, whatever kinds were asked about."""
    measure = next(iter(answer.desk.measures.values()))
    scope = replace(answer.scope, category=None, kinds=None, effects=None)
    whole = Answer(answer.desk, measure, (scope,))
    return Lists(whole, whole.narrowed(category=category.id, kinds=frozenset(category.kinds)).count)


def _vague(answer: Answer, category: Category) -> frozenset[str]:
    """The kinds that some report names without a number, and does not number elsewhere."""
    standing = answer.desk.standing
    found: set[str] = set()
    for top in {report.id: report for report in map(standing.top_of, answer.reports())}.values():
        named = {kind for report in standing.members(top) for kind in _unnumbered(answer, category, report)}
        asked_of_it = answer.narrowed(category=category.id, reports=frozenset({top.id}))
        found |= {kind for kind in named if asked_of_it.narrowed(kinds=frozenset({kind})).count.open != 0}
    return frozenset(found)


def _unnumbered(answer: Answer, category: Category, report: Report) -> Iterator[str]:
    record, scope = answer.desk.record, answer.scope
    claims: list[tuple[Claim, Region]] = [(row, stated_region(record, report, row)) for row in report.stated]
    claims += [(event, event_region(record, report, event)) for event in report.events if not event.retracted]
    for claim, region in claims:
        for tally in claim.tallies.get(category.id, ()):
            endless = tally.amount is None or tally.amount.high is None
            if endless and lies(region, scope) is not Lies.OUTSIDE and fits(tally, scope) is not Lies.OUTSIDE:
                yield tally.kind


def _has_unstated(story: CategoriesStory) -> bool:
    return bool(story.category.effects) and any(kind.unstated for kind in story.rows)


def _columns(story: CategoriesStory) -> tuple[Column, ...]:
    unit = story.measure.many
    effects = [Column(f"effect_{name}", capital(label), "count", unit) for name, label in story.effects.items()]
    if _has_unstated(story):
        effects.append(Column("not_stated", f"{capital(story.category.effect or '')} not stated", "count", unit))
    total = Column("total", f"All {unit}" if effects else capital(unit), "count", unit)
    return (Column("id", "Id", audience="files"), Column("kind", "Kind"), *effects, total)


def _rows(story: CategoriesStory) -> Iterator[dict[str, Any]]:
    """A row for each kind, and one for what may be missing because it comes without a list."""
    for kind in story.rows:
        effects = {f"effect_{name}": kind.effects.get(name, ZERO) for name in story.effects}
        unstated = Count(kind.unstated, 0, kind.count.open if kind.unstated else 0)
        yield {"id": kind.key, "kind": kind.name, **effects, "not_stated": unstated, "total": kind.count}
    if story.incomplete:
        nothing = dict.fromkeys((f"effect_{name}" for name in story.effects), story.rest)
        yield {"id": "not-listed", "kind": _unlisted_name(story), **nothing, "not_stated": story.rest, "total": story.rest}


def _unlisted_name(story: CategoriesStory) -> str:
    many, unlisted = story.measure.many, story.lists.unlisted
    if not unlisted:
        return f"Without a list of {many}"
    return f"{unlisted:,} {units(unlisted, story.lists.whole.measure)} without a list of {many}"


def _bar(kind: Kind, story: CategoriesStory) -> KindBar:
    return KindBar(kind.name, tuple(_segments(kind, story)), on_bar(kind.count), kind.vague, kind.others)


def _segments(kind: Kind, story: CategoriesStory) -> Iterator[Segment]:
    """What is certain by effect, then what has no stated effect, then what is possible, in the same order."""
    for name, label in story.effects.items():
        part = kind.effects.get(name, ZERO)
        if part.low:
            words = f"{kind.name}, {label}: {counted(Count(part.low, 0, part.open), story.measure)}"
            yield Segment(story.roles[name], part.low, light=False, label=words)
    if kind.unstated:
        effect = f", {story.category.effect} not stated" if story.category.effects else ""
        words = f"{kind.name}{effect}: {counted(Count(kind.unstated, 0, kind.count.open), story.measure)}"
        yield Segment(story.plain_role, kind.unstated, light=False, label=words)
    if kind.count.named:
        words = f"{kind.name}: possibly {kind.count.named:,} {units(kind.count.named, story.measure)} more"
        yield Segment(_possible_role(kind, story), kind.count.named, light=True, label=words)


def _possible_role(kind: Kind, story: CategoriesStory) -> str:
    """The colour of the effect that all that is possible has, if it is one."""
    found = [name for name, part in kind.effects.items() if part.named]
    alone = len(found) == 1 and kind.effects[found[0]].named == kind.count.named
    return story.roles[found[0]] if alone else story.plain_role


def _strip(story: CategoriesStory) -> Strip | None:
    lists, measure, many = story.lists, story.lists.whole.measure, story.measure.many
    if not story.incomplete or not lists.whole.count.low:
        return None
    return Strip(
        f"{lists.in_words(many)}.",
        lists.listed.low,
        lists.unlisted,
        f"{lists.listed.low:,} {units(lists.listed.low, measure)} with a list of {many}",
        f"{lists.unlisted:,} {units(lists.unlisted, measure)} without a list of {many}",
    )


def _key(story: CategoriesStory, plot: CategoriesPlot) -> Iterator[KeyEntry]:
    segments = [segment for bar in plot.bars for segment in bar.segments]
    solid = {segment.role for segment in segments if not segment.light}
    for name, label in story.effects.items():
        if story.roles[name] in solid:
            yield KeyEntry("solid", story.roles[name], label)
    if story.effects and "rest" in solid:
        yield KeyEntry("solid", "rest", f"{story.category.effect} not stated")
    light = {segment.role for segment in segments if segment.light}
    if light:
        yield KeyEntry("light", light.pop() if len(light) == 1 else "rest", "possible, not certain")
    if any(bar.least for bar in plot.bars):
        yield KeyEntry("onward", "text", "also named without a number, counted as one")
    if plot.strip and plot.strip.unlisted:
        yield KeyEntry("hatch", "hatch", f"no list of {story.measure.many}")
