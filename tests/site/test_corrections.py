"""Corrections of a whole small site: one entry, and every page that it changed says so."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from tests.projects import Project, copy, difference
from tests.site.test_hostile import EVIL, quoted, seen

ENTRY = """
one-more-in-iraq:
  on: 2018-06-01
  report: 2018-04-06-cjtf-oir
  key: stated.2.strikes
  was: 6
  now: 7
  why: The line was misread.
  noticed_by: A reader
one-more-in-all:
  on: 2018-06-01
  report: 2018-04-06-cjtf-oir
  key: stated.1.strikes
  was: 9
  now: 10
  why: The line was misread.
"""
OTHER = """---
title: Near Abu Kamal
description: What was reported of Syria.
date: 2018-04-07
authors: [desk]
dateline: {from: 2018-03-30, to: 2018-04-05}
---
In Syria it was {{ strikes(country="syria") }}.
"""


@pytest.fixture(scope="module")
def corrected(warm_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = copy(warm_seed, tmp_path_factory.mktemp("corrected") / "project")
    project.write("data/corrections.yml", ENTRY)
    project.write("content/articles/other.md", OTHER)
    assert project.run() == 0
    return project


def text(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split()).replace(" ,", ",").replace(" .", ".")


def test_an_article_says_what_was_changed(corrected: Project) -> None:
    page = corrected.page()
    assert "Corrected 1 June 2018" in text(page)
    assert "Strikes, 30 March to 5 April 2018: 10, was 9" in text(page)
    assert "Strikes in Iraq, 30 March to 5 April 2018: 7, was 6" in text(page)
    assert "The line was misread. Noticed by A reader." in text(page)
    assert 'href="../../corrections/#one-more-in-all"' in page
    assert "Ten strikes in a week" in page


def test_it_is_updated_on_the_day_of_its_newest_correction(corrected: Project) -> None:
    assert 'Updated <time datetime="2018-06-01">1 June 2018</time>' in corrected.page()
    assert 'article:modified_time" content="2018-06-01"' in corrected.page()
    feed = json.loads((corrected.site / "feed_json_created.json").read_text("utf-8"))
    assert {item["url"].rsplit("/", 2)[1]: item["date_modified"][:10] for item in feed["items"]} == {
        "a-week": "2018-06-01", "other": "2018-04-07",
    }  # fmt: skip
    sitemap = (corrected.site / "sitemap.xml").read_text("utf-8")
    assert re.search(r"articles/a-week/</loc>\s*<lastmod>2018-06-01", sitemap)
    assert re.search(r"corrections/</loc>\s*<lastmod>2018-06-01", sitemap)


def test_an_article_that_does_not_use_it_says_nothing(corrected: Project) -> None:
    page = corrected.page("articles/other/index.html")
    assert "dl-corrected" not in page
    assert "Updated" not in text(page)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("weeks/2018-03-30", "Strikes in Iraq, 30 March to 5 April 2018: 7, was 6"),
        ("reports/2018-04-06-cjtf-oir", "Strikes of this report: 10, was 9"),
    ],
)
def test_pages_of_the_record_say_it_too(corrected: Project, name: str, said: str) -> None:
    page = text(corrected.page(f"{name}/index.html"))
    assert "Corrected 1 June 2018" in page
    assert said in page
    assert "Corrected" not in text(corrected.page("places/abu-kamal/index.html"))


def test_the_page_of_corrections_lists_what_each_changed(corrected: Project) -> None:
    page = corrected.page("corrections/index.html")
    assert 'id="one-more-in-iraq"' in page
    assert page.index('id="one-more-in-all"') < page.index('id="one-more-in-iraq"')  # the newest first
    assert "Two corrections, the last made on 1 June 2018." in text(page)
    assert "Was 6 Now 7" in text(page)
    assert 'href="../articles/a-week/"' in page
    assert 'href="../articles/other/"' not in page.partition('id="year-2018"')[2].partition("<footer")[0]
    assert 'href="../weeks/2018-03-30/"' in page
    index = json.loads((corrected.site / "search" / "search_index.json").read_text("utf-8"))
    assert {"corrections/", "corrections/#one-more-in-all"} <= {entry["location"] for entry in index["docs"]}


def test_without_corrections_the_page_says_so(seed: Project) -> None:
    page = text(seed.page("corrections/index.html"))
    assert "No mistake has been corrected so far." in page
    assert "Corrected" not in text(seed.page())


def test_two_builds_give_the_same_bytes(corrected: Project, tmp_path: Path) -> None:
    fresh = Project(tmp_path / "fresh")
    for name in ("mkdocs.yml", "content", "data"):
        source = corrected.root / name
        copy(source, fresh.root / name) if source.is_dir() else fresh.write(name, source.read_text("utf-8"))
    assert fresh.run() == 0
    assert difference(fresh.files(), corrected.files()) == []


def test_an_edit_of_a_correction_is_seen_by_the_next_build(corrected: Project, tmp_path: Path) -> None:
    """The seal covers the file: a build after the edit is not taken for done."""
    project = copy(corrected.root, tmp_path / "project")
    project.edit("data/corrections.yml", "The line was misread.", "Misread by two.")
    assert project.run() == 0
    assert "Misread by two." in project.page()
    assert "The line was misread." not in project.page("corrections/index.html")


def test_a_correction_of_words_is_said_on_its_article(seed: Project) -> None:
    seed.write(
        "data/corrections.yml",
        "words: {on: 2018-06-02, article: articles/a-week, was: Those were all, now: in code stays code, why: A slip.}\n",
    )
    assert seed.run() == 0
    assert "This page said “ Those were all ”; it is “ in code stays code ”. A slip." in text(seed.page())
    assert 'href="../articles/a-week/"' in seed.page("corrections/index.html")


def test_where_to_report_mistakes_is_what_the_dataset_says(seed: Project) -> None:
    seed.edit("data/dataset.yml", "publisher: {", "publisher: {contact: desk@example.org, ")
    assert seed.run() == 0
    assert '<a href="mailto:desk@example.org">desk@example.org</a>' in seed.page("corrections/index.html")


def test_hostile_words_stay_words(seed: Project) -> None:
    evil = quoted(EVIL)
    seed.write(
        "data/corrections.yml",
        ENTRY.replace("why: The line was misread.", f"why: {evil}").replace("noticed_by: A reader", f"noticed_by: {evil}")
        + f"note: {{on: 2018-06-03, event: 2018-04-06-baghdad, key: note, now: {evil}, why: {evil}}}\n",
    )
    scripts = seen(seed.page()).scripts
    assert seed.run() == 0
    for name in ("articles/a-week", "corrections", "weeks/2018-03-30", "reports/2018-04-06-cjtf-oir"):
        parsed = seen(seed.page(f"{name}/index.html"))
        assert parsed.handlers == []
        assert "x" not in parsed.images
        assert EVIL in " ".join(parsed.texts)
    assert seen(seed.page()).scripts == scripts
