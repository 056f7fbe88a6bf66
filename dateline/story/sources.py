"""The sources of a page: every document behind its charts, its numbers and its quotations, each once.

Which reports an answer rests on is for the desk to say; here they are only gathered and sorted by who published them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.charts import source_ids
from dateline.model import Source
from dateline.query import Answer
from dateline.render import Evaluated

FEW = 5
"""So many sources are listed at once; more are folded away."""
MOST_PUBLISHERS = 5
"""So many publishers are named in a sentence."""


@dataclass(frozen=True, slots=True)
class PublisherSources:
    """What one publisher published, in the order of its days, then of the titles."""

    name: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """The documents of a page by publisher. `words` say how many they are and whose, `all` heads a list that is folded away."""

    words: str
    all: str
    groups: tuple[PublisherSources, ...]


def sources_behind(known: Mapping[str, Source], charts: Iterable[str], numbers: Iterable[Evaluated]) -> tuple[Source, ...]:
    """The sources of a page: `charts` are the ids behind its charts, `numbers` what its expressions gave. Each once."""
    asked: dict[object, Answer] = {}
    quoted: list[str] = []
    for number in numbers:
        asked.update({(answer.measure.id, answer.scopes): answer for answer in number.used})
        quoted += [quotation.source for quotation in number.quotes]
    ids = dict.fromkeys([*charts, *quoted, *source_ids(asked.values())])
    return tuple(known[name] for name in ids if name in known)


def behind(sources: Iterable[Source]) -> Behind | None:
    """Sources as a page lists them; None where there are none."""
    groups = by_publisher(sources)
    number = sum(len(group.sources) for group in groups)
    if not number:
        return None
    documents = "one document" if number == 1 else f"{number:,} documents"
    whose = ", ".join(f"{group.name} ({len(group.sources):,})" for group in groups[:MOST_PUBLISHERS])
    rest = f" and {len(groups) - MOST_PUBLISHERS:,} more" if len(groups) > MOST_PUBLISHERS else ""
    many = number > FEW
    words = f"The numbers and charts on this page come from {documents}{f': {whose}{rest}' if many else ''}."
    return Behind(words, f"All {number:,} sources" if many else "", groups)


def by_publisher(sources: Iterable[Source]) -> tuple[PublisherSources, ...]:
    """Sources by who published them, those with most first."""
    grouped: dict[str, list[Source]] = {}
    for source in sources:
        grouped.setdefault(source.publisher, []).append(source)
    groups = [PublisherSources(name, tuple(sorted(found, key=_order))) for name, found in grouped.items()]
    return tuple(sorted(groups, key=lambda group: (-len(group.sources), group.name)))


def _order(source: Source) -> tuple[str, str, str]:
    """Day of publication, those without one last; then title and id, so that the order is always the same."""
    return (str(source.published or "9999"), source.title, source.id)
