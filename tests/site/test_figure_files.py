"""What a build gives of its figures besides the pages that they stand in: pictures, pages of their own, cards to share."""

from __future__ import annotations

import re

from dateline.figure.png import size_of
from tests.projects import ARTICLE, Project

META = re.compile(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">')


def test_each_figure_has_its_files_and_a_page_that_leads_home(seed: Project) -> None:
    files = seed.files()
    for figure in ("a-week-weekly", "a-week-places"):
        assert {f"figures/{figure}.{kind}" for kind in ("csv", "svg", "png", "json")} <= set(files)
        page = seed.page(f"figures/{figure}/index.html")
        assert f'href="../../articles/a-week/#{figure}"' in page
        assert '<link rel="canonical" href="https://example.org/repo/articles/a-week/">' in page
        assert f"https://example.org/repo/figures/{figure}/" in page
    assert f"figures/{'a-week-weekly'}" not in seed.page("sitemap.xml")


def test_pages_are_shared_with_their_first_figure(seed: Project) -> None:
    said = dict(META.findall(seed.page()))
    address = "https://example.org/repo/social/a-week.png"
    assert said["og:image"] == said["twitter:image"] == address
    assert said["twitter:card"] == "summary_large_image"
    assert said["og:image:alt"] == said["twitter:image:alt"] != ""
    width, height = size_of(seed.files()["social/a-week.png"])
    assert (said["og:image:width"], said["og:image:height"]) == (str(width), str(height)) == ("1200", "630")


def test_pages_without_a_figure_have_no_picture(seed: Project) -> None:
    said = dict(META.findall(seed.page("articles/index.html")))
    assert said["twitter:card"] == "summary"
    assert not [name for name in said if "image" in name]
    assert [name for name in seed.files() if name.startswith("social/")] == ["social/a-week.png"]


def test_a_headline_that_changes_changes_the_card_and_no_figure(seed: Project) -> None:
    before = seed.files()
    seed.edit(ARTICLE, "strikes in a week", "strikes within a week")
    assert seed.run() == 0
    after = seed.files()
    assert after["social/a-week.png"] != before["social/a-week.png"]
    assert after["figures/a-week-weekly.png"] == before["figures/a-week-weekly.png"]


def test_pages_without_folders_of_their_own_are_found_too(seed: Project) -> None:
    seed.add("mkdocs.yml", "use_directory_urls: false\n")
    assert seed.run() == 0
    assert 'href="../../articles/a-week.html#a-week-weekly"' in seed.page("figures/a-week-weekly/index.html")
