"""The search in a browser: a place is found by any of its names, and the index is fetched when somebody searches, not before."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

INDEX = "search/search_index.json"
FOUND = "links => links.map(link => new URL(link.href).pathname)"


def searched(page: Page, words: str) -> list[str]:
    """The addresses that are found for `words`, best first."""
    page.click(".md-search__input")
    page.keyboard.type(words)
    page.wait_for_selector(".md-search-result__item > a")
    page.wait_for_timeout(300)  # the list is renewed with every letter
    return [str(found) for found in page.eval_on_selector_all(".md-search-result__item > a", FOUND)]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Albu Kamal", "abu-kamal"),
        ("albukamal", "abu-kamal"),
        ("Deir ez-Zor", "dayr-az-zawr"),
        ("deir ezzor", "dayr-az-zawr"),
        ("Dayr az-Zawr", "dayr-az-zawr"),
        ("rutba", "rutbah"),
        ("qaim", "al-qaim"),
    ],
)
def test_a_place_comes_first_by_any_of_its_names(browser: Browser, address: str, words: str, place: str) -> None:
    page = browser.new_page()
    page.goto(address + "about/")
    assert searched(page, words)[0].endswith(f"/places/{place}/")
    page.close()


@pytest.mark.parametrize(
    ("words", "kind"), [("Albu Kamal", "articles"), ("Albu Kamal week", "weeks"), ("Albu Kamal DoD edition", "reports")]
)
def test_stories_weeks_and_reports_are_found_by_an_alias_too(browser: Browser, address: str, words: str, kind: str) -> None:
    page = browser.new_page()
    page.goto(address)
    assert any(f"/{kind}/" in found for found in searched(page, words))
    page.close()


@pytest.mark.parametrize("words", ["deir ezzor", "deirezzor", "albukamal", "qaim"])
def test_nobody_reads_the_spellings_that_are_typed(browser: Browser, address: str, words: str) -> None:
    page = browser.new_page()
    page.goto(address + "about/")
    assert "/places/" in searched(page, words)[0]
    teaser = page.locator(".md-search-result__item").first.locator("article").first.inner_text()
    assert "strikes" in teaser, "what the page says is shown"
    for spelling in ("DayrAzZawr", "DayzAr", "DeirezZor", "DeirEzzor", "AbuKamal", "AlQaim"):
        assert spelling.casefold() not in teaser.casefold(), spelling
    page.close()


def test_a_result_leads_to_its_page(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "articles/nine-strikes-in-a-week/")
    searched(page, "Albu Kamal")
    page.click(".md-search-result__item > a >> nth=0")
    page.wait_for_url("**/places/abu-kamal/**")
    assert page.locator("h1").inner_text() == "Abu Kamal"
    page.close()


def test_the_index_is_fetched_when_somebody_searches_and_once(browser: Browser, address: str) -> None:
    page = browser.new_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url) if request.url.endswith(INDEX) else None)
    page.goto(address, wait_until="networkidle")
    assert fetched == []
    searched(page, "Mosul")
    assert fetched == [address + INDEX]
    page.close()


def test_an_address_that_asks_is_answered_at_once(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}?q=Mosul")
    page.wait_for_selector(".md-search-result__item > a")
    assert str(page.eval_on_selector_all(".md-search-result__item > a", FOUND)[0]).endswith("/places/mosul/")
    page.close()


def test_the_insides_of_charts_are_not_found(browser: Browser, address: str) -> None:
    page = browser.new_page()
    docs = page.request.get(address + INDEX).json()["docs"]
    texts = " ".join(entry["title"] + entry["text"] for entry in docs)
    for inside in ("Vega-Lite", "The data of this chart", "dl-", "<svg", "no report and"):
        assert inside not in texts, inside
    page.close()
