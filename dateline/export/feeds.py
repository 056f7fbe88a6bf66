"""The feeds of the articles: RSS and JSON Feed. Every number in words was computed before it came here."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.render import page_environment


@dataclass(frozen=True)
class FeedEntry:
    """An article in a feed: plain texts, an absolute address."""

    title: str
    description: str
    url: str
    date: dt.date
    updated: dt.date
    authors: tuple[str, ...]


@dataclass(frozen=True)
class Feed:
    """What the feeds say of the site itself."""

    title: str
    description: str
    url: str


MOST_ENTRIES = 30


def feeds(feed: Feed, entries: Iterable[FeedEntry], templates: list[Path]) -> Iterator[tuple[str, bytes]]:
    """The feeds as (file name, content): RSS and JSON Feed by publication, RSS by last update."""
    known = list(entries)
    by_date = sorted(known, key=lambda entry: (entry.date, entry.url), reverse=True)[:MOST_ENTRIES]
    by_update = sorted(known, key=lambda entry: (entry.updated, entry.url), reverse=True)[:MOST_ENTRIES]
    template = page_environment(templates).get_template("partials/feed.rss.html")
    for name, chosen in (("created", by_date), ("updated", by_update)):
        days = [entry.date if name == "created" else entry.updated for entry in chosen]
        items = [(entry, rfc822(day)) for entry, day in zip(chosen, days, strict=True)]
        built = rfc822(max(days)) if days else None
        yield f"feed_rss_{name}.xml", template.render(feed=feed, items=items, name=f"feed_rss_{name}.xml", built=built).encode()
    yield "feed_json_created.json", _json_feed(feed, by_date)


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
