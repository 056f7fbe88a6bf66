"""The list of all sources, and the page of the downloads."""

from __future__ import annotations

import datetime as dt
import html
import re

import msgspec

from dateline.export import tables_of
from dateline.model import Source
from dateline.record_pages import Story
from tests import factories
from tests.export.test_round_trip import full
from tests.projects import Project
from tests.record_pages.cases import edition, outward, pages, seed, text

STORY = Story("articles/a/", "A <b> story", None, "7 April 2018", dt.date(2018, 4, 7), ("desk",), None)


def source(name: str, year: int | None = 2018, **changes: object) -> Source:
    day = dt.date(year, 1, 2) if year else None
    return msgspec.structs.replace(
        Source(name, f"Title {name}", "Another", f"https://example.org/{name}", published=day), **changes
    )


def test_a_source_says_what_it_is_and_what_rests_on_it() -> None:
    record = full()
    page = edition(record)._sources({"other": (STORY,)}).content
    (entry,) = re.findall(r'<li id="other">.*?</li>', page, re.DOTALL)
    said = text(entry)
    assert "Copy of the original ( as first published) · published 7 April 2018 · read 2 January 2026 · archived copy" in said
    assert "0" * 64 in said
    assert "%note" in said
    assert "Report: 30 March to 5 April 2018" in said, "two of its lines say so"
    assert "Article: A <b> story" in said
    assert 'href="../articles/a/"' in entry
    (first,) = re.findall(r'<li id="lwj-2018-04-06">.*?</li>', page, re.DOTALL)
    assert "not archived" in text(first)


def test_many_are_sorted_by_publisher_and_year_and_folded() -> None:
    reports = [
        factories.report(f"r{n}", f"2018-04-{n + 1:02}", [factories.stated(f"2018-04-{n + 1:02}", strikes=n)]) for n in range(9)
    ]
    more = [source("a", 2017), source("b"), source("c", None), source("in-2018")]
    page = edition(factories.record(*reports, sources=more))._sources({}).content
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", page) == ["Another", "Long War Journal"]
    assert re.findall(r"<h3[^>]*>(.*?)</h3>", page) == ["2017", "2018", "Without a day of publication"]
    assert '<details class="dl-rests"><summary>9 reports</summary>' in page
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert "None of them has an archived copy yet." in page


def test_a_source_that_defines_a_measure_says_so() -> None:
    record = factories.record(factories.seed_report())
    strikes = msgspec.structs.replace(record.dataset.measures["strikes"], source="lwj-2018-04-06")
    dataset = msgspec.structs.replace(record.dataset, measures={"strikes": strikes})
    assert "Defines strikes." in edition(msgspec.structs.replace(record, dataset=dataset))._sources({}).content


def test_every_file_and_column_is_on_the_page_of_the_downloads() -> None:
    record = full()
    outer = outward(record)
    page = edition(record)._data(outer).content
    for file in outer.package.files:
        assert f'href="../data/{file.name}"' in page, file.name
        assert file.name == "SHA256SUMS" or file.sha256 in page
    for table in tables_of(record.dataset):
        assert f'id="table_{table.name}"' in page
        for field in table.fields:
            assert f"<code>{field.name}</code>" in page
            assert text(html.escape(field.description)) in text(page), field.description
    said = text(page)
    assert outer.package.holdings.version in said
    assert "Do not add up events" in said
    assert outer.package.file("citation.txt").content.decode().strip() in said


def test_reports_lead_to_their_source() -> None:
    page = pages(seed())["reports/2018-04-06-cjtf-oir/"].content
    assert 'href="../../sources/#lwj-2018-04-06"' in page


def test_pages_of_the_record_say_what_they_are_when_they_are_shared(seed: Project) -> None:
    page = seed.page("places/bayji/index.html")
    for name, value in (
        ("og:title", "Bayji, Salah ad Din, Iraq"),
        ("og:type", "website"),
        ("og:site_name", "The seed week"),
        ("og:url", "https://example.org/repo/places/bayji/"),
    ):
        assert f'<meta property="{name}" content="{value}">' in page
    description = re.search(r'<meta name="description" content="([^"]*)">', page)
    assert description
    assert f'<meta property="og:description" content="{description[1]}">' in page
    assert '<meta name="twitter:card" content="summary">' in page
    assert '<link rel="canonical" href="https://example.org/repo/places/bayji/">' in page


def test_articles_and_the_foot_lead_to_sources_and_data(seed: Project) -> None:
    page = seed.page()
    assert 'href="../../sources/#lwj-2018-04-06"' in page
    assert 'href="../../data/">All downloads</a>' in page
    assert 'href="../../sources/">Sources</a>' in page
    assert "Nine strikes in a week" in seed.page("sources/index.html")
    found = seed.read("site/search/search_index.json")
    assert '"location":"data/"' in found
    assert '"location":"sources/"' in found
