"""Hostile texts in what scripts of the pages write: the search, tooltips, the explore page, figures that are explored."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page

from tests.hostile.strings.sinks import TEXTS, Reader, among, by_id, flat, rows, same
from tests.hostile.strings.stuffed import WORD, name_of


def scrolled(page: Page) -> None:
    """Results come as one scrolls: until there are as many as texts and no more come."""
    box = page.locator(".md-search__scrollwrap")
    shown = still = 0
    for _ in range(60):
        box.evaluate("(box) => { box.scrollTop = 0; }")
        page.wait_for_timeout(40)
        box.evaluate("(box) => { box.scrollTop = box.scrollHeight; }")
        page.wait_for_timeout(60)
        now = page.locator(".md-search-result__item").count()
        still = still + 1 if now == shown else 0
        if now >= len(TEXTS) and still == 3:
            break
        shown = now


def test_search(reader: Reader) -> None:
    """Typed as a reader types; all that is found is shown."""
    page = reader.opened("all/")
    page.click(".md-search__input")
    for word, titles in ((WORD, TEXTS), ("place", [f"{text} (place, {text})" for text in TEXTS])):
        page.fill(".md-search__input", "")
        page.keyboard.type(word)
        page.wait_for_selector(".md-search-result__item")
        scrolled(page)
        heads = page.locator(".md-search-result__item > a h1").all_text_contents()
        same(f"search results for '{word}'", "Chromium", among(heads, titles), titles)
        assert page.locator(".md-search-result :is(script, img, iframe, svg[onload], style, link, meta, form, base)").count() == 0
    reader.quiet()


def test_tooltips(reader: Reader) -> None:
    page = reader.opened("all/")
    said: list[str] = []
    for first in range(0, len(TEXTS), 50):
        plot = f"#places-{first} .dl-plot:not([hidden]) .dl-mark[tabindex]"
        page.locator(plot).first.scroll_into_view_if_needed()
        page.keyboard.press("Tab")
        page.locator(plot).first.focus()
        for _ in range(min(50, len(TEXTS) - first) + 1):
            said.append(page.evaluate("() => document.querySelector('.dl-tip')?.textContent || ''"))
            page.keyboard.press("ArrowRight")
    starts = [flat(one) for one in said]
    found = [text if any(one.startswith(flat(text)) for one in starts) else None for text in TEXTS]
    same("tooltip of a mark", "Chromium", found)
    page.goto(f"{reader.address}articles/{name_of(0)}/")
    page.hover(".dl-quoted")
    assert page.locator(".dl-tip").text_content() == f"Quoted from {TEXTS[0]}: {TEXTS[0]}"
    page.locator("label[for^=__palette]:visible").first.click()
    reader.quiet()


def downloaded(page: Page, kind: str) -> str:
    """What the explore page gives to be kept."""
    with page.expect_download() as taken:
        page.click(f"[data-part={kind}]")
    return Path(taken.value.path()).read_text(encoding="utf-8")


def test_explore(reader: Reader) -> None:
    page = reader.opened("explore/")
    page.wait_for_selector(".dlx-app:not([hidden]) .tabulator-row")
    for name in ("place", "country", "targets"):
        options = page.locator(f"select[name={name}]").first.locator("option").all_text_contents()
        same(f"explore: choice of {name}", "Chromium", among(options))
    assert page.locator(".dlx-places button").count()
    same("explore: CSV, note", "csv", by_id(rows(downloaded(page, "csv")), "", "note"))
    same("explore: JSON, note", "json", by_id(json.loads(downloaded(page, "json"))["events"], "", "note"))
    cells: set[str] = set()
    for _ in range(12):
        cells |= {flat(one) for one in page.locator(".tabulator-cell").all_text_contents()}
        following = page.get_by_role("button", name="Next", exact=False)
        if not following.count() or following.first.is_disabled():
            break
        following.first.click()
        page.wait_for_timeout(150)
    joined = "\n".join(sorted(cells))
    same("explore: table", "Chromium", [text if flat(text) in joined else None for text in TEXTS])
    reader.quiet()


def test_a_figure_explored(reader: Reader) -> None:
    page = reader.opened("all/")
    page.locator("#weeks button.dl-explore").click()
    page.wait_for_selector("#weeks .dlx-explored svg")
    for name in ("country", "kind"):
        options = page.locator(f"#weeks .dlx-explored select[name={name}] option").all_text_contents()
        same(f"figure explored: choice of {name}", "Chromium", among(options))
    reader.quiet()
