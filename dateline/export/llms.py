"""`llms.txt` (llmstxt.org) and `robots.txt`: what a program that reads the site should know of first.

Here belongs the list of articles in Markdown and of the data. The articles themselves are made in `twin`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline import addresses
from dateline.export.feeds import Feed, FeedEntry
from dateline.export.package import SUMS, Package
from dateline.export.twin import escaped


def llms_txt(feed: Feed, entries: Iterable[FeedEntry], package: Package) -> bytes:
    """The list: articles by date, newest first; the data; the pages that say how they are counted and cited."""
    parts = [f"# {escaped(feed.title)}", f"> {escaped(feed.description)}"]
    parts.append(
        "Every number in the articles is the answer to a query over the data. A range such as 0 to 3 is meant: the reports do "
        "not say it more exactly. Stated totals, events and remainders are not to be added to one another."
    )
    articles = sorted(entries, key=lambda entry: (entry.date, entry.url), reverse=True)
    parts += _section("Articles", (_line(entry.title, entry.markdown or entry.url, entry.description) for entry in articles))
    parts += _section("Data", _data(package))
    parts += _section("About the data", _about(feed.url))
    parts += _section("Optional", _optional(feed.url))
    return ("\n\n".join(parts) + "\n").encode()


def _section(title: str, lines: Iterable[str]) -> list[str]:
    listed = list(lines)
    return [f"## {title}", "\n".join(listed)] if listed else []


def _line(title: str, url: str, words: str) -> str:
    return f"- [{escaped(title)}]({url}){f': {escaped(words)}' if words else ''}"


def _data(package: Package) -> Iterator[str]:
    for file in package.files:
        if file.name != SUMS:
            yield _line(file.name, f"{package.home}{addresses.data_file(file.name)}", f"{file.title} ({file.size})")


def _about(home: str) -> Iterator[str]:
    yield _line("Columns of every table", f"{home}{addresses.DATA}", "What each file and column holds, how to cite, the licence.")
    yield _line("Sources", f"{home}{addresses.SOURCES}", "Every document that the record rests on, with archived copies.")
    yield _line("Reports", f"{home}{addresses.REPORTS}", "What each report states, beside what its lines give.")


def _optional(home: str) -> Iterator[str]:
    yield _line("Reporting weeks", f"{home}{addresses.WEEKS}", "")
    yield _line("Places", f"{home}{addresses.PLACES}", "")
    yield _line("New articles (JSON Feed)", f"{home}feed_json_created.json", "")
    yield _line("Corrections (RSS)", f"{home}feed_rss_corrections.xml", "")


def robots_txt(home: str) -> bytes:
    """Everything may be read, and where the list of pages is. Of use only at the root of a host."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {home}sitemap.xml\n".encode()
