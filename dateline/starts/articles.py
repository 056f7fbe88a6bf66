"""A start of an article: front matter, a sentence with computed numbers, a chart.

It is made to pass `check` as it stands, whatever the dataset counts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateline.counting.weeks import week_of
from dateline.load.writing import yaml_text
from dateline.model import Period, Record

FOLDER = "content/articles"
_MOST_COUNTRIES = 4


@dataclass(frozen=True, slots=True)
class ArticleStart:
    """What has to be known of an article."""

    title: str
    date: dt.date
    authors: tuple[str, ...]
    scope: Period
    description: str | None = None


def latest_week(record: Record) -> Period | None:
    """The reporting week of the last day that a report speaks of; None without reports."""
    last = max((report.period.end for report in record.reports.values()), default=None)
    return None if last is None else week_of(record.dataset.weeks, last)


def article_text(start: ArticleStart, record: Record) -> str:
    """The page as Markdown."""
    measure = next(iter(record.dataset.measures.values()))
    asked = f"{measure.id}()"
    front = yaml_text(
        {
            "title": start.title,
            "description": start.description or f"{{{{ {asked} | capitalize }}}} {measure.many}, {{{{ {asked}.period }}}}.",
            "date": start.date,
            "authors": list(start.authors),
            "dateline": {"from": start.scope.start, "to": start.scope.end},
        }
    )
    return f"---\n{front}---\n{_sentences(record, asked)}\n/// chart | weekly\n\nWhat is shown, in a sentence.\n///\n"


def _sentences(record: Record, asked: str) -> str:
    dataset = record.dataset
    measure = next(iter(dataset.measures.values()))
    first = f"For {{{{ {asked}.period }}}} the reports give {{{{ {asked} }}}} {measure.many}.\n"
    countries = list(dataset.countries.values())
    if not 2 <= len(countries) <= _MOST_COUNTRIES:
        return first
    word = dataset.country_word
    parts = [f'{{{{ {measure.id}({word}="{one.id}") }}}} in {one.name}' for one in countries]
    return first + f"Of them {', '.join(parts[:-1])} and {parts[-1]}.\n"
