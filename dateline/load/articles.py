"""content/**/*.md: pages with their front matter checked.

Here belongs what makes a page fit to be published. Expressions and charts in its text are read by the modules above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.errors import ContentError, Problem
from dateline.load.files import list_files, read_source
from dateline.load.findings import Findings
from dateline.load.front_matter import Page, front_matter_shape, split_page
from dateline.load.vocabulary import Known
from dateline.load.yaml_reader import read
from dateline.model import Article, Period

CONTENT = "content"
ARTICLES = "content/articles/"
_ARTICLE_KEYS = ("date", "description", "authors")


@dataclass(slots=True)
class ArticlesReading:
    """One reading of content/. After `run`: the articles that could be read, and the problems."""

    root: Path
    authors: Known
    problems: list[Problem] = field(default_factory=list)

    def run(self) -> tuple[Article, ...]:
        """Read every page, in the order of their paths."""
        paths, self.problems = list_files(self.root, CONTENT, ".md")
        return tuple(article for article in map(self._read_page, paths) if article)

    def _read_page(self, path: Path) -> Article | None:
        try:
            source = read_source(self.root, path)
            page = split_page(source.text, source.file)
            data = read(page.front, source.file, first_line=2)
        except ContentError as error:
            self.problems += error.problems
            return None
        found = Findings()
        got = front_matter_shape(self.authors).read(data, (), found)
        _check_page(source.file, data, got or {}, found)
        self.problems += found.problems(page.front, source.file, first_line=2)
        return None if found or got is None else _article(source.file, page, got)


def _check_page(file: str, data: Any, got: dict[str, Any], found: Findings) -> None:
    if isinstance(data, dict) and file.startswith(ARTICLES) and not file.endswith("/index.md"):
        for key in _ARTICLE_KEYS:
            if key not in data:
                found.add(
                    "missing-key", f"an article needs the key '{key}'", (), f"pages in {ARTICLES} have {_listed(_ARTICLE_KEYS)}"
                )
    if "date" in got and "updated" in got and got["updated"] < got["date"]:
        found.add("bad-date", f"updated ({got['updated']}) before it was published ({got['date']})", ("updated",))
    scope = got.get("dateline")
    if scope and scope["to"] < scope["from"]:
        help_ = f"{{from: {scope['to']}, to: {scope['from']}}}"
        found.add("bad-date", f"the dateline ends ({scope['to']}) before it starts ({scope['from']})", ("dateline", "to"), help_)


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _article(file: str, page: Page, got: dict[str, Any]) -> Article:
    plain: dict[str, Any] = {
        key: got[key] for key in ("title", "description", "date", "updated", "kicker", "lead", "template") if key in got
    }
    lists: dict[str, Any] = {key: tuple(got[key]) for key in ("authors", "tags", "hide") if key in got}
    scope = Period(got["dateline"]["from"], got["dateline"]["to"]) if "dateline" in got else None
    search: dict[str, Any] = {f"search_{key}": value for key, value in got.get("search", {}).items()}
    return Article(file=file, body=page.body, body_line=page.body_line, scope=scope, **plain, **lists, **search)
