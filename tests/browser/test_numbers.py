"""Numbers in prose in a browser: quiet, reachable, and plain text on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

ARTICLE = "articles/nine-strikes-in-a-week/"
NUMBER = ".dl-article p a.dl-number"
WIDER = "proofs => Math.max(...proofs.map(one => one.scrollWidth - one.clientWidth))"
"""By how many px something in an entry is wider than the entry."""


def test_a_number_looks_like_the_text_around_it_and_leads_to_its_evidence_and_back(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + ARTICLE)
    number = page.locator(NUMBER).first
    assert number.inner_text() == "nine"
    number.click()
    page.wait_for_url("**/evidence/#n-*")
    proof = page.locator("li.dl-proof:target")
    assert proof.locator("h2").inner_text().split()[-1] == "nine"
    assert "30 March to 5 April 2018" in proof.locator(".dl-proof-question").first.inner_text()
    proof.locator(".dl-proof-kind a").click()
    page.wait_for_url(f"**/{ARTICLE}#n-*")
    assert page.locator(":target").inner_text() == "nine"
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_evidence_is_there_without_script_and_fits(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(java_script_enabled=False, viewport={"width": width, "height": 900})
    page.goto(f"{address}{ARTICLE}")
    page.get_by_role("link", name="Evidence for every number").click()
    page.wait_for_url("**/evidence/")
    assert page.locator("li.dl-proof").count() > 10
    first = page.locator("li.dl-proof").first
    assert first.locator(".dl-proof-lines > li").first.is_visible()
    widest = page.locator("li.dl-proof").evaluate_all(WIDER)
    assert widest <= 0
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
