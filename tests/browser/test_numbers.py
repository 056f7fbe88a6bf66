"""Numbers in prose in a browser: quiet, reachable, and plain text on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

ARTICLE = "articles/nine-strikes-in-a-week/"
NUMBER = ".dl-article p a.dl-number"


def test_a_number_looks_like_the_text_around_it_and_leads_to_its_week(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + ARTICLE)
    number = page.locator(NUMBER).first
    assert number.inner_text() == "nine"
    number.click()
    page.wait_for_url("**/weeks/2018-03-30/")
    assert page.locator("h1").inner_text().replace("\n", " ") == "Week of 30 March to 5 April 2018"
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_the_colour_of_its_paragraph(browser: Browser, address: str, scheme: str) -> None:
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address + ARTICLE)
    colours = page.eval_on_selector(NUMBER, "link => [link, link.closest('p')].map(one => getComputedStyle(one).color)")
    assert colours[0] == colours[1]
    page.close()


def test_on_paper_it_is_text(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + ARTICLE)
    page.emulate_media(media="print")
    style = page.eval_on_selector(NUMBER, "link => getComputedStyle(link).textDecorationLine")
    after = page.eval_on_selector(NUMBER, "link => getComputedStyle(link, '::after').content")
    assert (style, after) == ("none", "none")
    page.close()


def test_its_tip_is_shown_by_the_keyboard(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + ARTICLE)
    page.locator(NUMBER).first.focus()
    page.wait_for_function(
        "() => document.body.innerText.includes('Strikes, 30 March to 5 April 2018: 9. Counted from 1 report.')"
    )
    page.close()
