"""Every kind of page, on phones and desks, light and dark, with script and without: whole, legible, quiet."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.kinds import CHARTED, KINDS, LEGIBLE, PLOTS, SCHEMES, SIDEWAYS, WATCH_SHIFTS, WIDTHS
from tests.browser.serving import Watched


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_whole(browser: Browser, address: str, width: int, scheme: str, script: bool) -> None:  # noqa: FBT001
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
    )
    watched = Watched(context, address)
    for kind, path in KINDS.items():
        response = watched.page.goto(address + path)
        assert response is not None
        assert response.ok, kind
        wide = watched.page.evaluate(SIDEWAYS)
        assert wide <= 0, f"{kind} scrolls sideways by {wide} px at {width}"
        figures = watched.page.evaluate(PLOTS)
        assert bool(figures) == (kind in CHARTED), kind
        for figure in figures:
            assert figure["shown"] == 1, (kind, figure)
            assert figure["marks"] == figure["all"] > 0, (kind, figure)
            assert figure["smallest"] >= LEGIBLE, (kind, figure)
        assert watched.complaints == [], kind
    assert watched.elsewhere == []
    context.close()


@pytest.mark.parametrize("width", [320, 768])
def test_charts_are_legible_between(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    for kind, path in KINDS.items():
        page.goto(address + path)
        assert page.evaluate(SIDEWAYS) <= 0, kind
        for figure in page.evaluate(PLOTS):
            assert figure["smallest"] >= LEGIBLE, (kind, figure)
    page.close()


@pytest.mark.parametrize("kind", ["article with a map", "article over time", "front page", "week"])
def test_nothing_moves_while_a_page_loads(browser: Browser, address: str, kind: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.add_init_script(WATCH_SHIFTS)
    page.goto(address + KINDS[kind], wait_until="networkidle")
    for _ in range(20):
        page.mouse.wheel(0, 500)
        page.wait_for_timeout(20)
    assert page.evaluate("window.moved") == 0
    page.close()


def test_the_first_stop_of_the_keyboard_skips_to_the_text(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address + KINDS["article with a map"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('md-skip')")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.md-content') !== null")
    page.close()


@pytest.mark.parametrize("kind", ["article with one week", "article with a map"])
def test_paper_shows_the_charts(browser: Browser, address: str, tmp_path: Path, kind: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address + KINDS[kind], wait_until="networkidle")
    page.emulate_media(media="print", color_scheme="dark")
    assert all(figure["shown"] == 1 for figure in page.evaluate(PLOTS))
    assert not page.locator(".md-header").is_visible()
    whole = _painted(page.pdf(path=str(tmp_path / "page.pdf"), print_background=True))
    marks = sum(figure["marks"] for figure in page.evaluate(PLOTS))
    assert marks
    page.evaluate("() => document.querySelectorAll('.dl-mark').forEach(mark => mark.remove())")
    assert whole - _painted(page.pdf()) >= marks / 2, "the marks of the charts are not on paper"
    context.close()


def _painted(pdf: bytes) -> int:
    """How often something is filled or stroked in a PDF."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    texts = []
    for stream in streams:
        try:
            texts.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            continue
    return sum(len(re.findall(rb"(?m)^(?:f\*?|S|B\*?|s|b)$|[ \n](?:f\*?|S|B\*?)\n", text)) for text in texts)
