"""What a build of the seed project holds: the right numbers, everywhere the same, in files that others can read."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import xml.etree.ElementTree as ET
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from tests.projects import Project

GOLDEN = Path(__file__).parent / "a-week.html"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
STORY = "https://example.org/repo/articles/a-week/"


@pytest.fixture(scope="module")
def built(warm_seed: Path) -> Project:
    return Project(warm_seed)


def body(page: str) -> str:
    """The article in a page, without its drawings."""
    found = re.search(r"<article\b[^>]*>(.*)</article>", page, re.DOTALL)
    assert found
    text = re.sub(r"<svg\b.*?</svg>", "<svg/>", found[1], flags=re.DOTALL)
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip()) + "\n"


def test_the_article_reads_as_the_golden_text(built: Project) -> None:
    assert body(built.page()) == GOLDEN.read_text(encoding="utf-8")


def test_a_title_with_an_expression_is_one_text_everywhere(built: Project) -> None:
    title, description = "Nine strikes in a week", "The coalition reported six strikes in Iraq."
    page = built.page()
    assert f"<title>{title} - The seed week</title>" in page
    assert f'<meta property="og:title" content="{title}">' in page
    assert f'<meta name="twitter:title" content="{title}">' in page
    for tag in ('<meta name="description"', '<meta property="og:description"', '<meta name="twitter:description"'):
        assert f'{tag} content="{description}">' in page
    assert f'<h1 id="top">{title}</h1>' in page
    for listing in ("index.html", "articles/index.html"):
        assert f'<a href="{"articles/" if listing == "index.html" else ""}a-week/">{title}</a>' in built.page(listing)
        assert f'<p class="dl-list-standfirst">{description}</p>' in built.page(listing)
    item = json.loads(built.read("site/feed_json_created.json"))["items"][0]
    assert (item["title"], item["content_text"]) == (title, description)
    search = json.loads(built.read("site/search/search_index.json"))["docs"]
    assert next(entry["title"] for entry in search if entry["location"] == "articles/a-week/") == title
    assert "Nine strikes, counted." in built.page("index.html")


def test_every_page_says_what_it_may_do_and_tell_before_it_fetches_anything(built: Project) -> None:
    pages = sorted(built.site.rglob("*.html"))
    assert {"404.html", "articles/a-week/index.html", "weeks/index.html"} <= {
        page.relative_to(built.site).as_posix() for page in pages
    }
    assert any(page.parent.parent.name == "figures" for page in pages)
    for page in pages:
        text = page.read_text(encoding="utf-8")
        first = re.search(r"<(?:link|script|style|img)\b", text)
        assert first
        assert text.index('<meta http-equiv="Content-Security-Policy"') < text.index(
            '<meta name="referrer" content="no-referrer">'
        )
        assert text.index('<meta name="referrer" content="no-referrer">') < first.start(), page


@pytest.mark.parametrize("name", ["feed_rss_created.xml", "feed_rss_updated.xml"])
def test_an_rss_feed_lists_the_articles(built: Project, name: str) -> None:
    channel = ET.fromstring((built.site / name).read_bytes()).find("channel")  # noqa: S314 - we wrote it ourselves
    assert channel is not None
    (item,) = channel.findall("item")
    assert item.findtext("title") == "Nine strikes in a week"
    assert item.findtext("link") == item.findtext("guid") == STORY
    published = item.findtext("pubDate")
    assert published is not None
    assert parsedate_to_datetime(published).date().isoformat() == "2018-04-07"
    link = channel.find("{http://www.w3.org/2005/Atom}link")
    assert link is not None
    assert link.get("href") == f"https://example.org/repo/{name}"


def test_the_json_feed_lists_the_articles(built: Project) -> None:
    feed = json.loads(built.read("site/feed_json_created.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["home_page_url"] == "https://example.org/repo/"
    (item,) = feed["items"]
    assert (item["id"], item["url"]) == (STORY, STORY)
    assert item["date_published"] == item["date_modified"] == "2018-04-07T00:00:00Z"
    assert item["authors"] == [{"name": "The Dateline desk"}]


def test_the_events_come_back_out_of_the_csv(built: Project) -> None:
    rows = list(csv.DictReader(io.StringIO(built.read("site/data/events.csv"))))
    assert {row["id"]: (row["places"], row["strikes_low"], row["strikes_high"]) for row in rows} == {
        "2018-04-06-bayji-qayyarah": ("bayji|qayyarah", "3", "3"),
        "2018-04-06-rutbah-al-qaim": ("rutbah|al-qaim", "2", "2"),
        "2018-04-06-baghdad": ("baghdad", "1", "1"),
        "2018-04-06-syria": ("shadaddi|abu-kamal", "3", "3"),
    }
    assert sum(int(row["strikes_low"]) for row in rows) == 9
    assert sum(int(row["strikes_low"]) for row in rows if row["country"] == "iraq") == 6
    assert {(row["start"], row["end"], row["status"]) for row in rows} == {("2018-03-30", "2018-04-05", "counted")}


def test_the_record_comes_back_out_of_the_json(built: Project) -> None:
    content = json.loads(built.read("site/data/events.json"))
    (report,) = content["reports"]
    assert [row["counts"]["strikes"] for row in report["stated"]] == [{"low": n, "high": n} for n in (9, 6, 3)]
    assert sum(event["counts"]["strikes"]["low"] for event in report["events"]) == 9
    iraq = next(row for row in report["stated"] if row.get("country") == "iraq")
    assert {tally["kind"]: tally["low"] for tally in iraq["tallies"]["target"]} == {
        "supply-route": 1,
        "cave": 1,
        "tactical-unit": 3,
        "vehicle": 1,
    }
    syria = next(row for row in report["stated"] if row.get("country") == "syria")
    assert [(tally["kind"], tally["low"], tally.get("high")) for tally in syria["tallies"]["target"]] == [
        ("tactical-unit", 1, None),
        ("vehicle", 1, None),
    ]


def test_the_rows_of_a_chart_add_up_to_the_number_in_the_text(built: Project) -> None:
    rows = list(csv.DictReader(io.StringIO(built.read("site/figures/a-week-weekly.csv"))))
    cells = [value for row in rows for value in row.values()]
    assert "9" in cells
    assert "6" in cells
    assert 'evidence/#n-strikes" id="n-strikes">nine</a> strikes' in built.page()
    for name in ("a-week-weekly", "a-week-places"):
        ET.fromstring((built.site / f"figures/{name}.svg").read_bytes())  # noqa: S314 - we wrote it ourselves
        assert json.loads(built.read(f"site/figures/{name}.json"))["$schema"].startswith(
            "https://vega.github.io/schema/vega-lite/"
        )


def test_the_sitemap_gives_the_days_of_the_stories_and_not_of_the_build(built: Project) -> None:
    packed = gzip.decompress((built.site / "sitemap.xml.gz").read_bytes())
    text = (built.site / "sitemap.xml").read_bytes()
    assert packed == text
    entries = ET.fromstring(text)  # noqa: S314 - we wrote it ourselves
    days = {page.findtext(f"{SITEMAP}loc"): page.findtext(f"{SITEMAP}lastmod") for page in entries}
    assert (
        days.items()
        >= {
            "https://example.org/repo/": "2018-04-07",
            "https://example.org/repo/articles/": "2018-04-07",
            STORY: "2018-04-07",
            "https://example.org/repo/weeks/2018-03-30/": "2018-04-06",
            "https://example.org/repo/places/bayji/": "2018-04-06",
            "https://example.org/repo/authors/desk/": "2018-04-07",
        }.items()
    )
    pages = [name for name in built.files() if name.endswith("index.html") and not name.startswith("figures/")]
    pages = [name for name in pages if not name.endswith("/evidence/index.html")]
    assert {str(place).removeprefix("https://example.org/repo/") for place in days} == {
        name.removesuffix("index.html") for name in pages
    }


def test_nothing_is_published_that_no_reader_is_meant_to_have(built: Project) -> None:
    names = set(built.files())
    assert [name for name in names if name.endswith((".md", ".yml", ".py"))] == ["articles/a-week.md"], "the text for machines"
    assert not [name for name in names if "templates" in name or name.startswith("partials")]
    assert ".dateline" in names


def test_a_site_without_articles_builds_with_empty_feeds(seed: Project) -> None:
    (seed.root / "content/articles/a-week.md").unlink()
    seed.edit("content/index.md", "[the story](articles/a-week.md)", "nothing")
    assert seed.run() == 0
    assert json.loads(seed.read("site/feed_json_created.json"))["items"] == []
    assert "<item>" not in seed.read("site/feed_rss_updated.xml")
    assert "<lastmod>2018-04-05</lastmod>" in seed.read("site/sitemap.xml")


def test_a_draft_is_neither_published_nor_listed(seed: Project) -> None:
    seed.write("content/articles/later.md", seed.read("content/articles/a-week.md").replace('title: "', 'title: "Later: '))
    seed.add("mkdocs.yml", "draft_docs: articles/later.md\n")
    assert seed.run() == 0
    assert not (seed.site / "articles/later").exists()
    assert "Later" not in "".join(seed.page(name) for name in ("index.html", "articles/index.html"))
    assert "Later" not in seed.read("site/feed_json_created.json")


def test_an_updated_article_comes_first_among_the_updated(seed: Project) -> None:
    old = seed.read("content/articles/a-week.md").replace("date: 2018-04-07", "date: 2018-04-06\nupdated: 2018-05-01")
    seed.write("content/articles/older.md", old.replace('title: "', 'title: "Older: '))
    assert seed.run() == 0
    titles = {
        name: re.findall("<title>(.*?)</title>", seed.read(f"site/feed_rss_{name}.xml"))[1:] for name in ("created", "updated")
    }
    newer, older = "Nine strikes in a week", "Older: Nine strikes in a week"
    assert titles == {"created": [newer, older], "updated": [older, newer]}
    assert "<lastmod>2018-05-01</lastmod>" in seed.read("site/sitemap.xml")
