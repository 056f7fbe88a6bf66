"""A reader of a corrected page sees at once that it was corrected, and what: on a phone, on a wide screen, on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

CORRECTED = ("articles/sums-that-do-not-add-up/", "methodology/", "weeks/2018-08-27/", "reports/2017-11-23-cjtf-oir/")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", CORRECTED)
def test_the_flag_leads_to_what_was_changed(browser: Browser, address: str, name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address + name)
    flag = page.locator(".dl-corrected")
    assert flag.is_visible()
    assert "Corrected 28 November 2026." in flag.inner_text()
    assert (flag.bounding_box() or {"y": 900})["y"] < 900
    flag.get_by_role("link").click()
    heading = page.locator("h2#dl-corrections")
    heading.wait_for()
    page.wait_for_function("() => document.getElementById('dl-corrections').getBoundingClientRect().top < innerHeight")
    notice = page.locator(".dl-corrections .dl-correction").first
    assert "was " in notice.inner_text()
    assert page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.close()


def test_a_notice_leads_to_its_entry_on_the_page_of_corrections(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 900})
    page.goto(address + "weeks/2018-08-27/")
    page.locator(".dl-corrections .dl-correction-day a").first.click()
    page.wait_for_url("**/corrections/#strikes-of-2-september-2018")
    entry = page.locator("#strikes-of-2-september-2018")
    assert "Strikes in Syria, 2 September 2018: 3, was 0" in entry.inner_text()
    for link in entry.locator(".dl-affected > li > a").all():
        assert page.request.get(str(link.evaluate("link => link.href"))).ok
    page.close()


def test_charts_that_changed_are_led_to(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "articles/the-record-by-week/")
    links = page.locator('.dl-corrections .dl-differences a[href^="#"]').all()
    assert links
    for link in links:
        assert page.locator(f"figure{link.get_attribute('href')}").count() == 1
    page.close()


def test_the_notice_is_printed(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + CORRECTED[0])
    page.emulate_media(media="print")
    assert page.locator(".dl-corrected").is_visible()
    assert page.locator(".dl-corrections .dl-correction").first.is_visible()
    page.close()
