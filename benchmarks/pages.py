"""The pages of the made-up project, and the same pages for plain MkDocs: as much text, without numbers and charts.

Here belongs what content/ and mkdocs.yml hold.
"""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks.world import PLACES, World, write_world

REPOSITORY = Path(__file__).resolve().parents[1]
CHARTS = ("weekly", "places")
SHORTEST_WINDOW = 13
WINDOW_LENGTHS = 14

_SENTENCE = (
    "The releases give a total for the week and details for some of it, and where they leave open what happened on which day "
    "the record keeps it open. "
)
_CONFIG = """\
site_name: A benchmark
site_description: Made-up articles on made-up strikes.
site_url: https://example.org/
use_directory_urls: true
theme:
  name: material
  language: en
  font: false
  features: [content.tooltips, navigation.tabs, navigation.top, search.highlight, toc.follow]
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      toggle: {icon: material/weather-sunny, name: Switch to dark mode}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle: {icon: material/weather-night, name: Switch to light mode}
markdown_extensions:
  - abbr
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {permalink: "#"}
  - pymdownx.superfences
nav:
  - Home: index.md
  - Articles: articles/index.md
not_in_nav: /articles/*
"""


@dataclass(frozen=True)
class Story:
    """One article: its number, from 1, and its own window of weeks."""

    number: int
    first: dt.date
    last: dt.date
    weeks: int

    @property
    def name(self) -> str:
        """What its file is called, and its page, and its figures begin with."""
        return f"story-{self.number:04}"

    @property
    def place(self) -> str:
        return PLACES["iraq"][self.number % len(PLACES["iraq"])]

    @property
    def file(self) -> str:
        """Its path in the project."""
        return f"content/articles/{self.name}.md"

    @property
    def page(self) -> str:
        """Its path in the site."""
        return f"articles/{self.name}/index.html"

    @property
    def figures(self) -> tuple[str, ...]:
        """The ids of its figures."""
        return tuple(f"{self.name}-{chart}" for chart in CHARTS)

    def text(self, added: str = "") -> str:
        """The article as an author of Dateline writes it, with `added` at the end."""
        numbers = ("{{ strikes() }}", '{{ strikes(country="iraq") }}', f'{{{{ strikes(place="{self.place}") }}}}')
        charts = [f"/// chart | {chart}\n\nWhat the releases of these weeks say.\n///\n" for chart in CHARTS]
        scope = f"dateline: {{from: {self.first}, to: {self.last}}}\n"
        return self._head(scope) + _body(numbers, charts) + added

    def plain(self) -> str:
        """The same page for plain MkDocs: a number for each number, nothing for the charts."""
        return self._head("") + _body(("4321", "at least 1234", "12 to 34"), ["", ""])

    def _head(self, more: str) -> str:
        published = self.last + dt.timedelta(days=2)
        return (
            f"---\ntitle: Story {self.number} from the record\ndescription: What the releases of some weeks add up to.\n"
            f"date: {published}\nauthors: [desk]\n{more}---\n"
        )


def _body(numbers: tuple[str, str, str], charts: list[str]) -> str:
    """The text that both sorts of page have."""
    first, second, third = numbers
    return (
        f"In these weeks {first} strikes were reported. {_SENTENCE * 3}\n\n{charts[0]}\n"
        f"## Where\n\nThere were {second} in Iraq, and near one place {third}. {_SENTENCE * 3}\n\n{charts[1]}\n"
        f"## What is not known\n\n{_SENTENCE * 6}\n\n- {_SENTENCE}\n- {_SENTENCE}\n\n[All articles](index.md). {_SENTENCE * 2}\n"
    )


def stories(number: int, world: World) -> tuple[Story, ...]:
    """So many articles, their windows spread over the record, no two the same."""
    return tuple(_story(index, number, world) for index in range(number))


def _story(index: int, number: int, world: World) -> Story:
    length = min(world.weeks, SHORTEST_WINDOW + index % WINDOW_LENGTHS)
    start = index * (world.weeks - length) // max(1, number - 1)
    first, last = world.week(start)[0], world.week(start + length - 1)[1]
    return Story(index + 1, first, last, length)


def write_project(root: Path, world: World, articles: tuple[Story, ...]) -> None:
    """Write a project for Dateline: data, pages, configuration and build.py."""
    write_world(root, world)
    _write_pages(
        root / "content", {story.name: story.text() for story in articles}, "template: home.html\n", "template: articles.html\n"
    )
    extension = _CONFIG.replace("markdown_extensions:\n", "markdown_extensions:\n  - dateline\n")
    (root / "mkdocs.yml").write_text(f"docs_dir: content\nplugins: [search, dateline]\n{extension}", encoding="utf-8")
    shutil.copy(REPOSITORY / "build.py", root)


def write_plain(root: Path, articles: tuple[Story, ...]) -> None:
    """Write the same pages for MkDocs with Material alone."""
    listing = "\n".join(f"- [Story {story.number} from the record]({story.name}.md)" for story in articles)
    _write_pages(root / "docs", {story.name: story.plain() for story in articles}, "", "", listing)
    (root / "mkdocs.yml").write_text(f"plugins: [search]\n{_CONFIG}", encoding="utf-8")


def _write_pages(folder: Path, texts: dict[str, str], home: str, index: str, listing: str = "") -> None:
    (folder / "articles").mkdir(parents=True)
    (folder / "index.md").write_text(f"---\ntitle: A benchmark\n{home}---\n{_SENTENCE}\n", encoding="utf-8")
    (folder / "articles/index.md").write_text(f"---\ntitle: Articles\n{index}---\n{_SENTENCE}\n\n{listing}\n", encoding="utf-8")
    for name, text in texts.items():
        (folder / f"articles/{name}.md").write_text(text, encoding="utf-8")
