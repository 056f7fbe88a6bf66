"""Texts of the catalogue, from every place that they can come from to every place where they come out: the same text back.

One build of one project holds all of them; each sink is read by a parser of its own format, pages by Chromium, which listens for
whatever runs, complains or asks another host.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

import pyarrow.parquet as pq
import pytest
import yaml
from markdown_it import MarkdownIt
from playwright.sync_api import Browser

from benchmarks.reliability.facts import note
from dateline.cells import plain_cell
from dateline.export import Feed, FeedEntry, feeds
from dateline.render import template_directories
from tests.browser.serving import Handler
from tests.hostile.sinks import TEXTS, Bare, Reader, Wanted, Words, as_html, column, flat, one_shape, reading, same
from tests.hostile.strings import ACCEPTED, FILE_NAMES
from tests.hostile.stuffed import APART, NAME, SOUP, SOUP_LAST, SOURCES, WORD, WORD_OF_PLACES, name_of, packs, write_stuffed
from tests.projects import Project

NUMBERS = range(len(TEXTS))
PACKS = packs()
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture(scope="module")
def stuffed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = write_stuffed(tmp_path_factory.mktemp("strings") / "project")
    assert project.run() == 0
    note("strings sources", "all", {"texts": len(TEXTS), "names": len(FILE_NAMES), "sources": list(SOURCES)})
    return project


# --- files ---------------------------------------------------------------------------------------------------------------------


def rows(project: Project, name: str) -> list[dict[str, str]]:
    """A table, its cells as they were before they were kept from being formulas."""
    read = csv.DictReader(io.StringIO(project.read(f"site/data/{name}.csv"), newline=""))
    table = [dict(row) for row in read]
    assert not [cell for row in table for cell in row.values() if cell.startswith(("=", "+", "@", "|", "%", "\t"))]
    return [{key: plain_cell(cell) for key, cell in row.items()} for row in table]


def by_id(entries: Iterable[dict[str, Any]], prefix: str, key: str) -> list[str]:
    """What the entries that are numbered as the texts have under `key`."""
    known = {entry["id"]: entry for entry in entries}
    return [known[f"{prefix}{name_of(number)}"][key] for number in NUMBERS]


def test_csv(stuffed: Project) -> None:
    places, sources, events = (rows(stuffed, name) for name in ("places", "sources", "events"))
    for key in ("name", "coordinate_source", "note"):
        same(f"CSV: places, {key}", "csv", by_id(places, "p-", key))
    aliases = [json.loads(cell)[0] for cell in by_id(places, "p-", "aliases")]
    same("CSV: places, aliases", "csv", aliases, [f"{text[:1990]} also" for text in TEXTS])
    for key in ("title", "publisher", "note"):
        same(f"CSV: sources, {key}", "csv", by_id(sources, "d-", key))
    same("CSV: events, note", "csv", by_id(events, "", "note"))
    words = {(row["role"], row["id"]): row for row in rows(stuffed, "words")}
    for role, letter in (("country", "c"), ("kind", "k")):
        same(f"CSV: words, {role}", "csv", [words[role, f"{letter}-{name_of(i)}"]["name"] for i in NUMBERS])
    same("CSV: words, actor", "csv", [words["actor", f"a-{name_of(i)}"]["name"] for i in PACKS], list(PACKS.values()))
    corrections = {row["id"]: row for row in rows(stuffed, "corrections")}
    for key in ("why", "noticed_by"):
        same(f"CSV: corrections, {key}", "csv", [corrections[f"words-{name_of(i)}"][key] for i in NUMBERS])
    was = [str(yaml.safe_load(corrections[f"words-{name_of(i)}"]["was"])) for i in NUMBERS]
    same("CSV: corrections, was", "csv and YAML", was)  # a value as it stands in a file
    reports = {row["id"]: row for row in rows(stuffed, "reports")}
    for key in ("note", "discrepancy"):
        same(f"CSV: reports, {key}", "csv", [reports[name_of(i)][key] for i in PACKS], list(PACKS.values()))


def test_json_and_geojson(stuffed: Project) -> None:
    record = json.loads(stuffed.read("site/data/events.json"))
    assert (record["title"], record["licence"]["name"]) == (SOUP, SOUP_LAST)
    same("JSON: places, name", "json", [record["places"][f"p-{name_of(i)}"]["name"] for i in NUMBERS])
    same("JSON: sources, title", "json", [record["sources"][f"d-{name_of(i)}"]["title"] for i in NUMBERS])
    events = [event for report in record["reports"] for event in report["events"]]
    same("JSON: events, note", "json", by_id(events, "", "note"))
    features = json.loads(stuffed.read("site/data/events.geojson"))["features"]
    same("GeoJSON: events, note", "json", by_id((one["properties"] for one in features), "", "note"))
    explore = json.loads(stuffed.read("site/data/explore.json"))
    same("explore data: places", "json", [name for _, name, _, _ in explore["places"]])
    same("explore data: sources", "json", [title for _, title, _, _, _ in explore["sources"]])
    package = json.loads(stuffed.read("site/data/datapackage.json"))
    assert package["title"] == package["contributors"][0]["title"] == SOUP
    note("strings", "datapackage.json: title, publisher", {"reader": "json", "texts": len(SOUP.split(APART))})


def test_parquet(stuffed: Project) -> None:
    table = pq.read_table(stuffed.site / "data/events.parquet")
    assert table.schema.metadata[b"title"].decode() == SOUP
    notes = dict(zip(table["id"].to_pylist(), table["note"].to_pylist(), strict=True))
    same("Parquet: events, note", "pyarrow", [notes[name_of(i)] for i in NUMBERS])


def test_citations(stuffed: Project) -> None:
    cff = yaml.safe_load(stuffed.read("site/data/CITATION.cff"))
    same("CITATION.cff: title, publisher", "yaml", [cff["title"], cff["authors"][0]["name"]], [SOUP, SOUP])
    assert flat(SOUP) in flat(stuffed.read("site/data/citation.txt"))
    title = re.search(r"^  title = \{\{(.*)\}\},$", stuffed.read("site/data/citation.bib"), re.MULTILINE)
    assert title
    said = re.sub(r"\\(textbackslash|textasciitilde|textasciicircum)\{\}", lambda found: _TEX[found[1]], title[1])
    same("citation.bib: title", "our own", [re.sub(r"\\([{}%#$&_])", r"\1", said)], [SOUP])


_TEX = {"textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^"}


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
        of_texts = [
            one
            for one in items((stuffed.site / f"feed_rss_{name}.xml").read_bytes())
            if "/articles/s" in str(one.findtext("link"))
        ]
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
        assert set(parsed.tags) <= {
            "h1",
            "h2",
            "p",
            "em",
            "ul",
            "li",
            "a",
            "img",
            "hr",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "strong",
        }
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


def test_data_of_figures(stuffed: Project) -> None:
    names: dict[str, str] = {}
    for first in range(0, len(TEXTS), 50):
        table = csv.DictReader(io.StringIO(stuffed.read(f"site/figures/places-{first}.csv"), newline=""))
        names |= {row["id"]: plain_cell(row["name"]) for row in table}
    same("CSV of a figure: places", "csv", [names[f"p-{name_of(i)}"] for i in NUMBERS])
    kinds: dict[str, str] = {}
    for first in range(0, len(TEXTS), 40):
        table = csv.DictReader(io.StringIO(stuffed.read(f"site/figures/kinds-{first}.csv"), newline=""))
        kinds |= {row["id"]: plain_cell(row["kind"]) for row in table}
    same(
        "CSV of a figure: kinds",
        "csv",
        [kinds[f"k-{name_of(i)}"] for i in NUMBERS],
        [text[:1].upper() + text[1:] for text in TEXTS],
    )


def test_the_search_index(stuffed: Project) -> None:
    docs = {entry["location"]: entry for entry in json.loads(stuffed.read("site/search/search_index.json"))["docs"]}
    same("search index: articles", "json", [as_html(docs[f"articles/{name_of(i)}/"]["title"]) for i in NUMBERS])
    places = [as_html(docs[f"places/p-{name_of(i)}/"]["title"]) for i in NUMBERS]
    same("search index: places", "json", places, [f"{text} (place, {text})" for text in TEXTS])
    for entry in docs.values():
        assert not set(Words(entry["text"]).tags) - {
            "p",
            "span",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "code",
            "a",
            "div",
            "h2",
        }, entry


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


# --- pages ---------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reader(stuffed: Project, browser: Browser) -> Iterator[Reader]:
    with reading(stuffed.site, browser, Handler) as found:
        yield found


def test_articles(reader: Reader) -> None:
    wanted: Wanted = {
        "headline": ("h1#top", None),
        "standfirst": (".dl-standfirst", None),
        "kicker": (".dl-article-head .dl-kicker", None),
        "author": (".dl-author", None),
        "tag": (".dl-tags li", None),
        "description": ("meta[name=description]", "content"),
        "author in meta": ("meta[name=author]", "content"),
        "og:title": ("meta[property='og:title']", "content"),
        "og:description": ("meta[property='og:description']", "content"),
        "og:site_name": ("meta[property='og:site_name']", "content"),
        "twin": ("link[type='text/markdown']", "title"),
        "value": (".dl-value", None),
        "heading": (".dl-article > h2", None),
        "quoted": (".dl-quoted", None),
        "tip": (".dl-quoted", "data-dl-tip"),
        "link title": (".dl-article > p a[title]", "title"),
        "alt": (".dl-article img", "alt"),
        "publisher": (".dl-sources-publisher", None),
        "source": (".dl-sources-list a[href^='https://example.org/s']", None),
    }
    hidden = ".dl-related, .dl-turn, figure, .dl-page-sources, .dl-contents, meta, script"
    pages = reader.read((f"articles/{name_of(i)}/" for i in NUMBERS), wanted, hidden)
    same("HTML: title", "Chromium", [page["title"] for page in pages], [f"{text} - {NAME}" for text in TEXTS])
    for key in ("headline", "standfirst", "kicker", "author", "tag", "value"):
        same(f"article: {key}", "Chromium", column(pages, key))
    for key in ("description", "author in meta", "og:title", "og:description"):
        same(f"meta: {key}", "Chromium", column(pages, key))
    same("meta: og:site_name", "Chromium", column(pages, "og:site_name"), [NAME] * len(TEXTS))
    same("attribute: title of the twin", "Chromium", column(pages, "twin"))
    same("article: name in a heading", "Chromium", column(pages, "heading"), [f"Near {text}" for text in TEXTS])
    same("article: quotation", "Chromium", column(pages, "quoted"), [text[:80] for text in TEXTS])
    same("attribute: tip", "Chromium", column(pages, "tip"), [f"Quoted from {text}: {text}" for text in TEXTS])
    same("attribute: title of a link", "Chromium", column(pages, "link title"), [f"To {text}" for text in TEXTS])
    same("attribute: alt", "Chromium", column(pages, "alt"), [f"Near {text}" for text in TEXTS])
    for key in ("publisher", "source"):
        found = [
            next((got for got in page[key] if flat(got) == flat(text)), None) for page, text in zip(pages, TEXTS, strict=True)
        ]
        same(f"article: {key}", "Chromium", found)
    told = [page["told"][0] for page in pages]
    same("JSON-LD: headline", "Chromium, JSON", [one["headline"] for one in told])
    same("JSON-LD: description", "Chromium, JSON", [one["description"] for one in told])
    same("JSON-LD: author", "Chromium, JSON", [one["author"][0]["name"] for one in told])
    works = [
        next(work["name"] for work in one["isBasedOn"] if work.get("url", "").endswith(name_of(i))) for i, one in enumerate(told)
    ]
    same("JSON-LD: source", "Chromium, JSON", works)
    assert {one["publisher"]["name"] for one in told} == {SOUP}
    one_shape(pages, "articles")
    reader.quiet()


def test_figures_and_the_pages_that_show_them(reader: Reader) -> None:
    wanted: Wanted = {
        "headline": (".dl-figure .dl-title", None),
        "caption": ("figcaption", None),
        "row": (".dl-table tbody th", None),
        "mark": (".dl-plot .dl-mark", "aria-label"),
        "alt": ("meta[property='og:image:alt']", "content"),
        "heading": ("h1", None),
    }
    texts = [TEXTS[i] for i in PACKS]
    pages = reader.read((f"articles/{name_of(i)}/" for i in PACKS), wanted)
    titles = list(PACKS.values())
    same("figure: title", "Chromium", column(pages, "headline"), titles)
    same("figure: caption", "Chromium", column(pages, "caption"), [f"Caption: {text}." for text in texts])
    rows = [next(got for got in page["row"] if flat(got) == flat(text)) for page, text in zip(pages, texts, strict=True)]
    same("figure: table", "Chromium", rows, texts)
    marks = [
        next(got for got in page["mark"] if flat(got).startswith(flat(text))) for page, text in zip(pages, texts, strict=True)
    ]
    assert len(marks) == len(texts)
    alts = column(pages, "alt")
    assert all(flat(title)[:200] in flat(alt or "") for title, alt in zip(titles, alts, strict=True) if len(title) < 400)
    note("strings", "alt text of the shared picture", {"reader": "Chromium", "texts": len(TEXTS)})
    embeds = reader.read((f"figures/f-{name_of(i)}/" for i in PACKS), wanted, "figure, #sources, meta")
    same("embed page: heading", "Chromium", column(embeds, "heading"), titles)
    same("embed page: title", "Chromium", [page["title"] for page in embeds], [f"{title} – {NAME}" for title in titles])
    one_shape(embeds, "embed pages")
    (gathered,) = reader.read(["all/"], wanted)
    heads = {flat(got) for got in gathered["row"]}
    assert {flat(text) for text in TEXTS} <= heads
    note("strings", "figure: table of places", {"reader": "Chromium", "texts": len(TEXTS)})
    reader.quiet()


def test_pages_of_the_record(reader: Reader) -> None:
    place: Wanted = {
        "heading": ("h1#top", None),
        "details": (".dl-details dd", None),
        "event": (".dl-events .dl-event-note", None),
        "og:title": ("meta[property='og:title']", "content"),
        "story": (".dl-record-stories a", None),
        "correction": (".dl-corrections .dl-correction", None),
    }
    hidden = ".dl-corrections, .dl-notice, .dl-said, section[aria-labelledby=nearby], meta, table, script, .dl-record-stories"
    pages = reader.read((f"places/p-{name_of(i)}/" for i in NUMBERS), place, hidden)
    same("place: heading", "Chromium", column(pages, "heading"))
    same("place: country", "Chromium", [page["details"][0].partition(f"{WORD_OF_PLACES}, ")[2] for page in pages])
    same("place: alias", "Chromium", column(pages, "details", 1), [f"{text[:1990]} also" for text in TEXTS])
    same("place: note", "Chromium", column(pages, "details", 3))
    same(
        "place: note of an event",
        "Chromium",
        [next((n for n in page["event"] if flat(n) == flat(text)), None) for page, text in zip(pages, TEXTS, strict=True)],
    )
    assert all(
        flat(text) in flat(page["title"]) and flat(text) in flat(page["og:title"][0])
        for page, text in zip(pages, TEXTS, strict=True)
    )
    found = [next((s for s in page["story"] if flat(s) == flat(text)), None) for page, text in zip(pages, TEXTS, strict=True)]
    same("place: article", "Chromium", found)
    for number, pack in PACKS.items():
        said = [flat(one) for one in pages[number]["correction"]]
        assert any(f"{flat(pack)} Noticed by {flat(pack)}." in one for one in said)
    note("strings", "place: why it was corrected, who noticed", {"reader": "Chromium", "texts": len(TEXTS)})
    one_shape(pages, "places")

    author: Wanted = {
        "heading": ("h1#top", None),
        "standfirst": (".dl-standfirst", None),
        "story": (".dl-list-title", None),
        "words": (".dl-list-standfirst", None),
    }
    pages = reader.read((f"authors/w-{name_of(i)}/" for i in NUMBERS), author, ".dl-list li:nth-child(n+2), meta, script")
    same("author: name", "Chromium", column(pages, "heading"))
    same("author: description", "Chromium", column(pages, "standfirst"))
    one_shape(pages, "authors")

    proofs: Wanted = {
        "heading": ("h1#top", None),
        "quote": (".dl-proof-quote", None),
        "value": (".dl-proof-sentence", None),
        "source": (".dl-proof-source", None),
        "raw": ("dd code", None),
    }
    pages = reader.read((f"articles/{name_of(i)}/evidence/" for i in NUMBERS), proofs, ".dl-proof, meta, script")
    same("evidence: heading", "Chromium", column(pages, "heading"))
    quotes = [page["quote"][0].rpartition(" · not archived")[0].partition("”. ")[2] for page in pages]
    same("evidence: source of a quotation", "Chromium", quotes, [f"{text}: {text}" for text in TEXTS])
    assert all(f"Quoted: “{flat(text[:80])}" in flat(page["quote"][0]) for page, text in zip(pages, TEXTS, strict=True))
    one_shape(pages, "evidence")
    reader.quiet()


def test_pages_that_list_texts(reader: Reader) -> None:
    entry: Wanted = {
        "places": (".dl-links a", None),
        "publishers": (".dl-source-title", None),
        "notes": (".dl-source-entries .dl-event-note", None),
        "events": (".dl-event-note", None),
        "titles": (".dl-list-title", None),
        "standfirsts": (".dl-list-standfirst", None),
        "kickers": (".dl-list .dl-kicker", None),
        "reasons": (".dl-correction > p", None),
        "was": (".dl-correction dd", None),
        "notes of reports": (".dl-note, .dl-said li, .dl-details dd", None),
    }
    lists = {
        "list of places": ("places/", "places", "{}"),
        "list of sources: title": ("sources/", "publishers", "{}"),
        "list of sources: note": ("sources/", "notes", "{}"),
        "week: note of an event": ("weeks/2018-03-30/", "events", "{}"),
        "list of articles: title": ("articles/", "titles", "{}"),
        "list of articles: standfirst": ("articles/", "standfirsts", "{}"),
        "list of articles: kicker": ("articles/", "kickers", "{}"),
        "corrections: why, who noticed": ("corrections/", "reasons", "{0} Noticed by {0}."),
        "corrections: was": ("corrections/", "was", "{}"),
    }
    names = sorted({name for name, _, _ in lists.values()})
    pages = dict(zip(names, reader.read(names, entry), strict=True))
    for sink, (name, key, form) in lists.items():
        found = {flat(one or "").strip("“”") for one in pages[name][key]}
        wanted = [form.format(text) if form != "{}" else text for text in TEXTS]
        same(sink, "Chromium", [text if flat(text).strip("“”") in found else None for text in wanted], wanted)
    reports = reader.read((f"reports/{name_of(i)}/" for i in PACKS), entry)
    for report, pack in zip(reports, PACKS.values(), strict=True):
        said = [flat(one) for one in report["notes of reports"]]
        assert sum(flat(pack) in one for one in said) >= 4, "actor, note, discrepancy, note of a total"
    note("strings", "report: actor, note, discrepancy, note of a total", {"reader": "Chromium", "texts": len(TEXTS)})
    terms: Wanted = {"words": (".dl-page, #dl-content", None), "link": ("link[type='application/feed+json']", "title")}
    (data,) = reader.read(["data/"], terms)
    assert flat(data["words"][0]).count(flat(SOUP)) >= 3, "citation, publisher, definition"
    assert flat(SOUP_LAST) in flat(data["words"][0]), "licence"
    assert (data["told"][0]["name"], data["told"][0]["publisher"]["name"]) == (SOUP, SOUP)
    assert data["link"] == [NAME]
    note(
        "strings",
        "data page and its JSON-LD: dataset, publisher, licence",
        {"reader": "Chromium", "texts": len(SOUP.split(APART))},
    )
    reader.quiet()


def test_names_of_files_in_pages(reader: Reader) -> None:
    wanted: Wanted = {
        "picture": (".dl-article img", "src"),
        "itself": (".dl-article p a[href]", "href"),
        "canonical": ("link[rel=canonical]", "href"),
    }
    names = [quote(name) for name in FILE_NAMES]
    pages = reader.read((f"articles/{name}/" for name in names), wanted)
    found = [unquote(page["picture"][0]).removeprefix("../").removesuffix(".png") for page in pages]
    same("address of a picture", "Chromium", found, list(FILE_NAMES))
    same(
        "canonical address",
        "Chromium",
        [unquote(page["canonical"][0]).split("/articles/")[1].strip("/") for page in pages],
        list(FILE_NAMES),
    )
    reader.page.goto(f"{reader.address}articles/{names[0]}/")
    assert reader.page.evaluate("() => [...document.images].every((image) => image.complete && image.naturalWidth === 1)")
    reader.quiet()


def test_search(reader: Reader) -> None:
    """Typed as a reader types; all that is found is shown."""
    page = reader.opened("all/")
    page.click(".md-search__input")
    for word, titles in ((WORD, TEXTS), ("place", [f"{text} (place, {text})" for text in TEXTS])):
        page.fill(".md-search__input", "")
        page.keyboard.type(word)
        page.wait_for_selector(".md-search-result__item")
        shown = still = 0
        for _ in range(60):
            page.evaluate("() => { const box = document.querySelector('.md-search__scrollwrap'); box.scrollTop = 0; }")
            page.wait_for_timeout(40)
            page.evaluate(
                "() => { const box = document.querySelector('.md-search__scrollwrap'); box.scrollTop = box.scrollHeight; }"
            )
            page.wait_for_timeout(60)
            now = page.locator(".md-search-result__item").count()
            still = still + 1 if now == shown else 0
            if now >= len(TEXTS) and still == 3:
                break
            shown = now
        found = page.evaluate(
            "() => [...document.querySelectorAll('.md-search-result__item > a h1')].map((one) => one.textContent)"
        )
        heads = {flat(one) for one in found}
        same(f"search results for '{word}'", "Chromium", [text if flat(text) in heads else None for text in titles], titles)
        assert page.locator(".md-search-result :is(script, img, iframe, svg[onload], style, link, meta, form, base)").count() == 0
    reader.quiet()


def test_tooltips(reader: Reader) -> None:
    page = reader.opened("all/")
    said: list[str] = []
    for first in range(0, len(TEXTS), 50):
        plot = f"#places-{first} .dl-plot:not([hidden]) .dl-mark[tabindex]"
        page.locator(plot).first.scroll_into_view_if_needed()
        page.keyboard.press("Tab")
        page.locator(plot).first.focus()
        for _ in range(min(50, len(TEXTS) - first) + 1):
            said.append(page.evaluate("() => document.querySelector('.dl-tip')?.textContent || ''"))
            page.keyboard.press("ArrowRight")
    starts = [flat(one) for one in said]
    found = [text if any(one.startswith(flat(text)) for one in starts) else None for text in TEXTS]
    same("tooltip of a mark", "Chromium", found)
    page.goto(f"{reader.address}articles/{name_of(0)}/")
    page.hover(".dl-quoted")
    assert page.locator(".dl-tip").text_content() == f"Quoted from {TEXTS[0]}: {TEXTS[0]}"
    page.locator("label[for^=__palette]:visible").first.click()
    reader.quiet()


def test_explore(reader: Reader) -> None:
    page = reader.opened("explore/")
    page.wait_for_selector(".dlx-app:not([hidden]) .tabulator-row")
    for name in ("place", "country", "targets"):
        options = page.evaluate(
            "(name) => [...document.querySelector(`select[name=${name}]`).options].map((one) => one.textContent)", name
        )
        found = {flat(one) for one in options}
        same(f"explore: choice of {name}", "Chromium", [text if flat(text) in found else None for text in TEXTS])
    cells: set[str] = set()
    bars = page.evaluate("() => [...document.querySelectorAll('.dlx-places button')].map((one) => one.textContent)")
    assert bars
    with page.expect_download() as taken:
        page.click("[data-part=csv]")
    table = csv.DictReader(io.StringIO(Path(taken.value.path()).read_text(encoding="utf-8"), newline=""))
    notes = {row["id"]: plain_cell(row["note"]) for row in table}
    same("explore: CSV, note", "csv", [notes[name_of(i)] for i in NUMBERS])
    with page.expect_download() as taken:
        page.click("[data-part=json]")
    told = json.loads(Path(taken.value.path()).read_text(encoding="utf-8"))
    same("explore: JSON, note", "json", by_id(told["events"], "", "note"))
    for _ in range(12):
        cells |= {
            flat(one)
            for one in page.evaluate(
                "() => [...document.querySelectorAll('.tabulator-cell a, .tabulator-cell')].map((one) => one.textContent)"
            )
        }
        following = page.get_by_role("button", name="Next", exact=False)
        if not following.count() or following.first.is_disabled():
            break
        following.first.click()
        page.wait_for_timeout(150)
    joined = "\n".join(sorted(cells))
    same("explore: table", "Chromium", [text if flat(text) in joined else None for text in TEXTS])
    reader.quiet()


def test_a_figure_explored(reader: Reader) -> None:
    page = reader.opened("all/")
    page.locator("#weeks button.dl-explore").click()
    page.wait_for_selector("#weeks .dlx-explored svg")
    for name in ("country", "kind"):
        options = page.locator(f"#weeks .dlx-explored select[name={name}] option").all_text_contents()
        found = {flat(one) for one in options}
        same(f"figure explored: choice of {name}", "Chromium", [text if flat(text) in found else None for text in TEXTS])
    reader.quiet()


DAY = "2018-04-10"


def test_an_edition(browser: Browser, tmp_path: Path) -> None:
    """Some of the texts in the site as it was known on a day, whose links were written anew."""
    texts = ACCEPTED[::8]
    project = write_stuffed(tmp_path / "project", texts, ("it's",))
    for name in ("all", "explore"):
        (project.root / "content" / f"{name}.md").unlink()
        project.edit("mkdocs.yml", f", {name}.md", "")
    assert project.run("build", "--as-of", DAY) == 0
    wanted: Wanted = {
        "headline": ("h1#top", None),
        "standfirst": (".dl-standfirst", None),
        "author": (".dl-author", None),
        "value": (".dl-value", None),
        "source": (".dl-sources-list > li > a[href^='https://example.org/s']", None),
        "detail": (".dl-details dd", None),
    }
    hidden = ".dl-related, .dl-turn, figure, .dl-page-sources, .dl-contents, meta, script, link"
    with reading(project.root / "editions" / DAY, browser, Handler) as reader:
        read = [one.read for one in texts]
        numbers = range(len(texts))
        pages = reader.read((f"articles/{name_of(i)}/index.html" for i in numbers), wanted, hidden)
        same("edition: title", "Chromium", [page["title"] for page in pages], [f"{text} - {NAME}" for text in read])
        for key in ("headline", "standfirst", "author", "value"):
            same(f"edition: {key} of an article", "Chromium", column(pages, key), read)
        one_shape(pages, "edition: articles")
        places = reader.read((f"places/p-{name_of(i)}/index.html" for i in numbers), wanted)
        same("edition: heading of a place", "Chromium", column(places, "headline"), read)
        same("edition: note of a place", "Chromium", column(places, "detail", 3), read)
        reader.opened(f"articles/{name_of(0)}/index.html")
        reader.quiet()


KINDS = (
    *(
        "",
        "articles/",
        "explore/",
        "weeks/",
        "weeks/2018-03-30/",
        "places/",
        "reports/",
        "reports/s000/",
        "corrections/",
        "data/",
        "sources/",
    ),
    *("places/p-s000/", "authors/w-s000/", "articles/s000/evidence/", "figures/f-s000/", "all/", "404.html"),
)
WHOLE = """() => ({mains: document.querySelectorAll("main").length, heads: document.querySelectorAll("h1").length,
  bodies: document.querySelectorAll("body").length, sideways: document.documentElement.scrollWidth - window.innerWidth,
  strange: document.querySelectorAll("base, iframe, object, embed, math, noscript img, meta[http-equiv=refresh]").length})"""


def test_pages_of_every_kind_stay_whole(reader: Reader) -> None:
    """With all their scripts, on narrow and wide screens. Some pages are those of the longest word there may be."""
    longest = name_of(next(i for i in NUMBERS if " " not in TEXTS[i] and len(TEXTS[i]) == 2000))
    names = (*KINDS, f"articles/{longest}/", f"places/p-{longest}/", f"articles/{longest}/evidence/")
    for name in names:
        page = reader.opened(name)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            found = page.evaluate(WHOLE)
            assert found["sideways"] <= 0, f"{name} is wider than {width} px by {found['sideways']}"
        assert [found[key] for key in ("mains", "heads", "bodies", "strange")] == [1, 1, 1, 0], name
    note("strings", "pages of every kind, narrow and wide", {"reader": "Chromium", "texts": len(names)})
    reader.quiet()


FRAMES = """async (addresses) => {
  const rest = [...addresses], broken = [];
  const load = async () => {
    for (let address = rest.pop(); address; address = rest.pop()) {
      const frame = document.createElement("iframe");
      await new Promise((resolve) => { frame.onload = resolve; frame.src = address; document.body.append(frame); });
      if (frame.contentWindow.location.href !== address || !frame.contentDocument.querySelector("main")) broken.push(address);
      frame.remove();
    }
  };
  await Promise.all([load(), load(), load(), load()]);
  return broken;
}"""


def test_no_page_runs_a_text(stuffed: Project, browser: Browser) -> None:
    """The pages of the site, loaded with what they run themselves.

    Of places, authors and evidence, whose elements are the same in all, every eighth.
    """
    names = [path.relative_to(stuffed.site).as_posix() for path in sorted(stuffed.site.rglob("*.html"))]
    alike = re.compile(r"places/|authors/|articles/.*/evidence/")
    names = [name for number, name in enumerate(names) if number % 8 == 0 or not alike.match(name)]
    with reading(stuffed.site, browser, Bare) as bare:
        bare.page.goto(bare.address + Bare.ROOM)
        addresses = [bare.address + quote(name.removesuffix("index.html")) for name in names]
        assert bare.page.evaluate(FRAMES, addresses) == []
        bare.quiet()
    note("strings", "pages loaded: nothing runs, nothing is asked elsewhere", {"reader": "Chromium", "texts": len(names)})
