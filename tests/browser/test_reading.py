"""What it is like to read the pages: the measure, the way past the head, paper after a dark screen, finding one's way back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.kinds import WATCH_SHIFTS

LINES = """() => {
  const lengths = [];
  for (const paragraph of document.querySelectorAll('.dl-article > p')) {
    const range = document.createRange(), walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), lines = new Map();
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      for (let place = 0; place < text.length; place++) {
        range.setStart(text, place);
        range.setEnd(text, place + 1);
        const line = Math.round(range.getBoundingClientRect().bottom / 6);
        lines.set(line, (lines.get(line) || 0) + 1);
      }
    }
    lengths.push(...[...lines.values()].slice(0, -1));
  }
  return lengths.sort((a, b) => a - b);
}"""
GREY = """name => {
  const shown = getComputedStyle(document.querySelector(name)).color.match(/[\\d.]+/g).map(Number);
  return (shown[0] + shown[1] + shown[2]) / 3;
}"""
SMALL = """() => [...document.querySelectorAll('body *')]
  .filter(one => !one.closest('svg, script, style') && one.checkVisibility())
  .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .filter(one => parseFloat(getComputedStyle(one).fontSize) < 11)
  .map(one => one.className || one.tagName)"""
STORY = "articles/nine-strikes-in-a-week/"
LONG = "articles/the-record-by-week/"


def opened(browser: Browser, address: str, width: int, scheme: str = "light") -> Page:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    return page


@pytest.mark.parametrize("width", [768, 1280, 1920])
def test_lines_are_as_long_as_lines_should_be(browser: Browser, address: str, width: int) -> None:
    page = opened(browser, address + LONG, width)
    for _ in range(2):  # with the font that is at hand at first, and with ours, which is kept by then
        lengths = page.evaluate(LINES)
        assert len(lengths) > 10
        assert 60 <= lengths[len(lengths) // 2] <= 72
        page.reload()
    page.close()


def test_figures_are_wider_than_the_text_beside_which_they_stand(browser: Browser, address: str) -> None:
    page = opened(browser, address + STORY, 1280)
    text, figure = (page.locator(name).first.bounding_box() for name in (".dl-article > p", ".dl-article > .dl-figure"))
    assert text
    assert figure
    assert figure["width"] > text["width"] + 100
    assert abs((figure["x"] + figure["width"] / 2) - (text["x"] + text["width"] / 2)) < 1
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["", STORY, "articles/", "methodology/", "404.html"])
def test_no_text_is_too_small(browser: Browser, address: str, path: str, width: int) -> None:
    page = opened(browser, address + path, width)
    assert page.evaluate(SMALL) == []
    page.close()


def test_the_way_past_the_head_leads_to_the_text(browser: Browser, address: str) -> None:
    page = opened(browser, address + STORY, 1280)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to content"
    box = skip.bounding_box()
    assert box
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "dl-content"
    assert page.locator(".md-skip:visible").count() == 1
    page.close()


def test_the_section_one_is_in_is_marked(browser: Browser, address: str) -> None:
    page = opened(browser, address + "methodology/", 1280)
    assert page.locator(".dl-sections [aria-current=page]").inner_text() == "How we count"
    page.goto(address + STORY)
    assert page.locator(".dl-sections [aria-current=page]").count() == 0
    page.close()


@pytest.mark.parametrize("path", ["", STORY])
def test_paper_is_light_after_a_dark_screen(browser: Browser, address: str, path: str) -> None:
    page = opened(browser, address + path, 1280, "dark")
    names = ["h1", "p.dl-byline", ".dl-article > p, .dl-words > p"]
    assert all(page.evaluate(GREY, name) > 120 for name in names)
    page.emulate_media(media="print", color_scheme="dark")
    assert all(page.evaluate(GREY, name) < 90 for name in names)
    page.close()


def test_paper_holds_every_source_with_its_address(browser: Browser, address: str) -> None:
    page = opened(browser, address + LONG, 1280)
    link = page.locator(".dl-sources-list a[href^=http]").first
    assert not link.is_visible()
    page.emulate_media(media="print")
    assert link.is_visible()
    printed = link.evaluate("one => getComputedStyle(one, '::after').content")
    assert link.get_attribute("href") in printed
    assert not page.locator(".dl-related").is_visible()
    page.close()


def test_who_is_lost_can_search(browser: Browser, address: str) -> None:
    page = opened(browser, address + "404.html", 1280)
    form = page.locator(".dl-find")
    assert form.get_attribute("action") == "/repo/."
    page.get_by_label("Search the site").fill("Hajin")
    page.get_by_label("Search the site").press("Enter")
    page.wait_for_selector(".md-search-result__item a")
    assert page.url == f"{address}?q=Hajin"
    page.close()


@pytest.mark.parametrize("path", ["", STORY, LONG])
def test_nothing_moves_when_the_fonts_come(browser: Browser, address: str, path: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.add_init_script(WATCH_SHIFTS)
    page.goto(address + path)
    page.evaluate("() => document.fonts.ready.then(() => null)")
    page.wait_for_timeout(200)
    assert page.evaluate("[...document.fonts].some(font => font.status === 'loaded')"), "no font of ours was fetched"
    assert page.evaluate("window.moved") == 0
    page.close()


def test_a_table_fits_a_phone_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "methodology/")
    assert page.locator(".dl-page > table").count() > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


@pytest.mark.parametrize("chosen", [1, 2], ids=["light", "dark"])
def test_where_the_system_chooses_the_colours_charts_stand_on_their_own_ground(
    browser: Browser, address: str, chosen: int
) -> None:
    """The page is black or white as the system says, whatever was chosen here; a drawing needs the ground it was made for."""
    context = browser.new_context(color_scheme="light" if chosen == 2 else "dark", forced_colors="active")
    page = context.new_page()
    page.goto(address + STORY)
    for _ in range(chosen):
        page.locator("label.md-header__button[for^='__palette']:visible").click()
    page.reload()
    ground, text, wanted = page.evaluate("""() => {
      const plot = document.querySelector('.dl-plot'), style = getComputedStyle(plot), probe = document.createElement('i');
      probe.style.color = 'var(--dl-ground)';
      plot.append(probe);
      return [style.backgroundColor, getComputedStyle(plot.querySelector('.dl-text')).fill, getComputedStyle(probe).color];
    }""")
    assert ground == wanted
    assert ground != text
    assert page.evaluate("document.body.dataset.mdColorScheme") == ("slate" if chosen == 2 else "default")
    context.close()


def test_sources_on_paper_begin_below_their_heading(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "articles/where-the-strikes-fell/")
    page.emulate_media(media="print")
    style = "(one, name) => getComputedStyle(one)[name]"
    listed = page.locator("details.dl-sources-all")
    assert listed.evaluate(style, "breakInside") == "auto"
    assert listed.evaluate(style, "columnCount") == "2"
    for above in (".dl-page-sources > h2", ".dl-page-sources > p"):
        assert page.locator(above).first.evaluate(style, "breakAfter") == "avoid"
    page.close()
