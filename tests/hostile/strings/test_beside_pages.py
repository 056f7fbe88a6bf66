"""Hostile texts in what stands beside pages for other programs: feeds, twins in Markdown, drawings, search index, sitemap."""

from __future__ import annotations

import datetime as dt
import json
import re
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from markdown_it import MarkdownIt

from benchmarks.reliability.facts import note
from dateline.export import Feed, FeedEntry, feeds
from dateline.render import template_directories
from tests.hostile.strings.catalogue import FILE_NAMES
from tests.hostile.strings.sinks import TEXTS, Words, as_html, flat, same
from tests.hostile.strings.stuffed import NUMBERS, PACKS, SOUP, name_of
from tests.projects import Project

DC = "{http://purl.org/dc/elements/1.1/}"
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def items(feed: bytes) -> list[ET.Element]:
    """The entries of a feed."""
    return list(ET.fromstring(feed).iter("item"))  # noqa: S314 - we wrote it ourselves


def test_feeds(stuffed: Project) -> None:
    """A feed has thirty entries, so that all texts go through its function in parts; then the feeds of the site are looked at."""
    found: dict[str, list[str]] = {key: [] for key in ("title", "description", "author", "JSON title", "JSON author")}
    day = json.loads(stuffed.read("site/feed_json_created.json"))["items"][0]["date_published"][:10]
    for first in range(0, len(TEXTS), 30):
        part = TEXTS[first : first + 30]
        date = dt.date.fromisoformat(day)
        entries = [FeedEntry(one, one, f"https://x.org/{999 - i:03d}/", date, date, (one,)) for i, one in enumerate(part)]
        made = dict(feeds(Feed(SOUP, SOUP, "https://x.org/"), entries, template_directories(stuffed.root)))
        told = items(made["feed_rss_created.xml"])
        found["title"] += [one.findtext("title") or "" for one in told]
        found["description"] += [as_html(one.findtext("description") or "") for one in told]
        found["author"] += [one.findtext(f"{DC}creator") or "" for one in told]
        listed = json.loads(made["feed_json_created.json"])["items"]
        found["JSON title"] += [one["title"] for one in listed]
        found["JSON author"] += [one["authors"][0]["name"] for one in listed]
    for key, texts in found.items():
        same(f"feed: {key}", "json" if "JSON" in key else "XML", texts)
    for name in ("created", "updated"):
        entries_of_site = items((stuffed.site / f"feed_rss_{name}.xml").read_bytes())
        of_texts = [one for one in entries_of_site if "/articles/s" in str(one.findtext("link"))]
        assert of_texts
        for one in of_texts:
            said = [one.findtext("title"), as_html(one.findtext("description") or ""), one.findtext(f"{DC}creator")]
            assert set(said) == {said[0]} <= set(TEXTS)
    repaired = items((stuffed.site / "feed_rss_corrections.xml").read_bytes())
    texts = [as_html(one.findtext("description") or "").partition(" Before: ")[0] for one in repaired]
    assert set(texts) <= {*TEXTS, *PACKS.values()}
    note("strings", "feed of corrections: why", {"reader": "XML", "texts": len(texts)})


def in_markdown(text: str) -> str:
    """What a reader of Markdown makes of a text: it holds no element but paragraphs, and runs nothing."""
    return Words(READER.render(text)).text


def test_markdown_twins_and_llms_txt(stuffed: Project) -> None:
    titles, descriptions, sources, within = [], [], [], []
    for number in NUMBERS:
        lines = stuffed.read(f"site/articles/{name_of(number)}.md").split("\n")
        parsed = Words(READER.render("\n".join(lines)))
        assert set(parsed.tags) <= set("h1 h2 p em strong ul li a img hr table thead tbody tr th td".split())
        titles.append(in_markdown(lines[0].removeprefix("# ")))
        descriptions.append(in_markdown(lines[2].removeprefix("*").removesuffix("*")))
        heading = next(line for line in lines if line.startswith("## Near "))
        within.append(in_markdown(heading.removeprefix("## Near ")))
        entry = next(line for line in lines if line.startswith("- ") and f"example.org/{name_of(number)}" in line)
        sources.append(in_markdown(entry.removeprefix("- ").partition("](https://example.org/")[0].replace(": [", " ", 1)))
    same("Markdown twin: title", "CommonMark", titles)
    same("Markdown twin: description", "CommonMark", descriptions)
    same("Markdown twin: heading", "CommonMark", within)
    same("Markdown twin: source", "CommonMark", sources, [f"{text} {text}" for text in TEXTS])
    llms = stuffed.read("site/llms.txt")
    found = dict(re.findall(r"^- \[(.*?)\]\(https://example\.org/repo/articles/(s[0-9]{3})\.md\)", llms, re.MULTILINE))
    listed = {name: text for text, name in found.items()}
    same("llms.txt: title", "CommonMark", [in_markdown(listed[name_of(i)]) for i in NUMBERS])


def test_drawings(stuffed: Project) -> None:
    """What is drawn is text: of an SVG's elements and attributes none runs or loads."""
    drawn: list[str] = []
    for picture in sorted(stuffed.site.glob("figures/*.svg")):
        root = ET.fromstring(picture.read_bytes())  # noqa: S314 - we wrote it ourselves
        names = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert not names & {"script", "image", "foreignObject", "a", "animate", "set", "style"}, picture.name
        assert not [key for element in root.iter() for key in element.attrib if key.startswith("on") or key.endswith("href")]
        drawn += [element.text or "" for element in root.iter() if element.tag.endswith("}text")]
    shown = [flat(text) for text in drawn]
    starts = [flat(text)[:12].rstrip() for text in TEXTS]
    missing = [start for start in starts if not any(text.startswith(start) for text in shown)]
    assert missing == []
    note("strings", "SVG: labels", {"reader": "XML", "texts": len(TEXTS)})
    titles = {path.stem: ET.fromstring(path.read_bytes()) for path in stuffed.site.glob("figures/f-s*.svg")}  # noqa: S314
    named = ["".join(titles[f"f-{name_of(i)}"].itertext()) for i in PACKS]
    assert all(flat(pack)[:12].rstrip() in flat(text) for pack, text in zip(PACKS.values(), named, strict=True))


def test_the_search_index(stuffed: Project) -> None:
    docs = {entry["location"]: entry for entry in json.loads(stuffed.read("site/search/search_index.json"))["docs"]}
    same("search index: articles", "json", [as_html(docs[f"articles/{name_of(i)}/"]["title"]) for i in NUMBERS])
    places = [as_html(docs[f"places/p-{name_of(i)}/"]["title"]) for i in NUMBERS]
    same("search index: places", "json", places, [f"{text} (place, {text})" for text in TEXTS])
    for entry in docs.values():
        assert set(Words(entry["text"]).tags) <= set("h2 p div span a code table thead tbody tr th td".split()), entry


def test_names_of_files(stuffed: Project) -> None:
    sitemap = stuffed.site / "sitemap.xml"
    addresses = {element.text for element in ET.parse(sitemap).iter() if element.tag.endswith("}loc")}  # noqa: S314
    found = {unquote(address or "").removeprefix("https://example.org/repo/articles/").removesuffix("/") for address in addresses}
    assert set(FILE_NAMES) <= found
    for name in FILE_NAMES:
        for part in ("index.html", "evidence/index.html"):
            assert (stuffed.site / "articles" / name / part).is_file()
        assert (stuffed.site / "articles" / f"{name}.png").is_file()
        assert (stuffed.site / "articles" / f"{name}.md").is_file()
    note("strings", "names of files, in the sitemap and as files", {"reader": "XML", "texts": len(FILE_NAMES)})
