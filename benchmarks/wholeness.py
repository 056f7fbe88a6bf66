"""Whether a site that was built for a measurement is whole: a fast build that leaves something out would be worth nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.measuring import CommandFailed
from benchmarks.pages import Story


def check_whole(site: Path, articles: Iterable[Story]) -> None:
    """Raises CommandFailed with all that is missing from a site of ours."""
    found = [*_missing(site, articles)]
    if found:
        raise CommandFailed(f"{site} is not whole:\n" + "\n".join(found))


def _missing(site: Path, articles: Iterable[Story]) -> Iterator[str]:
    names = ("index.html", "articles/index.html", "404.html", "sitemap.xml", "search/search_index.json", "data/events.csv")
    yield from (name for name in names if not (site / name).is_file())
    for story in articles:
        page = site / story.page
        text = page.read_text(encoding="utf-8") if page.is_file() else ""
        if not text.rstrip().endswith("</html>"):
            yield story.page
        for figure in story.figures:
            if text.count(f'id="{figure}-title"') != 1:
                yield f"{story.page}: {figure}"
            yield from (name for name in _downloads(figure) if not (site / name).is_file())


def _downloads(figure: str) -> tuple[str, ...]:
    return tuple(f"figures/{figure}.{kind}" for kind in ("svg", "csv", "json"))


def changed(before: dict[str, bytes], site: Path) -> int:
    """How many articles are another page than before."""
    now = article_pages(site)
    return sum(now.get(name) != content for name, content in before.items())


def article_pages(site: Path) -> dict[str, bytes]:
    """The pages of all articles."""
    return {path.parent.name: path.read_bytes() for path in sorted(site.glob("articles/*/index.html"))}
