"""A page with its title and description evaluated: what listings, feeds and templates are told of it.

Here belongs what follows from a page's own text alone. What a build does with pages is in `press`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from dateline.markdown.context import PageContext
from dateline.model import Article, Author
from dateline.query.words import reader_day, reader_period

WORDS_PER_MINUTE = 220
_WORD = re.compile(r"[\w’'-]+")


@dataclass(frozen=True)
class Sheet:
    """A page with its title and description evaluated: plain texts, to be escaped where they go."""

    article: Article
    context: PageContext
    title: str
    description: str | None
    authors: tuple[Author, ...]

    @property
    def published(self) -> str | None:
        return reader_day(self.article.date) if self.article.date else None

    @property
    def updated(self) -> str | None:
        return reader_day(self.article.updated) if self.article.updated else None

    @property
    def dateline(self) -> str | None:
        """The page's period in the reader's form."""
        return reader_period(self.article.scope) if self.article.scope else None

    @property
    def minutes(self) -> int:
        """How long the text takes to read, in whole minutes from 1."""
        return reading_minutes(self.article.body)


def reading_minutes(text: str) -> int:
    """How long a text takes to read, in whole minutes from 1."""
    return max(1, math.ceil(len(_WORD.findall(text)) / WORDS_PER_MINUTE))
