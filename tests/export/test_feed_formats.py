"""Feeds as other programs read them: RSS by feedparser, JSON Feed by its schema, corrections one by one."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest

from dateline.export import MOST_ENTRIES, Feed, FeedEntry, feeds
from dateline.model import Correction
from tests.projects import ROOT, Project

FEED = Feed("The site", "What it is", "https://example.org/repo/")
EVIL = "</title><script>alert(1)</script> & \" ' ]]> <![CDATA["
SCHEMA = json.loads((Path(__file__).parent / "jsonfeed-1.1.schema.json").read_text(encoding="utf-8"))


def correction(number: int, **changes: Any) -> Correction:
    day = dt.date(2018, 5, 1) + dt.timedelta(number)
    fields = {"id": f"no-{number}", "on": day, "kind": "event", "target": "an-event", "key": "strikes", "was": "3", "now": "4"}
    return Correction(**{**fields, "why": "Misread.", **changes})


def entry(text: str = "A") -> FeedEntry:
    return FeedEntry(text, text, "https://example.org/repo/a/", dt.date(2018, 4, 7), dt.date(2018, 4, 9), (text, "B"))


def made(entries: list[FeedEntry], corrections: list[Correction], feed: Feed = FEED) -> dict[str, bytes]:
    return dict(feeds(feed, entries, [ROOT / "templates"], corrections))


def read(content: bytes) -> Any:
    found = feedparser.parse(content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "rss20"
    return found


@pytest.mark.parametrize("text", ["A", EVIL, "Zwölf – “ja”"])
def test_feedparser_reads_every_feed(text: str) -> None:
    files = made([entry(text)], [correction(1, why=text, target=text)], Feed(text, text, FEED.url))
    for name in ("created", "updated", "corrections"):
        found = read(files[f"feed_rss_{name}.xml"])
        assert found.feed.language == "en"
        assert found.feed.link == FEED.url
        (item,) = found.entries
        assert item.link == item.id
        assert item.published_parsed
        assert "<script" not in item.summary, "readers take it for HTML"
        assert text in html.unescape(item.summary)
        assert text in item.title


def test_feedparser_reads_feeds_without_entries() -> None:
    for name, content in made([], []).items():
        if name.endswith(".xml"):
            assert read(content).entries == []


def test_a_broken_feed_is_seen() -> None:
    assert feedparser.parse(made([entry()], [])["feed_rss_created.xml"].replace(b"</item>", b"", 1)).bozo


@pytest.mark.parametrize("entries", [[], [entry()], [entry(EVIL)]], ids=["none", "one", "hostile"])
def test_the_json_feed_is_one(entries: list[FeedEntry]) -> None:
    said = json.loads(made(entries, [])["feed_json_created.json"])
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    assert list(validator.iter_errors(said)) == []
    said["items"] = [{"id": 3, "tags": []}]
    assert len(list(validator.iter_errors(said))) >= 2
    said["items"] = [{"id": "a", "content_text": "", "url": "no address", "date_published": "yesterday"}]
    assert {error.validator for error in validator.iter_errors(said)} == {"format"}, "addresses and dates are looked at"


def test_a_correction_says_what_was_and_is_and_why() -> None:
    files = made([], [correction(1), correction(3, id="late", key=None, kind="article", target="articles/a", was=None)])
    first, second = read(files["feed_rss_corrections.xml"]).entries
    assert (first.title, first.link) == ("Corrected: articles/a", "https://example.org/repo/corrections/#late")
    assert second.title == "Corrected: an-event: strikes"
    assert second.description == "Misread. Before: 3. Now: 4."
    assert first.description == "Misread. Before: nothing. Now: 4."
    assert second.published == "Wed, 02 May 2018 00:00:00 +0000"


def test_the_newest_corrections_are_there() -> None:
    files = made([], [correction(number) for number in range(MOST_ENTRIES + 5)])
    found = read(files["feed_rss_corrections.xml"]).entries
    assert len(found) == MOST_ENTRIES
    assert found[0].link.endswith(f"#no-{MOST_ENTRIES + 4}")


def test_pages_name_every_feed(seed: Project) -> None:
    for page in ("index.html", "articles/a-week/index.html", "weeks/2018-03-30/index.html", "data/index.html"):
        text = seed.page(page)
        for name in ("feed_rss_created.xml", "feed_rss_updated.xml", "feed_rss_corrections.xml", "feed_json_created.json"):
            assert re.search(rf'<link rel="alternate"[^>]* href="[./]*{re.escape(name)}"', text), (page, name)
        assert read((seed.site / "feed_rss_corrections.xml").read_bytes()).feed.title == "Corrections: The seed week"
