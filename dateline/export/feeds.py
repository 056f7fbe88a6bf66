"""The feeds: RSS and JSON Feed of the articles, RSS of the corrections. Every number in words was computed before it came here.

RSS comes from a template of the newsroom's, not from a library: feedgenerator takes one author for an entry, and dates an
empty feed by the clock.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dateline import addresses
from dateline.model import Correction
from dateline.render import page_environment


@dataclass(frozen=True)
class FeedEntry:
    """An article in a feed: plain texts, absolute addresses. `markdown` is that of its text in Markdown."""

    title: str
    description: str
    url: str
    date: dt.date
    updated: dt.date
    authors: tuple[str, ...]
    markdown: str | None = None


@dataclass(frozen=True)
class Feed:
    """What the feeds say of the site itself."""

    title: str
    description: str
    url: str
    language: str = "en"


MOST_ENTRIES = 30


def feeds(
    feed: Feed, entries: Iterable[FeedEntry], templates: list[Path], corrections: Iterable[Correction] = ()
) -> Iterator[tuple[str, bytes]]:
    """The feeds as (file name, content): RSS and JSON Feed by publication, RSS by last update, RSS of the corrections."""
    known = list(entries)
    by_date = sorted(known, key=lambda entry: (entry.date, entry.url), reverse=True)[:MOST_ENTRIES]
    by_update = sorted(known, key=lambda entry: (entry.updated, entry.url), reverse=True)[:MOST_ENTRIES]
    writer = _Rss(feed, templates)
    yield writer.written("created", [(entry, entry.date) for entry in by_date])
    yield writer.written("updated", [(entry, entry.updated) for entry in by_update])
    yield writer.written("corrections", [(entry, entry.date) for entry in repaired(corrections, feed)], "Corrections: ")
    yield "feed_json_created.json", _json_feed(feed, by_date)


class _Rss:
    """Feeds of one site as RSS, by the template `partials/feed.rss.html`."""

    def __init__(self, feed: Feed, templates: list[Path]) -> None:
        self._feed = feed
        self._template = page_environment(templates).get_template("partials/feed.rss.html")

    def written(self, name: str, dated: list[tuple[FeedEntry, dt.date]], kind: str = "") -> tuple[str, bytes]:
        """A feed of entries with the days that they are listed under; its title begins with `kind`."""
        file, feed = f"feed_rss_{name}.xml", replace(self._feed, title=f"{kind}{self._feed.title}")
        items = [(entry, rfc822(day)) for entry, day in dated]
        built = rfc822(max(day for _, day in dated)) if dated else None
        return file, self._template.render(feed=feed, items=items, name=file, built=built).encode()


def repaired(corrections: Iterable[Correction], feed: Feed) -> list[FeedEntry]:
    """The corrections as entries, the newest first."""
    newest = sorted(corrections, key=lambda one: (one.on, one.id), reverse=True)
    return [_repaired(one, feed) for one in newest[:MOST_ENTRIES]]


def _repaired(one: Correction, feed: Feed) -> FeedEntry:
    """A correction as an entry: what was wrong, what it was and is, and why."""
    what = f"{one.target}: {one.key}" if one.key else one.target
    said = f"{one.why} Before: {one.was or 'nothing'}. Now: {one.now or 'nothing'}."
    return FeedEntry(f"Corrected: {what}", said, f"{feed.url}{addresses.correction_entry(one.id)}", one.on, one.on, ())


def rfc822(day: dt.date) -> str:
    """The first moment of a day (UTC) as RSS writes it, in English whatever the locale."""
    weekday = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day.weekday()]
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[day.month - 1]
    return f"{weekday}, {day.day:02d} {month} {day.year} 00:00:00 +0000"


def _json_feed(feed: Feed, entries: Iterable[FeedEntry]) -> bytes:
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": f"{feed.url}feed_json_created.json",
        "description": feed.description,
        "language": feed.language,
        "items": [
            {
                "id": entry.url,
                "url": entry.url,
                "title": entry.title,
                "content_text": entry.description,
                "date_published": f"{entry.date}T00:00:00Z",
                "date_modified": f"{entry.updated}T00:00:00Z",
                "authors": [{"name": name} for name in entry.authors],
            }
            for entry in entries
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
