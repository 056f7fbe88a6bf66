"""The evidence page in a built site: linked both ways, out of search and sitemap, made anew when data or text change."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from tests.projects import ARTICLE, REPORT, Project, difference

EVIDENCE = "articles/a-week/evidence/index.html"


@pytest.fixture(scope="module")
def built(warm_seed: Path) -> Project:
    return Project(warm_seed)


def ids(page: str) -> list[str]:
    return re.findall(r'\sid="([^"]*)"', page)


def text(page: str) -> str:
    """The content of a page as text."""
    content = page[page.index('<div class="dl-page dl-record">') :]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", content)).split())


def test_every_number_of_the_article_leads_to_its_place_and_back(built: Project) -> None:
    article, evidence = built.page(), built.page(EVIDENCE)
    there = re.findall(r'<a class="dl-number" href="evidence/#([^"]*)"', article) or re.findall(
        r'href="\.\./\.\./articles/a-week/evidence/#([^"]*)"', article
    )
    assert there == ["n-strikes", "n-strikes-country-iraq", "n-strikes-place-bayji", "n-strikes-2"]
    back = re.findall(r'href="\.\./\.\./\.\./articles/a-week/#([^"]*)">In the article', evidence)
    assert set(back) <= set(ids(article))
    assert set(there) <= set(back)
    assert set(there) <= set(ids(evidence))
    for page in (article, evidence):
        assert len(ids(page)) == len(set(ids(page)))


def test_the_article_names_its_evidence(built: Project) -> None:
    assert re.search(r'<a href="(?:\.\./\.\./articles/a-week/)?evidence/">Evidence for every number</a>', built.page())


def test_charts_stand_among_the_numbers(built: Project) -> None:
    evidence = built.page(EVIDENCE)
    order = re.findall(r'<li class="dl-proof" id="([^"]*)"', evidence)
    assert order == [
        "n-title-strikes", "n-standfirst-strikes-country-iraq", "n-strikes", "n-strikes-country-iraq", "n-strikes-place-bayji",
        "f-a-week-weekly", "n-strikes-2", "f-a-week-places",
    ]  # fmt: skip


def test_it_says_what_a_range_rests_on(built: Project) -> None:
    said = text(built.page(EVIDENCE))
    assert "Near Bayji it was 0 to 3 ." in said
    assert "it names other places, too, and not how many at which" in said
    assert "not archived" in said or "archived copy" in said


def test_search_and_sitemap_leave_it_out_and_search_engines_are_asked_to(built: Project) -> None:
    assert '<meta name="robots" content="noindex">' in built.page(EVIDENCE)
    assert "noindex" not in built.page()
    assert "evidence" not in built.read("site/sitemap.xml")
    assert not [doc for doc in json.loads(built.read("site/search/search_index.json"))["docs"] if "evidence" in doc["location"]]


def test_pages_of_the_record_name_the_articles_that_rest_on_them(built: Project) -> None:
    for page in ("weeks/2018-03-30", "places/bayji", "places/abu-kamal", "reports/2018-04-06-cjtf-oir"):
        found = built.page(f"{page}/index.html")
        assert "In these articles" in found
        assert 'href="../../articles/a-week/"' in found


def test_a_changed_event_changes_the_evidence(seed: Project) -> None:
    before = seed.page(EVIDENCE)
    seed.edit(REPORT, "place: baghdad, strikes: 1", "place: rutbah, strikes: 1")
    assert seed.run() == 0
    after = seed.page(EVIDENCE)
    assert before != after
    assert "/places/baghdad/" in before
    assert "/places/baghdad/" not in after


def test_an_edit_of_one_sentence_leaves_the_addresses_of_the_others(seed: Project) -> None:
    before = set(ids(seed.page(EVIDENCE)))
    first = "The coalition reported {{ strikes() | words }}"
    seed.edit(ARTICLE, first, 'Near Rutbah {{ strikes(place="rutbah") }}. ' + first)
    assert seed.run() == 0
    assert set(ids(seed.page(EVIDENCE))) - before == {"n-strikes-place-rutbah"}
    assert before <= set(ids(seed.page(EVIDENCE)))


def test_two_builds_give_the_same_bytes(seed: Project) -> None:
    first = seed.files()
    assert seed.run("build", "--anew") == 0
    assert difference(first, seed.files()) == []


def test_a_page_of_the_newsroom_may_not_lie_there(seed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    seed.write("content/articles/a-week/evidence.md", seed.read(ARTICLE).replace('"{{', '"My {{', 1))
    assert seed.run() == 1
    assert "taken-address" in capfd.readouterr().err


def test_numbers_on_other_pages_lead_to_the_record(seed: Project) -> None:
    seed.add("content/index.md", "There were {{ strikes(week='2018-03-30') }}.\n")
    assert seed.run() == 0
    assert 'href="./weeks/2018-03-30/"' in seed.page("index.html") or 'href="weeks/2018-03-30/"' in seed.page("index.html")


def test_an_article_in_a_folder_of_its_own_has_its_evidence_below_it(seed: Project) -> None:
    article = seed.read(ARTICLE)
    seed.write("content/articles/2018/more/index.md", article.replace("title: ", "title: Deep ", 1).replace('Deep "', '"Deep '))
    assert seed.run() == 0
    page = seed.page("articles/2018/more/evidence/index.html")
    assert 'href="../../../../articles/2018/more/#n-strikes"' in page
    assert "evidence/#n-strikes-place-bayji" in seed.page("articles/2018/more/index.html")
