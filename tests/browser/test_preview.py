"""A preview in a browser: under the policy of the site it follows edits by itself, and shows problems on top of the page."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.projects import ARTICLE, Project
from tests.site.test_serve import STORY, serving


def test_a_page_follows_edits_and_shows_their_problems(browser: Browser, seed: Project, tmp_path: Path) -> None:
    complaints: list[str] = []
    page = browser.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    with serving("build.py", seed, tmp_path / "temporary") as preview:
        preview.until(bool)
        page.goto(preview.address + STORY)
        before = (seed.root / ARTICLE).read_text(encoding="utf-8")
        seed.write(ARTICLE, before + "\n\nOne more paragraph.\n")
        expect(page.get_by_text("One more paragraph.")).to_be_visible(timeout=60_000)
        seed.write(ARTICLE, before + "\n\n{{ strikes(place='nowhere') }}\n")
        box = page.locator("#dateline-problems")  # the page reloads itself
        expect(box).to_contain_text("1 problem in this edit: you see the last good page.", timeout=60_000)
        expect(box).to_contain_text("nowhere", timeout=60_000)
        assert box.evaluate("box => getComputedStyle(box).position") == "fixed"
        page.goto("about:blank")
    page.close()
    assert complaints == []
