"""The site itself in a browser: what its charts say, what they give away, and that titles agree wherever they stand."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Browser


def test_the_chart_says_what_it_shows(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "articles/nine-strikes-in-a-week/")
    labels = page.eval_on_selector_all(".dl-plot-wide .dl-mark", "marks => marks.map(mark => mark.getAttribute('aria-label'))")
    assert "Week of 30 March to 5 April 2018, Iraq: 6 strikes" in labels
    assert "23 to 29 March 2018 (1 week): no report" in labels
    assert "Bayji, Iraq, 30 March to 5 April 2018: 0 to 3 strikes" in labels
    page.close()


def test_data_of_a_chart_opens_and_downloads(browser: Browser, address: str, site: Path) -> None:
    page = browser.new_page()
    page.goto(address + "articles/nine-strikes-in-a-week/")
    table = page.locator(".dl-figure .dl-data").first
    assert not table.locator("table").is_visible()
    table.locator("summary").click()
    assert table.locator("table").is_visible()
    for link in page.locator(".dl-actions a[download]").all():
        answer = page.request.get(str(link.evaluate("link => link.href")))
        assert answer.ok
        assert answer.body() == (site / "figures" / str(link.get_attribute("href")).rsplit("/", 1)[1]).read_bytes()
    page.close()


def test_search_finds_a_story(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.click(".md-search__input")
    page.keyboard.type("Hajin")
    page.wait_for_selector(".md-search-result__item a")
    found = page.eval_on_selector_all(".md-search-result__item a", "links => links.map(link => link.getAttribute('href'))")
    assert any("where-the-strikes-fell" in link for link in found)
    page.close()


def test_titles_are_the_same_everywhere(browser: Browser, address: str, site: Path) -> None:
    page = browser.new_page()
    path = "articles/nine-strikes-in-a-week/"
    page.goto(address + path)
    title = page.locator("h1").inner_text().replace("\n", " ")
    assert title == "Nine strikes in a week"
    assert page.title() == f"{title} - Dateline"
    assert page.get_attribute("meta[property='og:title']", "content") == title
    page.goto(address + "articles/")
    assert title in page.locator(".dl-list-title").all_inner_texts()
    feed = json.loads((site / "feed_json_created.json").read_text(encoding="utf-8"))
    assert title in [item["title"] for item in feed["items"]]
    assert f"<title>{title}</title>" in (site / "feed_rss_created.xml").read_text(encoding="utf-8")
    page.close()
