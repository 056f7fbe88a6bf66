"""What MkDocs is asked for on behalf of the pages of the record: a built project has them, framed, mapped and found."""

from __future__ import annotations

import json
import re

import pytest

from tests.projects import Project


def test_a_page_of_the_record_has_the_frame_of_any_page(seed: Project) -> None:
    page = seed.page("weeks/2018-03-30/index.html")
    assert "<title>Week of 30 March to 5 April 2018 - The seed week</title>" in page
    assert '<meta name="description" content="9 strikes: 6 in Iraq and 3 in Syria.">' in page
    assert '<link rel="canonical" href="https://example.org/repo/weeks/2018-03-30/">' in page
    assert 'href="../../assets/stylesheets/dateline.css"' in page
    assert 'href="../assets/stylesheets/dateline.css"' in seed.page("weeks/index.html")
    assert "dateline-shell" not in "".join(content.decode("utf-8", "replace") for content in seed.files().values())


def test_search_knows_the_pages_of_the_record(seed: Project) -> None:
    docs = {entry["location"]: entry for entry in json.loads(seed.read("site/search/search_index.json"))["docs"]}
    assert docs["places/abu-kamal/"]["title"] == "Abu Kamal (place, Syria)"
    assert {"weeks/2018-03-30/", "reports/2018-04-06-cjtf-oir/"} <= docs.keys()
    assert not [location for location in docs if "shell" in location]


def test_numbers_of_an_article_lead_to_pages_that_are_there(seed: Project) -> None:
    article = seed.page()
    found = re.findall(r'<a class="dl-number"[^>]* href="\.\./\.\./([^"?#]*)', article)
    assert "articles/a-week/evidence/" in found
    assert all((seed.site / address / "index.html").is_file() for address in found)


def test_a_site_without_search_has_the_pages_all_the_same(seed: Project) -> None:
    seed.edit("mkdocs.yml", "plugins: [search, dateline]", "plugins: [dateline]")
    assert seed.run() == 0
    assert not (seed.site / "search").exists()
    assert (seed.site / "places/bayji/index.html").is_file()


@pytest.mark.parametrize("name", ["weeks/index.md", "places/bayji.md", "authors/desk/index.md"])
def test_an_address_of_the_record_cannot_be_taken(seed: Project, capfd: pytest.CaptureFixture[str], name: str) -> None:
    seed.write(f"content/{name}", "---\ntitle: Mine\n---\nText.\n")
    assert seed.run() == 1
    said = capfd.readouterr().err
    assert f"content/{name}: error[taken-address]" in said
    assert "give the file another name" in said


@pytest.mark.parametrize(
    "name", ["data/events.csv", "figures/a-week-weekly.csv", "figures/a-week-weekly.md", "social/a-week.png"]
)
def test_a_file_of_the_newsrooms_is_not_replaced_in_silence(seed: Project, capfd: pytest.CaptureFixture[str], name: str) -> None:
    before = seed.files()
    seed.write(f"content/{name}", "---\ntitle: Mine\n---\nText.\n")
    assert seed.run() == 1
    said = capfd.readouterr().err
    assert f"content/{name}: error[taken-address]: this file would lie at {name.replace('.md', '/index.html')}" in said
    assert seed.files() == before


def test_a_template_that_leaves_out_the_content_is_told(seed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    before = seed.files()
    seed.write("templates/record.html", '{% extends "main.html" %}{% block content %}{% endblock %}')
    assert seed.run() == 2
    assert "templates/record.html: error[template]" in capfd.readouterr().err
    assert seed.files() == before
