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


@dataclass(frozen=True, slots=True)
class PublisherSources:
    """What one publisher published, in the order of its days, then of the titles."""

    name: str
    sources: tuple[Source, ...]


def sources_behind(known: Mapping[str, Source], charts: Iterable[str], numbers: Iterable[Evaluated]) -> tuple[Source, ...]:
    """The sources of a page: `charts` are the ids behind its charts, `numbers` what its expressions gave. Each once."""
    asked: dict[object, Answer] = {}
    quoted: list[str] = []
    for number in numbers:
        asked.update({(answer.measure.id, answer.scopes): answer for answer in number.used})
        quoted += [quotation.source for quotation in number.quotes]
    ids = dict.fromkeys([*charts, *quoted, *source_ids(asked.values())])
    return tuple(known[name] for name in ids if name in known)


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
