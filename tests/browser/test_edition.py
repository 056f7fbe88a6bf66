"""An edition opened from a disk, without a server: every link works, every chart is there, nothing is asked for, all is quiet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.kinds import LEGIBLE, PLOTS, SIDEWAYS, WIDTHS
from tests.projects import own_project

DAY = "2018-06-01"
PAGES = (
    *("index.html", "articles/index.html", "articles/nine-strikes-in-a-week/index.html", "methodology/index.html"),
    *("weeks/index.html", "weeks/2018-03-30/index.html", "places/bayji/index.html", "reports/2018-04-06-cjtf-oir/index.html"),
    *("figures/nine-strikes-weeks/index.html", "about-this-edition/index.html", "authors/desk/index.html"),
)
LINKS = "() => [...document.querySelectorAll('a[href]')].map(link => link.href)"
PLACE = """url => [...document.querySelectorAll('a[href]')].findIndex(link =>
  link.href === url && link.checkVisibility({visibilityProperty: true}) && link.getBoundingClientRect().width > 0)"""
"""Where the first link that is seen and leads to `url` stands among the links of a page."""
NOTE = "() => { const note = document.querySelector('.dl-superseded'); return note && note.getBoundingClientRect().height }"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition of the project's own site, moved away from where it was made."""
    project = own_project(tmp_path_factory.mktemp("frozen") / "project")
    assert project.run("build", "--as-of", DAY) == 0
    moved = tmp_path_factory.mktemp("disk") / "an edition"
    (project.root / "editions" / DAY).rename(moved)
    return moved


class Disk:
    """A page that may read files and nothing else; what it complains of and asks for is kept."""

    def __init__(self, context: BrowserContext, folder: Path) -> None:
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self._folder = folder
        context.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, name: str) -> None:
        self.page.goto((self._folder / name).as_uri(), wait_until="load")

    @property
    def elsewhere(self) -> list[str]:
        return [url for url in self.asked if not url.startswith((self._folder.as_uri(), "data:", "blob:"))]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 800})
    yield made
    made.close()


def file_of(url: str) -> Path:
    return Path(unquote(urlsplit(url).path))


def test_every_link_of_every_page_leads_to_a_file(context: BrowserContext, edition: Path) -> None:
    disk = Disk(context, edition)
    followed: set[str] = set()
    for name in PAGES:
        disk.open(name)
        for url in disk.page.evaluate(LINKS):
            if url.startswith("file:"):
                followed.add(url)
                assert file_of(url).is_file(), f"{name}: {url}"
                assert file_of(url).is_relative_to(edition), f"{name}: {url}"
    assert len(followed) > 50


def test_links_are_followed_by_clicks(context: BrowserContext, edition: Path) -> None:
    disk = Disk(context, edition)
    for name in ("index.html", "articles/nine-strikes-in-a-week/index.html", "weeks/2018-03-30/index.html"):
        disk.open(name)
        urls = [url for url in dict.fromkeys(disk.page.evaluate(LINKS)) if url.startswith("file:") and url.endswith(".html")]
        assert len(urls) > 5
        for url in urls[:12]:
            disk.open(name)
            disk.page.locator("a[href]").nth(disk.page.evaluate(PLACE, url)).click()
            disk.page.wait_for_load_state("load")
            assert disk.page.url == url
            assert disk.page.locator("h1").count() == 1
    assert disk.complaints == []
    assert disk.elsewhere == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_whole_and_quiet_and_say_what_they_are(browser: Browser, edition: Path, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light")
    disk = Disk(context, edition)
    figures = 0
    for name in PAGES:
        disk.open(name)
        assert disk.page.evaluate(SIDEWAYS) <= 0, name
        assert 20 < disk.page.evaluate(NOTE) < 120, name
        for figure in disk.page.evaluate(PLOTS):
            figures += 1
            assert figure["shown"] == 1, (name, figure)
            assert figure["smallest"] >= LEGIBLE, (name, figure)
        disk.page.wait_for_timeout(100)
        assert disk.complaints == [], name
    assert figures > 3
    assert disk.elsewhere == []
    context.close()


def test_the_note_leads_to_the_page_of_today_and_to_what_is_left_out(context: BrowserContext, edition: Path) -> None:
    disk = Disk(context, edition)
    disk.open("weeks/2018-03-30/index.html")
    links = disk.page.locator(".dl-superseded a")
    assert links.first.get_attribute("href") == "https://dateline.example.org/weeks/2018-03-30/"
    links.nth(1).click()
    assert disk.page.locator("h1").inner_text().split() == "The record as it was known on 1 June 2018".split()
    assert "published later" in disk.page.locator(".dl-left-out").inner_text()


def test_what_a_figure_says_when_asked_works_from_a_disk(context: BrowserContext, edition: Path) -> None:
    disk = Disk(context, edition)
    disk.open("articles/nine-strikes-in-a-week/index.html")
    disk.page.locator(".dl-plot-wide .dl-mark").first.hover()
    assert disk.page.locator("#dl-tip").is_visible()
    assert disk.complaints == []
